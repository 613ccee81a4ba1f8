// Power cuts: at every word and every erase of a long sequence of puts, and again in the repair that follows.
// After each cut the flash is copied and booted in several moods of its weak bits: what the first mount has
// shown must stay.

import assert from "node:assert/strict";
import { contentOf, ESP32_AREA, LINUX_AREA, makeFlash, MOODS, open, openBank, pageOf } from "./area.ts";
import { Nor, numbers, PowerCut } from "./nor.ts";

/** A put; without data it removes. */
interface Step {
  type: number;
  data: string;
}

/** Puts of five types in a fixed order that overwrites, removes, and fills several pages. */
function makeSteps(count: number, seed: number, maxBytes: number): Step[] {
  const random = numbers(seed);
  const steps: Step[] = [];
  for (let i = 0; i < count; i++) {
    const removes = i > 4 && random() % 8 === 0;
    const fill = String.fromCharCode(random() & 255, 255, 0, random() & 255);
    const data = `${i}:${fill.repeat(1 + (random() % (maxBytes / 4)))}`.slice(0, maxBytes - (i & 3));
    steps.push({ type: 1 + (random() % 5), data: removes ? "" : data });
  }
  return steps;
}

/** Boots after a cut: `allowed` are the contents that may be found. Returns which it was. */
function bootAfterCut(nor: Nor, seed: number, allowed: string[]): string {
  nor.powerOn(MOODS[seed % 3]!);
  const journal = open(nor);
  assert.equal(journal._mount(), 0);
  const content = contentOf(journal);
  assert.ok(allowed.includes(content), `${JSON.stringify(content)} is neither old nor new`);
  return content;
}

/**
 * What a mount has shown is shown at the next boot, it can be built on, and then each bank alone shows it.
 */
function checkStays(nor: Nor, content: string, seed: number): void {
  nor.powerOn(MOODS[seed % 3]!);
  const journal = open(nor);
  assert.equal(journal._mount(), 0);
  assert.equal(contentOf(journal), content);
  assert.equal(journal._put(6, `later ${seed}`), 0);
  const expected = contentOf(journal);
  for (let bank = 0; bank < nor.bytes.length / nor.pageBytes / 2; bank++) {
    nor.powerOn(MOODS[(seed + 1 + bank) % 3]!);
    assert.equal(contentOf(openBank(nor, bank)), expected);
  }
}

/** Runs `act` with power lost at its n-th operation; false when it was done before. */
function cutIn(nor: Nor, n: number, seed: number, act: () => void): boolean {
  nor.cutAfter(n, seed);
  try {
    act();
  } catch (error) {
    if (!(error instanceof PowerCut)) throw error;
    return true;
  }
  return false;
}

/** Cuts `step` at each operation in `variants` ways; `also` gets each flash that was left behind. */
function sweepStep(
  start: Nor,
  step: Step,
  variants: number,
  also: (left: Nor, seed: number, allowed: string[]) => void,
): { cuts: number; end: Nor } {
  const done = start.copy();
  const journal = open(done);
  const before = contentOf(journal);
  assert.equal(journal._put(step.type, step.data), 0);
  const after = contentOf(journal);
  let cuts = 0;
  for (let n = 1; n <= done.ops; n++) {
    for (let variant = 0; variant < variants; variant++) {
      const seed = n * 7919 + variant * 104729 + step.data.length;
      const left = start.copy();
      const opened = open(left);
      assert.ok(cutIn(left, n, seed, () => opened._put(step.type, step.data)));
      also(left, seed, [before, after]);
      cuts++;
    }
  }
  return { cuts, end: done };
}

describe("journal under power cuts", () => {
  for (const [area, banks, count, maxBytes, variants] of [
    [LINUX_AREA, 1, 50, 100, 2],
    [LINUX_AREA, 2, 40, 100, 1],
    [ESP32_AREA, 2, 9, 900, 1],
  ] as const) {
    const where = `${banks} bank(s), ${area.name}`;
    it(`keeps the old or the new record at every word and erase of ${count} puts (${where})`, () => {
      let nor = makeFlash(area, banks);
      let cuts = 0;
      for (const step of makeSteps(count, banks, maxBytes)) {
        const swept = sweepStep(nor, step, variants, (left, seed, allowed) => {
          for (let mood = 0; mood < 3; mood++) {
            const nor = left.copy();
            checkStays(nor, bootAfterCut(nor, mood, allowed), mood < 2 ? 1 - mood : seed >> 5);
          }
        });
        cuts += swept.cuts;
        nor = swept.end;
      }
      assert.ok(cuts > 1500, `${cuts} cuts`);
    });
  }

  it("decides at the first mount whether the very first put counts", () => {
    for (let seed = 0; seed < 1500; seed++) {
      const nor = makeFlash(LINUX_AREA, 1 + (seed & 1));
      // The page is erased, then come record and commit, and what seals it.
      assert.ok(cutIn(nor, 1 + (seed % 11), seed, () => open(nor)._put(1, "first")));
      for (const mood of MOODS) {
        const left = nor.copy();
        const content = bootAfterCut(left, MOODS.indexOf(mood), ["\n".repeat(31), `first${"\n".repeat(31)}`]);
        checkStays(left, content, seed);
      }
    }
  });

  it("gives no page up for one that was not finished, whenever power is lost again", () => {
    const filled = makeFlash(LINUX_AREA, 1);
    const before = open(filled);
    before._put(1, "secret");
    for (let i = 0; i < 30; i++) before._put(2, `${i}`.padEnd(16, "."));
    const old = contentOf(before);
    const whole = filled.copy();
    open(whole)._put(2, "x".repeat(64));
    assert.ok(pageOf(whole, 1).some((byte) => byte !== 0xff), "it is in a new page");
    const allowed = [old, contentOf(open(whole))];
    for (let n = whole.ops - 9; n <= whole.ops; n++) {
      for (let seed = 0; seed < 40; seed++) {
        const nor = filled.copy();
        const journal = open(nor);
        assert.ok(cutIn(nor, n, seed, () => journal._put(2, "x".repeat(64))));
        nor.powerOn(MOODS[seed % 3]!);
        // The page is closed, the other one erased, and the first words of that are written.
        cutIn(nor, 1 + (seed % 5), seed + n, () => open(nor)._mount());
        checkStays(nor, bootAfterCut(nor, seed + 1, allowed), seed + 2);
      }
    }
  });

  for (const banks of [1, 2]) {
    it(`keeps the old or the new record when the repair is cut as well (${banks} bank(s))`, () => {
      let nor = makeFlash(LINUX_AREA, banks);
      let pairs = 0;
      for (const step of makeSteps(24, 20 + banks, 100)) {
        const swept = sweepStep(nor, step, 2, (left, seed, allowed) => {
          left.powerOn(MOODS[(seed >>> 4) % 3]!);
          const whole = left.copy();
          whole.mood = left.mood;
          open(whole)._mount();
          const stride = 1 + whole.ops / 3;
          for (let n = 1 + (seed % 7) / 7 * stride; n <= whole.ops; n += stride) {
            const again = left.copy();
            again.mood = left.mood;
            const journal = open(again);
            cutIn(again, Math.floor(n), seed + pairs, () => journal._mount());
            const content = bootAfterCut(again, pairs, allowed);
            checkStays(again, content, pairs >> 2);
            pairs++;
          }
        });
        nor = swept.end;
      }
      assert.ok(pairs > 3000, `${pairs} pairs`);
    });
  }
});
