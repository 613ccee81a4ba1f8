// RRPC: questions of a server that the device answers at once, with any payload (help: RRPC).
import { session } from "../device.ts";
import { say } from "../say.ts";
import { settle } from "./request.ts";
import { RRPC_REQUEST, route, rrpcAnswer } from "./routes.ts";

/** Answers what comes by RRPC: on the system's topics, or on the custom topic `/${productKey}/${deviceName}/user/` + `name`.
 *  `run` gives the answer's bytes, or a promise of them, within 8 seconds; what it throws leaves the question unanswered. */
export function rrpc(run: (payload: string) => string | Promise<string>, name?: string): void {
  route(name ? "/ext/rrpc/+/~/user/" + name : RRPC_REQUEST, (payload, _left, topic) => {
    settle(() => run(payload), (bytes) => {
      const lost = session._publish(rrpcAnswer(topic), bytes, 0);
      if (lost) say(lost, topic);
    }, (thrown) => say(0, thrown));
  });
}
