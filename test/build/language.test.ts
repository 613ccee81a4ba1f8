import assert from "node:assert/strict";
import vm from "node:vm";
import { BuildFailure, lowerScript } from "../../tools/build/index.ts";
import type { Case } from "./cases/case.ts";
import { CORRECTED } from "./cases/corrected.ts";
import { LOWERED } from "./cases/lowered.ts";
import { NATIVE } from "./cases/native.ts";
import { REFUSED } from "./cases/refused.ts";
import { ESPRUINO, printedBy } from "./interpreter.ts";

// What a script prints on Node, as modules run there: in strict mode. It has ended when no timer is left.
async function printedByNode(code: string, strict: boolean): Promise<string[]> {
  const lines: string[] = [];
  const print = (...values: unknown[]) => void lines.push(values.map(String).join(" "));
  const timers = new Set<unknown>();
  const start = (callback: () => void, ms: number) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      callback();
    }, ms);
    timers.add(timer);
    return timer;
  };
  const clear = (timer: NodeJS.Timeout | undefined) => {
    timers.delete(timer);
    clearTimeout(timer);
  };
  vm.runInNewContext(strict ? `"use strict";${code}` : code, {
    print,
    setTimeout: start,
    clearTimeout: clear,
    clearInterval: clear,
  });
  // Whatever promises do is done before the next round begins.
  do await new Promise((done) => setTimeout(done, 1));
  while (timers.size > 0);
  return lines;
}

interface Outcome {
  lowered: string;
  expected: string[];
  onNode: string[];
  onBoard: string[] | undefined;
}

async function outcomeOf({ source }: Case): Promise<Outcome> {
  const lowered = await lowerScript(source, "snippet.ts");
  const [expected, onNode, onBoard] = await Promise.all([
    printedByNode(source, true),
    printedByNode(lowered, false),
    ESPRUINO ? printedBy(lowered) : undefined,
  ]);
  return { lowered, expected, onNode, onBoard };
}

function checkRuns(cases: Case[]): void {
  // Most of a run is waiting for timers, so the next few snippets are always under way.
  const outcomes = new Map<Case, Promise<Outcome>>();
  const outcome = (index: number) => {
    for (const one of cases.slice(index, index + 6)) {
      if (outcomes.has(one)) continue;
      const running = outcomeOf(one);
      running.catch(() => undefined);
      outcomes.set(one, running);
    }
    return outcomes.get(cases[index])!;
  };
  cases.forEach(({ name }, index) => {
    it(name, async function () {
      const { lowered, expected, onNode, onBoard } = await outcome(index);
      assert.notEqual(expected.length, 0, "the script printed nothing on Node");
      assert.deepEqual(onNode, expected, lowered);
      if (!onBoard) this.skip();
      assert.deepEqual(onBoard, expected, lowered);
    });
  });
}

describe("language steps: what the interpreter refuses is lowered", () => checkRuns(LOWERED));
describe("language steps: what the interpreter runs wrongly is put right", () => checkRuns(CORRECTED));
describe("language steps: what runs right stays right", () => checkRuns(NATIVE));

describe("language steps: what can't be built is refused with its place", () => {
  for (const { name, source, refused } of REFUSED) {
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
