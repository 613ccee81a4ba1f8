// Number, Math, and the global functions that read numbers and encode text.

import { collectBytes } from "../bytes.ts";
import { type Inspector, typeName } from "../inspect.ts";
import { readFloat, readInteger } from "../numeral.ts";
import type { Random } from "../random.ts";
import { type Realm, Unlike } from "../realm.ts";
import { formatNumber, isSpace, toBytes } from "../text.ts";
import { STATIC_KEEP } from "./names.ts";
import { replaceClass } from "./objects.ts";
import { toInteger } from "./strings.ts";

/** Installs Number, Math, parseInt and the other functions for numbers and text. */
export function installNumbers(realm: Realm, inspector: Inspector, random: Random): void {
  const toNumber = (value: unknown): number => {
    if (typeof value !== "string") return typeof value === "object" && value !== null ? NaN : Number(value);
    if (value === "") return 0;
    if (value === "Infinity" || value === "-Infinity") return Number(value);
    const { value: read, end } = /^[+-]?(0[xXbBoO]|\d+$)/.test(value) ? readInteger(value) : readFloat(value);
    return end === value.length ? read : NaN;
  };
  replaceClass(realm, "Number", (...args) => {
    const [value] = args;
    if (args.length === 0) return 0;
    if (!Array.isArray(value)) return value === undefined ? NaN : toNumber(value);
    if (value.length !== 1) return value.length === 0 ? 0 : NaN;
    return typeof value[0] === "boolean" ? NaN : toNumber(value[0]);
  });
  for (const name of ["MAX_VALUE", "MIN_VALUE", "NEGATIVE_INFINITY", "NaN", "POSITIVE_INFINITY"] as const) {
    (realm.global.Number as Record<string, number>)[name] = Number[name];
  }
  realm.define(realm.intrinsics.Number.prototype, {
    toFixed(digits) {
      return formatNumber(Number(this), 10, Math.min(Math.max(toInteger(digits), 0), 20)).slice(0, 70);
    },
    toString(radix: unknown) {
      return formatNumber(Number(this), radix === undefined ? 10 : toInteger(radix));
    },
  });

  const math = realm.library("Math");
  for (const name of STATIC_KEEP.Math!) {
    const value = (realm.intrinsics.Math as unknown as Record<string, unknown>)[name];
    Object.defineProperty(math, name, { value, configurable: true, enumerable: false });
  }
  Object.defineProperty(realm.global, "Math", { value: math, writable: true, configurable: true, enumerable: false });
  realm.define(math, {
    pow: (base, exponent) => power(Number(base), Number(exponent)),
    sign: (value) => {
      const sign = Math.sign(Number(value));
      return Number.isNaN(sign) ? -1 : sign;
    },
    round: (value) => roundAway(Number(value)),
    random: () => random.next() / 0x80000000,
    randInt: (range) => {
      const limit = toInteger(range);
      const drawn = random.next();
      return limit > 0 ? drawn % limit : drawn ^ (random.next() << 1);
    },
    clip: (value, least, most) => Math.min(Math.max(Number(value), Number(least)), Number(most)),
    wrap: (value, size) => {
      const turns = Number(value) / Number(size);
      return Number(size) < 0 ? 0 : (turns - Math.trunc(turns)) * Number(size);
    },
  });

  realm.define(realm.global, {
    parseInt: (value, radix) => {
      const text = inspector.asText(value);
      const base = typeof radix === "number" ? toInteger(radix) : 0;
      const isHex = (base === 0 || base === 16) && /^0[xX]/.test(text);
      return readInteger(isHex ? text.slice(2) : text, isHex ? 16 : base || 10).value;
    },
    parseFloat: (value) => {
      const text = inspector.asText(value);
      return text === "Infinity" || text === "-Infinity" ? Number(text) : readFloat(text).value;
    },
    isNaN: (value) => {
      if (typeof value === "string") return ![...value].every(isSpace) && Number.isNaN(toNumber(value));
      return value === undefined || (typeof value === "object" && value !== null) || Number.isNaN(value);
    },
    isFinite: (value) => Number.isFinite(toNumber(value)),
    btoa: (value) => {
      if (typeof value !== "string" && (typeof value !== "object" || value === null)) {
        throw realm.makeError("Error", `Expecting String or Array, got ${typeName(value)}`);
      }
      const isPlain = Object.prototype.toString.call(value) === "[object Object]";
      return isPlain && Object.keys(value as object).length === 0
        ? ""
        : collectBytes(realm, inspector, value).toString("base64");
    },
    atob: (value) => {
      if (typeof value !== "string")
        throw realm.makeError("Error", `Expecting String, got ${typeName(value)}`);
      return decodeBase64(value);
    },
    encodeURIComponent: (value) => encodeUri(toBytes(inspector.asText(value))),
    decodeURIComponent: (value) => {
      const text = inspector.asText(value);
      return text.replace(/%([\s\S]{0,2})|[\x80-\uffff]/g, (_whole, digits: string | undefined) => {
        if (digits === undefined) throw realm.makeError("Error", "ASCII only");
        if (!/^[0-7][0-9a-fA-F]$/.test(digits)) throw realm.makeError("Error", "Invalid URI");
        return String.fromCharCode(Number.parseInt(digits, 16));
      });
    },
  });
}

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Base64 in groups of four; characters that do not belong there count as nothing. */
function decodeBase64(text: string): string {
  const chars = [...text].filter((char) => !isSpace(char));
  const padding = (chars.at(-1) === "=" ? 1 : 0) + (chars.at(-2) === "=" ? 1 : 0);
  let decoded = "";
  for (let at = 0; at < chars.length; at += 4) {
    let triple = 0;
    let valid = 0;
    chars.slice(at, at + 4).forEach((char, place) => {
      const sextet = BASE64.indexOf(char);
      if (sextet < 0) return;
      triple |= sextet << (18 - place * 6);
      valid = place;
    });
    for (let byte = 0; byte < valid; byte++)
      decoded += String.fromCharCode((triple >> (16 - byte * 8)) & 0xff);
  }
  const length = Math.trunc((chars.length * 3) / 4) - padding;
  if (length < 0) throw new Unlike("atob of nothing but `=` takes all memory on Espruino");
  return decoded.slice(0, length).padEnd(length, "\0");
}

/** Bytes from 0x80 are negative in the interpreter, and come out as nonsense digits. */
function encodeUri(bytes: Buffer): string {
  let text = "";
  for (const byte of bytes) {
    const char = String.fromCharCode(byte);
    if (/[\w.!~*'()-]/.test(char)) text += char;
    else text += `%${hexDigit(byte >= 0x80 ? (byte >> 4) | 0xffffff0 : byte >> 4)}${hexDigit(byte & 15)}`;
  }
  return text;
}

function hexDigit(value: number): string {
  return String.fromCharCode((value > 9 ? 55 + value : 48 + value) & 0xff);
}

/** Small whole powers by multiplication, all others by logarithms, with the error that makes. */
function power(base: number, exponent: number): number {
  if (exponent >= 0 && exponent < 10 && Number.isInteger(exponent)) {
    let result = exponent === 0 ? 1 : base;
    for (let left = exponent; left > 1; left--) result *= base;
    return result;
  }
  if (base < 0 && exponent % 1 === 0)
    return (exponent % 2 === 0 ? 1 : -1) * Math.exp(Math.log(-base) * exponent);
  return base !== 0 || exponent <= 0 ? Math.exp(Math.log(base) * exponent) : 0;
}

function roundAway(value: number): number {
  if (!Number.isFinite(value) || Object.is(value, -0)) return value;
  const rounded = Math.trunc(value + (value < 0 ? -0.5 : 0.5));
  return Math.abs(rounded) >= 2 ** 63 ? -(2 ** 63) : rounded;
}
