// What aedes calls its persistence, over the state of the instance: the subscriptions and waiting QoS 1
// messages of sessions with clean session 0. Retained messages, wills and QoS 2 do not exist on the platform
// (help: MQTT specification), and routing is done elsewhere, so the rest is empty.

import { Readable } from "node:stream";
import type { PublishPacket } from "aedes";
import type { Clock } from "./clock.ts";
import { OFFLINE_KEPT_MS } from "./limits.ts";
import type { Queued, State } from "./state.ts";

interface Who {
  id: string;
}

interface Packet {
  topic: string;
  payload: Buffer;
  brokerId?: string;
  brokerCounter?: number;
  messageId?: number;
}

// Names the queue as the origin of a packet; the sequence number tells which one it is.
const ORIGIN = "queue";

export class Store {
  private readonly _state: State;
  private readonly _clock: Clock;
  private readonly _limited: boolean;
  private readonly _inFlight = new Map<string, Map<number, PublishPacket>>();

  constructor(state: State, clock: Clock, limited: boolean) {
    this._state = state;
    this._clock = clock;
    this._limited = limited;
  }

  async setup(): Promise<void> {}

  /** A packet of a queued message, as the broker sends it. */
  packetOf(queued: Queued): PublishPacket {
    const packet: Packet & PublishPacket = {
      cmd: "publish",
      topic: queued.topic,
      payload: queued.payload,
      qos: 1,
      retain: false,
      dup: queued.sent === true,
      brokerId: ORIGIN,
      brokerCounter: queued.seq,
      messageId: queued.messageId,
    };
    return packet;
  }

  // The broker stores all topics of a SUBSCRIBE, refused ones too; the session's own list is what counts (see
  // Broker).
  async addSubscriptions(): Promise<void> {}

  async removeSubscriptions(client: Who, filters: string[]): Promise<void> {
    for (const filter of filters) this._state.dropFilter(client.id, filter);
    await this._state.sync();
  }

  async subscriptionsByClient(client: Who): Promise<{ topic: string; qos: number }[]> {
    const filters = this._state.sessions.get(client.id)?.filters ?? new Map<string, number>();
    return [...filters].map(([topic, qos]) => ({ topic, qos }));
  }

  async subscriptionsByTopic(): Promise<never[]> {
    return [];
  }

  async cleanSubscriptions(): Promise<void> {}

  outgoingStream(client: Who): Readable {
    const stored = this._state.sessions.get(client.id);
    const oldest = this._limited ? this._clock.now() - OFFLINE_KEPT_MS : 0;
    for (const { seq, at } of stored?.queue ?? []) if (at < oldest) this._state.dropQueued(client.id, seq);
    return Readable.from((stored?.queue ?? []).map((queued) => this.packetOf(queued)));
  }

  async outgoingEnqueue(): Promise<void> {}

  // Called with each QoS 1 message as it goes out, since to aedes no session is a clean one.
  async outgoingUpdate(client: Who, packet: Packet & PublishPacket): Promise<void> {
    const queued = this._find(
      client,
      (each) => packet.brokerId === ORIGIN && each.seq === packet.brokerCounter,
    );
    if (queued !== undefined) Object.assign(queued, { messageId: packet.messageId, sent: true });
    else this._inFlightOf(client).set(packet.messageId!, packet);
  }

  async outgoingClearMessageId(client: Who, { messageId }: Packet): Promise<PublishPacket | undefined> {
    const queued = this._find(client, (each) => each.messageId !== undefined && each.messageId === messageId);
    if (queued === undefined) {
      const packet = this._inFlightOf(client).get(messageId!);
      this._inFlightOf(client).delete(messageId!);
      return packet;
    }
    this._state.dropQueued(client.id, queued.seq);
    return this.packetOf(queued);
  }

  /** Forgets what was in flight to a connection that is gone; what a stored session keeps stays. */
  forget(key: string): void {
    this._inFlight.delete(key);
  }

  createRetainedStreamCombi(): Readable {
    return Readable.from([]);
  }

  async delWill(): Promise<undefined> {
    return undefined;
  }

  streamWill(): Readable {
    return Readable.from([]);
  }

  private _inFlightOf({ id }: Who): Map<number, PublishPacket> {
    let packets = this._inFlight.get(id);
    if (packets === undefined) this._inFlight.set(id, (packets = new Map()));
    return packets;
  }

  private _find(client: Who, is: (queued: Queued) => boolean): Queued | undefined {
    return this._state.sessions.get(client.id)?.queue.find(is);
  }
}
