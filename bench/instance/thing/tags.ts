// Tags of devices (help: Device tags): texts by key, reported and deleted by the device or set by the operator.

import { E_ARGUMENT_WRONG, E_QUOTA, Failure } from "../../../lib/codes.ts";
import { isObject, type Json } from "../json.ts";
import { TAG_KEY_MAX_BYTES, TAG_VALUE_MAX_CHARS, TAGS_PER_DEVICE, TAGS_PER_GET, TAGS_PER_MESSAGE } from "../limits.ts";
import { keyOf } from "../state.ts";
import type { Owner } from "../topics.ts";
import type { Desk } from "./desk.ts";
import { type Answer, type Request, type Routes, SUCCESS, WRONG_PARAMS } from "./mail.ts";

export class Tags {
  private readonly _desk: Desk;

  constructor(desk: Desk) {
    this._desk = desk;
  }

  routes(): Routes {
    return {
      "/sys/thing/deviceinfo/update": this._desk.asks((request) => this._update(request)),
      "/sys/thing/deviceinfo/delete": this._desk.asks((request) => this._delete(request)),
      "/sys/thing/deviceinfo/get": this._desk.asks((request) => this._get(request)),
    };
  }

  /** Sets tags, and deletes those whose value is null; fails with E_ARGUMENT_WRONG or E_QUOTA. */
  set(owner: Owner, tags: Record<string, string | null>): void {
    const key = keyOf(owner.productKey, owner.deviceName);
    for (const [name, value] of Object.entries(tags)) {
      if (value !== null && !this._isTag(name, value)) throw new Failure(E_ARGUMENT_WRONG, `${name}=${value}`);
    }
    if (this._isFull(key, tags)) throw new Failure(E_QUOTA, `${TAGS_PER_DEVICE} tags`);
    this._put(owner, key, tags);
  }

  private _update({ owner, key, params }: Request): Answer {
    if (!Array.isArray(params) || params.length === 0 || this._isOver(params, TAGS_PER_MESSAGE)) return WRONG_PARAMS;
    const tags: Record<string, string> = {};
    for (const each of params) {
      const { attrKey, attrValue } = isObject(each) ? each : {};
      if (typeof attrKey !== "string" || !this._isTag(attrKey, attrValue)) return WRONG_PARAMS;
      tags[attrKey] = String(attrValue);
    }
    if (this._isFull(key, tags)) return { ...WRONG_PARAMS, message: "more than 100 tags" };
    this._put(owner, key, tags);
    return SUCCESS;
  }

  private _delete({ owner, key, params }: Request): Answer {
    if (!Array.isArray(params) || this._isOver(params, TAGS_PER_MESSAGE)) return WRONG_PARAMS;
    const keys = params.map((each) => (isObject(each) ? each.attrKey : undefined));
    if (keys.length === 0 || keys.some((name) => typeof name !== "string")) return WRONG_PARAMS;
    this._put(owner, key, Object.fromEntries(keys.map((name) => [name, null])));
    return SUCCESS;
  }

  private _get({ key, params }: Request): Answer {
    const keys = isObject(params) ? params.attrKeys : undefined;
    if (!Array.isArray(keys) || this._isOver(keys, TAGS_PER_GET)) return WRONG_PARAMS;
    const { tags } = this._desk.state.data(key);
    const found = keys.flatMap((name) => {
      const attrValue = tags.get(String(name));
      return attrValue === undefined ? [] : [{ attrKey: String(name), attrValue }];
    });
    return { ...SUCCESS, data: found };
  }

  private _put(owner: Owner, key: string, tags: Record<string, string | null>): void {
    this._desk.state.putData({ t: "tags", key, tags });
    this._desk.hub.report("tags", owner, { tags });
  }

  // Numbers are taken as their text: official samples send both.
  private _isTag(name: string, value: Json | undefined): boolean {
    if (typeof value !== "string" && typeof value !== "number") return false;
    if (!this._desk.hub.limits) return true;
    const fits = Buffer.byteLength(name) <= TAG_KEY_MAX_BYTES && [...String(value)].length <= TAG_VALUE_MAX_CHARS;
    return fits && /^[A-Za-z_][\w.-]*$/.test(name);
  }

  private _isFull(key: string, tags: Record<string, string | null>): boolean {
    if (!this._desk.hub.limits) return false;
    const known = this._desk.state.data(key).tags;
    const names = new Set([...known.keys(), ...Object.keys(tags)]);
    for (const [name, value] of Object.entries(tags)) if (value === null) names.delete(name);
    return names.size > TAGS_PER_DEVICE;
  }

  private _isOver(list: unknown[], most: number): boolean {
    return this._desk.hub.limits && list.length > most;
  }
}
