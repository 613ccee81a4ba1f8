// Services of the thing model: asynchronous ones come on their own topic, synchronous ones by RRPC in either form
// (help: RRPC; Alink protocol, services).
import { E_COMMAND_OLD, E_COMMAND_REPEATED, E_MESSAGE_WRONG, E_SERVICE_UNKNOWN } from "../../lib/codes.ts";
import { idOf, isOld, isRepeated } from "../../lib/commands.ts";
import { parseJson, toJson } from "../../lib/json.ts";
import { REPLY, THING } from "../../lib/topics.ts";
import { maxAgeSec } from "../device.ts";
import type { ServiceInput, ServiceName, ServiceOutput } from "../model-types.ts";
import { PART_INPUT, PART_OUTPUT, check } from "../model.ts";
import { say } from "../say.ts";
import { now } from "../tls.ts";
import { RRPC_ON, RRPC_REQUEST, mustReply, route, routeJson, rrpcAnswer, settle } from "./routes.ts";

type Run = (input: any) => any;

/** Whose handler of RRPC it is, beside the app's own. */
const OWNER = "svc";

/** The platform's code for a service that the product does not have, and for a refused one. */
const PLATFORM_NO_SERVICE = 6313;
const PLATFORM_REFUSED = 460;

const services: { [identifier: string]: Run } = {};
const seen: string[] = [];

/** Answers a call of `identifier`; `repeats` says that it comes with QoS 1, which repeats messages. */
function carryOut(message: any, identifier: string, topic: string, qos: number): void {
  "cold";
  const id = idOf(message);
  // Not by its bare name: objects inherit some.
  const run = services["$" + identifier];
  const answer = (code: number, data: unknown): void => {
    let text = "{}";
    try {
      text = toJson(data || {});
    } catch (thrown) {
      code = PLATFORM_REFUSED;
      say(thrown as number, identifier);
    }
    mustReply(topic, id, code, text, qos);
  };
  const refuse = (code: number, thrown: unknown, platform: number): void => {
    say(code, thrown);
    answer(platform, 0);
  };
  if (!id) say(E_MESSAGE_WRONG, topic);
  else if (qos && isRepeated(seen, id)) say(E_COMMAND_REPEATED, id);
  else if (isOld(message, maxAgeSec, now)) refuse(E_COMMAND_OLD, id, PLATFORM_REFUSED);
  else if (!run) refuse(E_SERVICE_UNKNOWN, identifier, PLATFORM_NO_SERVICE);
  else {
    const input = message.params || {};
    const code = check && check(PART_INPUT, identifier, input);
    if (code) return answer(code, 0);
    settle(
      run,
      input,
      (data: any) => {
        const wrong = check && check(PART_OUTPUT, identifier, data || {});
        answer(wrong || 200, !wrong && data);
      },
      (thrown) => refuse(0, thrown, PLATFORM_REFUSED),
    );
  }
}

/** Declares a service of the thing model. `run` takes the input parameters and gives the output parameters, or a promise
 *  of them; what it throws refuses the call. A synchronous call must be answered within 8 seconds. */
export function service<S extends ServiceName>(
  identifier: S, run: (input: ServiceInput<S>) => ServiceOutput<S> | void | Promise<ServiceOutput<S> | void>,
): void {
  services["$" + identifier] = run;
  const name = THING + "service/" + identifier;
  routeJson(name, (message, topic) => carryOut(message, identifier, topic + REPLY, 1));
  routeJson(RRPC_ON + name, (message, topic) => carryOut(message, identifier, topic, 0));
  // The form for a device that does not take RRPC on other topics (ext bit 0 of the clientId).
  route(RRPC_REQUEST, (payload, _left, topic) => {
    let message: any;
    let parts: string[] = [];
    try {
      message = parseJson(payload);
      parts = ("" + message.method).split("thing.service.");
    } catch {
      // Not ours.
    }
    if (parts[0] || !parts[1]) return false;
    carryOut(message, parts[1], rrpcAnswer(topic), 0);
  }, OWNER);
}
