// The boot loader: which image it starts, when it starts none, and what three failed starts come to.
import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import { crc32 } from "node:zlib";
import { Storage } from "../../bench/board/storage.ts";
import { E_BOOT_FILE, E_NO_BOARD, E_NO_IMAGE, E_SAFE_MODE, S_BOOT, S_ONLINE } from "../../lib/codes.ts";
import {
  BOARD_FILE, SLOT_A, SLOT_B, SLOT_HEADER_BYTES, packSlotHeader, unpackSlotHeader,
} from "../../lib/flash/slot.ts";
import { packWord } from "../../lib/flash/word.ts";
import { BOARD, buildAll, imageOf } from "./images.ts";
import { Rig, cleanUp } from "./rig.ts";

const crc = (bytes: string): number => crc32(Buffer.from(bytes, "latin1"));

/** A slot with an image that prints its own name, or with other code. */
function slot(version: number, code = `print("image ${version}")`): Buffer {
  const unsigned = { keyId: 0, signatureBytes: 0, signatureType: 0 };
  const fields = { flags: 0xffff, codeBytes: code.length, version, crc: crc(code), ...unsigned };
  return Buffer.from(packSlotHeader(fields, crc) + code, "latin1");
}

describe("the boot loader", () => {
  let rig: Rig;
  let storage: Storage;

  before(async function () {
    this.timeout(60000);
    await buildAll();
  });
  beforeEach(async () => {
    rig = await Rig.make();
    storage = new Storage(rig.board.flash, BOARD);
  });
  afterEach(cleanUp);

  const fill = (name: string, bytes: Buffer): void => {
    storage.erase(name);
    storage.write(name, bytes);
  };
  const images = (): string[] => rig.lines.filter((line) => line.startsWith("image "));

  it("turns telnet off before it asks for anything else", async () => {
    const { loader } = await imageOf();
    const asked: unknown[] = [];
    const require = (name: string): object => {
      asked.push(name);
      if (name !== "TelnetServer") throw new Error("enough");
      return { setOptions: (options: object) => asked.push({ ...options }) };
    };
    assert.throws(() => runInNewContext(loader.toString("latin1"), { require, global: {} }), /enough/);
    assert.deepEqual(asked.slice(0, 2), ["TelnetServer", { mode: "off" }]);
  });

  for (const name of [".boot0", ".boot1", ".boot2", ".boot3", ".bootPowerOn"]) {
    it(`says 480 and starts no image beside a ${name}`, () => {
      storage.write(name, "1");
      rig.boot().run(10);
      assert.deepEqual(rig.codes, [E_BOOT_FILE]);
    });
  }

  it("is not run where .bootrst takes its place, and no image starts", () => {
    storage.write(".bootrst", "1");
    rig.boot().run(10);
    assert.deepEqual(rig.codes, []);
  });

  it("says 487 and starts no image without the facts of the board", () => {
    storage.erase(BOARD_FILE);
    rig.boot().run(10);
    assert.deepEqual(rig.codes, [E_NO_BOARD]);
  });

  it("says 487 when the facts of the board are no JSON", () => {
    storage.erase(BOARD_FILE);
    storage.write(BOARD_FILE, "{journal");
    rig.boot().run(10);
    assert.deepEqual(rig.codes, [E_NO_BOARD]);
  });

  it("says 481 when both slots are empty", () => {
    storage.erase(SLOT_A);
    rig.boot().run(10);
    assert.deepEqual(rig.codes, [E_NO_IMAGE]);
  });

  it("says 481 when a bit of the code is wrong, at its start, in its middle and at its end", async () => {
    const whole = storage.read(SLOT_A)!.subarray(0, SLOT_HEADER_BYTES + (await imageOf()).image.length);
    for (const at of [SLOT_HEADER_BYTES, SLOT_HEADER_BYTES + 9000, whole.length - 1]) {
      const broken = Buffer.from(whole);
      broken[at]! ^= 1;
      fill(SLOT_A, broken);
      const before = rig.codes.length;
      rig.boot().run(10).board.powerOff();
      assert.deepEqual(rig.codes.slice(before), [E_NO_IMAGE]);
    }
  });

  it("says 481 when the code is cut short", async () => {
    fill(SLOT_A, storage.read(SLOT_A)!.subarray(0, (await imageOf()).image.length));
    rig.boot().run(10);
    assert.deepEqual(rig.codes, [E_NO_IMAGE]);
  });

  it("starts the image behind a header of the next version, which is longer", () => {
    const code = 'print("image of tomorrow")';
    const known = slot(7, code).toString("latin1");
    const head = `LKIM\x02\x40${known.slice(6, 28)}`;
    const rest = "\xff\xff\xff\xff".padEnd(32, "\x5a");
    fill(SLOT_A, Buffer.from(head + packWord(crc(head)) + rest + code, "latin1"));
    rig.boot().run(1);
    assert.deepEqual(images(), ["image of tomorrow"]);
  });

  it("starts the higher of two versions, in whichever slot it is", () => {
    for (const [a, b] of [[5, 6], [8, 7], [0x7fffffff, 0xfffffffe]] as const) {
      fill(SLOT_A, slot(a));
      fill(SLOT_B, slot(b));
      rig.boot().run(1).board.powerOff();
      assert.equal(images().at(-1), `image ${Math.max(a, b)}`);
    }
  });

  it("falls back to the lower version when the higher one is broken", () => {
    const broken = slot(9);
    broken[broken.length - 1]! ^= 1;
    fill(SLOT_A, slot(5));
    fill(SLOT_B, broken);
    rig.boot().run(1);
    assert.deepEqual(images(), ["image 5"]);
  });

  it("passes a rejected image over", () => {
    const rejected = slot(9);
    rejected[33] = 0;
    fill(SLOT_A, slot(5));
    fill(SLOT_B, rejected);
    rig.boot().run(1);
    assert.deepEqual(images(), ["image 5"]);
  });

  it("starts one of both images when power is lost at any word of filling the other slot", function () {
    this.timeout(10000);
    const update = slot(9, `print("image 9")//${"x".repeat(60)}`);
    storage.erase(SLOT_A);
    storage.write(SLOT_A, slot(5), 0, 1024);
    const words = Math.ceil(update.length / 4);
    for (let word = 1; word <= words + 1; word++) {
      storage.erase(SLOT_B);
      storage.write(SLOT_B, Buffer.alloc(4, 0xff), 0, 256);
      rig.board.flash.cutAt(word, { seed: word });
      try {
        storage.write(SLOT_B, update, 0, 256);
      } catch {
        // Power is off.
      }
      rig.board.flash.cutAt(Infinity);
      const before = images().length;
      rig.boot().run(0.1).board.powerOff();
      rig.board.flash.powerOn();
      assert.equal(images().length, before + 1, `word ${word}`);
      assert.match(images().at(-1)!, word > words ? /image 9/ : /image [59]/);
    }
  });

  describe("after starts that did not come online", () => {
    const fail = (): void => {
      const before = rig.count(S_ONLINE);
      rig.platform.road = "refused";
      rig.boot().run(20);
      assert.equal(rig.count(S_ONLINE), before);
      rig.board.powerOff();
      rig.platform.road = "open";
    };

    it("says 482 and leaves the app out, and the next start after coming online is a normal one", () => {
      // The first start of a new board ends by itself, to turn Bluetooth off: that one does not count.
      for (let start = 0; start < 3; start++) fail();
      assert.equal(rig.count(E_SAFE_MODE), 0);
      const apps = rig.lines.filter((line) => line === "APP main").length;
      assert.equal(apps, 3);
      rig.toCode(S_ONLINE).run(1);
      assert.equal(rig.count(E_SAFE_MODE), 1);
      assert.equal(rig.lines.filter((line) => line === "APP main").length, apps);
      rig.board.powerOff();
      rig.toCode(S_ONLINE).run(1);
      assert.equal(rig.count(E_SAFE_MODE), 1);
      assert.equal(rig.lines.filter((line) => line === "APP main").length, apps + 1);
    });

    it("stays in safe mode as long as nothing comes online", () => {
      for (let start = 0; start < 6; start++) fail();
      assert.equal(rig.count(E_SAFE_MODE), 3);
    });

    it("counts anew from each start that came online", () => {
      for (let round = 0; round < 3; round++) {
        rig.toCode(S_ONLINE).run(1).board.powerOff();
        for (let start = 0; start < 2; start++) fail();
      }
      assert.equal(rig.count(E_SAFE_MODE), 0);
    });

    it("takes the image that was online before, not the newer one that never was", async () => {
      rig.toCode(S_ONLINE).run(1).board.powerOff();
      const { image } = await imageOf();
      fill(SLOT_B, slot(9, image.toString("latin1").replaceAll("1.2.3", "1.2.4")));
      for (let start = 0; start < 3; start++) fail();
      const boots = rig.details(S_BOOT).length;
      assert.deepEqual(rig.details(S_BOOT).slice(-3), ["1.2.4", "1.2.4", "1.2.4"]);
      rig.toCode(S_ONLINE);
      assert.deepEqual(rig.details(S_BOOT).slice(boots), ["1.2.3"]);
    });
  });

  it("finds the slot marked in place after the image was online, at the address it had", () => {
    const addr = storage.find(SLOT_A)!.addr;
    rig.toCode(S_ONLINE).run(1).board.powerOff();
    const again = new Storage(rig.board.flash, BOARD);
    rig.board.flash.powerOn();
    assert.equal(again.find(SLOT_A)!.addr, addr);
    const header = unpackSlotHeader(again.read(SLOT_A, 0, SLOT_HEADER_BYTES)!.toString("latin1"), crc);
    assert.equal(header!.confirmed, true);
    assert.equal(header!.rejected, false);
    assert.equal(again.getStats().trashBytes, 0);
    rig.toCode(S_ONLINE);
  });
});
