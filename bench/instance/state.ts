// What an instance knows: products, devices, what is kept of each (device-data.ts), and the sessions of devices with
// clean session 0. Held in memory, changed only by records, each of which is in the log before it counts. A QoS 1
// message in a stored session stays there until the device acknowledges it or seven days have passed (help:
// Limits).

import * as path from "node:path";
import { type DiskFaults, StateLog } from "./log.ts";
import { type DataChange, DeviceData, type DeviceEvent, type PropertyValue } from "./device-data.ts";
import type { JsonObject } from "./json.ts";
import { newInstanceId } from "./names.ts";

export type { DeviceEvent, PropertyValue } from "./device-data.ts";

/** A custom topic class: what follows `/${productKey}/${deviceName}/`, and what a device may do there. */
export interface TopicClass {
  name: string;
  access: "pub" | "sub" | "both";
}

export interface Product {
  productKey: string;
  productSecret: string;
  name: string;
  /** The switch of dynamic registration; it concerns devices that were never active. */
  dynamicRegistration: boolean;
  /** Whether each registration draws a new DeviceSecret, or hands out the one of the device's creation. */
  secretPolicy: "rotating" | "fixed";
  topics: TopicClass[];
  /**
   * What reports are held against the thing model by: "strict" all that it says, "weak" identifier and type, "none"
   * nothing.
   */
  validation: "strict" | "weak" | "none";
  /** The data parsing script of a product whose devices send bytes, or null. */
  script: string | null;
  /** The TSL file of the product, or null when none was given: then reports are not validated. */
  tsl: JsonObject | null;
}

/** A remote configuration of a product. */
export interface RemoteConfig {
  /** New with each text. */
  id: string;
  content: string;
  /** The switch of remote configuration. */
  on: boolean;
}

export interface Device {
  productKey: string;
  deviceName: string;
  deviceSecret: string;
  /** True from the first normal login on. */
  active: boolean;
  enabled: boolean;
  tokens: { clientId: string; deviceToken: string }[];
}

/** A QoS 1 message that waits for its device. */
export interface Queued {
  seq: number;
  topic: string;
  payload: Buffer;
  at: number;
  /** Set while this process has it on the wire. */
  messageId?: number;
  sent?: boolean;
}

export interface StoredSession {
  /** The session carried `_ss=1`: system topics reach it without SUBSCRIBE. */
  ss: boolean;
  filters: Map<string, number>;
  queue: Queued[];
}

type Change =
  | { t: "instance"; instanceId: string }
  | { t: "product"; product: Product }
  | { t: "device"; device: Device }
  | { t: "no-device"; key: string }
  | { t: "config"; productKey: string; config: RemoteConfig }
  | DataChange
  | { t: "session"; key: string; ss: boolean }
  | { t: "no-session"; key: string }
  | { t: "filter"; key: string; filter: string; qos: number }
  | { t: "no-filter"; key: string; filter: string }
  | { t: "message"; key: string; seq: number; topic: string; payload: string; at: number }
  | { t: "no-message"; key: string; seq: number };

// The log is rewritten when it is four times what it was after the last rewrite, but not for less than this.
const REWRITE_BYTES = 1024 * 1024;

/** The key of a device in all tables: its MQTT user name, `${deviceName}&${productKey}`. */
export function keyOf(productKey: string, deviceName: string): string {
  return `${deviceName}&${productKey}`;
}

export class State {
  instanceId = "";
  readonly products = new Map<string, Product>();
  readonly devices = new Map<string, Device>();
  /** By ProductKey. */
  readonly configs = new Map<string, RemoteConfig>();
  private readonly _data = new Map<string, DeviceData>();
  readonly sessions = new Map<string, StoredSession>();
  /**
   * Bytes that were cut off the end of the file because the last writer was killed in the middle of a record.
   */
  readonly tornBytes: number;
  private readonly _log: StateLog<Change>;
  private _seq = 0;

  /** Opens the state in `folder`; fails as StateLog.open does. */
  constructor(folder: string, faults: DiskFaults = {}) {
    const { log, records } = StateLog.open<Change>(path.join(folder, "state.log"), faults);
    this._log = log;
    this.tornBytes = log.tornBytes;
    for (const record of records) this._apply(record);
    if (log.bytes > REWRITE_BYTES) this._shrink();
    if (this.instanceId === "") this._commit({ t: "instance", instanceId: newInstanceId() });
  }

  putProduct(product: Product): void {
    this._commit({ t: "product", product });
  }

  putDevice(device: Device): void {
    this._commit({ t: "device", device });
  }

  /** Forgets the device with its values and its session. */
  dropDevice(key: string): void {
    this._commit({ t: "no-device", key });
  }

  putConfig(productKey: string, config: RemoteConfig): void {
    this._commit({ t: "config", productKey, config });
  }

  putData(change: DataChange): void {
    this._commit(change);
  }

  /** What is kept of a device; empty for one that never said anything. */
  data(key: string): DeviceData {
    return this._data.get(key) ?? new DeviceData();
  }

  putValues(key: string, values: Record<string, PropertyValue>): void {
    this._commit({ t: "values", key, values });
  }

  /** Several values of properties and events at once; with `past` they are of before. */
  putReport(
    key: string,
    properties: Record<string, PropertyValue[]>,
    events: DeviceEvent[],
    past?: boolean,
  ): void {
    this._commit({ t: "report", key, properties, events, ...(past && { past }) });
  }

  /** Begins a stored session, or keeps the one there is. */
  keepSession(key: string, ss: boolean): void {
    if (this.sessions.get(key)?.ss !== ss) this._commit({ t: "session", key, ss });
  }

  dropSession(key: string): void {
    if (this.sessions.has(key)) this._commit({ t: "no-session", key });
  }

  putFilter(key: string, filter: string, qos: number): void {
    if (this.sessions.get(key)?.filters.get(filter) !== qos) this._commit({ t: "filter", key, filter, qos });
  }

  dropFilter(key: string, filter: string): void {
    if (this.sessions.get(key)?.filters.has(filter)) this._commit({ t: "no-filter", key, filter });
  }

  /** Puts a QoS 1 message at the end of a stored session's queue. */
  queue(key: string, topic: string, payload: Buffer, at: number): Queued {
    const seq = this._seq + 1;
    this._commit({ t: "message", key, seq, topic, payload: payload.toString("base64"), at });
    return this.sessions.get(key)!.queue.at(-1)!;
  }

  dropQueued(key: string, seq: number): void {
    this._commit({ t: "no-message", key, seq });
  }

  /** Resolves when all changes so far are on the disk. */
  sync(): Promise<void> {
    return this._log.sync();
  }

  close(): Promise<void> {
    return this._log.close();
  }

  /** Replaces the file by one that holds what counts now; done by itself when it has grown. */
  rewrite(): void {
    this._log.rewrite(this._records());
  }

  // A file that cannot be written anew stays as it is and is good; the next try comes when it has grown
  // again.
  private _shrink(): void {
    try {
      this.rewrite();
    } catch {
      this._log.rewrittenBytes = this._log.bytes;
    }
  }

  private _commit(change: Change): void {
    this._log.append(change);
    this._apply(change);
    if (this._log.bytes > Math.max(REWRITE_BYTES, 4 * this._log.rewrittenBytes)) this._shrink();
  }

  private _apply(change: Change): void {
    switch (change.t) {
      case "instance":
        this.instanceId = change.instanceId;
        return;
      case "product":
        // One that was stored before there were scripts has none.
        this.products.set(change.product.productKey, { ...change.product, script: change.product.script ?? null });
        return;
      case "config":
        this.configs.set(change.productKey, change.config);
        return;
      case "device":
        this.devices.set(keyOf(change.device.productKey, change.device.deviceName), change.device);
        return;
      case "no-device":
        for (const table of [this.devices, this._data, this.sessions]) table.delete(change.key);
        return;
      case "session": {
        const session = this.sessions.get(change.key);
        if (session !== undefined) session.ss = change.ss;
        else this.sessions.set(change.key, { ss: change.ss, filters: new Map(), queue: [] });
        return;
      }
      case "no-session":
        this.sessions.delete(change.key);
        return;
      case "filter":
      case "no-filter":
      case "message":
      case "no-message":
        return this._applyToSession(change);
      default: {
        let data = this._data.get(change.key);
        if (data === undefined) this._data.set(change.key, (data = new DeviceData()));
        data.apply(change);
      }
    }
  }

  private _applyToSession(
    change: Extract<Change, { t: "filter" | "no-filter" | "message" | "no-message" }>,
  ): void {
    if (change.t === "message") this._seq = Math.max(this._seq, change.seq);
    const session = this.sessions.get(change.key);
    if (session === undefined) return;
    if (change.t === "filter") session.filters.set(change.filter, change.qos);
    else if (change.t === "no-filter") session.filters.delete(change.filter);
    else if (change.t === "no-message")
      session.queue = session.queue.filter((queued) => queued.seq !== change.seq);
    else {
      const { seq, topic, payload, at } = change;
      session.queue.push({ seq, topic, payload: Buffer.from(payload, "base64"), at });
    }
  }

  private *_records(): Generator<Change> {
    yield { t: "instance", instanceId: this.instanceId };
    for (const product of this.products.values()) yield { t: "product", product };
    for (const [productKey, config] of this.configs) yield { t: "config", productKey, config };
    for (const device of this.devices.values()) yield { t: "device", device };
    for (const [key, data] of this._data) yield* data.changes(key);
    for (const [key, session] of this.sessions) {
      yield { t: "session", key, ss: session.ss };
      for (const [filter, qos] of session.filters) yield { t: "filter", key, filter, qos };
      for (const { seq, topic, payload, at } of session.queue) {
        yield { t: "message", key, seq, topic, payload: payload.toString("base64"), at };
      }
    }
  }
}
