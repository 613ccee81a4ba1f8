// The thing model side of an instance (help: Alink protocol; Data formats): takes property posts, answers
// them, keeps the reported values, sends property sets and RRPCs and waits for what the device says to them.

import { E_DEVICE_OFFLINE, E_NOT_DELIVERED, E_NOT_SUBSCRIBED, Failure } from "../../lib/codes.ts";
import {
  PROPERTY_POST,
  PROPERTY_SET,
  REPLY,
  thingTopic,
} from "../../lib/topics.ts";
import type { Clock } from "./clock.ts";
import { isObject, type Json, type JsonObject, parseKindly } from "./json.ts";
import { PROPERTIES_PER_REPORT, REPLY_WAIT_MS } from "./limits.ts";
import { type Expected, Replies } from "./replies.ts";
import { keyOf, type PropertyValue, type State } from "./state.ts";
import type { Owner } from "./topics.ts";
import type { Delivery } from "./traffic.ts";
import { faultOf } from "./tsl.ts";

/** A device's answer to a property set. */
export interface Reply {
  id: string;
  code: number;
  data: Json;
}

/** A property the model refuses, as the platform hands it on (`checkFailedData`). */
export interface FailedProperty {
  code: number;
  message: string;
  value: Json;
  time: number;
}

interface ThingHub {
  state: State;
  clock: Clock;
  deliver(owner: Owner, topic: string, payload: Buffer, qos: 0 | 1): Delivery;
  report(event: string, owner: Partial<Owner>, details: object): void;
}

export class Thing {
  private readonly _hub: ThingHub;
  private readonly _replies: Replies<Buffer | Reply>;
  private _lastId: number;
  private _lastMessageId: bigint;

  constructor(hub: ThingHub) {
    this._hub = hub;
    this._replies = new Replies(hub.clock);
    // Ids go on from the hour, so that a device which remembers the last few does not take a new one for a
    // repetition.
    this._lastId = hub.clock.now() % 2 ** 32;
    this._lastMessageId = BigInt(hub.clock.now()) << 20n;
  }

  /** Handles a message of the device when it is one of the thing model's. Fails when it cannot be stored. */
  take(owner: Owner, topic: string, payload: Buffer, qos: 0 | 1): void {
    const { productKey, deviceName } = owner;
    if (topic === thingTopic(productKey, deviceName, PROPERTY_POST))
      return this._takePost(owner, payload, qos);
    if (topic === thingTopic(productKey, deviceName, PROPERTY_SET + REPLY))
      return this._takeSetReply(owner, payload);
    if (topic === ntpTopic(productKey, deviceName, "request")) return this._takeNtp(owner, payload);
    const response = `/sys/${productKey}/${deviceName}/rrpc/response/`;
    if (topic.startsWith(response)) this._replies.settle(topic, payload);
  }

  /** Sends a property set and resolves with the device's answer; fails with a code of 220 to 223. */
  async set(
    owner: Owner,
    params: Record<string, unknown>,
    options: { qos?: 0 | 1; timeoutMs?: number } = {},
  ): Promise<Reply> {
    this._lastId = (this._lastId + 1) % 2 ** 32;
    const id = String(this._lastId);
    const message = { method: "thing.service.property.set", id, params, version: "1.0" };
    const topic = thingTopic(owner.productKey, owner.deviceName, PROPERTY_SET);
    const what = `property set ${id}`;
    const answer = this._replies.expect(
      `${keyOf(owner.productKey, owner.deviceName)} ${id}`,
      what,
      options.timeoutMs ?? REPLY_WAIT_MS,
    );
    return (await this._send(owner, topic, JSON.stringify(message), options.qos ?? 1, answer)) as Reply;
  }

  /** Sends an RRPC on the system topic, QoS 0, and resolves with what the device answers; fails likewise. */
  async rrpc(owner: Owner, payload: Buffer, timeoutMs = REPLY_WAIT_MS): Promise<Buffer> {
    const id = String(++this._lastMessageId);
    const base = `/sys/${owner.productKey}/${owner.deviceName}/rrpc`;
    const answer = this._replies.expect(`${base}/response/${id}`, `rrpc ${id}`, timeoutMs);
    return (await this._send(owner, `${base}/request/${id}`, payload, 0, answer)) as Buffer;
  }

  /** Fails what still waits for an answer. */
  close(): void {
    this._replies.close();
  }

  private async _send(
    owner: Owner,
    topic: string,
    payload: string | Buffer,
    qos: 0 | 1,
    answer: Expected<Buffer | Reply>,
  ): Promise<Buffer | Reply> {
    const name = keyOf(owner.productKey, owner.deviceName);
    try {
      const delivery = this._hub.deliver(owner, topic, Buffer.from(payload), qos);
      if (delivery === "offline") throw new Failure(E_DEVICE_OFFLINE, name);
      if (delivery === "not subscribed") throw new Failure(E_NOT_SUBSCRIBED, `${name}, ${topic}`);
      if (delivery === "dropped") throw new Failure(E_NOT_DELIVERED, `${name}, ${topic}`);
      return await answer.promise;
    } finally {
      answer.cancel();
    }
  }

  private _takeSetReply(owner: Owner, payload: Buffer): void {
    const message = this._read(owner, payload);
    if (message === undefined) return;
    const reply = { id: idOf(message) ?? "", code: Number(message.code ?? 0), data: message.data ?? {} };
    this._hub.report("reply", owner, reply);
    this._replies.settle(`${keyOf(owner.productKey, owner.deviceName)} ${reply.id}`, reply);
  }

  // Help: NTP service. Numbers come as text or bare, and go back as text.
  private _takeNtp(owner: Owner, payload: Buffer): void {
    const now = String(this._hub.clock.now());
    const message = this._read(owner, payload);
    if (message === undefined) return;
    const sent = String(message.deviceSendTime ?? "");
    const answer = { deviceSendTime: sent, serverRecvTime: now, serverSendTime: now };
    const topic = ntpTopic(owner.productKey, owner.deviceName, "response");
    this._hub.deliver(owner, topic, Buffer.from(JSON.stringify(answer)), 0);
  }

  private _takePost(owner: Owner, payload: Buffer, qos: 0 | 1): void {
    const message = this._read(owner, payload);
    if (message === undefined) return;
    const { params } = message;
    const answer = this._answerer(owner, message, qos);
    if (!isObject(params)) return answer(460, "request parameter error");
    if (Object.keys(params).length > PROPERTIES_PER_REPORT) {
      return answer(6106, "more than 200 properties");
    }
    const { values, failed, data } = this._sort(owner, params);
    try {
      if (Object.keys(values).length > 0)
        this._hub.state.putValues(keyOf(owner.productKey, owner.deviceName), values);
    } catch (error) {
      answer(500, "unknown system exception");
      throw error;
    }
    const plain = Object.fromEntries(Object.entries(values).map(([name, { value }]) => [name, value]));
    this._hub.report("property", owner, { id: idOf(message), params: plain, failed });
    // Wrong properties are dropped and named, the report as a whole is a success all the same (weak
    // validation).
    const succeed = () => answer(200, "success", data);
    if (qos === 0) succeed();
    else void this._whenStored(owner, succeed);
  }

  // What a device is told with QoS 1 is on the disk first. A failure to flush is told by cutting its connection.
  private async _whenStored(owner: Owner, tell: () => void): Promise<void> {
    const isStored = await this._hub.state.sync().then(
      () => true,
      () => false,
    );
    try {
      if (isStored) tell();
    } catch (error) {
      this._hub.report("failure", owner, { error });
    }
  }

  private _sort(owner: Owner, params: JsonObject) {
    const product = this._hub.state.products.get(owner.productKey)!;
    const values: Record<string, PropertyValue> = {};
    const failed: Record<string, FailedProperty> = {};
    const data: Record<string, string> = {};
    for (const [name, item] of Object.entries(params)) {
      const { value, time } = unwrap(item, this._hub.clock.now());
      const fault =
        product.tsl === null || product.validation === "none"
          ? undefined
          : faultOf(product.tsl, name, value, product.validation === "strict");
      if (fault === undefined) values[name] = { value, time };
      else {
        data[name] = fault.text;
        failed[name] = { code: fault.code, message: fault.text, value, time };
      }
    }
    return { values, failed, data };
  }

  // The reply has the QoS of the post: our choice, the platform may send it with either. Without an id there
  // is nothing a device could match a reply to.
  private _answerer(owner: Owner, message: JsonObject, qos: 0 | 1) {
    const id = idOf(message);
    const wanted = !isObject(message.sys) || message.sys.ack === undefined || Number(message.sys.ack) !== 0;
    const topic = thingTopic(owner.productKey, owner.deviceName, PROPERTY_POST + REPLY);
    return (code: number, text: string, data: object = {}): void => {
      if (!wanted || id === undefined) return;
      const reply = { code, data, id, message: text, method: "thing.event.property.post", version: "1.0" };
      this._hub.deliver(owner, topic, Buffer.from(JSON.stringify(reply)), qos);
    };
  }

  private _read(owner: Owner, payload: Buffer): JsonObject | undefined {
    try {
      const message = parseKindly(payload.toString());
      if (isObject(message)) return message;
    } catch {
      // Reported below, like anything else that is no object.
    }
    this._hub.report("drop", owner, { reason: "not JSON" });
    return undefined;
  }
}

function ntpTopic(productKey: string, deviceName: string, end: "request" | "response"): string {
  return `/ext/ntp/${productKey}/${deviceName}/${end}`;
}

// Devices send ids as text, some official ones as numbers; they go back as text.
function idOf(message: JsonObject): string | undefined {
  const { id } = message;
  return typeof id === "string" ? id : typeof id === "number" ? String(id) : undefined;
}

// A property comes bare, or as {"value":…,"time":…}; without a time it is of now.
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
