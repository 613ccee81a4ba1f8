import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { lowerScript } from "../../tools/build/index.ts";
import { type Peers, startPeers } from "./peers.ts";
import { type Program, runReal, runSimulated } from "./run.ts";

const SCRIPTS = fileURLToPath(new URL("./scripts/", import.meta.url));
const names = readdirSync(SCRIPTS).filter((name) => name.endsWith(".js"));
/** Scripts that run on the real interpreter at the same time: most of them only wait. */
const AT_ONCE = 3;
const LEAST_LINES = 5;

/**
 * The first line of a script says how long it runs at most and whether it needs a peer: `// 300 ms, network`.
 * One that needs a peer goes by what happens, not by the clock, and ends with `done()`.
 */
async function prepare(name: string, ports: Record<string, number>): Promise<Program> {
  const source = readFileSync(join(SCRIPTS, name), "utf8");
  const head = /^\/\/ (\d+) ms(, network)?\n/.exec(source);
  assert.ok(head, `${name} must begin with its time, as "// 100 ms"`);
  const constants = Object.entries(ports)
    .map(([port, number]) => `var ${port}=${number};`)
    .join("");
  const code = await lowerScript(source, join(SCRIPTS, name));
  return { code: constants + code, runMs: Number(head[1]), usesNetwork: head[2] !== undefined };
}

describe("the simulated board and the real interpreter print the same", function () {
  this.timeout(60000);
  let peers: Peers;
  const programs = new Map<string, Program>();
  const real = new Map<string, Promise<string[]>>();

  /** Starts all runs of the real interpreter, a few at a time; every script has its promise at once. */
  const startReal = (): void => {
    const chains = Array.from({ length: AT_ONCE }, (): Promise<unknown> => Promise.resolve());
    [...programs].forEach(([name, program], at) => {
      const result = chains[at % AT_ONCE]!.then(() => runReal(program));
      chains[at % AT_ONCE] = result.catch(() => {});
      real.set(name, result);
    });
  };

  before(async function () {
    if (!process.env.ESPRUINO) this.skip();
    peers = await startPeers();
    for (const name of names) programs.set(name, await prepare(name, peers.ports));
    startReal();
  });
  after(() => peers?.close());

  for (const name of names) {
    it(name.replace(/\.js$/, "").replaceAll("-", " "), async () => {
      const simulated = await runSimulated(programs.get(name)!);
      const interpreter = await real.get(name)!;
      assert.deepEqual(simulated, interpreter);
      assert.ok(interpreter.length >= LEAST_LINES, `prints ${interpreter.length} lines only`);
    });
  }

  it("in at least 40 scripts", () => assert.ok(names.length >= 40));
});
