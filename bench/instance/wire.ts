// The way between a socket and the broker: cuts the incoming bytes into whole MQTT packets [MQTT-2.2] and
// hands them over one by one, so that a rule about a packet (topics of one SUBSCRIBE) can be kept. Behind
// CONNECT it holds back what follows until the login is judged, because the broker would already act on it.
// Outgoing bytes pass unchanged, one write a packet.

import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import type { Secure, Transport } from "./gate.ts";
import { PACKET_MAX_BYTES } from "./limits.ts";

// How long a peer that does not read may keep its end of a closed connection.
const LINGER_MS = 2_000;

export class Wire extends Duplex {
  readonly socket: Socket;
  readonly transport: Transport;
  /** Undefined on plain TCP. */
  readonly secure: Secure | undefined;
  private _parts: Buffer[] = [];
  private _size = 0;
  private _need = 0;
  private _handed = 0;
  private _open = false;
  private _held: (Buffer | null)[] = [];

  /** `socket` is connected; the wire owns it from now on. */
  constructor(socket: Socket, secure?: Secure) {
    super({ readableObjectMode: true, readableHighWaterMark: 16 });
    this.socket = socket;
    this.transport = secure === undefined ? "plain" : "tls";
    this.secure = secure;
    socket.on("data", (chunk: Buffer) => this._take(chunk));
    socket.on("end", () => this._hand(null));
    socket.on("error", () => this.destroy());
    socket.on("close", () => this.destroy());
  }

  /** True once a whole packet was received. */
  get heard(): boolean {
    return this._handed > 0;
  }

  /** Lets the packets behind CONNECT through. */
  open(): void {
    this._open = true;
    for (const packet of this._held.splice(0)) this.push(packet);
    this.socket.resume();
  }

  /** Writes a packet with what else goes out in this turn: each write is a TLS record and a system call. */
  writeSoon(packet: Buffer): void {
    this.cork();
    this.write(packet);
    setImmediate(() => this.uncork());
  }

  /** Hands what was written soon to the socket, at once. */
  flush(): void {
    while (this.writableCorked > 0) this.uncork();
  }

  override _read(): void {
    if (this._open || this._handed === 0) this.socket.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.socket.write(chunk, done);
  }

  override _writev(
    chunks: { chunk: Buffer | string; encoding: BufferEncoding }[],
    done: (error?: Error | null) => void,
  ): void {
    const bytes = chunks.map(({ chunk, encoding }) =>
      typeof chunk === "string" ? Buffer.from(chunk, encoding) : chunk,
    );
    this.socket.write(Buffer.concat(bytes), done);
  }

  override _final(done: () => void): void {
    this.socket.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.socket.destroySoon();
    const timer = setTimeout(() => this.socket.destroy(), LINGER_MS);
    timer.unref();
    this.socket.once("close", () => clearTimeout(timer));
    done(error);
  }

  private _take(chunk: Buffer): void {
    this._parts.push(chunk);
    this._size += chunk.length;
    while (this._size > 0) {
      if (this._need === 0) {
        if (this._parts[0].length < 5 && this._parts.length > 1) this._parts = [Buffer.concat(this._parts)];
        this._need = packetBytes(this._parts[0]);
        if (this._need === 0) return;
        if (this._need < 0 || this._need > PACKET_MAX_BYTES)
          return void this.destroy(new Error("packet too long"));
      }
      if (this._size < this._need) return;
      const all = this._parts.length === 1 ? this._parts[0] : Buffer.concat(this._parts);
      const isWhole = all.length === this._need;
      const packet = isWhole ? all : all.subarray(0, this._need);
      this._parts = isWhole ? [] : [all.subarray(this._need)];
      this._size -= this._need;
      this._need = 0;
      this._hand(packet);
    }
  }

  private _hand(packet: Buffer | null): void {
    if (this.destroyed) return;
    if (this._open || this._handed === 0) {
      if (!this.push(packet)) this.socket.pause();
    } else {
      this._held.push(packet);
      this.socket.pause();
    }
    if (packet !== null) this._handed++;
  }
}

/** Kinds of packets by the high half of their first byte [MQTT-2.2.1]. */
export const PUBLISH = 3;
export const PUBACK = 4;
export const SUBSCRIBE = 8;
export const PINGREQ = 12;
export const DISCONNECT = 14;

// Length of the packet that begins in `head`: 0 when its length is not all there yet, -1 when it is malformed
// [MQTT-2.2.3].
function packetBytes(head: Buffer): number {
  let length = 0;
  for (let i = 1; i < 5; i++) {
    if (i >= head.length) return 0;
    length += (head[i] & 0x7f) << (7 * (i - 1));
    if (head[i] < 0x80) return 1 + i + length;
  }
  return -1;
}
