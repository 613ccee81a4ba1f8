// NOR flash as one file: writing can only clear bits and goes word by word (4 bytes), erasing sets a whole
// page. Power can be cut at any word or page. What the cut leaves behind is seeded: a word with some of its
// bits, a page that is erased in part, and bits that read differently each time until the page is erased or
// they are written to 0. The content is held in memory (256 kB to 1 MB) and every change is written through
// to the file.

import {
  closeSync, fstatSync, mkdirSync, openSync, readSync, renameSync, rmSync, writeFileSync, writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { E_DISK_FULL, E_FLASH_ACCESS, E_FLASH_MISSING, E_FLASH_SIZE, Failure } from "../../lib/codes.ts";
import { type BoardFacts, type FlashMap, mapFlash } from "./facts.ts";
import { seededWords } from "./prng.ts";

/** Thrown by the flash operation at which power is lost, and by every access after it. */
export class PowerCut extends Error {
  constructor() {
    super("power is off");
    this.name = "PowerCut";
  }
}

/** What a power cut does to the operation it hits; what is not given is chosen by the seed. */
export interface CutOptions {
  /** Default 1; the same seed gives the same damage. */
  seed?: number;
  /**
   * Which of the bits that the word should have cleared are cleared; a number is a mask of the word, low byte
   * first.
   */
  word?: "none" | "some" | "all" | number;
  /**
   * What becomes of the page: untouched, its first part erased, all bits 0, any content, each bit perhaps
   * set, erased.
   */
  page?: "none" | "part" | "zeros" | "any" | "some" | "all";
  /** Whether bits caught half-way may read differently twice; default true. */
  marginal?: boolean;
}

const PAGE_DAMAGE = ["none", "part", "zeros", "any", "some", "all"] as const;
const WORD_DAMAGE = ["none", "some", "some", "all"] as const;

/** The flash of one board. Addresses are the interpreter's; an address outside throws RangeError. */
export class FlashFile {
  readonly map: FlashMap;
  /** Word writes and page erases so far. */
  ops = 0;
  private content: Buffer;
  private fd: number;
  private cutAfter = Infinity;
  private cutOptions: CutOptions = {};
  private off = false;
  /** Bits that read as 0 or 1 by chance, by byte offset; their content is kept as 1. */
  private marginal = new Map<number, number>();
  private chance = seededWords(1);

  private constructor(map: FlashMap, content: Buffer, fd: number) {
    this.map = map;
    this.content = content;
    this.fd = fd;
  }

  /**
   * Opens the flash file of a board, or makes an erased one when `create` is set and there is none.
   * Throws Failure: E_FLASH_MISSING, E_FLASH_SIZE, E_FLASH_ACCESS, E_DISK_FULL.
   */
  static open(path: string, board: Pick<BoardFacts, "flash">, options: { create?: boolean } = {}): FlashFile {
    const map = mapFlash(board);
    const bytes = map.end - map.base;
    const fd = openFile(path, bytes, options.create === true);
    try {
      const found = fstatSync(fd).size;
      if (found !== bytes)
        throw new Failure(E_FLASH_SIZE, `${path} has ${found} bytes, this board needs ${bytes}`);
      const content = Buffer.alloc(bytes);
      for (let done = 0; done < bytes;) {
        const count = readSync(fd, content, done, bytes - done, done);
        if (count === 0) throw new Failure(E_FLASH_SIZE, path);
        done += count;
      }
      return new FlashFile(map, content, fd);
    } catch (error) {
      closeSync(fd);
      throw error;
    }
  }

  /** Flash without a file, erased or with a copy of `content` (as `snapshot` gives it): for tests. */
  static inMemory(board: Pick<BoardFacts, "flash">, content?: Buffer): FlashFile {
    const map = mapFlash(board);
    const bytes = map.end - map.base;
    if (content && content.length !== bytes) throw new RangeError(`flash content must have ${bytes} bytes`);
    return new FlashFile(map, content ? Buffer.from(content) : Buffer.alloc(bytes, 0xff), -1);
  }

  /** True after a power cut, until `powerOn`. */
  get isOff(): boolean {
    return this.off;
  }

  /** A copy of the whole content, bits that read by chance as 1. */
  snapshot(): Buffer {
    return Buffer.from(this.content);
  }

  /** Reads `lenBytes` bytes; bits left between 0 and 1 by a cut are drawn anew at every read. */
  read(addr: number, lenBytes: number): Buffer {
    const from = this.locate(addr, lenBytes);
    const bytes = Buffer.from(this.content.subarray(from, from + lenBytes));
    if (this.marginal.size > 0) {
      for (const [offset, mask] of this.marginal) {
        if (offset >= from && offset < from + lenBytes) bytes[offset - from]! &= ~(mask & this.chance());
      }
    }
    return bytes;
  }

  /** Clears the bits that are 0 in `bytes`, word by word. Throws PowerCut at the word where power is lost. */
  write(addr: number, bytes: Uint8Array): void {
    const from = this.locate(addr, bytes.length);
    const end = from + bytes.length;
    try {
      for (let word = from & ~3; word < end; word += 4) {
        const cut = this.countOperation();
        for (let at = Math.max(word, from); at < Math.min(word + 4, end); at++) {
          const data = bytes[at - from]!;
          this.clearBits(at, cut ? this.reached(this.content[at]! & ~data, at, cut) : ~data & 0xff);
        }
        if (cut) throw new PowerCut();
      }
    } finally {
      this.writeThrough(from, end);
    }
  }

  /** Sets all bits of the page that holds `addr`. Throws PowerCut when power is lost in it. */
  erase(addr: number): void {
    const { base, pageBytes } = this.map;
    const from = this.locate(addr, 1) - ((addr - base) % pageBytes);
    const cut = this.countOperation();
    try {
      if (cut) {
        this.damagePage(from, cut);
        throw new PowerCut();
      }
      this.content.fill(0xff, from, from + pageBytes);
      this.forgetMarginal(from, from + pageBytes);
    } finally {
      this.writeThrough(from, from + pageBytes);
    }
  }

  /**
   * Power will be lost at the n-th word write or page erase from now (1 is the next one; Infinity calls it
   * off).
   */
  cutAt(n: number, options: CutOptions = {}): void {
    if (!(n >= 1)) throw new RangeError("cutAt counts from 1");
    this.cutAfter = n;
    this.cutOptions = options;
  }

  /** Power is lost now, between two operations. */
  powerOff(): void {
    this.off = true;
  }

  /**
   * Power is back: content and half-written bits are as the cut left them. A cut that is still ahead stays
   * ahead.
   */
  powerOn(): void {
    this.off = false;
  }

  /** Releases the file. */
  close(): void {
    if (this.fd >= 0) closeSync(this.fd);
    this.fd = -1;
    this.off = true;
  }

  private locate(addr: number, lenBytes: number): number {
    if (this.off) throw new PowerCut();
    const { base, end } = this.map;
    if (!(addr >= base && addr + lenBytes <= end)) {
      throw new RangeError(`no flash at 0x${(addr >>> 0).toString(16)}, ${lenBytes} bytes`);
    }
    return addr - base;
  }

  /** Counts an operation; returns the source of its damage when it is the one that power is lost in. */
  private countOperation(): (() => number) | undefined {
    if (this.off) throw new PowerCut();
    this.ops++;
    this.cutAfter--;
    if (this.cutAfter > 0) return undefined;
    this.off = true;
    this.cutAfter = Infinity;
    const words = seededWords(this.cutOptions.seed ?? 1);
    this.chance = seededWords(words());
    return words;
  }

  /** Of the bits that a cut word should clear, those that it did clear; notes the ones caught half-way. */
  private reached(wanted: number, at: number, words: () => number): number {
    const damage = this.cutOptions.word ?? WORD_DAMAGE[seededWords(this.cutOptions.seed ?? 1)() % 4]!;
    if (damage === "none") return 0;
    if (damage === "all") return wanted;
    if (typeof damage === "number") return wanted & (damage >>> ((at & 3) * 8));
    const done = wanted & words();
    if (this.cutOptions.marginal !== false) this.noteMarginal(at, wanted & ~done & words());
    return done;
  }

  private damagePage(from: number, words: () => number): void {
    const { pageBytes } = this.map;
    const pick = words();
    const damage = this.cutOptions.page ?? PAGE_DAMAGE[pick % PAGE_DAMAGE.length]!;
    const marginal = this.cutOptions.marginal !== false;
    const boundary = damage === "part" ? 1 + (words() % (pageBytes - 1)) : pageBytes;
    if (damage === "none") return;
    this.forgetMarginal(from, from + boundary);
    for (let at = from; at < from + boundary; at++) {
      const old = this.content[at]!;
      if (damage === "all" || damage === "part") this.content[at] = 0xff;
      else if (damage === "zeros") this.content[at] = 0;
      else if (damage === "any") this.content[at] = words() & 0xff;
      else {
        this.content[at] = old | (words() & 0xff);
        if (marginal) this.noteMarginal(at, this.content[at]! & ~old & words());
      }
    }
  }

  private clearBits(at: number, mask: number): void {
    this.content[at]! &= ~mask;
    const unstable = this.marginal.get(at);
    if (unstable !== undefined) this.setMarginal(at, unstable & ~mask);
  }

  private noteMarginal(at: number, mask: number): void {
    this.setMarginal(at, (this.marginal.get(at) ?? 0) | (mask & 0xff));
  }

  private setMarginal(at: number, mask: number): void {
    if (mask) this.marginal.set(at, mask);
    else this.marginal.delete(at);
  }

  private forgetMarginal(from: number, end: number): void {
    for (const offset of this.marginal.keys())
      if (offset >= from && offset < end) this.marginal.delete(offset);
  }

  private writeThrough(from: number, end: number): void {
    if (this.fd < 0) return;
    try {
      for (let done = from; done < end;) done += writeSync(this.fd, this.content, done, end - done, done);
    } catch (error) {
      throw fileFailure(error, "flash file");
    }
  }
}

function openFile(path: string, bytes: number, create: boolean): number {
  try {
    return openSync(path, "r+");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw fileFailure(error, path);
    if (!create) throw new Failure(E_FLASH_MISSING, path);
  }
  // Under another name first: a file that exists has its full size, whenever the process is killed.
  const unfinished = `${path}.new`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(unfinished, Buffer.alloc(bytes, 0xff), { mode: 0o600 });
    renameSync(unfinished, path);
    return openSync(path, "r+");
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw fileFailure(error, path);
  }
}

function fileFailure(error: unknown, path: string): Failure {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOSPC" || code === "EDQUOT") return new Failure(E_DISK_FULL, path);
  return new Failure(E_FLASH_ACCESS, `${path}, ${code ?? message}`);
}
