// The data types of a TSL file and their specs, in which numbers are text. Help: Data formats; Limits.

import { E_MODEL_FORM, E_MODEL_LIMIT, E_MODEL_NAME, E_MODEL_SPECS } from "../../lib/codes.ts";
import { pick } from "../output.ts";
import {
  ARRAY_MAX_ITEMS, ENUM_MAX, FLOAT_MAX, IDENTIFIER_MAX, IN_ARRAY, IN_STRUCT, INT_MAX, INT_MIN, MEMBERS_MAX, TEXT_MAX_BYTES,
  TYPES, type DataType, type Parameter, type TypeName,
} from "./tsl.ts";
import type { JsonObject, Spot, Walk } from "./walk.ts";

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/;

/** Reads what stands under `dataType`, or under `item` of an array; undefined, with faults, where it is unusable. */
export function readType(walk: Walk, spot: Spot, allowed: readonly TypeName[] = TYPES): DataType | undefined {
  const value = walk.object(spot, E_MODEL_FORM);
  if (!value) return undefined;
  walk.keys(spot, ["type", "specs"], E_MODEL_FORM);
  if (TYPES.includes(value.type as TypeName) && !allowed.includes(value.type as TypeName)) {
    walk.fault(E_MODEL_SPECS, [...spot.path, "type"], allowed === IN_STRUCT
      ? pick(`${value.type} may not stand within a struct`, `struct 的成员不能是 ${value.type}`)
      : pick(`${value.type} is not for the items of an array: ${IN_ARRAY.join(", ")}`, `array 的元素不能是 ${value.type}，可选 ${IN_ARRAY.join("、")}`));
    return undefined;
  }
  const type = walk.word(spot, "type", allowed, E_MODEL_SPECS);
  if (!type) return undefined;
  const specs: Spot = { value: value.specs, path: [...spot.path, "specs"] };
  switch (type) {
    case "struct":
      return { type, members: readMembers(walk, spot) };
    case "array":
      return readArray(walk, specs);
    case "date":
      return { type };
    case "bool":
    case "enum":
      return readNames(walk, specs, type);
    default:
      if (value.specs !== undefined && !walk.object(specs, E_MODEL_SPECS)) return { type };
      return type === "text" ? readText(walk, specs) : readNumeric(walk, specs, type);
  }
}

/** Reads a list of parameters, each with identifier, name and data type. */
export function readParameters(walk: Walk, spots: Spot[], most: number, allowed?: readonly TypeName[]): Parameter[] {
  if (spots.length > most) {
    walk.fault(E_MODEL_LIMIT, spots[0]!.path.slice(0, -1), pick(`${spots.length} are too many: at most ${most}`, `${spots.length} 项超出上限 ${most}`));
  }
  const seen = new Set<string>();
  return spots.flatMap((spot) => {
    const value = walk.object(spot, E_MODEL_FORM);
    if (!value) return [];
    walk.keys(spot, ["identifier", "name", "dataType", "desc", "accessMode", "required"], E_MODEL_FORM);
    const identifier = readIdentifier(walk, spot, seen);
    const name = walk.text(spot, "name", E_MODEL_FORM);
    const dataType = readType(walk, { value: value.dataType, path: [...spot.path, "dataType"] }, allowed);
    return identifier && dataType ? [{ identifier, dataType, ...(name && { name }) }] : [];
  });
}

/** The identifier of something, which must be new among those `seen`. */
export function readIdentifier(walk: Walk, spot: Spot, seen: Set<string>, reserved: readonly string[] = []): string | undefined {
  const path = [...spot.path, "identifier"];
  const identifier = walk.text(spot, "identifier", E_MODEL_NAME, true);
  if (identifier === undefined) return undefined;
  if (!/^\w+$/.test(identifier)) {
    walk.fault(E_MODEL_NAME, path, pick(`"${identifier}": letters, digits and underscores only`, `“${identifier}”只能含字母、数字和下划线`));
  } else if (identifier.length > IDENTIFIER_MAX) {
    walk.fault(E_MODEL_NAME, path, pick(`${identifier.length} characters are too many: at most ${IDENTIFIER_MAX}`, `${identifier.length} 个字符超出上限 ${IDENTIFIER_MAX}`));
  } else if (identifier === "__proto__") {
    walk.fault(E_MODEL_NAME, path, pick("no device takes this name, for it stands for something else in JavaScript", "该名称在 JavaScript 中另有含义，设备无法使用"));
  } else if (reserved.includes(identifier)) {
    walk.fault(E_MODEL_NAME, path, pick(`the platform keeps "${identifier}" for itself`, `“${identifier}”是平台保留字`));
  } else if (seen.has(identifier)) {
    walk.fault(E_MODEL_NAME, path, pick(`"${identifier}" comes twice`, `“${identifier}”重复`));
  }
  seen.add(identifier);
  return identifier;
}

function readMembers(walk: Walk, parent: Spot): Parameter[] {
  const spots = walk.list(parent, "specs", E_MODEL_SPECS, true);
  if (Array.isArray((parent.value as JsonObject).specs) && spots.length === 0)
    walk.fault(E_MODEL_SPECS, [...parent.path, "specs"], pick("a struct needs a member", "struct 至少要有一个成员"));
  return readParameters(walk, spots, MEMBERS_MAX, IN_STRUCT);
}

function readArray(walk: Walk, specs: Spot): DataType {
  const value = walk.object(specs, E_MODEL_SPECS);
  if (!value) return { type: "array" };
  walk.keys(specs, ["size", "item"], E_MODEL_SPECS);
  const most = readCount(walk, specs, "size", ARRAY_MAX_ITEMS, true);
  const item = readType(walk, { value: value.item, path: [...specs.path, "item"] }, IN_ARRAY);
  return { type: "array", ...(most && { most }), ...(item && { item }) };
}

function readNames(walk: Walk, specs: Spot, type: "bool" | "enum"): DataType {
  const value = walk.object(specs, E_MODEL_SPECS);
  if (!value) return { type };
  const names = new Map<number, string>();
  for (const [key, name] of Object.entries(value)) {
    const path = [...specs.path, key];
    const number = Number(key);
    if (!/^(0|-?[1-9]\d*)$/.test(key) || number < INT_MIN || number > INT_MAX) {
      walk.fault(E_MODEL_SPECS, path, pick(`the key "${key}" is no whole number of 32 bits`, `键“${key}”不是 32 位整数`), true);
    } else if (type === "bool" && number !== 0 && number !== 1) {
      walk.fault(E_MODEL_SPECS, path, pick("a bool has the keys \"0\" and \"1\" alone", "bool 只有键 \"0\" 和 \"1\""), true);
    } else names.set(number, String(name));
    walk.text(specs, key, E_MODEL_SPECS);
  }
  if (Object.keys(value).length < (type === "bool" ? 2 : 1)) {
    walk.fault(E_MODEL_SPECS, specs.path, type === "bool"
      ? pick("a bool needs the keys \"0\" and \"1\"", "bool 须有键 \"0\" 和 \"1\"")
      : pick("an enum needs a key", "enum 至少要有一项"));
  }
  if (names.size > ENUM_MAX)
    walk.fault(E_MODEL_LIMIT, specs.path, pick(`${names.size} are too many: at most ${ENUM_MAX}`, `${names.size} 项超出上限 ${ENUM_MAX}`));
  return { type, names };
}

function readText(walk: Walk, specs: Spot): DataType {
  if (specs.value === undefined) return { type: "text" };
  walk.keys(specs, ["length"], E_MODEL_SPECS);
  const most = readCount(walk, specs, "length", TEXT_MAX_BYTES);
  return { type: "text", ...(most && { most }) };
}

function readNumeric(walk: Walk, specs: Spot, type: "int" | "float" | "double"): DataType {
  if (specs.value === undefined) return { type };
  walk.keys(specs, ["min", "max", "step", "unit", "unitName"], E_MODEL_SPECS);
  const bound = (key: string) => {
    const number = readNumber(walk, specs, key);
    if (number === undefined) return undefined;
    if (type === "int" && (!Number.isInteger(number) || number < INT_MIN || number > INT_MAX)) {
      walk.fault(E_MODEL_SPECS, [...specs.path, key], pick(`${number} is no whole number of 32 bits`, `${number} 不是 32 位整数`));
      return undefined;
    }
    if (Math.abs(number) > (type === "float" ? FLOAT_MAX : Number.MAX_VALUE)) {
      walk.fault(E_MODEL_SPECS, [...specs.path, key], pick(`${number} is beyond what a ${type} holds`, `${number} 超出 ${type} 的范围`));
      return undefined;
    }
    return number;
  };
  const min = bound("min");
  const max = bound("max");
  if (min !== undefined && max !== undefined && min > max)
    walk.fault(E_MODEL_SPECS, [...specs.path, "min"], pick(`${min} is above max ${max}`, `${min} 大于 max ${max}`));
  const step = readNumber(walk, specs, "step");
  if (step !== undefined && step <= 0)
    walk.fault(E_MODEL_SPECS, [...specs.path, "step"], pick("must be above 0", "须大于 0"));
  const unit = walk.text(specs, "unit", E_MODEL_SPECS);
  walk.text(specs, "unitName", E_MODEL_SPECS);
  return { type, ...(min !== undefined && { min }), ...(max !== undefined && { max }), ...(unit && { unit }) };
}

function readCount(walk: Walk, specs: Spot, key: string, most: number, needed = false): number | undefined {
  const number = readNumber(walk, specs, key, needed);
  if (number === undefined) return undefined;
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  walk.fault(number > most ? E_MODEL_LIMIT : E_MODEL_SPECS, [...specs.path, key], pick(`must be a whole number from "1" to "${most}"`, `须为 "1" 到 "${most}" 的整数`));
  return undefined;
}

function readNumber(walk: Walk, specs: Spot, key: string, needed = false): number | undefined {
  const value = (specs.value as JsonObject)[key];
  const path = [...specs.path, key];
  if (typeof value === "number") {
    walk.fault(E_MODEL_SPECS, path, pick(`numbers in specs are text: "${value}"`, `specs 中的数字须写成文本："${value}"`));
    return undefined;
  }
  const text = walk.text(specs, key, E_MODEL_SPECS, needed);
  if (text === undefined) return undefined;
  if (NUMBER.test(text)) return Number(text);
  walk.fault(E_MODEL_SPECS, path, pick(`"${text}" is no number`, `“${text}”不是数字`));
  return undefined;
}
