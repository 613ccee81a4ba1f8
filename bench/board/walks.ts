// Walks over arrays and keys. The interpreter walks a linked list: a loop over an array meets what is appended
// meanwhile, the callbacks of forEach and its like look the next item up before the present one is handled,
// and where an item is taken away from under a walk it ends or goes astray. V8 counts places; where that comes
// to something else, the simulated board says so.

import { ownKeys } from "./key-order.ts";
import { type AnyFunction, type Realm, Unlike } from "./realm.ts";

/** What an array held when its walk was last looked at. */
class Watch {
  private known: unknown[];
  private readonly items: unknown[];

  constructor(items: unknown[]) {
    this.items = items;
    this.known = items.slice();
  }

  /** Looks at the array after the item at a place was handled; throws Unlike for a change that matters. */
  look(at: number, mayGrow: boolean): void {
    const { items, known } = this;
    if (items.length === known.length) return;
    const isLast = at === known.length - 1;
    const kept = Math.min(items.length, known.length);
    const isSame = known.every((item, index) => index >= kept || items[index] === item);
    const fits = items.length > known.length ? mayGrow || isLast : isLast || items.length > at + 1;
    if (!isSame || !fits) throw new Unlike("an array changes while it is walked; Espruino goes on otherwise");
    this.known = items.slice();
  }
}

/** The callback of an array method, with an eye on the array. */
export function watched(items: unknown, callback: AnyFunction, place: number): AnyFunction {
  if (!Array.isArray(items)) return callback;
  const watch = new Watch(items);
  return function (...args) {
    const result = callback.apply(this, args);
    watch.look(args[place] as number, false);
    return result;
  };
}

/** The items of an array, for a loop. */
export function* walkItems(items: unknown[]): Generator<unknown> {
  const watch = new Watch(items);
  for (let at = 0; at < items.length; at++) {
    yield items[at];
    watch.look(at, true);
  }
}

/**
 * The keys of an object and of the objects behind it, each as often as it stands there. A key that is
 * removed while it is at hand ends the walk over its object.
 */
export function* walkKeys(realm: Realm, object: unknown): Generator<string> {
  if (typeof object === "string" || Array.isArray(object) || ArrayBuffer.isView(object)) {
    const { length } = object as { length: number };
    for (let at = 0; at < length; at++) yield `${at}`;
  }
  const roots = [
    realm.intrinsics.Object.prototype,
    realm.intrinsics.Array.prototype,
    realm.intrinsics.Function.prototype,
  ];
  for (
    let level = object;
    isObject(level) && !roots.includes(level as never);
    level = Object.getPrototypeOf(level)
  ) {
    if (ArrayBuffer.isView(level)) return;
    const done = new Set<string>();
    for (let key = nextKey(level, done); key !== undefined; key = nextKey(level, done)) {
      done.add(key);
      yield key;
      if (!Object.hasOwn(level, key)) break;
    }
  }
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" || typeof value === "function") && value !== null;
}

function nextKey(object: object, done: Set<string>): string | undefined {
  const isHidden = (key: string): boolean =>
    key.startsWith("\xff") ||
    key === "constructor" ||
    (typeof object === "function" && /^(length|name|prototype)$/.test(key)) ||
    (Array.isArray(object) && /^(length|\d+)$/.test(key));
  return ownKeys(object).find((key) => !done.has(key) && !isHidden(key));
}
