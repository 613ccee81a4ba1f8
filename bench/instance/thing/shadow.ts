// The shadow of a device (help: Device shadow): a document of what it reported and what is desired of it, with one version
// for both. Devices write on /shadow/update and are told on /shadow/get; the texts of errors are our choice.

import { E_ARGUMENT_WRONG, E_VERSION_OTHER, Failure } from "../../../lib/codes.ts";
import { Rate } from "../clock.ts";
import type { Shadow } from "../device-data.ts";
import { isObject, type Json, type JsonObject, parseKindly } from "../json.ts";
import { SHADOW_MAX_BYTES, SHADOW_MAX_LEVELS, SHADOW_MAX_PROPERTIES, SHADOW_PER_SECOND } from "../limits.ts";
import { keyOf } from "../state.ts";
import type { Owner } from "../topics.ts";
import type { Desk } from "./desk.ts";
import type { Mail, Routes } from "./mail.ts";

const EMPTY: Shadow = { reported: {}, desired: {}, times: { reported: {}, desired: {} }, version: 0 };

/** What a device is told of an update that is not taken. */
class Refusal extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

export class Shadows {
  private readonly _desk: Desk;
  private readonly _rates = new Map<string, Rate>();

  constructor(desk: Desk) {
    this._desk = desk;
  }

  routes(): Routes {
    return { "/shadow/update": (mail) => this._take(mail) };
  }

  /** The shadow; empty with version 0 when there is none. */
  get({ productKey, deviceName }: Owner): Shadow {
    return this._desk.state.data(keyOf(productKey, deviceName)).shadow ?? EMPTY;
  }

  /**
   * UpdateDeviceShadow: puts in what is desired and tells a device that is online. `version` must be greater than the
   * stored one, which it takes the place of; the next one unless given. Fails with E_VERSION_OTHER or E_ARGUMENT_WRONG.
   */
  set(owner: Owner, desired: JsonObject, version?: number): Shadow {
    const before = this.get(owner);
    if (version !== undefined && version <= before.version && version !== -1)
      throw new Failure(E_VERSION_OTHER, `${version}, not above ${before.version}`);
    const next = version === -1 ? 0 : (version ?? before.version + 1);
    try {
      const shadow = this._merge(before, "desired", desired);
      this._put(owner, { ...shadow, version: next });
    } catch (error) {
      throw error instanceof Refusal ? new Failure(E_ARGUMENT_WRONG, error.message) : error;
    }
    this._tell(owner, "control", this._documentOf(owner), next);
    return this.get(owner);
  }

  private _take({ owner, payload, qos }: Mail): void {
    const key = keyOf(owner.productKey, owner.deviceName);
    let rate = this._rates.get(key);
    if (rate === undefined) this._rates.set(key, (rate = new Rate(SHADOW_PER_SECOND, 1000)));
    if (this._desk.hub.limits && !rate.take(this._desk.hub.clock.now()))
      return this._desk.hub.report("drop", owner, { reason: "over 20 shadow requests a second" });
    let answer: object;
    let version: number | undefined;
    try {
      const message = read(payload);
      if (message.method === "get") {
        answer = this._documentOf(owner);
        version = this.get(owner).version;
      } else {
        answer = { status: "success", version: this._change(owner, message) };
      }
    } catch (error) {
      const { code, message } = error instanceof Refusal ? error : { code: 500, message: "server error" };
      answer = { status: "error", content: { errorcode: String(code), errormessage: message } };
      if (!(error instanceof Refusal)) {
        this._tell(owner, "reply", answer, undefined, qos);
        throw error;
      }
    }
    this._desk.later(owner, qos, () => this._tell(owner, "reply", answer, version, qos));
  }

  private _change(owner: Owner, message: JsonObject): number {
    const { method, state, version } = message;
    if (method !== "update" && method !== "delete") throw new Refusal(406, "unknown method");
    if (!isObject(state)) throw new Refusal(402, "no state");
    const asked = typeof version === "number" || typeof version === "string" ? Number(version) : NaN;
    if (!Number.isInteger(asked)) throw new Refusal(403, "version is not a number");
    const before = this.get(owner);
    if (asked !== -1 && asked <= before.version) throw new Refusal(409, "version conflict");
    const after = method === "update" ? this._update(before, state) : this._delete(before, state);
    const next = asked === -1 ? 0 : asked;
    this._put(owner, { ...after, version: next });
    return next;
  }

  private _update(shadow: Shadow, { reported, desired }: JsonObject): Shadow {
    if (reported === undefined && desired === undefined) throw new Refusal(404, "no reported");
    let after = shadow;
    if (isCleared(desired)) after = clear(after, "desired");
    else if (desired !== undefined) throw new Refusal(404, "desired can only be cleared by the device");
    if (reported === undefined) return after;
    if (!isObject(reported) || Object.keys(reported).length === 0) throw new Refusal(405, "reported is empty");
    return this._merge(after, "reported", reported);
  }

  private _delete(shadow: Shadow, { reported }: JsonObject): Shadow {
    if (reported === undefined) throw new Refusal(404, "no reported");
    if (isCleared(reported)) return clear(shadow, "reported");
    if (!isObject(reported) || Object.keys(reported).length === 0) throw new Refusal(405, "reported is empty");
    const after = structuredClone(shadow);
    for (const [name, value] of Object.entries(reported)) {
      if (!isCleared(value)) continue;
      delete after.reported[name];
      delete after.times.reported[name];
    }
    return after;
  }

  private _merge(shadow: Shadow, part: "reported" | "desired", values: JsonObject): Shadow {
    const after = structuredClone(shadow);
    const now = this._seconds();
    Object.assign(after[part], values);
    for (const name of Object.keys(values)) after.times[part][name] = now;
    if (this._desk.hub.limits) checkSize(after);
    return after;
  }

  private _put(owner: Owner, shadow: Shadow): void {
    this._desk.state.putData({ t: "shadow", key: keyOf(owner.productKey, owner.deviceName), shadow });
    const { reported, desired, version } = shadow;
    this._desk.hub.report("shadow", owner, { reported, desired, version });
  }

  private _documentOf(owner: Owner): object {
    const { reported, desired, times } = this.get(owner);
    const state: JsonObject = {};
    const metadata: JsonObject = {};
    for (const [part, values] of Object.entries({ reported, desired })) {
      if (Object.keys(values).length === 0) continue;
      state[part] = values;
      const known = Object.entries(times[part as "reported" | "desired"]);
      metadata[part] = Object.fromEntries(known.map(([name, timestamp]) => [name, { timestamp }]));
    }
    return { status: "success", state, metadata };
  }

  private _tell(owner: Owner, method: string, payload: object, version?: number, qos: 0 | 1 = 1): void {
    const topic = `/shadow/get/${owner.productKey}/${owner.deviceName}`;
    const message = { method, payload, ...(version !== undefined && { version }), timestamp: this._seconds() };
    this._desk.hub.deliver(owner, topic, Buffer.from(JSON.stringify(message)), qos);
  }

  private _seconds(): number {
    return Math.floor(this._desk.hub.clock.now() / 1000);
  }
}

function read(payload: Buffer): JsonObject {
  if (payload.length === 0) throw new Refusal(407, "empty content");
  let message: Json;
  try {
    message = parseKindly(payload.toString());
  } catch {
    throw new Refusal(400, "not JSON");
  }
  if (!isObject(message)) throw new Refusal(400, "not a JSON object");
  if (message.method === undefined) throw new Refusal(401, "no method");
  return message;
}

// Official SDKs write the word, not the value.
function isCleared(value: Json | undefined): boolean {
  return value === "null" || value === null;
}

function clear(shadow: Shadow, part: "reported" | "desired"): Shadow {
  return { ...shadow, [part]: {}, times: { ...shadow.times, [part]: {} } };
}

function checkSize({ reported, desired }: Shadow): void {
  const leaves = leavesOf(reported) + leavesOf(desired);
  if (leaves > SHADOW_MAX_PROPERTIES) throw new Refusal(408, "more than 128 properties");
  const levels = Math.max(levelsOf(reported), levelsOf(desired));
  if (levels > SHADOW_MAX_LEVELS) throw new Refusal(400, "more than 5 levels");
  const bytes = Buffer.byteLength(JSON.stringify({ reported, desired }));
  if (bytes > SHADOW_MAX_BYTES) throw new Refusal(400, "more than 16 KB");
}

function leavesOf(value: Json): number {
  return isObject(value) ? Object.values(value).reduce<number>((sum, each) => sum + leavesOf(each), 0) : 1;
}

function levelsOf(value: Json): number {
  return isObject(value) ? 1 + Math.max(0, ...Object.values(value).map(levelsOf)) : 0;
}
