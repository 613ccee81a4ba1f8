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

const COMMON_NAME = "\x55\x04\x03";
const SERVER_AUTH = "\x2b\x06\x01\x05\x05\x07\x03\x01";

/** Whether a certificate's DNS name is `host`, which is in lower case (RFC 6125 section 6.4): a wildcard is the whole first
 *  label and stands for one label, with two labels at least behind it. */
function isNameOf(host: string, name: string): boolean {
  name = name.toLowerCase();
  const rest = name.substr(1);
  return name == host ||
    name[0] == "*" && rest[0] == "." && rest.indexOf(".", 1) > 0 && host.indexOf(".") > 0 && host.substr(host.indexOf(".")) == rest;
}

/** Seconds since 1970 of UTCTime (13 characters) or GeneralizedTime (15) in the forms of RFC 5280 section 4.1.2.5. */
function readTime(text: string): number {
  // UTCTime from 50 on is of the last century.
  if (text.length == 13) text = (text < "5" ? "20" : "19") + text;
  const part = (at: number): number => +text.substr(at, 2);
  let month = part(4);
  const day = part(6);
  if (
    text.length != 15 || !/^\d+Z$/.test(text) || !(month > 0 && month < 13 && day > 0) ||
    // Two bits for each month: its days beyond 28, of a leap year.
    day - 28 > ((0x3bbeedc >> (month * 2)) & 3) || part(8) > 23 || part(10) > 59 || part(12) > 59
  ) throw E_CERT_MALFORMED;
  // Years begin with March here, so that the leap day comes last.
  const year = part(0) * 100 + part(2) - +(month < 3);
  month = (month + 9) % 12;
  return (
    (365 * year + (year >> 2) - ((year / 100) | 0) + ((year / 400) | 0) + (((153 * month + 2) / 5) | 0) + day - 719469) * 24 +
    part(8)
  ) * 3600 + part(10) * 60 + part(12);
}

/**
 * Reads and judges the certificate in `list` from `at` to `end`. `depth` 0 is that of the server, which must be for the host
 * `name`, a DNS name or an IPv4 address; from 1 on it is to have issued that of `depth` - 1, whose issuer is `name`. Returns
 * undefined when it is of another name than that. Neither validity nor signature is judged, nor the extension of version 1.
 */
export function readCertificate(
  list: Uint8Array, at: number, end: number, depth: number, name: string,
): Certificate | undefined {
  const isAddress = /^[\d.]+$/.test(name);
  const host = name.toLowerCase();

  // Goes to the content of the element that begins here, and returns its end.
  function enter(tag: number, limit: number, isLast?: boolean): number {
    const first = list[at++];
    let lenBytes = list[at++]!;
    const lenLength = lenBytes - 128;
    if (lenLength > -1) {
      lenBytes = list[at++]!;
      if (lenLength == 2) lenBytes = (lenBytes << 8) | list[at++]!;
      // As short as can be, and no certificate takes more than two bytes.
      if (lenLength == 1 ? lenBytes < 128 : lenLength != 2 || lenBytes < 256) throw E_CERT_MALFORMED;
    }
    const stop = at + lenBytes;
    if (first != tag || !(isLast ? stop == limit : stop <= limit)) throw E_CERT_MALFORMED;
    return stop;
  }

  function take(tag: number, limit: number, isLast?: boolean): string {
    const stop = enter(tag, limit, isLast);
    const bytes = native.toString(list.subarray(at, stop));
    at = stop;
    return bytes;
  }

  // The bytes of a number that is not negative, without zeros before it.
  function takeNumber(limit: number, isLast?: boolean): string {
    const bytes = take(INTEGER, limit, isLast);
    const first = bytes.charCodeAt(0);
    if (!(first < 128) || !first && bytes.charCodeAt(1) < 128) throw E_CERT_MALFORMED;
    return first ? bytes : bytes.substr(1);
  }

  // The content of a BIT STRING of whole bytes.
  function takeBits(limit: number): string {
    const bytes = take(BIT_STRING, limit, true);
    if (bytes[0] != "\0") throw E_CERT_MALFORMED;
    return bytes.substr(1);
  }

  // 1.2.840.113549.1.1.x without parameters (RFC 3279 section 2.2.1, RFC 4055 section 5): x, or NaN for another one.
  const arcOf = (algorithm: string): number =>
    algorithm.substr(0, 10) + algorithm.substr(11) == "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x05\0" ? algorithm.charCodeAt(10) : NaN;

  enter(SEQUENCE, end, true);
  const signedAt = at;
  const signedEnd = enter(SEQUENCE, end);
  const hasVersion = list[at] == 0xa0;
  // Version 3; 1 is the default, and nobody has 2.
  if (hasVersion && take(0xa0, signedEnd) != "\x02\x01\x02") throw E_CERT_MALFORMED;
  at = enter(INTEGER, signedEnd);
  const algorithm = take(SEQUENCE, signedEnd);
  const issuer = take(SEQUENCE, signedEnd);
  let stop = enter(SEQUENCE, signedEnd);
  const from = readTime(take(list[at] == 23 ? 23 : 24, stop));
  const to = readTime(take(list[at] == 23 ? 23 : 24, stop, true));

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
      if (type == COMMON_NAME && !isAddress && isNameOf(host, value)) byCommonName = true;
    }
  }

  stop = enter(SEQUENCE, signedEnd);
  if (arcOf(take(SEQUENCE, stop)) != 1) throw E_CERT_KEY;
  enter(BIT_STRING, stop, true);
  if (list[at++]) throw E_CERT_MALFORMED;
  enter(SEQUENCE, stop, true);
  const modulus = takeNumber(stop);
  const exponent = takeNumber(stop, true);
  const key = { _n: modulus, _e: exponent.length > 4 ? 0 : unpackWord("\0\0\0" + exponent, exponent.length - 1) };
  if (!isRsaKey(key)) throw E_CERT_KEY;

  let seen = 0;
  let usage = 255;
  let isForServers = true;
  // How many others may stand between it and the server's; -1: it may issue none.
  let length = -1;
  if (at < signedEnd) {
    if (!hasVersion) throw E_CERT_MALFORMED;
    enter(0xa3, signedEnd, true);
    enter(SEQUENCE, signedEnd, true);
    while (at < signedEnd) {
      const extensionEnd = enter(SEQUENCE, signedEnd);
      const id = take(6, extensionEnd);
      const isCritical = list[at] == 1;
      if (isCritical && take(1, extensionEnd) != "\xff") throw E_CERT_MALFORMED;
      enter(4, extensionEnd, true);
      const what = id.length == 3 && id.substr(0, 2) == "\x55\x1d" ? id.charCodeAt(2) : 0;
      if (what == KEY_USAGE) {
        const bits = take(BIT_STRING, extensionEnd, true);
        usage = bits.length > 1 ? bits.charCodeAt(1) : 0;
      } else if (what == ALTERNATIVE_NAME) {
        enter(SEQUENCE, extensionEnd, true);
        byCommonName = false;
        while (at < extensionEnd) {
          const tag = list[at]!;
          const value = take(tag, extensionEnd);
          if (isAddress ? tag == 0x87 && native.toUint8Array(value).join(".") == name : tag == 0x82 && isNameOf(host, value)) {
            isNamed = true;
          }
        }
      } else if (what == BASIC_CONSTRAINTS) {
        enter(SEQUENCE, extensionEnd, true);
        if (list[at] == 1) {
          if (take(1, extensionEnd) != "\xff") throw E_CERT_MALFORMED;
          length = 255;
        }
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
      // Each once at most; 37 is 5 here.
      if ((seen >> (what & 31)) & 1) throw E_CERT_MALFORMED;
      seen |= 1 << (what & 31);
    }
  }

  at = signedEnd;
  const hash = arcOf(algorithm) as SignatureHash;
  if (take(SEQUENCE, end) != algorithm || !(hash >= RSA_SHA256 && hash <= RSA_SHA512)) throw E_CERT_ALGORITHM;
  const signature = takeBits(end);
  // keyEncipherment of the server, keyCertSign of an issuer.
  if (!isForServers || !(usage & (depth ? 4 : 32))) throw E_CERT_USAGE;
  if (depth ? length < depth - 1 : !isNamed && !byCommonName) throw depth ? E_CERT_ISSUER : E_CERT_NAME;
  return {
    _issuer: issuer, _key: key, _from: from, _to: to, _signedAt: signedAt, _signedEnd: signedEnd, _hash: hash,
    _signature: signature, _byCommonName: !isNamed,
  };
}
