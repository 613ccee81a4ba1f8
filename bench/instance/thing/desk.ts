// Where messages of the thing model are opened and closed (help: Alink protocol): `asks` reads a request of a device,
// has it handled and answers it on the topic's `_reply`; `ask` sends one to a device and waits for its answer.

import { E_DEVICE_OFFLINE, E_NOT_DELIVERED, E_NOT_SUBSCRIBED, Failure } from "../../../lib/codes.ts";
import { REPLY } from "../../../lib/topics.ts";
import type { Clock } from "../clock.ts";
import { isObject, type Json, type JsonObject, parseKindly } from "../json.ts";
import { REPLY_WAIT_MS } from "../limits.ts";
import { type Expected, Replies } from "../replies.ts";
import { keyOf, type Product, type State } from "../state.ts";
import type { Owner } from "../topics.ts";
import type { Delivery } from "../traffic.ts";

/** What the thing model needs from the rest of the instance. */
export interface ThingHub {
  state: State;
  clock: Clock;
  limits: boolean;
  deliver(owner: Owner, topic: string, payload: Buffer, qos: 0 | 1): Delivery;
  isOnline(owner: Owner): boolean;
  /** The `ext` bitmap of the device's login; 0 while it is offline. */
  extOf(owner: Owner): number;
  report(event: string, owner: Partial<Owner>, details: object): void;
}

/** A message of a device as it came. */
export interface Mail {
  owner: Owner;
  topic: string;
  /** The level of the topic that a `+` of the route stands for, "" without one. */
  name: string;
  payload: Buffer;
  qos: 0 | 1;
}

/** A message of a device, read. */
export interface Request extends Mail {
  key: string;
  product: Product;
  id: string | undefined;
  params: Json | undefined;
  message: JsonObject;
}

/** What a request is answered with; left out: "success", `{}`. */
export interface Answer {
  code: number;
  message?: string;
  data?: Json | object;
}

/** A device's answer to what it was asked. */
export interface Reply {
  id: string;
  code: number;
  data: Json;
}

/** Takes a message; fails when it cannot be stored. */
export type Take = (mail: Mail) => void;
export type Routes = Record<string, Take>;

export const SUCCESS: Answer = { code: 200 };
export const WRONG_PARAMS: Answer = { code: 460, message: "request parameter error" };

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
      if (mail.qos === 0) this._answer(request, answer);
      else void this._whenStored(mail.owner, () => this._answer(request, answer));
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
      const reply = replyOf(request.message);
      handle(request, reply);
      this._replies.settle(`${request.key} ${reply.id}`, reply);
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
        return { ...mail, key, product, message, params: message.params, id: idOf(message) };
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
    const message = { method: methodOf(name), id, params, version: "1.0" };
    const topic = `/sys/${owner.productKey}/${owner.deviceName}/${name}`;
    const reply = this._hand(owner, topic, JSON.stringify(message), options.qos ?? 1, answer);
    return { id, reply: reply as Promise<Reply> };
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
    return (await this._hand(owner, topic, payload, 0, answer)) as Buffer;
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

  // Fails at once when the message does not leave; otherwise the returned promise is the answer's.
  private _hand(
    owner: Owner,
    topic: string,
    payload: string | Buffer,
    qos: 0 | 1,
    answer: Expected<Buffer | Reply>,
  ): Promise<Buffer | Reply> {
    try {
      const name = keyOf(owner.productKey, owner.deviceName);
      const delivery = this.hub.deliver(owner, topic, Buffer.from(payload), qos);
      if (delivery === "offline") throw new Failure(E_DEVICE_OFFLINE, name);
      if (delivery === "not subscribed") throw new Failure(E_NOT_SUBSCRIBED, `${name}, ${topic}`);
      if (delivery === "dropped") throw new Failure(E_NOT_DELIVERED, `${name}, ${topic}`);
    } catch (error) {
      answer.cancel();
      throw error;
    }
    const settled = answer.promise.finally(() => answer.cancel());
    // Who only wanted to send does not listen.
    settled.catch(() => undefined);
    return settled;
  }

  private _answer({ owner, topic, message, id, qos }: Request, answer: Answer): void {
    const wanted = !isObject(message.sys) || message.sys.ack === undefined || Number(message.sys.ack) !== 0;
    if (!wanted || id === undefined) return;
    const { code, message: text = "success", data = {} } = answer;
    const prefix = `/sys/${owner.productKey}/${owner.deviceName}/`;
    const method = topic.startsWith(prefix) && { method: methodOf(topic.slice(prefix.length)) };
    const reply = { code, data, id, message: text, ...method, version: "1.0" };
    this.hub.deliver(owner, topic + REPLY, Buffer.from(JSON.stringify(reply)), qos);
  }

  // What a device is told with QoS 1 is on the disk first. A failure to flush is told by cutting its connection.
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

// Devices send ids as text, some official ones as numbers; they go back as text.
function idOf({ id }: JsonObject): string | undefined {
  return typeof id === "string" ? id : typeof id === "number" ? String(id) : undefined;
}

// `thing.event.property.post` on …/thing/event/property/post.
function methodOf(name: string): string {
  return name.replaceAll("/", ".");
}
