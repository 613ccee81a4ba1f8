// The table of costs, measured twice: as the simulated board counts, and on the interpreter (ESPRUINO32) that
// it stands for.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FlashFile } from "../../bench/board/flash.ts";
import { FLASH_NAME } from "../../bench/board/index.ts";
import { Storage } from "../../bench/board/storage.ts";
import { RealBoard } from "../../bench/interpreter.ts";
import { makeBoard } from "./make-board.ts";
import { CASES, WARM_UP } from "./memory-cases.ts";
import { ESP32_LIKE } from "./memory-programs.ts";

/** A program that runs every case from a file of its own and prints what the memory in use grew by. */
function measuring(): Record<string, string> {
  const codes = ["0", ...CASES.map(([, code]) => code)];
  const steps = codes.map((_, at) => `u=m();eval(S.read("c${at}"));r.push(m()-u);`);
  const begin = `echo(0);var S=require("Storage"),m=function(){return process.memory().usage},u=0,r=[],l2=0;`;
  const end = `print("COSTS "+r.map(function(v){return v-r[0]}).slice(1).join());`;
  const files = Object.fromEntries(codes.map((code, at) => [`c${at}`, code]));
  return { ".bootcde": `${begin}${WARM_UP}${steps.join("")}${end}`, ...files };
}

function compare(line: string | undefined): void {
  const measured = line?.split(" ")[1]!.split(",").map(Number);
  const named = (costs: readonly number[]): string[] =>
    CASES.map(([what, code], at) => `${costs[at]} ${what}: ${code}`);
  assert.deepEqual(named(measured ?? []), named(CASES.map(([, , cost]) => cost)));
}

const isCosts = (line: string): boolean => line.startsWith("COSTS ");

describe("what things cost in JsVars", () => {
  it("is what the simulated board counts", () => {
    const { sim, clock, lines } = makeBoard(measuring(), { board: ESP32_LIKE });
    sim.boot();
    clock.advance(1000000);
    sim.close();
    compare(lines.find(isCosts));
  });

  it("is what the interpreter with the ESP32's formats needs", async function () {
    if (!process.env.ESPRUINO32) return this.skip();
    const dir = mkdtempSync(join(tmpdir(), "linkino-costs-"));
    const flash = FlashFile.open(join(dir, FLASH_NAME), ESP32_LIKE, { create: true });
    const storage = new Storage(flash, ESP32_LIKE);
    for (const [name, content] of Object.entries(measuring())) storage.write(name, content);
    flash.close();
    const board = new RealBoard({ dir, board: ESP32_LIKE, interpreter: process.env.ESPRUINO32 });
    try {
      const line = await new Promise<string>((resolve) => {
        board.on("console", (each: string) => isCosts(each) && resolve(each));
        board.on("off", resolve);
        board.boot();
      });
      compare(line);
    } finally {
      board.close();
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
