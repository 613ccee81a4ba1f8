// The thread that owns the TCP sockets of simulated boards. A board's `connect` blocks its whole thread, as
// on the real interpreter; name lookup and connecting go on here meanwhile, and the answer is left in shared
// memory. Messages in: open, write, read (credit for more), close, abandon. Messages out: data, sent, ended.

import { lookup } from "node:dns";
import { Socket } from "node:net";
import { parentPort } from "node:worker_threads";

/** A socket is paused while the board has this much unread. */
const WINDOW_BYTES = 65536;
/**
 * Nobody answers an abandoned connection; after this time it is dropped, as by the keepalive of a network.
 */
const ABANDONED_MS = 600000;
const CONNECTED = 1;
const NO_HOST = 2;
const NO_SOCKET = 3;
const NO_ANSWER = 4;

/** @type {Map<number, { socket: Socket, unread: number }>} */
const sockets = new Map();

parentPort.on("message", (message) => {
  const entry = sockets.get(message.id);
  if (message.kind === "open") open(message);
  else if (!entry) return;
  else if (message.kind === "write") {
    entry.socket.write(message.bytes, () =>
      parentPort.postMessage({ kind: "sent", id: message.id, count: message.bytes.length }),
    );
  } else if (message.kind === "read") {
    entry.unread -= message.count;
    if (entry.unread < WINDOW_BYTES) entry.socket.resume();
  } else if (message.kind === "close") {
    entry.socket.end();
    entry.socket.resume();
  } else if (message.kind === "abandon") {
    entry.socket.pause();
    setTimeout(() => entry.socket.destroy(), ABANDONED_MS).unref();
  }
});

/** @param {{ id: number, host: string, port: number, timeoutMs: number, answer: Int32Array }} request */
function open({ id, host, port, timeoutMs, answer }) {
  const reply = (result) => {
    Atomics.store(answer, 0, result);
    Atomics.notify(answer, 0);
  };
  lookup(host, { family: 4 }, (error, address) => {
    if (error) return reply(NO_HOST);
    const socket = new Socket();
    const timer = setTimeout(() => {
      socket.destroy();
      reply(NO_ANSWER);
    }, timeoutMs);
    const refuse = (failure) => {
      clearTimeout(timer);
      reply(failure.code === "ETIMEDOUT" ? NO_ANSWER : NO_SOCKET);
    };
    socket.once("error", refuse);
    socket.connect(port, address, () => {
      clearTimeout(timer);
      socket.off("error", refuse);
      adopt(id, socket);
      reply(CONNECTED);
    });
  });
}

/** @param {number} id @param {Socket} socket */
function adopt(id, socket) {
  const entry = { socket, unread: 0 };
  sockets.set(id, entry);
  socket.setNoDelay(true);
  socket.on("data", (bytes) => {
    entry.unread += bytes.length;
    if (entry.unread >= WINDOW_BYTES) socket.pause();
    parentPort.postMessage({ kind: "data", id, bytes });
  });
  socket.on("end", () => parentPort.postMessage({ kind: "ended", id }));
  // A reset looks to the interpreter like an end.
  socket.on("error", () => parentPort.postMessage({ kind: "ended", id }));
  socket.on("close", () => {
    sockets.delete(id);
    parentPort.postMessage({ kind: "ended", id });
  });
}
