// Wi-Fi by Espruino's module `Wifi`. A board without the module (a wired one, a PC) counts as connected.
// The module tries three times, then reports a reason; after a later loss nobody reconnects by itself.
import { E_WIFI_FAILED, E_WIFI_LOST, E_WIFI_NOT_FOUND, E_WIFI_NO_ADDRESS, E_WIFI_PASSWORD, S_WIFI } from "../lib/codes.ts";
import { RECORD_WIFI } from "../lib/flash/records.ts";
import { min } from "../lib/short.ts";
import { useJournal } from "./flash.ts";
import { has } from "./has.ts";
import { say } from "./say.ts";

const JOIN_MS = 40000;
const FIRST_WAIT_MS = 5000;
const LAST_WAIT_MS = 60000;

/** 0 while the board has an address; above, the milliseconds since a join began; below, those until the next one. */
export let wifiMs = 0;

let associated = 0;
let tell: (code: number) => void;
let nextMs = FIRST_WAIT_MS;

function failed(code: number): void {
  wifiMs = -nextMs;
  nextMs = min(nextMs * 2, LAST_WAIT_MS);
  tell(code);
}

function joined(error: string | null): void {
  if (wifiMs <= 0) return;
  if (error) {
    return failed(has(error, "NO_AP") ? E_WIFI_NOT_FOUND
      : has(error, "AUTH") || has(error, "HANDS") || has(error, "MIC_") ? E_WIFI_PASSWORD : E_WIFI_FAILED);
  }
  wifiMs = 0;
  nextMs = FIRST_WAIT_MS;
  tell(0);
}

function join(): void {
  // SSID and password.
  const wifi = useJournal((_journal, fieldsOf) => fieldsOf(RECORD_WIFI));
  wifiMs = associated = 0;
  if (!wifi[0]) return;
  wifiMs = 1;
  say(S_WIFI);
  require("Wifi").connect(wifi[0], { password: wifi[1] }, joined);
}

function onAssociated(): void {
  associated = 1;
}

function onLost(): void {
  if (!wifiMs) failed(E_WIFI_LOST);
}

/** Joins the network for the first time, if there is one to join. `news` hears of an address as 0, and else what went
 *  wrong. */
export function startWifi(news: (code: number) => void): void {
  "once";
  tell = news;
  try {
    const wifi = require("Wifi");
    wifi.on("associated", onAssociated);
    wifi.on("disconnected", onLost);
  } catch {
    // A wired board.
    return;
  }
  join();
}

/** Time passes. */
export function tickWifi(elapsedMs: number): void {
  if (!wifiMs) return;
  const joins = wifiMs > 0;
  wifiMs += elapsedMs;
  if (joins ? wifiMs > JOIN_MS : wifiMs >= 0) {
    if (joins) failed(associated ? E_WIFI_NO_ADDRESS : E_WIFI_FAILED);
    else join();
  }
}
