// The platform's HTTPS service in virtual time: a network whose hosts answer requests of HTTP/1.1 by a function, at once, and
// which keeps a record of what was asked. Without a socket, so that an hour of a device passes in a moment.
import { createHmac } from "node:crypto";
import { ConnectFailure, type Net, REFUSED, type Stream, type Target } from "../../bench/board/net.ts";
import type { VirtualClock } from "../../bench/board/virtual-clock.ts";

const NETWORK_US = 5000;

/** A request as it came. */
export interface Asked {
  /** Seconds of the clock. */
  at: number;
  host: string;
  port: number;
  connection: number;
  line: string;
  headers: Record<string, string>;
  body: string;
}

/** What becomes of a request: an answer, no answer for ever, or the end of the connection. */
export type Reaction = string | "stall" | "close";

/** An answer with a body; `fields` are further lines of the head. */
export function answerOf(body: string, ...fields: string[]): string {
  return ["HTTP/1.1 200 OK", `Content-Length: ${body.length}`, ...fields, "", body].join("\r\n");
}

class Connection implements Stream {
  secured = true;
  onChange: () => void = () => {};
  isOpen = true;
  private inbox: Buffer[] = [];
  private heard = "";
  private ended = false;
  private readonly server: HttpServer;
  private readonly target: Target;
  private readonly index: number;

  constructor(server: HttpServer, target: Target, index: number) {
    this.server = server;
    this.target = target;
    this.index = index;
  }

  read(most: number): Buffer | undefined {
    const first = this.inbox.shift();
    if (!first) return this.ended ? undefined : Buffer.alloc(0);
    if (first.length > most) this.inbox.unshift(first.subarray(most));
    return first.subarray(0, most);
  }

  write(bytes: Buffer): number | undefined {
    if (this.ended) return undefined;
    this.heard += bytes.toString("latin1");
    for (;;) {
      const end = this.heard.indexOf("\r\n\r\n");
      const lenBytes = Number(/^content-length: (\d+)\r?$/im.exec(this.heard)?.[1] ?? 0);
      if (end < 0 || this.heard.length < end + 4 + lenBytes) return bytes.length;
      const [line, ...fields] = this.heard.slice(0, end).split("\r\n") as [string, ...string[]];
      const headers = Object.fromEntries(fields.map((field) => /^([^:]+): (.*)$/.exec(field)!.slice(1) as [string, string]));
      const body = this.heard.slice(end + 4, end + 4 + lenBytes);
      this.heard = this.heard.slice(end + 4 + lenBytes);
      const { host, port } = this.target;
      this.react(this.server.take({ at: this.server.nowSec, host, port, connection: this.index, line, headers, body }));
    }
  }

  close(): void {
    this.isOpen = false;
  }

  abandon(): void {
    this.isOpen = false;
  }

  private react(reaction: Reaction): void {
    if (reaction === "stall") return;
    this.server.clock.wake(NETWORK_US, () => {
      if (reaction === "close") this.ended = true;
      else this.inbox.push(Buffer.from(reaction, "latin1"));
      if (/^connection: close\r?$/im.test(reaction)) this.ended = true;
      this.onChange();
    });
  }
}

export class HttpServer implements Net {
  readonly clock: VirtualClock;
  readonly asked: Asked[] = [];
  readonly connections: Connection[] = [];
  /** Times of all connects, seconds. */
  readonly connects: number[] = [];
  isUp = true;
  /** What becomes of each request, in place of a good answer; undefined for that. */
  react: (asked: Asked) => Reaction | undefined = () => undefined;
  /** The secret that was handed out last. */
  secret: string;
  private lastId = 892687627916247040n;
  private secrets = 0;

  constructor(clock: VirtualClock, secret: string) {
    this.clock = clock;
    this.secret = secret;
  }

  get nowSec(): number {
    return this.clock.nowUs() / 1e6;
  }

  connect(target: Target): Stream & { secured?: boolean } {
    this.connects.push(this.nowSec);
    if (!this.isUp) throw new ConnectFailure(REFUSED);
    const connection = new Connection(this, target, this.connections.length);
    this.connections.push(connection);
    return connection;
  }

  close(): void {}

  take(asked: Asked): Reaction {
    this.asked.push(asked);
    return this.react(asked) ?? this.answer(asked);
  }

  /** Requests whose path begins so. */
  of(path: string): Asked[] {
    return this.asked.filter(({ line }) => line.startsWith(`POST ${path}`));
  }

  get busiestMinute(): number {
    return Math.max(0, ...this.connects.map((from) => this.connects.filter((each) => each >= from && each < from + 60).length));
  }

  private answer({ line, body }: Asked): string {
    if (line.startsWith("POST /auth/register/device ")) {
      const [productKey, deviceName] = ["productKey", "deviceName"].map((name) => new URLSearchParams(body).get(name));
      this.secret = String(++this.secrets).padStart(32, "f");
      return answerOf(JSON.stringify({ code: 200, data: { productKey, deviceName, deviceSecret: this.secret }, message: "success" }));
    }
    if (line.startsWith("POST /auth ")) {
      const { clientId, deviceName, productKey, sign, signmethod } = JSON.parse(body);
      const content = `clientId${clientId}deviceName${deviceName}productKey${productKey}`;
      const isRight = createHmac(signmethod.slice(4), this.secret).update(content).digest("hex") === sign;
      return answerOf(isRight ? '{"code":0,"info":{"token":"t0"},"message":"success"}' : '{"code":20000,"message":"auth check error"}');
    }
    return answerOf(`{"code":0,"message":"success","info":{"messageId":${++this.lastId},}}`);
  }
}
