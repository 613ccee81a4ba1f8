// The journal on flash that fails: damaged bytes and pages, words that are worn, pages that do not erase.

import assert from "node:assert/strict";
import { E_JOURNAL_DEGRADED, E_JOURNAL_WORN } from "../../../lib/codes.ts";
import { contentOf, ESP32_AREA, LINUX_AREA, makeFilled, makeFlash, open, pageOf } from "./area.ts";
import { numbers } from "./nor.ts";

describe("journal on bad flash", () => {
  it("survives any one damaged byte", () => {
    const nor = makeFilled();
    const content = contentOf(open(nor));
    const random = numbers(3);
    for (let at = 0; at < nor.bytes.length; at++) {
      const bad = nor.copy();
      bad.bytes[at]! ^= 1 + (random() % 255);
      const journal = open(bad);
      assert.equal(journal._mount(), 0);
      assert.equal(contentOf(journal), content, `byte ${at}`);
      assert.equal(journal._put(9, "next"), 0);
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
      assert.equal(journal._mount(), 0);
      assert.equal(contentOf(journal), content);
    }
  });

  it("starts anew on zeros, on all bits set and on random content", () => {
    for (let seed = 0; seed < 50; seed++) {
      const nor = makeFlash(seed & 1 ? LINUX_AREA : ESP32_AREA, 1 + (seed & 2) / 2);
      const random = numbers(seed);
      for (let i = 0; i < nor.bytes.length; i++) nor.bytes[i] = seed < 4 ? 0 : seed < 8 ? 0xff : random();
      const journal = open(nor);
      assert.equal(journal._mount(), 0);
      assert.equal(contentOf(journal).trim(), "");
      assert.equal(journal._put(1, "secret"), 0);
      assert.equal(open(nor)._get(1), "secret");
    }
  });

  it("finds no record in another's data", () => {
    const inner = makeFlash(LINUX_AREA, 1);
    open(inner)._put(1, "planted");
    const record = Buffer.from(inner.bytes.subarray(0, 64)).toString("latin1");
    const nor = makeFlash(LINUX_AREA, 1);
    open(nor)._put(2, record);
    for (let at = 0; at < 40; at++) {
      const bad = nor.copy();
      bad.bytes[at] = 0;
      assert.equal(open(bad)._get(1), "");
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
        const status = journal._put(1 + (i & 1), data);
        assert.ok(status === 0 || status === E_JOURNAL_DEGRADED, `${status}`);
        if (status) degraded++;
        if (i & 1) journal = open(nor);
        assert.equal(journal._get(1 + (i & 1)), data);
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
    assert.equal(open(nor)._put(1, "one"), 0, "the other page of the bank takes it");
    wear(1);
    nor.ops = 0;
    assert.equal(open(nor)._put(1, "two"), E_JOURNAL_DEGRADED);
    assert.ok(nor.ops < 300, `${nor.ops} operations`);
    assert.equal(open(nor)._get(1), "two");
    const degraded = open(nor);
    for (let i = 0; i < 3; i++) assert.equal(degraded._mount(), E_JOURNAL_DEGRADED);
    assert.equal(open(nor)._put(1, "two"), E_JOURNAL_DEGRADED, "the same data is tried again");
    wear(2);
    wear(3);
    const journal = open(nor);
    assert.equal(journal._put(1, "three"), E_JOURNAL_WORN);
    for (let i = 0; i < 3; i++) assert.equal(journal._mount(), E_JOURNAL_WORN);
    assert.equal(journal._get(1), "two");
    assert.equal(journal._put(8, "three"), E_JOURNAL_WORN);
    assert.equal(journal._get(8), "");
    const rest = (text: string) => text.slice(text.indexOf("\n"));
    assert.equal(rest(contentOf(open(nor))), rest(content));
  });

  it("says that a page does not erase, and keeps what it had", () => {
    const nor = makeFlash(LINUX_AREA, 1);
    open(nor)._put(1, "secret");
    nor.unerasable.add(1);
    pageOf(nor, 1).fill(0xa5);
    const journal = open(nor);
    let status = 0;
    for (let i = 0; i < 100 && !status; i++) status = journal._put(2, `${i}`.padEnd(50, "."));
    assert.equal(status, E_JOURNAL_WORN);
    assert.equal(open(nor)._get(1), "secret");
  });

  it("uses no page that erases in part: the records left in it would pass for new ones", () => {
    const nor = makeFlash(LINUX_AREA, 1);
    const journal = open(nor);
    const put = (i: number) => journal._put(1 + (i % 3), `${i}`.padEnd(48, "."));
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
      open(nor)._put(1, "old");
      nor.cutAfter(3, seed);
      assert.throws(() => open(nor)._put(1, "cut"));
      nor.powerOn("ones");
      if (open(nor)._get(1) !== "old") continue;
      nor.unerasable.add(1);
      pageOf(nor, 1).fill(0);
      assert.equal(open(nor)._put(1, "last"), E_JOURNAL_DEGRADED);
      nor.powerOn("zeros");
      assert.equal(open(nor)._get(1), "last");
    }
  });

  it("writes no more to a page that was passed over, though its successor hides at the next boot", () => {
    let hidden = 0;
    for (let seed = 0; seed < 600; seed++) {
      const nor = makeFlash(LINUX_AREA, 2);
      open(nor)._put(1, "old");
      // The last word of a record is cut, in a bank that can't be made anew then.
      nor.cutAfter(5, seed % 40);
      assert.throws(() => open(nor)._put(1, "cut"));
      nor.unerasable.add(1);
      pageOf(nor, 1).fill(0);
      nor.powerOn("zeros");
      nor.cutAfter(11 + (seed % 4), seed);
      try {
        open(nor)._mount();
      } catch {
        hidden++;
      }
      nor.powerOn("ones");
      assert.equal(open(nor)._put(2, "last"), E_JOURNAL_DEGRADED);
      nor.powerOn("zeros");
      assert.equal(open(nor)._get(2), "last", `seed ${seed}`);
    }
    assert.ok(hidden > 200, `${hidden} cuts`);
  });
});
