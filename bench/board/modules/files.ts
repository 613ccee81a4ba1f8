// The modules `Storage` and `Flash` as scripts see them: what they take as data, and their errors.

import { pointedBytes } from "../bytes.ts";
import { isLinux } from "../facts.ts";
import { JSON_TEXT, STORED_JSON, typeName } from "../inspect.ts";
import { parseJson } from "../json.ts";
import type { Machine } from "../machine.ts";
import { type AnyFunction, Unlike } from "../realm.ts";
import {
  type OpenFile, appendFile, eraseFile, fileLength, openFile, readFile, readLine,
} from "../storage-file.ts";
import { FLAG_STORAGE_FILE } from "../storage-scan.ts";
import { type ListFilter, StorageError } from "../storage.ts";
import { fromBytes, toBytes } from "../text.ts";
import { toInteger } from "../builtins/strings.ts";

/** Makes `require("Storage")`. */
export function createStorage(machine: Machine): object {
  const { realm, storage, inspector } = machine;
  const { unicode } = machine.hardware.facts;
  const name = (value: unknown): Buffer => toBytes(inspector.asText(value));
  const guard = (body: AnyFunction): AnyFunction =>
    function (this: unknown, ...args) {
      try {
        return body.apply(this, args);
      } catch (error) {
        throw error instanceof StorageError ? realm.makeError("Error", error.message) : error;
      }
    };
  const guarded = (functions: Record<string, AnyFunction>): Record<string, AnyFunction> =>
    Object.fromEntries(Object.entries(functions).map(([key, body]) => [key, guard(body)]));

  const write = (file: unknown, data: Buffer, offset: unknown, size: unknown): boolean =>
    storage.write(name(file), data, toInteger(offset), toInteger(size));
  const matcher = (pattern: unknown): ListFilter["match"] => {
    if (pattern === undefined) return undefined;
    return (file) => {
      const match = realm.intrinsics.String.prototype.match as unknown as AnyFunction;
      const found = match.call(file, pattern);
      return found !== undefined && found !== null;
    };
  };

  const filePrototype = realm.object();
  const made = realm.constructorOf("StorageFile", filePrototype, () => {
    throw realm.makeError("Error", "StorageFile is made by open");
  });
  realm.classNames.set(made, "StorageFile");
  realm.define(
    filePrototype,
    guarded({
      read(length) {
        return readFile(storage, this as unknown as OpenFile, toInteger(length));
      },
      readLine() {
        return readLine(storage, this as unknown as OpenFile);
      },
      getLength() {
        return fileLength(storage, this as unknown as OpenFile);
      },
      write(data) {
        appendFile(storage, this as unknown as OpenFile, fromBytes(toBytes(inspector.asText(data))));
      },
      erase() {
        eraseFile(storage, this as unknown as OpenFile);
      },
      pipe() {
        throw new Unlike("StorageFile.pipe is not simulated");
      },
    }),
  );

  const module = realm.library("Storage");
  realm.define(
    module,
    guarded({
      read(file, offset, length) {
        const content = storage.read(name(file), toInteger(offset), toInteger(length));
        return content && machine.texts.noteFlash(fromBytes(content));
      },
      readJSON(file, noExceptions) {
        const content = storage.read(name(file));
        if (!content) return undefined;
        try {
          return parseJson(realm, fromBytes(content), unicode, true);
        } catch (error) {
          if (noExceptions && !(error instanceof Unlike)) return undefined;
          throw error;
        }
      },
      readArrayBuffer(file) {
        const content = storage.read(name(file));
        return content && realm.arrayBuffer(content);
      },
      write(file, data, offset, size) {
        if (isPlainObject(data)) return write(file, toBytes(inspector.write(data, JSON_TEXT)), 0, 0);
        if (data === null) throw realm.makeError("Error", "Expecting Number or iterable, got null");
        if (data === undefined) throw realm.makeError("Error", "Can't get pointer to data to write");
        return write(file, pointedBytes(realm, inspector, data), offset, size);
      },
      writeJSON(file, data) {
        return write(file, toBytes(inspector.write(data, STORED_JSON)), 0, 0);
      },
      erase(file) {
        storage.erase(name(file));
      },
      eraseAll() {
        storage.eraseAll();
      },
      compact() {
        storage.compact();
      },
      optimise() {
        storage.optimise();
      },
      list(pattern, filter) {
        const { sf } = (filter ?? {}) as { sf?: unknown };
        const kind: ListFilter =
          sf === undefined ? {} : sf ? { only: FLAG_STORAGE_FILE } : { never: FLAG_STORAGE_FILE };
        return realm.array(storage.list({ ...kind, match: matcher(pattern) }));
      },
      hash: (pattern) => storage.hash(matcher(pattern)),
      getFree: () => storage.getFree(),
      getStats() {
        const { totalBytes, freeBytes, fileBytes, fileCount, trashBytes, trashCount } = storage.getStats();
        return realm.object({ totalBytes, freeBytes, fileBytes, fileCount, trashBytes, trashCount });
      },
      open(file, mode) {
        if (mode !== "r" && mode !== "w" && mode !== "a") {
          throw realm.makeError("Error", `Invalid mode ${mode === undefined ? mode : inspector.write(mode, JSON_TEXT)}`);
        }
        return Object.assign(
          Object.create(filePrototype) as object,
          openFile(storage, fromBytes(name(file)), mode),
        );
      },
    }),
  );
  return module;
}

function isPlainObject(value: unknown): boolean {
  const isBuffer =
    ArrayBuffer.isView(value) || Object.prototype.toString.call(value) === "[object ArrayBuffer]";
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isBuffer;
}

/** Makes `require("Flash")`. */
export function createFlash(machine: Machine): object {
  const { realm, inspector } = machine;
  const { flash, facts } = machine.hardware;
  const { base, end, pageBytes } = flash.map;
  // The chips know pages in all of their 4 MB, whatever lies there.
  const [first, last] = isLinux(facts) ? [base, end] : [0, 0x400000];
  const areas = isLinux(facts)
    ? [[base, end - base]]
    : [
        [0xe000, 0x2000],
        [0x310000, 0x10000],
        [0x360000, 0xa0000],
      ];
  const module = realm.library("Flash");
  realm.define(module, {
    getPage(addr) {
      const at = Number(addr) >>> 0;
      if (at < first || at >= last) return undefined;
      return realm.object({ addr: at - (at % pageBytes), length: pageBytes });
    },
    getFree: () => realm.array(areas.map(([addr, length]) => realm.object({ addr, length }))),
    erasePage(addr) {
      if (typeof addr !== "number" || !Number.isInteger(addr)) {
        throw realm.makeError("Error", `Address should be an integer, got ${typeName(addr)}`);
      }
      const at = addr >>> 0;
      // Out of range the Linux build does nothing.
      if (isLinux(facts) && (at < base || at >= end)) return;
      flash.erase(at);
    },
    write(data, addr) {
      if (data === undefined) throw realm.makeError("Error", "Data is not defined");
      const bytes = pointedBytes(realm, inspector, data);
      if (bytes.length > 0) flash.write(Number(addr) >>> 0, bytes);
    },
    read(length, addr) {
      if (!(toInteger(length) > 0)) return undefined;
      return realm.uint8Array(flash.read(Number(addr) >>> 0, toInteger(length)));
    },
  });
  return module;
}
