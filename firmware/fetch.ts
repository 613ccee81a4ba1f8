// Files by HTTPS, for what the platform hands out by an address: beside the link to the platform, with a host, a connection
// and a certificate of their own, in pieces as they come.
import { E_HTTP_STATUS, E_HTTP_URL, E_OFFLINE, E_PLAIN_PUBLIC, E_QUEUE_FULL } from "../lib/codes.ts";
import type { Http, HttpHost } from "../lib/http.ts";
import { bareHead } from "../lib/http.ts";
import { isPrivateHost } from "../lib/private-host.ts";
import type { Target } from "./http.ts";
import { askAnew, closeHttp, isAsking, isClosing, tickHttp } from "./http.ts";
import { openOther, tls } from "./tls.ts";

declare const __TLS__: string;

const TICK_MS = 1000;

let caller: HttpHost;

/** It looks after the connection until that is closed, too. */
let isWatched: unknown;

function watch(): void {
  isWatched = isAsking() || isClosing();
  if (!isWatched) return;
  tickHttp(TICK_MS);
  setTimeout(watch, TICK_MS);
}

function onHead(its: Http): number {
  return its._status == 200 ? 0 : E_HTTP_STATUS;
}

function onDone(code: number): void {
  closeHttp();
  // Not from here, where the stack is deep.
  setTimeout(caller._done, 0, code);
}

/** Fetches the file at `url`, of at most `maxBytes` bytes; `fields` are further lines of the request's head. 0 when it is on its
 *  way: then `its` hears of its pieces and once of its end, and where it has no `_head` any status but 200 is an error. Or
 *  a code at once: E_HTTP_URL, E_QUEUE_FULL while another file is on its way, E_OFFLINE before the first connection to the
 *  platform. */
export function fetchUrl(url: string, its: HttpHost, maxBytes: number, fields?: string): number {
  "cold";
  const isPlain = __TLS__ == "plain";
  // Host, port, path. The interpreter has no "?" in a regex: what is too much of anything shows when it is put together again.
  const parts = /^https*:\/\/([A-Za-z.0-9-]+):*(\d*)(\/[!$-;=?-Z_a-z~]*)$/.exec(url) || [];
  const host = parts[1];
  const port = +parts[2];
  const place = host + (port ? ":" + port : "");
  if ((isPlain ? "http://" : "https://") + place + parts[3] != url) return E_HTTP_URL;
  if (isPlain && !isPrivateHost(host)) return E_PLAIN_PUBLIC;
  if (__TLS__ == "verified" && !tls) return E_OFFLINE;
  if (isAsking()) return E_QUEUE_FULL;
  caller = its;
  const target: Target = {
    _host: host, _port: port || (isPlain ? 80 : 443), _secure: __TLS__ == "verified" && ((tlsHost) => openOther(host, tlsHost)),
  };
  askAnew(
    target, [bareHead("GET", place, parts[3], fields || "")],
    { _field: its._field, _head: its._head || onHead, _piece: its._piece, _done: onDone }, maxBytes,
  );
  if (!isWatched) setTimeout(watch, TICK_MS);
  isWatched = 1;
  return 0;
}
