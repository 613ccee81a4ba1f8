// Files by HTTPS, for what the platform hands out by an address: beside the link to the platform, with a host, a connection
// and a certificate of their own, whole or by a range, in pieces as they come.
import { E_HTTP_RANGE, E_HTTP_STATUS, E_HTTP_URL, E_OFFLINE, E_PLAIN_PUBLIC, E_QUEUE_FULL } from "../lib/codes.ts";
import type { Http, HttpHost } from "../lib/http.ts";
import { httpHead, isPath, rangeField, readRange } from "../lib/http.ts";
import { isPrivateHost } from "../lib/private-host.ts";
import type { Target } from "./http.ts";
import { ask, closeHttp, hostField, isAsking, tickHttp } from "./http.ts";
import { openOther, tls } from "./tls.ts";

declare const __TLS__: string;

const TICK_MS = 1000;

let caller: HttpHost;
let from = 0;
let isPart = false;

function watch(): void {
  if (!isAsking()) return;
  tickHttp(TICK_MS);
  setTimeout(watch, TICK_MS);
}

function onHead(its: Http): number {
  if (its._status != (isPart ? 206 : 200)) return E_HTTP_STATUS;
  const range = isPart ? readRange(its._range) : undefined;
  if (isPart && !(range && range[0] == from)) return E_HTTP_RANGE;
  return caller._head && caller._head(its) || 0;
}

function onPiece(bytes: string): void {
  caller._piece(bytes);
}

function onDone(code: number): void {
  closeHttp();
  // Not from here, where the stack is deep.
  setTimeout(caller._done, 0, code);
}

/** Fetches the file at `url`, of at most `maxBytes` bytes; with `last` only its bytes from `first` to `last`, or as many of
 *  them as there are. 0 when it is on its way: then `host` hears of its pieces and once of its end. Or a code at once:
 *  E_HTTP_URL, E_QUEUE_FULL while another file is on its way, E_OFFLINE before the first connection to the platform. */
export function fetchUrl(url: string, host: HttpHost, maxBytes: number, first?: number, last?: number): number {
  "cold";
  const scheme = __TLS__ == "plain" ? "http://" : "https://";
  const rest = url.substr(scheme.length);
  const slash = (rest + "/").indexOf("/");
  const place = rest.substr(0, slash).split(":");
  const path = rest.substr(slash) || "/";
  const port = place[1] ? parseInt(place[1], 10) : __TLS__ == "plain" ? 80 : 443;
  if (
    url.substr(0, scheme.length) != scheme || !/^[A-Za-z.0-9-]+$/.test(place[0]) || place[2] != null || !(port > 0) ||
    !isPath(path.replace(/[?%]/g, "~"))
  ) return E_HTTP_URL;
  if (__TLS__ == "plain" && !isPrivateHost(place[0])) return E_PLAIN_PUBLIC;
  if (__TLS__ == "verified" && !tls) return E_OFFLINE;
  if (isAsking()) return E_QUEUE_FULL;
  caller = host;
  from = first || 0;
  isPart = last != null;
  const target: Target = {
    _host: place[0], _port: port, _secure: __TLS__ == "verified" && ((tlsHost) => openOther(place[0], tlsHost)),
  };
  ask(
    target, httpHead("GET", hostField(target), path, isPart ? rangeField(from, last!) : ""), "",
    { _head: onHead, _piece: onPiece, _done: onDone }, maxBytes,
  );
  setTimeout(watch, TICK_MS);
  return 0;
}
