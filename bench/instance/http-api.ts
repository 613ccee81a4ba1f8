// The judgement over what a device asks by HTTPS (help 58034 "HTTPS connections"; 120329 for the codes of a
// registration): `/auth/register/device`, `/auth` and `/topic/…`. Whatever is refused is told by a code in the
// body, the status is always 200. What the page leaves open is marked "our choice".

import { randomBytes } from "node:crypto";
import { type Clock, Rate } from "./clock.ts";
import { isObject, type JsonObject, parseKindly } from "./json.ts";
import * as limits from "./limits.ts";
import { registerByForm } from "./register.ts";
import { hashOf, isSigned } from "./signature.ts";
import { type Device, keyOf, type State } from "./state.ts";
import { isCustom, mayPublish, type Owner } from "./topics.ts";

/** A POST whose body has come. */
export interface Request {
  /** Name in the Host header, without port; "" when there is none. */
  host: string;
  path: string;
  /** Behind the question mark; "" when there is none. */
  query: string;
  headers: Record<string, string | undefined>;
  /** Undefined: longer than is taken, or not announced by a Content-Length. */
  body: Buffer | undefined;
  isPlain: boolean;
}

/** What goes into the body of the answer, and what the instance tells of it. */
export interface Verdict {
  code: number;
  message: string;
  /** JSON of the fields behind code and message, as `"info":{…}`. */
  more?: string;
  owner?: Owner | undefined;
  /** Why it was refused. */
  reason?: string;
  event?: { name: string; details: object };
}

/** What the judgement needs from the rest of the instance. */
export interface ApiHub {
  state: State;
  clock: Clock;
  limits: boolean;
  /** A message the device was allowed to send. Fails when it cannot be stored. */
  uplink(owner: Owner, topic: string, payload: Buffer, qos: 0 | 1): void;
  report(event: string, owner: Partial<Owner>, details: object): void;
}

interface Token {
  key: string;
  until: number;
}

const PARAM_ERROR = { code: 10001, message: "param error" };

export class Api {
  private readonly _hub: ApiHub;
  // By their text; those of one device in the order of their birth.
  private readonly _tokens = new Map<string, Token>();
  private readonly _auths = new Map<string, Rate>();
  private readonly _reports = new Map<string, Rate>();
  private _lastMessageId: bigint;

  constructor(hub: ApiHub) {
    this._hub = hub;
    // 64 bits, beyond what a double holds exactly.
    this._lastMessageId = BigInt(hub.clock.now()) << 20n;
  }

  /** Judges a request; undefined where the host has nothing under that path. What it promises is on the disk. */
  async answer(request: Request): Promise<Verdict | undefined> {
    const { host, path } = request;
    // Old public instances have a host for each of the two; a new one has one for both, as this machine.
    if (path === "/auth/register/device" && !host.startsWith("iot-as-http.")) return this._register(request);
    if (host.startsWith("iot-auth.")) return undefined;
    if (path === "/auth") return this._auth(request);
    if (path.startsWith("/topic/")) return this._report(request);
    return undefined;
  }

  /** Every token of the device is over from now on. */
  expireTokens(owner: Owner): void {
    const key = keyOf(owner.productKey, owner.deviceName);
    for (const token of this._tokens.values()) if (token.key === key) token.until = -Infinity;
  }

  private async _register({ headers, body, isPlain }: Request): Promise<Verdict> {
    const refuse = (reason: string): Verdict => ({ code: 460, message: "request parameter error", reason });
    if (isPlain) return refuse("registration over plain HTTP");
    if (!isType(headers, "application/x-www-form-urlencoded")) return refuse("Content-Type is not that of a form");
    if (body === undefined) return refuse("body not announced, or too long");
    const fields = [...new URLSearchParams(body.toString())];
    const form = new Map(fields);
    if (form.size < fields.length) return refuse("a field twice");
    const owner = ownerOf(form.get("productKey"), form.get("deviceName"));
    try {
      const result = registerByForm(form, this._hub.state);
      if ("code" in result) return { ...result, owner };
      await this._hub.state.sync();
      const { deviceName, deviceSecret, productKey } = result;
      return {
        code: 200,
        message: "success",
        more: `"data":${JSON.stringify({ deviceName, deviceSecret, productKey })}`,
        owner,
        event: { name: "registered", details: { kind: "register", transport: "https" } },
      };
    } catch (error) {
      return { code: 500, message: "unknown system exception", owner, reason: (error as Error).message };
    }
  }

  private async _auth({ headers, body, isPlain }: Request): Promise<Verdict> {
    if (!isType(headers, "application/json")) return { ...PARAM_ERROR, reason: "Content-Type is not JSON" };
    if (body === undefined) return { ...PARAM_ERROR, reason: "body not announced, or too long" };
    const fields = readFields(body);
    if (fields === undefined) return { ...PARAM_ERROR, reason: "body is no object of texts" };
    const { productKey, deviceName, clientId, sign, signmethod, timestamp } = fields;
    const owner = ownerOf(productKey, deviceName);
    const hash = hashOf(signmethod?.toLowerCase());
    const fault = !owner || !clientId || !sign
      ? "productKey, deviceName, clientId or sign missing"
      : [...clientId].length > limits.CLIENT_ID_MAX_CHARS
        ? "clientId too long"
        : hash === undefined
          ? "signmethod unknown"
          : undefined;
    if (fault !== undefined) return { ...PARAM_ERROR, owner, reason: fault };
    const deny = (reason: string): Verdict => ({ code: 20000, message: "auth check error", owner, reason });
    const key = keyOf(productKey, deviceName);
    const device = this._hub.state.devices.get(key);
    if (device === undefined) return deny("device unknown");
    if (!isSigned(sign, hash!, device.deviceSecret, authContent(fields))) return deny("sign wrong");
    const now = this._hub.clock.now();
    // NaN for what is no number.
    if (timestamp !== undefined && !(Math.abs(Number(timestamp) - now) <= limits.HTTP_TIMESTAMP_MS))
      return deny("timestamp more than 15 minutes off");
    if (!device.enabled) return deny("device disabled");
    if (!this._take(this._auths, key, limits.HTTP_AUTHS_PER_MINUTE, 60_000)) return busy(owner);
    try {
      await this._activate(device);
    } catch (error) {
      return { code: 20004, message: "update session error", owner, reason: (error as Error).message };
    }
    return {
      code: 0,
      message: "success",
      more: `"info":{"token":"${this._drawToken(key)}"}`,
      owner,
      event: { name: "token", details: { clientId, transport: isPlain ? "http" : "https" } },
    };
  }

  private async _report({ path, query, headers, body, isPlain }: Request): Promise<Verdict> {
    const { password } = headers;
    if (!password) return { code: 20002, message: "token is null", reason: "header password missing" };
    const token = this._tokens.get(password);
    const device = token && this._hub.state.devices.get(token.key);
    if (!device?.enabled) return { code: 20003, message: "check token error", reason: "token unknown" };
    const owner = { productKey: device.productKey, deviceName: device.deviceName };
    if (token!.until < this._hub.clock.now())
      return { code: 20001, message: "token is expired", owner, reason: "token expired" };
    if (!isType(headers, "application/octet-stream"))
      return { ...PARAM_ERROR, owner, reason: "Content-Type is not octet-stream" };
    if (query) return { ...PARAM_ERROR, owner, reason: "query behind the topic" };
    if (body === undefined) return { ...PARAM_ERROR, owner, reason: "body not announced, or too long" };
    const topic = topicOf(path);
    const refuse = (reason: string): Verdict => ({ code: 30001, message: "publish message error", owner, reason });
    if (topic === undefined || isTooLong(owner, topic)) return refuse("topic malformed");
    const { topics } = this._hub.state.products.get(owner.productKey)!;
    if (!mayPublish(owner, topics, topic)) return refuse(`no permission for ${topic}`);
    if (!this._take(this._reports, token!.key, limits.HTTP_REPORTS_PER_SECOND, 1000)) return busy(owner);
    const messageId = String(++this._lastMessageId);
    try {
      const transport = isPlain ? "http" : "https";
      this._hub.report("publish", owner, { topic, qos: 1, payload: body, transport, messageId });
      this._hub.uplink(owner, topic, body, 1);
      await this._hub.state.sync();
    } catch (error) {
      this._hub.report("failure", owner, { error });
      return refuse("not stored");
    }
    return { code: 0, message: "success", more: `"info":{"messageId":${messageId}}`, owner };
  }

  // The first normal login makes a device active; that one by HTTPS counts is our choice.
  private async _activate(device: Device): Promise<void> {
    if (!device.active) this._hub.state.putDevice({ ...device, active: true });
    await this._hub.state.sync();
  }

  private _drawToken(key: string): string {
    const token = randomBytes(16).toString("hex");
    this._tokens.set(token, { key, until: this._hub.clock.now() + limits.HTTP_TOKEN_MS });
    const own = [...this._tokens].filter(([, each]) => each.key === key);
    for (const [old] of own.slice(0, -limits.HTTP_TOKENS_PER_DEVICE)) this._tokens.delete(old);
    return token;
  }

  private _take(rates: Map<string, Rate>, key: string, most: number, spanMs: number): boolean {
    if (!this._hub.limits) return true;
    let rate = rates.get(key);
    if (rate === undefined) rates.set(key, (rate = new Rate(most, spanMs)));
    return rate.take(this._hub.clock.now());
  }
}

function busy(owner: Owner | undefined): Verdict {
  return { code: 40000, message: "request too many", owner, reason: "too many requests" };
}

/** All that was sent takes part, but these three. */
function authContent(fields: Record<string, string>): string {
  const names = Object.keys(fields).filter((name) => !["version", "sign", "signmethod"].includes(name));
  return names.sort().map((name) => name + fields[name]).join("");
}

// The page has the timestamp as text and as number.
function readFields(body: Buffer): Record<string, string> | undefined {
  let message: JsonObject;
  try {
    const value = parseKindly(body.toString());
    if (!isObject(value)) return undefined;
    message = value;
  } catch {
    return undefined;
  }
  const fields = Object.entries(message).map(([name, value]) => [name, value] as const);
  if (fields.some(([, value]) => typeof value !== "string" && typeof value !== "number")) return undefined;
  return Object.fromEntries(fields.map(([name, value]) => [name, String(value)]));
}

function isType(headers: Request["headers"], type: string): boolean {
  return headers["content-type"]?.split(";")[0]!.trim().toLowerCase() === type;
}

function ownerOf(productKey: string | undefined, deviceName: string | undefined): Owner | undefined {
  return productKey && deviceName ? { productKey, deviceName } : undefined;
}

// A DeviceName may hold characters that a path has percent-encoded.
function topicOf(path: string): string | undefined {
  try {
    return decodeURIComponent(path.slice("/topic".length));
  } catch {
    return undefined;
  }
}

function isTooLong(owner: Owner, topic: string): boolean {
  if (Buffer.byteLength(topic) > limits.TOPIC_MAX_BYTES) return true;
  return isCustom(owner, topic) && topic.split("/").length - 1 > limits.TOPIC_MAX_SLASHES;
}
