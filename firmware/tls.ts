// TLS of our own on the board: what it is given (roots, time, a session or a key of the device's own), and what it leaves
// behind in flash for the next connection.
import { E_CERT_EARLY, E_CERT_EXPIRED } from "../lib/codes.ts";
import { RECORD_SESSION, RECORD_TIME, packFields } from "../lib/flash/records.ts";
import { packWord, unpackWord } from "../lib/flash/word.ts";
import type { Settings } from "../lib/settings.ts";
import { min } from "../lib/short.ts";
import { prepareHmac, toHex } from "../lib/sign/hmac.ts";
import { startTls } from "../lib/tls/handshake.ts";
import { LIFE_AT, MASTER_AT, MASTER_BYTES, TO_AT } from "../lib/tls/kept.ts";
import type { Tls, TlsHost } from "../lib/tls/link.ts";
import { crypto, toBytes, useNative } from "../lib/tls/native.ts";
import { ROOTS_FILE } from "../lib/tls/roots.ts";
import { useJournal } from "./flash.ts";
import { sign } from "./hash.ts";
import { startRandom } from "./random.ts";

declare const __SIGN__: string;
declare const __NATIVE_SHA256__: boolean;
declare const __TLS__: string;

const DAY_SEC = 86400;
const WEEK_SEC = 604800;
/** A clock that is less wrong is left alone. */
const CLOCK_OFF_SEC = 5;
/** Sessions are written no more often. */
const KEEP_SEC = 600;
/** 2023: a clock before it was never set. */
const CLOCK_SET_SEC = 1.7e9;

/** The present connection, or the last. */
export let tls: Tls;
/** A time that is surely over, seconds since 1970; at first that of a clock which was set once. */
export let floorSec = CLOCK_SET_SEC;
/** What a kept session belongs to, and when one was written last. */
let binding = "";
let keptSec = -KEEP_SEC;
/** The platform has told the time. */
let told = 0;

/** Milliseconds since 1970, or 0 while the clock is unset. Over a verified link only what the platform has said counts,
 *  until the clock jumps: else one that is years ahead would have every certificate refused. */
export function now(): number {
  return (__TLS__ == "verified" ? told : getTime() > CLOCK_SET_SEC) ? getTime() * 1000 : 0;
}

/** The clock has jumped. */
export function doubtTime(): void {
  told = 0;
}

/** What a connection takes: 0, or the code why there can be none. */
export function prepareTls(names: string): number {
  useNative(E as any, require("crypto") as any);
  return startRandom(names);
}

/** Keeps a session in flash, or with "" none. */
export function keepTls(session: string): void {
  "cold";
  // A clock that jumps back must not hold it up for ever.
  if (session) {
    if (Math.abs(getTime() - keptSec) < KEEP_SEC) return;
    keptSec = getTime();
  }
  useJournal((journal, fieldsOf) => {
    const old = fieldsOf(RECORD_SESSION);
    // A new ticket does not make a secret younger.
    const isSame = old[2] && old[2].substr(MASTER_AT, MASTER_BYTES) == session.substr(MASTER_AT, MASTER_BYTES);
    journal._put(RECORD_SESSION, session && packFields([
      binding, isSame ? old[1] : packWord(Math.max(now() / 1000, floorSec)), session,
    ]));
  }, true);
}

/** Says hello on a connection just made; `secret` is the DeviceSecret where the server knows the device by a key that is
 *  made of it, else "". */
export function openTls(settings: Settings, secret: string, host: TlsHost): Tls {
  "cold";
  const roots: string = require("Storage").read(ROOTS_FILE) || "";
  let session = "";
  useJournal((journal, fieldsOf) => {
    floorSec = Math.max(floorSec, unpackWord(journal._get(RECORD_TIME), 0), settings.at || 0);
    binding = packWord(E.CRC32(
      [settings.host, settings.port, settings.sni, settings.psk, settings.pk, settings.dn, secret, E.CRC32(roots)].join(),
    ));
    const fields = fieldsOf(RECORD_SESSION);
    const kept = fields[2];
    const sec = Math.max(now() / 1000, floorSec);
    if (
      fields[0] == binding && sec <= unpackWord(kept, TO_AT) &&
      sec - unpackWord(fields[1], 0) < min(WEEK_SEC, unpackWord(kept, LIFE_AT) || WEEK_SEC)
    ) session = kept;
  }, true);
  const name = settings.dn;
  const id = settings.pk + "&" + name;
  /** HMAC-SHA256 in hex. */
  const hmacSha256 = __SIGN__ == "hmacsha256" && __NATIVE_SHA256__ ? sign
    : (key: string, content: string): string => toHex(toBytes(prepareHmac<any>(crypto.SHA256 as any, key)(content)));
  return tls = startTls(host, {
    _name: settings.sni || settings.host, _roots: roots, _nowSec: now() / 1000, _floorSec: floorSec, _known: tls ? tls._known : "",
    _identity: "devicename|hmacsha256|" + id + "|2524608000000",
    // The text of the digest is the key (protocol notes on TLS-PSK; official C SDK).
    _psk: secret && hmacSha256(secret, "id" + id + "timestamp2524608000000").toUpperCase(),
    _session: session, _fragment: 2,
  });
}

/** Says hello on a connection beside that one, to a server called `name` of which nothing is kept. */
export function openOther(name: string, host: TlsHost): Tls {
  "cold";
  return startTls(host, {
    _name: name, _roots: require("Storage").read(ROOTS_FILE) || "", _nowSec: now() / 1000, _floorSec: floorSec, _known: "",
    _identity: "", _psk: "", _session: "", _fragment: 2,
  });
}

/** The verified server has told the time: 0, or the code why its certificates don't fit it. */
export function learnTime(sec: number): number {
  "cold";
  const code = sec > tls._to ? E_CERT_EXPIRED : sec < tls._from ? E_CERT_EARLY : 0;
  // A time that does not fit is not learned: one that is too late would lock every server out for ever.
  if (code) keepTls("");
  else {
    told = 1;
    // Not where it is right: setting the clock stalls the timers of Espruino on a PC (measured on 2v29).
    if (Math.abs(getTime() - sec) > CLOCK_OFF_SEC) setTime(sec);
    if (sec - floorSec > DAY_SEC) {
      floorSec = sec;
      useJournal((journal) => journal._put(RECORD_TIME, packWord(sec)), true);
    }
  }
  return code;
}
