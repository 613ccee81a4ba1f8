// The cells of a flash, in pages that copies share until one of them changes: what they hold, and which of
// them a power cut has left between 0 and 1, so that they read differently twice. Offsets count from the
// start of the flash.

import { createHash } from "node:crypto";
import { seededWords } from "./prng.ts";

/** Of pages that nobody changes any more. */
const digests = new WeakMap<Buffer, Buffer>();

export class Cells {
  readonly pageBytes: number;
  private readonly pages: Buffer[];
  /** Whether a page belongs to this copy alone. */
  private readonly isOwn: boolean[];
  /** Bits that read as 0 or 1 by chance, by byte offset; their content is kept as 1. */
  private readonly marginal = new Map<number, number>();
  private chance = seededWords(1);

  private constructor(pages: Buffer[], pageBytes: number, isOwn: boolean) {
    this.pages = pages;
    this.pageBytes = pageBytes;
    this.isOwn = pages.map(() => isOwn);
  }

  /** Cells with this content, a whole number of pages, which are theirs from now on. */
  static of(content: Buffer, pageBytes: number): Cells {
    const pages: Buffer[] = [];
    for (let from = 0; from < content.length; from += pageBytes) {
      pages.push(content.subarray(from, from + pageBytes));
    }
    return new Cells(pages, pageBytes, true);
  }

  /** So many bytes of erased cells, a whole number of pages. */
  static erased(lenBytes: number, pageBytes: number): Cells {
    const blank = Buffer.alloc(pageBytes, 0xff);
    return new Cells(Array<Buffer>(lenBytes / pageBytes).fill(blank), pageBytes, false);
  }

  /** A copy, half-written bits and all; `chance` seeds what they read in it. */
  fork(chance = this.chance()): Cells {
    this.isOwn.fill(false);
    const copy = new Cells([...this.pages], this.pageBytes, false);
    for (const [at, mask] of this.marginal) copy.marginal.set(at, mask);
    copy.seed(chance);
    return copy;
  }

  /** The same, 20 bytes, for cells that hold the same and read by chance in the same places. */
  digest(): Buffer {
    // From now on a page is copied before it is changed.
    this.isOwn.fill(false);
    const hash = createHash("sha1");
    for (const page of this.pages) {
      let digest = digests.get(page);
      if (!digest) digests.set(page, digest = createHash("sha1").update(page).digest());
      hash.update(digest);
    }
    const marginal = [...this.marginal].sort(([one], [other]) => one - other);
    return hash.update(JSON.stringify(marginal)).digest();
  }

  /** The whole content, bits that read by chance as 1. */
  snapshot(): Buffer {
    return Buffer.concat(this.pages);
  }

  /** Seeds the chance of the half-written bits. */
  seed(seed: number): void {
    this.chance = seededWords(seed);
  }

  /** What can be read now: half-written bits are drawn anew each time. */
  read(from: number, lenBytes: number): Buffer {
    const bytes = this.content(from, lenBytes);
    for (const [at, mask] of this.marginal) {
      if (at >= from && at < from + lenBytes) bytes[at - from]! &= ~(mask & this.chance());
    }
    return bytes;
  }

  /** A copy of a part, bits that read by chance as 1. */
  content(from: number, lenBytes: number): Buffer {
    const bytes = Buffer.allocUnsafe(lenBytes);
    for (let at = from; at < from + lenBytes;) {
      const inPage = at % this.pageBytes;
      const count = Math.min(this.pageBytes - inPage, from + lenBytes - at);
      this.pages[(at - inPage) / this.pageBytes]!.copy(bytes, at - from, inPage, inPage + count);
      at += count;
    }
    return bytes;
  }

  /** Sets all bits of the page that begins at an offset, for good. */
  erase(from: number): void {
    const page = from / this.pageBytes;
    this.pages[page] = Buffer.alloc(this.pageBytes, 0xff);
    this.isOwn[page] = true;
    this.settle(from, from + this.pageBytes);
  }

  /** The byte at an offset. */
  get(at: number): number {
    return this.pages[Math.floor(at / this.pageBytes)]![at % this.pageBytes]!;
  }

  /** Sets a byte, whatever it was. */
  put(at: number, byte: number): void {
    const page = Math.floor(at / this.pageBytes);
    if (!this.isOwn[page]) this.pages[page] = Buffer.from(this.pages[page]!);
    this.isOwn[page] = true;
    this.pages[page]![at % this.pageBytes] = byte;
  }

  /** Clears the bits of `mask` for good. */
  clear(at: number, mask: number): void {
    this.put(at, this.get(at) & ~mask);
    const unstable = this.marginal.get(at);
    if (unstable !== undefined) this.setMarginal(at, unstable & ~mask);
  }

  /** Bits of a byte that read by chance from now on, until they are cleared or the page is erased. */
  weaken(at: number, mask: number): void {
    if (!mask) return;
    this.put(at, this.get(at) | mask);
    this.setMarginal(at, (this.marginal.get(at) ?? 0) | mask);
  }

  /** No bit from `from` to before `end` reads by chance any more. */
  settle(from: number, end: number): void {
    for (const at of this.marginal.keys()) if (at >= from && at < end) this.marginal.delete(at);
  }

  private setMarginal(at: number, mask: number): void {
    if (mask) this.marginal.set(at, mask);
    else this.marginal.delete(at);
  }
}
