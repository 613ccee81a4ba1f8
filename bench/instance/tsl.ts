// The thing model (TSL file of the console) and what the platform's weak validation holds a report against:
// identifier and data type, no ranges (help: Data formats; 120329 "Error codes"). Texts in quotes of the
// tables were seen in messages of the platform; those for float, double and array follow the same pattern and
// are our choice.

import { z } from "zod";
import { E_TSL_WRONG, Failure } from "../../lib/codes.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";

interface Fault {
  code: number;
  text: string;
}

const TYPES = ["int", "float", "double", "bool", "enum", "text", "date", "struct", "array"] as const;
type TypeName = (typeof TYPES)[number];

const isInt = (value: Json) => typeof value === "number" && (value | 0) === value;
const isNumber = (value: Json) => typeof value === "number";

/** By type: what a value of it looks like on the wire, and what is said of one that does not. */
const RULES: Record<TypeName, Fault & { is: (value: Json) => boolean }> = {
  int: { code: 6306, text: "data type is not int", is: isInt },
  float: { code: 6307, text: "data type is not float", is: isNumber },
  double: { code: 6322, text: "data type is not double", is: isNumber },
  bool: { code: 6308, text: "value of bool type must be int", is: (value) => value === 0 || value === 1 },
  enum: { code: 6309, text: "value of enum type must be int", is: isInt },
  text: { code: 6310, text: "data type is not string", is: (value) => typeof value === "string" },
  date: {
    code: 6311,
    text: "date type must be a string of long(UTC ms)",
    is: (value) => typeof value === "string" && /^\d{1,19}$/.test(value),
  },
  struct: { code: 6312, text: "struct type must be json", is: isObject },
  array: { code: 6328, text: "data type is not array", is: Array.isArray },
};

const DataType = z.object({ type: z.enum(TYPES), specs: z.unknown().optional() });
const Property = z.object({ identifier: z.string().min(1).max(50), dataType: DataType });
const Tsl = z.object({ properties: z.array(Property).default([]) });

/** Reads the text of a TSL file; fails with E_TSL_WRONG and the place that is wrong. */
export function parseTsl(text: string): JsonObject {
  let tsl: JsonObject;
  try {
    tsl = JSON.parse(text) as JsonObject;
  } catch (error) {
    throw new Failure(E_TSL_WRONG, (error as Error).message);
  }
  checkTsl(tsl);
  return tsl;
}

/** Fails with E_TSL_WRONG unless reports can be held against `tsl`. */
export function checkTsl(tsl: unknown): void {
  const result = Tsl.safeParse(tsl);
  if (result.success) return;
  const { path, message } = result.error.issues[0];
  throw new Failure(E_TSL_WRONG, `${path.join(".") || "the file"}: ${message}`);
}

/** What is wrong with a reported value; undefined when it is as the model says. */
export function faultOf(tsl: JsonObject, identifier: string, value: Json): Fault | undefined {
  const type = typesOf(tsl).get(identifier);
  if (type === undefined) return { code: 6304, text: "tsl parse: params not exist" };
  const rule = RULES[type];
  return rule.is(value) ? undefined : { code: rule.code, text: `tsl parse: ${rule.text} -> ${identifier}` };
}

const known = new WeakMap<JsonObject, Map<string, TypeName>>();

function typesOf(tsl: JsonObject): Map<string, TypeName> {
  let types = known.get(tsl);
  if (types === undefined) {
    const { properties } = Tsl.parse(tsl);
    types = new Map(properties.map(({ identifier, dataType }) => [identifier, dataType.type]));
    known.set(tsl, types);
  }
  return types;
}
