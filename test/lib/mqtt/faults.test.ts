import assert from "node:assert/strict";
import type { Packet } from "mqtt-packet";
import { bytesOf } from "./codec.ts";
import { Peer, message } from "./peer.ts";
import type { Told } from "./peer.ts";

const ACCEPTED: Packet = { cmd: "connack", returnCode: 0, sessionPresent: false };

/** A whole life on a new connection: what was wanted before is there, and everything works. */
function live(peer: Peer, topics: string[]): void {
  if (peer.session._up) peer.lose();
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
  peer.hear();
  peer.give(message("alive", "x", 1, 9));
  assert.deepEqual(peer.hear(), [["message", "alive", "x"]]);
  assert.deepEqual(peer.take().map(({ cmd }) => cmd), ["puback"]);
  let done = -1;
  assert.equal(peer.session._publish("alive", "y", 1, (code) => {
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
    message("a", "", 1, 6), { cmd: "puback", messageId: 3 },
  ];
  const stream = answers.map(bytesOf).join("");
  const whole = answers.flatMap((each) => each.cmd == "publish" ? [`${each.topic} ${each.payload}`] : []);

  /** The messages among what was told. */
  const messagesOf = (told: Told[]): string[] =>
    told.flatMap((each) => each[0] == "message" ? [`${each[1]} ${each[2]}`] : []);

  /** Plays the exchange up to byte `end`, in segments. */
  function play(end: number, sizeBytes: number): { peer: Peer; done: string[] } {
    const peer = new Peer(Infinity);
    const done: string[] = [];
    peer.session._publish("t", "early", 1, (code) => done.push(`early ${code}`));
    peer.session._subscribe(["a", "b"]);
    peer.inUp = () => {
      peer.session._publish("t", "late", 1, (code) => done.push(`late ${code}`));
      peer.session._publish("t", "now", 0);
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
    ["the device closes", (peer: Peer) => peer.session._close()],
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
          assert.equal(peer.session._up, 0);
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
});
