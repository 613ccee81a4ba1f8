// Time as a port: the instance reads the hour and sets alarms only through a Clock, so that a test can move
// it by hand.

/** What the instance needs of time. */
export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number;
  /** Calls `fn` once after `ms` milliseconds; the returned function calls it off. */
  after(ms: number, fn: () => void): () => void;
}

/** The clock of this machine; its alarms do not keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, fn) {
    const timer = setTimeout(fn, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Counts what happened in the last `spanMs` milliseconds and says whether one more fits under `most`. */
export class Rate {
  private readonly _most: number;
  private readonly _spanMs: number;
  private readonly _seen: { at: number; weight: number }[] = [];
  private _sum = 0;

  constructor(most: number, spanMs: number) {
    this._most = most;
    this._spanMs = spanMs;
  }

  /**
   * True, and counted, when `weight` more fits at the time `now`; false, and not counted, when it does not.
   */
  take(now: number, weight = 1): boolean {
    while (this._seen.length > 0 && this._seen[0].at <= now - this._spanMs) {
      this._sum -= this._seen.shift()!.weight;
    }
    if (this._sum + weight > this._most) return false;
    this._seen.push({ at: now, weight });
    this._sum += weight;
    return true;
  }
}
