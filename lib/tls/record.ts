// Protection of records in TLS 1.2: AES-CBC with HMAC, the MAC before the encryption (RFC 5246 section 6.2.3.2) or behind
// it (encrypt-then-MAC, RFC 7366 section 3).
// Memory: the keys of one direction; of a record twice its bytes while it is worked on.
import { packWord } from "../flash/word.ts";
import { chr } from "../short.ts";
import { crypto, toBytes } from "./native.ts";

/** One direction of a connection. */
export interface Cipher {
  /** The two blocks of HMAC under the key of this direction, and the bytes of its result. */
  _inner: string;
  _outer: string;
  _macBytes: number;
  _key: string;
  /** Encrypts the counter that initialisation vectors are made of (SP 800-38A appendix C, first method); for sending. */
  _ivKey?: string;
  /** Encrypt-then-MAC. */
  _late: boolean;
  /** Number of the next record. It never comes near 2^32: at 100 records a second that is more than a year. */
  _sequence: number;
}

/** The header of a record (section 6.2.1); what a MAC covers besides the text ends like it. */
export function header(type: number, lenBytes: number): string {
  return chr(type, 3, 3, lenBytes >> 8, lenBytes & 255);
}

/** The MAC of the next record, over its text or, with encrypt-then-MAC, over what else is in it. */
export function macOf(its: Cipher, type: number, data: string): string {
  const hash = its._macBytes > 20 ? crypto.SHA256 : crypto.SHA1;
  return toBytes(hash([
    its._outer, hash(its._inner + "\0\0\0\0" + packWord(its._sequence++) + header(type, data.length) + data),
  ]));
}
