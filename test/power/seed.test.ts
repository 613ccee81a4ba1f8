// Power cuts while the seed of the random numbers is replaced, and while a session is stored beside it: at every word
// and every erase of starts in a row, and at any of thousands in random lives. No client random comes again although the
// register is dead, and what was superseded is gone from flash after the next start.
import assert from "node:assert/strict";
import { ESP32_AREA, LINUX_AREA, MOODS } from "../lib/flash/area.ts";
import { type Nor, numbers, PowerCut } from "../lib/flash/nor.ts";
import { bundleRandom, Drawn, goodRegister, holds, keptIn, makeArea, Start } from "../tls/random-board.ts";

/** Sessions of many lengths, with no bytes in common; every fifth time there is none. */
function sessionOf(start: number): string {
  const random = numbers(start);
  const bytes = Array.from({ length: 8 + ((start * 37) % 150) }, () => random() & 255);
  return start % 5 ? String.fromCharCode(...bytes) : "";
}

/** A start as the device makes it: connects, handshakes, keeps the session, connects again. */
function live(nor: Nor, start: number, drawn: Drawn, register?: () => number): void {
  const board = new Start(nor, register);
  assert.equal(board.start(), 0);
  drawn.add(board.draw());
  assert.equal(board.keepSession(sessionOf(start)), 0);
  drawn.add(board.draw());
}

/** Runs `act` with power lost at its n-th operation; false when it was done before. */
function isCut(nor: Nor, n: number, seed: number, act: () => void): boolean {
  nor.cutAfter(n, seed);
  try {
    act();
  } catch (error) {
    if (!(error instanceof PowerCut)) throw error;
    return true;
  }
  return false;
}

/** Operations of a start, and whether a page is erased in it. */
function watch(nor: Nor, start: number): { ops: number; erases: boolean } {
  const whole = nor.copy();
  const erase = whole._erase.bind(whole);
  let erases = false;
  whole._erase = (addr) => {
    erases = true;
    erase(addr);
  };
  live(whole, start, new Drawn());
  return { ops: whole.ops, erases };
}

describe("the seed under power cuts", function () {
  this.timeout(300000);
  before(bundleRandom);

  for (const [area, starts, variants, of] of [
    [LINUX_AREA, 14, 2, "14 starts"], [ESP32_AREA, 60, 1, "the starts of 60 that begin a new page"],
  ] as const) {
    it(`lets no random come again at any word and any erase of ${of} (${area.name})`, () => {
      const nor = makeArea("seed", area);
      const drawn = new Drawn();
      const secrets: string[] = [];
      let cuts = 0;
      let pages = 0;
      for (let start = 0; start < starts; start++) {
        const kept = keptIn(nor);
        secrets.push(kept.seed, kept.session);
        const { ops, erases } = watch(nor, start);
        if (erases) pages++;
        for (let n = 1; n <= ops && (erases || starts < 20); n++) {
          for (let variant = 0; variant < variants; variant++) {
            const seed = n * 31 + variant * 7919 + start;
            const left = nor.copy();
            const after = new Drawn(drawn);
            assert.ok(isCut(left, n, seed, () => live(left, start, after)));
            left.powerOn(MOODS[seed % 3]!);
            // Power is lost again in half of them.
            if (variant) isCut(left, 1 + (seed % 40), seed, () => live(left, start, after));
            for (let again = 1; again < 3; again++) {
              left.powerOn(MOODS[(seed + again) % 3]!);
              live(left, start + again, after);
            }
            assert.equal(after.repeats, 0, `start ${start}, operation ${n}, seed ${seed}`);
            for (const secret of secrets.slice(-8)) assert.ok(!holds(left, secret), `start ${start}, operation ${n}`);
            cuts++;
          }
        }
        live(nor, start, drawn);
      }
      assert.ok(cuts > 150 && pages > 1, `${cuts} cuts, ${pages} new pages`);
      assert.equal(drawn.repeats, 0);
    });
  }

  it("lets no random come again in lives of 40 starts, whether the register lives or not", () => {
    let cuts = 0;
    let starts = 0;
    for (let seed = 0; seed < 60; seed++) {
      const random = numbers(seed);
      const nor = makeArea(`seed ${seed}`);
      const drawn = new Drawn();
      for (let start = 0; start < 40; start++) {
        nor.powerOn(MOODS[random() % 3]!);
        const register = [undefined, () => 0, goodRegister(random())][random() % 3];
        const n = random() % 3 ? Infinity : 1 + (random() % 90);
        if (isCut(nor, n, random(), () => live(nor, start, drawn, register))) cuts++;
        starts++;
      }
      assert.equal(drawn.repeats, 0, `seed ${seed}`);
    }
    assert.ok(starts > 2000 && cuts > 500, `${cuts} cuts in ${starts} starts`);
  });
});
