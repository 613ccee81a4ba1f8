// How many JsVars a running program would take on the board: everything that it can still reach, counted with
// the costs of memory-costs.ts. Code that runs from Storage stays in flash. What the estimate can't see is
// listed at MEMORY_ERROR_PERCENT.

import type { Machine } from "./machine.ts";
import { type Part, countParts } from "./memory-count.ts";

/**
 * How far an estimate is off at most: on twelve programs, six of which nothing was fitted to, loaded, idle
 * and with 4 kB in flight, against the interpreter with the ESP32's formats
 * (test/board/memory-programs.test.ts). Not counted: numbers that the interpreter keeps as fractions although
 * they are whole, temporary results within an expression, equal long texts that were made twice, arguments
 * that were bound; short texts that are shared are counted twice. The native TLS of the chips lies outside of JsVars.
 */
export const MEMORY_ERROR_PERCENT = 10;

/** An estimate in JsVars; `total` is what the board has. */
export interface MemoryEstimate {
  used: number;
  total: number;
  parts: Record<Part, number>;
}

/** Counts; it takes a millisecond or two for each thousand JsVars. */
export function estimateMemory(machine: Machine): MemoryEstimate {
  const parts = countParts(machine);
  const used = Object.values(parts).reduce((sum, part) => sum + part, 0);
  return { used, total: machine.hardware.facts.jsVars ?? 0, parts };
}
