import assert from "node:assert/strict";
import vm from "node:vm";
import { BuildFailure, lowerScript } from "../../tools/build/index.ts";
import { ESPRUINO, printedBy } from "./interpreter.ts";
import { randomProgram } from "./random-program.ts";

const PROGRAMS = 48;
const AT_ONCE = 6;

async function printedByNode(code: string): Promise<string[]> {
  const lines: string[] = [];
  const print = (...values: unknown[]) => void lines.push(values.map(String).join(" "));
  vm.runInNewContext(code, { print }, { timeout: 2000 });
  // All promises are settled when the next timer runs.
  await new Promise((done) => setTimeout(done, 0));
  return lines;
}

async function check(seed: number): Promise<"same" | "refused"> {
  const source = randomProgram(seed);
  const expected = await printedByNode(`"use strict";${source}`);
  let lowered: string;
  try {
    lowered = await lowerScript(source, "random.js");
  } catch (error) {
    if (error instanceof BuildFailure) return "refused";
    throw error;
  }
  assert.deepEqual(await printedByNode(lowered), expected, `seed ${seed} on Node:\n${source}`);
  if (ESPRUINO)
    assert.deepEqual(await printedBy(lowered), expected, `seed ${seed} on the interpreter:\n${source}`);
  return "same";
}

describe("random programs", () => {
  it("print the same before and after the language steps, and on the real interpreter when there is one", async () => {
    let same = 0;
    for (let seed = 1; seed <= PROGRAMS; seed += AT_ONCE) {
      const results = await Promise.all(
        Array.from({ length: AT_ONCE }, (_none, index) => check(seed + index)),
      );
      same += results.filter((result) => result === "same").length;
    }
    assert.ok(same > PROGRAMS / 2, `only ${same} could be built`);
  });
});
