// String of Espruino: byte strings, case changes for ASCII only, `split` without a limit and without
// captures, `replace` that knows `$1` but not `$&`.

import type { Inspector } from "../inspect.ts";
import { type AnyFunction, type Realm, Unlike } from "../realm.ts";
import { isSpace, isUnicode } from "../text.ts";
import { replaceClass } from "./objects.ts";

/** Installs String; `unicode` where the build has strings of characters. */
export function installStrings(realm: Realm, inspector: Inspector, unicode: boolean): void {
  const text = (value: unknown): string => inspector.asText(value);
  const isPattern = (value: unknown): value is RegExp =>
    Object.prototype.toString.call(value) === "[object RegExp]";

  replaceClass(realm, "String", (...args) => (args.length === 0 ? "" : text(args[0])));
  realm.define(realm.global.String as object, {
    fromCharCode: (...codes) => String.fromCharCode(...codes.map((code) => toInteger(code) & 0xff)),
  });

  if (unicode) guardSlices(realm);

  /** Matches one after the other, as the interpreter's loops over `exec` find them. */
  const matches = (pattern: RegExp, subject: string, all: boolean): RegExpExecArray[] => {
    const found: RegExpExecArray[] = [];
    const search = new RegExp(pattern.source, pattern.flags.includes("i") ? "gi" : "g");
    for (let match = search.exec(subject); match; match = search.exec(subject)) {
      found.push(match);
      if (!all) break;
      if (match[0].length === 0) search.lastIndex++;
    }
    return found;
  };

  const replace = (subject: string, search: unknown, replacement: unknown, all: boolean): string => {
    if (!isPattern(search)) {
      const [from, to] = [text(search), text(replacement)];
      if (all && from === "") return subject;
      let result = subject;
      for (let at = find(result, from, 0); at >= 0; at = all ? find(result, from, at + to.length) : -1) {
        result = result.slice(0, at) + to + result.slice(at + from.length);
      }
      return result;
    }
    let result = "";
    let last = 0;
    for (const match of matches(search, subject, all || search.flags.includes("g"))) {
      result += subject.slice(last, match.index);
      result +=
        typeof replacement === "function"
          ? text(Reflect.apply(replacement, undefined, [...match, match.index, subject]))
          : text(replacement).replace(
              /\$([\s\S]?)/g,
              (whole, digit: string) => match[Number(digit) || -1] ?? whole,
            );
      last = match.index + match[0].length;
    }
    return result + subject.slice(last);
  };

  const padding = (subject: string, length: unknown, filler: unknown): string => {
    const [pad, missing] = [filler === undefined ? " " : text(filler), toInteger(length) - subject.length];
    if (pad === "" && missing > 0) throw new Unlike("padding with an empty text never ends on Espruino");
    return missing > 0 ? pad.repeat(Math.ceil(missing / pad.length)).slice(0, missing) : "";
  };

  const asciiCase = (subject: string, from: RegExp, offset: number): string =>
    subject.replace(from, (char) => String.fromCharCode(char.charCodeAt(0) + offset));

  realm.define(realm.intrinsics.String.prototype, {
    toString() {
      return String(this as unknown);
    },
    toUpperCase() {
      return asciiCase(text(this), /[a-z]/g, -32);
    },
    toLowerCase() {
      return asciiCase(text(this), /[A-Z]/g, 32);
    },
    trim() {
      const subject = text(this);
      let from = 0;
      let end = subject.length;
      while (from < end && isSpace(subject[from]!)) from++;
      while (end > from && isSpace(subject[end - 1]!)) end--;
      return subject.slice(from, end);
    },
    concat(...parts) {
      return text(this) + inspector.join(parts, "", false);
    },
    replace(search, replacement) {
      return replace(text(this), search, replacement, false);
    },
    replaceAll(search, replacement) {
      return replace(text(this), search, replacement, true);
    },
    split(separator) {
      const subject = text(this);
      if (separator === undefined) return realm.array([subject]);
      if (!isPattern(separator)) return realm.array(splitText(subject, text(separator)));
      const parts: string[] = [];
      let last = 0;
      for (const match of matches(separator, subject, true)) {
        parts.push(subject.slice(last, match.index));
        last = match.index + match[0].length;
      }
      return realm.array([...parts, subject.slice(last)]);
    },
    match(search) {
      const subject = text(this);
      if (search === undefined) return undefined;
      if (isPattern(search)) {
        if (search.flags.includes("g"))
          return realm.array(matches(search, subject, true).map((match) => match[0]));
        search.lastIndex = 0;
        return search.exec(subject);
      }
      const at = find(subject, text(search), 0);
      return at < 0 ? null : Object.assign(realm.array([text(search)]), { index: at, input: text(search) });
    },
    indexOf(search, from) {
      return find(text(this), text(search), typeof from === "number" ? toInteger(from) : 0);
    },
    includes(search, from) {
      return find(text(this), text(search), typeof from === "number" ? toInteger(from) : 0) >= 0;
    },
    repeat(count) {
      if (toInteger(count) < 0) throw realm.makeError("Error", "Invalid count value");
      return text(this).repeat(toInteger(count));
    },
    padStart(length, filler) {
      return padding(text(this), length, filler) + text(this);
    },
    padEnd(length, filler) {
      return text(this) + padding(text(this), length, filler);
    },
    removeAccents() {
      return text(this)
        .normalize("NFD")
        .replace(/[\u0300-\u036f]/g, "");
    },
  });
}

/**
 * Where a text is found: the interpreter stops comparing at the end of either text, so one whose beginning stands at the
 * end counts as found.
 */
function find(subject: string, search: string, from: number): number {
  if (search.length > subject.length) return -1;
  const latest = subject.length - search.length + 1;
  const start = Math.min(Math.max(from, 0), latest);
  const whole = subject.indexOf(search, start);
  if (whole >= 0 && whole < subject.length) return whole;
  for (let at = Math.max(start, latest); at < subject.length; at++) {
    if (search.startsWith(subject.slice(at))) return at;
  }
  return -1;
}

/** Pieces as the interpreter cuts them: it looks for the separator inside of one that it has just found, too. */
function splitText(subject: string, separator: string): string[] {
  const pieces: string[] = [];
  const end = subject.length + 1 - separator.length;
  let last = 0;
  for (let at = separator === "" ? 1 : 0; at <= end; at++) {
    if (at < end && separator !== "" && !separator.startsWith(subject.substr(at, separator.length))) continue;
    if (at === end) {
      if (separator === "") break;
      at = end + separator.length;
    }
    pieces.push(at < last ? subject.slice(last) : subject.slice(last, at));
    last = at + separator.length;
  }
  return pieces;
}

/**
 * Cutting a string of characters cuts bytes in this version of the interpreter, and leaves broken characters.
 */
function guardSlices(realm: Realm): void {
  const prototype = realm.intrinsics.String.prototype as unknown as Record<string, AnyFunction>;
  for (const name of ["slice", "substring", "substr"]) {
    const native = prototype[name]!;
    realm.define(prototype, {
      [name](...range) {
        if (isUnicode(String(this as unknown)))
          throw new Unlike(`${name} of a Unicode string cuts bytes on Espruino`);
        return native.apply(this, range);
      },
    });
  }
}

/** A number as the interpreter's 32-bit integers have it. */
export function toInteger(value: unknown): number {
  const number = Number(value);
  return Number.isFinite(number) ? Math.trunc(number) | 0 : 0;
}
