// The boot loader's marks: one page of words, an attempt at each boot, turned into a confirmation, by
// clearing one bit in place, once the image has proven itself. Anything else in the page is a reason of the
// image (reason.ts) or left over from a power cut, and ignored; a mark whose writing was cut may count or not.

import type { FlashPort } from "../ports.ts";
import { packWord } from "./word.ts";

export const ATTEMPT = "LK\0\x01";
export const CONFIRMED = "LK\0\0";
/** What they begin with. */
const MARK = "LK\0";

/** Attempts behind the last confirmation, as far as `MANY`: what is more makes no difference to anybody. */
export const MANY = 9;

/** Offset behind the last mark in the content of a page. */
export function endOfMarks(page: string): number {
  return (page.lastIndexOf(MARK) + 4) & ~3;
}

/** Attempts that were not confirmed in the content of a page whose marks end at `at`, 0 to MANY. */
export function countAttempts(page: string, at: number): number {
  let attempts = 0;
  while (at && attempts < MANY) {
    at -= 4;
    const word = page.substr(at, 4);
    if (word == CONFIRMED) break;
    if (word == ATTEMPT) attempts++;
  }
  return attempts;
}

/**
 * Writes an attempt into the page at `addr`; returns how many there are now without a confirmation, 1 to MANY
 * + 1.
 */
export function markAttempt(flash: FlashPort, addr: number, pageBytes: number): number {
  const page = flash._read(addr, pageBytes);
  let at = endOfMarks(page);
  const attempts = countAttempts(page, at) + 1;
  // The last mark may have been cut: as it was read it stays, from now on.
  if (at) flash._write(addr + at - 4, page.substr(at - 4, 4));
  // A page that does not begin with a mark was never erased, or the erase was cut: it may keep nothing.
  if (page.substr(0, 3) != MARK) at = pageBytes;
  for (; at < pageBytes; at += 4) {
    // Over a remnant the mark does not stick, and the next word is tried.
    flash._write(addr + at, ATTEMPT);
    if (flash._read(addr + at, 4) == ATTEMPT) return attempts;
  }
  flash._write(addr, "\0\0\0\0");
  flash._erase(addr);
  flash._write(addr, ATTEMPT);
  return attempts;
}

/** Confirms the last attempt in the page at `addr`, if there is one. Once a boot. */
export function confirmAttempt(flash: FlashPort, addr: number, pageBytes: number): void {
  const last = flash._read(addr, pageBytes).lastIndexOf(ATTEMPT);
  if (last >= 0) flash._write(addr + last, CONFIRMED);
  // The page is made anew here, where nothing has failed. An erase that is cut can turn confirmations back into
  // attempts, so nothing is left of them; from the front, for the last ones are those that count. The other two
  // thirds are for failed starts, and for their reasons.
  if (last >= pageBytes / 3) {
    for (let at = 0; at <= last; at += 4) flash._write(addr + at, packWord(0));
    flash._erase(addr);
    flash._write(addr, CONFIRMED);
  }
}
