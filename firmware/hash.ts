// The hash port: the interpreter's own SHA where the board has it, ours where not. The build says which,
// so that only one of them is in the image.
import { md5 } from "../lib/sign/md5.ts";
import type { Hash } from "../lib/sign/hmac.ts";
import { sha1 as ourSha1 } from "../lib/sign/sha1.ts";
import { sha256 as ourSha256 } from "../lib/sign/sha256.ts";

declare const __NATIVE_SHA1__: boolean;
declare const __NATIVE_SHA256__: boolean;
declare const __SIGN__: string;

const sha1: Hash = __NATIVE_SHA1__ ? (data) => E.toString(require("crypto").SHA1(data)) as string : ourSha1;

/** SHA-256 of a byte string. */
export const sha256: Hash = __NATIVE_SHA256__ ? (data) => E.toString(require("crypto").SHA256(data)) as string : ourSha256;

/** The hash that logins are signed with. */
export const signHash: Hash = __SIGN__ == "hmacmd5" ? md5 : __SIGN__ == "hmacsha1" ? sha1 : sha256;
