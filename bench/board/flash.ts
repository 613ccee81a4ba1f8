// NOR flash as one file: writing can only clear bits and goes word by word (4 bytes), erasing sets a whole
// page. Power can be cut at any word or page. What the cut leaves behind is seeded: a word with some of its
// bits, a page that is erased in part, and bits that read differently each time until the page is erased or
// they are written to 0. The content is held in memory (256 kB to 1 MB) and every change is written through
// to the file.

import { createHash } from "node:crypto";
import { closeSync } from "node:fs";
import { Cells } from "./cells.ts";
import { type BoardFacts, type FlashMap, mapFlash } from "./facts.ts";
import { openDisk, writeDisk } from "./flash-disk.ts";
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
   * Which of the bits that the word should have cleared are cleared; "most" leaves a few that all read by chance,
   * so that the word looks right now and then; a number is a mask of the word, low byte first.
   */
  word?: "none" | "some" | "most" | "all" | number;
  /**
   * What becomes of the page: untouched, its first part erased, all bits 0, any content, each bit perhaps
   * set, erased but for a few bits that read by chance, erased.
   */
  page?: "none" | "part" | "zeros" | "any" | "some" | "most" | "all";
  /** Whether bits caught half-way may read differently twice; default true. */
  marginal?: boolean;
}

/** Cells that no longer do as they are told. */
export interface Worn {
  addr: number;
  lenBytes: number;
  /** Of the bits that a write should clear: none are, or some (always the same ones) are not. */
  write?: "none" | "some";
  /** Of the bits that an erase should set: none are, or some (always the same ones) are not. */
  erase?: "none" | "some";
  /** Which of them; default 1. */
  seed?: number;
}

const PAGE_DAMAGE = ["none", "part", "zeros", "any", "some", "all"] as const;
const WORD_DAMAGE = ["none", "some", "some", "all"] as const;
/** At most so many bits of a page that was almost erased read by chance. */
const FEW_BITS = 3;

/** The flash of one board. Addresses are the interpreter's; an address outside throws RangeError. */
export class FlashFile {
  readonly map: FlashMap;
  /** Word writes and page erases so far. */
  ops = 0;
  private readonly cells: Cells;
  private fd: number;
  private cutAfter = Infinity;
  private cutOptions: CutOptions = {};
  private off = false;
  private worn: Worn[] = [];

  private constructor(map: FlashMap, cells: Cells, fd: number) {
    this.map = map;
    this.cells = cells;
    this.fd = fd;
  }

  /**
   * Opens the flash file of a board, or makes an erased one when `create` is set and there is none.
   * Throws Failure: E_FLASH_MISSING, E_FLASH_SIZE, E_FLASH_ACCESS, E_DISK_FULL.
   */
  static open(path: string, board: Pick<BoardFacts, "flash">, options: { create?: boolean } = {}): FlashFile {
    const map = mapFlash(board);
    const bytes = map.end - map.base;
    const { fd, content } = openDisk(path, bytes, options.create === true);
    return new FlashFile(map, Cells.of(content, map.pageBytes), fd);
  }

  /** Flash without a file, erased or with a copy of `content` (as `snapshot` gives it): for tests. */
  static inMemory(board: Pick<BoardFacts, "flash">, content?: Buffer): FlashFile {
    const map = mapFlash(board);
    const bytes = map.end - map.base;
    if (content && content.length !== bytes) throw new RangeError(`flash content must have ${bytes} bytes`);
    const { pageBytes } = map;
    const cells = content ? Cells.of(Buffer.from(content), pageBytes) : Cells.erased(bytes, pageBytes);
    return new FlashFile(map, cells, -1);
  }

  /**
   * A copy in memory as a power cut would leave it now: half-written and worn cells included, power on. What reads by
   * chance does so by the seed `chance`, when it is given.
   */
  fork(chance?: number): FlashFile {
    const copy = new FlashFile(this.map, this.cells.fork(chance), -1);
    copy.worn = [...this.worn];
    return copy;
  }

  /** True after a power cut, until `powerOn`. */
  get isOff(): boolean {
    return this.off;
  }

  /** A copy of the whole content, bits that read by chance as 1. */
  snapshot(): Buffer {
    return this.cells.snapshot();
  }

  /** A text that is the same for flashes with the same content, half-written and worn cells included. */
  digest(): string {
    return createHash("sha1").update(this.cells.digest()).update(JSON.stringify(this.worn)).digest("hex");
  }

  /** Reads `lenBytes` bytes; bits left between 0 and 1 by a cut are drawn anew at every read. */
  read(addr: number, lenBytes: number): Buffer {
    const from = this.locate(addr, lenBytes);
    return this.cells.read(from, lenBytes);
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
          const mask = (cut ? this.cells.get(at) : 0xff) & ~data & ~this.stuck(at, "write");
          this.cells.clear(at, cut ? this.reached(mask, at, cut) : mask);
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
      if (this.worn.length === 0) this.cells.erase(from);
      else for (let at = from; at < from + pageBytes; at++) this.setBits(at, 0xff);
      this.cells.settle(from, from + pageBytes);
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

  /** From now on these cells are worn, beside those that were before. */
  wearOut(worn: Worn): void {
    this.locate(worn.addr, worn.lenBytes);
    this.worn.push(worn);
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
    this.cells.seed(words());
    return words;
  }

  /** Of the bits that a cut word should clear, those that it did clear; notes the ones caught half-way. */
  private reached(wanted: number, at: number, words: () => number): number {
    const damage = this.cutOptions.word ?? WORD_DAMAGE[seededWords(this.cutOptions.seed ?? 1)() % 4]!;
    if (damage === "none") return 0;
    if (damage === "all") return wanted;
    if (typeof damage === "number") return wanted & (damage >>> ((at & 3) * 8));
    const done = wanted & (damage === "most" ? ~(words() & words() & words()) : words());
    if (damage === "most") this.cells.weaken(at, wanted & ~done);
    else if (this.cutOptions.marginal !== false) this.cells.weaken(at, wanted & ~done & words());
    return done;
  }

  private damagePage(from: number, words: () => number): void {
    const { pageBytes } = this.map;
    const pick = words();
    const damage = this.cutOptions.page ?? PAGE_DAMAGE[pick % PAGE_DAMAGE.length]!;
    const marginal = this.cutOptions.marginal !== false;
    const boundary = damage === "part" ? 1 + (words() % (pageBytes - 1)) : pageBytes;
    if (damage === "none") return;
    this.cells.settle(from, from + boundary);
    for (let at = from; at < from + boundary; at++) {
      const old = this.cells.get(at);
      if (damage === "all" || damage === "part" || damage === "most") this.setBits(at, 0xff);
      else if (damage === "zeros") this.cells.put(at, 0);
      else {
        // Bits on their way from 0 to 1 are those that read differently twice; in any content all may be.
        const now = damage === "any" ? words() & 0xff : old | (words() & 0xff);
        this.cells.put(at, now);
        if (marginal) this.cells.weaken(at, (damage === "any" ? words() : now & ~old) & words() & 0xff);
      }
    }
    if (damage !== "most") return;
    for (let bits = 1 + (words() % FEW_BITS); bits > 0; bits--) {
      this.cells.weaken(from + (words() % pageBytes), 1 << (words() & 7));
    }
  }

  private setBits(at: number, mask: number): void {
    this.cells.put(at, this.cells.get(at) | (mask & ~this.stuck(at, "erase")));
  }

  /** The bits of a byte that are worn in one direction. */
  private stuck(at: number, direction: "write" | "erase"): number {
    let mask = 0;
    const addr = this.map.base + at;
    for (const worn of this.worn) {
      if (addr < worn.addr || addr >= worn.addr + worn.lenBytes || !worn[direction]) continue;
      mask |= worn[direction] === "none" ? 0xff : seededWords((worn.seed ?? 1) * 65537 + at)() & 0xff;
    }
    return mask;
  }

  private writeThrough(from: number, end: number): void {
    if (this.fd >= 0) writeDisk(this.fd, from, this.cells.content(from, end - from));
  }
}
