// Says once in a life when a program would no longer fit into the board's memory. Counting takes time, so it
// is done where memory grows: when the boot files have run, when twice as much data as ever before has come in
// one go (then at the deepest call that works on it), and as often as the number of idle passes doubles.

import { E_SIM_MEMORY } from "../../lib/codes.ts";
import { isLinux } from "./facts.ts";
import type { Machine } from "./machine.ts";
import { estimateMemory } from "./memory.ts";

/** From so many bytes in one go on, data is worth a count. */
const BURST_BYTES = 1024;
const FIRST_PASS = 64;

/** The watch of one boot. */
export class MemoryWatch {
  private readonly machine: Machine;
  private readonly limit: number;
  private burst = 0;
  private enough = BURST_BYTES;
  private passes = 0;
  private nextPass = FIRST_PASS;
  private hasSaid = false;

  constructor(machine: Machine) {
    const { facts } = machine.hardware;
    this.machine = machine;
    // The build for a PC takes more memory from the system when it needs it.
    const grows = isLinux(facts) && facts.jsVarBytes !== 14;
    this.limit = grows ? Infinity : (facts.jsVars ?? Infinity);
  }

  /** Counts, and complains if that is too much. */
  check(): void {
    if (this.hasSaid || this.limit === Infinity) return;
    const { used } = estimateMemory(this.machine);
    if (used <= this.limit) return;
    this.hasSaid = true;
    this.machine.print(`LK ${E_SIM_MEMORY} ${used} of ${this.limit}\n`);
  }

  /** Runs what is done with data that a socket got. */
  receive<T>(bytes: number, work: () => T): T {
    this.burst += bytes;
    if (this.hasSaid || this.limit === Infinity || this.burst < this.enough) return work();
    this.machine.frames.onDeeper = () => this.check();
    try {
      return work();
    } finally {
      this.machine.frames.onDeeper = undefined;
    }
  }

  /** A pass of the idle loop is over; `isQuiet` when nothing was to do in it. */
  pass(isQuiet: boolean): void {
    if (isQuiet) {
      while (this.enough <= this.burst) this.enough *= 2;
      this.burst = 0;
    }
    if (++this.passes < this.nextPass) return;
    this.nextPass *= 2;
    this.check();
  }
}
