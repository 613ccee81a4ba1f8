// RRPC: questions of a server that the device answers at once, with any payload (help: RRPC).
import { RRPC_ON, RRPC_REQUEST, USER, answerBytes, route, rrpcAnswer } from "./routes.ts";

/** Answers what comes by RRPC: on the system's topics, or on the custom topic `/${productKey}/${deviceName}/user/` + `name`.
 *  `run` gives the answer's bytes, or a promise of them, within 8 seconds; what it throws leaves the question unanswered. */
export function rrpc(run: (payload: string) => string | Promise<string>, name?: string): void {
  route(
    name ? RRPC_ON + USER + name : RRPC_REQUEST, (payload, _left, topic) => answerBytes(run, payload, rrpcAnswer(topic), 0, 1),
  );
}
