// A journal of small records on raw NOR flash that survives a power cut at any word or page erase.
// Each bank has two pages: one is current, the other is free. A page is a row of records; a commit (type 0) stands
// behind those that were there when the page was made, and a page without one counts for nothing.
//   record = crc32 of the rest · type u8 · version u8 · length u16 · sequence u32 · data, padded to words · state word
// The state word tells what can be trusted after a cut, when bits may read differently twice. Its first byte is cleared
// once the record was read back, the second once the first was, the last two before anything behind it, or the other page, is
// touched. A bit seen cleared is proof that the step before was complete; what is not proven is written anew at mount.
// Held in memory: the newest record of each type. Make it, use it, drop it.

import { E_JOURNAL_DEGRADED, E_JOURNAL_FULL, E_JOURNAL_NEWER, E_JOURNAL_WORN } from "../codes.ts";
import type { Crc32, FlashPort } from "../ports.ts";
import { packWord, unpackWord } from "./word.ts";

/** Format of the pages. A later one keeps the layout of records, so that this code can see that it must not write. */
const FORMAT = 1;
const HEAD_BYTES = 12;
const STATE_BYTES = 4;
const COMMIT_BYTES = HEAD_BYTES + STATE_BYTES;
const MAX_TYPE = 31;

/** A page is a multiple of this. */
const CHUNK_BYTES = 64;

/** More records than one put or mount writes. */
const HIDDEN = 8;

const ERASED_WORD = "\xff\xff\xff\xff";
const ERASED_HEAD = "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff";
const READ_BACK = "\0\xff\xff\xff";
const SEALED = "\0\0\xff\xff";
const CLOSED = "\0\0\0\0";

interface Bank {
  /** Address of the first of its two pages. */
  _first: number;
  /** Address of the current page, 0 when neither has a commit. */
  _page: number;
  /** Sequence of the commit of the current page: the page with the higher one is current. */
  _commit: number;
  /** Sequence of its last record: the page has everything that is not newer. */
  _sequence: number;
  /** Where its next record goes. */
  _end: number;
  /** Whether a record can be appended: the last one is sealed, not closed, and nothing has begun behind it. */
  _clean: boolean;
  /** What was read from it, by type; empty once merged. */
  _records: string[];
}

export class Journal {
  _flash: FlashPort;
  _crc: Crc32;
  _pageBytes: number;
  _banks: Bank[];
  /** The newest record of each type, without its state word. */
  _records: string[];
  /** No record has a higher sequence. */
  _sequence: number;
  /** Banks that do not hold all of `_records`; -1 before `mount`. */
  _failed: number;
  _newer: boolean;

  /**
   * Reads the journal of `banks` pairs of pages at `addr` (not 0) and writes nothing. What `get` answers before `mount` is
   * what was readable this once.
   */
  constructor(flash: FlashPort, crc: Crc32, addr: number, pageBytes: number, banks: number) {
    this._flash = flash;
    this._crc = crc;
    this._pageBytes = pageBytes;
    this._banks = [];
    this._records = [];
    this._sequence = 0;
    this._failed = -1;
    this._newer = false;
    for (; banks > 0; banks--) {
      const bank: Bank = { _first: addr, _page: 0, _commit: 0, _sequence: 0, _end: 0, _clean: false, _records: [] };
      this._banks.push(bank);
      this._scan(bank, addr);
      this._scan(bank, addr + pageBytes);
      for (let type = 1; type <= MAX_TYPE; type++) {
        const record = bank._records[type];
        const other = this._records[type];
        if (record && !(other && unpackWord(other, 8) >= unpackWord(record, 8))) this._records[type] = record;
      }
      bank._records = [];
      addr += 2 * pageBytes;
    }
    // A record that could not be read this time may show itself later: it must be older than all that are written now.
    this._sequence += HIDDEN;
  }

  /**
   * Makes durable what was read, in every bank; writes nothing where that is so already. To be called before a record is
   * relied on. Returns 0, or E_JOURNAL_DEGRADED, E_JOURNAL_WORN, E_JOURNAL_NEWER.
   */
  mount(): number {
    let newest = 0;
    for (let type = 1; type <= MAX_TYPE; type++) {
      const record = this._records[type];
      if (record) newest = Math.max(newest, unpackWord(record, 8));
    }
    return this._each(newest, "");
  }

  /** The data of the newest record of `type`, or undefined when there is none or it was removed. */
  get(type: number): string | undefined {
    const record = this._records[type];
    const lenBytes = record ? unpackWord(record, 4) & 65535 : 0;
    return lenBytes ? record.substr(HEAD_BYTES, lenBytes) : undefined;
  }

  /** The version that the newest record of `type` was put with, 0 when there is none. */
  version(type: number): number {
    const record = this._records[type];
    return record ? record.charCodeAt(5) : 0;
  }

  /**
   * Stores `data` (bytes; empty removes the record) as the record of `type`, 1 to 31, in format `version`, 1 to 255, else 1.
   * Returns 0 when it is durable in every bank, E_JOURNAL_DEGRADED when in one only, or, with the old record still
   * valid, E_JOURNAL_FULL, E_JOURNAL_WORN, E_JOURNAL_NEWER. What is stored already is not written again.
   */
  put(type: number, data: string, version?: number): number {
    if (!(type > 0 && type <= MAX_TYPE)) throw new TypeError("record type");
    if (this._failed < 0) this.mount();
    const old = this._records[type];
    const record = this._pack(type, version || 1, data);
    if (!this._failed && old && old.substr(4, 4) === record.substr(4, 4) && old.substr(12) === record.substr(12)) return 0;
    this._records[type] = record;
    let used = COMMIT_BYTES;
    for (let i = 1; i <= MAX_TYPE; i++) if (this._records[i]) used += this._records[i].length + STATE_BYTES;
    const status = used > this._pageBytes ? E_JOURNAL_FULL : this._each(this._sequence, record);
    if (status && status !== E_JOURNAL_DEGRADED) this._records[type] = old;
    return status;
  }

  /** Removes the record of `type`; returns as `put`. Its bytes stay in flash until both pages of a bank were made anew. */
  remove(type: number): number {
    return this.get(type) === undefined ? 0 : this.put(type, "");
  }

  /** Brings every bank up to sequence `newest`, by appending `record` where that is all it needs, or by a new page. */
  _each(newest: number, record: string): number {
    if (this._newer) return E_JOURNAL_NEWER;
    const banks = this._banks;
    this._failed = 0;
    for (let i = 0; i < banks.length; i++) {
      const bank = banks[i];
      const current = bank._clean && bank._sequence >= newest;
      if (newest && !current && !this._append(bank, record) && !this._rotate(bank)) this._failed++;
    }
    return this._failed ? (this._failed < banks.length ? E_JOURNAL_DEGRADED : E_JOURNAL_WORN) : 0;
  }

  /** Appends to the current page; false when something else has begun there, it is full, or the write does not stick. */
  _append(bank: Bank, record: string): boolean {
    const at = bank._page + bank._end;
    const end = bank._end + record.length + STATE_BYTES;
    const clean = bank._clean;
    // Closed even when nothing is appended: a page that was once passed over must not be written again, because the
    // one that took its place may show or hide itself later.
    bank._clean = false;
    if (!bank._page || !this._program(at - STATE_BYTES, CLOSED)) return false;
    if (!clean || !record || end > this._pageBytes || !this._program(at, record)) return false;
    if (!this._seal(at + record.length)) return false;
    bank._end = end;
    bank._sequence = this._sequence;
    return (bank._clean = true);
  }

  /** Makes the free page the current one, with the newest record of every type. The page that was current stays as it is. */
  _rotate(bank: Bank): boolean {
    const page = bank._page === bank._first ? bank._first + this._pageBytes : bank._first;
    this._flash.erase(page);
    // A page that reads erased may be so by chance; one that was just erased and reads so is.
    let erased = ERASED_WORD;
    while (erased.length < CHUNK_BYTES) erased += erased;
    for (let at = 0; at < this._pageBytes; at += CHUNK_BYTES) {
      if (this._flash.read(page + at, CHUNK_BYTES) !== erased) return false;
    }
    let end = 0;
    for (let type = 1; type <= MAX_TYPE; type++) {
      const record = this._records[type];
      if (record) {
        if (!this._program(page + end, record + SEALED)) return false;
        end += record.length + STATE_BYTES;
      }
    }
    if (!this._program(page + end, this._pack(0, FORMAT, "")) || !this._seal(page + end + HEAD_BYTES)) return false;
    bank._page = page;
    bank._end = end + COMMIT_BYTES;
    bank._commit = bank._sequence = this._sequence;
    return (bank._clean = true);
  }

  /** Writes and reads back. */
  _program(addr: number, data: string): boolean {
    this._flash.write(addr, data);
    return this._flash.read(addr, data.length) === data;
  }

  /** In two steps, so that the second proves the first. */
  _seal(addr: number): boolean {
    return this._program(addr, READ_BACK) && this._program(addr, SEALED);
  }

  /** A record with the next sequence, padded to words. */
  _pack(type: number, version: number, data: string): string {
    const lenBytes = data.length;
    while (data.length & 3) data += "\xff";
    data = String.fromCharCode(type, version, lenBytes >> 8, lenBytes & 255) + packWord(++this._sequence) + data;
    return packWord(this._crc(data)) + data;
  }

  /** Reads one page, every byte once, and makes it the current one of `bank` if its commit is newer. */
  _scan(bank: Bank, page: number): void {
    const records: string[] = [];
    let end = 0;
    let commit = 0;
    let sequence = 0;
    let state = "";
    let head = "";
    for (;;) {
      head = end + COMMIT_BYTES > this._pageBytes ? ERASED_HEAD : this._flash.read(page + end, HEAD_BYTES);
      const paddedBytes = ((unpackWord(head, 4) & 65535) + 3) & ~3;
      if (end + COMMIT_BYTES + paddedBytes > this._pageBytes) break;
      const rest = this._flash.read(page + end + HEAD_BYTES, paddedBytes + STATE_BYTES);
      const record = head + rest.substr(0, paddedBytes);
      if (packWord(this._crc(record.substr(4))) !== head.substr(0, 4)) break;
      const type = head.charCodeAt(4);
      state = rest.substr(paddedBytes);
      sequence = unpackWord(head, 8);
      this._sequence = Math.max(this._sequence, sequence);
      if (type) records[type] = record;
      else if (state !== ERASED_WORD) {
        commit = sequence;
        if (head.charCodeAt(5) !== FORMAT) this._newer = true;
      }
      end += COMMIT_BYTES + paddedBytes;
    }
    if (commit > bank._commit) {
      bank._page = page;
      bank._commit = commit;
      bank._sequence = sequence;
      bank._end = end;
      bank._clean = state === SEALED && head === ERASED_HEAD;
      bank._records = records;
    }
  }
}
