// Bytes of a form of your own in place of Alink JSON: the product's script on the platform translates (help: raw data).
import { say } from "../say.ts";
import { settle } from "./request.ts";
import { mustSend, route, send } from "./routes.ts";

type Bytes = string | void;

const DOWN = "/sys/~/thing/model/down_raw";
const UP = "/sys/~/thing/model/up_raw";

/** Sends bytes up; 0 or a code. `done` is called with 0 when the platform has them, or with a code. */
export function sendRaw(bytes: string, done?: (code: number) => void): number {
  return send(UP, bytes, 1, done);
}

/** Hears bytes that come down: `run` gives the bytes of the answer, or a promise of them, or nothing, which answers a
 *  synchronous call with none. `onReply` hears what the platform's script answers to bytes that were sent up. */
export function onRaw(run: (bytes: string) => Bytes | Promise<Bytes>, onReply?: (bytes: string) => void): void {
  const take = (payload: string, topic: string, qos: number, isOwed?: boolean): void => {
    settle(() => run(payload), (bytes) => {
      if (bytes != null || isOwed) mustSend(topic, bytes || "", qos);
    }, (thrown) => say(0, thrown));
  };
  route(DOWN, (payload, _left, topic) => take(payload, topic + "_reply", 1));
  route("/ext/rrpc/+" + DOWN, (payload, _left, topic) => take(payload, topic, 0, true));
  if (onReply) route(UP + "_reply", (payload) => onReply(payload));
}
