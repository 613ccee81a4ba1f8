// MQTT on aedes, bent to the platform (help: MQTT specification; Limits). aedes does packets,
// acknowledgements, take-over of a session and what is in flight; it routes nothing: what a device publishes
// ends at the platform, and what goes to a device is addressed to it alone. This file follows a connection
// from its CONNECT to its end.

import type { Socket } from "node:net";
import { Aedes, type AuthenticateError, type Client, type ConnectPacket, type PublishPacket } from "aedes";
import { parseUsername } from "./client-id.ts";
import type { Admission, Connect, Gate, Refusal, Secure } from "./gate.ts";
import { KEEPALIVE_CHECK_MS, REGISTRATION_OPEN_MS } from "./limits.ts";
import { type EndReason, Session } from "./session.ts";
import { keyOf } from "./state.ts";
import { Store } from "./store.ts";
import type { Owner } from "./topics.ts";
import { type Delivery, type Live, messageOf, Traffic, type TrafficHub } from "./traffic.ts";
import { DISCONNECT, PINGREQ, PUBACK, PUBLISH, SUBSCRIBE, Wire } from "./wire.ts";

/** What the broker needs from the rest of the instance. */
export interface Hub extends TrafficHub {
  gate: Gate;
  /** How often silent connections are looked for, milliseconds. */
  keepaliveCheckMs?: number;
}

// What resets the keepalive.
const HEARD = [PUBLISH, PUBACK, SUBSCRIBE, PINGREQ];

// What a device publishes ends at the platform: there is nothing to route, and no one to tell of it. The next
// packet is read when the answer to this one is out.
class Unrouted extends Aedes {
  override publish(_packet: object, client: unknown, done?: (error?: Error) => void): void {
    const then = typeof client === "function" ? client : done;
    if (then !== undefined) setImmediate(then as () => void);
  }
}

// aedes hands messages around inside by this; here they go nowhere.
const later = (_subject: unknown, _listener?: unknown, done?: () => void) =>
  void (done && setImmediate(done));
const NO_ROUTES = {
  on: later,
  removeListener: later,
  emit: (_packet: unknown, done?: () => void) => later(undefined, undefined, done),
  close: (done: () => void) => later(undefined, undefined, done),
};

export class Broker {
  private readonly _hub: Hub;
  private readonly _store: Store;
  private readonly _traffic: Traffic;
  private readonly _aedes: Aedes;
  private readonly _wires = new Set<Wire>();
  private readonly _live = new Map<Client, Live>();
  private readonly _online = new Map<string, Live>();
  private readonly _refusals = new WeakMap<Client, Refusal>();
  private _strangers = 0;
  private _stopCheck: () => void = () => undefined;

  private constructor(hub: Hub) {
    this._hub = hub;
    this._store = new Store(hub.state, hub.clock, hub.limits);
    this._traffic = new Traffic(hub, this._store);
    this._aedes = new Unrouted({
      mq: NO_ROUTES,
      persistence: this._store,
      maxClientsIdLength: 65_535,
      queueLimit: 1000,
      preConnect: (client, packet, done) => void this._meet(client, packet).then(() => done(null, true)),
      authenticate: (client, _username, _password, done) => this._answer(client, done),
      authorizeSubscribe: (client, subscription, done) => {
        void this._traffic
          .subscribe(this._live.get(client)!, subscription)
          .then((granted) => done(null, granted), done);
      },
      authorizePublish: (client, packet, done) => {
        try {
          this._traffic.publish(this._live.get(client!)!, packet);
          done(null);
        } catch (error) {
          done(error as Error);
        }
      },
    });
    const events = this._aedes;
    events.on("client", (client) => this._take(client));
    events.on("clientReady", (client) => this._begin(client));
    events.on("unsubscribe", (filters, client) => {
      for (const filter of filters) this._live.get(client)?.session.filters.delete(filter);
    });
    events.on("ack", (packet, client) => {
      const live = this._live.get(client);
      if (live === undefined || packet === undefined) return;
      this._hub.report("puback", live.session.admission, { topic: (packet as PublishPacket).topic });
    });
    events.on("clientError", (client) => this._end(this._live.get(client), "protocol"));
    events.on("clientDisconnect", (client) => this._leave(client));
  }

  /** Starts a broker; it has no listener of its own. */
  static async start(hub: Hub): Promise<Broker> {
    const broker = new Broker(hub);
    await broker._aedes.listen();
    broker._checkLater();
    return broker;
  }

  /** Takes a connected socket. */
  accept(socket: Socket, secure?: Secure): void {
    const wire = new Wire(socket, secure);
    const client = this._aedes.handle(wire);
    this._wires.add(wire);
    wire.once("close", () => {
      this._wires.delete(wire);
      this._leave(client);
      // What a client does that does not trust our certificate.
      if (!wire.heard) this._hub.report("broken", {}, { reason: "closed before CONNECT" });
    });
    // Behind aedes' own listener: a packet is seen here when aedes reads it, just before aedes handles it.
    wire.on("data", (packet: Buffer) => this._look(client, packet));
  }

  /**
   * Sends a message to one device, or keeps it for the device, as its session asks. Fails when it cannot be
   * stored.
   */
  deliver(owner: Owner, topic: string, payload: Buffer, qos: 0 | 1): Delivery {
    return this._traffic.deliver(this._find(owner), owner, topic, payload, qos);
  }

  /** True while the device has a connection. */
  isOnline(owner: Owner): boolean {
    return this._find(owner) !== undefined;
  }

  /** The bitmap `ext` of the device's login, and the address of this machine that it came to; undefined while offline. */
  linkOf(owner: Owner): { ext: number; host: string } | undefined {
    const live = this._find(owner);
    const host = live?.wire.socket.localAddress?.replace(/^::ffff:/, "") ?? "";
    return live && { ext: live.session.admission.ext, host };
  }

  /** Cuts the connection of a device, if it has one. */
  cut(owner: Owner, reason: EndReason): void {
    this._close(this._find(owner), reason);
  }

  /** Cuts all connections and stops. */
  async close(): Promise<void> {
    this._stopCheck();
    for (const live of this._live.values()) this._end(live, "instance closing");
    await new Promise<void>((resolve) => this._aedes.close(resolve));
    for (const wire of this._wires) wire.destroy();
  }

  private _find(owner: Owner): Live | undefined {
    return this._online.get(keyOf(owner.productKey, owner.deviceName));
  }

  // Before anything else of a CONNECT: judge it, and rewrite it so that aedes keeps one session a device,
  // runs no keepalive of its own, and knows no will. To aedes no session is clean, so that it tells the store
  // of every message in flight; what a clean session means is decided here.
  private async _meet(client: Client, packet: ConnectPacket): Promise<void> {
    const wire = client.conn as Wire;
    const { keepalive = 0, username = "", password, will } = packet;
    const verdict = await this._judge(packet, {
      clientId: packet.clientId,
      username,
      password: password?.toString() ?? "",
      keepaliveSec: keepalive,
      transport: wire.transport,
      psk: wire.secure?.psk,
    });
    const clean = packet.clean === true || (verdict.code === 0 && verdict.push !== undefined);
    Object.assign(packet, {
      keepalive: 0,
      will: undefined,
      clean: false,
      clientId: `stranger ${++this._strangers}`,
    });
    if (verdict.code !== 0) {
      this._refusals.set(client, verdict);
      this._hub.report("refused", parseUsername(username) ?? {}, verdict);
      return;
    }
    const session = new Session(
      verdict,
      { clean, keepaliveSec: keepalive },
      this._hub.limits,
      this._hub.clock,
    );
    if (!session.registers) packet.clientId = session.key;
    if (will !== undefined) this._hub.report("ignored", verdict, { what: "will" });
    if (!wire.destroyed) this._live.set(client, { session, client, wire, held: [] });
  }

  private async _judge(packet: ConnectPacket, connect: Connect): Promise<Admission | Refusal> {
    const { state, gate } = this._hub;
    // MQTT 5 is offered on some instances only; this one is not among them. aedes answers it with code 1 by
    // itself.
    if ((packet.protocolVersion as number) > 4) return { code: 1, reason: "protocol version" };
    try {
      const verdict = gate.judge(connect);
      if (verdict.code !== 0) return verdict;
      const key = keyOf(verdict.productKey, verdict.deviceName);
      if (verdict.push === undefined && packet.clean) state.dropSession(key);
      else if (verdict.push === undefined) state.keepSession(key, verdict.ss);
      await state.sync();
      return verdict;
    } catch (error) {
      return { code: 3, reason: (error as Error).message };
    }
  }

  private _answer(
    client: Client,
    done: (error: AuthenticateError | null, success: boolean | null) => void,
  ): void {
    const refusal = this._refusals.get(client);
    if (refusal !== undefined) {
      return done(
        Object.assign(new Error(refusal.reason), { returnCode: refusal.code }) as AuthenticateError,
        false,
      );
    }
    const live = this._live.get(client);
    if (live === undefined) return;
    const { session, wire } = live;
    const twin = session.registers ? undefined : this._online.get(session.key);
    if (twin !== undefined) {
      this._end(twin, "kicked");
      this._hub.report("kick", session.admission, {});
    }
    // CONNACK and the push of a registration travel in one piece: the hardest case a device has to take.
    if (session.registers) wire.cork();
    done(null, true);
  }

  // The last step before CONNACK: from here on the session counts, and its end is told.
  private _take(client: Client): void {
    const live = this._live.get(client);
    if (live === undefined) return;
    const { session, wire } = live;
    session.connected = true;
    session.lastHeard = this._hub.clock.now();
    if (session.registers) return;
    this._online.set(session.key, live);
    const { auth, id, ss } = session.admission;
    const { secure, transport } = wire;
    const details = { auth, clientId: id, clean: session.clean, ss, transport };
    const how = secure && { ...secure, psk: secure.psk !== undefined };
    this._hub.report("connect", session.admission, { ...details, ...how });
  }

  private _begin(client: Client): void {
    const live = this._live.get(client);
    if (live === undefined) return;
    const { session, wire, held } = live;
    session.ready = true;
    wire.open();
    for (const send of held.splice(0)) send();
    const { push, auth } = session.admission;
    if (push === undefined) return;
    client.publish(messageOf(push.topic, Buffer.from(push.payload), 0), () => {
      wire.uncork();
      this._hub.report("registered", session.admission, { kind: auth });
    });
    const cancel = this._hub.clock.after(REGISTRATION_OPEN_MS, () => this._close(live, "registered"));
    wire.once("close", cancel);
  }

  private _look(client: Client, packet: Buffer): void {
    const live = this._live.get(client);
    const kind = packet[0] >> 4;
    live?.session.beginPacket(packet.length, HEARD.includes(kind));
    if (kind === DISCONNECT) this._end(live, "client");
  }

  private _leave(client: Client): void {
    const live = this._live.get(client);
    if (live === undefined) return;
    const { session } = live;
    this._live.delete(client);
    if (this._online.get(session.key) === live) {
      this._online.delete(session.key);
      this._store.forget(session.key);
    }
    const { auth } = session.admission;
    if (session.connected)
      this._hub.report("disconnect", session.admission, { auth, reason: session.endReason });
  }

  // The first reason counts: what follows it is only its consequence.
  private _end(live: Live | undefined, reason: EndReason): void {
    if (live?.session.endReason === "closed") live.session.endReason = reason;
  }

  private _close(live: Live | undefined, reason: EndReason): void {
    this._end(live, reason);
    live?.wire.flush();
    live?.client.close();
  }

  private _checkLater(): void {
    this._stopCheck = this._hub.clock.after(this._hub.keepaliveCheckMs ?? KEEPALIVE_CHECK_MS, () => {
      for (const live of [...this._online.values()])
        if (live.session.isSilent()) this._close(live, "keepalive");
      this._checkLater();
    });
  }
}
