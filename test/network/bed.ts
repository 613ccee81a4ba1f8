// A device on a real interpreter with its peer, for tests that take something from it: does it do all it should again?
import { Peer, SET } from "../size/like.ts";
import type { RealDevice } from "./device.ts";

/** A board and its peer. */
export class Bed {
  private orders = 0;
  readonly peer: Peer;
  readonly device: RealDevice;

  constructor(peer: Peer, device: RealDevice) {
    this.peer = peer;
    this.device = device;
  }

  /** Sets properties; the id of the message. */
  set(params: object): string {
    const id = `o${++this.orders}`;
    this.peer.send([SET, JSON.stringify({ id, params })]);
    return id;
  }

  /** Waits until a setting is carried out and answered; the answer to one that met a restart never comes. */
  async works(): Promise<void> {
    const first = this.orders + 1;
    const isAnswered = (): boolean => this.peer.published.some(({ topic, payload }) =>
      topic.endsWith("set_reply") && Number(/"id":"o(\d+)"/.exec(payload)?.[1]) >= first);
    await this.device.until(isAnswered, () => this.set({ power: this.orders }));
  }

  close(): void {
    this.device.close();
    this.peer.close();
  }
}
