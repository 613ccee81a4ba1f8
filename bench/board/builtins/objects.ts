// Object, Function and RegExp of Espruino: all own properties are listed whether enumerable or not, functions
// have no `name` to speak of, and native methods are found on values but not on the `prototype` that scripts
// can name.

import { type Inspector, typeName } from "../inspect.ts";
import { noteKey, noteKeys, ownKeys } from "../key-order.ts";
import { type AnyFunction, type Realm, Unlike, isNative } from "../realm.ts";
import { formatNumber } from "../text.ts";
import { PROTOTYPE_KEEP, STATIC_KEEP } from "./names.ts";
import { unlikePattern } from "./patterns.ts";

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
  // What a value calls its constructor is another function than the global one.
  if (UNEQUAL.has(name)) {
    const value = realm.native(name, make);
    Object.defineProperty(hidden, "constructor", {
      value,
      writable: true,
      configurable: true,
      enumerable: false,
    });
  }
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

const UNEQUAL = new Set(["Array", "String", "Number", "Boolean", "Function"]);

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
      if (typeof this === "string")
        return /^\d+$/.test(inspector.asText(key)) && Number(key) < (this as string).length;
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
    if (isNative(value)) return Object.keys(value);
    if (value instanceof realm.intrinsics.RegExp)
      return ["source", ...(value.flags ? ["flags"] : []), "lastIndex"];
    return ownKeys(value).filter((key) => !isHidden(value, key));
  };
  realm.define(object, {
    keys: (value) => realm.array(keysOf(value)),
    values: (value) => realm.array(keysOf(value).map((key) => (value as Record<string, unknown>)[key])),
    entries: (value) =>
      realm.array(keysOf(value).map((key) => realm.array([key, (value as Record<string, unknown>)[key]]))),
  });

  installProperties(realm, object);
  installBind(realm);
  replaceClass(realm, "Function", (...args) => {
    const code = args.at(-1);
    if (typeof code !== "string") {
      const got = code === undefined ? "undefined" : typeName(code);
      throw realm.makeError("TypeError", `Function code must be a String, got '${got}'`);
    }
    if (args.slice(0, -1).some((name) => /,/.test(String(name))))
      throw new Unlike("new Function takes one name in one text on Espruino");
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
  replaceClass(realm, "RegExp", (pattern, flags) => {
    const source = inspector.asText(pattern);
    const unlike = unlikePattern(source);
    if (unlike) throw new Unlike(`${unlike} in a regular expression goes wrong on Espruino`);
    return new realm.intrinsics.RegExp(source, flags === undefined ? "" : inspector.asText(flags));
  });
  replaceClass(realm, "Boolean", (value) => Boolean(value));
  installFlags(realm);
  installExec(realm);
}

function isHidden(value: object, key: string): boolean {
  if (key.startsWith("\xff")) return true;
  if (typeof value === "function") return /^(length|name|prototype|arguments|caller)$/.test(key);
  return Array.isArray(value) && key === "length";
}

/** `assign` takes objects only and calls no setters; what `defineProperty` makes is listed and can be made anew. */
function installProperties(realm: Realm, object: ObjectConstructor): void {
  const { create, defineProperty, fromEntries, getOwnPropertyDescriptor } = object;
  const fail = (type: "Error" | "TypeError", message: string): Error => realm.makeError(type, message);
  const want = (value: unknown): object => {
    if (Object.prototype.toString.call(value) === "[object Object]") return value as object;
    throw fail("TypeError", `Expecting Object, got ${typeName(value)}`);
  };
  const open = { enumerable: true, configurable: true };

  /** A property that says so when it is written: where V8 is not strict, it would say nothing. */
  const fixed = (value: unknown): PropertyDescriptor => {
    const get = (): unknown => value;
    realm.constants.set(get, value);
    const set = realm.native("set", () => {
      throw fail("TypeError", "Assignment to a constant");
    });
    return { get, set, ...open };
  };

  const define = (target: object, name: unknown, description: any): void => {
    if (typeof description !== "object" || description === null)
      throw fail("Error", `Property description must be Object, got ${typeName(description)}`);
    const { get, set, value, writable } = description;
    const isFixed = writable !== undefined && !writable;
    const accessor = { ...(get && { get }), ...(set && { set }), ...open };
    const made = get || set ? accessor : isFixed ? fixed(value) : { value, writable: true, ...open };
    defineProperty(target, name as PropertyKey, made);
  };
  const describe = (target: object, name: unknown): unknown => {
    const found = getOwnPropertyDescriptor(target, name as PropertyKey);
    if (found && !found.get && !found.set)
      return realm.object({ writable: true, ...open, value: found.value });
    if (!found?.get || !realm.constants.has(found.get)) return found;
    return realm.object({ writable: false, ...open, value: realm.constants.get(found.get) });
  };

  realm.define(object, {
    create: (prototype) => {
      if (prototype !== null && typeof prototype !== "object" && typeof prototype !== "function")
        throw fail("TypeError", `Object prototype may only be an Object or null: ${typeName(prototype)}`);
      return create(prototype as object | null);
    },
    fromEntries: (entries) => {
      if (!Array.isArray(entries)) return undefined;
      const made = fromEntries(entries as [string, unknown][]) as object;
      noteKeys(made, [...new Set((entries as [string, unknown][]).map(([key]) => String(key)))]);
      return made;
    },
    assign: (target, ...sources) => {
      want(target);
      for (const source of sources) {
        if (source === undefined || source === null) continue;
        for (const key of ownKeys(want(source)).filter((name) => !name.startsWith("\xff"))) {
          const value = (source as Record<string, unknown>)[key];
          noteKey(target, key);
          defineProperty(target as object, key, { value, writable: true, ...open });
        }
      }
      return target;
    },
    defineProperty: (target, name, description) => {
      if (target === null || (typeof target !== "object" && typeof target !== "function"))
        throw fail("Error", `First argument must be Object, Function or Array, got ${typeName(target)}`);
      define(target, name, description);
      return target;
    },
    getOwnPropertyDescriptor: (target, name) => describe(target as object, name),
  });
}

/** Binding a bound function again replaces its `this`. */
function installBind(realm: Realm): void {
  const native = realm.intrinsics.Function.prototype.bind;
  const bound = new WeakMap<object, { target: AnyFunction; args: unknown[] }>();
  realm.define(realm.intrinsics.Function.prototype, {
    bind(thisArg, ...args) {
      const before = bound.get(this as object) ?? { target: this as AnyFunction, args: [] };
      const all = [...before.args, ...args];
      const made = native.call(before.target, thisArg, ...all) as AnyFunction;
      bound.set(made, { target: before.target, args: all });
      return made;
    },
  });
}

/** Matches have no `groups`. */
function installExec(realm: Realm): void {
  const prototype = realm.intrinsics.RegExp.prototype as unknown as { exec: AnyFunction };
  const native = prototype.exec;
  realm.define(prototype, {
    exec(text) {
      const match = native.call(this, realm.toText(text)) as Record<string, unknown> | null;
      if (match) delete match.groups;
      return match;
    },
  });
}

/** Patterns have no `global` and no `ignoreCase`, on which V8's `flags` depends. */
function installFlags(realm: Realm): void {
  const prototype = realm.intrinsics.RegExp.prototype as object;
  const reader = (name: string) => Object.getOwnPropertyDescriptor(prototype, name)!.get!;
  const [isGlobal, ignoresCase] = [reader("global"), reader("ignoreCase")];
  keepOnly(prototype, ["exec", "test", "source"]);
  Object.defineProperty(prototype, "flags", {
    configurable: true,
    get: realm.native("flags", function () {
      return `${isGlobal.call(this) ? "g" : ""}${ignoresCase.call(this) ? "i" : ""}`;
    }) as () => unknown,
  });
}
