// A journal of small records on raw NOR flash that survives a power cut at any word or page erase.
// Each bank has two pages: one is current, the other is free. A page is a row of records; a commit (a record
// of type 0) stands behind those that were copied when the page was made, and a page without one counts for
// nothing. The state word behind a record tells what can be trusted after a cut, when bits may read
// differently twice. Its first byte is cleared once the record was read back; its second once the first was;
// the others before anything behind it, or the other page, is touched. A bit seen cleared proves the step
// before. What is not proven is written anew at mount.
// Held in memory: the newest record of each type, and 120 JsVars. Open it, use it, drop it.

import { E_JOURNAL_DEGRADED, E_JOURNAL_FULL, E_JOURNAL_NEWER, E_JOURNAL_WORN } from "../codes.ts";
import type { Crc32, FlashPort } from "../ports.ts";
import {
  CHUNK_BYTES, CLOSED, COMMIT_BYTES, FORMAT, HEAD_BYTES, SEALED, STATE_BYTES, VERIFIED, WIPED_TYPES,
} from "./layout.ts";
import { packWord, unpackWord } from "./word.ts";

export interface Journal {
  /**
   * Makes durable what was read, in every bank; writes nothing where that is so already. To be called before
   * a record is relied on; `_put` does it by itself. Returns 0, or E_JOURNAL_DEGRADED, E_JOURNAL_WORN,
   * E_JOURNAL_NEWER.
   */
  _mount(): number;

  /** The data of the newest record of `type`, empty when there is none or it was removed. */
  _get(type: number): string;

  /**
   * Stores `data` (bytes; empty removes the record, whose bytes stay in flash until both pages of a bank were
   * made anew) as the record of `type`, 1 to 31 (not checked: a constant of records.ts). Returns 0 when it is
   * durable in every bank, E_JOURNAL_DEGRADED when in one only, or, with the old record still valid,
   * E_JOURNAL_FULL, E_JOURNAL_WORN, E_JOURNAL_NEWER. What is stored already is not written again.
   */
  _put(type: number, data: string): number;
}

interface Bank {
  /** End of the current page, the one with the later commit. */
  _limit: number;
  /** This less `_limit` is the start of the other page. */
  _both: number;
  /** Where the next record goes; 0 when no page has a commit, or none takes anything. */
  _end: number;
  /** It holds everything up to this sequence, and takes another record; 0 when it is to be made anew. */
  _sequence: number;
}

/**
 * Reads the journal of `banks` pairs of pages at `addr` (not 0) and writes nothing; what `_get` answers before
 * `_mount` is what was readable this once.
 */
export function openJournal(
  flash: FlashPort,
  crc: Crc32,
  addr: number,
  pageBytes: number,
  banks: number,
): Journal {
  const areas: Bank[] = [];
  /** The newest record of each type, with a state word that means nothing in a copy. */
  let records: string[] = [];
  /** What every bank must have reached; 0 when nothing at all was found. */
  let newest = 0;
  /** No record has a higher sequence. */
  let sequence = 0;
  let newer = false;

  /** Writes and reads back. */
  function program(at: number, data: string): boolean {
    flash._write(at, data);
    return flash._read(at, data.length) == data;
  }

  /**
   * Programs a record, or several, and the state behind it in two steps, so that the second proves the first.
   * Returns where the next one goes, 0 when something does not stick.
   */
  function store(at: number, data: string): number {
    const stored = program(at, data) && program((at += data.length), packWord(VERIFIED));
    return stored && program(at, packWord(SEALED)) ? at + STATE_BYTES : 0;
  }

  /** A record with the next sequence. */
  function pack(type: number, data: string): string {
    data = packWord(++sequence) + packWord((type << 24) | (FORMAT << 16) | data.length) + data;
    while (data.length & 3) data += "\xff";
    return packWord(crc(data)) + data;
  }

  /** Brings every bank up to `newest`, by appending `record` where that is all it needs, or by a new page. */
  function settle(record?: string): number {
    if (newer) return E_JOURNAL_NEWER;
    let failed = 0;
    for (const bank of areas) {
      if (bank._sequence < newest) {
        let end = bank._end;
        // The page is closed also when nothing is appended: once it was passed over for a new one it must not be
        // written any more, because a commit that was cut may show itself at one boot and hide at the next.
        const open = end && program(end - STATE_BYTES, packWord(CLOSED)) && record;
        end = open && end + open.length + STATE_BYTES <= bank._limit ? store(end, open) : 0;
        if (!end) {
          // A new page with all records; the one that was current stays as it is.
          const start = bank._both - bank._limit;
          flash._erase(start);
          // A page that reads erased may do so by chance; one that was erased just now and reads so is.
          while (end < pageBytes && flash._read(start + end, CHUNK_BYTES) == "\xff".repeat(CHUNK_BYTES)) {
            end += CHUNK_BYTES;
          }
          end = end < pageBytes ? 0 : store(start, records.join("") + pack(0, ""));
          if (end) bank._limit = start + pageBytes;
          else failed++;
        }
        bank._end = end;
        bank._sequence = end && newest;
      }
    }
    return failed ? (failed < areas.length ? E_JOURNAL_DEGRADED : E_JOURNAL_WORN) : 0;
  }

  function get(type: number): string {
    const record = records[type] || "";
    return record.substr(HEAD_BYTES, unpackWord(record, 8) & 65535);
  }

  function put(type: number, data: string): number {
    if (!settle() && get(type) == data) return 0;
    const old = records[type];
    const record = pack(type, data);
    let status = E_JOURNAL_FULL;
    records[type] = record + packWord(SEALED);
    if (records.join("").length + COMMIT_BYTES <= pageBytes) {
      newest = sequence;
      status = settle(record);
    }
    if (status && status != E_JOURNAL_DEGRADED) records[type] = old;
    return status;
  }

  while (banks--) {
    addr += 2 * pageBytes;
    const bank = { _limit: addr, _both: 2 * (addr - pageBytes), _end: 0, _sequence: 0 };
    areas.push(bank);
    let current: string[] = [];
    let latest = 0;
    let highest = 0;
    for (const limit of [addr - pageBytes, addr]) {
      const found: string[] = [];
      let end = limit - pageBytes;
      let commit = 0;
      let last = 0;
      let state = 0;
      let high = 0;
      for (let bytes = 0; (end += bytes) + COMMIT_BYTES <= limit; ) {
        bytes = COMMIT_BYTES + ((unpackWord(flash._read(end + 8, 4), 0) + 3) & 65532);
        if (end + bytes > limit) break;
        const record = flash._read(end, bytes);
        const kind = unpackWord(record, 8);
        if (crc(record.substr(4, bytes - 8)) == unpackWord(record, 0)) {
          state = unpackWord(record, bytes - STATE_BYTES);
          last = unpackWord(record, 4);
          if (last > sequence) sequence = last;
          // A first page that was begun but has no commit must go, for the commit may show itself later.
          newest = newest || 1;
          if (kind >>> 24) {
            found[kind >>> 24] = record;
            if (last > high) high = last;
          } else if (~state) {
            commit = last;
            if (kind != FORMAT << 16) newer = true;
          }
          // Behind one that was wiped there is more.
        } else if (kind >>> 25 != WIPED_TYPES) break;
      }
      if (commit > latest) {
        latest = commit;
        current = found;
        highest = high;
        bank._limit = limit;
        bank._end = end;
        bank._sequence = state == SEALED ? last : 0;
      }
    }
    // The bank that has the newest record has all others as well. Of two with the same the later one counts: in the
    // first it is from a put that was cut, could not be read at the next boot, and could not be cleared away
    // because that bank is worn.
    if (highest >= newest) {
      newest = highest;
      records = current;
    }
  }
  return { _mount: settle, _get: get, _put: put };
}
