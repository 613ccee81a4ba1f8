// One device while it is connected: what it is subscribed to, how busy it is, when it was last heard. Judges
// its SUBSCRIBEs and PUBLISHes by the platform's limits (help: Limits) and does no I/O.

import type { Clock } from "./clock.ts";
import { Rate } from "./clock.ts";
import type { Admission } from "./gate.ts";
import * as limits from "./limits.ts";
import { type Product, type TopicClass, keyOf } from "./state.ts";
import { isAutomatic, isCustom, matches, maySubscribe, mayPublish } from "./topics.ts";

/** Why a connection ended, as the "disconnect" event says it. */
export type EndReason =
  | "client"
  | "closed"
  | "kicked"
  | "keepalive"
  | "protocol"
  | "disabled"
  | "deleted"
  | "registered"
  | "store failed"
  | "instance closing";

/** What does not change between two messages on one topic. */
interface Judgement {
  tooLong: boolean;
  mayPublish: boolean;
}

export class Session {
  readonly key: string;
  readonly admission: Admission;
  readonly clean: boolean;
  /** Explicit subscriptions: when each takes effect, milliseconds since 1970 UTC. */
  readonly filters = new Map<string, number>();
  endReason: EndReason = "closed";
  /** True from the moment CONNACK is due. */
  connected = false;
  /** True once CONNACK is out and stored subscriptions are back. */
  ready = false;
  lastHeard: number;
  /** QoS 1 messages of the device whose PUBACK is still to come. */
  unacked = 0;
  private readonly _clock: Clock;
  private readonly _keepaliveMs: number;
  private readonly _limited: boolean;
  private readonly _up = [
    new Rate(limits.UPLINK_QOS0_PER_SECOND, 1000),
    new Rate(limits.UPLINK_QOS1_PER_SECOND, 1000),
  ];
  private readonly _down = new Rate(limits.DOWNLINK_PER_SECOND, 1000);
  private readonly _bytes = new Rate(limits.UPLINK_BYTES_PER_SECOND, 1000);
  private readonly _judged = new Map<string, Judgement>();
  private _judgedBy: readonly TopicClass[] = [];
  private _topicsInPacket = 0;
  private _overBandwidth = false;

  constructor(
    admission: Admission,
    connect: { clean: boolean; keepaliveSec: number },
    limited: boolean,
    clock: Clock,
  ) {
    this.key = keyOf(admission.productKey, admission.deviceName);
    this.admission = admission;
    this.clean = connect.clean;
    this.lastHeard = clock.now();
    this._clock = clock;
    this._limited = limited;
    this._keepaliveMs = connect.keepaliveSec * 1000;
  }

  /** True for a connection that only registers: it has no keepalive and may neither publish nor subscribe. */
  get registers(): boolean {
    return this.admission.push !== undefined;
  }

  /**
   * Notes that a packet of `bytes` bytes begins to be handled; `heard` when its kind resets the keepalive.
   */
  beginPacket(bytes: number, heard: boolean): void {
    const now = this._clock.now();
    if (heard) this.lastHeard = now;
    this._topicsInPacket = 0;
    this._overBandwidth = this._limited && !this._bytes.take(now, bytes);
  }

  /** True when the device was silent for longer than its keepalive allows. */
  isSilent(): boolean {
    return !this.registers && this._clock.now() - this.lastHeard > limits.KEEPALIVE_GRACE * this._keepaliveMs;
  }

  /** Why a subscription is refused, or undefined. */
  refuseSubscribe(product: Product, filter: string): string | undefined {
    this._topicsInPacket++;
    if (this.registers) return "a registration needs no SUBSCRIBE";
    if (this._limited && this._topicsInPacket > limits.TOPICS_PER_SUBSCRIBE)
      return "more than 8 topics in a SUBSCRIBE";
    if (this._limited && isTooLong(this.admission, filter)) return "topic too long";
    if (!maySubscribe(this.admission, product.topics, filter)) return "no permission";
    if (this._limited && !this.filters.has(filter) && this.filters.size >= limits.TOPICS_PER_DEVICE) {
      return "more than 100 topics";
    }
    return undefined;
  }

  /** Why a message from the device goes no further, or undefined. */
  refusePublish(product: Product, topic: string, bytes: number, qos: number): string | undefined {
    if (this.registers) return "a registration may not publish";
    const { tooLong, mayPublish } = this._judge(product.topics, topic);
    if (this._limited) {
      if (tooLong) return "topic too long";
      if (bytes > limits.PAYLOAD_MAX_BYTES) return "payload over 256 KB";
      if (this._overBandwidth) return "over 1024 KB in a second";
      if (!this._up[qos].take(this._clock.now())) return qos === 0 ? "over 30 a second" : "over 10 a second";
    }
    return mayPublish ? undefined : "no permission";
  }

  // A device publishes on few topics: what was found for them is kept until the product's classes change.
  private _judge(classes: readonly TopicClass[], topic: string): Judgement {
    if (this._judgedBy !== classes || this._judged.size > limits.TOPICS_PER_DEVICE) {
      this._judgedBy = classes;
      this._judged.clear();
    }
    let judgement = this._judged.get(topic);
    if (judgement === undefined) {
      judgement = {
        tooLong: isTooLong(this.admission, topic),
        mayPublish: mayPublish(this.admission, classes, topic),
      };
      this._judged.set(topic, judgement);
    }
    return judgement;
  }

  /** True when one more message may go to the device in this second; it is then counted. */
  takeDownlink(): boolean {
    return !this._limited || this._down.take(this._clock.now());
  }

  /** True when the device has as many unacknowledged QoS 1 messages open as the platform takes. */
  isFull(): boolean {
    return this._limited && this.unacked >= limits.UNACKED_QOS1;
  }

  /** True when a message on `topic` reaches this session. */
  hears(topic: string): boolean {
    const now = this._clock.now();
    const effectiveAt = this.filters.get(topic);
    if (effectiveAt !== undefined && effectiveAt <= now) return true;
    if (isAutomatic(this.admission, topic, this.admission.ss)) return true;
    for (const [filter, effectiveAt] of this.filters)
      if (effectiveAt <= now && matches(filter, topic)) return true;
    return false;
  }
}

function isTooLong(owner: Admission, topic: string): boolean {
  if (Buffer.byteLength(topic) > limits.TOPIC_MAX_BYTES) return true;
  return isCustom(owner, topic) && topic.split("/").length - 1 > limits.TOPIC_MAX_SLASHES;
}
