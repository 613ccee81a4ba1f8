// The file that gives an app its product's thing model: types for the compiler and the editor, and a table for the
// device (the form of lib/tsl.ts). The same model gives the same text.

import { TSL_ARRAY, TSL_BOOL, TSL_DATE, TSL_DOUBLE, TSL_ENUM, TSL_FLOAT, TSL_INT, TSL_STRUCT, TSL_TEXT } from "../../lib/tsl.ts";
import {
  ARRAY_MAX_ITEMS, FLOAT_MAX, INT_MAX, INT_MIN, TEXT_MAX_BYTES, type DataType, type Event, type Model, type Parameter,
  type Property, type Service,
} from "./tsl.ts";

/** The text of the file; `command` is what made it, for its head. */
export function generate(model: Model, command: string): string {
  return `// Made by \`${command}\`: change the thing model and run that again, not this file.
// Import it in main.ts, before anything else: import "./model.ts";
import { useModel } from "linkino";

declare module "linkino" {
  interface Model {
    properties: {${block(model.properties.map(typeOfProperty), 6)}};
    events: {${block(model.events.map(typeOfEvent), 6)}};
    services: {${block(model.services.map(typeOfService), 6)}};
  }
}

// By part: properties, outputs of events, inputs and outputs of services.
useModel((part) =>
  part == 0 ? {${block(model.properties.map((each) => entry(each.identifier, tableOf(each.dataType))), 4, ",")}}
  : part == 1 ? {${block(model.events.map((each) => entry(each.identifier, tableOfAll(each.outputs))), 4, ",")}}
  : part == 2 ? {${block(model.services.map((each) => entry(each.identifier, tableOfAll(each.inputs))), 4, ",")}}
  : {${block(model.services.map((each) => entry(each.identifier, tableOfAll(each.outputs))), 4, ",")}});
`;
}

function block(lines: string[], indent: number, end = ";"): string {
  if (lines.length === 0) return "";
  const blanks = " ".repeat(indent);
  return `\n${lines.map((line) => line.split("\n").map((each) => `${blanks}${each}`).join("\n") + end).join("\n")}\n${blanks.slice(2)}`;
}

function entry(identifier: string, value: string): string {
  return `${keyOf(identifier)}: ${value}`;
}

function keyOf(identifier: string): string {
  return /^[A-Za-z_]\w*$/.test(identifier) ? identifier : JSON.stringify(identifier);
}

function typeOfProperty({ identifier, name, access, dataType }: Property): string {
  return `${comment(name, dataType)}${entry(identifier, `{ value: ${typeOf(dataType)}; access: "${access}" }`)}`;
}

function typeOfEvent({ identifier, name, outputs }: Event): string {
  return `${comment(name)}${entry(identifier, object(outputs, false))}`;
}

function typeOfService({ identifier, name, call, inputs, outputs }: Service): string {
  return `${comment(name)}${entry(identifier, `{ call: "${call}"; input: ${object(inputs, true)}; output: ${object(outputs, false)} }`)}`;
}

function typeOf(type: DataType): string {
  switch (type.type) {
    case "int":
    case "float":
    case "double":
      return "number";
    case "bool":
      return "0 | 1";
    case "enum":
      return [...type.names!.keys()].join(" | ");
    case "text":
    case "date":
      return "string";
    case "struct":
      // What is missing is no fault on either side.
      return object(type.members!, true);
    case "array":
      return `Array<${typeOf(type.item!)}>`;
  }
}

function object(parameters: Parameter[], optional: boolean): string {
  if (parameters.length === 0) return "Record<string, never>";
  return `{ ${parameters.map((each) => `${keyOf(each.identifier)}${optional ? "?" : ""}: ${typeOf(each.dataType)}`).join("; ")} }`;
}

// What the editor shows: the name, and what the type alone does not say.
function comment(name?: string, dataType?: DataType): string {
  const said = [name, dataType && describe(dataType)].filter(Boolean).join(": ");
  const clean = said.replace(/\s+/g, " ").replaceAll("*/", "* /").trim();
  return clean ? `/** ${clean} */\n` : "";
}

function describe({ type, min, max, most, names, unit }: DataType): string {
  if (names) return [...names].map(([key, name]) => `${key} ${name}`).join(", ");
  if (type === "text") return `${most ?? TEXT_MAX_BYTES} bytes at most`;
  if (type === "date") return "milliseconds since 1970 UTC, as digits";
  if (type === "array") return `${most ?? ARRAY_MAX_ITEMS} items at most`;
  if (min === undefined && max === undefined) return unit ?? "";
  return `${min ?? ""}…${max ?? ""}${unit ? ` ${unit}` : ""}`;
}

/** The spec of a type for the table of the device. */
export function tableOf(type: DataType): string {
  const { min, max } = type;
  switch (type.type) {
    case "int":
      return list(TSL_INT, min ?? INT_MIN, max ?? INT_MAX);
    case "float":
      return list(TSL_FLOAT, min ?? -FLOAT_MAX, max ?? FLOAT_MAX);
    case "double":
      // NaN bounds nothing.
      return max === undefined ? list(TSL_DOUBLE, ...(min === undefined ? [] : [min])) : list(TSL_DOUBLE, min ?? NaN, max);
    case "bool":
      return list(TSL_BOOL, 0, 1);
    case "enum":
      return tableOfEnum([...type.names!.keys()].sort((a, b) => a - b));
    case "text":
      return list(TSL_TEXT, type.most ?? TEXT_MAX_BYTES);
    case "date":
      return list(TSL_DATE);
    case "struct":
      return tableOfAll(type.members!);
    case "array":
      return list(TSL_ARRAY, type.most ?? ARRAY_MAX_ITEMS, tableOf(type.item!));
  }
}

function tableOfAll(parameters: Parameter[]): string {
  const members = parameters.map((each) => entry(each.identifier, tableOf(each.dataType)));
  return list(TSL_STRUCT, members.length > 0 ? `{ ${members.join(", ")} }` : "{}");
}

function tableOfEnum(keys: number[]): string {
  const first = keys[0]!;
  const last = keys.at(-1)!;
  const hasGaps = last - first >= keys.length;
  return list(TSL_ENUM, first, last, ...(hasGaps ? [`[${keys.join(", ")}]`] : []));
}

function list(...items: (number | string)[]): string {
  return `[${items.join(", ")}]`;
}
