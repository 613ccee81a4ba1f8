// The journal without power cuts: what it stores, how it wears its pages, what it says when the flash fails.

import assert from "node:assert/strict";
import {
  E_JOURNAL_DEGRADED, E_JOURNAL_FULL, E_JOURNAL_NEWER, E_JOURNAL_WORN,
} from "../../../lib/codes.ts";
import { openJournal } from "../../../lib/flash/journal.ts";
import { packWord } from "../../../lib/flash/word.ts";
import { contentOf, crc, ESP32_AREA, LINUX_AREA, makeFlash, open, openBank } from "./area.ts";
import { type Nor, numbers } from "./nor.ts";

const ALL_BYTES = Array.from({ length: 256 }, (_, i) => String.fromCharCode(i)).join("");

/** Two banks with five records, the pages rotated a few times. */
function makeFilled(area = LINUX_AREA): Nor {
  const nor = makeFlash(area, 2);
  const journal = open(nor);
  const bytes = area.pageBytes / 12;
  for (let i = 0; i < 40; i++) assert.equal(journal.put(1 + (i % 5), `${i}:`.padEnd(bytes - i, "ab\0\xff")), 0);
  return nor;
}

function pageOf(nor: Nor, page: number): Uint8Array {
  return nor.bytes.subarray(page * nor.pageBytes, (page + 1) * nor.pageBytes);
}

describe("journal", () => {
  it("has nothing at first, reads without a write, and writes nothing to an erased area by mounting", () => {
    const nor = makeFlash(LINUX_AREA, 2);
    const journal = open(nor);
    assert.equal(journal.get(1), undefined);
    assert.equal(journal.version(1), 0);
    assert.equal(journal.mount(), 0);
    assert.equal(journal.remove(1), 0);
    assert.equal(nor.ops, 0);
  });

  for (const area of [LINUX_AREA, ESP32_AREA]) {
    it(`gives back every byte, version and length that was put, after each reopening (${area.name})`, () => {
      const nor = makeFlash(area, 2);
      for (let length = 1; length < 300; length += length < 10 ? 1 : 37) {
        const data = ALL_BYTES.repeat(2).slice(length & 255).slice(0, length);
        assert.equal(open(nor).put(7, data, length & 255), 0);
        assert.equal(open(nor).get(7), data);
        assert.equal(open(nor).version(7), length & 255);
      }
      assert.equal(open(nor).put(31, "x"), 0);
      assert.equal(open(nor).version(31), 1);
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
        assert.equal(data ? journal.put(type, data) : journal.remove(type), 0);
        for (let t = 1; t < 32; t++) assert.equal(journal.get(t), expected.get(t));
        const content = contentOf(journal);
        for (const reopened of [open(nor), openBank(nor, 0), openBank(nor, 1)]) assert.equal(contentOf(reopened), content);
        if (i % 3 === 0) journal = open(nor);
      }
    });
  }

  it("writes nothing when the same is put again, and again when data or version differ", () => {
    const nor = makeFlash(LINUX_AREA, 2);
    open(nor).put(2, "{}");
    const { ops } = nor;
    assert.equal(open(nor).put(2, "{}"), 0);
    assert.equal(open(nor).remove(3), 0);
    assert.equal(nor.ops, ops);
    assert.equal(open(nor).put(2, "{}", 2), 0);
    assert.equal(open(nor).version(2), 2);
    assert.ok(nor.ops > ops);
  });

  it("writes nothing at a clean boot", () => {
    const nor = makeFilled();
    nor.ops = 0;
    assert.equal(open(nor).mount(), 0);
    assert.equal(nor.ops, 0);
  });

  it("needs 5 words besides head and data for a put, in each bank", () => {
    const nor = makeFlash(LINUX_AREA, 2);
    const journal = open(nor);
    journal.put(1, "a");
    nor.ops = 0;
    journal.put(1, "b".repeat(40));
    assert.equal(nor.ops, 2 * (1 + 13 + 2));
  });

  it("uses all pages alike", () => {
    const nor = makeFlash(LINUX_AREA, 2);
    const journal = open(nor);
    const erased = [0, 0, 0, 0];
    const erase = nor.erase.bind(nor);
    nor.erase = (addr) => {
      erased[(addr - nor.addr) / nor.pageBytes]!++;
      erase(addr);
    };
    for (let i = 0; i < 500; i++) assert.equal(journal.put(1, `counter ${i}`), 0);
    assert.ok(Math.min(...erased) >= 6 && Math.max(...erased) - Math.min(...erased) <= 1, String(erased));
  });

  it("refuses what does not fit in a page with all other records, and keeps them", () => {
    for (const area of [LINUX_AREA, ESP32_AREA]) {
      const nor = makeFlash(area, 2);
      const journal = open(nor);
      assert.equal(journal.put(1, "identity"), 0);
      // A commit, a record of 8 bytes, and one that fills the page.
      const most = area.pageBytes - 16 - 24 - 16;
      const { ops } = nor;
      assert.equal(journal.put(2, "x".repeat(most + 1)), E_JOURNAL_FULL);
      assert.equal(nor.ops, ops);
      assert.equal(journal.get(2), undefined);
      assert.equal(journal.put(2, "x".repeat(most)), 0);
      assert.equal(journal.put(3, "y"), E_JOURNAL_FULL);
      assert.equal(journal.put(2, "z".repeat(most)), 0);
      assert.equal(open(nor).get(1), "identity");
      assert.equal(open(nor).get(2), "z".repeat(most));
      assert.equal(journal.remove(2), 0);
      assert.equal(journal.put(3, "y"), 0);
      assert.equal(open(nor).get(3), "y");
    }
  });

  it("refuses types outside 1 to 31 as the caller's mistake", () => {
    for (const type of [0, -1, 32, Number.NaN]) assert.throws(() => open(makeFlash(LINUX_AREA, 1)).put(type, "x"), TypeError);
  });

  it("keeps records of types that it has no name for", () => {
    const nor = makeFlash(LINUX_AREA, 2);
    const journal = open(nor);
    journal.put(30, "of a later version", 9);
    for (let i = 0; i < 100; i++) journal.put(1, `${i}`);
    assert.equal(open(nor).get(30), "of a later version");
    assert.equal(open(nor).version(30), 9);
  });

  it("brings what only one bank has to the other at mount, whichever it is", () => {
    for (const bank of [0, 1]) {
      const nor = makeFilled();
      assert.equal(openBank(nor, bank).put(3, "newer"), 0);
      const journal = open(nor);
      assert.equal(journal.get(3), "newer");
      assert.equal(journal.mount(), 0);
      assert.equal(contentOf(openBank(nor, 1 - bank)), contentOf(journal));
    }
  });

  it("reads but does not write pages of a newer format", () => {
    const nor = makeFlash(LINUX_AREA, 2);
    const record = (type: number, version: number, data: string) => {
      const body = packWord(type + 1) + String.fromCharCode(type, version, 0, data.length) + data;
      return `${packWord(crc(body)) + body}\0\0\xff\xff`;
    };
    nor.write(nor.addr, record(1, 5, "abcd") + record(0, 2, ""));
    nor.ops = 0;
    const journal = open(nor);
    assert.equal(journal.mount(), E_JOURNAL_NEWER);
    assert.equal(journal.get(1), "abcd");
    assert.equal(journal.version(1), 5);
    assert.equal(journal.put(1, "mine"), E_JOURNAL_NEWER);
    assert.equal(journal.get(1), "abcd");
    assert.equal(nor.ops, 0);
  });

  it("does not append where something stands behind the last record", () => {
    const nor = makeFlash(LINUX_AREA, 2);
    open(nor).put(1, "first");
    const page = pageOf(nor, 0);
    let end = page.length;
    while (page[end - 1] === 0xff) end--;
    // The state word of a sealed record ends in two erased bytes.
    page[end + 2]! &= 0xfe;
    nor.ops = 0;
    const content = contentOf(open(nor));
    assert.equal(open(nor).mount(), 0);
    assert.ok(nor.ops > 0, "the page is replaced");
    assert.equal(contentOf(open(nor)), content);
  });
});

describe("journal on bad flash", () => {
  it("survives any one damaged byte", () => {
    const nor = makeFilled();
    const content = contentOf(open(nor));
    const random = numbers(3);
    for (let at = 0; at < nor.bytes.length; at++) {
      const bad = nor.copy();
      bad.bytes[at]! ^= 1 + (random() % 255);
      const journal = open(bad);
      assert.equal(journal.mount(), 0);
      assert.equal(contentOf(journal), content, `byte ${at}`);
      assert.equal(journal.put(9, "next"), 0);
    }
  });

  it("survives one damaged bank of 4 kB pages, whatever it contains", () => {
    const nor = makeFilled(ESP32_AREA);
    const content = contentOf(open(nor));
    for (let seed = 0; seed < 60; seed++) {
      const bad = nor.copy();
      const random = numbers(seed);
      const from = (seed % 4) * nor.pageBytes;
      const page = bad.bytes.subarray(from, from + nor.pageBytes);
      if (seed < 4) page.fill(0);
      else if (seed < 8) page.fill(0xff);
      else for (let i = random() % page.length; i < page.length; i++) page[i] = random();
      const journal = open(bad);
      assert.equal(journal.mount(), 0);
      assert.equal(contentOf(journal), content);
    }
  });

  it("starts anew on zeros, on all bits set and on random content", () => {
    for (let seed = 0; seed < 50; seed++) {
      const nor = makeFlash(seed & 1 ? LINUX_AREA : ESP32_AREA, 1 + (seed & 2) / 2);
      const random = numbers(seed);
      for (let i = 0; i < nor.bytes.length; i++) nor.bytes[i] = seed < 4 ? 0 : seed < 8 ? 0xff : random();
      const journal = open(nor);
      assert.equal(journal.mount(), 0);
      assert.equal(contentOf(journal).trim(), "");
      assert.equal(journal.put(1, "secret"), 0);
      assert.equal(open(nor).get(1), "secret");
    }
  });

  it("finds no record in another's data", () => {
    const inner = makeFlash(LINUX_AREA, 1);
    open(inner).put(1, "planted");
    const record = Buffer.from(inner.bytes.subarray(0, 64)).toString("latin1");
    const nor = makeFlash(LINUX_AREA, 1);
    open(nor).put(2, record);
    for (let at = 0; at < 40; at++) {
      const bad = nor.copy();
      bad.bytes[at] = 0;
      assert.equal(open(bad).get(1), undefined);
    }
  });

  it("is at most degraded by one worn word, and loses nothing", () => {
    let degraded = 0;
    for (let at = 0; at < 4 * LINUX_AREA.pageBytes; at += 4) {
      const nor = makeFlash(LINUX_AREA, 2);
      nor.worn.set(at + (at / 4 & 3), 0x81);
      let journal = open(nor);
      for (let i = 0; i < 12; i++) {
        const data = `${i}`.repeat(70);
        const status = journal.put(1 + (i & 1), data);
        assert.ok(status === 0 || status === E_JOURNAL_DEGRADED, `${status}`);
        if (status) degraded++;
        if (i & 1) journal = open(nor);
        assert.equal(journal.get(1 + (i & 1)), data);
      }
    }
    assert.ok(degraded > 100);
  });

  it("rotates once when a write does not stick, then says that one bank failed, then that all did", () => {
    const nor = makeFilled();
    const content = contentOf(open(nor));
    const wear = (page: number) => {
      nor.unerasable.add(page);
      pageOf(nor, page).forEach((_, i) => nor.worn.set(page * nor.pageBytes + i, 0xff));
    };
    wear(0);
    assert.equal(open(nor).put(1, "one"), 0, "the other page of the bank takes it");
    wear(1);
    nor.ops = 0;
    assert.equal(open(nor).put(1, "two"), E_JOURNAL_DEGRADED);
    assert.ok(nor.ops < 300, `${nor.ops} operations`);
    assert.equal(open(nor).get(1), "two");
    assert.equal(open(nor).mount(), E_JOURNAL_DEGRADED);
    assert.equal(open(nor).put(1, "two"), E_JOURNAL_DEGRADED, "the same data is tried again");
    wear(2);
    wear(3);
    const journal = open(nor);
    assert.equal(journal.put(1, "three"), E_JOURNAL_WORN);
    assert.equal(journal.get(1), "two");
    assert.equal(journal.put(8, "three"), E_JOURNAL_WORN);
    assert.equal(journal.get(8), undefined);
    const rest = (text: string) => text.slice(text.indexOf("\n"));
    assert.equal(rest(contentOf(open(nor))), rest(content));
  });

  it("says that a page does not erase, and keeps what it had", () => {
    const nor = makeFlash(LINUX_AREA, 1);
    open(nor).put(1, "secret");
    nor.unerasable.add(1);
    pageOf(nor, 1).fill(0xa5);
    const journal = open(nor);
    let status = 0;
    for (let i = 0; i < 100 && !status; i++) status = journal.put(2, `${i}`.padEnd(50, "."));
    assert.equal(status, E_JOURNAL_WORN);
    assert.equal(open(nor).get(1), "secret");
  });

  it("uses no page that erases in part: the records left in it would pass for new ones", () => {
    const nor = makeFlash(LINUX_AREA, 1);
    const journal = open(nor);
    const put = (i: number) => journal.put(1 + (i % 3), `${i}`.padEnd(48, "."));
    let puts = 0;
    while (!pageOf(nor, 1).some((byte) => byte !== 0xff)) put(puts++);
    for (let i = 0; i < 4; i++) put(puts++);
    // Three copies and a commit come first in every page.
    for (let at = 3 * 64 + 16; at < nor.pageBytes; at++) nor.worn.set(nor.pageBytes + at, 0xff);
    let expected = contentOf(journal);
    for (let i = 0; i < 30; i++) {
      if (put(puts++) === 0) expected = contentOf(journal);
      assert.equal(contentOf(open(nor)), expected);
    }
    assert.equal(put(0), E_JOURNAL_WORN);
  });

  it("gives the value of the last put when a record that hid in a worn bank shows itself", () => {
    for (let seed = 0; seed < 200; seed++) {
      const nor = makeFlash(LINUX_AREA, 2);
      open(nor).put(1, "old");
      nor.cutAfter(3, seed);
      assert.throws(() => open(nor).put(1, "cut"));
      nor.powerOn("ones");
      if (open(nor).get(1) !== "old") continue;
      nor.unerasable.add(1);
      pageOf(nor, 1).fill(0);
      assert.equal(open(nor).put(1, "last"), E_JOURNAL_DEGRADED);
      nor.powerOn("zeros");
      assert.equal(open(nor).get(1), "last");
    }
  });
});

describe("journal of one page pair among others", () => {
  it("stays inside its pages", () => {
    const nor = makeFlash(LINUX_AREA, 3);
    const session = () => openJournal(nor, crc, nor.addr + 4 * nor.pageBytes, nor.pageBytes, 1);
    const records = () => openJournal(nor, crc, nor.addr, nor.pageBytes, 2);
    for (let i = 0; i < 80; i++) {
      assert.equal(session().put(7, `counter ${i}`), 0);
      assert.equal(records().put(7, `record ${i}`), 0);
    }
    assert.equal(session().get(7), "counter 79");
    assert.equal(records().get(7), "record 79");
  });
});
