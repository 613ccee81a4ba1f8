// Every script prints on the simulated board what its file says, which is what the real interpreters print.
// Where ESPRUINO and ESPRUINO32 name them, that is checked, too; RECORD=1 writes it into the files.

import assert from "node:assert/strict";
import { lowerScript } from "../../tools/build/index.ts";
import { type Build, ESP32_LIKE, LINUX } from "./boards.ts";
import { type Peers, startPeers } from "./peers.ts";
import { type Program, runOnNode, runReal, runSimulated } from "./run.ts";
import { type Script, printedOn, readScript, record, scriptNames } from "./script.ts";

const scripts = scriptNames().map(readScript);
const AT_ONCE = 4;
const ESP32_ONLY = ["bytes", "asserts"];
const LEAST_LETTERS = 40;
const LEAST_SCRIPTS = 150;

let peers: Peers;
const programs = new Map<Script, Promise<Program>>();
before(async () => void (peers = await startPeers()));
after(() => peers.close());

function prepare(script: Script): Promise<Program> {
  const lower = async (): Promise<Program> => {
    const constants = Object.entries(peers.ports).map(([port, number]) => `var ${port}=${number};`);
    const code = await lowerScript(script.source, script.path);
    const usesNetwork = script.flags.includes("network");
    const runsFromMemory = script.flags.includes("ram");
    return {
      code: (usesNetwork ? constants.join("") : "") + code,
      runMs: script.runMs,
      usesNetwork,
      runsFromMemory,
    };
  };
  const program = programs.get(script) ?? lower();
  programs.set(script, program);
  return program;
}

function scriptsFor(build: Build, isReal: boolean): Script[] {
  const left = build === LINUX ? ESP32_ONLY : isReal ? ["x87"] : [];
  return scripts.filter(({ flags }) => !left.some((flag) => flags.includes(flag)));
}

function title({ name }: Script): string {
  return name.replaceAll("-", " ");
}

/** Runs scripts, a few at a time, because most of them only wait; every script has its promise at once. */
function runAll(
  list: Script[],
  run: (program: Program) => Promise<string[]>,
): Map<Script, Promise<string[]>> {
  const chains = Array.from({ length: AT_ONCE }, (): Promise<unknown> => Promise.resolve());
  return new Map(
    list.map((script, at) => {
      const result = chains[at % AT_ONCE]!.then(async () => run(await prepare(script)));
      chains[at % AT_ONCE] = result.catch(() => {});
      return [script, result];
    }),
  );
}

for (const build of [LINUX, ESP32_LIKE]) {
  describe(`the simulated board prints what Espruino prints: ${build.name}`, function () {
    this.timeout(60000);
    const list = scriptsFor(build, false);
    let results: Map<Script, Promise<string[]>>;
    before(() => void (results = runAll(list, (program) => runSimulated(program, build))));

    for (const script of list) {
      it(title(script), async () => {
        const lines = await results.get(script)!;
        assert.deepEqual(lines, printedOn(script, build.name));
        assert.ok(lines.join("").length >= LEAST_LETTERS, "it prints next to nothing");
      });
    }
  });

  describe(`the real interpreter prints it: ${build.name}`, function () {
    this.timeout(60000);
    const list = scriptsFor(build, true);
    let results: Map<Script, Promise<string[]>>;
    before(function () {
      if (!build.interpreter) this.skip();
      results = runAll(list, (program) => runReal(program, build));
    });

    for (const script of list) {
      it(title(script), async () => {
        const lines = await results.get(script)!;
        if (process.env.RECORD) recorded(script, build, lines);
        else assert.deepEqual(lines, printedOn(script, build.name));
      });
    }
  });
}

function recorded(script: Script, build: Build, lines: string[]): void {
  const isFirst = build === LINUX || ESP32_ONLY.some((flag) => script.flags.includes(flag));
  script.printed.set(isFirst ? "" : build.name, lines);
  const names = isFirst ? [""] : ["", build.name];
  record(
    script,
    names.map((name) => [name, script.printed.get(name)!]),
  );
}

describe("what a script shows as a rule of the language is one", () => {
  for (const script of scripts.filter(({ flags }) => flags.includes("standard"))) {
    it(title(script), async () =>
      assert.deepEqual(await runOnNode(script.source), printedOn(script, "linux")),
    );
  }
});

describe("conformance", () => {
  it(`is shown by at least ${LEAST_SCRIPTS} scripts`, () => assert.ok(scripts.length >= LEAST_SCRIPTS));
});
