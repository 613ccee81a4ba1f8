// What a device sends in CONNECT to log in or to register: clientId, username, password. One function for
// each form, so that an image holds only those it uses (help "MQTT connections", "MQTT-based dynamic
// registration"). Nothing is checked here: names are checked once, by `findFault`, where they enter a device.

/** The three fields of a CONNECT packet. */
export interface Login {
  _clientId: string;
  _username: string;
  _password: string;
}

/**
 * The login of a device that has its DeviceSecret (一机一密), or with `authType` and the ProductSecret the request for the
 * DeviceSecret of a name that was created beforehand ("register", 一型一密预注册) or for a clientId and a token, the name
 * being created on the fly ("regnwl", 一型一密免预注册).
 *
 * `clientId` is free text of at most 64 bytes; it takes no part in the signature of a request.
 * `secret`: its text is the key, as it stands.
 * `pairs` as "securemode=2,signmethod=hmacsha256": mode 2 over TLS, 3 over plain TCP (the documentation says -2 for
 * `regnwl`, the vendor's C SDK sends 2), and the method that `sign` has: hmacmd5, hmacsha1 or hmacsha256.
 * `sign`: the signature of `content` under `key`, in lower-case hex.
 * `mark` is in a login the timestamp, any text, milliseconds by custom: it is sent and signed when present, and the
 * platform checks no clock by it; in a request the random text, without "," and "|".
 * `instanceId` is needed in a request on new public and Enterprise instances.
 */
export function signLogin(
  productKey: string,
  deviceName: string,
  clientId: string,
  secret: string,
  pairs: string,
  sign: (key: string, content: string) => string,
  mark?: string | number,
  authType?: string | false,
  instanceId?: string | false,
): Login {
  const name = authType ? "random" : "timestamp";
  return {
    _clientId: clientId + "|" + pairs + (authType ? ",authType=" + authType : "") +
      (mark ? "," + name + "=" + mark : "") + (instanceId ? ",instanceId=" + instanceId : "") + "|",
    _username: deviceName + "&" + productKey,
    _password: sign(
      secret,
      (authType ? "" : "clientId" + clientId) + "deviceName" + deviceName + "productKey" + productKey +
        (mark ? name + mark : ""),
    ),
  };
}

/** The login of a device that was registered without a pre-created name: clientId and token belong together, the
 *  token is the password, nothing is signed. `more` are further pairs, each behind a comma, or "". */
export function loginByToken(
  productKey: string, deviceName: string, clientId: string, deviceToken: string, more: string,
): Login {
  return {
    _clientId: clientId + "|securemode=-2,authType=connwl" + more + "|",
    _username: deviceName + "&" + productKey,
    _password: deviceToken,
  };
}
