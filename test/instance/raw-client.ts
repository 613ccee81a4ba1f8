// An independent MQTT peer made of mqtt-packet and a TLS socket: it sends what it is told, right or wrong,
// and keeps what comes back in order, so that a test can look at single packets.

import { once } from "node:events";
import * as net from "node:net";
import * as tls from "node:tls";
import * as mqtt from "mqtt-packet";
import { later } from "./fixture.ts";

/** The parts of a CONNECT. */
export interface RawOptions {
  clientId?: string;
  username?: string;
  password?: string;
  keepalive?: number;
  clean?: boolean;
  protocolVersion?: 3 | 4 | 5;
  will?: { topic: string; payload: string; qos?: 0 | 1; retain?: boolean };
}

/** Where an instance is reached. */
export interface Doors {
  port: number;
  caPem: string;
  plainPort?: number;
}

const PATIENCE_MS = 15_000;

export class RawClient {
  readonly socket: net.Socket;
  /** Resolves when the connection is gone. */
  readonly closed: Promise<void>;
  isClosed = false;
  /** Chunks as they came from TLS. */
  readonly chunks: Buffer[] = [];
  private readonly _packets: mqtt.Packet[] = [];
  private _wake: () => void = () => undefined;
  private _id = 0;

  private constructor(socket: net.Socket) {
    this.socket = socket;
    const parser = mqtt.parser({ protocolVersion: 4 });
    parser.on("packet", (packet) => {
      this._packets.push(packet);
      this._wake();
    });
    socket.on("data", (chunk: Buffer) => {
      this.chunks.push(chunk);
      parser.parse(chunk);
    });
    socket.on("error", () => socket.destroy());
    this.closed = new Promise((resolve) =>
      socket.on("close", () => {
        this.isClosed = true;
        this._wake();
        resolve();
      }),
    );
    later(() => void socket.destroy());
  }

  /** Opens TLS with the instance's root and its name checked. */
  static async open(instance: Doors, options: tls.ConnectionOptions = {}): Promise<RawClient> {
    const socket = tls.connect({
      host: "127.0.0.1",
      port: instance.port,
      ca: instance.caPem,
      servername: "localhost",
      ...options,
    });
    await once(socket, "secureConnect");
    return new RawClient(socket);
  }

  /** Opens plain TCP. */
  static async openPlain(instance: Doors): Promise<RawClient> {
    const socket = net.connect(instance.plainPort!, "127.0.0.1");
    await once(socket, "connect");
    return new RawClient(socket);
  }

  /**
   * Opens TLS, sends CONNECT and returns the client and the code of CONNACK; a code of -1: closed without
   * one.
   */
  static async connect(
    instance: Doors,
    options: RawOptions,
  ): Promise<{ client: RawClient; code: number; present: boolean }> {
    const client = await RawClient.open(instance);
    return { client, ...(await client.connect(options)) };
  }

  /** Sends CONNECT and waits for the answer. */
  async connect(options: RawOptions): Promise<{ code: number; present: boolean }> {
    this.send(connectPacket(options));
    const connack = await this.next("connack").catch(() => undefined);
    return { code: connack?.returnCode ?? -1, present: connack?.sessionPresent ?? false };
  }

  /** Sends packets, all in one segment. */
  send(...packets: mqtt.Packet[]): void {
    this.socket.write(Buffer.concat(packets.map((packet) => mqtt.generate(packet, { protocolVersion: 4 }))));
  }

  /** Subscribes and returns the codes of SUBACK. */
  async subscribe(...topics: string[]): Promise<number[]> {
    return this.subscribeQos(1, ...topics);
  }

  async subscribeQos(qos: 0 | 1 | 2, ...topics: string[]): Promise<number[]> {
    this.send({
      cmd: "subscribe",
      messageId: ++this._id,
      subscriptions: topics.map((topic) => ({ topic, qos })),
    });
    return (await this.next("suback")).granted as number[];
  }

  async unsubscribe(...topics: string[]): Promise<void> {
    this.send({ cmd: "unsubscribe", messageId: ++this._id, unsubscriptions: topics });
    await this.next("unsuback");
  }

  /** A PUBLISH; QoS 1 gets a fresh id. */
  message(
    topic: string,
    payload: string | Buffer,
    qos: 0 | 1 | 2 = 0,
    more: object = {},
  ): mqtt.IPublishPacket {
    return {
      cmd: "publish",
      topic,
      payload,
      qos,
      dup: false,
      retain: false,
      ...(qos > 0 && { messageId: ++this._id }),
      ...more,
    };
  }

  /** Publishes; with QoS 1 waits for PUBACK. */
  async publish(topic: string, payload: string | Buffer, qos: 0 | 1 = 0): Promise<void> {
    this.send(this.message(topic, payload, qos));
    if (qos === 1) await this.next("puback");
  }

  /** Sends PINGREQ and waits for the answer, twice: what was sent before is handled and answered by then. */
  async ping(): Promise<void> {
    for (let i = 0; i < 2; i++) {
      this.send({ cmd: "pingreq" });
      // The first may overtake an answer that goes out in the same turn; the second is sent in a later one.
      await this.next("pingresp");
    }
  }

  /** Acknowledges a QoS 1 message. */
  ack(packet: mqtt.IPublishPacket): void {
    this.send({ cmd: "puback", messageId: packet.messageId });
  }

  /**
   * The next packet of this kind; packets of other kinds before it stay for later. Fails when the connection
   * ends first.
   */
  async next<C extends mqtt.Packet["cmd"]>(cmd: C): Promise<Extract<mqtt.Packet, { cmd: C }>> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const at = this._packets.findIndex((packet) => packet.cmd === cmd);
      if (at >= 0) return this._packets.splice(at, 1)[0] as Extract<mqtt.Packet, { cmd: C }>;
      if (this.isClosed) throw new Error(`closed before ${cmd}`);
      if (Date.now() >= deadline) throw new Error(`no ${cmd} in ${PATIENCE_MS} ms`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, deadline - Date.now());
        this._wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  /** The packets of this kind that are here already. */
  take(cmd: mqtt.Packet["cmd"]): mqtt.Packet[] {
    const found = this._packets.filter((packet) => packet.cmd === cmd);
    for (const packet of found) this._packets.splice(this._packets.indexOf(packet), 1);
    return found;
  }

  /** Sends DISCONNECT and waits for the end. */
  async end(): Promise<void> {
    this.send({ cmd: "disconnect" });
    this.socket.end();
    await this.closed;
  }

  /** Drops the connection without a word. */
  async drop(): Promise<void> {
    this.socket.destroy();
    await this.closed;
  }
}

/** CONNECT as mqtt-packet wants it. */
export function connectPacket(options: RawOptions): mqtt.IConnectPacket {
  const { protocolVersion = 4, will, ...others } = options;
  return {
    cmd: "connect",
    protocolId: protocolVersion === 3 ? "MQIsdp" : "MQTT",
    protocolVersion,
    clientId: "",
    clean: true,
    keepalive: 60,
    ...(will && { will: { qos: 0, retain: false, ...will, payload: Buffer.from(will.payload) } }),
    ...others,
  } as mqtt.IConnectPacket;
}
