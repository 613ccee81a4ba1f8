// What the platform's validation says of a value (help: Data formats; 120329 "Error codes"). "Weak" looks at identifier and
// type alone, "strict" at all that the specs say. The texts of int, bool, enum, text, date and struct were seen in messages of
// the platform; the others follow their pattern and are our choice, as is the range of a float without bounds.

import { isObject, type Json } from "./json.ts";
import type { DataType, Members } from "./tsl-file.ts";

/** A code of the platform and what it says. */
export interface Fault {
  code: number;
  text: string;
}

const CODES: Record<DataType["type"], number> = {
  int: 6306,
  float: 6307,
  double: 6322,
  bool: 6308,
  enum: 6309,
  text: 6310,
  date: 6311,
  struct: 6312,
  array: 6328,
};
const ARRAY_SPEC = 6324;
const NOT_EXIST = 6304;
const NOT_JSON = 6301;

const INT_MIN = -(2 ** 31);
const INT_MAX = 2 ** 31 - 1;
const FLOAT_MAX = (2 - 2 ** -23) * 2 ** 127;
const DATE_MAX = 2n ** 63n - 1n;

/** What is wrong with a value of a type, called `name` in the text; undefined when nothing is. */
export function faultOfValue(type: DataType, name: string, value: Json, strict: boolean): Fault | undefined {
  const text = typeFault(type.type, value);
  if (text === undefined) return strict ? faultBySpecs(type, name, value) : undefined;
  return { code: CODES[type.type], text: `tsl parse: ${text} -> ${name}` };
}

// What the specs of a type say of a value that is of this type.
function faultBySpecs(type: DataType, name: string, value: Json): Fault | undefined {
  const fault = (text: string, code = CODES[type.type]): Fault => ({ code, text: `tsl parse: ${text} -> ${name}` });
  if (type.type === "int" || type.type === "float" || type.type === "double") {
    const text = rangeFault(type, value as number);
    return text === undefined ? undefined : fault(text);
  }
  switch (type.type) {
    case "enum":
      return type.keys && !type.keys.has(String(value)) ? fault("value is not defined in enum specs") : undefined;
    case "text":
      return Buffer.byteLength(value as string) > type.length
        ? fault(`text length is bigger than ${type.length}`)
        : undefined;
    case "date":
      return BigInt(value as string) > DATE_MAX ? fault("date type must be a string of long(UTC ms)") : undefined;
    case "struct":
      return type.members && faultOfMembers(type.members, value, true, `${name}.`);
    case "array": {
      const items = value as Json[];
      if (items.length > type.size) return fault(`array size is bigger than ${type.size}`, ARRAY_SPEC);
      if (type.item === undefined) return undefined;
      for (const [index, item] of items.entries()) {
        const found = faultOfValue(type.item, `${name}[${index}]`, item, true);
        if (found) return found;
      }
    }
  }
  return undefined;
}

/** What is wrong with the parameters of an event or a service, or the members of a struct; what is missing is not. */
export function faultOfMembers(members: Members, values: Json, strict: boolean, prefix = ""): Fault | undefined {
  if (!isObject(values)) return { code: NOT_JSON, text: "tsl parse: params must be json" };
  for (const [name, value] of Object.entries(values)) {
    const type = members.get(name);
    if (type === undefined) return { code: NOT_EXIST, text: `tsl parse: params not exist -> ${prefix}${name}` };
    const fault = faultOfValue(type, prefix + name, value, strict);
    if (fault) return fault;
  }
  return undefined;
}

function typeFault(type: DataType["type"], value: Json): string | undefined {
  const isInt = Number.isInteger(value) && Number(value) >= INT_MIN && Number(value) <= INT_MAX;
  switch (type) {
    case "int":
      return isInt ? undefined : "data type is not int";
    case "float":
    case "double":
      return Number.isFinite(value) ? undefined : `data type is not ${type}`;
    case "bool":
      return value === 0 || value === 1 ? undefined : "value of bool type must be int";
    case "enum":
      return isInt ? undefined : "value of enum type must be int";
    case "text":
      return typeof value === "string" ? undefined : "data type is not string";
    case "date":
      return typeof value === "string" && /^\d{1,19}$/.test(value)
        ? undefined
        : "date type must be a string of long(UTC ms)";
    case "struct":
      return isObject(value) ? undefined : "struct type must be json";
    case "array":
      return Array.isArray(value) ? undefined : "data type is not array";
  }
}

function rangeFault({ type, min, max }: { type: string; min?: number; max?: number }, value: number): string | undefined {
  const most = max ?? (type === "float" ? FLOAT_MAX : Infinity);
  const least = min ?? (type === "float" ? -FLOAT_MAX : -Infinity);
  if (value > most) return `${type} value is bigger than max ${most}`;
  if (value < least) return `${type} value is less than min ${least}`;
  return undefined;
}
