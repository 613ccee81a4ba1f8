// The world that a script runs in: a V8 context of its own, whose built-in objects the simulated board
// reshapes. Functions offered to scripts are made here, so that they belong to the context (`call`,
// `instanceof` work as inside) and do nothing any more once the board has lost power.

import vm from "node:vm";

/** Thrown inside a script when its board is off: nothing that the script still does has an effect. */
export class Gone extends Error {
  constructor() {
    super("the board is off");
    this.name = "Gone";
  }
}

/**
 * A built-in of Espruino that the simulated board does not imitate, or that differs in a way it can't
 * imitate.
 */
export class Unlike extends Error {
  constructor(what: string) {
    super(`simulated board: ${what}`);
    this.name = "Unlike";
  }
}

/** Any function offered to scripts. */
export type AnyFunction = (this: any, ...args: any[]) => unknown;
type Constructor = new (...args: any[]) => any;

/** The built-in objects of the context, before they are reshaped. */
export interface Intrinsics {
  Object: ObjectConstructor;
  Function: FunctionConstructor;
  Array: ArrayConstructor;
  String: StringConstructor;
  Number: NumberConstructor;
  Boolean: BooleanConstructor;
  Date: DateConstructor;
  RegExp: RegExpConstructor;
  Math: Math;
  Error: ErrorConstructor;
  TypeError: Constructor;
  SyntaxError: Constructor;
  ReferenceError: Constructor;
  RangeError: Constructor;
  ArrayBuffer: ArrayBufferConstructor;
  DataView: DataViewConstructor;
  Uint8Array: Uint8ArrayConstructor;
  [name: string]: any;
}

/** The error classes of Espruino. */
export type ErrorType = "Error" | "TypeError" | "SyntaxError" | "ReferenceError" | "InternalError";

/** One context; a new one for every boot. */
export class Realm {
  readonly context: vm.Context;
  /** The global object as scripts see it. */
  readonly global: Record<string, any>;
  readonly intrinsics: Intrinsics;
  /** Global names of the classes that scripts see, by their constructor: print shows them. */
  readonly classNames = new Map<object, string>();
  /** Getters that stand for a property that can't be written, and its value. */
  readonly constants = new WeakMap<object, unknown>();
  /** `toString` of plain objects: print and text conversion ask whether an object has another. */
  defaultToString: unknown;
  /** Text of any value, as string conversion gives it; set when the built-ins are installed. */
  toText: (value: unknown) => string = String;
  /** Makes an error of the context; set when the error classes are installed. */
  makeError: (type: ErrorType, message: string) => Error = (_type, message) => new Error(message);
  /**
   * Where a place of the code that V8 runs is in the script as it was written; undefined for code of the
   * host.
   */
  locate: (
    script: string,
    line: number,
    column: number,
  ) => { name: string; line: number; column: number } | undefined = () => undefined;
  /** The text of a script's function as it was written; undefined where V8's is the same. */
  sourceOf: (made: object) => string | undefined = () => undefined;
  /** What a thing of the firmware holds that scripts can't see, and what that costs in JsVars. */
  readonly held = new WeakMap<object, () => { vars: number; values: unknown[] }>();
  /** Told every error that a function offered to scripts throws, before the script can catch it. */
  onThrow: (error: unknown) => void = () => {};
  private alive = true;
  private readonly evalIn: (code: string) => unknown;

  constructor() {
    // A context with a sandbox object would ask that object at every use of a global: hundreds of times
    // slower.
    this.context = vm.createContext(vm.constants.DONT_CONTEXTIFY as unknown as vm.Context);
    this.global = this.context;
    this.intrinsics = Object.fromEntries(
      Object.getOwnPropertyNames(this.global)
        .filter((name) => name !== "globalThis")
        .map((name) => [name, this.global[name]]),
    ) as Intrinsics;
    this.evalIn = this.global.eval as (code: string) => unknown;
  }

  /** Ends the life of everything in it: from now on every function offered to scripts throws `Gone`. */
  kill(): void {
    this.alive = false;
  }

  get isAlive(): boolean {
    return this.alive;
  }

  /** Runs code at the top level and returns its value. `name` is what stack traces call it. */
  evaluate(code: string, name: string): unknown {
    // With `displayErrors` Node writes places of its own files into the stack.
    return new vm.Script(code, { filename: name }).runInContext(this.context, { displayErrors: false });
  }

  /** `eval` of the context, without the caller's scope. */
  evalGlobal(code: string): unknown {
    return this.evalIn(code);
  }

  /** A function that scripts can call; `length` and `name` are hidden as far as JavaScript allows. */
  native(name: string, body: AnyFunction): AnyFunction {
    const realm = this;
    const native = {
      [name](this: unknown, ...args: unknown[]): unknown {
        return realm.enter(() => body.apply(this, args));
      },
    }[name]!;
    return this.adopt(native);
  }

  /**
   * A constructor that scripts can call with or without `new`; `body` gets the arguments and returns the
   * object.
   */
  constructorOf(name: string, prototype: object, body: (...args: any[]) => unknown): AnyFunction {
    const realm = this;
    const native = {
      [name]: function (...args: unknown[]): unknown {
        return realm.enter(() => body(...args));
      },
    }[name]!;
    native.prototype = prototype;
    Object.defineProperty(prototype, "constructor", {
      value: native,
      writable: true,
      configurable: true,
      enumerable: false,
    });
    return this.adopt(native);
  }

  /** Puts functions on an object, not enumerable. */
  define(target: object, functions: Record<string, AnyFunction>): void {
    for (const [name, body] of Object.entries(functions)) {
      Object.defineProperty(target, name, {
        value: this.native(name, body),
        writable: true,
        configurable: true,
        enumerable: false,
      });
    }
  }

  /** A library like `E` or a module: to scripts it is a native function that holds other functions. */
  library(name: string, functions: Record<string, AnyFunction> = {}): Record<string, any> {
    const library = this.native(name, () => undefined) as unknown as Record<string, any>;
    for (const key of ["length", "name"]) Reflect.deleteProperty(library, key);
    this.define(library, functions);
    return library;
  }

  /** An empty object of the context, or one with these properties. */
  object(properties: Record<string, unknown> = {}): Record<string, any> {
    const made = new this.intrinsics.Object() as Record<string, unknown>;
    return Object.assign(made, properties);
  }

  /** An array of the context. */
  array(items: readonly unknown[]): unknown[] {
    const made = new this.intrinsics.Array() as unknown[];
    for (const item of items) made.push(item);
    return made;
  }

  /** An ArrayBuffer of the context with these bytes. */
  arrayBuffer(bytes: Uint8Array): ArrayBuffer {
    const made = new this.intrinsics.ArrayBuffer(bytes.length);
    new Uint8Array(made).set(bytes);
    return made;
  }

  /** A Uint8Array of the context with these bytes. */
  uint8Array(bytes: Uint8Array): Uint8Array {
    return new this.intrinsics.Uint8Array(this.arrayBuffer(bytes));
  }

  private enter(body: () => unknown): unknown {
    if (!this.alive) throw new Gone();
    try {
      return body();
    } catch (error) {
      this.onThrow(error);
      throw this.alive ? error : new Gone();
    }
  }

  private adopt(native: AnyFunction): AnyFunction {
    Object.setPrototypeOf(native, this.intrinsics.Function.prototype);
    natives.add(native);
    return native;
  }
}

const natives = new WeakSet<object>();

/** True for functions that the simulated board offers: they print as native code. */
export function isNative(value: unknown): boolean {
  return typeof value === "function" && natives.has(value);
}
