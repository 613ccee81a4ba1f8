import assert from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { E_CLOSED, E_PROTOCOL } from "../../../lib/codes.ts";
import { HEARD, MALFORMED } from "./table-heard.ts";
import { SENT, unhex } from "./table.ts";
import { ACCEPTED, Tape } from "./tape.ts";

const INPUTS = 100000;

/** Numbers from 0 to below `limit`, always the same ones for a seed. */
function dice(seed: number): (limit: number) => number {
  return (limit) => {
    seed = seed + 0x6d2b79f5 | 0;
    let mixed = Math.imul(seed ^ seed >>> 15, seed | 1);
    mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61);
    return ((mixed ^ mixed >>> 14) >>> 0) % limit;
  };
}

const chars = (...codes: number[]): string => String.fromCharCode(...codes);

/** What the platform answers to all of these bytes of a device. */
function answersTo(written: string): string {
  let answers = "";
  for (let at = 0; at < written.length;) {
    const first = written.charCodeAt(at++);
    let lenBytes = 0;
    for (let bits = 0, digit = 128; digit > 127; bits += 7) {
      digit = written.charCodeAt(at++);
      lenBytes += (digit & 127) << bits;
    }
    const body = written.substr(at, lenBytes);
    at += lenBytes;
    if (first == 0x82) {
      // All topics here have one letter.
      const topics = (lenBytes - 2) / 4;
      answers += chars(0x90, topics + 2) + body.slice(0, 2) + "\x01".repeat(topics);
    } else if (first == 0xc0) answers += "\xd0\0";
    else if (first >> 4 == 3 && first & 2) answers += "\x40\x02" + body.substr(2 + body.charCodeAt(1), 2);
  }
  return answers;
}

/** A message of the platform. */
function message(topic: string, payload: string, id: number): string {
  const body = chars(0, topic.length) + topic + (id ? chars(id >> 8, id & 255) : "") + payload;
  const lenBytes = body.length;
  return chars(id ? 0x32 : 0x30, ...(lenBytes > 127 ? [lenBytes & 127 | 128, lenBytes >> 7] : [lenBytes])) + body;
}

/** A tape that keeps the rules of the session: what is told and sent belongs to one connection. */
class Watched extends Tape {
  standing = false;
  downs = 0;
  messages = 0;
  malformed = 0;
  inHandler = (): void => {};

  override _send(bytes: string): void {
    assert.ok(this.standing, "sent without a connection");
    super._send(bytes);
  }

  override _up(): void {
    assert.ok(this.standing && this.session._up == 1);
    this.inHandler();
  }

  override _down(code: number): void {
    assert.ok(this.standing, "down twice");
    assert.equal(this.session._up, 0);
    this.standing = false;
    this.downs++;
    if (code == E_PROTOCOL) this.malformed++;
  }

  override _close(): void {}

  override _message(topic: string, payload: string): void {
    assert.ok(this.standing && topic && typeof payload == "string");
    this.messages++;
    this.inHandler();
  }

  override _plan(): number {
    assert.ok(this.standing);
    this.inHandler();
    return this.plan;
  }

  override _piece(piece: string): void {
    assert.ok(this.standing && piece);
    this.inHandler();
  }

  override _error(_code: number, detail: unknown): void {
    assert.ok(!(detail instanceof Error), String(detail));
  }

  start(): void {
    if (this.standing) this.session._lost(E_CLOSED);
    assert.ok(!this.standing);
    this.standing = true;
    this.written = "";
    this.open();
  }
}

/** Lets a session live on a new connection: it must do everything, and have nothing left over in the end. */
function checkAlive(tape: Watched): void {
  tape.inHandler = () => {};
  tape.plan = 0;
  tape.start();
  tape.session._feed(ACCEPTED);
  assert.equal(tape.session._up, 1);
  for (let turn = 0; turn < 100 && tape.written; turn++) {
    const written = tape.take();
    tape.session._drained();
    tape.session._feed(answersTo(written));
    if (!tape.written) tape.session._tick(1000);
  }
  const before = tape.messages;
  tape.session._feed("\x32\x06\0\x01t\x12\x34x");
  assert.equal(tape.messages, before + 1);
  assert.equal(tape.take(), "\x40\x02\x12\x34");
  let code = -1;
  tape.session._drained();
  assert.equal(tape.session._publish("t", "x".repeat(24576), 1, (given) => {
    code = given;
  }), 0, "the queue is not empty");
  tape.session._feed(answersTo(tape.take()));
  assert.equal(code, 0);
  tape.session._drained();
}

const collect = (setFlagsFromString("--expose-gc"), runInNewContext("gc") as () => void);

function heapBytes(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

describe("mqtt session under random input", () => {
  const received = HEARD.filter(({ packet }) => packet.cmd != "connack").map(({ bytes }) => unhex(bytes));
  const any = [...HEARD, ...SENT, ...MALFORMED].map(({ bytes }) => unhex(bytes))
    .filter(({ length }) => length < 2000);

  it(`works again after each of ${INPUTS} inputs, and holds no more in the end`, function () {
    this.timeout(120000);
    const roll = dice(1883);
    const tape = new Watched();
    const thrown = { app: true };
    let heldBytes = 0;

    /** What the app does inside a handler. */
    const inHandler = (): void => {
      const what = roll(64);
      if (what < 4) tape.session._publish("t", "x".repeat(roll(50)), what & 1);
      else if (what < 6) throw thrown;
      else if (what == 6) tape.session._subscribe([chars(97 + roll(5))]);
      else if (what == 7) tape.session._close();
    };

    /** Something that comes from the platform, or nearly. */
    const something = (wild: boolean): string => {
      const what = roll(wild ? 16 : 10);
      if (what < 5) return answersTo(tape.take());
      if (what < 8) return message("t", "y".repeat(roll(8) ? roll(150) : roll(3000)), roll(2) && 1 + roll(65535));
      if (what < 10) return received[roll(received.length)].slice(0, 2000);
      if (what < 11) return any[roll(any.length)];
      if (what < 12) return chars(...Array.from({ length: roll(30) }, () => roll(256)));
      return "";
    };

    const mutate = (bytes: string): string => {
      const at = roll(bytes.length + 1);
      const what = roll(6);
      if (what == 0) return bytes.slice(0, at) + chars(roll(256)) + bytes.slice(at + 1);
      if (what == 1) return bytes.slice(0, at) + bytes.slice(at + 1 + roll(4));
      if (what == 2) return bytes.slice(0, at) + chars(roll(256)) + bytes.slice(at);
      if (what == 3) return bytes.slice(0, at);
      if (what == 4) return bytes.slice(at) + bytes.slice(0, at);
      return bytes.slice(0, at) + chars(bytes.charCodeAt(at) ^ 1 << roll(8)) + bytes.slice(at + 1);
    };

    for (let input = 0; input < INPUTS; input++) {
      tape.start();
      tape.plan = roll(3);
      tape.inHandler = inHandler;
      // Every other one is right, but for its order and its answers.
      const wild = input % 2 > 0;
      if (!wild || roll(8)) tape.session._feed(ACCEPTED);
      for (let step = roll(12); step >= 0; step--) {
        const what = roll(12);
        if (what < 2) tape.session._publish("t", "x".repeat(roll(16) ? roll(100) : roll(5000)), what);
        else if (what == 2) tape.session._subscribe([chars(97 + roll(5)), chars(97 + roll(5))]);
        else if (what == 3) tape.session._tick(roll(4) ? roll(2000) : roll(40000));
        else if (what == 4) tape.session._drained();
        else {
          let bytes = something(wild);
          while (wild && roll(4) == 0) bytes = mutate(bytes);
          const sizeBytes = roll(3) ? bytes.length + 1 : 1 + roll(20);
          for (let at = 0; at < bytes.length; at += sizeBytes) tape.session._feed(bytes.slice(at, at + sizeBytes));
        }
      }
      checkAlive(tape);
      tape.heard = [];
      if (input == INPUTS / 5) heldBytes = heapBytes();
    }
    const grownBytes = heapBytes() - heldBytes;
    assert.ok(tape.malformed > INPUTS / 10 && tape.messages > 1.5 * INPUTS, `${tape.malformed}, ${tape.messages}`);
    // A byte that each input leaves behind would make 80 kB.
    assert.ok(grownBytes < 60000, `${grownBytes} bytes more`);
  });
});
