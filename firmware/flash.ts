// What the device keeps in flash: read when it is needed, written when it changes. The journal is made for each use
// and dropped, so that it costs no memory between; a secret that is not in memory can't be read from there.
import { E_BAD_SETTINGS, E_CONSOLE_OPEN, E_NO_SETTINGS, E_WEAK_RANDOM } from "../lib/codes.ts";
import type { Journal } from "../lib/flash/journal.ts";
import { openJournal } from "../lib/flash/journal.ts";
import { confirmAttempt } from "../lib/flash/marks.ts";
import {
  MARKS_PAGE, RECORD_BANKS, RECORD_CONSOLE, RECORD_IDENTITY, RECORD_PRODUCT, RECORD_SETTINGS, SESSION_BANKS,
  SESSION_PAGE, unpackFields,
} from "../lib/flash/records.ts";
import { SLOT_CONFIRMED_AT } from "../lib/flash/slot.ts";
import { wipe } from "../lib/flash/wipe.ts";
import { parseJson } from "../lib/json.ts";
import { identityFields } from "../lib/register.ts";
import type { Settings } from "../lib/settings.ts";
import { rawFlash } from "./raw-flash.ts";
import { say } from "./say.ts";

declare const __AUTH__: string;
declare const __TLS__: string;
/** What the loader leaves to the image. */
declare const LK: {
  /** Facts of the board: address and page size in bytes of the journal, and the random register, 0 for none. */
  j: number;
  p: number;
  r: number;
  /** The slot that runs, when it was not confirmed before; else false. */
  slot: string | false;
};

/** Address of the page of the boot loader's marks. */
export function marks(): number {
  return LK.j + MARKS_PAGE * LK.p;
}

function sessionArea(): number {
  return LK.j + SESSION_PAGE * LK.p;
}

/** One use of a journal: `fieldsOf` gives the fields of a record, none where there is no such record. */
type Use<T> = (journal: Journal, fieldsOf: (type: number) => string[]) => T;

/** Opens the journal for one use, or with `inSession` that of the session area; what that holds of superseded secrets is
 *  wiped behind the use. */
export function useJournal<T>(use: Use<T>, inSession?: boolean): T {
  "cold";
  // Only TLS of our own has that. First, so that the bundler puts it in where it is used.
  const isSession = __TLS__ == "verified" && inSession;
  const journal = openJournal(
    rawFlash(), E.CRC32, isSession ? sessionArea() : LK.j, LK.p, isSession ? SESSION_BANKS : RECORD_BANKS,
  );
  const code = journal._mount();
  if (code) say(code);
  const result = use(journal, (type) => unpackFields(journal._get(type)) || []);
  if (isSession) wipe(rawFlash(), journal, sessionArea(), LK.p);
  return result;
}

/** Seeds the interpreter's random numbers, 32 bits, which stock TLS draws its keys from: from the hardware register,
 *  best once the radio is on. */
export function seedRandom(): void {
  let seed = 0;
  for (let i = 8; i--; ) seed = (seed * 31 + (LK.r ? peek32(LK.r) : getTime() * 1e6)) | 0;
  E.srand(seed);
}

/** Reads and checks what the device needs to start, and locks the console; the settings, or nothing when it has said
 *  what is wrong. */
export function readStart(): Settings | undefined {
  "cold";
  if (!LK.r) say(E_WEAK_RANDOM);
  seedRandom();
  return useJournal((journal) => {
    const text = journal._get(RECORD_SETTINGS);
    if (!text) return say(E_NO_SETTINGS);
    let settings: any = 0;
    try {
      settings = parseJson(text) || 0;
    } catch {
      // No JSON.
    }
    if (settings.v != 1 || !settings.pk || !settings.dn || !settings.host || !settings.port) return say(E_BAD_SETTINGS);
    if (settings.con == "open") say(E_CONSOLE_OPEN);
    else {
      E.setPassword(journal._get(RECORD_CONSOLE) || Math.random());
      E.lockConsole();
    }
    return settings;
  });
}

/** What the device logs in with. */
export interface Kept {
  _settings: Settings;
  _productSecret: string;
  /** The fields of the identity's record. */
  _identity: string[] | 0;
  /** There is a record of an identity that this image can't read: of a later version, perhaps. */
  _foreign: boolean | "";
}

/** Settings and secrets, read for each login. */
export function readKept(): Kept {
  return useJournal((journal, fieldsOf) => {
    const record = journal._get(RECORD_IDENTITY);
    // Without a token only the third field, the DeviceSecret, can be logged in with.
    const fields = __AUTH__ == "regnwl" ? identityFields(record) : unpackFields(record);
    const identity = fields && (__AUTH__ == "regnwl" || fields[2]) ? fields : 0;
    return {
      _settings: parseJson(journal._get(RECORD_SETTINGS)),
      _productSecret: fieldsOf(RECORD_PRODUCT)[1],
      _identity: identity,
      _foreign: record && !identity,
    };
  });
}

/** The start was a good one: the loader counts anew. */
export function confirmBoot(): void {
  "cold";
  confirmAttempt(rawFlash(), marks(), LK.p);
  if (LK.slot) require("Storage").write(LK.slot, "\0", SLOT_CONFIRMED_AT);
}
