// A connection of TLS 1.2 (RFC 5246) on any stream: its records and alerts, as long as it lasts. Bytes go in, bytes go out
// through a host; there is no socket, no clock and no timer. What is written in one turn shares a record.
// Memory: the keys of both directions, and an unfinished record; the server is asked for short ones, and protected ones
// with more than 4,096 bytes of text are refused. The handshake, while it lasts, is an object of its own.
import {
  E_TLS_ALERT, E_TLS_CIPHER_CHANGE, E_TLS_EARLY, E_TLS_FLOOD, E_TLS_FORM, E_TLS_LARGE, E_TLS_MESSAGE, E_TLS_PSK,
  E_TLS_RECORD, E_TLS_SUITE, E_TLS_VERSION,
} from "../codes.ts";
import { packWord, unpackWord } from "../flash/word.ts";
import { chr } from "../short.ts";
import { crypto, toBytes } from "./native.ts";
import type { Cipher } from "./record.ts";
import { header, macOf } from "./record.ts";

/** What a connection needs from outside, and what it tells. */
export interface TlsHost {
  /** Sends bytes to the peer, in order. */
  _send(bytes: string): void;
  /** The handshake is done: the server is the one that was expected. */
  _open(): void;
  /** The connection is over: 0 when the peer said so, else a code; a fatal alert has been sent where one was due. */
  _down(code: number, detail?: unknown): void;
  /** Has `step` called in a turn of its own, soon. */
  _later(step: () => void): void;
  /** Random bytes that nobody can guess and that never come again. */
  _random(lenBytes: number): string;
  /** A session that the next connection may resume (kept.ts), or "" when none is left that may. */
  _keep(session: string): void;
}

/** The handshake, as its connection sees it. */
export interface Handshake {
  /** Takes bytes of handshake messages; they may be a request for a handshake. False when they are one, which is ignored as
   *  long as one is under way (section 7.4.1.1). */
  _take(bytes: string, isRequest: boolean): boolean;
  /** The server changes to protected records: how to open them, or 0 when it must not. */
  _change(): Cipher | 0;
  /** The pre-shared key that was offered, or "". */
  _psk: string;
}

export interface Tls {
  _host: TlsHost;
  _shake: Handshake | 0;
  _reader: Cipher | 0;
  _writer: Cipher | 0;
  /** The beginning of a record, and text that waits for the end of the turn. */
  _rest: string;
  _waiting: string;
  /** Text of the largest record that is sent, bytes. */
  _limit: number;
  /** Records in a row that carry nothing. */
  _odd: number;
  /** Milliseconds since the handshake last moved, counted by the host. */
  _quietMs: number;
  _over: number;
  /** The time in which the server's chain is valid, seconds since 1970; without bounds where a key proved who it is. */
  _from: number;
  _to: number;
  /** What was learned of signatures (chain.ts), for the next connection. */
  _known: string;
}

// Content types of records (section 6.2.1).
export const CHANGE = 20;
export const ALERT = 21;
export const HANDSHAKE = 22;
export const DATA = 23;

// Alerts (section 7.2, RFC 4279 section 6).
export const UNEXPECTED = 10;
const CLOSE_NOTIFY = 0;
const BAD_MAC = 20;
const OVERFLOW = 22;
const HANDSHAKE_FAILURE = 40;
export const DECODE = 50;
export const DECRYPT = 51;
export const VERSION = 70;
const NO_RENEGOTIATION = 100;
const UNKNOWN_PSK = 115;

/** Text of the largest record that is taken, bytes; what its protection adds at most; and the largest unprotected one. */
const MAX_TEXT = 4096;
const MAX_ADDED = 320;
const MAX_PLAIN = 16384;
/** Empty records, warnings and requests: so many in a row are suffered. */
const MAX_ODD = 8;

/** Bytes that are decrypted at once: whole blocks. */
const PIECE = 512;

/** Sends a record, or several; none without text. */
export function sendTls(its: Tls, type: number, text: string): void {
  while (text) {
    let piece = text.substr(0, its._limit);
    text = text.substr(its._limit);
    const writer = its._writer;
    if (writer) {
      const iv = toBytes(crypto.AES.encrypt(packWord(writer._sequence).repeat(4), writer._ivKey!, { mode: "ECB" }));
      if (!writer._late) piece += macOf(writer, type, piece);
      const pad = 15 - (piece.length & 15);
      piece = iv + toBytes(crypto.AES.encrypt(piece + chr(pad).repeat(pad + 1), writer._key, { iv: iv }));
      if (writer._late) piece += macOf(writer, type, piece);
    }
    its._host._send(header(type, piece.length) + piece);
  }
}

/** Ends the connection, after a fatal alert unless that is 0; always undefined. */
export function failTls(its: Tls, code: number, alert: number, detail?: unknown): undefined {
  if (its._over) return;
  if (alert) sendTls(its, ALERT, "\x02" + chr(alert));
  closeTls(its, true);
  // A session is not resumed after a fatal alert (section 7.2.2).
  if (code) its._host._keep("");
  its._host._down(code, detail);
}

/** Sends text, after the handshake; before, it goes nowhere. Without text, sends what waits. */
export function writeTls(its: Tls, text?: string): void {
  if (its._over || its._shake) return;
  let all = its._waiting;
  if (text) {
    if (!all) its._host._later(() => writeTls(its));
    its._waiting = all += text;
    // A turn may write much.
    if (all.length < its._limit) return;
  }
  its._waiting = "";
  if (all) sendTls(its, DATA, all);
}

/** Sends what waits, says goodbye, both unless it is `mute`, and lets go of everything. */
export function closeTls(its: Tls, mute?: true): void {
  if (!mute) {
    writeTls(its);
    if (its._writer) sendTls(its, ALERT, "\x01\0");
  }
  its._over = 1;
  its._reader = its._writer = its._shake = 0;
  its._rest = its._waiting = "";
}

/** Takes the next bytes from the peer, any number; not to be called from inside a handler. Returns the text in them: what
 *  takes it spares the stack of this. It is lost where it came together with a broken record. */
export function feedTls(its: Tls, bytes: string): string | undefined {
  let heard = "";
  bytes = its._rest + bytes;
  its._rest = "";
  while (!its._over) {
    const type = bytes.charCodeAt(0);
    const reader = its._reader;
    let lenBytes = unpackWord(bytes, 3) >>> 16;
    const size = bytes.length - 5;
    if (size < 0) break;
    if (type < CHANGE || type > DATA || bytes.charCodeAt(1) != 3) return failTls(its, E_TLS_FORM, DECODE, type);
    // Of the others none that is not protected is longer than an alert.
    if (lenBytes > (reader ? MAX_TEXT + MAX_ADDED : type == HANDSHAKE ? MAX_PLAIN : 2)) return failTls(its, E_TLS_LARGE, OVERFLOW);
    if (size < lenBytes && (!size || reader || type != HANDSHAKE)) break;
    let text = bytes.substr(5, lenBytes);
    // The rest of an unprotected message comes as if it were a record of its own.
    const left = lenBytes - text.length;
    bytes = left ? header(type, left) : bytes.substr(5 + lenBytes);
    if (reader) {
      // Whether padding or MAC was wrong, nobody learns.
      const macBytes = reader._macBytes;
      let good = true;
      if (reader._late) {
        lenBytes -= macBytes;
        good = text.substr(lenBytes) == macOf(reader, type, text = text.substr(0, lenBytes));
      }
      lenBytes -= 16;
      good = good && lenBytes > 0 && !(lenBytes & 15);
      if (good) {
        let plain = "";
        // A piece at a time, each behind the block that is its IV: a memory in pieces has no room for a long result.
        for (let from = 0; from < lenBytes; from += PIECE) {
          plain += toBytes(crypto.AES.decrypt(text.substr(from + 16, PIECE), reader._key, { iv: text.substr(from, 16) }));
        }
        text = plain;
        const pad = text.charCodeAt(lenBytes - 1);
        let end = lenBytes - pad - 1;
        good = text.substr(end) == chr(pad).repeat(pad + 1);
        if (!reader._late) {
          end -= macBytes;
          // Without a padding that can be right the MAC is computed all the same, as if there were none.
          good = good && end >= 0;
          if (!good) end = lenBytes - macBytes;
          good = text.substr(end, macBytes) == macOf(reader, type, text.substr(0, end)) && good;
        }
        text = text.substr(0, end);
      }
      if (!good) return failTls(its, E_TLS_RECORD, BAD_MAC);
      if (text.length > MAX_TEXT) return failTls(its, E_TLS_LARGE, OVERFLOW);
    }
    const shake = its._shake;
    const first = text.charCodeAt(0);
    const alert = text.charCodeAt(1);
    // A request for a new handshake (section 7.4.1.1) is not granted.
    const isRequest = type == HANDSHAKE && text == "\0\0\0\0";
    if (type == HANDSHAKE && shake && text && shake._take(text, isRequest)) {
      // Taken.
    } else if (type == DATA && text && !shake) {
      its._odd = 0;
      heard += text;
    } else if (type == CHANGE) {
      its._reader = shake && !its._reader && text == "\x01" && shake._change() || 0;
      if (!its._reader) failTls(its, E_TLS_CIPHER_CHANGE, UNEXPECTED);
    } else if (type == ALERT && alert == CLOSE_NOTIFY) its._host._later(() => failTls(its, 0, 0));
    else if (type == ALERT && (first > 1 || alert == UNKNOWN_PSK)) {
      failTls(
        its,
        shake && shake._psk && (alert == UNKNOWN_PSK || alert == BAD_MAC || alert == DECRYPT) ? E_TLS_PSK
          : alert == HANDSHAKE_FAILURE ? E_TLS_SUITE : alert == VERSION ? E_TLS_VERSION : E_TLS_ALERT,
        0, alert,
      );
    } else if (type == DATA && shake) failTls(its, E_TLS_EARLY, UNEXPECTED);
    else if (type == HANDSHAKE && text && !isRequest) failTls(its, E_TLS_MESSAGE, UNEXPECTED, first);
    else if (++its._odd > MAX_ODD) failTls(its, E_TLS_FLOOD, UNEXPECTED);
    else if (isRequest && !shake) sendTls(its, ALERT, "\x01" + chr(NO_RENEGOTIATION));
    if (left) break;
  }
  if (!its._over) its._rest = bytes;
  return heard;
}
