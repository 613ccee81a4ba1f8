// Wiping: the data of superseded records with secrets (types 6 and 7) is overwritten with zeros, in both pages of an area
// of one bank. NOR flash takes zeros without an erase. Type and length stay, by which the journal finds what is behind;
// a wipe that was cut is finished by the next one. Held in memory: one record.
import type { FlashPort } from "../ports.ts";
import type { Journal } from "./journal.ts";
import { COMMIT_BYTES, HEAD_BYTES, STATE_BYTES, WIPED_TYPES } from "./layout.ts";
import { unpackWord } from "./word.ts";

/**
 * Wipes what `journal`, the one at `addr`, holds newer data of; nothing while it can't make that durable. To be called
 * after each use.
 */
export function wipe(flash: FlashPort, journal: Journal, addr: number, pageBytes: number): void {
  if (journal._mount()) return;
  for (const limit of [addr + pageBytes, addr + 2 * pageBytes]) {
    for (let at = limit - pageBytes; at + COMMIT_BYTES <= limit; ) {
      const kind = unpackWord(flash._read(at + 8, 4), 0);
      const lenBytes = kind & 65535;
      const from = at + HEAD_BYTES;
      at = (from + STATE_BYTES + lenBytes + 3) & ~3;
      if (kind >>> 25 == WIPED_TYPES && lenBytes && at <= limit) {
        const zeros = "\0".repeat(at - STATE_BYTES - from);
        const data = flash._read(from, zeros.length);
        if (data != zeros && data.substr(0, lenBytes) != journal._get(kind >>> 24)) flash._write(from, zeros);
      }
    }
  }
}
