// The scripts of one boot as V8 runs them: each is rewritten (rewrite.ts) and gets a name of its own, by
// which the places in V8's stack traces are found again in the script as it was.

import type { Surroundings, Unit } from "./memory-marks.ts";
import { type Rewritten, rewrite } from "./rewrite.ts";

/** A place in a script: the name of its file, line and column from 1. */
export interface Place {
  name: string;
  line: number;
  column: number;
}

/** All code that runs. */
export class Scripts {
  private readonly scripts = new Map<string, Rewritten>();
  private readonly unicode: boolean;

  /** `unicode`: whether the board's strings hold characters. */
  constructor(unicode: boolean) {
    this.unicode = unicode;
  }

  /** Code as V8 has to run it, and what it consists of. */
  prepare(code: string, name: string, around?: Surroundings): { code: string; units: readonly Unit[] } {
    const rewritten = rewrite(code, this.unicode, around);
    const script = `${name}#${this.scripts.size}`;
    this.scripts.set(script, rewritten);
    return { code: `${rewritten.code}\n//# sourceURL=${script}`, units: rewritten.units };
  }

  /** The place in the script for one that V8 tells; undefined for code of the host. */
  locate(script: string, line: number, column: number): Place | undefined {
    const place = this.scripts.get(script)?.locate(line, column);
    return place && { name: script.slice(0, script.lastIndexOf("#")), ...place };
  }
}
