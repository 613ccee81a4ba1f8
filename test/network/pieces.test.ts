// The same bytes in other pieces, and late ones: a device notices nothing of it.
import assert from "node:assert/strict";
import { seededWords } from "../../bench/board/prng.ts";
import { S_ONLINE } from "../../lib/codes.ts";
import { KINDS, type Kind, buildAll } from "../firmware/images.ts";
import { type Rig, cleanUp } from "../firmware/rig.ts";
import { Order, Report, checkAlive, makeRoad, troubles } from "./online.ts";

const random = seededWords(7);
const odd = [3, 1, 7, 2, 11, 5, 13];
let turn = 0;

const ROADS: Array<[string, { piece?: () => number; holdMs?: number }]> = [
  ["one byte at a time", { piece: () => 1 }],
  ["pieces of 1 to 13 bytes", { piece: () => odd[turn++ % odd.length]! }],
  ["pieces of 1 to 600 bytes, by chance", { piece: () => (random() % 600) + 1 }],
  ["everything of a quarter of a second in one", { holdMs: 250 }],
  ["everything of two seconds in one", { holdMs: 2000 }],
  ["everything of a second in one, in pieces of 37 bytes", { holdMs: 1000, piece: () => 37 }],
];

describe("what arrives in other pieces", function () {
  this.timeout(60000);
  before(async function () {
    this.timeout(180000);
    await buildAll();
  });
  afterEach(cleanUp);

  /** Settings and messages in a row, as QoS 0 and 1 by turns; the last setting must count. */
  function flood(rig: Rig, count: number): void {
    const from = rig.lines.length;
    for (let index = 0; index < count; index++) {
      rig.platform.send("/a1X2bEnP82z/lamp-1/user/in", `${index} ${"x".repeat((index * 53) % 700)}`, index % 2 ? 1 : 0);
    }
    rig.run(20);
    const heard = rig.lines.slice(from).filter((line) => line.startsWith("APP in ")).map((line) => line.split(" "));
    assert.deepEqual(heard.map((words) => Number(words[2])), [...Array(count).keys()]);
    for (const [, , index, text] of heard) assert.equal(text!.length, (Number(index) * 53) % 700);
  }

  for (const [what, road] of ROADS) {
    for (const kind of Object.keys(KINDS) as Kind[]) {
      it(`${what}: a board of the kind "${kind}" comes online at once and does everything`, async () => {
        const { rig, wire } = await makeRoad({ kind, settings: { ka: 30 } });
        Object.assign(wire, road);
        rig.toCode(S_ONLINE).run(30);
        const order = new Order(rig);
        order.send();
        const report = new Report(rig);
        rig.run(10);
        assert.ok(order.isAnswered && order.timesDone === 1);
        assert.deepEqual(report.ends, { post: [0], done: [0] });
        flood(rig, what.startsWith("one byte") ? 6 : 40);
        wire.holdMs = 0;
        checkAlive(rig);
        assert.deepEqual(troubles(rig), []);
        assert.equal(wire.lines.length, kind === "secret" ? 1 : 2);
      });
    }
  }

  for (const way of ["in", "out"] as const) {
    it(`after a halt of ten seconds at any byte ${way}bound: nothing is lost and nothing is said`, async () => {
      const { rig, wire } = await makeRoad({ settings: { ka: 30 } });
      rig.toCode(S_ONLINE).run(61);
      let at = 0;
      for (; ; at += 3) {
        rig.lines.length = rig.codes.length = rig.platform.published.length = 0;
        wire.next = { way, at, then: "stall" };
        rig.platform.cut();
        rig.run(5);
        const line = wire.last;
        const order = new Order(rig);
        let report: Report | undefined;
        for (let second = 0; second < 75; second++) {
          if (line.isHit && line.fault && second > 0) {
            line.fault = undefined;
            rig.run(10);
            line.recover();
          }
          if (rig.platform.online && !report) {
            order.send();
            report = new Report(rig);
          }
          rig.run(1);
        }
        const where = `${at} bytes\n${rig.lines.join("\n")}`;
        assert.ok(order.isAnswered && order.timesDone === 1, where);
        assert.deepEqual(report!.ends, { post: [0], done: [0] }, where);
        assert.deepEqual(troubles(rig).length, 1, where);
        if (line.fault) break;
      }
      wire.last.fault = undefined;
      wire.last.recover();
      assert.ok(at > (way === "in" ? 300 : 700), `${at} bytes`);
      checkAlive(rig);
    });
  }
});
