// A client of HTTP/1.1 (RFC 9112) on any stream: what a request is made of, and one answer, read as it comes. A body is
// handed on in pieces and never collected, so that its length costs no memory. All strings are bytes.
// Of the head only what the client needs is kept. What the server does wrong ends the answer with a code; it is not guessed
// where a body ends.
import { E_HTTP_CUT, E_HTTP_ENCODING, E_HTTP_FORM, E_HTTP_LARGE } from "./codes.ts";

/** What an answer tells. */
export interface HttpHost {
  /** The head of the final answer is there. A code refuses the body: `_done` gets it. */
  _head?(its: Http): number | void;
  /** The next bytes of the body. */
  _piece(bytes: string): void;
  /** The answer is over: 0 when it came as a whole, else a code. Called once. */
  _done(code: number): void;
}

/** An answer that is awaited. */
export interface Http {
  _host: HttpHost;
  /** Bytes of the body that are taken, and that came. */
  _most: number;
  _got: number;
  _state: number;
  /** The beginning of a line, and the bytes of head or trailers so far. */
  _line: string;
  _headBytes: number;
  /** Bytes that are still to come of the body or its chunk; -1: it lasts until the server closes. */
  _left: number;
  _chunked: number;
  /** Status, 0 before it came. */
  _status: number;
  /** Bytes of the body as announced, -1 where that is not known. */
  _lenBytes: number;
  /** The fields Content-Range and Date, or "". */
  _range: string;
  _date: string;
  /** The connection carries no further request. */
  _close: number;
}

const STATUS = 0;
const FIELD = 1;
const SIZE = 2;
const CHUNK_END = 3;
const TRAILER = 4;
const BODY = 5;
const OVER = 6;

/** Bytes of a line, and of all lines of a head. */
const MAX_LINE = 1024;
const MAX_HEAD = 8192;

/** A request's head. `path` begins with "/"; `fields` are whole lines; `bodyBytes` is the exact length of the body that
 *  follows, undefined where there is none. */
export function httpHead(method: string, host: string, path: string, fields: string, bodyBytes?: number): string {
  return method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + fields +
    (bodyBytes == null ? "" : "Content-Length: " + bodyBytes + "\r\n") + "\r\n";
}

/** Whether a text can be the path of a request as it is: visible ASCII without what has a meaning there. */
export function isPath(text: string): boolean {
  return /^[!$&-;=@-Z_a-z~]+$/.test(text) && text[0] == "/";
}

/** The field that asks for the bytes from `from` to `to`, the latter included. */
export function rangeField(from: number, to: number): string {
  return "Range: bytes=" + from + "-" + to + "\r\n";
}

/** First and last byte and the whole length from a field Content-Range, or undefined when it is none with all three. */
export function readRange(field: string): number[] | undefined {
  if (!/^bytes [0-9]+-[0-9]+\/[0-9]+$/.test(field)) return undefined;
  const numbers = field.substr(6).replace("/", "-").split("-").map((digits) => parseInt(digits, 10));
  return numbers[0] <= numbers[1] && numbers[1] < numbers[2] ? numbers : undefined;
}

/** Seconds since 1970 from a field Date as `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 section 5.6.7), or 0. */
export function readDate(field: string): number {
  const parts = field.replace(/:/g, " ").split(" ");
  // A blank behind it: the interpreter finds at the end of a text what only begins like the one sought.
  const month = "JanFebMarAprMayJunJulAugSepOctNovDec ".indexOf(parts[2]) / 3;
  const day = parseInt(parts[1], 10);
  let year = parseInt(parts[3], 10);
  // Days of the years that begin in March, so that a leap day is the last one.
  if (month < 2) year--;
  const days = 365 * (year - 1970) + ((year - 1968) >> 2) + (((month + 10) % 12) * 153 + 2) / 5 + day + 58 | 0;
  const sec = days * 86400 + parseInt(parts[4], 10) * 3600 + parseInt(parts[5], 10) * 60 + parseInt(parts[6], 10);
  // Until 2099, for 2100 is no leap year.
  return parts[7] == "GMT" && month >= 0 && month % 1 == 0 && year > 1969 && year < 2100 && sec > 0 ? sec : 0;
}

/** Awaits the answer to a request. A body of more than `maxBytes` is refused. */
export function awaitHttp(host: HttpHost, maxBytes: number): Http {
  return {
    _host: host, _most: maxBytes, _got: 0, _state: STATUS, _line: "", _headBytes: 0, _left: 0, _chunked: 0, _status: 0,
    _lenBytes: -1, _range: "", _date: "", _close: 0,
  };
}

/** Ends it by a code; the connection is of no more use. */
export function failHttp(its: Http, code: number): void {
  if (its._state == OVER) return;
  its._close = 1;
  finish(its, code);
}

function finish(its: Http, code: number): void {
  its._state = OVER;
  its._line = "";
  its._host._done(code);
}

/** Whether the answer is over. */
export function isOver(its: Http): boolean {
  return its._state == OVER;
}

/** The connection is closed: by the peer's own word when it `isProper`. */
export function endHttp(its: Http, isProper: unknown): void {
  if (its._state == BODY && its._left < 0 && isProper) finish(its, 0);
  else failHttp(its, E_HTTP_CUT);
}

/** One field of a head: 0 or a code. */
function takeField(its: Http, line: string): number {
  const colon = line.indexOf(":");
  const name = line.substr(0, colon).toLowerCase();
  const value = line.substr(colon + 1).trim();
  // Neither a name of nothing, nor one with blanks, nor a line that goes on (RFC 9112 section 5).
  if (colon < 1 || name.indexOf(" ") >= 0 || name.indexOf("\t") >= 0) return E_HTTP_FORM;
  const word = value.toLowerCase();
  if (name == "content-length") {
    const lenBytes = /^[0-9]+$/.test(value) && value.length < 11 ? parseInt(value, 10) : -1;
    if (lenBytes < 0 || (its._lenBytes >= 0 && its._lenBytes != lenBytes)) return E_HTTP_FORM;
    its._lenBytes = lenBytes;
  } else if (name == "transfer-encoding") {
    if (word != "chunked" || its._chunked) return E_HTTP_ENCODING;
    its._chunked = 1;
  } else if (name == "content-encoding") {
    if (word != "identity") return E_HTTP_ENCODING;
  } else if (name == "connection") {
    if (word == "close") its._close = 1;
  } else if (name == "content-range") its._range = value;
  else if (name == "date") its._date = value;
  return 0;
}

/** The empty line behind a head: 0 or a code. */
function endHead(its: Http): number {
  const status = its._status;
  // An interim answer: the final one follows, which has a head of its own.
  if (status < 200) {
    its._state = STATUS;
    its._lenBytes = -1;
    its._chunked = 0;
    return status == 101 ? E_HTTP_FORM : 0;
  }
  // Two lengths are no length (section 6.3).
  if (its._chunked && its._lenBytes >= 0) return E_HTTP_FORM;
  if (status == 204 || status == 304) its._lenBytes = its._chunked = 0;
  const code = its._host._head && its._host._head(its);
  if (code) return code;
  if (its._lenBytes > its._most) return E_HTTP_LARGE;
  its._state = its._chunked ? SIZE : BODY;
  its._left = its._lenBytes;
  its._headBytes = 0;
  if (its._left < 0 && !its._chunked) its._close = 1;
  return 0;
}

/** One line outside of the body, without its end: 0 or a code. */
function takeLine(its: Http, line: string): number {
  const state = its._state;
  if (state == STATUS) {
    // The reason behind it is free text.
    if (!/^HTTP\/1\.[0-9] [1-5][0-9][0-9]$/.test(line.substr(0, 12)) || (line[12] && line[12] != " ")) return E_HTTP_FORM;
    its._status = parseInt(line.substr(9, 3), 10);
    if (line[7] == "0") its._close = 1;
    its._state = FIELD;
    return 0;
  }
  if (state == FIELD) return line ? takeField(its, line) : endHead(its);
  if (state == SIZE) {
    const digits = line.split(";")[0].trim();
    if (!/^[0-9a-fA-F]+$/.test(digits) || digits.length > 7) return E_HTTP_FORM;
    its._left = parseInt(digits, 16);
    its._state = its._left ? BODY : TRAILER;
    return 0;
  }
  if (state == CHUNK_END) {
    its._state = SIZE;
    return line ? E_HTTP_FORM : 0;
  }
  return 0;
}

/** Takes the next bytes from the server, any number; not to be called from inside `_piece`. */
export function feedHttp(its: Http, bytes: string): void {
  while (its._state != OVER) {
    if (its._state == BODY) {
      if (!its._left) {
        if (!its._chunked) {
          if (bytes) its._close = 1;
          return finish(its, 0);
        }
        its._state = CHUNK_END;
      }
      if (!bytes) return;
      if (its._state == BODY) {
        const piece = its._left < 0 ? bytes : bytes.substr(0, its._left);
        bytes = bytes.substr(piece.length);
        if (its._left > 0) its._left -= piece.length;
        its._got += piece.length;
        if (its._got > its._most) return failHttp(its, E_HTTP_LARGE);
        its._host._piece(piece);
      }
    } else {
      if (!bytes) return;
      const at = bytes.indexOf("\n");
      let line = its._line + (at < 0 ? bytes : bytes.substr(0, at));
      if (its._state == STATUS || its._state == FIELD || its._state == TRAILER) its._headBytes += at < 0 ? bytes.length : at + 1;
      if (line.length > MAX_LINE || its._headBytes > MAX_HEAD) return failHttp(its, E_HTTP_LARGE);
      its._line = at < 0 ? line : "";
      if (at < 0) return;
      bytes = bytes.substr(at + 1);
      if (line.charCodeAt(line.length - 1) == 13) line = line.substr(0, line.length - 1);
      if (its._state == TRAILER && !line) {
        if (bytes) its._close = 1;
        return finish(its, 0);
      }
      const code = takeLine(its, line);
      if (code) return failHttp(its, code);
    }
  }
  // What comes behind the answer belongs to none.
  if (bytes) its._close = 1;
}
