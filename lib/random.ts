// Random bytes: HMAC_DRBG of NIST SP 800-90A Rev. 1, section 10.1.2, with SHA-256, without additional input and without
// prediction resistance, and the health tests of the entropy that it is given (SP 800-90B, section 4.4). One generator,
// on the interpreter's SHA-256. Memory: two strings of 32 bytes.
// The limits of table 2 are out of reach: no request here is near 65,536 bytes, no device makes 2^48 of them.
import { packWord } from "./flash/word.ts";
import { chr } from "./short.ts";
import { prepareHmac } from "./sign/hmac.ts";
import { crypto, toBytes } from "./tls/native.ts";

/** Words of one window of the tests, and how many of them are taken. */
const WINDOW = 512;
const TAKEN = 64;
// A word of 32 bits is taken to have 8 bits of min-entropy, so that those taken have 512, twice what the generator can use.
// Each test then fails on a good source once in 2^40 times (alpha).
/** Repetition count test (4.4.1): 1 + 40 / 8. */
const REPETITIONS = 6;
/** Adaptive proportion test (4.4.2): 1 + the number of 512 that a binomial of 2^-8 exceeds with 2^-40. */
const OCCURRENCES = 19;

let key: string;
let value: string;

/** Starts anew from what is secret or does not come again: entropy of 32 bytes, a nonce, any text, in a row. */
export function instantiate(material: string): void {
  key = "\0".repeat(32);
  value = "\x01".repeat(32);
  random(0, material);
}

/** A byte string of `lenBytes` random bytes, once the generator was started (firmware/random.ts). Then fresh entropy is
 *  mixed in; without any that is a step forwards which nobody can go back. */
export function random(lenBytes: number, entropy?: string): string {
  const mac = (data: string): string => toBytes(prepareHmac(crypto.SHA256, key)(data));
  let out = "";
  while (out.length < lenBytes) out += value = mac(value);
  for (let i = 0; i < (entropy ? 2 : 1); i++) {
    key = mac(value + chr(i) + (entropy || ""));
    value = mac(value);
  }
  return out.substr(0, lenBytes);
}

/** Entropy of 256 bytes from a source of words of 32 bits; empty when the source fails a test: it counts as dead. */
export function collect(read: () => number): string {
  let entropy = "";
  let first = 0;
  let last = 0;
  let repetitions = 0;
  let occurrences = 0;
  for (let i = 0; i < WINDOW; i++) {
    const word = read();
    if (!i) first = word;
    if (word != last) repetitions = 0;
    if (word == first) occurrences++;
    last = word;
    if (++repetitions >= REPETITIONS || occurrences >= OCCURRENCES) return "";
    if (i < TAKEN) entropy += packWord(word);
  }
  return entropy;
}
