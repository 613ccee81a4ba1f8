// Where messages of the thing model are opened and closed (help: Alink protocol): `asks` reads a request of a device,
// has it handled and answers it on the topic's `_reply`; `ask` sends one to a device and waits for its answer.

import { E_DEVICE_OFFLINE, E_NOT_DELIVERED, E_NOT_SUBSCRIBED, E_SCRIPT_FAILED, Failure } from "../../../lib/codes.ts";
import { REPLY } from "../../../lib/topics.ts";
import { isObject, type JsonObject, parseKindly } from "../json.ts";
import { REPLY_WAIT_MS } from "../limits.ts";
import { type Expected, Replies } from "../replies.ts";
import { keyOf, type State } from "../state.ts";
import type { Owner } from "../topics.ts";
import type { Delivery } from "../traffic.ts";
import type { Answer, Mail, Reply, Request, Take, ThingHub } from "./mail.ts";
import { ScriptFault, toProtocol, toRaw } from "./script.ts";

// What a route of a system topic begins with.
const SYS = "/sys/";

export class Desk {
  readonly hub: ThingHub;
  private readonly _replies: Replies<Buffer | Reply>;
  private _lastId: number;
  private _lastMessageId: bigint;

  constructor(hub: ThingHub) {
    this.hub = hub;
    this._replies = new Replies(hub.clock);
    // Ids go on from the hour, so that a device which remembers the last few does not take a new one for a
    // repetition.
    this._lastId = hub.clock.now() % 2 ** 32;
    this._lastMessageId = BigInt(hub.clock.now()) << 20n;
  }

  get state(): State {
    return this.hub.state;
  }

  /** A fresh id of a message, 0 to 4294967295. */
  nextId(): string {
    this._lastId = (this._lastId + 1) % 2 ** 32;
    return String(this._lastId);
  }

  /** A fresh id of an RRPC: 64 bits. */
  nextMessageId(): string {
    return String(++this._lastMessageId);
  }

  /**
   * A route for requests. What `handle` returns goes back with the QoS of the request (our choice, the platform may
   * send it with either), with QoS 1 once all is stored; unless `sys.ack` is 0 or there is no id to match it to.
   */
  asks(handle: (request: Request) => Answer): Take {
    return (mail) => {
      const request = this.read(mail);
      if (request === undefined) return;
      let answer: Answer;
      try {
        answer = handle(request);
      } catch (error) {
        this._answer(request, { code: 500, message: "unknown system exception" });
        throw error;
      }
      this.later(mail.owner, mail.qos, () => this._answer(request, answer));
    };
  }

  /** A route for messages that are not answered. */
  tells(handle: (request: Request) => void): Take {
    return (mail) => {
      const request = this.read(mail);
      if (request !== undefined) handle(request);
    };
  }

  /** A route for answers of a device to what `ask` sent; `handle` sees each, also one that nobody waits for. */
  settles(handle: (request: Request, reply: Reply) => void): Take {
    return this.tells((request) => {
      handle(request, replyOf(request.message));
      this.settle(request.owner, request.message);
    });
  }

  /** A route for answers that are known by their topic alone. */
  settlesByTopic(): Take {
    return ({ topic, payload }) => this._replies.settle(topic, payload);
  }

  /** Reads a message; undefined, and a "drop", when it is no JSON object. */
  read(mail: Mail): Request | undefined {
    const { productKey, deviceName } = mail.owner;
    try {
      const message = parseKindly(mail.payload.toString());
      if (isObject(message)) {
        const product = this.state.products.get(productKey)!;
        const key = keyOf(productKey, deviceName);
        // One by one: to spread a message takes longer than to read it.
        const { owner, topic, route, name, payload, qos, answer } = mail;
        const { params } = message;
        return { owner, topic, route, name, payload, qos, answer, key, product, message, params, id: idOf(message) };
      }
    } catch {
      // Reported below, like anything else that is no object.
    }
    this.hub.report("drop", mail.owner, { reason: "not JSON" });
    return undefined;
  }

  /** Sends an envelope to a device and resolves with its answer; fails with a code of 220 to 223. */
  async ask(
    owner: Owner,
    name: string,
    params: unknown,
    options: { qos?: 0 | 1; timeoutMs?: number } = {},
  ): Promise<Reply> {
    return (await this.send(owner, name, params, options)).reply;
  }

  /**
   * Sends an envelope on `/sys/…/${name}`: resolves with its id when it is on its way, and with a promise of the
   * answer. Both fail as ask().
   */
  async send(
    owner: Owner,
    name: string,
    params: unknown,
    options: { qos?: 0 | 1; timeoutMs?: number } = {},
  ): Promise<{ id: string; reply: Promise<Reply> }> {
    const id = this.nextId();
    const answer = this._replies.expect(
      `${keyOf(owner.productKey, owner.deviceName)} ${id}`,
      `${name} ${id}`,
      options.timeoutMs ?? REPLY_WAIT_MS,
    );
    try {
      const own = `/sys/${owner.productKey}/${owner.deviceName}`;
      const { isRaw, payload } = this.pack(owner, { method: methodOf(name), id, params, version: "1.0" });
      const topic = isRaw ? `${own}/thing/model/down_raw` : `${own}/${name}`;
      this._hand(owner, topic, payload, options.qos ?? 1);
    } catch (error) {
      answer.cancel();
      throw error;
    }
    return { id, reply: this._await(answer) as Promise<Reply> };
  }

  /** Sends a payload, QoS 0, and resolves with what comes back on `answerTopic`; fails as ask(). */
  async askByTopic(
    owner: Owner,
    topic: string,
    payload: string | Buffer,
    answerTopic: string,
    timeoutMs = REPLY_WAIT_MS,
  ): Promise<Buffer> {
    const answer = this._replies.expect(answerTopic, topic, timeoutMs);
    try {
      this._hand(owner, topic, payload, 0);
    } catch (error) {
      answer.cancel();
      throw error;
    }
    return (await this._await(answer)) as Buffer;
  }

  /** Sends an envelope that is not answered, or whose answer matters to nobody. */
  tell(owner: Owner, name: string, params: unknown, qos: 0 | 1 = 0): Delivery {
    const message = { method: methodOf(name), id: this.nextId(), params, version: "1.0" };
    const topic = `/sys/${owner.productKey}/${owner.deviceName}/${name}`;
    return this.hub.deliver(owner, topic, Buffer.from(JSON.stringify(message)), qos);
  }

  /** Fails what still waits for an answer. */
  close(): void {
    this._replies.close();
  }

  /** Fails with a code of 220, 221 or 223 unless a message is on its way. */
  check(owner: Owner, topic: string, delivery: Delivery): void {
    const name = keyOf(owner.productKey, owner.deviceName);
    if (delivery === "offline") throw new Failure(E_DEVICE_OFFLINE, name);
    if (delivery === "not subscribed") throw new Failure(E_NOT_SUBSCRIBED, `${name}, ${topic}`);
    if (delivery === "dropped") throw new Failure(E_NOT_DELIVERED, `${name}, ${topic}`);
  }

  /** What goes out of a message of the thing model: bytes by the product's script, where it has one. */
  pack(owner: Owner, message: object): { isRaw: boolean; payload: string | Buffer } {
    const { script } = this.state.products.get(owner.productKey)!;
    if (script === null) return { isRaw: false, payload: JSON.stringify(message) };
    return { isRaw: true, payload: byScript(() => toRaw(script, message)) };
  }

  /** Reads what `pack` made at the other end; undefined when it is no message. */
  unpack(owner: Owner, payload: Buffer): JsonObject | undefined {
    const { script } = this.state.products.get(owner.productKey)!;
    if (script !== null) return byScript(() => toProtocol(script, payload));
    try {
      const message = parseKindly(payload.toString());
      return isObject(message) ? message : undefined;
    } catch {
      return undefined;
    }
  }

  /** Hands in the answer of a device. */
  settle(owner: Owner, message: JsonObject): void {
    const reply = replyOf(message);
    this._replies.settle(`${keyOf(owner.productKey, owner.deviceName)} ${reply.id}`, reply);
  }

  /** Tells a device something: what it is told with QoS 1 is on the disk first. */
  later(owner: Owner, qos: 0 | 1, tell: () => void): void {
    if (qos === 0) tell();
    else void this._whenStored(owner, tell);
  }

  private _hand(owner: Owner, topic: string, payload: string | Buffer, qos: 0 | 1): void {
    this.check(owner, topic, this.hub.deliver(owner, topic, Buffer.from(payload), qos));
  }

  private _await(answer: Expected<Buffer | Reply>): Promise<Buffer | Reply> {
    const settled = answer.promise.finally(() => answer.cancel());
    // Who only wanted to send does not listen.
    settled.catch(() => undefined);
    return settled;
  }

  private _answer({ owner, topic, route, message, id, qos, answer: other }: Request, answer: Answer): void {
    const wanted = !isObject(message.sys) || message.sys.ack === undefined || Number(message.sys.ack) !== 0;
    if (!wanted || id === undefined) return;
    const { code, message: text = "success", data = {} } = answer;
    const method = route.startsWith(SYS) ? methodOf(route.slice(SYS.length)) : undefined;
    const reply = { code, data, id, message: text, method, version: "1.0" };
    if (other !== undefined) return other(reply);
    this.hub.deliver(owner, topic + REPLY, Buffer.from(JSON.stringify(reply)), qos);
  }

  // A failure to flush is told by cutting its connection.
  private async _whenStored(owner: Owner, tell: () => void): Promise<void> {
    const isStored = await this.state.sync().then(
      () => true,
      () => false,
    );
    try {
      if (isStored) tell();
    } catch (error) {
      this.hub.report("failure", owner, { error });
    }
  }
}

/** Reads the answer of a device. */
export function replyOf(message: JsonObject): Reply {
  return { id: idOf(message) ?? "", code: Number(message.code ?? 0), data: message.data ?? {} };
}

function byScript<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof ScriptFault ? new Failure(E_SCRIPT_FAILED, `${error.code} ${error.message}`) : error;
  }
}

// Devices send ids as text, some official ones as numbers; they go back as text.
function idOf({ id }: JsonObject): string | undefined {
  return typeof id === "string" ? id : typeof id === "number" ? String(id) : undefined;
}

// `thing.event.property.post` on …/thing/event/property/post.
function methodOf(name: string): string {
  return name.replaceAll("/", ".");
}
