// The boot loader (.bootcde): closes telnet, counts the start, picks a slot and hands over. It is never updated over
// the air, so it does no more than that: what may replace an image, and who signed it, is for the image to judge.
import "./no-telnet.ts";
import { E_BOOT_FILE, E_NO_BOARD, E_NO_IMAGE } from "../lib/codes.ts";
import { markAttempt } from "../lib/flash/marks.ts";
import { MARKS_PAGE } from "../lib/flash/records.ts";
import { BOARD_FILE, KEY_FILE, SLOT_A, SLOT_B, SLOT_HEADER_BYTES, unpackSlotHeader } from "../lib/flash/slot.ts";
import { flash } from "./raw-flash.ts";

/** Failed starts after which the image runs without the app. */
const TRIES = 3;

/** What the image finds: facts of the board, and how it was started. `code` is what runs next. */
const LK: any = ((global as any).LK = {});

/** Finds the code to run, or returns why there is none. */
function choose(): number {
  const storage = require("Storage");
  // Other boot files would run beside or instead of this one, and would outlive every update.
  if (storage.list(/^\.boot[0-3rP]/).length || storage.read(".varimg")) return E_BOOT_FILE;
  const facts = storage.readJSON(BOARD_FILE, true);
  if (!facts) return E_NO_BOARD;
  LK.journal = facts.journal;
  LK.page = facts.page;
  LK.rng = facts.rng;
  LK.defrag = facts.defrag;
  LK.safe = markAttempt(flash, facts.journal + MARKS_PAGE * facts.page, facts.page) > TRIES;
  LK.key = storage.read(KEY_FILE);
  // In safe mode the last image that was online is asked first; where none was, the newest that is whole.
  pick(LK.safe) || pick(false);
  return LK.code ? 0 : E_NO_IMAGE;
}

/** Takes the newest whole image; with `confirmed` only one that has been online. */
function pick(confirmed: boolean): boolean {
  const storage = require("Storage");
  let version = -1;
  [SLOT_A, SLOT_B].forEach((name) => {
    const header = unpackSlotHeader(storage.read(name, 0, SLOT_HEADER_BYTES) || "", E.CRC32);
    if (!header || header.version <= version || header.rejected || (confirmed && !header.confirmed)) return;
    const code = storage.read(name, header.headerBytes, header.codeBytes);
    if (!code || E.CRC32(code) != header.crc) return;
    LK.code = code;
    LK.slot = header.confirmed ? "" : name;
    version = header.version;
  });
  return version >= 0;
}

const fault = choose();
if (fault) print("LK " + fault);
