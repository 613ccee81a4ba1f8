// The images that the tests of the firmware run, each built once in a test run, and where they are put:
// flash in memory, provisioned as the tool does it.
import { fileURLToPath } from "node:url";
import { crc32 } from "node:zlib";
import { FlashFile } from "../../bench/board/flash.ts";
import { type Journal, openJournal } from "../../lib/flash/journal.ts";
import { RECORD_BANKS, RECORD_PAGE, SESSION_BANKS, SESSION_PAGE } from "../../lib/flash/records.ts";
import type { Settings } from "../../lib/settings.ts";
import { type Built, buildImage, loadBoard } from "../../tools/build/index.ts";
import type { Tls } from "../../tools/build/manifest.ts";
import { type Provision, flashPort, provision } from "../../tools/provision.ts";

/** Each kind of login with another signature, so that three images show all of both. */
export const KINDS = {
  register: "hmacsha256",
  secret: "hmacmd5",
  regnwl: "hmacsha1",
} as const;

export type Kind = keyof typeof KINDS;

/** A board with a hardware random register whose stock TLS starts. */
export const BOARD = loadBoard("esp32-wrover");

const built = new Map<string, Promise<Built>>();

/** The image of an app in fixtures/ for one kind of login and of link, with the loader. */
export function imageOf(kind: Kind = "register", tls: Tls = "native", app = "app"): Promise<Built> {
  const name = `${kind} ${tls} ${app}`;
  let made = built.get(name);
  if (!made) {
    const entry = fileURLToPath(new URL(`fixtures/${app}.ts`, import.meta.url));
    const defines = { __AUTH__: kind, __SIGN__: KINDS[kind] };
    made = buildImage({ entry, board: BOARD, tls, version: "1.2.3", loader: true, defines });
    built.set(name, made);
  }
  return made;
}

/** Builds all images, for the `before` of a file: the first one waits for the compiler. */
export async function buildAll(): Promise<void> {
  await Promise.all((Object.keys(KINDS) as Kind[]).map((kind) => imageOf(kind)));
}

/** Settings of a device on the local instance; each call gives new ones to spoil. */
export function goodSettings(more: Partial<Settings> = {}): Settings {
  const device = { v: 1, pk: "a1X2bEnP82z", dn: "lamp-1", host: "iot.example", port: 1883 };
  return { ...device, tls: "native", con: "open", ...more };
}

export const WIFI = { ssid: "home", password: "secret word" };

/** Flash of a board that was provisioned with this image. */
export function makeFlash(
  image: Built, what: Partial<Provision> = {}, board = BOARD, flash = FlashFile.inMemory(board),
): FlashFile {
  provision(flash, board, {
    loader: image.loader, image: image.image, imageVersion: 1, settings: goodSettings(), wifi: WIFI, ...what,
  });
  return flash;
}

function openRecords(flash: FlashFile, inSession: boolean): Journal {
  const { journalStart, pageBytes } = flash.map;
  const crc = (bytes: string): number => crc32(Buffer.from(bytes, "latin1"));
  const addr = journalStart + (inSession ? SESSION_PAGE : RECORD_PAGE) * pageBytes;
  return openJournal(flashPort(flash), crc, addr, pageBytes, inSession ? SESSION_BANKS : RECORD_BANKS);
}

/** Puts a record into the journal of a board that is off; empty data removes it. */
export function putRecord(flash: FlashFile, type: number, data: string, inSession = false): void {
  const journal = openRecords(flash, inSession);
  journal._mount();
  const code = journal._put(type, data);
  if (code) throw new Error(`record ${type}: ${code}`);
}

/** A record as it is in flash now, empty for none; writes nothing. */
export function getRecord(flash: FlashFile, type: number, inSession = false): string {
  return openRecords(flash, inSession)._get(type);
}
