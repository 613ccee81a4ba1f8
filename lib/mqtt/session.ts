// The MQTT 3.1.1 session of a device (OASIS MQTT 3.1.1, chapters 2 to 4) within the platform's limits.
// Bytes and elapsed time go in, bytes go out through a host; it has no timer, no socket and no clock.
// It outlives connections: subscriptions and unacknowledged messages are sent again on the next one.
// Memory: the QoS 1 messages under way (at most 20, 24 kB), the subscribed topics, one unfinished header or control
// packet, and the message that is being collected, if the host wants it whole.
import { chr, min } from "../short.ts";
import {
  E_CLOSED, E_CONNACK_TIMEOUT, E_DEAD_PEER, E_NOT_ACKED, E_OFFLINE, E_PROTOCOL, E_QUEUE_FULL, E_RATE,
  E_SUB_REFUSED, E_SUB_TIMEOUT, E_TOO_LARGE,
} from "../codes.ts";
import { PIECES, SKIP, WHOLE } from "./host.ts";
import type { Done, Session, SessionHost } from "./host.ts";
import {
  CONNACK_MS, MAX_CONTROL, MAX_JOINED, MAX_PUBLISH, MAX_QUEUE, MAX_QUEUE_BYTES, MAX_TOPIC, MAX_TOPIC_HEARD,
  MAX_UNPLANNED, MAX_UNSENT, PING_MS, PONG_MS, RESEND_MS, SENDS, STUCK_MS, SUBACK_MS, TOPICS_A_PACKET, WINDOW,
} from "./limits.ts";
import {
  CONNACK, CONNECT, DISCONNECT, DUP, PINGREQ, PINGRESP, PUBACK, PUBACK_OF, PUBLISH, QOS_1, SUBACK, SUBSCRIBE,
  header, text, word,
} from "./packet.ts";

export { PIECES, SKIP, WHOLE } from "./host.ts";
export type { Done, Session, SessionHost } from "./host.ts";
export { RATE } from "./limits.ts";

interface Pending {
  _id: number;
  _topic: string;
  _payload: string;
  _done: Done | undefined;
  /** How often it was sent, and how long ago the last time, ms. */
  _sends: number;
  _ageMs: number;
}

/** A session without a connection; it sends at most `rate` messages of QoS 1 a second, RATE on the platform. */
export function createSession(host: SessionHost, rate: number): Session {
  "once";
  /** The number of the connection, 0 or less once it has ended. */
  let life = 0;
  /** Bytes of a packet that is not all here. */
  let rest: string | 0 = 0;
  // The incoming message under way: payload bytes still to come, or -1; the packet id to acknowledge it with.
  let left = -1;
  let ack: string | number = 0;
  let plan = WHOLE;
  let topic: string | 0 = 0;
  let payload: string | 0 = 0;
  /** Messages may be sent. */
  let live = 0;
  let pingMs = 0;
  let rxMs = 0;
  let txMs = 0;
  /** Since when a PINGRESP is owed, ms, or 0. */
  let pongMs = 0;
  /** Bytes in the stream, and since when they have been there without an end. */
  let unsent = 0;
  let stuckMs = 0;
  // Messages by QoS in the present second.
  let sent0 = 0;
  let sent1 = 0;
  let secondMs = 0;
  /** QoS 1 messages, so many at the head under way, and the bytes of all. */
  const queue: Pending[] = [];
  let underWay = 0;
  let queueBytes = 0;
  let lastId = 0;
  /** Topics, so many at the head answered on this connection; so many more in the SUBSCRIBE that waits. */
  const topics: string[] = [];
  let answered = 0;
  let asked = 0;
  let askedId = 0;
  let askedMs = 0;

  function write(bytes: string): void {
    txMs = 0;
    unsent += bytes.length;
    host._send(bytes);
  }

  function end(code: number, close?: number): void {
    if (life <= 0) return;
    life = -life;
    session._up = live = underWay = askedId = 0;
    left = -1;
    rest = payload = 0;
    if (close) host._close();
    host._down(code);
  }

  /** A packet id. It comes back after 65,535 others: nothing waits that long for its answer, at RATE 40 s are
   *  200 messages. */
  function newId(): number {
    return (lastId = (lastId % 65535) + 1);
  }

  /** Sends a PUBLISH, of QoS 1 with a packet id: 0, or the code why not now. */
  function publish(first: number, name: string, id: number, bytes: string): number {
    const lenBytes = name.length + bytes.length + (id ? 4 : 2);
    if (unsent && unsent + lenBytes > MAX_UNSENT) return E_QUEUE_FULL;
    if (id ? sent1++ >= rate : sent0++ >= rate * 3) return E_RATE;
    // Its length has one byte: the platform's topics have at most 128.
    name = header(first, lenBytes) + chr(0, name.length) + name;
    if (id) name += word(id);
    if (lenBytes > MAX_JOINED) {
      write(name);
      write(bytes);
    } else write(name + bytes);
    return 0;
  }

  /** Sends a QoS 1 message, again with DUP [MQTT-3.3.1-1]; false when it has to wait. */
  function transmit(entry: Pending): boolean {
    // What broke four connections, perhaps, is left to the next tick, which gives it up.
    if (
      entry._sends < SENDS &&
      publish(entry._sends ? PUBLISH | QOS_1 | DUP : PUBLISH | QOS_1, entry._topic, entry._id, entry._payload)
    ) return false;
    entry._sends++;
    entry._ageMs = 0;
    return true;
  }

  /** Sends what may be sent now of the QoS 1 messages. */
  function pump(): void {
    while (live && underWay < WINDOW && underWay < queue.length && transmit(queue[underWay])) underWay++;
  }

  function finish(index: number, code: number): void {
    const entry = queue.splice(index, 1)[0];
    underWay--;
    queueBytes -= entry._payload.length;
    try {
      if (entry._done) entry._done(code);
      else if (code) host._error(code, entry._topic);
    } catch (thrown) {
      host._error(0, thrown);
    }
  }

  /** Asks for the next topics, once the answer for those before them is here. */
  function ask(): void {
    if (!live || askedId || answered >= topics.length) return;
    const some = topics.slice(answered, answered + TOPICS_A_PACKET);
    asked = some.length;
    askedId = newId();
    askedMs = 0;
    const body = word(askedId) + some.map((each) => text(each) + "\x01").join("");
    write(header(SUBSCRIBE, body.length) + body);
  }

  /** A whole packet other than PUBLISH; the first two bytes of its body make `id`. */
  function control(first: number, id: number, body: string): void {
    const lenBytes = body.length;
    if (!session._up) {
      // The first packet is CONNACK [MQTT-3.2.0-1]; in it: session present, return code.
      const refused = first == CONNACK && lenBytes == 2 ? id & 255 : 6;
      if (refused) return end(refused > 5 ? E_PROTOCOL : 350 + refused, 1);
      session._up = 1;
      live = pingMs ? 1 : 0;
      ask();
      pump();
      host._up();
    } else if (first == PUBACK && lenBytes == 2) {
      let index = 0;
      while (index < underWay && queue[index]._id != id) index++;
      if (index < underWay) finish(index, 0);
      pump();
    } else if (first == SUBACK && lenBytes > 2) {
      if (id != askedId) return;
      if (lenBytes != asked + 2) return end(E_PROTOCOL, 1);
      askedId = 0;
      for (let at = 2; at < lenBytes; at++) {
        const each = topics[answered++];
        if (body.charCodeAt(at) > 2) host._error(E_SUB_REFUSED, each);
      }
      ask();
    } else if (first != PINGRESP || lenBytes) end(E_PROTOCOL, 1);
    else pongMs = 0;
  }

  const session: Session = {
    _up: 0,

    _open(clientId, username, password, keepAliveSec, clean) {
      life = 1 - life;
      pingMs = min(keepAliveSec * 500, 60000);
      rxMs = pongMs = unsent = stuckMs = answered = 0;
      const body = "\0\x04MQTT\x04" + (clean ? "\xc2" : "\xc0") + word(keepAliveSec) +
        text(clientId) + text(username) + text(password);
      write(header(CONNECT, body.length) + body);
    },

    _lost: end,

    _close() {
      if (session._up) write(DISCONNECT);
      end(E_CLOSED, 1);
    },

    _feed(bytes) {
      const mine = life;
      if (mine <= 0) return;
      if (rest) bytes = rest + bytes;
      rest = 0;
      rxMs = 0;
      let at = 0;
      // Looked up once: on the interpreter a property costs as much as a call.
      const size = bytes.length;
      // A handler may close, and open again.
      while (life == mine && at < size) {
        try {
          if (left < 0) {
            const first = bytes.charCodeAt(at);
            let digit = bytes.charCodeAt(at + 1);
            let lenBytes = digit & 127;
            let next = at + 2;
            for (let bits = 7; digit > 127 && bits < 28; bits += 7) {
              digit = bytes.charCodeAt(next++);
              lenBytes += (digit & 127) << bits;
            }
            // Beyond the end of the bytes everything is NaN, and no comparison holds.
            const number = bytes.charCodeAt(next) * 256 + bytes.charCodeAt(next + 1);
            const idBytes = first & QOS_1;
            const message = first >> 4 == PUBLISH >> 4;
            const head = next + (message ? 2 + number + idBytes : lenBytes);
            // QoS 3 [MQTT-3.3.1-4]; QoS 2 the platform never sends; an empty topic [MQTT-4.7.3-1].
            if (
              next <= size && (digit > 127 || (message
                ? !session._up || first & 4 || lenBytes < 3 || lenBytes > MAX_PUBLISH || head > next + lenBytes ||
                  number < 1 || number > MAX_TOPIC_HEARD
                : lenBytes > MAX_CONTROL))
            ) end(E_PROTOCOL, 1);
            else if (!(head <= size)) {
              rest = bytes.substr(at);
              return;
            } else {
              at = head;
              if (message) {
                left = next + lenBytes - head;
                topic = bytes.substr(next + 2, number);
                ack = idBytes && bytes.substr(head - idBytes, idBytes);
                payload = 0;
                plan = left > MAX_UNPLANNED ? SKIP : WHOLE;
                if (idBytes && ack == "\0\0") end(E_PROTOCOL, 1);
                else if (plan) plan = host._plan(topic, left);
              } else control(first, number, bytes.substr(next, lenBytes));
            }
          }
          if (left >= 0) {
            const piece = bytes.substr(at, left);
            const more = at + left > size ? at + left - size : 0;
            at += left - more;
            left = more || -1;
            // Acknowledged first: a handler that fails must not bring the same message back for ever.
            if (!more && ack) write(PUBACK_OF + ack);
            if (plan == PIECES) {
              if (piece) host._piece(piece, more);
            } else if (plan == WHOLE) {
              // Appended in place, without a copy, to a variable that alone holds the string.
              if (payload) payload += piece;
              else payload = piece;
              if (!more) {
                host._message(topic as string, payload);
                topic = payload = 0;
              }
            }
          }
        } catch (thrown) {
          host._error(0, thrown);
        }
      }
    },

    _drained() {
      unsent = stuckMs = 0;
      pump();
    },

    _publish(name, bytes, qos, done) {
      if (name.length > MAX_TOPIC || (qos && bytes.length > MAX_QUEUE_BYTES)) return E_TOO_LARGE;
      if (!qos) return live ? publish(PUBLISH, name, 0, bytes) : E_OFFLINE;
      if (queue.length >= MAX_QUEUE || queueBytes + bytes.length > MAX_QUEUE_BYTES) return E_QUEUE_FULL;
      queueBytes += bytes.length;
      queue.push({ _id: newId(), _topic: name, _payload: bytes, _done: done, _sends: 0, _ageMs: 0 });
      pump();
      return 0;
    },

    _subscribe(wanted) {
      wanted.forEach((each) => {
        if (topics.indexOf(each) < 0) topics.push(each);
      });
      ask();
    },

    _tick(elapsedMs) {
      if (life <= 0) return;
      const pinged = rxMs >= pingMs;
      rxMs += elapsedMs;
      txMs += elapsedMs;
      secondMs += elapsedMs;
      let code = 0;
      if (!session._up) code = rxMs > CONNACK_MS ? E_CONNACK_TIMEOUT : 0;
      else if (askedId && (askedMs += elapsedMs) > SUBACK_MS) code = E_SUB_TIMEOUT;
      else if (pinged && rxMs > pingMs + PING_MS) code = E_DEAD_PEER;
      else if (pongMs && (pongMs += elapsedMs) > PONG_MS) code = E_DEAD_PEER;
      if (unsent && (stuckMs += elapsedMs) > STUCK_MS) code = E_DEAD_PEER;
      if (code) return end(code, 1);
      if (secondMs > 999) secondMs = sent0 = sent1 = 0;
      for (let index = 0; index < underWay; index++) {
        const entry = queue[index];
        if ((entry._ageMs += elapsedMs) >= RESEND_MS || entry._sends > SENDS) {
          // Perhaps the peer is gone: a PING tells before the message was sent for the last time.
          if (!pinged) rxMs = pingMs;
          if (entry._sends < SENDS) transmit(entry);
          else finish(index--, E_NOT_ACKED);
        }
      }
      pump();
      if (live && !pinged && (rxMs >= pingMs || txMs >= pingMs)) {
        rxMs = pingMs;
        pongMs = pongMs || 1;
        write(PINGREQ);
      }
    },
  };
  return session;
}
