// Espruino's events: listeners live in a property "#on<event>" of the object itself, `emit` only queues, and
// the queue is worked off at the end of a pass of the idle loop. What a listener throws is reported later and
// stops nobody.

import { type AnyFunction, type Realm, Unlike } from "./realm.ts";

const MAX_EMIT_ARGS = 4;

/**
 * Runs one listener; false when it was interrupted (stack overflow), which costs some callers their listener.
 */
export type Caller = (callback: unknown, thisArg: unknown, args: unknown[]) => boolean;

interface Queued {
  target: unknown;
  callback: unknown;
  args: unknown[];
}

/** The queue of events of one boot. */
export class Events {
  private queue: Queued[] = [];
  private stopped = false;
  private readonly caller: Caller;

  constructor(caller: Caller) {
    this.caller = caller;
  }

  get isEmpty(): boolean {
    return this.queue.length === 0;
  }

  /** How many calls wait. */
  get count(): number {
    return this.queue.length;
  }

  /** What is queued. */
  get waiting(): readonly Readonly<Queued>[] {
    return this.queue;
  }

  /** Puts a call of a listener (or of a list of them) at the end of the queue. */
  push(target: unknown, callback: unknown, args: unknown[]): void {
    this.queue.push({ target, callback, args });
  }

  /** Queues the listeners that the object has for an event, if any. */
  pushFor(target: object, event: string, args: unknown[]): void {
    const callback = (target as Record<string, unknown>)[`#on${event}`];
    if (callback !== undefined) this.push(target, callback, args);
  }

  /** Calls the listeners for an event at once; false when there are none. */
  callFor(target: object | undefined, event: string, args: unknown[]): boolean {
    const callback = (target as Record<string, unknown> | undefined)?.[`#on${event}`];
    if (callback === undefined) return false;
    this.call(target, callback, args);
    return true;
  }

  /** Works off the queue, with what is queued meanwhile. */
  run(): void {
    for (let event = this.queue.shift(); event; event = this.queue.shift()) {
      this.call(event.target, event.callback, event.args);
    }
  }

  /** Calls a listener or a list of listeners; false when one was interrupted. */
  call(target: unknown, callback: unknown, args: unknown[]): boolean {
    this.stopped = false;
    const ok = this.callNested(target, callback, args);
    this.stopped = false;
    return ok;
  }

  /** The rest of the list that is being called is left out. */
  stopPropagation(): void {
    this.stopped = true;
  }

  /** Forgets everything. */
  clear(): void {
    this.queue = [];
  }

  private callNested(target: unknown, callback: unknown, args: unknown[]): boolean {
    if (!Array.isArray(callback)) return this.caller(callback, target, args);
    // The interpreter walks a linked list and steps on before it calls: a listener that removes itself
    // disturbs nobody, and one that removes its follower comes too late.
    let ok = true;
    for (let at = 0; ok && !this.stopped && at < callback.length;) {
      const hasFollower = at + 1 < callback.length;
      const follower: unknown = callback[at + 1];
      ok = this.callNested(target, callback[at], args);
      if (!hasFollower) break;
      if (callback[at + 1] === follower) at++;
      else if (callback[at] !== follower) at = callback.indexOf(follower);
      if (at < 0) return ok && !this.stopped && this.callNested(target, follower, args);
    }
    return ok;
  }
}

/** Puts `on`, `emit` and the rest on every object of the realm. */
export function installEvents(realm: Realm, events: Events): void {
  const fail = (message: string): Error => realm.makeError("TypeError", message);

  const checkParent = (parent: unknown): Record<string, unknown> => {
    if (parent === null || (typeof parent !== "object" && typeof parent !== "function")) {
      throw fail("Parent must be an object - not a String, Integer, etc");
    }
    return parent as Record<string, unknown>;
  };
  const checkEvent = (event: unknown): string => {
    if (typeof event !== "string") throw fail("First argument must be String");
    return `#on${event}`;
  };

  const add = (parent: unknown, event: unknown, listener: unknown, first: boolean): void => {
    const target = checkParent(parent);
    const key = checkEvent(event);
    if (typeof listener !== "function" && typeof listener !== "string") {
      throw fail("Second argument must be a function or a String");
    }
    const before = Object.hasOwn(target, key) ? target[key] : undefined;
    if (before !== undefined && !Array.isArray(before)) {
      throw new Unlike(`a listener for "${String(event)}" beside the callback of connect: Espruino loses the callback`);
    }
    const list = Array.isArray(before) ? [...(before as unknown[])] : before === undefined ? [] : [before];
    // A new list: a listener that is added while the event is being handled is not called for it.
    target[key] = realm.array(first ? [listener, ...list] : [...list, listener]);
    const waiting = target["\xffbuf"];
    if (event === "data" && typeof waiting === "string") {
      events.pushFor(target, "data", [waiting]);
      delete target["\xffbuf"];
    }
  };

  const on: AnyFunction = function (event, listener) {
    add(this, event, listener, false);
  };
  realm.define(realm.intrinsics.Object.prototype, {
    on,
    addListener: on,
    prependListener(event, listener) {
      add(this, event, listener, true);
    },
    emit(event, ...args) {
      const target = checkParent(this);
      const key = checkEvent(event);
      if (target[key] !== undefined) events.push(target, target[key], args.slice(0, MAX_EMIT_ARGS));
      if (args.length > MAX_EMIT_ARGS) throw fail(`Too many arguments (>${MAX_EMIT_ARGS})`);
    },
    removeListener(event, listener) {
      const list = checkParent(this)[checkEvent(event)];
      if (!Array.isArray(list)) return;
      const at = list.indexOf(listener);
      if (at >= 0) list.splice(at, 1);
    },
    removeAllListeners(event) {
      const target = checkParent(this);
      if (event !== undefined && typeof event !== "string")
        throw fail("First argument must be String or undefined");
      for (const key of Object.keys(target)) {
        if (event === undefined ? key.startsWith("#on") : key === `#on${event}`) delete target[key];
      }
    },
  });
}
