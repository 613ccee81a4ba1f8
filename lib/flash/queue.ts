// A queue of small records on raw NOR flash, for what waits for the network: first in, first out, over power cuts. Where it
// is full the oldest page is given up, and what waited in it counted. The pages are used one after another, so that they
// wear alike.
//   page = crc32 of the rest · sequence u32 · records dropped before it u32 · state word · records dropped when the next
//   page was begun u32 · complement of that · records
//   record = crc32 of the page's sequence and the rest · length u32 · data, padded to words · state word
// Of the state word the first byte is cleared once what stands before was read back, the second before anything is written
// behind it, all when the record is taken off. So a later start sees where nothing was touched: bits that a cut has left
// between 0 and 1 may read differently twice. Where it can't be sure it goes on in the next page.
// Kept in memory: where the queue begins and ends, and two counts.
import { E_QUEUE_WORN, E_TOO_LARGE } from "../codes.ts";
import type { Crc32, FlashPort } from "../ports.ts";
import { packWord, unpackWord } from "./word.ts";

/** Bytes of a page before its state word, and before its records. */
const PAGE_SEALED = 12;
const PAGE_HEAD = 24;
const RECORD_HEAD = 8;
const STATE = 4;
/** Where a page has the count for the one behind it. */
const COUNT_AT = PAGE_SEALED + STATE;
const UNTOUCHED = "\xff\xff\xff\xff";
const VERIFIED = "\0\xff\xff\xff";
const FOLLOWED = "\0\0\xff\xff";
const TAKEN = "\0\0\0\0";

/** What makes a page one of a queue, and of this format. */
const MARK = "queue 1";

/** Where the state word of a record with this data stands, from its beginning. */
function stateAt(data: string): number {
  return RECORD_HEAD + ((data.length + 3) & ~3);
}

export interface Queue {
  /** Records that wait. */
  _waiting: number;
  /** Records that were given up for want of room, since the flash was new. */
  _dropped: number;
  /** Adds a record of less than a quarter of a page: 0 when it is in flash, E_TOO_LARGE, or E_QUEUE_WORN when no page takes
   *  it. */
  _add(data: string): number;
  /** The oldest records: as many as have `lenBytes` together, but one at least. */
  _peek(lenBytes: number): string[];
  /** Takes off the records that _peek gave last, as far as they were not given up since. */
  _take(): void;
}

/** Opens the queue in `pages` pages from `start` on; writes nothing. */
export function openQueue(flash: FlashPort, crc: Crc32, start: number, pageBytes: number, pages: number): Queue {
  // Places are bytes from the start; none is at the very end of a page.
  const size = pageBytes * pages;
  const pageOf = (place: number): number => place - place % pageBytes;
  const behind = (page: number): number => (page + pageBytes) % size;

  /** The sequence of the newest page; 0 while there is none. */
  let newest = 0;
  /** Where the next record goes; at first there is no room. */
  let end = size - STATE;
  /** The state word before it. */
  let state = 0;
  /** The oldest record that waits, or somewhere behind the last one that was taken off. */
  let head = PAGE_HEAD;
  /** The state words of the records that were shown last. */
  let shown: number[] = [];
  /** The last state word that walk() came by. */
  let last = 0;

  const read = (place: number, lenBytes: number): string => flash._read(start + place, lenBytes);
  const write = (place: number, data: string): void => flash._write(start + place, data);

  /** The head of a page behind its checksum, or "" when it is none. */
  function headOf(page: number): string {
    const text = read(page, PAGE_SEALED);
    const rest = text.substr(4);
    return unpackWord(text, 0) == crc(MARK + rest) ? rest : "";
  }

  /** The record at a place in the page with this sequence: its data, or 0 when there is no sound one. */
  function recordAt(place: number, sequence: number): string | 0 {
    const lenBytes = unpackWord(read(place, RECORD_HEAD), 4);
    if (place % pageBytes + RECORD_HEAD + lenBytes > pageBytes) return 0;
    const text = read(place, RECORD_HEAD + lenBytes);
    return unpackWord(text, 0) == crc(packWord(sequence) + text.substr(4)) ? text.substr(RECORD_HEAD) : 0;
  }

  /** Goes over the records from a place on, to the end of a page or with `isAll` of the newest; `last` is then the state
   *  word of each that waits. Stops at the first one that `visit` says true to. The place where it stopped. */
  function walk(place: number, isAll: unknown, visit: (data: string, place: number) => unknown): number {
    for (;;) {
      const page = pageOf(place);
      const sequence = unpackWord(headOf(page), 0);
      last = page + PAGE_SEALED;
      let data: string | 0;
      while (sequence && (data = recordAt(place, sequence)) !== 0) {
        last = place + stateAt(data);
        if (read(last, STATE)[2] == "\xff" && visit(data, place)) return place;
        place = last + STATE;
      }
      if (!isAll || page == pageOf(end)) return place;
      place = behind(page) + PAGE_HEAD;
    }
  }

  /** Gives up the oldest page for new records; one that does not hold what is written takes none. */
  function turn(): void {
    const old = pageOf(end);
    const page = behind(old);
    if (pageOf(head) == page && queue._waiting) {
      walk(head, 0, () => {
        queue._waiting--;
        queue._dropped++;
      });
      head = behind(page) + PAGE_HEAD;
      shown = shown.filter((each) => pageOf(each) != page);
      // A cut between erasing and writing must not lose the count.
      write(old + COUNT_AT, packWord(queue._dropped) + packWord(~queue._dropped));
    }
    flash._erase(start + page);
    const rest = packWord(++newest) + packWord(queue._dropped);
    write(page, packWord(crc(MARK + rest)) + rest);
    state = page + PAGE_SEALED;
    end = page + pageBytes - STATE;
    if (headOf(page) == rest) {
      write(state, VERIFIED);
      end = page + PAGE_HEAD;
    }
  }

  const queue: Queue = {
    _waiting: 0,
    _dropped: 0,

    _add(data) {
      const lenBytes = stateAt(data);
      if (lenBytes > pageBytes / 4) return E_TOO_LARGE;
      for (let tries = 0; tries <= pages; tries++) {
        if (end % pageBytes + lenBytes + STATE < pageBytes) {
          const rest = packWord(data.length) + data;
          write(state, FOLLOWED);
          write(end, (packWord(crc(packWord(newest) + rest)) + rest + UNTOUCHED).substr(0, lenBytes));
          if (recordAt(end, newest) === data) {
            state = end + lenBytes;
            write(state, VERIFIED);
            if (!queue._waiting++) head = end;
            end = state + STATE;
            return 0;
          }
        }
        turn();
      }
      return E_QUEUE_WORN;
    },

    _peek(lenBytes) {
      const found: string[] = [];
      shown = [];
      walk(head, 1, (data) => {
        if ((lenBytes -= data.length) < 0 && found.length) return true;
        found.push(data);
        shown.push(last);
      });
      // A state word that a cut has left in between may have looked otherwise at first.
      if (!found.length) queue._waiting = 0;
      return found;
    },

    _take() {
      // By place: what a cut has left in between may read otherwise now than when it was shown.
      shown.forEach((each) => {
        write(each, TAKEN);
        queue._waiting--;
        head = each + STATE;
      });
      shown = [];
    },
  };

  for (let page = 0; page < size; page += pageBytes) {
    const sequence = unpackWord(headOf(page), 0);
    if (sequence > newest) {
      newest = sequence;
      end = page;
      const given = read(page + COUNT_AT, 8);
      const count = unpackWord(given, 0);
      queue._dropped = ~(count ^ unpackWord(given, 4)) ? unpackWord(headOf(page), 4) : count;
    }
  }
  if (newest) {
    head = 0;
    // The oldest page is the one behind the newest.
    const place = walk(behind(end) + PAGE_HEAD, 1, (_data, at) => {
      if (!queue._waiting++) head = at;
    });
    head = head || place;
    state = last;
    end = read(state, STATE) == VERIFIED ? place : pageOf(place) + pageBytes - STATE;
  }
  return queue;
}
