import assert from "node:assert/strict";
import fc from "fast-check";
import { MAX_WAIT_MS, hasTwin, holds, nextWait } from "../../../lib/mqtt/backoff.ts";

const MINUTE_MS = 60000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How a connect ends: refused at once, or accepted and held for a while, then closed by the peer or lost. */
interface Outcome {
  heldMs: number;
  end: "refused" | "closed" | "lost";
}

const REFUSED: Outcome = { heldMs: 0, end: "refused" };

/** A device that connects by its back-off. */
class Device {
  backoff = { _tries: 0, _kicks: 0, _upMs: 0 };
  connectsMs: number[] = [];
  nowMs = 0;

  /** Connects, lives through the outcome, and waits; how long it waits. */
  turn({ heldMs, end }: Outcome, random = 0): number {
    this.connectsMs.push(this.nowMs);
    this.nowMs += heldMs;
    for (let left = heldMs; left > 0; left -= 1000) holds(this.backoff, Math.min(left, 1000));
    if (end == "closed") this.backoff._kicks++;
    const waitMs = nextWait(this.backoff, random);
    this.nowMs += waitMs;
    return waitMs;
  }

  /** Registers, and logs in at once. */
  register(): void {
    this.connectsMs.push(this.nowMs);
    this.nowMs += 1;
  }

  /** The most connects in any minute, ends included. */
  most(): number {
    return Math.max(...this.connectsMs.map((fromMs) =>
      this.connectsMs.filter((atMs) => atMs >= fromMs && atMs <= fromMs + MINUTE_MS).length));
  }
}

const anyOutcome = fc.record({
  heldMs: fc.constantFrom(0, 1, 1000, 2000, 30000, 59000, 59999, 60000, 60001, 70000, 300000, 7200001),
  end: fc.constantFrom("refused", "closed", "lost"),
} as const);

describe("back-off", () => {
  it("connects at most 5 times in any minute, whatever happens, also with a registration in it", () => {
    let most = 0;
    const anyOutcomes = fc.array(anyOutcome, { minLength: 5, maxLength: 12 });
    fc.assert(fc.property(anyOutcomes, fc.nat(12), (outcomes, registers) => {
      const device = new Device();
      outcomes.forEach((outcome, index) => {
        if (index == registers) device.register();
        device.turn(outcome);
      });
      most = Math.max(most, device.most());
      assert.ok(device.most() <= 5, device.connectsMs.join());
    }), { seed: 5, numRuns: 5000 });
    assert.equal(most, 5);
  });

  it("connects at most 4 times in any minute without one, and 12 s apart when nothing holds", () => {
    const device = new Device();
    for (let turn = 0; turn < 20; turn++) device.turn(turn % 2 ? REFUSED : { heldMs: 59999, end: "lost" });
    assert.ok(device.most() <= 4);
    const gaps = device.connectsMs.slice(2).map((atMs, index) => atMs - device.connectsMs[index + 1]);
    assert.ok(gaps.every((gapMs) => gapMs >= 12000));
  });

  it("waits longer each time, up to 5 minutes", () => {
    const device = new Device();
    const waits = Array.from({ length: 9 }, () => device.turn(REFUSED));
    assert.deepEqual(waits, [2000, 12000, 24000, 48000, 96000, 192000, 300000, 300000, 300000]);
  });

  it("never waits longer than it promises while no twin is about", () => {
    const device = new Device();
    for (let turn = 0; turn < 100; turn++) assert.ok(device.turn(REFUSED, 0.999999) <= MAX_WAIT_MS);
  });

  it("adds up to a quarter of jitter", () => {
    for (let turn = 0; turn < 8; turn++) {
      const [least, middle, most] = [0, 0.5, 0.999999].map((random) => {
        const device = new Device();
        for (let before = 0; before < turn; before++) device.turn(REFUSED);
        return device.turn(REFUSED, random);
      });
      assert.equal(middle, Math.floor(least * 1.125));
      assert.equal(most, Math.floor(least * 1.24999999));
      assert.ok(Number.isInteger(most));
    }
  });

  it("starts over after a connection that held a minute, and only then", () => {
    for (const [heldMs, waitMs] of [[59999, 192000], [60000, 2000]]) {
      const device = new Device();
      for (let turn = 0; turn < 5; turn++) device.turn(REFUSED);
      assert.equal(device.turn({ heldMs, end: "lost" }), waitMs);
    }
  });

  it("sees a twin in three quick closes in a row, and waits up to an hour", () => {
    const device = new Device();
    const waits: number[] = [];
    for (let turn = 0; turn < 9; turn++) {
      assert.equal(hasTwin(device.backoff), turn >= 3);
      waits.push(device.turn({ heldMs: 3000, end: "closed" }) / MINUTE_MS);
    }
    assert.deepEqual(waits.slice(2), [5, 10, 20, 40, 60, 60, 60]);
  });

  it("sees no twin in refusals, in a lost network, or in a platform that closes every hour", () => {
    const outcomes: Outcome[] = [REFUSED, { heldMs: 3000, end: "lost" }, { heldMs: HOUR_MS, end: "closed" }];
    for (const outcome of outcomes) {
      const device = new Device();
      for (let turn = 0; turn < 50; turn++) device.turn(outcome);
      assert.equal(hasTwin(device.backoff), false);
    }
  });

  it("sees no twin in quick closes with a good connection after each", () => {
    const device = new Device();
    for (let turn = 0; turn < 50; turn++) device.turn({ heldMs: turn % 2 ? 3000 : 61000, end: "closed" });
    assert.equal(hasTwin(device.backoff), false);
  });

  it("forgets the twin after a connection that held two hours", () => {
    for (const [heldMs, forgotten] of [[2 * HOUR_MS, false], [2 * HOUR_MS + 1, true]] as const) {
      const device = new Device();
      for (let turn = 0; turn < 6; turn++) device.turn({ heldMs: 3000, end: "closed" });
      assert.equal(device.turn({ heldMs, end: "lost" }) == 2000, forgotten);
      assert.equal(hasTwin(device.backoff), !forgotten);
    }
  });

  const twins: [string, number?][] = [["another of its kind"], ["a twin that comes back after 2 s", 2000]];
  for (const [name, twinWaitMs] of twins) {
    it(`connects less than 60 times a day against ${name}, and finds out`, () => {
      // Whoever connects throws the other out.
      const devices = [new Device(), new Device()];
      let online = 0;
      let seen = false;
      devices[1].nowMs = 5 * MINUTE_MS;
      devices[0].connectsMs.push(0);
      for (let nowMs = 0; nowMs < DAY_MS;) {
        const [kicked, next] = [devices[online], devices[1 - online]];
        const heldMs = next.nowMs - nowMs;
        nowMs = next.nowMs;
        next.connectsMs.push(nowMs);
        for (let left = heldMs; left > 0; left -= 1000) holds(kicked.backoff, Math.min(left, 1000));
        kicked.backoff._kicks++;
        seen ||= hasTwin(devices[0].backoff);
        const waitMs = nextWait(kicked.backoff, 0.5);
        kicked.nowMs = nowMs + (online == 1 && twinWaitMs ? twinWaitMs : waitMs);
        online = 1 - online;
      }
      assert.ok(devices[0].connectsMs.length < 60, `${devices[0].connectsMs.length} connects`);
      assert.ok(devices[0].most() <= 5);
      assert.ok(seen || hasTwin(devices[1].backoff));
    });
  }
});
