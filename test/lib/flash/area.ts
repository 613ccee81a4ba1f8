// Journals on the flash model: both geometries of the boards, and what a journal holds as one comparable
// text.

import { crc32 } from "node:zlib";
import { type Journal, openJournal } from "../../../lib/flash/journal.ts";
import { type Mood, Nor } from "./nor.ts";

export const MOODS: Mood[] = ["ones", "zeros", "chance"];

/** The areas of the interpreter on a PC and of the ESP32 family. */
export const LINUX_AREA = { name: "1 kB pages", addr: 0x1003c000, pageBytes: 1024 };
export const ESP32_AREA = { name: "4 kB pages", addr: 0x310000, pageBytes: 4096 };

export function crc(data: string): number {
  return crc32(Buffer.from(data, "latin1"));
}

export function makeFlash(area: { addr: number; pageBytes: number }, banks: number): Nor {
  return new Nor(area.addr, area.pageBytes, 2 * banks);
}

/** The journal that fills the flash. */
export function open(nor: Nor): Journal {
  return openJournal(nor, crc, nor.addr, nor.pageBytes, nor.bytes.length / nor.pageBytes / 2);
}

/** One bank of it, as if the others were not there. */
export function openBank(nor: Nor, bank: number): Journal {
  return openJournal(nor, crc, nor.addr + 2 * bank * nor.pageBytes, nor.pageBytes, 1);
}

/** All values of a journal as one text. */
export function contentOf(journal: Journal): string {
  let text = "";
  for (let type = 1; type < 32; type++) text += `${journal._get(type)}\n`;
  return text;
}

/** Two banks with five records, the pages rotated a few times. */
export function makeFilled(area = LINUX_AREA): Nor {
  const nor = makeFlash(area, 2);
  const journal = open(nor);
  const bytes = area.pageBytes / 12;
  for (let i = 0; i < 40; i++) journal._put(1 + (i % 5), `${i}:`.padEnd(bytes - i, "ab\0\xff"));
  return nor;
}

/** The bytes of a page, by number. */
export function pageOf(nor: Nor, page: number): Uint8Array {
  return nor.bytes.subarray(page * nor.pageBytes, (page + 1) * nor.pageBytes);
}
