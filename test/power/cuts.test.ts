// Power is lost at every word written and every page erased of everything that a device does, with every
// damage: a secret is never lost, the device never registers again once it was stored, settings are old or
// new, Storage is never found corrupt, and the device comes online by itself. What follows a second cut is
// in pairs.test.ts.
import assert from "node:assert/strict";
import { buildAll } from "../firmware/images.ts";
import { Replay, allCuts } from "./cut.ts";
import { checkOperations, expect, expectAt, judge } from "./judge.ts";
import { type Phase, makePhases, note } from "./phases.ts";

describe("power lost once", function () {
  this.timeout(240000);
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
});
