// JSON (RFC 8259) between byte strings and values, for messages that come from the network to a small interpreter:
// strict, without recursion, with limits on depth and bytes. Text is UTF-8 bytes on both sides; bytes from 0x80 on
// pass through as they are, and \uXXXX becomes its UTF-8 bytes.
// The interpreter's own JSON destroys \uXXXX, rounds numbers, keeps duplicate keys, lets `__proto__` through and has
// no limit of depth. What a message breaks is thrown as a number, one of E_JSON_… in codes.ts.
import {
  E_JSON_DEEP, E_JSON_LONG, E_JSON_PROTO, E_JSON_REST, E_JSON_SYNTAX, E_JSON_TEXT, E_JSON_TWICE, E_JSON_VALUE,
} from "./codes.ts";
import { readNumber, writeNumber } from "./json-number.ts";

/** Containers within one another. The thing model needs 5 (envelope, params, value, list, struct) and the device
 *  shadow 6; the rest is reserve. */
export const JSON_DEPTH = 8;

/** Bytes of a message, the largest payload that a device takes. */
export const JSON_BYTES = 20480;

// No range may span 0x7f and 0x80: whether a byte is signed there depends on the board.
const CONTROL = /[\0-\x1f]/;
const ESCAPED = /["\\\0-\x1f]/;
const NOT_BYTES = /[^\0-\x7f\x80-\xff]/;
const HEX = /^[0-9a-fA-F]+$/;
const OWN = Object.prototype.hasOwnProperty;

/** A container that is being written: an object has its keys, an array none. */
interface Frame {
  _node: any;
  _keys: string[] | undefined;
  _at: number;
}

function skipBlanks(text: string, at: number): number {
  while (" \n\r\t".indexOf(text.charAt(at)) >= 0 && at < text.length) at++;
  return at;
}

function readHex(raw: string, at: number): number {
  const digits = raw.substr(at, 4);
  if (digits.length < 4 || !HEX.test(digits)) throw E_JSON_TEXT;
  return parseInt(digits, 16);
}

function toUtf8(point: number): string {
  if (point < 128) return String.fromCharCode(point);
  let tail = "", most = 63;
  do {
    tail = String.fromCharCode(128 | (point & 63)) + tail;
    point >>= 6;
    most >>= 1;
  } while (point > most);
  return String.fromCharCode(((~most << 1) & 255) | point) + tail;
}

// Where the last string ended that `readEscaped` read.
let closing = 0;

/** The string that begins at `from`; its first quote and backslash are at `quote` and `slash`. */
function readEscaped(text: string, from: number, quote: number, slash: number): string {
  let out = "";
  while (slash >= 0 && slash < quote) {
    const letter = text.charAt(slash + 1);
    out += text.substring(from, slash);
    from = slash + 2;
    if (letter == "u") {
      let point = readHex(text, from);
      from += 4;
      if (point >> 11 == 27) {
        // A surrogate: the first half of a pair, and the second one follows, or nothing that UTF-8 can say.
        const second = text.substr(from, 2) == "\\u" ? readHex(text, from + 2) : 0;
        if (point > 0xdbff || second >> 10 != 55) throw E_JSON_TEXT;
        point = 0x10000 + ((point & 1023) << 10) + (second & 1023);
        from += 6;
      }
      out += toUtf8(point);
    } else {
      const index = '"\\/bfnrt'.indexOf(letter);
      if (index < 0) throw E_JSON_TEXT;
      out += '"\\/\b\f\n\r\t'.charAt(index);
    }
    if (quote < from) quote = text.indexOf('"', from);
    slash = text.indexOf("\\", from);
  }
  if (quote < 0) throw E_JSON_SYNTAX;
  closing = quote;
  return out + text.substring(from, quote);
}

function readWord(word: string): number | string | boolean | null {
  return word == "true" ? true : word == "false" ? false : word == "null" ? null : readNumber(word);
}

/** The value of a JSON text. Integers beyond ±(2^53 - 1), such as 64-bit ids, become strings of their digits.
 *  The limits are JSON_DEPTH and JSON_BYTES when missing. What is wrong is thrown as a number: E_JSON_SYNTAX,
 *  E_JSON_REST, E_JSON_DEEP, E_JSON_LONG, E_JSON_PROTO, E_JSON_TWICE, E_JSON_TEXT or E_JSON_NUMBER. */
export function parseJson(text: string, maxDepth?: number, maxBytes?: number): any {
  if (text.length > (maxBytes || JSON_BYTES)) throw E_JSON_LONG;
  const hasControl = CONTROL.test(text);
  const outer: any[] = [];
  // `top` is the container that is being filled, undefined around the whole; `inObject` says which kind it is.
  let root: any, top: any, value: any, inObject = false, wantKey = false;
  let at = 0, end = 0, code = 0, first = "", key = "";
  for (;;) {
    if (text.charCodeAt(at) < 33) at = skipBlanks(text, at);
    first = text.charAt(at);
    end = at + 1;
    if (first == '"') {
      closing = text.indexOf(first, end);
      if (closing < 0) throw E_JSON_SYNTAX;
      value = text.substring(end, closing);
      code = value.indexOf("\\");
      if (code >= 0) value = readEscaped(text, end, closing, end + code);
      if (hasControl && CONTROL.test(text.substring(end, closing))) throw E_JSON_TEXT;
      end = closing + 1;
    } else if (first == "{") value = {};
    else if (first == "[") value = [];
    else {
      while ((code = text.charCodeAt(end)) > 32 && code != 44 && code != 93 && code != 125) end++;
      value = readWord(text.substring(at, end));
    }
    at = end;
    if (wantKey) {
      if (first != '"') throw E_JSON_SYNTAX;
      if (value == "__proto__") throw E_JSON_PROTO;
      if (OWN.call(top, value)) throw E_JSON_TWICE;
      key = value;
      wantKey = false;
      if (text.charCodeAt(at) < 33) at = skipBlanks(text, at);
      if (text.charCodeAt(at++) != 58) throw E_JSON_SYNTAX;
      continue;
    }
    if (!top) root = value;
    else if (inObject) top[key] = value;
    else top.push(value);
    if (first == "{" || first == "[") {
      if (outer.length >= (maxDepth || JSON_DEPTH)) throw E_JSON_DEEP;
      outer.push(top);
      top = value;
      inObject = first == "{";
      if (text.charCodeAt(at) < 33) at = skipBlanks(text, at);
      if (text.charCodeAt(at) != (inObject ? 125 : 93)) {
        wantKey = inObject;
        continue;
      }
    }
    for (;;) {
      if (text.charCodeAt(at) < 33) at = skipBlanks(text, at);
      if (!top) {
        if (at < text.length) throw E_JSON_REST;
        return root;
      }
      code = text.charCodeAt(at++);
      if (code == 44) break;
      if (code != (inObject ? 125 : 93)) throw E_JSON_SYNTAX;
      top = outer.pop();
      inObject = !Array.isArray(top);
    }
    wantKey = inObject;
  }
}

function quote(text: string): string {
  if (NOT_BYTES.test(text)) throw E_JSON_VALUE;
  if (ESCAPED.test(text)) {
    // The backslash first: the others bring new ones.
    for (let code = 92; code >= 0; code = code == 92 ? 34 : code == 34 ? 31 : code - 1) {
      const found = String.fromCharCode(code);
      text = text.split(found).join(code > 31 ? "\\" + found : "\\u00" + (256 + code).toString(16).substr(1));
    }
  }
  return '"' + text + '"';
}

/** The JSON text of null, booleans, finite numbers, byte strings, and of arrays and objects of them. Numbers are
 *  written so that reading them gives the same number. Throws E_JSON_VALUE for anything else, undefined and NaN among
 *  it, and E_JSON_DEEP beyond `maxDepth` (JSON_DEPTH when missing), which is also how a circle ends. */
export function toJson(value: unknown, maxDepth?: number): string {
  const outer: Frame[] = [];
  let out = "", next: any = value, frame: Frame | undefined;
  for (;;) {
    if (typeof next == "string") out += quote(next);
    else if (typeof next == "number") out += writeNumber(next);
    else if (next === null || typeof next == "boolean") out += next;
    else if (typeof next == "object") {
      if (outer.length >= (maxDepth || JSON_DEPTH)) throw E_JSON_DEEP;
      frame = { _node: next, _keys: Array.isArray(next) ? undefined : Object.keys(next), _at: 0 };
      outer.push(frame);
      out += frame._keys ? "{" : "[";
    } else throw E_JSON_VALUE;
    while (frame && frame._at == (frame._keys || frame._node).length) {
      out += frame._keys ? "}" : "]";
      outer.pop();
      frame = outer[outer.length - 1];
    }
    if (!frame) return out;
    if (frame._at) out += ",";
    next = frame._at++;
    if (frame._keys) {
      next = frame._keys[next];
      out += quote(next) + ":";
    }
    next = frame._node[next];
  }
}
