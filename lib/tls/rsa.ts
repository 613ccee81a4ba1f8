// RSA with a public key (RFC 8017): the operation, and the two kinds of block that it works on in TLS 1.2.
// Memory: that of lib/tls/montgomery.ts while an operation is under way, nothing afterwards.
import { startPower } from "./montgomery.ts";

/** `_n` is the modulus, big-endian, without a leading zero byte; `_e` the exponent. */
export interface RsaKey {
  _n: string;
  _e: number;
}

/** The hash of a signature: the last arc of the identifier of sha…WithRSAEncryption, 1.2.840.113549.1.1.x (RFC 8017
 *  appendix A.2.4). */
export type SignatureHash = typeof RSA_SHA1 | typeof RSA_SHA256 | typeof RSA_SHA384 | typeof RSA_SHA512;
export const RSA_SHA1 = 5;
export const RSA_SHA256 = 11;
export const RSA_SHA384 = 12;
export const RSA_SHA512 = 13;

/** Whether startRsa takes this key: 2,048 to 4,096 bits and odd, with an odd exponent from 3 to 2^31 - 1. */
export function isRsaKey(key: RsaKey): boolean {
  const n = key._n;
  const e = key._e;
  return n.length < 513 && n.length > 255 && n >= (n.length > 256 ? "\x01" : "\x80") &&
    (n.charCodeAt(n.length - 1) & e & 1) > 0 && e > 2 && e < 2147483648;
}

/** Begins `input`^e mod n for a key that isRsaKey takes. Each call of the result is one piece of work: it returns "" while
 *  that goes on, at last the bytes, as many as the modulus has, and is not to be called again. An input of another length,
 *  or not below the modulus, gives "!" (RFC 8017 sections 5.2.2 and 8.2.2: such a signature is invalid). */
export function startRsa(key: RsaKey, input: string): () => string {
  const n = key._n;
  return input.length == n.length && input < n ? startPower(n, key._e, input) : () => "!";
}

/** What a signature's power must be, as a whole, for a modulus of `lenBytes`: EMSA-PKCS1-v1_5 (RFC 8017 section 9.2). */
export function signatureBlock(lenBytes: number, hash: SignatureHash, digest: string): string {
  const lenDigest = digest.length;
  const chr = String.fromCharCode;
  const info = hash == RSA_SHA1
    ? "\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14"
    : "\x30" + chr(lenDigest + 17) + "\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02" + chr(hash - 10) + "\x05\x00\x04" + chr(lenDigest);
  return "\x00\x01" + "\xff".repeat(lenBytes - info.length - lenDigest - 3) + "\x00" + info + digest;
}

/** `premaster` in a block of `lenBytes`, between random bytes that are not 0: EME-PKCS1-v1_5 (RFC 8017 section 7.2.1).
 *  `random` gives so many random bytes. "" when nearly all of them are 0, which is no randomness. */
export function premasterBlock(lenBytes: number, premaster: string, random: (lenBytes: number) => string): string {
  // One draw has as many bytes to spare as the premaster and 3 more.
  const padding = random(lenBytes).split("\x00").join("");
  const lenPadding = lenBytes - premaster.length - 3;
  return padding.length < lenPadding ? "" : "\x00\x02" + padding.substr(0, lenPadding) + "\x00" + premaster;
}
