// What every command of the platform is held against before it is carried out. lib/alink.ts has the same written out for
// property settings, which every image holds: as functions they cost 77 bytes and 18 JsVars more there.

const IDS_KEPT = 16;
const MAX_ID = 64;

/** The id of a message: its text or number as text, neither empty nor long; "" when there is none. */
export function idOf(message: any): string {
  const id = message.id;
  return /^[sn]/.test(typeof id) && ("" + id).length <= MAX_ID ? "" + id : "";
}

/** True when this id is among the last 16 commands; else it is from now on. */
export function isRepeated(seen: string[], id: string): boolean {
  if (~seen.indexOf(id)) return true;
  if (seen.push(id) > IDS_KEPT) seen.shift();
  return false;
}

/** True when a command carries a time, in milliseconds since 1970, that is more than so many seconds ago; never where the
 *  clock is unset, or with 0 seconds. */
export function isOld(message: any, maxAgeSec: number, nowMs: number): unknown {
  return maxAgeSec && message.time && nowMs - message.time > maxAgeSec * 1000;
}
