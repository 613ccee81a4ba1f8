// Requests by node:https as a device would send them, with every part bendable, and what signs them.

import * as http from "node:http";
import * as https from "node:https";
import { type Device, type Instance } from "../../bench/instance/index.ts";
import { sign } from "./fixture.ts";

export interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  bytes: Buffer;
  /** The body as it came. */
  text: string;
  /** The code in a JSON body, -1 for none. */
  code: number;
}

export interface Call {
  method?: string;
  headers?: Record<string, string | number>;
  body?: string | Buffer;
  /** Name in the Host header and in SNI. */
  host?: string;
  /** Sent in chunks, without a Content-Length. */
  chunked?: boolean;
  /** To the plain port. */
  plain?: boolean;
  agent?: https.Agent | undefined;
}

/** One request on a connection of its own. */
export function call(instance: Instance, path: string, its: Call = {}): Promise<Answer> {
  const { method = "POST", headers = {}, body = "", host, chunked, plain, agent } = its;
  const bytes = Buffer.from(body);
  return new Promise((resolve, reject) => {
    const request = (plain ? http : https).request({
      host: "127.0.0.1",
      port: plain ? instance.plainHttpPort : instance.httpPort,
      ca: instance.caPem,
      servername: host ?? "",
      agent: (agent as http.Agent) ?? false,
      ...(host === undefined && { checkServerIdentity: () => undefined }),
      ciphers: "AES128-SHA256",
      maxVersion: "TLSv1.2",
      method,
      path,
      headers: {
        ...(host !== undefined && { Host: host }),
        ...(!chunked && method === "POST" && { "Content-Length": bytes.length }),
        ...headers,
      },
    } as https.RequestOptions);
    request.on("error", reject);
    request.on("response", (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("error", reject);
      response.on("end", () => {
        const all = Buffer.concat(parts);
        const text = all.toString();
        const code = Number(/"code":(\d+)/.exec(text)?.[1] ?? -1);
        resolve({ status: response.statusCode!, headers: response.headers, bytes: all, text, code });
      });
    });
    if (chunked && bytes.length > 0) request.write(bytes);
    request.end(chunked ? undefined : bytes);
  });
}

export const FORM = "application/x-www-form-urlencoded";
export const JSON_TYPE = "application/json";
export const BYTES = "application/octet-stream";

/** The form of a registration; `more` replaces fields, undefined leaves one out. */
export function form(
  owner: { productKey: string; productSecret: string },
  deviceName = "device1",
  more: Record<string, string | undefined> = {},
): string {
  const { productKey, productSecret } = owner;
  const { random = "789", signMethod = "hmacsha256" } = more;
  const content = `deviceName${deviceName}productKey${productKey}random${random}`;
  const method = signMethod.toLowerCase();
  const known = ["hmacmd5", "hmacsha1", "hmacsha256"].includes(method) ? method : "hmacsha256";
  const fields = { productKey, deviceName, random, sign: sign(known, productSecret, content), signMethod, ...more };
  const sent = Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined);
  return new URLSearchParams(sent).toString();
}

export function register(instance: Instance, body: string, its: Call = {}): Promise<Answer> {
  return call(instance, "/auth/register/device", { ...its, body, headers: { "Content-Type": FORM, ...its.headers } });
}

/** The body of `/auth`; `more` replaces fields, undefined leaves one out. */
export function login(device: Device, more: Record<string, string | number | undefined> = {}): string {
  const { productKey, deviceName, deviceSecret } = device;
  const { signmethod = "hmacsha256" } = more;
  const fields: Record<string, string | number | undefined> = {
    version: "default", clientId: `${productKey}.${deviceName}`, signmethod, productKey, deviceName, ...more,
  };
  const signed = Object.keys(fields).filter((name) => !["version", "sign", "signmethod"].includes(name)).sort();
  const content = signed.filter((name) => fields[name] !== undefined).map((name) => name + fields[name]).join("");
  return JSON.stringify({ sign: sign(String(signmethod).toLowerCase(), deviceSecret, content), ...fields });
}

export function auth(instance: Instance, body: string, its: Call = {}): Promise<Answer> {
  return call(instance, "/auth", { ...its, body, headers: { "Content-Type": JSON_TYPE, ...its.headers } });
}

/** A token of the device. */
export async function tokenOf(instance: Instance, device: Device): Promise<string> {
  const { text } = await auth(instance, login(device));
  return (JSON.parse(text) as { info: { token: string } }).info.token;
}

export function report(
  instance: Instance, token: string | undefined, topic: string, body: string | Buffer, its: Call = {},
): Promise<Answer> {
  const password: Record<string, string> = token === undefined ? {} : { password: token };
  return call(instance, `/topic${topic}`, { ...its, body, headers: { "Content-Type": BYTES, ...password, ...its.headers } });
}
