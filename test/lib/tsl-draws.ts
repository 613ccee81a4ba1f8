// Thing models and values drawn from a seed, on and beside every bound, and a JSON schema for each model: what
// device and instance say of a value is held against it. Shares nothing with either.

import { Ajv, type ValidateFunction } from "ajv";

/** What a drawn property may be. */
export interface Drawn {
  identifier: string;
  dataType: { type: string; specs?: unknown };
  schema: object;
  /** A value, within the type about half of the time. */
  value(): unknown;
}

const INT_MIN = -2147483648;
const INT_MAX = 2147483647;
const FLOAT_MAX = 3.4028234663852886e38;
/** A name that objects inherit is a name like any other. */
const NAMES = ["x", "Red", "n_1", "123123", "constructor", "toString", "length", "value", "hasOwnProperty"];
const STRANGE: readonly unknown[] = [
  NaN, Infinity, -Infinity, undefined, null, true, false, "", "0", "1", "x", [], {}, [1], { x: 1 }, -0, 0, 1, 2, 1.5, 2 ** 31, -(2 ** 31),
  2 ** 31 - 1, -(2 ** 31) - 1, 2 ** 53, 1e300, -1e300, 5e-324, 3.5e38, "1524448722000", "中",
];
const DATES: readonly string[] = [
  "0", "1524448722000", "9223372036854775807", "9223372036854775808", "9999999999999999999", "0000000000000000001", "00000000000000000001",
  "10000000000000000000", "9007199254740993", "4102444800000", "-1", "1e3", "1.0", " 1", "1\n", "１２３", "", "8999999999999999999",
];

/** A stream of numbers from 0 up to 1 (mulberry32). */
export function seeded(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export class Draws {
  private readonly _random: () => number;
  private readonly _longest: number;

  /** `longest`: the most bytes of a text. */
  constructor(seed: number, longest = 10_240) {
    this._random = seeded(seed);
    this._longest = longest;
  }

  property(identifier: string): Drawn {
    const { dataType, schema, value } = this._type(["int", "float", "double", "bool", "enum", "text", "date", "struct", "array"]);
    return { identifier, dataType, schema, value: () => (this._below(6) ? value() : this._pick(STRANGE)) };
  }

  private _type(types: readonly string[]): Omit<Drawn, "identifier"> {
    const type = this._pick(types);
    switch (type) {
      case "int":
        return this._int();
      case "float":
      case "double":
        return this._real(type);
      case "bool":
        return { dataType: { type, specs: { 0: "off", 1: "on" } }, schema: { enum: [0, 1] }, value: () => this._pick([0, 1, 0, 1, 2, -1, 0.5, true, "1"]) };
      case "enum":
        return this._enum();
      case "text":
        return this._text();
      case "date":
        return { dataType: { type, specs: {} }, schema: { type: "string", pattern: digitsUpTo("9223372036854775807") }, value: () => this._pick(DATES) };
      case "struct":
        return this._struct();
      default:
        return this._array();
    }
  }

  private _int(): Omit<Drawn, "identifier"> {
    const low = this._pick([INT_MIN, -100, 0, 1, this._below(1000) - 500]);
    const high = this._pick([INT_MAX, low, low + 1, Math.min(INT_MAX, low + this._below(5000))]);
    const { specs, min, max } = this._bounds(low, high);
    return {
      dataType: { type: "int", specs },
      schema: { type: "integer", minimum: min ?? INT_MIN, maximum: max ?? INT_MAX },
      value: () => this._pick([low, high, low - 1, high + 1, low + 0.5, high - 0.5, low + this._below(high - low + 1), low + this._below(high - low + 1), 0, -0]),
    };
  }

  private _real(type: "float" | "double"): Omit<Drawn, "identifier"> {
    const low = this._pick([-FLOAT_MAX, -180, -40.5, 0, 0.1, Number((this._random() * 100).toFixed(3))]);
    const high = this._pick([FLOAT_MAX, low, low + 1, Number((low + this._random() * 1000).toFixed(2)) + 1, Math.max(low, 60.1)]);
    const { specs, min, max } = this._bounds(low, high);
    const widest = type === "float" ? { minimum: -FLOAT_MAX, maximum: FLOAT_MAX } : {};
    const near = (Math.abs(low) + Math.abs(high)) * 1e-9 + 1e-9;
    return {
      dataType: { type, specs },
      schema: { type: "number", ...widest, ...(min !== undefined && { minimum: min }), ...(max !== undefined && { maximum: max }) },
      value: () => this._pick([low, high, low - near, high + near, low - 1, high + 1, (low + high) / 2, low + (high - low) * this._random(), -0]),
    };
  }

  // Numbers in specs are text; a bound may be left out.
  private _bounds(low: number, high: number): { specs: object; min?: number; max?: number } {
    const min = this._below(8) ? low : undefined;
    const max = this._below(8) ? high : undefined;
    const specs = { ...(min !== undefined && { min: String(min).replace("e+", "e") }), ...(max !== undefined && { max: String(max).replace("e+", "e") }), step: "1" };
    return { specs, min, max };
  }

  private _enum(): Omit<Drawn, "identifier"> {
    const start = this._pick([0, 1, -3, INT_MAX - 40]);
    const step = this._pick([1, 1, 2, 7]);
    const keys = Array.from({ length: 1 + this._below(5) }, (_, i) => start + i * step);
    return {
      dataType: { type: "enum", specs: Object.fromEntries(keys.map((key) => [key, `name ${key}`])) },
      schema: { enum: keys },
      value: () => {
        const key = this._pick(keys);
        return this._pick([key, key, key, key + 1, key - 1, key + 0.5, String(key), `name ${key}`, -key]);
      },
    };
  }

  private _text(): Omit<Drawn, "identifier"> {
    const length = Math.min(this._longest, this._pick([1, 3, 4, 12, 32, 255, this._below(60) + 1, this._below(20) ? 64 : 10_240]));
    const isGiven = this._below(10) > 0 || this._longest < 10_240;
    const most = isGiven ? length : 10_240;
    return {
      dataType: { type: "text", specs: isGiven ? { length: String(length) } : {} },
      schema: { type: "string", maxBytes: most },
      value: () => {
        const unit = this._pick(["a", "中", "é", "😀", "文a"]);
        const bytes = new TextEncoder().encode(unit).length;
        // On the bound in bytes, beside it, or on it in characters.
        const count = Math.max(0, this._pick([0, Math.floor(most / bytes), Math.ceil(most / bytes), Math.floor(most / bytes) + 1, Math.floor(most / unit.length)]));
        return unit.repeat(count) + this._pick(["", "", "b"]);
      },
    };
  }

  private _struct(): Omit<Drawn, "identifier"> {
    const names = NAMES.filter(() => this._below(2));
    const members = (names.length > 0 ? names : ["x"]).map((identifier) => {
      return { identifier, ...this._type(["int", "float", "double", "bool", "enum", "text", "date"]) };
    });
    return {
      dataType: { type: "struct", specs: members.map(({ identifier, dataType }) => ({ identifier, name: identifier, dataType })) },
      schema: {
        type: "object",
        properties: Object.fromEntries(members.map(({ identifier, schema }) => [identifier, schema])),
        additionalProperties: false,
      },
      value: () => {
        const given = members.filter(() => this._below(2)).map(({ identifier, value }): [string, unknown] => [identifier, value()]);
        const more = this._below(8) ? [] : [[this._pick([...NAMES, "y", "X"]), 1] as [string, unknown]];
        return Object.fromEntries([...given, ...more]);
      },
    };
  }

  private _array(): Omit<Drawn, "identifier"> {
    const item = this._type(["int", "float", "double", "text", "struct"]);
    const size = this._pick([1, 2, 3, 5]);
    return {
      dataType: { type: "array", specs: { size: String(size), item: item.dataType } },
      schema: { type: "array", maxItems: size, items: item.schema },
      value: () => {
        const length = this._pick([0, 1, 1, size, size, size + 1]);
        return Array.from({ length }, () => (this._below(12) ? item.value() : this._pick(STRANGE) ?? null));
      },
    };
  }

  private _below(count: number): number {
    return Math.floor(this._random() * count);
  }

  private _pick<T>(list: readonly T[]): T {
    return list[this._below(list.length)]!;
  }
}

/** A TSL file with these properties. */
export function tslOf(properties: Drawn[]): object {
  return {
    profile: { productKey: "a1X2bEnP82z" },
    properties: properties.map(({ identifier, dataType }) => ({ identifier, name: identifier, accessMode: "rw", required: false, dataType })),
  };
}

/** What says whether a value fits a schema. */
export function oracle(): (schema: object) => ValidateFunction {
  const ajv = new Ajv({ strict: true, strictTypes: false, validateSchema: false, ownProperties: true });
  ajv.addKeyword({
    keyword: "maxBytes",
    type: "string",
    schemaType: "number",
    validate: (most: number, text: string) => new TextEncoder().encode(text).length <= most,
  });
  return (schema) => ajv.compile(schema);
}

// A pattern for numbers of at most as many digits that are at most `most`, leading zeros among the digits.
function digitsUpTo(most: string): string {
  const parts = [`[0-9]{1,${most.length - 1}}`, most];
  for (let at = 0; at < most.length; at++) {
    const digit = Number(most[at]);
    const rest = most.length - at - 1;
    if (digit > 0) parts.push(`${most.slice(0, at)}[0-${digit - 1}]${rest > 0 ? `[0-9]{${rest}}` : ""}`);
  }
  return `^(${parts.join("|")})$`;
}
