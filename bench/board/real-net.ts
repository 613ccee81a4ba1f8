// The network of this machine for a simulated board: real TCP sockets, owned by a thread of their own, so
// that `connect` can block the board as it does on the real one. Data come and go by messages; 64 kB are
// under way at most, each way.

import { Worker } from "node:worker_threads";
import { ConnectFailure, type Net, REFUSED, type Stream, TIMED_OUT, type Target } from "./net.ts";

const CONNECTED = 1;
const NO_HOST = 2;
const NO_ANSWER = 4;
const ROOM_BYTES = 65536;
/** How long a board hangs in `connect` when nobody answers; a real one waits for its TCP to give up. */
const CONNECT_TIMEOUT_MS = 20000;

type Message =
  | { kind: "data"; id: number; bytes: Uint8Array }
  | { kind: "sent"; id: number; count: number }
  | { kind: "ended"; id: number };

/** Real sockets; the thread is started with the first connection. */
export class RealNet implements Net {
  private thread: Worker | undefined;
  private nextId = 1;
  private readonly streams = new Map<number, RealStream>();
  private readonly timeoutMs: number;

  /** `timeoutMs`: how long `connect` blocks at most. */
  constructor(timeoutMs = CONNECT_TIMEOUT_MS) {
    this.timeoutMs = timeoutMs;
  }

  connect({ host, port }: Target): Stream {
    const thread = this.start();
    const id = this.nextId++;
    const answer = new Int32Array(new SharedArrayBuffer(4));
    thread.postMessage({ kind: "open", id, host, port, timeoutMs: this.timeoutMs, answer });
    Atomics.wait(answer, 0, 0, this.timeoutMs + 10000);
    const result = Atomics.load(answer, 0);
    if (result !== CONNECTED) {
      throw new ConnectFailure(result === NO_HOST ? 0 : result === NO_ANSWER ? TIMED_OUT : REFUSED);
    }
    const stream = new RealStream((message) => this.thread?.postMessage({ ...message, id }));
    this.streams.set(id, stream);
    return stream;
  }

  close(): void {
    void this.thread?.terminate();
    this.thread = undefined;
    this.streams.clear();
  }

  private start(): Worker {
    if (this.thread) return this.thread;
    const thread = new Worker(new URL("./socket-thread.mjs", import.meta.url), { execArgv: [] });
    thread.unref();
    thread.on("message", (message: Message) => this.receive(message));
    this.thread = thread;
    return thread;
  }

  private receive(message: Message): void {
    const stream = this.streams.get(message.id);
    if (!stream) return;
    if (message.kind === "data") stream.take(Buffer.from(message.bytes));
    else if (message.kind === "sent") stream.makeRoom(message.count);
    else {
      this.streams.delete(message.id);
      stream.end();
    }
  }
}

class RealStream implements Stream {
  onChange: () => void = () => {};
  private readonly post: (message: Record<string, unknown>) => void;
  private received: Buffer[] = [];
  private underWay = 0;
  private hasEnded = false;

  constructor(post: (message: Record<string, unknown>) => void) {
    this.post = post;
  }

  read(most: number): Buffer | undefined {
    const first = this.received[0];
    if (!first) return this.hasEnded ? undefined : Buffer.alloc(0);
    if (first.length > most) this.received[0] = first.subarray(most);
    else this.received.shift();
    const bytes = first.subarray(0, most);
    this.post({ kind: "read", count: bytes.length });
    return bytes;
  }

  write(bytes: Buffer): number | undefined {
    if (this.hasEnded) return undefined;
    const count = Math.min(bytes.length, ROOM_BYTES - this.underWay);
    if (count <= 0) return 0;
    this.underWay += count;
    this.post({ kind: "write", bytes: Uint8Array.from(bytes.subarray(0, count)) });
    return count;
  }

  close(): void {
    this.post({ kind: "close" });
  }

  abandon(): void {
    this.post({ kind: "abandon" });
  }

  take(bytes: Buffer): void {
    this.received.push(bytes);
    this.onChange();
  }

  makeRoom(count: number): void {
    this.underWay -= count;
    this.onChange();
  }

  end(): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.onChange();
  }
}
