// Our TLS client (lib/tls) in front of the server of bad-server.ts, in memory, with time only where a test turns it: bytes
// and steps stand in queues, and `run` works them off until nothing moves.
import assert from "node:assert/strict";
import { type TlsConfig, startTls } from "../../lib/tls/handshake.ts";
import { type Tls, closeTls, feedTls, writeTls } from "../../lib/tls/link.ts";
import { useNative } from "../../lib/tls/native.ts";
import { BadServer } from "./bad-server.ts";
import { nodeCrypto, nodeNative } from "./node-native.ts";
import { PSK_IDENTITY, PSK_KEY } from "./peers.ts";
import { NOW_SEC, SERVER_NAME, goodChain } from "./server-chain.ts";
import type { Script } from "./server-script.ts";

/** More turns than any handshake takes. */
const MOST_TURNS = 50_000;

/** What the client has told its host. */
export interface Told {
  open: boolean;
  /** Undefined while it is not over. */
  code: number | undefined;
  detail: unknown;
  data: string;
  /** Bytes of the longest piece of data. */
  longest: number;
  /** Sessions to keep, "" for none, in their order. */
  kept: string[];
}

/** Random bytes that are the same for the same seed (mulberry32). */
export function seeded(seed: number): (lenBytes: number) => string {
  return (lenBytes) => {
    let bytes = "";
    for (; bytes.length < lenBytes; seed += 0x6d2b79f5) {
      let t = Math.imul(seed ^ (seed >>> 15), seed | 1);
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
      bytes += String.fromCharCode(((t ^ (t >>> 14)) >>> 8) & 255);
    }
    return bytes;
  };
}

// What was learned of the good chain's signatures, so that only the first handshake of a run pays for them.
let known = "";

/** What a client of the good server is told. */
export function configOf(wish: Partial<TlsConfig> = {}): TlsConfig {
  return {
    _name: SERVER_NAME, _roots: goodChain().roots, _nowSec: NOW_SEC, _floorSec: 0, _known: known, _identity: "", _psk: "",
    _session: "", _fragment: 2, ...wish,
  };
}

/** For a client that has a key. */
export const WITH_PSK = { _identity: PSK_IDENTITY, _psk: PSK_KEY };

/** The client alone: what it sends is in `sent`, its steps wait in `steps`. */
export class Client {
  readonly told: Told = { open: false, code: undefined, detail: undefined, data: "", longest: 0, kept: [] };
  readonly tls: Tls;
  sent: Buffer[] = [];
  steps: (() => void)[] = [];

  constructor(wish: Partial<TlsConfig> = {}, random = seeded(Math.floor(Math.random() * 2 ** 31))) {
    useNative(nodeNative, nodeCrypto);
    const { told } = this;
    this.tls = startTls(
      {
        _send: (bytes) => {
          assert.match(bytes, /^[\0-\xff]+$/);
          this.sent.push(Buffer.from(bytes, "latin1"));
        },
        _open: () => {
          assert.ok(!told.open && told.code === undefined, "opened twice, or after its end");
          told.open = true;
        },
        _down: (code, detail) => {
          assert.equal(told.code, undefined, "closed twice");
          Object.assign(told, { code, detail });
        },
        _later: (step) => this.steps.push(step),
        _random: random,
        _keep: (session) => told.kept.push(session),
      },
      configOf(wish),
    );
  }

  feed(bytes: Buffer): void {
    const { told } = this;
    const text = feedTls(this.tls, bytes.toString("latin1"));
    assert.ok(!text || (!this.tls._shake && told.code === undefined), "data out of its time");
    told.data += text ?? "";
    told.longest = Math.max(told.longest, text?.length ?? 0);
  }

  /** Takes the steps that wait; false when there are none. */
  turn(): boolean {
    const [step] = this.steps.splice(0, 1);
    step?.();
    return step !== undefined;
  }
}

export class Pair {
  readonly client: Client;
  readonly server: BadServer;
  /** Bytes for the client that wait. */
  private _waiting: Buffer[] = [];
  private readonly _chunk: number;
  private readonly _hurry: boolean;

  /** The client gets its bytes in pieces of `chunk`, a piece for each of its steps; in a hurry all come before a step. */
  constructor(script: Script = {}, wish: Partial<TlsConfig> = {}, { chunk = Infinity, hurry = false } = {}) {
    this._chunk = chunk;
    this._hurry = hurry;
    this.server = new BadServer(script, (bytes) => this._waiting.push(bytes));
    this.client = new Client(wish);
  }

  get told(): Told {
    return this.client.told;
  }

  /** Goes on until nothing moves. */
  run(): this {
    const { client, server } = this;
    for (let turns = 0; ; turns++) {
      assert.ok(turns < MOST_TURNS, "it goes on for ever");
      const [mine] = client.sent.splice(0, 1);
      if (mine !== undefined) server.feed(mine);
      else if (this._hurry) {
        if (!this._hand() && !client.turn()) break;
      } else if ([this._hand(), client.turn()].every((moved) => !moved)) break;
    }
    if (client.told.open) known = client.tls._known || known;
    return this;
  }

  /** Sends text of the application, and goes on. */
  write(text: string): this {
    writeTls(this.client.tls, text);
    return this.run();
  }

  close(): this {
    closeTls(this.client.tls);
    return this.run();
  }

  private _hand(): boolean {
    const [next] = this._waiting.splice(0, 1);
    if (next === undefined) return false;
    if (next.length > this._chunk) this._waiting.unshift(next.subarray(this._chunk));
    this.client.feed(next.subarray(0, this._chunk));
    return true;
  }
}
