// Names and secrets in the forms the platform gives them (Alink protocol, code 6280; samples of the
// documentation): ProductKey 11 characters, ProductSecret 16, DeviceSecret 32 lower-case hex digits,
// DeviceName chosen by the owner.

import { randomBytes, randomInt } from "node:crypto";
import { E_NAME_WRONG, Failure } from "../../lib/codes.ts";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";

/** True for a DeviceName the platform takes: 4 to 32 of `A-Z a-z 0-9 - _ @ . :`. */
export function isDeviceName(text: string): boolean {
  return /^[A-Za-z0-9\-_@.:]{4,32}$/.test(text);
}

/** Fails with E_NAME_WRONG unless `text` is 1 to `most` letters and digits; `what` names it in the detail. */
export function checkWord(text: string, most: number, what: string): void {
  if (!/^[A-Za-z0-9]+$/.test(text) || text.length > most) throw new Failure(E_NAME_WRONG, what);
}

/** A fresh ProductKey: `a1` and nine letters or digits. */
export function newProductKey(): string {
  return "a1" + pick(LETTERS + DIGITS, 9);
}

/** A fresh ProductSecret, 16 letters and digits. */
export function newProductSecret(): string {
  return pick(LETTERS + DIGITS, 16);
}

/** A fresh DeviceSecret, 32 lower-case hex digits. */
export function newDeviceSecret(): string {
  return randomBytes(16).toString("hex");
}

/** A fresh clientId and deviceToken, as a regnwl registration hands them out. */
export function newToken(): { clientId: string; deviceToken: string } {
  return { clientId: pick(LETTERS + DIGITS, 24), deviceToken: randomBytes(16).toString("hex") };
}

/** What a registration hands out. */
export interface Secrets {
  newDeviceSecret: typeof newDeviceSecret;
  newToken: typeof newToken;
}

export const drawn: Secrets = { newDeviceSecret, newToken };

/** A fresh id of an instance, for example `iot-06z00ez08936hvm`. */
export function newInstanceId(): string {
  return "iot-" + pick(DIGITS, 2) + "z" + pick(DIGITS + LETTERS.slice(26), 12);
}

function pick(alphabet: string, count: number): string {
  let text = "";
  while (text.length < count) text += alphabet[randomInt(alphabet.length)];
  return text;
}
