// The password of CONNECT as the platform computes it, with node:crypto and nothing of the device's own code
// (help: MQTT-TCP connections; MQTT-based dynamic registration): hex of an HMAC keyed with the ASCII of the
// secret, letters of either case.

import { createHmac, timingSafeEqual } from "node:crypto";

const HASHES = new Map([
  ["hmacmd5", "md5"],
  ["hmacsha1", "sha1"],
  ["hmacsha256", "sha256"],
]);

/**
 * The hash of a `signmethod`, or undefined for one the platform does not know; without the key it is hmacmd5.
 */
export function hashOf(signmethod: string | undefined): string | undefined {
  return HASHES.get(signmethod ?? "hmacmd5");
}

/**
 * The content of a login: sorted pairs without separators; the timestamp takes part exactly when it was sent.
 */
export function loginContent(
  id: string,
  deviceName: string,
  productKey: string,
  timestamp: string | undefined,
): string {
  const time = timestamp === undefined ? "" : `timestamp${timestamp}`;
  return `clientId${id}deviceName${deviceName}productKey${productKey}${time}`;
}

/** The content of a registration; the clientId takes no part. */
export function registerContent(deviceName: string, productKey: string, random: string): string {
  return `deviceName${deviceName}productKey${productKey}random${random}`;
}

/** True when `password` is the signature of `content` under `secret`. */
export function isSigned(password: string, hash: string, secret: string, content: string): boolean {
  return isSame(password.toLowerCase(), createHmac(hash, secret).update(content).digest("hex"));
}

/** Compares two texts in a time that does not depend on where they differ. */
export function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
