// A walk through a parsed file that notes every fault with its place, and goes on where it can.

import type { JsonPath, JsonSource, Place } from "../json-source.ts";
import { nearest } from "../nearest.ts";
import { pick } from "../output.ts";

/** A fault: its place, its code (LK), the way to the value, and what is wrong in the language of the user. */
export interface ModelFault extends Place {
  code: number;
  path: string;
  text: string;
}

export type JsonObject = Record<string, unknown>;

/** A value and the way to it. */
export interface Spot {
  value: unknown;
  path: JsonPath;
}

export class Walk {
  readonly faults: ModelFault[] = [];
  readonly source: JsonSource;

  constructor(source: JsonSource) {
    this.source = source;
  }

  /** Notes a fault of the value at `path`; with `key` of the key itself. */
  fault(code: number, path: JsonPath, text: string, key = false): void {
    const place = key ? this.source.keyAt(path) : this.source.valueAt(path);
    this.faults.push({ ...place, code, path: path.join("."), text });
  }

  /** The object at a spot, or undefined with a fault. */
  object(spot: Spot, code: number): JsonObject | undefined {
    const { value, path } = spot;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as JsonObject;
    this.fault(code, path, value === undefined
      ? pick("is missing: an object in braces", "缺少此项，应为花括号括起的对象")
      : pick("must be an object in braces", "须为花括号括起的对象"));
    return undefined;
  }

  /** The items of a list under `key`; none, with a fault, where it is something else; none where it may be absent. */
  list(parent: Spot, key: string, code: number, needed = false): Spot[] {
    const path = [...parent.path, key];
    const value = (parent.value as JsonObject)[key];
    if (Array.isArray(value)) return value.map((item, index) => ({ value: item, path: [...path, index] }));
    if (value === undefined && !needed) return [];
    this.fault(code, path, value === undefined
      ? pick("is missing: a list in brackets", "缺少此项，应为方括号括起的列表")
      : pick("must be a list in brackets", "须为方括号括起的列表"));
    return [];
  }

  /** The text under `key`; undefined, with a fault, where it is something else. */
  text(parent: Spot, key: string, code: number, needed = false): string | undefined {
    const value = (parent.value as JsonObject)[key];
    if (typeof value === "string") return value;
    if (value === undefined && !needed) return undefined;
    this.fault(code, [...parent.path, key], value === undefined
      ? pick("is missing: a text in double quotes", "缺少此项，应为双引号括起的文本")
      : pick("must be a text in double quotes", "须为双引号括起的文本"));
    return undefined;
  }

  /** One of `words` under `key`; undefined, with a fault, where it is none. */
  word<T extends string>(parent: Spot, key: string, words: readonly T[], code: number): T | undefined {
    const value = (parent.value as JsonObject)[key];
    if (words.includes(value as T)) return value as T;
    const list = words.map((word) => `"${word}"`).join(", ");
    const meant = typeof value === "string" ? nearest(value, words) : undefined;
    this.fault(code, [...parent.path, key], (value === undefined
      ? pick(`is missing: one of ${list}`, `缺少此项，可选 ${list}`)
      : pick(`must be one of ${list}`, `只能是 ${list} 之一`)) + hint(meant));
    return undefined;
  }

  /** Faults of keys that look like one of `known` which is not there. Others are the platform's business. */
  keys(spot: Spot, known: readonly string[], code: number): void {
    const own = Object.keys(spot.value as JsonObject);
    for (const key of own.filter((each) => !known.includes(each))) {
      const meant = nearest(key, known.filter((each) => !own.includes(each)));
      if (meant) this.fault(code, [...spot.path, key], pick("there is no such key", "没有这个键") + hint(meant), true);
    }
  }
}

function hint(meant: string | undefined): string {
  return meant ? pick(`; did you mean "${meant}"?`, `；是不是“${meant}”？`) : "";
}
