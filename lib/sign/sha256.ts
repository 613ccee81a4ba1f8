// SHA-256 (FIPS 180-4 section 6.2).
// Its constants are the first 32 bits of the fractions of roots of primes (sections 4.2.2 and 5.3.3);
// computing them is smaller than writing them down. Memory from the first use on: 288 bytes.
import { digest } from "./blocks.ts";

let initial: Int32Array | undefined;
let rounds: Int32Array;

function prepare(): void {
  initial = new Int32Array(8);
  rounds = new Int32Array(64);
  let found = 0;
  for (let n = 2; found < 64; n++) {
    let divisor = 2;
    while (divisor * divisor <= n && n % divisor) divisor++;
    if (divisor * divisor > n) {
      if (found < 8) initial[found] = (Math.sqrt(n) % 1) * 4294967296;
      rounds[found++] = (Math.pow(n, 1 / 3) % 1) * 4294967296;
    }
  }
}

function mix(state: Int32Array, words: Int32Array): void {
  let a = state[0], b = state[1], c = state[2], d = state[3];
  let e = state[4], f = state[5], g = state[6], h = state[7], x = 0, y = 0;
  for (let i = 0; i < 64; i++) {
    if (i > 15) {
      x = words[i - 15];
      y = words[i - 2];
      words[i] = words[i - 16] + words[i - 7] +
        (((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)) +
        (((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10));
    }
    x = h + (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))) +
      (g ^ (e & (f ^ g))) + rounds[i] + words[i];
    y = (((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) +
      ((a & b) | (c & (a | b)));
    h = g;
    g = f;
    f = e;
    e = (d + x) | 0;
    d = c;
    c = b;
    b = a;
    a = (x + y) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

/** SHA-256 of a byte string: 32 bytes. */
export function sha256(data: string): string {
  if (!initial) prepare();
  return digest(data, new Int32Array(initial!), mix, 3);
}
