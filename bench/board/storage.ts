// Espruino's Storage on a flash file, with the interpreter's own algorithm: the same calls leave the same
// bytes, word by word and in the same order. The host provisions boards with it, and it is
// `require("Storage")` of the simulated board. An overwrite deletes the old file first, and a write that
// finds no room compacts; nothing of that is made safer here.

import { crc32 } from "node:zlib";
import { type BoardFacts, isLinux } from "./facts.ts";
import type { FlashFile } from "./flash.ts";
import { compact } from "./storage-compact.ts";
import {
  Cursor, FLAG_NAME_TABLE, FLAG_STORAGE_FILE, HEADER_BYTES, NAME_BYTES, alignWord, decodeName, encodeName,
  flagsOf, isErased, isKept, isSound, isTrash, measure, nextPage, roomAt, sizeOf,
} from "./storage-scan.ts";
import type { Header, Stats } from "./storage-scan.ts";
import { NameTable, TABLE_NAME } from "./storage-table.ts";

/** An error that the interpreter throws to the script, with its text. */
export class StorageError extends Error {}

/** A file found in flash: the address of its content, and its header. */
export interface Found {
  addr: number;
  header: Header;
}

/**
 * Which files `list` gives: with the flags of `only` (0 for all), without those of `never`, and those that
 * `match`.
 */
export interface ListFilter {
  only?: number;
  never?: number;
  match?: (name: string) => boolean;
}

const TABLE_AFTER_CHANGES = 200;

/** Storage of one board. Names and texts are byte strings (latin1) or Buffers; sizes are bytes. */
export class Storage {
  readonly flash: FlashFile;
  /**
   * Where the interpreter prints "Compacting... "; the text has no line ends of its own beyond the
   * interpreter's.
   */
  log: (text: string) => void = () => {};
  private readonly keepsTable: boolean;
  private readonly table: NameTable;

  /** Takes the flash as it is; call `checkAtBoot` to do what the interpreter does at power-on. */
  constructor(flash: FlashFile, board: Pick<BoardFacts, "build">) {
    this.flash = flash;
    this.keepsTable = isLinux(board);
    this.table = new NameTable(flash);
  }

  /** The test at power-on: true when Storage is sound; otherwise everything is erased, and false. */
  checkAtBoot(): boolean {
    this.table.forget();
    const sound = isSound(this.flash, (cursor) => this.keepsTable && this.table.note(cursor));
    if (!sound) this.eraseAll();
    return sound;
  }

  /**
   * The content of a file or a part of it (`lenBytes` 0: to its end); undefined when there is no such file.
   */
  read(name: string | Buffer, offset = 0, lenBytes = 0): Buffer | undefined {
    const found = this.find(name);
    if (!found) return undefined;
    const size = sizeOf(found.header);
    const from = Math.min(Math.max(offset, 0), size);
    const wanted = lenBytes <= 0 ? size : lenBytes;
    const count = Math.min(wanted, size - from);
    return count > 0 ? this.flash.read(found.addr + from, count) : Buffer.alloc(0);
  }

  /**
   * Writes a file, or a part of it at `offset`; `size` reserves more room than the data needs (0: just the
   * data). Throws StorageError as the interpreter does: no room, too much data, written before with different
   * data, empty.
   */
  write(name: string | Buffer, data: string | Uint8Array, offset = 0, size = 0, flags = 0): boolean {
    if (offset < 0 || size < 0) return false;
    const bytes = toBytes(data);
    const total = size || bytes.length;
    if (total === 0) throw new StorageError("Can't create zero length file");
    let found = this.find(name);
    if (offset === 0 && !(found && this.isReserved(found, total, flags))) {
      if (found && this.holds(found, bytes, total, flags)) return true;
      if (found) this.erase_(found, true);
      found = this.create(encodeName(toBytes(name)), total, flags);
    }
    if (!found) throw new StorageError("Unable to find or create file");
    if (offset + bytes.length > sizeOf(found.header)) throw new StorageError("Too much data for file size");
    const addr = found.addr + offset;
    if (!isErased(this.flash, addr, bytes.length)) {
      throw new StorageError("File already written with different data");
    }
    this.flash.write(addr, bytes);
    return true;
  }

  /** Deletes a file; false when there is none. */
  erase(name: string | Buffer): boolean {
    const found = this.find(name);
    if (found) this.erase_(found, true);
    return found !== undefined;
  }

  /** Erases all pages of Storage. */
  eraseAll(): void {
    this.table.forget();
    const { storageStart, storageEnd, pageBytes } = this.flash.map;
    for (let page = storageStart; page < storageEnd; page += pageBytes) this.flash.erase(page);
  }

  /** Moves all files to the start and erases the rest; false when there was no trash. */
  compact(): boolean {
    this.table.forget();
    return compact(this.flash, this.log);
  }

  /** Names of files in the order of flash; a StorageFile is listed once, by its first piece. */
  list(filter: ListFilter = {}): string[] {
    const names: string[] = [];
    this.visit(filter, (name) => names.push(name));
    return names;
  }

  /** A number that changes when the names or places of the files change. */
  hash(match?: (name: string) => boolean): number {
    let hash = 0xabcddcba | 0;
    this.visit({ never: FLAG_STORAGE_FILE, match }, (name, addr) => {
      hash = ((hash << 1) | (hash >>> 31)) ^ addr ^ crc32(Buffer.from(name, "latin1"));
    });
    return hash;
  }

  /** Bytes at the end of Storage that no file has used since the last compaction. */
  getFree(): number {
    return measure(this.flash).freeBytes;
  }

  /** Sums over files and trash. */
  getStats(): Stats {
    return measure(this.flash);
  }

  /** Writes the table of names (Linux build; elsewhere it does nothing). */
  optimise(): void {
    if (this.keepsTable) this.createTable();
  }

  /** Looks a file up by name; a name like "C:x" means "x". */
  find(name: string | Buffer): Found | undefined {
    const wanted = withoutDrive(encodeName(toBytes(name)));
    const inTable = this.findInTable(wanted);
    if (inTable) return inTable;
    const cursor = this.table.startAfter();
    if (!cursor) return undefined;
    do {
      if (!cursor.header.name.subarray(0, 4).equals(wanted.subarray(0, 4))) continue;
      if (cursor.load() && cursor.header.name.equals(wanted)) {
        return { addr: cursor.addr + HEADER_BYTES, header: cursor.header };
      }
    } while (cursor.next(true));
    return undefined;
  }

  /** True for a file of the right size and kind whose content is still erased: it is filled in place. */
  private isReserved(found: Found, total: number, flags: number): boolean {
    const { addr, header } = found;
    return flags === flagsOf(header) && total === sizeOf(header) && isErased(this.flash, addr, total);
  }

  private holds(found: Found, bytes: Buffer, total: number, flags: number): boolean {
    const { addr, header } = found;
    if (total !== sizeOf(header) || flags !== flagsOf(header) || bytes.length !== total) return false;
    return this.flash.read(addr, total).equals(bytes);
  }

  private erase_({ addr }: Found, mayWriteTable: boolean): void {
    this.flash.write(addr - HEADER_BYTES + 4, Buffer.alloc(4));
    if (!mayWriteTable || !this.keepsTable) return;
    const changes = measure(this.flash, this.table.end);
    if (changes.trashCount + changes.fileCount > TABLE_AFTER_CHANGES) this.createTable();
  }

  /** Writes a header where there is room, compacting at most once; undefined when there is none. */
  private create(encoded: Buffer, size: number, flags: number): Found | undefined {
    const name = withoutDrive(encoded);
    const required = alignWord(size) + HEADER_BYTES;
    for (let compacted = false; ; compacted = true) {
      const place = this.findRoom(required);
      if (place.addr) {
        const bytes = Buffer.alloc(HEADER_BYTES);
        bytes.writeUInt32LE((size | (flags << 24)) >>> 0);
        name.copy(bytes, 4);
        this.flash.write(place.addr, bytes);
        return { addr: place.addr + HEADER_BYTES, header: { word: bytes.readUInt32LE(0), name } };
      }
      if (compacted || required >= place.freeBytes + place.trashBytes || !this.compact()) return undefined;
    }
  }

  private findRoom(required: number): { addr: number; freeBytes: number; trashBytes: number } {
    let freeBytes = 0;
    let trashBytes = 0;
    for (let addr = this.flash.map.storageStart; addr;) {
      const cursor = new Cursor(this.flash, addr);
      for (let found = cursor.load(); found; found = cursor.next(false)) {
        if (isTrash(cursor.header)) trashBytes += sizeOf(cursor.header);
      }
      const room = roomAt(this.flash, cursor.addr);
      freeBytes += room;
      if (room >= required) return { addr: cursor.addr, freeBytes, trashBytes };
      addr = nextPage(this.flash, cursor.addr);
    }
    return { addr: 0, freeBytes, trashBytes };
  }

  private visit(filter: ListFilter, each: (name: string, headerAddr: number) => void): void {
    const show = (cursor: Cursor): void => {
      const name = isKept(cursor.header) ? nameToList(cursor.header, filter) : undefined;
      if (name !== undefined && (filter.match?.(name) ?? true)) each(name, cursor.addr);
    };
    for (const entry of this.table.entries()) {
      const cursor = new Cursor(this.flash, entry.addr);
      if (cursor.load()) show(cursor);
    }
    const cursor = this.table.startAfter();
    if (!cursor) return;
    do show(cursor);
    while (cursor.next(true));
  }

  private findInTable(wanted: Buffer): Found | undefined {
    for (const entry of this.table.entries()) {
      if (!entry.name.equals(wanted)) continue;
      const cursor = new Cursor(this.flash, entry.addr);
      if (cursor.load() && !isTrash(cursor.header))
        return { addr: entry.addr + HEADER_BYTES, header: cursor.header };
    }
    return undefined;
  }

  private createTable(): void {
    const count = [...this.keptFiles()].length;
    const old = this.find(TABLE_NAME);
    if (old) this.erase_(old, false);
    if (count === 0) return;
    const created = this.create(encodeName(TABLE_NAME), count * HEADER_BYTES, FLAG_NAME_TABLE);
    if (created) this.table.fill(created.addr, this.keptFiles());
  }

  private *keptFiles(): Generator<{ addr: number; header: Header }> {
    const cursor = new Cursor(this.flash);
    for (let found = cursor.load(); found; found = cursor.next(true)) {
      if (isKept(cursor.header)) yield { addr: cursor.addr, header: cursor.header };
    }
  }
}

/** The name under which a file is listed, or undefined when the filter leaves it out. */
function nameToList(header: Header, { only = 0, never = 0 }: ListFilter): string | undefined {
  const flags = flagsOf(header);
  if (flags & never || (only && !(flags & only))) return undefined;
  if (!(flags & FLAG_STORAGE_FILE)) return decodeName(header.name);
  const zero = header.name.indexOf(0, 1);
  const last = (zero < 0 ? NAME_BYTES : zero) - 1;
  if (header.name[last] !== 1) return undefined;
  return decodeName(only & FLAG_STORAGE_FILE ? header.name.subarray(0, last) : header.name);
}

function withoutDrive(name: Buffer): Buffer {
  return name[1] === 0x3a ? encodeName(name.subarray(2)) : name;
}

function toBytes(data: string | Uint8Array): Buffer {
  return typeof data === "string"
    ? Buffer.from(data, "latin1")
    : Buffer.from(data.buffer, data.byteOffset, data.length);
}
