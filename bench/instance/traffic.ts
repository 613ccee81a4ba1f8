// What passes through a connected device's session: its SUBSCRIBEs, its messages up, and messages down to it.
// The delivered QoS is the publisher's (help: MQTT specification), where a broker would lower it to the
// subscription's.

import type { Client, PublishPacket, Subscription } from "aedes";
import type { Clock } from "./clock.ts";
import { PAYLOAD_MAX_BYTES } from "./limits.ts";
import type { Session } from "./session.ts";
import { keyOf, type Product, type State } from "./state.ts";
import type { Store } from "./store.ts";
import { type Owner, isAutomatic, matches, maySubscribe } from "./topics.ts";
import type { Wire } from "./wire.ts";

// Turns of the microtask queue that an answer needs to be on its way through aedes.
const ANSWER_TURNS = 5;

/** A connection whose login was accepted. */
export interface Live {
  session: Session;
  client: Client;
  wire: Wire;
  /** Messages that arrived before the session was ready. */
  held: (() => unknown)[];
}

/** What became of a message to a device. */
export type Delivery = "sent" | "queued" | "offline" | "not subscribed" | "dropped";

/** What the traffic needs from the rest of the instance. */
export interface TrafficHub {
  state: State;
  clock: Clock;
  limits: boolean;
  /** How late a SUBSCRIBE takes effect, milliseconds. */
  subscriptionDelayMs(): number;
  /**
   * A message the device was allowed to send; what it changes is in the state on return. Fails when it cannot
   * be.
   */
  uplink(owner: Owner, topic: string, payload: Buffer, qos: 0 | 1): void;
  /** Evidence of what happened, for the instance's events. */
  report(event: string, owner: Partial<Owner>, details: object): void;
}

export class Traffic {
  private readonly _hub: TrafficHub;
  private readonly _store: Store;

  constructor(hub: TrafficHub, store: Store) {
    this._hub = hub;
    this._store = store;
  }

  /** Judges one topic of a SUBSCRIBE, or of a session that comes back; null means SUBACK 0x80. */
  async subscribe({ session }: Live, subscription: Subscription): Promise<Subscription | null> {
    const { topic, qos } = subscription;
    const product = this._productOf(session);
    // aedes would lower what it delivers to a subscription of QoS 0; SUBACK still says what was asked for.
    const granted = Object.assign(subscription, { qos: 1 as const });
    if (!session.ready) {
      if (!maySubscribe(session.admission, product.topics, topic)) return null;
      session.filters.set(topic, 0);
      return granted;
    }
    let reason = session.refuseSubscribe(product, topic);
    if (reason === undefined) {
      const since = session.filters.get(topic) ?? this._hub.clock.now() + this._hub.subscriptionDelayMs();
      session.filters.set(topic, since);
      if (!session.clean) reason = await this._keep(session, topic);
    }
    const details = reason === undefined ? { granted: qos } : { granted: 0x80, reason };
    this._hub.report("subscribe", session.admission, { topic, ...details });
    return reason === undefined ? granted : null;
  }

  /**
   * Takes a message from the device; an error means the connection must go. A QoS 1 message is acknowledged
   * from here, once it is on the disk: aedes would read nothing more from the device until then.
   */
  publish({ session, wire }: Live, packet: PublishPacket): void {
    const owner = session.admission;
    const { topic, qos } = packet;
    const payload = packet.payload as Buffer;
    if (qos === 2) {
      this._hub.report("drop", owner, { reason: "QoS 2", topic });
      throw new Error("QoS 2 is not supported");
    }
    if (packet.retain) this._hub.report("ignored", owner, { what: "retain", topic });
    packet.qos = 0;
    packet.retain = false;
    if (qos === 1 && session.isFull()) {
      return this._hub.report("drop", owner, { reason: "more than 100 unacknowledged", topic });
    }
    const reason = session.refusePublish(this._productOf(session), topic, payload.length, qos);
    if (reason !== undefined) this._hub.report("drop", owner, { reason, topic });
    let error: unknown;
    try {
      if (reason === undefined) this._take(owner, topic, payload, qos);
    } catch (caught) {
      error = caught;
    }
    if (qos === 1) void this._acknowledge({ session, wire }, packet.messageId!, error);
    else if (error !== undefined) this._hub.report("failure", owner, { error });
  }

  private _take(owner: Owner, topic: string, payload: Buffer, qos: 0 | 1): void {
    this._hub.report("publish", owner, { topic, qos, payload });
    this._hub.uplink(owner, topic, payload, qos);
  }

  // What came before this message is acknowledged before it, since both wait for the disk [MQTT-4.6.0-2].
  private async _acknowledge({ session, wire }: Pick<Live, "session" | "wire">, id: number, error: unknown) {
    session.unacked++;
    try {
      if (error !== undefined) throw error;
      await this._hub.state.sync();
      // An answer to the message, due at the same time, goes out in the same piece.
      for (let i = 0; i < ANSWER_TURNS; i++) await undefined;
      wire.writeSoon(pubackOf(id));
    } catch (error) {
      this._hub.report("failure", session.admission, { error });
      session.endReason = "store failed";
      wire.destroy();
    }
    session.unacked--;
  }

  /**
   * Sends a message to a device, or keeps it for the device, as its session asks. Fails when it cannot be
   * stored.
   */
  deliver(live: Live | undefined, owner: Owner, topic: string, payload: Buffer, qos: 0 | 1): Delivery {
    if (live === undefined) return this._deliverLater(owner, topic, payload, qos);
    if (!live.session.hears(topic)) return "not subscribed";
    const over =
      this._hub.limits && payload.length > PAYLOAD_MAX_BYTES
        ? "payload over 256 KB"
        : live.session.takeDownlink()
          ? undefined
          : "over 50 a second to the device";
    if (over !== undefined) {
      this._hub.report("drop", owner, { reason: over, topic });
      return "dropped";
    }
    const { state, clock } = this._hub;
    const { key } = live.session;
    const queued =
      qos === 1 && state.sessions.has(key) ? state.queue(key, topic, payload, clock.now()) : undefined;
    const packet = queued === undefined ? messageOf(topic, payload, qos) : this._store.packetOf(queued);
    if (live.session.ready) this._send(live, packet);
    // What was queued while the session came up may have gone out with the rest of the queue.
    else live.held.push(() => queued?.sent || this._send(live, packet));
    return "sent";
  }

  // aedes keeps account of QoS 1; for QoS 0 there is nothing to keep.
  private _send({ client, session, wire }: Live, packet: PublishPacket): void {
    const { topic, qos, payload } = packet;
    if (qos > 0) return client.publish(packet, () => this._tell(session, packet));
    if (!wire.writable) return;
    wire.writeSoon(publishOf(topic, payload as Buffer));
    this._tell(session, packet);
  }

  private _tell(session: Session, { topic, qos, payload }: PublishPacket): void {
    this._hub.report("deliver", session.admission, { topic, qos, payload });
  }

  private _deliverLater(owner: Owner, topic: string, payload: Buffer, qos: 0 | 1): Delivery {
    const key = keyOf(owner.productKey, owner.deviceName);
    const stored = this._hub.state.sessions.get(key);
    if (stored === undefined || qos === 0) return "offline";
    const heard =
      isAutomatic(owner, topic, stored.ss) || [...stored.filters.keys()].some((f) => matches(f, topic));
    if (!heard) return "not subscribed";
    this._hub.state.queue(key, topic, payload, this._hub.clock.now());
    return "queued";
  }

  private async _keep(session: Session, filter: string): Promise<string | undefined> {
    try {
      this._hub.state.putFilter(session.key, filter, 1);
      await this._hub.state.sync();
      return undefined;
    } catch (error) {
      session.filters.delete(filter);
      return (error as Error).message;
    }
  }

  private _productOf(session: Session): Product {
    return this._hub.state.products.get(session.admission.productKey)!;
  }
}

/** A message to a device as aedes takes it. */
export function messageOf(topic: string, payload: Buffer, qos: 0 | 1): PublishPacket {
  return { cmd: "publish", topic, payload, qos, retain: false, dup: false };
}

// [MQTT-3.3], QoS 0
function publishOf(topic: string, payload: Buffer): Buffer {
  const topicBytes = Buffer.byteLength(topic);
  const length = 2 + topicBytes + payload.length;
  const size = length < 128 ? 1 : length < 16_384 ? 2 : length < 2_097_152 ? 3 : 4;
  const packet = Buffer.allocUnsafe(1 + size + length);
  packet[0] = 0x30;
  for (let i = 0; i < size; i++) packet[1 + i] = ((length >> (7 * i)) & 0x7f) | (i < size - 1 ? 0x80 : 0);
  const at = packet.writeUInt16BE(topicBytes, 1 + size);
  payload.copy(packet, at + packet.write(topic, at));
  return packet;
}

// [MQTT-3.4]
function pubackOf(messageId: number): Buffer {
  return Buffer.from([0x40, 2, messageId >> 8, messageId & 0xff]);
}
