// The boot loader's marks: the count of attempts over boots, power cuts at every word and erase, remnants and
// worn words.

import assert from "node:assert/strict";
import { confirmAttempt, countAttempts, endOfMarks, MANY, markAttempt } from "../../../lib/flash/marks.ts";
import { ESP32_AREA, LINUX_AREA, MOODS } from "./area.ts";
import { Nor, numbers, PowerCut } from "./nor.ts";

function makePage(area: { addr: number; pageBytes: number } = LINUX_AREA): Nor {
  return new Nor(area.addr, area.pageBytes, 1);
}

const mark = (nor: Nor) => markAttempt(nor, nor.addr, nor.pageBytes);
const confirm = (nor: Nor) => confirmAttempt(nor, nor.addr, nor.pageBytes);
const count = (nor: Nor) => {
  const page = nor._read(nor.addr, nor.pageBytes);
  return countAttempts(page, endOfMarks(page));
};

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

describe("boot marks", () => {
  for (const area of [LINUX_AREA, ESP32_AREA]) {
    it(`count the attempts since the last confirmation (${area.name})`, () => {
      const nor = makePage(area);
      assert.equal(count(nor), 0);
      for (let boot = 1; boot <= 3 * area.pageBytes; boot += 7) {
        for (let attempt = 1; attempt <= boot % 4; attempt++) {
          assert.equal(mark(nor), attempt);
          assert.equal(count(nor), attempt);
        }
        if (boot % 4 === 0) assert.equal(mark(nor), 1);
        confirm(nor);
        assert.equal(count(nor), 0);
      }
    });
  }

  it("count no further than it matters, in a page full of attempts too", () => {
    const nor = makePage();
    for (let boot = 1; boot <= nor.pageBytes / 4; boot++) assert.equal(mark(nor), Math.min(boot, MANY + 1));
    assert.equal(mark(nor), MANY + 1);
    assert.equal(mark(nor), 2, "the page was made anew");
  });

  it("confirm nothing when there is no attempt", () => {
    const nor = makePage();
    confirm(nor);
    assert.equal(nor.ops, 0);
    mark(nor);
    confirm(nor);
    nor.ops = 0;
    confirm(nor);
    assert.equal(nor.ops, 0);
    assert.equal(count(nor), 0);
  });

  it("take one more word a boot, and none a confirmation", () => {
    const nor = makePage();
    mark(nor);
    nor.ops = 0;
    mark(nor);
    assert.equal(nor.ops, 2, "the mark, and the one before once more");
    confirm(nor);
    assert.equal(nor.ops, 3);
  });

  it("never forget a confirmation, nor more than the attempt that was cut, at any word and erase", () => {
    let nor = makePage();
    const random = numbers(5);
    let cuts = 0;
    for (let boot = 0; boot < 330; boot++) {
      const act = boot % 3 === 2 ? confirm : mark;
      const done = nor.copy();
      const before = count(done);
      act(done);
      const after = count(done);
      for (let n = 1; n <= done.ops; n++) {
        for (let variant = 0; variant < 3; variant++) {
          const left = nor.copy();
          assert.ok(cutIn(left, n, random(), () => act(left)));
          for (const mood of MOODS) {
            const next = left.copy();
            next.powerOn(mood);
            const found = mark(next) - 1;
            const what = `boot ${boot}, operation ${n}: ${found} attempts, ${before} before, ${after} after`;
            assert.ok(found === before || found === after, what);
            next.powerOn(MOODS[random() % 3]!);
            // A confirmation that was cut, and not seen, cannot be undone: it may be seen later.
            if (act === mark) assert.equal(count(next), found + 1, "what was read stays");
            confirm(next);
            assert.equal(count(next), 0);
          }
          cuts++;
        }
      }
      nor = done;
    }
    assert.ok(cuts > 1200, `${cuts} cuts`);
  });

  it("go on after a cut in the making of a page, or twice", () => {
    // Its marks are cleared, as by a confirmation that was cut before it erased the page.
    const given = makePage();
    given.bytes.fill(0, 0, given.pageBytes / 2 + 4);
    const full = makePage();
    for (let boot = 0; boot < full.pageBytes / 4; boot++) mark(full);
    for (let seed = 0; seed < 2000; seed++) {
      const nor = (seed % 2 ? given : full).copy();
      // The mark before once more, the first word cleared, the page erased, the mark.
      cutIn(nor, 1 + ((seed >> 1) % 4), seed, () => mark(nor));
      nor.powerOn(MOODS[seed % 3]!);
      if (seed % 5 < 2) cutIn(nor, 1 + (seed % 3), seed + 1, () => mark(nor));
      for (let boot = 1; boot <= 6; boot++) {
        nor.powerOn(MOODS[(seed + boot) % 3]!);
        const found = mark(nor);
        assert.ok(found >= boot, `seed ${seed}: ${found} attempts in boot ${boot}`);
      }
    }
  });

  it("leave more than half a page free behind a confirmation", () => {
    const nor = makePage();
    for (let boot = 0; boot < nor.pageBytes; boot++) {
      mark(nor);
      if (boot % 3) continue;
      confirm(nor);
      assert.match(nor._read(nor.addr, nor.pageBytes), /^LK\0[^]*\xff{600}$/);
    }
  });

  it("are gone when a confirmation erases the page: an erase that has hardly begun turns one into an attempt", () => {
    const nor = makePage();
    let erases = 0;
    const erase = nor._erase.bind(nor);
    nor._erase = (addr) => {
      erases++;
      assert.ok(!nor._read(nor.addr, nor.pageBytes).includes("LK"));
      erase(addr);
    };
    for (let boot = 0; boot < nor.pageBytes / 4; boot++) {
      mark(nor);
      confirm(nor);
    }
    assert.ok(erases > 1, `${erases} erases`);
  });

  it("ignore remnants, and write behind them", () => {
    const nor = makePage();
    mark(nor);
    nor._write(nor.addr + 4, "LK\0\x01".replace("K", "\x09"));
    nor._write(nor.addr + 8, "\0\0\0\0");
    assert.equal(count(nor), 1);
    assert.equal(mark(nor), 2);
    assert.equal(mark(nor), 3);
    confirm(nor);
    assert.equal(count(nor), 0);
  });

  it("start anew on zeros and on random content", () => {
    for (let seed = 0; seed < 50; seed++) {
      const nor = makePage();
      const random = numbers(seed);
      for (let i = 0; i < nor.bytes.length; i++) nor.bytes[i] = seed ? random() : 0;
      assert.equal(mark(nor), 1);
      assert.equal(mark(nor), 2);
    }
  });

  it("count on past a worn word", () => {
    const nor = makePage();
    mark(nor);
    for (const at of [4, 5, 12]) nor.worn.set(at, 0x81);
    assert.equal(mark(nor), 2);
    assert.equal(mark(nor), 3);
    assert.equal(mark(nor), 4);
    confirm(nor);
    assert.equal(mark(nor), 1);
  });

  it("come to an end in a page that keeps nothing", () => {
    const nor = makePage();
    nor.unerasable.add(0);
    for (let i = 0; i < nor.pageBytes; i++) nor.worn.set(i, 0xff);
    assert.equal(mark(nor), 1);
    confirm(nor);
  });
});
