// How logins are signed: by the interpreter's own SHA where the board has it, by ours where not. The build says which,
// so that only one of them is in the image.
import { md5 } from "../lib/sign/md5.ts";
import { type Hash, hmac, joined, toHex } from "../lib/sign/hmac.ts";
import { sha1 } from "../lib/sign/sha1.ts";
import { sha256 } from "../lib/sign/sha256.ts";

declare const __NATIVE_SHA1__: boolean;
declare const __NATIVE_SHA256__: boolean;
declare const __SIGN__: string;

/** The hash that logins are signed with; digests of the interpreter's own are ArrayBuffers. */
export function signHash(): Hash<any> {
  return __SIGN__ == "hmacmd5" ? joined(md5)
    : __SIGN__ == "hmacsha1" ? __NATIVE_SHA1__ ? require("crypto").SHA1 : joined(sha1)
    : __NATIVE_SHA256__ ? require("crypto").SHA256 : joined(sha256);
}

/** A digest of `signHash` in lower-case hex. */
export function hexOf(digest: any): string {
  if (__SIGN__ == "hmacmd5" || !(__SIGN__ == "hmacsha1" ? __NATIVE_SHA1__ : __NATIVE_SHA256__)) return toHex(digest);
  // Half a byte at a time is looked up in the digits: one native call where a loop takes six times as long.
  const digits = new Uint8Array(2 * digest.byteLength);
  E.mapInPlace(new Uint8Array(digest), digits, E.toUint8Array("0123456789abcdef"), 4);
  return E.toString(digits) as string;
}

/** The signature of `content` under `key`, in hex. */
export function sign(key: string, content: string): string {
  "cold";
  return hexOf(hmac(signHash(), key, content));
}
