// What a device says to the platform by HTTPS, and how it reads the answers (help "HTTPS connections"; "Unique-certificate-
// per-product" for the registration): bodies, never sent in chunks, and one form of answer for all.
import { E_HTTP_ANSWER } from "./codes.ts";
import { parseJson, toJson } from "./json.ts";

/** Paths. The one of a report is TOPIC_PATH and the topic, which begins with a slash of its own. */
export const REGISTER_PATH = "/auth/register/device";
export const AUTH_PATH = "/auth";
export const TOPIC_PATH = "/topic";

/** What each of them takes. */
export const FORM_TYPE = "application/x-www-form-urlencoded";
export const JSON_TYPE = "application/json";
export const BYTES_TYPE = "application/octet-stream";

/** Codes in the body of an answer: of a token that is over or unknown, of a platform in trouble, and of one that is busy. */
export const TOKEN_EXPIRED = 20001;
export const TOKEN_UNKNOWN = 20003;
export const COMMON_ERROR = 10000;
export const TOO_MANY = 40000;

type Sign = (key: string, content: string) => string;

/** The form by which a device whose name was created asks for its DeviceSecret; neither a clientId nor the method is
 *  signed. `random` is digits. */
export function registerForm(
  productKey: string, deviceName: string, random: string | number, productSecret: string, method: string, sign: Sign,
): string {
  return "productKey=" + productKey + "&deviceName=" + deviceName.replace(/@/g, "%40").replace(/:/g, "%3A") + "&random=" + random + "&sign=" +
    sign(productSecret, "deviceName" + deviceName + "productKey" + productKey + "random" + random) + "&signMethod=" + method;
}

/** The JSON by which a device asks for a token. Without a timestamp: it would have to be right to 15 minutes. */
export function authBody(
  productKey: string, deviceName: string, clientId: string, deviceSecret: string, method: string, sign: Sign,
): string {
  return toJson({
    version: "default", clientId, signmethod: method, productKey, deviceName,
    sign: sign(deviceSecret, "clientId" + clientId + "deviceName" + deviceName + "productKey" + productKey),
  });
}

/** What the platform answered. */
export interface Answer {
  /** Its code; success is 0, and 200 for a registration. */
  _code: number;
  /** The object of that name in the answer, {} where there is none. */
  _data: any;
  _info: any;
}

/** The answer in a body, or E_HTTP_ANSWER when that is none. */
export function readAnswer(text: string): Answer | number {
  try {
    const answer = parseJson(text.replace(/,[ \t\r\n]*}/g, "}"));
    if (typeof answer.code == "number") return { _code: answer.code, _data: answer.data || {}, _info: answer.info || {} };
  } catch {
    // No JSON, or null.
  }
  return E_HTTP_ANSWER;
}
