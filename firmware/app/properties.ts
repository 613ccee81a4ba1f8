// The properties that the app declares: reported when the device comes online, and set from the platform.
import type { Reply, Values } from "../../lib/alink.ts";
import { E_OFFLINE, E_PROPERTY_UNKNOWN } from "../../lib/codes.ts";
import { keys } from "../../lib/short.ts";
import { PROPERTY_POST } from "../../lib/topics.ts";
import { alink } from "../device.ts";
import type { Accessors, PropertyName, ReportedName } from "../model-types.ts";
import { PART_PROPERTY, check } from "../model.ts";

const properties: { [identifier: string]: { _get?: () => any; _set?: (value: any) => void } } = {};

/** Declares a property of the thing model. `get` gives the present value and is reported each time the device comes
 *  online and after a setting; `set` takes a value from the platform, and refuses it by throwing:
 *  a number is the code which the platform gets. */
export function property<K extends PropertyName>(identifier: K, ...accessors: Accessors<K>): void;
export function property(identifier: string, get?: () => any, set?: (value: any) => void): void {
  properties[identifier] = { _get: get, _set: set };
}

/** Reports properties: the named ones, or all, as far as they have a `get`. 0 when the report is on its way, or a
 *  code; `reply` is called with 0 when the platform has taken it, or with a code. A value that the thing model forbids
 *  refuses the report, with the platform's code; of all properties it is only left out. */
export function post(identifiers?: ReportedName[], reply?: Reply): number {
  const values: Values = {};
  let code = E_PROPERTY_UNKNOWN;
  let refused: number | undefined;
  (identifiers || keys(properties)).forEach((identifier) => {
    const its = properties[identifier];
    if (!its) refused = E_PROPERTY_UNKNOWN;
    else if (its._get) {
      values[identifier] = its._get();
      code = 0;
      if (check) {
        const fault = check(PART_PROPERTY, identifier, values[identifier]);
        if (fault) {
          delete values[identifier];
          if (identifiers) refused = fault;
          if (!keys(values)[0]) code = fault;
        }
      }
    }
  });
  return refused || code || (alink ? alink._request(PROPERTY_POST, values, reply) : E_OFFLINE);
}

/** Takes a value from the platform; false when the app has no such property. Throws the platform's code for a value that the
 *  thing model forbids. */
export function take(identifier: string, value: any): unknown {
  const set = properties[identifier] && properties[identifier]._set;
  if (check) {
    const fault = set && check(PART_PROPERTY, identifier, value);
    if (fault) throw fault;
  }
  return set && (set(value), 1);
}

/** The properties that can be set. */
export function settable(): string[] {
  return keys(properties).filter((each) => properties[each]._set);
}
