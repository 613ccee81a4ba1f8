import assert from "node:assert/strict";
import type { Packet } from "mqtt-packet";
import { E_CLOSED, E_PROTOCOL, E_TOO_LARGE } from "../../../lib/codes.ts";
import { bytesOf } from "./codec.ts";
import { Peer, message } from "./peer.ts";

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
    peer.give(message("a", "", 1, 1), message("b", "", 1, 2));
    assert.deepEqual(order, ["a", "puback", "b", "puback"]);
    assert.deepEqual(peer.hear(), [["message", "a", ""], ["error", 0, thrown], ["message", "b", ""]]);
  });

  it("come after a handler of the login that throws", () => {
    const peer = new Peer();
    const thrown = new Error("app");
    peer.inUp = () => {
      throw thrown;
    };
    peer.session.publish("t", "waits", 1);
    peer.open();
    peer.give({ cmd: "connack", returnCode: 0, sessionPresent: false }, message("a", "x"));
    assert.deepEqual(peer.hear(), [["up"], ["error", 0, thrown], ["message", "a", "x"]]);
    assert.deepEqual(peer.take().map(({ cmd }) => cmd), ["connect", "publish"]);
  });

  it("may be answered inside their handler", () => {
    const peer = connected();
    peer.inMessage = (topic, payload) => {
      for (const qos of [0, 1]) assert.equal(peer.session.publish(topic + "/reply", payload, qos), 0);
      peer.session.subscribe(["more"], 0);
    };
    peer.give(message("a", "x", 1, 9));
    assert.deepEqual(peer.take().map(({ cmd }) => cmd), ["puback", "publish", "publish", "subscribe"]);
  });

  it("of 20 kB come whole, in segments of any size, with what is around them", () => {
    for (const sizeBytes of [1, 7, 536, 1460, 100000]) {
      const peer = connected();
      const messages = [message("a", "1"), message("b", LARGE, 1, 5), message("c", "2")];
      feedIn(peer, messages.map(bytesOf).join(""), sizeBytes);
      assert.deepEqual(peer.hear(), [["message", "a", "1"], ["message", "b", LARGE], ["message", "c", "2"]]);
      assert.deepEqual(acknowledged(peer), [5]);
    }
  });

  it("of 20 kB come in pieces where these are wanted, and nothing of them is held", () => {
    for (const sizeBytes of [1, 536, 1460, 100000]) {
      const peer = connected();
      peer.takePieces((topic) => topic == "b");
      let held = 0;
      const piece = peer.onPiece as NonNullable<typeof peer.onPiece>;
      peer.onPiece = (bytes, left) => {
        held = Math.max(held, peer.session._payload.length + peer.session._parser._rest.length);
        assert.equal(peer.sent.length, left ? 0 : 1, "acknowledged with the last piece");
        piece(bytes, left);
      };
      feedIn(peer, bytesOf(message("b", LARGE, 1, 5)) + bytesOf(message("c", "2")), sizeBytes);
      const told = peer.hear();
      assert.deepEqual(told.shift(), ["large", "b", LARGE.length]);
      assert.deepEqual(told.pop(), ["message", "c", "2"]);
      let whole = "";
      for (const each of told) {
        assert.ok(each[0] == "piece");
        whole += each[1];
        assert.equal(whole.length + each[2], LARGE.length);
      }
      assert.equal(whole, LARGE);
      assert.ok(held < 20);
      assert.deepEqual(acknowledged(peer), [5]);
    }
  });

  it("without a payload are one empty piece", () => {
    const peer = connected();
    peer.takePieces(() => true);
    peer.give(message("a", "", 1, 3));
    assert.deepEqual(peer.hear(), [["large", "a", 0], ["piece", "", 0]]);
    assert.deepEqual(acknowledged(peer), [3]);
  });

  it("that are too large are refused with a code, acknowledged, and not held; the next is heard", () => {
    for (const sizeBytes of [1, 536, 100000]) {
      const peer = connected();
      peer.session.maxMessage = 100;
      const messages = [message("b", "x".repeat(101), 1, 5), message("c", "y".repeat(100), 1, 6)];
      const bytes = messages.map(bytesOf).join("");
      for (let at = 0; at < bytes.length; at += sizeBytes) {
        peer.feed(bytes.slice(at, at + sizeBytes));
        assert.ok(peer.session._payload.length <= 100);
      }
      assert.deepEqual(peer.hear(), [["error", E_TOO_LARGE, "b"], ["message", "c", "y".repeat(100)]]);
      assert.deepEqual(acknowledged(peer), [5, 6]);
    }
  });

  it("whose pieces the handler can't take are parsed to their end", () => {
    const peer = connected();
    peer.takePieces(() => true);
    peer.onPiece = () => {
      throw new Error("app");
    };
    feedIn(peer, bytesOf(message("a", "xyz", 1, 4)), 4);
    assert.deepEqual(acknowledged(peer), [4]);
    assert.equal(peer.session.up, true);
  });

  it("are not acknowledged when a handler closed before their end", () => {
    for (const closeAt of ["onLarge", "onPiece"] as const) {
      for (const payload of ["", "xyz"]) {
        const peer = connected();
        peer.takePieces(() => true);
        if (closeAt == "onLarge") {
          peer.onLarge = () => {
            peer.session.close();
            return true;
          };
        } else {
          peer.onPiece = (_piece, left) => {
            if (left) peer.session.close();
          };
        }
        const bytes = bytesOf(message("a", payload, 1, 4));
        peer.feed(bytes.slice(0, 8));
        peer.feed(bytes.slice(8));
        const closed = closeAt == "onLarge" || payload;
        assert.deepEqual(peer.take().map(({ cmd }) => cmd), closed ? ["disconnect"] : ["puback"]);
      }
    }
  });

  it("are not acknowledged when a refusal as too large makes the host close", () => {
    const peer = connected();
    peer.session.maxMessage = 0;
    peer.inError = () => peer.session.close();
    peer.give(message("a", "xyz", 1, 4), message("b", "xyz", 1, 5));
    assert.deepEqual(peer.hear(), [["error", E_TOO_LARGE, "a"], ["close"], ["down", E_CLOSED]]);
    assert.deepEqual(peer.take().map(({ cmd }) => cmd), ["disconnect"]);
  });

  it("that were cut by the end of the connection leave nothing behind", () => {
    const peer = connected();
    const bytes = bytesOf(message("a", LARGE, 1, 4));
    peer.feed(bytes.slice(0, 15000));
    peer.lose();
    assert.equal(peer.session._payload, "");
    peer.connect();
    peer.feed(bytes);
    assert.deepEqual(peer.hear(), [["message", "a", LARGE]]);
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
