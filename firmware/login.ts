// Which login the device sends: its own, or the one that asks for a secret. The kind of registration and the
// signature are chosen at build time, so that the others cost nothing.
import type { Identity } from "../lib/register.ts";
import type { Settings } from "../lib/settings.ts";
import type { Login } from "../lib/sign/login.ts";
import { loginBySecret, loginByToken, loginToRegister, loginToRegisterUnlisted } from "../lib/sign/login.ts";
import { signHash } from "./hash.ts";

declare const __AUTH__: string;
declare const __SIGN__: "hmacmd5" | "hmacsha1" | "hmacsha256";

/** The login with `identity`, or without one the registration with `productSecret`; `other` chooses the second of
 *  the two forms that the platform's documents give for a registration without pre-created name. */
export function loginOf(settings: Settings, identity: Identity | undefined, productSecret: string, other: boolean): Login {
  const productKey = settings.pk;
  const deviceName = settings.dn;
  if (__AUTH__ == "regnwl" && identity && identity.clientId) {
    return loginByToken({ productKey, deviceName, clientId: identity.clientId, deviceToken: identity.secret });
  }
  if (__AUTH__ == "secret" || identity) {
    return loginBySecret({
      productKey, deviceName, clientId: settings.cid, timestamp: settings.ts,
      secret: (identity as Identity).secret, signMethod: __SIGN__, hash: signHash,
    });
  }
  const request = {
    productKey, deviceName, clientId: settings.cid, instanceId: settings.iid,
    random: String(Math.random()).substr(2), secret: productSecret, signMethod: __SIGN__, hash: signHash,
    secureMode: other ? 2 : 0,
  };
  return __AUTH__ == "regnwl" ? loginToRegisterUnlisted(request) : loginToRegister(request);
}
