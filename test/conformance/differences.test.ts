// The table of differences, row by row: Node and the interpreter print what is recorded, they do differ, and
// each difference is settled as the row says. The interpreter is the one that ESPRUINO32 names, without assertions;
// with RECORD=1 it is recorded.

import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { BuildFailure, lowerScript } from "../../tools/build/index.ts";
import { ESP32_LIKE } from "./boards.ts";
import { type Difference, DIFFERENCES } from "./differences.ts";
import { runOnNode, runReal, runSimulated } from "./run.ts";
import { scriptNames } from "./script.ts";

interface Recorded {
  standard: string[];
  espruino: string[];
}

const FILE = new URL("./differences.json", import.meta.url);
const recorded = (existsSync(FILE) ? JSON.parse(readFileSync(FILE, "utf8")) : {}) as Record<string, Recorded>;
const AT_ONCE = 4;
const WAIT_MS = 60;

const runMs = (code: string): number => (/setTimeout|await|async|Promise/.test(code) ? WAIT_MS : 0);

async function onNode({ code }: Difference): Promise<string[]> {
  try {
    return await runOnNode(code);
  } catch (error) {
    return [`(${(error as Error).name})`];
  }
}

/** On the interpreter as it is written. */
function onBoard({ code }: Difference): Promise<string[]> {
  return runReal({ code, runMs: runMs(code), usesNetwork: false }, ESP32_LIKE);
}

async function check(row: Difference, { standard, espruino }: Recorded): Promise<void> {
  const simulate = (code: string) => runSimulated({ code, runMs: WAIT_MS, usesNetwork: false }, ESP32_LIKE);
  if (row.settled === "refused") await assert.rejects(lowerScript(row.code, "row.js"), BuildFailure);
  else if (row.settled === "lowered")
    assert.deepEqual(await simulate(await lowerScript(row.code, "row.ts")), standard);
  else if (row.settled === "imitated") assert.deepEqual(await simulate(row.code), espruino);
  else assert.match((await simulate(row.code)).join("\n"), /^simulated board: /m);
}

describe("differences between the standard and Espruino", function () {
  this.timeout(60000);
  const onBoards = new Map<Difference, Promise<string[]>>();

  before(() => {
    if (!ESP32_LIKE.interpreter) return;
    const chains = Array.from({ length: AT_ONCE }, (): Promise<unknown> => Promise.resolve());
    DIFFERENCES.forEach((row, at) => {
      const result = chains[at % AT_ONCE]!.then(() => onBoard(row));
      chains[at % AT_ONCE] = result.catch(() => {});
      onBoards.set(row, result);
    });
  });

  for (const row of DIFFERENCES) {
    it(`${row.what}: ${row.settled}`, async () => {
      const standard = await onNode(row);
      if (process.env.RECORD && ESP32_LIKE.interpreter)
        recorded[row.what] = { standard, espruino: await onBoards.get(row)! };
      const known = recorded[row.what];
      assert.ok(known, "not recorded yet: RECORD=1 and ESPRUINO32 do that");
      assert.deepEqual(standard, known.standard);
      if (ESP32_LIKE.interpreter) assert.deepEqual(await onBoards.get(row)!, known.espruino);
      if (row.settled !== "refused")
        assert.notDeepEqual(known.standard, known.espruino, "there is no difference");
      await check(row, known);
    });
  }

  after(() => {
    if (!process.env.RECORD) return;
    const kept = DIFFERENCES.map(({ what }) => [what, recorded[what]]);
    writeFileSync(FILE, `${JSON.stringify(Object.fromEntries(kept), null, 1)}\n`);
  });

  it("have different names, and a test each", () => {
    const names = DIFFERENCES.map(({ what }) => what);
    assert.deepEqual(
      names.filter((name, at) => names.indexOf(name) !== at),
      [],
    );
    const tests = [...scriptNames(), "test/build/language.test.ts"];
    assert.deepEqual(
      DIFFERENCES.filter(({ shown }) => !tests.includes(shown)).map(({ what }) => what),
      [],
    );
  });
});
