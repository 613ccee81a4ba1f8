// Turns a fresh V8 context into Espruino's world: takes away what Espruino lacks, reshapes what it does
// otherwise, adds what it has of its own. What exists on the board but is not simulated stops the board with
// a message when it is used.

import { isLinux } from "../facts.ts";
import { JSON_TEXT, PRINT } from "../inspect.ts";
import { parseJson } from "../json.ts";
import { installEvents } from "../events.ts";
import type { Machine } from "../machine.ts";
import { estimateMemory } from "../memory.ts";
import { createBluetooth, createEsp32 } from "../modules/network.ts";
import { installRequire } from "../modules/require.ts";
import { type AnyFunction, Unlike } from "../realm.ts";
import { installArrays, installBuffers } from "./arrays.ts";
import { installDates } from "./dates.ts";
import { installE } from "./espruino.ts";
import { installErrors } from "./errors.ts";
import { installLanguage } from "./language.ts";
import { GLOBAL_KEEP, NOT_SIMULATED } from "./names.ts";
import { installNumbers } from "./numbers.ts";
import { keepOnly, installObjects } from "./objects.ts";
import { installPromises } from "./promises.ts";
import { installStrings } from "./strings.ts";

const VERSION = "2v29.277";
const COMMIT = "c5ff787b1";

/** Installs everything. */
export function installBuiltins(machine: Machine): void {
  const { realm, inspector } = machine;
  keepOnly(realm.global, GLOBAL_KEEP);
  installErrors(realm);
  installObjects(realm, inspector, (code) => machine.prepare(code, "function"));
  installStrings(realm, inspector, machine.hardware.facts.unicode);
  installNumbers(realm, inspector, machine.random);
  installArrays(realm, inspector);
  installBuffers(realm, inspector);
  const e = installE(machine);
  const host = {
    nowUs: () => machine.nowUs(),
    get zoneMin() {
      return machine.zoneMin;
    },
    set zoneMin(min) {
      machine.zoneMin = min;
    },
  };
  installDates(realm, inspector, host, e);
  installPromises(realm, machine.events, {
    set: (error) => machine.reports.setException(error),
    take: () => machine.reports.takeException(),
  });
  installEvents(realm, machine.events);
  machine.timers.install(realm);
  installRequire(machine);
  installJson(machine);
  installLanguage(machine);
  installConsole(machine);
  installProcess(machine);
  installGlobals(machine);
}

function installJson({ realm, inspector, hardware }: Machine): void {
  const json = realm.library("JSON", {
    parse: (text) => parseJson(realm, inspector.asText(text), hardware.facts.unicode),
    stringify: (value, _replacer, space) => {
      const indent =
        typeof space === "number"
          ? " ".repeat(Math.min(Math.max(Math.trunc(space), 0), 10))
          : space === undefined || space === null
            ? ""
            : inspector.asText(space).slice(0, 9);
      const layout = indent ? { pretty: true, newLines: "all" as const, indent } : {};
      if (value === undefined) return "null";
      return inspector.write(value, { ...JSON_TEXT, ...layout });
    },
  });
  Object.defineProperty(realm.global, "JSON", {
    value: json,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}

function installConsole(machine: Machine): void {
  const { realm, inspector } = machine;
  const print: AnyFunction = (...args) => {
    const texts = args.map((arg) => (typeof arg === "string" ? arg : inspector.write(arg, PRINT)));
    machine.print(`${texts.join(" ")}\n`);
  };
  realm.define(realm.global, { print });
  const console = realm.library("console", {
    log: print,
    debug: print,
    info: print,
    warn: print,
    error: print,
    trace: print,
  });
  Object.defineProperty(realm.global, "console", {
    value: console,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}

function installProcess(machine: Machine): void {
  const { realm, hardware } = machine;
  const { facts, flash } = hardware;
  const process = realm.library("process");
  const storageBytes = flash.map.storageEnd - flash.map.storageStart;
  const getters: Record<string, () => unknown> = {
    version: () => VERSION,
    env: () =>
      realm.object({
        VERSION,
        GIT_COMMIT: COMMIT,
        BOARD: facts.build,
        RAM: 0,
        FLASH: isLinux(facts) ? storageBytes : 0,
        STORAGE: storageBytes,
        SERIAL: "00000000-00000000-00000000",
        CONSOLE: isLinux(facts) ? "USB" : "Serial1",
        EXPTR: 0,
        MODULES: "Flash,Storage,net,tls,TelnetServer,crypto",
      }),
  };
  for (const [name, get] of Object.entries(getters)) {
    Object.defineProperty(process, name, {
      get: realm.native(name, get) as () => unknown,
      configurable: true,
    });
  }
  // Counted when somebody asks, for the firmware calls it often and only to have memory swept.
  const counted: PropertyDescriptorMap = {};
  for (const name of ["free", "usage", "total"] as const) {
    const get = realm.native(name, function (this: object) {
      const { used } = estimateMemory(machine);
      // Where the facts name no number it is the most that the format can tell apart.
      const total = facts.jsVars ?? Math.max(16383, used);
      const known = { free: total - used, usage: used, total };
      for (const [each, value] of Object.entries(known)) Object.defineProperty(this, each, { ...LISTED, value, writable: true });
      return known[name];
    }) as () => unknown;
    counted[name] = { ...LISTED, get };
  }
  realm.define(process, {
    memory: () => Object.defineProperties(realm.object({
      free: 0,
      usage: 0,
      total: 0,
      history: 0,
      gc: 0,
      gctime: 0,
      blocksize: isLinux(facts) ? 27 : 14,
      rx: realm.object({ used: 0, total: isLinux(facts) ? 4096 : 256 }),
      tx: realm.object({ used: 0, total: 256 }),
    }), counted),
  });
  Object.defineProperty(realm.global, "process", {
    value: process,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}

/** Of a property that a script may list and take away. */
const LISTED = { configurable: true, enumerable: true };

function installGlobals(machine: Machine): void {
  const { realm, hardware } = machine;
  const { facts } = hardware;
  const hidden = { writable: true, configurable: true, enumerable: false };
  Object.defineProperty(realm.global, "global", { value: realm.global, ...hidden });
  Object.defineProperty(realm.global, "HIGH", { value: 1, ...hidden });
  Object.defineProperty(realm.global, "LOW", { value: 0, ...hidden });
  realm.define(realm.global, {
    load: (file) => machine.requestRestart(false, file === undefined ? undefined : realm.toText(file)),
    reset: () => machine.requestRestart(true),
    echo: (on) => {
      machine.echo = Boolean(on);
    },
    getSerial: () => "00000000-00000000-00000000",
    setTime: (seconds) => {
      if (isLinux(facts)) throw new Unlike("setTime stalls all timers of the Linux build");
      machine.setTime(Math.trunc(Number(seconds) * 1000000));
    },
    peek32: (addr, count) => {
      const at = Number(addr) >>> 0;
      if (facts.rng === null || at !== Number(facts.rng) || count !== undefined) {
        throw new Unlike(`nothing to peek at 0x${at.toString(16)}; on the board this may end it`);
      }
      return hardware.randomWord() >>> 0;
    },
  });
  if (isLinux(facts)) realm.define(realm.global, { quit: () => machine.dieInScript("stopped") });
  else {
    Object.defineProperty(realm.global, "ESP32", { value: createEsp32(machine), ...hidden });
    Object.defineProperty(realm.global, "NRF", { value: createBluetooth(machine), ...hidden });
  }
  for (const name of NOT_SIMULATED) {
    if (Object.hasOwn(realm.global, name)) continue;
    Object.defineProperty(realm.global, name, {
      configurable: true,
      enumerable: false,
      get: realm.native(name, () => {
        throw new Unlike(`${name} is not simulated`);
      }) as () => unknown,
      set: realm.native(name, (value) => {
        Object.defineProperty(realm.global, name, { value, ...hidden });
      }) as (value: unknown) => void,
    });
  }
}
