// The journal on good flash and without power cuts: what it stores, what it refuses, how it wears its pages.

import assert from "node:assert/strict";
import { E_JOURNAL_FULL, E_JOURNAL_NEWER } from "../../../lib/codes.ts";
import { openJournal } from "../../../lib/flash/journal.ts";
import { packWord } from "../../../lib/flash/word.ts";
import {
  contentOf, crc, ESP32_AREA, LINUX_AREA, makeFilled, makeFlash, open, openBank, pageOf,
} from "./area.ts";
import { numbers } from "./nor.ts";

const ALL_BYTES = Array.from({ length: 256 }, (_, i) => String.fromCharCode(i)).join("");

/** A sealed record, of the second put or, as a commit, of the first. */
function makeRecord(type: number, version: number, data: string): string {
  const body = packWord(type + 1) + String.fromCharCode(type, version, 0, data.length) + data;
  return `${packWord(crc(body)) + body}\0\0\xff\xff`;
}

describe("journal", () => {
  it("has nothing at first, reads without a write, and writes nothing to an erased area by mounting", () => {
    const nor = makeFlash(LINUX_AREA, 2);
    const journal = open(nor);
    assert.equal(journal._get(1), "");
    assert.equal(journal._mount(), 0);
    assert.equal(journal._put(1, ""), 0);
    assert.equal(nor.ops, 0);
  });

  for (const area of [LINUX_AREA, ESP32_AREA]) {
    it(`gives back every byte and length that was put, after each reopening (${area.name})`, () => {
      const nor = makeFlash(area, 2);
      for (let length = 1; length < 300; length += length < 10 ? 1 : 37) {
        const data = ALL_BYTES.repeat(2).slice(length & 255).slice(0, length);
        assert.equal(open(nor)._put(7, data), 0);
        assert.equal(open(nor)._get(7), data);
      }
      assert.equal(open(nor)._put(31, "x"), 0);
      assert.equal(open(nor)._get(31), "x");
    });

    it(`holds in every bank, and by itself, all that was put, over 300 puts and removals (${area.name})`, () => {
      const nor = makeFlash(area, 2);
      const random = numbers(9);
      const expected = new Map<number, string>();
      let journal = open(nor);
      for (let i = 0; i < 300; i++) {
        const type = 1 + (random() % 9);
        const data = random() % 7 ? `${i}.`.repeat(1 + (random() % 20)) : "";
        if (data) expected.set(type, data);
        else expected.delete(type);
        assert.equal(journal._put(type, data), 0);
        for (let t = 1; t < 32; t++) assert.equal(journal._get(t), expected.get(t) ?? "");
        const content = contentOf(journal);
        assert.equal(contentOf(open(nor)), content);
        for (const bank of [0, 1]) assert.equal(contentOf(openBank(nor, bank)), content);
        if (i % 3 === 0) journal = open(nor);
      }
    });
  }

  it("writes nothing when the same is put again", () => {
    const nor = makeFlash(LINUX_AREA, 2);
    open(nor)._put(2, "{}");
    const { ops } = nor;
    assert.equal(open(nor)._put(2, "{}"), 0);
    assert.equal(open(nor)._put(3, ""), 0);
    assert.equal(nor.ops, ops);
    assert.equal(open(nor)._put(2, "{ }"), 0);
    assert.ok(nor.ops > ops);
  });

  it("writes nothing at a clean boot", () => {
    const nor = makeFilled();
    nor.ops = 0;
    assert.equal(open(nor)._mount(), 0);
    assert.equal(nor.ops, 0);
  });

  it("needs 5 words besides head and data for a put, in each bank", () => {
    const nor = makeFlash(LINUX_AREA, 2);
    const journal = open(nor);
    journal._put(1, "a");
    nor.ops = 0;
    journal._put(1, "b".repeat(40));
    assert.equal(nor.ops, 2 * (1 + 13 + 2));
  });

  it("uses all pages alike", () => {
    const nor = makeFlash(LINUX_AREA, 2);
    const journal = open(nor);
    const erased = [0, 0, 0, 0];
    const erase = nor._erase.bind(nor);
    nor._erase = (addr) => {
      erased[(addr - nor.addr) / nor.pageBytes]!++;
      erase(addr);
    };
    for (let i = 0; i < 500; i++) assert.equal(journal._put(1, `counter ${i}`), 0);
    assert.ok(Math.min(...erased) >= 6 && Math.max(...erased) - Math.min(...erased) <= 1, String(erased));
  });

  it("refuses what does not fit in a page with all other records, and keeps them", () => {
    for (const area of [LINUX_AREA, ESP32_AREA]) {
      const nor = makeFlash(area, 2);
      const journal = open(nor);
      assert.equal(journal._put(1, "identity"), 0);
      // A commit, a record of 8 bytes, and one that fills the page.
      const most = area.pageBytes - 16 - 24 - 16;
      const { ops } = nor;
      assert.equal(journal._put(2, "x".repeat(most + 1)), E_JOURNAL_FULL);
      assert.equal(nor.ops, ops);
      assert.equal(journal._get(2), "");
      assert.equal(journal._put(2, "x".repeat(most)), 0);
      assert.equal(journal._put(3, "y"), E_JOURNAL_FULL);
      assert.equal(journal._put(2, "z".repeat(most)), 0);
      assert.equal(open(nor)._get(1), "identity");
      assert.equal(open(nor)._get(2), "z".repeat(most));
      assert.equal(journal._put(2, ""), 0);
      assert.equal(journal._put(3, "y"), 0);
      assert.equal(open(nor)._get(3), "y");
    }
  });

  it("keeps records of versions and types that it has no name for, byte for byte", () => {
    const nor = makeFlash(LINUX_AREA, 2);
    const later = makeRecord(30, 9, "of a later version..");
    nor._write(nor.addr, later + makeRecord(0, 1, ""));
    const journal = open(nor);
    for (let i = 0; i < 100; i++) assert.equal(journal._put(1, `${i}`), 0);
    assert.equal(open(nor)._get(30), "of a later version..");
    for (let page = 0; page < 4; page++) assert.ok(Buffer.from(pageOf(nor, page)).includes(later, 0, "latin1"));
  });

  it("has the bytes that boards hold", () => {
    const nor = makeFlash(LINUX_AREA, 1);
    const journal = open(nor);
    journal._put(1, "ab");
    journal._put(2, "LinkKit");
    journal._put(1, "");
    // Record 1, the commit of the first page, record 2, and record 1 removed; each with its state behind it.
    const expected =
      "0a5c17b1 00000001 0101 0002 6162ffff 0000ffff 1e20e63e 00000002 0001 0000 00000000" +
      "c9e78103 00000003 0201 0007 4c696e6b4b6974ff 00000000 29dc74fb 00000004 0101 0000 0000";
    const page = Buffer.from(pageOf(nor, 0)).toString("hex");
    assert.equal(page.replace(/(ff)+$/, ""), expected.replaceAll(" ", ""));
  });

  it("brings what only one bank has to the other at mount, whichever it is", () => {
    for (const bank of [0, 1]) {
      const nor = makeFilled();
      assert.equal(openBank(nor, bank)._put(3, "newer"), 0);
      const journal = open(nor);
      assert.equal(journal._get(3), "newer");
      assert.equal(journal._mount(), 0);
      assert.equal(contentOf(openBank(nor, 1 - bank)), contentOf(journal));
    }
  });

  it("reads but does not write pages of a newer format", () => {
    const nor = makeFlash(LINUX_AREA, 2);
    nor._write(nor.addr, makeRecord(1, 5, "abcd") + makeRecord(0, 2, ""));
    nor.ops = 0;
    const journal = open(nor);
    assert.equal(journal._mount(), E_JOURNAL_NEWER);
    assert.equal(journal._get(1), "abcd");
    assert.equal(journal._put(1, "mine"), E_JOURNAL_NEWER);
    assert.equal(journal._get(1), "abcd");
    assert.equal(nor.ops, 0);
  });

  it("gives up a page where something in the way stands behind the last record", () => {
    const nor = makeFlash(LINUX_AREA, 2);
    open(nor)._put(1, "first");
    const page = pageOf(nor, 0);
    let end = page.length;
    while (page[end - 1] === 0xff) end--;
    // The state word of a sealed record ends in two erased bytes.
    let moved = 0;
    for (let at = end + 2; at < end + 26; at++) {
      const bad = nor.copy();
      bad.bytes[at]! &= 0x7e;
      assert.equal(open(bad)._mount(), 0);
      assert.equal(open(bad)._put(2, "second"), 0);
      for (const bank of [0, 1]) {
        assert.equal(openBank(bad, bank)._get(1), "first");
        assert.equal(openBank(bad, bank)._get(2), "second");
      }
      if (pageOf(bad, 1).some((byte) => byte !== 0xff)) moved++;
    }
    assert.ok(moved >= 10, `${moved} times`);
  });
});

describe("journal of one page pair among others", () => {
  it("stays inside its pages", () => {
    const nor = makeFlash(LINUX_AREA, 3);
    const session = () => openJournal(nor, crc, nor.addr + 4 * nor.pageBytes, nor.pageBytes, 1);
    const records = () => openJournal(nor, crc, nor.addr, nor.pageBytes, 2);
    for (let i = 0; i < 80; i++) {
      assert.equal(session()._put(7, `counter ${i}`), 0);
      assert.equal(records()._put(7, `record ${i}`), 0);
    }
    assert.equal(session()._get(7), "counter 79");
    assert.equal(records()._get(7), "record 79");
  });
});
