// JSON (RFC 8259) between byte strings and values, for messages that come from the network to a small
// interpreter: strict, without recursion, with limits on depth and bytes. Text is UTF-8 bytes on both sides;
// bytes from 0x80 on pass through as they are, and \uXXXX becomes its UTF-8 bytes.
// The interpreter's own JSON destroys \uXXXX, rounds numbers, keeps duplicate keys, lets `__proto__` through
// and has no limit of depth. What a message breaks is thrown as a number, one of E_JSON_… in codes.ts.
// Memory: what the value itself takes, and a few dozen variables while a text is read or written.
import { E_JSON_DEEP, E_JSON_LONG, E_JSON_SYNTAX, E_JSON_TEXT, E_JSON_VALUE } from "./codes.ts";
import { readNumber } from "./json-number.ts";
import { chr, isArray, keys } from "./short.ts";

/** Containers within one another. The thing model needs 5 (envelope, params, value, list, struct) and the
 *  device shadow 6; the rest is reserve. */
const MAX_DEPTH = 8;

/** Bytes of a message, the largest payload that a device takes. */
const MAX_BYTES = 20480;

/** The value of a JSON text of at most 20,480 bytes and 8 levels. Integers beyond ±(2^53 - 1), such as 64-bit
 *  ids, become strings of their digits. A number of up to 15 digits and a power of ten within ±22 is the
 *  nearest double; of 1,000 longer ones a tenth was the one beside it. What is wrong is thrown as a number:
 *  E_JSON_SYNTAX, E_JSON_DEEP, E_JSON_LONG or E_JSON_TEXT. */
export function parseJson(text: string): any {
  // `top` is the container that is being filled and `close` ends it; both are undefined around the whole. The
  // functions stand in here, where they cost memory only while a text is read.
  const outer: any[] = [];
  let at = 0, top: any, close: string | undefined, key: any, char: any, value: any, kind: any;

  /** Takes the next character that is not blank, undefined at the end. */
  const next = () => {
    while (" \n\r\t".indexOf(char = text[at++]) + 1);
  };

  /** The string whose opening quote was just taken. */
  const readString = () => {
    const quote = text.indexOf('"', at);
    let out = text.substring(at, quote), first = 0, tail: any, code: any, most: any;
    // No range may span 0x7f and 0x80: whether a byte is signed there depends on the board.
    if (quote >= 0 && !/[\\\0-\x1f]/.test(out)) {
      at = quote + 1;
      return out;
    }
    // What has escapes or is wrong is read by bytes.
    out = "";
    while ((code = text.charCodeAt(at++)) != 34 || first) {
      tail = "";
      // A byte stands for itself; what an escape stands for is written in UTF-8.
      most = 255;
      if (code == 92) {
        most = 127;
        // The 1 before the digits tells four of them from fewer.
        code = text[at++] == "u" ? "0x1" + text.substr((at += 4) - 4, 4) as any - 65536
          : '"\\/\b\f\n\r\t'.charCodeAt('"\\/bfnrt'.indexOf(text[at - 1]));
      }
      // At the end of the text it is NaN. The halves of a surrogate pair come together or not at all.
      if (!(code > 31 || most < 255 && code >= 0) || !first == (code >> 10 == 55)) throw E_JSON_TEXT;
      if (code >> 10 == 54) first = (code << 10) - 0x35fdc00;
      else {
        code += first;
        for (first = 0; code > most; most = most >> 1 & 31) {
          tail = chr(128 | code & 63) + tail;
          code >>= 6;
        }
        out += chr(~most << 1 & 255 | code) + tail;
      }
    }
    return out;
  };

  if (text.length > MAX_BYTES) throw E_JSON_LONG;
  for (;;) {
    next();
    if (close == "}") {
      // Only what objects inherit are functions; `__proto__` is an object.
      if (char != '"' || !/f/.test(typeof top[key = readString()]) || (next(), char != ":")) {
        throw E_JSON_SYNTAX;
      }
      next();
    }
    kind = "{[".indexOf(char);
    if (char == '"') value = readString();
    else if (kind < 0) {
      const word = /[-+.\w]*/.exec(text.substr(--at, 60))![0];
      value = word == "true" || word != "false" && (word == "null" ? null : readNumber(word));
      at += word.length;
    } else value = kind ? [] : {};
    if (close == "}") top[key] = value;
    else if (close) top.push(value);
    next();
    if (kind >= 0) {
      if (outer.push(top, close) > 2 * MAX_DEPTH) throw E_JSON_DEEP;
      top = value;
      close = kind ? "]" : "}";
      if (char != close) {
        at--;
        continue;
      }
    }
    while (char == close) {
      if (!close) return value;
      value = top;
      close = outer.pop();
      top = outer.pop();
      next();
    }
    if (char != "," || !close) throw E_JSON_SYNTAX;
  }
}

/** The JSON text of null, booleans, numbers below 1e300, byte strings, and of arrays and objects of them. A number that
 *  is no integer has the decimals that the engine writes: on the interpreter 11. Throws E_JSON_VALUE for anything else,
 *  undefined and NaN among it, and E_JSON_DEEP beyond 8 levels, which is also how a circle ends. `level` is for itself. */
export function toJson(value: any, level?: any): string {
  if (typeof value == "string") {
    return '"' + value.replace(/["\\\0-\x1f]/g, (char) => JSON.stringify(char).slice(1, -1)) + '"';
  }
  if (value && typeof value == "object") {
    const list = isArray(value);
    let out = "";
    level = (level | 0) + 1;
    if (level > MAX_DEPTH) throw E_JSON_DEEP;
    // Not for…in, which leaves out a key that is called "constructor" on the interpreter.
    for (const key of list ? value : keys(value)) {
      out += "," + (list ? toJson(key, level) : toJson(key) + ":" + toJson(value[key], level));
    }
    return (list ? "[" : "{") + out.substr(1) + (list ? "]" : "}");
  }
  // It is a number for null, true and false, too, and NaN for all that JSON does not have.
  if (!(Math.abs(value) < 1e300)) throw E_JSON_VALUE;
  return "" + value;
}
