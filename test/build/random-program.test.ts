import assert from "node:assert/strict";
import { BuildFailure, lowerScript } from "../../tools/build/index.ts";
import { movedAlone, printedByNode } from "./compact.ts";
import { ESPRUINO, printedBy } from "./interpreter.ts";
import { randomColdProgram, randomProgram } from "./random-program.ts";

const PROGRAMS = 48;
const MOVED_PROGRAMS = 18;
const HIDING_PROGRAMS = 24;
const AT_ONCE = 6;

async function check(seed: number, source: string, compact: boolean): Promise<"same" | "refused"> {
  const expected = await printedByNode(`"use strict";${source}`);
  let lowered: string;
  try {
    lowered = await lowerScript(source, "random.js", compact);
  } catch (error) {
    if (error instanceof BuildFailure) return "refused";
    throw error;
  }
  assert.deepEqual(await printedByNode(lowered), expected, `seed ${seed} on Node:\n${source}`);
  if (ESPRUINO)
    assert.deepEqual(await printedBy(lowered), expected, `seed ${seed} on the interpreter:\n${source}`);
  return "same";
}

async function checkAll(count: number, write: (seed: number) => string, modes: boolean[]): Promise<void> {
  let same = 0;
  for (let seed = 1; seed <= count; seed += AT_ONCE) {
    const results = await Promise.all(
      Array.from({ length: AT_ONCE }, (_none, index) => {
        const source = write(seed + index);
        return Promise.all(modes.map((compact) => check(seed + index, source, compact)));
      }),
    );
    same += results.filter((result) => result.every((one) => one === "same")).length;
  }
  assert.ok(same > count / 2, `only ${same} could be built`);
}

describe("random programs", () => {
  it("print the same before and after the language steps, and on the real interpreter when there is one", () =>
    checkAll(PROGRAMS, randomProgram, [false]));

  it("print the same when they are built like an image, in which functions move", () =>
    checkAll(MOVED_PROGRAMS, randomProgram, [true]));

  it("print the same when functions that are seldom called take others in", () =>
    checkAll(MOVED_PROGRAMS, randomColdProgram, [false, true]));

  it("print the same when only these functions have moved, between names that hide others", async () => {
    for (let seed = 1; seed <= HIDING_PROGRAMS; seed++) {
      const source = randomColdProgram(seed);
      const moved = movedAlone(source);
      assert.deepEqual(await printedByNode(`"use strict";${moved}`), await printedByNode(`"use strict";${source}`), `${seed}: ${source}`);
    }
  });
});
