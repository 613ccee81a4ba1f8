// Every script prints on the simulated board what its file says, which is what the real interpreters print.
// Where ESPRUINO and ESPRUINO32 name them, that is checked, too; RECORD=1 writes it into the files.

import assert from "node:assert/strict";
import { lowerScript } from "../../tools/build/index.ts";
import { type Build, ESP32_LIKE, LINUX } from "./boards.ts";
import { type Peers, startPeers } from "./peers.ts";
import { type Program, runOnNode, runReal, runSimulated } from "./run.ts";
import { type Script, printedOn, readScript, record, scriptNames } from "./script.ts";

const scripts = scriptNames().map(readScript);
/** Scripts that run on the real interpreter at the same time: most of them only wait. */
const AT_ONCE = 3;
const LEAST_LINES = 5;
const LEAST_SCRIPTS = 40;

let peers: Peers;
const programs = new Map<Script, Promise<Program>>();
before(async () => void (peers = await startPeers()));
after(() => peers.close());

function prepare(script: Script): Promise<Program> {
  const lower = async (): Promise<Program> => {
    const constants = Object.entries(peers.ports).map(([port, number]) => `var ${port}=${number};`);
    const code = await lowerScript(script.source, script.path);
    const usesNetwork = script.flags.includes("network");
    return { code: (usesNetwork ? constants.join("") : "") + code, runMs: script.runMs, usesNetwork };
  };
  const program = programs.get(script) ?? lower();
  programs.set(script, program);
  return program;
}

function scriptsFor(build: Build, isReal: boolean): Script[] {
  const left = build === LINUX ? "bytes" : isReal ? "x87" : "";
  return scripts.filter(({ flags }) => !flags.includes(left));
}

function title({ name }: Script): string {
  return name.replaceAll("-", " ");
}

for (const build of [LINUX, ESP32_LIKE]) {
  describe(`the simulated board prints what Espruino prints: ${build.name}`, function () {
    this.timeout(60000);
    for (const script of scriptsFor(build, false)) {
      it(title(script), async () => {
        const lines = await runSimulated(await prepare(script), build);
        assert.deepEqual(lines, printedOn(script, build.name));
        assert.ok(lines.length >= LEAST_LINES, `prints ${lines.length} lines only`);
      });
    }
  });

  describe(`the real interpreter prints it: ${build.name}`, function () {
    this.timeout(60000);
    const results = new Map<Script, Promise<string[]>>();

    before(function () {
      if (!build.interpreter) this.skip();
      const queue = [...scriptsFor(build, true)];
      const resolvers = new Map<Script, (lines: Promise<string[]>) => void>();
      for (const script of queue) results.set(script, new Promise((resolve) => resolvers.set(script, resolve)));
      const work = async (): Promise<void> => {
        for (let script = queue.shift(); script; script = queue.shift()) {
          const lines = prepare(script).then((program) => runReal(program, build));
          resolvers.get(script)!(lines);
          await lines.catch(() => {});
        }
      };
      for (let worker = 0; worker < AT_ONCE; worker++) void work();
    });

    for (const script of scriptsFor(build, true)) {
      it(title(script), async () => {
        const lines = await results.get(script)!;
        if (process.env.RECORD) recorded(script, build, lines);
        else assert.deepEqual(lines, printedOn(script, build.name));
      });
    }
  });
}

function recorded(script: Script, build: Build, lines: string[]): void {
  const isFirst = build === LINUX || script.flags.includes("bytes");
  script.printed.set(isFirst ? "" : build.name, lines);
  const names = isFirst ? [""] : ["", build.name];
  record(
    script,
    names.map((name) => [name, script.printed.get(name)!]),
  );
}

describe("what a script shows as a rule of the language is one", () => {
  for (const script of scripts.filter(({ flags }) => flags.includes("standard"))) {
    it(title(script), async () => assert.deepEqual(await runOnNode(script.source), printedOn(script, "linux")));
  }
});

describe("conformance", () => {
  it(`is shown by at least ${LEAST_SCRIPTS} scripts`, () => assert.ok(scripts.length >= LEAST_SCRIPTS));
});
