// The custom topics of the app: `/${productKey}/${deviceName}/user/` and a name.
import { E_OFFLINE } from "../../lib/codes.ts";
import { keys } from "../../lib/short.ts";
import { names, session, useTopics } from "../device.ts";

/** Takes a message, or with `inPieces` what has come of it: then `left` bytes are still to come. */
type Handler = (payload: string, left: number) => void;

const handlers: { [name: string]: { _handler: Handler; _inPieces: boolean } } = {};

/** The message in pieces that is under way goes here. */
let current: Handler;

function topicOf(name: string): string {
  return "/" + names + "/user/" + name;
}

function find(topic: string): { _handler: Handler; _inPieces: boolean } | undefined {
  const name = topic.substr(topicOf("").length);
  return topic == topicOf(name) ? handlers[name] : undefined;
}

/** Publishes bytes on the custom topic `/${productKey}/${deviceName}/user/` + `name`; 0 or a code. With QoS 1 the
 *  message waits while offline, and `done` is called with 0 when the platform has it, or with a code. */
export function publish(name: string, payload: string, qos?: number, done?: (code: number) => void): number {
  return session ? session._publish(topicOf(name), payload, qos || 0, done) : E_OFFLINE;
}

/** Subscribes to the custom topic `/${productKey}/${deviceName}/user/` + `name`, now and after every reconnect. With
 *  `inPieces` a message is handed over as it comes, so that its length costs no memory: the handler is called with
 *  each piece and the number of bytes that are still to come, 0 with the last one. */
export function subscribe(name: string, handler: (payload: string, left: number) => void, inPieces?: boolean): void {
  handlers[name] = { _handler: handler, _inPieces: !!inPieces };
  useTopics({
    _all: () => keys(handlers).map(topicOf),
    _message: (topic, payload) => {
      const its = find(topic);
      if (its && its._handler) its._handler(payload, 0);
    },
    _inPieces: (topic) => {
      const its = find(topic);
      if (its) current = its._handler;
      return !!its && its._inPieces;
    },
    _piece: (piece, left) => current(piece, left),
  });
  if (session) session._subscribe([topicOf(name)]);
}
