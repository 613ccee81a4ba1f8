// SHA-1 (FIPS 180-4 section 6.1) for the platform's hmacsha1, where HMAC keeps it sound; for nothing else.
import { digest } from "./blocks.ts";

function mix(state: Int32Array, words: Int32Array): void {
  let a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], x = 0;
  for (let i = 0; i < 80; i++) {
    if (i > 15) {
      x = words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16];
      words[i] = (x << 1) | (x >>> 31);
    }
    if (i < 20) x = ((b & c) | (~b & d)) + 1518500249;
    else if (i < 40) x = (b ^ c ^ d) + 1859775393;
    else if (i < 60) x = ((b & c) | (b & d) | (c & d)) - 1894007588;
    else x = (b ^ c ^ d) - 899497514;
    x = (((a << 5) | (a >>> 27)) + e + words[i] + x) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = x;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
}

/** SHA-1 of a byte string: 20 bytes. */
export function sha1(data: string): string {
  return digest(data, new Int32Array([1732584193, -271733879, -1732584194, 271733878, -1009589776]), mix, 3);
}
