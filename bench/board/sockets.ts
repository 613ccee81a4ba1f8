// Client sockets of the interpreter, as its idle loop works on them once a pass: 536 bytes out, 536 bytes in,
// `data` called at once, every other event queued. The object's odd cases are kept, e.g. data that waits for
// a late listener.

import { pointedBytes } from "./bytes.ts";
import { typeName } from "./inspect.ts";
import type { Machine } from "./machine.ts";
import { ConnectFailure, type Stream, UNREACHABLE } from "./net.ts";
import { SecureStream, TlsFailure } from "./secure-stream.ts";
import { fromBytes, toBytes } from "./text.ts";

const CHUNK_BYTES = 536;
const BUFFER_BYTES = 512;
const BUFFER = "\xffbuf";
const CLOSED = -1;
const UNSENT_DATA = -8;
const MESSAGES: Record<number, string> = { [UNSENT_DATA]: "unsent data" };

interface Connection {
  object: Record<string, unknown>;
  /** What `connect` was called with. */
  options: unknown;
  stream: Stream;
  /** What `write` has queued; bytes as characters. */
  sendData: string;
  /** What a full buffer has left behind. */
  receiveData: string;
  closeAfterSending: boolean;
  closeNow: boolean;
  connected: boolean;
}

/** All client connections of one boot. */
export class Sockets {
  private connections: Connection[] = [];
  /** Streams that belong to nobody, e.g. after a TLS that could not start. */
  private orphans: Stream[] = [];
  private readonly machine: Machine;
  private readonly prototype: object;

  constructor(machine: Machine) {
    this.machine = machine;
    this.prototype = this.createPrototype();
  }

  /** `net.connect` and `tls.connect`: blocks until the connection stands, throws when it can't. */
  connect(options: unknown, callback: unknown, secure: boolean): object | undefined {
    const { realm } = this.machine;
    if (typeof options !== "object" || options === null) {
      this.machine.print(`ERROR: Expecting Options to be an Object but it was ${typeName(options)}\n`);
      return undefined;
    }
    if (callback !== undefined && typeof callback !== "function") {
      this.machine.print(`ERROR: Expecting Callback Function but got ${typeName(callback)}\n`);
      return undefined;
    }
    const { host, port } = options as { host?: unknown; port?: unknown };
    const object = Object.create(this.prototype) as Record<string, unknown>;
    if (callback) object["#onconnect"] = callback;
    let stream: Stream;
    try {
      stream = this.open(
        host === undefined ? "127.0.0.1" : realm.toText(host).slice(0, 127),
        Number(port) & 0xffff || (secure ? 443 : 0),
        secure,
        options,
      );
    } catch (error) {
      if (error instanceof ConnectFailure && error.errno) {
        this.machine.print(`ERROR: Connect failed (err ${error.errno})\n`);
      }
      if (error instanceof ConnectFailure || error instanceof TlsFailure) {
        throw realm.makeError("InternalError", error.message);
      }
      throw error;
    }
    const connection: Connection = {
      object,
      options,
      stream,
      sendData: "",
      receiveData: "",
      closeAfterSending: false,
      closeNow: false,
      connected: false,
    };
    stream.onChange = () => this.machine.wakeNow();
    this.connections.push(connection);
    this.machine.wakeNow();
    return object;
  }

  /** The sockets that are open, as scripts see them. */
  get objects(): object[] {
    return this.connections.map(({ object }) => object);
  }

  /** All that are open. */
  get live(): readonly Readonly<Connection>[] {
    return this.connections;
  }

  /** One pass over all connections; true when something happened. */
  idle(): boolean {
    let busy = false;
    for (const connection of [...this.connections]) busy = this.work(connection) || busy;
    return busy;
  }

  /** Orderly end of all, as before `load()`. */
  closeAll(): void {
    for (const { stream } of this.connections) stream.close();
    this.connections = [];
  }

  /** Power is gone: the peers are told nothing. */
  abandonAll(): void {
    for (const stream of [...this.connections.map((connection) => connection.stream), ...this.orphans]) {
      stream.onChange = () => {};
      stream.abandon();
    }
    this.connections = [];
    this.orphans = [];
  }

  private open(host: string, port: number, secure: boolean, options: object): Stream {
    const { net, facts, wifi } = this.machine.hardware;
    const isAddress = /^\d+\.\d+\.\d+\.\d+$/.test(host);
    // Without Wi-Fi the name lookup fails, and an address can't be reached. The Linux build has the PC's
    // network.
    if (facts.build !== "LINUX" && !wifi.isConnected) {
      throw new ConnectFailure(isAddress ? UNREACHABLE : 0);
    }
    const stream = net.connect({ host, port, secure });
    if (!secure || stream.secured) return stream;
    if (facts.tls.starts === false) {
      this.orphans.push(stream);
      throw new TlsFailure("mbedtls_ssl_setup: Not enough memory");
    }
    const { inspector, realm } = this.machine;
    const bytes = (value: unknown): Buffer | undefined => {
      const given: unknown = typeof value === "function" ? value() : value;
      return given === undefined ? undefined : pointedBytes(realm, inspector, given);
    };
    const { ca, cert, key } = options as Record<string, unknown>;
    return new SecureStream(stream, facts, { ca: bytes(ca), cert: bytes(cert), key: bytes(key) });
  }

  private createPrototype(): object {
    const { realm } = this.machine;
    const prototype = realm.object();
    const sockets = this;
    const connectionOf = (object: unknown): Connection | undefined =>
      sockets.connections.find((connection) => connection.object === object);
    const made = realm.constructorOf("Socket", prototype, () => {
      throw realm.makeError("Error", "Socket is made by connect");
    });
    realm.classNames.set(made, "Socket");
    realm.define(prototype, {
      write(data) {
        const connection = connectionOf(this);
        if (!connection || connection.closeAfterSending || connection.closeNow) {
          throw realm.makeError("Error", "This socket is closed");
        }
        connection.sendData += data === undefined ? "" : fromBytes(toBytes(realm.toText(data)));
        sockets.machine.wakeNow();
        return false;
      },
      end(data) {
        const connection = connectionOf(this);
        if (data !== undefined) (this as { write(text: unknown): void }).write(data);
        if (!connection) return;
        if (connection.sendData === "") connection.closeNow = true;
        connection.closeAfterSending = true;
        sockets.machine.wakeNow();
      },
      available() {
        return String((this as Record<string, unknown>)[BUFFER] ?? "").length;
      },
      read(count) {
        const object = this as Record<string, unknown>;
        const buffer = String(object[BUFFER] ?? "");
        const most = Number(count) || 0;
        if (most > 0 && most < buffer.length) {
          object[BUFFER] = buffer.slice(most);
          return buffer.slice(0, most);
        }
        delete object[BUFFER];
        return buffer;
      },
    });
    return prototype;
  }

  /** What the idle loop does for one connection, in the interpreter's order. */
  private work(connection: Connection): boolean {
    const { machine } = this;
    const { object, stream } = connection;
    const { events } = machine;
    let busy = false;
    let error = 0;
    // A property that scripts can set, too.
    if (object.clsNow) connection.closeNow = true;
    let left = this.push(object, connection.receiveData, false);
    if (!connection.closeNow) {
      if (connection.sendData !== "") {
        const sent = this.send(connection);
        busy = sent !== 0;
        if (sent < 0) error = sent;
      } else if (connection.closeAfterSending) connection.closeNow = true;
      const received = this.receive(connection);
      if (typeof received === "number") error = received;
      else {
        if (!connection.connected) {
          busy = connection.connected = true;
          events.pushFor(object, "connect", [object]);
          if (connection.sendData === "") events.pushFor(object, "drain", [object]);
        }
        if (received.length > 0) {
          busy = true;
          left = this.push(object, left + fromBytes(received), false);
          connection.receiveData = left;
        }
      }
      if (error < 0) connection.closeNow = true;
    }
    if (!connection.closeNow) return busy;
    left = this.push(object, left, true);
    if (left !== "") return busy;
    this.connections.splice(this.connections.indexOf(connection), 1);
    stream.onChange = () => {};
    stream.close();
    if (connection.sendData !== "" && error === CLOSED) error = UNSENT_DATA;
    const hadError = error < CLOSED;
    if (hadError) {
      const message = MESSAGES[error] ?? "unknown error";
      events.pushFor(object, "error", [machine.realm.object({ code: error, message })]);
    }
    events.pushFor(object, "end", []);
    events.pushFor(object, "close", [hadError]);
    return true;
  }

  /** Sends one chunk; the count of bytes, or an error. */
  private send(connection: Connection): number {
    const chunk = Buffer.from(connection.sendData.slice(0, CHUNK_BYTES), "latin1");
    const sent = this.poll(() => connection.stream.write(chunk));
    if (typeof sent !== "number" || sent <= 0) return sent ?? CLOSED;
    connection.sendData = connection.sendData.slice(sent);
    if (connection.sendData === "" && !connection.closeAfterSending) {
      this.machine.events.pushFor(connection.object, "drain", [connection.object]);
    }
    return sent;
  }

  private receive(connection: Connection): Buffer | number {
    return this.poll(() => connection.stream.read(CHUNK_BYTES)) ?? CLOSED;
  }

  /**
   * Asks the stream; a TLS that failed is an uncaught error of the pass, and to the socket a closed
   * connection.
   */
  private poll<T>(ask: () => T): T | number {
    try {
      return ask();
    } catch (failure) {
      if (!(failure instanceof TlsFailure)) throw failure;
      if (failure.code !== undefined) return failure.code;
      this.machine.reports.setException(this.machine.realm.makeError("InternalError", failure.message));
      return CLOSED;
    }
  }

  /** Hands data to the listener, or keeps up to 512 bytes for a later one; gives back what has to wait. */
  private push(object: Record<string, unknown>, data: string, force: boolean): string {
    if (data === "") return "";
    const { machine } = this;
    const listener = object["#ondata"];
    if (listener !== undefined) {
      const ok = machine.memory.receive(data.length, () => machine.events.call(object, listener, [data]));
      if (!ok) {
        machine.reports.reportCallback("Error processing Serial data handler - removing it.");
        delete object["#ondata"];
      }
      return "";
    }
    const buffer = object[BUFFER];
    if (typeof buffer !== "string") {
      Object.defineProperty(object, BUFFER, {
        value: data,
        writable: true,
        configurable: true,
        enumerable: false,
      });
      return "";
    }
    const fits = buffer.length + data.length <= BUFFER_BYTES;
    if (!fits && force) machine.reports.flags.add("BUFFER_FULL");
    if ((fits || force) && buffer.length < BUFFER_BYTES) {
      object[BUFFER] = buffer + data.slice(0, BUFFER_BYTES - buffer.length);
    }
    return fits ? "" : data;
  }
}
