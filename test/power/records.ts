// The records in the flash of a board that is off, read and written as the device does it.
import { crc32 } from "node:zlib";
import type { FlashFile } from "../../bench/board/flash.ts";
import { type Journal, openJournal } from "../../lib/flash/journal.ts";
import { RECORD_BANKS, RECORD_IDENTITY, RECORD_PAGE, RECORD_SETTINGS } from "../../lib/flash/records.ts";
import { unpackIdentity } from "../../lib/register.ts";
import { flashPort } from "../../tools/provision.ts";

const crc = (bytes: string): number => crc32(Buffer.from(bytes, "latin1"));

function open(flash: FlashFile): Journal {
  const { journalStart, pageBytes } = flash.map;
  return openJournal(flashPort(flash), crc, journalStart + RECORD_PAGE * pageBytes, pageBytes, RECORD_BANKS);
}

/** A secret and settings as they can be read now; nothing is written. */
export interface Kept {
  secret: string | undefined;
  settings: string;
}

/** What the flash of a board says now that it is. */
export function readKept(flash: FlashFile): Kept {
  const journal = open(flash);
  const settings = journal._get(RECORD_SETTINGS);
  return { secret: unpackIdentity(journal._get(RECORD_IDENTITY))?.secret, settings };
}

/** Whether power was lost inside a record: the next start has to finish or to repeat something. */
export function isUnfinished(flash: FlashFile): boolean {
  const copy = flash.fork();
  open(copy)._mount();
  return copy.ops > 0;
}
