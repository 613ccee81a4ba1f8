// What the thing model of a product says of reports, events, calls and answers: undefined, or the platform's code
// and text. `strict` takes in all that the specs say, otherwise identifier and type alone count. Our choice: the code for an
// event or a service that the model does not have; a parameter that is missing is no fault.

import type { Json, JsonObject } from "./json.ts";
import { modelOf } from "./tsl-file.ts";
import { type Fault, faultOfMembers, faultOfValue } from "./tsl-values.ts";

export { checkTsl, parseTsl } from "./tsl-file.ts";
export type { Fault } from "./tsl-values.ts";

/** What is wrong with a property's value. */
export function faultOf(tsl: JsonObject, identifier: string, value: Json, strict = false): Fault | undefined {
  const type = modelOf(tsl).properties.get(identifier);
  if (type === undefined) return { code: 6304, text: "tsl parse: params not exist" };
  return faultOfValue(type, identifier, value, strict);
}

/** What is wrong with an event, `block:event` in a module, or its output parameters. */
export function faultsOfEvent(tsl: JsonObject, event: string, outputs: Json, strict = false): Fault | undefined {
  const members = modelOf(tsl).events.get(event);
  if (members === undefined) return { code: 5160, text: `tsl parse: event not exist -> ${event}` };
  return faultOfMembers(members, outputs, strict);
}

/** What is wrong with a service, `block:service` in a module, or its input parameters. */
export function faultsOfInput(tsl: JsonObject, service: string, args: Json, strict = false): Fault | undefined {
  const its = modelOf(tsl).services.get(service);
  return its === undefined ? noService(service) : faultOfMembers(its.input, args, strict);
}

/** What is wrong with a service or what it answered. */
export function faultsOfOutput(tsl: JsonObject, service: string, outputs: Json, strict = false): Fault | undefined {
  const its = modelOf(tsl).services.get(service);
  return its === undefined ? noService(service) : faultOfMembers(its.output, outputs, strict);
}

function noService(service: string): Fault {
  return { code: 5161, text: `tsl parse: service not exist -> ${service}` };
}
