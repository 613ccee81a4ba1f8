// Property reports and settings of the thing model (物模型) in Alink JSON, on any link that publishes and subscribes.
// A setting is carried out once: repeated ids and old commands are refused. Setting a property does not change the
// platform's value, so the app's values are reported after it (help: Alink protocol, properties).
// Memory: the reports that wait for a reply (8 at most) and the last 16 command ids.
import {
  E_COMMAND_OLD, E_COMMAND_REPEATED, E_MESSAGE_WRONG, E_NO_REPLY, E_POST_PARTLY, E_POST_REFUSED, E_PROPERTY_UNKNOWN,
  E_QUEUE_FULL,
} from "./codes.ts";
import { parseJson, toJson } from "./json.ts";
import { PROPERTY_POST, PROPERTY_POST_REPLY, PROPERTY_SET, PROPERTY_SET_REPLY, thingTopic } from "./topics.ts";

const REPLY_MS = 20000;
const MAX_WAITING = 8;
const IDS_KEPT = 16;
/** Ids have up to 20 digits; the platform names its messages no longer than this. */
const MAX_ID = 64;

/** The platform's code for a property that the product does not have, and for a refused request. */
const PLATFORM_NO_PROPERTY = 5092;
const PLATFORM_REFUSED = 460;

/** JSON values by property identifier. */
export type Values = { [identifier: string]: any };

/** What this part needs from the device. */
export interface AlinkHost {
  /** Publishes with QoS 1; 0 or a code. */
  publish(topic: string, payload: string): number;
  /** Milliseconds since 1970, or 0 while the clock is unset. */
  now(): number;
  /** Takes a value for one property; false when the app has no such property. An exception refuses the value. */
  set(identifier: string, value: any): boolean;
  /** Settings were taken: the app's present values are to be reported. */
  onSet(identifiers: string[]): void;
  /** Something to tell; `detail` is an identifier, an id or an exception. */
  onError(code: number, detail: unknown): void;
}

/** How a report ended: 0, or a code; with E_POST_PARTLY `data` names what was dropped and why. */
export type Reply = (code: number, data?: any) => void;

export class Alink {
  /** Commands older than this are refused when they carry a time and the clock is set; seconds, 0 = any age. */
  maxAgeSec = 0;

  _host: AlinkHost;
  _prefix: string;
  _lastId = 0;
  _waiting: { _id: string; _reply: Reply | undefined; _ageMs: number }[] = [];
  _seen: string[] = [];

  constructor(productKey: string, deviceName: string, host: AlinkHost) {
    this._prefix = thingTopic(productKey, deviceName, "");
    this._host = host;
  }

  /** The topics to subscribe to. */
  topics(): string[] {
    return [this._prefix + PROPERTY_SET, this._prefix + PROPERTY_POST_REPLY];
  }

  /** Reports properties: 0 when the report is on its way, or a code. `reply` is called once if it is. */
  post(values: Values, reply?: Reply): number {
    if (this._waiting.length >= MAX_WAITING) return E_QUEUE_FULL;
    const id = String(++this._lastId);
    let code: number;
    try {
      code = this._host.publish(this._prefix + PROPERTY_POST, toJson({
        id, version: "1.0", params: values, method: "thing.event.property.post", sys: { ack: 1 },
      }));
    } catch (thrown) {
      // A value that JSON does not have.
      return thrown as number;
    }
    if (!code) this._waiting.push({ _id: id, _reply: reply, _ageMs: 0 });
    return code;
  }

  /** Time passes: reports without a reply end with E_NO_REPLY. */
  tick(elapsedMs: number): void {
    for (let i = 0; i < this._waiting.length; i++) this._waiting[i]._ageMs += elapsedMs;
    // The oldest is the first; what a reply handler posts comes last and is new.
    while (this._waiting.length && this._waiting[0]._ageMs > REPLY_MS) this._finish(0, E_NO_REPLY, this._waiting[0]._id);
  }

  _finish(index: number, code: number, data: any): void {
    const reply = this._waiting[index]._reply;
    this._waiting.splice(index, 1);
    if (code) this._host.onError(code, data);
    try {
      if (reply) reply(code, data);
    } catch (thrown) {
      this._host.onError(0, thrown);
    }
  }

  /** Takes a message; false when its topic is not of the thing model. */
  take(topic: string, payload: string): boolean {
    const name = topic.substr(this._prefix.length);
    if (topic != this._prefix + name || (name != PROPERTY_SET && name != PROPERTY_POST_REPLY)) return false;
    let message: any;
    try {
      message = parseJson(payload);
    } catch (code) {
      this._host.onError(code as number, name);
      return true;
    }
    const id = message && (typeof message.id == "string" || typeof message.id == "number") ? String(message.id) : "";
    if (!id || id.length > MAX_ID) this._host.onError(E_MESSAGE_WRONG, name);
    else if (name == PROPERTY_SET) this._set(message, id);
    else this._replied(message, id);
    return true;
  }

  _replied(message: any, id: string): void {
    const index = this._waiting.findIndex((entry) => entry._id == id);
    if (index < 0) return;
    const data = message.data;
    if (message.code != 200) this._finish(index, E_POST_REFUSED, message.code);
    else if (data && typeof data == "object" && Object.keys(data).length) {
      this._finish(index, E_POST_PARTLY, toJson(data));
    } else this._finish(index, 0, data);
  }

  _set(message: any, id: string): void {
    if (this._seen.indexOf(id) >= 0) return this._host.onError(E_COMMAND_REPEATED, id);
    if (this._seen.push(id) > IDS_KEPT) this._seen.shift();
    const values = message.params;
    const now = this._host.now();
    const taken: string[] = [];
    let code = PLATFORM_REFUSED;
    if (!values || typeof values != "object" || Array.isArray(values)) this._host.onError(E_MESSAGE_WRONG, id);
    else if (this.maxAgeSec && message.time && now - message.time > this.maxAgeSec * 1000) {
      this._host.onError(E_COMMAND_OLD, id);
    } else {
      code = 200;
      const identifiers = Object.keys(values);
      // A loop, not forEach: it leaves the app more of the interpreter's short stack.
      for (let i = 0; i < identifiers.length; i++) {
        try {
          if (this._host.set(identifiers[i], values[identifiers[i]])) taken.push(identifiers[i]);
          else {
            this._host.onError(E_PROPERTY_UNKNOWN, identifiers[i]);
            code = PLATFORM_NO_PROPERTY;
          }
        } catch (thrown) {
          this._host.onError(0, thrown);
          code = PLATFORM_REFUSED;
        }
      }
    }
    const lost = this._host.publish(this._prefix + PROPERTY_SET_REPLY, toJson({ id, code, data: {} }));
    if (lost) this._host.onError(lost, id);
    if (taken.length) this._host.onSet(taken);
  }
}
