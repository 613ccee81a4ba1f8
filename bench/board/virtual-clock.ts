// Time that passes only when a test says so: everything a board waits for happens in order and at once.
// Reading the clock takes a little time itself, so that a script that waits in a loop gets through.

import type { Clock } from "./clock.ts";

/** What reading the clock takes. */
const READ_US = 5;
/** The least that a turn takes, so that whoever is always busy does not stop the time. */
const TURN_US = 100;

interface Wake {
  atUs: number;
  order: number;
  call: () => void;
}

/** A clock for tests; starts at the given time since 1970 in microseconds. */
export class VirtualClock implements Clock {
  /** How many calls were made so far: what a busy board is known by. */
  calls = 0;
  private timeUs: number;
  private order = 0;
  private wakes: Wake[] = [];

  constructor(startUs = 1700000000000000) {
    this.timeUs = startUs;
  }

  nowUs(): number {
    return (this.timeUs += READ_US);
  }

  wake(afterUs: number, call: () => void): () => void {
    const wake = { atUs: this.timeUs + Math.max(TURN_US, afterUs), order: this.order++, call };
    this.wakes.push(wake);
    return () => {
      this.wakes = this.wakes.filter((other) => other !== wake);
    };
  }

  /** Lets so much time pass; everything that is due in it is called, with what that brings about. */
  advance(us: number): void {
    const end = this.timeUs + us;
    for (let wake = this.next(end); wake; wake = this.next(end)) {
      this.timeUs = Math.max(this.timeUs, wake.atUs);
      this.calls++;
      wake.call();
    }
    this.timeUs = Math.max(this.timeUs, end);
  }

  /** True when something waits. */
  get isWaiting(): boolean {
    return this.wakes.length > 0;
  }

  /** Takes out the earliest wake up to `endUs`. */
  private next(endUs: number): Wake | undefined {
    let first: Wake | undefined;
    for (const wake of this.wakes) {
      if (!first || wake.atUs < first.atUs || (wake.atUs === first.atUs && wake.order < first.order))
        first = wake;
    }
    if (!first || first.atUs > endUs) return undefined;
    this.wakes.splice(this.wakes.indexOf(first), 1);
    return first;
  }
}
