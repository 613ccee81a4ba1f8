// The boot loader (.bootcde): closes the consoles, counts the start, tells why the last one ended, picks a slot and
// hands over. It is never updated over the air, so it does no more than that: what may replace an image, and who signed
// it, is for the image to judge.
import "./no-consoles.ts";
import { E_BOOT_FILE, E_NO_BOARD, E_NO_IMAGE } from "../lib/codes.ts";
import { markAttempt } from "../lib/flash/marks.ts";
import { MARKS_PAGE } from "../lib/flash/records.ts";
import {
  BOARD_FILE, SLOT_A, SLOT_B, SLOT_CODE_BYTES_AT, SLOT_CONFIRMED_AT, SLOT_CRC_AT, SLOT_HEADER_BYTES,
  SLOT_LENGTH_AT, SLOT_REJECTED_AT, SLOT_VERSION_AT, isSlotHeader,
} from "../lib/flash/slot.ts";
import { readReason } from "../lib/flash/reason.ts";
import { unpackWord } from "../lib/flash/word.ts";
import { rawFlash } from "./raw-flash.ts";

/** Failed starts after which the image runs without the app. */
const TRIES = 3;

const storage = require("Storage");

/** What the image finds: the facts of the board, and how it was started. `code` is what runs next. */
const LK: any = ((global as any).LK = storage.readJSON(BOARD_FILE, true) || {});

/** Takes the newest whole image; with `confirmed` only one that has been online. */
function pick(confirmed?: number): void {
  let newest = -1;
  [SLOT_A, SLOT_B].forEach((name) => {
    const head = storage.read(name, 0, SLOT_HEADER_BYTES) || "";
    const version = unpackWord(head, SLOT_VERSION_AT);
    // A state byte of which any bit is cleared counts as cleared.
    const isNew = head.charCodeAt(SLOT_CONFIRMED_AT) > 254;
    if (!isSlotHeader(head, E.CRC32) || version <= newest || (confirmed && isNew)) return;
    if (head.charCodeAt(SLOT_REJECTED_AT) < 255) return;
    const code = storage.read(name, head.charCodeAt(SLOT_LENGTH_AT), unpackWord(head, SLOT_CODE_BYTES_AT));
    if (!code || E.CRC32(code) != unpackWord(head, SLOT_CRC_AT)) return;
    LK.code = code;
    LK.slot = isNew && name;
    newest = version;
  });
}

/** Finds the code to run, or returns why there is none. */
function choose(): number {
  // Other boot files would run beside or instead of this one, and would outlive every update.
  if (storage.list(/^\.boot[0-3rP]/)[0] || storage.read(".varimg")) return E_BOOT_FILE;
  if (!LK.j) return E_NO_BOARD;
  const flash = rawFlash();
  const marks = LK.j + MARKS_PAGE * LK.p;
  LK.safe = markAttempt(flash, marks, LK.p) > TRIES;
  const reason = readReason(flash, marks, LK.p);
  if (reason) print("LK " + reason);
  // In safe mode the last image that was online is asked first; where none was, the newest that is whole.
  if (LK.safe) pick(1);
  if (!LK.code) pick();
  return LK.code ? 0 : E_NO_IMAGE;
}

const fault = choose();
if (fault) print("LK " + fault);
