// Storage's compaction: files move towards the start over the trash, page by page, through a buffer in RAM of
// one page and one header. A page is erased only after everything that was read from it is in the buffer, so
// that a power cut loses what the buffer held. Order and length of every write are the interpreter's, for the
// sake of those cuts.

import type { FlashFile } from "./flash.ts";
import { Cursor, HEADER_BYTES, alignWord, isKept, measure, nextPage, sizeOf } from "./storage-scan.ts";

/**
 * Compacts Storage; false when there is no trash. `log` gets the console text as the interpreter prints it.
 */
export function compact(flash: FlashFile, log: (text: string) => void): boolean {
  const stats = measure(flash);
  if (stats.trashBytes === 0) return false;
  const start = stats.firstTrashPage;
  const ring = new Ring(flash, start, Math.min(stats.fileBytes, flash.map.pageBytes + HEADER_BYTES));
  const cursor = new Cursor(flash, start);
  let progress = 0;
  log("Compacting... ");
  for (let found = cursor.load(); found; found = cursor.next(true)) {
    if (!isKept(cursor.header)) continue;
    const { addr, header } = cursor;
    ring.put(Buffer.concat([wordBytes(header.word), header.name]));
    let from = addr + HEADER_BYTES;
    let left = alignWord(sizeOf(header));
    ring.drain(from);
    while (left > 0) {
      const lenBytes = Math.min(ring.room(), left);
      if (lenBytes === 0) return false;
      ring.put(flash.read(from, lenBytes));
      from += lenBytes;
      left -= lenBytes;
      ring.drain(from);
    }
    const step = (addr - start) >> 14;
    if (step !== progress) log(`\b${"/-\\|"[step & 3]}`);
    progress = step;
  }
  ring.drain(flash.map.storageEnd);
  eraseRest(flash, start, ring.target, cursor.addr);
  log("\n");
  return true;
}

/** Erases the pages that the files have left: from the first page after them to where the old ones ended. */
function eraseRest(flash: FlashFile, start: number, written: number, oldEnd: number): void {
  const from = written === start ? start : nextPage(flash, written - 1);
  if (from === 0) return;
  const end = oldEnd || flash.map.storageEnd;
  for (let page = from; page < end; page += flash.map.pageBytes) flash.erase(page);
}

function wordBytes(word: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(word);
  return bytes;
}

/** The buffer in RAM: a ring whose content goes to flash as soon as the page it belongs to has been read. */
class Ring {
  /** Where in flash the next byte goes. */
  target: number;
  private readonly flash: FlashFile;
  private readonly bytes: Buffer;
  private head = 0;
  private tail = 0;
  private used = 0;

  constructor(flash: FlashFile, target: number, lenBytes: number) {
    this.flash = flash;
    this.target = target;
    this.bytes = Buffer.alloc(lenBytes);
  }

  /** How many bytes can be put in one piece. */
  room(): number {
    const toWrap = Math.min(this.bytes.length - this.used, this.bytes.length - this.head);
    return this.tail > this.head ? Math.min(toWrap, this.tail - this.head) : toWrap;
  }

  put(data: Buffer): void {
    for (const byte of data) {
      this.bytes[this.head] = byte;
      this.head = (this.head + 1) % this.bytes.length;
    }
    this.used += data.length;
  }

  /** Writes what lies on pages that are wholly read, given that reading has come to `readAddr`. */
  drain(readAddr: number): void {
    const { pageBytes, storageEnd } = this.flash.map;
    while (this.used > 0) {
      const pageEnd = nextPage(this.flash, this.target) || storageEnd;
      if (readAddr < pageEnd) return;
      const lenBytes = Math.min(this.used, this.bytes.length - this.tail, pageEnd - this.target);
      if (this.target % pageBytes === 0) this.flash.erase(this.target);
      this.flash.write(this.target, this.bytes.subarray(this.tail, this.tail + lenBytes));
      this.target += lenBytes;
      this.tail = (this.tail + lenBytes) % this.bytes.length;
      this.used -= lenBytes;
    }
  }
}
