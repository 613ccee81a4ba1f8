// What the model of a product says of reports, calls and answers: undefined where nothing is wrong, where the product has
// no model, or where it does not validate.

import { isObject, type Json, type JsonObject } from "../json.ts";
import type { Product } from "../state.ts";
import * as tsl from "../tsl.ts";

export type { Fault } from "../tsl.ts";

/** What is wrong with a property. */
export const faultOf = held(tsl.faultOf);

/** What is wrong with an event or its outputs. */
export const faultsOfEvent = held(tsl.faultsOfEvent);

/** What is wrong with the input of a service. */
export const faultsOfInput = held(tsl.faultsOfInput);

/** What is wrong with the output of a service. */
export const faultsOfOutput = held(tsl.faultsOfOutput);

/** True when the model says that callers of the service wait for its answer. */
export function isSync({ tsl }: Product, service: string): boolean {
  if (tsl === null) return false;
  for (const block of [tsl, ...listOf(tsl.functionBlocks)]) {
    const prefix = block.functionBlockId ? `${block.functionBlockId}:` : "";
    const found = listOf(block.services).find(({ identifier }) => prefix + identifier === service);
    if (found !== undefined) return found.callType === "sync";
  }
  return false;
}

function held(check: (tsl: JsonObject, name: string, value: Json, strict: boolean) => tsl.Fault | undefined) {
  return ({ tsl, validation }: Product, name: string, value: Json): tsl.Fault | undefined => {
    return tsl === null || validation === "none" ? undefined : check(tsl, name, value, validation === "strict");
  };
}

function listOf(item: Json | undefined): JsonObject[] {
  return Array.isArray(item) ? item.filter(isObject) : [];
}
