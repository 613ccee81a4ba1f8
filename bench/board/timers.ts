// setTimeout, setInterval and friends, as the idle loop keeps them: remaining times that are counted down
// once a pass, called in the order of their ids and not of their times, an interval that is behind is called
// once a pass until it has caught up, and ids are used again as soon as the highest one is free.

import type { Events } from "./events.ts";
import { type Realm, Unlike } from "./realm.ts";

const MIN_INTERVAL_MS = 0.1;
const MAX_INTERVAL_MS = 31536000001000;

interface Timer {
  id: number;
  /** Microseconds until it is due, counted from the last pass. */
  left: number;
  intervalUs?: number;
  callback: unknown;
  args: unknown[];
}

/** What the timers need from the board. */
export interface TimerHost {
  events: Events;
  /** Time of the board in microseconds. */
  nowUs(): number;
  /** Prints an error line of the interpreter, and remembers the flag CALLBACK. */
  reportCallback(message: string): void;
}

/** All timers of one boot. */
export class Timers {
  private list: Timer[] = [];
  private changed = false;
  private lastPassUs: number;
  private readonly host: TimerHost;

  constructor(host: TimerHost) {
    this.host = host;
    this.lastPassUs = host.nowUs();
  }

  /** Counts down and calls what is due; true when something was called. */
  run(nowUs: number): boolean {
    const passed = nowUs - this.lastPassUs;
    this.lastPassUs = nowUs;
    for (const timer of this.list) timer.left -= passed;
    let called = false;
    do {
      this.changed = false;
      for (let at = 0; at < this.list.length && !this.changed;) {
        const timer = this.list[at]!;
        if (timer.left > 0) {
          at++;
          continue;
        }
        called = true;
        const ok = this.host.events.call(undefined, timer.callback, timer.args);
        if (!ok && timer.intervalUs !== undefined) {
          this.host.reportCallback("Ctrl-C while processing interval - removing it.");
          timer.intervalUs = undefined;
        }
        // The interval is looked at after the call, which may have changed or removed it.
        if (timer.intervalUs !== undefined) {
          timer.left += timer.intervalUs;
          at = this.list.indexOf(timer) + 1 || at;
        } else this.remove(timer);
      }
    } while (this.changed);
    return called;
  }

  /** All that are set. */
  get pending(): readonly Readonly<Timer>[] {
    return this.list;
  }

  /** Microseconds from the last pass until the next timer is due; Infinity when there is none. */
  untilNext(): number {
    return this.list.reduce((least, timer) => Math.min(least, timer.left), Infinity);
  }

  /** The board's clock was set: what counts is how long a timer still has to wait. */
  clockSet(nowUs: number): void {
    this.lastPassUs = nowUs;
  }

  /** How many there are. */
  get count(): number {
    return this.list.length;
  }

  /** Removes all. */
  clear(): void {
    this.list = [];
    this.changed = true;
  }

  /** Offers them to scripts. */
  install(realm: Realm): void {
    const start = (callback: unknown, interval: unknown, args: unknown[], repeat: boolean): number => {
      if (typeof callback !== "function" && typeof callback !== "string") {
        throw realm.makeError("Error", "Function or String not supplied!");
      }
      const intervalUs = toMicroseconds(realm, interval);
      const id = (this.list.at(-1)?.id ?? 0) + 1;
      const left = this.host.nowUs() - this.lastPassUs + intervalUs;
      this.list.push({ id, left, callback, args, intervalUs: repeat ? intervalUs : undefined });
      this.changed = true;
      return id;
    };
    const stop = (name: string, args: unknown[]): void => {
      if (args.length === 0) this.list = [];
      else if (args[0] === undefined)
        throw realm.makeError("Error", `${name}(undefined) not allowed. Use ${name}() instead`);
      else this.list = this.list.filter(({ id }) => id !== args[0]);
      this.changed = true;
    };
    realm.define(realm.global, {
      setTimeout: (callback, delay, ...args) => start(callback, delay, args, false),
      setInterval: (callback, delay, ...args) => start(callback, delay, args, true),
      clearTimeout: (...args) => stop("clearTimeout", args),
      clearInterval: (...args) => stop("clearInterval", args),
      changeInterval: (id, interval) => {
        const timer = this.list.find((candidate) => candidate.id === id);
        if (!timer) throw realm.makeError("Error", "Unknown Interval");
        timer.intervalUs = toMicroseconds(realm, interval);
        timer.left = this.host.nowUs() - this.lastPassUs + timer.intervalUs;
        this.changed = true;
      },
    });
  }

  private remove(timer: Timer): void {
    const at = this.list.indexOf(timer);
    if (at >= 0) this.list.splice(at, 1);
  }
}

function toMicroseconds(realm: Realm, interval: unknown): number {
  if (typeof interval === "object" && interval !== null)
    throw new Unlike("an object as a time is read differently on Espruino");
  const ms = Number(interval);
  if (ms > MAX_INTERVAL_MS) throw realm.makeError("Error", "Interval is too long (>100 years)");
  return Math.trunc((ms >= MIN_INTERVAL_MS ? ms : MIN_INTERVAL_MS) * 1000);
}
