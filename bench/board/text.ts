// How Espruino turns numbers and characters into text: about 12 significant digits, its own exponents, and
// escapes that depend on what comes next. Everything printed or stringified on the simulated board goes
// through here.

/** Room for a printed number in the interpreter; longer ones are cut. */
const NUMBER_CHARS = 70;
const STOP_AT = 0.0000001;
const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";

/** Text of a number. `fraction` is the count of digits after the point for toFixed, or -1. */
export function formatNumber(value: number, radix = 10, fraction = -1): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value < 0 ? "-Infinity" : "Infinity";
  if (fraction < 0 && Number.isSafeInteger(value) && radix === 10) return (value + 0).toString();
  const sign = value < 0 ? "-" : "";
  const [mantissa, exponent] =
    radix === 10 && fraction < 0 ? splitExponent(Math.abs(value)) : [Math.abs(value), 0];
  const whole = Math.trunc(mantissa + STOP_AT) === 1 + Math.trunc(mantissa) && mantissa < 0x7fffffff;
  const digits = writeDigits(whole ? 1 + Math.trunc(mantissa) : mantissa, radix, fraction);
  return (sign + digits).slice(0, NUMBER_CHARS) + (exponent ? `e${exponent > 0 ? "+" : ""}${exponent}` : "");
}

/** Very large and very small values by repeated multiplication, rounding errors included. */
function splitExponent(value: number): [mantissa: number, exponent: number] {
  let exponent = 0;
  if (value >= 1e21) {
    for (; value > 100000; exponent += 5) value /= 100000;
    for (; value > 10; exponent++) value /= 10;
  } else if (value > 0 && value < 1e-6) {
    for (; value < 1e-5; exponent -= 5) value *= 100000;
    for (; value < 1; exponent--) value *= 10;
  }
  return [value, exponent];
}

function writeDigits(value: number, radix: number, fraction: number): string {
  let text = "";
  let unit = 1;
  while (unit * radix <= value) unit *= radix;
  for (; unit >= 1; unit /= radix) {
    const digit = Math.trunc(value / unit);
    value -= digit * unit;
    text += DIGITS[digit];
  }
  if (!((fraction < 0 && value > 0) || fraction > 0)) return text;
  value *= radix;
  let point = ".";
  for (let left = fraction; (left < 0 && left > -12 && value > STOP_AT) || left > 0; left--) {
    const digit = Math.trunc(value + (left === 1 ? 0.5 : 0.00000001));
    value = (value - digit) * radix;
    text += point + DIGITS[digit === radix ? radix - 1 : digit];
    point = "";
  }
  return text;
}

const PLAIN_ESCAPES: Record<string, string> = {
  "\n": "\\n",
  "\t": "\\t",
  "\b": "\\b",
  "\f": "\\f",
  "\r": "\\r",
  "\\": "\\\\",
  '"': '\\"',
};

/** A string in quotes, with `\uXXXX` as JSON has it (`json`) or with `\1`, `\x80` as scripts may write it. */
export function quote(text: string, json: boolean): string {
  let quoted = '"';
  for (let at = 0; at < text.length; at++) quoted += escapeChar(text, at, json);
  return `${quoted}"`;
}

function escapeChar(text: string, at: number, json: boolean): string {
  const char = text[at]!;
  const code = char.charCodeAt(0);
  const plain = PLAIN_ESCAPES[char] ?? (code === 11 && !json ? "\\v" : undefined);
  if (plain) return plain;
  const next = text[at + 1] ?? "";
  if (code < 8 && !json && !(next >= "0" && next <= "7")) return `\\${code}`;
  if (code >= 32 && code < 127) return char;
  if (json || code > 255) return `\\u${hex(code, 4)}`;
  return `\\x${hex(code, 2)}`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).toUpperCase().padStart(digits, "0");
}

/** White space as the interpreter sees it: no 0xA0, no Unicode spaces. */
export function isSpace(char: string): boolean {
  return char === " " || (char >= "\t" && char <= "\r");
}

/**
 * Bytes of a string: one a character, or UTF-8 when it holds characters above 0xFF (only where the build has
 * Unicode).
 */
export function toBytes(text: string): Buffer {
  return Buffer.from(text, isUnicode(text) ? "utf8" : "latin1");
}

/** True for a string that is no byte string. */
export function isUnicode(text: string): boolean {
  return /[^\0-\xff]/.test(text);
}

/** A byte string of the bytes. */
export function fromBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

/**
 * A console line of bytes as a terminal shows it: UTF-8 where it is valid, otherwise each byte as a
 * character.
 */
export function decodeLine(bytes: string): string {
  const decoded = Buffer.from(bytes, "latin1").toString("utf8");
  return decoded.includes("\ufffd") ? bytes : decoded;
}
