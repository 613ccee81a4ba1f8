// The MQTT 3.1.1 session of a device (OASIS MQTT 3.1.1, chapters 2 to 4) within the platform's limits.
// Bytes and elapsed time go in, bytes go out through a host; it has no timer, no socket and no clock.
// It outlives connections: subscriptions and unacknowledged messages are sent again on the next one.
// Memory: the QoS 1 messages under way (at most 20, 24 kB), the subscribed topics, one unfinished packet of at most
// 1,600 bytes, how the last message began, until the next tick, and the longer one that is being collected, if the host
// wants it whole.
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
  CONNACK, CONNECT, DISCONNECT, DUP, PINGREQ, PINGRESP, PUBACK_OF, PUBLISH, QOS_1, SUBACK, SUBSCRIBE,
  header, text, word,
} from "./packet.ts";

export { PIECES, SKIP, WHOLE } from "./host.ts";
export type { Done, Session, SessionHost } from "./host.ts";
export { RATE } from "./limits.ts";

interface Pending {
  /** Packet id, two bytes. */
  _id: string;
  _topic: string;
  _payload: string;
  _done: Done | undefined;
  /** How often it was sent, and how long ago the last time, ms. */
  _sends: number;
  _ageMs?: number;
}

/** A session without a connection; it sends at most `rate` messages of QoS 1 a second, RATE on the platform. */
export function createSession(host: SessionHost, rate: number): Session {
  "once";
  /** The number of the connection, 0 or less once it has ended. */
  let life = 0;
  /** Bytes of a packet that is not all here. */
  let rest: string | 0 = 0;
  /** Where the packet to be looked at begins in the bytes that are fed; beyond them all once the connection has ended. */
  let at = 0;
  // The incoming message: a short one up to its topic, which the next one may begin with too, or 0 while a long one is
  // under way; bytes before its payload; payload bytes to come; bytes of its packet id, or the id of a long one.
  let like: string | 0 = 0;
  let skip = 0;
  let left = 0;
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
  /** A packet id comes back after 65,535 others: nothing waits that long for its answer, at RATE 40 s are 200 messages. */
  let lastId = 0;
  /** Topics, so many at the head answered on this connection; so many more in the SUBSCRIBE that waits. */
  const topics: string[] = [];
  let answered = 0;
  let asked = 0;
  let askedId: string | 0 = 0;
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
    rest = payload = like = left = 0;
    at = 1e9;
    if (close) host._close();
    host._down(code);
  }

  /** Sends a PUBLISH: 0, or the code why not now. The packet id of QoS 1 stands behind the topic, which has `nameBytes`. */
  function publish(first: number, name: string, nameBytes: number, bytes: string): number {
    const lenBytes = nameBytes + bytes.length + 2 + (first & QOS_1);
    if (unsent + lenBytes > MAX_UNSENT && unsent) return E_QUEUE_FULL;
    if (first & QOS_1 ? sent1++ >= rate : sent0++ >= rate * 3) return E_RATE;
    // Most are of this length; what any packet begins with takes twice the time.
    name = (lenBytes > 127 && lenBytes < 16384 ? chr(first, lenBytes & 127 | 128, lenBytes >> 7, 0, nameBytes)
      : header(first, lenBytes, nameBytes)) + name;
    if (lenBytes > MAX_JOINED) {
      host._send(name);
      name = bytes;
    } else name += bytes;
    txMs = 0;
    unsent += lenBytes + 3;
    host._send(name);
    return 0;
  }

  /** Sends a QoS 1 message, again with DUP [MQTT-3.3.1-1]; false when it has to wait. */
  function transmit(entry: Pending): boolean {
    // What broke four connections, perhaps, is left to the next tick, which gives it up.
    if (
      entry._sends < SENDS &&
      publish(
        entry._sends ? PUBLISH | QOS_1 | DUP : PUBLISH | QOS_1, entry._topic + entry._id, entry._topic.length, entry._payload,
      )
    ) return false;
    entry._sends++;
    entry._ageMs = 0;
    return true;
  }

  /** Sends what may be sent now of the QoS 1 messages. */
  function pump(): void {
    while (live && underWay < WINDOW && queue[underWay] && transmit(queue[underWay])) underWay++;
  }

  /** Ends a message under way: acknowledged (0), or why it is given up. */
  function finish(id: string, code: number): void {
    let index = 0;
    while (index < underWay && queue[index]._id != id) index++;
    if (index == underWay) return;
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
    lastId = (lastId % 65535) + 1;
    askedId = word(lastId);
    askedMs = 0;
    const body = some.map((each) => text(each) + "\x01").join("");
    write(header(SUBSCRIBE, body.length + 2, lastId) + body);
  }

  /** Takes what does not begin like the message before: a piece of a long one, the beginning of another one, or a whole
   *  packet that is none. The interpreter reads what it skips, so that what is seldom has a function of its own. */
  function other(bytes: string): void {
    "apart";
    const size = bytes.length;
    if (left && !like) {
      const piece = bytes.substr(at, left);
      at += left;
      left = at > size ? at - size : 0;
      // Acknowledged first: a handler that fails must not bring the same message back for ever.
      if (!left && ack) write(PUBACK_OF + ack);
      if (plan == PIECES) host._piece(piece, left);
      else if (!plan) {
        // Appended in place, without a copy, to a variable that alone holds the string.
        if (payload) payload += piece;
        else payload = piece;
        if (!left) {
          const all = payload;
          payload = 0;
          host._message(topic as string, all);
        }
      }
      return;
    }
    const first = bytes.charCodeAt(at);
    let lenBytes = bytes.charCodeAt(at + 1);
    let next = at + 2;
    // Beyond the end of the bytes everything is NaN, and no comparison holds. A byte that says that another one
    // follows has made it at least as much as that one's unit.
    for (let unit = 128; lenBytes >= unit && unit < 1e8; unit *= 128) {
      lenBytes += (bytes.charCodeAt(next++) - 1) * unit;
    }
    let head = next + lenBytes;
    let wrong: boolean | number = lenBytes > MAX_CONTROL;
    let number = 0;
    if (first >> 4 == PUBLISH >> 4) {
      number = bytes.charCodeAt(next) * 256 + bytes.charCodeAt(next + 1);
      head = next + 2 + number + (first & QOS_1);
      // QoS 3 [MQTT-3.3.1-4]; QoS 2 the platform never sends; an empty topic [MQTT-4.7.3-1].
      wrong = lenBytes < 3 || lenBytes > (first & 4 ? 0 : MAX_PUBLISH * session._up) || head > next + lenBytes ||
        (number - 1) & -MAX_TOPIC_HEARD;
    }
    if (wrong) return end(E_PROTOCOL, 1);
    if (!(head <= size)) {
      rest = bytes.substr(at);
      at = size;
      return;
    }
    if (number) {
      ack = first & QOS_1;
      like = bytes.substring(at, head - ack);
      skip = head - at;
      topic = bytes.substr(next + 2, number);
      left = next + lenBytes - head;
      if (left <= MAX_UNPLANNED) return;
      at = head;
      ack = ack && bytes.substr(head - 2, 2);
      like = payload = 0;
      plan = SKIP;
      if (ack === "\0\0") end(E_PROTOCOL, 1);
      else plan = host._plan(topic, left);
      return;
    }
    at = head;
    const body = bytes.substr(next, lenBytes);
    if (!session._up) {
      // The first packet is CONNACK [MQTT-3.2.0-1]; in it: session present, return code.
      const refused = first == CONNACK && lenBytes == 2 ? body.charCodeAt(1) : 6;
      if (refused) return end(refused > 5 ? E_PROTOCOL : 350 + refused, 1);
      session._up = 1;
      live = pingMs;
      ask();
      pump();
      host._up();
    } else if (first == SUBACK && lenBytes > 2) {
      if (body.substr(0, 2) !== askedId) return;
      if (lenBytes != asked + 2) return end(E_PROTOCOL, 1);
      askedId = 0;
      for (let index = 2; index < lenBytes; index++) {
        const each = topics[answered++];
        if (body.charCodeAt(index) > 2) host._error(E_SUB_REFUSED, each);
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
      const body = "MQTT\x04" + (clean ? "\xc2" : "\xc0") + word(keepAliveSec) +
        text(clientId) + text(username) + text(password);
      write(header(CONNECT, body.length + 2, 4) + body);
    },

    _lost: end,

    _close() {
      if (session._up) write(DISCONNECT);
      end(E_CLOSED, 1);
    },

    _feed(bytes) {
      if (life <= 0) return;
      if (rest) {
        bytes = rest + bytes;
        rest = 0;
      }
      rxMs = at = 0;
      // Looked up once: on the interpreter a property costs as much as a call.
      const size = bytes.length;
      while (at < size) {
        try {
          if (like && bytes.startsWith(like, at)) {
            const next = at + skip;
            const id = ack && bytes.substr(next - 2, 2);
            if (id === "\0\0") return end(E_PROTOCOL, 1);
            if (next + left > size) {
              rest = bytes.substr(at);
              return;
            }
            at = next + left;
            // Taken first: where it can't be acknowledged all of this may end.
            const all = bytes.substr(next, left);
            if (id) {
              unsent += 4;
              host._send(PUBACK_OF + id);
            }
            host._message(topic as string, all);
            // As every broker writes it.
          } else if ((like || !left) && session._up && at + 4 <= size && bytes.startsWith(PUBACK_OF, at)) {
            at += 4;
            finish(bytes.substr(at - 2, 2), 0);
            if (queue[underWay]) pump();
          } else other(bytes);
        } catch (thrown) {
          host._error(0, thrown);
        }
      }
    },

    _drained() {
      unsent = stuckMs = 0;
      if (queue[underWay]) pump();
    },

    _publish(name, bytes, qos, done) {
      const nameBytes = name.length;
      if (nameBytes > MAX_TOPIC) return E_TOO_LARGE;
      if (!qos) return live ? publish(PUBLISH, name, nameBytes, bytes) : E_OFFLINE;
      const lenBytes = bytes.length;
      if (lenBytes > MAX_QUEUE_BYTES) return E_TOO_LARGE;
      if (queue[MAX_QUEUE - 1] || queueBytes + lenBytes > MAX_QUEUE_BYTES) return E_QUEUE_FULL;
      queueBytes += lenBytes;
      lastId = (lastId % 65535) + 1;
      queue.push({ _id: chr(lastId >> 8, lastId & 255), _topic: name, _payload: bytes, _done: done, _sends: 0 });
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
      if (like) like = topic = left = 0;
      const pinged = rxMs >= pingMs;
      rxMs += elapsedMs;
      txMs += elapsedMs;
      secondMs += elapsedMs;
      const code = unsent && (stuckMs += elapsedMs) > STUCK_MS ? E_DEAD_PEER
        : !session._up ? (rxMs > CONNACK_MS ? E_CONNACK_TIMEOUT : 0)
        : askedId && (askedMs += elapsedMs) > SUBACK_MS ? E_SUB_TIMEOUT
        : (pinged && rxMs > pingMs + PING_MS) || (pongMs && (pongMs += elapsedMs) > PONG_MS) ? E_DEAD_PEER : 0;
      if (code) return end(code, 1);
      if (secondMs > 999) secondMs = sent0 = sent1 = 0;
      for (let index = 0; index < underWay; index++) {
        const entry = queue[index];
        if ((entry._ageMs! += elapsedMs) >= RESEND_MS || entry._sends > SENDS) {
          // Perhaps the peer is gone: a PING tells before the message was sent for the last time.
          if (!pinged) rxMs = pingMs;
          if (entry._sends < SENDS) transmit(entry);
          else {
            finish(entry._id, E_NOT_ACKED);
            index--;
          }
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
