// What an instance keeps of one device beyond its identity: what it reported last, what before, and its events. All of it has
// bounds, so that a device that reports for ever takes a bounded part of the file (help: Limits keeps by days; ours by
// bytes).

import type { Json } from "./json.ts";
import { EVENTS_KEPT, HISTORY_PER_PROPERTY, KEPT_BYTES } from "./limits.ts";

/** A reported value and its time, milliseconds since 1970 UTC. */
export interface PropertyValue {
  value: Json;
  time: number;
}

/** An event with its output parameters and its time. */
export interface DeviceEvent extends PropertyValue {
  identifier: string;
}

/** A change of a device's data. */
export type DataChange = { key: string } & (
  | { t: "values"; values: Record<string, PropertyValue> }
  // `past`: what was reported late; it is the current value only where none of a later time is known.
  | { t: "report"; properties: Record<string, PropertyValue[]>; events: DeviceEvent[]; past?: boolean }
  // What a rewritten file holds in place of the reports.
  | { t: "history"; name: string; values: PropertyValue[] }
);

export class DeviceData {
  /** The last value of each property. */
  readonly values = new Map<string, PropertyValue>();
  /** Earlier values, the oldest first. */
  readonly history = new History();
  readonly events = new Bounded<DeviceEvent>(EVENTS_KEPT, KEPT_BYTES);

  apply(change: DataChange): void {
    switch (change.t) {
      case "values":
        for (const [name, value] of Object.entries(change.values)) this._put(name, value);
        return;
      case "report":
        for (const [name, values] of Object.entries(change.properties))
          for (const value of values) this._put(name, value, change.past);
        for (const event of change.events) this.events.push(event);
        return;
      case "history":
        this.history.replace(change.name, change.values);
    }
  }

  /** The changes that make it what it is. */
  *changes(key: string): Generator<DataChange> {
    if (this.values.size > 0) yield { t: "values", key, values: Object.fromEntries(this.values) };
    for (const name of this.history.names()) yield { t: "history", key, name, values: this.history.of(name) };
    const events = this.events.all();
    if (events.length > 0) yield { t: "report", key, properties: {}, events };
  }

  private _put(name: string, value: PropertyValue, past = false): void {
    this.history.add(name, value);
    const current = this.values.get(name);
    if (!past || current === undefined || current.time <= value.time) this.values.set(name, value);
  }
}

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
