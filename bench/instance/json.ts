// A reader of JSON as forgiving as the platform's (official device SDKs send trailing commas): trailing
// commas, a byte order mark and raw control characters in strings are taken. Integers beyond 2^53 come out as
// their digits, for ids must be echoed exactly. Nesting is bounded, so that a message of brackets costs
// nothing; a key `__proto__` is left out.

/** A value read from a message. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

const MOST_DEPTH = 64;

// What JSON.parse would read otherwise than this reader: long integers, exponents, the name `__proto__`, also
// when it is escaped.
const SPECIAL = /\d{16}|\d[eE]|__proto__|\\u/;

/** Reads one value; throws SyntaxError with the position when `text` is not JSON even when read kindly. */
export function parseKindly(text: string): Json {
  const plain = parsePlain(text);
  if (plain !== undefined) return plain;
  const reader = new Reader(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  const value = reader.value(0);
  reader.end();
  return value;
}

/** True for an object (not null, not an array). */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// Nearly every message is plain JSON, and JSON.parse many times faster. No deeper than it has brackets.
function parsePlain(text: string): Json | undefined {
  if (SPECIAL.test(text) || bracketsOf(text) > MOST_DEPTH) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function bracketsOf(text: string): number {
  let count = 0;
  for (const bracket of "{[") for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) count++;
  return count;
}

class Reader {
  private readonly _text: string;
  private _at = 0;

  constructor(text: string) {
    this._text = text;
  }

  end(): void {
    this._blank();
    if (this._at < this._text.length) this._fail();
  }

  value(depth: number): Json {
    if (depth > MOST_DEPTH) this._fail();
    this._blank();
    const c = this._text[this._at];
    if (c === "{") return this._object(depth);
    if (c === "[") return this._array(depth);
    if (c === '"') return this._string();
    for (const [word, value] of [
      ["true", true],
      ["false", false],
      ["null", null],
    ] as const) {
      if (this._text.startsWith(word, this._at)) {
        this._at += word.length;
        return value;
      }
    }
    return this._number();
  }

  private _object(depth: number): JsonObject {
    const object: JsonObject = {};
    this._at++;
    while (!this._closes("}")) {
      if (this._text[this._at] !== '"') this._fail();
      const key = this._string();
      this._blank();
      if (this._text[this._at++] !== ":") this._fail();
      const value = this.value(depth + 1);
      if (key !== "__proto__") object[key] = value;
      this._comma("}");
    }
    return object;
  }

  private _array(depth: number): Json[] {
    const array: Json[] = [];
    this._at++;
    while (!this._closes("]")) {
      array.push(this.value(depth + 1));
      this._comma("]");
    }
    return array;
  }

  private _closes(bracket: string): boolean {
    this._blank();
    if (this._text[this._at] !== bracket) return false;
    this._at++;
    return true;
  }

  // After a value stands a comma, or the bracket that ends the list; a comma before that bracket is forgiven.
  private _comma(bracket: string): void {
    this._blank();
    if (this._text[this._at] === ",") this._at++;
    else if (this._text[this._at] !== bracket) this._fail();
  }

  private _string(): string {
    let end = this._at + 1;
    while (this._text[end] !== '"') {
      if (end >= this._text.length) this._fail();
      end += this._text[end] === "\\" ? 2 : 1;
    }
    const raw = this._text.slice(this._at, end + 1);
    try {
      const strict = raw.replace(
        /[\u0000-\u001f]/g,
        (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"),
      );
      const value = JSON.parse(strict) as string;
      this._at = end + 1;
      return value;
    } catch {
      return this._fail();
    }
  }

  private _number(): number | string {
    const number = /-?\d+(\.\d+)?([eE][-+]?\d+)?/y;
    number.lastIndex = this._at;
    const match = number.exec(this._text);
    if (match === null) return this._fail();
    this._at = number.lastIndex;
    const value = Number(match[0]);
    // An id is written out; what has a fraction or an exponent is an amount.
    const exact = /[.eE]/.test(match[0]) ? Number.isFinite(value) : Number.isSafeInteger(value);
    return exact ? value : match[0];
  }

  private _blank(): void {
    while (" \t\r\n".includes(this._text[this._at] ?? "x")) this._at++;
  }

  private _fail(): never {
    throw new SyntaxError(`not JSON at character ${this._at}`);
  }
}
