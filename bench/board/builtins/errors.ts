// Error classes as Espruino has them: message, type and stack are own properties that are listed, there is no
// `name`, and only `Error` itself is an instance of Error. Errors that V8 raises get the same shape and,
// where they are common, the interpreter's own words.

import type { ErrorType, Realm } from "../realm.ts";

const TYPES: ErrorType[] = ["Error", "TypeError", "SyntaxError", "ReferenceError", "InternalError"];

/** Installs the error classes and `realm.makeError`. */
export function installErrors(realm: Realm): void {
  const prototypes = new Map<ErrorType, object>();
  for (const type of TYPES) {
    const native = realm.intrinsics[type] as { prototype: object } | undefined;
    const prototype = native?.prototype ?? realm.object();
    for (const key of Object.getOwnPropertyNames(prototype))
      delete (prototype as Record<string, unknown>)[key];
    Object.setPrototypeOf(prototype, realm.intrinsics.Object.prototype);
    prototypes.set(type, prototype);
    realm.define(prototype, {
      toString() {
        const { type: kind = "Error", message } = this as { type?: string; message?: string };
        return message === undefined ? kind : `${kind}: ${message}`;
      },
    });
  }

  realm.makeError = (type, message) =>
    shape(Object.create(prototypes.get(type)!) as Error, type, message, callerStack(realm));

  for (const type of TYPES) {
    const make = (message?: unknown): Error => {
      const text = message === undefined ? undefined : realm.toText(message);
      return shape(Object.create(prototypes.get(type)!) as Error, type, text, callerStack(realm));
    };
    realm.global[type] = realm.constructorOf(type, prototypes.get(type)!, make);
    realm.classNames.set(realm.global[type] as object, type);
  }
}

/** Gives an error that V8 raised the shape of Espruino's; other values are left alone. */
export function reshapeError(realm: Realm, value: unknown): unknown {
  if (Object.prototype.toString.call(value) !== "[object Error]" || Object.hasOwn(value as object, "type"))
    return value;
  const { message, stack } = value as Error;
  const raised = Object.entries(realm.intrinsics).find(
    ([, made]) => Object.getPrototypeOf(value) === made?.prototype,
  );
  const known = TYPES.find((type) => type === raised?.[0]) ?? "Error";
  const [type, text] = translate(known, message);
  return shape(value as Error, type, text, stackText(realm, stack ?? ""));
}

/** True for what V8 throws when its stack is full: on the board no script can catch that. */
export function isStackOverflow(error: unknown): boolean {
  return (
    Object.prototype.toString.call(error) === "[object Error]" &&
    /^Maximum call stack size exceeded/.test((error as Error).message)
  );
}

function shape(error: Error, type: ErrorType, message: string | undefined, stack: string): Error {
  const properties: Record<string, string> = { ...(message === undefined ? {} : { message }), type, stack };
  for (const key of Object.keys(properties)) delete (error as unknown as Record<string, unknown>)[key];
  return Object.assign(error, properties);
}

/** What the interpreter says in the most frequent cases. */
function translate(type: ErrorType, message: string): [ErrorType, string] {
  const undefinedName =
    /^(\S+) is not defined$/.exec(message) ?? /^Cannot access '(\S+)' before initialization$/.exec(message);
  if (undefinedName) return ["ReferenceError", `"${undefinedName[1]}" is not defined`];
  const property = /^Cannot (?:read|set) properties of (undefined|null) \((?:reading|setting) '(.*)'\)$/.exec(message);
  if (property) return ["Error", missingProperty(property[2]!, property[1]!)];
  if (message === "(void 0) is not a function") return ["Error", "Function not found!"];
  const missing = /^(?:.*\.)?([\w$]+) is not a function$/.exec(message);
  if (missing) return ["Error", `Function "${missing[1]}" not found!`];
  return [type, message];
}

function missingProperty(name: string, of: string): string {
  return /^\d+$/.test(name)
    ? `Field or method "${name}" does not already exist, and can't create it on ${of}`
    : `Can't read property '${name}' of ${of}`;
}

function callerStack(realm: Realm): string {
  return stackText(realm, new Error().stack ?? "");
}

/** The frames of scripts, in the form in which Espruino prints them. */
function stackText(realm: Realm, stack: string): string {
  const frames: string[] = [];
  for (const line of stack.split("\n")) {
    const frame =
      /^\s*at (?:(?:new )?([\w$.<>]+)\s.*?)?\(?(?:eval at .*?, )?([^()\s]+#\d+):(\d+):(\d+)\)?$/.exec(line);
    const place = frame && realm.locate(frame[2]!, Number(frame[3]), Number(frame[4]));
    if (place) frames.push(`    at ${frame[1] ?? "[raw]"} (${place.name}:${place.line}:${place.column})\n`);
  }
  return frames.join("");
}
