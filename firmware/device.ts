// The life of a device: settings and identity from flash, Wi-Fi, registration, login, online, and back again.
// One timer of a second drives everything below. It is set anew each time: where the clock jumps forwards behind the
// interpreter's back, an interval would be called for every second of the jump, one after another; where it jumps back,
// nothing is called any more, and the watchdog starts the board again.
// Every state and refusal is said as a code; nothing waits without one.
import { Alink } from "../lib/alink.ts";
import {
  E_APP_THREW, E_CLOCK_UNSET, E_CLOSED, E_CONNACK_BUSY, E_CONNACK_DENIED, E_CONNACK_ID, E_CONNACK_LOGIN, E_LINK_OTHER,
  E_LINK_PLAIN, E_LINK_UNVERIFIED, E_NO_SECRET, E_OTHER_IDENTITY, E_REGISTER_ANSWER, E_REGISTER_BUSY, E_REGISTER_FORM,
  E_REGISTER_REFUSED, E_REGISTER_TIMEOUT, E_SAFE_MODE, E_SECRET_NOT_STORED, E_SECRET_REFUSED, E_TLS, E_TOO_LARGE,
  E_TWIN,
  S_ADDRESS, S_BOOT, S_CONNECTING, S_ONLINE, S_REGISTERING, S_STORED, S_WAITING, S_WIFI,
} from "../lib/codes.ts";
import type { Backoff } from "../lib/mqtt/backoff.ts";
import { createBackoff } from "../lib/mqtt/backoff.ts";
import type { Session } from "../lib/mqtt/session.ts";
import { RATE, SKIP, WHOLE, createSession } from "../lib/mqtt/session.ts";
import type { Identity } from "../lib/register.ts";
import { readRegistration } from "../lib/register.ts";
import type { Settings } from "../lib/settings.ts";
import { confirmBoot, forgiveStart, readSecrets, readStart, storeIdentity } from "./flash.ts";
import { guard, kick } from "./guard.ts";
import { loginOf } from "./login.ts";
import { listener, say } from "./say.ts";
import type { Stream } from "./stream.ts";
import { openStream } from "./stream.ts";
import { Wifi } from "./wifi.ts";

declare const __TLS__: string;
declare const __VERSION__: string;
declare const __AUTH__: string;
/** The loader's: the slot when it was not confirmed before, and whether the app threw. */
declare const LK: { slot: string | false; bad?: number; run?: () => void };

const TICK_MS = 1000;
/** A longer step of the clock is a jump, not time that passed. */
const JUMP_MS = 90000;
const PUSH_MS = 12000;
/** The largest whole message that is taken, bytes. */
const MAX_MESSAGE = 24576;
const REFUSALS = 3;
const REFUSED_MS = 3600000;
/** 2023: a clock before it was never set. */
const CLOCK_SET_MS = 1.7e12;

/** What the app gives and hears. */
export const app: {
  /** Takes a value from the platform; false when the app has no such property. */
  _set: (identifier: string, value: any) => boolean;
  /** Called each time the device comes online, and with the identifiers the platform has set. */
  _report: (identifiers?: string[]) => void;
  /** The custom topics, and what comes on them. */
  _topics?: () => string[];
  _message?: (topic: string, payload: string) => void;
  /** Starts what the app does besides; left out in safe mode. */
  _main?: () => void;
} = { _set: () => false, _report: () => {} };

export let settings: Settings;
export let session: Session;
export let alink: Alink;

let wifi: Wifi;
let backoff: Backoff;
let stream: Stream | undefined;
/** The one that was hung up last. */
let left: Stream | undefined;
let registering = false;
let registered = false;
let again = false;
let pushMs = 0;
let waitMs = 0;
let refusals = 0;
let lastMs = 0;
let confirmed = false;
let otherForm = false;
let twin = false;

/** Milliseconds since 1970, or 0 while the clock is unset. */
export function now(): number {
  const ms = Math.floor(Date.now());
  return ms > CLOCK_SET_MS ? ms : 0;
}

function wait(ms: number): void {
  waitMs = ms;
  say(S_WAITING, Math.round(ms / 1000));
}

/** What a refused or ended connection means here, said once. */
function meaning(code: number): number {
  if (!registering) return code;
  if (code == E_CONNACK_ID) return E_REGISTER_FORM;
  if (code == E_CONNACK_LOGIN || code == E_CONNACK_DENIED) return E_REGISTER_REFUSED;
  if (code == E_CONNACK_BUSY) return E_REGISTER_BUSY;
  return code;
}

function down(code: number): void {
  stream = undefined;
  // The secret was stored: log in with it at the next tick.
  if (registered) {
    registered = registering = false;
    // It counts as a try: the platform takes five connects a minute.
    backoff._next(0);
    waitMs = 0;
    return;
  }
  say(meaning(code));
  if (__AUTH__ == "regnwl" && registering && code == E_CONNACK_ID) otherForm = !otherForm;
  if (!registering && (code == E_CONNACK_LOGIN || code == E_CONNACK_DENIED)) {
    if (++refusals >= REFUSALS) {
      say(E_SECRET_REFUSED);
      refusals = 0;
      if (__AUTH__ == "secret" || !settings.re) return wait(REFUSED_MS);
      again = true;
    }
  }
  const ms = backoff._next(Math.random());
  if (!twin && backoff._twin()) say(E_TWIN);
  twin = backoff._twin();
  wait(ms);
}

/** Closes the stream, whose own end is then heeded no more. */
function hangUp(): void {
  left = stream as Stream;
  stream = undefined;
  left.end();
}

/** Says what a part reports; without a code it is an exception of the app. */
function complain(code: number, detail: unknown): void {
  say(code || E_APP_THREW, detail);
}

function connect(): void {
  // With bytes that the peer never took it would stay for ever.
  if (left) left.clsNow = true;
  left = undefined;
  const secrets = readSecrets();
  let identity = secrets.identity;
  if (identity && (identity.productKey != settings.pk || identity.deviceName != settings.dn)) {
    say(E_OTHER_IDENTITY);
    identity = undefined;
  }
  if (__AUTH__ != "secret" && again && secrets.productSecret) identity = undefined;
  // Once: where that is refused too, the old secret is tried again.
  again = false;
  registering = !identity;
  if (registering && (__AUTH__ == "secret" || !secrets.productSecret || secrets.foreign)) {
    say(E_NO_SECRET);
    return wait(REFUSED_MS);
  }
  pushMs = 0;
  say(registering ? S_REGISTERING : S_CONNECTING);
  let mine: Stream | undefined;
  try {
    mine = stream = openStream(settings.host, settings.port, {
      feed: (bytes) => {
        if (stream == mine) session._feed(bytes);
      },
      drained: () => {
        if (stream == mine) session._drained();
      },
      ended: (open) => {
        if (stream != mine) return;
        stream = undefined;
        if (session._up && !registering) backoff._kicked();
        session._lost(open || __TLS__ == "none" ? E_CLOSED : E_TLS);
      },
    });
  } catch (code) {
    return down(code as number);
  }
  const login = loginOf(settings, identity, secrets.productSecret, otherForm);
  session._open(login.clientId, login.username, login.password, registering ? 0 : settings.ka || 300, !settings.keep);
}

function store(answer: Identity | null): void {
  if (!answer) say(E_REGISTER_ANSWER);
  else if (!storeIdentity(answer)) say(E_SECRET_NOT_STORED);
  else {
    // The login reads it from flash: a secret that was in memory alone must not be activated.
    registered = true;
    say(S_STORED);
  }
  session._close();
}

function message(topic: string, payload: string): void {
  if (__AUTH__ != "secret" && registering) {
    const answer = readRegistration(topic, payload, settings.pk, settings.dn);
    if (answer !== undefined) store(answer);
  } else if (!alink.take(topic, payload) && app._message) app._message(topic, payload);
}

function up(): void {
  if (registering) return;
  refusals = 0;
  say(S_ONLINE);
  // An app that threw has not proven itself, although the device is online.
  if (!confirmed && !LK.bad) confirmBoot();
  confirmed = true;
  app._report();
}

function tick(): void {
  // First: what fails below does not stop it.
  setTimeout(tick, TICK_MS);
  const ms = Date.now();
  let elapsed = ms - lastMs;
  lastMs = ms;
  if (!(elapsed >= 0 && elapsed < JUMP_MS)) elapsed = TICK_MS;
  kick();
  wifi.tick(elapsed);
  if (stream) {
    session._tick(elapsed);
    if (session._up) {
      backoff._held(elapsed);
      if (registering && (pushMs += elapsed) > PUSH_MS) {
        say(E_REGISTER_TIMEOUT);
        session._close();
      }
      if (!registering) alink.tick(elapsed);
    }
  } else {
    if (waitMs > 0) waitMs -= elapsed;
    if (wifi.up && waitMs <= 0) connect();
  }
}

/** Starts the device, once, from the app. */
export function run(): void {
  if (session) return;
  say(S_BOOT, __VERSION__);
  if (__TLS__ == "native") say(E_LINK_UNVERIFIED);
  if (__TLS__ == "none") say(E_LINK_PLAIN);
  if (!now()) say(E_CLOCK_UNSET);
  const start = readStart();
  if (!start) return;
  if (LK.slot && typeof ESP32 != "undefined") {
    // The BLE console is open by default. The setting is kept by the chip and works from the next start on; until the
    // image was online once it is made at each start, for power may be lost before it is.
    ESP32.enableBLE(false);
    if (start.first) {
      forgiveStart();
      return E.reboot();
    }
  }
  settings = start.settings;
  if (settings.tls != __TLS__) return say(E_LINK_OTHER, settings.tls);
  backoff = createBackoff();
  session = createSession({
    _send: (bytes) => {
      try {
        (stream as Stream).write(bytes);
      } catch {
        // Closed already; its event is on the way.
      }
    },
    _close: hangUp,
    _up: up,
    _down: down,
    _message: message,
    _plan: (topic, lenBytes) => {
      if (lenBytes <= MAX_MESSAGE) return WHOLE;
      complain(E_TOO_LARGE, topic);
      return SKIP;
    },
    _piece: () => {},
    _error: complain,
  }, RATE);
  alink = new Alink(settings.pk, settings.dn, {
    publish: (topic, payload) => session._publish(topic, payload, 1, (code) => {
      if (code) say(code, topic);
    }),
    now,
    set: (identifier, value) => app._set(identifier, value),
    onSet: (identifiers) => app._report(identifiers),
    onError: complain,
  });
  alink.maxAgeSec = settings.age || 0;
  session._subscribe(alink.topics().concat(app._topics ? app._topics() : []));
  wifi = new Wifi(start.ssid, start.password, (code) => {
    say(code || S_ADDRESS);
    if (code && stream) {
      hangUp();
      session._lost(code);
    }
  });
  guard();
  lastMs = Date.now();
  setTimeout(tick, TICK_MS);
  if (!wifi.up) {
    say(S_WIFI);
    wifi.join();
  }
  if (start.safe) say(E_SAFE_MODE);
  else if (app._main) app._main();
}

// For the loader, when the app throws before it has started the device.
LK.run = run;

export { listener };
