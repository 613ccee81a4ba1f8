// A scripted peer: the host of a session and the platform behind it, in one object without time of its own.
// What the session sends is read by an independent codec; what it is told is kept in order.
import assert from "node:assert/strict";
import { parser as newParser } from "mqtt-packet";
import type { IPublishPacket, ISubscribePacket, Packet, Parser } from "mqtt-packet";
import { E_CLOSED } from "../../../lib/codes.ts";
import { RATE, WHOLE, createSession } from "../../../lib/mqtt/session.ts";
import type { Session, SessionHost } from "../../../lib/mqtt/session.ts";
import { bytesOf } from "./codec.ts";

/** What the session told its host. */
export type Told =
  | ["up"] | ["down", number] | ["message", string, string] | ["error", number, unknown]
  | ["plan", string, number] | ["piece", string, number] | ["close"];

export class Peer implements SessionHost {
  session: Session;
  /** What the session sent since the last `take`, on all connections. */
  sent: Packet[] = [];
  /** The same of all connections, with the time of each. */
  history: { atMs: number; packet: Packet }[] = [];
  told: Told[] = [];
  nowMs = 0;
  connects = 0;
  /** The stream says that all was sent as soon as it gets something. */
  drains = true;
  /** It answers pings while time passes: alive, though it may not acknowledge. */
  pongs = false;
  /** Bytes that the stream has and has not sent. */
  unsentBytes = 0;
  /** What the handlers do besides being kept. */
  inUp = (): void => {};
  inDown = (_code: number): void => {};
  inMessage = (_topic: string, _payload: string): void => {};
  inError = (_code: number): void => {};
  inPlan = (_topic: string, _lenBytes: number): number => WHOLE;
  inPiece = (_piece: string, _left: number): void => {};

  #open = false;
  #busy = false;
  #parser: Parser = newParser({ protocolVersion: 4 });

  /** With its session, which sends `rate` messages of QoS 1 a second. */
  constructor(rate = RATE) {
    this.session = createSession(this, rate);
  }

  _send(bytes: string): void {
    assert.ok(this.#open, "sent without a connection");
    for (const char of bytes) assert.ok(char.charCodeAt(0) < 256, "sent a character that is no byte");
    this.unsentBytes += bytes.length;
    this.#parser.parse(Buffer.from(bytes, "latin1"));
  }

  _close(): void {
    assert.ok(this.#open, "closed twice");
    this.#open = false;
    this.told.push(["close"]);
  }

  _up(): void {
    this.told.push(["up"]);
    this.inUp();
  }

  _down(code: number): void {
    this.told.push(["down", code]);
    this.#open = false;
    this.inDown(code);
  }

  _message(topic: string, payload: string): void {
    this.told.push(["message", topic, payload]);
    this.inMessage(topic, payload);
  }

  _error(code: number, detail: unknown): void {
    this.told.push(["error", code, detail]);
    this.inError(code);
  }

  _plan(topic: string, lenBytes: number): number {
    this.told.push(["plan", topic, lenBytes]);
    return this.inPlan(topic, lenBytes);
  }

  _piece(piece: string, left: number): void {
    this.told.push(["piece", piece, left]);
    this.inPiece(piece, left);
  }

  /** Makes a connection and lets the session log in. */
  open(keepAliveSec = 300, clean = true): void {
    this.connects++;
    this.#open = true;
    this.unsentBytes = 0;
    const parser = newParser({ protocolVersion: 4 });
    parser.on("packet", (packet) => {
      this.sent.push(packet);
      this.history.push({ atMs: this.nowMs, packet });
    });
    parser.on("error", (error) => {
      throw error;
    });
    this.#parser = parser;
    this.session._open("c", "d&p", "AB12", keepAliveSec, clean);
    this.#settle();
  }

  /** Connects, accepts the login and answers what comes with it; what was told by then is forgotten. */
  connect(keepAliveSec = 300): void {
    this.open(keepAliveSec);
    this.give({ cmd: "connack", returnCode: 0, sessionPresent: false });
    this.answer();
    this.told = [];
  }

  /** The connection breaks. */
  lose(code = E_CLOSED): void {
    this.#open = false;
    this.session._lost(code);
  }

  /** Gives packets to the session, in one segment. */
  give(...packets: Packet[]): void {
    this.feed(packets.map(bytesOf).join(""));
  }

  /** Gives bytes to the session. */
  feed(bytes: string): void {
    assert.ok(!this.#busy, "fed from inside a handler");
    this.#busy = true;
    try {
      this.session._feed(bytes);
    } finally {
      this.#busy = false;
    }
    this.#settle();
  }

  /** Time passes, in steps of `stepMs`. */
  pass(ms: number, stepMs = 1000): void {
    for (let left = ms; left > 0; left -= stepMs) {
      const elapsedMs = Math.min(left, stepMs);
      this.nowMs += elapsedMs;
      this.session._tick(elapsedMs);
      this.#settle();
      if (this.pongs && this.sent.at(-1)?.cmd == "pingreq") this.give({ cmd: "pingresp" });
    }
  }

  #settle(): void {
    if (this.drains && this.#open) this.drain();
  }

  /** The stream has sent everything. */
  drain(): void {
    while (this.unsentBytes > 0) {
      this.unsentBytes = 0;
      this.session._drained();
    }
  }

  /** What was sent since the last call. */
  take(): Packet[] {
    this.#settle();
    return this.sent.splice(0);
  }

  /** The PUBLISH packets among what was sent since the last call. */
  takePublishes(): IPublishPacket[] {
    return this.take().filter((packet) => packet.cmd == "publish");
  }

  /** What was told since the last call. */
  hear(): Told[] {
    return this.told.splice(0);
  }

  /** Answers all that was sent as the platform does, until nothing more comes; returns it. */
  answer(): Packet[] {
    const all: Packet[] = [];
    for (let sent = this.take(); sent.length > 0; sent = this.take()) {
      all.push(...sent);
      const answers = sent.flatMap((packet) => replyTo(packet));
      if (answers.length > 0) this.give(...answers);
    }
    return all;
  }
}

/** What the platform answers to a packet; CONNECT is left to the test. */
export function replyTo(packet: Packet): Packet[] {
  const messageId = packet.messageId as number;
  switch (packet.cmd) {
    case "subscribe":
      return [{
        cmd: "suback", messageId, granted: (packet as ISubscribePacket).subscriptions.map(({ qos }) => qos),
      }];
    case "unsubscribe":
      return [{ cmd: "unsuback", messageId } as Packet];
    case "pingreq":
      return [{ cmd: "pingresp" }];
    case "publish":
      return packet.qos ? [{ cmd: "puback", messageId }] : [];
    default:
      return [];
  }
}

/** A message from the platform. */
export function message(topic: string, payload: string, qos: 0 | 1 = 0, messageId = 1): IPublishPacket {
  return {
    cmd: "publish", topic, payload: Buffer.from(payload, "latin1"), qos, dup: false, retain: false,
    ...(qos ? { messageId } : {}),
  };
}
