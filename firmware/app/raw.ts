// Bytes of a form of your own in place of Alink JSON: the product's script on the platform translates (help: raw data).
import { REPLY, THING } from "../../lib/topics.ts";
import { RRPC_ON, answerBytes, route, send } from "./routes.ts";

type Bytes = string | void;

/** Sends bytes up; 0 or a code. `done` is called with 0 when the platform has them, or with a code. */
export function sendRaw(bytes: string, done?: (code: number) => void): number {
  return send(THING + "model/up_raw", bytes, 1, done);
}

/** Hears bytes that come down: `run` gives the bytes of the answer, or a promise of them, or nothing, which answers a
 *  synchronous call with none. `onReply` hears what the platform's script answers to bytes that were sent up. */
export function onRaw(run: (bytes: string) => Bytes | Promise<Bytes>, onReply?: (bytes: string) => void): void {
  const down = THING + "model/down_raw";
  route(down, (payload, _left, topic) => answerBytes(run, payload, topic + REPLY, 1));
  route(RRPC_ON + down, (payload, _left, topic) => answerBytes(run, payload, topic, 0, 1));
  if (onReply) route(THING + "model/up_raw" + REPLY, (payload) => onReply(payload));
}
