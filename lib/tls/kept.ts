// A session that can be resumed (RFC 5246 section 7.3, by its id; RFC 5077, by a ticket), as a byte string: what must be the
// same when it is, and what must not be over. The master secret is in it: it belongs into flash that nobody else reads.
import { packFields, unpackFields } from "../flash/records.ts";
import { packWord, unpackWord } from "../flash/word.ts";
import { chr } from "../short.ts";

/** A longer ticket is not kept, bytes. */
export const MAX_TICKET = 1024;

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
  return packFields([
    chr(its._suite, its._ems), its._master, its._id, its._ticket,
    packWord(its._from) + packWord(its._to) + packWord(its._lifeSec),
  ]);
}

/** The session from its bytes; with an empty master secret when they are none. */
export function unpackKept(bytes: string): Kept {
  let fields = unpackFields(bytes) || [];
  if (!fields[4] || fields[1].length != 48) fields = ["", "", "", "", ""];
  return {
    _suite: fields[0].charCodeAt(0), _ems: fields[0].charCodeAt(1), _master: fields[1], _id: fields[2],
    _ticket: fields[3], _from: unpackWord(fields[4], 0), _to: unpackWord(fields[4], 4), _lifeSec: unpackWord(fields[4], 8),
  };
}
