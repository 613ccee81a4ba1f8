import assert from "node:assert/strict";
import { E_PROTOCOL } from "../../../lib/codes.ts";
import { PIECES, SKIP } from "../../../lib/mqtt/session.ts";
import { bytesOf, readIndependently, same } from "./codec.ts";
import { HEARD, MALFORMED, TAKEN } from "./table-heard.ts";
import type { HeardRow, Malformed } from "./table-heard.ts";
import { SENT, unhex } from "./table.ts";
import { ACCEPTED, Tape } from "./tape.ts";

/** Packets up to this long are cut at every pair of places, not at every place only. */
const SHORT = 24;

/** All the ways to cut bytes: whole, at every place, at every pair of places, into single bytes. */
function* cutsOf(lenBytes: number): Generator<number[]> {
  yield [];
  yield Array.from({ length: lenBytes - 1 }, (_, index) => index + 1);
  for (let one = 1; one < lenBytes; one++) {
    yield [one];
    if (lenBytes > SHORT) continue;
    for (let two = one + 1; two < lenBytes; two++) yield [one, two];
  }
}

function prepared(row: HeardRow): Tape {
  const tape = new Tape();
  row.before(tape);
  return tape;
}

/** The packet was heard and answered, once. */
function checkHeard(row: HeardRow, tape: Tape, how: string): void {
  assert.equal(JSON.stringify(tape.heard), JSON.stringify(row.heard), how);
  assert.equal(tape.take(), unhex(row.reply ?? ""), how);
  row.after?.(tape);
}

/** On a new connection everything works. */
function checkAlive(tape: Tape): void {
  tape.session._lost(0);
  tape.connect();
  tape.session._feed("\x32\x06\0\x01t\x12\x34x");
  assert.deepEqual(tape.heard, [["message", "t", "x"]]);
  assert.equal(tape.take(), "\x40\x02\x12\x34");
  tape.heard = [];
}

describe("mqtt on the wire", () => {
  for (const row of SENT) {
    const bytes = unhex(row.bytes);

    describe(`${row.name}, sent`, () => {
      it("is built byte for byte", () => {
        const tape = new Tape();
        row.send(tape);
        assert.ok(tape.written == bytes, Buffer.from(tape.written.slice(0, 200), "latin1").toString("hex"));
      });
      it("is read by another codec, and comes back from it as the same bytes", () => {
        const read = readIndependently([bytes]);
        assert.equal(read.length, 1);
        same(read[0], row.packet);
        assert.ok(bytesOf(row.packet) == bytes && bytesOf(read[0]) == bytes);
      });
    });
  }

  for (const row of HEARD) {
    const bytes = unhex(row.bytes);

    describe(`${row.name}, received`, () => {
      it("is parsed as another codec wrote it, which reads it too", () => {
        assert.ok(bytesOf(row.packet) == bytes);
        same(readIndependently([bytes])[0], row.packet);
        const tape = prepared(row);
        tape.feed(bytes);
        checkHeard(row, tape, "whole");
      });
      it("is parsed wherever it is cut", () => {
        for (const cuts of cutsOf(bytes.length)) {
          const tape = prepared(row);
          tape.feed(bytes, ...cuts);
          checkHeard(row, tape, `cut at ${cuts}`);
        }
      });
      it("is nothing until its last byte, and then leaves nothing to the next connection", () => {
        const tape = prepared(row);
        const plans = row.heard.filter(([what]) => what == "plan");
        for (let at = 0; at < bytes.length - 1; at++) {
          tape.session._feed(bytes[at]);
          assert.equal(tape.written, "");
          assert.ok(tape.heard.length <= plans.length);
        }
        // At every length, too; a long payload is the same at all of its bytes.
        for (let length = 0; length < Math.min(bytes.length, 600); length++) {
          const cut = prepared(row);
          cut.feed(bytes.slice(0, length));
          checkAlive(cut);
        }
      });
      it("is parsed behind any other, and before it", () => {
        const tape = prepared(row);
        const up = row.packet.cmd != "connack";
        const other = "\x32\x06\0\x01o\x56\x78y";
        tape.feed((up ? other : "") + bytes + other);
        const heard = tape.heard.filter((each) => each[1] != "o");
        assert.equal(JSON.stringify(heard), JSON.stringify(row.heard));
        const others = tape.heard.length - heard.length;
        assert.equal(others, tape.session._up ? (up ? 2 : 1) : 0);
      });
    });
  }

  it("a long payload comes in pieces, or is skipped, wherever it is cut", () => {
    for (const row of HEARD.filter(({ heard }) => heard[0]?.[0] == "plan")) {
      const bytes = unhex(row.bytes);
      const payload = row.heard[1][2] as string;
      for (const plan of [PIECES, SKIP]) {
        for (const cut of [0, 1, 2, 3, 7, 8, 9, 10, 500, bytes.length - 2, bytes.length - 1]) {
          const tape = prepared(row);
          tape.plan = plan;
          tape.feed(bytes, cut);
          assert.deepEqual(tape.heard, plan == SKIP ? row.heard.slice(0, 1) : [row.heard[0], ["piece", payload, 0]]);
          assert.equal(tape.take(), unhex(row.reply ?? ""));
        }
      }
    }
  });

  it("the largest message is taken", () => {
    const tape = new Tape();
    tape.connect();
    tape.plan = PIECES;
    const payload = "x".repeat(262144);
    tape.feed(unhex("30 84 84 10 02 00 74*512") + payload.slice(1), 3, 100, 600, 100000);
    assert.equal(tape.heard[0][0], "plan");
    tape.feed("xx");
    assert.deepEqual(tape.heard.slice(1).map((each) => (each[1] as string).length + (each[2] as number)), [262146]);
  });

  for (const [name, hex, heard] of TAKEN) {
    it(`${name} is taken, wherever it is cut`, () => {
      const bytes = unhex(hex);
      for (const cuts of cutsOf(bytes.length)) {
        const tape = new Tape();
        tape.connect();
        tape.feed(bytes, ...cuts);
        assert.deepEqual(tape.heard, heard);
        assert.equal(tape.written, "");
        checkAlive(tape);
      }
    });
  }

  describe("ends the connection, wherever it is cut, and hears nothing more:", () => {
    const refused = [["close"], ["down", E_PROTOCOL]];

    function start(row: Malformed): Tape {
      const tape = new Tape();
      if (row.early) tape.open();
      else {
        tape.connect();
        tape.session._subscribe(["t"]);
        tape.clear();
      }
      return tape;
    }

    it("whatever is behind it in the same segment", () => {
      for (const row of MALFORMED) {
        const tape = start(row);
        tape.feed(unhex(row.bytes) + ACCEPTED + "\x30\x04\0\x01tx");
        assert.deepEqual(tape.heard, refused, row.name);
      }
    });

    for (const row of MALFORMED) {
      it(`${row.name} [${row.clause}]`, () => {
        const bytes = unhex(row.bytes);
        for (const cuts of cutsOf(bytes.length)) {
          const tape = start(row);
          const last = bytes.length - 1;
          tape.feed(bytes.slice(0, last), ...cuts.filter((cut) => cut < last));
          assert.deepEqual(tape.heard, [], `before the last byte, cut at ${cuts}`);
          tape.feed(bytes.slice(last));
          assert.deepEqual(tape.heard, refused, `cut at ${cuts}`);
          tape.feed(ACCEPTED + "\x30\x04\0\x01tx");
          tape.session._tick(100000);
          assert.deepEqual(tape.heard, refused);
          assert.equal(tape.written, "");
          assert.equal(tape.session._up, 0);
          tape.heard = [];
          tape.connect();
          checkAlive(tape);
        }
      });
    }
  });
});
