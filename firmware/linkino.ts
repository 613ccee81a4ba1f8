// The app API: what a user's main.ts imports from "linkino".
import { E_OFFLINE, E_PROPERTY_UNKNOWN } from "../lib/codes.ts";
import type { Reply, Values } from "../lib/alink.ts";
import { userTopic } from "../lib/topics.ts";
import { alink, app, listener, run, session, settings } from "./device.ts";

interface Property {
  _get?: () => any;
  _set?: (value: any) => void;
}

const properties: { [identifier: string]: Property } = {};

/** Declares a property of the thing model. `get` gives the present value and is reported each time the device comes
 *  online and after a setting; `set` takes a value from the platform, and refuses it by throwing. */
export function property(identifier: string, get?: () => any, set?: (value: any) => void): void {
  properties[identifier] = { _get: get, _set: set };
}

/** Reports properties: the named ones, or all that have a `get`. 0 when the report is on its way, or a code;
 *  `reply` is called with 0 when the platform has taken it, or with a code. */
export function post(identifiers?: string[], reply?: Reply): number {
  const values: Values = {};
  let code = identifiers ? 0 : E_PROPERTY_UNKNOWN;
  (identifiers || Object.keys(properties)).forEach((identifier) => {
    const get = properties[identifier] && properties[identifier]._get;
    if (get) {
      values[identifier] = get();
      if (!identifiers) code = 0;
    } else if (identifiers) code = E_PROPERTY_UNKNOWN;
  });
  return code || (alink ? alink.post(values, reply) : E_OFFLINE);
}

/** Publishes bytes on the custom topic `/${productKey}/${deviceName}/user/` + `name`; 0 or a code. With QoS 1 the
 *  message waits while offline, and `done` is called with 0 when the platform has it, or with a code. */
export function publish(name: string, payload: string, qos?: number, done?: (code: number) => void): number {
  return session ? session._publish(userTopic(settings.pk, settings.dn, name), payload, qos || 0, done) : E_OFFLINE;
}

const topics: { [name: string]: (payload: string) => void } = {};

/** Subscribes to the custom topic `/${productKey}/${deviceName}/user/` + `name`, now and after every reconnect. */
export function subscribe(name: string, handler: (payload: string) => void): void {
  topics[name] = handler;
  app._message = (topic, payload) => {
    const prefix = userTopic(settings.pk, settings.dn, "");
    const found = topics[topic.substr(prefix.length)];
    if (found && topic.substr(0, prefix.length) == prefix) found(payload);
  };
  app._topics = () => Object.keys(topics).map((each) => userTopic(settings.pk, settings.dn, each));
  if (session) session._subscribe([userTopic(settings.pk, settings.dn, name)]);
}

/** Hears every code that the device says: states (550 to 599), refusals and errors. */
export function onCode(run: (code: number, detail?: unknown) => void): void {
  listener._run = run;
}

/** Starts the device. `main` is what the app does besides (timers, sensors); safe mode leaves it out. */
export function start(main?: () => void): void {
  app._set = (identifier, value) => {
    const set = properties[identifier] && properties[identifier]._set;
    if (!set) return false;
    set(value);
    return true;
  };
  app._report = post;
  app._main = main;
  run();
}
