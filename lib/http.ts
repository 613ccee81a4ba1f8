// A client of HTTP/1.1 (RFC 9112) on any stream: what a request is made of, and one answer, read as it comes. A body is
// handed on in pieces and never collected, so that its length costs no memory. All strings are bytes.
// Of the head only what the client needs is kept. What the server does wrong ends the answer with a code; it is not guessed
// where a body ends.
import { E_HTTP_CUT, E_HTTP_ENCODING, E_HTTP_FORM, E_HTTP_LARGE } from "./codes.ts";

/** What an answer tells. */
export interface HttpHost {
  /** A field of a head that the client has no use for: its name in small letters, and its value. */
  _field?(name: string, value: string): void;
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
  /** The beginning of a line, and the bytes of the lines since the last of the body. */
  _line: string;
  _headBytes: number;
  _chunked: number;
  /** Status, 0 before it came. */
  _status: number;
  /** Bytes that are still to come of the body or its chunk, in `_head` all of the body; -1: it lasts until the server closes,
   *  or comes in chunks. */
  _lenBytes: number;
  /** The connection carries no further request. */
  _close: unknown;
}

const STATUS = 0;
const FIELD = 1;
const SIZE = 2;
const TRAILER = 3;
const BODY = 4;
const OVER = 5;

/** Bytes of a line, and of all lines of a head. */
const MAX_LINE = 1024;
const MAX_HEAD = 8192;

/** The head of a request without a body. `path` begins with "/"; `fields` are whole lines. */
export function bareHead(method: string, host: string, path: string, fields: string): string {
  return method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + fields + "\r\n";
}

/** The head of a request whose body has exactly `bodyBytes` bytes, which may be 0. */
export function httpHead(method: string, host: string, path: string, fields: string, bodyBytes: number): string {
  return bareHead(method, host, path, fields + "Content-Length: " + bodyBytes + "\r\n");
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
    _host: host, _most: maxBytes, _got: 0, _state: STATUS, _line: "", _headBytes: 0, _chunked: 0, _status: 0, _lenBytes: -1,
    _close: 0,
  };
}

/** `rest`: the connection is of no more use, for bytes came behind the answer, say. */
function finish(its: Http, code: number, rest: unknown): void {
  its._state = OVER;
  its._line = "";
  if (rest) its._close = 1;
  its._host._done(code);
}

/** Ends it by a code; the connection is of no more use. */
export function failHttp(its: Http, code: number): void {
  if (its._state != OVER) finish(its, code, 1);
}

/** Whether the answer is over. */
export function isOver(its: Http): boolean {
  return its._state == OVER;
}

/** The connection is closed: by the peer's own word when it `isProper`. */
export function endHttp(its: Http, isProper: unknown): void {
  failHttp(its, its._state == BODY && its._lenBytes < 0 && isProper ? 0 : E_HTTP_CUT);
}

/** One line outside of the body, without its end: 0 or a code. */
function takeLine(its: Http, line: string): number | void {
  const state = its._state;
  if (state == STATUS) {
    // The reason behind it is free text.
    if (!/^HTTP\/1\.\d [1-5]\d\d /.test(line + " ")) return E_HTTP_FORM;
    its._status = +line.substr(9, 3);
    if (line[7] == "0") its._close = 1;
    its._state = FIELD;
  } else if (state == FIELD && line) {
    // Neither a name of nothing, nor one with blanks, nor a line that goes on (RFC 9112 section 5).
    if (!/^[^ \t:]+:/.test(line)) return E_HTTP_FORM;
    const name = line.split(":")[0].toLowerCase();
    const value = line.substr(name.length + 1).trim();
    const word = value.toLowerCase();
    if (name == "content-length") {
      const lenBytes = /^\d+$/.test(value) && value.length < 11 ? parseInt(value, 10) : -1;
      if (lenBytes < 0 || (its._lenBytes >= 0 && its._lenBytes != lenBytes)) return E_HTTP_FORM;
      its._lenBytes = lenBytes;
    } else if (
      name == "transfer-encoding" ? its._chunked++ || word != "chunked" : name == "content-encoding" && word != "identity"
    ) {
      return E_HTTP_ENCODING;
    } else if (name == "connection") {
      if (word == "close") its._close = 1;
    } else if (its._host._field) its._host._field(name, value);
  } else if (state == FIELD) {
    const status = its._status;
    if (status < 200) {
      // An interim answer: the final one follows, which has a head of its own.
      its._state = STATUS;
      its._lenBytes = -1;
      its._chunked = 0;
      return status == 101 ? E_HTTP_FORM : 0;
    }
    // Two lengths are no length (section 6.3).
    if (its._chunked && its._lenBytes >= 0) return E_HTTP_FORM;
    if (status == 204 || status == 304) its._lenBytes = its._chunked = 0;
    its._state = its._chunked ? SIZE : BODY;
    if (its._lenBytes < 0 && !its._chunked) its._close = 1;
    return its._host._head && its._host._head(its) || (its._lenBytes > its._most ? E_HTTP_LARGE : 0);
  } else if (state == SIZE) {
    const digits = line.split(";")[0].trim();
    if (!/^[\da-f]+$/i.test(digits) || digits.length > 7) return E_HTTP_FORM;
    its._lenBytes = parseInt(digits, 16);
    its._state = its._lenBytes ? BODY : TRAILER;
  } else if (state == BODY) {
    // The end of a chunk.
    its._state = SIZE;
    if (line) return E_HTTP_FORM;
  }
}

/** Takes the next bytes from the server, any number; not to be called from inside `_piece`. */
export function feedHttp(its: Http, bytes: string): void {
  while (its._state != OVER) {
    const isBody = its._state == BODY;
    if (isBody && !its._lenBytes && !its._chunked) return finish(its, 0, bytes);
    if (!bytes) return;
    if (isBody && its._lenBytes) {
      const piece = its._lenBytes < 0 ? bytes : bytes.substr(0, its._lenBytes);
      bytes = bytes.substr(piece.length);
      if (its._lenBytes > 0) its._lenBytes -= piece.length;
      its._headBytes = 0;
      if ((its._got += piece.length) > its._most) return failHttp(its, E_HTTP_LARGE);
      its._host._piece(piece);
    } else {
      const at = bytes.indexOf("\n") + 1;
      const taken = bytes.substr(0, at || bytes.length);
      let line = its._line += taken;
      its._headBytes += taken.length;
      if (line.length > MAX_LINE || its._headBytes > MAX_HEAD) return failHttp(its, E_HTTP_LARGE);
      if (!at) return;
      bytes = bytes.substr(at);
      its._line = "";
      line = line.replace("\r\n", "\n").slice(0, -1);
      if (its._state == TRAILER && !line) return finish(its, 0, bytes);
      const code = takeLine(its, line);
      if (code) return failHttp(its, code);
    }
  }
  // What comes behind the answer belongs to none.
  if (bytes) its._close = 1;
}
