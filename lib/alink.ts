// The thing model (物模型) in Alink JSON, on any link that publishes and subscribes: requests and their replies, property
// settings and the reports behind them.
// A setting is carried out once: repeated ids and old commands are refused. Setting a property does not change the
// platform's value, so the app's values are reported after it (help: Alink protocol, properties).
// Memory: the requests that wait for a reply (8 at most) and the last 16 command ids.
import {
  E_COMMAND_OLD, E_COMMAND_REPEATED, E_JSON_VALUE, E_MESSAGE_WRONG, E_NO_REPLY, E_POST_PARTLY, E_POST_REFUSED, E_PROPERTY_UNKNOWN,
  E_QUEUE_FULL,
} from "./codes.ts";
import { idOf, isRepeated } from "./commands.ts";
import { parseJson, toJson } from "./json.ts";
import { isArray, keys } from "./short.ts";
import { PROPERTY_POST, PROPERTY_SET, REPLY } from "./topics.ts";

const REPLY_MS = 20000;
const MAX_WAITING = 8;

/** The platform's code for a property that the product does not have, and for a refused request. */
const PLATFORM_NO_PROPERTY = 5092;
const PLATFORM_REFUSED = 460;

/** JSON values by property identifier. */
export type Values = { [identifier: string]: any };

/** What carries the messages: a session, or anything like it. */
export interface Link {
  /** Publishes, with QoS 1 until it is acknowledged; 0 or a code. */
  _publish(topic: string, payload: string, qos: number): number;
  _subscribe(topics: string[]): void;
}

/** How a request ended: 0, or a code; `data` is the reply's data as JSON, which with E_POST_PARTLY names what was
 *  dropped of a report and why, or the platform's code with E_POST_REFUSED. */
export type Reply = (code: number, data?: any) => void;

export interface Alink {
  /** Publishes a request on the topic `name` of the thing model: 0 when it is on its way, or a code. `reply` is called
   *  once if it is. */
  _request(name: string, params: any, reply?: Reply): number;
  /** Time passes: requests without a reply end with E_NO_REPLY. */
  _tick(elapsedMs: number): void;
  /** Takes a message; nothing happens where it is neither a setting nor a reply that is waited for. */
  _take(topic: string, payload: string): void;
}

/**
 * The thing model of the device `${productKey}/${deviceName}` on a link.
 *
 * `maxAgeSec`: commands that are older are refused when they carry a time and the clock is set; 0 takes any age.
 * `now`: milliseconds since 1970, or 0 while the clock is unset.
 * `set`: takes a value for one property; false when the app has no such property. An exception refuses the value; a
 *  number that is thrown is the code which the platform gets.
 * `onSet`: settings were taken, the app's present values are to be reported.
 * `error`: something to tell; `detail` is an identifier, an id or a topic, or an exception where `code` is 0.
 */
export function createAlink(
  names: string,
  maxAgeSec: number,
  link: Link,
  now: () => number,
  set: (identifier: string, value: any) => unknown,
  onSet: (identifiers: string[]) => void,
  error: (code: number, detail: unknown) => void,
): Alink {
  "once";
  const prefix = "/sys/" + names + "/thing/";
  const setTopic = prefix + PROPERTY_SET;
  const waiting: { _topic: string; _id: string; _reply: Reply | undefined; _untilMs: number }[] = [];
  let timeMs = 0;
  const seen: string[] = [];
  let lastId = 0;

  link._subscribe([setTopic, prefix + PROPERTY_POST + REPLY]);

  function finish(index: number, code: number, data: any): void {
    const reply = waiting.splice(index, 1)[0]._reply;
    if (code) error(code, data);
    try {
      if (reply) reply(code, data);
    } catch (thrown) {
      error(0, thrown);
    }
  }

  function carryOut(message: any, id: string): void {
    if (isRepeated(seen, id)) return error(E_COMMAND_REPEATED, id);
    const values = message.params;
    const taken: string[] = [];
    let code = PLATFORM_REFUSED;
    if (!values || typeof values != "object" || isArray(values)) error(E_MESSAGE_WRONG, id);
    else if (maxAgeSec && message.time && now() - message.time > maxAgeSec * 1000) error(E_COMMAND_OLD, id);
    else {
      code = 200;
      // A loop, not forEach: it leaves the app more of the interpreter's short stack.
      for (const identifier of keys(values)) {
        try {
          if (set(identifier, values[identifier])) taken.push(identifier);
          else {
            error(E_PROPERTY_UNKNOWN, identifier);
            code = PLATFORM_NO_PROPERTY;
          }
        } catch (thrown) {
          // A number is the code that the platform is to get, thrown on purpose.
          code = +thrown!;
          if (!code) {
            error(0, thrown);
            code = PLATFORM_REFUSED;
          }
        }
      }
    }
    const lost = link._publish(
      setTopic + REPLY, '{"id":' + toJson(id) + ',"code":' + code + ',"data":{}}', 1,
    );
    if (lost) error(lost, id);
    if (taken[0]) onSet(taken);
  }

  return {
    _request(name, params, reply) {
      if (waiting.length >= MAX_WAITING) return E_QUEUE_FULL;
      let code: number;
      try {
        code = link._publish(
          prefix + name,
          '{"id":"' + ++lastId + '","version":"1.0","params":' + toJson(params) + "}",
          1,
        );
      } catch (thrown) {
        // A value that JSON does not have; or an exception of the interpreter, short of memory or stack.
        return +(thrown as any) || E_JSON_VALUE;
      }
      if (!code) waiting.push({ _topic: prefix + name + REPLY, _id: "" + lastId, _reply: reply, _untilMs: timeMs + REPLY_MS });
      return code;
    },

    _tick(elapsedMs) {
      timeMs += elapsedMs;
      // The oldest is the first; what a reply handler posts comes last and is new.
      while (waiting[0] && waiting[0]._untilMs < timeMs) finish(0, E_NO_REPLY, waiting[0]._id);
    },

    _take(topic, payload) {
      const isSet = topic == setTopic;
      if (!isSet && !waiting.some((entry) => entry._topic == topic)) return;
      let message: any = 0;
      let code = E_MESSAGE_WRONG;
      let data = "";
      try {
        message = parseJson(payload) || 0;
        data = toJson(message.data || {});
      } catch (thrown) {
        code = thrown as number;
      }
      const id = idOf(message);
      if (!id) error(code, topic);
      else if (isSet) carryOut(message, id);
      else {
        const index = waiting.findIndex((entry) => entry._id == id);
        code = message.code != 200 ? E_POST_REFUSED : data.startsWith('{"') && topic == prefix + PROPERTY_POST + REPLY ? E_POST_PARTLY : 0;
        if (index >= 0) finish(index, code, code == E_POST_REFUSED ? message.code : data);
      }
    },
  };
}
