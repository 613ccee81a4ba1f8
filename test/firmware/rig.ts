// A board, a platform and a clock that only moves when a test says so; and what the board has said.
// Everything here is done when a call returns: no test waits.
import assert from "node:assert/strict";
import { FlashFile } from "../../bench/board/flash.ts";
import { SimBoard } from "../../bench/board/index.ts";
import type { Net } from "../../bench/board/net.ts";
import { VirtualClock } from "../../bench/board/virtual-clock.ts";
import type { AccessPoint } from "../../bench/board/wifi-radio.ts";
import { S_ONLINE } from "../../lib/codes.ts";
import type { Settings } from "../../lib/settings.ts";
import type { Built } from "../../tools/build/index.ts";
import { type Provision, readIdentity } from "../../tools/provision.ts";
import { BOARD, type Kind, WIFI, goodSettings, imageOf, makeFlash } from "./images.ts";
import { Platform } from "./platform.ts";

export interface RigOptions {
  kind?: Kind;
  settings?: Partial<Settings>;
  /** What is provisioned otherwise than usual. */
  what?: Partial<Provision>;
  /** Flash in place of a newly provisioned one. */
  flash?: FlashFile;
  /** Kind of the instance. */
  instance?: "old" | "new";
  strict?: boolean;
  wifi?: Partial<AccessPoint>;
  /** The device exists, dynamic registration is on, and the board has the ProductSecret; on unless false. */
  ready?: boolean;
  board?: typeof BOARD;
  /** The network between the board and the platform, in place of none. */
  net?: (platform: Platform) => Net;
  /** The image, in place of the one of the kind. */
  image?: Built;
  /** The time at the start, seconds since 1970. */
  startSec?: number;
}

/** Topic on which the platform sets properties of the device. */
export const SET = "/sys/a1X2bEnP82z/lamp-1/thing/service/property/set";

const rigs: Rig[] = [];

/** Releases what a test made; for `afterEach`. */
export function cleanUp(): void {
  for (const rig of rigs.splice(0)) rig.close();
}

export class Rig {
  readonly clock: VirtualClock;
  readonly platform: Platform;
  readonly board: SimBoard;
  readonly settings: Settings;
  readonly lines: string[] = [];
  /** The numbers that it has said. */
  readonly codes: number[] = [];
  /** Why the board went off, each time. */
  readonly ends: string[] = [];

  private constructor(
    options: RigOptions, platform: Platform, settings: Settings, flash: FlashFile, clock: VirtualClock,
  ) {
    this.clock = clock;
    this.clock = clock;
    this.platform = platform;
    this.settings = settings;
    // Nobody counts its memory here, which takes time.
    const { jsVars: _, ...facts } = options.board ?? BOARD;
    this.board = new SimBoard({
      flash, board: facts, clock, net: options.net?.(platform) ?? platform, seed: 1,
      wifi: { ...WIFI, ...options.wifi },
    });
    this.board.on("console", (line: string) => {
      this.lines.push(line);
      if (line.startsWith("LK ")) this.codes.push(Number(line.split(" ")[1]));
    });
    this.board.on("off", (reason: string) => {
      this.ends.push(reason);
      // A board that restarts for ever would never let a test end.
      if (this.ends.length > 50) this.board.close();
    });
    rigs.push(this);
  }

  static async make(options: RigOptions = {}): Promise<Rig> {
    const clock = new VirtualClock(options.startSec && options.startSec * 1000000);
    const platform = new Platform(clock, options.instance, options.strict);
    const image = options.image ?? await imageOf(options.kind);
    const product = platform.registry.addProduct({ productKey: goodSettings().pk });
    const settings = goodSettings({ iid: platform.state.instanceId, ...options.settings });
    const what: Partial<Provision> = { settings, productSecret: product.productSecret, ...options.what };
    if (options.ready !== false) {
      platform.registry.setDynamicRegistration(product.productKey, true);
      const device = platform.registry.addDevice({ productKey: product.productKey, deviceName: settings.dn });
      if (options.kind === "secret" && !options.what) {
        what.productSecret = undefined;
        const { productKey, deviceName, deviceSecret: secret } = device;
        what.identity = { productKey, deviceName, secret, clientId: "" };
      }
    }
    const flash = options.flash ?? makeFlash(image, what, options.board);
    return new Rig(options, platform, settings, flash, clock);
  }

  /** A second board on the same platform, in the same time; with a copy of the flash unless one is given. */
  static twin(of: Rig, flash = FlashFile.inMemory(BOARD, of.board.flash.snapshot())): Rig {
    return new Rig({}, of.platform, of.settings, flash, of.clock);
  }

  /** The details behind a code, each time it was said. */
  details(code: number): string[] {
    const head = `LK ${code} `;
    return this.lines.filter((line) => line.startsWith(head)).map((line) => line.slice(head.length));
  }

  count(code: number): number {
    return this.codes.filter((each) => each === code).length;
  }

  /** Power on. */
  boot(): this {
    this.board.boot();
    return this;
  }

  /** Lets time pass. */
  run(seconds: number): this {
    this.clock.advance(seconds * 1000000);
    return this;
  }

  /** Lets time pass until something is so; fails after so many seconds. */
  until(isSo: () => boolean, seconds = 60): this {
    const step = seconds > 300 ? 1 : 0.1;
    for (let passed = 0; !isSo(); passed += step) {
      if (passed > seconds) throw new Error(`not within ${seconds} s; the board said:\n${this.lines.join("\n")}`);
      this.run(step);
    }
    return this;
  }

  /** Boots unless it runs, and lets time pass until the board says a code (once more). */
  toCode(code: number, seconds = 60): this {
    const before = this.count(code);
    if (!this.board.isOn) this.boot();
    return this.until(() => this.count(code) > before, seconds);
  }

  /** Types a line at the console and gives the board the time to carry it out. */
  type(line: string): this {
    this.board.input(`${line}\n`);
    return this.run(0.05);
  }

  /** Online, with what it reports at first out of the way. */
  online(): void {
    this.toCode(S_ONLINE).run(1);
    this.platform.published.length = 0;
  }

  /** The platform sets properties; `more` replaces parts of the message. */
  set(params: object, more: object = {}): void {
    const message = { method: "thing.service.property.set", id: "41", version: "1.0", params, ...more };
    this.platform.send(SET, message);
    this.run(1);
  }

  /** How often the board has printed this line. */
  said(line: string): number {
    return this.lines.filter((each) => each === line).length;
  }

  /** Fails unless the device does its work: it is online and carries out a setting. */
  goesOn(): void {
    assert.ok(this.platform.online, "is online");
    this.set({ power: 77 }, { id: "999" });
    assert.equal(this.said("APP power 77"), 1);
  }

  /** The device as the platform knows it. */
  get device() {
    return this.platform.registry.find(this.settings.pk, this.settings.dn);
  }

  /** The secret in the board's flash. */
  get stored(): string | undefined {
    return readIdentity(this.board.flash, BOARD)?.secret;
  }

  close(): void {
    this.board.close();
    this.platform.close();
  }
}
