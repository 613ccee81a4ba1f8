// A model of NOR flash at its worst, small enough to be copied thousands of times. Writing clears bits word
// by word, erasing sets a page. A power cut leaves some bits weak: how they read depends on the power cycle,
// from "all as 1" over "drawn anew at each read" to "all as 0", until the page is erased or they are
// programmed again. A write that is cut may have done any part of the words it was given. Words may be worn:
// then some bits neither clear nor set any more.

import type { FlashPort } from "../../../lib/ports.ts";

/** How weak bits read in this power cycle. */
export type Mood = "ones" | "zeros" | "chance";

export class PowerCut extends Error {}

/** Numbers 0 to 2^32 - 1 from a seed (xorshift32). */
export function numbers(seed: number): () => number {
  let state = (seed * 0x9e3779b1 + 0x7f4a7c15) >>> 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state = (state ^ (state << 5)) >>> 0;
    return state;
  };
  for (let i = 0; i < 4; i++) next();
  return next;
}

export class Nor implements FlashPort {
  readonly addr: number;
  readonly pageBytes: number;
  bytes: Uint8Array;
  /** Bits that a cut left between 0 and 1; they are 1 in `bytes`. */
  weak: Uint8Array;
  /** Bits that are for ever as they are. */
  worn = new Map<number, number>();
  /** Pages, by number, that cannot be erased. */
  unerasable = new Set<number>();
  /** Word writes and page erases. */
  ops = 0;
  mood: Mood = "chance";
  private cutAt = Infinity;
  private off = false;
  private random = numbers(1);
  private hasWeak = false;

  constructor(addr: number, pageBytes: number, pages: number) {
    this.addr = addr;
    this.pageBytes = pageBytes;
    this.bytes = new Uint8Array(pageBytes * pages).fill(0xff);
    this.weak = new Uint8Array(pageBytes * pages);
  }

  /** A copy with power on. */
  copy(): Nor {
    const copy = new Nor(this.addr, this.pageBytes, 0);
    copy.bytes = this.bytes.slice();
    copy.weak = this.weak.slice();
    copy.hasWeak = this.hasWeak;
    copy.worn = this.worn;
    copy.unerasable = this.unerasable;
    return copy;
  }

  /** Power is lost in the n-th operation from now, with damage chosen by the seed. */
  cutAfter(n: number, seed: number): void {
    this.cutAt = this.ops + n;
    this.random = numbers(seed);
  }

  /** Power is back. */
  powerOn(mood: Mood): void {
    this.off = false;
    this.cutAt = Infinity;
    this.mood = mood;
  }

  _read(addr: number, lenBytes: number): string {
    const from = this.locate(addr, lenBytes);
    const bytes = Buffer.from(this.bytes.subarray(from, from + lenBytes));
    if (this.hasWeak && this.mood !== "ones") {
      for (let i = 0; i < lenBytes; i++) {
        const weak = this.weak[from + i]!;
        if (weak) bytes[i]! &= ~(this.mood === "zeros" ? weak : weak & this.random());
      }
    }
    return bytes.toString("latin1");
  }

  _write(addr: number, data: string): void {
    const from = this.locate(addr, data.length);
    if (addr % 4 || data.length % 4) throw new RangeError("writes are whole words");
    for (let at = from; at < from + data.length; at += 4) {
      if (++this.ops === this.cutAt) {
        const scattered = (this.random() & 3) === 0;
        const reached = scattered ? from + data.length : at + 4;
        for (let i = scattered ? from : at; i < reached; i += 4) this.cutWord(i, data.substr(i - from, 4));
        this.off = true;
        throw new PowerCut();
      }
      for (let i = at; i < at + 4; i++) {
        const data8 = data.charCodeAt(i - from);
        if (data8 > 255) throw new RangeError("not a byte string");
        this.bytes[i]! &= data8 | (this.worn.get(i) ?? 0);
        this.weak[i]! &= data8;
      }
    }
  }

  _erase(addr: number): void {
    const page = Math.floor(this.locate(addr, 1) / this.pageBytes);
    const from = page * this.pageBytes;
    const cut = ++this.ops === this.cutAt;
    if (cut) this.cutErase(from);
    else if (!this.unerasable.has(page)) {
      for (let i = from; i < from + this.pageBytes; i++) {
        this.bytes[i]! |= ~(this.worn.get(i) ?? 0) & 0xff;
        this.weak[i] = 0;
      }
    }
    if (!cut) return;
    this.off = true;
    throw new PowerCut();
  }

  private locate(addr: number, lenBytes: number): number {
    if (this.off) throw new PowerCut();
    const from = addr - this.addr;
    if (!(from >= 0 && lenBytes > 0 && from + lenBytes <= this.bytes.length)) {
      throw new RangeError(`no flash at ${addr}, ${lenBytes} bytes`);
    }
    return from;
  }

  /** Of the bits to be cleared some are, some are not, some are weak; at times all of one kind. */
  private cutWord(at: number, word: string): void {
    const kind = this.random() & 7;
    for (let i = 0; i < 4; i++) {
      const wanted = this.bytes[at + i]! & ~word.charCodeAt(i);
      const done = kind < 3 ? 0 : kind === 3 ? wanted : wanted & this.random();
      const weak = kind === 0 ? 0 : kind < 3 ? wanted : wanted & ~done & this.random();
      this.bytes[at + i]! &= ~done;
      this.setWeak(at + i, (this.weak[at + i]! & ~done) | weak);
    }
  }

  /** The page is as it was, or weak altogether, erased in part, any content, a mixture with weak bits, or with a few
   *  bits that went first. */
  private cutErase(from: number): void {
    const kind = this.random() % 7;
    const boundary = this.random() % this.pageBytes;
    for (let i = 0; i < this.pageBytes; i++) {
      const at = from + i;
      const zeros = ~this.bytes[at]! & 0xff;
      if (kind === 1 || (kind === 2 && i >= boundary) || (kind === 3 && i < boundary)) {
        // Cells that were programmed are on their way to 1, the others stay.
        this.bytes[at] = 0xff;
        this.setWeak(at, this.weak[at]! | zeros);
      } else if (kind === 2 || kind === 3) {
        this.bytes[at] = 0xff;
        this.weak[at] = 0;
      } else if (kind === 4) {
        this.bytes[at] = this.random();
        this.setWeak(at, this.bytes[at]! & this.random());
      } else if (kind === 5) {
        const weak = zeros & this.random();
        this.bytes[at]! |= weak | (zeros & this.random());
        this.setWeak(at, this.weak[at]! | weak);
      } else if (kind === 6 && this.random() % 4 === 0) {
        this.bytes[at]! |= 1 << (this.random() & 7);
      }
    }
  }

  private setWeak(at: number, mask: number): void {
    this.weak[at] = mask;
    if (mask) this.hasWeak = true;
  }
}
