// HTTP on the board: one connection at a time, over the link that was chosen for the image, kept for the next request to
// the same server. A request ends with 0 or a code, whatever becomes of the connection.
import { E_CLOSED, E_DNS, E_HTTP_TIMEOUT, E_REFUSED, E_TLS, E_TLS_TIMEOUT } from "../lib/codes.ts";
import type { Http, HttpHost } from "../lib/http.ts";
import { awaitHttp, endHttp, failHttp, feedHttp, isOver } from "../lib/http.ts";
import { random } from "../lib/random.ts";
import type { Tls, TlsHost } from "../lib/tls/link.ts";
import { closeTls, feedTls, writeTls } from "../lib/tls/link.ts";
import { has } from "./has.ts";
import type { Stream } from "./stream.ts";

declare const __TLS__: string;

/** The longest that nothing comes. */
const QUIET_MS = 30000;

/** Where a request goes. */
export interface Target {
  _host: string;
  _port: number;
  /** Begins TLS of our own on a connection just made; `prepareTls` was called. */
  _secure: false | ((host: TlsHost) => Tls);
}

let stream: Stream | 0 = 0;
/** The one that was hung up last. */
let left: Stream | 0 = 0;
let link: Tls | 0 = 0;
/** The server was heard, and over TLS of our own has proven who it is. */
let open = 0;
let quietMs = 0;
let where = "";
let its: Http | undefined;
let parts: string[];

/** The value of the field Host. */
export function hostField(target: Target): string {
  return target._host + (target._port == 443 ? "" : ":" + target._port);
}

/** Whether a connection stands, or is just being closed: while one does, memory must not be put in order. */
export function isConnected(): unknown {
  return stream || left;
}

/** Whether a request has no answer yet. */
export function isAsking(): unknown {
  return its && !isOver(its);
}

/** Whether the last connection is still being closed. */
export function isClosing(): unknown {
  return left;
}

/** Closes the connection, if there is one; a request that waits on it gets no answer. */
export function closeHttp(): void {
  if (!stream) return;
  if (__TLS__ == "verified" && link) closeTls(link);
  left = stream;
  stream = 0;
  left.end();
}

function send(bytes: string): void {
  try {
    (stream as Stream).write(bytes);
  } catch {
    // Closed already; its event is on the way.
  }
}

function sendRequest(): void {
  for (const part of parts) {
    if (__TLS__ == "verified") writeTls(link as Tls, part);
    else send(part);
  }
  parts = [];
}

/** Of a session nothing is kept unless whoever asks says so. */
function forget(): void {}

/** The server has proven who it is. */
function secured(): void {
  open = 1;
  // In a turn of its own, which spares the stack.
  setTimeout(sendRequest);
}

/** Ends connection and request because of `code`; 0 means that the server said goodbye. */
export function breakOff(code: number): void {
  closeHttp();
  if (!its) return;
  if (code) failHttp(its, code);
  else endHttp(its, open);
}

function onData(this: Stream, bytes: string): void {
  if (this != stream) return;
  quietMs = 0;
  const text = __TLS__ == "verified" ? feedTls(link as Tls, bytes) : bytes;
  if (__TLS__ != "verified") open = 1;
  if (!text || !its) return;
  feedHttp(its, text);
  if (its._close && isOver(its)) closeHttp();
}

function onDrain(this: Stream): void {
  if (this != stream) return;
  quietMs = 0;
  // Nothing is sent before the handshake is over.
  if (__TLS__ != "verified") open = 1;
}

function onClose(this: Stream): void {
  if (this == left) left = 0;
  if (this != stream) return;
  stream = 0;
  if (__TLS__ == "verified" && link) closeTls(link, true);
  if (!its) return;
  if (!open) failHttp(its, __TLS__ == "plain" ? E_CLOSED : E_TLS);
  // Without TLS of our own nobody can tell an end from a cut.
  else endHttp(its, __TLS__ != "verified");
}

/** Sends a request, once the one before is over, and awaits its answer, of at most `maxBytes` bytes of body. `itsParts`: its head,
 *  and apart from it the body, so that a long one is not copied. */
export function ask(target: Target, itsParts: string[], host: HttpHost, maxBytes: number): void {
  const place = target._host + ":" + target._port;
  if (stream && open && place == where) {
    parts = itsParts;
    its = awaitHttp(host, maxBytes);
    quietMs = 0;
    sendRequest();
  } else {
    where = place;
    askAnew(target, itsParts, host, maxBytes);
    // A body may take long. What is only fetched has none.
    if (__TLS__ == "verified" && stream) stream.on("drain", onDrain);
  }
}

/** The same on a connection of its own. */
export function askAnew(target: Target, itsParts: string[], host: HttpHost, maxBytes: number): void {
  "cold";
  parts = itsParts;
  its = awaitHttp(host, maxBytes);
  closeHttp();
  quietMs = open = 0;
  try {
    stream = require(__TLS__ == "native" ? "tls" : "net").connect({ host: target._host, port: target._port }) as Stream;
  } catch (thrown) {
    return failHttp(its as Http, has(thrown, "locate") ? E_DNS : has(thrown, "mbed") ? E_TLS : E_REFUSED);
  }
  stream.on("data", onData);
  if (__TLS__ != "verified") stream.on("drain", onDrain);
  stream.on("close", onClose);
  if (__TLS__ == "verified") {
    link = 0;
    link = (target._secure as (host: TlsHost) => Tls)({
      _send: send, _open: secured, _down: breakOff, _later: setTimeout, _random: random, _keep: forget,
    });
  } else sendRequest();
}

/** Time passes. */
export function tickHttp(elapsedMs: number): void {
  // With bytes that the peer never took it would stay for ever.
  if (left) left.clsNow = 1;
  if (stream && its && !isOver(its) && (quietMs += elapsedMs) > QUIET_MS) {
    breakOff(open || __TLS__ == "plain" ? E_HTTP_TIMEOUT : E_TLS_TIMEOUT);
  }
}
