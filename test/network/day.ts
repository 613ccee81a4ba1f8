// A day of a device in virtual time, on a network where everything goes wrong by turns, drawn from a seed: what
// happens, how long it lasts, and what the device owes in between.
import assert from "node:assert/strict";
import type { Census } from "../../bench/board/census.ts";
import { seededWords } from "../../bench/board/prng.ts";
import { E_COMMAND_REPEATED, S_ONLINE } from "../../lib/codes.ts";
import type { Rig } from "../firmware/rig.ts";
import { BACK_SEC, NOTICED_SEC, Order, Report, checkAlive, isOnline, makeRoad, troubles } from "./online.ts";
import type { Wire } from "./wire.ts";

const DAY_SEC = 86400;
const TEN_YEARS_MS = 10 * 365.25 * 86400000;
/** What the watchdog takes, and the start after it. */
const WATCHDOG_SEC = 130;
/** Three kicks within a minute each are a twin: from then on the waits grow to an hour and a quarter, until a
 *  connection has held for two hours. */
const KICKS_OF_A_TWIN = 3;
const GOOD_SEC = 60;
const FORGET_SEC = 7200;

/** What a day came to. */
export interface Outcome {
  /** How often each thing happened. */
  events: Record<string, number>;
  connects: number;
  restarts: number;
  /** The longest time from the end of a cause until the device was online, seconds. */
  longestSec: number;
  orders: number;
  reports: number;
}

interface Due {
  order: Order;
  restarts: number;
}

export class Day {
  private readonly random: () => number;
  private readonly rig: Rig;
  private readonly wire: Wire;
  private readonly orders: Due[] = [];
  private open: Order[] = [];
  /** Ids of orders that were answered, or that the device remembers; and what was looked through for them. */
  private readonly settled = new Set<string>();
  private readonly seen = { lines: 0, published: 0 };
  private readonly reports: { report: Report; restarts: number }[] = [];
  private readonly outcome: Outcome = {
    events: {}, connects: 0, restarts: 0, longestSec: 0, orders: 0, reports: 0,
  };
  private kicks = 0;
  private onlineSec = 0;
  private jumped = 0;
  private extraSec = 0;
  private nextOrderSec = 0;

  private constructor(seed: number, rig: Rig, wire: Wire) {
    this.random = seededWords(seed);
    this.rig = rig;
    this.wire = wire;
  }

  /** Lives the day of a seed; fails with what the device owes. */
  static async live(seed: number): Promise<Outcome> {
    const { rig, wire } = await makeRoad();
    return new Day(seed, rig, wire).live();
  }

  private live(): Outcome {
    const { rig } = this;
    rig.toCode(S_ONLINE);
    this.pass(100);
    const before = this.settle();
    const end = this.nowSec + DAY_SEC;
    while (this.nowSec < end) {
      this.pass(this.upTo(this.random() % 12 === 0 ? 9000 : 900));
      const cause = CAUSES[this.random() % CAUSES.length]!;
      this.outcome.events[cause] = (this.outcome.events[cause] ?? 0) + 1;
      this.extraSec = 0;
      this[cause]();
      this.comeBack(cause);
    }
    assert.deepEqual(this.settle(), before, "what the board holds");
    assert.equal(this.wire.open, 1, "connections that the board holds");
    assert.equal(rig.platform.openConnections, 1, "connections that the platform holds");
    checkAlive(rig);
    assert.ok(rig.platform.busiestMinute <= 5, `${rig.platform.busiestMinute} connects in a minute`);
    troubles(rig);
    this.checkDebts();
    this.outcome.connects = rig.platform.connects.length;
    this.outcome.restarts = rig.ends.length;
    return this.outcome;
  }

  private get nowSec(): number {
    return this.rig.platform.nowMs / 1000;
  }

  private upTo(seconds: number): number {
    return 1 + (this.random() % seconds);
  }

  /** Time passes, with what the app and the platform want of each other. */
  private pass(seconds: number): void {
    for (let left = seconds; left > 0;) {
      const step = Math.min(left, 20);
      this.rig.run(step);
      left -= step;
      const isNow = isOnline(this.rig);
      if (isNow && !this.onlineSec) this.onlineSec = this.nowSec;
      if (!isNow) this.onlineSec = 0;
      this.look();
      for (const order of this.open) order.send();
      if (this.nowSec < this.nextOrderSec) continue;
      this.nextOrderSec = this.nowSec + this.upTo(600);
      const restarts = this.rig.ends.length;
      if (this.random() % 2) this.reports.push({ report: new Report(this.rig), restarts });
      else {
        const order = new Order(this.rig);
        this.orders.push({ order, restarts });
        this.open.push(order);
      }
    }
  }

  /** The cause is gone: online within the time that is promised. */
  private comeBack(cause: string): void {
    const twin = this.kicks >= KICKS_OF_A_TWIN;
    const waitSec = twin ? Math.min(300 * 2 ** (this.kicks - KICKS_OF_A_TWIN), 3600) * 1.25 + NOTICED_SEC : BACK_SEC;
    const promisedSec = waitSec + this.extraSec;
    const from = this.nowSec;
    // Half-open, it does not know yet that it is not online.
    const isBack = (): boolean => isOnline(this.rig) && !this.wire.last.isHit;
    while (!isBack() && this.nowSec - from <= promisedSec) this.pass(1);
    const tookSec = this.nowSec - from;
    if (!isBack()) {
      const said = this.rig.lines.slice(-40).join("\n");
      assert.fail(`after ${cause} not online within ${promisedSec} s; the board said last:\n${said}`);
    }
    this.outcome.longestSec = Math.max(this.outcome.longestSec, tookSec);
  }

  /** Quiet for so long that everything is done and the old is gone; what the board then holds. */
  private settle(): Census {
    this.rig.platform.road = "open";
    while (this.open.length > 0) this.pass(20);
    this.rig.run(200);
    return this.rig.board.census()!;
  }

  /** Looks through what is new. */
  private look(): void {
    const { rig, seen, settled } = this;
    const head = `LK ${E_COMMAND_REPEATED} `;
    for (; seen.lines < rig.lines.length; seen.lines++) {
      const line = rig.lines[seen.lines]!;
      if (line.startsWith(head)) settled.add(line.slice(head.length));
    }
    const { published } = rig.platform;
    for (; seen.published < published.length; seen.published++) {
      const { topic, payload } = published[seen.published]!;
      if (topic.endsWith("set_reply")) settled.add(JSON.parse(payload).id);
    }
    this.open = this.open.filter(({ id }) => !settled.has(id));
  }

  private checkDebts(): void {
    const { outcome, orders, reports, rig } = this;
    for (const { order, restarts } of orders) {
      // A board that was started again no longer knows what it has done.
      const isRestarted = rig.ends.length > restarts;
      assert.ok(order.timesDone === 1 || (isRestarted && order.timesDone > 1), `${order.id}: ${order.timesDone} times`);
    }
    for (const { report, restarts } of reports) if (rig.ends.length === restarts) report.check();
    outcome.orders = orders.length;
    outcome.reports = reports.length;
  }

  /** The peer closes; as the device sees it, that may be a twin. */
  private close(): void {
    if (this.onlineSec) {
      const heldSec = this.nowSec - this.onlineSec;
      if (heldSec > (this.kicks >= KICKS_OF_A_TWIN ? FORGET_SEC : GOOD_SEC)) this.kicks = 0;
      this.kicks++;
    }
    this.wire.last.strike("close");
    this.onlineSec = 0;
  }

  private during(seconds: number, start: () => void, stop: () => void): void {
    start();
    this.pass(seconds);
    stop();
  }

  private road(road: Rig["platform"]["road"]): void {
    this.close();
    const { platform } = this.rig;
    this.during(this.upTo(900), () => (platform.road = road), () => (platform.road = "open"));
  }

  // The causes.

  halfOpen(): void {
    this.wire.last.strike("silence");
  }

  clogged(): void {
    this.wire.last.strike("clog");
  }

  closed(): void {
    this.close();
  }

  refused(): void {
    this.road("refused");
  }

  noHost(): void {
    this.road("no host");
  }

  noHandshake(): void {
    this.road("cut");
  }

  closedAtLogin(): void {
    this.road("closed after login");
  }

  busy(): void {
    this.close();
    const { platform } = this.rig;
    this.during(this.upTo(900), () => (platform.connack = 3), () => (platform.connack = undefined));
  }

  silent(): void {
    const { platform } = this.rig;
    this.during(this.upTo(600), () => (platform.isDeaf = true), () => (platform.isDeaf = false));
  }

  noWifi(): void {
    const { wifi } = this.rig.board;
    this.during(this.upTo(900), () => wifi.setReach(false), () => wifi.setReach(true));
    this.extraSec = 90;
  }

  kickedByTwin(): void {
    for (let kick = this.upTo(5); kick > 0; kick--) {
      this.comeBack("a kick");
      this.pass(this.upTo(40));
      if (isOnline(this.rig)) this.close();
    }
  }

  clockForwards(): void {
    this.jump(1);
  }

  clockBack(): void {
    this.jump(-1);
  }

  private jump(direction: number): void {
    if (this.jumped === direction) direction = -direction;
    this.jumped += direction;
    this.rig.board.jumpClock(direction * TEN_YEARS_MS);
    this.extraSec = WATCHDOG_SEC;
    // The waits of a device that was started again begin anew; that it does not know yet.
    if (direction < 0) this.pass(WATCHDOG_SEC);
  }
}

const CAUSES = [
  "halfOpen", "clogged", "closed", "refused", "noHost", "noHandshake", "closedAtLogin", "busy", "silent", "noWifi",
  "halfOpen", "clogged", "closed", "refused", "noHost", "noHandshake", "closedAtLogin", "busy", "silent", "noWifi",
  "clockForwards", "clockBack", "kickedByTwin",
] as const;
