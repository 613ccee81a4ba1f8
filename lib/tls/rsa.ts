// RSA with a public key as TLS 1.2 uses it (RFC 8017): what keys are taken, the operation, and the two kinds of block that it
// works on. Memory: that of lib/tls/montgomery.ts while an operation is under way, nothing afterwards.
import { chr } from "../short.ts";
import type { RsaKey } from "./montgomery.ts";

export { startRsa } from "./montgomery.ts";
export type { RsaKey } from "./montgomery.ts";

/** The hash of a signature: the last arc of the identifier of sha…WithRSAEncryption, 1.2.840.113549.1.1.x (RFC 8017
 *  appendix A.2.4). */
export type SignatureHash = typeof RSA_SHA256 | typeof RSA_SHA384 | typeof RSA_SHA512;
export const RSA_SHA256 = 11;
export const RSA_SHA384 = 12;
export const RSA_SHA512 = 13;

/** Whether startRsa takes this key: 2,048 to 4,096 bits and odd, with an odd exponent from 3 to 2^31 - 1. */
export function isRsaKey(key: RsaKey): boolean {
  const n = key._n;
  const e = key._e;
  const lenBytes = n.length;
  return n >= "\x01" && lenBytes > (n < "\x80" ? 256 : 255) && lenBytes < 513 &&
    (e | 0) > 2 && (n.charCodeAt(lenBytes - 1) & e & 1) > 0;
}

/** What a signature's power must be, as a whole, for a modulus of `lenBytes`: EMSA-PKCS1-v1_5 (RFC 8017 section 9.2). The
 *  digest has the length of its hash. */
export function signatureBlock(lenBytes: number, hash: SignatureHash, digest: string): string {
  // DigestInfo is the digest behind 19 bytes, the identifier of the hash among them.
  const lenDigest = digest.length;
  return "\x00\x01" + "\xff".repeat(lenBytes - lenDigest - 22) + "\x00\x30" + chr(lenDigest + 17) +
    "\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02" + chr(hash - 10) + "\x05\x00\x04" + chr(lenDigest) + digest;
}

/** `premaster` in a block of `lenBytes`, behind random bytes that are not 0: EME-PKCS1-v1_5 (RFC 8017 section 7.2.1).
 *  `random` gives so many random bytes; as many of them as the premaster has may be 0, and 3 more. "" when still more are,
 *  which is no randomness. */
export function premasterBlock(lenBytes: number, premaster: string, random: (lenBytes: number) => string): string {
  const padding = random(lenBytes).split("\x00").join("");
  const lenPadding = lenBytes - premaster.length - 3;
  return padding.length < lenPadding ? "" : "\x00\x02" + padding.substr(0, lenPadding) + "\x00" + premaster;
}
