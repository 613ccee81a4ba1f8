import assert from "node:assert/strict";
import fc from "fast-check";
import type { IPublishPacket } from "mqtt-packet";
import {
  E_CLOSED, E_DEAD_PEER, E_NOT_ACKED, E_OFFLINE, E_QUEUE_FULL, E_RATE, E_TOO_LARGE,
} from "../../../lib/codes.ts";
import { Peer, replyTo } from "./peer.ts";

const payloads = (packets: IPublishPacket[]): string[] => packets.map(({ payload }) => payload.toString());

/** A peer that is connected, with limits on what goes at once but not on the rate. */
function unlimited(): Peer {
  const peer = new Peer(Infinity);
  peer.connect();
  return peer;
}

/** How many more QoS 1 messages the session takes. */
function room(peer: Peer): number {
  let taken = 0;
  while (peer.session._publish("t", "", 1) == 0) taken++;
  return taken;
}

describe("mqtt messages of a device", () => {
  describe("with QoS 0", () => {
    it("go at once or are refused with a code", () => {
      const peer = new Peer();
      assert.equal(peer.session._publish("t", "x", 0), E_OFFLINE);
      peer.open();
      assert.equal(peer.session._publish("t", "x", 0), E_OFFLINE);
      peer.lose();
      peer.connect();
      assert.equal(peer.session._publish("t", "x", 0), 0);
      assert.deepEqual(payloads(peer.takePublishes()), ["x"]);
      peer.lose();
      assert.equal(peer.session._publish("t", "x", 0), E_OFFLINE);
    });

    it("are refused while the stream is full, and a large one goes into an empty stream", () => {
      const peer = unlimited();
      peer.drains = false;
      const large = "x".repeat(20000);
      assert.equal(peer.session._publish("t", large, 0), 0);
      assert.equal(peer.session._publish("t", "y", 0), E_QUEUE_FULL);
      peer.drain();
      let bytes = 0;
      while (peer.session._publish("t", "y".repeat(100), 0) == 0) bytes += 100;
      assert.ok(bytes > 7000 && bytes <= 8192, `${bytes} bytes`);
      peer.drain();
      assert.equal(peer.session._publish("t", "z", 0), 0);
      const first = payloads(peer.takePublishes()).map((payload) => payload[0]);
      assert.deepEqual(first, ["x", ..."y".repeat(bytes / 100), "z"]);
    });

    it("have topics of 128 bytes at most", () => {
      const peer = unlimited();
      for (const qos of [0, 1]) {
        assert.equal(peer.session._publish("t".repeat(129), "x", qos), E_TOO_LARGE);
        assert.equal(peer.session._publish("t".repeat(128), "x", qos), 0);
      }
      assert.equal(peer.takePublishes().length, 2);
    });
  });

  describe("with QoS 1", () => {
    it("are done with 0 when they are acknowledged, each once, in any order", () => {
      const peer = unlimited();
      const done: string[] = [];
      for (const name of "abcd") {
        assert.equal(peer.session._publish("t", name, 1, (code) => done.push(name + code)), 0);
      }
      const ids = peer.takePublishes().map(({ messageId }) => messageId as number);
      assert.equal(new Set(ids).size, 4);
      for (const index of [2, 2, 0, 3, 3, 1, 0]) peer.give({ cmd: "puback", messageId: ids[index] });
      assert.deepEqual(done, ["c0", "a0", "d0", "b0"]);
      peer.pass(60000);
      assert.deepEqual(peer.takePublishes(), []);
    });

    it("are not touched by an acknowledgement that nobody waits for", () => {
      const peer = unlimited();
      let done = 0;
      for (const name of "abcdefg") peer.session._publish("t", name, 1, () => done++);
      const ids = peer.takePublishes().map(({ messageId }) => messageId as number);
      assert.equal(ids.length, 5);
      const others = [0, 1, 2, 3, 4, 5, 6, 7, 8, 65535].filter((other) => !ids.includes(other));
      for (const messageId of others) peer.give({ cmd: "puback", messageId });
      assert.equal(done, 0);
      assert.deepEqual(peer.takePublishes(), []);
    });

    it("wait while offline and go in order after the login", () => {
      const peer = new Peer(Infinity);
      for (const name of "abc") assert.equal(peer.session._publish("t", name, 1), 0);
      peer.connect();
      const sent = peer.history.slice(1).map(({ packet }) => packet as IPublishPacket);
      assert.deepEqual(payloads(sent), ["a", "b", "c"]);
      assert.ok(sent.every(({ dup }) => !dup));
    });

    it("are sent again with DUP, the same id and in order after a reconnect, the unsent ones without", () => {
      const peer = unlimited();
      for (const name of "abcdefg") peer.session._publish("t", name, 1);
      const before = peer.takePublishes();
      assert.deepEqual(payloads(before), [..."abcde"]);
      peer.give({ cmd: "puback", messageId: before[1].messageId as number });
      assert.deepEqual(payloads(peer.takePublishes()), ["f"]);
      peer.lose();
      peer.open();
      peer.give({ cmd: "connack", returnCode: 0, sessionPresent: false });
      const again = peer.takePublishes();
      assert.deepEqual(payloads(again), ["a", "c", "d", "e", "f"]);
      assert.ok(again.every(({ dup }) => dup));
      assert.equal(again[0].messageId, before[0].messageId);
      assert.equal(again[1].messageId, before[2].messageId);
      peer.give({ cmd: "puback", messageId: again[0].messageId as number });
      assert.deepEqual(peer.takePublishes().map(({ dup, payload }) => `${payload} ${dup}`), ["g false"]);
    });

    it("are sent again after 10 s of silence, three times, and then are done with a code", () => {
      const peer = unlimited();
      peer.pongs = true;
      const codes: number[] = [];
      peer.session._publish("t", "x", 1, (code) => codes.push(code));
      assert.equal(peer.takePublishes()[0].dup, false);
      for (let turn = 0; turn < 3; turn++) {
        peer.pass(9000);
        assert.deepEqual(peer.takePublishes(), []);
        peer.pass(1000);
        assert.deepEqual(peer.takePublishes().map(({ dup }) => dup), [true]);
      }
      peer.pass(9000);
      assert.deepEqual(codes, []);
      peer.pass(1000);
      assert.deepEqual(codes, [E_NOT_ACKED]);
      assert.equal(peer.session._publish("t", "x".repeat(24576), 1), 0);
      peer.takePublishes();
      peer.give({ cmd: "puback", messageId: 1 });
      peer.pass(15000);
      assert.deepEqual(codes, [E_NOT_ACKED]);
    });

    it("that break every connection they are sent on are given up after four", () => {
      const peer = new Peer();
      const codes: number[] = [];
      peer.session._publish("t", "poison", 1, (code) => codes.push(code));
      let broken = 0;
      for (let turn = 0; turn < 10; turn++) {
        peer.open();
        peer.give({ cmd: "connack", returnCode: 0, sessionPresent: false });
        if (peer.takePublishes().length > 0) broken++;
        else peer.pass(1000);
        peer.lose();
      }
      assert.equal(broken, 4);
      assert.deepEqual(codes, [E_NOT_ACKED]);
    });

    it("are bounded in number and in bytes, and never lost without a code", () => {
      const peer = new Peer(Infinity);
      let done = 0;
      for (let index = 0; index < 20; index++) {
        assert.equal(peer.session._publish("t", "x".repeat(1000), 1, () => done++), 0);
      }
      assert.equal(peer.session._publish("t", "", 1), E_QUEUE_FULL);
      peer.connect();
      assert.equal(done, 20);
      assert.equal(peer.session._publish("t", "x".repeat(24577), 1), E_TOO_LARGE);
      peer.lose();
      assert.equal(peer.session._publish("t", "x".repeat(24576), 1), 0);
      assert.equal(peer.session._publish("t", "x", 1), E_QUEUE_FULL);
      assert.equal(peer.session._publish("t", "", 1), 0);
      peer.connect();
      assert.equal(peer.session._publish("t", "x".repeat(24576), 1), 0);
    });

    it("are under way five at a time", () => {
      const peer = unlimited();
      for (let index = 0; index < 12; index++) peer.session._publish("t", `${index}`, 1);
      let sent = peer.takePublishes();
      assert.equal(sent.length, 5);
      for (let index = 5; index < 12; index++) {
        peer.give({ cmd: "puback", messageId: sent[0].messageId as number });
        sent = [...sent.slice(1), ...peer.takePublishes()];
        assert.equal(sent.length, 5);
        assert.equal(sent[4].payload.toString(), `${index}`);
      }
    });

    it("wait while the stream is full, so that a stalled one costs no more than that", () => {
      const peer = unlimited();
      peer.drains = false;
      for (let index = 0; index < 5; index++) assert.equal(peer.session._publish("t", "x".repeat(4000), 1), 0);
      for (let second = 0; second < 59; second++) {
        peer.pass(1000);
        peer.give({ cmd: "pingresp" });
      }
      assert.ok(peer.unsentBytes < 8192 + 200, `${peer.unsentBytes} bytes`);
      peer.drains = true;
      peer.drain();
      assert.equal(peer.session._up, 1);
      assert.equal(new Set(peer.takePublishes().map(({ messageId }) => messageId)).size, 5);
    });

    it("may publish again in their own done, within the bounds", () => {
      const peer = unlimited();
      const done: number[] = [];
      const again = (code: number): void => {
        if (done.push(code) < 50) assert.equal(peer.session._publish("t", `${done.length}`, 1, again), 0);
      };
      peer.session._publish("t", "0", 1, again);
      peer.answer();
      assert.deepEqual(done, Array(50).fill(0));
      assert.equal(room(peer), 20);
    });

    it("bring a ping after 10 s of silence, so that a dead peer is known before they are given up", () => {
      const peer = unlimited();
      const codes: number[] = [];
      peer.session._publish("t", "x", 1, (code) => codes.push(code));
      peer.pass(26000);
      assert.deepEqual(peer.hear(), [["close"], ["down", E_DEAD_PEER]]);
      peer.take();
      peer.connect();
      assert.deepEqual(codes, [0]);
    });

    it("that are given up may publish again in their own done, without nesting", () => {
      const peer = unlimited();
      peer.pongs = true;
      let depth = 0;
      let given = 0;
      const again = (code: number): void => {
        assert.equal(code, E_NOT_ACKED);
        assert.equal(++depth, 1);
        given++;
        peer.session._publish("t", "x", 1, again);
        depth--;
      };
      for (let index = 0; index < 20; index++) peer.session._publish("t", "x", 1, again);
      peer.pass(40000);
      assert.equal(given, 5);
      assert.equal(room(peer), 0);
    });

    it("may close in their own done, also when they are given up", () => {
      for (const acknowledged of [true, false]) {
        const peer = new Peer();
        peer.pongs = true;
        peer.connect(80);
        peer.session._publish("t", "a", 1, () => peer.session._close());
        peer.session._publish("t", "b", 1);
        const id = peer.takePublishes()[0].messageId as number;
        if (acknowledged) peer.give({ cmd: "puback", messageId: id });
        else for (let second = 0; second < 60; second += 10) peer.pass(10000);
        assert.deepEqual(peer.hear().slice(-2), [["close"], ["down", E_CLOSED]]);
        assert.equal(peer.take().at(-1)?.cmd, "disconnect");
      }
    });

    it("whose done throws are done once, and the rest goes on", () => {
      const peer = unlimited();
      let done = 0;
      const thrown = new Error("app");
      peer.session._publish("t", "a", 1, () => {
        done++;
        throw thrown;
      });
      peer.session._publish("t", "b", 1, () => done++);
      const sent = peer.takePublishes();
      peer.give(...sent.map(({ messageId }) => ({ cmd: "puback" as const, messageId: messageId as number })));
      assert.equal(done, 2);
      assert.deepEqual(peer.hear(), [["error", 0, thrown]]);
      assert.equal(peer.session._up, 1);
    });

    it("have ids that wrap around 65,535 and are never 0", () => {
      const peer = unlimited();
      const ids = new Set<number>();
      for (let index = 0; index < 65540; index++) {
        peer.session._publish("t", "", 1);
        const id = peer.takePublishes()[0].messageId as number;
        ids.add(id);
        peer.feed(`\x40\x02${String.fromCharCode(id >> 8, id & 255)}`);
      }
      assert.equal(ids.size, 65535);
      assert.ok(!ids.has(0) && ids.has(65535));
    });

    it("are given up long before their id comes round again", () => {
      const peer = new Peer();
      peer.connect();
      let code = -1;
      peer.session._publish("t", "stays", 1, (given) => {
        code = given;
      });
      const stays = peer.takePublishes()[0].messageId as number;
      let last = stays;
      for (let second = 0; code < 0; second++) {
        while (peer.session._publish("t", "", 1) == 0);
        peer.pass(1000);
        for (let sent = peer.take(); sent.length > 0; sent = peer.take()) {
          const others = sent.filter(({ messageId }) => messageId != stays);
          last = Math.max(last, ...others.map(({ messageId }) => messageId ?? 0));
          peer.give(...others.flatMap(replyTo));
        }
      }
      assert.equal(code, E_NOT_ACKED);
      assert.ok(last > 100 && last < 500, `${last} ids`);
    });

    it("share their ids with subscriptions without a clash", () => {
      const peer = unlimited();
      peer.session._subscribe(["a"]);
      peer.session._publish("t", "x", 1);
      peer.answer();
      peer.session._publish("t", "y", 1);
      peer.session._subscribe(["b"]);
      const ids = peer.history.slice(1).map(({ packet }) => packet.messageId);
      assert.deepEqual(ids, [1, 2, 3, 4]);
    });
  });

  describe("keep to the platform's rate", () => {
    /** The most messages of a QoS in any second, ends included. */
    function most(peer: Peer, qos: number): number {
      const times = peer.history.filter(({ packet }) => packet.cmd == "publish" && packet.qos == qos)
        .map(({ atMs }) => atMs);
      let found = 0;
      for (let first = 0, last = 0; last < times.length; last++) {
        while (times[last] - times[first] > 1000) first++;
        found = Math.max(found, last - first + 1);
      }
      return found;
    }

    it("in any second, whatever the steps of time, acknowledgements and connections", () => {
      const step = fc.record({
        afterMs: fc.integer({ min: 0, max: 400 }),
        tick: fc.integer({ min: 0, max: 2 }),
        messages: fc.integer({ min: 0, max: 12 }),
        then: fc.constantFrom("answer", "answer", "answer", "nothing", "reconnect"),
      });
      let most0 = 0;
      let most1 = 0;
      fc.assert(fc.property(fc.array(step, { minLength: 20, maxLength: 60 }), (steps) => {
        const peer = new Peer();
        peer.connect();
        let tickedMs = 0;
        for (const { afterMs, tick, messages, then } of steps) {
          peer.nowMs += afterMs;
          if (tick == 0) {
            peer.session._tick(peer.nowMs - tickedMs);
            tickedMs = peer.nowMs;
          }
          for (let index = 0; index < messages; index++) {
            assert.ok([0, E_RATE].includes(peer.session._publish("t", "", 0)));
            assert.ok([0, E_QUEUE_FULL].includes(peer.session._publish("t", "", 1)));
          }
          if (then == "answer") peer.answer();
          if (then == "reconnect") {
            peer.lose();
            peer.connect();
          }
        }
        most0 = Math.max(most0, most(peer, 0));
        most1 = Math.max(most1, most(peer, 1));
        assert.ok(most0 <= 30 && most1 <= 10, `${most0} and ${most1} in a second`);
      }), { seed: 3, numRuns: 1000 });
      assert.ok(most0 > 25 && most1 > 8, `never tried hard: ${most0} and ${most1}`);
    });

    it("and use it: 5 messages of QoS 1 a second, 10 of QoS 0 evenly spread without a refusal", () => {
      const peer = new Peer();
      peer.connect();
      let sent = 0;
      for (let tenth = 0; tenth < 600; tenth++) {
        peer.nowMs += 100;
        assert.equal(peer.session._publish("t", "", 0), 0);
        while (peer.session._publish("t", "", 1, () => sent++) == 0);
        if (tenth % 10 == 9) peer.session._tick(1000);
        peer.answer();
      }
      assert.ok(sent >= 295 && sent <= 305, `${sent} messages in 60 s`);
    });

    it("or not at all, when that is wished", () => {
      const peer = unlimited();
      for (let index = 0; index < 1000; index++) {
        assert.equal(peer.session._publish("t", "", 0), 0);
        assert.equal(peer.session._publish("t", "", 1), 0);
        peer.answer();
      }
    });
  });
});
