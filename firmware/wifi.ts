// Wi-Fi by Espruino's module `Wifi`. A board without the module (a wired one, a PC) counts as connected.
// The module tries three times, then reports a reason; after a later loss nobody reconnects by itself.
import { E_WIFI_FAILED, E_WIFI_LOST, E_WIFI_NOT_FOUND, E_WIFI_NO_ADDRESS, E_WIFI_PASSWORD } from "../lib/codes.ts";

const JOIN_MS = 40000;
const FIRST_WAIT_MS = 5000;
const LAST_WAIT_MS = 60000;

/** What Wi-Fi tells: 0 with an address, or a code of what went wrong. */
export type WifiNews = (code: number) => void;

export class Wifi {
  /** The board has an address. */
  up = false;

  _module: any;
  _ssid: string;
  _password: string;
  _news: WifiNews;
  _joiningMs = -1;
  _associated = false;
  _waitMs = 0;
  _nextMs = FIRST_WAIT_MS;

  constructor(ssid: string, password: string, news: WifiNews) {
    this._ssid = ssid;
    this._password = password;
    this._news = news;
    try {
      this._module = require("Wifi");
    } catch {
      this._module = 0;
    }
    if (!this._module || !ssid) {
      this._module = 0;
      this.up = true;
      return;
    }
    this._module.on("associated", () => {
      this._associated = true;
    });
    this._module.on("disconnected", () => {
      if (this.up) this._down(E_WIFI_LOST);
    });
  }

  /** Joins the network; the end comes by the news. */
  join(): void {
    this._joiningMs = 0;
    this._associated = false;
    this._module.connect(this._ssid, { password: this._password }, (error: string | null) => {
      if (this._joiningMs < 0) return;
      if (error) {
        // The blank: Espruino finds a part in a text that only ends with its beginning.
        const text = error + " ";
        this._down(text.indexOf("NO_AP") >= 0 ? E_WIFI_NOT_FOUND
          : text.indexOf("AUTH") >= 0 || text.indexOf("HANDSHAKE") >= 0 || text.indexOf("MIC_") >= 0 ? E_WIFI_PASSWORD
          : E_WIFI_FAILED);
      } else {
        this._joiningMs = -1;
        this._nextMs = FIRST_WAIT_MS;
        this.up = true;
        this._news(0);
      }
    });
  }

  _down(code: number): void {
    this.up = false;
    this._joiningMs = -1;
    this._waitMs = this._nextMs;
    this._nextMs = Math.min(this._nextMs * 2, LAST_WAIT_MS);
    this._news(code);
  }

  /** Time passes. */
  tick(elapsedMs: number): void {
    if (this.up) return;
    if (this._joiningMs >= 0) {
      this._joiningMs += elapsedMs;
      if (this._joiningMs > JOIN_MS) this._down(this._associated ? E_WIFI_NO_ADDRESS : E_WIFI_FAILED);
    } else {
      this._waitMs -= elapsedMs;
      if (this._waitMs <= 0) this.join();
    }
  }
}
