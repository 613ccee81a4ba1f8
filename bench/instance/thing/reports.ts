// What devices report of themselves (help: Alink protocol; Data formats): properties one by one, in batches and from the
// past, and events. What the model refuses is dropped; of properties the answer is a success all the same and names them
// (weak validation), of an event it carries the code.

import { isObject, type Json, type JsonObject } from "../json.ts";
import { EVENTS_PER_REPORT, PROPERTIES_PER_REPORT } from "../limits.ts";
import type { DeviceEvent } from "../device-data.ts";
import type { Product, PropertyValue } from "../state.ts";
import type { Desk } from "./desk.ts";
import { type Answer, type Request, type Routes, SUCCESS, WRONG_PARAMS } from "./mail.ts";
import { type Fault, faultOf, faultsOfEvent } from "./model.ts";

/** A property the model refuses, as the platform hands it on (`checkFailedData`). */
export interface FailedProperty {
  code: number;
  message: string;
  value: Json;
  time: number;
}

/** What the model refuses of a message, by name. */
interface Refused {
  failed: Record<string, FailedProperty>;
  /** What the device is told of each that failed. */
  data: Record<string, string>;
}

/** What is left of a list of properties once the model has looked at it. */
interface Sorted extends Refused {
  good: Map<string, PropertyValue[]>;
}

const TOO_MANY: Answer = { code: 6106, message: "more than 200 properties" };

export class Reports {
  private readonly _desk: Desk;

  constructor(desk: Desk) {
    this._desk = desk;
  }

  routes(): Routes {
    return {
      "/sys/thing/event/property/post": this._desk.asks((request) => this._post(request)),
      "/sys/thing/event/property/batch/post": this._desk.asks((request) => this._batch(request)),
      "/sys/thing/event/property/history/post": this._desk.asks((request) => this._history(request)),
      "/sys/thing/event/+/post": this._desk.asks((request) => this._event(request)),
    };
  }

  private _post({ owner, key, product, id, params }: Request): Answer {
    if (!isObject(params)) return WRONG_PARAMS;
    if (this._isOver(Object.keys(params).length)) return TOO_MANY;
    const values: Record<string, PropertyValue> = {};
    const plain: JsonObject = {};
    const refused: Refused = { failed: {}, data: {} };
    const now = this._desk.hub.clock.now();
    let isEmpty = true;
    for (const name of Object.keys(params)) {
      const reported = unwrap(params[name], now);
      const fault = faultOf(product, name, reported.value);
      if (fault !== undefined) {
        refuse(refused, name, fault, reported);
        continue;
      }
      values[name] = reported;
      plain[name] = reported.value;
      isEmpty = false;
    }
    if (!isEmpty) this._desk.state.putValues(key, values);
    this._desk.hub.report("property", owner, { id, params: plain, failed: refused.failed });
    return { code: 200, data: refused.data };
  }

  private _event({ owner, key, product, id, name, params }: Request): Answer {
    if (!isObject(params)) return WRONG_PARAMS;
    const event = this._readEvent(name, params);
    const fault = this._faultOfEvent(product, event);
    if (fault !== undefined) {
      this._desk.hub.report("event", owner, { id, ...event, failed: fault });
      return { code: fault.code, message: fault.text };
    }
    this._desk.state.putReport(key, {}, [event]);
    this._desk.hub.report("event", owner, { id, ...event });
    return SUCCESS;
  }

  private _batch(request: Request): Answer {
    if (!isObject(request.params)) return WRONG_PARAMS;
    return this._take(request, [request.params], false);
  }

  // A direct device may report itself alone: what is said of others is refused whole.
  private _history(request: Request): Answer {
    const { params, owner } = request;
    if (!Array.isArray(params) || !params.every(isObject)) return WRONG_PARAMS;
    for (const { identity } of params as JsonObject[]) {
      if (identity === undefined) continue;
      const { productKey, deviceName } = isObject(identity) ? identity : {};
      if (productKey !== owner.productKey || deviceName !== owner.deviceName)
        return { code: 6401, message: "topo relation not exist" };
    }
    return this._take(request, params as JsonObject[], true);
  }

  private _take({ owner, key, product, id }: Request, parts: JsonObject[], past: boolean): Answer {
    const all: Sorted = { good: new Map(), failed: {}, data: {} };
    const events: DeviceEvent[] = [];
    let properties = 0;
    let reported = 0;
    for (const part of parts) {
      const lists = past ? listOf(part.properties) : [part.properties ?? {}];
      for (const list of lists) {
        if (!isObject(list)) return WRONG_PARAMS;
        properties += countOf(list);
        if (!this._isOver(properties)) join(all, this._sort(product, list));
      }
      for (const list of past ? listOf(part.events) : [part.events ?? {}]) {
        if (!isObject(list)) return WRONG_PARAMS;
        for (const [name, item] of Object.entries(list)) {
          for (const each of listOf(item)) {
            if (!isObject(each)) return WRONG_PARAMS;
            reported++;
            const event = this._readEvent(name, each);
            const fault = this._faultOfEvent(product, event);
            if (fault === undefined) events.push(event);
            else refuse(all, name, fault, event);
          }
        }
      }
    }
    if (this._isOver(properties)) return TOO_MANY;
    if (this._desk.hub.limits && reported > EVENTS_PER_REPORT) return { code: 6356, message: "more than 200 events" };
    const values = Object.fromEntries(all.good);
    if (all.good.size + events.length > 0) this._desk.state.putReport(key, values, events, past);
    this._desk.hub.report("batch", owner, { id, properties: values, events, past, failed: all.failed });
    return { ...SUCCESS, data: all.data };
  }

  private _isOver(properties: number): boolean {
    return this._desk.hub.limits && properties > PROPERTIES_PER_REPORT;
  }

  // A property may come as a series of values, each with its time.
  private _sort(product: Product, params: JsonObject): Sorted {
    const sorted: Sorted = { good: new Map(), failed: {}, data: {} };
    const now = this._desk.hub.clock.now();
    for (const [name, item] of Object.entries(params)) {
      for (const each of isSeries(item) ? item : [item]) {
        const reported = unwrap(each, now);
        const fault = faultOf(product, name, reported.value);
        if (fault === undefined) add(sorted.good, name, [reported]);
        else refuse(sorted, name, fault, reported);
      }
    }
    return sorted;
  }

  // The outputs come as {"value":…,"time":…}, or bare as the official C SDK sends them.
  private _readEvent(identifier: string, params: JsonObject): DeviceEvent {
    const { value, time } = unwrap(params, this._desk.hub.clock.now());
    return { identifier, value, time };
  }

  private _faultOfEvent(product: Product, { identifier, value }: DeviceEvent) {
    return faultsOfEvent(product, identifier, value);
  }
}

function listOf(item: Json | undefined): Json[] {
  return Array.isArray(item) ? item : item === undefined ? [] : [item];
}

function isSeries(item: Json): item is JsonObject[] {
  return Array.isArray(item) && item.length > 0 && item.every((each) => isObject(each) && "value" in each);
}

function countOf(list: JsonObject): number {
  return Object.values(list).reduce<number>((sum, item) => sum + (isSeries(item) ? item.length : 1), 0);
}

function add(lists: Map<string, PropertyValue[]>, name: string, values: PropertyValue[]): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, values);
  else for (const value of values) list.push(value);
}

function refuse({ failed, data }: Refused, name: string, { code, text }: Fault, { value, time }: PropertyValue): void {
  data[name] = text;
  failed[name] = { code, message: text, value, time };
}

function join(all: Sorted, more: Sorted): void {
  for (const [name, values] of more.good) add(all.good, name, values);
  Object.assign(all.failed, more.failed);
  Object.assign(all.data, more.data);
}

// A value comes bare, or as {"value":…,"time":…}; without a time it is of now.
function unwrap(item: Json, now: number): PropertyValue {
  if (
    !isObject(item) ||
    !("value" in item) ||
    Object.keys(item).some((key) => key !== "value" && key !== "time")
  ) {
    return { value: item, time: now };
  }
  const time = Number(item.time ?? now);
  return { value: item.value, time: Number.isFinite(time) ? time : now };
}
