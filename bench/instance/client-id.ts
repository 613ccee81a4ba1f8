// The clientId of CONNECT (help: MQTT-TCP connections): free text, then a tail of pairs between bars,
// `${clientId}|securemode=2,signmethod=hmacsha256,timestamp=…|`. Official SDKs put bars into values
// (`lan=JS|Node`), leave empty pairs (`ext=3,|`) and line breaks around pairs, so the text is cut at the
// first and the last bar only.

export interface ClientId {
  /** What stands before the first bar; part of the signed content. */
  id: string;
  /** The pairs of the tail; of several with one name the last counts. */
  pairs: Map<string, string>;
}

/** Reads a clientId; undefined when it has no tail, which is no login of this platform. */
export function parseClientId(text: string): ClientId | undefined {
  const whole = text.trim();
  const bar = whole.indexOf("|");
  if (bar < 0 || whole.length < bar + 2 || !whole.endsWith("|")) return undefined;
  const pairs = new Map<string, string>();
  for (const part of whole.slice(bar + 1, -1).split(",")) {
    const equals = part.indexOf("=");
    if (equals > 0) pairs.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim());
  }
  return { id: whole.slice(0, bar).trim(), pairs };
}

/** Splits a user name `${deviceName}&${productKey}`; undefined when it is not of this form. */
export function parseUsername(text: string): { productKey: string; deviceName: string } | undefined {
  const amp = text.lastIndexOf("&");
  if (amp <= 0 || amp === text.length - 1) return undefined;
  return { deviceName: text.slice(0, amp), productKey: text.slice(amp + 1) };
}
