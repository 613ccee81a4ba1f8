// One certificate (X.509 version 3, RFC 5280) as far as a TLS client with RSA needs it: read strictly (DER, X.690) from where
// it lies in the Certificate message, without recursion. What it breaks is thrown as a number, one of E_CERT_… in codes.ts.
// Memory: what it returns, some 130 variables for 2,048 bits: issuer, signature and key as byte strings.
import {
  E_CERT_ALGORITHM, E_CERT_CONSTRAINTS, E_CERT_CRITICAL, E_CERT_ISSUER, E_CERT_KEY, E_CERT_MALFORMED, E_CERT_NAME,
  E_CERT_USAGE,
} from "../codes.ts";
import { unpackWord } from "../flash/word.ts";
import { chr } from "../short.ts";
import { native, toBytes } from "./native.ts";
import { RSA_SHA256, RSA_SHA512, type RsaKey, type SignatureHash, isRsaKey } from "./rsa.ts";

/** What is left of a certificate once it was judged by itself. Names are the content of their SEQUENCE. */
export interface Certificate {
  _issuer: string;
  _key: RsaKey;
  /** First and last second of its validity, since 1970. */
  _from: number;
  _to: number;
  /** Where the part that is signed begins and ends in the list. */
  _signedAt: number;
  _signedEnd: number;
  _hash: SignatureHash;
  _signature: string;
  /** It names the host by its common name, for want of any alternative name. */
  _commonName: boolean;
}

const SEQUENCE = 0x30;
const BOOLEAN = 1;
const INTEGER = 2;
const BIT_STRING = 3;
const OCTET_STRING = 4;
const IDENTIFIER = 6;
const UTC_TIME = 23;
const GENERALIZED_TIME = 24;
const SET = 0x31;

// Last arcs of 2.5.29, RFC 5280 section 4.2.1.
const KEY_USAGE = 15;
const ALTERNATIVE_NAME = 17;
const BASIC_CONSTRAINTS = 19;
const NAME_CONSTRAINTS = 30;
const EXTENDED_KEY_USAGE = 37;

const COMMON_NAME = "\x55\x04\x03";
const SERVER_AUTH = "\x2b\x06\x01\x05\x05\x07\x03\x01";

/** Whether this host is one by its IPv4 address. */
export function isAddress(name: string): boolean {
  return /^[\d.]+$/.test(name);
}

/**
 * Reads and judges the certificate in `list` from `at` to `end`. `depth` 0 is that of the server, which must be for the host
 * `name`, a DNS name or an IPv4 address; from 1 on it is to have issued that of `depth` - 1, whose issuer is `name`. Returns
 * undefined when it is of another name than that. Neither validity nor signature is judged.
 */
export function readCertificate(
  list: Uint8Array, at: number, end: number, depth: number, name: string,
): Certificate | undefined {
  "cold";
  // The DNS names that are the host's (RFC 6125 section 6.4): a wildcard is the whole first label, stands for one label, and
  // has two behind it at least. An address has none.
  const host = name.toLowerCase();
  const names = isAddress(name) ? [] : [host, host.replace(/^[^.]+(\.[^.]*\.)/, "*$1")];
  const isNamedBy = (its: string): boolean => names.includes(its.toLowerCase());

  function refuseIf(isWrong: boolean): void {
    if (isWrong) throw E_CERT_MALFORMED;
  }

  // Goes to the content of the element that begins here, a SEQUENCE unless it is to be another, and returns its end.
  function enter(limit: number, isLast?: number, tag?: number): number {
    const first = list[at++];
    let lenBytes = list[at++]!;
    const form = lenBytes - 128;
    if (form > -1) {
      lenBytes = list[at++]!;
      if (form == 2) lenBytes = (lenBytes << 8) | list[at++]!;
      // As short as can be (128 or more in one byte, 256 or more in two), and no certificate takes more than two bytes.
      refuseIf(!form || lenBytes < form << 7);
    }
    const stop = at + lenBytes;
    refuseIf(first != (tag || SEQUENCE) || !(isLast ? stop == limit : stop <= limit));
    return stop;
  }

  function takeTo(stop: number): string {
    const bytes = toBytes(list.subarray(at, stop));
    at = stop;
    return bytes;
  }

  const take = (limit: number, isLast?: number, tag?: number): string => takeTo(enter(limit, isLast, tag));

  // Whether a BOOLEAN is here, which is FALSE when it is left out and TRUE otherwise.
  function takeTrue(limit: number): boolean {
    const isHere = list[at] == 1;
    refuseIf(isHere && take(limit, 0, BOOLEAN) != "\xff");
    return isHere;
  }

  // The bytes of a number that is not negative, without zeros before it.
  function takeNumber(limit: number, isLast?: number): string {
    const bytes = take(limit, isLast, INTEGER);
    const first = bytes.charCodeAt(0);
    refuseIf(!(first < 128) || !first && bytes.charCodeAt(1) < 128);
    return first ? bytes : bytes.substr(1);
  }

  // Seconds since 1970 of UTCTime or GeneralizedTime, in the forms of RFC 5280 section 4.1.2.5. A time that is none would
  // come out as another one, or as null.
  function takeTime(limit: number, isLast?: number): number {
    const isShort = list[at] == UTC_TIME;
    let time = take(limit, isLast, isShort ? UTC_TIME : GENERALIZED_TIME);
    // From 50 on it is of the last century.
    if (isShort) time = (time < "5" ? "20" : "19") + time;
    const part = (from: number): number => +time.substr(from, 2);
    const month = part(4);
    const day = part(6);
    // Days before a month, which counts from March of year 0, so that the leap day comes last.
    const daysTo = (months: number): number => {
      const year = (months / 12) | 0;
      return ((1461 * year) >> 2) - ((year / 100) | 0) + ((year / 400) | 0) + (((153 * (months % 12) + 2) / 5) | 0);
    };
    const months = (part(0) * 100 + part(2)) * 12 + month - 3;
    const days = daysTo(months) + day;
    refuseIf(
      time.length != 15 || !/^\d+Z$/.test(time) || !month || month > 12 || !day || days > daysTo(months + 1) ||
        part(8) > 23 || part(10) > 59 || part(12) > 59,
    );
    return (((days - 719469) * 24 + part(8)) * 60 + part(10)) * 60 + part(12);
  }

  // 1.2.840.113549.1.1.x without parameters (RFC 3279 section 2.2.1, RFC 4055 section 5).
  const algorithmOf = (arc: number): string => "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01" + chr(arc) + "\x05\0";

  enter(end, 1);
  const signedAt = at;
  const signedEnd = enter(end);
  // Version 3: the others have no extensions.
  refuseIf(take(signedEnd, 0, 0xa0) != "\x02\x01\x02");
  at = enter(signedEnd, 0, INTEGER);
  const algorithm = take(signedEnd);
  const issuer = take(signedEnd);
  let stop = enter(signedEnd);
  const from = takeTime(stop);
  const to = takeTime(stop, 1);

  stop = enter(signedEnd);
  let isNamed = 0;
  let byCommonName = 0;
  if (depth && takeTo(stop) != name) return undefined;
  while (at < stop) {
    const setEnd = enter(stop, 0, SET);
    while (at < setEnd) {
      const partEnd = enter(setEnd);
      const type = take(partEnd, 0, IDENTIFIER);
      const value = take(partEnd, 1, list[at]);
      if (type == COMMON_NAME && isNamedBy(value)) byCommonName = 1;
    }
  }

  stop = enter(signedEnd);
  if (take(stop) != algorithmOf(1)) throw E_CERT_KEY;
  enter(stop, 1, BIT_STRING);
  refuseIf(list[at++] != 0);
  enter(stop, 1);
  const modulus = takeNumber(stop);
  const exponent = takeNumber(stop, 1);
  const key = { _n: modulus, _e: exponent[4] ? 0 : unpackWord("\0\0\0" + exponent, exponent.length - 1) };
  if (!isRsaKey(key)) throw E_CERT_KEY;

  let seen = "";
  let usage = 255;
  /** Of its uses, none when it is for others than servers. */
  let uses = 255;
  // How many others may stand between it and the server's; -1: it may issue none.
  let length = -1;
  if (at < signedEnd) {
    enter(signedEnd, 1, 0xa3);
    enter(signedEnd, 1);
    while (at < signedEnd) {
      const extensionEnd = enter(signedEnd);
      const id = take(extensionEnd, 0, IDENTIFIER);
      const isCritical = takeTrue(extensionEnd);
      enter(extensionEnd, 1, OCTET_STRING);
      const what = "\x55\x1d" + id[2] == id ? id.charCodeAt(2) : 0;
      if (what == KEY_USAGE) {
        usage = take(extensionEnd, 1, BIT_STRING).charCodeAt(1);
      } else if (what == ALTERNATIVE_NAME) {
        enter(extensionEnd, 1);
        byCommonName = 0;
        while (at < extensionEnd) {
          const tag = list[at]!;
          const value = take(extensionEnd, 0, tag);
          if (tag == 0x82 && isNamedBy(value) || tag == 0x87 && native.toUint8Array(value).join(".") == name) isNamed = 1;
        }
      } else if (what == BASIC_CONSTRAINTS) {
        enter(extensionEnd, 1);
        if (takeTrue(extensionEnd)) length = 255;
        if (at < extensionEnd) {
          const most = takeNumber(extensionEnd, 1);
          if (length > 0 && !most[1]) length = most.charCodeAt(0) | 0;
        }
      } else if (what == EXTENDED_KEY_USAGE) {
        uses = 0;
        enter(extensionEnd, 1);
        while (at < extensionEnd) if (take(extensionEnd, 0, IDENTIFIER) == SERVER_AUTH) uses = 255;
      // Not enforced, hence refused (RFC 5280 section 4.2.1.10).
      } else if (what == NAME_CONSTRAINTS) throw E_CERT_CONSTRAINTS;
      else if (isCritical) throw E_CERT_CRITICAL;
      else {
        at = extensionEnd;
        continue;
      }
      // Each once at most.
      refuseIf(seen.indexOf(id) >= 0);
      seen += id;
    }
  }

  at = signedEnd;
  const hash = algorithm.charCodeAt(10) as SignatureHash;
  if (take(end) != algorithm || algorithm != algorithmOf(hash) || hash < RSA_SHA256 || hash > RSA_SHA512) throw E_CERT_ALGORITHM;
  const signature = take(end, 1, BIT_STRING);
  refuseIf(signature[0] != "\0");
  // keyEncipherment of the server, keyCertSign of an issuer.
  if (!(usage & uses & (depth ? 4 : 32))) throw E_CERT_USAGE;
  if (depth ? length < depth - 1 : !isNamed && !byCommonName) throw depth ? E_CERT_ISSUER : E_CERT_NAME;
  return {
    _issuer: issuer, _key: key, _from: from, _to: to, _signedAt: signedAt, _signedEnd: signedEnd, _hash: hash,
    _signature: signature.substr(1), _commonName: !isNamed,
  };
}
