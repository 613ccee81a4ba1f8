// What a device sends in CONNECT to log in or to register: clientId, username, password. One function for
// each form, so that an image holds only those it uses (help "MQTT connections", "MQTT-based dynamic
// registration"). Nothing is checked here: names are checked once, by `findFault`, where they enter a device.
import type { Hash } from "./hmac.ts";
import { hmac, toHex } from "./hmac.ts";

/** The three fields of a CONNECT packet. */
export interface Login {
  clientId: string;
  username: string;
  password: string;
}

/** What all forms need. */
export interface LoginNames {
  productKey: string;
  deviceName: string;
  /** Free text of at most 64 bytes; `${productKey}.${deviceName}` when missing. */
  clientId?: string;
  /** Further pairs for the tail of the clientId, as "ext=1,_ss=1"; they are not signed. */
  extras?: string;
  /** 2 over TLS (and -2 for regnwl) when missing; 3 over plain TCP. */
  secureMode?: number;
}

/** What the forms need that sign: `hash` must be the one that `signMethod` names. */
export interface Signing {
  /** DeviceSecret, or ProductSecret in a registration: its text is the key, as it stands. */
  secret: string;
  signMethod: "hmacmd5" | "hmacsha1" | "hmacsha256";
  hash: Hash;
}

/** For the login with the device's own secret. */
export interface SecretLogin extends LoginNames, Signing {
  /** Any text, milliseconds by custom; it is sent and signed when present, and the platform checks no
   *  clock by it. */
  timestamp?: string;
}

/** For a dynamic registration. */
export interface Registration extends LoginNames, Signing {
  /** Any text without "," and "|". */
  random: string;
  /** Needed on new public and enterprise instances. */
  instanceId?: string;
}

/** For the login with what a registration without pre-created names brought: clientId and token belong
 *  together. */
export interface TokenLogin extends LoginNames {
  clientId: string;
  deviceToken: string;
}

function join(names: LoginNames, clientId: string, mode: number, pairs: string, password: string): Login {
  return {
    clientId: clientId + "|securemode=" + (names.secureMode || mode) + pairs +
      (names.extras ? "," + names.extras : "") + "|",
    username: names.deviceName + "&" + names.productKey,
    password,
  };
}

function clientIdOf(names: LoginNames): string {
  return names.clientId || names.productKey + "." + names.deviceName;
}

function sign(by: Signing, content: string): string {
  return toHex(hmac(by.hash, by.secret, content));
}

/** What the login with a DeviceSecret signs. */
export function loginContent(login: SecretLogin): string {
  return "clientId" + clientIdOf(login) + "deviceName" + login.deviceName + "productKey" + login.productKey +
    (login.timestamp ? "timestamp" + login.timestamp : "");
}

/** What a registration signs: here the clientId takes no part. */
export function registerContent(request: Registration): string {
  return "deviceName" + request.deviceName + "productKey" + request.productKey + "random" + request.random;
}

/** The login of a device that has its DeviceSecret (一机一密). */
export function loginBySecret(login: SecretLogin): Login {
  return join(
    login, clientIdOf(login), 2,
    ",signmethod=" + login.signMethod + (login.timestamp ? ",timestamp=" + login.timestamp : ""),
    sign(login, loginContent(login)),
  );
}

function askFor(request: Registration, authType: string, mode: number): Login {
  return join(
    request, clientIdOf(request), mode,
    ",authType=" + authType + ",random=" + request.random + ",signmethod=" + request.signMethod +
      (request.instanceId ? ",instanceId=" + request.instanceId : ""),
    sign(request, registerContent(request)),
  );
}

/** Asks for the DeviceSecret of a name that was created beforehand (一型一密预注册). */
export function loginToRegister(request: Registration): Login {
  return askFor(request, "register", 2);
}

/** Asks for a clientId and a token, the name being created on the fly (一型一密免预注册). The documentation says
 *  securemode -2, the vendor's C SDK sends 2: `secureMode: 2` where -2 is refused. */
export function loginToRegisterUnlisted(request: Registration): Login {
  return askFor(request, "regnwl", -2);
}

/** The login of a device that was registered without a pre-created name: the token is the password,
 *  nothing is signed. */
export function loginByToken(login: TokenLogin): Login {
  return join(login, login.clientId, -2, ",authType=connwl", login.deviceToken);
}
