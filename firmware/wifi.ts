// Wi-Fi by Espruino's module `Wifi`. A board without the module (a wired one, a PC) counts as connected.
// The module tries three times, then reports a reason; after a later loss nobody reconnects by itself.
import { E_WIFI_FAILED, E_WIFI_LOST, E_WIFI_NOT_FOUND, E_WIFI_NO_ADDRESS, E_WIFI_PASSWORD, S_WIFI } from "../lib/codes.ts";
import { readWifi } from "./flash.ts";
import { has } from "./has.ts";
import { say } from "./say.ts";

const JOIN_MS = 40000;
const FIRST_WAIT_MS = 5000;
const LAST_WAIT_MS = 60000;

/** The board has an address. */
export let wifiUp = false;

/** Milliseconds since a join began, or -1. */
let joiningMs = -1;
let associated = false;
let waitMs = 0;
let nextMs = FIRST_WAIT_MS;
/** Told 0 with an address, or a code of what went wrong. */
let news: (code: number) => void;

function failed(code: number): void {
  wifiUp = false;
  joiningMs = -1;
  waitMs = nextMs;
  nextMs = Math.min(nextMs * 2, LAST_WAIT_MS);
  news(code);
}

function joined(error: string | null): void {
  if (joiningMs < 0) return;
  if (error) {
    return failed(has(error, "NO_AP") ? E_WIFI_NOT_FOUND
      : has(error, "AUTH") || has(error, "HANDSHAKE") || has(error, "MIC_") ? E_WIFI_PASSWORD : E_WIFI_FAILED);
  }
  joiningMs = -1;
  nextMs = FIRST_WAIT_MS;
  wifiUp = true;
  news(0);
}

function join(): void {
  const wifi = readWifi();
  joiningMs = 0;
  associated = false;
  require("Wifi").connect(wifi[0], { password: wifi[1] }, joined);
}

function onAssociated(): void {
  associated = true;
}

function onLost(): void {
  if (wifiUp) failed(E_WIFI_LOST);
}

/** Joins the network for the first time; every change comes by `listener`, but not that there is nothing to join. */
export function startWifi(listener: (code: number) => void): void {
  "once";
  news = listener;
  wifiUp = true;
  try {
    const wifi = require("Wifi");
    if (!readWifi()[0]) return;
    wifi.on("associated", onAssociated);
    wifi.on("disconnected", onLost);
  } catch {
    // A wired board.
    return;
  }
  wifiUp = false;
  say(S_WIFI);
  join();
}

/** Time passes. */
export function tickWifi(elapsedMs: number): void {
  if (wifiUp) return;
  if (joiningMs < 0) {
    waitMs -= elapsedMs;
    if (waitMs <= 0) join();
  } else if ((joiningMs += elapsedMs) > JOIN_MS) failed(associated ? E_WIFI_NO_ADDRESS : E_WIFI_FAILED);
}
