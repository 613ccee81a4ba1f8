// A session that can be resumed (RFC 5246 section 7.3, by its id; RFC 5077, by a ticket), as a byte string: what must be the
// same when it is, and what must not be over. The master secret is in it: it belongs into flash that nobody else reads.
import { packWord, unpackWord } from "../flash/word.ts";
import { chr } from "../short.ts";

/** A longer ticket is not kept, bytes. */
export const MAX_TICKET = 1024;

/** Where the master secret is in the bytes of a session. */
export const MASTER_AT = 15;
export const MASTER_BYTES = 48;
/** Without id and ticket there is nothing to ask for; and the last place in the list of suites. */
const MIN_BYTES = 64;
const MAX_SUITE = 5;

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
  return chr(its._suite, its._ems, its._id.length) + packWord(its._from) + packWord(its._to) + packWord(its._lifeSec) +
    its._master + its._id + its._ticket;
}

/** The session from its bytes; with an empty master secret when they are none. */
export function unpackKept(bytes: string): Kept {
  if (bytes.length < MIN_BYTES || bytes.charCodeAt(0) > MAX_SUITE) bytes = "";
  const idBytes = bytes.charCodeAt(2);
  return {
    _suite: bytes.charCodeAt(0), _ems: bytes.charCodeAt(1), _from: unpackWord(bytes, 3), _to: unpackWord(bytes, 7),
    _lifeSec: unpackWord(bytes, 11), _master: bytes.substr(MASTER_AT, MASTER_BYTES), _id: bytes.substr(63, idBytes),
    _ticket: bytes.substr(63 + idBytes),
  };
}
