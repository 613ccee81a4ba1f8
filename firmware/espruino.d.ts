// What Espruino 2v29 has and neither @types/espruino 1.95 nor the ES5 library declares, or declares
// wrongly. Every global, module and method here was looked up on the real interpreter by
// test/build/espruino-types.test.ts, those of the ESP32 alone in the interpreter's source. Nothing here
// exists at run time.

// The language beyond ES5.

interface SymbolConstructor {
  readonly iterator: unique symbol;
}
// The type checker finds the iteration protocol through this name; there is no Symbol on the board, and the
// build refuses every use of it.
declare const Symbol: SymbolConstructor;

interface IteratorYieldResult<T> {
  done?: false;
  value: T;
}
interface IteratorReturnResult<T> {
  done: true;
  value: T;
}
type IteratorResult<T, R = any> = IteratorYieldResult<T> | IteratorReturnResult<R>;
interface Iterator<T, R = any, N = any> {
  next(...value: [] | [N]): IteratorResult<T, R>;
}
interface Iterable<T, R = any, N = any> {
  [Symbol.iterator](): Iterator<T, R, N>;
}
interface IterableIterator<T, R = any, N = any> extends Iterator<T, R, N> {
  [Symbol.iterator](): IterableIterator<T, R, N>;
}

interface Array<T> {
  [Symbol.iterator](): IterableIterator<T>;
  find(test: (value: T, index: number, array: T[]) => unknown): T | undefined;
  findIndex(test: (value: T, index: number, array: T[]) => unknown): number;
  includes(value: T): boolean;
  fill(value: T, start?: number, end?: number): this;
}
interface ReadonlyArray<T> {
  [Symbol.iterator](): IterableIterator<T>;
  find(test: (value: T, index: number, array: readonly T[]) => unknown): T | undefined;
  findIndex(test: (value: T, index: number, array: readonly T[]) => unknown): number;
  includes(value: T): boolean;
}
interface IArguments {
  [Symbol.iterator](): IterableIterator<any>;
}
interface String {
  [Symbol.iterator](): IterableIterator<string>;
  startsWith(text: string, position?: number): boolean;
  endsWith(text: string, length?: number): boolean;
  includes(text: string, position?: number): boolean;
  repeat(count: number): string;
  padStart(length: number, fill?: string): string;
  padEnd(length: number, fill?: string): string;
  replaceAll(what: string | RegExp, by: string): string;
}
interface ObjectConstructor {
  assign<T extends object, U>(target: T, source: U): T & U;
  assign(target: object, ...sources: any[]): any;
  values<T>(object: { [key: string]: T } | ArrayLike<T>): T[];
  entries<T>(object: { [key: string]: T } | ArrayLike<T>): [string, T][];
  fromEntries<T>(entries: Array<[string, T]>): { [key: string]: T };
  setPrototypeOf(object: any, prototype: object | null): any;
}
interface Math {
  sign(x: number): number;
  /** Espruino's own: x kept between min and max. */
  clip(x: number, min: number, max: number): number;
}

interface PromiseLike<T> {
  then<A = T, B = never>(
    resolved?: ((value: T) => A | PromiseLike<A>) | null,
    rejected?: ((reason: any) => B | PromiseLike<B>) | null,
  ): PromiseLike<A | B>;
}
interface Promise<T> {
  then<A = T, B = never>(
    resolved?: ((value: T) => A | PromiseLike<A>) | null,
    rejected?: ((reason: any) => B | PromiseLike<B>) | null,
  ): Promise<A | B>;
  catch<B = never>(rejected?: ((reason: any) => B | PromiseLike<B>) | null): Promise<T | B>;
}
interface PromiseConstructor {
  new <T>(
    run: (resolve: (value: T | PromiseLike<T>) => void, reject: (reason?: any) => void) => void,
  ): Promise<T>;
  resolve(): Promise<void>;
  resolve<T>(value: T | PromiseLike<T>): Promise<T>;
  reject<T = never>(reason?: any): Promise<T>;
  all<T>(values: Array<T | PromiseLike<T>>): Promise<T[]>;
}
declare var Promise: PromiseConstructor;

interface Int8Array {
  [Symbol.iterator](): IterableIterator<number>;
}
interface Uint8Array {
  [Symbol.iterator](): IterableIterator<number>;
}
interface Uint8ClampedArray {
  [Symbol.iterator](): IterableIterator<number>;
}
interface Int16Array {
  [Symbol.iterator](): IterableIterator<number>;
}
interface Uint16Array {
  [Symbol.iterator](): IterableIterator<number>;
}
interface Int32Array {
  [Symbol.iterator](): IterableIterator<number>;
}
interface Uint32Array {
  [Symbol.iterator](): IterableIterator<number>;
}
interface Float32Array {
  [Symbol.iterator](): IterableIterator<number>;
}
interface Float64Array {
  [Symbol.iterator](): IterableIterator<number>;
}

// Globals.

type Timer = number;
declare function setTimeout(run: (...args: any[]) => void, milliseconds?: number, ...args: any[]): Timer;
declare function setInterval(run: (...args: any[]) => void, milliseconds: number, ...args: any[]): Timer;
declare function clearTimeout(timer?: Timer): void;
declare function clearInterval(timer?: Timer): void;

declare function print(...values: any[]): void;
declare var console: {
  log(...values: any[]): void;
  info(...values: any[]): void;
  warn(...values: any[]): void;
  error(...values: any[]): void;
  debug(...values: any[]): void;
};
/** Starts the interpreter anew, running the file of Storage when one is named. */
declare function load(file?: string): void;
/** Ends the process; only on a PC. */
declare function quit(): void;
declare function reset(clearFlash?: boolean): void;
declare function peek8(address: number): number;
declare function peek16(address: number): number;
declare function peek32(address: number): number;
/** A pin by its number, as `new Pin(4)` or D4. */
declare var LED1: Pin;
declare var BTN1: Pin;
declare function pinMode(pin: Pin, mode?: PinMode, automatic?: boolean): void;
type PinMode =
  | "auto"
  | "analog"
  | "input"
  | "input_pullup"
  | "input_pulldown"
  | "output"
  | "opendrain"
  | "opendrain_pullup"
  | "af_output"
  | "af_opendrain";
declare function analogWrite(
  pin: Pin,
  value: number,
  options?: { freq?: number; soft?: boolean; forceSoft?: boolean },
): void;
declare function setWatch(
  run: (event: { state: boolean; time: number; lastTime: number; pin: Pin }) => void,
  pin: Pin,
  options?: { repeat?: boolean; edge?: "rising" | "falling" | "both"; debounce?: number; irq?: boolean },
): number;
declare function clearWatch(id?: number): void;

/** A listener may be added to any object; what is emitted is delivered after the running code has ended. */
interface Object {
  on(event: string, listener: (...args: any[]) => void): void;
  emit(event: string, ...args: any[]): void;
  removeAllListeners(event?: string): void;
}

declare namespace process {
  const version: string;
  const env: EspruinoEnvironment;
  function on(event: "uncaughtException", listener: (error: any) => void): void;
  function removeAllListeners(event?: string): void;
  function memory(gc?: boolean): MemoryInfo;
}
interface EspruinoEnvironment {
  VERSION: string;
  GIT_COMMIT: string;
  BOARD: string;
  FLASH: number;
  STORAGE: number;
  SERIAL: string;
  CONSOLE: string;
  MODULES: string;
}
/** All counts in JsVars, except `stackEndAddress`, and `gctime` in milliseconds. */
interface MemoryInfo {
  free: number;
  usage: number;
  total: number;
  history: number;
  gc?: number;
  gctime?: number;
  blocksize: number;
}

declare namespace E {
  type Bytes = string | ArrayBuffer | ArrayLike<number>;
  type ErrorFlag = "FIFO_FULL" | "BUFFER_FULL" | "CALLBACK" | "LOW_MEMORY" | "MEMORY" | "UART_OVERFLOW";
  function on(event: "init" | "kill", listener: () => void): void;
  function on(event: "errorFlag", listener: (flags: ErrorFlag[]) => void): void;
  function removeListener(event: string, listener: (...args: any[]) => void): void;
  function removeAllListeners(event?: string): void;
  function getErrorFlags(): ErrorFlag[];
  /** Stops the listeners after this one from being called. */
  function stopEventPropagation(): void;
  /** The bytes of all arguments, one after the other; numbers are single bytes. */
  function toString(...parts: Array<Bytes | number | readonly Bytes[]>): string | undefined;
  function toUint8Array(...parts: Array<Bytes | number | readonly Bytes[]>): Uint8Array;
  /** The same in one piece of memory; undefined when there is no such piece. */
  function toFlatString(...parts: Array<Bytes | number | readonly Bytes[]>): string | undefined;
  function toJS(value: any): string;
  function CRC32(data: Bytes): number;
  /** Only on builds with unicode strings; throws on the ESP32. */
  function asUTF8(bytes: string): string;
  function fromUTF8(text: string): string;
  function isUTF8(text: string): boolean;
  function reboot(): void;
  /** Seconds from 1; with `isAuto` false only kickWatchdog() keeps the board alive. */
  function enableWatchdog(timeoutSec: number, isAuto?: boolean): void;
  function kickWatchdog(): void;
  function setConsole(device: Serial | string | null, options?: { force?: boolean }): void;
  function getConsole(): string | null;
  function setPassword(password?: string | number): void;
  function lockConsole(): void;
  function defrag(): void;
  function getSizeOf(value: any, depth?: number): number;
  function dumpVariables(): void;
  function getAddressOf(value: any, flatAddress?: boolean): number;
  function setBootCode(code: string, alwaysExec?: boolean): void;
  function pipe(source: any, destination: any, options?: PipeOptions): void;
  function decodeUTF8(
    bytes: string,
    lookup: string[],
    replace?: string | ((point: number) => string),
  ): string;
  function getClock(): any;
  function setDST(...params: number[]): void;
}
interface PipeOptions {
  chunkSize?: number;
  end?: boolean;
  complete?: () => void;
}

/** Only on boards of the ESP32 family. */
declare namespace ESP32 {
  function reboot(): void;
  function deepSleep(microseconds: number): void;
  function getState(): ESP32State;
  /** Kept by the chip; erases the boot code and restarts. */
  function enableBLE(enable: boolean): void;
  function enableWifi(enable: boolean): void;
  function setOTAValid(isValid: boolean): void;
  function getWakeupCause(): number;
}
/** Only on builds with Bluetooth. */
declare namespace NRF {
  /** Until the next start nobody sees the board. */
  function sleep(): void;
  function wake(): void;
}
/** Heap sizes in bytes. */
interface ESP32State {
  sdkVersion: string;
  freeHeap: number;
  minHeap?: number;
  BLE: boolean;
  Wifi: boolean;
}

// Modules.

declare function require(name: "Storage"): EspruinoStorage;
declare function require(name: "Flash"): EspruinoFlash;
declare function require(name: "net" | "tls"): EspruinoNet;
declare function require(name: "dgram"): EspruinoDgram;
declare function require(name: "crypto"): EspruinoCrypto;
declare function require(name: "TelnetServer"): EspruinoTelnet;
declare function require(name: "http"): EspruinoHttp;
declare function require(name: "Wifi"): EspruinoWifi;

interface EspruinoStorage {
  /** A string that stays in flash; undefined when there is no such file. Names have at most 28 bytes. */
  read(name: string, offset?: number, length?: number): string | undefined;
  readJSON(name: string, noExceptions?: boolean): any;
  readArrayBuffer(name: string): ArrayBuffer | undefined;
  /** True, or throws. With `offset` and `size` a file is made once and filled in pieces. */
  write(
    name: string,
    data: string | ArrayBuffer | ArrayLike<number> | object,
    offset?: number,
    size?: number,
  ): boolean;
  writeJSON(name: string, data: any): boolean;
  erase(name: string): void;
  eraseAll(): void;
  list(pattern?: RegExp, filter?: { sf: boolean }): string[];
  hash(pattern?: RegExp): number;
  compact(showMessage?: boolean): void;
  /** Bytes left at the end. */
  getFree(): number;
  getStats(): {
    totalBytes: number;
    freeBytes: number;
    fileBytes: number;
    fileCount: number;
    trashBytes: number;
    trashCount: number;
  };
  open(name: string, mode: "r" | "w" | "a"): EspruinoStorageFile;
}
interface EspruinoStorageFile {
  read(length: number): string | undefined;
  readLine(): string | undefined;
  getLength(): number;
  write(data: string): void;
  erase(): void;
}

interface EspruinoFlash {
  /** The erasable page that holds an address; undefined outside of the flash. */
  getPage(address: number): { addr: number; length: number } | undefined;
  getFree(): Array<{ addr: number; length: number }>;
  erasePage(address: number): void;
  /** Both the address and the length are multiples of 4; bits only go from 1 to 0. */
  write(data: string | ArrayBuffer | ArrayLike<number>, address: number): void;
  read(lengthBytes: number, address: number): Uint8Array;
}

interface EspruinoNet {
  /** Blocks until connected; throws when refused or unknown. Attach listeners in the same turn. */
  connect(options: ConnectOptions, connected?: (socket: EspruinoSocket) => void): EspruinoSocket;
  createServer(accept: (socket: EspruinoSocket) => void): { listen(port: number): void; close(): void };
}
interface ConnectOptions {
  host: string;
  port: number;
  /** DER bytes; read by tls only, and never used to verify the server. */
  ca?: string | Uint8Array;
  cert?: string | Uint8Array;
  key?: string | Uint8Array;
}
interface EspruinoSocket {
  on(event: "data", listener: (bytes: string) => void): void;
  on(event: "close", listener: (hadError: boolean) => void): void;
  on(event: "error", listener: (details: { code: number; message: string }) => void): void;
  on(event: "end" | "drain", listener: () => void): void;
  removeAllListeners(event?: string): void;
  /** Always false, whatever happened to the data. */
  write(bytes: string): boolean;
  end(bytes?: string): void;
  available(): number;
  read(count?: number): string | undefined;
  pipe(destination: any, options?: PipeOptions): void;
}

interface EspruinoDgram {
  createSocket(
    type: "udp4" | { type: "udp4"; reuseAddr?: boolean; recvBufferSize?: number },
    received?: (message: string, from: { address: string; port: number; size: number }) => void,
  ): {
    bind(port: number, bound?: (socket: any) => void): any;
    send(
      message: string,
      offset: number | string,
      length?: number | string,
      port?: number,
      address?: string,
    ): void;
    on(event: string, listener: (...args: any[]) => void): void;
    close(): void;
  };
}

interface EspruinoCrypto {
  SHA1(data: E.Bytes): ArrayBuffer;
  SHA224(data: E.Bytes): ArrayBuffer;
  SHA256(data: E.Bytes): ArrayBuffer;
  SHA384(data: E.Bytes): ArrayBuffer;
  SHA512(data: E.Bytes): ArrayBuffer;
  /** `keySize` in words of 4 bytes. */
  PBKDF2(
    passphrase: E.Bytes,
    salt: E.Bytes,
    options: {
      keySize: number;
      iterations: number;
      hasher: "SHA1" | "SHA224" | "SHA256" | "SHA384" | "SHA512";
    },
  ): ArrayBuffer;
  AES: {
    /** Whole blocks of 16 bytes. */
    encrypt(
      data: E.Bytes,
      key: E.Bytes,
      options?: { iv?: E.Bytes; mode?: "CBC" | "CFB" | "CTR" | "ECB" },
    ): ArrayBuffer;
    decrypt(
      data: E.Bytes,
      key: E.Bytes,
      options?: { iv?: E.Bytes; mode?: "CBC" | "CFB" | "CTR" | "ECB" },
    ): ArrayBuffer;
  };
}

interface EspruinoTelnet {
  setOptions(options: { mode: "on" | "off" | "sta" | "ap" }): void;
}

interface EspruinoHttp {
  request(
    options: EspruinoHttpOptions,
    answered?: (response: EspruinoHttpResponse) => void,
  ): EspruinoHttpRequest;
  get(
    options: EspruinoHttpOptions | string,
    answered: (response: EspruinoHttpResponse) => void,
  ): EspruinoHttpRequest;
}
interface EspruinoHttpOptions extends ConnectOptions {
  path: string;
  method?: string;
  protocol?: "http:" | "https:";
  headers?: { [name: string]: string | number };
}
interface EspruinoHttpRequest {
  on(event: "error", listener: (details: { code: number; message: string }) => void): void;
  on(event: "close" | "drain", listener: () => void): void;
  write(bytes: string): boolean;
  end(bytes?: string): void;
}
interface EspruinoHttpResponse {
  statusCode: string;
  statusMessage: string;
  headers: { [name: string]: string };
  on(event: "data", listener: (bytes: string) => void): void;
  on(event: "close", listener: (hadError: boolean) => void): void;
  on(event: "end", listener: () => void): void;
}

/** Only where the build has it; require throws elsewhere. */
interface EspruinoWifi {
  connect(ssid: string, options: { password?: string }, done?: (error: string | null) => void): void;
  disconnect(done?: () => void): void;
  scan(
    done: (
      error: string | null,
      found: Array<{ ssid: string; mac: string; rssi: number; channel: number }>,
    ) => void,
  ): void;
  startAP(
    ssid: string,
    options: { password?: string; authMode?: string; channel?: number },
    done?: (error: string | null) => void,
  ): void;
  stopAP(done?: () => void): void;
  getStatus(): any;
  getDetails(): any;
  getIP(
    done?: (error: string | null, ip: { ip: string; netmask: string; gw: string; mac: string }) => void,
  ): { ip: string };
  getHostByName(name: string, done: (ip: string | null) => void): void;
  setHostname(name: string, done?: () => void): void;
  setIP(settings: { ip: string; gw: string; netmask: string }, done: (error: string | null) => void): void;
  setConfig(settings: { powersave?: "none" | "ps-poll" }): void;
  /** Lets the clock jump behind the interpreter's back: every interval then runs wild. */
  setSNTP(server: string, zone: number): void;
  on(event: "connected", listener: (details: { ip: string; netmask: string; gw: string }) => void): void;
  on(
    event: "disconnected",
    listener: (details: { ssid: string; mac: string; reason: string; msg: string }) => void,
  ): void;
  on(
    event: "associated" | "auth_change" | "dhcp_timeout" | "sta_joined" | "sta_left",
    listener: (details: any) => void,
  ): void;
  removeAllListeners(event?: string): void;
}
