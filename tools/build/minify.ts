// Last step of a build: esbuild shortens names and syntax. The tables here keep it from bringing back what
// the interpreter can't run, and from giving a variable the name of something that the interpreter has.

import { transform } from "esbuild";
import { readMappings, writeMappings } from "./mappings.ts";

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
 * Minified ASCII code and its source map, which goes back to the sources through the map given inline in
 * `code`.
 */
export async function minify(
  code: string,
  map: string,
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
    mangleProps: options.mangle ? /^_[^_]/ : undefined,
    lineLimit: 0,
    legalComments: "none",
    supported: Object.fromEntries(NOT_SUPPORTED.map((feature) => [feature, false])),
    sourcemap: "external",
    sourcefile: "lowered.js",
    treeShaking: true,
    logLevel: "silent",
  });
  return escapeControls(result.code.trimEnd(), result.map);
}

// esbuild writes control characters in strings as they are, and a console takes some of them for commands.
function escapeControls(code: string, map: string): { code: string; map: string } {
  const parsed = JSON.parse(map) as { mappings: string };
  const segments = readMappings(parsed.mappings);
  const lines = code.split("\n").map((line, row) => {
    const shifts: number[] = [];
    const escaped = line.replace(/[\x00-\x1f\x7f]/g, (control: string, at: number) => {
      shifts.push(at);
      return `\\x${control.charCodeAt(0).toString(16).padStart(2, "0")}`;
    });
    for (const segment of segments[row] ?? []) {
      segment.column += 3 * shifts.filter((at) => at < segment.column).length;
    }
    return escaped;
  });
  return { code: lines.join("\n"), map: JSON.stringify({ ...parsed, mappings: writeMappings(segments) }) };
}

// The line of reserved names stands before line 1 of the mapped code.
function shiftLine(map: string): string {
  const parsed = JSON.parse(map) as { mappings: string };
  return JSON.stringify({ ...parsed, mappings: `;${parsed.mappings}` });
}
