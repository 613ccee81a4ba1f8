// Broadcasts (help: Broadcast): to the devices of a product that subscribed to a name, or to all that are online.

import { E_QUOTA, Failure } from "../../../lib/codes.ts";
import { BROADCAST_MAX_BYTES, BROADCAST_PER_MINUTE } from "../limits.ts";
import { Rate } from "../clock.ts";
import type { Desk } from "./desk.ts";

export class Broadcasts {
  private readonly _desk: Desk;
  private readonly _rates = new Map<string, Rate>();

  constructor(desk: Desk) {
    this._desk = desk;
  }

  /**
   * PubBroadcast: on `/broadcast/${productKey}/${name}`, without a name to all; returns how many it reached. Fails with
   * E_QUOTA.
   */
  send(productKey: string, payload: Buffer, name?: string): { messageId: string; devices: number } {
    this._check(productKey, payload);
    const messageId = this._desk.nextMessageId();
    let devices = 0;
    for (const owner of this._desk.state.devices.values()) {
      if (owner.productKey !== productKey || !this._desk.hub.isOnline(owner)) continue;
      const topic =
        name === undefined
          ? `/sys/${productKey}/${owner.deviceName}/broadcast/request/${messageId}`
          : `/broadcast/${productKey}/${name}`;
      if (this._desk.hub.deliver(owner, topic, payload, 0) === "sent") devices++;
    }
    return { messageId, devices };
  }

  private _check(productKey: string, payload: Buffer): void {
    if (!this._desk.hub.limits) return;
    if (Math.ceil(payload.length / 3) * 4 > BROADCAST_MAX_BYTES)
      throw new Failure(E_QUOTA, `${BROADCAST_MAX_BYTES} bytes of a broadcast in Base64`);
    let rate = this._rates.get(productKey);
    if (rate === undefined) this._rates.set(productKey, (rate = new Rate(BROADCAST_PER_MINUTE, 60_000)));
    if (!rate.take(this._desk.hub.clock.now())) throw new Failure(E_QUOTA, "1 broadcast a minute");
  }
}
