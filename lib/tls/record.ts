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
  /** Encrypts the counter that initialisation vectors are made of (SP 800-38A appendix C, first method). */
  _ivKey: string;
  /** Encrypt-then-MAC. */
  _late: boolean;
  /** Number of the next record. It never comes near 2^32: at 100 records a second that is more than a year. */
  _sequence: number;
}

/** A direction with its keys; `macBytes` is 20 for HMAC-SHA1 and 32 for HMAC-SHA256. */
export function createCipher(macBytes: number, macKey: string, key: string, ivKey: string, late: boolean): Cipher {
  // The block of HMAC (RFC 2104) that begins the inner hash or the outer one. Behind the end of the key `^` takes NaN for 0.
  const pad = (mask: number): string => {
    let block = "";
    for (let i = 0; i < 64; i++) block += chr(macKey.charCodeAt(i) ^ mask);
    return block;
  };
  return {
    _inner: pad(0x36), _outer: pad(0x5c), _macBytes: macBytes, _key: key, _ivKey: ivKey,
    _late: late, _sequence: 0,
  };
}

/** The header of a record (section 6.2.1); what a MAC covers besides the text ends like it. */
export function header(type: number, lenBytes: number): string {
  return chr(type, 3, 3, lenBytes >> 8, lenBytes & 255);
}

function macOf(its: Cipher, type: number, data: string): string {
  const hash = its._macBytes > 20 ? crypto.SHA256 : crypto.SHA1;
  return toBytes(hash([
    its._outer, hash(its._inner + "\0\0\0\0" + packWord(its._sequence++) + header(type, data.length) + data),
  ]));
}

/** The record, header and all, that protects `text`, at most 4,096 bytes. */
export function seal(its: Cipher, type: number, text: string): string {
  const iv = toBytes(
    crypto.AES.encrypt("linkinolinki" + packWord(its._sequence), its._ivKey, { mode: "ECB" }),
  );
  if (!its._late) text += macOf(its, type, text);
  const pad = 15 - (text.length & 15);
  text = iv + toBytes(crypto.AES.encrypt(text + chr(pad).repeat(pad + 1), its._key, { iv: iv }));
  if (its._late) text += macOf(its, type, text);
  return header(type, text.length) + text;
}

/** The text of a protected record, which comes without its header, or 0 when it is not genuine: whether padding or MAC was wrong, nobody learns. */
export function open(its: Cipher, type: number, record: string): string | 0 {
  const macBytes = its._macBytes;
  let lenBytes = record.length - 16;
  if (its._late) {
    lenBytes -= macBytes;
    const mac = record.substr(lenBytes + 16);
    record = record.substr(0, lenBytes + 16);
    if (mac != macOf(its, type, record)) return 0;
  }
  if (lenBytes < 16 || lenBytes & 15) return 0;
  const text = toBytes(crypto.AES.decrypt(record.substr(16), its._key, { iv: record.substr(0, 16) }));
  const pad = text.charCodeAt(lenBytes - 1);
  let end = lenBytes - pad - 1;
  let good = text.substr(end) == chr(pad).repeat(pad + 1);
  if (!its._late) {
    end -= macBytes;
    // Without a padding that can be right the MAC is computed all the same, as if there were none.
    if (!good || end < 0) {
      good = false;
      end = lenBytes - macBytes;
    }
    if (text.substr(end, macBytes) != macOf(its, type, text.substr(0, end))) good = false;
  }
  return good ? text.substr(0, end) : 0;
}
