// What every command of the platform is held against before it is carried out. lib/alink.ts has the age written out for
// property settings, which every image holds: as a function it takes eight JsVars more there.

const IDS_KEPT = 16;
const MAX_ID = 64;

/** The id of a message: its text or number as text, neither empty nor long; "" when there is none. */
export function idOf(message: any): string {
  const id = message.id;
  return /^[sn]/.test(typeof id) && ("" + id).length <= MAX_ID ? "" + id : "";
}

/** True when this id is among the last 16 commands; else it is from now on. */
export function isRepeated(seen: string[], id: string): unknown {
  const known = ~seen.indexOf(id);
  if (!known && seen.push(id) > IDS_KEPT) seen.shift();
  return known;
}

/** True when a command carries a time that is more than so many seconds before `now()`, both in milliseconds since 1970;
 *  never where the clock is unset, or with 0 seconds. */
export function isOld(message: any, maxAgeSec: number, now: () => number): unknown {
  return maxAgeSec && message.time && now() - message.time > maxAgeSec * 1000;
}
