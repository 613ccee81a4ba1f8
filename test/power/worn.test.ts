// Flash that wears out, is full, or holds garbage, seen through the device's door: it says codes, it never restarts
// for ever nor storms the platform, and where a good copy exists it comes online.
import assert from "node:assert/strict";
import { FlashFile, type Worn } from "../../bench/board/flash.ts";
import { seededWords } from "../../bench/board/prng.ts";
import { Storage } from "../../bench/board/storage.ts";
import {
  E_BAD_SETTINGS, E_JOURNAL_DEGRADED, E_JOURNAL_WORN, E_NO_SECRET, E_NO_SETTINGS, E_SECRET_NOT_STORED, S_ONLINE, S_STORED,
} from "../../lib/codes.ts";
import {
  MARKS_PAGE, RECORD_CONSOLE, RECORD_IDENTITY, RECORD_PRODUCT, RECORD_SETTINGS, RECORD_UPDATE, RECORD_WIFI,
} from "../../lib/flash/records.ts";
import { SLOT_A } from "../../lib/flash/slot.ts";
import { BOARD, buildAll, putRecord } from "../firmware/images.ts";
import { goOnline } from "./phases.ts";
import { readKept } from "./records.ts";
import { type Life, type Scene, World } from "./world.ts";

const PAGE = BOARD.flash.journal.page;
const HALF_AN_HOUR_SEC = 1800;

describe("flash that is worn, full or garbage", function () {
  this.timeout(120000);
  let world: World;
  let blank: Scene;
  let settled: Scene;

  before(async () => {
    await buildAll();
    world = await World.make("register");
    blank = world.provisioned();
    const life = world.live(blank, goOnline(world));
    settled = { flash: life.board.flash, device: life.device };
  });
  after(() => world.close());

  const pageOf = (number: number): number => blank.flash.map.journalStart + number * PAGE;

  /** A scene with its flash spoilt. */
  function spoil({ flash, device }: Scene, how: (flash: FlashFile) => void): Scene {
    const spoilt = flash.fork();
    how(spoilt);
    return { flash: spoilt, device };
  }

  /** A scene whose pages from `number` on hold this. */
  function fill({ flash, device }: Scene, number: number, bytes: Buffer): Scene {
    const content = flash.snapshot();
    bytes.copy(content, number * PAGE);
    return { flash: FlashFile.inMemory(BOARD, content), device };
  }

  /** Half an hour of the device; it restarts once at most and keeps to the platform's five connects a minute. */
  function bear(scene: Scene): Life {
    const life = world.live(scene, () => {
      world.clock.advance(HALF_AN_HOUR_SEC * 1000000);
      const { busiestMinute } = world.platform;
      assert.ok(busiestMinute <= 5, `${busiestMinute} connects in a minute`);
    });
    const said = life.lines.slice(0, 60).join("\n");
    assert.ok(life.ends.length <= 2 && !life.ends.includes("crash"), `${life.ends}\n${said}`);
    assert.ok(!/uncaught|corrupt/i.test(said), said);
    assert.ok(life.codes.length > 0, "says something");
    return life;
  }

  const wears: [string, Partial<Worn>][] = [
    ["take no writes", { write: "none" }],
    ["take some of the bits of a write", { write: "some" }],
    ["do not erase", { erase: "none" }],
    ["erase some of their bits", { erase: "some" }],
  ];
  for (const [what, worn] of wears) {
    it(`comes online where the pages of one bank ${what}, and starts again`, () => {
      for (const bank of [0, 1]) {
        for (const scene of [blank, settled]) {
          const spoilt = spoil(scene, (flash) =>
            flash.wearOut({ addr: pageOf(bank * 2), lenBytes: 2 * PAGE, ...worn }));
          const first = bear(spoilt);
          assert.ok(first.codes.includes(S_ONLINE), first.lines.join("\n"));
          const again = bear({ flash: first.board.flash, device: first.device });
          assert.ok(again.logins.every((login) => login === "login"), again.logins.join(" "));
          assert.ok(again.codes.includes(S_ONLINE));
          assert.equal(readKept(again.board.flash).secret, again.device.deviceSecret);
        }
      }
    });

    it(`never activates a secret that it cannot store, where the pages of both banks ${what}`, () => {
      const life = bear(spoil(blank, (flash) => flash.wearOut({ addr: pageOf(0), lenBytes: 4 * PAGE, ...worn })));
      const stored = life.codes.includes(S_STORED);
      assert.equal(life.device.active, stored);
      if (stored) assert.equal(readKept(life.board.flash).secret, life.device.deviceSecret);
      else assert.ok(life.codes.includes(E_SECRET_NOT_STORED), life.lines.join("\n"));
    });

    it(`comes online where the page of the marks and the state of the slot ${what}`, () => {
      const state = new Storage(settled.flash, BOARD).find(SLOT_A)!.addr & ~(PAGE - 1);
      let scene = spoil(blank, (flash) => {
        flash.wearOut({ addr: pageOf(MARKS_PAGE), lenBytes: PAGE, ...worn });
        flash.wearOut({ addr: state, lenBytes: PAGE, ...worn });
      });
      for (let start = 0; start < 6; start++) {
        const life = bear(scene);
        assert.ok(life.codes.includes(S_ONLINE), life.lines.join("\n"));
        scene = { flash: life.board.flash, device: life.device };
      }
    });
  }

  it("comes online with its identity when any one page of the records holds anything", () => {
    for (let page = 0; page < 4; page++) {
      for (let seed = 0; seed < 6; seed++) {
        const words = seededWords(seed * 4 + page);
        const any = seed < 2 ? Buffer.alloc(PAGE, seed ? 0xff : 0) : Buffer.from(Array.from({ length: PAGE }, words));
        const life = bear(fill(settled, page, any));
        assert.ok(life.codes.includes(S_ONLINE), life.lines.join("\n"));
        assert.deepEqual(new Set(life.logins), new Set(["login"]));
      }
    }
  });

  it("says 308 when all pages of the records hold anything, and connects to nobody", () => {
    for (let seed = 0; seed < 6; seed++) {
      const words = seededWords(seed);
      const life = bear(fill(settled, 0, Buffer.from(Array.from({ length: 4 * PAGE }, words))));
      assert.equal(life.codes.at(-1), E_NO_SETTINGS);
      assert.equal(life.logins.length, 0);
    }
  });

  it("comes online whatever the page of the marks and those behind it hold", () => {
    for (let seed = 0; seed < 6; seed++) {
      const words = seededWords(seed);
      const life = bear(fill(settled, 4, Buffer.from(Array.from({ length: 12 * PAGE }, words))));
      assert.ok(life.codes.includes(S_ONLINE), life.lines.join("\n"));
      assert.deepEqual(new Set(life.logins), new Set(["login"]));
    }
  });

  const garbage = ["\0", "\xff\xff", "\0\x05ab", "\0\0\0\0\0", "\x7f\xff", "{}", "[".repeat(300), "\xff".repeat(900)];
  for (const [name, type] of Object.entries({
    RECORD_IDENTITY, RECORD_PRODUCT, RECORD_SETTINGS, RECORD_UPDATE, RECORD_WIFI, RECORD_CONSOLE,
  })) {
    it(`bears garbage in ${name} that is stored as a record should be`, () => {
      for (const data of garbage) {
        const life = bear(spoil(settled, (flash) => putRecord(flash, type, data)));
        const last = life.codes.filter((code) => code < 400 || code >= 550);
        if (type === RECORD_SETTINGS) assert.equal(life.codes.at(-1), E_BAD_SETTINGS);
        // Whatever is there may be the identity of a later version: it is never replaced by a new registration.
        else if (type === RECORD_IDENTITY) assert.ok(last.includes(E_NO_SECRET), life.lines.join("\n"));
        assert.ok(!life.logins.some((login) => /^reg/.test(login)), life.logins.join(" "));
      }
    });
  }

  it("says that the secret is not stored when the journal is full, and registers no more often than it may", () => {
    const full = spoil(blank, (flash) => {
      for (let type = 11; type <= 31; type++) {
        try {
          putRecord(flash, type, "x".repeat(type < 25 ? 230 : 40));
        } catch {
          // Full.
        }
      }
    });
    const life = bear(full);
    assert.ok(life.codes.includes(E_SECRET_NOT_STORED), life.lines.join("\n"));
    assert.ok(!life.device.active);
  });

  it("needs no room in Storage: a full one is neither written nor compacted", () => {
    const full = spoil(blank, (flash) => {
      const storage = new Storage(flash, BOARD);
      storage.write("big", Buffer.alloc(4, 1), 0, storage.getFree() - 40);
      storage.erase("big");
      storage.write("rest", Buffer.alloc(4, 1));
    });
    let scene = full;
    for (let start = 0; start < 3; start++) {
      const life = bear(scene);
      assert.ok(life.codes.includes(S_ONLINE));
      assert.ok(!/compact/i.test(life.lines.join("\n")));
      scene = { flash: life.board.flash, device: life.device };
    }
  });

  it("says codes of its own for one copy and for none", () => {
    const one = spoil(blank, (flash) => flash.wearOut({ addr: pageOf(0), lenBytes: 2 * PAGE, write: "none" }));
    assert.ok(bear(one).codes.includes(E_JOURNAL_DEGRADED));
    const none = spoil(blank, (flash) => flash.wearOut({ addr: pageOf(0), lenBytes: 4 * PAGE, write: "none" }));
    assert.ok(bear(none).codes.includes(E_JOURNAL_WORN));
  });
});
