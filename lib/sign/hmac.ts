// HMAC (RFC 2104) over a hash with blocks of 64 bytes: MD5, SHA-1, SHA-256.

/** A hash port: the digest of a byte string as a byte string. Native where the board has it, ours where
 *  not. */
export type Hash = (data: string) => string;

/** A function that signs with one key; worth it where the key signs often. Holds 128 bytes. */
export function prepareHmac(hash: Hash, key: string): Hash {
  if (key.length > 64) key = hash(key);
  let inner = "", outer = "";
  // Behind the end there is no char code, and `^` takes that for 0, with which the standard fills the block up.
  for (let i = 0; i < 64; i++) {
    const char = key.charCodeAt(i);
    inner += String.fromCharCode(char ^ 0x36);
    outer += String.fromCharCode(char ^ 0x5c);
  }
  return (data) => {
    const digest = hash(inner + data);
    return hash(outer + digest);
  };
}

/** HMAC of a byte string under a key of any length: as many bytes as the hash gives. */
export function hmac(hash: Hash, key: string, data: string): string {
  return prepareHmac(hash, key)(data);
}

/** A byte string in lower-case hex. */
export function toHex(bytes: string): string {
  let hex = "";
  for (let i = 0; i < bytes.length; i++) hex += (256 + bytes.charCodeAt(i)).toString(16).substr(1);
  return hex;
}
