// The object `E`: bytes in and out, sums, the watchdog, error flags, the console's lock, reboot.

import { collectBytes } from "../bytes.ts";
import { isUint32Array } from "node:util/types";
import { crc32 } from "node:zlib";
import { isLinux } from "../facts.ts";
import { JS_TEXT, isArrayBuffer, typeName } from "../inspect.ts";
import type { Machine } from "../machine.ts";
import { type AnyFunction, Unlike } from "../realm.ts";
import { fromBytes, isUnicode, toBytes } from "../text.ts";
import { E_NOT_SIMULATED } from "./names.ts";
import { toInteger } from "./strings.ts";

/** Installs `E` and returns it. */
export function installE(machine: Machine): object {
  const { realm, inspector, hardware } = machine;
  const fail = (message: string): Error => realm.makeError("Error", message);
  const e = realm.library("E");
  const elements = (value: unknown): ArrayLike<number> => {
    if (typeof value === "string") return toBytes(value);
    if (isArrayBuffer(value)) return new Uint8Array(value);
    // The interpreter takes 32 bits for a signed number on the way to a double.
    if (isUint32Array(value)) return new Int32Array(value.buffer, value.byteOffset, value.length);
    if (Array.isArray(value) || ArrayBuffer.isView(value)) return value as unknown as ArrayLike<number>;
    throw fail(`First argument must be iterable, not ${typeName(value)}`);
  };
  const toText: AnyFunction = (...args) => {
    if (args.length === 1 && typeof args[0] === "string") return args[0];
    return machine.texts.noteFlat(fromBytes(collectBytes(realm, inspector, args)));
  };

  realm.define(e, {
    toString: toText,
    toFlatString: toText,
    toUint8Array: (...args) => realm.uint8Array(collectBytes(realm, inspector, args)),
    toArrayBuffer: (text) => (typeof text === "string" ? realm.arrayBuffer(toBytes(text)) : undefined),
    toJS: (value) => inspector.write(value, JS_TEXT),
    CRC32: (data) => {
      if (typeof data === "string") return crc32(toBytes(data));
      return typeof data === "object" && data !== null
        ? crc32(Uint8Array.from(Array.from(elements(data), (item) => toInteger(item))))
        : undefined;
    },
    asUTF8: (text) => {
      if (!hardware.facts.unicode) throw fail("Unicode not supported on this build");
      const decoded = toBytes(inspector.asText(text)).toString("utf8");
      if (!isUnicode(decoded)) throw new Unlike("E.asUTF8 of text below U+0100 can't be told from bytes");
      return decoded;
    },
    fromUTF8: (text) => {
      if (!hardware.facts.unicode) return undefined;
      return typeof text === "string" ? fromBytes(toBytes(text)) : text;
    },
    isUTF8: (text) => hardware.facts.unicode && typeof text === "string" && isUnicode(text),
    sum: (items) => {
      if (typeof items !== "object" && typeof items !== "string")
        throw fail(`First argument must be Array, not ${typeName(items)}`);
      return Array.from(elements(items)).reduce((sum, item) => sum + Number(item), 0);
    },
    variance: (items, mean) =>
      Array.from(elements(items)).reduce((sum, item) => sum + (Number(item) - Number(mean)) ** 2, 0),
    convolve: (first, second, offset) => convolve(elements(first), elements(second), toInteger(offset)),
    clip: (value, least, most) => Math.min(Math.max(Number(value), Number(least)), Number(most)),
    reverseByte: (value) => {
      let reversed = 0;
      for (let bit = 0; bit < 8; bit++) reversed |= ((toInteger(value) >> bit) & 1) << (7 - bit);
      return reversed;
    },
    mapInPlace: (from, to, map, bits) => mapInPlace(machine, from, to, map, toInteger(bits)),
    lookupNoCase: (haystack, needle, wantsKey) => {
      if (typeof haystack !== "object" || haystack === null) return undefined;
      const wanted = inspector.asText(needle).toLowerCase();
      const key = Object.getOwnPropertyNames(haystack).find(
        (candidate) => candidate.toLowerCase() === wanted,
      );
      return key === undefined || wantsKey ? key : (haystack as Record<string, unknown>)[key];
    },
    memoryArea: (addr, length) => {
      const { base, end } = hardware.flash.map;
      const at = Number(addr) >>> 0;
      if (at === 0 || toInteger(length) < 0) return undefined;
      if (isLinux(hardware.facts) || at < base || at + toInteger(length) > end) {
        throw new Unlike(`E.memoryArea at 0x${at.toString(16)}`);
      }
      return fromBytes(hardware.flash.read(at, toInteger(length)));
    },

    srand: (seed) => machine.random.seed(Number(seed) >>> 0),
    hwRand: () => machine.random.next(),

    enableWatchdog: (seconds, auto) => {
      const time = Number(seconds);
      const isAuto = auto === undefined || Boolean(auto);
      if (isLinux(hardware.facts)) return;
      machine.watchdog.start(time >= 0 ? time : 1, isAuto, hardware.clock.nowUs());
    },
    kickWatchdog: () => machine.watchdog.kick(hardware.clock.nowUs()),
    // The memory of the simulated board has no order that could be put right.
    defrag: () => undefined,
    getErrorFlags: () => {
      const flags = [...machine.reports.flags];
      machine.reports.flags.clear();
      return realm.array(flags);
    },
    getFlags: () =>
      realm.object({
        deepSleep: 0,
        unsafeFlash: 0,
        unsyncFiles: 0,
        pretokenise: 0,
        jitDebug: 0,
        onErrorSave: 0,
        onErrorFlash: 0,
      }),
    setFlags: () => undefined,
    stopEventPropagation: () => machine.events.stopPropagation(),

    setPassword: (password) => {
      machine.input.password = password === undefined ? undefined : inspector.asText(password);
    },
    lockConsole: () => machine.input.lock(),
    getConsole: () => (isLinux(hardware.facts) ? "USB" : "Serial1"),
    setConsole: () => undefined,
    setBootCode: (code, always) => {
      machine.storage.erase(".bootcde");
      machine.storage.erase(".bootrst");
      if (code !== undefined && code !== "")
        machine.storage.write(always ? ".bootrst" : ".bootcde", toBytes(inspector.asText(code)));
    },
    reboot: () => {
      // The Linux build can't, says so and exits; whoever runs it starts it again.
      if (isLinux(hardware.facts)) machine.print("Not implemented\n");
      machine.dieInScript("reboot");
    },
  });
  for (const name of E_NOT_SIMULATED) {
    realm.define(e, {
      [name]: () => {
        throw new Unlike(`E.${name} is not simulated`);
      },
    });
  }
  Object.defineProperty(realm.global, "E", {
    value: e,
    writable: true,
    configurable: true,
    enumerable: false,
  });
  return e;
}

function convolve(first: ArrayLike<number>, second: ArrayLike<number>, offset: number): number {
  const length = second.length;
  let at = ((offset % length) + length) % length;
  let sum = 0;
  for (let index = 0; index < first.length; index++) {
    sum += Number(first[index]) * Number(second[at]);
    at = at + 1 === length ? 0 : at + 1;
  }
  return sum;
}

function mapInPlace(machine: Machine, from: unknown, to: unknown, map: unknown, bits: number): void {
  const { realm } = machine;
  if (!ArrayBuffer.isView(from) || !ArrayBuffer.isView(to)) {
    throw realm.makeError("Error", "First 2 arguments should be array buffers");
  }
  const [source, target] = [from as Uint8Array, to as Uint8Array];
  const bitsFrom = source.BYTES_PER_ELEMENT ? source.BYTES_PER_ELEMENT * 8 : 8;
  const width = Math.abs(bits) || bitsFrom;
  const msbFirst = bits >= 0;
  let held = 0;
  let pool = 0;
  let read = 0;
  for (let at = 0; at < target.length && (read < source.length || held >= width); at++) {
    const index = read;
    for (; held < width; held += bitsFrom) {
      const item = Number(source[read++] ?? 0);
      pool = msbFirst ? (pool << bitsFrom) | item : pool | (item << held);
    }
    const mask = width >= 32 ? -1 : (1 << width) - 1;
    const value = (msbFirst ? pool >> (held - width) : pool) & mask;
    if (!msbFirst) pool >>= width;
    held -= width;
    const mapped =
      typeof map === "function" ? (map as AnyFunction)(value, index) : map ? (map as number[])[value] : value;
    target[at] = Number(mapped);
  }
}
