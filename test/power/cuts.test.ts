// Power is lost at every word written and every page erased of everything that a device does, with every
// damage: a secret is never lost, the device never registers again once it was stored, settings are old or
// new, Storage is never found corrupt, and the device comes online by itself. Then 2,000 pairs of cuts, drawn from
// all that there are (`npm run test:exhaustive` takes them all).
import assert from "node:assert/strict";
import { seededWords } from "../../bench/board/prng.ts";
import { buildAll } from "../firmware/images.ts";
import { type Cut, Replay, allCuts, oneCut } from "./cut.ts";
import { checkOperations, expect, expectAt, judge } from "./judge.ts";
import { Pairs } from "./pairs.ts";
import { type Phase, makePhases, note } from "./phases.ts";

const PAIRS = 2000;
/** Second cuts for each first one: the life between them is lived once. */
const SECONDS = 5;

describe("power lost in a phase", function () {
  this.timeout(900000);
  const phases: Phase[] = [];

  before(async () => {
    await buildAll();
    for (const kind of ["register", "regnwl"] as const) phases.push(...await makePhases(kind));
  });
  after(() => {
    for (const world of new Set(phases.map(({ world }) => world))) world.close();
  });

  it("is lost in everything that a device writes, and where it erases", () => {
    const names = phases.map(({ name }) => name).join(", ");
    for (const each of ["registration", "full page", "login", "reboot", "out of memory", "settings", "erases"]) {
      assert.ok(names.includes(each), names);
    }
  });

  it("at any word or page, with any damage, loses nothing", async () => {
    for (const phase of phases) {
      const { world, scene } = phase;
      const done = phase.act(scene);
      const { operations } = done;
      checkOperations(operations, scene);
      const replay = new Replay(scene, operations);
      const expected = expect(phase);
      let cuts = 0;
      for (const cut of allCuts(operations)) {
        try {
          judge(world, replay.after(cut), expectAt(expected, done, cut.at));
        } catch (error) {
          throw note(error, phase, operations, cut);
        }
        await world.breathe();
        cuts++;
      }
      console.log(`      ${world.kind}, ${phase.name}: ${operations.length} words and pages, ${cuts} cuts`);
    }
  });

  it("at 2,000 pairs of places, the second in the life that follows the first, loses nothing", async () => {
    const words = seededWords(2000);
    const all = phases.map((phase) => new Pairs(phase));
    const places = all.flatMap((each) => each.operations.map((_, at) => [each, at] as const));
    let pairs = 0;
    while (pairs < PAIRS) {
      const [each, at] = places[words() % places.length]!;
      const drawn = ({ operations }: Replay): Cut[] => Array.from({ length: SECONDS }, () =>
        oneCut(operations, words() % operations.length, words()));
      await each.after(oneCut(each.operations, at, words()), drawn, (_, { error }) => {
        if (error) throw error;
        pairs++;
      });
    }
    assert.ok(pairs >= PAIRS);
  });
});
