// A local instance of Alibaba Cloud IoT Platform: what a device sees of it over MQTT and HTTPS, good enough that
// official SDKs work against it unmodified. This file puts the parts together; `limits.ts` says which numbers
// it keeps, `gate.ts` who gets in, `topics.ts` who may do what.

import { Broker } from "./broker.ts";
import { openCertificates } from "./certs.ts";
import { type Clock, systemClock } from "./clock.ts";
import { openControl } from "./control.ts";
import { checkOpenFiles } from "./files.ts";
import { type Folder, openFolder } from "./folder.ts";
import { Gate } from "./gate.ts";
import { Http } from "./http.ts";
import { type Listener, listenPlain, listenTls } from "./listener.ts";
import { type Capacity, PUBLIC_CAPACITY } from "./limits.ts";
import type { Faults, InstanceOptions } from "./options.ts";
import { Operations } from "./operations.ts";
import { pskOf } from "./psk.ts";
import { Registry } from "./registry.ts";
import type { Device } from "./state.ts";
import { type ConfigUrl, Thing } from "./thing/index.ts";
import type { Owner } from "./topics.ts";
import type { Delivery } from "./traffic.ts";

export type { Desired, LogEntry, Shadow } from "./device-data.ts";
export type { Device, DeviceEvent, Product, PropertyValue, RemoteConfig } from "./state.ts";
export type { Called, Reply } from "./thing/index.ts";
export type { Clock } from "./clock.ts";
export type { Faults, InstanceOptions } from "./options.ts";
export type { Capacity } from "./limits.ts";

/** Starts an instance; fails with a code of 200 to 209 or E_FILES_FEW. */
export async function startInstance(options: InstanceOptions): Promise<Instance> {
  const {
    host = "127.0.0.1",
    clock = systemClock,
    faults = {},
    limits = true,
    kind = "new",
    strict = false,
  } = options;
  const capacity = { ...PUBLIC_CAPACITY, ...options.capacity };
  const folder = openFolder(options.dir, faults);
  const closers: (() => Promise<void>)[] = [() => folder.close()];
  try {
    checkOpenFiles(limits ? capacity.devices : folder.state.devices.size);
    const certificates = await openCertificates(options.dir, host);
    const instance = new Instance(folder, { clock, faults, limits, capacity });
    const gate = new Gate(folder.state, { kind, strict, limits, capacity }, clock);
    const broker = await Broker.start({
      state: folder.state,
      gate,
      clock,
      limits,
      keepaliveCheckMs: options.keepaliveCheckMs,
      subscriptionDelayMs: () => faults.subscriptionDelayMs ?? 0,
      uplink: (owner, topic, payload, qos) => instance.uplink(owner, topic, payload, qos),
      report: (event, owner, details) => instance.report(event, owner, details),
    });
    closers.unshift(() => broker.close());
    const doorman = {
      accept: broker.accept.bind(broker),
      broken: (reason: string) => instance.report("broken", {}, { reason }),
      psk: (identity: string) => pskOf(folder.state, identity),
    };
    const { requireSni = false, psk = true, tickets = true, sessionIds = true } = options;
    const manners = { requireSni, psk, tickets, sessionIds };
    const listeners = [await listenTls(certificates, host, options.port ?? 0, doorman, manners)];
    closers.unshift(() => closeAll(listeners));
    listeners.push(await instance.http.listenTls(certificates, host, options.httpPort ?? 0, manners));
    if (options.plainPort !== undefined) {
      listeners.push(await listenPlain(host, options.plainPort, doorman));
      listeners.push(await instance.http.listenPlain(host, 0));
    }
    const [port, httpPort, plainPort, plainHttpPort] = listeners.map((each) => each.port);
    const control = await openControl(options.dir, instance);
    closers.unshift(() => control.close());
    instance.open({
      broker,
      closers,
      host,
      port,
      httpPort,
      plainPort,
      plainHttpPort,
      caPem: certificates.caPem,
      caFile: certificates.caFile,
    });
    return instance;
  } catch (error) {
    for (const close of closers) await close();
    throw error;
  }
}

interface Opened {
  broker: Broker;
  closers: (() => Promise<void>)[];
  host: string;
  port: number;
  httpPort: number;
  plainPort: number | undefined;
  plainHttpPort: number | undefined;
  caPem: string;
  caFile: string;
}

/**
 * A running instance. Its events are evidence of what happened, each with `at` (ms since 1970 UTC) and, where
 * one is concerned, `productKey` and `deviceName`:
 * - logins: "registered" {kind}, "connect" {auth, clientId, clean, ss, transport,
 *   with TLS suite, resumed, psk}, "refused" {code, reason},
 *   "kick", "disconnect" {auth, reason}, "broken" {reason} for a connection that came to no CONNECT;
 * - upward: "subscribe" {topic, granted}, "publish" {topic, qos, payload}, "drop" {reason, topic}, "ignored"
 *   {what}, "property" {id, params, failed}, "event" {id, identifier, value, time, failed}, "batch" {id, properties,
 *   events, past, failed}, "reply" and "serviceReply" {identifier, id, code, data, failed}, "desired" {set or cleared},
 *   "tags" {tags}, "shadow" {reported, desired, version}, "config" {asked or id, code}, "log" {entries}, "raw" {direction,
 *   payload, message, failed}, "notice" {what, code}, "unsupported" {topic, code}, "failure" {error} if not stored;
 * - downward: "deliver" {topic, qos, payload}, "puback" {topic};
 * - by HTTPS: "request" {method, path, host, status, code, with TLS sni, suite, resumed} for each, and then "registered"
 *   {kind, transport}, "token" {clientId, transport}, "publish" with transport and messageId, or "refused" {code, reason,
 *   path}.
 */
export class Instance extends Operations {
  readonly instanceId: string;
  readonly limits: boolean;
  readonly faults: Faults;
  host = "";
  /** Port of TLS. */
  port = 0;
  /** Port of plain TCP, or undefined. */
  plainPort: number | undefined;
  /** Ports of HTTPS, and of plain HTTP or undefined. */
  httpPort = 0;
  plainHttpPort: number | undefined;
  /** The root certificate of the instance, and the file that holds it. */
  caPem = "";
  caFile = "";
  readonly http: Http;
  /** Where a device fetches a remote configuration: from this instance, by the address that it came to. May be replaced. */
  configUrl: ConfigUrl = ({ productKey, deviceName }, { id, content }) => {
    const host = this._broker.linkOf({ productKey, deviceName })?.host ?? this.host;
    return this.fileUrl(`${productKey}/${id}`, Buffer.from(content), host);
  };
  private readonly _folder: Folder;
  private readonly _clock: Clock;
  protected readonly _registry: Registry;
  protected readonly _thing: Thing;
  private _broker!: Broker;
  private _closers: (() => Promise<void>)[] = [];

  /** Use startInstance. */
  constructor(
    folder: Folder,
    settings: { clock: Clock; faults: Faults; limits: boolean; capacity: Capacity },
  ) {
    const { clock, faults, limits, capacity } = settings;
    super();
    this.instanceId = folder.state.instanceId;
    this.limits = limits;
    this.faults = faults;
    this._folder = folder;
    this._clock = clock;
    this._registry = new Registry(folder.state, limits, capacity.devices);
    this.http = new Http({
      state: folder.state,
      clock,
      limits,
      uplink: (owner, topic, payload, qos) => this.uplink(owner, topic, payload, qos),
      report: (event, owner, details) => this.report(event, owner, details),
      fault: () => faults.http,
    });
    const hub = {
      state: folder.state,
      clock,
      limits,
      isOnline: (owner: Owner) => this._broker.isOnline(owner),
      extOf: (owner: Owner) => this._broker.linkOf(owner)?.ext ?? 0,
      deliver: (owner: Owner, topic: string, payload: Buffer, qos: 0 | 1) =>
        this._broker.deliver(owner, topic, payload, qos),
      report: (event: string, owner: Partial<Owner>, details: object) => this.report(event, owner, details),
    };
    this._thing = new Thing(hub, (owner, config) => this.configUrl(owner, config));
  }

  /** Called once by startInstance when all doors are open. */
  open({ broker, closers, ...doors }: Opened): void {
    this._broker = broker;
    this._closers = closers;
    Object.assign(this, doors);
  }

  /** Bytes of the state that were cut off because the last writer was killed in the middle of a record. */
  get tornBytes(): number {
    return this._folder.state.tornBytes;
  }

  /** Tells the device, refuses it from now on and cuts its connection. */
  override disable(productKey: string, deviceName: string): Device {
    const device = this._registry.disable(productKey, deviceName);
    this._thing.notify(device, "disable");
    this._broker.cut(device, "disabled");
    return device;
  }

  /** Tells the device, forgets it and cuts its connection. */
  override delete(productKey: string, deviceName: string): void {
    this._registry.device(productKey, deviceName);
    this._thing.notify({ productKey, deviceName }, "delete");
    this._registry.delete(productKey, deviceName);
    this._broker.cut({ productKey, deviceName }, "deleted");
  }

  isOnline(productKey: string, deviceName: string): boolean {
    return this._broker.isOnline({ productKey, deviceName });
  }

  /** Pub: sends a message to one device on any of its topics; says what became of it. */
  async publish(owner: Owner, topic: string, payload: string | Buffer, qos: 0 | 1 = 0): Promise<Delivery> {
    const delivery = this._broker.deliver(owner, topic, Buffer.from(payload), qos);
    await this.sync();
    return delivery;
  }

  /** Every HTTPS token of the device is over from now on: code 20001. */
  expireTokens(productKey: string, deviceName: string): void {
    this._registry.device(productKey, deviceName);
    this.http.expireTokens(productKey, deviceName);
  }

  /**
   * Hands out a file by HTTPS GET, whole or by a range, and returns its address: signed, and good for a day by the
   * instance's clock. `host` is how the device reaches this machine, unless it listens on one address.
   */
  fileUrl(name: string, bytes: Buffer, host = this.host): string {
    return `https://${host}:${this.httpPort}${this.http.files.add(name, bytes)}`;
  }

  /** Resolves when all that the instance knows is on the disk. */
  sync(): Promise<void> {
    return this._folder.state.sync();
  }

  /**
   * A message from a device, behind the limits and permissions: to the thing model, and back to the device if
   * it listens.
   */
  uplink(owner: Owner, topic: string, payload: Buffer, qos: 0 | 1): void {
    if (topic.startsWith(`/${owner.productKey}/${owner.deviceName}/`))
      this._broker.deliver(owner, topic, payload, qos);
    else this._thing.take(owner, topic, payload, qos);
  }

  /** Emits an event as evidence. */
  report(event: string, owner: Partial<Owner>, details: object): void {
    if (this.listenerCount(event) === 0) return;
    const { productKey, deviceName } = owner;
    this.emit(event, {
      ...(productKey !== undefined && { productKey, deviceName }),
      ...details,
      at: this._clock.now(),
    });
  }

  /** Cuts all connections, stores what is open and gives the folder back. */
  async close(): Promise<void> {
    this._thing.close();
    for (const close of this._closers.splice(0)) await close();
  }
}

async function closeAll(listeners: Listener[]): Promise<void> {
  await Promise.all(listeners.map((listener) => listener.close()));
}
