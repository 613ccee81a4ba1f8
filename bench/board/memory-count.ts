// The walk over everything that a program can still reach: globals, modules, timers, sockets, queued events,
// the scopes that functions hold, and the calls that have not returned. Things are counted where they are met
// first.

import type { Machine } from "./machine.ts";
import { COST, builtinCost, flatCost, nameCost, numberCost, textCost } from "./memory-costs.ts";
import { type Frame, type Frames } from "./memory-frames.ts";
import type { Unit } from "./memory-marks.ts";
import { type Builtins, isLibrary, prototypesFor } from "./memory-builtins.ts";
import { isNative } from "./realm.ts";

/** What the JsVars are spent on. */
export type Part =
  | "interpreter"
  | "builtins"
  | "functions"
  | "scopes"
  | "data"
  | "timers"
  | "sockets"
  | "calls";

/** Characters from which on two equal texts are hardly an accident. */
const SHARED_FROM = 40;
const OWN = new Set(["length", "name", "prototype", "arguments", "caller"]);

/** The JsVars in use, by what they are spent on. */
export function countParts(machine: Machine): Record<Part, number> {
  return new Count(machine).run();
}

class Count {
  private readonly parts: Record<Part, number> = {
    interpreter: COST.interpreter, builtins: 0, functions: 0, scopes: 0, data: 0, timers: 0, sockets: 0,
    calls: 0,
  };
  private readonly seen = new Set<object>();
  private readonly texts = new Set<string>();
  /** Objects of the firmware that have a name already. */
  private readonly libraries = new Set<unknown>();
  private readonly builtins: Builtins = new Map();
  private readonly machine: Machine;
  private readonly frames: Frames;

  constructor(machine: Machine) {
    this.machine = machine;
    this.frames = machine.frames;
  }

  run(): Record<Part, number> {
    const { machine, frames, parts } = this;
    this.countModules();
    this.countGlobals();
    for (const [id, read] of frames.scripts) this.countNames(frames.unit(id)!, read, "data");
    this.countTimers();
    this.countSockets();
    for (const { target, callback, args } of machine.events.waiting) {
      parts.calls += COST.event;
      for (const value of [target, callback, ...args]) this.value(value, "data");
    }
    this.countCalls();
    prototypesFor(frames.ran(), machine.builtins, this.builtins);
    for (const [name, withPrototype] of this.builtins) parts.builtins += builtinCost(name, withPrototype);
    return parts;
  }

  private countGlobals(): void {
    const { global } = this.machine.realm;
    for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(global))) {
      const before = this.machine.builtins.get(key);
      if (before && Object.is(before.value, descriptor.value) && before.get === descriptor.get) {
        if (isLibrary(key)) this.libraries.add(descriptor.value);
        if (isNative(descriptor.value)) this.nativeProperties(descriptor.value as object);
      } else this.property(key, descriptor, "data");
    }
  }

  private countModules(): void {
    const { modules } = this.machine;
    if (modules.size > 0) this.parts.builtins += COST.moduleCache;
    for (const [name, value] of modules) {
      this.parts.builtins += nameCost(name);
      if (isNative(value) && !this.libraries.has(value)) {
        this.parts.builtins += COST.native;
        this.libraries.add(value);
      }
      this.value(value, "builtins");
    }
  }

  private countTimers(): void {
    for (const { callback, args, intervalUs } of this.machine.timers.pending) {
      this.parts.timers += COST.timer + (intervalUs === undefined ? 0 : COST.interval);
      if (args.length > 0) this.parts.timers += COST.timerArguments + args.length;
      for (const value of [callback, ...args]) this.value(value, "timers");
    }
  }

  private countSockets(): void {
    const connections = this.machine.sockets.live;
    if (connections.length > 0) this.parts.sockets += COST.socketList;
    for (const { object, options, sendData, receiveData } of connections) {
      this.parts.sockets += COST.socket;
      this.value(object, "sockets");
      this.value(options, "sockets");
      for (const data of [sendData, receiveData]) if (data) this.parts.sockets += 1 + textCost(data.length);
    }
  }

  /** Calls that have not returned, with what they have made so far. */
  private countCalls(): void {
    for (const frame of this.frames.active) {
      const unit = this.frames.unit(frame.id);
      if (!unit) continue;
      if (unit.kind === "function") {
        this.parts.calls += COST.callScopes + (unit.returns ? 0 : COST.callResult);
        this.parts.calls += chainOf(frame).length;
      } else this.parts.calls += COST.scopeInList;
      this.scope(frame, "calls");
    }
  }

  /** A scope with its variables, once. */
  private scope(frame: Frame, part: Part): void {
    if (this.seen.has(frame)) return;
    this.seen.add(frame);
    this.parts[part] += COST.call;
    const unit = this.frames.unit(frame.id);
    if (!unit) return;
    if (unit.ownName) this.parts[part] += nameCost(unit.ownName);
    if (frame.read) this.countNames(unit, frame.read, part);
  }

  private countNames(unit: Unit, read: (at: number) => unknown, part: Part): void {
    unit.names.forEach(({ name, always }, at) => {
      let value: unknown;
      try {
        value = read(at);
      } catch {
        return; // not declared yet
      }
      if (value === undefined && !always) return;
      this.parts[part] += nameCost(name);
      this.value(value, part);
    });
  }

  private property(key: string, { value, get, set }: PropertyDescriptor, part: Part): void {
    this.parts[part] += nameCost(key);
    if (!get && !set) return this.value(value, part);
    this.parts[part] += COST.getterOrSetter;
    for (const each of [get, set]) {
      if (!each) continue;
      this.parts[part] += nameCost("get");
      this.value(each, part);
    }
  }

  /** What a name costs for its value; things are counted once, with all that they hold. */
  private value(value: unknown, part: Part): void {
    if (typeof value === "string") this.parts[part] += this.text(value);
    else if (typeof value === "number") this.parts[part] += numberCost(value);
    else if (typeof value === "boolean" || value === null) this.parts[part] += 1;
    else if (typeof value === "function") this.function(value);
    else if (typeof value === "object") this.object(value, part === "functions" ? "data" : part);
  }

  /** A long text is taken for one and the same wherever it is found, short ones for made where they are. */
  private text(text: string): number {
    if (this.machine.texts.isInFlash(text)) return 1;
    if (textCost(text.length) === 1) return 1;
    if (text.length > SHARED_FROM && this.texts.has(text)) return 0;
    this.texts.add(text);
    return this.machine.texts.isFlat(text) ? flatCost(text.length) : textCost(text.length);
  }

  private object(object: object, part: Part): void {
    const { realm } = this.machine;
    if (object === realm.global || this.seen.has(object)) return;
    this.seen.add(object);
    const add = (vars: number): void => void (this.parts[part] += vars);
    const kind = Object.prototype.toString.call(object).slice(8, -1);
    if (Array.isArray(object)) {
      add(COST.array);
      for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(object))) {
        if (key === "length") continue;
        if (typeof descriptor.value === "boolean" && /^\d+$/.test(key)) add(1);
        else this.property(/^\d+$/.test(key) ? "0" : key, descriptor, part);
      }
      return;
    }
    if (ArrayBuffer.isView(object)) {
      this.useClass(object);
      add(kind === "DataView" ? COST.dataView : COST.view);
      return this.object(object.buffer as object, part);
    }
    if (kind === "ArrayBuffer") return add(COST.view + flatCost((object as ArrayBuffer).byteLength));
    const inner = realm.held.get(object)?.();
    if (inner) {
      add(inner.vars);
      for (const value of inner.values) this.value(value, part);
    }
    if (kind === "RegExp") {
      const { source, flags } = object as RegExp;
      this.useClass(object);
      return add(COST.pattern + textCost(source.length) + (flags ? COST.patternFlags : 0));
    }
    if (kind === "Error") {
      this.useClass(object);
      return add(COST.error + textCost((object as Error).message.length));
    }
    add(COST.object);
    this.prototypeOf(object, part);
    for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(object))) {
      this.property(key, descriptor, part);
    }
  }

  /** The class of the firmware that an object is of has its prototype from now on. */
  private useClass(object: object): void {
    const made = (object as { constructor?: unknown }).constructor;
    const name = typeof made === "function" ? this.machine.realm.classNames.get(made) ?? made.name : "";
    if (name) this.builtins.set(name, true);
  }

  private prototypeOf(object: object, part: Part): void {
    const prototype = Object.getPrototypeOf(object) as object | null;
    const { realm } = this.machine;
    if (!prototype || prototype === realm.intrinsics.Object.prototype) return;
    this.parts[part] += COST.instance;
    const made = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value as unknown;
    if (typeof made === "function" && isNative(made)) this.useClass(object);
    else this.prototype(prototype);
  }

  /** The prototype of a class or function of the program. */
  private prototype(prototype: object): void {
    if (this.seen.has(prototype)) return;
    this.seen.add(prototype);
    this.parts.functions += COST.prototype;
    this.prototypeOf(prototype, "functions");
    for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (key === "constructor") this.value(descriptor.value, "functions");
      else this.property(key, descriptor, "functions");
    }
  }

  private function(made: Function): void {
    if (isNative(made)) {
      if (!this.libraries.has(made)) this.parts.functions += COST.native;
      return this.nativeProperties(made);
    }
    if (this.seen.has(made)) return;
    this.seen.add(made);
    const unit = this.frames.unitOf(made);
    if (!unit) return void (this.parts.functions += COST.bound);
    const isClass = unit.kind === "class";
    const code = isClass ? unit.constructorUnit : unit;
    let cost = COST.function;
    for (const param of code?.params ?? []) cost += nameCost(`?${param}`);
    if (code && code.codeChars > 0) {
      cost += this.frames.isInRam(code) ? COST.codeName + flatCost(code.codeChars) : COST.codeInFlash;
    } else if (isClass && unit.extendsOther) cost += COST.inheritedCode;
    if (code?.ownName) cost += COST.ownName + textCost(code.ownName.length);
    const link = this.frames.linkOf(made);
    this.parts.functions += cost;
    if (code?.keepsThis) this.parts.functions += COST.boundThis;
    if (link) this.link(link.scope, code?.keepsThis ? link.readThis : undefined);
    const { prototype } = made as { prototype?: object };
    const used = prototype && Object.getOwnPropertyNames(prototype).some((key) => key !== "constructor");
    if (prototype && (isClass || used)) this.prototype(prototype);
    for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(made))) {
      if (!OWN.has(key)) this.property(key, descriptor, "functions");
    }
  }

  private link(scope: Frame, readThis: (() => unknown) | undefined): void {
    const chain = chainOf(scope);
    this.parts.functions += COST.scope;
    if (chain.length > 1) this.parts.functions += COST.scopeList + COST.scopeInList * chain.length;
    for (const frame of chain) this.scope(frame, "scopes");
    if (!readThis) return;
    try {
      this.value(readThis(), "data");
    } catch {
      // `this` of a constructor that has not called super yet
    }
  }

  /** What scripts have put on a library or class of the firmware, listeners above all. */
  private nativeProperties(native: object): void {
    if (this.seen.has(native)) return;
    this.seen.add(native);
    // What the firmware itself has there can't be listed.
    for (const key of Object.keys(native)) {
      this.property(key, Object.getOwnPropertyDescriptor(native, key)!, "data");
    }
    const held = this.machine.realm.held.get(native)?.();
    if (!held) return;
    this.parts.data += held.vars;
    for (const value of held.values) this.value(value, "data");
  }
}

/** A scope and those around it, outer ones first. */
function chainOf(frame: Frame): Frame[] {
  const chain: Frame[] = [];
  for (let each: Frame | 0 = frame; each; each = each.parent) chain.unshift(each);
  return chain;
}
