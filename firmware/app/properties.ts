// The properties that the app declares: reported when the device comes online, and set from the platform.
import type { Reply, Values } from "../../lib/alink.ts";
import { E_OFFLINE, E_PROPERTY_UNKNOWN } from "../../lib/codes.ts";
import { keys } from "../../lib/short.ts";
import { PROPERTY_POST } from "../../lib/topics.ts";
import { alink } from "../device.ts";

const properties: { [identifier: string]: { _get?: () => any; _set?: (value: any) => void } } = {};

/** Declares a property of the thing model. `get` gives the present value and is reported each time the device comes
 *  online and after a setting; `set` takes a value from the platform, and refuses it by throwing. */
export function property(identifier: string, get?: () => any, set?: (value: any) => void): void {
  properties[identifier] = { _get: get, _set: set };
}

/** Reports properties: the named ones, or all, as far as they have a `get`. 0 when the report is on its way, or a
 *  code; `reply` is called with 0 when the platform has taken it, or with a code. */
export function post(identifiers?: string[], reply?: Reply): number {
  const values: Values = {};
  let code = E_PROPERTY_UNKNOWN;
  let unknown = 0;
  (identifiers || keys(properties)).forEach((identifier) => {
    const its = properties[identifier];
    if (!its) unknown = E_PROPERTY_UNKNOWN;
    else if (its._get) {
      values[identifier] = its._get();
      code = 0;
    }
  });
  return code || unknown || (alink ? alink._request(PROPERTY_POST, values, reply) : E_OFFLINE);
}

/** Takes a value from the platform; false when the app has no such property. */
export function take(identifier: string, value: any): unknown {
  const set = properties[identifier] && properties[identifier]._set;
  return set && (set(value), true);
}
