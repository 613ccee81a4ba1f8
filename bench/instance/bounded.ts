// Lists that forget, so that a device that reports for ever takes a bounded part of the memory and of the file.

import type { PropertyValue } from "./device-data.ts";
import type { Json } from "./json.ts";
import { HISTORY_PER_PROPERTY, KEPT_BYTES } from "./limits.ts";

/** A list that forgets its oldest when it has too many or its JSON is too long. */
export class Bounded<T> {
  private readonly _most: number;
  private readonly _mostBytes: number;
  private readonly _items: T[] = [];
  private readonly _sizes: number[] = [];
  private _bytes = 0;

  constructor(most: number, mostBytes: number) {
    this._most = most;
    this._mostBytes = mostBytes;
  }

  push(item: T): void {
    const bytes = bytesOf(item);
    this._items.push(item);
    this._sizes.push(bytes);
    this._bytes += bytes;
    while (this._items.length > this._most || this._bytes > this._mostBytes) {
      this._items.shift();
      this._bytes -= this._sizes.shift() ?? 0;
    }
  }

  /** What is left, the oldest first. */
  all(): T[] {
    return [...this._items];
  }
}

/** The values of one property; in columns, for lists of numbers take a third of the memory that objects do. */
class Series {
  bytes = 0;
  private readonly _values: Json[] = [];
  private readonly _times: number[] = [];
  private readonly _sizes: number[] = [];

  push(item: PropertyValue): void {
    const bytes = bytesOf(item);
    this._values.push(item.value);
    this._times.push(item.time);
    this._sizes.push(bytes);
    this.bytes += bytes;
    while (this._sizes.length > HISTORY_PER_PROPERTY || this.bytes > KEPT_BYTES) this.shift();
  }

  /** Forgets the oldest. */
  shift(): void {
    this._values.shift();
    this._times.shift();
    this.bytes -= this._sizes.shift() ?? 0;
  }

  /** What is left, the oldest first. */
  all(): PropertyValue[] {
    return this._values.map((value, i) => ({ value, time: this._times[i] }));
  }
}

/** Values of properties over time: so many of each, so many bytes of all. */
export class History {
  private readonly _past = new Map<string, Series>();
  private _bytes = 0;

  add(name: string, value: PropertyValue): void {
    let series = this._past.get(name);
    if (series === undefined) this._past.set(name, (series = new Series()));
    const before = series.bytes;
    series.push(value);
    this._bytes += series.bytes - before;
    while (this._bytes > KEPT_BYTES) this._forget();
  }

  replace(name: string, values: PropertyValue[]): void {
    this._bytes -= this._past.get(name)?.bytes ?? 0;
    this._past.delete(name);
    for (const value of values) this.add(name, value);
  }

  names(): string[] {
    return [...this._past.keys()];
  }

  of(name: string): PropertyValue[] {
    return this._past.get(name)?.all() ?? [];
  }

  // The property that takes most loses its oldest value.
  private _forget(): void {
    const [name, longest] = [...this._past].reduce((a, b) => (b[1].bytes > a[1].bytes ? b : a));
    const before = longest.bytes;
    longest.shift();
    this._bytes -= before - longest.bytes;
    if (longest.bytes === 0) this._past.delete(name);
  }
}

// A number is by far the most frequent value.
function bytesOf(item: unknown): number {
  const { value } = item as { value?: unknown };
  return typeof value === "number" ? 48 : JSON.stringify(item).length;
}
