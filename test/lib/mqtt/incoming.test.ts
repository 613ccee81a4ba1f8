import assert from "node:assert/strict";
import type { Packet } from "mqtt-packet";
import { E_CLOSED, E_PROTOCOL } from "../../../lib/codes.ts";
import { PIECES, SKIP, WHOLE } from "../../../lib/mqtt/session.ts";
import { bytesOf } from "./codec.ts";
import { Peer, message } from "./peer.ts";
import { Tape } from "./tape.ts";

/** A peer that is connected. */
function connected(): Peer {
  const peer = new Peer();
  peer.connect();
  return peer;
}

/** Gives bytes in segments of `sizeBytes`. */
function feedIn(peer: Peer, bytes: string, sizeBytes: number): void {
  for (let at = 0; at < bytes.length; at += sizeBytes) peer.feed(bytes.slice(at, at + sizeBytes));
}

const puback = (messageId: number): Packet => ({ cmd: "puback", messageId });

const acknowledged = (peer: Peer): (number | undefined)[] =>
  peer.take().map((packet) => (assert.equal(packet.cmd, "puback"), packet.messageId));

const LARGE = "0123456789abcdef".repeat(1280);

describe("mqtt messages to a device", () => {
  it("are handed on whole, and acknowledged with QoS 1 only", () => {
    const peer = connected();
    const retained = { ...message("c", "2"), retain: true };
    peer.give(message("a", "0"), message("b", "1", 1, 300), retained, message("d", "", 1, 65535));
    assert.deepEqual(peer.hear(), [
      ["message", "a", "0"], ["message", "b", "1"], ["message", "c", "2"], ["message", "d", ""],
    ]);
    assert.deepEqual(acknowledged(peer), [300, 65535]);
  });

  it("are handed on again and acknowledged again when they are repeated", () => {
    const peer = connected();
    peer.give(message("a", "x", 1, 7), { ...message("a", "x", 1, 7), dup: true });
    assert.equal(peer.hear().length, 2);
    assert.deepEqual(acknowledged(peer), [7, 7]);
  });

  it("are acknowledged before the handler runs, even one that throws, and the next is heard", () => {
    const peer = connected();
    const thrown = new Error("app");
    const order: string[] = [];
    peer.inMessage = (topic) => {
      order.push(topic, ...peer.take().map(({ cmd }) => cmd));
      if (topic == "a") throw thrown;
    };
    peer.give(message("a", "x", 1, 1), message("b", "y", 1, 2));
    assert.deepEqual(order, ["a", "puback", "b", "puback"]);
    assert.deepEqual(peer.hear(), [["message", "a", "x"], ["error", 0, thrown], ["message", "b", "y"]]);
  });

  it("come after a handler of the login that throws", () => {
    const peer = new Peer();
    const thrown = new Error("app");
    peer.inUp = () => {
      throw thrown;
    };
    peer.session._publish("t", "waits", 1);
    peer.open();
    peer.give({ cmd: "connack", returnCode: 0, sessionPresent: false }, message("a", "x"));
    assert.deepEqual(peer.hear(), [["up"], ["error", 0, thrown], ["message", "a", "x"]]);
    assert.deepEqual(peer.take().map(({ cmd }) => cmd), ["connect", "publish"]);
  });

  it("may be answered inside their handler", () => {
    const peer = connected();
    peer.inMessage = (topic, payload) => {
      for (const qos of [0, 1]) assert.equal(peer.session._publish(topic + "/reply", payload, qos), 0);
      peer.session._subscribe(["more"]);
    };
    peer.give(message("a", "x", 1, 9));
    assert.deepEqual(peer.take().map(({ cmd }) => cmd), ["puback", "publish", "publish", "subscribe"]);
  });

  it("of 20 kB come whole, in segments of any size, with what is around them", () => {
    for (const sizeBytes of [1, 7, 536, 1460, 100000]) {
      const peer = connected();
      const messages = [message("a", "1"), message("b", LARGE, 1, 5), message("c", "2")];
      feedIn(peer, messages.map(bytesOf).join(""), sizeBytes);
      assert.deepEqual(peer.hear(), [
        ["message", "a", "1"], ["plan", "b", LARGE.length], ["message", "b", LARGE], ["message", "c", "2"],
      ]);
      assert.deepEqual(acknowledged(peer), [5]);
    }
  });

  it("of some length may hold what looks like packets, in segments of any size", () => {
    const short = message("a", "1", 1, 3);
    const payload = (bytesOf(puback(1)) + bytesOf(short)).repeat(100);
    for (const sizeBytes of [1, 4, 12, 13, 536, 100000]) {
      for (const plan of [WHOLE, SKIP]) {
        const peer = connected();
        peer.inPlan = () => plan;
        const ended: number[] = [];
        peer.session._publish("t", "waits", 1, (code) => ended.push(code));
        peer.take();
        feedIn(peer, bytesOf(short) + bytesOf(message("b", payload, 1, 5)) + bytesOf(short), sizeBytes);
        const heard = peer.hear();
        assert.deepEqual(heard.slice(0, 2), [["message", "a", "1"], ["plan", "b", payload.length]]);
        assert.deepEqual(heard.slice(2), plan == SKIP ? [["message", "a", "1"]] : [["message", "b", payload], ["message", "a", "1"]]);
        assert.deepEqual(acknowledged(peer), [3, 5, 3]);
        assert.deepEqual(ended, []);
        peer.give(puback(1));
        assert.deepEqual(ended, [0]);
      }
    }
  });

  it("that begin like the one before, or nearly so, come as they are, in segments of any size, between ticks", () => {
    const some = [
      message("a", "1"), message("a", "2"), message("a", "2", 1, 7), message("a", "", 1, 8), message("a", ""), message("a", "3", 1, 9),
      message("b", "3", 1, 10), message("a", "4", 1, 11), { ...message("a", "4", 1, 11), dup: true }, message("a", "x".repeat(200)),
      message("a", "y".repeat(200)), message("ab", "z".repeat(199)), message("a", LARGE, 1, 12), message("a", LARGE.replaceAll("0", "1"), 1, 13),
      message("a", "x".repeat(200)), message("a", "5", 1, 14),
    ];
    const bytes = some.map(bytesOf).join("");
    for (const sizeBytes of [1, 2, 3, 5, 11, 536, 100000]) {
      for (const ticks of [0, 1, 7]) {
        const peer = connected();
        for (let at = 0, turn = 0; at < bytes.length; at += sizeBytes) {
          peer.feed(bytes.slice(at, at + sizeBytes));
          if (ticks && ++turn % ticks == 0) peer.session._tick(1);
        }
        const heard = peer.hear().filter(([what]) => what == "message");
        assert.deepEqual(heard, some.map(({ topic, payload }) => ["message", topic, String(payload)]));
        assert.deepEqual(acknowledged(peer), [7, 8, 9, 10, 11, 11, 12, 13, 14]);
      }
    }
  });

  it("come whole where their acknowledgement ends the connection", () => {
    const tape = new Tape();
    tape.connect();
    tape._send = (bytes) => {
      if (bytes == bytesOf(puback(7))) tape.session._lost(E_CLOSED);
    };
    tape.feed(bytesOf(message("a", "all of it", 1, 7)));
    assert.deepEqual(tape.heard, [["down", E_CLOSED], ["message", "a", "all of it"]]);
  });

  it("do not come on another connection than they were meant for, though they begin alike", () => {
    const peer = connected();
    peer.give(message("a", "1"));
    peer.feed(bytesOf(message("a", "2")).slice(0, -1));
    peer.session._lost(E_CLOSED);
    peer.hear();
    peer.open();
    peer.give(message("a", "3"));
    assert.deepEqual(peer.hear(), [["close"], ["down", E_PROTOCOL]]);
  });

  it("are planned by the host from 1,025 bytes on", () => {
    const peer = connected();
    peer.inPlan = () => SKIP;
    peer.give(message("a", "x".repeat(1024)), message("b", "x".repeat(1025)));
    assert.deepEqual(peer.hear(), [["message", "a", "x".repeat(1024)], ["plan", "b", 1025]]);
  });

  it("of 20 kB come in pieces where these are wanted", () => {
    for (const sizeBytes of [1, 536, 1460, 100000]) {
      const peer = connected();
      peer.inPlan = () => PIECES;
      peer.inPiece = (_piece, left) => {
        assert.equal(peer.sent.length, left ? 0 : 1, "acknowledged with the last piece");
      };
      feedIn(peer, bytesOf(message("b", LARGE, 1, 5)) + bytesOf(message("c", "2")), sizeBytes);
      const told = peer.hear();
      assert.deepEqual(told.shift(), ["plan", "b", LARGE.length]);
      assert.deepEqual(told.pop(), ["message", "c", "2"]);
      let whole = "";
      for (const each of told) {
        assert.ok(each[0] == "piece");
        whole += each[1];
        assert.equal(whole.length + each[2], LARGE.length);
      }
      assert.equal(whole, LARGE);
      assert.deepEqual(acknowledged(peer), [5]);
    }
  });

  it("that are skipped are acknowledged with their last byte; the next is heard", () => {
    for (const sizeBytes of [1, 536, 100000]) {
      const peer = connected();
      peer.inPlan = (topic) => topic == "b" ? SKIP : WHOLE;
      const [first, ...others] = [message("b", LARGE, 1, 5), message("c", LARGE, 1, 6)].map(bytesOf);
      feedIn(peer, first.slice(0, -1), sizeBytes);
      assert.deepEqual(peer.take(), []);
      feedIn(peer, first.slice(-1) + others.join(""), sizeBytes);
      assert.deepEqual(peer.hear(), [
        ["plan", "b", LARGE.length], ["plan", "c", LARGE.length], ["message", "c", LARGE],
      ]);
      assert.deepEqual(acknowledged(peer), [5, 6]);
    }
  });

  it("whose pieces or plan the host can't take are parsed to their end, and acknowledged", () => {
    for (const where of ["inPlan", "inPiece"] as const) {
      const peer = connected();
      const thrown = new Error("app");
      peer.inPlan = () => PIECES;
      peer[where] = () => {
        throw thrown;
      };
      feedIn(peer, bytesOf(message("a", LARGE, 1, 4)), LARGE.length - 100);
      peer.give(message("b", "x"));
      assert.deepEqual(acknowledged(peer), [4]);
      const told = peer.hear();
      assert.deepEqual(told.at(-1), ["message", "b", "x"]);
      const [errors, pieces] = [told.filter((each) => each[2] == thrown), told.filter(([what]) => what == "piece")];
      assert.deepEqual([errors.length, pieces.length], where == "inPlan" ? [1, 0] : [2, 2]);
    }
  });

  it("are not acknowledged when a handler closed before their end", () => {
    for (const closeAt of ["inPlan", "inPiece"] as const) {
      for (const plan of [WHOLE, PIECES, SKIP]) {
        if (closeAt == "inPiece" && plan != PIECES) continue;
        const peer = connected();
        peer.inPlan = () => plan;
        peer[closeAt] = () => {
          peer.session._close();
          return plan;
        };
        const bytes = bytesOf(message("a", LARGE, 1, 4)) + bytesOf(message("b", "x", 1, 5));
        peer.feed(bytes.slice(0, 800));
        peer.feed(bytes.slice(800));
        assert.deepEqual(peer.take().map(({ cmd }) => cmd), ["disconnect"]);
        assert.deepEqual(peer.hear().slice(-2), [["close"], ["down", E_CLOSED]]);
      }
    }
  });

  it("that were cut by the end of the connection leave nothing behind", () => {
    const peer = connected();
    const bytes = bytesOf(message("a", LARGE, 1, 4));
    peer.feed(bytes.slice(0, 15000));
    peer.lose();
    peer.connect();
    peer.feed(bytes);
    assert.deepEqual(peer.hear(), [["plan", "a", LARGE.length], ["message", "a", LARGE]]);
  });

  it("with bytes of every kind keep them", () => {
    const peer = connected();
    const all = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).join("");
    peer.give(message("a", all));
    assert.deepEqual(peer.hear(), [["message", "a", all]]);
  });

  it("end the connection when they are malformed", () => {
    const peer = connected();
    peer.feed("\x32\x05\0\x01t\0\0");
    assert.deepEqual(peer.hear(), [["close"], ["down", E_PROTOCOL]]);
    peer.connect();
    peer.give(message("a", "x", 1, 2), puback(99));
    assert.deepEqual(peer.hear(), [["message", "a", "x"]]);
  });
});
