// What a device keeps of its identity, and how the platform's push brings it (dynamic registration over MQTT, 一型一密:
// help "MQTT-based dynamic registration"). One secret per device (一机一密) is the same record, written in the factory.
import { packFields, unpackFields } from "./flash/records.ts";
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

/** The identity as the bytes of its record (RECORD_IDENTITY). */
export function packIdentity(identity: Identity): string {
  const token = identity.clientId != "";
  return packFields([
    identity.productKey, identity.deviceName, token ? "" : identity.secret, identity.clientId, token ? identity.secret : "",
  ]);
}

/** The identity from the bytes of its record, or undefined when they are none. */
export function unpackIdentity(bytes: string | undefined): Identity | undefined {
  const fields = unpackFields(bytes || "");
  if (!fields || fields.length < 5) return undefined;
  const token = !fields[2];
  // A token without its clientId would be taken for a DeviceSecret.
  if (token && (!fields[3] || !fields[4])) return undefined;
  return {
    productKey: fields[0], deviceName: fields[1], secret: fields[token ? 4 : 2], clientId: token ? fields[3] : "",
  };
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
  const token = !answer.deviceSecret;
  const secret = token ? answer.deviceToken : answer.deviceSecret;
  const clientId = token ? answer.clientId : "";
  if (typeof secret != "string" || typeof clientId != "string" || !secret || (token && !clientId)) return null;
  return { productKey, deviceName, secret, clientId };
}
