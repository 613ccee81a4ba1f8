// Array of Espruino: a sort that is not stable, joins with the interpreter's numbers, callbacks that want a
// function.

import { type Inspector, isArguments, isArrayBuffer, typeName } from "../inspect.ts";
import { type AnyFunction, type Realm, Unlike } from "../realm.ts";
import { watched } from "../walks.ts";
import { PROTOTYPE_KEEP } from "./names.ts";
import { keepOnly, replaceClass } from "./objects.ts";
import { toInteger } from "./strings.ts";

const WITH_CALLBACK = ["every", "filter", "find", "findIndex", "forEach", "map", "reduce", "some"] as const;

/** Installs Array. */
export function installArrays(realm: Realm, inspector: Inspector): void {
  const { Array: array } = realm.intrinsics;
  const own = Object.fromEntries(
    PROTOTYPE_KEEP.Array!.map((name) => [
      name,
      (array.prototype as unknown as Record<string, unknown>)[name],
    ]),
  ) as Record<string, AnyFunction>;

  replaceClass(realm, "Array", (...args) => {
    const [length] = args;
    if (args.length !== 1 || typeof length !== "number") return realm.array(args);
    if (length < 0 || toInteger(length) !== length) throw realm.makeError("Error", "Invalid array length");
    return new array(length);
  });
  realm.define(realm.global.Array as object, {
    isArray: (value) => Array.isArray(value) || isArguments(value),
  });

  for (const name of WITH_CALLBACK) {
    realm.define(array.prototype, {
      [name](callback, ...rest) {
        if (typeof callback !== "function")
          throw realm.makeError("Error", "First argument must be a function");
        if (name === "reduce" && rest.length === 0 && (this as unknown[]).length === 0) {
          throw realm.makeError("Error", "Used on empty array with no initial value");
        }
        const place = name === "reduce" ? 2 : 1;
        return own[name]!.call(this, watched(this, callback as AnyFunction, place), ...rest);
      },
    });
  }
  realm.define(array.prototype, {
    join(separator) {
      return inspector.join(
        this as unknown[],
        separator === undefined ? "," : inspector.asText(separator),
        true,
      );
    },
    toString() {
      return inspector.asText(this);
    },
    sort(compare) {
      const items = this as unknown[];
      const sorted = quicksort(realm, inspector, [...items], compare);
      sorted.forEach((item, at) => (items[at] = item));
      return items;
    },
  });
}

/** Typed arrays, ArrayBuffer and DataView. */
export function installBuffers(realm: Realm, inspector: Inspector): void {
  const names = [
    "Uint8Array",
    "Int8Array",
    "Uint16Array",
    "Int16Array",
    "Uint32Array",
    "Int32Array",
    "Float32Array",
    "Float64Array",
    "Uint8ClampedArray",
  ];
  const shared = Object.getPrototypeOf(realm.intrinsics.Uint8Array.prototype) as Record<string, AnyFunction>;
  keepOnly(shared, PROTOTYPE_KEEP.TypedArray!);
  keepOnly(Object.getPrototypeOf(realm.intrinsics.Uint8Array) as object, ["prototype", "length", "name"]);
  for (const name of names) {
    const intrinsic = realm.intrinsics[name] as new (...args: unknown[]) => Uint8Array;
    const { prototype } = intrinsic as unknown as { prototype: object };
    keepOnly(prototype, []);
    const { BYTES_PER_ELEMENT: bytes } = intrinsic as unknown as { BYTES_PER_ELEMENT: number };
    const make = (source: unknown, offset: unknown, length: unknown): Uint8Array => {
      if (name === "Uint8ClampedArray") throw new Unlike("Uint8ClampedArray rounds otherwise on Espruino");
      if (typeof source === "number") {
        if (source < 0) throw realm.makeError("Error", "Invalid length for ArrayBuffer");
        return new intrinsic(toInteger(source));
      }
      if (Array.isArray(source) || ArrayBuffer.isView(source)) return new intrinsic(source);
      if (!isArrayBuffer(source))
        throw realm.makeError("Error", `Unsupported first argument of type ${typeName(source)}`);
      const [at, count] = [toInteger(offset), toInteger(length)];
      if (at > source.byteLength) return new intrinsic(0);
      const left = source.byteLength - at;
      if (at % bytes || count * bytes > left) throw new Unlike(`a ${name} that does not fit its buffer`);
      return new intrinsic(source, at, count || Math.trunc(left / bytes));
    };
    const made = realm.constructorOf(name, prototype, make);
    Object.defineProperty(realm.global, name, {
      value: made,
      writable: true,
      configurable: true,
      enumerable: false,
    });
    realm.classNames.set(made, name);
  }
  const { set, subarray } = shared as Record<string, AnyFunction>;
  realm.define(shared, {
    set(source, offset) {
      const [view, at] = [this as Uint8Array, toInteger(offset)];
      if (at < 0) throw new Unlike("set at a negative place");
      const items = Array.from(source as ArrayLike<number>);
      set.call(this, items.slice(0, Math.max(0, view.length - at)), Math.min(at, view.length));
    },
    subarray(from, to) {
      if (toInteger(from) < -(this as Uint8Array).length)
        throw realm.makeError("Error", "byteOffset too large (or negative)");
      return subarray.call(this, from, to);
    },
    slice(...range) {
      return realm.array(Array.from(this as Uint8Array).slice(...(range as [number?, number?])));
    },
    filter(callback, ...rest) {
      return realm.array(Array.from(this as Uint8Array).filter(callback as () => boolean, ...rest));
    },
    join(separator) {
      return inspector.join(
        Array.from(this as Uint8Array),
        separator === undefined ? "," : inspector.asText(separator),
        true,
      );
    },
    sort(compare) {
      const view = this as Uint8Array;
      const byValue = (a: number, b: number): number => a - b;
      view.set(quicksort(realm, inspector, Array.from(view), compare ?? byValue) as number[]);
      return view;
    },
    indexOf(wanted) {
      return Array.from(this as Uint8Array).findIndex((item) => item == wanted);
    },
    toString() {
      return inspector.asText(this);
    },
  });

  keepOnly(realm.intrinsics.ArrayBuffer.prototype, PROTOTYPE_KEEP.ArrayBuffer!);
  installDataView(realm);
}

/** A DataView has the length of its whole buffer; reading past the end gives 0, writing there does nothing. */
function installDataView(realm: Realm): void {
  const { DataView: intrinsic, ArrayBuffer: buffers } = realm.intrinsics;
  const prototype = intrinsic.prototype as unknown as Record<string, AnyFunction>;
  keepOnly(prototype, PROTOTYPE_KEEP.DataView!);
  const given = new WeakMap<object, number>();
  for (const name of PROTOTYPE_KEEP.DataView!.filter((candidate) => /^[gs]et/.test(candidate))) {
    const native = prototype[name]!;
    const bytes = Number(/\d+/.exec(name)![0]) / 8;
    realm.define(prototype, {
      [name](offset, ...rest) {
        const at = toInteger(offset);
        if (at < 0) throw realm.makeError("Error", "byteOffset too large (or negative)");
        const { byteOffset, buffer } = this as DataView;
        if (at + bytes > (given.get(this as object) ?? 0) || byteOffset + at + bytes > buffer.byteLength)
          return name.startsWith("get") ? 0 : undefined;
        return native.call(new intrinsic(buffer, byteOffset), at, ...rest);
      },
    });
  }
  Object.defineProperty(prototype, "byteLength", {
    configurable: true,
    get: realm.native("byteLength", function () {
      return given.get(this as object);
    }) as () => unknown,
  });
  const made = realm.constructorOf("DataView", prototype, (buffer, offset, length) => {
    if (!isArrayBuffer(buffer))
      throw realm.makeError("Error", `Expecting ArrayBuffer, got ${typeName(buffer)}`);
    const [at, count] = [toInteger(offset), toInteger(length)];
    const fits = at >= 0 && at <= buffer.byteLength;
    if (!fits || count > buffer.byteLength) throw new Unlike("a DataView that does not fit its buffer");
    const view = new intrinsic(buffer as ArrayBuffer, at);
    given.set(view, count || buffer.byteLength);
    return view;
  });
  const hidden = { writable: true, configurable: true, enumerable: false };
  Object.defineProperty(realm.global, "DataView", { value: made, ...hidden });
  realm.classNames.set(made, "DataView");

  const makeBuffer = realm.constructorOf("ArrayBuffer", buffers.prototype, (length) => {
    const bytes = toInteger(length);
    if (bytes < 0) throw realm.makeError("Error", "Invalid length for ArrayBuffer");
    return new buffers(bytes);
  });
  Object.defineProperty(realm.global, "ArrayBuffer", { value: makeBuffer, ...hidden });
  realm.classNames.set(makeBuffer, "ArrayBuffer");
}

/** The interpreter's quicksort: equal elements may change places, in its own way. */
function quicksort(realm: Realm, inspector: Inspector, items: unknown[], compare: unknown): unknown[] {
  if (compare !== undefined && typeof compare !== "function") {
    throw realm.makeError("Error", `Expecting compare function, got ${typeName(compare)}`);
  }
  const order = (a: unknown, b: unknown): number => {
    if (a === undefined) return 1;
    if (b === undefined) return -1;
    if (typeof compare === "function") return Math.sign(Number((compare as AnyFunction)(a, b))) || 0;
    const [left, right] = [inspector.asText(a), inspector.asText(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  };
  const sortRange = (head: number, count: number): void => {
    if (count < 2) return;
    if (count > 10) moveMedian(items, head, head + (count >> 1), head + count - 1, order);
    let pivot = head;
    let isLowest = true;
    const value = items[head];
    for (let at = head + 1; at < head + count; at++) {
      const item = items[at];
      const sign = order(item, value);
      if (sign > 0) continue;
      if (sign < 0) isLowest = false;
      items[pivot++] = item;
      items[at] = items[pivot];
      items[pivot] = value;
    }
    sortRange(pivot + 1, head + count - pivot - 1);
    if (!isLowest) sortRange(head, pivot - head);
  };
  if (items.some((item, at) => !(at in items) || item === undefined)) {
    throw new Unlike("sorting an array with empty places differs on Espruino");
  }
  sortRange(0, items.length);
  return items;
}

/** Puts the median of three elements to the front, as the pivot. */
function moveMedian(
  items: unknown[],
  low: number,
  mid: number,
  high: number,
  order: (a: unknown, b: unknown) => number,
): void {
  const [lowValue, midValue, highValue] = [items[low], items[mid], items[high]];
  const lowMid = order(lowValue, midValue);
  const midHigh = order(midValue, highValue);
  const lowHigh = order(lowValue, highValue);
  if ((lowMid <= 0 && midHigh <= 0) || (lowHigh <= 0 && midHigh >= 0)) {
    items[low] = midValue;
    items[mid] = lowValue;
  } else if ((lowMid >= 0 && lowHigh <= 0) || (midHigh >= 0 && lowHigh >= 0)) {
    items[low] = highValue;
    items[high] = lowValue;
  }
}
