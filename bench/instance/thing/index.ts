// The thing model side of an instance (help: Alink protocol; Data formats): takes what devices send on system topics,
// answers them, keeps what they report, and asks them what the operator wants to know.

import type { Owner } from "../topics.ts";
import { Calls } from "./calls.ts";
import { Desk, type Routes, type ThingHub } from "./desk.ts";
import { Reports } from "./reports.ts";
import { Router } from "./routes.ts";

export type { Reply, ThingHub } from "./desk.ts";
export type { Called, CallOptions, RrpcOptions } from "./calls.ts";

export class Thing {
  readonly calls: Calls;
  private readonly _desk: Desk;
  private readonly _router: Router;

  constructor(hub: ThingHub) {
    this._desk = new Desk(hub);
    this.calls = new Calls(this._desk);
    this._router = new Router(
      new Reports(this._desk).routes(),
      this.calls.routes(),
      clockRoutes(this._desk),
    );
  }

  /** Handles a message of the device when it is one of the thing model's. Fails when it cannot be stored. */
  take(owner: Owner, topic: string, payload: Buffer, qos: 0 | 1): void {
    this._router.take({ owner, topic, payload, qos });
  }

  /** Fails what still waits for an answer. */
  close(): void {
    this._desk.close();
  }
}

// Help: NTP service. Numbers come as text or bare, and go back as text.
function clockRoutes(desk: Desk): Routes {
  return {
    "/ext/ntp/request": desk.tells(({ owner, message }) => {
      const now = String(desk.hub.clock.now());
      const sent = String(message.deviceSendTime ?? "");
      const answer = { deviceSendTime: sent, serverRecvTime: now, serverSendTime: now };
      const topic = `/ext/ntp/${owner.productKey}/${owner.deviceName}/response`;
      desk.hub.deliver(owner, topic, Buffer.from(JSON.stringify(answer)), 0);
    }),
  };
}
