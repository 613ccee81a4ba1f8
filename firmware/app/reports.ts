// Reports beyond the present values of properties: with a time of their own, and many at once.
import { isArray, keys } from "../../lib/short.ts";
import { PROPERTY_POST } from "../../lib/topics.ts";
import { names } from "../device.ts";
import type { EventName, EventOutput, PropertyValueOf, ReportedName } from "../model-types.ts";
import { PART_EVENT, PART_PROPERTY, check } from "../model.ts";
import { request } from "./request.ts";
import type { Answer } from "./request.ts";

/** A value and when it was so, milliseconds since 1970. */
export interface Timed<T = any> {
  value: T;
  time: number;
}

/** Values by identifier, each bare or with its time. */
export type Values = { [K in ReportedName]?: PropertyValueOf<K> | Timed<PropertyValueOf<K>> };
/** Timed values by identifier, one of each. */
export type TimedValues = { [K in ReportedName]?: Timed<PropertyValueOf<K>> };
/** Timed outputs by event, one of each. */
export type TimedEvents = { [E in EventName]?: Timed<EventOutput<E>> };
/** The same, several of each. */
export type ManyValues = { [K in ReportedName]?: Timed<PropertyValueOf<K>>[] };
export type ManyEvents = { [E in EventName]?: Timed<EventOutput<E>>[] };

/** The first fault of values by identifier, each bare, with its time, or several in a list with theirs; 0 for none. */
export function faultOf(part: number, values: any): number {
  let code: number | undefined;
  if (check) {
    keys(values).forEach((identifier) => {
      const its = values[identifier];
      const isTimed = (each: any): boolean => each && each.value !== undefined;
      (isArray(its) && isTimed(its[0]) ? its : [its]).forEach((each) => {
        code = code || check!(part, identifier, isTimed(each) ? each.value : each);
      });
    });
  }
  return code || 0;
}

/** Reports any values (help: Alink protocol, properties); 0 when they are on their way, or a code. With E_POST_PARTLY
 *  `data` names what the platform has dropped, as JSON. */
export function report(values: Values, answer?: Answer): number {
  return faultOf(PART_PROPERTY, values) || request(PROPERTY_POST, values, answer);
}

/** Reports several values of each property, and several of each event, in one message of at most 200; 0 or a code. */
export function batch(properties: ManyValues, events?: ManyEvents, answer?: Answer): number {
  events = events || {};
  return faultOf(PART_PROPERTY, properties) || faultOf(PART_EVENT, events) ||
    request("event/property/batch/post", { properties, events }, answer);
}

/** Reports what was so in the past, without changing what is so now: lists of sets of timed values; 0 or a code. */
export function history(properties: TimedValues[], events?: TimedEvents[], answer?: Answer): number {
  events = events || [];
  const faultOfAll = (part: number, list: object[]): number => list.reduce<number>((code, each) => code || faultOf(part, each), 0);
  return faultOfAll(PART_PROPERTY, properties) || faultOfAll(PART_EVENT, events) || sendHistory(properties, events, answer);
}

/** The same for what was held against the model before. */
export function sendHistory(properties: object[], events: object[], answer?: Answer): number {
  const own = names.split("/");
  return request(
    "event/property/history/post", [{ identity: { productKey: own[0], deviceName: own[1] }, properties, events }], answer,
  );
}
