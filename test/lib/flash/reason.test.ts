// The reason of a restart in the page of the boot loader's marks: told until a start is confirmed, power cuts at
// every word and erase, full and damaged pages, and marks that count on as if it were not there.

import assert from "node:assert/strict";
import { confirmAttempt, countAttempts, endOfMarks, MANY, markAttempt } from "../../../lib/flash/marks.ts";
import { keepReason, readReason } from "../../../lib/flash/reason.ts";
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
const keep = (nor: Nor, code: number) => keepReason(nor, nor.addr, nor.pageBytes, code);
const read = (nor: Nor) => readReason(nor, nor.addr, nor.pageBytes);

/** The reason that the next start tells. */
function readNext(nor: Nor): number {
  mark(nor);
  return read(nor);
}

function cut(nor: Nor, n: number, seed: number, act: () => void): void {
  nor.cutAfter(n, seed);
  assert.throws(act, PowerCut);
}

describe("reason of a restart", () => {
  it("is none at first, before and behind marks", () => {
    const nor = makePage();
    assert.equal(read(nor), 0);
    assert.equal(readNext(nor), 0);
    confirm(nor);
    assert.equal(readNext(nor), 0);
  });

  it("is told at each start until one is confirmed, whatever its code", () => {
    for (let code = 1; code < 32768; code += code < 600 ? 1 : 97) {
      const nor = makePage();
      mark(nor);
      if (code % 2) confirm(nor);
      keep(nor, code);
      for (let start = 0; start < 3; start++) assert.equal(readNext(nor), code);
      confirm(nor);
      assert.equal(readNext(nor), 0);
    }
  });

  it("is the first of its boot, and the newest of all boots that were not confirmed", () => {
    const nor = makePage();
    mark(nor);
    keep(nor, 461);
    keep(nor, 462);
    assert.equal(readNext(nor), 461);
    assert.equal(readNext(nor), 461);
    keep(nor, 463);
    assert.equal(readNext(nor), 463);
    confirm(nor);
    keep(nor, 464);
    assert.equal(readNext(nor), 464);
  });

  it("costs one word, and no more memory than words", () => {
    const nor = makePage(ESP32_AREA);
    for (let boot = 0; boot < 300; boot++) mark(nor);
    nor.ops = 0;
    const whole = nor._read.bind(nor);
    nor._read = (addr, lenBytes) => (assert.ok(lenBytes <= 4), whole(addr, lenBytes));
    keep(nor, 1);
    assert.equal(nor.ops, 1);
  });

  for (const area of [LINUX_AREA, ESP32_AREA]) {
    it(`is never lost nor told too long, and no mark is, over ${area.pageBytes} boots (${area.name})`, () => {
      const nor = makePage(area);
      const random = numbers(area.pageBytes);
      let attempts = 0;
      let reason = 0;
      for (let boot = 0; boot < area.pageBytes; boot++) {
        assert.equal(mark(nor), ++attempts, `boot ${boot}`);
        assert.equal(read(nor), reason, `boot ${boot}`);
        if (random() % 3 === 0 || attempts === MANY) {
          confirm(nor);
          attempts = reason = 0;
        }
        if (random() % 2) keep(nor, (reason = 1 + (random() & 511)));
        assert.equal(count(nor), attempts);
      }
    });
  }

  it("is the old or the new one, and no mark is lost, after a cut at any word and erase", () => {
    let nor = makePage();
    const random = numbers(7);
    let cuts = 0;
    for (let step = 0; step < 600; step++) {
      const act = [mark, (nor: Nor) => keep(nor, 300 + step), mark, confirm][step % 4]!;
      const done = nor.copy();
      // What a start would find, were it before the step and after it.
      const before = { found: count(nor), reason: readNext(nor.copy()) };
      act(done);
      const after = { found: count(done), reason: readNext(done.copy()) };
      for (let n = 1; n <= done.ops; n++) {
        for (let variant = 0; variant < 4; variant++) {
          const left = nor.copy();
          cut(left, n, random(), () => act(left));
          for (const mood of MOODS) {
            const next = left.copy();
            next.powerOn(mood);
            const found = mark(next) - 1;
            const where = `step ${step}, operation ${n}`;
            assert.ok(found === before.found || found === after.found, `${where}: ${found} attempts`);
            for (let start = 0; start < 3; start++) {
              const reason = read(next);
              assert.ok(reason === before.reason || reason === after.reason, `${where}: ${reason}`);
              next.powerOn(MOODS[random() % 3]!);
              // A confirmation that was cut, and not seen, may be seen later.
              assert.ok(mark(next) > start || act === confirm);
            }
            // What a cut has left does not touch what is kept later.
            keep(next, 299);
            next.powerOn(MOODS[random() % 3]!);
            assert.equal(readNext(next), 299, where);
            next.powerOn(MOODS[random() % 3]!);
            confirm(next);
            assert.equal(readNext(next), 0, where);
          }
          cuts++;
        }
      }
      nor = done;
    }
    assert.ok(cuts > 3000, `${cuts} cuts`);
  });

  it("may be missing, but never wrong, when hundreds of failed starts fill the page", () => {
    for (const area of [LINUX_AREA, ESP32_AREA]) {
      const plain = makePage(area);
      const nor = makePage(area);
      let told = 0;
      for (let boot = 0; boot < area.pageBytes; boot++) {
        const attempts = mark(nor);
        // The page is full earlier, where reasons are in it.
        if (boot < area.pageBytes / 8) assert.equal(attempts, mark(plain));
        else assert.ok(attempts <= MANY + 1);
        const reason = read(nor);
        assert.ok(reason === 0 || (reason >= 1000 && reason < 1000 + boot), `boot ${boot}: ${reason}`);
        if (reason === 999 + boot) told++;
        nor.ops = 0;
        keep(nor, 1000 + boot);
        assert.ok(nor.ops <= 1);
      }
      assert.ok(told > area.pageBytes / 4, `${told} told`);
      confirm(nor);
      assert.equal(readNext(nor), 0);
      keep(nor, 7);
      assert.equal(readNext(nor), 7);
    }
  });

  it("is not read from anything else that the page may hold", () => {
    const random = numbers(11);
    let read0 = 0;
    for (let seed = 0; seed < 60; seed++) {
      const nor = makePage();
      mark(nor);
      const garbage = [0, 0xff, 0x4c, 0xfe][seed] ?? -1;
      for (let at = 512; at < 1024; at++) nor.bytes[at] = garbage < 0 ? random() : garbage;
      for (let start = 0; start < 60; start++) if (!readNext(nor)) read0++;
      confirm(nor);
      assert.equal(count(nor), 0);
    }
    assert.equal(read0, 3600);
  });

  it("is not told when any of its bits is worn or flips", () => {
    for (let bit = 0; bit < 32; bit++) {
      const nor = makePage();
      mark(nor);
      keep(nor, 461);
      nor.bytes[1020 + (bit >> 3)]! ^= 1 << (bit & 7);
      assert.equal(readNext(nor), 0);
    }
  });

  it("comes to an end in a page that keeps nothing", () => {
    const nor = makePage();
    nor.unerasable.add(0);
    for (let i = 0; i < nor.pageBytes; i++) nor.worn.set(i, 0xff);
    keep(nor, 461);
    assert.equal(readNext(nor), 0);
    assert.ok(nor.ops < 1000);
  });
});
