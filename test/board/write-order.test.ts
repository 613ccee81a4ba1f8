import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FlashFile } from "../../bench/board/flash.ts";
import { Storage } from "../../bench/board/storage.ts";
import { LINUX } from "./linux.ts";

/** One change of the flash file: where it begins and how many bytes are written. */
type Change = [offset: number, lenBytes: number];

const SETUP = Array.from({ length: 40 }, (_, n) => [`f${n}`, 90 + ((n * 211) % 900)] as const);
const ERASED = ["f0", "f3", "f4", "f11", "f30", "f39"];

/** What the interpreter writes to its flash file while it runs a script, by the system calls that strace saw. */
async function traceReal(dir: string, script: string): Promise<Change[]> {
  writeFileSync(join(dir, "script.js"), `${script};quit();`);
  const calls = "trace=openat,lseek,read,write,close";
  const child = spawn("strace", ["-f", "-o", "trace", "-e", calls, process.env.ESPRUINO!, "script.js"], {
    cwd: dir,
    stdio: ["pipe", "ignore", "ignore"],
  });
  await once(child, "close");
  return readTrace(readFileSync(join(dir, "trace"), "latin1"));
}

function readTrace(trace: string): Change[] {
  const offsets = new Map<string, number>();
  const changes: Change[] = [];
  for (const line of trace.split("\n")) {
    const call = /^\d+\s+(\w+)\((.*)\)\s+= (-?\d+)/.exec(line);
    if (!call) continue;
    const [, name, args, result] = call;
    const fd = name === "openat" ? result! : args!.split(",")[0]!;
    if (name === "openat" && args!.includes('"espruino.flash"')) offsets.set(fd, 0);
    const offset = offsets.get(fd);
    if (offset === undefined) continue;
    if (name === "lseek") offsets.set(fd, Number(result));
    if (name === "read") offsets.set(fd, offset + Number(result));
    if (name === "write") {
      changes.push([offset, Number(result)]);
      offsets.set(fd, offset + Number(result));
    }
    if (name === "close") offsets.delete(fd);
  }
  return changes;
}

/** What our Storage does to the flash, in the same terms. */
function traceOurs(flash: FlashFile, action: (storage: Storage) => void): Change[] {
  const { base, pageBytes } = flash.map;
  const changes: Change[] = [];
  const [write, erase] = [flash.write.bind(flash), flash.erase.bind(flash)];
  flash.write = (addr, bytes) => {
    if (bytes.length > 0) changes.push([addr - base, bytes.length]);
    write(addr, bytes);
  };
  flash.erase = (addr) => {
    changes.push([addr - base - ((addr - base) % pageBytes), pageBytes]);
    erase(addr);
  };
  action(new Storage(flash, LINUX));
  return changes;
}

describe("Storage writes in the interpreter's order", function () {
  this.timeout(60000);
  let dir = "";
  before(function () {
    if (!process.env.ESPRUINO || spawnSync("strace", ["true"]).status !== 0) this.skip();
  });
  beforeEach(() => (dir = mkdtempSync(join(tmpdir(), "linkino-order-"))));
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const compare = async (script: string, action: (storage: Storage) => void): Promise<Change[]> => {
    const flash = FlashFile.open(join(dir, "espruino.flash"), LINUX, { create: true });
    const storage = new Storage(flash, LINUX);
    for (const [name, lenBytes] of SETUP) storage.write(name, Buffer.alloc(lenBytes, name));
    for (const name of ERASED) storage.erase(name);
    const copy = FlashFile.inMemory(LINUX, flash.snapshot());
    flash.close();
    const theirs = await traceReal(dir, `var S=require("Storage");${script}`);
    const ours = traceOurs(copy, action);
    assert.deepEqual(ours, theirs);
    return ours;
  };

  it("when a file is overwritten", async () => {
    const changes = await compare('S.write("f7","x".repeat(332))', (storage) => {
      storage.write("f7", "x".repeat(332));
    });
    assert.deepEqual(changes.map(([, lenBytes]) => lenBytes), [4, 32, 332]);
  });

  it("when everything is compacted", async () => {
    const changes = await compare("S.compact()", (storage) => void storage.compact());
    assert.ok(changes.length > 40);
  });
});
