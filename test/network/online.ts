// What the tests of a bad network ask of a device again and again: that it said why, that it is online within the
// time that its back-off promises, and that it then does everything it did before.
import assert from "node:assert/strict";
import { CODES, S_BOOT, S_ONLINE } from "../../lib/codes.ts";
import { MAX_WAIT_MS } from "../../lib/mqtt/backoff.ts";
import { Rig, type RigOptions, SET } from "../firmware/rig.ts";
import { Wire } from "./wire.ts";

/** The longest time until a peer is noticed that hears nothing, or takes nothing: a quiet minute, another one that what
 *  was sent then may stay in the stream, and two ticks; s. */
export const NOTICED_SEC = 122;

/** Online again at the latest so long after the cause is gone: a connect that still met it must first fail; s. */
export const BACK_SEC = NOTICED_SEC + MAX_WAIT_MS / 1000 + 3;

/** A rig with a bad road; its device has its secret unless the kind says else. */
export async function makeRoad(options: RigOptions = {}): Promise<{ rig: Rig; wire: Wire }> {
  let wire!: Wire;
  const rig = await Rig.make({ kind: "secret", net: (platform) => (wire = new Wire(platform)), ...options });
  return { rig, wire };
}

/** The codes of something gone wrong among what was said. */
export function troubles(rig: Rig): number[] {
  const said = rig.lines.filter((line) => line.startsWith("LK "));
  const codes = said.map((line) => Number(line.split(" ")[1]));
  for (const code of codes) assert.ok(CODES[code], `LK ${code} is no code`);
  return codes.filter((code) => code >= 300 && code < 550 && code !== 408 && code !== 409 && code !== 483);
}

/** True while the device takes itself for online, as far as its codes are remembered. */
export function isOnline(rig: Rig): boolean {
  return !!rig.platform.online && (rig.codes.findLast((code) => code >= S_BOOT) ?? S_ONLINE) === S_ONLINE;
}

/** Lets time pass until the device is online, on a connection that was made after the first `lines`. */
export function backOnline(rig: Rig, wire: Wire, lines: number): void {
  rig.until(() => wire.lines.length > lines && !wire.last.isHit && isOnline(rig), BACK_SEC).run(0.2);
}

let orders = 0;

/** An order of the platform that is sent until it is answered, as often as it takes. */
export class Order {
  readonly value = 1000000 + ++orders;
  readonly id = `order-${this.value}`;
  private readonly rig: Rig;

  constructor(rig: Rig) {
    this.rig = rig;
  }

  send(): void {
    if (!this.rig.platform.online) return;
    const message = { method: "thing.service.property.set", id: this.id, version: "1.0", params: { power: this.value } };
    this.rig.platform.send(SET, message);
  }

  /** Sends it again unless it was answered. */
  remind(): void {
    if (!this.isAnswered) this.send();
  }

  get isAnswered(): boolean {
    return this.rig.platform.published.some(({ topic, payload }) =>
      topic.endsWith("set_reply") && payload.includes(`"${this.id}"`));
  }

  get timesDone(): number {
    return this.rig.said(`APP power ${this.value}`);
  }
}

let reports = 0;

/** A report of the app and a message on a custom topic, both with QoS 1: each must come to an end, once. */
export class Report {
  private readonly name = `r${1000000 + ++reports}`;
  private readonly rig: Rig;

  constructor(rig: Rig) {
    this.rig = rig;
    // What is refused at once has come to its end, too.
    rig.type(`(function(){function p(c){print("${this.name} post "+c)}function d(c){print("${this.name} done "+c)}` +
      `var c=app.post(["power"],p);if(c)p(c);c=app.publish("out","${this.name}",1,d);if(c)d(c)})()`);
  }

  /** How the two ended: 0 or a code each. */
  get ends(): { post: number[]; done: number[] } {
    const of = (what: string): number[] => {
      const head = `${this.name} ${what} `;
      return this.rig.lines.filter((line) => line.startsWith(head)).map((line) => Number(line.slice(head.length)));
    };
    return { post: of("post"), done: of("done") };
  }

  /** How often the message has come to the platform. */
  get arrived(): number {
    return this.rig.platform.published.filter(({ payload }) => payload === this.name).length;
  }

  check(): void {
    const { post, done } = this.ends;
    assert.equal(post.length, 1, `${this.name} post ${post}`);
    assert.equal(done.length, 1, `${this.name} done ${done}`);
    if (done[0] === 0) assert.ok(this.arrived > 0, `${this.name} was acknowledged and never arrived`);
  }
}

/** Fails unless the device does everything: subscribed, carries out, answers, reports, hears its custom topic. */
export function checkAlive(rig: Rig): void {
  const topics = [...rig.platform.online!.topics].map((topic) => topic.split("lamp-1/")[1]).sort();
  assert.deepEqual(topics, [
    "thing/event/property/post_reply", "thing/service/property/set", "user/fragile", "user/in",
  ]);
  const order = new Order(rig);
  order.send();
  const report = new Report(rig);
  rig.platform.send("/a1X2bEnP82z/lamp-1/user/in", `hello ${order.id}`);
  rig.run(1);
  assert.equal(order.timesDone, 1);
  assert.ok(order.isAnswered);
  assert.equal(rig.said(`APP in hello ${order.id}`), 1);
  assert.deepEqual(report.ends, { post: [0], done: [0] });
}
