// The table of names that the Linux build keeps in Storage: a file of headers whose first word is the place
// of a file. It is written after many deletions and remembered until the next compaction; the chips have
// none.

import type { FlashFile } from "./flash.ts";
import {
  Cursor, FLAG_NAME_TABLE, HEADER_BYTES, NAME_BYTES, encodeName, flagsOf, sizeOf,
} from "./storage-scan.ts";
import type { Header } from "./storage-scan.ts";

/** The name of the table's file. */
export const TABLE_NAME = Buffer.from("[FILENAME_TABLE]");

const TABLE_MAX_BYTES = 10000;

/** What is known of the table: where its content is, if there is one. */
export class NameTable {
  private readonly flash: FlashFile;
  private place: { addr: number; bytes: number } | undefined;

  constructor(flash: FlashFile) {
    this.flash = flash;
  }

  /** From here on changes are counted: the end of the table, or undefined for the start of Storage. */
  get end(): number | undefined {
    return this.place && this.place.addr + this.place.bytes;
  }

  /** The table is no longer to be trusted. */
  forget(): void {
    this.place = undefined;
  }

  /** A header seen at boot: remembers it if it is a table's. */
  note({ addr, header }: Cursor): void {
    if (!(flagsOf(header) & FLAG_NAME_TABLE)) return;
    const isTable = header.name.equals(encodeName(TABLE_NAME)) && sizeOf(header) < TABLE_MAX_BYTES;
    if (isTable) this.place = { addr: addr + HEADER_BYTES, bytes: sizeOf(header) };
  }

  /** The first file that is not in the table; the table itself looks like a deleted one. */
  startAfter(): Cursor | undefined {
    if (!this.place) {
      const cursor = new Cursor(this.flash);
      return cursor.load() ? cursor : undefined;
    }
    const cursor = new Cursor(this.flash, this.place.addr - HEADER_BYTES);
    cursor.header = { word: this.place.bytes, name: Buffer.alloc(NAME_BYTES) };
    return cursor;
  }

  /** The files that the table names: where their headers should be. */
  *entries(): Generator<{ addr: number; name: Buffer }> {
    if (!this.place) return;
    const { addr, bytes } = this.place;
    for (let at = addr; at + HEADER_BYTES <= addr + bytes; at += HEADER_BYTES) {
      const entry = this.flash.read(at, HEADER_BYTES);
      yield { addr: this.flash.map.storageStart + entry.readUInt32LE(0), name: entry.subarray(4) };
    }
  }

  /** Writes the entries into a file just created for them. */
  fill(addr: number, files: Iterable<{ addr: number; header: Header }>): void {
    let at = addr;
    for (const file of files) {
      const entry = Buffer.alloc(HEADER_BYTES);
      entry.writeUInt32LE(file.addr - this.flash.map.storageStart);
      file.header.name.copy(entry, 4);
      this.flash.write(at, entry);
      at += HEADER_BYTES;
    }
    this.place = { addr, bytes: at - addr };
  }
}
