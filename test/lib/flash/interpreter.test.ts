// The journal on the real interpreter (ESPRUINO=…): it runs there, is killed at any moment, and host and
// interpreter find what was put in each other's flash. The reason of a restart where hardly any memory is left
// (ESPRUINO32=…).

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import type { Journal } from "../../../lib/flash/journal.ts";
import { LINUX_AREA, makeFlash, open } from "./area.ts";

const JOURNAL_OFFSET = LINUX_AREA.addr - 0x10000000;

/** Runs a script until it has printed `lines` lines, kills it then, and resolves to all that it printed. */
function runAndKill(dir: string, lines: number, program = process.env.ESPRUINO!): Promise<string[]> {
  const child = spawn(program, ["writer.js"], { cwd: dir, stdio: ["pipe", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    const seen: string[] = [];
    let rest = "";
    child.stdout.setEncoding("latin1").on("data", (piece: string) => {
      const parts = (rest + piece).split(/\r?\n/);
      rest = parts.pop()!;
      // The prompt may stand before it.
      for (const line of parts) seen.push(...(line.match(/(mount|put|lost|reason|Uncaught).*/)?.slice(0, 1) ?? []));
      if (seen.length >= lines) child.kill("SIGKILL");
    });
    child.on("error", reject);
    child.on("close", (status, signal) => {
      if (signal === "SIGKILL") resolve(seen);
      else reject(new Error(`the interpreter ended with ${status ?? signal}: ${seen.slice(-3).join("; ")}`));
    });
  });
}

/** Puts the script of a module beside this one into the folder. */
async function bundleTo(dir: string, module: string): Promise<void> {
  const bundle = await build({
    entryPoints: [join(import.meta.dirname, module)],
    bundle: true,
    write: false,
    minify: true,
    format: "esm",
    target: "es2015",
    charset: "ascii",
    platform: "neutral",
    external: ["Flash", "Storage"],
    mangleProps: /^_/,
  });
  writeFileSync(join(dir, "writer.js"), bundle.outputFiles[0]!.text, "latin1");
}

/** The journal in the interpreter's flash file. */
function openFile(dir: string) {
  const nor = makeFlash(LINUX_AREA, 2);
  const file = readFileSync(join(dir, "espruino.flash"));
  nor.bytes.set(file.subarray(JOURNAL_OFFSET, JOURNAL_OFFSET + nor.bytes.length));
  return { nor, journal: open(nor) };
}

const numberIn = (journal: Journal) => Number(journal._get(1)!.split(".")[0]);

describe("journal on the real interpreter", () => {
  let dir: string;

  before(async function () {
    if (!process.env.ESPRUINO) return this.skip();
    dir = mkdtempSync(join(tmpdir(), "linkino-journal-"));
    await bundleTo(dir, "writer.ts");
  });

  after(() => {
    if (dir) rmSync(dir, { recursive: true, force: true });
  });

  it("loses no record when it is killed, and finds what was put before", async () => {
    let last = 0;
    for (let round = 0; round < 4; round++) {
      const lines = await runAndKill(dir, 40 + round * 33);
      const mounted = lines[0]!.split(" ");
      assert.deepEqual(mounted.slice(0, 2), ["mount", "0"]);
      const found = Number((mounted[2] ?? "").split(".")[0]);
      assert.ok(found >= last && found <= last + 50, `${found} after ${last}`);
      for (const line of lines.slice(1)) assert.match(line, /^put 0 /);
      last = Number(lines.at(-1)!.split(" ")[2]);
      const { journal } = openFile(dir);
      assert.equal(journal._mount(), 0);
      assert.ok(numberIn(journal) >= last && numberIn(journal) <= last + 50);
      last = numberIn(journal);
      assert.equal(journal._get(1), `${last}.\xff\0\x80${"s".repeat(last % 90)}`);
    }
  });

  it("goes on with what the host has put", async () => {
    const { nor, journal } = openFile(dir);
    assert.equal(journal._put(1, "100000.from the host"), 0);
    const file = readFileSync(join(dir, "espruino.flash"));
    file.set(nor.bytes, JOURNAL_OFFSET);
    writeFileSync(join(dir, "espruino.flash"), file);
    const lines = await runAndKill(dir, 3);
    assert.deepEqual(lines.slice(0, 2), ["mount 0 100000.from the host", "put 0 100001"]);
  });
});

describe("reason of a restart on the ESP32-like interpreter", () => {
  let dir: string;

  before(async function () {
    if (!process.env.ESPRUINO32) return this.skip();
    dir = mkdtempSync(join(tmpdir(), "linkino-reason-"));
    await bundleTo(dir, "reason-writer.ts");
  });

  after(() => {
    if (dir) rmSync(dir, { recursive: true, force: true });
  });

  it("is kept with 60 JsVars left", async () => {
    const lines = await runAndKill(dir, 1, process.env.ESPRUINO32);
    assert.match(lines[0]!, /^reason 484, (6\d) were left$/);
  });
});
