// The MQTT 3.1.1 session of a device (OASIS MQTT 3.1.1, chapters 3 and 4) within the platform's limits
// (protocol notes of Alibaba Cloud IoT: 8 topics a SUBSCRIBE, 10 QoS 1 and 30 QoS 0 messages a second).
// Bytes and elapsed time go in, bytes go out through a host; it has no timer, no socket and no clock.
// It outlives connections: subscriptions and unacknowledged messages are sent again on the next one.
// Memory: the QoS 1 messages under way (bounded by `maxQueue` and `maxQueueBytes`) and the subscribed topics.
import {
  E_CLOSED, E_CONNACK_TIMEOUT, E_DEAD_PEER, E_NOT_ACKED, E_OFFLINE, E_PROTOCOL, E_QUEUE_FULL, E_RATE,
  E_SUB_REFUSED, E_SUB_TIMEOUT, E_TOO_LARGE,
} from "../codes.ts";
import {
  CONNACK, DISCONNECT, PINGREQ, PINGRESP, PUBACK, SUBACK, UNSUBACK, connect, puback, publish, subscribe, unsubscribe,
} from "./packet.ts";
import { Parser } from "./parser.ts";

const TOPICS_A_PACKET = 8;
const CONNACK_MS = 20000;
const SUBACK_MS = 20000;
const PING_MS = 15000;
const STUCK_MS = 60000;
const RESEND_MS = 10000;
const SENDS = 4;

/** What a session needs from outside, and what it tells. */
export interface SessionHost {
  /** Sends bytes to the peer, in order. */
  send(bytes: string): void;
  /** Closes the connection; `lost` need not be called for it any more. */
  close(): void;
  /** The login was accepted (CONNACK 0); the subscriptions are on their way. */
  onUp(): void;
  /** The connection ended: a code of 350 to 355 is the CONNACK code plus 350. */
  onDown(code: number): void;
  /** A whole message, QoS 0 or 1. */
  onMessage(topic: string, payload: string): void;
  /** Something failed without ending the connection; `detail` is a topic or an exception. */
  onError(code: number, detail: unknown): void;
  /** Only where large messages are taken in pieces: true takes this one so. */
  onLarge?(topic: string, lenBytes: number): boolean;
  /** The pieces of a message that `onLarge` took; `left` bytes are still to come. */
  onPiece?(piece: string, left: number): void;
}

/** How a message ended: 0 when the platform acknowledged it, or a code. */
export type Done = (code: number) => void;

interface Pending {
  _id: number;
  _head: string;
  _payload: string;
  _done: Done | undefined;
  /** Milliseconds since it was sent last, or -1 when it still waits. */
  _ageMs: number;
  _sends: number;
}

export class Session {
  /** The login was accepted and the connection stands. */
  up = false;
  /** The largest whole message that is taken, bytes. */
  maxMessage = 24576;
  /** The most messages of QoS 1, and their payload bytes, that wait for their acknowledgement. */
  maxQueue = 20;
  maxQueueBytes = 24576;
  /** The most QoS 1 messages under way at once. */
  window = 5;
  /** QoS 1 messages a second, and as many in a burst; QoS 0 twice and four times that; 0 = no limit.
   *  A second and a burst together are the platform's limit, so that no window of one second exceeds it. */
  rate = 5;
  /** The most bytes that may wait in the stream: beyond them QoS 0 is refused and QoS 1 waits. */
  maxUnsent = 8192;

  _host: SessionHost;
  _parser!: Parser;
  _open = false;
  _bare = false;
  /** Up, and not for a registration alone. */
  _live = false;
  _nextId = 0;
  _queue: Pending[] = [];
  _queueBytes = 0;
  _subs: { [topic: string]: number } = {};
  _asked: { _id: number; _topics: string[]; _ageMs: number }[] = [];
  _pingMs = 60000;
  _quietRxMs = 0;
  _quietTxMs = 0;
  _pinged = false;
  _unsent = 0;
  _stuckMs = 0;
  // Messages by QoS: what counts against the rate, and what went out since the last tick. The latter is counted from
  // the tick on, since nobody knows how early in between it went out.
  _level = [0, 0];
  _fresh = [0, 0];
  // The incoming message under way.
  _topic = "";
  _payload = "";
  _flags = 0;
  _id = 0;
  _mode = 0;

  constructor(host: SessionHost) {
    this._host = host;
  }

  /** Sends CONNECT on a connection just made. A PING goes out after a quiet half of `keepAliveSec`, 60 s at most.
   *  0 is for a registration: no keepalive, and nothing but the login is sent. */
  open(clientId: string, username: string, password: string, keepAliveSec: number, clean: boolean): void {
    // A handler of the last connection may be what calls this: its parser stays stopped.
    this._parser = new Parser(this);
    this._open = true;
    this._bare = !keepAliveSec;
    this._pinged = false;
    this._quietRxMs = this._unsent = this._stuckMs = 0;
    this._pingMs = keepAliveSec ? Math.min(keepAliveSec * 500, 60000) : 60000;
    this._write(connect(clientId, username, password, keepAliveSec, clean));
  }

  /** The connection is gone; `code` says why. Messages and subscriptions wait for the next one. */
  lost(code: number): void {
    this._end(code, true);
  }

  /** Says goodbye and closes: the platform then sends no will and keeps no half-open connection. */
  close(): void {
    if (this.up) this._write(DISCONNECT);
    this._end(E_CLOSED);
  }

  _end(code: number, gone?: boolean): void {
    if (!this._open) return;
    this._open = this.up = this._live = false;
    this._parser.stop();
    this._payload = "";
    this._asked = [];
    for (let i = 0; i < this._queue.length; i++) this._queue[i]._ageMs = -1;
    if (!gone) this._host.close();
    this._host.onDown(code);
  }

  _write(bytes: string): void {
    this._quietTxMs = 0;
    this._unsent += bytes.length;
    this._host.send(bytes);
  }

  /** The stream has sent all it was given. */
  drained(): void {
    this._unsent = this._stuckMs = 0;
    this._pump();
  }

  _full(payload: string): boolean {
    return this._unsent > 0 && this._unsent + payload.length > this.maxUnsent;
  }

  _rated(qos: number): boolean {
    return this.rate > 0 && this._level[qos] + this._fresh[qos] >= (qos ? this.rate : this.rate * 4);
  }

  /** Takes bytes from the peer; not to be called from inside a handler. */
  feed(bytes: string): void {
    if (!this._open) return;
    this._quietRxMs = 0;
    this._pinged = false;
    this._parser.feed(bytes);
  }

  _packetId(): number {
    for (;;) {
      this._nextId = this._nextId % 65535 + 1;
      const id = this._nextId;
      if (!this._queue.some((entry) => entry._id == id) && !this._asked.some((entry) => entry._id == id)) return id;
    }
  }

  /** Publishes a message: 0, or the code why it was not taken. QoS 0 goes at once or not at all; QoS 1 waits for
   *  its turn, also while offline, and `done` is called once with 0 or a code. */
  publish(topic: string, payload: string, qos: number, done?: Done): number {
    if (topic.length > 128) return E_TOO_LARGE;
    if (qos) {
      if (payload.length > this.maxQueueBytes) return E_TOO_LARGE;
      if (this._queue.length >= this.maxQueue || this._queueBytes + payload.length > this.maxQueueBytes) {
        return E_QUEUE_FULL;
      }
      const id = this._packetId();
      this._queueBytes += payload.length;
      this._queue.push({
        _id: id, _head: publish(topic, 1, id, payload.length), _payload: payload, _done: done, _ageMs: -1, _sends: 0,
      });
      this._pump();
      return 0;
    }
    if (!this._live) return E_OFFLINE;
    if (this._full(payload)) return E_QUEUE_FULL;
    if (this._rated(0)) return E_RATE;
    this._fresh[0]++;
    this._write(publish(topic, 0, 0, payload.length));
    if (payload) this._write(payload);
    return 0;
  }

  /** Sends what may be sent now of the QoS 1 messages. */
  _pump(): void {
    for (let i = 0; this._live && i < this._queue.length && i < this.window; i++) {
      const entry = this._queue[i];
      if (entry._ageMs >= 0 || entry._sends >= SENDS) continue;
      if (this._full(entry._payload) || this._rated(1)) return;
      this._fresh[1]++;
      entry._ageMs = 0;
      // DUP on every repetition [MQTT-3.3.1-1].
      if (entry._sends++) entry._head = "\x3a" + entry._head.substr(1);
      this._write(entry._head);
      if (entry._payload) this._write(entry._payload);
    }
  }

  _finish(index: number, code: number): void {
    const entry = this._queue[index];
    this._queue.splice(index, 1);
    this._queueBytes -= entry._payload.length;
    try {
      if (entry._done) entry._done(code);
    } catch (thrown) {
      this._host.onError(0, thrown);
    }
  }

  /** Subscribes now and after every reconnect; a refusal comes as E_SUB_REFUSED with the topic. */
  subscribe(topics: string[], qos: number): void {
    for (let i = 0; i < topics.length; i++) this._subs[topics[i]] = qos;
    if (this._live) this._ask(topics, qos);
  }

  /** Unsubscribes. */
  unsubscribe(topic: string): void {
    delete this._subs[topic];
    if (this._live) this._write(unsubscribe(this._packetId(), topic));
  }

  _ask(topics: string[], qos: number): void {
    for (let i = 0; i < topics.length; i += TOPICS_A_PACKET) {
      const some = topics.slice(i, i + TOPICS_A_PACKET);
      const id = this._packetId();
      this._asked.push({ _id: id, _topics: some, _ageMs: 0 });
      this._write(subscribe(id, some, qos));
    }
  }

  /** Time passes: `elapsedMs` since the last call, about once a second. */
  tick(elapsedMs: number): void {
    if (!this._open) return;
    this._quietRxMs += elapsedMs;
    this._quietTxMs += elapsedMs;
    if (this._unsent) this._stuckMs += elapsedMs;
    if (this._stuckMs > STUCK_MS) return this._end(E_DEAD_PEER);
    if (!this.up) {
      if (this._quietRxMs > CONNACK_MS) this._end(E_CONNACK_TIMEOUT);
      return;
    }
    for (let i = 0; i < this._asked.length; i++) {
      this._asked[i]._ageMs += elapsedMs;
      if (this._asked[i]._ageMs > SUBACK_MS) return this._end(E_SUB_TIMEOUT);
    }
    for (let qos = 0; qos < 2; qos++) {
      this._level[qos] = Math.max(0, this._level[qos] - this.rate * (2 - qos) * elapsedMs / 1000);
    }
    for (let i = 0; i < this._queue.length; i++) {
      const entry = this._queue[i];
      if (entry._ageMs >= 0 && (entry._ageMs += elapsedMs) >= RESEND_MS) {
        entry._ageMs = -1;
        // Perhaps the peer is gone: a PING tells before the message was sent for the last time.
        if (!this._pinged) this._quietRxMs = this._pingMs;
      }
      // Also what was sent on connections that broke at once: perhaps it is what broke them.
      if (entry._ageMs < 0 && entry._sends >= SENDS) this._finish(i--, E_NOT_ACKED);
    }
    this._pump();
    for (let qos = 0; qos < 2; qos++) {
      this._level[qos] += this._fresh[qos];
      this._fresh[qos] = 0;
    }
    // A handler may have closed.
    if (!this.up) return;
    if (this._pinged) {
      if (this._quietRxMs > this._pingMs + PING_MS) this._end(E_DEAD_PEER);
    } else if (this._quietRxMs >= this._pingMs || this._quietTxMs >= this._pingMs) {
      this._pinged = true;
      this._quietRxMs = this._pingMs;
      this._write(PINGREQ);
    }
  }

  // What the parser found.

  _onMalformed(): void {
    this._end(E_PROTOCOL);
  }

  _onPacket(type: number, flags: number, body: string): void {
    // Reserved flags [MQTT-2.2.2-2].
    if (flags) return this._end(E_PROTOCOL);
    const id = body.charCodeAt(0) * 256 + body.charCodeAt(1);
    if (!this.up) {
      // The first packet is CONNACK [MQTT-3.2.0-1]; body: session present, return code.
      if (type != CONNACK || body.length != 2) return this._end(E_PROTOCOL);
      const code = body.charCodeAt(1);
      if (code) return this._end(code > 5 ? E_PROTOCOL : 350 + code);
      this.up = true;
      this._live = !this._bare;
      const topics = Object.keys(this._subs);
      for (let qos = 0; qos < 2 && this._live; qos++) this._ask(topics.filter((topic) => this._subs[topic] == qos), qos);
      try {
        this._host.onUp();
      } catch (thrown) {
        this._host.onError(0, thrown);
      }
      this._pump();
    } else if (type == PUBACK && body.length == 2) {
      const index = this._queue.findIndex((entry) => entry._id == id && entry._sends > 0);
      if (index >= 0) this._finish(index, 0);
      this._pump();
    } else if (type == SUBACK && body.length > 2) {
      const index = this._asked.findIndex((entry) => entry._id == id);
      if (index < 0) return;
      const topics = this._asked[index]._topics;
      if (body.length != topics.length + 2) return this._end(E_PROTOCOL);
      this._asked.splice(index, 1);
      for (let i = 0; i < topics.length; i++) {
        if (body.charCodeAt(i + 2) > 2) this._host.onError(E_SUB_REFUSED, topics[i]);
      }
    } else if (type != PINGRESP && type != UNSUBACK) this._end(E_PROTOCOL);
  }

  _onPublish(topic: string, flags: number, id: number, lenBytes: number): void {
    if (!this.up) return this._end(E_PROTOCOL);
    this._topic = topic;
    this._flags = flags;
    this._id = id;
    // 0 collect, 1 hand on in pieces, 2 skip.
    this._mode = 0;
    if (this._host.onLarge && this._host.onLarge(topic, lenBytes)) this._mode = 1;
    else if (lenBytes > this.maxMessage) {
      this._mode = 2;
      this._host.onError(E_TOO_LARGE, topic);
    }
  }

  _onPayload(piece: string, left: number): void {
    if (!this._mode) piece = this._payload = this._payload ? this._payload + piece : piece;
    // Acknowledged first: a handler that fails must not bring the same message back for ever.
    if (!left) {
      this._payload = "";
      if (this._flags & 2) this._write(puback(this._id));
    }
    try {
      if (this._mode == 1) (this._host.onPiece as (piece: string, left: number) => void)(piece, left);
      else if (!left && !this._mode) this._host.onMessage(this._topic, piece);
    } catch (thrown) {
      this._host.onError(0, thrown);
    }
  }
}
