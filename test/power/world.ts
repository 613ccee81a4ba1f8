// A device in virtual time whose lives are cheap: a state of the world between two lives is a flash and what
// the platform knows of the device, and a life can be begun from any of them. While it runs, every word
// written and every page erased is recorded, so that the flash that a power cut would have left at any of
// them, with any damage, is made by replaying what came before: no life is run twice. Nor need it be from an equal
// state, for a life is decided by the one that it begins in: all chance in it, and what the platform hands out, is
// seeded by that.
import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import v8 from "node:v8";
import vm from "node:vm";
import { FlashFile } from "../../bench/board/flash.ts";
import { SimBoard } from "../../bench/board/index.ts";
import { VirtualClock } from "../../bench/board/virtual-clock.ts";
import type { Device } from "../../bench/instance/state.ts";
import type { Settings } from "../../lib/settings.ts";
import { type Provision, provision } from "../../tools/provision.ts";
import { BOARD, type Kind, WIFI, goodSettings, imageOf } from "../firmware/images.ts";
import { Platform } from "../firmware/platform.ts";
import type { Cut } from "./cut.ts";

/** Nobody counts its memory here, which takes time. */
const { jsVars: _, ...FACTS } = BOARD;

const LIVES_A_BREATH = 100;
v8.setFlagsFromString("--expose-gc");
const collect = vm.runInNewContext("gc") as () => void;

/** What is left when nothing runs. */
export interface Scene {
  flash: FlashFile;
  /** As the platform knows it. */
  device: Device;
}

/** The same for scenes in which nobody could tell which of them it is. */
export function keyOf({ flash, device }: Scene): string {
  return digest(flash.digest() + JSON.stringify(device));
}

const digest = (text: string): string => createHash("sha1").update(text).digest("hex");

/** One word written, or one page erased. */
export interface Operation {
  addr: number;
  /** Absent for an erase. */
  bytes?: Buffer;
  /** The platform's view just before. */
  device: Device;
  /** How many codes the board had said. */
  said: number;
}

/** Everything that one life did. */
export interface Life {
  scene: Scene;
  board: SimBoard;
  lines: string[];
  codes: number[];
  /** Why it went off, each time; the last one is the test's own power-off. */
  ends: string[];
  operations: Operation[];
  /** The logins: how each authenticated itself, or "refused". */
  logins: string[];
  /** The reports of properties that came through. */
  reports: number;
  /** What it has left. */
  flash: FlashFile;
  /** The platform's view at the end. */
  device: Device;
}

export class World {
  readonly kind: Kind;
  readonly clock: VirtualClock;
  readonly platform: Platform;
  readonly settings: Settings;
  /** What `provision` is given. */
  readonly what: Provision;
  /** The device before it was ever seen. */
  private readonly unknown: Device;
  /** As it was found the last time; nobody changes it. */
  private seen: Device | undefined;
  /** All lives so far. */
  lives = 0;

  private constructor(kind: Kind, platform: Platform, clock: VirtualClock, what: Provision) {
    this.kind = kind;
    this.clock = clock;
    this.platform = platform;
    this.what = what;
    this.settings = what.settings;
    this.unknown = this.device;
  }

  /** A platform that knows one device and takes registrations; the image is built once for all. */
  static async make(kind: Kind): Promise<World> {
    const clock = new VirtualClock();
    const settings = goodSettings({ iid: "iot-06z00ez08936hvm" });
    const { pk: productKey, dn: deviceName } = settings;
    // Equal devices are handed out the same, and nobody twice.
    const next = (what: string): string => digest(what + JSON.stringify(platform.registry.find(productKey, deviceName)));
    const newDeviceSecret = (): string => next("secret").slice(0, 32);
    const newToken = () => ({ clientId: next("client").slice(0, 24), deviceToken: next("token").slice(0, 32) });
    const platform: Platform = new Platform(clock, "new", false, { newDeviceSecret, newToken });
    platform.state.instanceId = settings.iid!;
    const productSecret = "Aa0123456789bBcC";
    platform.registry.addProduct({ productKey, productSecret, dynamicRegistration: true });
    const deviceSecret = newDeviceSecret();
    platform.registry.addDevice({ productKey, deviceName, deviceSecret });
    const identity = { productKey, deviceName, secret: deviceSecret, clientId: "" };
    const { loader, image } = await imageOf(kind);
    return new World(kind, platform, clock, {
      loader, image, imageVersion: 1, settings, wifi: WIFI, seed: "0123456789abcdef".repeat(2),
      ...(kind === "secret" ? { identity } : { productSecret }),
    });
  }

  /** A board that was provisioned and never started. */
  provisioned(): Scene {
    const flash = FlashFile.inMemory(BOARD);
    provision(flash, BOARD, this.what);
    return { flash, device: this.unknown };
  }

  /** The platform's view now: the same object as long as nothing has changed, for it is asked for at every word. */
  get device(): Device {
    const now = this.platform.registry.find(this.settings.pk, this.settings.dn)!;
    if (!isDeepStrictEqual(now, this.seen)) this.seen = structuredClone(now);
    return this.seen!;
  }

  /**
   * Power on in this scene, which is left as it is; `drive` lets time pass, then power is off. `cut` takes it away
   * before that.
   */
  live(scene: Scene, drive: (life: Life) => void, cut?: Cut): Life {
    this.lives++;
    const { platform, clock } = this;
    platform.state.putDevice(structuredClone(scene.device));
    platform.seen.length = platform.published.length = platform.connects.length = 0;
    const seed = Number.parseInt(keyOf(scene).slice(0, 8), 16);
    const flash = scene.flash.fork(seed);
    if (cut) flash.cutAt(cut.at + 1, cut.damage);
    const board = new SimBoard({ flash, board: FACTS, clock, net: platform, seed, wifi: WIFI });
    const life: Life = {
      scene, board, flash, lines: [], codes: [], ends: [], operations: [],
      get logins() {
        return platform.seen.map(({ code, auth }) => (code === 0 ? auth! : "refused"));
      },
      get reports() {
        return platform.reports().length;
      },
      device: scene.device,
    };
    record(flash, (operation) =>
      void life.operations.push({ ...operation, device: this.device, said: life.codes.length }));
    board.on("console", (line: string) => {
      life.lines.push(line);
      if (line.startsWith("LK ")) life.codes.push(Number(line.split(" ")[1]));
    });
    board.on("off", (reason: string) => {
      life.ends.push(reason);
      // A board that restarts for ever would never let a test end.
      if (life.ends.length > 8) board.close();
    });
    board.boot();
    drive(life);
    const { logins, reports } = life;
    life.device = this.device;
    board.powerOff();
    flash.powerOn();
    // The next life begins when the platform has forgotten this one's connections and counts anew.
    platform.cut();
    clock.advance(61000000);
    return Object.defineProperties(life, { logins: { value: logins }, reports: { value: reports } });
  }

  /** Lets time pass until something is so, or for so many seconds; whether it came to be. */
  until(isSo: () => boolean, seconds: number): boolean {
    for (let passed = 0; passed < seconds; passed += 0.1) {
      if (isSo()) return true;
      this.clock.advance(100000);
    }
    return isSo();
  }

  /**
   * Gives back the memory of boards that are off. To be awaited after each life: a realm is large, and V8 lets go of
   * many only where the program pauses.
   */
  async breathe(): Promise<void> {
    if (this.lives % LIVES_A_BREATH) return;
    await new Promise((done) => setImmediate(done));
    collect();
  }

  close(): void {
    this.platform.close();
  }
}

/** Tells every word that is written to a flash from now on, and every page that is erased, before it is. */
export function record(flash: FlashFile, each: (operation: { addr: number; bytes?: Buffer }) => void): void {
  const write = flash.write.bind(flash);
  const erase = flash.erase.bind(flash);
  flash.write = (addr, bytes) => {
    for (let from = 0; from < bytes.length;) {
      const end = Math.min(bytes.length, ((addr + from) & ~3) + 4 - addr);
      each({ addr: addr + from, bytes: Buffer.from(bytes.subarray(from, end)) });
      write(addr + from, bytes.subarray(from, end));
      from = end;
    }
  };
  flash.erase = (addr) => {
    each({ addr });
    erase(addr);
  };
}
