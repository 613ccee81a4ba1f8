// How Espruino's Storage lies in flash: files one after another, each a 32-byte header (size with flags in
// its top byte, 28 bytes of name) and the content padded to 4 bytes. A file whose first 4 name bytes are 0 is
// deleted (trash). The walk over the headers follows the interpreter's own in every odd case, since damaged
// flash shows the difference.

import type { FlashFile } from "./flash.ts";

export const HEADER_BYTES = 32;
export const NAME_BYTES = 28;
export const FLAG_NAME_TABLE = 32;
export const FLAG_STORAGE_FILE = 64;
export const FLAG_COMPRESSED = 128;

const UNSET_WORD = 0xffffffff;

/** A file header as it was read from flash. */
export interface Header {
  /** First word: size in the low 24 bits, flags above. */
  word: number;
  name: Buffer;
}

/** Sums over the files of Storage, in bytes with headers and padding. */
export interface Stats {
  fileBytes: number;
  fileCount: number;
  trashBytes: number;
  trashCount: number;
  totalBytes: number;
  freeBytes: number;
  /** Where a compaction starts: the last page that begins with a file, before the first trash. */
  firstTrashPage: number;
}

/** The bytes of an address or size, rounded up to a whole word. */
export function alignWord(n: number): number {
  return (n + 3) & ~3;
}

/** Size of the content in bytes. */
export function sizeOf(header: Header): number {
  return header.word & 0xffffff;
}

/** The flags of the file. */
export function flagsOf(header: Header): number {
  return header.word >>> 24;
}

/** True when the header belongs to a deleted file. */
export function isTrash(header: Header): boolean {
  return header.name.readUInt32LE(0) === 0;
}

/** True for files that are listed and survive a compaction: not deleted, and of a known kind. */
export function isKept(header: Header): boolean {
  const flags = flagsOf(header);
  return !isTrash(header) && (flags === 0 || flags === FLAG_STORAGE_FILE || flags === FLAG_COMPRESSED);
}

/** True when all 32 bytes of the header are erased. */
export function isBlank(header: Header): boolean {
  return header.word === UNSET_WORD && header.name.every((byte) => byte === 0xff);
}

/** A name as it stands in a header: cut to 28 bytes, filled up with 0. */
export function encodeName(name: Buffer): Buffer {
  const padded = Buffer.alloc(NAME_BYTES);
  name.copy(padded, 0, 0, NAME_BYTES);
  return padded;
}

/** A name as text (latin1), up to its first 0. */
export function decodeName(name: Buffer): string {
  const end = name.indexOf(0);
  return name.toString("latin1", 0, end < 0 ? NAME_BYTES : end);
}

/** One page on: the start of the next page inside Storage, or 0 when there is none. */
export function nextPage(flash: FlashFile, addr: number): number {
  if (addr === 0) return 0;
  const { pageBytes, storageEnd } = flash.map;
  const next = addr - (addr % pageBytes) + pageBytes;
  return next >= storageEnd ? 0 : next;
}

/** A place in Storage: the address of a header and what was read there; `addr` is 0 past the end. */
export class Cursor {
  addr: number;
  header: Header = { word: 0, name: Buffer.alloc(NAME_BYTES) };
  private readonly flash: FlashFile;

  /** Stands at the first file, or at `addr`. */
  constructor(flash: FlashFile, addr = flash.map.storageStart) {
    this.flash = flash;
    this.addr = addr;
  }

  /** Reads the header at the current address; true when it can be one (set, not 0, ending inside Storage). */
  load(): boolean {
    if (this.addr === 0) return false;
    const bytes = this.flash.read(this.addr, HEADER_BYTES);
    this.header = { word: bytes.readUInt32LE(0), name: bytes.subarray(4) };
    const end = this.addr + HEADER_BYTES + sizeOf(this.header);
    return this.header.word !== UNSET_WORD && this.header.word !== 0 && end <= this.flash.map.storageEnd;
  }

  /** Goes on to the next file; where none follows directly, `skip` tries the start of the next page once. */
  next(skip: boolean): boolean {
    const addr = alignWord(this.addr + sizeOf(this.header) + HEADER_BYTES);
    this.addr = 0;
    if (addr + HEADER_BYTES > this.flash.map.storageEnd) return false;
    this.addr = addr;
    if (this.load()) return true;
    if (!skip) return false;
    this.addr = nextPage(this.flash, addr);
    return this.load();
  }
}

/** Room from `addr` to the next page that starts with a file, or to the end of Storage. */
export function roomAt(flash: FlashFile, addr: number): number {
  if (addr === 0) return 0;
  const { storageEnd } = flash.map;
  const page = nextPage(flash, addr) || storageEnd;
  return (page < storageEnd && new Cursor(flash, page).load() ? page : storageEnd) - addr;
}

/** Sums over all files from `addr` on. */
export function measure(flash: FlashFile, addr = flash.map.storageStart): Stats {
  const { pageBytes, storageEnd } = flash.map;
  const totalBytes = storageEnd - addr;
  const stats: Stats = {
    fileBytes: 0,
    fileCount: 0,
    trashBytes: 0,
    trashCount: 0,
    totalBytes,
    freeBytes: totalBytes,
    firstTrashPage: 0,
  };
  const cursor = new Cursor(flash, addr);
  let pageStart = addr;
  for (let found = cursor.load(); found; found = cursor.next(true)) {
    if (cursor.addr % pageBytes === 0) pageStart = cursor.addr;
    const bytes = alignWord(sizeOf(cursor.header)) + HEADER_BYTES;
    stats.freeBytes = storageEnd - (cursor.addr + bytes);
    if (isTrash(cursor.header)) {
      stats.trashBytes += bytes;
      stats.trashCount++;
      stats.firstTrashPage ||= pageStart;
    } else {
      stats.fileBytes += bytes;
      stats.fileCount++;
    }
  }
  return stats;
}

/** True when `lenBytes` from `addr` are all 0xFF. */
export function isErased(flash: FlashFile, addr: number, lenBytes: number): boolean {
  return flash.read(addr, lenBytes).every((byte) => byte === 0xff);
}

/**
 * The test at power-on: the walk must end at a blank header, or at the very end; with no file at all
 * everything must be erased. When it is false the interpreter erases all of Storage.
 */
export function isSound(flash: FlashFile, onHeader?: (cursor: Cursor) => void): boolean {
  const { storageStart, storageEnd } = flash.map;
  const cursor = new Cursor(flash);
  if (cursor.load()) {
    let last = cursor.addr;
    while (cursor.next(true)) {
      onHeader?.(cursor);
      last = cursor.addr;
    }
    if (cursor.addr === 0) {
      // Past the end there is no header to look at; the last one read says whether that is because Storage is
      // full.
      const end = alignWord(last + sizeOf(cursor.header) + HEADER_BYTES);
      if (end <= storageEnd && end + HEADER_BYTES > storageEnd) return true;
    }
  }
  if (!isBlank(cursor.header)) return false;
  return cursor.addr !== storageStart || isErased(flash, storageStart, storageEnd - storageStart);
}
