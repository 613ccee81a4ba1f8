// A board whose app reports by HTTPS alone, in real time: in front of the local instance, or of servers that do it wrong.
import { EventEmitter, once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type * as net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FlashFile } from "../../bench/board/flash.ts";
import { FLASH_NAME, SimBoard } from "../../bench/board/index.ts";
import type { Device, Instance } from "../../bench/instance/index.ts";
import { RealBoard } from "../../bench/interpreter.ts";
import type { Settings } from "../../lib/settings.ts";
import { type Built, loadBoard } from "../../tools/build/index.ts";
import type { Tls } from "../../tools/build/manifest.ts";
import { type Provision, readIdentity } from "../../tools/provision.ts";
import { loadRoots, packTrust } from "../../tools/roots.ts";
import { BOARD, type Kind, WIFI, goodSettings, imageOf, makeFlash } from "./images.ts";

const LINUX = loadBoard("linux");
const PATIENCE_MS = 15000;

export const BOARDS = ["the simulated board", "the real interpreter"] as const;

export function httpImage(tls: Tls = "verified", kind: Kind = "register"): Promise<Built> {
  return imageOf(kind, tls, "http-app");
}

interface Board extends EventEmitter {
  boot(): void;
  powerOff(): void;
  close(): void;
  input(text: string): void;
  readonly isOn: boolean;
}

export interface HttpRigOptions {
  where: (typeof BOARDS)[number];
  instance: Instance;
  deviceName: string;
  settings?: Partial<Settings>;
  what?: Partial<Provision>;
  tls?: Tls;
  kind?: Kind;
  /** In place of the app that reports. */
  image?: Built;
}

/** Undoes what tests have made; for `afterEach`. */
const undo: (() => unknown)[] = [];
export async function cleanUp(): Promise<void> {
  for (const each of undo.splice(0).reverse()) await each();
}

export class HttpRig {
  readonly lines: string[] = [];
  private readonly facts;
  private readonly dir = mkdtempSync(join(tmpdir(), "linkino-http-"));
  private readonly make: () => Board;
  private board: Board | undefined;

  private constructor(where: HttpRigOptions["where"]) {
    const isReal = where === "the real interpreter";
    this.facts = isReal ? LINUX : BOARD;
    this.make = () => (isReal ? new RealBoard({ dir: this.dir, board: LINUX }) : new SimBoard({ dir: this.dir, board: BOARD, wifi: WIFI }));
    undo.push(() => rmSync(this.dir, { recursive: true, force: true }), () => this.off());
  }

  /** A provisioned board that is off. With the kind "secret" it has the secret of its device. */
  static async make(options: HttpRigOptions): Promise<HttpRig> {
    const { where, instance, deviceName, tls = "verified", kind = "register" } = options;
    const rig = new HttpRig(where);
    const [{ productKey, productSecret }] = instance.products() as [ReturnType<Instance["products"]>[0]];
    const settings = goodSettings({
      pk: productKey, dn: deviceName, host: "127.0.0.1", port: 1, tls,
      hp: tls === "plain" ? instance.plainHttpPort : instance.httpPort, at: Math.floor(Date.now() / 1000) - 60, ...options.settings,
    });
    const what: Partial<Provision> = { settings, productSecret, ...options.what };
    if (kind === "secret") {
      const { deviceSecret: secret } = instance.find(productKey, deviceName) as Device;
      Object.assign(what, { productSecret: undefined, identity: { productKey, deviceName, secret, clientId: "" } });
    }
    const local = { kind: "local", ca: instance.caFile } as Parameters<typeof loadRoots>[0]["instance"];
    if (tls === "verified") what.roots = packTrust(loadRoots({ instance: local }));
    const flash = FlashFile.open(join(rig.dir, FLASH_NAME), rig.facts, { create: true });
    makeFlash(options.image ?? (await httpImage(tls, kind)), what, rig.facts, flash);
    flash.close();
    return rig;
  }

  boot(): this {
    this.board = this.make();
    this.board.on("console", (line: string) => this.lines.push(line));
    this.board.boot();
    return this;
  }

  async off(): Promise<void> {
    if (this.board?.isOn) {
      const ended = once(this.board, "off");
      this.board.powerOff();
      await ended;
    }
    this.board?.close();
    this.board = undefined;
  }

  /** Types at the console. */
  type(line: string): this {
    this.board!.input(`${line}\n`);
    return this;
  }

  get codes(): number[] {
    return this.lines.filter((line) => /^LK \d/.test(line)).map((line) => Number(line.split(" ")[1]));
  }

  count(code: number): number {
    return this.codes.filter((each) => each === code).length;
  }

  /** The secret in the board's flash, which is off. */
  get stored(): string | undefined {
    const flash = FlashFile.open(join(this.dir, FLASH_NAME), this.facts);
    try {
      return readIdentity(flash, this.facts)?.secret;
    } finally {
      flash.close();
    }
  }

  /** Resolves with the first line that fits, said now or before, from the `from`-th line on. */
  async line(fits: RegExp, from = 0): Promise<string> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const found = this.lines.slice(from).find((line) => fits.test(line));
      if (found !== undefined) return found;
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`nothing like ${fits}; the board said:\n${this.lines.join("\n")}`);
      await Promise.race([once(this.board!, "console"), new Promise((done) => setTimeout(done, left).unref())]);
    }
  }

  /** Resolves when the board has said the code so often. */
  async said(code: number, times = 1): Promise<void> {
    for (let time = 0, from = 0; time < times; time++) {
      const line = await this.line(new RegExp(`^LK ${code}( |$)`), from);
      from = this.lines.indexOf(line, from) + 1;
    }
  }

  /** Has the app report values, or send text on a topic, and resolves with what it hears of it. */
  async report(values: object): Promise<string> {
    return this.ask(`app.report(${JSON.stringify(values)})`, /^report /);
  }

  async send(topic: string, payload: string): Promise<string> {
    return this.ask(`app.send(${JSON.stringify(topic)},${JSON.stringify(payload)})`, /^sent /);
  }

  private async ask(line: string, fits: RegExp): Promise<string> {
    const from = this.lines.length;
    this.type(line);
    return this.line(fits, from);
  }
}

/** Has a server listen on a free port of loopback until the test is over. */
export async function listen(server: net.Server): Promise<number> {
  const sockets = new Set<net.Socket>();
  server.on("connection", (socket: net.Socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
  });
  server.on("tlsClientError", () => {});
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  undo.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as net.AddressInfo).port;
}
