// `npm run test:exhaustive`: every pair of power cuts, a first at each operation of each phase and a second at each
// operation of the life that follows, each with a damage that its place decides. The first cuts are taken in an order
// that jumps through all phases, so that any part of the run is spread over all of them: `--part 3/20` runs the third
// twentieth, `--workers 4` shares what is to be run among so many processes. Prints how far it is after each minute, how
// many pairs it ran and how many failed; exit status 1 when any did.
import { fork } from "node:child_process";
import { parseArgs } from "node:util";
import { buildAll } from "../firmware/images.ts";
import { Pairs } from "./pairs.ts";
import { type Phase, makePhases } from "./phases.ts";

const PROGRESS_MS = 60000;
/** Away from every simple fraction of the whole, so that neighbours in the order are far apart. */
const GOLDEN = 0.618;

const { values } = parseArgs({
  options: { part: { type: "string", default: "1/1" }, workers: { type: "string", default: "1" } },
});
const [part, parts] = values.part.split("/").map(Number);
const workers = Number(values.workers);
if (!(part >= 1 && part <= parts)) throw new RangeError("--part takes a number and a count, such as 3/20");
if (!(workers >= 1)) throw new RangeError("--workers takes a number from 1");

const started = Date.now();
const { pairs, failures } = workers > 1 ? await share() : await run();
console.log(`${pairs} pairs of power cuts, ${failures} failed, ${seconds()} s`);
process.exitCode = failures ? 1 : 0;

/** What a process has done; it tells the one that has started it. */
interface Count {
  pairs: number;
  failures: number;
}

function seconds(): number {
  return Math.round((Date.now() - started) / 1000);
}

/** Has other processes run a part each. */
async function share(): Promise<Count> {
  const counts = await Promise.all(Array.from({ length: workers }, (_, worker) => new Promise<Count>((resolve, reject) => {
    const its = `${(part - 1) * workers + worker + 1}/${parts * workers}`;
    const child = fork(import.meta.filename, ["--part", its]);
    let count: Count | undefined;
    child.on("message", (message) => void (count = message as Count));
    child.on("exit", (status) => (count ? resolve(count) : reject(new Error(`a worker ended with ${status}`))));
  })));
  const sum = (name: keyof Count): number => counts.reduce((all, count) => all + count[name], 0);
  return { pairs: sum("pairs"), failures: sum("failures") };
}

async function run(): Promise<Count> {
  const phases: Phase[] = [];
  await buildAll();
  for (const kind of ["register", "regnwl"] as const) phases.push(...await makePhases(kind));
  const firsts = phases.map((phase) => new Pairs(phase)).flatMap((each) => each.operations.map((_, at) => ({ each, at })));
  const { length } = firsts;
  const step = coprime(Math.round(length * GOLDEN), length);
  const from = Math.floor(((part - 1) * length) / parts);
  const end = Math.floor((part * length) / parts);
  let pairs = 0;
  let failures = 0;
  let toldMs = Date.now();
  for (let number = from; number < end; number++) {
    const { each, at } = firsts[(number * step) % length]!;
    const all = (count: number): number[] => Array.from({ length: count }, (_, second) => second);
    pairs += await each.after(each.cut(at, at), at, all, (error) => {
      failures++;
      console.log(error.message);
    });
    if (Date.now() - toldMs < PROGRESS_MS) continue;
    toldMs = Date.now();
    const done = number + 1 - from;
    console.log(`part ${part}/${parts}: ${done} of ${end - from} first cuts, ${pairs} pairs, ${failures} failed, ${seconds()} s`);
  }
  for (const world of new Set(phases.map(({ world }) => world))) world.close();
  process.send?.({ pairs, failures });
  return { pairs, failures };
}

/** The next number from `number` on that has no divisor in common with `other`. */
function coprime(number: number, other: number): number {
  let [a, b] = [number, other];
  while (b) [a, b] = [b, a % b];
  return a === 1 ? number : coprime(number + 1, other);
}
