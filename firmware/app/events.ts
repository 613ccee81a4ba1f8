// Events of the thing model.
import type { EventName, EventOutput } from "../model-types.ts";
import { PART_EVENT, check } from "../model.ts";
import { request } from "./request.ts";
import type { Answer } from "./request.ts";

/** Reports an event with its output parameters; 0 when it is on its way, or a code. `time` is when it happened, in
 *  milliseconds since 1970: without it, the platform takes the time of arrival. */
export function event<E extends EventName>(
  identifier: E, outputs: EventOutput<E>, answer?: Answer, time?: number,
): number {
  return check && check(PART_EVENT, identifier, outputs) || request("event/" + identifier + "/post", time ? { value: outputs, time } : { value: outputs }, answer);
}
