// When to connect again. The platform takes 5 connects a minute of a device, and throws the older of two twins
// off without a word, so that two boards with one identity would kick each other for ever.
// Bounds: at least 12 s between two tries, or 2 s once after a connection that held a minute; with the login that
// follows a registration at once that makes at most 5 in any minute. Grows to 5 minutes, with a twin to one hour,
// plus up to a quarter of jitter: online again within MAX_WAIT_MS after the cause is gone.

const FIRST_MS = 2000;
const STEP_MS = 12000;
const LONG_MS = 300000;
const TWIN_MS = 3600000;
/** A connection that held this long was a good one. */
const GOOD_MS = 60000;
/** A twin that also waits an hour is forgotten after a connection that held this long. */
const FORGET_MS = 7200000;
const KICKS_OF_A_TWIN = 3;

/** The longest wait between two connects while no twin is about, ms. */
export const MAX_WAIT_MS = LONG_MS * 1.25;

export class Backoff {
  _tries = 0;
  _kicks = 0;
  _upMs = 0;

  /** The connection has held for another `elapsedMs`. */
  held(elapsedMs: number): void {
    this._upMs += elapsedMs;
    // Without a twin about, a connection that ends after a minute or later is nothing to count.
    if (this._upMs > (this.twin() ? FORGET_MS : GOOD_MS)) this._kicks = 0;
  }

  /** The peer closed an accepted connection without a reason that MQTT knows: perhaps a twin logged in.
   *  To be called before `next`. */
  kicked(): void {
    this._kicks++;
  }

  /** Closed so often and so soon after being accepted that another device must be using this identity. */
  twin(): boolean {
    return this._kicks >= KICKS_OF_A_TWIN;
  }

  /** Milliseconds until the next connect; `random` is 0 up to 1. */
  next(random: number): number {
    if (this._upMs >= GOOD_MS) this._tries = 0;
    this._upMs = 0;
    const tries = this._tries++;
    let wait = tries ? Math.min(STEP_MS << Math.min(tries - 1, 6), LONG_MS) : FIRST_MS;
    if (this.twin()) wait = Math.max(wait, Math.min(LONG_MS << Math.min(this._kicks - KICKS_OF_A_TWIN, 4), TWIN_MS));
    return Math.floor(wait * (1 + random / 4));
  }
}
