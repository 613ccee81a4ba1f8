// A device online by a raw client, and what it says and hears on its system topics.

import type { Device, Instance, InstanceOptions } from "../../bench/instance/index.ts";
import type { JsonObject } from "../../bench/instance/json.ts";
import { addDevice, login, Recorder, start } from "./fixture.ts";
import { RawClient } from "./raw-client.ts";

type Product = Parameters<typeof addDevice>[1];

export class Online {
  readonly instance: Instance;
  readonly recorder: Recorder;
  readonly device: Device;
  client!: RawClient;
  private _id = 0;

  private constructor(instance: Instance, device: Device) {
    this.instance = instance;
    this.recorder = new Recorder(instance);
    this.device = device;
  }

  /** A new instance with a product, and its device logged in with `_ss=1` and what `tail` adds. */
  static async start(
    product: Product = {},
    { tail = "", ...options }: Partial<InstanceOptions> & { tail?: string } = {},
  ): Promise<Online> {
    const instance = await start(options);
    const online = new Online(instance, addDevice(instance, product));
    await online.logIn(tail);
    return online;
  }

  async logIn(tail = "", clean = true): Promise<void> {
    const whole = `securemode=2,signmethod=hmacsha256,_ss=1${tail}`;
    const { client, code } = await RawClient.connect(this.instance, login(this.device, { tail: whole, clean }));
    if (code !== 0) throw new Error(`CONNACK ${code}`);
    this.client = client;
  }

  get pk(): string {
    return this.device.productKey;
  }

  get dn(): string {
    return this.device.deviceName;
  }

  /** A topic of this device: `/sys/…/${name}`. */
  topic(name: string): string {
    return `/sys/${this.pk}/${this.dn}/${name}`;
  }

  /** Sends a request with `params` and returns the answer on its `_reply`. */
  async ask(name: string, params: unknown, more: object = {}): Promise<any> {
    const topic = name.startsWith("/") ? name : this.topic(name);
    const id = String(++this._id);
    await this.client.publish(topic, JSON.stringify({ id, version: "1.0", params, ...more }));
    for (;;) {
      const packet = await this.client.next("publish");
      if (packet.topic !== `${topic}_reply`) continue;
      const reply = JSON.parse(packet.payload.toString());
      if (reply.id === id) return reply;
    }
  }

  /** The next message for the device, read. */
  async hear(): Promise<{ topic: string; qos: number; payload: Buffer; message: any }> {
    const { topic, qos, payload } = await this.client.next("publish");
    let message: unknown;
    try {
      message = JSON.parse(payload.toString());
    } catch {
      message = undefined;
    }
    return { topic, qos, payload: payload as Buffer, message };
  }

  /** True when nothing is on its way to the device. */
  async hearsNothing(): Promise<boolean> {
    await this.client.ping();
    return this.client.take("publish").length === 0;
  }

  /** Answers a request of the platform. */
  async answer(topic: string, id: unknown, data: unknown = {}, code = 200): Promise<void> {
    await this.client.publish(topic, JSON.stringify({ id, code, data }));
  }
}

/** A model of properties, events and services by their types, all `rw`; parameters are `name: type`. */
export function modelOf(model: {
  properties?: Record<string, string>;
  events?: Record<string, Record<string, string>>;
  services?: Record<string, { callType?: string; input?: Record<string, string>; output?: Record<string, string> }>;
}): JsonObject {
  const list = (types: Record<string, string> = {}) =>
    Object.entries(types).map(([identifier, type]) => ({ identifier, name: identifier, dataType: { type, specs: {} } }));
  return {
    properties: list(model.properties).map((each) => ({ ...each, accessMode: "rw", required: false })),
    events: Object.entries(model.events ?? {}).map(([identifier, outputs]) => ({
      identifier,
      name: identifier,
      type: "info",
      required: false,
      method: `thing.event.${identifier}.post`,
      outputData: list(outputs),
    })),
    services: Object.entries(model.services ?? {}).map(([identifier, { callType = "async", input, output }]) => ({
      identifier,
      name: identifier,
      required: false,
      callType,
      method: `thing.service.${identifier}`,
      inputData: list(input),
      outputData: list(output),
    })),
  } as unknown as JsonObject;
}
