import assert from "node:assert/strict";
import type { ISubscribePacket, Packet } from "mqtt-packet";
import {
  E_CLOSED, E_CONNACK_BUSY, E_CONNACK_DENIED, E_CONNACK_ID, E_CONNACK_LOGIN, E_CONNACK_TIMEOUT,
  E_CONNACK_VERSION, E_DEAD_PEER, E_OFFLINE, E_PROTOCOL, E_SUB_REFUSED, E_SUB_TIMEOUT, E_WIFI_LOST,
} from "../../../lib/codes.ts";
import { same } from "./codec.ts";
import { Peer, message, replyTo } from "./peer.ts";
import { unhex } from "./table.ts";

const ACCEPTED = { cmd: "connack", returnCode: 0, sessionPresent: false } as const;

const topicsOf = (packet: unknown): string[] =>
  (packet as ISubscribePacket).subscriptions.map(({ topic }) => topic);

describe("mqtt session", () => {
  describe("login", () => {
    it("sends CONNECT first, with what it was given", () => {
      const peer = new Peer();
      peer.open(300, false);
      const sent = peer.take();
      assert.equal(sent.length, 1);
      same(sent[0], {
        cmd: "connect", protocolId: "MQTT", protocolVersion: 4, clean: false, keepalive: 300, clientId: "c",
        username: "d&p", password: Buffer.from("AB12"),
      });
      assert.equal(peer.session._up, 0);
    });

    it("is up with CONNACK 0, whether or not a session is present", () => {
      for (const sessionPresent of [false, true]) {
        const peer = new Peer();
        peer.open();
        peer.give({ cmd: "connack", returnCode: 0, sessionPresent });
        assert.equal(peer.session._up, 1);
        assert.deepEqual(peer.hear(), [["up"]]);
      }
    });

    const refusals: [number, number][] = [
      [1, E_CONNACK_VERSION], [2, E_CONNACK_ID], [3, E_CONNACK_BUSY], [4, E_CONNACK_LOGIN],
      [5, E_CONNACK_DENIED], [6, E_PROTOCOL], [128, E_PROTOCOL], [255, E_PROTOCOL],
    ];
    for (const [returnCode, code] of refusals) {
      it(`closes on CONNACK ${returnCode} with code ${code}`, () => {
        const peer = new Peer();
        peer.open();
        peer.feed(`\x20\x02\0${String.fromCharCode(returnCode)}`);
        assert.equal(peer.session._up, 0);
        assert.deepEqual(peer.hear(), [["close"], ["down", code]]);
      });
    }

    it("gives up when CONNACK does not come within 20 s, also when something else trickles in", () => {
      for (const trickle of ["", "\x20"]) {
        const peer = new Peer();
        peer.open();
        peer.feed(trickle);
        peer.pass(20000);
        assert.deepEqual(peer.hear(), []);
        peer.pass(1000);
        assert.deepEqual(peer.hear(), [["close"], ["down", E_CONNACK_TIMEOUT]]);
      }
    });

    it("takes nothing but CONNACK first", () => {
      for (const hex of [
        "d0 00", "40 02 00 01", "30 03 00 01 74", "90 03 00 01 00",
        "20 01 00", "20 03 00 00 00", "21 02 00 00",
      ]) {
        const peer = new Peer();
        peer.open();
        peer.feed(unhex(hex));
        assert.deepEqual(peer.hear(), [["close"], ["down", E_PROTOCOL]], hex);
      }
    });

    it("hears a message in the same segment as CONNACK", () => {
      const peer = new Peer();
      peer.open();
      peer.give(ACCEPTED, message("/ext/register", "{}"), message("t", "x", 1, 77));
      assert.deepEqual(peer.hear(), [["up"], ["message", "/ext/register", "{}"], ["message", "t", "x"]]);
      assert.deepEqual(peer.take().map(({ cmd }) => cmd), ["connect", "puback"]);
    });

    it("for a registration sends CONNECT and DISCONNECT and nothing else", () => {
      const peer = new Peer();
      peer.session._subscribe(["a"]);
      peer.session._publish("t", "waits", 1);
      peer.open(0);
      peer.give(ACCEPTED, message("/ext/register", "{}"));
      peer.session._subscribe(["b"]);
      peer.session._publish("t", "waits too", 1);
      assert.equal(peer.session._publish("t", "x", 0), E_OFFLINE);
      peer.pass(15000);
      peer.session._close();
      assert.deepEqual(peer.take().map(({ cmd }) => cmd), ["connect", "disconnect"]);
      peer.open();
      peer.give(ACCEPTED);
      assert.deepEqual(peer.take().map(({ cmd }) => cmd), ["connect", "subscribe", "publish", "publish"]);
    });
  });

  describe("subscriptions", () => {
    it("are sent 8 a packet with different ids, each when the one before is answered", () => {
      const peer = new Peer();
      const topics = Array.from({ length: 20 }, (_, index) => `t${index}`);
      peer.connect();
      peer.session._subscribe(topics);
      const sent: Packet[] = [];
      for (const count of [8, 8, 4]) {
        const [packet, ...others] = peer.take();
        assert.deepEqual(others, []);
        assert.equal(topicsOf(packet).length, count);
        sent.push(packet);
        peer.give(...replyTo(packet));
      }
      assert.deepEqual(peer.take(), []);
      assert.deepEqual(sent.flatMap(topicsOf), topics);
      assert.equal(new Set(sent.map(({ messageId }) => messageId)).size, 3);
      const wanted = sent.flatMap((packet) => (packet as ISubscribePacket).subscriptions);
      assert.ok(wanted.every(({ qos }) => qos == 1));
    });

    it("come back after every reconnect, each once", () => {
      const peer = new Peer();
      peer.session._subscribe(["a", "b"]);
      peer.session._subscribe(["b", "c"]);
      for (let turn = 0; turn < 3; turn++) {
        peer.open();
        peer.give(ACCEPTED);
        if (turn < 2) peer.answer();
        else peer.session._subscribe(["d"]);
        assert.deepEqual(peer.history.slice(-1).flatMap(({ packet }) => topicsOf(packet)), ["a", "b", "c"]);
        peer.lose();
      }
      peer.open();
      peer.give(ACCEPTED);
      assert.deepEqual(peer.take().slice(-1).flatMap(topicsOf), ["a", "b", "c", "d"]);
    });

    it("that the platform refuses are named, one by one", () => {
      const peer = new Peer();
      peer.connect();
      peer.session._subscribe(["a", "b", "c", "d"]);
      const messageId = peer.take()[0].messageId as number;
      peer.give({ cmd: "suback", messageId, granted: [1, 0x80, 2, 0x80] });
      assert.deepEqual(peer.hear(), [["error", E_SUB_REFUSED, "b"], ["error", E_SUB_REFUSED, "d"]]);
      assert.equal(peer.session._up, 1);
      peer.pass(40000);
      assert.deepEqual(peer.hear(), []);
    });

    it("that are not answered within 20 s end the connection", () => {
      const peer = new Peer();
      peer.connect();
      peer.session._subscribe(["a"]);
      peer.pass(20000);
      assert.deepEqual(peer.hear(), []);
      peer.pass(1000);
      assert.deepEqual(peer.hear(), [["close"], ["down", E_SUB_TIMEOUT]]);
    });

    it("may be answered late, twice, and with an id that nobody asked with", () => {
      const peer = new Peer();
      peer.connect();
      peer.session._subscribe(["a"]);
      peer.session._subscribe(["b"]);
      for (const granted of [[1], [1]]) {
        const messageId = peer.take()[0].messageId as number;
        peer.pass(19000);
        peer.give({ cmd: "suback", messageId: 999, granted: [0x80] });
        peer.give({ cmd: "suback", messageId, granted });
        peer.give({ cmd: "suback", messageId, granted: [0x80, 0x80] });
      }
      peer.pass(19000);
      assert.deepEqual(peer.hear(), []);
    });

    it("answered with another number of codes end the connection", () => {
      const peer = new Peer();
      peer.connect();
      peer.session._subscribe(["a", "b"]);
      peer.give({ cmd: "suback", messageId: peer.take()[0].messageId as number, granted: [1] });
      assert.deepEqual(peer.hear(), [["close"], ["down", E_PROTOCOL]]);
    });
  });

  describe("keepalive", () => {
    it("pings after a quiet half of the keepalive, 60 s at most", () => {
      for (const [keepAliveSec, quietMs] of [[30, 15000], [100, 50000], [300, 60000], [1200, 60000]]) {
        const peer = new Peer();
        peer.connect(keepAliveSec);
        peer.pass(quietMs - 1000);
        assert.deepEqual(peer.take(), []);
        peer.pass(1000);
        assert.deepEqual(peer.answer().map(({ cmd }) => cmd), ["pingreq"]);
      }
    });

    it("gives up within four minutes where bytes come for ever, and no PINGRESP among them", () => {
      const peer = new Peer();
      peer.connect(60);
      peer.feed("\x30\xe8\x07\0\x01t");
      for (let second = 0; second < 240 && peer.session._up; second += 5) {
        peer.feed("\xd0");
        peer.pass(5000);
      }
      assert.deepEqual(peer.hear(), [["close"], ["down", E_DEAD_PEER]]);
    });

    it("pings when it only receives, and when it only sends", () => {
      for (const sends of [false, true]) {
        const peer = new Peer();
        peer.connect(60);
        let pings = 0;
        for (let second = 0; second < 600; second += 5) {
          if (sends) assert.equal(peer.session._publish("t", "x", 0), 0);
          else peer.give(message("t", "x"));
          peer.pass(5000);
          pings += peer.answer().filter(({ cmd }) => cmd == "pingreq").length;
        }
        assert.equal(peer.session._up, 1);
        assert.ok(pings >= 600 / 35 - 1 && pings <= 600 / 30, `${pings} pings`);
      }
    });

    it("leaves no gap between two packets as long as the keepalive, whatever the steps of time", () => {
      for (const stepMs of [100, 1000, 1700, 4000]) {
        const peer = new Peer();
        peer.connect(30);
        for (let turn = 0; turn < 300; turn++) {
          peer.pass(stepMs, stepMs);
          peer.answer();
        }
        const times = peer.history.map(({ atMs }) => atMs);
        for (let index = 1; index < times.length; index++) assert.ok(times[index] - times[index - 1] < 30000);
        assert.ok(times.at(-1) as number > 300 * stepMs - 30000);
      }
    });

    it("ends a connection whose peer is silent 15 s after a ping, also while it sends", () => {
      for (const sends of [false, true]) {
        const peer = new Peer();
        peer.connect(300);
        for (let second = 0; second < 75; second++) {
          if (sends) peer.session._publish("t", "x", 0);
          peer.pass(1000);
        }
        assert.deepEqual(peer.hear(), []);
        peer.pass(1000);
        assert.deepEqual(peer.hear(), [["close"], ["down", E_DEAD_PEER]]);
      }
    });

    it("gives a peer that fell silent before the ping no more time than one that fell silent with it", () => {
      const peer = new Peer();
      peer.connect(300);
      peer.pass(50000);
      peer.give(message("t", "x"));
      peer.pass(10000);
      assert.deepEqual(peer.take().map(({ cmd }) => cmd), ["pingreq"]);
      peer.pass(15000);
      assert.equal(peer.session._up, 1);
      peer.pass(1000);
      assert.equal(peer.session._up, 0);
    });

    it("counts any byte as a sign of life", () => {
      const peer = new Peer();
      peer.connect(300);
      for (const byte of "\x30\x0a\x00\x01tpayload") {
        peer.pass(14000);
        peer.feed(byte);
      }
      assert.deepEqual(peer.hear(), [["message", "t", "payload"]]);
    });

    it("ends a connection whose stream has sent nothing for 60 s although the peer still speaks", () => {
      const peer = new Peer();
      peer.connect();
      peer.drains = false;
      assert.equal(peer.session._publish("t", "x", 0), 0);
      for (let second = 0; second < 60; second++) {
        peer.give(message("t", "x"));
        peer.pass(1000);
      }
      assert.equal(peer.session._up, 1);
      peer.pass(1000);
      assert.deepEqual(peer.hear().slice(60), [["close"], ["down", E_DEAD_PEER]]);
    });
  });

  describe("end", () => {
    it("by close says goodbye once and is told once", () => {
      const peer = new Peer();
      peer.connect();
      peer.session._close();
      peer.session._close();
      peer.session._lost(E_CLOSED);
      assert.deepEqual(peer.take().map(({ cmd }) => cmd), ["disconnect"]);
      assert.deepEqual(peer.hear(), [["close"], ["down", E_CLOSED]]);
    });

    it("by close before CONNACK sends no DISCONNECT", () => {
      const peer = new Peer();
      peer.open();
      peer.session._close();
      assert.deepEqual(peer.take().map(({ cmd }) => cmd), ["connect"]);
      assert.deepEqual(peer.hear(), [["close"], ["down", E_CLOSED]]);
    });

    it("by the network is told with its code and closes nothing", () => {
      const peer = new Peer();
      peer.connect();
      peer.lose(E_WIFI_LOST);
      assert.equal(peer.session._up, 0);
      assert.deepEqual(peer.hear(), [["down", E_WIFI_LOST]]);
    });

    it("is told with the first code when closing the stream reports the end at once", () => {
      const peer = new Peer();
      peer.connect();
      const close = peer._close.bind(peer);
      peer._close = () => {
        close();
        peer.session._lost(E_CLOSED);
      };
      peer.feed("\xc0\0");
      assert.deepEqual(peer.hear(), [["close"], ["down", E_PROTOCOL]]);
    });

    it("is final: what comes later is ignored, and so is what comes before a connection", () => {
      const peer = new Peer();
      peer.session._feed("\x20\x02\0\0");
      peer.session._tick(100000);
      peer.session._drained();
      peer.session._close();
      assert.deepEqual(peer.hear(), []);
      assert.equal(peer.session._up, 0);
      peer.connect();
      peer.lose();
      peer.hear();
      peer.session._feed("\x30\x04\0\x01tx");
      peer.session._tick(100000);
      peer.session._drained();
      assert.deepEqual(peer.hear(), []);
    });

    it("inside a handler keeps the rest of the segment from being heard", () => {
      const peer = new Peer();
      peer.connect();
      peer.inMessage = () => peer.session._close();
      peer.give(message("a", "1", 1, 5), message("b", "2", 1, 6));
      assert.deepEqual(peer.hear(), [["message", "a", "1"], ["close"], ["down", E_CLOSED]]);
      assert.deepEqual(peer.take().map(({ cmd }) => cmd), ["puback", "disconnect"]);
    });

    it("inside the first handler leaves nothing of the old connection to the next one", () => {
      const peer = new Peer();
      peer.open();
      peer.inUp = () => peer.session._close();
      peer.inDown = () => {
        if (peer.connects < 2) peer.open();
      };
      peer.give(ACCEPTED, ACCEPTED, message("old", "x", 1, 5));
      assert.deepEqual(peer.take().map(({ cmd }) => cmd), ["connect", "disconnect", "connect"]);
      assert.equal(peer.session._up, 0);
      peer.inUp = () => {};
      peer.give(ACCEPTED, message("new", "y"));
      assert.deepEqual(peer.hear(), [["up"], ["close"], ["down", E_CLOSED], ["up"], ["message", "new", "y"]]);
    });

    it("comes with packets that only a broken peer sends", () => {
      for (const hex of [
        "20 02 00 00", "c0 00", "e0 00", "10 02 00 00", "50 02 00 01", "00 00", "f0 00", "41 02 00 01",
        "40 03 00 01 00", "40 01 01", "40 00", "90 02 00 01", "d1 00", "b1 02 00 01",
        "34 06 00 01 74 00 01 78",
      ]) {
        const peer = new Peer();
        peer.connect();
        peer.feed(unhex(hex));
        assert.deepEqual(peer.hear(), [["close"], ["down", E_PROTOCOL]], hex);
      }
    });
  });
});
