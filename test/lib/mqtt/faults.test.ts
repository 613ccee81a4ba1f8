import assert from "node:assert/strict";
import fc from "fast-check";
import type { Packet } from "mqtt-packet";
import { E_CLOSED, E_TOO_LARGE } from "../../../lib/codes.ts";
import { bytesOf } from "./codec.ts";
import { Peer, message } from "./peer.ts";
import type { Told } from "./peer.ts";
import { TABLE, unhex } from "./table.ts";

const ACCEPTED: Packet = { cmd: "connack", returnCode: 0, sessionPresent: false };

/** Chars and entries that a session holds, wherever: the parts that could grow. */
function weigh(value: unknown, seen = new Set<unknown>()): number {
  if (typeof value == "string") return value.length;
  if (typeof value != "object" || value === null || value instanceof Peer || seen.has(value)) return 0;
  seen.add(value);
  return Object.entries(value).reduce((sum, [key, each]) => sum + key.length + weigh(each, seen), 1);
}

/** A whole life on a new connection: what was wanted before is there, and everything works. */
function live(peer: Peer, topics: string[]): void {
  if (peer.session.up) peer.lose();
  peer.inMessage = () => {};
  peer.open();
  peer.give(ACCEPTED);
  const subscribed = peer.answer().flatMap((packet) =>
    packet.cmd == "subscribe" ? packet.subscriptions.map(({ topic }) => topic) : []);
  assert.deepEqual(subscribed.sort(), topics);
  for (let second = 0; second < 60; second++) {
    peer.pass(1000);
    peer.answer();
  }
  assert.equal(peer.session._queue.length, 0);
  peer.hear();
  peer.give(message("alive", "x", 1, 9));
  assert.deepEqual(peer.hear(), [["message", "alive", "x"]]);
  assert.deepEqual(peer.take().map(({ cmd }) => cmd), ["puback"]);
  let done = -1;
  assert.equal(peer.session.publish("alive", "y", 1, (code) => {
    done = code;
  }), 0);
  peer.answer();
  assert.equal(done, 0);
}

describe("mqtt session under faults", () => {
  // The device asks, publishes with both QoS and pings; the platform answers and sends messages of its own.
  const answers: Packet[] = [
    ACCEPTED, { cmd: "suback", messageId: 2, granted: [1, 1] },
    message("a", "one"), message("b", "two", 1, 5), { cmd: "puback", messageId: 1 }, { cmd: "pingresp" },
    message("a", "", 1, 6), { cmd: "puback", messageId: 3 }, { cmd: "unsuback", messageId: 4 } as Packet,
  ];
  const stream = answers.map(bytesOf).join("");
  const whole = answers.flatMap((each) => each.cmd == "publish" ? [`${each.topic} ${each.payload}`] : []);

  /** The messages among what was told. */
  const messagesOf = (told: Told[]): string[] =>
    told.flatMap((each) => each[0] == "message" ? [`${each[1]} ${each[2]}`] : []);

  /** Plays the exchange up to byte `end`, in segments. */
  function play(end: number, sizeBytes: number): { peer: Peer; done: string[] } {
    const peer = new Peer();
    const done: string[] = [];
    peer.session.rate = 0;
    peer.session.publish("t", "early", 1, (code) => done.push(`early ${code}`));
    peer.session.subscribe(["a", "b"], 1);
    peer.inUp = () => {
      peer.session.publish("t", "late", 1, (code) => done.push(`late ${code}`));
      peer.session.publish("t", "now", 0);
      peer.session.unsubscribe("c");
    };
    peer.open();
    for (let at = 0; at < end; at += sizeBytes) peer.feed(stream.slice(at, Math.min(at + sizeBytes, end)));
    return { peer, done };
  }

  it("hears the whole exchange when nothing happens", () => {
    const { peer, done } = play(stream.length, 1000);
    assert.deepEqual(done, ["early 0", "late 0"]);
    assert.deepEqual(messagesOf(peer.hear()), whole);
  });

  for (const [how, end] of [
    ["the network breaks", (peer: Peer) => peer.lose()],
    ["the device closes", (peer: Peer) => peer.session.close()],
    ["the peer falls silent", (peer: Peer) => peer.pass(200000)],
  ] as const) {
    it(`works again after ${how} at any byte of the exchange`, () => {
      for (let at = 0; at <= stream.length; at++) {
        for (const sizeBytes of [1, 1000]) {
          const { peer, done } = play(at, sizeBytes);
          const silent = how == "the peer falls silent";
          end(peer);
          const told = peer.hear();
          assert.equal(told.filter(([what]) => what == "down").length, 1);
          const messages = messagesOf(told);
          assert.deepEqual(messages, whole.slice(0, messages.length));
          assert.equal(peer.session.up, false);
          peer.inUp = () => {};
          peer.take();
          live(peer, ["a", "b"]);
          // Each message is done once, with a code only when the silence was longer than its patience.
          const names = done.map((each) => each.replace(silent ? / \d+/ : " 0", ""));
          assert.deepEqual(names.sort(), names.length > 1 ? ["early", "late"] : ["early"]);
        }
      }
    });
  }

  it("works again after 20,000 random inputs, and never holds more than its bounds", () => {
    const packets = TABLE.map((row) => unhex(row.bytes));
    const right = TABLE.filter(({ received, packet }) => received && packet.cmd != "connack")
      .map((row) => unhex(row.bytes));
    const noise = fc.uint8Array({ maxLength: 40 }).map((bytes) => String.fromCharCode(...bytes));
    const wrong = fc.tuple(fc.constantFrom(...packets), fc.nat(60), fc.nat(255)).map(([bytes, at, byte]) =>
      bytes.slice(0, at % bytes.length) + String.fromCharCode(byte) + bytes.slice(at % bytes.length + 1));
    const input = fc.array(fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...right) },
      { weight: 2, arbitrary: wrong },
      { weight: 1, arbitrary: noise },
      { weight: 1, arbitrary: fc.constantFrom("publish", "close", "pass", "drain", "subscribe") },
    ), { maxLength: 8 });
    // One session takes all of it, so that whatever it keeps would add up.
    const peer = new Peer();
    let turn = 0;
    let malformed = 0;
    let messages = 0;
    peer.session.maxMessage = 1000;
    fc.assert(fc.property(input, fc.integer({ min: 1, max: 9 }), fc.nat(9), (steps, sizeBytes, login) => {
      if (turn++ % 500 == 0) live(peer, turn > 1 ? ["n"] : []);
      if (peer.session.up) peer.lose();
      peer.drains = turn % 3 > 0;
      peer.open();
      if (login) peer.give(ACCEPTED);
      for (const step of steps) {
        if (step == "publish") peer.session.publish("t", "x".repeat(turn % 300), turn & 1);
        else if (step == "close") peer.session.close();
        else if (step == "pass") peer.pass(turn % 20000);
        else if (step == "drain") peer.drain();
        else if (step == "subscribe") peer.session.subscribe(["n"], 1);
        else for (let at = 0; at < step.length; at += sizeBytes) peer.feed(step.slice(at, at + sizeBytes));
        assert.ok(weigh(peer.session) < 1000 + 20 * 400 + 20 * 150 + 2000, `holds ${weigh(peer.session)}`);
      }
      for (const each of peer.hear()) {
        if (each[0] == "message") messages++;
        if (each[0] == "down" && each[1] != E_CLOSED) malformed++;
        if (each[0] == "error" && each[1] == E_TOO_LARGE) assert.equal(typeof each[2], "string");
      }
      peer.take();
      peer.history = [];
    }), { seed: 1883, numRuns: 20000 });
    peer.drains = true;
    peer.session.subscribe(["n"], 1);
    live(peer, ["n"]);
    assert.ok(malformed > 5000 && messages > 5000, `${malformed} ended, ${messages} messages`);
    assert.ok(weigh(peer.session) < 1500, `holds ${weigh(peer.session)} at the end`);
  });
});
