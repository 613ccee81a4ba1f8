// Wiping: superseded records of the types with secrets become zeros in both pages, at whatever word power is lost; all
// else stays, and the journal reads on behind them.
import assert from "node:assert/strict";
import { E_JOURNAL_WORN } from "../../../lib/codes.ts";
import type { Journal } from "../../../lib/flash/journal.ts";
import {
  RECORD_COMMANDS, RECORD_RANDOM, RECORD_SESSION, RECORD_TIME,
} from "../../../lib/flash/records.ts";
import { wipe } from "../../../lib/flash/wipe.ts";
import { contentOf, ESP32_AREA, LINUX_AREA, makeFlash, MOODS, open, openBank, pageOf } from "./area.ts";
import { type Nor, numbers, PowerCut } from "./nor.ts";

const TYPES = [RECORD_SESSION, RECORD_RANDOM, RECORD_COMMANDS, RECORD_TIME];

/** One use of the area, as the firmware does it. */
function use(nor: Nor, act: (journal: Journal) => void): void {
  const journal = open(nor);
  journal._mount();
  act(journal);
  wipe(nor, journal, nor.addr, nor.pageBytes);
}

/** Puts in a fixed order, no two of which have bytes in common; now and then one removes. */
function putsOf(count: number, maxBytes: number): { type: number; data: string }[] {
  const random = numbers(count);
  return Array.from({ length: count }, (_, i) => {
    const bytes = Array.from({ length: 8 + (random() % maxBytes) }, () => random() & 255);
    const type = TYPES[random() % 4]!;
    return { type, data: i > 4 && random() % 9 === 0 ? "" : String.fromCharCode(...bytes) };
  });
}

function holds(nor: Nor, secret: string): boolean {
  return Buffer.from(nor.bytes).toString("latin1").includes(secret.substr(0, 8));
}

const isSecret = (type: number): boolean => type === RECORD_SESSION || type === RECORD_RANDOM;

describe("wiping", () => {
  for (const [area, count, maxBytes] of [[LINUX_AREA, 120, 150], [ESP32_AREA, 200, 600]] as const) {
    it(`leaves what is stored, and nothing of secrets that are not (${area.name})`, () => {
      const nor = makeFlash(area, 1);
      const current = new Map<number, string>();
      const old: string[] = [];
      for (const { type, data } of putsOf(count, maxBytes)) {
        use(nor, (journal) => assert.equal(journal._put(type, data), 0));
        if (isSecret(type) && current.get(type)) old.push(current.get(type)!);
        current.set(type, data);
        const journal = open(nor);
        for (const each of TYPES) assert.equal(journal._get(each), current.get(each) ?? "");
        for (const secret of old) assert.ok(!holds(nor, secret));
      }
      assert.ok(old.length > 30);
    });
  }

  it("writes nothing where all is wiped", () => {
    const nor = makeFlash(LINUX_AREA, 1);
    for (const { type, data } of putsOf(40, 150)) use(nor, (journal) => journal._put(type, data));
    const { ops } = nor;
    use(nor, () => undefined);
    assert.equal(nor.ops, ops);
  });

  it("is finished at the next use, and costs no record, wherever power is lost, and once more", () => {
    let nor = makeFlash(LINUX_AREA, 1);
    let cuts = 0;
    for (const [number, { type, data }] of putsOf(80, 100).entries()) {
      const before = contentOf(open(nor));
      const superseded = isSecret(type) ? open(nor)._get(type) : "";
      const whole = nor.copy();
      use(whole, (journal) => journal._put(type, data));
      const after = contentOf(open(whole));
      for (let n = 1; n <= whole.ops; n++) {
        const seed = n * 7919 + number;
        const left = nor.copy();
        const lose = (at: number, act: (journal: Journal) => void): void => {
          left.cutAfter(at, seed);
          try {
            use(left, act);
          } catch (error) {
            if (!(error instanceof PowerCut)) throw error;
          }
        };
        lose(n, (journal) => journal._put(type, data));
        left.powerOn(MOODS[seed % 3]!);
        if (seed & 1) lose(1 + (seed % 9), () => undefined);
        left.powerOn(MOODS[(seed >> 1) % 3]!);
        let content = "";
        use(left, (journal) => (content = contentOf(journal)));
        assert.ok(content === before || content === after, `put ${number}, operation ${n}`);
        left.powerOn(MOODS[(seed >> 2) % 3]!);
        assert.equal(contentOf(open(left)), content);
        if (superseded && content === after && before !== after) assert.ok(!holds(left, superseded));
        cuts++;
      }
      nor = whole;
    }
    assert.ok(cuts > 1500, `${cuts} cuts`);
  });

  it("leaves the old where the new can't be made durable", () => {
    const nor = makeFlash(LINUX_AREA, 1);
    assert.equal(open(nor)._put(RECORD_SESSION, "session of old"), 0);
    const whole = nor.copy();
    open(whole)._put(RECORD_SESSION, "a newer one");
    // Power was lost before the state word; now there is no other page to go to.
    nor.cutAfter(whole.ops - 1, 1);
    assert.throws(() => open(nor)._put(RECORD_SESSION, "a newer one"), PowerCut);
    nor.powerOn("ones");
    nor.unerasable.add(1);
    pageOf(nor, 1).fill(0xa5);
    const journal = open(nor);
    assert.equal(journal._get(RECORD_SESSION), "a newer one");
    assert.equal(journal._mount(), E_JOURNAL_WORN);
    wipe(nor, journal, nor.addr, nor.pageBytes);
    assert.ok(holds(nor, "session of old"));
  });

  it("goes no further than its pages, whatever garbage says of lengths", () => {
    for (let seed = 0; seed < 300; seed++) {
      const nor = makeFlash(LINUX_AREA, 2);
      const random = numbers(seed);
      assert.equal(openBank(nor, 0)._put(RECORD_SESSION, "session"), 0);
      for (let at = nor.pageBytes; at < nor.bytes.length; at += 4) {
        const head = ((6 + (random() & 1)) << 24) | (1 << 16) | random() % 1500;
        const word = random() & 1 ? head : random();
        for (let i = 0; i < 4; i++) nor.bytes[at + i] = word >>> (24 - 8 * i);
      }
      const before = nor.bytes.slice();
      wipe(nor, openBank(nor, 0), nor.addr, nor.pageBytes);
      assert.deepEqual(nor.bytes.slice(2 * nor.pageBytes), before.slice(2 * nor.pageBytes));
      assert.equal(openBank(nor, 0)._get(RECORD_SESSION), "session");
    }
  });
});
