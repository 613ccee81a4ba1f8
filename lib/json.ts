// JSON (RFC 8259) between byte strings and values, for messages that come from the network to a small
// interpreter: strict, without recursion, with limits on depth and bytes. Text is UTF-8 bytes on both sides;
// bytes from 0x80 on pass through as they are, and \uXXXX becomes its UTF-8 bytes.
// The interpreter's own JSON destroys \uXXXX, rounds numbers, keeps duplicate keys, lets `__proto__` through
// and has no limit of depth. What a message breaks is thrown as a number, one of E_JSON_… in codes.ts.
import {
  E_JSON_DEEP, E_JSON_LONG, E_JSON_PROTO, E_JSON_REST, E_JSON_SYNTAX, E_JSON_TEXT, E_JSON_TWICE, E_JSON_VALUE,
} from "./codes.ts";
import { readNumber, writeNumber } from "./json-number.ts";

/** Containers within one another. The thing model needs 5 (envelope, params, value, list, struct) and the
 *  device shadow 6; the rest is reserve. */
export const JSON_DEPTH = 8;

/** Bytes of a message, the largest payload that a device takes. */
export const JSON_BYTES = 20480;

// No range may span 0x7f and 0x80: whether a byte is signed there depends on the board.
const ODD = /[\\\0-\x1f]/;
const CONTROL = /[\0-\x1f]/;
const ESCAPED = /["\\\0-\x1f]/;
const BLANKS = " \n\r\t";

function skipBlanks(text: string, at: number): number {
  while (at < text.length && BLANKS.indexOf(text[at]) >= 0) at++;
  return at;
}

function readHex(raw: string, at: number): number {
  const digits = raw.substr(at, 4);
  const unit = parseInt(digits, 16);
  if ((65536 + unit).toString(16) != "1" + digits.toLowerCase()) throw E_JSON_TEXT;
  return unit;
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

// Where the last string ended.
let closing = 0;

/** The string that begins at `from`, with escapes. */
function readEscaped(text: string, from: number): string {
  const start = from;
  let out = "", slash = text.indexOf("\\", from);
  while (slash >= 0 && slash < closing) {
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
    if (closing < from) closing = text.indexOf('"', from);
    slash = text.indexOf("\\", from);
  }
  if (closing < 0) throw E_JSON_SYNTAX;
  if (CONTROL.test(text.substring(start, closing))) throw E_JSON_TEXT;
  return out + text.substring(from, closing);
}

function readString(text: string, from: number, odd: boolean): string {
  closing = text.indexOf('"', from);
  if (closing < 0) throw E_JSON_SYNTAX;
  const plain = text.substring(from, closing);
  return odd && ODD.test(plain) ? readEscaped(text, from) : plain;
}

function checkKey(object: object, key: string): void {
  if (Object.prototype.hasOwnProperty.call(object, key)) throw E_JSON_TWICE;
  if (key == "__proto__") throw E_JSON_PROTO;
}

function readWord(word: string): number | string | boolean | null {
  return word == "true" ? true : word == "false" ? false : word == "null" ? null : readNumber(word);
}

/** The value of a JSON text. Integers beyond ±(2^53 - 1), such as 64-bit ids, become strings of their digits.
 *  The limits are JSON_DEPTH and JSON_BYTES when missing. What is wrong is thrown as a number: E_JSON_SYNTAX,
 *  E_JSON_REST, E_JSON_DEEP, E_JSON_LONG, E_JSON_PROTO, E_JSON_TWICE, E_JSON_TEXT or E_JSON_NUMBER. */
export function parseJson(text: string, maxDepth?: number, maxBytes?: number): any {
  if (text.length > (maxBytes || JSON_BYTES)) throw E_JSON_LONG;
  // Without such a byte in the whole text no string needs a closer look.
  const odd = ODD.test(text);
  const outer: any[] = [];
  // `top` is the container that is being filled, undefined around the whole; `inObject` tells its kind.
  let root: any, top: any, value: any, inObject = false, at = 0, end = 0, first = "", key = "";
  for (;;) {
    if (inObject) {
      if (text[at] != '"' && text[(at = skipBlanks(text, at))] != '"') throw E_JSON_SYNTAX;
      key = readString(text, at + 1, odd);
      // True for what every object inherits, too.
      if (key in top) checkKey(top, key);
      at = closing + 1;
      if (text[at] != ":" && text[(at = skipBlanks(text, at))] != ":") throw E_JSON_SYNTAX;
      at++;
    }
    first = text[at];
    if (first < "!") first = text[(at = skipBlanks(text, at))];
    if (first == '"') {
      value = readString(text, at + 1, odd);
      end = closing + 1;
    } else {
      end = at + 1;
      if (first == "{") value = {};
      else if (first == "[") value = [];
      else {
        while (",]} \n\r\t".indexOf(text.charAt(end)) < 0) end++;
        value = readWord(text.substring(at, end));
      }
    }
    at = end;
    if (inObject) top[key] = value;
    else if (top) top.push(value);
    else root = value;
    if (first == "{" || first == "[") {
      if (outer.length >= (maxDepth || JSON_DEPTH)) throw E_JSON_DEEP;
      outer.push(top);
      top = value;
      inObject = first == "{";
      at = skipBlanks(text, at);
      if (text[at] != (inObject ? "}" : "]")) continue;
    }
    for (;;) {
      first = text[at];
      if (first < "!") first = text[(at = skipBlanks(text, at))];
      if (!top) {
        if (at < text.length) throw E_JSON_REST;
        return root;
      }
      at++;
      if (first == ",") break;
      if (first != (inObject ? "}" : "]")) throw E_JSON_SYNTAX;
      top = outer.pop();
      inObject = !Array.isArray(top);
    }
  }
}

function quote(text: string): string {
  if (ESCAPED.test(text)) {
    // The backslash first: the others bring new ones.
    for (let code = 92; code >= 0; code = code == 92 ? 34 : code == 34 ? 31 : code - 1) {
      const found = String.fromCharCode(code);
      text = text.split(found).join(code > 31 ? "\\" + found : "\\u00" + (256 + code).toString(16).substr(1));
    }
  }
  return '"' + text + '"';
}

/** The JSON text of null, booleans, numbers below 1e300, byte strings, and of arrays and objects of them.
 *  Numbers are written so that reading them gives the same number. Throws E_JSON_VALUE for anything else,
 *  undefined and NaN among it, and E_JSON_DEEP beyond `maxDepth` (JSON_DEPTH when missing), which is also
 *  how a circle ends. */
export function toJson(value: unknown, maxDepth?: number): string {
  // What is being written: the members of `node`, whose keys are `keys` if it is an object, from `at` on.
  const outer: any[] = [];
  let out = "", next: any = value, node: any, keys: any, at = 0;
  for (;;) {
    if (typeof next == "string") out += quote(next);
    else if (typeof next == "number") out += writeNumber(next);
    else if (next === null || typeof next == "boolean") out += next;
    else if (typeof next == "object") {
      if (outer.length >= (maxDepth || JSON_DEPTH)) throw E_JSON_DEEP;
      outer.push({ _node: node, _keys: keys, _at: at });
      node = next;
      keys = Array.isArray(next) ? undefined : Object.keys(next);
      at = 0;
      out += keys ? "{" : "[";
    } else throw E_JSON_VALUE;
    while (node && at == (keys || node).length) {
      out += keys ? "}" : "]";
      const frame = outer.pop();
      node = frame._node;
      keys = frame._keys;
      at = frame._at;
    }
    if (!node) return out;
    if (at) out += ",";
    if (keys) {
      out += quote(keys[at]) + ":";
      next = node[keys[at++]];
    } else next = node[at++];
  }
}
