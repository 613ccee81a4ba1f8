// Espruino's own reading of numbers from text, with its rounding: by digits, with powers of ten multiplied
// one by one, integers in 64 bits that wrap. Used by JSON.parse, parseInt, parseFloat and Number().

import { isSpace } from "./text.ts";

/** A number that was read, and where in the text it ended; NaN when there was none. */
export interface Numeral {
  value: number;
  end: number;
}

function digitOf(char: string | undefined): number {
  if (char === undefined) return -1;
  const code = char.charCodeAt(0);
  if (code >= 48 && code <= 57) return code - 48;
  if (code >= 97 && code <= 122) return code - 87;
  if (code >= 65 && code <= 90) return code - 55;
  return -1;
}

/**
 * The radix of a literal by its prefix, and where its digits begin: 0x, 0b, 0o, and octal for a plain leading
 * 0.
 */
function prefixRadix(text: string, at: number): { radix: number; at: number } {
  if (text[at] !== "0") return { radix: 10, at };
  const mark = (text[at + 1] ?? "").toLowerCase();
  const radix = { o: 8, x: 16, b: 2 }[mark];
  if (radix) return { radix, at: at + 2 };
  const rest = /^[0-9.]*/.exec(text.slice(at + 1))![0];
  return { radix: /[.89]/.test(rest) ? 10 : 8, at: at + 1 };
}

function readSign(text: string): { at: number; negative: boolean } {
  let at = 0;
  while (at < text.length && isSpace(text[at]!)) at++;
  const signed = text[at] === "-" || text[at] === "+";
  return { at: signed ? at + 1 : at, negative: text[at] === "-" };
}

/**
 * An integer, by the radix given or by its prefix (0). Above 63 bits it wraps around, as a C `long long`
 * does.
 */
export function readInteger(text: string, radix = 0): Numeral {
  const { at: start, negative } = readSign(text);
  const begin = radix ? { radix, at: start } : prefixRadix(text, start);
  let at = begin.at;
  let value = 0n;
  for (let digit = digitOf(text[at]); digit >= 0 && digit < begin.radix; digit = digitOf(text[++at])) {
    value = BigInt.asIntN(64, value * BigInt(begin.radix) + BigInt(digit));
  }
  if (at === start) return { value: NaN, end: at };
  return { value: Number(negative ? BigInt.asIntN(64, -value) : value), end: at };
}

/** A number with fraction and exponent. */
export function readFloat(text: string): Numeral {
  const { at: start, negative } = readSign(text);
  const { radix, at: first } = prefixRadix(text, start);
  let at = first;
  let value = 0;
  for (let digit = digitOf(text[at]); digit >= 0 && digit < radix; digit = digitOf(text[++at])) {
    value = value * radix + digit;
  }
  if (radix === 10 && text[at] === ".") {
    let unit = 0.1;
    for (at++; text[at]! >= "0" && text[at]! <= "9"; at++) {
      value += unit * digitOf(text[at]);
      unit /= 10;
    }
  }
  if (radix === 10 && (text[at] === "e" || text[at] === "E")) {
    const exponent = /^[+-]?[0-9]*/.exec(text.slice(++at))![0];
    at += exponent.length;
    let power = Number.parseInt(exponent, 10) || 0;
    // More powers than this change nothing any more, and a hostile exponent must not hold the host.
    power = Math.max(-2000, Math.min(2000, power));
    for (; power > 0; power--) value *= 10;
    for (; power < 0; power++) value /= 10;
  }
  const nothing = at === start || (text[start] === "." && at === start + 1);
  return { value: nothing ? NaN : negative ? -value : value, end: at };
}
