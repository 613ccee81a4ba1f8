// The TSL file of a product (物模型): what the console exports or a person writes, read into what the platform's
// validation looks things up in. Numbers in specs are text there. What the file leaves out of its specs binds nobody. The entries
// that the platform generates (event `post`, services `set` and `get`) add nothing and are passed over. A module's identifiers
// are `block:id`; modules stand in `functionBlocks`, or the file itself is one by its `functionBlockId`.

import { z } from "zod";
import { E_TSL_WRONG, Failure } from "../../lib/codes.ts";
import { type JsonObject, parseKindly } from "./json.ts";

/** Longest text, bytes, and most items of an array. Limits. */
const TEXT_MAX_BYTES = 10_240;
const ARRAY_MAX_ITEMS = 512;

/** A type with its specs. */
export type DataType =
  | { type: "int" | "float" | "double"; min?: number; max?: number }
  | { type: "bool" | "date" }
  /** Without keys any integer goes. */
  | { type: "enum"; keys?: Set<string> }
  | { type: "text"; length: number }
  /** Without members any object goes. */
  | { type: "struct"; members?: Members }
  /** Without an item any list of at most `size` goes. */
  | { type: "array"; size: number; item?: DataType };

/** Types by identifier. */
export type Members = Map<string, DataType>;

/** What can be reported and called, by identifier. */
export interface Model {
  properties: Members;
  /** Output parameters. */
  events: Map<string, Members>;
  services: Map<string, { input: Members; output: Members }>;
}

const amount = z
  .union([z.number(), z.string().regex(/^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/, "is no number")])
  .transform(Number)
  .refine(Number.isFinite, "is no number");
const count = (most: number) =>
  amount.refine((value) => Number.isInteger(value) && value > 0 && value <= most, `must be 1 to ${most}`);
const empty = z.union([z.null(), z.strictObject({}), z.tuple([])]).transform(() => undefined);

const range = z
  .object({ min: amount.optional(), max: amount.optional() })
  .nullish()
  .refine((specs) => !(Number(specs?.min) > Number(specs?.max)), "min is above max");
const numeric = <T extends "int" | "float" | "double">(type: T) =>
  z.object({ type: z.literal(type), specs: range }).transform(({ specs }) => ({ type, ...specs }));
const plain = <T extends "bool" | "date">(type: T) =>
  z.object({ type: z.literal(type) }).transform(() => ({ type }));
const simple = [
  numeric("int"),
  numeric("float"),
  numeric("double"),
  plain("bool"),
  plain("date"),
  z
    .object({
      type: z.literal("enum"),
      specs: z
        .record(z.string(), z.unknown())
        .refine((specs) => Object.keys(specs).every((key) => /^-?\d+$/.test(key)), "has a key that is no integer")
        .nullish(),
    })
    .transform(({ type, specs }) => {
      const keys = Object.keys(specs ?? {}).map((key) => String(Number(key)));
      return { type, ...(keys.length > 0 && { keys: new Set(keys) }) };
    }),
  z
    .object({ type: z.literal("text"), specs: z.object({ length: count(TEXT_MAX_BYTES).optional() }).nullish() })
    .transform(({ type, specs }) => ({ type, length: specs?.length ?? TEXT_MAX_BYTES })),
] as const;

const identifier = z.string().regex(/^\w{1,50}$/, "must be 1 to 50 letters, digits and underscores");

function membersOf(dataType: z.ZodType<DataType>) {
  return z.array(z.object({ identifier, dataType })).transform((list, context): Members => {
    const members: Members = new Map();
    list.forEach((each, index) => {
      if (members.has(each.identifier)) refuse(context, [index, "identifier"], `${each.identifier} comes twice`);
      members.set(each.identifier, each.dataType);
    });
    return members;
  });
}

const memberType: z.ZodType<DataType> = z.discriminatedUnion("type", simple);
const struct = z
  .object({ type: z.literal("struct"), specs: z.union([empty, membersOf(memberType)]).optional() })
  .transform(({ type, specs: members }) => ({ type, ...(members && { members }) }));
const itemType: z.ZodType<DataType> = z
  .discriminatedUnion("type", [...simple, struct])
  .refine(({ type }) => !["bool", "enum", "date"].includes(type), "is not for the items of an array");
const array = z
  .object({
    type: z.literal("array"),
    specs: z.object({ size: count(ARRAY_MAX_ITEMS).optional(), item: itemType.optional() }).nullish(),
  })
  .transform(({ type, specs }) => {
    return { type, size: specs?.size ?? ARRAY_MAX_ITEMS, ...(specs?.item && { item: specs.item }) };
  });
const dataType: z.ZodType<DataType> = z.discriminatedUnion("type", [...simple, struct, array]);
const parameters = membersOf(dataType).default(() => new Map());

// What the platform generates has its own method, and `get` a list of names where others have parameters.
const GENERATED = ["thing.event.property.post", "thing.service.property.set", "thing.service.property.get"];
const generated = z.object({ method: z.enum(GENERATED) }).transform(() => undefined);
const functions = <T extends z.ZodType<{ identifier: string }>>(shape: T) =>
  z
    .array(z.unknown().transform((item, context): z.output<T> | undefined => {
      if (generated.safeParse(item).success) return undefined;
      const result = shape.safeParse(item);
      if (result.success) return result.data;
      for (const { path, message } of result.error.issues) refuse(context, path, message);
      return z.NEVER;
    }))
    .default([])
    .transform((list) => list.filter((each) => each !== undefined));

const contents = {
  properties: parameters,
  events: functions(z.object({ identifier, outputData: parameters })),
  services: functions(z.object({ identifier, inputData: parameters, outputData: parameters })),
};
const moduleId = z.string().regex(/^\w{1,30}$/, "must be 1 to 30 letters, digits and underscores");
const Tsl = z.object({
  ...contents,
  functionBlockId: moduleId.nullish(),
  functionBlocks: z.array(z.object({ ...contents, functionBlockId: moduleId })).default([]),
});

/** Reads the text of a TSL file; fails with E_TSL_WRONG and the place that is wrong. */
export function parseTsl(text: string): JsonObject {
  let tsl: unknown;
  try {
    tsl = parseKindly(text);
  } catch (error) {
    throw new Failure(E_TSL_WRONG, (error as Error).message);
  }
  checkTsl(tsl);
  return tsl as JsonObject;
}

/** Fails with E_TSL_WRONG, the place and the reason, unless reports can be held against `tsl`. */
export function checkTsl(tsl: unknown): void {
  readModel(tsl);
}

const known = new WeakMap<JsonObject, Model>();

/** What `tsl` defines; fails as checkTsl. */
export function modelOf(tsl: JsonObject): Model {
  let model = known.get(tsl);
  if (model === undefined) known.set(tsl, (model = readModel(tsl)));
  return model;
}

function readModel(tsl: unknown): Model {
  const result = Tsl.safeParse(tsl);
  if (!result.success) {
    const { path, message } = deepest(result.error.issues[0]);
    throw new Failure(E_TSL_WRONG, `${path.join(".") || "the file"}: ${message}`);
  }
  const { functionBlockId, functionBlocks, ...own } = result.data;
  const model: Model = { properties: new Map(), events: new Map(), services: new Map() };
  for (const { functionBlockId: block, ...its } of [{ functionBlockId, ...own }, ...functionBlocks]) {
    const nameOf = (id: string) => (block ? `${block}:${id}` : id);
    for (const [id, type] of its.properties) add(model.properties, nameOf(id), type);
    for (const { identifier: id, outputData } of its.events) add(model.events, nameOf(id), outputData);
    for (const { identifier: id, inputData: input, outputData: output } of its.services)
      add(model.services, nameOf(id), { input, output });
  }
  return model;
}

function add<T>(to: Map<string, T>, name: string, what: T): void {
  if (to.has(name)) throw new Failure(E_TSL_WRONG, `${name} comes twice`);
  to.set(name, what);
}

interface Context {
  issues: unknown[];
}

function refuse(context: Context, path: PropertyKey[], message: string): void {
  context.issues.push({ code: "custom", path, message, input: undefined });
}

// Of a union the fault that lies deepest: that of the form which was meant.
function deepest(issue: z.core.$ZodIssue): { path: PropertyKey[]; message: string } {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return issue;
  const inner = issue.errors.map(([first]) => deepest(first)).sort((a, b) => b.path.length - a.path.length)[0];
  return { path: [...issue.path, ...inner.path], message: inner.message };
}
