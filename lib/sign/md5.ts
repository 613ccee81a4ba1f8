// MD5 (RFC 1321) for the platform's hmacmd5, where HMAC keeps it sound; it protects nothing by itself.
// The table of sines is computed at the first use: 256 bytes of memory then.
import { digest } from "./blocks.ts";

// Rotations of the four rounds, four each (RFC 1321 section 3.4): the low 5 bits of each letter.
const TURNS = "GLQVEINTDKPWFJOU";
let sines: Int32Array | undefined;

function mix(state: Int32Array, words: Int32Array): void {
  if (!sines) {
    sines = new Int32Array(64);
    for (let i = 0; i < 64; i++) sines[i] = Math.abs(Math.sin(i + 1)) * 4294967296;
  }
  let a = state[0], b = state[1], c = state[2], d = state[3], sum = 0, turn = 0;
  for (let i = 0; i < 64; i++) {
    if (i < 16) sum = words[i] + ((b & c) | (~b & d));
    else if (i < 32) sum = words[(5 * i + 1) & 15] + ((b & d) | (c & ~d));
    else if (i < 48) sum = words[(3 * i + 5) & 15] + (b ^ c ^ d);
    else sum = words[(7 * i) & 15] + (c ^ (b | ~d));
    sum = (a + sum + sines[i]) | 0;
    turn = TURNS.charCodeAt(((i >> 2) & 12) | (i & 3)) & 31;
    a = d;
    d = c;
    c = b;
    b = (b + ((sum << turn) | (sum >>> (32 - turn)))) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
}

/** MD5 of a byte string: 16 bytes. */
export function md5(data: string): string {
  return digest(data, new Int32Array([1732584193, -271733879, -1732584194, 271733878]), mix, 0);
}
