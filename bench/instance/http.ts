// The HTTPS door of an instance (help 58034 "HTTPS connections"): one port for what the platform has on several
// hosts, told apart by the Host header. TLS is that of MQTT with certificates. Requests are read here, judged in
// http-api.ts; files come from http-files.ts.

import * as http from "node:http";
import * as https from "node:https";
import { constants } from "node:crypto";
import type { TLSSocket } from "node:tls";
import type { Certificates } from "./certs.ts";
import { Api, type ApiHub, type Request, type Verdict } from "./http-api.ts";
import { Files } from "./http-files.ts";
import { HTTP_BODY_MAX_BYTES } from "./limits.ts";
import { listen, type Listener, rememberSessions, TLS_OPTIONS, type TlsManners } from "./listener.ts";

/** How long a request may take to come, and an idle connection is kept: our choice. */
const REQUEST_MS = 15_000;
const IDLE_MS = 30_000;

/** What the platform does not do by itself: all requests end without an answer, wait for ever, or are too many. */
export type HttpFault = "cut" | "stall" | "busy";

export interface HttpHub extends ApiHub {
  fault(): HttpFault | undefined;
}

export class Http {
  readonly files: Files;
  private readonly _api: Api;
  private readonly _hub: HttpHub;

  constructor(hub: HttpHub) {
    this._hub = hub;
    this._api = new Api(hub);
    this.files = new Files(hub.clock);
  }

  /** Listens for HTTPS. Fails with E_PORT_TAKEN or E_PORT_REFUSED. */
  listenTls(certificates: Certificates, host: string, port: number, manners: TlsManners): Promise<Listener> {
    const server = https.createServer(
      {
        cert: certificates.certPem,
        key: certificates.keyPem,
        ...TLS_OPTIONS,
        secureOptions: manners.tickets ? 0 : constants.SSL_OP_NO_TICKET,
      },
      (request, response) => void this._take(request, response),
    );
    if (manners.sessionIds) rememberSessions(server);
    server.on("secureConnection", (socket: TLSSocket) => {
      if (!manners.requireSni || socket.servername) return;
      this._hub.report("broken", {}, { reason: "no SNI" });
      socket.destroySoon();
    });
    server.on("tlsClientError", (error) => this._hub.report("broken", {}, { reason: error.message }));
    return this._listen(server, host, port);
  }

  /** Listens for plain HTTP, for benches. Fails likewise. */
  listenPlain(host: string, port: number): Promise<Listener> {
    const server = http.createServer((request, response) => void this._take(request, response));
    return this._listen(server, host, port);
  }

  expireTokens(productKey: string, deviceName: string): void {
    this._api.expireTokens({ productKey, deviceName });
  }

  private _listen(server: http.Server | https.Server, host: string, port: number): Promise<Listener> {
    server.requestTimeout = REQUEST_MS;
    server.keepAliveTimeout = IDLE_MS;
    // What is no request gets status 400 from here, as node does it by itself.
    server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
      this._hub.report("broken", {}, { reason: `no request: ${error.code ?? error.message}` });
      if (socket.writable) socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
    });
    return listen(server, host, port);
  }

  private async _take(message: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const { socket, method } = message;
    const [path, query = ""] = (message.url ?? "").split(/\?(.*)/s) as [string, string?];
    const host = (message.headers.host ?? "").replace(/:\d*$/, "").toLowerCase();
    const isPlain = !("encrypted" in socket);
    const body = await readBody(message).catch(() => null);
    if (body === null) return;
    const fault = this._hub.fault();
    const secure = socket as TLSSocket;
    const how = isPlain ? {} : { sni: secure.servername || "", suite: secure.getCipher().name, resumed: secure.isSessionReused() };
    const tell = (details: object) => this._hub.report("request", {}, { method, path, host, ...how, ...details });
    if (fault === "stall") return tell({ reason: "stalled by a fault" });
    if (fault === "cut") {
      tell({ reason: "cut by a fault" });
      return void socket.destroy();
    }
    if (method === "GET" && this.files.isFile(path)) {
      const { status, headers, body: bytes } = this.files.get(path, new URLSearchParams(query), message.headers.range);
      tell({ status });
      return void response.writeHead(status, { ...headers, "Content-Length": bytes.length }).end(bytes);
    }
    if (method !== "POST") {
      tell({ status: 405 });
      return end(response, 405, { code: 10001, message: "param error" });
    }
    const headers = message.headers as Request["headers"];
    const verdict = fault === "busy"
      ? { code: 40000, message: "request too many", reason: "busy by a fault" }
      : await this._api.answer({ host, path, query, headers, body, isPlain });
    const { code, reason, owner = {}, event } = verdict ?? {};
    tell({ status: verdict ? 200 : 404, ...(code !== undefined && { code }) });
    if (reason !== undefined) this._hub.report("refused", owner, { code, reason, path });
    if (event) this._hub.report(event.name, owner, event.details);
    // What a body of unknown length leaves behind is no request.
    if (body === undefined) response.shouldKeepAlive = false;
    end(response, verdict ? 200 : 404, verdict ?? { code: 10001, message: "no such path" });
  }
}

// Undefined when it is too long, or when no Content-Length says how long it is: such a body is not parsed.
async function readBody(message: http.IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of message as AsyncIterable<Buffer>) {
    size += part.length;
    if (size <= HTTP_BODY_MAX_BYTES) parts.push(part);
  }
  const isAnnounced = message.headers["content-length"] !== undefined && !message.headers["transfer-encoding"];
  return isAnnounced && size <= HTTP_BODY_MAX_BYTES ? Buffer.concat(parts) : undefined;
}

function end(response: http.ServerResponse, status: number, { code, message, more }: Verdict): void {
  const text = `{"code":${code},${more === undefined ? "" : `${more},`}"message":${JSON.stringify(message)}}`;
  response
    .writeHead(status, {
      Server: "Tengine",
      "Content-Type": "application/json;charset=utf-8",
      "Content-Length": Buffer.byteLength(text),
    })
    .end(text);
}
