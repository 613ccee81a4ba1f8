// One certificate (X.509 version 3, RFC 5280) as far as a TLS client with RSA needs it: read strictly (DER, X.690) from where
// it lies in the Certificate message, without recursion. What it breaks is thrown as a number, one of E_CERT_… in codes.ts.
// Memory: what it returns, some 130 variables for 2,048 bits: issuer, signature and key as byte strings.
import {
  E_CERT_ALGORITHM, E_CERT_CONSTRAINTS, E_CERT_CRITICAL, E_CERT_ISSUER, E_CERT_KEY, E_CERT_MALFORMED, E_CERT_NAME,
  E_CERT_USAGE,
} from "../codes.ts";
import { unpackWord } from "../flash/word.ts";
import { native } from "./native.ts";
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
  _byCommonName: boolean;
}

const SEQUENCE = 0x30;
const INTEGER = 2;
const BIT_STRING = 3;

// Last arcs of 2.5.29, RFC 5280 section 4.2.1.
const KEY_USAGE = 15;
const ALTERNATIVE_NAME = 17;
const BASIC_CONSTRAINTS = 19;
const NAME_CONSTRAINTS = 30;
const EXTENDED_KEY_USAGE = 37;

const PKCS_1 = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x05\0";
const COMMON_NAME = "\x55\x04\x03";
const SERVER_AUTH = "\x2b\x06\x01\x05\x05\x07\x03\x01";

/** The last day of each month, 80 below the character, in a leap year: there is none of month 0. */
const LAST_DAYS = " omononoonono";

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
  const dot = host.indexOf(".");
  const names = /^[\d.]+$/.test(name) ? [] : [host, dot > 0 && host.indexOf(".", dot + 1) > 0 ? "*" + host.substr(dot) : host];
  const isNamedBy = (its: string): boolean => names.includes(its.toLowerCase());

  function refuseIf(isWrong: boolean): void {
    if (isWrong) throw E_CERT_MALFORMED;
  }

  // Goes to the content of the element that begins here, and returns its end.
  function enter(tag: number, limit: number, isLast?: boolean): number {
    const first = list[at++];
    let lenBytes = list[at++]!;
    const form = lenBytes - 128;
    if (form > -1) {
      lenBytes = list[at++]!;
      if (form == 2) lenBytes = (lenBytes << 8) | list[at++]!;
      // As short as can be, and no certificate takes more than two bytes.
      refuseIf(form == 1 ? lenBytes < 128 : form != 2 || lenBytes < 256);
    }
    const stop = at + lenBytes;
    refuseIf(first != tag || !(isLast ? stop == limit : stop <= limit));
    return stop;
  }

  function take(tag: number, limit: number, isLast?: boolean): string {
    const stop = enter(tag, limit, isLast);
    const bytes = native.toString(list.subarray(at, stop));
    at = stop;
    return bytes;
  }

  // Whether a BOOLEAN is here, which is FALSE when it is left out and TRUE otherwise.
  function takeTrue(limit: number): boolean {
    const isHere = list[at] == 1;
    refuseIf(isHere && take(1, limit) != "\xff");
    return isHere;
  }

  // The bytes of a number that is not negative, without zeros before it.
  function takeNumber(limit: number, isLast?: boolean): string {
    const bytes = take(INTEGER, limit, isLast);
    const first = bytes.charCodeAt(0);
    refuseIf(!(first < 128) || !first && bytes.charCodeAt(1) < 128);
    return first ? bytes : bytes.substr(1);
  }

  // Seconds since 1970 of UTCTime (23) or GeneralizedTime (24), in the forms of RFC 5280 section 4.1.2.5.
  function takeTime(limit: number, isLast?: boolean): number {
    const isShort = list[at] == 23;
    let time = take(isShort ? 23 : 24, limit, isLast);
    // From 50 on it is of the last century.
    if (isShort) time = (time < "5" ? "20" : "19") + time;
    const part = (from: number): number => +time.substr(from, 2);
    let month = part(4);
    const day = part(6);
    refuseIf(
      time.length != 15 || !/^\d+Z$/.test(time) || !day || !(day + 80 <= LAST_DAYS.charCodeAt(month)) ||
        part(8) > 23 || part(10) > 59 || part(12) > 59,
    );
    // Years begin with March here, so that the leap day comes last.
    const year = part(0) * 100 + part(2) - +(month < 3);
    month = (month + 9) % 12;
    const days = 365 * year + (year >> 2) - ((year / 100) | 0) + ((year / 400) | 0) + (((153 * month + 2) / 5) | 0) + day;
    return (((days - 719469) * 24 + part(8)) * 60 + part(10)) * 60 + part(12);
  }

  // 1.2.840.113549.1.1.x without parameters (RFC 3279 section 2.2.1, RFC 4055 section 5): x, or NaN for another one.
  const arcOf = (algorithm: string): number =>
    algorithm.substr(0, 10) + algorithm.substr(11) == PKCS_1 ? algorithm.charCodeAt(10) : NaN;

  enter(SEQUENCE, end, true);
  const signedAt = at;
  const signedEnd = enter(SEQUENCE, end);
  // Version 3: the others have no extensions.
  refuseIf(take(0xa0, signedEnd) != "\x02\x01\x02");
  at = enter(INTEGER, signedEnd);
  const algorithm = take(SEQUENCE, signedEnd);
  const issuer = take(SEQUENCE, signedEnd);
  let stop = enter(SEQUENCE, signedEnd);
  const from = takeTime(stop);
  const to = takeTime(stop, true);

  stop = enter(SEQUENCE, signedEnd);
  let isNamed = false;
  let byCommonName = false;
  if (depth) {
    if (native.toString(list.subarray(at, stop)) != name) return undefined;
    at = stop;
  }
  while (at < stop) {
    const setEnd = enter(0x31, stop);
    while (at < setEnd) {
      const partEnd = enter(SEQUENCE, setEnd);
      const type = take(6, partEnd);
      const value = take(list[at]!, partEnd, true);
      if (type == COMMON_NAME && isNamedBy(value)) byCommonName = true;
    }
  }

  stop = enter(SEQUENCE, signedEnd);
  if (arcOf(take(SEQUENCE, stop)) != 1) throw E_CERT_KEY;
  enter(BIT_STRING, stop, true);
  refuseIf(list[at++] != 0);
  enter(SEQUENCE, stop, true);
  const modulus = takeNumber(stop);
  const exponent = takeNumber(stop, true);
  const key = { _n: modulus, _e: exponent.length > 4 ? 0 : unpackWord("\0\0\0" + exponent, exponent.length - 1) };
  if (!isRsaKey(key)) throw E_CERT_KEY;

  let seen = "";
  let usage = 255;
  let isForServers = true;
  // How many others may stand between it and the server's; -1: it may issue none.
  let length = -1;
  if (at < signedEnd) {
    enter(0xa3, signedEnd, true);
    enter(SEQUENCE, signedEnd, true);
    while (at < signedEnd) {
      const extensionEnd = enter(SEQUENCE, signedEnd);
      const id = take(6, extensionEnd);
      const isCritical = takeTrue(extensionEnd);
      enter(4, extensionEnd, true);
      const what = "\x55\x1d" + id[2] == id ? id.charCodeAt(2) : 0;
      if (what == KEY_USAGE) {
        const bits = take(BIT_STRING, extensionEnd, true);
        usage = bits.length > 1 ? bits.charCodeAt(1) : 0;
      } else if (what == ALTERNATIVE_NAME) {
        enter(SEQUENCE, extensionEnd, true);
        byCommonName = false;
        while (at < extensionEnd) {
          const tag = list[at]!;
          const value = take(tag, extensionEnd);
          if (tag == 0x82 && isNamedBy(value) || tag == 0x87 && native.toUint8Array(value).join(".") == name) isNamed = true;
        }
      } else if (what == BASIC_CONSTRAINTS) {
        enter(SEQUENCE, extensionEnd, true);
        if (takeTrue(extensionEnd)) length = 255;
        if (at < extensionEnd) {
          const most = takeNumber(extensionEnd, true);
          if (length > 0 && most.length < 2) length = most.charCodeAt(0) | 0;
        }
      } else if (what == EXTENDED_KEY_USAGE) {
        isForServers = false;
        enter(SEQUENCE, extensionEnd, true);
        while (at < extensionEnd) if (take(6, extensionEnd) == SERVER_AUTH) isForServers = true;
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
  const hash = arcOf(algorithm) as SignatureHash;
  if (take(SEQUENCE, end) != algorithm || !(hash >= RSA_SHA256 && hash <= RSA_SHA512)) throw E_CERT_ALGORITHM;
  const signature = take(BIT_STRING, end, true);
  refuseIf(signature[0] != "\0");
  // keyEncipherment of the server, keyCertSign of an issuer.
  if (!isForServers || !(usage & (depth ? 4 : 32))) throw E_CERT_USAGE;
  if (depth ? length < depth - 1 : !isNamed && !byCommonName) throw depth ? E_CERT_ISSUER : E_CERT_NAME;
  return {
    _issuer: issuer, _key: key, _from: from, _to: to, _signedAt: signedAt, _signedEnd: signedEnd, _hash: hash,
    _signature: signature.substr(1), _byCommonName: !isNamed,
  };
}
