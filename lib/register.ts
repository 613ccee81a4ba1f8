// What a device keeps of its identity, and how the platform's push brings it (dynamic registration over MQTT, 一型一密:
// help "MQTT-based dynamic registration"). One secret per device (一机一密) is the same record, written in the factory.
import { parseJson } from "./json.ts";
import { REGISTER_TOPIC, REGNWL_TOPIC } from "./topics.ts";

/** Who the device is: a DeviceSecret, or without pre-registration a token with the clientId that belongs to it. */
export interface Identity {
  productKey: string;
  deviceName: string;
  /** DeviceSecret or deviceToken. */
  secret: string;
  /** The clientId that came with the token; empty with a DeviceSecret. */
  clientId: string;
}

const PARTS = 4;

/** The identity as the bytes of its record: four texts with a zero byte between. */
export function packIdentity(identity: Identity): string {
  return [identity.productKey, identity.deviceName, identity.secret, identity.clientId].join("\0");
}

/** The identity from the bytes of its record, or undefined when they are none. */
export function unpackIdentity(bytes: string | undefined): Identity | undefined {
  const parts = (bytes || "").split("\0");
  if (parts.length != PARTS || !parts[2]) return undefined;
  return { productKey: parts[0], deviceName: parts[1], secret: parts[2], clientId: parts[3] };
}

/** A push of the platform as an identity; undefined when the topic is another one; null when the answer is not
 *  for this device or lacks something. */
export function readRegistration(
  topic: string, payload: string, productKey: string, deviceName: string,
): Identity | null | undefined {
  if (topic != REGISTER_TOPIC && topic != REGNWL_TOPIC) return undefined;
  let answer: any;
  try {
    answer = parseJson(payload);
  } catch {
    return null;
  }
  if (!answer || answer.productKey != productKey || answer.deviceName != deviceName) return null;
  const secret = answer.deviceSecret || answer.deviceToken;
  const clientId = answer.deviceToken && !answer.deviceSecret ? answer.clientId : "";
  if (typeof secret != "string" || typeof clientId != "string" || (answer.deviceToken && !answer.deviceSecret && !clientId)) {
    return null;
  }
  if ((secret + clientId).indexOf("\0") >= 0) return null;
  return { productKey, deviceName, secret, clientId };
}
