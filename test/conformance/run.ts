// Runs one script on a board, simulated or real, and gives back what it printed. Both boot it from flash as
// `.bootcde`, after it went through the build; only the real one needs its time, the simulated one has a
// virtual clock.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BoardFacts } from "../../bench/board/facts.ts";
import { FlashFile } from "../../bench/board/flash.ts";
import { FLASH_NAME, SimBoard } from "../../bench/board/index.ts";
import { Storage } from "../../bench/board/storage.ts";
import { VirtualClock } from "../../bench/board/virtual-clock.ts";
import { RealBoard } from "../../bench/interpreter.ts";

export const LINUX_BOARD = JSON.parse(
  readFileSync(new URL("../../boards/linux.json", import.meta.url), "utf8"),
) as BoardFacts;

const END = "--end--";
const LIMIT_MS = 20000;

/** A script ready to run. */
export interface Program {
  code: string;
  /** How long it runs, in milliseconds of the board. */
  runMs: number;
  /** True when it talks to a peer: the simulated board then runs in real time, too. */
  usesNetwork: boolean;
}

/** Code that boots: no prompt, the script, and a last line when it says `done()` or its time is over. */
function bootCode({ code, runMs }: Program): Buffer {
  const done = `function done(){print("${END}")}`;
  return Buffer.from(`echo(0);${done};${code}\nsetTimeout(done,${runMs});`, "latin1");
}

/** What the simulated board prints. */
export async function runSimulated(program: Program): Promise<string[]> {
  const flash = FlashFile.inMemory(LINUX_BOARD);
  new Storage(flash, LINUX_BOARD).write(".bootcde", bootCode(program));
  const clock = program.usesNetwork ? undefined : new VirtualClock();
  const board = new SimBoard({ flash, board: LINUX_BOARD, clock });
  try {
    const lines = collect(board);
    board.boot();
    clock?.advance((program.runMs + 100) * 1000);
    return await lines;
  } finally {
    board.close();
  }
}

/** What the real interpreter prints. */
export async function runReal(program: Program): Promise<string[]> {
  const dir = mkdtempSync(join(tmpdir(), "linkino-conformance-"));
  try {
    const flash = FlashFile.open(join(dir, FLASH_NAME), LINUX_BOARD, { create: true });
    new Storage(flash, LINUX_BOARD).write(".bootcde", bootCode(program));
    flash.close();
    const board = new RealBoard({ dir, board: LINUX_BOARD });
    const lines = collect(board);
    board.boot();
    try {
      return await lines;
    } finally {
      board.close();
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The lines up to the end mark; a board that goes off before is part of the answer. */
function collect(board: SimBoard | RealBoard): Promise<string[]> {
  const lines: string[] = [];
  return new Promise((resolve) => {
    const finish = (last?: string): void => {
      clearTimeout(timer);
      resolve(withoutStacks(last === undefined ? lines : [...lines, last]));
    };
    const timer = setTimeout(() => finish("(no end)"), LIMIT_MS);
    board.on("console", (line: string) => (line === END ? finish() : lines.push(line)));
    board.on("off", (reason: string) => finish(`(off: ${reason})`));
  });
}

/** Stack traces name places of the code in ways that can't be the same; what was thrown stays. */
function withoutStacks(lines: string[]): string[] {
  const isCaret = (line: string | undefined): boolean => line !== undefined && /^ *\^$/.test(line);
  return lines.filter(
    (line, at) => !/^ {4}at /.test(line) && !isCaret(line) && !(line === "" && isCaret(lines[at + 1])),
  );
}
