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
import {
  CHUNK_BYTES, CLOSED, COMMIT_BYTES, FORMAT, HEAD_BYTES, SEALED, STATE_BYTES, VERIFIED, WRITTEN,
} from "./layout.ts";
import { packWord, unpackWord } from "./word.ts";

export interface Journal {
  /**
   * Makes durable what was read, in every bank; writes nothing where that is so already. To be called before
   * a record is relied on; `put` does it by itself. Returns 0, or E_JOURNAL_DEGRADED, E_JOURNAL_WORN,
   * E_JOURNAL_NEWER.
   */
  mount(): number;

  /** The data of the newest record of `type`, empty when there is none or it was removed. */
  get(type: number): string;

  /**
   * Stores `data` (bytes; empty removes the record, whose bytes stay in flash until both pages of a bank were
   * made anew) as the record of `type`, 1 to 31 (not checked: a constant of records.ts). Returns 0 when it is
   * durable in every bank, E_JOURNAL_DEGRADED when in one only, or, with the old record still valid,
   * E_JOURNAL_FULL, E_JOURNAL_WORN, E_JOURNAL_NEWER. What is stored already is not written again.
   */
  put(type: number, data: string): number;
}

interface Bank {
  /** Address of the current page, the one with the later commit. */
  _page: number;
  /** Address of the other one. */
  _free: number;
  /** Where the next record goes; 0 when no page has a commit. */
  _end: number;
  /** It holds everything up to this sequence, and takes another record; 0 when it does not. */
  _sequence: number;
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
  /** The newest record of each type, sealed. */
  const records: string[] = [];
  /** What every bank must have reached; 0 when nothing at all was found. */
  let newest = 0;
  /** No record has a higher sequence. */
  let sequence = 0;
  let newer = false;

  /** Writes and reads back. */
  function program(at: number, data: string): boolean {
    flash.write(at, data);
    return flash.read(at, data.length) == data;
  }

  /** Programs a record, or several, and the state behind it in two steps, so that the second proves the first. */
  function store(at: number, data: string): boolean {
    const end = at + data.length;
    return program(at, data) && program(end, packWord(VERIFIED)) && program(end, packWord(SEALED));
  }

  /** A record with the next sequence. */
  function pack(type: number, data: string): string {
    data = packWord(++sequence) + packWord((type << 24) | (FORMAT << 16) | data.length) + data;
    while (data.length & 3) data += "\xff";
    return packWord(crc(data)) + data;
  }

  /** Brings every bank up to `newest`, by appending `record` where that is all it needs, or by a new page. */
  function settle(record: string): number {
    if (newer) return E_JOURNAL_NEWER;
    let failed = 0;
    for (const bank of areas) {
      if (bank._sequence >= newest) continue;
      let data = record;
      let end = bank._end;
      // The page is closed also when nothing is appended: once it was passed over for a new one it must not be
      // written any more, because a commit that was cut may show itself at one boot and hide at the next.
      const open = end && program(end - STATE_BYTES, packWord(CLOSED)) && bank._sequence && data;
      if (!open || end + data.length + STATE_BYTES > bank._page + pageBytes || !store(end, data)) {
        // A new page with all records; the one that was current stays as it is.
        end = bank._free;
        data = records.join("") + pack(0, "");
        flash.erase(end);
        // A page that reads erased may do so by chance; one that was erased just now and reads so is.
        let erased = 0;
        while (erased < pageBytes && flash.read(end + erased, CHUNK_BYTES) == "\xff".repeat(CHUNK_BYTES)) {
          erased += CHUNK_BYTES;
        }
        if (erased < pageBytes || !store(end, data)) {
          bank._sequence = 0;
          failed++;
          continue;
        }
        bank._free = bank._page;
        bank._page = end;
      }
      bank._end = end + data.length + STATE_BYTES;
      bank._sequence = newest;
    }
    return failed ? (failed < areas.length ? E_JOURNAL_DEGRADED : E_JOURNAL_WORN) : 0;
  }

  function get(type: number): string {
    const record = records[type] || "";
    return record.substr(HEAD_BYTES, unpackWord(record, 8) & 65535);
  }

  function put(type: number, data: string): number {
    if (!settle("") && get(type) == data) return 0;
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

  for (; banks > 0; banks--) {
    const bank = { _page: addr + pageBytes, _free: addr, _end: 0, _sequence: 0 };
    areas.push(bank);
    let current: string[] = [];
    let latest = 0;
    for (const start of [addr, addr + pageBytes]) {
      const found: string[] = [];
      let end = start;
      let commit = 0;
      let last = 0;
      let state = 0;
      while (end + COMMIT_BYTES <= start + pageBytes) {
        const bytes = COMMIT_BYTES + ((unpackWord(flash.read(end + 8, 4), 0) + 3) & 65532);
        if (end + bytes > start + pageBytes) break;
        const record = flash.read(end, bytes);
        if (crc(record.substr(4, bytes - 8)) != unpackWord(record, 0)) break;
        state = unpackWord(record, bytes - STATE_BYTES);
        last = unpackWord(record, 4);
        sequence = Math.max(sequence, last);
        // A first page that was begun but has no commit must go, for the commit may show itself later.
        newest = newest || 1;
        end += bytes;
        const kind = unpackWord(record, 8);
        if (kind >>> 24) found[kind >>> 24] = record.substr(0, bytes - STATE_BYTES) + packWord(SEALED);
        else if (state < WRITTEN) {
          commit = last;
          if (kind != FORMAT << 16) newer = true;
        }
      }
      if (commit > latest) {
        latest = commit;
        current = found;
        bank._page = start;
        bank._free = 2 * addr + pageBytes - start;
        bank._end = end;
        bank._sequence = state == SEALED ? last : 0;
      }
    }
    addr += 2 * pageBytes;
    current.forEach((record, type) => {
      const from = unpackWord(record, 4);
      newest = Math.max(newest, from);
      // Of two with the same sequence the one in the later bank counts: the other is from a put that was cut
      // in the first bank, could not be read at the next boot, and could not be cleared away because that
      // bank is worn.
      if (from >= unpackWord(records[type] || "", 4)) records[type] = record;
    });
  }
  return { mount: () => settle(""), get, put };
}
