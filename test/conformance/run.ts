// Runs one script on a board, simulated or real, and gives back what it printed. Both boot it from flash as
// `.bootcde`, after it went through the build; only the real one needs its time, the simulated one has a
// virtual clock.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import vm from "node:vm";
import { FlashFile } from "../../bench/board/flash.ts";
import { FLASH_NAME, SimBoard } from "../../bench/board/index.ts";
import { Storage } from "../../bench/board/storage.ts";
import { VirtualClock } from "../../bench/board/virtual-clock.ts";
import { RealBoard } from "../../bench/interpreter.ts";
import type { Build } from "./boards.ts";

const END = "--end--";
const LIMIT_MS = 20000;

/** A script ready to run. */
export interface Program {
  code: string;
  /** How long it runs, in milliseconds of the board. */
  runMs: number;
  /** True when it talks to a peer: the simulated board then runs in real time, too. */
  usesNetwork: boolean;
  /** True when it must not run in place from flash. */
  runsFromMemory?: boolean;
}

/** Puts the boot files: no prompt, the script, and a last line when it says `done()` or its time is over. */
function store(storage: Storage, { code, runMs, runsFromMemory }: Program): void {
  const end = `function done(){print("${END}")}echo(0);E.on("init",function(){setTimeout(done,${runMs})});`;
  const [first, second] = [end, code].map((text) => Buffer.from(text, "latin1"));
  const whole = Buffer.concat([first!, second!]).toString("base64");
  if (runsFromMemory) storage.write(".bootcde", Buffer.from(`eval(atob("${whole}"))`));
  else {
    storage.write(".boot0", first!);
    storage.write(".bootcde", second!);
  }
}

/** What the simulated board prints. */
export async function runSimulated(program: Program, { facts }: Build): Promise<string[]> {
  const flash = FlashFile.inMemory(facts);
  store(new Storage(flash, facts), program);
  const clock = program.usesNetwork ? undefined : new VirtualClock();
  const board = new SimBoard({ flash, board: facts, clock });
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
export async function runReal(program: Program, { facts, interpreter, env }: Build): Promise<string[]> {
  const dir = mkdtempSync(join(tmpdir(), "linkino-conformance-"));
  try {
    const flash = FlashFile.open(join(dir, FLASH_NAME), facts, { create: true });
    store(new Storage(flash, facts), program);
    flash.close();
    const board = new RealBoard({ dir, board: facts, interpreter, env });
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

/** What Node prints, in strict mode as modules are; the timers and promises of the script run to their end. */
export async function runOnNode(source: string): Promise<string[]> {
  const lines: string[] = [];
  const timers = new Set<unknown>();
  const print = (...values: unknown[]): void => void lines.push(...values.map(String).join(" ").split("\n"));
  const start = (callback: (...args: unknown[]) => void, ms: number, ...args: unknown[]): NodeJS.Timeout => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      callback(...args);
    }, ms);
    timers.add(timer);
    return timer;
  };
  const clear = (timer: NodeJS.Timeout | undefined): void => {
    timers.delete(timer);
    clearTimeout(timer);
  };
  const names = { print, setTimeout: start, clearTimeout: clear, clearInterval: clear };
  vm.runInNewContext(`"use strict";${source}`, names);
  do await new Promise((done) => setTimeout(done, 1));
  while (timers.size > 0);
  return lines;
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
  // A build with assertions says a lot more when one fails.
  const failed = lines.findIndex((line) => line.startsWith("ASSERT("));
  const told = failed < 0 ? lines : [...lines.slice(0, failed), "(assertion failed)", ...lines.slice(-1)];
  return told.filter((line, at) => !/^ {4}at /.test(line) && !isCaret(line) && !isCaret(told[at + 1]));
}
