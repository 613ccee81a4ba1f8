// The life of a device: settings and identity from flash, Wi-Fi, registration, login, online, and back again.
// One timer of a second drives everything below. It is set anew each time: where the clock jumps forwards behind the
// interpreter's back, an interval would be called for every second of the jump, one after another; where it jumps back,
// nothing is called any more, and the watchdog starts the board again.
// Every state and refusal is said as a code; nothing waits without one.
// What lives on is made of functions at the top level: a closure would keep everything of the function it was made in.
import type { Alink } from "../lib/alink.ts";
import { createAlink } from "../lib/alink.ts";
import {
  E_CLOSED, E_CONNACK_BUSY, E_CONNACK_DENIED, E_CONNACK_ID, E_CONNACK_LOGIN, E_DNS, E_NO_SECRET, E_OTHER_IDENTITY,
  E_REFUSED, E_REGISTER_ANSWER, E_REGISTER_BUSY, E_REGISTER_FORM, E_REGISTER_REFUSED, E_REGISTER_TIMEOUT, E_SAFE_MODE,
  E_SECRET_NOT_STORED, E_SECRET_REFUSED, E_TLS, E_TLS_PSK, E_TLS_TIMEOUT, E_TOO_LARGE, E_TWIN,
  S_ADDRESS, S_CONNECTING, S_ONLINE, S_REGISTERING, S_STORED, S_WAITING,
} from "../lib/codes.ts";
import { RECORD_IDENTITY } from "../lib/flash/records.ts";
import type { Backoff } from "../lib/mqtt/backoff.ts";
import { hasTwin, holds, nextWait } from "../lib/mqtt/backoff.ts";
import type { Session } from "../lib/mqtt/session.ts";
import { PIECES, RATE, SKIP, WHOLE, createSession } from "../lib/mqtt/session.ts";
import { parseJson } from "../lib/json.ts";
import { readSecret, readToken } from "../lib/register.ts";
import { closeTls, feedTls, writeTls } from "../lib/tls/link.ts";
import { random } from "../lib/random.ts";
import { begin } from "./begin.ts";
import { confirmBoot, readKept, seedRandom, useJournal } from "./flash.ts";
import { guard } from "./guard.ts";
import { has } from "./has.ts";
import { logIn } from "./login.ts";
import { post, take } from "./app/properties.ts";
import { memory } from "./memory.ts";
import { say } from "./say.ts";
import type { Stream } from "./stream.ts";
import { doubtTime, floorSec, keepTls, learnTime, now, openTls, prepareTls, tls } from "./tls.ts";
import { startWifi, tickWifi, wifiMs } from "./wifi.ts";

declare const __TLS__: string;
declare const __AUTH__: string;
declare const LK: {
  /** Of the board: TLS has its buffers among the JsVars. */
  d: number;
  /** The loader's: safe mode (run without the app), and whether the app threw. */
  safe: boolean;
  bad?: number;
  run?: () => void;
};

const TICK_MS = 1000;
/** A longer step of the clock is a jump, not time that passed. */
const JUMP_SEC = 90;
const PUSH_MS = 12000;
/** The largest whole message that is taken, bytes. */
const MAX_MESSAGE = 24576;
/** The longest that nothing moves in a TLS handshake. */
const SHAKE_MS = 30000;
/** How often the time is asked for. */
const NTP_MS = 20000;
const REFUSALS = 3;
const REFUSED_MS = 3600000;

/** What the app has beyond properties: topics, what comes on them, and what of it is to come in pieces. */
export interface Features {
  _topics(): string[];
  /** Takes a message; false when it is none of theirs. */
  _message(topic: string, payload: string): unknown;
  _inPieces(topic: string): boolean;
  _piece(piece: string, left: number): void;
  /** The device is online. */
  _up(): void;
}

/** Left out of the image where the app has none. */
let features: Features | undefined;

/** Has the device look after features. */
export function useFeatures(its: Features): void {
  features = its;
}

/** `${productKey}/${deviceName}`, empty before the start. */
export let names = "";
/** Commands that are older are refused, seconds; 0 takes any age. */
export let maxAgeSec = 0;
export let session: Session;
export let alink: Alink;

const backoff: Backoff = { _tries: 0, _kicks: 0, _upMs: 0 };
let stream: Stream | 0 = 0;
/** The one that was hung up last. */
let left: Stream | 0 = 0;
/** The stream has come about: without a handshake nothing is ever sent or heard. */
let open = 0;
let registering = 0;
let registered = 0;
let registersAgain: number | undefined;
let again = 0;
let pushMs = 0;
let waitMs = 0;
let refusals = 0;
let lastSec = 0;
let confirmed = 0;
let otherForm = 0;
let twin = false;
/** The server did not know the key. */
let keyless = 0;
let ntpMs = 0;

function wait(ms: number): undefined {
  waitMs = ms;
  say(S_WAITING, (ms / 1000) | 0);
}

function down(code: number, detail?: unknown): undefined {
  "cold";
  stream = 0;
  // The secret was stored: log in with it at the next tick.
  if (registered) {
    registered = registering = 0;
    // It counts as a try: the platform takes five connects a minute.
    nextWait(backoff, 0);
    waitMs = 0;
    return;
  }
  const isDenied = code == E_CONNACK_LOGIN || code == E_CONNACK_DENIED;
  // What a refused connection means here.
  say(!registering ? code
    : code == E_CONNACK_ID ? E_REGISTER_FORM
    : isDenied ? E_REGISTER_REFUSED
    : code == E_CONNACK_BUSY ? E_REGISTER_BUSY : code, detail);
  if (__AUTH__ == "regnwl" && registering && code == E_CONNACK_ID) otherForm = 1 - otherForm;
  if (!registering && isDenied && ++refusals >= REFUSALS) {
    say(E_SECRET_REFUSED);
    refusals = 0;
    if (__AUTH__ == "secret" || !registersAgain) return wait(REFUSED_MS);
    again = 1;
  }
  const ms = nextWait(backoff, Math.random());
  if (hasTwin(backoff) > twin) say(E_TWIN);
  twin = hasTwin(backoff);
  wait(ms);
}

/** Closes the stream, whose own end is then heeded no more. */
function hangUp(): void {
  if (__TLS__ == "verified") closeTls(tls);
  left = stream as Stream;
  stream = 0;
  left.end();
}

function send(bytes: string): void {
  try {
    (stream as Stream).write(bytes);
  } catch {
    // Closed already; its event is on the way.
  }
}

function onData(this: Stream, bytes: string): void {
  if (__TLS__ == "verified") {
    if (this == stream) session._feed(feedTls(tls, bytes) || "");
    return;
  }
  open = 1;
  if (this == stream) session._feed(bytes);
}

function onDrain(this: Stream): void {
  if (__TLS__ == "verified") {
    if (this == stream && !tls._waiting) session._drained();
    return;
  }
  open = 1;
  if (this == stream) session._drained();
}

function onClose(this: Stream): undefined {
  if (this == left) left = 0;
  if (this != stream) return;
  stream = 0;
  if (session._up && !registering) backoff._kicks++;
  if (__TLS__ == "verified") {
    closeTls(tls);
    if (!open) return down(E_TLS);
  }
  session._lost(open || __TLS__ == "plain" ? E_CLOSED : E_TLS);
}

/** Ends the connection because of `code`; 0 means that the server ended it. */
function breakOff(code: number, detail?: unknown): void {
  if (__TLS__ == "verified" && code == E_TLS_PSK) keyless = 1;
  if (stream) {
    // As where it just closes the stream.
    if (!code && session._up && !registering) backoff._kicks++;
    hangUp();
    // A session of MQTT knows a connection only behind the handshake.
    if (open) session._lost(code || E_CLOSED);
    else down(code || E_CLOSED, detail);
  }
}

/** The server has proven who it is. */
function secured(): void {
  logIn(readKept(), registering, otherForm);
  // Last: what fails before is a handshake that does not come about.
  open = 1;
}

/** Reads flash, decides between login and registration, and connects. */
function connect(): undefined {
  "cold";
  const kept = readKept();
  const settings = kept._settings;
  let identity = kept._identity;
  seedRandom();
  registersAgain = settings.re;
  if (identity && identity[0] + "/" + identity[1] != names) {
    say(E_OTHER_IDENTITY);
    identity = 0;
  }
  if (__AUTH__ != "secret" && again && kept._productSecret) identity = 0;
  // Once: where that is refused too, the old secret is tried again.
  again = 0;
  registering = +!identity;
  if (registering && (__AUTH__ == "secret" || !kept._productSecret || kept._foreign)) {
    say(E_NO_SECRET);
    return wait(REFUSED_MS);
  }
  say(registering ? S_REGISTERING : S_CONNECTING);
  pushMs = open = 0;
  if (__TLS__ == "verified") {
    const code = prepareTls(names);
    if (code) return down(code);
  }
  // It needs two runs of 16 kB there; ours needs one of 6 kB everywhere.
  if (__TLS__ == "verified" || (__TLS__ == "native" && LK.d)) E.defrag();
  try {
    stream = require(__TLS__ == "native" ? "tls" : "net").connect({ host: settings.host, port: settings.port }) as Stream;
  } catch (thrown) {
    return down(has(thrown, "locate") ? E_DNS : has(thrown, "mbed") ? E_TLS : E_REFUSED);
  }
  stream.on("data", onData);
  stream.on("drain", onDrain);
  stream.on("close", onClose);
  if (__TLS__ == "verified") {
    openTls(settings, identity && settings.psk && !keyless ? identity[2] : "", {
      _send: send, _open: secured, _down: breakOff, _later: setTimeout, _random: random, _keep: keepTls,
    });
  } else logIn(kept, registering, otherForm);
}

/** The time from the platform, in milliseconds as text. */
function takeTime(payload: string): void {
  "cold";
  let sec = 0;
  try {
    sec = parseJson(payload).serverSendTime / 1000;
  } catch {
    // No JSON, or null.
  }
  // Until 2106, when seconds no longer fit in a record.
  if (sec > floorSec && sec < 4294967296) {
    const code = learnTime(Math.floor(sec));
    if (code) return breakOff(code);
    lastSec = getTime();
  }
}

function message(topic: string, payload: string): void {
  memory();
  if (__AUTH__ != "secret" && registering) {
    // Nothing else comes to a connection that only registers.
    store(payload);
  } else if (__TLS__ == "verified" && topic.startsWith("/ext/ntp/")) {
    // Not from here, nor below: what it leads to takes much of the stack.
    setTimeout(takeTime, 0, payload);
  } else if (!features || !features._message(topic, payload)) alink._take(topic, payload);
}

/** A message is collected only where it fits twice into what memory is left, for the app must do something with it. */
function plan(topic: string, lenBytes: number): number {
  if (features && features._inPieces(topic)) return PIECES;
  // A JsVar holds ten bytes at least.
  if (lenBytes < MAX_MESSAGE && lenBytes < memory().free * 5) return WHOLE;
  say(E_TOO_LARGE, topic);
  return SKIP;
}

function piece(bytes: string, left: number): void {
  if (features) features._piece(bytes, left);
}

function store(payload: string): void {
  "cold";
  const record = __AUTH__ == "regnwl" ? readToken(payload, names) : readSecret(payload, names);
  if (record) {
    useJournal((journal) => {
      // Another secret than before: no session of before is resumed.
      if (__TLS__ == "verified" && journal._get(RECORD_IDENTITY)) keepTls("");
      const code = journal._put(RECORD_IDENTITY, record);
      if (code) say(code);
    });
  }
  if (!record) say(E_REGISTER_ANSWER);
  // Read back: only what the next start will find counts.
  else if (useJournal((journal) => journal._get(RECORD_IDENTITY)) != record) say(E_SECRET_NOT_STORED);
  else {
    // The login reads it from flash: a secret that was in memory alone must not be activated.
    registered = 1;
    say(S_STORED);
  }
  // Not from here: a farewell over TLS of our own takes much of the stack.
  if (__TLS__ == "verified") setTimeout(session._close);
  else session._close();
}

function up(): void {
  if (registering) return;
  refusals = 0;
  say(S_ONLINE);
  // An app that threw has not proven itself, although the device is online.
  if (!confirmed && !LK.bad) confirmBoot();
  confirmed = 1;
  // They have a turn of their own; a getter of a property may throw.
  if (features) features._up();
  if (__TLS__ == "verified") setTimeout(post);
  else post();
}

/** Wi-Fi has an address (0), or `code` says what went wrong. */
function wifiNews(code: number): void {
  say(code || S_ADDRESS);
  if (code && stream) {
    if (__TLS__ == "verified") breakOff(code);
    else {
      hangUp();
      session._lost(code);
    }
  }
}

function tick(): void {
  // First: what fails below does not stop it.
  setTimeout(tick, TICK_MS);
  memory();
  const sec = getTime();
  const passed = sec - lastSec;
  const elapsed = passed >= 0 && passed < JUMP_SEC ? (passed * 1000) | 0 : TICK_MS;
  if (__TLS__ == "verified" && (passed < 0 || passed > JUMP_SEC)) doubtTime();
  lastSec = sec;
  tickWifi(elapsed);
  if (stream) {
    if (__TLS__ == "verified" && !open && (tls._quietMs += elapsed) > SHAKE_MS) breakOff(E_TLS_TIMEOUT);
    else session._tick(elapsed);
    if (session._up) {
      holds(backoff, elapsed);
      if (!registering) {
        alink._tick(elapsed);
        if (__TLS__ == "verified" && !now() && (ntpMs -= elapsed) < 0) {
          ntpMs = NTP_MS;
          const topic = "/ext/ntp/" + names;
          session._subscribe([topic + "/response"]);
          session._publish(topic + "/request", '{"deviceSendTime":"0"}', 0);
        }
      }
      else if ((pushMs += elapsed) > PUSH_MS) {
        say(E_REGISTER_TIMEOUT);
        session._close();
      }
    }
  } else if ((waitMs -= elapsed) <= 0 && !wifiMs) {
    // With bytes that the peer never took it would stay for ever; and while TLS is open, memory must not be put in order.
    if (left) left.clsNow = 1;
    else connect();
  }
  // Last: a tick that never gets here any more, for want of memory say, is a device that no longer lives.
  E.kickWatchdog();
}

/** Starts the device, once. `main` is what the app does besides (timers, sensors); safe mode leaves it out. */
export function start(main?: () => void): void {
  if (session) return;
  const settings = begin();
  if (!settings) return;
  names = settings.pk + "/" + settings.dn;
  maxAgeSec = settings.age || 0;
  session = createSession({
    _send: __TLS__ == "verified" ? (bytes) => writeTls(tls, bytes) : send,
    _close: hangUp, _up: up, _down: down, _message: message, _plan: plan, _piece: piece, _error: say,
  }, RATE);
  alink = createAlink(names, maxAgeSec, session, now, take, post as any, say);
  if (features) session._subscribe(features._topics());
  guard();
  startWifi(wifiNews);
  setTimeout(tick, TICK_MS);
  if (LK.safe) say(E_SAFE_MODE);
  else if (main) main();
}

// For the loader, when the app throws before it has started the device.
LK.run = start;
