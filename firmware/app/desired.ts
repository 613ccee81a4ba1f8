// Desired properties (期望属性值): what the device is to be, kept by the platform while it is offline.
import { E_PROPERTY_UNKNOWN } from "../../lib/codes.ts";
import { keys } from "../../lib/short.ts";
import type { ReportedName } from "../model-types.ts";
import { say } from "../say.ts";
import { post, settable, take } from "./properties.ts";
import { request } from "./request.ts";
import type { Answer } from "./request.ts";
import { complain, whenUp } from "./routes.ts";

/** Desired values by identifier, each with the version that it has on the platform. */
export type Desired = { [identifier: string]: { value: any; version: number } };

const NAME = "property/desired/";

/** Asks for desired values; 0 when it is on its way, or a code. */
export function getDesired(identifiers: string[], answer: Answer<Desired>): number {
  return request(NAME + "get", identifiers, answer);
}

/** Deletes desired values: those of the given version, or whatever they are where that is 0. */
export function deleteDesired(versions: { [identifier: string]: number }, answer?: Answer): number {
  const params: { [identifier: string]: { version?: number } } = {};
  keys(versions).forEach((each) => {
    params[each] = versions[each] ? { version: versions[each] } : {};
  });
  return request(NAME + "delete", params, answer);
}

/** Carries out, each time the device comes online, what is desired of the properties that have a setter: sets them,
 *  reports them, and deletes what was carried out unless it has changed since. What the app refuses stays desired. */
export function followDesired(): void {
  whenUp(follow);
}

function follow(): void {
  complain(getDesired(settable(), (failed, desired) => {
    if (failed) return;
    const done: { [identifier: string]: number } = {};
    keys(desired).forEach((each) => {
      try {
        if (take(each, desired[each].value)) done[each] = desired[each].version;
      } catch (thrown) {
        // A number was thrown on purpose, by the model or by the app.
        if (!+thrown!) say(0, thrown);
      }
    });
    if (!keys(done)[0]) return;
    const lost = post(keys(done) as ReportedName[]);
    // One that can only be set has nothing to report.
    if (lost && lost != E_PROPERTY_UNKNOWN) say(lost);
    complain(deleteDesired(done));
  }));
}
