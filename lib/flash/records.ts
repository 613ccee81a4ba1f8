// What is kept in raw flash: how its pages are shared out, the types of records, and the fields in them.
// Numbers and orders here are fixed for ever: they are what a later image, or an earlier one, finds on the
// board.

import { packWord, unpackWord } from "./word.ts";

/** Pages of the board's journal area that hold records: two banks, so that each record is in two pages. */
export const RECORD_PAGE = 0;
export const RECORD_BANKS = 2;

/**
 * Pages for the TLS session and the random seed: one bank, for what is written often and can be made anew.
 */
export const SESSION_PAGE = 4;
export const SESSION_BANKS = 1;

/** The page of the boot loader's marks. */
export const MARKS_PAGE = 6;

/** Pages for queues of messages that wait for the network. */
export const QUEUE_PAGE = 7;
export const QUEUE_PAGES = 9;

// Types of records, all in version 1; [session area] marks what is not with the others.

/**
 * Fields: product key, device name, device secret, client id, device token; those that the kind of login
 * lacks are empty.
 */
export const RECORD_IDENTITY = 1;
/** JSON text. */
export const RECORD_SETTINGS = 2;
/** Fields: product key, product secret. */
export const RECORD_PRODUCT = 3;
/** Fields: SSID, password. */
export const RECORD_WIFI = 4;
/** Kept for updates over the air. */
export const RECORD_UPDATE = 5;
/** The TLS session to resume; wiped where it is superseded. [session area] */
export const RECORD_SESSION = 6;
/** Fields: seed (32 bytes), counter (4 bytes, high byte first); wiped where it is superseded. [session area] */
export const RECORD_RANDOM = 7;
// 8 was the reason of a restart, which is a word in the page of the marks now (reason.ts).
/** Kept for the ids of commands seen. [session area] */
export const RECORD_COMMANDS = 9;
/** The password of the console. */
export const RECORD_CONSOLE = 10;
/** The last time that was known: seconds since 1970 (4 bytes, high byte first). [session area] */
export const RECORD_TIME = 11;

/**
 * Byte strings of up to 65,535 bytes each as the data of one record: each behind its length, u16, high byte
 * first.
 */
export function packFields(fields: string[]): string {
  return fields.map((field) => packWord(field.length).substr(2) + field).join("");
}

/**
 * The fields in the data of a record, 0 when lengths and data do not agree; a later version may have
 * more fields.
 */
export function unpackFields(data: string): string[] | 0 {
  const fields: string[] = [];
  let at = 0;
  while (at < data.length) {
    const lenBytes = unpackWord(data, at) >>> 16;
    fields.push(data.substr(at + 2, lenBytes));
    at += 2 + lenBytes;
  }
  return at == data.length ? fields : 0;
}
