// What the device keeps in flash: read once at the start, written when it changes. The journal is made for each use
// and dropped, so that it costs no memory between.
import {
  E_BAD_SETTINGS, E_CONSOLE_OPEN, E_NO_BOARD, E_NO_SEED, E_NO_SETTINGS, E_WEAK_RANDOM,
} from "../lib/codes.ts";
import type { Journal } from "../lib/flash/journal.ts";
import { openJournal } from "../lib/flash/journal.ts";
import { confirmAttempt } from "../lib/flash/marks.ts";
import {
  MARKS_PAGE, RECORD_BANKS, RECORD_CONSOLE, RECORD_IDENTITY, RECORD_PRODUCT, RECORD_RANDOM, RECORD_RESTART,
  RECORD_SETTINGS, RECORD_WIFI, SESSION_BANKS, SESSION_PAGE, packFields, unpackFields,
} from "../lib/flash/records.ts";
import { SLOT_CONFIRMED_AT } from "../lib/flash/slot.ts";
import { packWord, unpackWord } from "../lib/flash/word.ts";
import { parseJson } from "../lib/json.ts";
import { Drbg } from "../lib/random.ts";
import type { Identity } from "../lib/register.ts";
import { packIdentity, unpackIdentity } from "../lib/register.ts";
import type { Settings } from "../lib/settings.ts";
import { sha256 } from "./hash.ts";
import { flash } from "./raw-flash.ts";
import { say } from "./say.ts";

/** What the loader leaves to the image. */
declare const LK: {
  /** Address, page size in bytes of the journal, and the random register, 0 for none: facts of the board. */
  journal: number;
  page: number;
  rng: number;
  /** Safe mode: run without the app. */
  safe: boolean;
  /** The slot that runs, when it was not confirmed before; else false. */
  slot: string | false;
};

/** Everything the device needs to start. */
export interface Start {
  settings: Settings;
  ssid: string;
  password: string;
  safe: boolean;
  /** The first start after provisioning. */
  first: boolean;
}

function open(page: number, banks: number): Journal {
  const journal = openJournal(flash, E.CRC32, LK.journal + page * LK.page, LK.page, banks);
  const code = journal.mount();
  if (code) say(code);
  return journal;
}

const openRecords = (): Journal => open(0, RECORD_BANKS);
const openSession = (): Journal => open(SESSION_PAGE, SESSION_BANKS);

/** The fields of a record; empty texts where there is none. */
function fieldsOf(journal: Journal, type: number): string[] {
  return unpackFields(journal.get(type) || "\0\0\0\0") || ["", ""];
}

/** Seeds the interpreter's random numbers: an HMAC-DRBG on the hardware register, a secret seed that every start
 *  replaces, and a counter. Returns the counter, 1 at the first start, or 0 when there is nothing to be random with. */
function seedRandom(): number {
  const journal = openSession();
  const reason = fieldsOf(journal, RECORD_RESTART);
  if (reason[0]) say(+reason[0], reason[1] || undefined);
  const old = fieldsOf(journal, RECORD_RANDOM);
  let entropy = "";
  for (let i = 0; LK.rng && i < 16; i++) entropy += packWord(peek32(LK.rng));
  if (!LK.rng) say(E_WEAK_RANDOM);
  if (old[0].length + entropy.length < 32) {
    say(E_NO_SEED);
    return 0;
  }
  const count = packWord(unpackWord(old[1] || "\0\0\0\0", 0) + 1);
  const drbg = new Drbg(sha256, old[0] + entropy, count, "linkino");
  const code = journal.put(RECORD_RANDOM, packFields([drbg.generate(32), count]));
  if (code) say(code);
  E.srand(unpackWord(drbg.generate(4), 0) | 0);
  // A counter that was not kept would make each start the first one.
  return code || unpackWord(count, 0);
}

/** Reads what the device needs, or says what is missing and returns undefined. */
export function readStart(): Start | undefined {
  if (!LK.journal) return say(E_NO_BOARD), undefined;
  const starts = seedRandom();
  if (!starts) return undefined;
  const journal = openRecords();
  const text = journal.get(RECORD_SETTINGS);
  if (!text) return say(E_NO_SETTINGS), undefined;
  let settings: Settings;
  try {
    settings = parseJson(text) || {};
  } catch {
    return say(E_BAD_SETTINGS), undefined;
  }
  if (settings.v != 1 || !settings.pk || !settings.dn || !settings.host || !settings.port) {
    return say(E_BAD_SETTINGS), undefined;
  }
  if (settings.con == "open") say(E_CONSOLE_OPEN);
  else {
    E.setPassword(journal.get(RECORD_CONSOLE) || String(Math.random()));
    E.lockConsole();
  }
  const wifi = fieldsOf(journal, RECORD_WIFI);
  return {
    settings,
    ssid: wifi[0],
    password: wifi[1],
    safe: LK.safe,
    first: starts == 1,
  };
}

/** What the device logs in with. */
export interface Secrets {
  productSecret: string;
  identity: Identity | undefined;
  /** There is a record of an identity that this image can't read: of a later version, perhaps. */
  foreign: boolean;
}

/** The secrets, read for each login and dropped behind it: what lives on while TLS takes its memory splits that
 *  memory, and a secret that is not in memory can't be read from there. */
export function readSecrets(): Secrets {
  const journal = openRecords();
  const record = journal.get(RECORD_IDENTITY);
  const identity = unpackIdentity(record);
  return { productSecret: fieldsOf(journal, RECORD_PRODUCT)[1], identity, foreign: !!record && !identity };
}

/** Stores the identity and reads it back from flash; false when it did not get there. */
export function storeIdentity(identity: Identity): boolean {
  const bytes = packIdentity(identity);
  const code = openRecords().put(RECORD_IDENTITY, bytes);
  if (code) say(code);
  return openRecords().get(RECORD_IDENTITY) == bytes;
}

/** The start was a good one: the loader counts anew, and the reason of the last restart was told. */
export function confirmBoot(): void {
  forgiveStart();
  openSession().put(RECORD_RESTART, "");
  if (LK.slot) require("Storage").write(LK.slot, "\0", SLOT_CONFIRMED_AT);
}

/** The loader does not count this start. */
export function forgiveStart(): void {
  confirmAttempt(flash, LK.journal + MARKS_PAGE * LK.page, LK.page);
}

/** Keeps why the device restarts, for its next start to tell. */
export function keepReason(code: number): void {
  openSession().put(RECORD_RESTART, packFields([String(code), ""]));
}
