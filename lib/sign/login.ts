// What a device sends in CONNECT to log in or to register: clientId, username, password. One function for
// each form, so that an image holds only those it uses (help "MQTT connections", "MQTT-based dynamic
// registration"). Nothing is checked here: names are checked once, by `findFault`, where they enter a device.
import type { Hash } from "./hmac.ts";
import { hmac, toHex } from "./hmac.ts";

/** The three fields of a CONNECT packet. */
export interface Login {
  _clientId: string;
  _username: string;
  _password: string;
}

/** Who logs in, and how it signs. */
export interface Signer {
  _productKey: string;
  _deviceName: string;
  /** Free text of at most 64 bytes. */
  _clientId: string;
  /** DeviceSecret, or ProductSecret in a registration: its text is the key, as it stands. */
  _secret: string;
  /** "hmacmd5", "hmacsha1" or "hmacsha256", and the hash it names. */
  _signMethod: string;
  _hash: Hash;
  /** 2 over TLS, 3 over plain TCP; the documentation says -2 for `regnwl`, the vendor's C SDK sends 2. */
  _secureMode: number;
}

function login(by: Signer, pairs: string, content: string): Login {
  return {
    _clientId: by._clientId + "|securemode=" + by._secureMode + ",signmethod=" + by._signMethod + pairs + "|",
    _username: by._deviceName + "&" + by._productKey,
    _password: toHex(hmac(by._hash, by._secret, content)),
  };
}

function namesOf(by: Signer): string {
  return "deviceName" + by._deviceName + "productKey" + by._productKey;
}

/** The login of a device that has its DeviceSecret (一机一密). `timestamp` is any text, milliseconds by custom; it is
 *  sent and signed when present, and the platform checks no clock by it. */
export function loginBySecret(by: Signer, timestamp?: string): Login {
  const signed = "clientId" + by._clientId + namesOf(by);
  return timestamp ? login(by, ",timestamp=" + timestamp, signed + "timestamp" + timestamp) : login(by, "", signed);
}

/** Asks with the ProductSecret for the DeviceSecret of a name that was created beforehand (authType "register",
 *  一型一密预注册), or for a clientId and a token, the name being created on the fly ("regnwl", 一型一密免预注册).
 *  `random` is any text without "," and "|"; new public and Enterprise instances need their `instanceId`. The clientId
 *  takes no part in the signature. */
export function loginToRegister(by: Signer, authType: string, random: string, instanceId?: string): Login {
  return login(
    by, ",authType=" + authType + ",random=" + random + (instanceId ? ",instanceId=" + instanceId : ""),
    namesOf(by) + "random" + random,
  );
}

/** The login of a device that was registered without a pre-created name: clientId and token belong together, the
 *  token is the password, nothing is signed. */
export function loginByToken(productKey: string, deviceName: string, clientId: string, deviceToken: string): Login {
  return {
    _clientId: clientId + "|securemode=-2,authType=connwl|",
    _username: deviceName + "&" + productKey,
    _password: deviceToken,
  };
}
