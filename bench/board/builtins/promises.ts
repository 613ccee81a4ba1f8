// Promise of Espruino: reactions are events in the ordinary queue, so that timers can come first; resolving
// takes one turn of the queue more than elsewhere; a rejection that nobody handles at that moment is an
// uncaught error; and `catch` on a promise that is already fulfilled rejects (a fault of the interpreter that
// is kept).

import { COST } from "../memory-costs.ts";
import type { Events } from "../events.ts";
import { typeName } from "../inspect.ts";
import { type AnyFunction, Gone, type Realm, Unlike } from "../realm.ts";
import { reshapeError } from "./errors.ts";

const PENDING = 0;
const REJECTED = 1;
const FULFILLED = 2;

/** The right to settle a promise once. */
interface Box {
  promise: object;
  used: boolean;
}

interface Reaction {
  callback: AnyFunction | undefined;
  next: Box;
}

interface Inner {
  value: unknown;
  onFulfilled: Reaction[];
  onRejected: Reaction[];
}

/** The interpreter's one place for an error that nobody has caught yet. */
export interface PendingError {
  set(error: unknown): void;
  take(): unknown;
}

/** Installs Promise. A rejection without a handler becomes the pending error. */
export function installPromises(realm: Realm, events: Events, pending: PendingError): void {
  const prototype = realm.object();
  const inner = new WeakMap<object, Inner>();
  const isPromise = (value: unknown): value is object =>
    typeof value === "object" && value !== null && inner.has(value);

  const create = (): Box => {
    const promise = Object.create(prototype) as object;
    Object.assign(promise, { state: PENDING });
    const own: Inner = { value: undefined, onFulfilled: [], onRejected: [] };
    inner.set(promise, own);
    realm.held.set(promise, () => held(promise, own));
    return { promise, used: false };
  };

  const held = (promise: object, { value, onFulfilled, onRejected }: Inner) => {
    const reactions = [...onFulfilled, ...onRejected];
    const isSettled = (promise as { state: number }).state !== PENDING;
    const lists = reactions.length > 0 ? COST.reactionLists : 0;
    const vars = lists + COST.reaction * onFulfilled.length + (isSettled ? COST.promiseValue : 0);
    return { vars, values: [value, ...reactions.flatMap(({ callback, next }) => [callback, next.promise])] };
  };

  const attempt = (action: () => unknown): { value: unknown; threw: boolean } => {
    let value: unknown;
    try {
      value = action();
    } catch (error) {
      if (error instanceof Gone || !realm.isAlive) throw new Gone();
      pending.take();
      return { value: reshapeError(realm, error), threw: true };
    }
    // What an earlier event has thrown and nobody has reported yet is taken for the callback's.
    const earlier = pending.take();
    return earlier === undefined ? { value, threw: false } : { value: earlier, threw: true };
  };

  const queueReaction = (promise: object, reaction: Reaction, value: unknown, isThen: boolean): void => {
    events.push(promise, () => react(promise, reaction, value, isThen), []);
  };

  const react = (promise: object, { callback, next }: Reaction, value: unknown, isThen: boolean): void => {
    if (!callback) return settle(next, value, isThen);
    const result = attempt(() => callback.call(promise, value));
    settle(next, result.value, !result.threw);
  };

  const seal = (promise: object, value: unknown, resolving: boolean): void => {
    Object.assign(promise, { state: resolving ? FULFILLED : REJECTED });
    const { onFulfilled, onRejected } = inner.get(promise)!;
    const reactions = resolving ? onFulfilled : onRejected;
    for (const reaction of reactions) queueReaction(promise, reaction, value, resolving);
    if (!resolving && reactions.length === 0) {
      pending.set(realm.makeError("Error", `Unhandled promise rejection: ${realm.toText(value)}`));
    }
  };

  const settle = (box: Box, value: unknown, resolving: boolean): void => {
    if (box.used) return;
    box.used = true;
    const { promise } = box;
    if (value === promise) return pending.set(realm.makeError("Error", "Illegal resolving to self"));
    inner.get(promise)!.value = value;
    const then =
      typeof value === "object" && value !== null && !Array.isArray(value) && resolving
        ? (value as { then?: unknown }).then
        : undefined;
    if (typeof then !== "function") return seal(promise, value, resolving);
    const again: Box = { promise, used: false };
    const result = attempt(() => then.call(value, ...settlers(again, settle)));
    if (result.threw) settle(again, result.value, false);
  };

  const queueSettle = (box: Box, value: unknown, resolving: boolean): void => {
    events.push(undefined, () => settle(box, value, resolving), []);
  };

  const settlers = (box: Box, how: typeof settle): [AnyFunction, AnyFunction] => {
    const made: [AnyFunction, AnyFunction] = [
      realm.native("resolve", (value) => how(box, value, true)),
      realm.native("reject", (value) => how(box, value, false)),
    ];
    for (const each of made) realm.held.set(each, () => ({ vars: COST.settler, values: [box.promise] }));
    return made;
  };

  const construct = (executor: unknown, thisArg?: unknown): object => {
    if (executor === undefined) throw realm.makeError("Error", "Function required in promise constructor");
    const box = create();
    if (typeof executor !== "function") {
      queueSettle(box, realm.makeError("Error", `Expecting function, got ${typeName(executor)}`), false);
      return box.promise;
    }
    const result = attempt(() =>
      (executor as AnyFunction).call(thisArg ?? box.promise, ...settlers(box, queueSettle)),
    );
    if (result.threw) queueSettle(box, result.value, false);
    return box.promise;
  };

  const settled = (value: unknown, resolving: boolean): object => {
    const box = create();
    queueSettle(box, value, resolving);
    return box.promise;
  };

  const then = (promise: unknown, onFulfilled: unknown, onRejected: unknown): object => {
    if (!isPromise(promise)) throw realm.makeError("Error", "Not a promise");
    const next = create();
    const { state } = promise as { state?: number };
    const { value, onFulfilled: fulfilled, onRejected: rejected } = inner.get(promise)!;
    const asCallback = (candidate: unknown): AnyFunction | undefined =>
      typeof candidate === "function" ? (candidate as AnyFunction) : undefined;
    if (state === PENDING) {
      fulfilled.push({ callback: asCallback(onFulfilled), next });
      rejected.push({ callback: asCallback(onRejected), next });
    } else {
      const callback = asCallback(state === FULFILLED ? onFulfilled : onRejected);
      queueReaction(promise, { callback, next }, value, false);
    }
    return next.promise;
  };

  const all = (items: unknown): object => {
    if (typeof items === "string" || (typeof items === "object" && items !== null && !Array.isArray(items)))
      throw new Unlike(`Promise.all of ${typeName(items)} goes wrong on Espruino`);
    if (!Array.isArray(items))
      throw realm.makeError("TypeError", `Expecting something iterable, got ${typeName(items)}`);
    const box = create();
    const results = realm.array([]);
    let remaining = items.filter(isPromise).length;
    let rejected = false;
    if (remaining === 0) return settled(realm.array(items), true);
    items.forEach((item: unknown, at) => {
      if (!isPromise(item)) {
        results[at] = item;
        return;
      }
      then(
        item,
        (value: unknown) => {
          results[at] = value;
          if (--remaining === 0 && !rejected) queueSettle(box, results, true);
        },
        (reason: unknown) => {
          if (!rejected) queueSettle(box, reason, false);
          rejected = true;
        },
      );
    });
    return box.promise;
  };

  const made = realm.constructorOf("Promise", prototype, (executor) => construct(executor));
  Object.defineProperty(realm.global, "Promise", {
    value: made,
    writable: true,
    configurable: true,
    enumerable: false,
  });
  realm.classNames.set(made, "Promise");
  realm.define(made, {
    all,
    reject: (value) => settled(value, false),
    resolve: (value) => {
      if (isPromise(value)) return value;
      const follow =
        typeof value === "object" && value !== null ? (value as { then?: unknown }).then : undefined;
      return typeof follow === "function" ? construct(follow) : settled(value, true);
    },
  });
  realm.define(prototype, {
    then(onFulfilled, onRejected) {
      return then(this, onFulfilled, onRejected);
    },
    catch(onRejected) {
      return then(this, undefined, onRejected);
    },
  });
}
