// TLS without a certificate, as the official C SDKs do it (Link SDK C 4, core_auth_tls_psk; C SDK 3 manual; RFC
// 4279). The identity names the device, and the key is a signature under its DeviceSecret. Whose a connection is
// is read from its TLS session, because one that is resumed asks for no key again.

import { createHmac } from "node:crypto";
import { keyOf, type State } from "./state.ts";

/** Suites without a certificate, by OpenSSL's names; Node offers none of them unless they are listed. */
export const PSK_SUITES = ["PSK-AES128-CBC-SHA256", "PSK-AES128-CBC-SHA"];

// The SDKs sign no hour of their own: it is 2050-01-01, always.
const TIMESTAMP = "2524608000000";

// Context tag of the identity in an SSL_SESSION.
const IDENTITY_TAG = 0xa8;

/**
 * The key of the device that `identity` names, or null, which Node answers with the alert unknown_psk_identity.
 */
export function pskOf(state: State, identity: string): Buffer | null {
  const key = deviceOf(identity);
  const device = key === undefined ? undefined : state.devices.get(key);
  if (device === undefined) return null;
  const { productKey, deviceName, deviceSecret } = device;
  const content = `id${productKey}&${deviceName}timestamp${TIMESTAMP}`;
  // The key is the text itself: 64 digits, never the 32 bytes they stand for.
  return Buffer.from(createHmac("sha256", deviceSecret).update(content).digest("hex").toUpperCase());
}

/**
 * The device whose key opened a TLS session, as keyOf has it; undefined for a session by certificate. `session`
 * is what TLSSocket.getSession returns, the DER of OpenSSL's SSL_SESSION.
 */
export function pskOwnerOf(session: Buffer | undefined): string | undefined {
  if (session === undefined) return undefined;
  const [from, to] = bodyOf(session, 0);
  for (let at = from, end; at < to; at = end) {
    const [body, next] = bodyOf(session, at);
    if (session[at] === IDENTITY_TAG) {
      const [text] = bodyOf(session, body);
      return deviceOf(session.toString("utf8", text, next));
    }
    end = next;
  }
  return undefined;
}

// Where the content of the DER element at `at` begins and ends.
function bodyOf(der: Buffer, at: number): [from: number, to: number] {
  const length = der[at + 1];
  if (length < 0x80) return [at + 2, at + 2 + length];
  const from = at + 2 + (length & 0x7f);
  return [from, from + der.readUIntBE(at + 2, length & 0x7f)];
}

function deviceOf(identity: string): string | undefined {
  const [kind, method, owner, timestamp, ...more] = identity.split("|");
  if (kind !== "devicename" || method !== "hmacsha256" || timestamp !== TIMESTAMP) return undefined;
  if (more.length > 0) return undefined;
  const amp = owner.indexOf("&");
  return keyOf(owner.slice(0, amp), owner.slice(amp + 1));
}
