// HMAC (RFC 2104) over a hash with blocks of 64 bytes: MD5, SHA-1, SHA-256.
import { chr } from "../short.ts";

/** A hash port: the digest of pieces in a row. The interpreter's own hashes are such ports, and their digests are
 *  ArrayBuffers; of our own, `joined` makes ports whose digests are byte strings. */
export type Hash<Digest = unknown> = (pieces: (string | Digest)[]) => Digest;

/** The block that begins the inner hash (`mask` 0x36) or the outer one (0x5c) under a key of at most 64 bytes. */
export function padKey(key: string, mask: number): string {
  let block = "";
  // Behind the end there is no char code, and `^` takes that for 0, with which the standard fills the block up.
  for (let i = 0; i < 64; i++) block += chr(key.charCodeAt(i) ^ mask);
  return block;
}

/** A function that signs with one key of at most 64 bytes (`fitKey`); worth it where the key signs often. Holds 128
 *  bytes. */
export function prepareHmac<Digest>(hash: Hash<Digest>, key: string): (data: string) => Digest {
  const inner = padKey(key, 0x36);
  const outer = padKey(key, 0x5c);
  return (data) => hash([outer, hash([inner, data])]);
}

/** HMAC of a byte string under a key of at most 64 bytes: as many bytes as the hash gives. */
export function hmac<Digest>(hash: Hash<Digest>, key: string, data: string): Digest {
  return prepareHmac(hash, key)(data);
}

/** The port of a hash of byte strings. */
export function joined(hash: (data: string) => string): Hash<string> {
  return (pieces) => hash(pieces.join(""));
}

/** A key of any length as one of at most 64 bytes. */
export function fitKey(hash: Hash<string>, key: string): string {
  return key.length > 64 ? hash([key]) : key;
}

/** A byte string in lower-case hex. */
export function toHex(bytes: string): string {
  let hex = "";
  for (let i = 0; i < bytes.length; i++) hex += (256 + bytes.charCodeAt(i)).toString(16).substr(1);
  return hex;
}
