// The platform in virtual time: a network whose only host judges logins as the local instance does (by its
// own gate, on a state in a temporary folder) and answers MQTT at once. What it does wrong on purpose are
// switches. It keeps no socket and waits for nothing, so that an hour of a device passes in a moment.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as mqtt from "mqtt-packet";
import type { VirtualClock } from "../../bench/board/virtual-clock.ts";
import { ConnectFailure, type Net, REFUSED, type Stream } from "../../bench/board/net.ts";
import { type Admission, Gate, type Refusal } from "../../bench/instance/gate.ts";
import { drawn } from "../../bench/instance/names.ts";
import { Registry } from "../../bench/instance/registry.ts";
import { State, keyOf } from "../../bench/instance/state.ts";

const NETWORK_US = 5000;
const PUSH_US = 50000;
const REGISTRATION_OPEN_US = 15000000;

/** A CONNECT and how it was answered. */
export interface Seen {
  /** Seconds of the clock. */
  at: number;
  clientId: string;
  username: string;
  password: string;
  keepalive: number;
  clean: boolean;
  code: number;
  reason?: string;
  auth?: Admission["auth"];
}

export interface Message {
  topic: string;
  payload: string;
  /** The payload as it was. */
  bytes: Buffer;
  qos: number;
  dup: boolean;
}

/** One connection, seen from the board as its stream. */
class Connection implements Stream {
  /** TLS is taken as done; without it the board would do its own. */
  secured = true;
  onChange: () => void = () => {};
  admission: Admission | undefined;
  readonly topics = new Set<string>();
  isOpen = true;
  /** The handshake of TLS is over: before, nothing can be sent. */
  isReady = true;
  private inbox: Buffer[] = [];
  private ended = false;
  private readonly platform: Platform;
  private readonly parser = mqtt.parser({ protocolVersion: 4 });

  constructor(platform: Platform) {
    this.platform = platform;
    this.parser.on("packet", (packet) => platform.take(this, packet));
  }

  read(most: number): Buffer | undefined {
    const first = this.inbox.shift();
    if (!first) return this.ended ? undefined : Buffer.alloc(0);
    if (first.length > most) this.inbox.unshift(first.subarray(most));
    return first.subarray(0, most);
  }

  write(bytes: Buffer): number | undefined {
    if (this.ended) return undefined;
    if (!this.isReady) return 0;
    if (!this.platform.isDeaf) this.parser.parse(Buffer.from(bytes));
    return bytes.length;
  }

  close(): void {
    this.isOpen = false;
  }

  abandon(): void {
    this.isOpen = false;
  }

  send(packet: mqtt.Packet): void {
    this.platform.answer(packet, (what, afterMs = 0) => {
      this.sendBytes(Buffer.isBuffer(what) ? what : mqtt.generate(what, { protocolVersion: 4 }), afterMs);
    });
  }

  sendBytes(bytes: Buffer, afterMs = 0): void {
    this.platform.clock.wake(NETWORK_US + afterMs * 1000, () => {
      if (this.ended || this.platform.isDeaf) return;
      this.inbox.push(bytes);
      this.onChange();
    });
  }

  /** The peer ends it, once what was sent before has arrived. */
  end(): void {
    this.platform.clock.wake(NETWORK_US, () => {
      this.ended = true;
      this.isOpen = false;
      this.onChange();
    });
  }
}

export class Platform implements Net {
  readonly clock: VirtualClock;
  readonly state: State;
  readonly registry: Registry;
  /** Times of all connections, seconds. */
  readonly connects: number[] = [];
  readonly seen: Seen[] = [];
  readonly published: Message[] = [];
  /** What the network does with a connect. */
  road: "open" | "no host" | "refused" | "cut" | "closed after login" | "no TLS yet" = "open";
  /** Nothing is heard and nothing said any more, on any connection. */
  isDeaf = false;
  /** CONNACK code in place of the gate's, for all clients or for some. */
  connack: number | undefined | ((clientId: string) => number | undefined);
  /** Called before a registration is answered; false: no push. */
  beforePush: () => boolean | void = () => {};
  /** In place of what is pushed. */
  push: { topic: string; payload: string | Buffer } | undefined;
  /** Sent in place of anything else, when a login arrives. */
  greeting: string | undefined;
  acknowledges = true;
  /** What it takes all links for. */
  transport: "tls" | "plain" = "tls";
  /** What goes out in place of a packet, and how much later; the packet itself at once unless a test says else. */
  answer: (packet: mqtt.Packet, send: (what: mqtt.Packet | Buffer, afterMs?: number) => void) => void =
    (packet, send) => send(packet);
  /** SUBACK code of a topic. */
  grant: (topic: string) => number = () => 1;
  /** The reply to a report, or undefined for none. */
  postReply: (id: string) => object | undefined = (id) => ({ code: 200, data: {}, id, message: "success" });
  /** The answer to a question for the time, or undefined for none. */
  time: () => string | undefined = () => JSON.stringify({
    deviceSendTime: "0", serverRecvTime: `${this.nowMs}`, serverSendTime: `${this.nowMs}`,
  });
  private readonly dir = mkdtempSync(join(tmpdir(), "linkino-platform-"));
  private gate: Gate;
  private connections: Connection[] = [];
  private lastId = 0;
  private isClosed = false;

  constructor(clock: VirtualClock, kind: "old" | "new" = "new", strict = false, secrets = drawn) {
    this.clock = clock;
    this.state = new State(this.dir);
    this.registry = new Registry(this.state, true);
    const time = { now: () => this.nowMs, after: () => () => {} };
    this.gate = new Gate(this.state, { kind, strict, limits: true, secrets }, time);
  }

  get nowMs(): number {
    return Math.floor(this.clock.nowUs() / 1000);
  }

  get online(): Connection | undefined {
    return this.connections.find((each) => each.isOpen && each.admission && !each.admission.push);
  }

  /** The messages on topics that end so, parsed. */
  reports(suffix = "/thing/event/property/post"): any[] {
    const found = this.published.filter(({ topic }) => topic.endsWith(suffix));
    return found.map(({ payload }) => JSON.parse(payload));
  }

  /** Connections that neither side has closed. */
  get openConnections(): number {
    return this.connections.filter((each) => each.isOpen).length;
  }

  /** The most connects in any minute. */
  get busiestMinute(): number {
    const from = (at: number): number => this.connects.filter((each) => each >= at && each < at + 60).length;
    return Math.max(0, ...this.connects.map(from));
  }

  connect(): Stream & { secured?: boolean } {
    this.connects.push(this.nowMs / 1000);
    if (this.road === "no host") throw new ConnectFailure(0);
    if (this.road === "refused") throw new ConnectFailure(REFUSED);
    const connection = new Connection(this);
    connection.secured = this.road !== "no TLS yet";
    if (this.road === "cut") {
      connection.isReady = false;
      connection.end();
    }
    // A closed one would keep the board alive that had it.
    this.connections = this.connections.filter(({ isOpen }) => isOpen);
    this.connections.push(connection);
    return connection;
  }

  /** Sends to the device that is online. */
  send(topic: string, payload: string | Buffer | object, qos: 0 | 1 = 1, messageId = ++this.lastId): void {
    const text = typeof payload === "string" || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload);
    this.online!.send({ cmd: "publish", topic, payload: text, qos, dup: false, retain: false, messageId });
  }

  /** Closes what is open without a word, as for a twin. */
  cut(): void {
    for (const each of this.connections.filter(({ isOpen }) => isOpen)) each.end();
  }

  take(from: Connection, packet: mqtt.Packet): void {
    if (packet.cmd === "connect") this.login(from, packet);
    else if (packet.cmd === "subscribe") {
      const topics = packet.subscriptions.map(({ topic }) => topic);
      const granted = topics.map((topic) => this.grant(topic));
      topics.forEach((topic, at) => granted[at]! < 3 && from.topics.add(topic));
      if (this.acknowledges) from.send({ cmd: "suback", messageId: packet.messageId!, granted });
    } else if (packet.cmd === "publish") this.publish(from, packet);
    else if (packet.cmd === "pingreq") from.send({ cmd: "pingresp" });
    else if (packet.cmd === "disconnect") from.end();
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    void this.state.close();
    rmSync(this.dir, { recursive: true, force: true });
  }

  private login(from: Connection, packet: mqtt.IConnectPacket): void {
    if (this.greeting !== undefined) return from.sendBytes(Buffer.from(this.greeting));
    const { clientId, username = "", keepalive = 0, clean = true } = packet;
    const password = String(packet.password ?? "");
    const at = this.nowMs / 1000;
    const claim = { clientId, username, password, keepaliveSec: keepalive, transport: this.transport };
    const told = typeof this.connack === "function" ? this.connack(clientId) : this.connack;
    const verdict: Admission | Refusal = told === undefined
      ? this.gate.judge(claim)
      : { code: told as 3, reason: "as told" };
    const { code } = verdict;
    this.seen.push({
      at, clientId, username, password, keepalive, clean, code,
      ...("reason" in verdict ? { reason: verdict.reason } : { auth: verdict.auth }),
    });
    if (this.road === "closed after login") return from.end();
    from.send({ cmd: "connack", returnCode: code, sessionPresent: false });
    if (code !== 0) return from.end();
    const admission = verdict as Admission;
    const key = keyOf(admission.productKey, admission.deviceName);
    if (!admission.push) {
      // The platform throws the older of two twins off.
      const older = this.connections.filter((each) => each.isOpen && each.admission && !each.admission.push &&
        keyOf(each.admission.productKey, each.admission.deviceName) === key);
      for (const each of older) each.end();
    }
    from.admission = admission;
    if (!admission.push) return;
    this.clock.wake(REGISTRATION_OPEN_US, () => from.isOpen && from.end());
    this.clock.wake(PUSH_US, () => {
      if (this.beforePush() === false) return;
      const { topic, payload } = this.push ?? admission.push!;
      from.send({ cmd: "publish", topic, payload, qos: 0, dup: false, retain: false });
    });
  }

  private publish(from: Connection, packet: mqtt.IPublishPacket): void {
    const { topic, qos, dup } = packet;
    const bytes = Buffer.from(packet.payload);
    const payload = bytes.toString();
    this.published.push({ topic, payload, bytes, qos, dup });
    if (qos === 1 && this.acknowledges) from.send({ cmd: "puback", messageId: packet.messageId });
    const time = /^\/ext\/ntp\/.*\/request$/.test(topic) ? this.time() : undefined;
    if (time !== undefined) this.send(topic.replace(/request$/, "response"), time, 0);
    if (!topic.endsWith("/thing/event/property/post")) return;
    const reply = this.postReply(String(JSON.parse(payload).id));
    if (reply) this.send(`${topic}_reply`, reply, 0);
  }
}
