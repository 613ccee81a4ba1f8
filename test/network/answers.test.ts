// A platform that answers late, twice, in another order, to another packet, or with garbage: each thing it does
// wrong is made good, and what was asked for is done once.
import assert from "node:assert/strict";
import type { Packet } from "mqtt-packet";
import { generate } from "mqtt-packet";
import { seededWords } from "../../bench/board/prng.ts";
import {
  E_CLOSED, E_COMMAND_REPEATED, E_CONNACK_TIMEOUT, E_DEAD_PEER, E_NOT_ACKED, E_NO_REPLY, E_PROTOCOL, E_SUB_TIMEOUT,
  S_ONLINE,
} from "../../lib/codes.ts";
import { buildAll } from "../firmware/images.ts";
import { type Rig, SET, cleanUp } from "../firmware/rig.ts";
import { Order, Report, backOnline, checkAlive, isOnline, makeRoad, troubles } from "./online.ts";
import type { Wire } from "./wire.ts";

type Send = (what: Packet | Buffer, afterMs?: number) => void;

/** What packet the platform is about to send; its answer to a report counts as a kind of its own. */
type Kind = "connack" | "suback" | "puback" | "pingresp" | "reply" | "set";

const KINDS: Kind[] = ["connack", "suback", "puback", "pingresp", "reply", "set"];

function kindOf(packet: Packet): Kind | undefined {
  if (packet.cmd !== "publish") return packet.cmd as Kind;
  return packet.topic.endsWith("post_reply") ? "reply" : packet.topic === SET ? "set" : undefined;
}

function bytesOf(packet: Packet): Buffer {
  return generate(packet, { protocolVersion: 4 });
}

describe("a platform that answers wrongly", function () {
  this.timeout(120000);
  let rig: Rig;
  let wire: Wire;
  let order: Order;
  let report: Report;

  before(async function () {
    this.timeout(180000);
    await buildAll();
    ({ rig, wire } = await makeRoad({ settings: { ka: 30 } }));
    rig.toCode(S_ONLINE);
  });
  after(cleanUp);

  /** A new connection on which the platform twists the first packet of a kind, and everything that goes on in it;
   *  gives what the device has said. With `ends`, it is the connection that ends of it. */
  function play(kind: Kind, twist: (packet: Packet, send: Send) => void, ends: boolean): number[] {
    rig.run(61);
    if (!isOnline(rig)) {
      backOnline(rig, wire, 0);
      rig.run(61);
    }
    rig.lines.length = rig.codes.length = rig.platform.published.length = 0;
    const lines = wire.lines.length;
    let isTwisted = false;
    rig.platform.answer = (packet, send) => {
      if (isTwisted || kindOf(packet) !== kind) return send(packet);
      isTwisted = true;
      twist(packet, send);
    };
    rig.platform.cut();
    rig.until(() => wire.lines.length > lines, 5).run(1);
    order = new Order(rig);
    report = new Report(rig);
    if (isOnline(rig)) order.send();
    rig.until(() => isTwisted, 60).run(60);
    if (ends) backOnline(rig, wire, lines + 1);
    assert.equal(wire.lines.length > lines + 1, ends, `connects: ${wire.lines.length}\n${rig.lines.join("\n")}`);
    rig.platform.answer = (packet, send) => send(packet);
    order.remind();
    rig.run(61);
    assert.equal(order.timesDone, 1, "the order was carried out");
    report.check();
    const said = troubles(rig);
    assert.equal(said.shift(), E_CLOSED);
    checkAlive(rig);
    assert.equal(wire.open, 1);
    assert.ok(rig.platform.busiestMinute <= 5);
    return said;
  }

  const late = (ms: number) => (packet: Packet, send: Send): void => send(packet, ms);
  const twice = (packet: Packet, send: Send): void => {
    send(packet);
    send(packet, 20);
  };
  const never = (): void => {};

  describe("late", () => {
    for (const kind of KINDS) {
      it(`by eight seconds with ${kind} does no harm`, () => {
        assert.deepEqual(play(kind, late(8000), false), []);
      });
    }

    it("by 15 s with puback gets the message again, and it is done once", () => {
      assert.deepEqual(play("puback", late(15000), false), []);
      assert.deepEqual(report.ends, { post: [0], done: [0] });
    });

    for (const [kind, code] of [
      ["connack", E_CONNACK_TIMEOUT], ["suback", E_SUB_TIMEOUT], ["pingresp", E_DEAD_PEER],
    ] as const) {
      it(`by 30 s with ${kind} is given up with ${code}, and what it then says is not heard`, () => {
        assert.deepEqual(play(kind, late(30000), true), [code]);
      });
    }

    it("by 30 s with the reply to a report is told once, and the reply is not heard", () => {
      assert.deepEqual(play("reply", late(30000), false), [E_NO_REPLY]);
    });
  });

  describe("never", () => {
    for (const [kind, code] of [
      ["connack", E_CONNACK_TIMEOUT], ["suback", E_SUB_TIMEOUT], ["pingresp", E_DEAD_PEER],
    ] as const) {
      it(`with ${kind} is given up with ${code}`, () => {
        assert.deepEqual(play(kind, never, true), [code]);
      });
    }

    it("with puback once gets the message again", () => {
      assert.deepEqual(play("puback", never, false), []);
      assert.deepEqual(report.ends, { post: [0], done: [0] });
    });
  });

  describe("twice", () => {
    it("with connack has broken the protocol", () => {
      assert.deepEqual(play("connack", twice, true), [E_PROTOCOL]);
    });

    for (const kind of ["suback", "puback", "pingresp", "reply"] as const) {
      it(`with ${kind} is heard once`, () => {
        assert.deepEqual(play(kind, twice, false), []);
        assert.deepEqual(report.ends, { post: [0], done: [0] });
      });
    }

    it("with the same setting, as another packet or as a repetition, gets it done once", () => {
      for (const dup of [false, true]) {
        const said = play("set", (packet, send) => {
          send(packet);
          send({ ...packet, dup, messageId: dup ? packet.messageId : 4711 } as Packet);
        }, false);
        assert.deepEqual(said, [E_COMMAND_REPEATED]);
      }
    });
  });

  describe("in another order", () => {
    it("with suback before connack, or a setting before it, has broken the protocol", () => {
      const suback = bytesOf({ cmd: "suback", messageId: 1, granted: [1, 1, 1, 1] });
      const set = bytesOf({
        cmd: "publish", topic: SET, payload: `{"id":"7","params":{"power":-1}}`, qos: 1, messageId: 9, dup: false, retain: false,
      });
      for (const early of [suback, set]) {
        assert.deepEqual(play("connack", (packet, send) => send(Buffer.concat([early, bytesOf(packet)])), true), [E_PROTOCOL]);
        assert.equal(rig.said("APP power -1"), 0);
      }
    });

    it("with all acknowledgements backwards acknowledges all", () => {
      const held: Array<() => void> = [];
      rig.platform.answer = (packet, send) => {
        if (packet.cmd !== "puback") return send(packet);
        held.unshift(() => send(packet));
        if (held.length === 5) for (const release of held) release();
      };
      rig.lines.length = 0;
      // In a function: a name of the console's would take the place of one of the image's.
      rig.type(`[0, 1, 2, 3, 4].forEach(function(i) { app.publish("out", "b" + i, 1, function(code) {` +
        `print("done " + i + " " + code) }) })`).run(5);
      rig.platform.answer = (packet, send) => send(packet);
      assert.deepEqual(rig.lines.filter((line) => line.startsWith("done")), [4, 3, 2, 1, 0].map((n) => `done ${n} 0`));
    });

    it("with the reply to a report before the acknowledgement of it takes both", () => {
      assert.deepEqual(play("puback", late(1000), false), []);
      assert.deepEqual(report.ends, { post: [0], done: [0] });
    });

    it("with a setting before suback gets it done", () => {
      assert.deepEqual(play("suback", late(5000), false), []);
    });
  });

  describe("to another packet", () => {
    it("with suback is as if it had said nothing", () => {
      const said = play("suback", (packet, send) => send({ ...packet, messageId: 999 } as Packet), true);
      assert.deepEqual(said, [E_SUB_TIMEOUT]);
    });

    it("with puback gets the message again", () => {
      assert.deepEqual(play("puback", (packet, send) => send({ ...packet, messageId: 999 } as Packet), false), []);
      assert.deepEqual(report.ends, { post: [0], done: [0] });
    });

    it("with every puback for good is told message by message, and stays connected", () => {
      rig.run(61);
      const connects = wire.lines.length;
      rig.lines.length = rig.codes.length = 0;
      rig.platform.answer = (packet, send) =>
        send(packet.cmd === "puback" ? { ...packet, messageId: 999 } as Packet : packet);
      report = new Report(rig);
      rig.run(60);
      rig.platform.answer = (packet, send) => send(packet);
      assert.deepEqual(report.ends, { post: [0], done: [E_NOT_ACKED] });
      assert.ok(rig.codes.includes(E_NOT_ACKED), "the report, whose acknowledgement the app does not see");
      assert.equal(wire.lines.length, connects);
      checkAlive(rig);
    });

    it("with the reply to another report leaves this one without", () => {
      const said = play("reply", (packet, send) => {
        send({ ...packet, payload: `{"code":200,"data":{},"id":"99999999"}` } as Packet);
      }, false);
      assert.deepEqual(said, [E_NO_REPLY]);
    });
  });

  describe("with garbage", () => {
    const GARBAGE: Array<[string, number[]]> = [
      ["a length of five bytes", [0x30, 0xff, 0xff, 0xff, 0xff, 0x7f]],
      ["a message of 256 MB", [0x30, 0xff, 0xff, 0xff, 0x7f, 0, 1, 0x61]],
      ["type 0", [0, 0]],
      ["type 15", [0xf0, 0]],
      ["CONNECT", [...Buffer.from("\x10\x0c\0\x04MQTT\x04\x02\0\x3c\0\0", "latin1")]],
      ["SUBSCRIBE", [0x82, 6, 0, 1, 0, 1, 0x61, 0]],
      ["PINGREQ", [0xc0, 0]],
      ["DISCONNECT", [0xe0, 0]],
      ["PUBREC", [0x50, 2, 0, 1]],
      ["a message with QoS 3", [0x36, 5, 0, 1, 0x61, 0, 1]],
      ["a message with QoS 1 and id 0", [0x32, 5, 0, 1, 0x61, 0, 0]],
      ["a message whose topic is longer than it", [0x30, 5, 0, 9, 0x61, 0x61, 0x61]],
      ["a message without topic", [0x30, 2, 0, 0]],
      ["CONNACK with a byte too much", [0x20, 3, 0, 0, 0]],
      ["CONNACK with code 6", [0x20, 2, 0, 6]],
      ["SUBACK without codes", [0x90, 2, 0, 1]],
      ["PUBACK with flags", [0x4f, 2, 0, 1]],
      ["HTTP", [...Buffer.from(`HTTP/1.1 400 Bad Request\r\nServer: ${"x".repeat(100)}\r\n\r\n`)]],
      ["a TLS alert", [0x15, 3, 1, 0, 2, 2, 0x28]],
      ["text", [...Buffer.from("protocol error")]],
    ];

    for (const [what, bytes] of GARBAGE) {
      it(`(${what}) in place of any packet is told, and made good`, () => {
        for (const kind of KINDS) {
          const said = play(kind, (_packet, send) => send(Buffer.from(bytes)), true);
          // The reply to a report does not come on another connection.
          assert.deepEqual(said.filter((code) => code !== E_NO_REPLY), [E_PROTOCOL], kind);
        }
      });
    }

    it("of any length and content, before any packet, leaves or brings back a device that works", () => {
      const random = seededWords(20);
      for (let round = 0; round < 120; round++) {
        const bytes = Buffer.from(Array.from({ length: 1 + random() % 40 }, () => random() % 256));
        const kind = KINDS[round % KINDS.length]!;
        rig.platform.answer = (packet, send) => {
          if (kindOf(packet) !== kind) return send(packet);
          rig.platform.answer = (each, sendOn) => sendOn(each);
          send(bytes);
          send(packet);
        };
        const lines = wire.lines.length;
        rig.platform.cut();
        rig.until(() => wire.lines.length > lines, 20).run(1);
        order = new Order(rig);
        report = new Report(rig);
        order.send();
        // Bytes that announce a long message swallow everything, until a ping has been without answer for too long.
        rig.run(300);
        try {
          if (!isOnline(rig)) backOnline(rig, wire, lines + 1);
          order.remind();
          rig.run(61);
          assert.equal(order.timesDone, 1);
          report.check();
          checkAlive(rig);
        } catch (error) {
          throw new Error(`${bytes.toString("hex")} before ${kind}`, { cause: error });
        }
      }
    });
  });
});
