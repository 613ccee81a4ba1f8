// Remote configuration (远程配置): a text of the product that the platform hands out by an address, with its digest.
import { E_CONFIG_DIGEST, E_CONFIG_FORM, E_TOO_LARGE } from "../../lib/codes.ts";
import { idOf } from "../../lib/commands.ts";
import { REPLY, THING } from "../../lib/topics.ts";
import { toHex } from "../../lib/sign/hmac.ts";
import { sha256 } from "../../lib/sign/sha256.ts";
import { fetchUrl } from "../fetch.ts";
import { hexOf } from "../hash.ts";
import { memory } from "../memory.ts";
import { say } from "../say.ts";
import { request } from "./request.ts";
import { mustReply, routeJson, whenUp } from "./routes.ts";

declare const __NATIVE_SHA256__: boolean;
declare const __SIGN__: string;

/** The largest that is taken, bytes; the platform has 65,536. */
const MAX_BYTES = 24576;

let handler: (text: string, configId: string) => void;
/** The one that the app has, and the one that is on its way. */
let known = "";
let coming = "";
/** Another one was handed out meanwhile. */
let missed = 0;

/** SHA-256 in hex, or "" where there is not the memory for it. */
function digestOf(text: string): string {
  "cold";
  if (!__NATIVE_SHA256__) return toHex(sha256(text));
  try {
    // A flat string is read in place, any other is copied to the stack if that has room.
    const digest = require("crypto").SHA256(E.toFlatString(text) || text);
    // By what signs logins, where that is the same hash.
    return __SIGN__ == "hmacsha256" ? hexOf(digest) : toHex(E.toString(digest) as string);
  } catch {
    return "";
  }
}

/** Fetches what the platform has told of, unless the app has it already. */
function take(its: any): void {
  "cold";
  const { configId, configSize: lenBytes, sign, url } = its || 0;
  if (!configId || !(lenBytes > 0) || typeof sign + typeof url != "stringstring") return say(E_CONFIG_FORM, configId);
  if (configId == known || configId == coming) return;
  if (coming) {
    missed = 1;
    return;
  }
  // A JsVar holds ten bytes at least, and it is needed twice.
  if (lenBytes > MAX_BYTES || lenBytes > memory().free * 5) return say(E_TOO_LARGE, configId);
  let text = "";
  const code = fetchUrl(url, {
    _piece: (piece) => {
      text += piece;
    },
    _done: (failed) => {
      coming = "";
      if (missed) setTimeout(getConfig);
      missed = 0;
      const digest = !failed && text.length == lenBytes ? digestOf(text) : "-";
      if (!failed && digest != sign.toLowerCase()) failed = digest ? E_CONFIG_DIGEST : E_TOO_LARGE;
      if (failed) return say(failed, configId);
      known = configId;
      handler(text, configId);
    },
  }, lenBytes);
  if (code) say(code, configId);
  else coming = configId;
}

/** Asks for the configuration; 0 when it is on its way, or a code. The app is handed one that it does not have yet. */
export function getConfig(): number {
  return request("config/get", { configScope: "product", getType: "file" }, (failed, data) => {
    if (!failed) take(data);
  });
}

/** Hears the product's configuration, each time the device comes online with a new one and when the platform hands one out;
 *  `run` is called with the text, whose digest was right, and its id. Where there is none the platform says 6710. */
export function onConfig(run: (text: string, configId: string) => void): void {
  handler = run;
  routeJson(THING + "config/push", (message, topic) => {
    mustReply(topic + REPLY, idOf(message), 200, "{}", 1);
    take(message.params);
  });
  whenUp(getConfig);
}
