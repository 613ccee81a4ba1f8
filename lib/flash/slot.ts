// The files of an installed image: two slots with a header before the code, the board's facts, the key that
// signs images. A later header may be longer: its first 32 bytes keep this meaning, and the code begins where
// it says.
//   "LKIM" · header version u8 · header length u8 · flags u16 · code length u32 · image version u32 ·
//   CRC-32 of the code u32 · key id u32 · signature length u16 · signature type u8 · 0 · CRC-32 of these 28 bytes u32
// The signature stands behind the code. Numbers have their high byte first.

import type { Crc32 } from "../ports.ts";
import { packWord, unpackWord } from "./word.ts";

/** Storage files of the two slots. */
export const SLOT_A = "app.a";
export const SLOT_B = "app.b";

/** Storage file with the facts of the board, JSON: `j` address of the journal, `p` bytes of its pages, `r` address of the
 *  random register or 0, `d` 1 where TLS has its buffers among the JsVars. */
export const BOARD_FILE = "lk.board";

/** Storage file with the public key for images: version u8 (1), type u8, then the key. */
export const KEY_FILE = "lk.key";

/** Bytes of the header of version 1. */
export const SLOT_HEADER_BYTES = 36;

/** Where the state begins in a slot: the byte of a confirmed image, then that of a rejected one. */
export const SLOT_CONFIRMED_AT = 32;
export const SLOT_REJECTED_AT = 33;

export interface SlotHeader {
  /** Bytes before the code, 36 to 255. */
  headerBytes: number;
  /** 16 bits, none in use yet. */
  flags: number;
  codeBytes: number;
  /** Version number of the image, compared as a number. */
  version: number;
  /** Of the code. */
  crc: number;
  /** Which key has signed, 0 for none. */
  keyId: number;
  signatureBytes: number;
  signatureType: number;
  /** It has been online. */
  confirmed: boolean;
  /** It is not to be started again. */
  rejected: boolean;
}

/** The header of version 1, 36 bytes, neither confirmed nor rejected. */
export function packSlotHeader(header: Omit<SlotHeader, "headerBytes" | "confirmed" | "rejected">, crc: Crc32): string {
  const bytes =
    "LKIM" +
    String.fromCharCode(1, SLOT_HEADER_BYTES, header.flags >> 8, header.flags & 255) +
    packWord(header.codeBytes) +
    packWord(header.version) +
    packWord(header.crc) +
    packWord(header.keyId) +
    String.fromCharCode(header.signatureBytes >> 8, header.signatureBytes & 255, header.signatureType, 0);
  return bytes + packWord(crc(bytes)) + "\xff\xff\xff\xff";
}

/** Where the fields are that the boot loader reads, each a u32 but the first. */
export const SLOT_LENGTH_AT = 5;
export const SLOT_CODE_BYTES_AT = 8;
export const SLOT_VERSION_AT = 12;
export const SLOT_CRC_AT = 16;

/** Whether a slot begins with a header, of this version or a later one. */
export function isSlotHeader(bytes: string, crc: Crc32): boolean {
  return bytes.substr(0, 4) == "LKIM" && bytes.charCodeAt(SLOT_LENGTH_AT) > SLOT_HEADER_BYTES - 1 &&
    unpackWord(bytes, 28) == crc(bytes.substr(0, 28));
}

/** Reads the header at the start of a slot, of this version or a later one; undefined when it is none. */
export function unpackSlotHeader(bytes: string, crc: Crc32): SlotHeader | undefined {
  if (!isSlotHeader(bytes, crc)) return undefined;
  return {
    headerBytes: bytes.charCodeAt(SLOT_LENGTH_AT),
    flags: unpackWord(bytes, 4) & 65535,
    codeBytes: unpackWord(bytes, SLOT_CODE_BYTES_AT),
    version: unpackWord(bytes, SLOT_VERSION_AT),
    crc: unpackWord(bytes, SLOT_CRC_AT),
    keyId: unpackWord(bytes, 20),
    signatureBytes: unpackWord(bytes, 24) >>> 16,
    signatureType: bytes.charCodeAt(26),
    confirmed: bytes.charCodeAt(SLOT_CONFIRMED_AT) < 255,
    rejected: bytes.charCodeAt(SLOT_REJECTED_AT) < 255,
  };
}

/** The content of the key file. */
export function packKey(type: number, key: string): string {
  return String.fromCharCode(1, type) + key;
}

/**
 * Type and key from the content of the key file, of this version or a later one; undefined when it is none.
 */
export function unpackKey(bytes: string): { type: number; key: string } | undefined {
  if (!(bytes.length > 2 && bytes.charCodeAt(0) > 0 && bytes.charCodeAt(0) < 255)) return undefined;
  return { type: bytes.charCodeAt(1), key: bytes.substr(2) };
}
