// The table of the product's thing model, where the app uses one: values that it forbids are neither sent nor taken. A
// feature asks `check && check(PART_…, identifier, value)`, which costs nothing where no app uses a table.
import { E_VALUE_FORBIDDEN } from "../lib/codes.ts";
import type { Specs } from "../lib/tsl.ts";
import { PLATFORM_NO_EVENT, PLATFORM_NO_PARAMETER, PLATFORM_NO_SERVICE, checkValue, specOf } from "../lib/tsl.ts";
import { say } from "./say.ts";

export const PART_PROPERTY = 0;
export const PART_EVENT = 1;
export const PART_INPUT = 2;
export const PART_OUTPUT = 3;

/** What the thing model has of a part: Specs of properties, or the parameters of an event or a service as those of a
 *  struct. */
export type Table = (part: number) => object;

/** 0, or the platform's code for a property's value, an event's outputs, a service's inputs or outputs; it has said it
 *  then. Undefined while the app uses no table. */
export let check: ((part: number, identifier: string, value: any) => number) | undefined;

/** Has the device refuse what the thing model forbids. The file that `linkino model gen` writes calls it. */
export function useModel(table: Table): void {
  check = (part, identifier, value) => {
    const its = specOf(table(part) as Specs, identifier);
    const code = its ? checkValue(its, value) : part ? part > 1 ? PLATFORM_NO_SERVICE : PLATFORM_NO_EVENT : PLATFORM_NO_PARAMETER;
    if (code) say(E_VALUE_FORBIDDEN, identifier + " " + code);
    return code;
  };
}
