// What a device sends in CONNECT to log in or to register: clientId, username, password. One function for
// each form, so that an image holds only those it uses (help "MQTT connections", "MQTT-based dynamic
// registration"). Nothing is checked here: names are checked once, by `findFault`, where they enter a device.

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
  /** As "securemode=2,signmethod=hmacsha256": mode 2 over TLS, 3 over plain TCP (the documentation says -2 for
   *  `regnwl`, the vendor's C SDK sends 2), and the method that `_sign` has: hmacmd5, hmacsha1 or hmacsha256. */
  _pairs: string;
  /** The HMAC of `content` under `key`, in hex. */
  _sign(key: string, content: string): string;
}

/** The login of a device that has its DeviceSecret (一机一密), or with `authType` and the ProductSecret the request for
 *  the DeviceSecret of a name that was created beforehand ("register", 一型一密预注册) or for a clientId and a token, the
 *  name being created on the fly ("regnwl", 一型一密免预注册).
 *  `mark` is in a login the timestamp, any text, milliseconds by custom: it is sent and signed when present, and the
 *  platform checks no clock by it; in a request the random text, without "," and "|". New public and Enterprise instances
 *  need their `instanceId` in a request. The clientId takes no part in its signature. */
export function signLogin(by: Signer, mark: string | undefined, authType?: string, instanceId?: string): Login {
  const names = "deviceName" + by._deviceName + "productKey" + by._productKey;
  const name = authType ? "random" : "timestamp";
  return {
    _clientId: by._clientId + "|" + by._pairs + (authType ? ",authType=" + authType : "") +
      (mark ? "," + name + "=" + mark : "") + (instanceId ? ",instanceId=" + instanceId : "") + "|",
    _username: by._deviceName + "&" + by._productKey,
    _password: by._sign(
      by._secret, (authType ? "" : "clientId" + by._clientId) + names + (mark ? name + mark : ""),
    ),
  };
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
