// A session that can be resumed (RFC 5246 section 7.3, by its id; RFC 5077, by a ticket), as a byte string: what must be the
// same when it is, and what must not be over. The master secret is in it: it belongs into flash that nobody else reads.
import { packFields, unpackFields } from "../flash/records.ts";
import { packWord, unpackWord } from "../flash/word.ts";
import { chr } from "../short.ts";

/** A longer ticket is not kept, bytes. */
export const MAX_TICKET = 1024;

/** Where the times and the master secret are in the bytes of a session. */
export const TO_AT = 6;
export const LIFE_AT = 10;
export const MASTER_AT = 18;
export const MASTER_BYTES = 48;

export interface Kept {
  /** Its place in the list of handshake.ts. */
  _suite: number;
  /** Extended master secret (RFC 7627): 1 or 0. */
  _ems: number;
  _master: string;
  /** The id that the server gave it, or the ticket; the other is empty. */
  _id: string;
  _ticket: string;
  /** The time in which every certificate of the chain is valid, seconds since 1970. */
  _from: number;
  _to: number;
  /** Seconds that the ticket is good for, 0 for unknown. */
  _lifeSec: number;
}

/** The session as bytes. */
export function packKept(its: Kept): string {
  const times = packWord(its._from) + packWord(its._to) + packWord(its._lifeSec);
  return packFields([times + chr(its._suite, its._ems), its._master, its._id, its._ticket]);
}

/** The session from its bytes; without a master secret when they are none. */
export function unpackKept(bytes: string): Kept {
  const fields = unpackFields(bytes) || [];
  const times = fields[0] || "";
  return {
    _from: unpackWord(times, 0), _to: unpackWord(times, 4), _lifeSec: unpackWord(times, 8), _suite: times.charCodeAt(12),
    _ems: times.charCodeAt(13), _master: fields[1], _id: fields[2], _ticket: fields[3] || "",
  };
}
