// The thing model side of an instance (help: Alink protocol; Data formats): takes what devices send on system topics,
// answers them, keeps what they report, and asks them what the operator wants to know.

import type { Owner } from "../topics.ts";
import { Broadcasts } from "./broadcast.ts";
import { Calls } from "./calls.ts";
import { type ConfigUrl, Configs } from "./config.ts";
import { DesiredValues } from "./desired.ts";
import { Desk } from "./desk.ts";
import type { ThingHub } from "./mail.ts";
import { DeviceLogs } from "./device-log.ts";
import { notify, otherRoutes, refusals } from "./others.ts";
import { Raw } from "./raw.ts";
import { Reports } from "./reports.ts";
import { Router } from "./routes.ts";
import { Shadows } from "./shadow.ts";
import { Tags } from "./tags.ts";

export type { Reply, ThingHub } from "./mail.ts";
export type { AskOptions, Called, CallOptions, RrpcOptions } from "./calls.ts";
export type { ConfigUrl } from "./config.ts";
export type { RawOptions } from "./raw.ts";

export class Thing {
  readonly calls: Calls;
  readonly desired: DesiredValues;
  readonly tags: Tags;
  readonly shadows: Shadows;
  readonly configs: Configs;
  readonly logs: DeviceLogs;
  readonly broadcasts: Broadcasts;
  readonly raw: Raw;
  private readonly _desk: Desk;
  private readonly _router: Router;

  /** `configUrl` says where a device fetches a remote configuration. */
  constructor(hub: ThingHub, configUrl: ConfigUrl) {
    const desk = (this._desk = new Desk(hub));
    const reports = new Reports(desk).routes();
    const reporting = new Router(reports);
    this.calls = new Calls(desk);
    this.desired = new DesiredValues(desk);
    this.tags = new Tags(desk);
    this.shadows = new Shadows(desk);
    this.configs = new Configs(desk, configUrl);
    this.logs = new DeviceLogs(desk);
    this.broadcasts = new Broadcasts(desk);
    this.raw = new Raw(desk, (mail) => void reporting.take(mail));
    const areas = [this.calls, this.desired, this.tags, this.shadows, this.configs, this.logs, this.raw];
    this._router = new Router(reports, ...areas.map((area) => area.routes()), otherRoutes(desk), refusals(desk));
  }

  /** Handles a message of the device on a system topic. Fails when it cannot be stored. */
  take(owner: Owner, topic: string, payload: Buffer, qos: 0 | 1): void {
    if (!this._router.take({ owner, topic, payload, qos }))
      this._desk.hub.report("ignored", owner, { what: topic });
  }

  /** Tells a device that it was disabled, enabled or deleted. */
  notify(owner: Owner, what: "disable" | "enable" | "delete"): void {
    notify(this._desk, owner, what);
  }

  /** Fails what still waits for an answer. */
  close(): void {
    this._desk.close();
  }
}
