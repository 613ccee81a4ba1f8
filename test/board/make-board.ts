// Simulated boards in virtual time, for the tests of this folder.

import { FlashFile } from "../../bench/board/flash.ts";
import { type SimOptions, SimBoard } from "../../bench/board/index.ts";
import { Storage } from "../../bench/board/storage.ts";
import { VirtualClock } from "../../bench/board/virtual-clock.ts";
import { CHIP } from "./linux.ts";

/** A chip in virtual time with these files in Storage, and what it says. */
export function makeBoard(files: Record<string, string>, options: Partial<SimOptions> = {}) {
  const board = options.board ?? CHIP;
  const flash = options.flash ?? FlashFile.inMemory(board);
  const storage = new Storage(flash, board);
  for (const [name, content] of Object.entries(files)) storage.write(name, content);
  const clock = new VirtualClock();
  const sim = new SimBoard({ flash, board, clock, seed: 1, ...options });
  const lines: string[] = [];
  const ends: string[] = [];
  sim.on("console", (line: string) => lines.push(line));
  sim.on("off", (reason: string) => ends.push(reason));
  return { sim, clock, flash, lines, ends };
}

/** What a chip prints that boots with this code, within a second. */
export function runCode(
  code: string,
  options: Partial<SimOptions> = {},
): { lines: string[]; ends: string[] } {
  const made = makeBoard({ ".bootcde": `echo(0);${code}` }, options);
  made.sim.boot();
  made.clock.advance(1000000);
  made.sim.close();
  return made;
}
