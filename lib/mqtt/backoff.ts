// When to connect again. The platform takes 5 connects a minute of a device, and throws the older of two twins
// off without a word, so that two boards with one identity would kick each other for ever.
// Bounds: at least 12 s between two tries, or 2 s once after a connection that held a minute; with the login that
// follows a registration at once that makes at most 5 in any minute. Grows to 5 minutes, with a twin to one hour,
// plus up to a quarter of jitter: online again within MAX_WAIT_MS after the cause is gone.
import { min } from "../short.ts";

const FIRST_MS = 2000;
/** Twice this at the second try, and twice that at each further one. */
const STEP_MS = 6000;
/** More tries make no difference. */
const MANY = 7;
const LONG_MS = 300000;
const TWIN_MS = 3600000;
/** A connection that held this long was a good one. */
const GOOD_MS = 60000;
/** A twin that also waits an hour is forgotten after a connection that held this long. */
const FORGET_MS = 7200000;
const KICKS_OF_A_TWIN = 3;

/** The longest wait between two connects while no twin is about, ms. */
export const MAX_WAIT_MS = 375000;

/** What a device remembers of its connections; all 0 before the first. */
export interface Backoff {
  _tries: number;
  _kicks: number;
  /** How long the present connection, or the last one, has held. */
  _upMs: number;
}

/** Whether a connection was closed so often and so soon after being accepted that another device must be using this
 *  identity. */
export function hasTwin(its: Backoff): boolean {
  return its._kicks >= KICKS_OF_A_TWIN;
}

/** The connection has held for another `elapsedMs`. */
export function holds(its: Backoff, elapsedMs: number): void {
  its._upMs += elapsedMs;
  // Without a twin about, a connection that ends after a minute or later is nothing to count.
  if (its._upMs > (hasTwin(its) ? FORGET_MS : GOOD_MS)) its._kicks = 0;
}

/** Milliseconds until the next connect; `random` is 0 up to 1. Where the peer closed an accepted connection without a
 *  reason that MQTT knows, perhaps because a twin logged in, `_kicks` is to be counted up before. */
export function nextWait(its: Backoff, random: number): number {
  const bad = its._upMs < GOOD_MS;
  let ms = bad && its._tries ? min(STEP_MS << its._tries, LONG_MS) : FIRST_MS;
  its._tries = bad ? min(its._tries + 1, MANY) : 1;
  its._upMs = 0;
  if (hasTwin(its)) ms = Math.max(ms, min(LONG_MS << min(its._kicks - KICKS_OF_A_TWIN, 4), TWIN_MS));
  return (ms * (1 + random / 4)) | 0;
}
