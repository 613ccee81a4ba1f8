import assert from "node:assert/strict";
import { header } from "../../../lib/mqtt/packet.ts";
import { Collector, bytesOf, readIndependently, same } from "./codec.ts";
import { TABLE, unhex } from "./table.ts";

/** The bytes cut in two at `at`. */
const cut = (bytes: string, at: number): string[] => [bytes.slice(0, at), bytes.slice(at)];

describe("mqtt packets", () => {
  for (const row of TABLE) {
    const bytes = unhex(row.bytes);

    describe(row.name, () => {
      if (row.build) {
        const build = row.build;
        it("is built byte for byte", () => assert.equal(build(), bytes));
        it("is read by another codec", () => same(readIndependently([build()])[0], row.packet));
      }
      if (row.received) {
        it("is parsed", () => {
          const collector = new Collector();
          collector.parser.feed(bytes);
          assert.deepEqual(collector.packets, [row.packet]);
          assert.equal(collector.malformed, 0);
        });
      }
      it("comes back from the other codec as the same bytes", () => {
        assert.equal(bytesOf(row.packet), bytes);
        assert.equal(bytesOf(readIndependently([bytes])[0]), bytes);
      });
      it("is one packet wherever it is cut, and none before its last byte", () => {
        for (let at = 0; at <= bytes.length; at++) {
          const read = readIndependently(cut(bytes, at));
          assert.equal(read.length, 1);
          same(read[0], row.packet);
          if (!row.received) continue;
          const collector = new Collector();
          const [head, tail] = cut(bytes, at);
          collector.parser.feed(head);
          assert.equal(collector.packets.length, at == bytes.length ? 1 : 0);
          collector.parser.feed(tail);
          assert.deepEqual(collector.packets, [row.packet]);
        }
      });
    });
  }

  it("writes the Remaining Length of the specification's table", () => {
    const lengths: [number, string][] = [
      [0, "00"], [127, "7f"], [128, "80 01"], [16383, "ff 7f"], [16384, "80 80 01"],
      [2097151, "ff ff 7f"], [2097152, "80 80 80 01"], [268435455, "ff ff ff 7f"],
    ];
    for (const [lenBytes, hex] of lengths) assert.equal(header(0x30, lenBytes), unhex("30 " + hex));
  });
});
