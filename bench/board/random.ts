// The interpreter's one source of chance: a multiply-with-carry generator that starts from the same numbers
// at every boot. Math.random, E.hwRand and the native TLS all draw from it, so scripts that do not seed it
// repeat themselves.

/** The state of the generator; a new one for every boot. */
export class Random {
  private low = 0xdeadbeef;
  private high = 0xcafebabe;

  /** The next number, 0 to 2^31-1. */
  next(): number {
    this.high = (36969 * (this.high & 0xffff) + (this.high >>> 16)) >>> 0;
    this.low = (18000 * (this.low & 0xffff) + (this.low >>> 16)) >>> 0;
    return ((this.high << 16) + this.low) & 0x7fffffff;
  }

  /** `E.srand`: both halves of the state come from the 32 bits of the seed. */
  seed(value: number): void {
    this.low = ((value & 0xffff) | (value << 16)) >>> 0;
    this.high = ((value & 0xffff0000) | (value >>> 16)) >>> 0;
  }
}
