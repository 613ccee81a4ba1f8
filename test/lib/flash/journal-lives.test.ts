// Lives of a board: boots and puts in any order, power cuts at any of them, in seeded random. The content is
// always one that the last put, or the cut one, has left, and what a boot has shown stays. Seeds that once
// failed would be added here.

import assert from "node:assert/strict";
import { E_JOURNAL_DEGRADED } from "../../../lib/codes.ts";
import { contentOf, LINUX_AREA, makeFlash, MOODS, open } from "./area.ts";
import { type Nor, numbers, PowerCut } from "./nor.ts";

type Values = Map<number, string>;

function textOf(values: Values): string {
  let text = "";
  for (let type = 1; type < 32; type++) text += `${values.get(type) ?? ""}\n`;
  return text;
}

/** Lives `boots` boots; `check` says whether a status is right. Returns how often power was lost. */
function live(nor: Nor, seed: number, boots: number, check: (status: number) => boolean): number {
  const random = numbers(seed);
  let possible: Values[] = [new Map()];
  let cuts = 0;
  const perhapsCut = () => {
    nor.powerOn(nor.mood);
    if (random() % 4 === 0) nor.cutAfter(1 + (random() % 60), random());
  };
  for (let boot = 0; boot < boots; boot++) {
    nor.mood = MOODS[random() % 3]!;
    try {
      perhapsCut();
      const journal = open(nor);
      assert.ok(check(journal._mount()));
      const found = possible.find((values) => textOf(values) === contentOf(journal));
      assert.ok(found, `seed ${seed}, boot ${boot}: ${JSON.stringify(contentOf(journal))}`);
      possible = [found];
      for (let puts = random() % 4; puts > 0; puts--) {
        const type = 1 + (random() % 4);
        const data = random() % 9 ? `${boot}.${puts}`.padEnd(random() % 120, "x") : "";
        const next: Values = new Map(possible[0]);
        if (data) next.set(type, data);
        else next.delete(type);
        possible.push(next);
        perhapsCut();
        assert.ok(check(journal._put(type, data)));
        possible = [next];
      }
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
      cuts++;
    }
  }
  return cuts;
}

describe("journal over many boots with power cuts", () => {
  for (const banks of [1, 2]) {
    it(`always has the old or the new record (${banks} bank(s))`, () => {
      let cuts = 0;
      for (let seed = 0; seed < 120; seed++) {
        cuts += live(makeFlash(LINUX_AREA, banks), seed, 50, (status) => status === 0);
      }
      assert.ok(cuts > 800, `${cuts} cuts`);
    });
  }

  it("is at most degraded when a bit is worn as well", () => {
    for (let seed = 0; seed < 120; seed++) {
      const nor = makeFlash(LINUX_AREA, 2);
      const random = numbers(seed + 1000);
      nor.worn.set(random() % nor.bytes.length, 1 << (random() % 8));
      live(nor, seed, 50, (status) => status === 0 || status === E_JOURNAL_DEGRADED);
    }
  });
});
