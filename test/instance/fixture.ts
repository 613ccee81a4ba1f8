// What the tests of the instance share: instances in temporary folders (their RSA keys made once a run), a
// clock moved by hand, logins signed here with node:crypto, and a record of the instance's events.

import { createHmac } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Clock } from "../../bench/instance/clock.ts";
import { openCertificates } from "../../bench/instance/certs.ts";
import {
  type Device,
  type Instance,
  type InstanceOptions,
  startInstance,
} from "../../bench/instance/index.ts";
import type { RawOptions } from "./raw-client.ts";

/** A clock that stands still until it is told to go on. */
export class FakeClock implements Clock {
  private _now = Date.parse("2026-01-01T00:00:00Z");
  private _alarms: { at: number; fn: () => void }[] = [];

  now(): number {
    return this._now;
  }

  after(ms: number, fn: () => void): () => void {
    const alarm = { at: this._now + ms, fn };
    this._alarms.push(alarm);
    return () => void (this._alarms = this._alarms.filter((each) => each !== alarm));
  }

  /** Moves time on, ringing alarms in their order. */
  advance(ms: number): void {
    const end = this._now + ms;
    for (;;) {
      const [next] = this._alarms.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this._alarms = this._alarms.filter((each) => each !== next);
      this._now = next.at;
      next.fn();
    }
    this._now = end;
  }
}

const made: (() => void | Promise<void>)[] = [];
let keys: Promise<string> | undefined;

/** Undoes what the test made; for `afterEach`. */
export async function cleanUp(): Promise<void> {
  for (const undo of made.splice(0).reverse()) await undo();
}

/** Has `undo` run after the test. */
export function later(undo: () => void | Promise<void>): void {
  made.push(undo);
}

/** A temporary folder, gone after the test; with `keyed` it holds the certificates shared by this run. */
export async function tempFolder(keyed = true): Promise<string> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "linkino-instance-"));
  later(() => fs.rmSync(dir, { recursive: true, force: true }));
  if (keyed) {
    keys ??= makeKeys();
    fs.cpSync(await keys, dir, { recursive: true });
  }
  return dir;
}

async function makeKeys(): Promise<string> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "linkino-keys-"));
  process.once("exit", () => fs.rmSync(dir, { recursive: true, force: true }));
  await openCertificates(dir, "127.0.0.1");
  return dir;
}

/** An instance on a folder of its own, closed after the test. */
export async function start(options: Partial<InstanceOptions> = {}): Promise<Instance> {
  const dir = options.dir ?? (await tempFolder());
  const instance = await startInstance({ ...options, dir });
  later(() => instance.close());
  return instance;
}

/** A product and a device of it, with what the platform gives unless said otherwise. */
export function addDevice(instance: Instance, product: Parameters<Instance["addProduct"]>[0] = {}): Device {
  const { productKey } = instance.addProduct(product);
  return instance.addDevice({ productKey, deviceName: "device1" });
}

/** Hex HMAC, the way a device signs. */
export function sign(method: string, secret: string, content: string): string {
  return createHmac(method.replace("hmac", ""), secret).update(content).digest("hex");
}

interface LoginOptions extends RawOptions {
  method?: string;
  tail?: string;
  id?: string;
  timestamp?: string;
}

/** The CONNECT of a normal login; every part can be bent. */
export function login(device: Device, options: LoginOptions = {}): RawOptions {
  const {
    method = "hmacsha256",
    id = `${device.productKey}.${device.deviceName}`,
    timestamp,
    tail,
    ...connect
  } = options;
  const time = timestamp === undefined ? "" : `timestamp${timestamp}`;
  const content = `clientId${id}deviceName${device.deviceName}productKey${device.productKey}${time}`;
  const pairs =
    tail ?? `securemode=2,signmethod=${method}${timestamp === undefined ? "" : `,timestamp=${timestamp}`}`;
  return {
    clientId: `${id}|${pairs}|`,
    username: `${device.deviceName}&${device.productKey}`,
    password: sign(method, device.deviceSecret, content),
    keepalive: 60,
    clean: true,
    ...connect,
  };
}

/** The CONNECT of a registration. */
export function registration(
  kind: "register" | "regnwl",
  owner: { productKey: string; productSecret: string },
  deviceName: string,
  options: RawOptions & { tail?: string; random?: string; method?: string } = {},
): RawOptions {
  const { random = "789", method = "hmacsha256", tail, ...connect } = options;
  const pairs = tail ?? `securemode=2,authType=${kind},random=${random},signmethod=${method}`;
  return {
    clientId: `${deviceName}.${owner.productKey}|${pairs}|`,
    username: `${deviceName}&${owner.productKey}`,
    password: sign(
      method,
      owner.productSecret,
      `deviceName${deviceName}productKey${owner.productKey}random${random}`,
    ),
    keepalive: 0,
    clean: true,
    ...connect,
  };
}

/** An event as it was emitted. */
export type Event = Record<string, any> & { name: string };

const NAMES = [
  "connect",
  "refused",
  "registered",
  "kick",
  "disconnect",
  "subscribe",
  "publish",
  "drop",
  "ignored",
  "deliver",
  "property",
  "event",
  "batch",
  "reply",
  "serviceReply",
  "desired",
  "tags",
  "shadow",
  "config",
  "log",
  "raw",
  "notice",
  "unsupported",
  "failure",
  "broken",
  "puback",
  "request",
  "token",
];

/** Records all events; `wait` resolves with the first of that name that was not waited for yet. */
export class Recorder {
  readonly all: Event[] = [];
  private readonly _taken = new Set<Event>();
  private readonly _instance: Instance;

  constructor(instance: Instance) {
    this._instance = instance;
    for (const name of NAMES) instance.on(name, (details: object) => this.all.push({ name, ...details }));
  }

  of(name: string): Event[] {
    return this.all.filter((event) => event.name === name);
  }

  async wait(name: string): Promise<Event> {
    for (;;) {
      const event = this.of(name).find((each) => !this._taken.has(each));
      if (event !== undefined) {
        this._taken.add(event);
        return event;
      }
      await new Promise((resolve) => this._instance.once(name, resolve));
    }
  }
}
