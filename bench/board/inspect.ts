// Objects as text, the way Espruino writes them: for print, JSON.stringify, E.toJS and Storage.writeJSON,
// which differ only by flags. Hidden are getters, `constructor` and `__proto__`; a loop is written " ... ";
// event listeners show as "#on…".

import { types } from "node:util";
import { ownKeys } from "./key-order.ts";
import { type Realm, isNative } from "./realm.ts";
import { formatNumber, isUnicode, quote } from "./text.ts";

/** What of the text varies. */
export interface Style {
  /** Spaces after commas and around brackets. */
  pretty?: boolean;
  /** A new line before everything ("all"), or before objects, strings and every fifth property ("some"). */
  newLines?: "all" | "some";
  /** Leave out functions and write undefined as null, as JSON does. */
  json?: boolean;
  /** Leave out properties that are undefined, write undefined in arrays as null. */
  noUndefined?: boolean;
  /** Typed arrays as plain arrays. */
  plainBuffers?: boolean;
  /** Constructor's name in front, and the text of a `toString` of its own. */
  names?: boolean;
  /** Property names without quotes where they can be. */
  dropQuotes?: boolean;
  /** All escapes as \uXXXX. */
  unicodeEscapes?: boolean;
  /** NaN and Infinity as null. */
  noNaN?: boolean;
  /** Call `toJSON`. */
  toJson?: boolean;
  indent?: string;
}

export const PRINT: Style = { pretty: true, newLines: "some", names: true };
export const JSON_TEXT: Style = {
  json: true,
  noUndefined: true,
  plainBuffers: true,
  unicodeEscapes: true,
  noNaN: true,
  toJson: true,
};
export const JS_TEXT: Style = { dropQuotes: true, noUndefined: true, plainBuffers: true, toJson: true };
export const STORED_JSON: Style = { ...JSON_TEXT, dropQuotes: true, unicodeEscapes: false };

const ITEMS_ON_LINE = 4;

/** Writes values of one realm as text. */
export class Inspector {
  private readonly realm: Realm;

  constructor(realm: Realm) {
    this.realm = realm;
  }

  /** The text of a value in a style. */
  write(value: unknown, style: Style): string {
    return this.item(value, style, 0, new Set());
  }

  /** A value as `String(value)` and string concatenation give it. */
  asText(value: unknown): string {
    if (typeof value === "string") return value;
    if (typeof value === "number") return formatNumber(value);
    if (typeof value === "function") return this.functionText(value);
    if (value === null || typeof value !== "object") return `${String(value)}`;
    if (isArguments(value)) return this.join(value, ",", true);
    if (Array.isArray(value)) return this.join(value, ",", true);
    if (ArrayBuffer.isView(value) && !isDataView(value))
      return this.join(Array.from(value as Uint8Array), ",", true);
    if (isArrayBuffer(value)) return this.join(Array.from(new Uint8Array(value)), ",", true);
    const toText = (value as { toString?: unknown }).toString;
    if (typeof toText === "function" && toText !== this.realm.defaultToString)
      return this.asText(toText.call(value));
    return "[object Object]";
  }

  /** Elements joined; null and undefined are empty (null is written when `keepNull`). */
  join(items: ArrayLike<unknown>, separator: string, ignoreNull: boolean): string {
    const texts: string[] = [];
    for (let at = 0; at < items.length; at++) {
      const item = items[at];
      texts.push(item === undefined || (item === null && ignoreNull) ? "" : this.asText(item));
    }
    return texts.join(separator);
  }

  private item(given: unknown, style: Style, depth: number, open: Set<object>, name?: string): string {
    const value = isArguments(given) ? Array.from(given) : given;
    if (value === undefined) return style.noUndefined ? "null" : "undefined";
    if (typeof value === "string") return quote(value, style.unicodeEscapes === true || isUnicode(value));
    if (typeof value === "number")
      return style.noNaN && !Number.isFinite(value) ? "null" : formatNumber(value);
    if (typeof value === "function") return style.json ? "undefined" : this.functionText(value);
    if (value === null || typeof value !== "object") return String(value);
    if (open.has(value)) return " ... ";
    open.add(value);
    const text = this.composite(value, style, depth, open, name);
    open.delete(value);
    return text;
  }

  private composite(value: object, style: Style, depth: number, open: Set<object>, name?: string): string {
    if (Array.isArray(value)) return this.arrayText(value, style, depth, open);
    if (ArrayBuffer.isView(value) && !isDataView(value))
      return this.bufferText(value as Uint8Array, style, depth);
    if (isArrayBuffer(value)) return this.bufferText(value, style, depth);
    let text = "";
    if (style.names) {
      const label = this.constructorName(value);
      if (label) {
        text = `${label}: `;
        const toText = (value as { toString?: unknown }).toString;
        if (typeof toText === "function" && toText !== this.realm.defaultToString) {
          return text + this.asText(toText.call(value));
        }
      }
    }
    const toJson = style.toJson ? (value as { toJSON?: unknown }).toJSON : undefined;
    if (typeof toJson === "function") {
      const replacement: unknown = toJson.call(value, name);
      if (replacement === value) open.delete(value);
      return text + this.item(replacement, { ...style, toJson: false }, depth, open);
    }
    return text + this.objectText(value, style, depth, open);
  }

  private arrayText(array: unknown[], style: Style, depth: number, open: Set<object>): string {
    let text = style.pretty ? "[ " : "[";
    let needLine = false;
    for (let at = 0; at < array.length; at++) {
      if (at > 0) text += style.pretty ? ", " : ",";
      const own = style.newLines === "all" || (style.newLines === "some" && needsLine(itemFrom(array, at)));
      if (style.newLines === "all" || needLine || own) text += newLine(style, depth + 1);
      text += this.item(array[at], style, depth + 1, open, `${at}`);
      needLine = own;
    }
    if (style.pretty) {
      const named = Object.getOwnPropertyNames(array).filter((key) => key !== "length" && !isIndex(key));
      text += this.properties(array, named, style, depth, open, array.length === 0).text;
    }
    if (needLine) text += newLine(style, depth);
    return text + (style.pretty ? " ]" : "]");
  }

  private objectText(object: object, style: Style, depth: number, open: Set<object>): string {
    const value = isPattern(object)
      ? { source: object.source, ...(object.flags && { flags: object.flags }), lastIndex: object.lastIndex }
      : object;
    const { text, needLine } = this.properties(
      value,
      ownKeys(value),
      style,
      depth,
      open,
      true,
    );
    const close = (needLine ? newLine(style, depth) : "") + (style.pretty ? " }" : "}");
    return (style.pretty ? "{ " : "{") + text + close;
  }

  private properties(
    value: object,
    keys: string[],
    style: Style,
    depth: number,
    open: Set<object>,
    isFirst: boolean,
  ): { text: string; needLine: boolean } {
    let text = "";
    let first = isFirst;
    let needLine = false;
    let sinceLine = 0;
    for (const key of keys) {
      const property = Object.getOwnPropertyDescriptor(value, key)!;
      const isConstant = property.get !== undefined && this.realm.constants.has(property.get);
      const item = (isConstant ? this.realm.constants.get(property.get!) : property.value) as unknown;
      if (key === "constructor" || key === "__proto__" || key.startsWith("\xff")) continue;
      if ((property.get || property.set) && !isConstant) continue;
      if ((style.json && typeof item === "function") || (style.noUndefined && item === undefined)) continue;
      sinceLine++;
      if (!first) text += style.pretty ? ", " : ",";
      let own = style.newLines === "some" && needsLine(item);
      if (style.newLines === "some" && sinceLine > ITEMS_ON_LINE) needLine = true;
      if (style.newLines === "all") needLine = own = true;
      if (needLine || own) {
        text += newLine(style, depth + 1);
        sinceLine = 0;
      }
      const bare = style.dropQuotes && (isIndex(key) || (key.length < 63 && /^[A-Za-z_$][\w$]*$/.test(key)));
      text += bare ? key : quote(key, style.unicodeEscapes === true || isUnicode(key));
      text += (style.pretty ? ": " : ":") + this.item(item, style, depth + 1, open, key);
      first = false;
      needLine = own;
    }
    return { text, needLine };
  }

  private bufferText(value: Uint8Array | ArrayBuffer, style: Style, depth: number): string {
    const name = (Object.prototype.toString.call(value) as string).slice(8, -1);
    const items = Array.from(isArrayBuffer(value) ? new Uint8Array(value) : value);
    if (!style.plainBuffers && items.every((item) => item === 0)) return `new ${name}(${items.length})`;
    const isBuffer = name === "ArrayBuffer";
    let text = style.plainBuffers ? "[" : `new ${isBuffer ? "Uint8Array" : name}([`;
    if (style.newLines === "all") text += newLine(style, depth + 1);
    items.forEach((item, at) => {
      if (at > 0) text += style.pretty ? ", " : ",";
      if (style.newLines === "all") text += newLine(style, depth + 1);
      text += this.item(item, style, depth + 1, new Set());
    });
    if (style.newLines === "all") text += newLine(style, depth);
    return text + (style.plainBuffers ? "]" : `])${isBuffer ? ".buffer" : ""}`);
  }

  private functionText(value: object): string {
    const source = this.realm.sourceOf(value) ?? (Function.prototype.toString.call(value) as string);
    if (isNative(value) || source.endsWith("{ [native code] }")) return "function () { [native code] }";
    const arrow = /^(?:\(([^)]*)\)|([\w$]+))\s*=>\s*([\s\S]*)$/.exec(source);
    const plain = /^(?:function\b)?\s*[\w$]*\s*\(([^)]*)\)\s*\{([\s\S]*)\}$/.exec(source);
    const params = (arrow ? (arrow[1] ?? arrow[2]!) : (plain?.[1] ?? "")).replace(/\s/g, "");
    const block = arrow && /^\{([\s\S]*)\}$/.exec(arrow[3]!);
    const body = (block ? block[1]! : arrow ? `return ${arrow[3]!}` : (plain?.[2] ?? "")).trim();
    return `function (${params}) ${body.includes("\n") ? `{\n  ${body}\n}` : `{${body}}`}`;
  }

  /** The global name of the object's constructor, if it is not a plain object and has one. */
  private constructorName(value: object): string | undefined {
    const prototype = Object.getPrototypeOf(value) as { constructor?: unknown } | null;
    if (!prototype || prototype === this.realm.intrinsics.Object.prototype) return undefined;
    // The methods of a class lie on two objects here (builtins/objects.ts); the constructor is on the second.
    const own = [prototype, Object.getPrototypeOf(prototype) as object | null].find(
      (level) => level && Object.hasOwn(level, "constructor"),
    );
    const made =
      own === this.realm.intrinsics.Object.prototype
        ? undefined
        : (own as { constructor?: unknown } | undefined)?.constructor;
    const label = this.realm.classNames.get(made as object);
    if (label) return label;
    if (typeof made !== "function") return undefined;
    const { global } = this.realm;
    return Object.getOwnPropertyNames(global).find(
      (name) => Object.getOwnPropertyDescriptor(global, name)!.value === made,
    );
  }
}

/** The type of a value as the interpreter names it in its messages. */
export function typeName(value: unknown): string {
  if (value === undefined || value === null) return `${value}`;
  return Object.prototype.toString.call(value).slice(8, -1);
}

function isPattern(value: object): value is RegExp {
  return Object.prototype.toString.call(value) === "[object RegExp]";
}

function needsLine(value: unknown): boolean {
  return !(value === undefined || value === null || typeof value === "number" || typeof value === "boolean");
}

/** The item that stands at a place or next behind it: an empty place is written as its follower would be. */
function itemFrom(array: unknown[], at: number): unknown {
  let from = at;
  while (from < array.length && !Object.hasOwn(array, from)) from++;
  return array[from];
}

function newLine(style: Style, depth: number): string {
  return `\n${(style.indent ?? "  ").repeat(depth)}`;
}

function isIndex(key: string): boolean {
  return /^(0|[1-9]\d{0,9})$/.test(key);
}

/** True for `arguments`, which is an array on the board. */
export function isArguments(value: unknown): value is ArrayLike<unknown> {
  return Object.prototype.toString.call(value) === "[object Arguments]";
}

/** True for an ArrayBuffer of any context. */
export function isArrayBuffer(value: unknown): value is ArrayBuffer {
  return types.isArrayBuffer(value);
}

function isDataView(value: ArrayBufferView): boolean {
  return types.isDataView(value);
}
