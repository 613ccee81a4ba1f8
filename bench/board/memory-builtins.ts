// Which objects and prototypes of the firmware a program has brought to life. Espruino makes them when they
// are first named, and the prototype of a kind of value when its methods are first looked up.

import type { Unit } from "./memory-marks.ts";

/** Names in use; true where the prototype was made, too. */
export type Builtins = Map<string, boolean>;

const WITH_PROTOTYPE = /^(Date|Promise|RegExp|ArrayBuffer|DataView|\w*Error|(Ui|I)nt\w*Array|Float\w*Array)$/;
const LIBRARY = /^([A-Z]\w*[a-z]|E|JSON|ESP32|process|console)$/;

const METHODS: Record<string, readonly string[]> = {
  String: [
    "charAt", "charCodeAt", "endsWith", "match", "padEnd", "padStart", "repeat", "replace", "replaceAll",
    "split", "startsWith", "substr", "substring", "toLowerCase", "toUpperCase", "trim", "length", "slice",
    "indexOf", "lastIndexOf", "includes", "concat",
  ],
  Array: [
    "every", "fill", "filter", "find", "findIndex", "forEach", "join", "map", "pop", "push", "reduce",
    "reverse", "shift", "some", "sort", "splice", "unshift",
  ],
  Number: ["toFixed"],
};

const OWNERS = new Map(
  Object.entries(METHODS).flatMap(([owner, names]) => names.map((name) => [name, owner])),
);

/** True for the name of a library or class; naming another global of the firmware costs nothing. */
export function isLibrary(name: string): boolean {
  return LIBRARY.test(name);
}

/** Adds what these units use; `known` are the globals as the board made them. */
export function prototypesFor(
  units: Iterable<Unit>,
  known: ReadonlyMap<string, PropertyDescriptor>,
  builtins: Builtins,
): void {
  for (const { globals, members } of units) {
    for (const name of globals) {
      if (!isLibrary(name) || !known.has(name)) continue;
      builtins.set(name, builtins.get(name) === true || WITH_PROTOTYPE.test(name));
    }
    for (const member of members) {
      const owner = OWNERS.get(member);
      if (owner) builtins.set(owner, true);
    }
  }
}
