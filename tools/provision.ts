// Provisioning: writes loader, image, board facts, settings and secrets into the flash of a board that is empty,
// as the records that the device reads at its start. Each write is read back.
// Storage comes first: an interpreter that finds no file in its Storage, but other data, erases all of it at boot.
import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import { type BoardFacts, mapFlash } from "../bench/board/facts.ts";
import type { FlashFile } from "../bench/board/flash.ts";
import { Storage } from "../bench/board/storage.ts";
import { E_SLOT_SMALL, Failure } from "../lib/codes.ts";
import { type Journal, openJournal } from "../lib/flash/journal.ts";
import {
  RECORD_BANKS, RECORD_CONSOLE, RECORD_IDENTITY, RECORD_PRODUCT, RECORD_RANDOM, RECORD_SETTINGS, RECORD_WIFI,
  SESSION_BANKS, SESSION_PAGE, packFields,
} from "../lib/flash/records.ts";
import { BOARD_FILE, SLOT_A, SLOT_B, SLOT_HEADER_BYTES, packSlotHeader } from "../lib/flash/slot.ts";
import type { FlashPort } from "../lib/ports.ts";
import { type Identity, packIdentity, unpackIdentity } from "../lib/register.ts";
import type { Settings } from "../lib/settings.ts";
import { ROOTS_FILE } from "../lib/tls/roots.ts";

/** What a board is told besides its image; texts are ordinary strings. */
export interface Records {
  settings: Settings;
  productSecret?: string | undefined;
  identity?: Identity | undefined;
  wifi?: { ssid: string; password: string } | undefined;
  consolePassword?: string | undefined;
}

/** What an empty board needs. */
export interface Provision extends Records {
  loader: Uint8Array;
  image: Uint8Array;
  /** Version number of the image, for the choice between slots. */
  imageVersion: number;
  /** Content of the file of root certificates (lib/tls/roots.ts), where the link is verified. */
  roots?: string | undefined;
  /** The first seed of the device's random numbers, 32 bytes; drawn unless given. */
  seed?: string;
}

type Board = BoardFacts & { slotBytes: number };

const crc = (data: string): number => crc32(Buffer.from(data, "latin1"));
const utf8 = (text: string): string => Buffer.from(text, "utf8").toString("latin1");

/** The flash of a board as the journal's port. */
export function flashPort(flash: FlashFile): FlashPort {
  return {
    _read: (addr, lenBytes) => flash.read(addr, lenBytes).toString("latin1"),
    _write: (addr, data) => flash.write(addr, Buffer.from(data, "latin1")),
    _erase: (addr) => flash.erase(addr),
  };
}

function openRecords(flash: FlashFile, board: Board, page: number, banks: number): Journal {
  const { journalStart, pageBytes } = mapFlash(board);
  return openJournal(flashPort(flash), crc, journalStart + page * pageBytes, pageBytes, banks);
}

/** The identity that the board's flash holds now, or undefined; writes nothing. */
export function readIdentity(flash: FlashFile, board: Board): Identity | undefined {
  return unpackIdentity(openRecords(flash, board, 0, RECORD_BANKS)._get(RECORD_IDENTITY));
}

/** Whether the boot loader is there as a whole; nothing is written. What provisioning writes behind it proves that. */
export function hasLoader(flash: FlashFile, board: Board): boolean {
  const storage = new Storage(flash, board);
  return storage.find(".bootcde") !== undefined && storage.find(SLOT_A) !== undefined;
}

/**
 * Writes everything into erased flash; where power was lost, that is done once more from the start. Throws
 * E_SLOT_SMALL when the image does not fit, or the journal's code.
 */
export function provision(flash: FlashFile, board: Board, what: Provision): void {
  const storage = new Storage(flash, board);
  const { journalStart, pageBytes } = mapFlash(board);
  const imageBytes = SLOT_HEADER_BYTES + what.image.length;
  if (imageBytes > board.slotBytes) throw new Failure(E_SLOT_SMALL, `${imageBytes} of ${board.slotBytes} bytes`);
  const facts = {
    j: journalStart,
    p: pageBytes,
    r: board.rng === null ? 0 : Number(board.rng),
    d: board.tls.inJsVars ? 1 : 0,
  };
  storage.write(BOARD_FILE, JSON.stringify(facts));
  if (what.roots) storage.write(ROOTS_FILE, Buffer.from(what.roots, "latin1"));
  storage.write(".bootcde", what.loader);
  const header = packSlotHeader({
    flags: 0xffff, codeBytes: what.image.length, version: what.imageVersion, crc: crc32(what.image), keyId: 0,
    signatureBytes: 0, signatureType: 0,
  }, crc);
  storage.write(SLOT_A, Buffer.concat([Buffer.from(header, "latin1"), what.image]), 0, board.slotBytes);
  // Allocated once, still erased: an update fills it in place, so that Storage never has to compact.
  storage.write(SLOT_B, Buffer.alloc(4, 0xff), 0, board.slotBytes);

  const session = openRecords(flash, board, SESSION_PAGE, SESSION_BANKS);
  session._mount();
  put(session, RECORD_RANDOM, packFields([what.seed ?? randomBytes(32).toString("latin1"), "\0\0\0\0"]));
  putRecords(flash, board, what);
}

/**
 * Writes settings and secrets over those that the board has, which is off: wherever power is lost, each of them is
 * the old or the new one, and what is not given stays as it is, the identity above all. Throws the journal's code.
 */
export function putRecords(flash: FlashFile, board: Board, what: Records): void {
  const records = openRecords(flash, board, 0, RECORD_BANKS);
  records._mount();
  const { settings, productSecret, identity, wifi, consolePassword } = what;
  if (productSecret) put(records, RECORD_PRODUCT, packFields([settings.pk, utf8(productSecret)]));
  if (identity) put(records, RECORD_IDENTITY, packIdentity(identity));
  if (wifi) put(records, RECORD_WIFI, packFields([utf8(wifi.ssid), utf8(wifi.password)]));
  if (consolePassword) put(records, RECORD_CONSOLE, utf8(consolePassword));
  // Last, because without settings the device does not start.
  put(records, RECORD_SETTINGS, utf8(JSON.stringify(settings)));
}

function put(journal: Journal, type: number, data: string): void {
  const code = journal._put(type, data);
  if (code) throw new Failure(code, `record ${type}`);
}
