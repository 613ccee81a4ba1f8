// One round of `npm run benchmark:tls` on the interpreter: a connection of each kind, one after the other, with TLS of our
// own and the interpreter's. Of each it prints the kind, the milliseconds from connecting to the first byte that comes
// back, and those of the longest turn.
import { startTls } from "../../lib/tls/handshake.ts";
import { feedTls, writeTls } from "../../lib/tls/link.ts";
import type { Tls } from "../../lib/tls/link.ts";
import { useNative } from "../../lib/tls/native.ts";

declare const E: any;
declare const getTime: () => number;
declare const print: (line: string) => void;
declare const TASK: {
  /** Of servers with tickets, without, and for a key. */
  tickets: number;
  ids: number;
  psk: number;
  name: string;
  roots: string;
  identity: string;
  key: string;
  nowSec: number;
};

/** What is remembered of the connection before. */
let known = "";
let session = "";

useNative(E, require("crypto") as any);

/** Not secret: any bytes do for a measurement. */
function random(lenBytes: number): string {
  let bytes = "";
  while (bytes.length < lenBytes) bytes += String.fromCharCode(Math.random() * 256);
  return bytes;
}

function measure(kind: string, next: () => void): void {
  const isPsk = kind == "psk";
  const ids = kind == "ids" || kind == "id";
  let longest = 0;
  const timed = (turn: () => void): void => {
    const began = getTime();
    turn();
    longest = Math.max(longest, getTime() - began);
  };
  // As the firmware does it.
  E.defrag();
  const began = getTime();
  const done = (socket: any): void => {
    print("round " + kind + " " + (getTime() - began) * 1000 + " " + longest * 1000);
    socket.removeAllListeners();
    socket.end();
    setTimeout(next, 20);
  };
  const port = isPsk ? TASK.psk : ids ? TASK.ids : TASK.tickets;
  if (kind == "native") {
    const socket = require("tls").connect({ host: "127.0.0.1", port });
    socket.on("data", () => done(socket));
    socket.write("x");
    return;
  }
  const socket = require("net").connect({ host: "127.0.0.1", port });
  let tls: Tls;
  socket.on("data", (bytes: string) => {
    let text: string | undefined;
    timed(() => {
      text = feedTls(tls, bytes);
    });
    if (!text) return;
    known = tls._known;
    done(socket);
  });
  timed(() => {
    tls = startTls({
      _send: (bytes) => socket.write(bytes),
      _open: () => writeTls(tls, "x"),
      _down: (code) => print("closed " + kind + " " + code),
      _later: (step) => setTimeout(timed, 0, step),
      _random: random,
      _keep: (its) => {
        session = its;
      },
    }, {
      _name: TASK.name, _roots: TASK.roots, _nowSec: TASK.nowSec, _floorSec: 0, _known: kind == "full" ? "" : known,
      _identity: TASK.identity, _psk: isPsk ? TASK.key : "",
      _session: kind == "ticket" || kind == "id" ? session : "", _fragment: 2,
    });
  });
}

/** Those that resume come right behind those that they resume; native TLS needs a memory that is in order. */
const KINDS = ["native", "full", "known", "ticket", "ids", "id", "psk"];

function go(): void {
  const kind = KINDS.shift();
  if (kind) measure(kind, go);
}

go();
