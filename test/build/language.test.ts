import assert from "node:assert/strict";
import vm from "node:vm";
import { BuildFailure, lowerScript } from "../../tools/build/index.ts";
import { ESPRUINO, printedBy } from "./interpreter.ts";
import { CASES, type Case } from "./language-cases.ts";

// What a script prints on Node, as modules run there: in strict mode.
async function printedByNode(code: string, strict: boolean): Promise<string[]> {
  const lines: string[] = [];
  const print = (...values: unknown[]) => void lines.push(values.map(String).join(" "));
  vm.runInNewContext(strict ? `"use strict";${code}` : code, { print, setTimeout, clearTimeout, clearInterval });
  await new Promise((done) => setTimeout(done, 40));
  return lines;
}

function checkRuns(cases: Case[]): void {
  for (const { name, source } of cases) {
    it(name, async function () {
      const expected = await printedByNode(source, true);
      assert.notEqual(expected.length, 0);
      const lowered = await lowerScript(source, "snippet.ts");
      assert.deepEqual(await printedByNode(lowered, false), expected, lowered);
      if (!ESPRUINO) this.skip();
      assert.deepEqual(await printedBy(lowered), expected, lowered);
    });
  }
}

describe("language steps: what the interpreter refuses is lowered", () => checkRuns(CASES.LOWERED));
describe("language steps: what the interpreter runs wrongly is put right", () => checkRuns(CASES.CORRECTED));
describe("language steps: what runs right stays right", () => checkRuns(CASES.NATIVE));

describe("language steps: what can't be built is refused with its place", () => {
  for (const { name, source, refused } of CASES.REFUSED) {
    it(name, async () => {
      await assert.rejects(lowerScript(source, "snippet.ts"), (error: unknown) => {
        assert.ok(error instanceof BuildFailure, String(error));
        const { code, file, line, column, what } = error.problems[0];
        assert.deepEqual([code, line, column], refused, `${what} at ${line}:${column}`);
        assert.equal(file, "snippet.ts");
        assert.notEqual(what, "");
        return true;
      });
    });
  }
});
