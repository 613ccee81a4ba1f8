// HTTPS as a link of its own, for devices that wake, report and sleep: registration where that is the device's kind, a
// token that is kept in memory, and reports one after another on one connection, which is closed when none is left.
// There is no way down: the platform's answer says only that a report was taken. Every outcome is a code.
import {
  E_HTTP_AUTH, E_HTTP_BUSY, E_HTTP_KIND, E_HTTP_REFUSED, E_HTTP_STATUS, E_HTTP_TOKEN, E_HTTP_TOPIC, E_NO_SECRET,
  E_OTHER_IDENTITY, E_PLAIN_PUBLIC, E_QUEUE_FULL, E_REGISTER_ANSWER, E_REGISTER_BUSY, E_REGISTER_FORM, E_REGISTER_REFUSED, E_SAFE_MODE,
  E_SECRET_NOT_STORED, E_SECRET_REFUSED, S_ADDRESS, S_CONNECTING, S_ONLINE, S_REGISTERING, S_STORED, S_WAITING,
} from "../../lib/codes.ts";
import { RECORD_IDENTITY } from "../../lib/flash/records.ts";
import type { Http } from "../../lib/http.ts";
import { httpHead, isPath, readDate } from "../../lib/http.ts";
import { toJson } from "../../lib/json.ts";
import { isPrivateHost } from "../../lib/private-host.ts";
import type { Backoff } from "../../lib/mqtt/backoff.ts";
import { nextWait } from "../../lib/mqtt/backoff.ts";
import type { Answer } from "../../lib/platform-http.ts";
import {
  AUTH_PATH, BYTES_TYPE, COMMON_ERROR, FORM_TYPE, JSON_TYPE, REGISTER_PATH, TOKEN_EXPIRED, TOKEN_UNKNOWN, TOO_MANY,
  TOPIC_PATH, authBody, readAnswer, registerForm,
} from "../../lib/platform-http.ts";
import { readSecret } from "../../lib/register.ts";
import type { Settings } from "../../lib/settings.ts";
import { PROPERTY_POST } from "../../lib/topics.ts";
import { begin } from "../begin.ts";
import { confirmBoot, readKept, seedRandom, useJournal } from "../flash.ts";
import { guard } from "../guard.ts";
import { sign } from "../hash.ts";
import type { Target } from "../http.ts";
import { ask, breakOff, closeHttp, hostField, isClosing, isConnected, tickHttp } from "../http.ts";
import { PART_PROPERTY } from "../model.ts";
import { say } from "../say.ts";
import { floorSec, keepTls, learnTime, now, openTls, prepareTls } from "../tls.ts";
import { startWifi, tickWifi, wifiMs } from "../wifi.ts";
import type { Values } from "./reports.ts";
import { faultOf } from "./reports.ts";

declare const __AUTH__: string;
declare const __SIGN__: string;
declare const __TLS__: string;
declare const LK: {
  /** Of the board: TLS has its buffers among the JsVars. */
  d: number;
  safe: boolean;
  bad?: number;
  run?: () => void;
};

const TICK_MS = 1000;
/** A longer step of the clock is a jump, not time that passed. */
const JUMP_SEC = 90;
const REFUSALS = 3;
const REFUSED_MS = 3600000;
/** Reports that wait, and how often one is tried. */
const MAX_WAITING = 8;
const TRIES = 3;
/** The longest answer of the platform, bytes; its own have 200 at most. */
const MAX_ANSWER = 4096;

/** How a report ended: 0, then `detail` is the platform's messageId as text; or a code, with the platform's own behind
 *  E_HTTP_REFUSED. */
export type Sent = (code: number, detail?: unknown) => void;

interface Waiting {
  /** A whole topic, or one behind /user/. */
  _topic: string;
  _payload: string;
  _sent: Sent | undefined;
  _tries: number;
  /** It was refused for its token before. */
  _renewed: number;
}

/** What is being asked. */
const REGISTER = 1;
const AUTH = 2;
const REPORT = 3;

const queue: Waiting[] = [];
const backoff: Backoff = { _tries: 0, _kicks: 0, _upMs: 0 };
let names = "";
let token = "";
let asking = 0;
let waitMs = 0;
let lastSec = 0;
let lastId = 0;
let refusals = 0;
let again = 0;
let registersAgain: number | undefined;
let confirmed = 0;
/** The answer that comes. */
let status = 0;
let date = "";
let text = "";

function wait(ms: number): void {
  waitMs = ms;
  say(S_WAITING, (ms / 1000) | 0);
}

/** The first report that waits has ended. */
function end(code: number, detail?: unknown): void {
  const its = queue.shift() as Waiting;
  if (code) say(code, detail);
  try {
    if (its._sent) its._sent(code, detail);
  } catch (thrown) {
    say(0, thrown);
  }
}

/** What was asked did not come about: it is asked again later, for a report a few times. */
function fail(code: number, detail?: unknown): void {
  const ms = nextWait(backoff, Math.random());
  if (queue[0] && ++queue[0]._tries >= TRIES) end(code, detail);
  else say(code, detail);
  wait(ms);
}

function takeRegistered({ _code, _data }: Answer): void {
  "cold";
  if (_code != 200) {
    return fail(_code == 460 || _code == 6292 ? E_REGISTER_FORM : _code == 500 ? E_REGISTER_BUSY : E_REGISTER_REFUSED, _code);
  }
  const record = readSecret(toJson(_data), names);
  if (!record) return fail(E_REGISTER_ANSWER);
  useJournal((journal) => {
    const code = journal._put(RECORD_IDENTITY, record);
    if (code) say(code);
  });
  // Read back: a secret that was in memory alone must not be activated.
  if (useJournal((journal) => journal._get(RECORD_IDENTITY)) != record) return fail(E_SECRET_NOT_STORED);
  say(S_STORED);
}

function takeToken({ _code, _info }: Answer): void {
  "cold";
  if (_code == TOO_MANY) return fail(E_HTTP_BUSY);
  token = _code || typeof _info.token != "string" ? "" : _info.token;
  if (!token) {
    fail(E_HTTP_AUTH, _code);
    if (++refusals < REFUSALS) return;
    refusals = 0;
    say(E_SECRET_REFUSED);
    again = registersAgain ? 1 : 0;
    if (__AUTH__ == "secret" || !again) wait(REFUSED_MS);
    return;
  }
  refusals = backoff._tries = 0;
  say(S_ONLINE);
  // An app that threw has not proven itself, although the device is online.
  if (!confirmed && !LK.bad) confirmBoot();
  confirmed = 1;
}

function takeReported({ _code, _info }: Answer): void {
  if (!_code) {
    backoff._tries = 0;
    end(0, "" + _info.messageId);
  } else if (_code == TOKEN_EXPIRED || _code == TOKEN_UNKNOWN) {
    token = "";
    // Once: a token that is new and not taken will not be taken the next time.
    if (queue[0]._renewed++) fail(E_HTTP_TOKEN, _code);
  } else if (_code == TOO_MANY) fail(E_HTTP_BUSY);
  else if (_code == COMMON_ERROR) fail(E_HTTP_REFUSED, _code);
  else end(E_HTTP_REFUSED, _code);
}

/** The answer is there, or will not come. */
function answered(code: number): void {
  const what = asking;
  const answer = code || (status == 200 ? readAnswer(text) : E_HTTP_STATUS);
  asking = 0;
  text = "";
  if (__TLS__ == "verified" && !code && !now()) {
    const sec = readDate(date);
    const wrong = sec > floorSec && learnTime(sec);
    lastSec = getTime();
    // The certificates don't fit it: nothing that came is believed.
    if (wrong) {
      closeHttp();
      return fail(wrong);
    }
  }
  if (typeof answer == "number") fail(answer, answer == E_HTTP_STATUS ? status : undefined);
  else if (what == REGISTER) takeRegistered(answer);
  else if (what == AUTH) takeToken(answer);
  else takeReported(answer);
  next();
}

function onField(name: string, value: string): void {
  if (name == "date") date = value;
}

function onHead(its: Http): void {
  status = its._status;
}

function onPiece(bytes: string): void {
  text += bytes;
}

function onDone(code: number): void {
  // Not from here, where the stack is deep.
  setTimeout(answered, 0, code);
}

function post(settings: Settings, host: string, path: string, fields: string, body: string): void {
  const target: Target = {
    _host: host, _port: settings.hp || 443,
    _secure: __TLS__ == "verified" && ((tlsHost) => {
      tlsHost._keep = keepTls;
      settings.sni = settings.hh || settings.rh ? "" : settings.sni;
      settings.host = host;
      settings.port = target._port;
      settings.psk = 0;
      return openTls(settings, "", tlsHost);
    }),
  };
  date = "";
  ask(
    target, [httpHead("POST", hostField(target), path, fields + "\r\n", body.length), body],
    { _field: onField, _head: onHead, _piece: onPiece, _done: onDone }, MAX_ANSWER,
  );
}

/** Asks for what comes next: a secret, a token, or that the first report is taken. */
function step(): void {
  "cold";
  const kept = readKept();
  const settings = kept._settings;
  const type = "Content-Type: ";
  let identity = kept._identity;
  if (identity && identity[0] + "/" + identity[1] != names) {
    say(E_OTHER_IDENTITY);
    identity = 0;
  }
  registersAgain = settings.re;
  if (__AUTH__ == "register" && again && kept._productSecret) identity = 0;
  // Once: where that is refused too, the old secret is tried again.
  again = 0;
  // A token of a registration without a pre-created name signs nothing.
  const isMute = __AUTH__ == "regnwl" && !(identity && identity[2]);
  if (isMute || (!identity && (__AUTH__ == "secret" || !kept._productSecret || kept._foreign))) {
    const code = isMute ? E_HTTP_KIND : E_NO_SECRET;
    say(code);
    // As many as there are now: who hears it may report again.
    for (let n = queue.length; n--; ) end(code);
    return wait(REFUSED_MS);
  }
  if (!isConnected()) {
    seedRandom();
    if (__TLS__ == "verified") {
      const code = prepareTls(names);
      if (code) return fail(code);
    }
    if (__TLS__ == "verified" || (__TLS__ == "native" && LK.d)) E.defrag();
  }
  const host = settings.hh || settings.host;
  if (!identity) {
    asking = REGISTER;
    say(S_REGISTERING);
    post(
      settings, settings.rh || host, REGISTER_PATH, type + FORM_TYPE,
      registerForm(settings.pk, settings.dn, (Math.random() * 2e9) | 0, kept._productSecret, __SIGN__, sign),
    );
  } else if (!token) {
    asking = AUTH;
    say(S_CONNECTING);
    post(
      settings, host, AUTH_PATH, type + JSON_TYPE,
      authBody(settings.pk, settings.dn, settings.cid || settings.pk + "." + settings.dn, identity[2], __SIGN__, sign),
    );
  } else {
    const its = queue[0];
    asking = REPORT;
    post(
      settings, host, TOPIC_PATH + (its._topic[0] == "/" ? its._topic : "/" + names + "/user/" + its._topic).replace("~", names),
      "password: " + token + "\r\n" + type + BYTES_TYPE, its._payload,
    );
  }
}

function next(): void {
  if (asking || waitMs > 0 || wifiMs || isClosing()) return;
  // A start that was never online has to prove itself, whether there is something to report or not.
  if (confirmed && !queue[0]) closeHttp();
  else step();
}

function wifiNews(code: number): void {
  say(code || S_ADDRESS);
  if (code) breakOff(code);
  else setTimeout(next, 0);
}

function tick(): void {
  // First: what fails below does not stop it.
  setTimeout(tick, TICK_MS);
  const passed = getTime() - lastSec;
  const elapsed = passed >= 0 && passed < JUMP_SEC ? (passed * 1000) | 0 : TICK_MS;
  lastSec = getTime();
  tickWifi(elapsed);
  tickHttp(elapsed);
  waitMs -= elapsed;
  next();
  // Last: a tick that never gets here any more, for want of memory say, is a device that no longer lives.
  E.kickWatchdog();
}

function enqueue(topic: string, payload: string, sent: Sent | undefined): number {
  if (queue.length >= MAX_WAITING) return E_QUEUE_FULL;
  queue.push({ _topic: topic, _payload: payload, _sent: sent, _tries: 0, _renewed: 0 });
  // Reports of one turn share a connection.
  if (names) setTimeout(next, 0);
  return 0;
}

/** Reports values of properties over HTTPS, each bare or as {value, time}; 0 when they are on their way, or a code. `sent` is
 *  called with 0 and the messageId, or with a code; what the thing model refuses the platform tells nobody. */
export function reportHttp(values: Values, sent?: Sent): number {
  try {
    return faultOf(PART_PROPERTY, values) ||
      enqueue("/sys/~/thing/" + PROPERTY_POST, '{"id":"' + ++lastId + '","version":"1.0","params":' + toJson(values) + "}", sent);
  } catch (thrown) {
    // A value that JSON does not have.
    return thrown as number;
  }
}

/** Sends bytes over HTTPS on the custom topic `/${productKey}/${deviceName}/user/` + `topic`, or on a whole topic, which
 *  begins with a slash and may have "~" for `${productKey}/${deviceName}`; 0 when they are on their way, or a code. */
export function sendHttp(topic: string, payload: string, sent?: Sent): number {
  return isPath("/" + topic) ? enqueue(topic, payload, sent) : E_HTTP_TOPIC;
}

/** Starts the device on HTTPS, once, in place of `start`. `main` is what the app does besides; safe mode leaves it out. */
export function startHttp(main?: () => void): void {
  if (names) return;
  const settings = begin();
  if (!settings) return;
  if (__TLS__ == "plain" && settings.hh && !isPrivateHost(settings.hh)) return say(E_PLAIN_PUBLIC, settings.hh);
  names = settings.pk + "/" + settings.dn;
  guard();
  startWifi(wifiNews);
  setTimeout(tick, 0);
  if (LK.safe) say(E_SAFE_MODE);
  else if (main) main();
}

// For the loader, when the app throws before it has started the device.
LK.run = startHttp;
