// An ESP32-like interpreter (ESPRUINO32=/path: 32 bit, 14-byte JsVars, no Unicode) with a device on it, and a peer that
// says yes to everything, over plain TCP or over TLS of our own: what a device costs in JsVars, without the stock TLS that
// an ESP32 has outside them.
import { EventEmitter, once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, type Server, type Socket, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TlsOptions, createServer as createTlsServer } from "node:tls";
import * as mqtt from "mqtt-packet";
import { FlashFile } from "../../bench/board/flash.ts";
import { FLASH_NAME } from "../../bench/board/index.ts";
import { RealBoard } from "../../bench/interpreter.ts";
import { type Board, type Built, loadBoard } from "../../tools/build/index.ts";
import { provision } from "../../tools/provision.ts";
import type { ServerChain } from "../tls/server-chain.ts";
import { SERVER_NAME } from "../tls/server-chain.ts";

/** Its facts: Linux around it, the formats of an ESP32. */
export const ESP32_LIKE: Board = {
  ...loadBoard("linux"),
  unicode: false,
  jsVars: 3000,
  jsVarBytes: 14,
  flash: {
    storage: { addr: "0x10000000", bytes: 917504, page: 4096 },
    journal: { addr: "0x100D0000", pages: 16, page: 4096 },
  },
};

const PRODUCT = "a1X2bEnP82z";
const DEVICE = "lamp-1";
/** Topic on which the platform sets properties. */
export const SET = `/sys/${PRODUCT}/${DEVICE}/thing/service/property/set`;
/** Custom topic of the device. */
export const USER = `/${PRODUCT}/${DEVICE}/user/`;
const POST = `/sys/${PRODUCT}/${DEVICE}/thing/event/property/post`;
const PATIENCE_MS = 20000;

/** A broker for one device: it takes any login, answers registration and reports, and keeps what is published. Events: a
 *  packet by its command, and "socket" when a connection stands. */
export class Peer extends EventEmitter {
  readonly published: { topic: string; payload: string }[] = [];
  private server!: Server;
  private socket: Socket | undefined;

  /** Over plain TCP, or with a certificate over TLS. */
  static async start(tls?: TlsOptions): Promise<Peer> {
    const peer = new Peer();
    const serve = (socket: Socket): void => peer.serve(socket);
    peer.server = (tls ? createTlsServer(tls, serve) : createServer(serve)).listen(0, "127.0.0.1");
    await once(peer.server, "listening");
    return peer;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Sends a message to the device, with QoS 1 unless it says else; several at once go out in one piece. */
  send(...messages: [topic: string, payload: string | Buffer, qos?: 0 | 1][]): void {
    const packets = messages.map(([topic, payload, qos = 1], at) => mqtt.generate({
      cmd: "publish", topic, payload, qos, messageId: at + 1, dup: false, retain: false,
    }));
    this.socket!.write(Buffer.concat(packets));
  }

  /** Closes the connection. */
  hangUp(): void {
    this.socket?.end();
  }

  close(): void {
    this.socket?.destroy();
    this.server.close();
  }

  private serve(socket: Socket): void {
    this.socket = socket;
    this.emit("socket", socket);
    socket.on("error", () => socket.destroy());
    const answer = (packet: mqtt.Packet): void => void socket.write(mqtt.generate(packet));
    const parser = mqtt.parser();
    // A board without memory left may send half of a packet.
    parser.on("error", () => socket.destroy());
    parser.on("packet", (packet) => {
      if (packet.cmd === "connect") {
        answer({ cmd: "connack", returnCode: 0, sessionPresent: false });
        if (packet.clientId.includes("authType=register")) {
          const payload = JSON.stringify({ productKey: PRODUCT, deviceName: DEVICE, deviceSecret: "5".repeat(32) });
          answer({ cmd: "publish", topic: "/ext/register", payload, qos: 0, dup: false, retain: false });
        }
      }
      if (packet.cmd === "subscribe") {
        answer({ cmd: "suback", messageId: packet.messageId, granted: packet.subscriptions.map(() => 1) });
      }
      if (packet.cmd === "pingreq") answer({ cmd: "pingresp" });
      if (packet.cmd === "publish") this.take(packet, answer);
      this.emit(packet.cmd, packet);
    });
    socket.on("data", (bytes) => parser.parse(bytes));
  }

  private take(packet: mqtt.IPublishPacket, answer: (packet: mqtt.Packet) => void): void {
    if (packet.qos) answer({ cmd: "puback", messageId: packet.messageId });
    const payload = packet.payload.toString("latin1");
    this.published.push({ topic: packet.topic, payload });
    if (packet.topic !== POST) return;
    const reply = JSON.stringify({ id: JSON.parse(payload).id, code: 200, data: {}, message: "success" });
    answer({ cmd: "publish", topic: `${POST}_reply`, payload: reply, qos: 0, dup: false, retain: false });
  }
}

/** A device on the interpreter; to be closed. */
export class LikeBoard {
  readonly lines: string[] = [];
  private readonly dir = mkdtempSync(join(tmpdir(), "linkino-like-"));
  private readonly board: RealBoard;

  /** Provisions a new one for the peer at `port`, or leaves it bare without an image. With a chain the device verifies
   *  that the peer shows it. */
  constructor(built?: Built, port = 0, { chain, env = {} }: { chain?: ServerChain; env?: Record<string, string> } = {}) {
    const flash = FlashFile.open(join(this.dir, FLASH_NAME), ESP32_LIKE, { create: true });
    if (built) {
      provision(flash, ESP32_LIKE, {
        loader: built.loader, image: built.image, imageVersion: 1, productSecret: "7jluWm1zql7bt8qK",
        roots: chain?.roots,
        settings: {
          v: 1, pk: PRODUCT, dn: DEVICE, host: "127.0.0.1", port, con: "open",
          ...(chain ? { tls: "verified", sni: SERVER_NAME } : { tls: "plain" }),
        },
      });
    }
    flash.close();
    this.board = new RealBoard({ dir: this.dir, board: ESP32_LIKE, interpreter: process.env.ESPRUINO32, env });
    this.board.on("console", (line: string) => this.lines.push(line));
    this.board.boot();
  }

  /** Waits for a line that begins like this, behind the first `after` ones. */
  async line(start: string, after = 0): Promise<string> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    for (;;) {
      const found = this.lines.slice(after).find((line) => line.startsWith(start));
      if (found) return found;
      await once(this.board, "console", { signal }).catch(() => {
        throw new Error(`no "${start}" within ${PATIENCE_MS} ms; the board said:\n${this.lines.join("\n")}`);
      });
    }
  }

  /** The value of an expression at the console, as it prints. */
  async ask(expression: string): Promise<string> {
    const after = this.lines.length;
    this.board.input(`print("@="+(${expression}))\n`);
    return (await this.line("@=", after)).slice(2);
  }

  /** JsVars in use. */
  async jsVars(): Promise<number> {
    return Number(await this.ask("process.memory().usage"));
  }

  close(): void {
    this.board.close();
    rmSync(this.dir, { recursive: true, force: true });
  }
}
