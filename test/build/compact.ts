// What the tests of an image's passes share: a script with and without them, what it prints, and what is left at its top.

import assert from "node:assert/strict";
import vm from "node:vm";
import { parseSync, transformSync, types as t } from "@babel/core";
import { lowerScript } from "../../tools/build/index.ts";
import { inlineConstants } from "../../tools/build/lower/constants.ts";
import { hoist } from "../../tools/build/lower/hoist.ts";
import { inlineCalls } from "../../tools/build/lower/inline.ts";
import { mergeLocals } from "../../tools/build/lower/locals.ts";
import { nest } from "../../tools/build/lower/nest.ts";
import { shortenFunctions } from "../../tools/build/lower/short-functions.ts";
import { ESPRUINO, printedBy } from "./interpreter.ts";

/** The lines a script prints on Node until its promises have run. */
export async function printedByNode(code: string): Promise<string[]> {
  const lines: string[] = [];
  const print = (...values: unknown[]) => void lines.push(values.map(String).join(" "));
  vm.runInNewContext(code, { print }, { timeout: 2000 });
  // All promises are settled when the next timer runs.
  await new Promise((done) => setTimeout(done, 0));
  return lines;
}

/** Checks that a script prints these lines as it is written and as a part of an image; returns the latter. */
export async function compact(source: string, expected: string[]): Promise<string> {
  const code = await lowerScript(source, "script.js", true);
  assert.deepEqual(await printedByNode(`"use strict";${source}`), expected, "as it is written");
  assert.deepEqual(await printedByNode(code), expected, code);
  if (ESPRUINO) assert.deepEqual(await printedBy(code), expected, `on the interpreter: ${code}`);
  return code;
}

/** How many names a script has at its top level. */
export function topNames(code: string): number {
  const { program } = parseSync(code, { configFile: false, babelrc: false, sourceType: "script" }) as t.File;
  return program.body.reduce((count, statement) => {
    if (t.isVariableDeclaration(statement)) return count + statement.declarations.length;
    return count + Number(t.isFunctionDeclaration(statement));
  }, 0);
}

/** A script after these passes alone: in a build the bundler has given everything a name of its own before. */
export function movedAlone(source: string): string {
  return [inlineConstants, nest, hoist, shortenFunctions, inlineCalls, mergeLocals].reduce((code, pass) => {
    const options = { configFile: false, babelrc: false, sourceType: "module" } as const;
    return transformSync(code, { ...options, plugins: [() => ({ visitor: pass() })] })!.code!;
  }, source);
}
