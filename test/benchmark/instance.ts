// `npm run benchmark:instance`: what the checks of the local instance cost, as ratios to the bare broker
// (aedes) under the same clients in the same run: connects a second with and without TLS resumption, messages
// routed a second; and what a held device takes in memory. Rounds are interleaved, medians are printed. The
// load is spread over so many devices that none exceeds the platform's limits.

import { type ChildProcess, fork } from "node:child_process";
import * as fs from "node:fs";
import { once } from "node:events";
import * as os from "node:os";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { openCertificates } from "../../bench/instance/certs.ts";
import { checkOpenFiles } from "../../bench/instance/files.ts";
import { CODES, Failure } from "../../lib/codes.ts";
import type { LoadSettings, Outcome, Task } from "./instance-load.ts";
import type { Question, TargetReady, TargetSettings, Usage } from "./instance-target.ts";
import { median } from "./median.ts";

const { values } = parseArgs({
  options: {
    devices: { type: "string", default: "2000" },
    rounds: { type: "string", default: "7" },
    "round-ms": { type: "string", default: "1000" },
    connects: { type: "string", default: "300" },
    dir: { type: "string", default: "" },
    only: { type: "string", default: "" },
  },
});
const DEVICES = Number(values.devices);
const ROUNDS = Number(values.rounds);
const ROUND_MS = Number(values["round-ms"]);
const CONNECTS = Number(values.connects);
const GENERATORS = 2;
const GOAL = 0.7;
// Connected before memory is measured, so that what a first connection loads counts for none.
const WARM = Math.floor(DEVICES / 10);
const NAMES = ["instance", "aedes"] as const;
const NAME_WIDTH = 46;

interface Target {
  process: ChildProcess;
  ready: TargetReady;
}

const dir = values.dir || fs.mkdtempSync(path.join(os.tmpdir(), "linkino-benchmark-"));
const children: ChildProcess[] = [];
try {
  checkOpenFiles((2 * DEVICES) / GENERATORS);
  await openCertificates(dir, "127.0.0.1");
  const targets: Target[] = [];
  for (const kind of NAMES) targets.push(await startTarget({ kind, dir, devices: DEVICES }));
  const generators = await startGenerators(targets);
  const cores = os.cpus().length;
  console.log(`${DEVICES} devices, ${GENERATORS} load generators, ${ROUNDS} rounds, ${cores} cores\n`);
  const heads = NAMES.map((name) => name.padStart(10));
  console.log("".padEnd(NAME_WIDTH), ...heads, "ratio".padStart(7), "  CPU of the target");
  let missed = 0;
  for (const resume of [false, true]) {
    const task = (target: number): Task => {
      return { do: "connect", target, resume, count: Math.ceil(CONNECTS / GENERATORS) };
    };
    missed += await compare(`connects/s${resume ? ", session resumed" : ""}`, targets, generators, task);
  }
  await hold(targets, generators);
  for (const topic of ["echo", "post"] as const) {
    for (const qos of [0, 1] as const) {
      const name = topic === "echo" ? "custom topic to itself" : "property post and reply";
      const task = (target: number): Task => ({ do: "send", target, topic, qos, ms: ROUND_MS });
      missed += await compare(`messages/s, QoS ${qos}, ${name}`, targets, generators, task);
    }
  }
  const { wrong } = await usageOf(targets[0], "cpu");
  if (wrong.length > 0) throw new Error(`the instance refused or lost something: ${wrong.join("; ")}`);
  console.log(missed === 0 ? `\nall ratios reach ${GOAL}` : `\n${missed} below the goal of ${GOAL}`);
  if (missed > 0) process.exitCode = 1;
} catch (error) {
  console.error((error as Error).message);
  if (error instanceof Failure) console.error(CODES[error.code].next);
  process.exitCode = 2;
} finally {
  const gone = children.filter(({ exitCode }) => exitCode === null).map((child) => once(child, "exit"));
  for (const child of children) if (child.connected) child.disconnect();
  await Promise.all(gone);
  if (!values.dir) fs.rmSync(dir, { recursive: true, force: true });
}

async function startTarget(settings: TargetSettings): Promise<Target> {
  const child = start("instance-target.ts", [JSON.stringify(settings)]);
  const [ready] = (await once(child, "message")) as [TargetReady];
  return { process: child, ready };
}

async function startGenerators(targets: Target[]): Promise<ChildProcess[]> {
  const { caPem, devices } = targets[0].ready;
  const generators = Array.from({ length: GENERATORS }, () => start("instance-load.ts", []));
  for (const [i, generator] of generators.entries()) {
    const settings: LoadSettings = {
      ports: targets.map(({ ready }) => ready.port),
      caPem,
      devices: devices.filter((_, k) => k % GENERATORS === i),
    };
    generator.send(settings);
    await once(generator, "message");
  }
  return generators;
}

// NODE_FLAGS="--cpu-prof --cpu-prof-dir=profiles" shows where the time goes.
function start(file: string, args: string[]): ChildProcess {
  const execArgv = ["--import", "tsx", "--expose-gc", ...(process.env.NODE_FLAGS?.split(" ") ?? [])];
  const child = fork(path.join(import.meta.dirname, file), args, { execArgv });
  children.push(child);
  return child;
}

/** Prints one line of the table; 1 when its ratio is below the goal. */
async function compare(
  name: string,
  targets: Target[],
  generators: ChildProcess[],
  task: (target: number) => Task,
): Promise<number> {
  if (!name.includes(values.only!)) return 0;
  const rates: number[][] = [[], []];
  const costs: number[][] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    for (const turn of [0, 1]) {
      const target = (round + turn) % 2;
      const before = await usageOf(targets[target], "cpu");
      const outcomes = await Promise.all(generators.map((generator) => perform(generator, task(target))));
      const after = await usageOf(targets[target], "cpu");
      const count = outcomes.reduce((sum, each) => sum + each.count, 0);
      rates[target].push((1000 * count) / Math.max(...outcomes.map(({ ms }) => ms)));
      costs[target].push((after.cpuMs - before.cpuMs) / count);
    }
  }
  const [ours, bare] = rates.map(median);
  const [ourCost, bareCost] = costs.map(median);
  const [ourUs, bareUs] = [ourCost, bareCost].map((ms) => Math.round(1000 * ms));
  const cpu = `${ourUs} µs against ${bareUs}: ${(bareCost / ourCost).toFixed(2)}`;
  const cells = [ours, bare].map((rate) => String(Math.round(rate)).padStart(10));
  console.log(name.padEnd(NAME_WIDTH), ...cells, (ours / bare).toFixed(2).padStart(7), "  " + cpu);
  return ours / bare < GOAL ? 1 : 0;
}

/** Connects all devices to both targets and prints what each takes in memory. */
async function hold(targets: Target[], generators: ChildProcess[]): Promise<void> {
  const share = (count: number) => Math.floor(count / GENERATORS);
  const bytes: number[] = [];
  for (const target of targets.keys()) {
    const connect = (from: number, to: number) => {
      const task: Task = { do: "hold", target, from: share(from), to: share(to) };
      return Promise.all(generators.map((generator) => perform(generator, task)));
    };
    await connect(0, WARM);
    const before = await usageOf(targets[target], "memory");
    await connect(WARM, DEVICES);
    const after = await usageOf(targets[target], "memory");
    bytes.push((after.rssBytes - before.rssBytes) / (DEVICES - WARM));
  }
  const cells = bytes.map((each) => String(Math.round(each)).padStart(10));
  console.log(`bytes a device, ${DEVICES} held`.padEnd(NAME_WIDTH), ...cells);
}

async function perform(generator: ChildProcess, task: Task): Promise<Outcome> {
  generator.send(task);
  const [outcome] = (await once(generator, "message")) as [Outcome];
  if (outcome.error !== undefined) throw new Error(`${JSON.stringify(task)}: ${outcome.error}`);
  return outcome;
}

async function usageOf({ process: child }: Target, question: Question): Promise<Usage> {
  child.send(question);
  const [usage] = (await once(child, "message")) as [Usage];
  return usage;
}
