// `npm run test:exhaustive`: every pair of power cuts, a first at each operation of each phase and a second at each
// operation of the life that follows, each with a damage that the state decides that it hits. A pair is skipped where
// one that leaves an equal state was judged; now and then, as a seed decides, a pair is run from scratch and must end
// in the same verdict and the same flash. `--part 3/20` takes the third twentieth of the first cuts, `--workers 2` shares
// them among so many processes. Prints how far it is after each minute, then how many pairs there were, how many states,
// how many of them failed; exit status 1 when any did.
import { fork } from "node:child_process";
import { parseArgs } from "node:util";
import { seededWords } from "../../bench/board/prng.ts";
import { buildAll } from "../firmware/images.ts";
import type { Cut, Replay } from "./cut.ts";
import { Pairs, type Verdict } from "./pairs.ts";
import { type Phase, makePhases } from "./phases.ts";

const PROGRESS_MS = 60000;
/** Of so many pairs one is run from scratch. */
const SAMPLE = 1000;

const { values } = parseArgs({
  options: { part: { type: "string", default: "1/1" }, workers: { type: "string", default: "1" } },
});
const [part, parts] = values.part.split("/").map(Number);
const workers = Number(values.workers);
if (!(part >= 1 && part <= parts)) throw new RangeError("--part takes a number and a count, such as 3/20");
if (!(workers >= 1)) throw new RangeError("--workers takes a number from 1");

/** What was done. */
const count = { pairs: 0, states: 0, checked: 0, failures: 0 };
const started = Date.now();
await (workers > 1 ? share() : run());
console.log(told());
process.send?.(count);
process.exitCode = count.failures ? 1 : 0;

function told(): string {
  const { pairs, states, checked, failures } = count;
  const seconds = Math.round((Date.now() - started) / 1000);
  return `${pairs} pairs of power cuts, ${states} states judged, ${checked} run from scratch, ${failures} failed, ${seconds} s`;
}

/** Has other processes run a part each. */
async function share(): Promise<void> {
  await Promise.all(Array.from({ length: workers }, (_, worker) => new Promise<void>((resolve, reject) => {
    const its = `${(part - 1) * workers + worker + 1}/${parts * workers}`;
    const child = fork(import.meta.filename, ["--part", its]);
    let isDone = false;
    child.on("message", (its: typeof count) => {
      isDone = true;
      for (const name of Object.keys(count) as (keyof typeof count)[]) count[name] += its[name];
    });
    child.on("exit", (status) => (isDone ? resolve() : reject(new Error(`a worker ended with ${status}`))));
  })));
}

async function run(): Promise<void> {
  const phases: Phase[] = [];
  await buildAll();
  for (const kind of ["register", "regnwl"] as const) phases.push(...await makePhases(kind));
  const verdicts = new Map<string, Verdict>();
  const firsts = phases.map((phase) => new Pairs(phase, verdicts))
    .flatMap((pairs) => pairs.operations.map((_, at) => ({ pairs, at })));
  const from = Math.floor(((part - 1) * firsts.length) / parts);
  const end = Math.floor((part * firsts.length) / parts);
  const words = seededWords(part);
  let toldMs = started;
  for (const [number, { pairs, at }] of firsts.slice(from, end).entries()) {
    const first = pairs.cut(at);
    const samples: [Cut, Verdict][] = [];
    try {
      await pairs.after(first, everywhere, (second, verdict) => {
        count.pairs++;
        if (verdict.error) fail(verdict.error);
        if (words() % SAMPLE === 0) samples.push([second, verdict]);
      });
      for (const [second, { end, error }] of samples) {
        count.checked++;
        const scratch = pairs.fromScratch(first, second);
        if (scratch.end === end && scratch.error?.message === error?.message) continue;
        fail(new Error(`from scratch it is otherwise: ${error ?? end}, ${scratch.error ?? scratch.end}`));
      }
    } catch (error) {
      fail(error as Error);
    }
    count.states = verdicts.size;
    if (Date.now() - toldMs < PROGRESS_MS) continue;
    toldMs = Date.now();
    console.log(`part ${part}/${parts}: ${number + 1} of ${end - from} first cuts, ${told()}`);
  }
  for (const world of new Set(phases.map(({ world }) => world))) world.close();
}

function* everywhere(life: Replay): Generator<Cut> {
  for (let at = 0; at < life.operations.length; at++) yield life.cut(at);
}

function fail({ message }: Error): void {
  count.failures++;
  console.log(message);
}
