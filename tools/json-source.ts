// JSON (RFC 8259) that remembers where things stand, so that a fault in a file is named with line and column.
// A key that comes twice is refused: JSON.parse would keep the last and drop the first without a word.

import { pick } from "./output.ts";

/** A place in a text, both from 1; the column counts characters as an editor does. */
export interface Place {
  line: number;
  column: number;
}

export type JsonPath = readonly PropertyKey[];

/** A parsed text and the places of its keys and values. */
export interface JsonSource {
  value: unknown;
  /** Where the key at the end of `path` stands; for an absent one the nearest object around it. */
  keyAt(path: JsonPath): Place;
  /** Where the value at `path` begins; for an absent one the nearest object around it. */
  valueAt(path: JsonPath): Place;
}

/** The text is not JSON; `message` says why, without the place. */
export class JsonFault extends Error {
  readonly place: Place;

  constructor(message: string, place: Place) {
    super(message);
    this.place = place;
  }
}

/** Parses `text`; throws JsonFault at the first thing that is not JSON. */
export function parseJson(text: string): JsonSource {
  const reader = new Reader(text);
  const value = reader.readAll();
  const find = (places: Map<string, number>, path: JsonPath) => {
    for (let length = path.length; ; length--) {
      const at = (length === path.length ? places : reader.values).get(nameOf(path.slice(0, length)));
      if (at !== undefined) return placeOf(text, at);
    }
  };
  return { value, keyAt: (path) => find(reader.keys, path), valueAt: (path) => find(reader.values, path) };
}

function nameOf(path: JsonPath): string {
  return JSON.stringify(path);
}

function placeOf(text: string, at: number): Place {
  const before = text.slice(0, at).split("\n");
  return { line: before.length, column: [...before.at(-1)!].length + 1 };
}

const WORDS: Record<string, unknown> = { true: true, false: false, null: null };

class Reader {
  readonly keys = new Map<string, number>();
  readonly values = new Map<string, number>();
  private readonly text: string;
  private at: number;

  constructor(text: string) {
    this.text = text;
    // Some editors put a byte order mark before the text.
    this.at = text.startsWith("\uFEFF") ? 1 : 0;
  }

  readAll(): unknown {
    const value = this.readValue([]);
    this.skipBlanks();
    if (this.at < this.text.length) this.fail(pick("the text goes on after its end", "正文结束后还有内容"));
    return value;
  }

  private readValue(path: JsonPath): unknown {
    this.skipBlanks();
    this.values.set(nameOf(path), this.at);
    const first = this.text[this.at];
    if (first === "{") return this.readObject(path);
    if (first === "[") return this.readArray(path);
    if (first === '"') return this.readString();
    const word = this.match(/[^\s,:[\]{}"]+/y);
    if (word in WORDS) return WORDS[word];
    if (/^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/.test(word)) return Number(word);
    this.at -= word.length;
    return this.fail(
      word
        ? pick(
            `${word} is no value; text stands in double quotes`,
            `${word} 不是合法的值；文本要放在双引号里`,
          )
        : pick("a value is missing here", "此处缺少值"),
    );
  }

  private readObject(path: JsonPath): object {
    const object: Record<string, unknown> = {};
    this.readItems("}", () => {
      if (this.text[this.at] !== '"') {
        this.fail(pick("a key in double quotes is expected here", "此处应为双引号括起的键名"));
      }
      const start = this.at;
      const key = this.readString();
      const inner = [...path, key];
      if (this.keys.has(nameOf(inner))) {
        this.at = start;
        this.fail(pick(`the key "${key}" comes twice`, `键“${key}”重复`));
      }
      this.keys.set(nameOf(inner), start);
      this.skipBlanks();
      if (!this.take(":")) this.fail(pick("a colon is expected here", "此处应为冒号"));
      // Defined, not assigned: a key named __proto__ is a key like any other.
      const value = this.readValue(inner);
      Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
    });
    return object;
  }

  private readArray(path: JsonPath): unknown[] {
    const array: unknown[] = [];
    this.readItems("]", () => array.push(this.readValue([...path, array.length])));
    return array;
  }

  private readItems(end: string, readItem: () => void): void {
    this.at++;
    this.skipBlanks();
    if (this.take(end)) return;
    for (;;) {
      readItem();
      this.skipBlanks();
      if (this.take(end)) return;
      if (!this.take(",")) this.fail(pick(`a comma or ${end} is expected here`, `此处应为逗号或 ${end}`));
      this.skipBlanks();
      if (this.text[this.at] === end) {
        this.fail(
          pick(`there is a comma before this ${end}, but nothing follows it`, `${end} 之前多了一个逗号`),
        );
      }
    }
  }

  private readString(): string {
    const start = this.at;
    const raw = this.match(/"(?:[^"\\\u0000-\u001f]|\\.)*"/y);
    if (!raw) this.fail(pick("this text is not closed by a double quote in its line", "文本缺少右侧双引号"));
    try {
      return JSON.parse(raw) as string;
    } catch {
      this.at = start;
      return this.fail(pick("there is a wrong escape in this text", "文本中有错误的转义符"));
    }
  }

  private skipBlanks(): void {
    this.match(/[ \t\r\n]+/y);
    if (/^\/[/*]/.test(this.text.slice(this.at, this.at + 2))) {
      this.fail(pick("JSON has no comments", "JSON 不支持注释"));
    }
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? "";
    this.at += found.length;
    return found;
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private fail(message: string): never {
    throw new JsonFault(message, placeOf(this.text, this.at));
  }
}
