// What the thing model (物模型, TSL) allows a value to be, on the device: a spec of `linkino model gen` and a value give 0 or
// the code by which the platform refuses it (help: 120329 "Error codes"). Text is bytes. Memory: nothing that stays.
import { isArray, keys } from "./short.ts";

/** What the codes of the platform for a value begin from. */
const CODES = 6300;

/** The platform's codes for what the product does not have: an event, a service, and any other identifier. */
export const PLATFORM_NO_EVENT = 5160;
export const PLATFORM_NO_SERVICE = 5161;
export const PLATFORM_NO_PARAMETER = 6304;

export const TSL_INT = 6;
export const TSL_FLOAT = 7;
export const TSL_BOOL = 8;
export const TSL_ENUM = 9;
export const TSL_TEXT = 10;
export const TSL_DATE = 11;
export const TSL_STRUCT = 12;
export const TSL_DOUBLE = 22;
export const TSL_ARRAY = 28;
/** An array with too many items. */
const TSL_ARRAY_SIZE = 24;

const DATE_MAX = "9223372036854775807";

/** What a value may be. First the type, which is the last two digits of the platform's code for it; then
 *  for numbers the least and the greatest, left out or NaN where nothing bounds it; bool and enum the same, and an enum
 *  with gaps its keys; for text the most bytes; for a struct the specs of its members; for an array the most items and the
 *  spec of an item. */
export type Spec = [type: number, a?: any, b?: any, keys?: number[]];

/** Specs by identifier. */
export type Specs = { [identifier: string]: Spec };

/** 0 when `spec` allows the value, or the platform's code. What is missing in a struct is no fault. */
export function checkValue(spec: Spec, value: any): number {
  const type = spec[0], a = spec[1], b = spec[2], kind = typeof value;
  let code = CODES + type;
  if (type == TSL_STRUCT || type == TSL_ARRAY) {
    const list = type == TSL_ARRAY;
    if (!value || kind != "object" || isArray(value) != list) return code;
    if (list && value.length > a) return CODES + TSL_ARRAY_SIZE;
    for (const key of keys(value)) {
      const its = list ? b : specOf(a, key);
      code = its ? checkValue(its, value[key]) : PLATFORM_NO_PARAMETER;
      if (code) return code;
    }
    return 0;
  }
  return (
    type == TSL_TEXT ? kind == "string" && value.length <= a
    : type == TSL_DATE ? kind == "string" && /^[0-9]+$/.test(value) && value.length < 20
      && (value.length < 19 || value <= DATE_MAX)
    // The difference of what is not finite is NaN. The interpreter's literals err in the last bit: what is written like a
    // bound is that bound.
    : kind == "number" && value - value == 0
      && (!(value < a || value > b) || "" + value == "" + a || "" + value == "" + b)
      && (type == TSL_FLOAT || type == TSL_DOUBLE || value % 1 == 0) && (!spec[3] || ~spec[3].indexOf(value))
  ) ? 0 : code;
}

/** The spec of an identifier, or something false. What objects inherit has no type. */
export function specOf(specs: Specs, identifier: string): Spec | 0 {
  const its = specs[identifier];
  return its && its[0] && its;
}
