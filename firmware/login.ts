// Which login the device sends: its own, or the one that asks for a secret. The kind of registration and the
// signature are chosen at build time, so that the others cost nothing.
import type { Settings } from "../lib/settings.ts";
import type { Login } from "../lib/sign/login.ts";
import { loginByToken, signLogin } from "../lib/sign/login.ts";
import { sign } from "./hash.ts";

declare const __AUTH__: string;
declare const __SIGN__: string;
declare const __TLS__: string;

/** The login with the fields of an identity, or without them the registration with `productSecret`; `other` chooses
 *  the second of the two forms that the platform's documents give for a registration without pre-created name. */
export function loginOf(settings: Settings, identity: string[] | 0, productSecret: string, other: number): Login {
  if (__AUTH__ == "regnwl" && identity && !identity[2]) {
    return loginByToken(settings.pk, settings.dn, identity[3], identity[4]);
  }
  const asks = __AUTH__ != "secret" && !identity;
  return signLogin(
    settings.pk, settings.dn, settings.cid || settings.pk + "." + settings.dn, identity ? identity[2] : productSecret,
    (__AUTH__ == "regnwl" && asks && !other ? "securemode=-2" : __TLS__ == "plain" ? "securemode=3" : "securemode=2") +
      ",signmethod=" + __SIGN__,
    sign,
    asks ? (Math.random() * 2e9) | 0 : settings.ts,
    asks && __AUTH__,
    asks && settings.iid,
  );
}
