// What an instance keeps of one device beyond its identity: what it reported last and before, its events and logs, what is
// desired of it, its tags and its shadow.

import { Bounded, History } from "./bounded.ts";
import type { Json, JsonObject } from "./json.ts";
import { EVENTS_KEPT, KEPT_BYTES, LOGS_KEPT } from "./limits.ts";

/** A reported value and its time, milliseconds since 1970 UTC. */
export interface PropertyValue {
  value: Json;
  time: number;
}

/** An event with its output parameters and its time. */
export interface DeviceEvent extends PropertyValue {
  identifier: string;
}

/** The desired value of a property; cleared, it keeps its version. */
export interface Desired {
  value?: Json;
  version: number;
  time: number;
}

/** A shadow; the times are seconds since 1970 UTC. */
export interface Shadow {
  reported: JsonObject;
  desired: JsonObject;
  times: { reported: Record<string, number>; desired: Record<string, number> };
  version: number;
}

/** A line of a device's log, each part as the device sent it. */
export interface LogEntry {
  logLevel: string;
  logContent: string;
  utcTime?: string;
  module?: string;
  code?: string;
  traceContext?: string;
}

/** A change of a device's data. */
export type DataChange = { key: string } & (
  | { t: "values"; values: Record<string, PropertyValue> }
  // `past`: what was reported late; it is the current value only where none of a later time is known.
  | { t: "report"; properties: Record<string, PropertyValue[]>; events: DeviceEvent[]; past?: boolean }
  // What a rewritten file holds in place of the reports.
  | { t: "history"; name: string; values: PropertyValue[] }
  | { t: "desired"; values: Record<string, Desired> }
  | { t: "tags"; tags: Record<string, string | null> }
  | { t: "shadow"; shadow: Shadow }
  | { t: "log"; entries: LogEntry[] }
  | { t: "logs"; on: boolean }
);

export class DeviceData {
  /** The last value of each property. */
  readonly values = new Map<string, PropertyValue>();
  /** Earlier values, the oldest first. */
  readonly history = new History();
  readonly events = new Bounded<DeviceEvent>(EVENTS_KEPT, KEPT_BYTES);
  readonly desired = new Map<string, Desired>();
  readonly tags = new Map<string, string>();
  shadow: Shadow | undefined;
  readonly log = new Bounded<LogEntry>(LOGS_KEPT, KEPT_BYTES);
  /** Whether the device should post its log. */
  logs = false;

  apply(change: DataChange): void {
    switch (change.t) {
      case "values":
        for (const name of Object.keys(change.values)) this._put(name, change.values[name]);
        return;
      case "report":
        for (const [name, values] of Object.entries(change.properties))
          for (const value of values) this._put(name, value, change.past);
        for (const event of change.events) this.events.push(event);
        return;
      case "history":
        return this.history.replace(change.name, change.values);
      case "desired":
        for (const [name, value] of Object.entries(change.values)) this.desired.set(name, value);
        return;
      case "tags":
        for (const [name, value] of Object.entries(change.tags)) {
          if (value === null) this.tags.delete(name);
          else this.tags.set(name, value);
        }
        return;
      case "shadow":
        this.shadow = change.shadow;
        return;
      case "log":
        for (const entry of change.entries) this.log.push(entry);
        return;
      case "logs":
        this.logs = change.on;
    }
  }

  /** The changes that make it what it is. */
  *changes(key: string): Generator<DataChange> {
    if (this.values.size > 0) yield { t: "values", key, values: Object.fromEntries(this.values) };
    for (const name of this.history.names()) yield { t: "history", key, name, values: this.history.of(name) };
    const events = this.events.all();
    if (events.length > 0) yield { t: "report", key, properties: {}, events };
    if (this.desired.size > 0) yield { t: "desired", key, values: Object.fromEntries(this.desired) };
    if (this.tags.size > 0) yield { t: "tags", key, tags: Object.fromEntries(this.tags) };
    if (this.shadow !== undefined) yield { t: "shadow", key, shadow: this.shadow };
    const entries = this.log.all();
    if (entries.length > 0) yield { t: "log", key, entries };
    if (this.logs) yield { t: "logs", key, on: true };
  }

  private _put(name: string, value: PropertyValue, past = false): void {
    this.history.add(name, value);
    const current = this.values.get(name);
    if (!past || current === undefined || current.time <= value.time) this.values.set(name, value);
  }
}
