// Numbers of JSON, exactly. The interpreter's own conversions err in the last bits when they read a decimal
// and keep 11 digits when they write one. Here powers of ten are multiplied on pairs of doubles, whose sum
// has twice the digits (the error of a product is exact: T. J. Dekker, "A floating-point technique for
// extending the available precision", 1971), so that a decimal is read as the nearest double, and a double is
// written as one that any correct reader takes for it. Below 1e-290 the last bit may differ; from 1e300 on a
// number is refused.
import { E_JSON_NUMBER, E_JSON_SYNTAX, E_JSON_VALUE } from "./codes.ts";

const MAX_SAFE = 9007199254740991;

/** The interpreter converts no longer text. */
const MAX_CHARS = 60;

/** From here on the halves of products overflow. */
const TOO_LARGE = 1e300;

// The pair of doubles that `scale` works on.
let high = 0;
let low = 0;

/** Multiplies the pair by 10^power. */
function scale(power: number): void {
  while (power) {
    // Up to 10^22 a power of ten is exact as a double.
    const steps = Math.min(Math.abs(power), 22);
    let factor = 1;
    for (let i = 0; i < steps; i++) factor *= 10;
    const from = power > 0 ? high : high / factor;
    const product = from * factor;
    // Both factors are split into halves (2^27 + 1 does it), whose products are exact.
    const wide = from * 134217729;
    const fromUp = wide - (wide - from);
    const wideFactor = factor * 134217729;
    const factorUp = wideFactor - (wideFactor - factor);
    const lost = (from - fromUp) * (factor - factorUp) -
      (product - fromUp * factorUp - (from - fromUp) * factorUp - fromUp * (factor - factorUp));
    if (power > 0) {
      low = low * factor + lost;
      high = product;
      power -= steps;
    } else {
      low = (high - product - lost + low) / factor;
      high = from;
      power += steps;
    }
  }
}

function isSafe(value: number): boolean {
  return value % 1 === 0 && Math.abs(value) <= MAX_SAFE;
}

/** The value of a JSON number: the double nearest to its first 18 digits, or the text itself for an
 *  integer beyond ±(2^53 - 1). Throws E_JSON_SYNTAX when it is none, E_JSON_NUMBER from ±1e300 or
 *  60 characters on. */
export function readNumber(text: string): number | string {
  if (text.length > MAX_CHARS) throw E_JSON_NUMBER;
  const native = +text;
  if (isSafe(native) && String(native) == text) return native;
  const plain = text.toLowerCase().replace(/^-/, "");
  const shape = plain.replace(/[0-9]+/g, "0").replace(/e[+-]/, "e");
  // The last character keeps the interpreter from finding there what only begins like a shape.
  if ("|0|0.0|0e0|0.0e0|;".indexOf("|" + shape + "|") < 0 || /^0[0-9]/.test(plain)) throw E_JSON_SYNTAX;
  // The interpreter wraps integers beyond 2^63.
  if (shape == "0" && (plain.length > 16 || +plain > MAX_SAFE)) return text;
  const parts = plain.split("e");
  const halves = parts[0].split(".");
  const all = halves.join("");
  const digits = all.replace(/^0+/, "");
  const power = halves[0].length + digits.length - all.length + parseInt(parts[1] || "0", 10);
  const padded = digits + "000000000000000000";
  high = +padded.substr(0, 9) * 1e9;
  low = parseInt(padded.substr(9, 9), 10);
  // Beyond these powers everything is infinite or 0.
  scale(Math.max(-350, Math.min(350, power - 18)));
  const value = high + low;
  if (!(value < TOO_LARGE)) throw E_JSON_NUMBER;
  return text.charAt(0) == "-" ? -value : value;
}

/** A number as JSON that `readNumber`, and any correct reader, takes for the same double.
 *  Throws E_JSON_VALUE for NaN, and from ±1e300 on. */
export function writeNumber(value: number): string {
  if (!(Math.abs(value) < TOO_LARGE)) throw E_JSON_VALUE;
  if (isSafe(value)) return String(value);
  high = Math.abs(value);
  low = 0;
  let decimals = 0, factor = 1, tail = 0, digits = "", exponent = "";
  // As few digits as give the number back by one exact division.
  do {
    decimals++;
    factor *= 10;
    tail = Math.floor(high * factor + 0.5);
  } while (tail <= MAX_SAFE && decimals < 22 && tail / factor !== high);
  if (tail / factor === high && tail <= MAX_SAFE) digits += tail;
  else {
    // 18 digits: what is cut off from there on is less than half the distance to the next double.
    decimals = 17 - Math.floor(Math.log(high) / Math.LN10);
    scale(decimals);
    const head = Math.floor(high / 1e9);
    // Negative, or 1e9 and more, where the division was rounded.
    tail = Math.floor(high - head * 1e9 + low);
    const carry = Math.floor(tail / 1e9);
    digits += head + carry + String(1e9 + tail - carry * 1e9).substr(1);
  }
  if (decimals > 0 && decimals < 24) {
    while (digits.length <= decimals) digits = "0" + digits;
    const point = digits.length - decimals;
    digits = digits.substr(0, point) + "." + digits.substr(point);
  } else exponent = "e" + -decimals;
  return (value < 0 ? "-" : "") + digits + exponent;
}
