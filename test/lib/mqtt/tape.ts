// The lightest host of a session: it writes down what the session sends, byte by byte, and what it tells.
import { PIECES, WHOLE, createSession } from "../../../lib/mqtt/session.ts";
import type { SessionHost } from "../../../lib/mqtt/session.ts";
import type { Told } from "./peer.ts";

/** What a session tells its host, and how messages end. */
export type Heard = Told | ["done", number];

/** CONNACK 0. */
export const ACCEPTED = "\x20\x02\0\0";

export class Tape implements SessionHost {
  session = createSession(this, Infinity);
  /** Bytes that were sent since they were last taken. */
  written = "";
  heard: Heard[] = [];
  /** What large messages are taken as. */
  plan = WHOLE;

  _send(bytes: string): void {
    this.written += bytes;
  }

  _close(): void {
    this.heard.push(["close"]);
  }

  _up(): void {
    this.heard.push(["up"]);
  }

  _down(code: number): void {
    this.heard.push(["down", code]);
  }

  _message(topic: string, payload: string): void {
    this.heard.push(["message", topic, payload]);
  }

  _plan(topic: string, lenBytes: number): number {
    this.heard.push(["plan", topic, lenBytes]);
    return this.plan;
  }

  _piece(piece: string, left: number): void {
    const last = this.heard.at(-1);
    // Pieces are told as one, whatever they were cut into.
    const before = this.plan == PIECES && last?.[0] == "piece" ? last[1] : "";
    if (before) this.heard.pop();
    this.heard.push(["piece", before + piece, left]);
  }

  _error(code: number, detail: unknown): void {
    this.heard.push(["error", code, detail]);
  }

  /** Sends CONNECT. */
  open(keepAliveSec = 300): void {
    this.session._open("c", "d&p", "AB12", keepAliveSec, true);
    this.clear();
  }

  /** Opens and is accepted; what was sent and told by then is forgotten. */
  connect(keepAliveSec = 300): void {
    this.open(keepAliveSec);
    this.session._feed(ACCEPTED);
    this.clear();
  }

  /** Publishes with QoS 1, and tells how it ends. */
  publish(topic: string, payload: string): number {
    return this.session._publish(topic, payload, 1, (code) => this.heard.push(["done", code]));
  }

  /** Publishes, acknowledged at once, until the next packet id is `id`. */
  advance(id: number): void {
    for (let next = 1; next < id; next++) {
      this.session._publish("t", "", 1);
      this.session._feed("\x40\x02" + String.fromCharCode(next >> 8, next & 255));
      this.session._drained();
    }
    this.clear();
  }

  /** Forgets what was sent and told; all that was sent is on its way. */
  clear(): void {
    this.session._drained();
    this.take();
    this.heard = [];
  }

  /** What was sent since the last call. */
  take(): string {
    const taken = this.written;
    this.written = "";
    return taken;
  }

  /** Feeds bytes in pieces that end at these places, and at the end. */
  feed(bytes: string, ...cuts: number[]): void {
    let from = 0;
    for (const cut of [...cuts, bytes.length]) {
      this.session._feed(bytes.slice(from, cut));
      from = cut;
    }
  }
}
