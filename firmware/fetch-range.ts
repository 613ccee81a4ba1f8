// A part of a file by HTTPS, for what is fetched piece by piece.
import { E_HTTP_RANGE, E_HTTP_STATUS } from "../lib/codes.ts";
import type { HttpHost } from "../lib/http.ts";
import { rangeField, readRange } from "../lib/http.ts";
import { fetchUrl } from "./fetch.ts";

/** Fetches of the file at `url` the bytes from `first` to `last`, or as many of them as there are; else as fetchUrl(). */
export function fetchRange(url: string, host: HttpHost, maxBytes: number, first: number, last: number): number {
  let range = "";
  return fetchUrl(url, {
    _field: (name, value) => {
      if (name == "content-range") range = value;
    },
    _head: (its) => {
      if (its._status != 206) return E_HTTP_STATUS;
      const got = readRange(range);
      return got && got[0] == first ? host._head && host._head(its) : E_HTTP_RANGE;
    },
    _piece: host._piece,
    _done: host._done,
  }, maxBytes, rangeField(first, last));
}
