import assert from "node:assert/strict";
import fc from "fast-check";
import type { Packet } from "mqtt-packet";
import { Collector, bytesOf } from "./codec.ts";
import { TABLE, unhex } from "./table.ts";

const RECEIVED = TABLE.filter((row) => row.received);
const STREAM = RECEIVED.map((row) => unhex(row.bytes)).join("");
const PACKETS = RECEIVED.map((row) => row.packet);

const message = (payload: string, qos: 0 | 1 = 0): Packet => ({
  cmd: "publish", topic: "t", payload: Buffer.from(payload, "latin1"), qos, dup: false, retain: false,
  ...(qos ? { messageId: 9 } : {}),
});

/** What came of the bytes, and whether they were malformed. */
function parse(...pieces: string[]): Collector {
  const collector = new Collector();
  for (const piece of pieces) collector.parser.feed(piece);
  return collector;
}

describe("mqtt parser", () => {
  it("finds all packets in one segment", () => {
    assert.deepEqual(parse(STREAM).packets, PACKETS);
  });

  it("finds the same packets in single bytes", () => {
    assert.deepEqual(parse(...STREAM).packets, PACKETS);
  });

  it("finds the same packets in segments of every size", () => {
    for (let size = 1; size <= STREAM.length; size++) {
      const pieces = [];
      for (let at = 0; at < STREAM.length; at += size) pieces.push(STREAM.slice(at, at + size));
      assert.deepEqual(parse(...pieces).packets, PACKETS);
    }
  });

  it("finds every whole packet and no other in a stream that ends anywhere", () => {
    const ends: number[] = [];
    for (const row of RECEIVED) ends.push((ends.at(-1) ?? 0) + unhex(row.bytes).length);
    for (let length = 0; length < STREAM.length; length++) {
      const collector = parse(STREAM.slice(0, length));
      assert.deepEqual(collector.packets, PACKETS.slice(0, ends.filter((end) => end <= length).length));
      assert.equal(collector.malformed, 0);
    }
  });

  it("takes payloads around every border of the length field", () => {
    for (const qos of [0, 1] as const) {
      for (const lenBytes of [0, 1, 121, 122, 123, 124, 125, 16377, 16378, 16379, 16380, 16381, 262144]) {
        const packet = message("\xa5".repeat(lenBytes), qos);
        assert.deepEqual(parse(bytesOf(packet) + "\xd0\0").packets, [packet, { cmd: "pingresp" }]);
      }
    }
  });

  it("takes a payload of 20 kB in pieces of any size and holds none of it", () => {
    const packet = message("0123456789".repeat(2000), 1);
    const bytes = bytesOf(packet);
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 1460 }), { minLength: 1 }), (sizes) => {
      const collector = new Collector();
      for (let at = 0, turn = 0; at < bytes.length; turn++) {
        const size = sizes[turn % sizes.length];
        collector.parser.feed(bytes.slice(at, at + size));
        at += size;
        assert.ok(collector.parser._rest.length < 10);
      }
      assert.deepEqual(collector.packets, [packet]);
    }), { seed: 20, numRuns: 50 });
  });

  it("takes a length written with more bytes than it needs", () => {
    assert.deepEqual(parse(unhex("d0 80 80 80 00  40 82 00 00 07")).packets, [
      { cmd: "pingresp" }, { cmd: "puback", messageId: 7 },
    ]);
  });

  const malformed: [string, string][] = [
    ["a length of five bytes", "d0 80 80 80 80"],
    ["a length that never ends", "d0 ff ff ff ff"],
    ["a control packet longer than any", "90 69"],
    ["PUBLISH with QoS 2", "34 07 00 01 74 00 01 78 79"],
    ["PUBLISH with QoS 3", "36 07 00 01 74 00 01 78 79"],
    ["PUBLISH with packet id 0", "32 05 00 01 74 00 00"],
    ["PUBLISH without a topic", "30 02 00 00"],
    ["PUBLISH of no bytes", "30 00"],
    ["PUBLISH of one byte", "30 01 00"],
    ["PUBLISH shorter than its topic", "30 03 00 02 74 74"],
    ["PUBLISH with QoS 1 shorter than its packet id", "32 04 00 01 74 00"],
    ["PUBLISH with a topic longer than any", "30 ff 7f 02 01"],
    ["PUBLISH longer than the platform's largest", "30 ff ff 7f 00 01 74"],
  ];
  for (const [name, hex] of malformed) {
    it(`refuses ${name}, once, wherever it is cut, and then is silent`, () => {
      const good = unhex("40 02 00 05");
      const bad = unhex(hex);
      for (let at = 0; at <= bad.length; at++) {
        const collector = parse(good + bad.slice(0, at), bad.slice(at));
        assert.equal(collector.malformed, 1);
        collector.parser.feed(good + good);
        assert.deepEqual(collector.packets, [{ cmd: "puback", messageId: 5 }]);
        assert.equal(collector.malformed, 1);
        assert.equal(collector.parser._rest, "");
      }
    });
  }

  it("stops inside any finding and drops the bytes behind it", () => {
    const findings = () => {
      const collector = new Collector();
      let count = 0;
      return { collector, count: () => count, add: () => ++count };
    };
    const all = findings();
    all.collector.inside = all.add;
    all.collector.parser.feed(STREAM);
    for (let stopAt = 1; stopAt <= all.count(); stopAt++) {
      const some = findings();
      some.collector.inside = () => {
        if (some.add() == stopAt) some.collector.parser.stop();
      };
      some.collector.parser.feed(STREAM);
      some.collector.parser.feed(STREAM);
      assert.equal(some.count(), stopAt);
      assert.equal(some.collector.malformed, 0);
      assert.equal(some.collector.parser._rest, "");
    }
  });

  it("holds no more than one header of whatever comes", () => {
    const long = "30 80 80 01 01 ff " + "74 ".repeat(510);
    const collector = new Collector();
    for (const byte of unhex(long)) {
      collector.parser.feed(byte);
      assert.ok(collector.parser._rest.length <= 520);
    }
    assert.equal(collector.malformed, 0);
  });
});
