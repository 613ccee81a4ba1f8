// Incoming MQTT 3.1.1 packets from a byte stream cut anywhere (OASIS MQTT 3.1.1, chapters 2 and 3).
// Holds at most one unfinished control packet or PUBLISH header; a payload that comes in several pieces is handed on
// piece by piece, so that its length costs nothing here.
import { PUBLISH } from "./packet.ts";

/** No control packet to a device is longer: SUBACK for 8 topics has 10 bytes, 100 are generous. */
const MAX_CONTROL = 104;

/** The platform's topics have at most 128 bytes; a longer name than this is not from it. */
const MAX_TOPIC = 512;

/** Payloads of the platform have at most 256 KB. A length beyond that comes from a stream that lost its step, and
 *  would swallow everything for hours. */
const MAX_PUBLISH = 262144 + MAX_TOPIC + 4;

/** What the parser calls, in the order of the bytes. A handler may call `stop()`. */
export interface Sink {
  /** A packet other than PUBLISH; `body` has its bytes behind the fixed header. */
  _onPacket(type: number, flags: number, body: string): void;
  /** A PUBLISH begins; its payload of `lenBytes` follows through `_onPayload`, once at least. */
  _onPublish(topic: string, flags: number, packetId: number, lenBytes: number): void;
  /** The next bytes of the payload; `left` bytes are still to come, 0 with the last piece. */
  _onPayload(piece: string, left: number): void;
  /** The peer broke the protocol: nothing more is parsed. */
  _onMalformed(): void;
}

export class Parser {
  _sink: Sink;
  _rest = "";
  /** Payload bytes still to come. */
  _left = 0;
  _stopped = false;

  constructor(sink: Sink) {
    this._sink = sink;
  }

  /** Parses nothing more, also of the bytes at hand: a new connection takes a new parser. */
  stop(): void {
    this._stopped = true;
  }

  _fail(): void {
    this._stopped = true;
    this._sink._onMalformed();
  }

  /** Takes the next bytes from the peer, any number; not to be called from inside the sink. */
  feed(bytes: string): void {
    if (this._rest) bytes = this._rest + bytes;
    const end = bytes.length;
    let at = 0;
    while (at < end && !this._stopped) {
      if (this._left) {
        const piece = bytes.substr(at, this._left);
        at += piece.length;
        this._left -= piece.length;
        this._sink._onPayload(piece, this._left);
        continue;
      }
      const next = this._packet(bytes, at, end);
      if (!next) break;
      at = next;
    }
    this._rest = this._stopped || at >= end ? "" : at ? bytes.substr(at) : bytes;
  }

  /** One packet at `at`: where the next one begins, or 0 when its bytes are not all here. */
  _packet(bytes: string, at: number, end: number): number {
    const first = bytes.charCodeAt(at++);
    let length = 0;
    let unit = 1;
    let digit = 128;
    while (digit > 127) {
      if (unit > 2097152) return this._fail(), end;
      if (at >= end) return 0;
      digit = bytes.charCodeAt(at++);
      length += (digit & 127) * unit;
      unit *= 128;
    }
    if (first >> 4 != PUBLISH) {
      if (length > MAX_CONTROL) return this._fail(), end;
      if (end - at < length) return 0;
      this._sink._onPacket(first >> 4, first & 15, bytes.substr(at, length));
      return at + length;
    }
    if (end - at < 2) return length < 2 ? (this._fail(), end) : 0;
    const idBytes = first & 2;
    const topicBytes = bytes.charCodeAt(at) * 256 + bytes.charCodeAt(at + 1);
    const headBytes = 2 + topicBytes + idBytes;
    // QoS 3 [MQTT-3.3.1-4]; QoS 2 the platform never sends; an empty topic [MQTT-4.7.3-1].
    if (first & 4 || headBytes > length || length > MAX_PUBLISH || !topicBytes || topicBytes > MAX_TOPIC) {
      return this._fail(), end;
    }
    if (end - at < headBytes) return 0;
    const id = idBytes ? bytes.charCodeAt(at + headBytes - 2) * 256 + bytes.charCodeAt(at + headBytes - 1) : 0;
    if (idBytes && !id) return this._fail(), end;
    const topic = bytes.substr(at + 2, topicBytes);
    at += headBytes;
    this._left = length - headBytes;
    this._sink._onPublish(topic, first & 15, id, this._left);
    if (!this._left && !this._stopped) this._sink._onPayload("", 0);
    return at;
  }
}
