// Our MQTT session as `npm run benchmark` runs it: on a plain socket, with the four calls of every client there.
import { createSession, type Session } from "../../lib/mqtt/session.ts";

declare const CLIENT: {
  connect(host: string, port: number, onUp: () => void, onMessage: (topic: string, payload: string) => void): void;
  subscribe(topic: string): void;
  publish(topic: string, payload: string, qos: number, done: () => void): number;
};

/** Far more a second than an interpreter sends: the limit of the platform is not what is measured. */
const RATE = 1e6;
const KEEP_ALIVE_SEC = 120;
const TICK_MS = 1000;

let session: Session;

CLIENT.connect = (host, port, onUp, onMessage) => {
  const socket = require("net").connect({ host, port });
  session = createSession({
    _send: (bytes) => socket.write(bytes),
    _close: () => socket.end(),
    _up: onUp,
    _down: (code) => console.log("down " + code),
    _message: onMessage,
    _plan: () => 0,
    _piece: () => {},
    _error: (code, detail) => console.log("error " + code + " " + detail),
  }, RATE);
  socket.on("data", (bytes: string) => session._feed(bytes));
  socket.on("drain", () => session._drained());
  session._open("benchmark", "user", "password", KEEP_ALIVE_SEC, true);
  setInterval(() => session._tick(TICK_MS), TICK_MS);
};
CLIENT.subscribe = (topic) => session._subscribe([topic]);
CLIENT.publish = (topic, payload, qos, done) => session._publish(topic, payload, qos, done);
