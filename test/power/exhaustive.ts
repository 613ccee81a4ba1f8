// `npm run test:exhaustive`: every pair of power cuts, a first at each operation of each phase and a second at each
// operation of the life that follows, each with a damage that its place decides. `--every n` takes each n-th first
// cut only. Prints how many pairs it ran and how many failed; exit status 1 when any did.
import { buildAll } from "../firmware/images.ts";
import { Pairs } from "./pairs.ts";
import { type Phase, makePhases } from "./phases.ts";

const option = process.argv.indexOf("--every");
const every = option < 0 ? 1 : Number(process.argv[option + 1]);
if (!(every >= 1)) throw new RangeError("--every takes a number from 1");

const started = Date.now();
const phases: Phase[] = [];
await buildAll();
for (const kind of ["register", "regnwl"] as const) phases.push(...await makePhases(kind));
let pairs = 0;
let failures = 0;
for (const phase of phases) {
  const each = new Pairs(phase);
  const { length } = each.operations;
  const before = pairs;
  for (let at = 0; at < length; at += every) {
    const all = (count: number): number[] => Array.from({ length: count }, (_, second) => second);
    pairs += await each.after(each.cut(at, at), at, all, (error) => {
      failures++;
      console.log(error.message);
    });
  }
  const firsts = Math.ceil(length / every);
  console.log(`${phase.world.kind}, ${phase.name}: ${firsts} of ${length} first cuts, ${pairs - before} pairs`);
}
for (const world of new Set(phases.map(({ world }) => world))) world.close();
const seconds = Math.round((Date.now() - started) / 1000);
console.log(`${pairs} pairs of power cuts, ${failures} failed, ${seconds} s`);
process.exitCode = failures ? 1 : 0;
