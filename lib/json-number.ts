// Numbers of JSON. The interpreter's own conversions err in the last bits when they
// read a decimal, and wrap integers beyond 2^63. Here digits and power of ten are parted, which makes one rounding for
// up to 15 digits and powers of 10^±22: the nearest double.
import { E_JSON_SYNTAX } from "./codes.ts";

/** The value of a JSON number of at most 60 characters, or the text itself of an integer beyond ±(2^53 - 1).
 *  Throws E_JSON_SYNTAX when it is none, beyond ±1.79e308 or with an exponent of more than four characters. */
export function readNumber(word: any): any {
  // As an integer it takes half the memory in the interpreter, which would throw at a long text.
  if (!word[9] && "" + (word | 0) == word) return word | 0;
  const parts = word.split(/e/i), halves = parts[0].split(".");
  // The point tells the interpreter that a leading 0 does not mean octal digits.
  const digits: any = halves.join("") + ".";
  const power = (parts[1] || 0) + "." as any - (halves[1] || "").length;
  let value: any;
  // What the interpreter takes for a number and JSON does not; all else comes out as NaN. Longer exponents
  // would keep it busy for minutes.
  if (halves[2] || /[:.-][+.e]|\D:|:-*0\d|e\S*e|e\S\d\d\d\d/i.test(":" + word + ":") ||
    // Rounded once within 10^±22.
    !isFinite(value = power < 0 ? digits / ("1e" + -power as any) : digits * ("1e" + power as any))) {
    throw E_JSON_SYNTAX;
  }
  return word == halves[0] && digits % 0x20000000000000 != digits ? word : value;
}
