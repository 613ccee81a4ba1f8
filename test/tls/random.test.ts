// The random numbers of TLS from start to start: what is drawn never comes again as long as the board's random register
// or the counter in flash is alive; without either the device does not connect.
import assert from "node:assert/strict";
import { E_JOURNAL_FULL, E_RANDOM_COUNTER, E_RANDOM_LOST, E_RANDOM_REGISTER } from "../../lib/codes.ts";
import { RECORD_RANDOM, RECORD_SESSION, packFields } from "../../lib/flash/records.ts";
import { loadBoard } from "../../tools/build/index.ts";
import { ESP32_AREA, LINUX_AREA, open } from "../lib/flash/area.ts";
import { type Nor, numbers } from "../lib/flash/nor.ts";
import { ESP32_LIKE } from "../size/like.ts";
import {
  bundleRandom, Drawn, goodRegister, holds, keptIn, makeArea, printedByBoard, type Register, Start,
} from "./random-board.ts";

/** Registers that give words and no randomness. */
const DEAD: Record<string, () => Register> = {
  "stands at zeros": () => () => 0,
  "stands at ones": () => () => 0xffffffff,
  "stands at a word": () => () => 0x5a3c69f0,
  "goes to and fro between two words": () => {
    let at = 0;
    return () => (at++ & 1 ? 0xdeadbeef : 0x12345678);
  },
  "gives every other time its first word": () => {
    const read = numbers(3);
    let at = 0;
    return () => (at++ & 1 ? read() : 0x12345678);
  },
  "knows ten words": () => {
    const read = numbers(4);
    return () => read() % 10;
  },
};

function wear(nor: Nor): void {
  nor.worn = new Map();
  for (let at = 0; at < nor.bytes.length; at++) nor.worn.set(at, 0xff);
  for (const page of [0, 1]) nor.unerasable.add(page);
}

/** Starts again and again, and draws twice each time. */
function startOften(nor: Nor, times: number, drawn: Drawn, register?: (start: number) => Register): void {
  for (let start = 0; start < times; start++) {
    const board = new Start(nor, register?.(start));
    assert.equal(board.start(), 0);
    drawn.add(board.draw());
    drawn.add(board.draw());
  }
}

describe("random numbers of TLS", () => {
  before(bundleRandom);

  it("do not come again in 1,200 starts without a register", () => {
    const drawn = new Drawn();
    startOften(makeArea("seed"), 1200, drawn);
    assert.equal(drawn.repeats, 0);
    assert.equal(drawn.count, 2400);
  });

  for (const [how, register] of Object.entries(DEAD)) {
    it(`do not come again in 200 starts with a register that ${how}, of which each says 435`, () => {
      const nor = makeArea("seed");
      const drawn = new Drawn();
      for (let start = 0; start < 200; start++) {
        const board = new Start(nor, register());
        assert.equal(board.start(), 0);
        assert.equal(board.start(), 0);
        assert.deepEqual(board.codes, [E_RANDOM_REGISTER]);
        drawn.add(board.draw());
      }
      assert.equal(drawn.repeats, 0);
    });
  }

  it("take a register that lives without a word, and depend on it", () => {
    const draws = [1, 2].map((seed) => {
      const board = new Start(makeArea("seed"), goodRegister(seed));
      assert.equal(board.start(), 0);
      assert.deepEqual(board.codes, []);
      return board.draw();
    });
    assert.notEqual(draws[0], draws[1]);
  });

  it("depend on seed and clock", () => {
    const drawn = new Drawn();
    for (const seed of ["one", "two"]) {
      for (const timeSec of [1, 2]) {
        const board = new Start(makeArea(seed), undefined, timeSec);
        board.start();
        drawn.add(board.draw());
      }
    }
    assert.equal(drawn.count, 4);
  });

  it("of two boards with one flash image differ while their registers live", () => {
    const one = makeArea("seed");
    const other = one.copy();
    const drawn = new Drawn();
    startOften(one, 200, drawn, (start) => goodRegister(start));
    startOften(other, 200, drawn, (start) => goodRegister(1000 + start));
    assert.equal(drawn.repeats, 0);
  });

  it("do not come again when flash is put back from a backup, while the register lives", () => {
    const nor = makeArea("seed");
    const drawn = new Drawn();
    startOften(nor, 5, drawn, (start) => goodRegister(start));
    const backup = nor.copy();
    for (let round = 1; round < 100; round++) {
      startOften(backup.copy(), 3, drawn, (start) => goodRegister(10 * round + start));
    }
    assert.equal(drawn.repeats, 0);
  });

  it("come again when flash is put back from a backup, the register is dead and the clock is the same", () => {
    const nor = makeArea("seed");
    startOften(nor, 5, new Drawn());
    const drawn = new Drawn();
    startOften(nor.copy(), 3, drawn);
    startOften(nor.copy(), 3, drawn);
    assert.equal(drawn.repeats, 6);
  });

  it("leave nothing in flash of seeds and sessions that were superseded", () => {
    for (const area of [LINUX_AREA, ESP32_AREA]) {
      const nor = makeArea("seed", area);
      const random = numbers(5);
      const old: string[] = [];
      for (let start = 0; start < 150; start++) {
        const before = keptIn(nor);
        const board = new Start(nor, start % 3 ? goodRegister(start) : undefined);
        assert.equal(board.start(), 0);
        const session = random() % 5 ? board.draw().repeat(1 + (random() % 12)) : "";
        assert.equal(board.keepSession(session), 0);
        old.push(before.seed, before.session);
        const now = keptIn(nor);
        assert.equal(now.session, session);
        assert.notEqual(now.seed, before.seed);
        for (const secret of old) assert.ok(secret === session || !holds(nor, secret), `start ${start}`);
      }
    }
  });

  it("outlive a session that does not fit in a page, which is not stored", () => {
    const nor = makeArea("seed");
    const board = new Start(nor);
    assert.equal(board.start(), 0);
    assert.equal(board.keepSession("session"), 0);
    assert.equal(board.keepSession("s".repeat(1000)), E_JOURNAL_FULL);
    assert.equal(keptIn(nor).session, "session");
    assert.equal(new Start(nor).start(), 0);
  });

  describe("with a counter that does not stick", () => {
    it("are refused, with the register alive or not, and start when it sticks again", () => {
      for (const register of [undefined, goodRegister(1)]) {
        const nor = makeArea("seed");
        wear(nor);
        const board = new Start(nor, register);
        assert.equal(board.start(), E_RANDOM_COUNTER);
        assert.equal(board.start(), E_RANDOM_COUNTER, "at the next try too");
        nor.worn = new Map();
        nor.unerasable.clear();
        assert.equal(board.start(), 0);
      }
    });

    it("are refused or durable when single words are worn", () => {
      const seen = new Set<number>();
      const provisioned = "seed".padEnd(32, ".");
      for (let seed = 0; seed < 60; seed++) {
        const nor = makeArea("seed");
        const random = numbers(seed);
        // One word of each page, or all from some place on.
        for (const page of [0, 1]) {
          for (let at = random() % 128; at < nor.pageBytes; at += seed & 1 ? 4 : 1024) {
            nor.worn.set(page * nor.pageBytes + at, 0xff);
          }
        }
        const code = new Start(nor).start();
        seen.add(code);
        // Only what the next start finds was ever drawn from.
        assert.equal(keptIn(nor).seed === provisioned, code !== 0);
      }
      assert.deepEqual([...seen].sort(), [0, E_RANDOM_COUNTER]);
    });
  });

  describe("without a seed", () => {
    it("are refused where there is no register, or a dead one, and flash stays as it is", () => {
      for (const register of [undefined, () => 0]) {
        const nor = makeArea("seed");
        open(nor)._put(RECORD_RANDOM, "");
        const { ops } = nor;
        const board = new Start(nor, register);
        assert.equal(board.start(), E_RANDOM_LOST);
        assert.equal(open(nor)._get(RECORD_RANDOM), "");
        // What was in the record is zeros by now.
        assert.ok(nor.ops - ops <= 20);
      }
    });

    it("are made from the register alone, which is said, and leave a seed behind", () => {
      const nor = makeArea("seed");
      nor.bytes.fill(0);
      const board = new Start(nor, goodRegister(7));
      assert.equal(board.start(), 0);
      assert.deepEqual(board.codes, [E_RANDOM_LOST]);
      const drawn = new Drawn();
      drawn.add(board.draw());
      startOften(nor, 100, drawn);
      assert.equal(drawn.repeats, 0);
    });
  });

  it("with garbage in any byte of the area go on, or are refused, and never fall back to an older seed", () => {
    const nor = makeArea("seed");
    const drawn = new Drawn();
    for (let start = 0; start < 25; start++) {
      const board = new Start(nor);
      assert.equal(board.start(), 0);
      drawn.add(board.draw());
      board.keepSession(board.draw());
    }
    const { seed } = keptIn(nor);
    let lost = 0;
    const random = numbers(9);
    for (let at = 0; at < nor.bytes.length; at++) {
      const bad = nor.copy();
      bad.bytes[at]! ^= 1 + (random() % 255);
      const found = keptIn(bad).seed;
      assert.ok(found === seed || found === "", `byte ${at}`);
      const board = new Start(bad);
      const code = board.start();
      assert.equal(code, found ? 0 : E_RANDOM_LOST);
      if (!found) {
        lost++;
        assert.equal(new Start(bad, goodRegister(at)).start(), 0);
      } else {
        const after = new Drawn(drawn);
        after.add(board.draw());
        assert.equal(after.repeats, 0);
      }
    }
    assert.ok(lost > 20 && lost < 400, `${lost} bytes`);
  });

  for (const [name, board] of [["ESPRUINO", loadBoard("linux")], ["ESPRUINO32", ESP32_LIKE]] as const) {
    it(`are the same on the real interpreter from start to start, and cost it at most 30 JsVars, ${name}`, async function () {
      const interpreter = process.env[name];
      if (!interpreter) return this.skip();
      const provisioned = packFields(["seed".padEnd(32, "."), "\0\0\0\0"]);
      const lines = await printedByBoard(`
        const hex = (bytes) => {
          let text = "";
          for (let i = 0; i < bytes.length; i++) text += (256 + bytes.charCodeAt(i)).toString(16).substr(1);
          return text;
        };
        print(boot().keep(${RECORD_RANDOM}, ${JSON.stringify(provisioned)}));
        let kept = 0;
        for (let start = 0; start < 25; start++) {
          const board = boot();
          const before = process.memory().usage;
          print(board.startRandom(), hex(board.random(32)));
          kept = Math.max(kept, process.memory().usage - before);
          print(board.keep(${RECORD_SESSION}, "session " + board.random(64)));
        }
        print(kept);
      `, board.flash.journal, interpreter);
      const nor = makeArea("seed");
      const expected = ["0"];
      for (let start = 0; start < 25; start++) {
        const host = new Start(nor);
        expected.push(`${host.start()} ${Buffer.from(host.draw(), "latin1").toString("hex")}`);
        expected.push(`${host.keepSession("session")}`);
      }
      assert.deepEqual(lines.slice(0, -1), expected);
      assert.ok(Number(lines.at(-1)) <= 30, `${lines.at(-1)} JsVars`);
    });
  }
});
