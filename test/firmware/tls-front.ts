// The platform behind TLS: a network for the simulated board, each of whose connections ends at a server of
// test/tls/bad-server.ts; what that one deciphers goes to the platform of these tests, and back. All in memory and in
// virtual time. The certificate is right below its root, with keys of 2,048 bits, so that a handshake costs little.
import { createHmac } from "node:crypto";
import type { Net, Stream } from "../../bench/board/net.ts";
import { BadServer } from "../tls/bad-server.ts";
import { alternativeNames, dnsName, nameOf, rootsOf } from "../tls/certificates.ts";
import { NOW_SEC, SERVER_NAME, type ServerChain, certificateOf, fixedKey, goodChain } from "../tls/server-chain.ts";
import { ALERT, DATA } from "../tls/server-records.ts";
import type { Script, Session } from "../tls/server-script.ts";
import { type Built } from "../../tools/build/index.ts";
import { imageOf } from "./images.ts";
import type { Platform } from "./platform.ts";
import { Rig, type RigOptions } from "./rig.ts";

const NETWORK_US = 5000;
const RECORD_BYTES = 4096;
/** The second name in the certificate. */
export const OTHER_NAME = "b2.test.example";

const NAMES = alternativeNames(dnsName(SERVER_NAME), dnsName(OTHER_NAME));

/** A chain of one certificate with these pieces, and what the board trusts. */
export function shortChain(pieces: Parameters<typeof certificateOf>[2] = {}): ServerChain {
  const leaf = certificateOf("leaf", "intermediate", { extensions: [NAMES], ...pieces });
  return { ...goodChain(), list: [leaf], roots: ROOTS };
}

const ROOT = nameOf("Linkino test root");
export const ROOTS = rootsOf(fixedKey("intermediate"), ROOT, { to: NOW_SEC * 2 });

let good: ServerChain | undefined;

class Wire implements Stream {
  onChange: () => void = () => {};
  readonly server: BadServer;
  private readonly front: TlsFront;
  private readonly inner: Stream;
  private inbox: Buffer[] = [];
  private isOver = false;
  /** Bytes that the server still sends before it is gone. */
  private left: number;
  /** It was once silent, and has lost what was said then. */
  private isDead = false;

  constructor(front: TlsFront, inner: Stream) {
    this.front = front;
    this.inner = inner;
    this.left = front.cutAfter;
    this.server = new BadServer({ ...front.script }, (bytes) => this.deliver(bytes));
    inner.onChange = () => this.pump();
  }

  read(most: number): Buffer | undefined {
    const first = this.inbox.shift();
    if (!first) return this.isOver ? undefined : Buffer.alloc(0);
    if (first.length > most) this.inbox.unshift(first.subarray(most));
    return first.subarray(0, most);
  }

  write(bytes: Buffer): number | undefined {
    if (this.isOver) return undefined;
    if (this.isSilent) return bytes.length;
    const { seen } = this.server;
    this.server.feed(Buffer.from(bytes));
    if (seen.data) this.inner.write(Buffer.from(seen.data, "latin1"));
    seen.data = "";
    return bytes.length;
  }

  close(): void {
    this.inner.close();
  }

  abandon(): void {
    this.inner.abandon();
  }

  private deliver(bytes: Buffer): void {
    if (this.isSilent) return;
    const its = bytes.subarray(0, this.left);
    this.left -= its.length;
    this.front.platform.clock.wake(NETWORK_US, () => {
      if (!this.isOver) this.inbox.push(its);
      this.onChange();
    });
    // RFC 5246 section 7.2.2: behind a fatal alert, and here when it is to be gone, there is nothing more.
    if (!this.left || (bytes[0] === ALERT && !this.server.open)) this.end();
  }

  private get isSilent(): boolean {
    return (this.isDead ||= this.front.isSilent);
  }

  private pump(): void {
    for (;;) {
      const bytes = this.inner.read(RECORD_BYTES);
      if (bytes?.length === 0) return;
      if (!bytes) {
        if (this.server.open && this.front.saysGoodbye) this.server.send(ALERT, Buffer.from([1, 0]));
        return this.end();
      }
      for (let at = 0; at < bytes.length; at += this.most) this.server.send(DATA, bytes.subarray(at, at + this.most));
    }
  }

  private get most(): number {
    return this.server.limit || RECORD_BYTES;
  }

  private end(): void {
    this.front.platform.clock.wake(NETWORK_US, () => {
      this.isOver = true;
      this.onChange();
    });
  }
}

export class TlsFront implements Net {
  /** What the servers of later connections do. */
  readonly script: Script;
  /** Nothing is heard and nothing said. */
  isSilent = false;
  /** So many bytes are sent on a later connection before it is closed. */
  cutAfter = Infinity;
  /** It says so when it closes. */
  saysGoodbye = true;
  readonly platform: Platform;
  /** One for each connection. */
  readonly servers: BadServer[] = [];
  readonly sessions = new Map<string, Session>();

  constructor(platform: Platform, script: Script) {
    this.platform = platform;
    this.script = { chain: (good ??= shortChain()), sessions: this.sessions, suite: 0x003c, ...script };
  }

  connect(): Stream {
    const wire = new Wire(this, this.platform.connect());
    this.servers.push(wire.server);
    return wire;
  }

  close(): void {}

  get last(): BadServer {
    return this.servers.at(-1)!;
  }

  /** What the clients have done wrong. */
  get faults(): string[] {
    return this.servers.flatMap(({ seen }) => seen.faults);
  }

  /** How each connection came about whose handshake has ended. */
  get ways(): string[] {
    return this.servers.filter(({ open }) => open).map(({ seen, suite }) =>
      seen.resumed ? "session" : suite === 0x00ae ? "key" : "certificate");
  }

  /** Takes devices by their keys, too. */
  takesKeys(): void {
    this.script.suite = undefined;
    this.script.keyOf = (identity) => {
      const [productKey, deviceName] = identity.split("|")[2]!.split("&") as [string, string];
      const secret = this.platform.registry.find(productKey, deviceName)?.deviceSecret;
      if (!secret) return undefined;
      const content = `id${productKey}&${deviceName}timestamp2524608000000`;
      return createHmac("sha256", secret).update(content).digest("hex").toUpperCase();
    };
  }
}

/** The image, whose link is verified. */
export function verifiedImage(): Promise<Built> {
  return imageOf("register", "verified");
}

/** A board that verifies, and the front that it talks to. */
export async function makeVerified(
  options: RigOptions = {}, script: Script = {},
): Promise<{ rig: Rig; front: TlsFront }> {
  let front: TlsFront | undefined;
  const rig = await Rig.make({
    startSec: NOW_SEC,
    image: await verifiedImage(),
    net: (platform) => (front = new TlsFront(platform, script)),
    ...options,
    settings: { tls: "verified", sni: SERVER_NAME, at: NOW_SEC - 60, ...options.settings },
    what: { roots: ROOTS, ...options.what },
  });
  return { rig, front: front! };
}
