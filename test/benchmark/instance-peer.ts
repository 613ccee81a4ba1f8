// A device as a load generator has it: a TLS socket, packets made beforehand, and a parser that reads no more
// than where a packet ends and what it is [MQTT-2.2]. The same code runs against both targets.

import { once } from "node:events";
import * as tls from "node:tls";
import * as mqtt from "mqtt-packet";
import { login } from "../instance/fixture.ts";
import { connectPacket } from "../instance/raw-client.ts";
import type { TargetReady } from "./instance-target.ts";

export type Topic = "echo" | "post";

const PAYLOADS: Record<Topic, string> = {
  echo: "x".repeat(100),
  post:
    '{"id":"1234","version":"1.0","params":{"count":1234,"temperature":23.5},' +
    '"method":"thing.event.property.post"}',
};
const MESSAGE_ID = 7;

export class Peer {
  private readonly _connect: Buffer;
  private readonly _subscribe: Buffer;
  private readonly _messages: Record<Topic, Buffer[]>;
  private _socket: tls.TLSSocket | undefined;
  private _rest: Buffer | undefined;
  private _missing = 0;
  private _done: () => void = () => undefined;
  private _fail: (error: Error) => void = () => undefined;

  constructor(device: TargetReady["devices"][number]) {
    const { productKey, deviceName } = device;
    const options = { ...login({ ...device, active: true, enabled: true, tokens: [] }), keepalive: 1200 };
    this._connect = mqtt.generate(connectPacket(options));
    const post = `/sys/${productKey}/${deviceName}/thing/event/property/post`;
    const topics: Record<Topic, string> = { echo: `/${productKey}/${deviceName}/user/echo`, post };
    this._subscribe = mqtt.generate({
      cmd: "subscribe",
      messageId: 1,
      subscriptions: [topics.echo, `${post}_reply`].map((topic) => ({ topic, qos: 1 })),
    });
    const messageOf = (topic: Topic, qos: 0 | 1) =>
      mqtt.generate({
        cmd: "publish",
        topic: topics[topic],
        payload: PAYLOADS[topic],
        qos,
        messageId: MESSAGE_ID,
        dup: false,
        retain: false,
      });
    this._messages = {
      echo: [messageOf("echo", 0), messageOf("echo", 1)],
      post: [messageOf("post", 0), messageOf("post", 1)],
    };
  }

  /** Opens TLS and MQTT; returns the session for the next time. Fails unless CONNACK says 0. */
  async connect(port: number, ca: string, session?: Buffer): Promise<Buffer | undefined> {
    const socket = tls.connect({ host: "127.0.0.1", port, ca, servername: "localhost", session });
    let fresh: Buffer | undefined;
    socket.on("session", (given) => (fresh = given));
    socket.setNoDelay(true);
    socket.on("error", (error) => this._fail(error));
    socket.on("close", () => this._fail(new Error("closed by the target")));
    await once(socket, "secureConnect");
    if (session !== undefined && !socket.isSessionReused()) throw new Error("TLS session not resumed");
    this._socket = socket;
    socket.on("data", (chunk: Buffer) => this._take(chunk));
    await this._ask(this._connect, 1);
    return fresh;
  }

  /** Subscribes to what comes back. */
  async subscribe(): Promise<void> {
    await this._ask(this._subscribe, 1);
  }

  /** Sends a message; resolves when it, or its answer, is back and, with QoS 1, it is acknowledged. */
  send(topic: Topic, qos: 0 | 1): Promise<void> {
    return this._ask(this._messages[topic][qos], 1 + qos);
  }

  /** Ends the connection without a word. */
  async drop(): Promise<void> {
    const socket = this._socket!;
    this._fail = () => undefined;
    socket.removeAllListeners("data");
    socket.destroy();
    await once(socket, "close");
  }

  private _ask(bytes: Buffer, answers: number): Promise<void> {
    return new Promise((done, fail) => {
      this._missing = answers;
      this._done = done;
      this._fail = fail;
      this._socket!.write(bytes);
    });
  }

  private _take(chunk: Buffer): void {
    let bytes = this._rest === undefined ? chunk : Buffer.concat([this._rest, chunk]);
    this._rest = undefined;
    for (;;) {
      if (bytes.length < 2) break;
      const isLong = bytes[1] > 127;
      if (isLong && bytes.length < 3) break;
      const head = isLong ? 3 : 2;
      const length = head + (isLong ? (bytes[1] & 127) + bytes[2] * 128 : bytes[1]);
      if (bytes.length < length) break;
      this._handle(bytes, head);
      bytes = bytes.subarray(length);
    }
    if (bytes.length > 0) this._rest = bytes;
  }

  private _handle(bytes: Buffer, head: number): void {
    const kind = bytes[0] >> 4;
    if (kind === 2 && bytes[head + 1] !== 0) return this._fail(new Error(`CONNACK ${bytes[head + 1]}`));
    const isRefused = kind === 9 && bytes.subarray(head + 2, head + 4).includes(0x80);
    if (isRefused) return this._fail(new Error("SUBACK 0x80"));
    if (kind === 3 && (bytes[0] & 6) === 2) {
      const id = head + 2 + bytes.readUInt16BE(head);
      this._socket!.write(Buffer.from([0x40, 2, bytes[id], bytes[id + 1]]));
    }
    if (--this._missing === 0) this._done();
  }
}
