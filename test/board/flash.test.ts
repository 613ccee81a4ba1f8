import assert from "node:assert/strict";
import {
  existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, truncateSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FlashFile, PowerCut } from "../../bench/board/flash.ts";
import { E_DISK_FULL, E_FLASH_ACCESS, E_FLASH_MISSING, E_FLASH_SIZE, Failure } from "../../lib/codes.ts";
import { CHIP, LINUX } from "./linux.ts";

const START = 0x310000;
const PAGE = 4096;

describe("flash", () => {
  it("clears bits by writing and sets them only by erasing the whole page", () => {
    const flash = FlashFile.inMemory(CHIP);
    flash.write(START, Buffer.from([0xf0, 0x0f, 0xff]));
    flash.write(START, Buffer.from([0x3c, 0xff, 0x7e]));
    assert.deepEqual([...flash.read(START, 4)], [0x30, 0x0f, 0x7e, 0xff]);
    flash.write(START + PAGE, Buffer.from([1]));
    flash.erase(START + 77);
    assert.deepEqual([...flash.read(START, 4)], [0xff, 0xff, 0xff, 0xff]);
    assert.equal(flash.read(START + PAGE, 1)[0], 1);
  });

  it("counts every word touched and every page erased as one operation", () => {
    const flash = FlashFile.inMemory(CHIP);
    flash.write(START + 2, Buffer.alloc(8));
    assert.equal(flash.ops, 3);
    flash.erase(START);
    assert.equal(flash.ops, 4);
  });

  it("has no memory outside journal and Storage", () => {
    const flash = FlashFile.inMemory(CHIP);
    assert.throws(() => flash.read(START - 1, 1), RangeError);
    assert.throws(() => flash.write(0x3ffffe, Buffer.alloc(4)), RangeError);
    assert.throws(() => flash.erase(0x400000), RangeError);
  });

  it("is off from the cut on, until power is back", () => {
    const flash = FlashFile.inMemory(CHIP);
    flash.cutAt(2, { word: "none" });
    assert.throws(() => flash.write(START, Buffer.alloc(12)), PowerCut);
    assert.throws(() => flash.read(START, 1), PowerCut);
    assert.throws(() => flash.erase(START), PowerCut);
    flash.powerOn();
    assert.deepEqual([...flash.read(START, 12)], [0, 0, 0, 0, ...Array<number>(8).fill(0xff)]);
  });

  it("leaves any subset of the bits of a cut word, the same for the same seed", () => {
    const results = new Set<number>();
    for (let seed = 0; seed < 200; seed++) {
      const [a, b] = [0, 1].map(() => {
        const flash = FlashFile.inMemory(CHIP);
        flash.write(START, Buffer.from([0xff, 0xf0, 0xff, 0xff]));
        flash.cutAt(1, { seed, word: "some", marginal: false });
        assert.throws(() => flash.write(START, Buffer.from([0x0f, 0x0f, 0xff, 0x00])), PowerCut);
        flash.powerOn();
        return flash.read(START, 4).readUInt32LE(0);
      });
      assert.equal(a, b);
      // Bits that were 0 stay 0, and bits that were to stay 1 do.
      assert.equal(a! & 0x00000f00, 0);
      assert.equal(a! & 0x00ff000f, 0x00ff000f);
      results.add(a!);
    }
    assert.ok(results.size > 150);
  });

  it("cuts a word by a mask that the test chooses", () => {
    const flash = FlashFile.inMemory(CHIP);
    flash.cutAt(1, { word: 0x80000001 });
    assert.throws(() => flash.write(START, Buffer.alloc(4)), PowerCut);
    flash.powerOn();
    assert.equal(flash.read(START, 4).readUInt32LE(0), 0x7ffffffe);
  });

  it("leaves a cut erase untouched, in part, at zero, with any content, or done", () => {
    const old = Buffer.alloc(PAGE, 0x5a);
    const left = (page: "none" | "part" | "zeros" | "any" | "some" | "all"): Buffer => {
      const flash = FlashFile.inMemory(CHIP);
      flash.write(START, old);
      flash.cutAt(1, { page, seed: 7, marginal: false });
      assert.throws(() => flash.erase(START), PowerCut);
      flash.powerOn();
      return flash.read(START, PAGE);
    };
    assert.deepEqual(left("none"), old);
    assert.deepEqual(left("all"), Buffer.alloc(PAGE, 0xff));
    assert.deepEqual(left("zeros"), Buffer.alloc(PAGE));
    const part = left("part");
    const boundary = part.indexOf(0x5a);
    assert.ok(boundary > 0);
    assert.ok(part.subarray(0, boundary).every((byte) => byte === 0xff));
    assert.ok(part.subarray(boundary).every((byte) => byte === 0x5a));
    assert.ok(left("some").every((byte) => (byte & 0x5a) === 0x5a));
    assert.ok(new Set(left("any")).size > 200);
  });

  it("lets bits that a cut caught half-way read differently, until they are written to 0 or erased", () => {
    const flash = FlashFile.inMemory(CHIP);
    flash.cutAt(1, { seed: 3, word: "some" });
    assert.throws(() => flash.write(START, Buffer.alloc(4)), PowerCut);
    flash.powerOn();
    const readings = (): number =>
      new Set(Array.from({ length: 50 }, () => flash.read(START, 4).readUInt32LE(0))).size;
    assert.ok(readings() > 1);
    flash.write(START, Buffer.alloc(4, 0xff));
    assert.ok(readings() > 1);
    flash.write(START, Buffer.alloc(4));
    assert.equal(readings(), 1);
    assert.equal(flash.read(START, 4).readUInt32LE(0), 0);
    flash.erase(START);
    assert.equal(flash.read(START, 4).readUInt32LE(0), 0xffffffff);
  });

  describe("in a file", () => {
    let dir = "";
    beforeEach(() => (dir = mkdtempSync(join(tmpdir(), "linkino-flash-"))));
    afterEach(() => rmSync(dir, { recursive: true, force: true }));

    it("is as large as the board's areas, erased, and private", () => {
      const path = join(dir, "deeper", "espruino.flash");
      FlashFile.open(path, LINUX, { create: true }).close();
      assert.ok(readFileSync(path).equals(Buffer.alloc(262144, 0xff)));
      assert.equal(statSync(path).mode & 0o777, 0o600);
      const chip = join(dir, "chip.flash");
      FlashFile.open(chip, CHIP, { create: true }).close();
      assert.equal(statSync(chip).size, 0x400000 - 0x310000);
    });

    it("writes every change through, also the words before a cut", () => {
      const path = join(dir, "espruino.flash");
      const flash = FlashFile.open(path, LINUX, { create: true });
      flash.write(0x10000400, Buffer.from("abcd"));
      assert.equal(readFileSync(path).toString("latin1", 0x400, 0x404), "abcd");
      flash.cutAt(2, { word: "none" });
      assert.throws(() => flash.write(0x10000800, Buffer.from("efghijkl")), PowerCut);
      assert.ok(
        readFileSync(path).subarray(0x800, 0x808).equals(Buffer.from("efgh\xff\xff\xff\xff", "latin1")),
      );
      flash.powerOn();
      flash.erase(0x10000400);
      flash.close();
      const again = FlashFile.open(path, LINUX);
      assert.equal(again.read(0x10000400, 1)[0], 0xff);
      assert.equal(again.read(0x10000800, 4).toString(), "efgh");
      again.close();
    });

    it("refuses a missing file, a wrong size, and what is no file, each with its code", () => {
      const path = join(dir, "espruino.flash");
      const code = (expected: number) => (error: unknown) =>
        error instanceof Failure && error.code === expected;
      assert.throws(() => FlashFile.open(path, LINUX), code(E_FLASH_MISSING));
      FlashFile.open(path, LINUX, { create: true }).close();
      truncateSync(path, 1000);
      assert.throws(() => FlashFile.open(path, LINUX, { create: true }), code(E_FLASH_SIZE));
      assert.throws(() => FlashFile.open(dir, LINUX), code(E_FLASH_ACCESS));
      assert.throws(() => FlashFile.open(join(path, "x"), LINUX, { create: true }), code(E_FLASH_ACCESS));
    });

    it("says that the disk is full and leaves no half-made file behind", function () {
      // Writing to /dev/full fails as on a full disk; the link stands where the new file is made.
      if (!existsSync("/dev/full")) this.skip();
      const path = join(dir, "espruino.flash");
      symlinkSync("/dev/full", `${path}.new`);
      assert.throws(
        () => FlashFile.open(path, LINUX, { create: true }),
        (error) => error instanceof Failure && error.code === E_DISK_FULL,
      );
      assert.deepEqual(readdirSync(dir), []);
    });
  });
});
