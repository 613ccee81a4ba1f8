// `require` and `Modules`: modules of the firmware first, then a Storage file of exactly that name.

import { MODULES_NOT_SIMULATED } from "../builtins/names.ts";
import { typeName } from "../inspect.ts";
import type { Machine } from "../machine.ts";
import { type AnyFunction, Unlike } from "../realm.ts";
import { fromBytes, quote } from "../text.ts";
import { createCrypto } from "./crypto.ts";
import { createFlash, createStorage } from "./files.ts";
import { createNet, createTelnet, hasModule } from "./network.ts";
import { createWifi } from "./wifi.ts";

const MAKERS: Record<string, (machine: Machine) => object | undefined> = {
  Storage: createStorage,
  Flash: createFlash,
  net: (machine) => createNet(machine, false),
  tls: (machine) => createNet(machine, true),
  crypto: createCrypto,
  Wifi: createWifi,
  TelnetServer: createTelnet,
};

/** Installs `require` and `Modules`. */
export function installRequire(machine: Machine): void {
  const { realm, storage, modules } = machine;
  const fail = (name: unknown): Error =>
    realm.makeError("Error", `Module ${quote(String(name), false)} not found`);

  /** Evaluates a module's code and gives its exports. */
  const evaluate = (code: string, name: string, inFlash: boolean): unknown => {
    const whole = `(function(exports,module){${code}
return exports})`;
    const wrapper = machine.evaluate(whole, name, inFlash) as AnyFunction;
    const module = realm.object({ exports: realm.object() });
    const before = module.exports;
    const exports = wrapper.call(before, before, module);
    return module.exports === before ? exports : module.exports;
  };

  const load = (name: string): unknown => {
    const maker = hasModule(machine, name) ? MAKERS[name] : undefined;
    if (maker) return maker(machine);
    if (MODULES_NOT_SIMULATED.includes(name) && hasModule(machine, name)) {
      throw new Unlike(`the module ${name} is not simulated`);
    }
    const content = name.length <= 28 ? storage.read(name) : undefined;
    return content && evaluate(fromBytes(content), name, true);
  };

  const find = (name: unknown): unknown => {
    if (typeof name !== "string")
      throw realm.makeError("TypeError", `Expecting module name as a string, got ${typeName(name)}`);
    if (!modules.has(name)) {
      const module = load(name);
      if (module === undefined) throw fail(name);
      modules.set(name, module);
    }
    return modules.get(name);
  };

  realm.define(realm.global, { require: find });
  const cache = realm.library("Modules");
  realm.define(cache, {
    getCached: () => realm.array([...modules.keys()]),
    removeCached: (name) => {
      if (!modules.delete(String(name))) throw fail(name);
    },
    removeAllCached: () => modules.clear(),
    addCached: (name, source) => {
      if (typeof source === "function")
        throw new Unlike("Modules.addCached with a function is not simulated");
      if (typeof name !== "string" || typeof source !== "string") {
        throw realm.makeError("Error", "args must be addCached(string, string|function)");
      }
      modules.set(name, evaluate(source, name, machine.texts.isInFlash(source)));
    },
  });
  Object.defineProperty(realm.global, "Modules", {
    value: cache,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}
