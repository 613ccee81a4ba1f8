// Whether the certificates that a server sent lead to a root that the board trusts (RFC 5280 section 6, RFC 5246 section
// 7.4.2), in small steps. The path is found by names: the server's certificate comes first, the others in any order, and
// what is not needed is ignored. It ends at the first certificate that a root has signed; a root is never trusted for being
// sent. There is no check for revocation.
// Memory: two certificates at most (lib/tls/certificate.ts) and one power of lib/tls/rsa.ts. All of it is freed with the
// object.
import {
  E_CERT_EARLY, E_CERT_EXPIRED, E_CERT_LONG, E_CERT_MALFORMED, E_CERT_NAME, E_CERT_ROOT, E_CERT_SIGNATURE, E_ROOTS,
} from "../codes.ts";
import { type Certificate, readCertificate } from "./certificate.ts";
import { crypto, sha256, toBytes } from "./native.ts";
import { FIRST_ROOT, type Root, readRoot } from "./roots.ts";
import { type RsaKey, signatureBlock, startRsa } from "./rsa.ts";

type Issuer = Certificate | Root;

/** Certificates that a message may have, that of the server among them, and those of a path. */
const MAX_SENT = 8;
const MAX_PATH = 4;
/** Bytes of a signature check that is remembered. All of SHA-256: a server that signs some of what it sends by itself may
 *  look for two checks that are equal. */
const CHECK_BYTES = 32;

export interface Chain {
  /** One piece of work: a step of RSA, or reading one certificate or root. 0 while it goes on, 1 when the chain is good, else
   *  a code from 420 on; not to be called again then. */
  _step(): number;
  /** Of the server. This and what follows is there once the chain is good. */
  _key: RsaKey;
  /** Seconds since 1970 between which all of the path is valid, its root included. */
  _from: number;
  _to: number;
  /** The signature checks of the path, for `known` of the next chain: 32 bytes each, 4 at most. */
  _known: string;
}

/**
 * Begins to judge the body of a Certificate message: `list` from `at` to `end`, its 3 bytes of length included.
 * `roots` is the content of ROOTS_FILE, `name` the DNS name or IPv4 address that the server is to have, `nowSec` the
 * time since 1970, or 0 while the clock is unset: then validity is judged by `floorSec` alone, a time that has certainly
 * come, and nothing is too early. `known` holds signature checks that need not be done again; all else is judged anew.
 */
export function startChain(
  list: Uint8Array, at: number, end: number, roots: string, name: string, nowSec: number, floorSec: number, known: string,
): Chain {
  /** Where each certificate begins that may be on the path, that of the server first. */
  const starts: number[] = [];
  /** How many certificates of the path are below `current`, which begins at `currentAt`. */
  let depth = 0;
  let current: Certificate | 0 = 0;
  let currentAt = 0;
  let byCommonName = false;
  /** Its issuer is sought among the roots, then among `starts`: where to go on in each. */
  let rootAt = 0;
  let next = 0;
  /** The one that is being tried, and where it begins; 0 for a root. */
  let issuer: Issuer;
  let issuerAt = 0;
  let check = "";
  let power: (() => string) | 0 = 0;
  let powers = 0;
  /** What the first issuer broke that was tried in vain. */
  let fault = 0;

  const lengthAt = (from: number): number => (list[from]! << 16) | (list[from + 1]! << 8) | list[from + 2]!;
  const endOf = (from: number): number => from + lengthAt(from - 3);
  const read = (below: number, its: string): Certificate | undefined =>
    readCertificate(list, issuerAt, endOf(issuerAt), below, its);

  /** From the certificate of the server on. */
  function begin(): number {
    if (!starts[0]) {
      const stop = at + 3 + lengthAt(at);
      for (at += 3; at < end; at = endOf(at)) if (starts.push((at += 3)) > MAX_SENT) throw E_CERT_LONG;
      if (at != end || stop != end || !starts[0]) throw E_CERT_MALFORMED;
    }
    issuerAt = starts[0]!;
    const server = issuer = read(0, name)!;
    depth = -1;
    chain._from = 0;
    chain._to = Infinity;
    chain._known = check = "";
    chain._key = server._key;
    byCommonName = server._commonName;
    return climb();
  }

  /** The issuer's key has signed `current`, or this is the certificate of the server: goes on from there. */
  function climb(): number {
    if (!issuerAt && byCommonName && !(issuer as Root)._commonName) throw E_CERT_NAME;
    const from = (issuer as Certificate)._from || 0;
    const to = issuer._to;
    if (to < floorSec || to < nowSec) throw E_CERT_EXPIRED;
    if (nowSec && from > nowSec) throw E_CERT_EARLY;
    if (from > chain._from) chain._from = from;
    if (to < chain._to) chain._to = to;
    chain._known += check;
    if (!issuerAt) return 1;
    depth++;
    current = issuer as Certificate;
    currentAt = issuerAt;
    rootAt = FIRST_ROOT;
    next = 1;
    return 0;
  }

  /** Tries one issuer. */
  function seek(its: Certificate): number {
    issuerAt = 0;
    if (rootAt < roots.length || rootAt == FIRST_ROOT) {
      const root = readRoot(roots, rootAt);
      rootAt = root._end;
      if (root._name != its._issuer) return 0;
      issuer = root;
    } else if (next < starts.length) {
      issuerAt = starts[next++]!;
      const found = issuerAt != currentAt && read(depth + 1, its._issuer);
      if (!found) return 0;
      if (depth > MAX_PATH - 2) throw E_CERT_LONG;
      issuer = found;
    } else {
      if (!depth) return fault || E_CERT_ROOT;
      // No way up from here: without this certificate from the start. What was checked is known by now.
      starts.splice(starts.indexOf(currentAt), 1);
      current = 0;
      return 0;
    }
    // Not needed later: what an operation takes is the most that a handshake takes.
    const key = issuer._key;
    issuer._key = 0 as never;
    check = sha256(sha256(list.subarray(currentAt, endOf(currentAt))) + key._e + key._n);
    // Not by indexOf: Espruino 2v29 finds a text also where only its beginning stands at the end.
    for (let i = 0; i < known.length; i += CHECK_BYTES) if (known.substr(i, CHECK_BYTES) == check) return climb();
    if (++powers > MAX_SENT) return E_CERT_LONG;
    power = startRsa(key, its._signature);
    return 0;
  }

  function step(): number {
    try {
      if (!current) return begin();
      if (!power) return seek(current);
      const block = power();
      if (!block) return 0;
      power = 0;
      const hash = current._hash;
      const signed = list.subarray(current._signedAt, current._signedEnd);
      const digest = crypto[("SHA" + 128 * (hash - 9)) as "SHA256"](signed);
      if (block != signatureBlock(block.length, hash, toBytes(digest))) throw E_CERT_SIGNATURE;
      known += check;
      return climb();
    } catch (code) {
      if (!current || code == E_ROOTS) return code as number;
      power = 0;
      fault = fault || (code as number);
      return 0;
    }
  }

  const chain = { _step: step } as Chain;
  return chain;
}
