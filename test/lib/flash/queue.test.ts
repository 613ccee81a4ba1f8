// The queue of readings on the flash model: in order, bounded, and over power cuts at any word. What was added and neither
// taken off nor given up is there; only what was under way at a cut may be missing, or come a second time.
import assert from "node:assert/strict";
import { E_QUEUE_WORN, E_TOO_LARGE } from "../../../lib/codes.ts";
import { openQueue } from "../../../lib/flash/queue.ts";
import { MOODS, crc } from "./area.ts";
import { Nor, PowerCut, numbers } from "./nor.ts";

const PAGES = 4;
const PAGE_BYTES = 256;

const makeNor = (): Nor => new Nor(0x310000, PAGE_BYTES, PAGES);
const open = (nor: Nor) => openQueue(nor, crc, nor.addr, nor.pageBytes, PAGES);
const all = (nor: Nor): string[] => open(nor)._peek(1e6);

describe("a queue in flash", () => {
  it("is empty at first", () => {
    const queue = open(makeNor());
    assert.deepEqual([queue._waiting, queue._dropped, queue._peek(100)], [0, 0, []]);
    queue._take();
    assert.equal(queue._waiting, 0);
  });

  it("gives back in order what was added, also after a restart, and any bytes", () => {
    const nor = makeNor();
    const values = ["one", "", "\0\xff\x80", "four4", "{}"];
    const queue = open(nor);
    for (const value of values) assert.equal(queue._add(value), 0);
    assert.deepEqual(queue._peek(1e6), values);
    assert.deepEqual(all(nor), values);
    assert.equal(open(nor)._waiting, values.length);
  });

  it("gives as many as fit, and one at least", () => {
    const queue = open(makeNor());
    for (const value of ["aaaa", "bbbb", "cccc"]) queue._add(value);
    assert.deepEqual(queue._peek(8), ["aaaa", "bbbb"]);
    assert.deepEqual(queue._peek(1), ["aaaa"]);
  });

  it("takes off what it has shown, and nothing else", () => {
    const nor = makeNor();
    const queue = open(nor);
    for (const value of ["a", "b", "c"]) queue._add(value);
    queue._peek(2);
    queue._add("d");
    queue._take();
    queue._take();
    assert.deepEqual([queue._peek(9), all(nor), queue._waiting], [["c", "d"], ["c", "d"], 2]);
    queue._take();
    assert.deepEqual([queue._peek(9), all(nor), queue._waiting], [[], [], 0]);
    queue._add("e");
    assert.deepEqual([queue._peek(9), all(nor)], [["e"], ["e"]]);
  });

  it("does not touch newer records when what it has shown was given up meanwhile", () => {
    const queue = open(makeNor());
    for (let i = 0; i < 10; i++) queue._add(`${i}`.padStart(20, "0"));
    queue._peek(1e6);
    for (let i = 10; i < 40; i++) queue._add(`${i}`.padStart(20, "0"));
    const before = queue._peek(1e6).length;
    queue._peek(1e6);
    for (let i = 40; i < 80; i++) queue._add(`${i}`.padStart(20, "0"));
    queue._take();
    assert.ok(before > 0 && queue._peek(1e6).includes("79".padStart(20, "0")));
    assert.equal(queue._waiting, queue._peek(1e6).length);
  });

  it("goes on in the same page after a restart: a board that sleeps between readings fills it", () => {
    const nor = makeNor();
    for (let i = 0; i < 8; i++) open(nor)._add(`${i}`);
    assert.equal(all(nor).length, 8);
    assert.ok([...nor.bytes.subarray(PAGE_BYTES)].every((byte) => byte === 255), "the other pages are untouched");
  });

  it("gives up the oldest page when it is full, and counts what waited there", () => {
    const nor = makeNor();
    const queue = open(nor);
    for (let i = 0; i < 200; i++) assert.equal(queue._add(`${i}`.padStart(10, "0")), 0);
    const left = queue._peek(1e6).map(Number);
    assert.equal(left.at(-1), 199);
    assert.deepEqual(left, left.map((_, at) => left[0]! + at));
    assert.equal(queue._dropped, left[0]);
    assert.equal(queue._waiting, left.length);
    const again = open(nor);
    assert.deepEqual([again._dropped, again._waiting], [queue._dropped, queue._waiting]);
  });

  it("counts nothing as given up that was taken off before", () => {
    const queue = open(makeNor());
    for (let i = 0; i < 300; i++) {
      queue._add(`${i}`);
      queue._peek(1);
      queue._take();
    }
    assert.deepEqual([queue._dropped, queue._waiting], [0, 0]);
  });

  it("refuses what is longer than a quarter of a page, and keeps what it has", () => {
    const queue = open(makeNor());
    queue._add("a");
    assert.equal(queue._add("x".repeat(PAGE_BYTES / 4)), E_TOO_LARGE);
    assert.deepEqual(queue._peek(9), ["a"]);
  });

  it("says so when no page holds what is written, and uses those that do", () => {
    const nor = makeNor();
    for (let at = 0; at < PAGE_BYTES; at++) nor.worn.set(at, 0xff);
    const queue = open(nor);
    assert.equal(queue._add("a"), 0);
    assert.deepEqual(all(nor), ["a"]);
    for (let at = 0; at < PAGE_BYTES * PAGES; at++) nor.worn.set(at, 0xff);
    assert.equal(queue._add("b"), E_QUEUE_WORN);
  });

  it("is empty, and works, whatever the pages hold before", () => {
    const random = numbers(7);
    for (let run = 0; run < 50; run++) {
      const nor = makeNor();
      for (let at = 0; at < nor.bytes.length; at++) nor.bytes[at] = random();
      assert.deepEqual(all(nor), []);
      const queue = open(nor);
      assert.equal(queue._add("a"), 0);
      assert.deepEqual(all(nor), ["a"]);
    }
  });

  it("loses nothing at a power cut but what was under way (400 lives)", () => {
    let cuts = 0;
    for (let seed = 0; seed < 400; seed++) cuts += live(makeNor(), seed);
    assert.ok(cuts > 2000, `${cuts} cuts`);
  });
});

/** Lives 30 boots with adds, takes and cuts; returns the number of cuts. */
function live(nor: Nor, seed: number): number {
  const random = numbers(seed + 1);
  /** What must be there, oldest first; and what was under way when power was lost: added, or taken off, which then may be
   *  there or not at every start. */
  let sure: string[] = [];
  let added = "";
  let taking: string[] = [];
  const unsure: string[] = [];
  const isSure = (each: string): boolean => !unsure.includes(each);
  let next = 0;
  let dropped = 0;
  let cuts = 0;
  for (let boot = 0; boot < 30; boot++) {
    nor.powerOn(MOODS[random() % 3]!);
    try {
      const queue = open(nor);
      let found = queue._peek(1e6);
      if (found.at(-1) === added && added) sure.push(added);
      unsure.push(added);
      const wanted = sure.filter(isSure);
      const kept = found.filter(isSure);
      const gone = wanted.length - kept.length;
      // The oldest may have been given up for one that was under way.
      assert.ok(gone === 0 || queue._dropped > dropped, `seed ${seed}, boot ${boot}: lost ${wanted.slice(0, gone)}`);
      assert.deepEqual(kept, wanted.slice(gone), `seed ${seed}, boot ${boot}`);
      dropped = queue._dropped;
      sure = found;
      added = "";
      nor.cutAfter(1 + (random() % 25), random());
      for (let step = random() % 6; step > 0; step--) {
        if (random() % 3) {
          added = `${next++}:`.padEnd(random() % 40, "+");
          assert.equal(queue._add(added), 0);
          sure.push(added);
          added = "";
          sure = sure.slice(queue._dropped - dropped);
          dropped = queue._dropped;
        } else {
          taking = queue._peek(random() % 60);
          queue._take();
          sure = sure.filter((each) => !taking.includes(each));
          taking = [];
        }
        found = queue._peek(1e6);
        assert.deepEqual(found.filter(isSure), sure.filter(isSure), `seed ${seed}, boot ${boot}`);
      }
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
      cuts++;
      unsure.push(...taking.splice(0));
    }
  }
  return cuts;
}
