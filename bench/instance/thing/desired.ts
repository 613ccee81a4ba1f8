// Desired properties (help: Alink protocol, desired device property values): the value that a device should have, with a
// version that grows with each setting. It is pushed to a device that is online; one that comes back asks for it.

import { E_MODEL_REFUSED, E_QUOTA, E_VERSION_OTHER, Failure } from "../../../lib/codes.ts";
import type { Desired } from "../device-data.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import { DESIRED_PER_REQUEST } from "../limits.ts";
import { keyOf } from "../state.ts";
import type { Owner } from "../topics.ts";
import type { Desk } from "./desk.ts";
import { type Answer, type Request, type Routes, SUCCESS, WRONG_PARAMS } from "./mail.ts";
import { faultOf } from "./model.ts";

const TOO_MANY: Answer = { code: 6104, message: "more than 200 properties" };

export class DesiredValues {
  private readonly _desk: Desk;

  constructor(desk: Desk) {
    this._desk = desk;
  }

  routes(): Routes {
    return {
      "/sys/thing/property/desired/get": this._desk.asks((request) => this._get(request)),
      "/sys/thing/property/desired/delete": this._desk.asks((request) => this._delete(request)),
    };
  }

  /**
   * Stores values and, to a device that is online, pushes them; returns their versions. With `versions` a value is only
   * set when it has that version (0: never set). Fails with E_MODEL_REFUSED, E_VERSION_OTHER or E_QUOTA, and then changes
   * nothing.
   */
  set(owner: Owner, values: JsonObject, versions: Record<string, number> = {}): Record<string, number> {
    const key = keyOf(owner.productKey, owner.deviceName);
    const product = this._desk.state.products.get(owner.productKey)!;
    const names = Object.keys(values);
    if (this._isTooMany(names)) throw new Failure(E_QUOTA, `${DESIRED_PER_REQUEST} desired properties`);
    const known = this._desk.state.data(key).desired;
    const time = this._desk.hub.clock.now();
    const change: Record<string, Desired> = {};
    for (const [name, value] of Object.entries(values)) {
      const fault = faultOf(product, name, value);
      if (fault !== undefined) throw new Failure(E_MODEL_REFUSED, `${fault.code} ${fault.text}`);
      const version = known.get(name)?.version ?? 0;
      const wanted = versions[name];
      if (wanted !== undefined && wanted !== version)
        throw new Failure(E_VERSION_OTHER, `${name}: ${version}, not ${wanted}`);
      change[name] = { value, version: version + 1, time };
    }
    if (names.length > 0) this._desk.state.putData({ t: "desired", key, values: change });
    this._desk.hub.report("desired", owner, { set: values });
    if (names.length > 0 && this._desk.hub.isOnline(owner))
      this._desk.tell(owner, "thing/service/property/set", values, 1);
    return Object.fromEntries(Object.entries(change).map(([name, { version }]) => [name, version]));
  }

  // What has no desired value is left out.
  private _get({ key, params }: Request): Answer {
    if (!Array.isArray(params) || params.length === 0 || !params.every((name) => typeof name === "string"))
      return WRONG_PARAMS;
    if (this._isTooMany(params)) return TOO_MANY;
    const { desired } = this._desk.state.data(key);
    const found = params.flatMap((name) => {
      const { value, version } = desired.get(name) ?? {};
      return value === undefined ? [] : [[name, { value, version }]];
    });
    return { ...SUCCESS, data: Object.fromEntries(found) };
  }

  // With a version only that one is cleared: a newer value stays, and nobody is told. The version counts on.
  private _delete({ owner, key, params }: Request): Answer {
    if (!isObject(params) || Object.keys(params).length === 0) return WRONG_PARAMS;
    if (this._isTooMany(Object.keys(params))) return TOO_MANY;
    const { desired } = this._desk.state.data(key);
    const change: Record<string, Desired> = {};
    for (const [name, item] of Object.entries(params)) {
      const known = desired.get(name);
      if (known?.value === undefined || !isMeant(item, known.version)) continue;
      change[name] = { version: known.version, time: known.time };
    }
    if (Object.keys(change).length > 0) this._desk.state.putData({ t: "desired", key, values: change });
    this._desk.hub.report("desired", owner, { cleared: Object.keys(change) });
    return SUCCESS;
  }

  private _isTooMany(names: unknown[]): boolean {
    return this._desk.hub.limits && names.length > DESIRED_PER_REQUEST;
  }
}

function isMeant(item: Json, version: number): boolean {
  return !isObject(item) || item.version === undefined || Number(item.version) === version;
}
