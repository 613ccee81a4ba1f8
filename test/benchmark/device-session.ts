// Our MQTT session as `npm run benchmark` runs it, on a plain socket, with the four calls of every client there; and as
// `npm run benchmark:tls` does, over TLS of our own or the interpreter's.
import { createSession, type Session } from "../../lib/mqtt/session.ts";

import { startTls } from "../../lib/tls/handshake.ts";
import { feedTls, writeTls } from "../../lib/tls/link.ts";
import type { Tls } from "../../lib/tls/link.ts";
import { useNative } from "../../lib/tls/native.ts";

declare const E: any;
declare const __TLS__: string;
/** Roots and name of the server, for TLS of our own. */
declare const SERVER: { roots: string; name: string };
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
  const socket = require(__TLS__ == "native" ? "tls" : "net").connect({ host, port });
  let tls: Tls;
  session = createSession({
    _send: __TLS__ == "verified" ? (bytes) => writeTls(tls, bytes) : socket.write.bind(socket),
    _close: () => socket.end(),
    _up: onUp,
    _down: (code) => console.log("down " + code),
    _message: onMessage,
    _plan: () => 0,
    _piece: () => {},
    _error: (code, detail) => console.log("error " + code + " " + detail),
  }, RATE);
  const open = (): void => session._open("benchmark", "user", "password", KEEP_ALIVE_SEC, true);
  if (__TLS__ == "verified") {
    useNative(E, require("crypto") as any);
    tls = startTls({
      _send: (bytes) => socket.write(bytes), _open: open, _down: (code) => console.log("closed " + code),
      _later: (step) => setTimeout(step, 0), _random: (lenBytes) => "r".repeat(lenBytes), _keep: () => {},
    }, {
      _name: SERVER.name, _roots: SERVER.roots, _nowSec: 0, _floorSec: 0, _known: "", _identity: "", _psk: "",
      _session: "", _fragment: 2,
    });
    socket.on("data", (bytes: string) => session._feed(feedTls(tls, bytes) || ""));
    socket.on("drain", () => tls._waiting || session._drained());
  } else {
    socket.on("data", session._feed);
    socket.on("drain", session._drained);
    open();
  }
  CLIENT.publish = session._publish;
  setInterval(() => session._tick(TICK_MS), TICK_MS);
};
CLIENT.subscribe = (topic) => session._subscribe([topic]);
