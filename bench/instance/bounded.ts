// Lists that forget, so that a device that reports for ever takes a bounded part of the memory and of the file.

import type { PropertyValue } from "./device-data.ts";
import { HISTORY_PER_PROPERTY, KEPT_BYTES } from "./limits.ts";

/** A list that forgets its oldest when it has too many or its JSON is too long. */
export class Bounded<T> {
  private readonly _most: number;
  private readonly _mostBytes: number;
  private readonly _items: { item: T; bytes: number }[] = [];
  private _bytes = 0;

  constructor(most: number, mostBytes: number) {
    this._most = most;
    this._mostBytes = mostBytes;
  }

  get bytes(): number {
    return this._bytes;
  }

  push(item: T): void {
    const bytes = bytesOf(item);
    this._items.push({ item, bytes });
    this._bytes += bytes;
    while (this._items.length > this._most || this._bytes > this._mostBytes) this.shift();
  }

  /** Forgets the oldest. */
  shift(): void {
    this._bytes -= this._items.shift()?.bytes ?? 0;
  }

  /** What is left, the oldest first. */
  all(): T[] {
    return this._items.map(({ item }) => item);
  }
}

/** Values of properties over time: so many of each, so many bytes of all. */
export class History {
  private readonly _past = new Map<string, Bounded<PropertyValue>>();
  private _bytes = 0;

  add(name: string, value: PropertyValue): void {
    let list = this._past.get(name);
    if (list === undefined) this._past.set(name, (list = new Bounded(HISTORY_PER_PROPERTY, KEPT_BYTES)));
    this._count(list, () => list.push(value));
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

  private _count(list: Bounded<PropertyValue>, change: () => void): void {
    const before = list.bytes;
    change();
    this._bytes += list.bytes - before;
  }

  // The property that takes most loses its oldest value.
  private _forget(): void {
    const [name, longest] = [...this._past].reduce((a, b) => (b[1].bytes > a[1].bytes ? b : a));
    this._count(longest, () => longest.shift());
    if (longest.bytes === 0) this._past.delete(name);
  }
}

// A number is by far the most frequent value.
function bytesOf(item: unknown): number {
  const { value } = item as { value?: unknown };
  return typeof value === "number" ? 48 : JSON.stringify(item).length;
}
