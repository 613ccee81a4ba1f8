// Reads a TSL file whole and finds every fault in it. Help: TSL; Limits. What the platform generates (event `post`, services
// `set` and `get`) must fit the properties, or be left out: then the platform makes it.

import { isDeepStrictEqual } from "node:util";
import { E_MODEL_FORM, E_MODEL_GENERATED, E_MODEL_LIMIT, E_MODEL_NAME, E_MODEL_SYNTAX, E_MODEL_WRONG, Failure } from "../../lib/codes.ts";
import { JsonFault, parseJson, type JsonSource } from "../json-source.ts";
import { pick } from "../output.ts";
import {
  BLOCK_ID_MAX, CONTENT_MAX_BYTES, FILE_MAX_BYTES, FUNCTIONS_MAX, MODULES_MAX, PARAMETERS_MAX, RESERVED, type Model,
} from "./tsl.ts";
import { readIdentifier, readParameters, readType } from "./types.ts";
import { Walk, type JsonObject, type ModelFault, type Spot } from "./walk.ts";

const TOP = ["schema", "profile", "properties", "events", "services", "functionBlockId", "functionBlockName", "functionBlocks", "link"];
const POST = "thing.event.property.post";
const SET = "thing.service.property.set";
const GET = "thing.service.property.get";

/** Reads the text of a TSL file; fails with E_MODEL_SYNTAX, or with E_MODEL_WRONG and every fault. `file` is its name. */
export function readModel(text: string, file: string): Model {
  let source: JsonSource;
  try {
    source = parseJson(text);
  } catch (error) {
    if (error instanceof RangeError) throw new Failure(E_MODEL_SYNTAX, `${file}: ${pick("it is nested too deeply", "嵌套过深")}`);
    if (!(error instanceof JsonFault)) throw error;
    throw new Failure(E_MODEL_SYNTAX, `${file}:${error.place.line}:${error.place.column} ${error.message}`);
  }
  const walk = new Walk(source);
  const model: Model = { properties: [], events: [], services: [] };
  const top: Spot = { value: source.value, path: [] };
  if (walk.object(top, E_MODEL_FORM)) {
    checkSize(walk, text);
    readTop(walk, top, model);
  }
  if (walk.faults.length > 0) throw new Failure(E_MODEL_WRONG, formatFaults(file, walk.faults));
  return model;
}

/** Adds the functions of further files, modules mostly; fails with E_MODEL_WRONG where one comes twice. */
export function mergeModels(models: { model: Model; file: string }[]): Model {
  const all: Model = { properties: [], events: [], services: [] };
  for (const { model, file } of models) {
    for (const part of ["properties", "events", "services"] as const) {
      for (const each of model[part]) {
        if (all[part].some(({ identifier }) => identifier === each.identifier))
          throw new Failure(E_MODEL_WRONG, `${file} LK${E_MODEL_NAME} ${part}: ${pick(`"${each.identifier}" is in another file too`, `“${each.identifier}”在另一个文件中已有`)}`);
        (all[part] as unknown[]).push(each);
      }
    }
  }
  return all;
}

function formatFaults(file: string, faults: ModelFault[]): string {
  const sorted = [...faults].sort((a, b) => a.line - b.line || a.column - b.column);
  return sorted
    .map(({ line, column, code, path, text }) => `\n  ${file}:${line}:${column} LK${code} ${path ? `${path}: ` : ""}${text}`)
    .join("");
}

function checkSize(walk: Walk, text: string): void {
  const bytes = Buffer.byteLength(text);
  const content = Buffer.byteLength(JSON.stringify(walk.source.value));
  if (bytes > FILE_MAX_BYTES)
    walk.fault(E_MODEL_LIMIT, [], pick(`the file has ${bytes} bytes: at most ${FILE_MAX_BYTES}`, `文件 ${bytes} 字节，上限 ${FILE_MAX_BYTES}`));
  if (content > CONTENT_MAX_BYTES)
    walk.fault(E_MODEL_LIMIT, [], pick(`the file has ${content} bytes without blanks: at most ${CONTENT_MAX_BYTES}`, `去掉空白后 ${content} 字节，上限 ${CONTENT_MAX_BYTES}`));
}

function readTop(walk: Walk, top: Spot, model: Model): void {
  const value = top.value as JsonObject;
  walk.keys(top, TOP, E_MODEL_FORM);
  walk.text(top, "schema", E_MODEL_FORM);
  if (value.profile !== undefined) {
    const profile: Spot = { value: value.profile, path: ["profile"] };
    if (walk.object(profile, E_MODEL_FORM)) walk.text(profile, "productKey", E_MODEL_FORM, true);
  }
  readFunctions(walk, top, model);
  const blocks = walk.list(top, "functionBlocks", E_MODEL_FORM);
  if (blocks.length > MODULES_MAX)
    walk.fault(E_MODEL_LIMIT, ["functionBlocks"], pick(`${blocks.length} modules are too many: at most ${MODULES_MAX}`, `${blocks.length} 个模块超出上限 ${MODULES_MAX}`));
  const seen = new Set<unknown>();
  for (const block of blocks) {
    if (!walk.object(block, E_MODEL_FORM)) continue;
    const id = walk.text(block, "functionBlockId", E_MODEL_NAME, true);
    if (id !== undefined && seen.has(id))
      walk.fault(E_MODEL_NAME, [...block.path, "functionBlockId"], pick(`"${id}" comes twice`, `“${id}”重复`));
    seen.add(id);
    readFunctions(walk, block, model);
  }
}

// The functions of the product itself, or of one module.
function readFunctions(walk: Walk, parent: Spot, model: Model): void {
  const block = walk.text(parent, "functionBlockId", E_MODEL_NAME);
  if (block !== undefined && !/^\w+$/.test(block) || block !== undefined && block.length > BLOCK_ID_MAX) {
    walk.fault(E_MODEL_NAME, [...parent.path, "functionBlockId"], pick(
      `"${block}": letters, digits and underscores only, at most ${BLOCK_ID_MAX}`,
      `“${block}”只能含字母、数字和下划线，至多 ${BLOCK_ID_MAX} 个`,
    ));
  }
  const nameOf = (identifier: string) => (block ? `${block}:${identifier}` : identifier);
  const own: Model = { properties: [], events: [], services: [] };
  const properties = walk.list(parent, "properties", E_MODEL_FORM);
  const events = walk.list(parent, "events", E_MODEL_FORM).filter((spot) => walk.object(spot, E_MODEL_FORM));
  const services = walk.list(parent, "services", E_MODEL_FORM).filter((spot) => walk.object(spot, E_MODEL_FORM));
  readProperties(walk, properties, own);
  readEvents(walk, events.filter((spot) => methodOf(spot) !== POST), own);
  readServices(walk, services.filter((spot) => methodOf(spot) !== SET && methodOf(spot) !== GET), own);
  const count = own.properties.length + own.events.length + own.services.length;
  if (count > FUNCTIONS_MAX)
    walk.fault(E_MODEL_LIMIT, parent.path, pick(`${count} functions are too many: at most ${FUNCTIONS_MAX}`, `${count} 个功能超出上限 ${FUNCTIONS_MAX}`));
  // Beside faults in the properties these would only repeat them.
  if (walk.faults.length === 0) checkGenerated(walk, properties, [...events, ...services]);
  for (const part of ["properties", "events", "services"] as const)
    (model[part] as object[]).push(...own[part].map((each) => ({ ...each, identifier: nameOf(each.identifier) })));
}

function methodOf({ value }: Spot): unknown {
  return (value as JsonObject).method;
}

function readProperties(walk: Walk, spots: Spot[], own: Model): void {
  const seen = new Set<string>();
  for (const spot of spots) {
    const value = walk.object(spot, E_MODEL_FORM);
    if (!value) continue;
    walk.keys(spot, ["identifier", "name", "accessMode", "required", "desc", "dataType"], E_MODEL_FORM);
    const identifier = readIdentifier(walk, spot, seen, RESERVED);
    const name = readCommon(walk, spot);
    const access = walk.word(spot, "accessMode", ["r", "w", "rw"], E_MODEL_FORM);
    const dataType = readType(walk, { value: value.dataType, path: [...spot.path, "dataType"] });
    if (identifier && access && dataType) own.properties.push({ identifier, access, dataType, ...(name && { name }) });
  }
}

function readEvents(walk: Walk, spots: Spot[], own: Model): void {
  const seen = new Set<string>();
  for (const spot of spots) {
    walk.keys(spot, ["identifier", "name", "type", "required", "desc", "method", "outputData"], E_MODEL_FORM);
    const identifier = readIdentifier(walk, spot, seen, RESERVED);
    const name = readCommon(walk, spot);
    walk.word(spot, "type", ["info", "alert", "error"], E_MODEL_FORM);
    checkMethod(walk, spot, `thing.event.${identifier}.post`);
    const outputs = readParameters(walk, walk.list(spot, "outputData", E_MODEL_FORM), PARAMETERS_MAX);
    if (identifier) own.events.push({ identifier, outputs, ...(name && { name }) });
  }
}

function readServices(walk: Walk, spots: Spot[], own: Model): void {
  const seen = new Set<string>();
  for (const spot of spots) {
    walk.keys(spot, ["identifier", "name", "callType", "required", "desc", "method", "inputData", "outputData"], E_MODEL_FORM);
    const identifier = readIdentifier(walk, spot, seen, RESERVED);
    const name = readCommon(walk, spot);
    const call = walk.word(spot, "callType", ["async", "sync"], E_MODEL_FORM);
    checkMethod(walk, spot, `thing.service.${identifier}`);
    const inputs = readParameters(walk, walk.list(spot, "inputData", E_MODEL_FORM), PARAMETERS_MAX);
    const outputs = readParameters(walk, walk.list(spot, "outputData", E_MODEL_FORM), PARAMETERS_MAX);
    if (identifier && call) own.services.push({ identifier, call, inputs, outputs, ...(name && { name }) });
  }
}

function readCommon(walk: Walk, spot: Spot): string | undefined {
  const { required } = spot.value as JsonObject;
  if (required !== undefined && typeof required !== "boolean")
    walk.fault(E_MODEL_FORM, [...spot.path, "required"], pick("must be true or false", "须为 true 或 false"));
  walk.text(spot, "desc", E_MODEL_FORM);
  return walk.text(spot, "name", E_MODEL_FORM);
}

function checkMethod(walk: Walk, spot: Spot, method: string): void {
  const given = walk.text(spot, "method", E_MODEL_FORM);
  if (given !== undefined && given !== method && typeof (spot.value as JsonObject).identifier === "string")
    walk.fault(E_MODEL_FORM, [...spot.path, "method"], pick(`must be "${method}"`, `须为 "${method}"`));
}

function checkGenerated(walk: Walk, properties: Spot[], functions: Spot[]): void {
  const all = properties.map(({ value }) => value as JsonObject);
  const readable = all.filter(({ accessMode }) => accessMode !== "w");
  const writable = all.filter(({ accessMode }) => accessMode !== "r");
  for (const spot of functions) {
    const method = methodOf(spot);
    if (method === POST) checkList(walk, spot, "outputData", readable, all);
    if (method === SET) checkList(walk, spot, "inputData", writable, all);
    if (method === GET) {
      checkList(walk, spot, "inputData", readable, all);
      checkList(walk, spot, "outputData", readable, all);
    }
  }
}

// `needed` must be there, others of `all` only where the platform may list them.
function checkList(walk: Walk, spot: Spot, key: string, needed: JsonObject[], all: JsonObject[]): void {
  const path = [...spot.path, key];
  const items = walk.list(spot, key, E_MODEL_GENERATED);
  const idOf = ({ value }: Spot) => (typeof value === "string" ? value : (value as JsonObject | null)?.identifier);
  const isWritten = key === "inputData" && methodOf(spot) === SET;
  for (const item of items) {
    const property = (isWritten ? needed : all).find(({ identifier }) => identifier === idOf(item));
    if (!property) {
      walk.fault(E_MODEL_GENERATED, item.path, isWritten && all.some(({ identifier }) => identifier === idOf(item))
        ? pick(`"${idOf(item)}" can't be set: its accessMode is "r"`, `“${idOf(item)}”不可设置：accessMode 为 "r"`)
        : pick(`"${idOf(item)}" is no property`, `没有属性“${idOf(item)}”`));
    } else if (typeof item.value !== "string" && !isDeepStrictEqual((item.value as JsonObject).dataType, property.dataType)) {
      walk.fault(E_MODEL_GENERATED, [...item.path, "dataType"], pick(`is another type than that of the property "${property.identifier}"`, `与属性“${property.identifier}”的类型不同`));
    }
  }
  for (const { identifier } of needed) {
    if (!items.some((item) => idOf(item) === identifier))
      walk.fault(E_MODEL_GENERATED, path, pick(`the property "${identifier}" is missing`, `缺少属性“${identifier}”`));
  }
}
