// Readings of a device that is not always online: kept in flash, over power cuts, and reported later with their own times.
import assert from "node:assert/strict";
import { E_CLOCK_UNSET, E_JSON_DEEP, E_JSON_VALUE, E_POST_REFUSED, E_READINGS_DROPPED, S_ONLINE } from "../../../lib/codes.ts";
import { imageOf } from "../images.ts";
import { type Rig, cleanUp } from "../rig.ts";
import { THING, makeRig, messagesOn, reply } from "./features.ts";

const HISTORY = `${THING}event/property/history/post`;
const POST = `${THING}event/property/post`;

describe("an app with readings", () => {
  let rig: Rig;

  before(async function () {
    this.timeout(60000);
    await imageOf("secret", "native", "features");
  });
  beforeEach(async () => {
    rig = await makeRig();
    rig.online();
  });
  afterEach(cleanUp);

  const goOffline = (): void => {
    rig.platform.road = "refused";
    rig.platform.cut();
    rig.run(2);
  };
  const comeBack = (): void => {
    rig.platform.road = "open";
    rig.platform.published.length = 0;
    rig.toCode(S_ONLINE, 600).run(1);
  };
  const keep = (heat: number): void => {
    rig.type(`print("kept " + app.keep({ heat: ${heat} }))`);
  };
  /** The values in the newest message of history, with their times. */
  const historyNow = (): { value: number; time: number }[] =>
    messagesOn(rig, HISTORY).at(-1).params[0].properties.map((each: any) => each.heat);

  it("reports a reading at once with its time while it is online", () => {
    keep(20);
    const { heat } = messagesOn(rig, POST).at(-1).params;
    assert.equal(heat.value, 20);
    assert.ok(Math.abs(heat.time - rig.platform.nowMs) < 3000, `${heat.time}`);
    assert.equal(messagesOn(rig, HISTORY).length, 0);
  });

  it("keeps readings while it is offline, and reports them in order with the times when they were made", () => {
    goOffline();
    const times = [1, 2, 3].map((heat) => {
      keep(heat);
      const at = rig.platform.nowMs;
      rig.run(60);
      return at;
    });
    assert.equal(rig.said("kept 0"), 3);
    comeBack();
    assert.deepEqual(historyNow().map(({ value }) => value), [1, 2, 3]);
    historyNow().forEach(({ time }, at) => assert.ok(Math.abs(time - times[at]!) < 3000));
    assert.equal(messagesOn(rig, HISTORY)[0].params[0].identity.deviceName, "lamp-1");
  });

  it("keeps them over a power cut", () => {
    goOffline();
    keep(5);
    rig.board.powerOff();
    comeBack();
    assert.deepEqual(historyNow().map(({ value }) => value), [5]);
  });

  it("sends them again when no answer came, and not any more once it came", () => {
    goOffline();
    keep(6);
    comeBack();
    assert.equal(messagesOn(rig, HISTORY).length, 1);
    rig.run(30);
    rig.platform.cut();
    rig.toCode(S_ONLINE, 600).run(1);
    assert.equal(messagesOn(rig, HISTORY).length, 2);
    reply(rig, HISTORY, {});
    rig.platform.cut();
    comeBack();
    assert.equal(messagesOn(rig, HISTORY).length, 0);
  });

  it("sends many in several messages, the next when the one before was taken", () => {
    goOffline();
    for (let heat = 0; heat < 100; heat++) keep(heat);
    comeBack();
    const seen: number[] = [];
    for (let message = 1; seen.length < 100; message++) {
      assert.equal(messagesOn(rig, HISTORY).length, message);
      seen.push(...historyNow().map(({ value }) => value));
      reply(rig, HISTORY, {});
    }
    assert.deepEqual(seen, Array.from({ length: 100 }, (_, heat) => heat));
  });

  it("keeps the order: while older ones wait, a new one waits behind them", () => {
    goOffline();
    keep(7);
    comeBack();
    keep(8);
    assert.equal(messagesOn(rig, POST).filter(({ params }) => params.heat?.value === 8).length, 0);
    reply(rig, HISTORY, {});
    assert.deepEqual(historyNow().map(({ value }) => value), [8]);
  });

  it("gives up what the platform refuses, and says 511", () => {
    goOffline();
    keep(9);
    comeBack();
    reply(rig, HISTORY, {}, 460);
    assert.equal(rig.count(E_POST_REFUSED), 1);
    keep(10);
    assert.equal(messagesOn(rig, POST).at(-1).params.heat.value, 10);
  });

  for (const code of [429, 500]) {
    it(`keeps what the platform does not take just now (${code}), and tries again`, () => {
      goOffline();
      keep(9);
      comeBack();
      reply(rig, HISTORY, {}, code);
      rig.run(70);
      assert.equal(messagesOn(rig, HISTORY).length, 2);
      reply(rig, HISTORY, {});
      rig.run(70);
      assert.equal(messagesOn(rig, HISTORY).length, 2);
    });
  }

  it("tries again while it stays online when no answer came", () => {
    goOffline();
    keep(9);
    comeBack();
    rig.run(100);
    assert.equal(messagesOn(rig, HISTORY).length, 2);
  });

  it("gets a code for a reading that no message could hold, and keeps nothing of it", () => {
    goOffline();
    rig.type('print("kept " + app.keep({ heat: [[[[1]]]] }))').type('print("kept " + app.keep({ heat: 0 / 0 }))');
    assert.deepEqual([rig.said(`kept ${E_JSON_DEEP}`), rig.said(`kept ${E_JSON_VALUE}`)], [1, 1]);
    keep(3);
    comeBack();
    assert.deepEqual(historyNow().map(({ value }) => value), [3]);
  });

  it("keeps readings that find no place among what waits for an answer", () => {
    rig.platform.postReply = () => undefined;
    for (let heat = 0; heat < 12; heat++) keep(heat);
    assert.equal(rig.said("kept 0"), 12, rig.lines.join("\n"));
  });

  it("keeps what it reported online when no answer comes", () => {
    rig.platform.postReply = () => undefined;
    keep(11);
    rig.run(30);
    rig.platform.cut();
    comeBack();
    assert.deepEqual(historyNow().map(({ value }) => value), [11]);
  });

  it("gives up the oldest when the flash is full, and says how many", () => {
    goOffline();
    rig.type("(function() { for (var i = 0; i < 1200; i++) app.keep({ heat: i }); })()").run(60);
    const given = Number(rig.details(E_READINGS_DROPPED).at(-1));
    assert.ok(given > 0, rig.lines.slice(-5).join("\n"));
    comeBack();
    assert.equal(historyNow()[0]!.value, given);
  });

  it("says 408 for a reading while the time is not known", async () => {
    const other = await makeRig();
    other.board.boot();
    other.run(0.2);
    other.type(`setTime(5)`).type(`print("kept " + app.keep({ heat: 1 }))`);
    assert.equal(other.said(`kept ${E_CLOCK_UNSET}`), 1);
  });

  it("does not trip over a garbled queue", () => {
    goOffline();
    keep(12);

    rig.board.powerOff();
    const { journalStart, pageBytes } = rig.board.flash.map;
    for (let page = 7; page < 16; page++) {
      rig.board.flash.erase(journalStart + page * pageBytes);
      rig.board.flash.write(journalStart + page * pageBytes, Buffer.alloc(pageBytes, "\x01\x02garbage"));
    }
    comeBack();
    assert.equal(messagesOn(rig, HISTORY).length, 0);
    keep(13);
    assert.equal(messagesOn(rig, POST).at(-1).params.heat.value, 13);
  });
});
