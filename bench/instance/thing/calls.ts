// What the platform asks devices to do (help: Alink protocol; RRPC): property set and get, services that answer in
// their own time, services whose caller waits, and RRPC.

import { E_ANSWER_WRONG, E_MODEL_REFUSED, E_RRPC_EXT, Failure } from "../../../lib/codes.ts";
import { REPLY } from "../../../lib/topics.ts";
import type { Json } from "../json.ts";
import { REPLY_WAIT_MS } from "../limits.ts";
import { keyOf } from "../state.ts";
import type { Owner } from "../topics.ts";
import { type Desk, replyOf } from "./desk.ts";
import type { Reply, Routes } from "./mail.ts";
import { type Fault, faultsOfInput, faultsOfOutput, isSync } from "./model.ts";

/** How long to wait for an answer, 8,000 ms unless given, and the QoS of the question, 1 unless given. */
export interface AskOptions {
  timeoutMs?: number;
  qos?: 0 | 1;
}

/** Of a call: `timeoutMs` is at most 8,000; a sync call has QoS 0. */
export interface CallOptions extends AskOptions {
  /** As the model says unless given; "async" without a model. */
  callType?: "async" | "sync";
  /** Waits for the answer of an async service too. */
  wait?: boolean;
}

export interface RrpcOptions {
  timeoutMs?: number;
  /** A custom topic of the device; the system topic unless given. */
  topic?: string;
}

/** What became of a call. */
export interface Called {
  messageId: string;
  /** What the device answered, of a call that was waited for. */
  code?: number;
  data?: Json;
  /** Resolves with the answer whether or not it was waited for; not part of what is printed. */
  readonly reply: Promise<Reply>;
}

// Bit 0 of `ext`: the device takes RRPC on `/ext/rrpc/…` [C Link SDK].
const EXT_RRPC = 1;

export class Calls {
  private readonly _desk: Desk;

  constructor(desk: Desk) {
    this._desk = desk;
  }

  routes(): Routes {
    const desk = this._desk;
    const property = desk.settles(({ owner }, reply) => desk.hub.report("reply", owner, reply));
    return {
      "/sys/thing/service/property/set_reply": property,
      "/sys/thing/service/property/get_reply": property,
      "/sys/thing/service/+": desk.settles(({ owner, name }, reply) => {
        const service = name.slice(0, -REPLY.length);
        this._report(owner, service, reply, this._faultOf(owner, service, reply));
      }),
      "/sys/rrpc/response/+": desk.settlesByTopic(),
      "/ext/rrpc/#": desk.settlesByTopic(),
    };
  }

  /** Sends a property set and resolves with the device's answer; fails with a code of 220 to 223. */
  set(owner: Owner, params: object, options: AskOptions = {}): Promise<Reply> {
    return this._desk.ask(owner, "thing/service/property/set", params, options);
  }

  /** Asks the device itself for properties; fails likewise. */
  get(owner: Owner, identifiers: string[], options: AskOptions = {}): Promise<Reply> {
    return this._desk.ask(owner, "thing/service/property/get", identifiers, options);
  }

  /**
   * Calls a service. Fails with 220 to 223, with E_MODEL_REFUSED when the model does not allow the input, and with
   * E_ANSWER_WRONG when it does not allow the device's output.
   */
  async call(owner: Owner, service: string, args: Json, options: CallOptions = {}): Promise<Called> {
    const product = this._desk.state.products.get(owner.productKey)!;
    const fault = faultsOfInput(product, service, args);
    if (fault !== undefined) throw new Failure(E_MODEL_REFUSED, `${fault.code} ${fault.text}`);
    const timeoutMs = Math.min(options.timeoutMs ?? REPLY_WAIT_MS, REPLY_WAIT_MS);
    const type = options.callType ?? (isSync(product, service) ? "sync" : "async");
    if (type === "sync") return this._callSync(owner, service, args, timeoutMs);
    const sending = { timeoutMs, qos: options.qos };
    const { id, reply } = await this._desk.send(owner, `thing/service/${service}`, args, sending);
    const checked = reply.then((each) => this._check(owner, service, each));
    return calledOf(id, checked, options.wait === true);
  }

  /**
   * Sends an RRPC, QoS 0, and resolves with what comes back; fails with 220 to 223, and with E_RRPC_EXT on a custom topic
   * when the device's login has no `ext=1`.
   */
  async rrpc(owner: Owner, payload: Buffer, { timeoutMs, topic }: RrpcOptions = {}): Promise<Buffer> {
    if (topic === undefined) return (await this._rrpc(owner, payload, timeoutMs)).answer;
    const known = this._desk.hub.isOnline(owner) && !this._isExtended(owner);
    if (known) throw new Failure(E_RRPC_EXT, keyOf(owner.productKey, owner.deviceName));
    return (await this._rrpc(owner, payload, timeoutMs, topic)).answer;
  }

  private async _callSync(owner: Owner, service: string, args: Json, timeoutMs: number): Promise<Called> {
    const message = { method: `thing.service.${service}`, id: this._desk.nextId(), params: args, version: "1.0" };
    const { isRaw, payload } = this._desk.pack(owner, message);
    const name = isRaw ? "thing/model/down_raw" : `thing/service/${service}`;
    const topic = this._isExtended(owner) ? `/sys/${owner.productKey}/${owner.deviceName}/${name}` : undefined;
    const { messageId, answer } = await this._rrpc(owner, payload, timeoutMs, topic);
    const read = this._desk.unpack(owner, answer);
    if (read === undefined) throw new Failure(E_ANSWER_WRONG, `${service}: not JSON`);
    const reply = replyOf(read);
    this._report(owner, service, reply, this._faultOf(owner, service, reply));
    const checked = new Promise<Reply>((resolve) => resolve(this._check(owner, service, reply)));
    return calledOf(messageId, checked, true);
  }

  // On the system topic the answer has a topic of its own, otherwise the one of the question.
  private async _rrpc(owner: Owner, payload: string | Buffer, timeoutMs?: number, behind?: string) {
    const messageId = this._desk.nextMessageId();
    const system = `/sys/${owner.productKey}/${owner.deviceName}/rrpc`;
    const topic = behind === undefined ? `${system}/request/${messageId}` : `/ext/rrpc/${messageId}${behind}`;
    const answerTopic = behind === undefined ? `${system}/response/${messageId}` : topic;
    return { messageId, answer: await this._desk.askByTopic(owner, topic, payload, answerTopic, timeoutMs) };
  }

  private _isExtended(owner: Owner): boolean {
    return (this._desk.hub.extOf(owner) & EXT_RRPC) > 0;
  }

  private _report(owner: Owner, identifier: string, reply: Reply, failed: Fault | undefined): void {
    this._desk.hub.report("serviceReply", owner, { identifier, ...reply, ...(failed && { failed }) });
  }

  private _check(owner: Owner, service: string, reply: Reply): Reply {
    const fault = this._faultOf(owner, service, reply);
    if (fault !== undefined) throw new Failure(E_ANSWER_WRONG, `${service}: ${fault.code} ${fault.text}`);
    return reply;
  }

  // A refusal has no outputs to be held against the model.
  private _faultOf(owner: Owner, service: string, { code, data }: Reply): Fault | undefined {
    const product = this._desk.state.products.get(owner.productKey)!;
    return code === 200 ? faultsOfOutput(product, service, data) : undefined;
  }
}

async function calledOf(messageId: string, reply: Promise<Reply>, wait: boolean): Promise<Called> {
  // Who does not wait may not listen either.
  reply.catch(() => undefined);
  const called = { messageId };
  if (wait) {
    const { code, data } = await reply;
    Object.assign(called, { code, data });
  }
  return Object.defineProperty(called, "reply", { value: reply }) as Called;
}
