// Which login the device sends: its own, or the one that asks for a secret. The kind of registration and the
// signature are chosen at build time, so that the others cost nothing.
import { loginByToken, signLogin } from "../lib/sign/login.ts";
import { session } from "./device.ts";
import type { Kept } from "./flash.ts";
import { sign } from "./hash.ts";

declare const __AUTH__: string;
declare const __SIGN__: string;
declare const __TLS__: string;

/** Left out of the image where the app has no features. */
let more: string | undefined;

/** Has the device say more when it logs in: pairs of the clientId, each behind a comma. */
export function usePairs(pairs: string): void {
  more = pairs;
}

/** Begins a session of MQTT on a connection just made: the device logs in, or asks for its secret where it is
 *  `registering`; `other` chooses the second of the two forms that the platform's documents give for a registration
 *  without pre-created name. */
export function logIn(kept: Kept, registering: number, other: number): void {
  const settings = kept._settings;
  const identity = !registering && kept._identity;
  const asks = __AUTH__ != "secret" && !identity;
  const login = __AUTH__ == "regnwl" && identity && !identity[2]
    ? loginByToken(settings.pk, settings.dn, identity[3], identity[4], more || "")
    : signLogin(
      settings.pk, settings.dn, settings.cid || settings.pk + "." + settings.dn,
      identity ? identity[2] : kept._productSecret,
      (__AUTH__ == "regnwl" && asks && !other ? "securemode=-2" : __TLS__ == "plain" ? "securemode=3" : "securemode=2") +
        ",signmethod=" + __SIGN__ + (more && !asks ? more : ""),
      sign,
      asks ? (Math.random() * 2e9) | 0 : settings.ts,
      asks && __AUTH__,
      asks && settings.iid,
    );
  session._open(
    login._clientId, login._username, login._password, registering ? 0 : settings.ka || 300, !settings.keep,
  );
}
