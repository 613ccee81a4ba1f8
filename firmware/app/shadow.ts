// The device's shadow (设备影子): a JSON text on the platform that servers and the device change in turn.
import { E_JSON_VALUE, E_MESSAGE_WRONG } from "../../lib/codes.ts";
import { toJson } from "../../lib/json.ts";
import { say } from "../say.ts";
import { routeJson, send, whenUp } from "./routes.ts";

/** What the platform says: its answer to a request ("reply"), or that a server has changed what is desired ("control"). */
export interface Shadow {
  method: string;
  payload: {
    status: string;
    /** Where the status is "error": errorcode and errormessage. */
    content?: { errorcode: string; errormessage: string };
    state?: { reported?: any; desired?: any };
    version?: number;
  };
  version?: number;
}

let version = 0;

function tell(message: object): number {
  try {
    return send("/shadow/update/~", toJson(message), 1);
  } catch (thrown) {
    return +(thrown as any) || E_JSON_VALUE;
  }
}

/** Hears all that concerns the shadow, and asks for it each time the device comes online. */
export function onShadow(run: (shadow: Shadow) => void): void {
  routeJson("/shadow/get/~", (shadow, topic) => {
    const payload = shadow.payload;
    if (!payload) return say(E_MESSAGE_WRONG, topic);
    const content = payload.content;
    // An answer that comes late is not the newest, the state itself is.
    const its = +(shadow.version || payload.version) || 0;
    version = payload.state ? its : Math.max(version, its);
    // Somebody else has taken that version: the next one is behind theirs.
    if (content && content.errorcode == 409) getShadow();
    run(shadow);
  });
  whenUp(getShadow);
}

/** Asks for the shadow; 0 or a code. */
export function getShadow(): number {
  return tell({ method: "get" });
}

/** Reports a state as the version behind the last that was heard of; 0 or a code. A version that has been taken
 *  meanwhile is refused with 409 (help: device shadow). `clear` deletes what is desired besides. */
export function updateShadow(reported: object, clear?: boolean): number {
  return tell({ method: "update", state: clear ? { reported, desired: "null" } : { reported }, version: ++version });
}

/** Deletes what was reported: the named attributes, or all; 0 or a code. */
export function deleteShadow(names?: string[]): number {
  let reported: any = "null";
  if (names) {
    reported = {};
    names.forEach((each) => {
      reported[each] = "null";
    });
  }
  return tell({ method: "delete", state: { reported }, version: ++version });
}
