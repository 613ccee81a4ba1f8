// Requests to the platform in Alink JSON, for the features that send some.
import { E_OFFLINE } from "../../lib/codes.ts";
import { parseJson } from "../../lib/json.ts";
import { REPLY, THING } from "../../lib/topics.ts";
import { alink, session } from "../device.ts";
import { topicOf } from "./routes.ts";

/** How a request ended: 0 and the reply's data, or a code; with E_POST_REFUSED `data` is the platform's own code. */
export type Answer<T = any> = (code: number, data: T) => void;

/** Sends a request on the thing model's topic `name`: 0 when it is on its way, or a code. */
export function request<T>(name: string, params: unknown, answer?: Answer<T>): number {
  if (!alink) return E_OFFLINE;
  session._subscribe([topicOf(THING + name + REPLY)]);
  // In a turn of its own, for the stack.
  return alink._request(name, params, answer && ((code, data) => {
    setTimeout(() => answer(code, code ? data : parseJson(data)));
  }));
}
