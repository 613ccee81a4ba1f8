import assert from "node:assert/strict";
import { FlashFile, PowerCut } from "../../bench/board/flash.ts";
import {
  appendFile, eraseFile, fileLength, openFile, readFile, readLine,
} from "../../bench/board/storage-file.ts";
import { Storage, StorageError } from "../../bench/board/storage.ts";
import { CHIP, LINUX } from "./linux.ts";

describe("Storage", () => {
  let flash: FlashFile;
  let storage: Storage;
  const reopen = (): Storage => {
    flash.powerOn();
    storage = new Storage(flash, CHIP);
    return storage;
  };
  beforeEach(() => {
    flash = FlashFile.inMemory(CHIP);
    storage = new Storage(flash, CHIP);
  });

  it("reads back what was written, whole or in part", () => {
    storage.write("a", "hello");
    storage.write("b", Buffer.from([0, 255, 1]));
    assert.equal(storage.read("a")?.toString(), "hello");
    assert.deepEqual([...storage.read("b")!], [0, 255, 1]);
    assert.equal(storage.read("a", 1, 3)?.toString(), "ell");
    assert.equal(storage.read("a", 9)?.toString(), "");
    assert.equal(storage.read("c"), undefined);
    assert.deepEqual(storage.list(), ["a", "b"]);
  });

  it("writes nothing when the content is the same, and destroys the old file first when it is not", () => {
    storage.write("a", "12345678");
    const { ops } = flash;
    storage.write("a", "12345678");
    assert.equal(flash.ops, ops);
    flash.cutAt(2, { word: "none" });
    assert.throws(() => storage.write("a", "87654321"), PowerCut);
    assert.equal(reopen().read("a"), undefined);
  });

  it("leaves the states that were measured on the interpreter when an overwrite of 64 bytes is cut", () => {
    const states = new Map<string, number>();
    for (let n = 1; n <= 26; n++) {
      flash = FlashFile.inMemory(CHIP);
      reopen().write("a", Buffer.alloc(64, 1));
      flash.cutAt(n, { word: "none" });
      try {
        storage.write("a", Buffer.alloc(64, 2));
      } catch (error) {
        assert.ok(error instanceof PowerCut);
      }
      assert.ok(reopen().checkAtBoot());
      const left = storage.read("a");
      const unset = left?.filter((byte) => byte === 0xff).length ?? 0;
      const state = !left
        ? "missing"
        : unset === 64
          ? "blank"
          : unset
            ? "partly"
            : left[0] === 1
              ? "old"
              : "new";
      states.set(state, (states.get(state) ?? 0) + 1);
    }
    assert.deepEqual(Object.fromEntries(states), { old: 1, missing: 8, blank: 1, partly: 15, new: 1 });
  });

  it("fills a reserved file in place and refuses to write over what is written", () => {
    storage.write("a", "head", 0, 16);
    const { ops } = flash;
    storage.write("a", "tail", 12);
    assert.equal(flash.ops, ops + 1);
    assert.equal(storage.read("a")?.toString("latin1"), "head\xff\xff\xff\xff\xff\xff\xff\xfftail");
    assert.throws(() => storage.write("a", "x", 2), /^Error: File already written with different data$/);
    assert.throws(() => storage.write("a", "too long", 12), /Too much data for file size/);
    assert.throws(() => storage.write("b", "x", 4), /Unable to find or create file/);
    assert.throws(() => storage.write("b", ""), StorageError);
  });

  it("cuts names at 28 bytes and ignores a drive letter", () => {
    storage.write("n".repeat(40), "x");
    assert.deepEqual(storage.list(), ["n".repeat(28)]);
    storage.write("C:file", "y");
    assert.equal(storage.read("file")?.toString(), "y");
  });

  it("compacts by itself when there is no room, and refuses what can't fit", () => {
    const half = Buffer.alloc(400000, 0x55);
    storage.write("keep", "kept");
    storage.write("a", half);
    storage.write("b", half);
    storage.erase("a");
    const printed: string[] = [];
    storage.log = (text) => printed.push(text);
    storage.write("c", half);
    assert.equal(printed.join("").replace(/[\b/\\|-]/g, ""), "Compacting... \n");
    assert.deepEqual(storage.list(), ["keep", "b", "c"]);
    assert.ok(storage.read("c")!.equals(half));
    assert.equal(storage.getStats().trashCount, 0);
    assert.throws(() => storage.write("d", half), /Unable to find or create file/);
  });

  it("loses everything at the next boot when a compaction is cut, as the interpreter does", () => {
    storage.write("trash", Buffer.alloc(3000, 1));
    for (let n = 0; n < 8; n++) storage.write(`live${n}`, Buffer.alloc(1500, n));
    storage.erase("trash");
    const before = flash.snapshot();
    const results = { sound: 0, erased: 0 };
    for (let n = 1; ; n += 50) {
      flash = FlashFile.inMemory(CHIP, before);
      reopen();
      flash.cutAt(n, { word: "none", page: "none" });
      try {
        storage.compact();
        break;
      } catch (error) {
        assert.ok(error instanceof PowerCut);
      }
      if (reopen().checkAtBoot()) results.sound++;
      else {
        results.erased++;
        assert.deepEqual(storage.list(), []);
      }
    }
    assert.ok(results.erased > 10);
  });

  it("erases everything at boot when something other than files lies at its start", () => {
    flash.write(0x320000 + 5000, Buffer.from("x"));
    assert.equal(storage.checkAtBoot(), false);
    assert.equal(flash.read(0x320000 + 5000, 1)[0], 0xff);
    storage.write("a", "x");
    flash.write(0x320000 + 50000, Buffer.from("x"));
    assert.equal(storage.checkAtBoot(), true);
  });

  it("appends to a StorageFile over several pieces and reads it by line", () => {
    const file = openFile(storage, "log", "w");
    const lines = Array.from({ length: 300 }, (_, n) => `line ${n} ${"x".repeat(n % 40)}\n`);
    for (const line of lines) appendFile(storage, file, line);
    appendFile(storage, openFile(storage, "log", "a"), "last\n");
    assert.deepEqual(storage.list(), ["log\x01"]);
    assert.deepEqual(storage.list({ only: 64 }), ["log"]);
    const reading = openFile(storage, "log", "r");
    const read: string[] = [];
    for (let line = readLine(storage, reading); line !== undefined; line = readLine(storage, reading))
      read.push(line);
    assert.deepEqual(read, [...lines, "last\n"]);
    assert.equal(fileLength(storage, reading), read.join("").length);
    const again = openFile(storage, "log", "r");
    assert.equal(readFile(storage, again, 6), "line 0");
    assert.throws(() => appendFile(storage, again, "x"), /Can't write in this mode/);
    eraseFile(storage, again);
    assert.deepEqual(storage.list(), []);
  });

  it("writes a table of names after many deletions on the Linux build only", () => {
    for (const [board, expected] of [
      [LINUX, true],
      [CHIP, false],
    ] as const) {
      flash = FlashFile.inMemory(board);
      storage = new Storage(flash, board);
      storage.write("keep", "kept");
      for (let n = 0; n < 210; n++) storage.write("a", `${n}`);
      assert.equal(flash.snapshot().includes("[FILENAME_TABLE]"), expected);
      assert.equal(storage.read("a")?.toString(), "209");
    }
  });
});
