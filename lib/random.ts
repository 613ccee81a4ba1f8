// Random bytes: HMAC_DRBG of NIST SP 800-90A Rev. 1, section 10.1.2, with SHA-256, without additional input
// and without prediction resistance. It is as unpredictable as the entropy it is given, and no more. Memory:
// two strings of 32 bytes. Errors are TypeErrors, because the interpreter has no RangeError.
import type { Hash } from "./sign/hmac.ts";
import { hmac, joined, prepareHmac } from "./sign/hmac.ts";

/** The fewest bytes of entropy of a seed: 256 bits, the security strength. */
export const MIN_ENTROPY_BYTES = 32;

/** The most bytes of one request: 2^19 bits (table 2 of the standard). */
export const MAX_REQUEST_BYTES = 65536;

export class Drbg {
  /** How many requests one seed serves: 2^48 (table 2 of the standard), or fewer. */
  reseedInterval = 281474976710656;

  _hash: Hash<string>;
  _key = "\0".repeat(32);
  _value = "\x01".repeat(32);
  _served = 0;

  /** `hash` is SHA-256; `entropy` is 32 bytes or more that nobody else knows, `nonce` 16 bytes that do not
   *  come again (a counter will do where the entropy is longer), `personalization` any text; all are byte
   *  strings. TypeError when the entropy is too short. */
  constructor(hash: (data: string) => string, entropy: string, nonce: string, personalization: string) {
    this._hash = joined(hash);
    this._seed(entropy, nonce + personalization);
  }

  /** Mixes fresh entropy in, 32 bytes or more; TypeError when it is shorter. */
  reseed(entropy: string): void {
    this._seed(entropy, "");
  }

  /** A byte string of `bytes` (0 to 65,536) random bytes; TypeError beyond that, or when a new seed is
   *  due. */
  generate(bytes: number): string {
    if (!(bytes >= 0 && bytes <= MAX_REQUEST_BYTES)) throw new TypeError("bytes");
    if (++this._served > this.reseedInterval) throw new TypeError("reseed");
    const next = prepareHmac(this._hash, this._key);
    let out = "";
    while (out.length < bytes) {
      this._value = next(this._value);
      out += this._value;
    }
    this._update("");
    return out.substr(0, bytes);
  }

  _seed(entropy: string, rest: string): void {
    if (entropy.length < MIN_ENTROPY_BYTES) throw new TypeError("entropy");
    this._update(entropy + rest);
    this._served = 0;
  }

  _update(data: string): void {
    for (let i = 0; i < (data ? 2 : 1); i++) {
      this._key = hmac(this._hash, this._key, this._value + (i ? "\x01" : "\0") + data);
      this._value = hmac(this._hash, this._key, this._value);
    }
  }
}
