// The order in which an object got its keys. V8 puts keys that are whole numbers first, the interpreter keeps
// all in the order of their making: for objects with such keys that order is noted here.

const orders = new WeakMap<object, string[]>();
const INDEX = /^(?:0|[1-9]\d{0,9})$/;

function isPlain(object: unknown): object is object {
  return (
    typeof object === "object" && object !== null && !Array.isArray(object) && !ArrayBuffer.isView(object)
  );
}

/** A key is about to be set on an object. */
export function noteKey(object: unknown, key: string): void {
  if (!INDEX.test(key) || !isPlain(object) || Object.hasOwn(object, key)) return;
  orders.set(object, [...ownKeys(object), key]);
}

/** An object was made with these keys. */
export function noteKeys(object: object, keys: readonly string[]): void {
  if (keys.some((key) => INDEX.test(key))) orders.set(object, [...keys]);
}

/** The names of all properties of an object, in the interpreter's order. */
export function ownKeys(object: object): string[] {
  const names = Object.getOwnPropertyNames(object);
  const noted = orders.get(object);
  if (!noted) return names;
  const known = new Set(noted);
  return [...noted.filter((key) => Object.hasOwn(object, key)), ...names.filter((key) => !known.has(key))];
}
