// Last step of a build: esbuild shortens names and syntax. The tables here keep it from bringing back what
// the interpreter can't run, and from giving a variable the name of something that the interpreter has.

import { parseSync, types as t } from "@babel/core";
import { transform } from "esbuild";
import type { Lowered } from "./lower.ts";
import { readMappings, writeMappings } from "./mappings.ts";
import { MANGLED } from "./properties.ts";
import { type Change, shortenNames } from "./rename.ts";

// Whatever esbuild might write for brevity and Espruino refuses. Template literals are off because esbuild
// turns "a\nb" into one that spans two lines, and braces inside `${}` end a template early on the board.
const NOT_SUPPORTED = [
  "array-spread",
  "async-await",
  "async-generator",
  "bigint",
  "class-field",
  "class-private-field",
  "class-private-method",
  "class-static-blocks",
  "class-static-field",
  "decorators",
  "default-argument",
  "destructuring",
  "dynamic-import",
  "exponent-operator",
  "for-await",
  "generator",
  "import-meta",
  "logical-assignment",
  "new-target",
  "object-rest-spread",
  "optional-chain",
  "rest-argument",
  "template-literal",
  "top-level-await",
  "unicode-escapes",
  "using",
];

// One- and two-character globals of the interpreter, and the word that it can't take as a name. An image
// shares the global scope with them, so a variable called E would hide E from everything loaded later.
export const TAKEN = ["E", "of", "tv", "fs"];
for (const port of "ABCDEFGH") for (let pin = 0; pin < 10; pin++) TAKEN.push(port + pin);

export interface MinifyOptions {
  /** Shortens properties that start with an underscore; off for scripts whose output shows property names. */
  mangle: boolean;
  /** Shortens the names of variables and functions. */
  rename: boolean;
}

/**
 * Minified ASCII code and its source map, which goes back to the sources.
 */
export async function minify(
  { code, map, properties }: Lowered,
  options: MinifyOptions,
): Promise<{ code: string; map: string }> {
  const reserved = `if(0){[${TAKEN.join()}]}\n`;
  const inline = `\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(shiftLine(map)).toString("base64")}`;
  const result = await transform(reserved + code + inline, {
    format: "esm",
    target: "esnext",
    charset: "ascii",
    minifySyntax: true,
    minifyWhitespace: true,
    minifyIdentifiers: options.rename,
    mangleProps: options.mangle ? MANGLED : undefined,
    mangleCache: options.mangle ? properties : undefined,
    lineLimit: 0,
    legalComments: "none",
    supported: Object.fromEntries(NOT_SUPPORTED.map((feature) => [feature, false])),
    sourcemap: "external",
    sourcefile: "lowered.js",
    treeShaking: true,
    logLevel: "silent",
  });
  const finished = result.code.trimEnd();
  const escaped = change(finished, result.map, [...controlsOf(finished), ...bracketsOf(finished)].sort((a, b) => a.at - b.at));
  return options.rename ? change(escaped.code, escaped.map, shortenNames(escaped.code, TAKEN)) : escaped;
}

// esbuild writes control characters in strings as they are, and a console takes some of them for commands.
function controlsOf(code: string): Change[] {
  return Array.from(code.matchAll(/[\x00-\x09\x0b-\x1f\x7f]/g), ({ 0: old, index }) => (
    { at: index, old, text: `\\x${old.charCodeAt(0).toString(16).padStart(2, "0")}` }
  ));
}

// esbuild takes away the brackets of commas in `a[(b,c)]` and `case (b,c):`, without which the interpreter stops there.
function bracketsOf(code: string): Change[] {
  const changes: Change[] = [];
  t.traverseFast(parseSync(code, { configFile: false, babelrc: false, sourceType: "script" })!, (node) => {
    const its = t.isMemberExpression(node) ? node.property : t.isSwitchCase(node) ? node.test : undefined;
    if (t.isSequenceExpression(its)) changes.push({ at: its.start!, old: "", text: "(" }, { at: its.end!, old: "", text: ")" });
  });
  return changes;
}

/** The text with these changes, in the order of their places, and its source map. */
function change(code: string, map: string, changes: Change[]): { code: string; map: string } {
  const parsed = JSON.parse(map) as { mappings: string };
  const segments = readMappings(parsed.mappings);
  let start = 0;
  let next = 0;
  const lines = code.split("\n").map((line, row) => {
    const mapped = segments[row] ?? [];
    let out = "";
    let from = 0;
    let segment = 0;
    for (; next < changes.length && changes[next].at < start + line.length; next++) {
      const { at, old, text } = changes[next];
      // What is mapped to the piece itself stays at its beginning.
      const grown = out.length - from;
      for (; segment < mapped.length && mapped[segment].column <= at - start; segment++) mapped[segment].column += grown;
      out += line.slice(from, at - start) + text;
      from = at - start + old.length;
    }
    for (; segment < mapped.length; segment++) mapped[segment].column += out.length - from;
    start += line.length + 1;
    return out + line.slice(from);
  });
  return { code: lines.join("\n"), map: JSON.stringify({ ...parsed, mappings: writeMappings(segments) }) };
}

// The line of reserved names stands before line 1 of the mapped code.
function shiftLine(map: string): string {
  const parsed = JSON.parse(map) as { mappings: string };
  return JSON.stringify({ ...parsed, mappings: `;${parsed.mappings}` });
}
