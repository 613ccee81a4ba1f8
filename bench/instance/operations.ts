// What the operator of an instance does to its products and devices, as console and API of the platform let him; on a
// running instance, and on a folder at rest as far as nobody need be connected.

import { EventEmitter } from "node:events";
import { systemClock } from "./clock.ts";
import type { Desired, LogEntry, Shadow } from "./device-data.ts";
import type { JsonObject } from "./json.ts";
import { type DeviceSettings, type ProductSettings, Registry } from "./registry.ts";
import type { Device, DeviceEvent, Product, PropertyValue, RemoteConfig, State } from "./state.ts";
import {
  type AskOptions,
  type Called,
  type CallOptions,
  type RawOptions,
  type Reply,
  type RrpcOptions,
  Thing,
} from "./thing/index.ts";
import type { Owner } from "./topics.ts";

/** All that is asked of a device fails with E_PRODUCT_UNKNOWN or E_DEVICE_UNKNOWN when there is none. */
export abstract class Operations extends EventEmitter {
  protected abstract readonly _registry: Registry;
  protected abstract readonly _thing: Thing;

  addProduct(settings?: ProductSettings & { productKey?: string }): Product {
    return this._registry.addProduct(settings);
  }

  setProduct(productKey: string, settings: ProductSettings): Product {
    return this._registry.setProduct(productKey, settings);
  }

  setDynamicRegistration(productKey: string, on: boolean): Product {
    return this._registry.setDynamicRegistration(productKey, on);
  }

  products(): Product[] {
    return this._registry.products();
  }

  addDevice(settings: DeviceSettings): Device {
    return this._registry.addDevice(settings);
  }

  devices(productKey?: string): Device[] {
    return this._registry.devices(productKey);
  }

  find(productKey: string, deviceName: string): Device | undefined {
    return this._registry.find(productKey, deviceName);
  }

  reset(productKey: string, deviceName: string): Device {
    return this._registry.reset(productKey, deviceName);
  }

  /** Refuses the device's logins from now on. */
  disable(productKey: string, deviceName: string): Device {
    return this._registry.disable(productKey, deviceName);
  }

  enable(productKey: string, deviceName: string): Device {
    return this._registry.enable(productKey, deviceName);
  }

  /** Forgets the device with all that is kept of it. */
  delete(productKey: string, deviceName: string): void {
    this._registry.delete(productKey, deviceName);
  }

  /** Reported properties with their times; {} for a device that reported none. */
  properties(productKey: string, deviceName: string): Record<string, PropertyValue> {
    return this._registry.properties(productKey, deviceName);
  }

  /** Earlier values of a property, the oldest first; what does not fit any more is gone (limits.ts). */
  history(productKey: string, deviceName: string, identifier: string): PropertyValue[] {
    return this._registry.data(productKey, deviceName).history.of(identifier);
  }

  /** Events of a device, the oldest first; what does not fit any more is gone (limits.ts). */
  events(productKey: string, deviceName: string): DeviceEvent[] {
    return this._registry.data(productKey, deviceName).events.all();
  }

  /** SetDeviceProperty: resolves with the device's answer; fails with a code of 220 to 223, or E_SCRIPT_FAILED. */
  async setProperty(
    productKey: string,
    deviceName: string,
    params: Record<string, unknown>,
    options?: AskOptions,
  ): Promise<Reply> {
    return this._thing.calls.set(this._owner(productKey, deviceName), params, options);
  }

  /** Asks the device itself for properties; the answer's `data` has them. Fails as setProperty. */
  async getProperty(
    productKey: string,
    deviceName: string,
    identifiers: string[],
    options?: AskOptions,
  ): Promise<Reply> {
    return this._thing.calls.get(this._owner(productKey, deviceName), identifiers, options);
  }

  /**
   * InvokeThingService: an async service resolves when the call is on its way (`reply` with the answer), a sync one with
   * the answer. Fails as setProperty, with E_MODEL_REFUSED or with E_ANSWER_WRONG.
   */
  async callService(
    productKey: string,
    deviceName: string,
    identifier: string,
    args: JsonObject = {},
    options?: CallOptions,
  ): Promise<Called> {
    return this._thing.calls.call(this._owner(productKey, deviceName), identifier, args, options);
  }

  /**
   * RRpc, on the system topic unless one is named: resolves with what the device answers; fails as setProperty, or with
   * E_RRPC_EXT.
   */
  async rrpc(
    productKey: string,
    deviceName: string,
    payload: string | Buffer,
    options?: RrpcOptions,
  ): Promise<Buffer> {
    return this._thing.calls.rrpc(this._owner(productKey, deviceName), Buffer.from(payload), options);
  }

  /** Sends bytes as raw data; with `sync` resolves with the bytes that come back. Fails as rrpc. */
  async sendRaw(
    productKey: string,
    deviceName: string,
    payload: Buffer,
    options?: RawOptions,
  ): Promise<Buffer | undefined> {
    return this._thing.raw.send(this._thing.calls, this._owner(productKey, deviceName), payload, options);
  }

  /** Desired values with their versions; of one that was cleared the version is left. */
  desired(productKey: string, deviceName: string): Record<string, Desired> {
    return Object.fromEntries(this._registry.data(productKey, deviceName).desired);
  }

  /**
   * SetDeviceDesiredProperty: stores values, pushes them to a device that is online, and returns their versions. With
   * `versions` a value is set only when it has that one (0: it was never set). Fails with E_MODEL_REFUSED,
   * E_VERSION_OTHER or E_QUOTA, and then changes nothing.
   */
  setDesired(
    productKey: string,
    deviceName: string,
    values: JsonObject,
    versions?: Record<string, number>,
  ): Record<string, number> {
    return this._thing.desired.set(this._owner(productKey, deviceName), values, versions);
  }

  tags(productKey: string, deviceName: string): Record<string, string> {
    return Object.fromEntries(this._registry.data(productKey, deviceName).tags);
  }

  /** Sets tags, deletes those that are null; fails with E_ARGUMENT_WRONG or E_QUOTA. */
  setTags(productKey: string, deviceName: string, tags: Record<string, string | null>): void {
    this._thing.tags.set(this._owner(productKey, deviceName), tags);
  }

  shadow(productKey: string, deviceName: string): Shadow {
    return this._thing.shadows.get(this._owner(productKey, deviceName));
  }

  /**
   * UpdateDeviceShadow: what is desired, told to a device that is online. `version` takes the place of the stored one and
   * must be above it, -1 makes it 0. Fails with E_VERSION_OTHER or E_ARGUMENT_WRONG.
   */
  setShadow(productKey: string, deviceName: string, desired: JsonObject, version?: number): Shadow {
    return this._thing.shadows.set(this._owner(productKey, deviceName), desired, version);
  }

  /** Lines of the device's log, the oldest first; what does not fit any more is gone (limits.ts). */
  deviceLog(productKey: string, deviceName: string): LogEntry[] {
    return this._registry.data(productKey, deviceName).log.all();
  }

  /** Tells the device to post its log, or not to. */
  setDeviceLog(productKey: string, deviceName: string, on: boolean): void {
    this._thing.logs.set(this._owner(productKey, deviceName), on);
  }

  /** The remote configuration of a product, or undefined. */
  config(productKey: string): RemoteConfig | undefined {
    return this._registry.config(productKey);
  }

  /** Sets the text of a remote configuration (JSON), or its switch; fails with E_ARGUMENT_WRONG or E_QUOTA. */
  setConfig(productKey: string, settings: { content?: string; on?: boolean }): RemoteConfig {
    this._registry.product(productKey);
    return this._thing.configs.set(productKey, settings);
  }

  /** Tells the devices that are online of the remote configuration; returns how many. Fails with E_CONFIG_NONE. */
  pushConfig(productKey: string): number {
    this._registry.product(productKey);
    return this._thing.configs.push(productKey);
  }

  /**
   * PubBroadcast: on `/broadcast/${productKey}/${name}`, or without a name to each device that is online. Fails with
   * E_QUOTA.
   */
  broadcast(
    productKey: string,
    payload: string | Buffer,
    name?: string,
  ): { messageId: string; devices: number } {
    this._registry.product(productKey);
    return this._thing.broadcasts.send(productKey, Buffer.from(payload), name);
  }

  private _owner(productKey: string, deviceName: string): Owner {
    this._registry.device(productKey, deviceName);
    return { productKey, deviceName };
  }
}

/** A folder at rest: nobody is connected. */
export class AtRest extends Operations {
  protected readonly _registry: Registry;
  protected readonly _thing: Thing;

  constructor(state: State, limits: boolean, devices?: number) {
    super();
    this._registry = new Registry(state, limits, devices);
    const nobody = { deliver: () => "offline" as const, isOnline: () => false, extOf: () => 0, report: () => undefined };
    this._thing = new Thing({ state, clock: systemClock, limits, ...nobody }, () => "");
  }
}
