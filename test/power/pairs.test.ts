// 2,000 pairs of power cuts, drawn from all that there are (`npm run test:exhaustive` takes them all): the first
// at any operation of any phase, the second at any operation of the life that follows, each with any damage.
import assert from "node:assert/strict";
import { seededWords } from "../../bench/board/prng.ts";
import { buildAll } from "../firmware/images.ts";
import { Pairs } from "./pairs.ts";
import { type Phase, makePhases } from "./phases.ts";

const PAIRS = 2000;
/** Second cuts for each first one: the life between them is lived once. */
const SECONDS = 5;

describe("power lost twice", function () {
  this.timeout(240000);
  const phases: Phase[] = [];

  before(async () => {
    await buildAll();
    for (const kind of ["register", "regnwl"] as const) phases.push(...await makePhases(kind));
  });
  after(() => {
    for (const world of new Set(phases.map(({ world }) => world))) world.close();
  });

  it("loses nothing in any of 2,000 pairs of cuts", async () => {
    const words = seededWords(2000);
    const all = phases.map((phase) => new Pairs(phase));
    const places = all.flatMap((each) => each.operations.map((_, at) => [each, at] as const));
    let pairs = 0;
    while (pairs < PAIRS) {
      const [each, at] = places[words() % places.length]!;
      const draw = (count: number): number[] => Array.from({ length: SECONDS }, () => words() % count);
      pairs += await each.after(each.cut(at, words()), words(), draw, (error) => {
        throw error;
      });
    }
    assert.ok(pairs >= PAIRS);
  });
});
