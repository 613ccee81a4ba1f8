// Files that an instance hands out by HTTPS GET, as the platform's object store does for remote configuration and
// updates (help: COTA; OTA): by an address that is signed and good for a time, whole or by a range (RFC 9110
// section 14).

import { createHmac, randomBytes } from "node:crypto";
import type { Clock } from "./clock.ts";
import { FILE_URL_MS } from "./limits.ts";
import { isSame } from "./signature.ts";

/** What a request for a file is answered with. */
export interface FileAnswer {
  status: 200 | 206 | 403 | 404 | 416;
  headers: Record<string, string>;
  body: Buffer;
}

export class Files {
  private readonly _clock: Clock;
  private readonly _key = randomBytes(32);
  private readonly _files = new Map<string, Buffer>();

  constructor(clock: Clock) {
    this._clock = clock;
  }

  /**
   * Holds a file ready under `/config/${name}` and returns its path with a query that lets it be fetched for
   * `lifeMs`. A second file of the name takes the place of the first.
   */
  add(name: string, bytes: Buffer, lifeMs = FILE_URL_MS): string {
    const path = `/config/${encodeURIComponent(name)}`;
    this._files.set(path, bytes);
    const until = Math.floor((this._clock.now() + lifeMs) / 1000);
    return `${path}?Expires=${until}&Signature=${this._sign(path, String(until))}`;
  }

  /** True when a path is one of files. */
  isFile(path: string): boolean {
    return path.startsWith("/config/");
  }

  /** Answers a GET; `range` is the header of that name. */
  get(path: string, query: URLSearchParams, range: string | undefined): FileAnswer {
    const until = query.get("Expires") ?? "";
    if (!isSame(query.get("Signature") ?? "", this._sign(path, until))) return refuse(403, "SignatureDoesNotMatch");
    if (Number(until) * 1000 < this._clock.now()) return refuse(403, "AccessDenied");
    const bytes = this._files.get(path);
    if (bytes === undefined) return refuse(404, "NoSuchKey");
    const headers = { "Content-Type": "application/octet-stream", "Accept-Ranges": "bytes" };
    const wanted = range === undefined ? undefined : parseRange(range, bytes.length);
    if (wanted === undefined) return { status: 200, headers, body: bytes };
    if (wanted === "unsatisfiable") {
      return { status: 416, headers: { "Content-Range": `bytes */${bytes.length}` }, body: Buffer.alloc(0) };
    }
    const [from, to] = wanted;
    return {
      status: 206,
      headers: { ...headers, "Content-Range": `bytes ${from}-${to}/${bytes.length}` },
      body: bytes.subarray(from, to + 1),
    };
  }

  private _sign(path: string, until: string): string {
    return createHmac("sha256", this._key).update(`GET\n${path}\n${until}`).digest("base64url");
  }
}

function refuse(status: 403 | 404, code: string): FileAnswer {
  const body = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>\n`);
  return { status, headers: { "Content-Type": "application/xml" }, body };
}

// One range; a list of them, or what is none, is ignored, which RFC 9110 section 14.2 allows.
function parseRange(range: string, length: number): [number, number] | "unsatisfiable" | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(range.trim());
  if (match === null || (match[1] === "" && match[2] === "")) return undefined;
  const from = match[1] === "" ? Math.max(0, length - Number(match[2])) : Number(match[1]);
  const to = match[1] === "" || match[2] === "" ? length - 1 : Math.min(Number(match[2]), length - 1);
  if (match[1] !== "" && match[2] !== "" && Number(match[2]) < from) return undefined;
  return from >= length || from > to ? "unsatisfiable" : [from, to];
}
