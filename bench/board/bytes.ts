// How Espruino reads bytes out of any value (E.toString, E.toUint8Array, Storage.write, Flash.write, hashes):
// strings by character, arrays and typed arrays by element, numbers as one byte, {data, count} repeated,
// {callback} called.

import { types } from "node:util";
import type { Inspector } from "./inspect.ts";
import { isArrayBuffer, typeName } from "./inspect.ts";
import { type Realm, Unlike } from "./realm.ts";
import { toBytes } from "./text.ts";

/** All bytes of the value, in order. Throws a TypeError of the realm for what has none. */
export function collectBytes(realm: Realm, inspector: Inspector, value: unknown): Buffer {
  const parts: Buffer[] = [];
  collect(realm, inspector, value, parts);
  return Buffer.concat(parts);
}

/**
 * The bytes that native code gets by a pointer to the data: as `collectBytes`, except that a view of wider
 * elements gives as many bytes as it has elements.
 */
export function pointedBytes(realm: Realm, inspector: Inspector, value: unknown): Buffer {
  if (ArrayBuffer.isView(value)) {
    const view = value as Uint8Array;
    return Buffer.from(new Uint8Array(view.buffer, view.byteOffset, view.length ?? view.byteLength));
  }
  return collectBytes(realm, inspector, value);
}

/** Parts may be views of the value's own bytes: they are to be copied at once. */
function collect(realm: Realm, inspector: Inspector, value: unknown, parts: Buffer[]): void {
  if (typeof value === "string") parts.push(toBytes(value));
  else if (typeof value === "number" || typeof value === "boolean") parts.push(Buffer.from([toByte(value)]));
  else if (isArrayBuffer(value)) parts.push(Buffer.from(value));
  else if (isBytes(value)) parts.push(Buffer.from(value.buffer, value.byteOffset, value.byteLength));
  else if (ArrayBuffer.isView(value)) parts.push(Buffer.from(Array.from(value as Uint8Array, toByte)));
  else if (Array.isArray(value)) for (const item of value) collect(realm, inspector, item, parts);
  else if (typeof value === "object" && value !== null) collectObject(realm, inspector, value, parts);
  else if (typeof value === "function")
    throw new Unlike("the bytes of a function are those of its insides on Espruino");
  else throw realm.makeError("TypeError", `Expecting Number or iterable, got ${typeName(value)}`);
}

function collectObject(realm: Realm, inspector: Inspector, value: object, parts: Buffer[]): void {
  const { callback, count, data } = value as { callback?: unknown; count?: unknown; data?: unknown };
  if (typeof callback === "function") {
    const result: unknown = callback();
    if (result !== undefined) collect(realm, inspector, result, parts);
  } else if (typeof count === "number" && data !== undefined) {
    for (let left = Math.trunc(count); left > 0; left--) collect(realm, inspector, data, parts);
  } else {
    const shown = inspector.write(value, { pretty: true, newLines: "some", toJson: true });
    const forms = "{data : ..., count : N} or {callback : fn}";
    throw realm.makeError(
      "TypeError",
      `If specifying an object, it must be of the form ${forms} - got ${shown}`,
    );
  }
}

/** True for a typed array whose elements are the bytes as they are; all images and records go this way. */
function isBytes(value: unknown): value is Uint8Array {
  return types.isUint8Array(value) || types.isUint8ClampedArray(value);
}

function toByte(value: number | boolean): number {
  return Number.isFinite(Number(value)) ? Number(value) & 0xff : 0;
}
