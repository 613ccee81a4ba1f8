// The functions that rewritten scripts call (rewrite.ts): arithmetic and text as Espruino's language has
// them.

import { typeName } from "../inspect.ts";
import type { Machine } from "../machine.ts";
import { Gone, Unlike } from "../realm.ts";
import { noteKey, noteKeys } from "../key-order.ts";
import { HELPER } from "../rewrite.ts";
import { walkItems, walkKeys } from "../walks.ts";
import { isStackOverflow, reshapeError } from "./errors.ts";

/** Defines them in the realm, out of sight. */
export function installLanguage(machine: Machine): void {
  const { realm, inspector } = machine;
  const isNumeric = (value: unknown): boolean =>
    value === undefined || value === null || typeof value === "number" || typeof value === "boolean";
  /** Objects with a `valueOf` of their own count as what that gives. */
  const valueOf = (value: any): unknown =>
    typeof value === "object" && value !== null && !Array.isArray(value) && value.valueOf !== plainValueOf
      ? value.valueOf()
      : value;
  const plainValueOf = (realm.intrinsics.Object.prototype as { valueOf: unknown }).valueOf;
  const slowAdd = realm.native("add", (first: unknown, second: unknown) => {
    const [left, right] = [valueOf(first), valueOf(second)];
    if (left === undefined && right === undefined) return undefined;
    if (isNumeric(left) && isNumeric(right)) return (left as number) + (right as number);
    return inspector.asText(left) + inspector.asText(right);
  });
  // Made inside the realm, so that V8 can inline the case of two numbers or two texts.
  const makeAdd = realm.evalGlobal(
    "(function(slow){return function(a,b){var t=typeof a;" +
      "return t===typeof b&&(t==='number'||t==='string')?a+b:slow(a,b)}})",
  ) as (slow: unknown) => (left: unknown, right: unknown) => unknown;
  const add = makeAdd(slowAdd);

  const slowKey = realm.native("key", (object: unknown, key: unknown) => {
    if (
      typeof object === "object"
        ? !ArrayBuffer.isView(object)
        : typeof object !== "string" && typeof object !== "number"
    )
      return key;
    const name = inspector.asText(key);
    if ((/^\d+$/.test(name) && typeof object !== "number") || name in new Object(object)) return key;
    const message = `Field or method "${name}" does not already exist, and can't create it on ${typeName(object)}`;
    throw realm.makeError("Error", message);
  });
  const makeKey = realm.evalGlobal(
    "(function(slow){return function(o,k){return typeof k==='number'&&k>=0&&(k|0)===k?k:slow(o,k)}})",
  ) as (slow: unknown) => unknown;

  const slowPlace = realm.native("place", (object: unknown, key: unknown) => {
    const checked = slowKey(object, key);
    if (typeof object === "string" && /^\d+$/.test(inspector.asText(key)))
      throw realm.makeError("TypeError", "Unable to assign value to non-reference String");
    noteKey(object, inspector.asText(key));
    return checked;
  });
  const makePlace = realm.evalGlobal(
    "(function(slow,is,view){return function(o,k){return typeof k==='number'&&k>=0&&(is(o)||view(o))?k:slow(o,k)}})",
  ) as (slow: unknown, isArray: unknown, isView: unknown) => unknown;

  const helpers: Record<string, unknown> = {
    [HELPER.add]: add,
    [HELPER.addTo]: realm.native(
      "addTo",
      (object: any, key, value) => (object[key] = add(object[key], value)),
    ),
    // An assignment has the value that the getter gives after it.
    [HELPER.set]: realm.native("set", (object: any, key, value) => {
      object[key] = value;
      return object[key];
    }),
    [HELPER.step]: realm.native("step", (object: any, key, by) => {
      object[key] = Number(object[key]) + Number(by);
      return object[key];
    }),
    [HELPER.self]: realm.native("self", (object) => object ?? realm.global),
    [HELPER.forIn]: realm.native("forIn", (object) => {
      if (typeof object === "number" || typeof object === "boolean") {
        throw realm.makeError(
          "Error",
          "FOR loop can only iterate over Arrays, Strings or Objects, not Number",
        );
      }
      return walkKeys(realm, object);
    }),
    [HELPER.walk]: realm.native("walk", (items) => (Array.isArray(items) ? walkItems(items) : items)),
    [HELPER.key]: makeKey(slowKey),
    [HELPER.place]: makePlace(slowPlace, Array.isArray, ArrayBuffer.isView),
    [HELPER.has]: realm.native("has", (key: any, object: any) => isObject(object) && key in object),
    [HELPER.ordered]: realm.native("ordered", (object: object, ...keys) => {
      noteKeys(object, keys as string[]);
      return object;
    }),
    [HELPER.remove]: realm.native("remove", (object: any, key) => {
      const isThere = Object.hasOwn(object, key);
      return delete object[key] && isThere;
    }),
    [HELPER.text]: realm.native("text", (value) => inspector.asText(value)),
    [HELPER.number]: realm.native("number", (value) =>
      typeof value === "string" ? realm.global.Number(value) : Number(value),
    ),
    [HELPER.length]: realm.native("length", (object) => {
      if (Array.isArray(object)) throw realm.makeError("Error", "Assignment to a constant");
      return object;
    }),
    [HELPER.code]: realm.native("code", (code, scope: string, inBlock: boolean) =>
      code === undefined ? code : machine.prepare(inspector.asText(code), "eval", { scope, inBlock }),
    ),
    [HELPER.caught]: realm.native("caught", (error) => {
      if (error instanceof Gone || error instanceof Unlike || isStackOverflow(error)) throw error;
      return reshapeError(realm, error);
    }),
  };
  for (const [name, value] of Object.entries(helpers)) {
    Object.defineProperty(realm.global, name, {
      value,
      enumerable: false,
      configurable: false,
      writable: false,
    });
  }
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" || typeof value === "function") && value !== null;
}
