// What comes on which topic, for all features of the app API that listen to topics. In a topic, "~" stands for
// `${productKey}/${deviceName}` and "^" for the ProductKey, which are known from the start on only; "+" once for any level,
// or for several.
import { E_MESSAGE_WRONG, E_OFFLINE } from "../../lib/codes.ts";
import { parseJson, toJson } from "../../lib/json.ts";
import { names, session, useFeatures } from "../device.ts";
import { usePairs } from "../login.ts";
import { say } from "../say.ts";

/** Takes a message, or with `inPieces` what has come of it: then `left` bytes are still to come. False when it is none of
 *  its own. */
export type Handler = (payload: string, left: number, topic: string) => unknown;

interface Route {
  _topic: string;
  _handler: Handler;
  _owner: string | undefined;
  _inPieces: unknown;
}

const routes: Route[] = [];
const ups: (() => void)[] = [];

/** The message in pieces that is under way goes here. */
let current: Route;

/** A topic with the names of this device. */
export function topicOf(topic: string): string {
  return topic.replace("~", names).replace("^", names.split("/")[0]);
}

function fits(route: Route, topic: string): boolean {
  const filter = topicOf(route._topic);
  const parts = filter.split("+");
  return filter == topic ||
    (parts[1] != null && topic.length >= filter.length && topic.startsWith(parts[0]) && topic.endsWith(parts[1]));
}

function start(): void {
  // RRPC on custom topics; and topics of the system without SUBSCRIBE, which takes up to ten seconds (official C SDK).
  usePairs(",ext=1,_ss=1");
  useFeatures({
    _topics: () => routes.map((route) => topicOf(route._topic)),
    // In a turn of its own: what a handler leads to takes much of the stack, which is 15,000 bytes on some boards.
    _message: (topic, payload) => {
      const those = routes.filter((route) => fits(route, topic));
      if (those[0]) setTimeout(() => those.some((route) => route._handler(payload, 0, topic) !== false));
      return those[0];
    },
    _inPieces: (topic) => routes.some((route) => fits(route, topic) && (current = route)._inPieces),
    _piece: (piece, left) => current._handler(piece, left, ""),
    _up: () => ups.forEach((up) => setTimeout(up)),
  });
}

/** Subscribes to a topic, now and after every reconnect. A second handler takes the place of the first one of the same
 *  `owner`; those of several see a message one after another until one has taken it. */
export function route(topic: string, handler: Handler, owner?: string, inPieces?: unknown): void {
  const index = routes.findIndex((each) => each._topic == topic && each._owner == owner);
  const its = { _topic: topic, _handler: handler, _owner: owner, _inPieces: inPieces };
  if (index < 0) routes.push(its);
  else routes[index] = its;
  start();
  if (session) session._subscribe([topicOf(topic)]);
}

/** The same for messages in JSON; one that is none, or whose parts `take` does not find, is said. */
export function routeJson(topic: string, take: (message: any, topic: string) => void): void {
  route(topic, (payload, _left, from) => {
    let message: any;
    try {
      message = parseJson(payload);
    } catch (thrown) {
      return say(thrown as number, from);
    }
    // No object: it has no id either.
    if (!message || typeof message != "object") say(E_MESSAGE_WRONG, from);
    else take(message, from);
  });
}

/** Publishes on a topic with "~"; 0 or a code. */
export function send(topic: string, bytes: string, qos: number, done?: (code: number) => void): number {
  return session ? session._publish(topicOf(topic), bytes, qos, done) : E_OFFLINE;
}

/** Says a code that nobody else would hear of, unless it is 0. */
export function complain(code: number, detail?: unknown): void {
  if (code) say(code, detail);
}

/** Publishes what nobody else would hear of. */
export function mustSend(topic: string, bytes: string, qos: number): void {
  complain(send(topic, bytes, qos), topic);
}

/** Has `up` called each time the device comes online. */
export function whenUp(up: () => void): void {
  if (ups.indexOf(up) < 0) ups.push(up);
  start();
}

/** Has `run` take something: `done` is called with what it gives, or with what the promise that it gives comes to. A promise
 *  that fails, like `run` when it throws, goes to `fail`. */
export function settle<I, O>(
  run: (input: I) => O | Promise<O>, input: I, done: (value: O) => void, fail: (thrown: unknown) => void,
): void {
  try {
    const value: any = run(input);
    if (value && value.then) value.then(done, fail);
    else done(value);
  } catch (thrown) {
    fail(thrown);
  }
}

/** Sends on `topic` the bytes that `run` gives for those that came, none where it gives nothing and an answer `isOwed`. */
export function answerBytes(
  run: (bytes: string) => string | void | Promise<string | void>, payload: string, topic: string, qos: number, isOwed?: unknown,
): void {
  settle(run, payload, (bytes) => {
    if (bytes != null || isOwed) mustSend(topic, bytes || "", qos);
  }, (thrown) => say(0, thrown));
}

/** Answers a message of the platform's in its JSON; `data` is JSON. */
export function mustReply(topic: string, id: string, code: number, data: string, qos: number): void {
  mustSend(topic, '{"id":' + toJson(id) + ',"code":' + code + ',"data":' + data + "}", qos);
}

/** The custom topics of the app. */
export const USER = "/~/user/";

/** RRPC on the system's topics (help: RRPC), and what stands before the topic where it comes on another. Its answers go out with
 *  QoS 0. */
export const RRPC_REQUEST = "/sys/~/rrpc/request/+";
export const RRPC_ON = "/ext/rrpc/+";

/** Where an RRPC is answered: one that came on another topic on that itself. */
export function rrpcAnswer(topic: string): string {
  return topic.startsWith("/sys/") ? topic.replace("/rrpc/request/", "/rrpc/response/") : topic;
}
