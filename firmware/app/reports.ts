// Reports beyond the present values of properties: with a time of their own, and many at once.
import { request } from "./request.ts";
import type { Answer } from "./request.ts";
import { PROPERTY_POST } from "../../lib/topics.ts";
import { names } from "../device.ts";

/** A value and when it was so, milliseconds since 1970. */
export interface Timed<T = any> {
  value: T;
  time: number;
}

/** Timed values by identifier, and the outputs of events likewise. */
export type Many = { [identifier: string]: Timed[] };

/** Reports any values, each bare or with its time (help: Alink protocol, properties); 0 or a code. With E_POST_PARTLY
 *  `data` names what the platform has dropped, as JSON. */
export function report(values: { [identifier: string]: any }, answer?: Answer): number {
  return request(PROPERTY_POST, values, answer);
}

/** Reports several values of each property, and several of each event, in one message of at most 200 properties. */
export function batch(properties: Many, events?: Many, answer?: Answer): number {
  return request("event/property/batch/post", { properties, events: events || {} }, answer);
}

/** Reports what was so in the past, without changing what is so now: lists of sets of timed values by identifier. */
export function history(
  properties: { [identifier: string]: Timed }[], events?: { [identifier: string]: Timed }[], answer?: Answer,
): number {
  const [productKey, deviceName] = names.split("/");
  return request(
    "event/property/history/post", [{ identity: { productKey, deviceName }, properties, events: events || [] }], answer,
  );
}
