// Turns what is wrong in a settings file into sentences with line and column: all of them at once.

import { z } from "zod";
import type { JsonPath, JsonSource } from "./json-source.ts";
import { nearest } from "./nearest.ts";
import { pick } from "./output.ts";

/** One fault: the place it stands at, the key it is about, and what is wrong, in the language of the user. */
export interface Fault {
  line: number;
  column: number;
  key: string;
  text: string;
}

/** A fault of the value at `path`. */
export function faultAt(source: JsonSource, path: JsonPath, text: string): Fault {
  return { ...source.valueAt(path), key: path.join("."), text };
}

/** What `schema` finds wrong in the file. `secretKeys` are refused with a word on where they belong. */
export function findFaults(
  schema: z.ZodObject,
  source: JsonSource,
  secretKeys: readonly string[] = [],
): Fault[] {
  const result = schema.safeParse(source.value, { reportInput: true });
  const faults = (result.error?.issues ?? []).flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => unknownKey(schema, source, [...issue.path, key], secretKeys))
      : [faultAt(source, issue.path, describeIssue(issue))],
  );
  return sortFaults(faults);
}

/** Top of the file first. */
export function sortFaults(faults: Fault[]): Fault[] {
  return faults.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** One line each, `file:line:column key: what is wrong`, as the detail of a Failure. */
export function formatFaults(file: string, faults: Fault[]): string {
  const lines = faults.map(
    ({ line, column, key, text }) => `${file}:${line}:${column} ${key ? `${key}: ` : ""}${text}`,
  );
  return lines.length === 1 ? lines[0]! : lines.map((line) => `\n  ${line}`).join("");
}

function unknownKey(
  schema: z.ZodObject,
  source: JsonSource,
  path: JsonPath,
  secretKeys: readonly string[],
): Fault {
  const key = String(path.at(-1));
  const folder = path.slice(0, -1);
  const known = listKeys(schema);
  const elsewhere = known.find((each) => each.at(-1) === key);
  const meant = nearest(
    key,
    known.filter((each) => each.slice(0, -1).join() === folder.join()).map((each) => each.at(-1)!),
  );
  let text = pick("there is no such key", "没有这个键");
  if (secretKeys.includes(key) || /secret|password/i.test(key)) {
    text = pick(
      "a secret does not belong in this file; write it into linkino.secrets.json",
      "密钥和口令不能写在这个文件里，请写进 linkino.secrets.json",
    );
  } else if (elsewhere) {
    const place = elsewhere.slice(0, -1).join(".");
    text += place
      ? pick(`; it belongs inside "${place}"`, `，它应放在“${place}”里面`)
      : pick("; it belongs at the top level", "，它应放在最外层");
  } else if (meant) {
    text += hint(meant);
  }
  return { ...source.keyAt(path), key: path.join("."), text };
}

function listKeys(schema: z.ZodObject): string[][] {
  return Object.entries(schema.shape).flatMap(([key, field]) => [
    [key],
    ...(field instanceof z.ZodObject ? listKeys(field).map((path) => [key, ...path]) : []),
  ]);
}

const TYPES: Record<string, [string, string]> = {
  string: ["a text in double quotes", "双引号括起的文本"],
  number: ["a number", "数字"],
  int: ["a whole number", "整数"],
  boolean: ["true or false", "true 或 false"],
  object: ["an object in braces", "花括号括起的对象"],
};

function describeIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type") {
    const [en, zh] = TYPES[issue.expected] ?? [issue.expected, issue.expected];
    if (issue.input === undefined) return pick(`is missing: ${en}`, `缺少此项，应为${zh}`);
    return pick(`must be ${en}`, `须为${zh}`);
  }
  if (issue.code === "invalid_value") {
    const values = issue.values.map(String);
    const meant = typeof issue.input === "string" ? nearest(issue.input, values) : undefined;
    const list = values.map((value) => `"${value}"`).join(", ");
    if (issue.input === undefined) return pick(`is missing: one of ${list}`, `缺少此项，可选 ${list}`);
    return pick(`must be one of ${list}`, `只能是 ${list} 之一`) + (meant ? hint(meant) : "");
  }
  return issue.message;
}

function hint(meant: string): string {
  return pick(`; did you mean "${meant}"?`, `；是不是“${meant}”？`);
}
