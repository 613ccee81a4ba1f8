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
const UNTOUCHED = "\xff\xff\xff\xff";
const VERIFIED = "\0\xff\xff\xff";
const FOLLOWED = "\0\0\xff\xff";
const TAKEN = "\0\0\0\0";

/** What makes a page one of a queue, and of this format. */
const MARK = "queue 1";

/** A place in the pages: the number of one, and bytes from its beginning. */
interface Place {
  _page: number;
  _at: number;
}

export interface Queue {
  /** Records that wait. */
  _waiting: number;
  /** Records that were given up for want of room, since the flash was new. */
  _dropped: number;
  /** Adds a record of at most a quarter of a page: 0 when it is in flash, E_TOO_LARGE, or E_QUEUE_WORN when no page takes
   *  it. */
  _add(data: string): number;
  /** The oldest records: as many as have `lenBytes` together, but one at least. */
  _peek(lenBytes: number): string[];
  /** Takes off the records that _peek gave last, as far as they were not given up since. */
  _take(): void;
}

/** Opens the queue in `pages` pages from `start` on; writes nothing. */
export function openQueue(flash: FlashPort, crc: Crc32, start: number, pageBytes: number, pages: number): Queue {
  /** The sequence of the newest page; 0 while there is none. */
  let newest = 0;
  /** Where the next record goes. */
  const end: Place = { _page: pages - 1, _at: pageBytes };
  /** Address of the state word before it. */
  let state = 0;
  /** The oldest record that waits, or somewhere behind the last one that was taken off. */
  let head: Place = { _page: 0, _at: PAGE_HEAD };

  /** The records that were shown last: page, and place of the state word in it. */
  let shown: Place[] = [];
  /** Address of the last state word that scan() came by. */
  let last = 0;

  const addrOf = (place: Place): number => start + place._page * pageBytes + place._at;

  /** The head of a page behind its checksum, or "" when it is none. */
  function headOf(page: number): string {
    const text = flash._read(start + page * pageBytes, PAGE_SEALED);
    const rest = text.substr(4);
    return unpackWord(text, 0) == crc(MARK + rest) ? rest : "";
  }

  function size(data: string): number {
    return RECORD_HEAD + ((data.length + 3) & ~3) + STATE;
  }

  /** The record at a place in the page with this sequence: its data, or 0 when there is no sound one. */
  function read(place: Place, sequence: number): string | 0 {
    const text = flash._read(addrOf(place), RECORD_HEAD);
    const lenBytes = unpackWord(text, 4);
    if (place._at + RECORD_HEAD + STATE + lenBytes > pageBytes) return 0;
    const rest = flash._read(addrOf(place) + 4, RECORD_HEAD - 4 + lenBytes);
    return unpackWord(text, 0) == crc(packWord(sequence) + rest) ? rest.substr(4) : 0;
  }

  /** Goes over the records of a page from a place on; stops at the first one that waits and that `visit` says true to. */
  function scan(place: Place, visit: (data: string) => unknown): boolean {
    const sequence = unpackWord(headOf(place._page), 0);
    last = start + place._page * pageBytes + PAGE_SEALED;
    let data: string | 0 = 0;
    // A record needs room for its heads at least.
    while (sequence && place._at + RECORD_HEAD + STATE <= pageBytes && (data = read(place, sequence)) !== 0) {
      const lenBytes = size(data);
      last = addrOf(place) + lenBytes - STATE;
      if (flash._read(last, STATE)[2] == "\xff" && visit(data)) return true;
      place._at += lenBytes;
    }
    return false;
  }

  /** The same, to the end of the newest page. */
  function walk(place: Place, visit: (data: string) => unknown): void {
    while (!scan(place, visit) && place._page != end._page) {
      place._page = (place._page + 1) % pages;
      place._at = PAGE_HEAD;
    }
  }

  /** Gives up the oldest page for new records; one that does not hold what is written takes none. */
  function turn(): void {
    const page = (end._page + 1) % pages;
    if (head._page == page && queue._waiting) {
      scan(head, () => {
        queue._waiting--;
        queue._dropped++;
      });
      head = { _page: (page + 1) % pages, _at: PAGE_HEAD };
      shown = shown.filter((each) => each._page != page);
      // A cut between erasing and writing must not lose the count.
      flash._write(
        start + end._page * pageBytes + PAGE_SEALED + STATE, packWord(queue._dropped) + packWord(~queue._dropped >>> 0),
      );
    }
    const addr = start + page * pageBytes;
    flash._erase(addr);
    const rest = packWord(++newest) + packWord(queue._dropped);
    flash._write(addr, packWord(crc(MARK + rest)) + rest);
    end._page = page;
    end._at = pageBytes;
    state = addr + PAGE_SEALED;
    if (headOf(page) == rest) {
      flash._write(state, VERIFIED);
      end._at = PAGE_HEAD;
    }
  }

  const queue: Queue = {
    _waiting: 0,
    _dropped: 0,

    _add(data) {
      const lenBytes = size(data);
      if (lenBytes > pageBytes / 4) return E_TOO_LARGE;
      for (let tries = 0; tries <= pages; tries++) {
        if (end._at + lenBytes <= pageBytes) {
          const rest = packWord(data.length) + data;
          const addr = addrOf(end);
          flash._write(state, FOLLOWED);
          flash._write(addr, (packWord(crc(packWord(newest) + rest)) + rest + UNTOUCHED).substr(0, lenBytes - STATE));
          if (read(end, newest) === data) {
            state = addr + lenBytes - STATE;
            flash._write(state, VERIFIED);
            if (!queue._waiting++) head = { _page: end._page, _at: end._at };
            end._at += lenBytes;
            return 0;
          }
        }
        turn();
      }
      return E_QUEUE_WORN;
    },

    _peek(lenBytes) {
      const found: string[] = [];
      const place = { _page: head._page, _at: head._at };
      shown = [];
      walk(place, (data) => {
        if ((lenBytes -= data.length) < 0 && found.length) return true;
        found.push(data);
        shown.push({ _page: place._page, _at: place._at + size(data) - STATE });
      });
      // A state word that a cut has left in between may have looked otherwise at first.
      if (!found.length) queue._waiting = 0;
      return found;
    },

    _take() {
      // By place: what a cut has left in between may read otherwise now than when it was shown.
      shown.forEach((each) => {
        flash._write(addrOf(each), TAKEN);
        queue._waiting--;
        head = { _page: each._page, _at: each._at + STATE };
      });
      shown = [];
    },
  };

  for (let page = 0; page < pages; page++) {
    const sequence = unpackWord(headOf(page), 0);
    if (sequence > newest) {
      newest = sequence;
      end._page = page;
      const given = flash._read(start + page * pageBytes + PAGE_SEALED + STATE, 8);
      const count = unpackWord(given, 0);
      queue._dropped = count == ~unpackWord(given, 4) >>> 0 ? count : unpackWord(headOf(page), 4);
    }
  }
  if (newest) {
    // The oldest page is the one behind the newest.
    const place = { _page: (end._page + 1) % pages, _at: PAGE_HEAD };
    walk(place, () => {
      if (!queue._waiting++) head = { _page: place._page, _at: place._at };
    });
    state = last;
    if (flash._read(state, STATE) == VERIFIED) end._at = place._at;
    if (!queue._waiting) head = place;
  }
  return queue;
}
