// What a device keeps of its identity, and how the platform's push brings it (dynamic registration over MQTT, 一型一密:
// help "MQTT-based dynamic registration"). One secret per device (一机一密) is the same record, written in the factory.
import { packFields, unpackFields } from "./flash/records.ts";
import { parseJson } from "./json.ts";

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

/** The fields of an identity's record: product key, device name, DeviceSecret, clientId, token; 0 when they
 *  are none, for a token without its clientId would be taken for a DeviceSecret. */
export function identityFields(bytes: string): string[] | 0 {
  const fields = unpackFields(bytes);
  return fields && fields.length > 4 && (fields[2] || (fields[3] && fields[4])) ? fields : 0;
}

/** The identity from the bytes of its record, or undefined when they are none. */
export function unpackIdentity(bytes: string | undefined): Identity | undefined {
  const fields = identityFields(bytes || "");
  if (!fields) return undefined;
  const token = !fields[2];
  return {
    productKey: fields[0], deviceName: fields[1], secret: fields[token ? 4 : 2], clientId: token ? fields[3] : "",
  };
}

/** The record that a push with a DeviceSecret makes for the device `${productKey}/${deviceName}`; "" when the answer is
 *  not for it or lacks that. */
export function readSecret(payload: string, names: string): string {
  try {
    const answer = parseJson(payload);
    const secret = answer.deviceSecret;
    if (answer.productKey + "/" + answer.deviceName == names && secret && typeof secret == "string") {
      return packFields(names.split("/").concat(secret, "", ""));
    }
  } catch {
    // No JSON, or null.
  }
  return "";
}

/** The record that a push with a token and its clientId makes, or else one with a DeviceSecret. */
export function readToken(payload: string, names: string): string {
  try {
    const answer = parseJson(payload);
    const id = answer.clientId;
    const token = answer.deviceToken;
    if (
      answer.productKey + "/" + answer.deviceName == names && !answer.deviceSecret &&
      id && typeof id == "string" && token && typeof token == "string"
    ) return packFields(names.split("/").concat("", id, token));
  } catch {
    // No JSON, or null.
  }
  return readSecret(payload, names);
}
