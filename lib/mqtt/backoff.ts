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

/** When to connect again, of one device. */
export interface Backoff {
  /** The connection has held for another `elapsedMs`. */
  _held(elapsedMs: number): void;
  /** The peer closed an accepted connection without a reason that MQTT knows: perhaps a twin logged in.
   *  To be called before `_next`. */
  _kicked(): void;
  /** Closed so often and so soon after being accepted that another device must be using this identity. */
  _twin(): boolean;
  /** Milliseconds until the next connect; `random` is 0 up to 1. */
  _next(random: number): number;
}

/** A back-off that has not seen a connection yet. */
export function createBackoff(): Backoff {
  let tries = 0;
  let kicks = 0;
  let upMs = 0;
  const twin = () => kicks >= KICKS_OF_A_TWIN;
  return {
    _held(elapsedMs) {
      upMs += elapsedMs;
      // Without a twin about, a connection that ends after a minute or later is nothing to count.
      if (upMs > (twin() ? FORGET_MS : GOOD_MS)) kicks = 0;
    },
    _kicked() {
      kicks++;
    },
    _twin: twin,
    _next(random) {
      let ms = upMs < GOOD_MS && tries ? Math.min(STEP_MS << Math.min(tries - 1, 6), LONG_MS) : FIRST_MS;
      tries = upMs < GOOD_MS ? tries + 1 : 1;
      upMs = 0;
      if (twin()) ms = Math.max(ms, Math.min(LONG_MS << Math.min(kicks - KICKS_OF_A_TWIN, 4), TWIN_MS));
      return Math.floor(ms * (1 + random / 4));
    },
  };
}
