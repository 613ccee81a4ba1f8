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
  // What was counted, oldest first, from `_first` on.
  private readonly _times: number[] = [];
  private readonly _weights: number[] = [];
  private _first = 0;
  private _sum = 0;

  constructor(most: number, spanMs: number) {
    this._most = most;
    this._spanMs = spanMs;
  }

  /**
   * True, and counted, when `weight` more fits at the time `now`; false, and not counted, when it does not.
   */
  take(now: number, weight = 1): boolean {
    while (this._first < this._times.length && this._times[this._first] <= now - this._spanMs) {
      this._sum -= this._weights[this._first++];
    }
    if (this._first > 20 && 2 * this._first > this._times.length) this._forget();
    if (this._sum + weight > this._most) return false;
    this._times.push(now);
    this._weights.push(weight);
    this._sum += weight;
    return true;
  }

  private _forget(): void {
    this._times.splice(0, this._first);
    this._weights.splice(0, this._first);
    this._first = 0;
  }
}
