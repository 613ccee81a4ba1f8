// Object, Function and RegExp of Espruino: all own properties are listed whether enumerable or not, functions
// have no `name` to speak of, and native methods are found on values but not on the `prototype` that scripts
// can name.

import type { Inspector } from "../inspect.ts";
import { type Realm, Unlike } from "../realm.ts";
import { formatNumber } from "../text.ts";
import { PROTOTYPE_KEEP, STATIC_KEEP } from "./names.ts";

/** Deletes all properties with a name that is not in the list, as far as they can be deleted. */
export function keepOnly(target: object, names: readonly string[]): void {
  for (const name of Object.getOwnPropertyNames(target)) {
    if (!names.includes(name)) Reflect.deleteProperty(target, name);
  }
}

/**
 * Replaces a class of V8: its methods move out of sight of `X.prototype`, as Espruino's native methods are,
 * and the `prototype` that scripts see lies behind them. `make` gets the constructor's arguments.
 */
export function replaceClass(realm: Realm, name: string, make: (...args: unknown[]) => unknown): object {
  const hidden = (realm.intrinsics[name] as { prototype: object }).prototype;
  keepOnly(hidden, PROTOTYPE_KEEP[name] ?? []);
  const visible = Object.create(realm.intrinsics.Object.prototype) as object;
  Object.setPrototypeOf(hidden, visible);
  const replacement = realm.constructorOf(name, visible, make);
  Object.defineProperty(realm.global, name, {
    value: replacement,
    writable: true,
    configurable: true,
    enumerable: false,
  });
  realm.classNames.set(replacement, name);
  return visible;
}

/** Installs Object, Function and RegExp; `prepare` makes V8's code of a script's. */
export function installObjects(realm: Realm, inspector: Inspector, prepare: (code: string) => string): void {
  const { Object: object } = realm.intrinsics;
  keepOnly(object.prototype, PROTOTYPE_KEEP.Object!);
  keepOnly(object, [...STATIC_KEEP.Object!, "length", "name", "prototype"]);
  realm.classNames.set(object, "Object");

  realm.define(object.prototype, {
    toString(radix: unknown) {
      if (typeof this === "number" && typeof radix === "number") return formatNumber(this, radix);
      return inspector.asText(this);
    },
    hasOwnProperty(key) {
      return Object.hasOwn(this as object, key as PropertyKey);
    },
    clone() {
      return Array.isArray(this) ? realm.array(this as unknown[]) : Object.assign(realm.object(), this);
    },
  });
  realm.defaultToString = (object.prototype as { toString: unknown }).toString;

  const keysOf = (value: unknown): string[] => {
    if (typeof value === "string") return Object.keys(value);
    if (typeof value !== "object" && typeof value !== "function") return [];
    if (value === null) return [];
    return Object.getOwnPropertyNames(value).filter((key) => !isHidden(value, key));
  };
  realm.define(object, {
    keys: (value) => realm.array(keysOf(value)),
    values: (value) => realm.array(keysOf(value).map((key) => (value as Record<string, unknown>)[key])),
    entries: (value) =>
      realm.array(keysOf(value).map((key) => realm.array([key, (value as Record<string, unknown>)[key]]))),
  });

  replaceClass(realm, "Function", (...args) => {
    if (typeof args.at(-1) !== "string") throw realm.makeError("TypeError", "Function code must be a String");
    return new realm.intrinsics.Function(
      ...args.slice(0, -1).map((arg) => inspector.asText(arg)),
      prepare(args.at(-1) as string),
    );
  });
  realm.define(realm.intrinsics.Function.prototype, {
    toString() {
      return inspector.asText(this);
    },
    replaceWith() {
      throw new Unlike("Function.replaceWith is not simulated");
    },
  });
  replaceClass(
    realm,
    "RegExp",
    (pattern, flags) =>
      new realm.intrinsics.RegExp(
        inspector.asText(pattern),
        flags === undefined ? "" : inspector.asText(flags),
      ),
  );
  replaceClass(realm, "Boolean", (value) => Boolean(value));
}

function isHidden(value: object, key: string): boolean {
  if (key.startsWith("\xff")) return true;
  if (typeof value === "function") return key === "length" || key === "name" || key === "prototype";
  return Array.isArray(value) && key === "length";
}
