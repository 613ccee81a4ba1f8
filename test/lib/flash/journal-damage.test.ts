// Damage in all its places: garbage in any record, worn pages and banks in every combination, a journal that is full.
// What is found is always something that was stored, codes tell what can't be, and every call comes to an end.

import assert from "node:assert/strict";
import { E_JOURNAL_DEGRADED, E_JOURNAL_FULL, E_JOURNAL_WORN } from "../../../lib/codes.ts";
import { contentOf, crc, ESP32_AREA, LINUX_AREA, makeFlash, open, openBank, pageOf } from "./area.ts";
import { type Nor, numbers } from "./nor.ts";

/** Puts into a new journal; the contents that it had after each. */
function fill(nor: Nor, puts: number): string[] {
  const random = numbers(puts);
  const journal = open(nor);
  const history = [contentOf(journal)];
  for (let i = 0; i < puts; i++) {
    const data = i % 9 === 8 ? "" : `${i}:`.padEnd(4 + (random() % 60), "ab\0\xff");
    assert.equal(journal._put(1 + (random() % 5), data), 0);
    history.push(contentOf(journal));
  }
  return history;
}

/** Where the records of a page begin and end, the state word included. */
function findRecords(nor: Nor, page: number): { from: number; to: number }[] {
  const bytes = Buffer.from(pageOf(nor, page));
  const records = [];
  for (let from = 0; from + 16 <= bytes.length; ) {
    const to = from + 16 + ((bytes.readUInt16BE(from + 10) + 3) & ~3);
    if (to > bytes.length || crc(bytes.toString("latin1", from + 4, to - 4)) !== bytes.readUInt32BE(from)) break;
    records.push({ from: page * nor.pageBytes + from, to: page * nor.pageBytes + to });
    from = to;
  }
  return records;
}

/** Counts what a call does; a journal that goes round in circles is stopped. */
function watch(nor: Nor): { reads: number } {
  const counts = { reads: 0 };
  const read = nor._read.bind(nor);
  nor._read = (addr, lenBytes) => {
    assert.ok(++counts.reads < 20000, "it reads for ever");
    return read(addr, lenBytes);
  };
  return counts;
}

/** Mounts, and puts one more: it works, and each bank has everything. */
function checkUsable(nor: Nor): void {
  assert.equal(open(nor)._put(9, "next"), 0);
  const content = contentOf(open(nor));
  for (let bank = 0; bank < nor.bytes.length / nor.pageBytes / 2; bank++) {
    assert.equal(contentOf(openBank(nor, bank)), content);
  }
}

describe("journal with garbage in a record", () => {
  it("of two banks loses nothing, whichever byte of whichever record it is", () => {
    const nor = makeFlash(LINUX_AREA, 2);
    const history = fill(nor, 50);
    let garbled = 0;
    for (let page = 0; page < 4; page++) {
      for (const { from, to } of findRecords(nor, page)) {
        for (let at = from; at < to; at++) {
          const bad = nor.copy();
          bad.bytes[at]! ^= 1 << (at % 8);
          const journal = open(bad);
          assert.equal(contentOf(journal), history.at(-1));
          assert.equal(journal._mount(), 0);
          assert.equal(contentOf(openBank(bad, page >> 1)), history.at(-1));
          garbled++;
        }
      }
    }
    assert.ok(garbled > 2500, `${garbled} bytes`);
  });

  it("of one bank goes back to what was stored before, never to anything else", () => {
    for (const value of [-1, 0, 0xff]) {
      const nor = makeFlash(LINUX_AREA, 1);
      const history = fill(nor, 40);
      let back = 0;
      for (const page of [0, 1]) {
        for (const { from, to } of findRecords(nor, page)) {
          for (let at = from; at < to; at++) {
            const bad = nor.copy();
            bad.bytes[at] = value < 0 ? bad.bytes[at]! ^ (1 + (at % 255)) : value;
            const journal = open(bad);
            assert.equal(journal._mount(), 0);
            const content = contentOf(journal);
            assert.ok(history.includes(content), `byte ${at}: ${JSON.stringify(content)}`);
            if (content !== history.at(-1)) back++;
            assert.equal(contentOf(open(bad)), content);
            if (at % 16 === 0) checkUsable(bad);
          }
        }
      }
      assert.ok(back > 200, `${back} times`);
    }
  });

  it("is usable when whole records are garbage, in one place or in both banks at once", () => {
    const nor = makeFlash(LINUX_AREA, 2);
    const history = fill(nor, 50);
    const random = numbers(4);
    const fills = [() => 0, () => 0xff, () => random() & 255];
    for (const page of [0, 1]) {
      for (const { from, to } of findRecords(nor, page)) {
        for (const byte of fills) {
          for (const both of [false, true]) {
            const bad = nor.copy();
            for (let at = from; at < to; at++) {
              bad.bytes[at] = byte();
              if (both) bad.bytes[at + 2 * nor.pageBytes] = byte();
            }
            watch(bad);
            const content = contentOf(open(bad));
            assert.ok(both ? history.includes(content) : content === history.at(-1), `record at ${from}`);
            checkUsable(bad);
          }
        }
      }
    }
  });

  it("takes no length in it for true", () => {
    for (let length = 0; length < 65536; length += 251) {
      const nor = makeFlash(LINUX_AREA, 1);
      open(nor)._put(1, "a");
      // The length of the first record, with a checksum that fits it as far as the page goes.
      const page = Buffer.from(pageOf(nor, 0));
      page.writeUInt16BE(length, 10);
      page.writeUInt32BE(crc(page.toString("latin1", 4, 12 + ((length + 3) & ~3))), 0);
      nor.bytes.set(page);
      watch(nor);
      assert.equal(open(nor)._mount(), 0);
      checkUsable(nor);
    }
  });
});

describe("journal on worn pages", () => {
  const WEARS = {
    "do not erase": (nor: Nor, page: number) => void nor.unerasable.add(page),
    "take no write": (nor: Nor, page: number) => {
      for (let i = 0; i < nor.pageBytes; i++) nor.worn.set(page * nor.pageBytes + i, 0xff);
    },
    "keep half of their bits": (nor: Nor, page: number) => {
      for (let i = 0; i < nor.pageBytes; i++) nor.worn.set(page * nor.pageBytes + i, i & 1 ? 0x55 : 0xa4);
    },
  };

  for (const [how, wear] of Object.entries(WEARS)) {
    it(`keeps what it had and says how it is, for all sets of pages that ${how}`, () => {
      const seen = new Set<number>();
      for (let set = 0; set < 16; set++) {
        for (const first of [0, 1, 7, 30]) {
          const nor = makeFlash(LINUX_AREA, 2);
          const history = fill(nor, first);
          nor.worn = new Map();
          nor.unerasable = new Set();
          for (let page = 0; page < 4; page++) if (set & (1 << page)) wear(nor, page);
          const counts = watch(nor);
          let journal = open(nor);
          let expected = history.at(-1)!;
          for (let i = 0; i < 60; i++) {
            nor.ops = counts.reads = 0;
            const status = journal._put(1 + (i % 4), `${first}.${i}`.padEnd(20 + (i % 3) * 20, "x"));
            assert.ok(nor.ops < 400 && counts.reads < 250, `${nor.ops} operations, ${counts.reads} reads`);
            seen.add(status);
            assert.ok([0, E_JOURNAL_DEGRADED, E_JOURNAL_WORN].includes(status), `${status}`);
            if (!set) assert.equal(status, 0);
            if ((set & 3) === 0 || set >> 2 === 0) assert.notEqual(status, E_JOURNAL_WORN, "one bank is good");
            if (status !== E_JOURNAL_WORN) expected = contentOf(journal);
            assert.equal(contentOf(journal), expected);
            if (i % 5 === 0) journal = open(nor);
            assert.equal(contentOf(journal), expected, `pages ${set}, put ${i} after ${first}`);
          }
        }
      }
      assert.deepEqual([...seen].sort(), [0, E_JOURNAL_WORN, E_JOURNAL_DEGRADED]);
    });
  }

  it("is as before when a worn page is well again", () => {
    const nor = makeFlash(LINUX_AREA, 2);
    fill(nor, 30);
    for (const page of [0, 1, 2, 3]) WEARS["take no write"](nor, page);
    assert.equal(open(nor)._put(1, "lost"), E_JOURNAL_WORN);
    const content = contentOf(open(nor));
    nor.worn = new Map();
    assert.equal(open(nor)._mount(), 0);
    assert.equal(contentOf(open(nor)), content);
    checkUsable(nor);
  });
});

describe("journal that is full", () => {
  for (const area of [LINUX_AREA, ESP32_AREA]) {
    it(`says so for each type, writes nothing, and keeps what it has (${area.name})`, () => {
      const nor = makeFlash(area, 2);
      const journal = open(nor);
      // A commit and 31 records, of 16 bytes each without their data.
      const share = Math.floor((area.pageBytes - 16) / 31 / 4) * 4 - 16;
      for (let type = 1; type < 32; type++) assert.equal(journal._put(type, `${type}`.padEnd(share, ".")), 0);
      const rest = area.pageBytes - 16 - 31 * (share + 16);
      const content = contentOf(journal);
      const { ops } = nor;
      for (let type = 1; type < 32; type++) {
        for (const more of [rest + 1, 1000, area.pageBytes, 70000]) {
          assert.equal(journal._put(type, "y".repeat(share + more)), E_JOURNAL_FULL);
          assert.equal(open(nor)._put(type, "y".repeat(share + more)), E_JOURNAL_FULL);
        }
      }
      assert.equal(nor.ops, ops);
      assert.equal(contentOf(journal), content);
      assert.equal(contentOf(open(nor)), content);
    });

    it(`takes what is as long as the old, in a bounded number of operations (${area.name})`, () => {
      const nor = makeFlash(area, 2);
      const journal = open(nor);
      const most = area.pageBytes - 16 - 16 - 24;
      journal._put(1, "identity");
      journal._put(2, "0".repeat(most));
      for (let i = 1; i < 9; i++) {
        nor.ops = 0;
        assert.equal(journal._put(2, `${i}`.repeat(most)), 0);
        // In each bank: the last record closed, a page erased, all its words, and two more for the seal.
        assert.ok(nor.ops <= 2 * (3 + area.pageBytes / 4), `${nor.ops} operations`);
        assert.equal(open(nor)._get(1), "identity");
        assert.equal(open(nor)._get(2), `${i}`.repeat(most));
      }
      assert.equal(journal._put(2, ""), 0);
      checkUsable(nor);
    });
  }

  it("is full before it is worn", () => {
    const nor = makeFlash(LINUX_AREA, 2);
    const journal = open(nor);
    journal._put(1, "identity");
    for (const page of [0, 1, 2, 3]) nor.unerasable.add(page);
    assert.equal(journal._put(2, "x".repeat(1000)), E_JOURNAL_FULL);
    assert.equal(journal._get(1), "identity");
  });
});
