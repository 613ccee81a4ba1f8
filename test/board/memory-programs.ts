// The twelve programs of test/size/programs, built for a board like the ESP32 and run on a board, simulated
// or real, over plain TCP against loopback peers; and what they say of their memory.

import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, type Server, type Socket, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as mqtt from "mqtt-packet";
import { FlashFile } from "../../bench/board/flash.ts";
import { FLASH_NAME, SimBoard } from "../../bench/board/index.ts";
import { Storage } from "../../bench/board/storage.ts";
import { WIFI_MODULE, WIFI_MODULE_NAME } from "../../bench/board/wifi-module.ts";
import { RealBoard } from "../../bench/interpreter.ts";
import { buildImage, loadBoard } from "../../tools/build/index.ts";
import { provision } from "../../tools/provision.ts";

/** The interpreter with the ESP32's formats: Linux around it, 14-byte JsVars, no Unicode, mapped flash. */
export const ESP32_LIKE = {
  ...loadBoard("linux"),
  unicode: false,
  jsVars: 3000,
  jsVarBytes: 14,
  flash: {
    storage: { addr: "0x10000000", bytes: 917504, page: 4096 },
    journal: { addr: "0x100D0000", pages: 16, page: 4096 },
  },
};

export const POINTS = ["loaded", "idle", "flight"] as const;

/** JsVars in use at each point. */
export type Figures = Record<(typeof POINTS)[number], number>;

/** How a program gets its message of 4 kB. */
type Message = "line" | { set: string } | { topic: string };

/** A program; `fits` when the costs were fitted on it. */
export interface SizeProgram {
  name: string;
  fits: boolean;
  message: Message;
}

export const PROGRAMS: readonly SizeProgram[] = [
  { name: "blink", fits: true, message: "line" },
  { name: "sample", fits: true, message: { set: "note" } },
  { name: "topics", fits: true, message: { topic: "big" } },
  { name: "properties", fits: true, message: { set: "note" } },
  { name: "arrays", fits: true, message: "line" },
  { name: "closures", fits: true, message: "line" },
  { name: "classes", fits: false, message: "line" },
  { name: "typed", fits: false, message: "line" },
  { name: "strings", fits: false, message: "line" },
  { name: "waiting", fits: false, message: "line" },
  { name: "thermostat", fits: false, message: { topic: "plan" } },
  { name: "gateway", fits: false, message: { topic: "down" } },
];

const PRODUCT = "a1X2bEnP82z";
const DEVICE = "lamp-1";
const TEXT = Array.from({ length: 200 }, (_, at) => `temperature ${at % 2} 21.5`).join().slice(0, 4000);
const LIMIT_MS = 15000;

/** The peers of the programs, and everything that has to be released. */
export class ProgramRig {
  private readonly dir = mkdtempSync(join(tmpdir(), "linkino-memory-"));
  private readonly sockets = new Set<Socket>();
  private readonly servers: Server[] = [];
  /** Every image of a program that speaks in lines has this one's port in it. */
  private lines!: Server;

  static async start(): Promise<ProgramRig> {
    const rig = new ProgramRig();
    rig.lines = await rig.listen();
    return rig;
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    for (const server of this.servers) server.close();
    rmSync(this.dir, { recursive: true, force: true });
  }

  private async listen(): Promise<Server> {
    const server = createServer((socket) => {
      this.sockets.add(socket);
      socket.on("error", () => socket.destroy());
    });
    this.servers.push(server);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return server;
  }

  /** Builds a program; the same image runs on both boards. */
  async build({ name }: SizeProgram): Promise<{ loader: Buffer; image: Buffer }> {
    const entry = fileURLToPath(new URL(`../size/programs/${name}.ts`, import.meta.url));
    const defines = { __AUTH__: "secret", __SIGN__: "hmacsha256", __PORT__: portOf(this.lines) };
    return buildImage({ entry, board: ESP32_LIKE, tls: "plain", loader: true, defines });
  }

  /**
   * Runs a built program until it has had its message; those that speak in lines one at a time. Fails with
   * what the board said.
   */
  async run(
    program: SizeProgram, built: { loader: Buffer; image: Buffer }, interpreter?: string,
  ): Promise<Figures> {
    const dir = mkdtempSync(join(this.dir, "board-"));
    const server = program.message === "line" ? this.lines : await this.listen();
    const flash = FlashFile.open(join(dir, FLASH_NAME), ESP32_LIKE, { create: true });
    provision(flash, ESP32_LIKE, {
      loader: built.loader, image: built.image, imageVersion: 1,
      settings: {
        v: 1, pk: PRODUCT, dn: DEVICE, host: "127.0.0.1", port: portOf(server), tls: "plain", con: "open",
      },
      identity: { productKey: PRODUCT, deviceName: DEVICE, secret: "0123456789abcdef", clientId: "" },
      wifi: { ssid: "home", password: "secret word" },
    });
    new Storage(flash, ESP32_LIKE).write(WIFI_MODULE_NAME, WIFI_MODULE);
    flash.close();
    const board = interpreter
      ? new RealBoard({ dir, board: ESP32_LIKE, interpreter })
      : new SimBoard({ dir, board: ESP32_LIKE });
    const said: string[] = [];
    const figures: Partial<Figures> = {};
    const connected = once(server, "connection") as Promise<[Socket]>;
    if (program.message !== "line") void connected.then(([socket]) => serve(socket));
    try {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`${program.name}: ${said.join("\n")}`)), LIMIT_MS);
        board.on("console", (line: string) => {
          said.push(line);
          const [, point, vars] = /^MEM (\w+) (\d+)/.exec(line) ?? [];
          if (!point) return;
          figures[point as keyof Figures] = Number(vars);
          if (point === "idle") void connected.then(([socket]) => socket.write(messageOf(program)));
          if (point === "flight") resolve(clearTimeout(timer));
        });
        board.boot();
      });
    } finally {
      board.close();
    }
    return figures as Figures;
  }
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** What goes to a program as its message of 4 kB. */
function messageOf({ message }: SizeProgram): string | Buffer {
  if (message === "line") return `${TEXT}\n`;
  if ("topic" in message) return publish(`/${PRODUCT}/${DEVICE}/user/${message.topic}`, TEXT);
  const params = { [message.set]: TEXT };
  const set = { method: "thing.service.property.set", id: "41", version: "1.0", params };
  return publish(`/sys/${PRODUCT}/${DEVICE}/thing/service/property/set`, JSON.stringify(set));
}

function publish(topic: string, payload: string): Buffer {
  return mqtt.generate({ cmd: "publish", topic, payload, qos: 0, dup: false, retain: false });
}

/** A broker that lets everybody in, grants everything and takes every report. */
function serve(socket: Socket): void {
  const parser = mqtt.parser();
  const send = (packet: mqtt.Packet): void => void socket.write(mqtt.generate(packet));
  socket.on("data", (bytes: Buffer) => parser.parse(bytes));
  parser.on("packet", (packet) => {
    const { cmd, messageId = 0 } = packet;
    if (cmd === "connect") send({ cmd: "connack", returnCode: 0, sessionPresent: false });
    if (cmd === "pingreq") send({ cmd: "pingresp" });
    if (cmd === "subscribe") send({ cmd: "suback", messageId, granted: packet.subscriptions.map(() => 1) });
    if (cmd !== "publish") return;
    if (packet.qos === 1) send({ cmd: "puback", messageId });
    if (!packet.topic.endsWith("/property/post")) return;
    const { id } = JSON.parse(packet.payload.toString()) as { id: string };
    const reply = { code: 200, data: {}, id, message: "success" };
    socket.write(publish(`${packet.topic}_reply`, JSON.stringify(reply)));
  });
}
