// A journal of small records on raw NOR flash that survives a power cut at any word or page erase.
// Each bank has two pages: one is current, the other is free. A page is a row of records; a commit (a record
// of type 0) stands behind those that were copied when the page was made, and a page without one counts for
// nothing. The state word behind a record tells what can be trusted after a cut, when bits may read
// differently twice. Its first byte is cleared once the record was read back; its second once the first was;
// the others before anything behind it, or the other page, is touched. A bit seen cleared proves the step
// before. What is not proven is written anew at mount.
// Held in memory: the newest record of each type, and 200 JsVars. Open it, use it, drop it.

import { E_JOURNAL_DEGRADED, E_JOURNAL_FULL, E_JOURNAL_NEWER, E_JOURNAL_WORN } from "../codes.ts";
import type { Crc32, FlashPort } from "../ports.ts";
import { CHUNK_BYTES, COMMIT_BYTES, FORMAT, HEAD_BYTES, MAX_TYPE, STATE_BYTES } from "./layout.ts";
import { packWord, unpackWord } from "./word.ts";

export interface Journal {
  /**
   * Makes durable what was read, in every bank; writes nothing where that is so already. To be called before
   * a record is relied on; `put` does it by itself. Returns 0, or E_JOURNAL_DEGRADED, E_JOURNAL_WORN,
   * E_JOURNAL_NEWER.
   */
  mount(): number;

  /** The data of the newest record of `type`, or undefined when there is none or it was removed. */
  get(type: number): string | undefined;

  /** The version that the newest record of `type` was put with, 0 when there never was one. */
  version(type: number): number;

  /**
   * Stores `data` (bytes; empty removes the record) as the record of `type`, 1 to 31, in format `version`, 1
   * to 255, else 1. Returns 0 when it is durable in every bank, E_JOURNAL_DEGRADED when in one only, or, with
   * the old record still valid, E_JOURNAL_FULL, E_JOURNAL_WORN, E_JOURNAL_NEWER. What is stored already is
   * not written again.
   */
  put(type: number, data: string, version?: number): number;

  /**
   * Removes the record of `type`; returns as `put`. Its bytes stay in flash until both pages of a bank were
   * made anew.
   */
  remove(type: number): number;
}

interface Bank {
  /** Address of the first of its two pages. */
  _first: number;
  /** Address of the current page, the one with the later commit; 0 when there is none. */
  _page: number;
  _commit: number;
  /** Where its next record goes. */
  _end: number;
  /** It holds everything up to this sequence. */
  _sequence: number;
  /**
   * Whether a record can be appended: the last one is sealed, not closed, and nothing has begun behind it.
   */
  _clean: boolean;
}

/**
 * Reads the journal of `banks` pairs of pages at `addr` (not 0) and writes nothing; what `get` answers before
 * `mount` is what was readable this once.
 */
export function openJournal(
  flash: FlashPort,
  crc: Crc32,
  addr: number,
  pageBytes: number,
  banks: number,
): Journal {
  const areas: Bank[] = [];
  const sealed = "\0\0\xff\xff";
  let erased = "\xff";
  while (erased.length < CHUNK_BYTES) erased += erased;
  /** The newest record of each type, without its state word. */
  const records: string[] = [];
  /** What every bank must have reached; 0 when nothing at all was found. */
  let newest = 0;
  /** No record has a higher sequence. */
  let sequence = 0;
  /** Banks that do not hold all of `records`; -1 before the first mount. */
  let failed = -1;
  let newer = false;
  /** What the current page of the last bank holds, while it is read. */
  let page: string[] = [];

  function scan(bank: Bank, start: number): void {
    const found: string[] = [];
    let end = 0;
    let commit = 0;
    let last = 0;
    let state = "";
    let head = "";
    for (;;) {
      head = end + COMMIT_BYTES > pageBytes ? "" : flash.read(start + end, HEAD_BYTES);
      const paddedBytes = ((unpackWord(head, 8) & 65535) + 3) & ~3;
      if (!head || end + COMMIT_BYTES + paddedBytes > pageBytes) break;
      const rest = flash.read(start + end + HEAD_BYTES, paddedBytes + STATE_BYTES);
      const record = head + rest.substr(0, paddedBytes);
      if (packWord(crc(record.substr(4))) !== head.substr(0, 4)) break;
      const type = head.charCodeAt(8);
      state = rest.substr(paddedBytes);
      last = unpackWord(head, 4);
      sequence = Math.max(sequence, last);
      end += COMMIT_BYTES + paddedBytes;
      if (type) found[type] = record;
      else if (erased.indexOf(state)) {
        commit = last;
        if (head.charCodeAt(9) !== FORMAT) newer = true;
      }
    }
    if (commit > bank._commit) {
      bank._page = start;
      bank._commit = commit;
      bank._end = end;
      bank._sequence = last;
      bank._clean = state === sealed && !erased.indexOf(head);
      page = found;
    }
  }

  /** Writes and reads back. */
  function program(at: number, data: string): boolean {
    flash.write(at, data);
    return flash.read(at, data.length) === data;
  }

  /** In two steps, so that the second proves the first. */
  function seal(at: number): boolean {
    return program(at, "\0\xff\xff\xff") && program(at, sealed);
  }

  /** A record with the next sequence. */
  function pack(type: number, version: number, data: string): string {
    data =
      packWord(sequence + 1) + String.fromCharCode(type, version, data.length >> 8, data.length & 255) + data;
    while (data.length & 3) data += "\xff";
    return packWord(crc(data)) + data;
  }

  /**
   * False when something else has begun behind the last record, or the page is full, or the write does not
   * stick.
   */
  function append(bank: Bank, record: string): boolean {
    const at = bank._page + bank._end;
    const end = bank._end + record.length + STATE_BYTES;
    // The page is closed also when nothing is appended: once it was passed over for a new one it must not be
    // written any more, because a commit that was cut may show itself at one boot and hide at the next.
    if (!bank._page || !program(at - STATE_BYTES, "\0\0\0\0")) return false;
    if (!bank._clean || !record || end > pageBytes) return false;
    bank._end = end;
    return program(at, record) && seal(at + record.length);
  }

  /** Makes the free page the current one, with all records; the page that was current stays as it is. */
  function rotate(bank: Bank): boolean {
    const start = bank._page === bank._first ? bank._first + pageBytes : bank._first;
    let end = 0;
    flash.erase(start);
    // A page that reads erased may do so by chance; one that was erased just now and reads so is.
    for (; end < pageBytes; end += CHUNK_BYTES) {
      if (flash.read(start + end, CHUNK_BYTES) !== erased) return false;
    }
    end = start;
    for (let type = 1; type <= MAX_TYPE; type++) {
      if (records[type]) {
        if (!program(end, records[type] + sealed)) return false;
        end += records[type].length + STATE_BYTES;
      }
    }
    if (!program(end, pack(0, FORMAT, "")) || !seal(end + HEAD_BYTES)) return false;
    bank._page = start;
    bank._end = end + COMMIT_BYTES - start;
    sequence++;
    return true;
  }

  /** Brings every bank up to `newest`, by appending `record` where that is all it needs, or by a new page. */
  function settle(record: string): number {
    if (newer) return E_JOURNAL_NEWER;
    failed = 0;
    for (let i = 0; i < areas.length; i++) {
      const bank = areas[i];
      const current = !newest || (bank._clean && bank._sequence >= newest);
      bank._clean = current || append(bank, record) || rotate(bank);
      bank._sequence = newest;
      if (!bank._clean) failed++;
    }
    return failed ? (failed < areas.length ? E_JOURNAL_DEGRADED : E_JOURNAL_WORN) : 0;
  }

  function get(type: number): string | undefined {
    const record = records[type] || "";
    return record.substr(HEAD_BYTES, unpackWord(record, 8) & 65535) || undefined;
  }

  function version(type: number): number {
    return records[type] ? records[type].charCodeAt(9) : 0;
  }

  function put(type: number, data: string, version?: number): number {
    if (!(type > 0 && type <= MAX_TYPE)) throw new TypeError("type");
    if (failed < 0) settle("");
    const old = records[type];
    const record = pack(type, version || 1, data);
    if (!failed && (old ? old.substr(8) === record.substr(8) : !data)) return 0;
    records[type] = record;
    let used = COMMIT_BYTES;
    for (let i = 1; i <= MAX_TYPE; i++) if (records[i]) used += records[i].length + STATE_BYTES;
    let status = E_JOURNAL_FULL;
    if (used <= pageBytes) {
      newest = ++sequence;
      status = settle(record);
    }
    if (status && status !== E_JOURNAL_DEGRADED) records[type] = old;
    return status;
  }

  for (; banks > 0; banks--) {
    const bank = { _first: addr, _page: 0, _commit: 0, _end: 0, _sequence: 0, _clean: false };
    areas.push(bank);
    page = [];
    scan(bank, addr);
    scan(bank, addr + pageBytes);
    addr += 2 * pageBytes;
    for (let type = 1; type <= MAX_TYPE; type++) {
      const record = page[type];
      // Of two with the same sequence the one in the later bank counts: the other is from a put that was cut
      // in the first bank, could not be read at the next boot, and could not be cleared away because that
      // bank is worn.
      const from = unpackWord(record || "", 4);
      if (record && from >= unpackWord(records[type] || "", 4)) records[type] = record;
      newest = Math.max(newest, from);
    }
  }
  // A first page that was begun but has no commit must go, for the commit may show itself later.
  if (!newest) newest = Math.min(sequence, 1);

  return {
    mount: () => settle(""),
    get,
    version,
    put,
    remove: (type) => put(type, ""),
  };
}
