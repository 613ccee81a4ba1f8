// Why the device restarts: one word in the page of the boot loader's marks, written by the image when it has hardly
// any memory left, read at its next starts until one is confirmed. Marks fill the page from its front, reasons from
// its end: that of a boot is as far from the end as the marks up to that boot are long. So each boot has a word of
// its own, and what is left of a cut one is in nobody's way.

import type { FlashPort } from "../ports.ts";
import { ATTEMPT, CONFIRMED } from "./marks.ts";
import { packWord, unpackWord } from "./word.ts";

/** The two halves of a word complement each other. One that was cut has bits cleared in neither. */
const COMPLEMENT = 65535;

/**
 * Keeps `code`, 1 to 32,767, in the page of marks at `addr`. The first of a boot counts. None is kept where the marks
 * of hundreds of failed starts fill half of the page.
 */
export function keepReason(flash: FlashPort, addr: number, pageBytes: number, code: number): void {
  const isErased = (at: number) => !~unpackWord(flash._read(addr + at, 4), 0);
  let at = 4;
  while (at < pageBytes && !isErased(at)) at += 4;
  if (isErased(pageBytes - at)) flash._write(addr + pageBytes - at, packWord(COMPLEMENT * (code + 1)));
}

/**
 * The newest reason of the boots before this one, back to the last that was confirmed; 0 when there is none. To be
 * read before this boot is confirmed.
 */
export function readReason(flash: FlashPort, addr: number, pageBytes: number): number {
  const page = flash._read(addr, pageBytes);
  for (let at = page.lastIndexOf(ATTEMPT); at > page.lastIndexOf(CONFIRMED); at -= 4) {
    const code = unpackWord(page, pageBytes - at) / COMPLEMENT - 1;
    if (code == (code & 65535)) return code;
  }
  return 0;
}
