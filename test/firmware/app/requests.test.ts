// What an app asks of the platform: events, reports with times, tags, desired properties, log lines; how it hears the
// answer, and what it hears when there is none.
import assert from "node:assert/strict";
import { E_APP_THREW, E_LOG_OFF, E_NO_REPLY, E_POST_PARTLY, E_POST_REFUSED, S_ONLINE } from "../../../lib/codes.ts";
import { imageOf } from "../images.ts";
import { type Rig, cleanUp } from "../rig.ts";
import { DEVICE, THING, makeRig, messagesOn, reply, send } from "./features.ts";

const POST = `${THING}event/property/post`;
const DESIRED = `${THING}property/desired/`;
const TIME = 1700000000000;

describe("an app that asks the platform", () => {
  let rig: Rig;

  before(async function () {
    this.timeout(60000);
    await imageOf("secret", "native", "features");
  });
  beforeEach(async () => {
    rig = await makeRig();
  });
  afterEach(cleanUp);

  /** The parameters of the newest message on a topic. */
  const params = (topic: string): any => messagesOn(rig, topic).at(-1).params;

  describe("and reports", () => {
    beforeEach(() => rig.online());

    it("sends an event with its outputs, and hears that it was taken", () => {
      rig.type("app.event('alarm', { code: 3 }, app.tell)");
      assert.deepEqual(params(`${THING}event/alarm/post`), { value: { code: 3 } });
      assert.ok(rig.platform.online!.topics.has(`${THING}event/alarm/post_reply`));
      reply(rig, `${THING}event/alarm/post`, {});
      assert.equal(rig.said("APP told 0 {}"), 1);
    });

    it("sends an event with the time when it happened, and one of a module (mistake 35)", () => {
      rig.type(`app.event('alarm', { code: 3 }, undefined, ${TIME})`);
      assert.deepEqual(params(`${THING}event/alarm/post`), { value: { code: 3 }, time: TIME });
      rig.type("app.event('door:open', {})");
      assert.deepEqual(params(`${THING}event/door:open/post`), { value: {} });
    });

    it("hears the platform's code when it refuses an event", () => {
      rig.type("app.event('alarm', {}, app.tell)");
      reply(rig, `${THING}event/alarm/post`, {}, 6304);
      assert.equal(rig.said(`APP told ${E_POST_REFUSED} 6304`), 1);
    });

    it("hears 510 when the platform does not answer", () => {
      rig.type("app.event('alarm', {}, app.tell)");
      rig.run(25);
      assert.equal(rig.lines.filter((line) => line.startsWith(`APP told ${E_NO_REPLY}`)).length, 1);
    });

    it("reports values with and without a time in one message, and hears what was dropped (mistake 31)", () => {
      rig.platform.postReply = (id) => ({ id, code: 200, data: { heat: "tsl parse: params not exist" } });
      rig.type(`app.report({ power: 1, heat: { value: 20, time: ${TIME} } }, app.tell)`).run(1);
      assert.deepEqual(params(POST), { power: 1, heat: { value: 20, time: TIME } });
      assert.match(rig.lines.join("\n"), new RegExp(`APP told ${E_POST_PARTLY} .*params not exist`));
    });

    it("reports many values at once, of properties and of events", () => {
      rig.type(`app.batch({ power: [{ value: 1, time: ${TIME} }, { value: 0, time: ${TIME + 1} }] }, undefined, app.tell)`);
      assert.deepEqual(params(`${THING}event/property/batch/post`), {
        properties: { power: [{ value: 1, time: TIME }, { value: 0, time: TIME + 1 }] }, events: {},
      });
      reply(rig, `${THING}event/property/batch/post`, {});
      assert.equal(rig.said("APP told 0 {}"), 1);
    });

    it("reports what was so in the past, as itself", () => {
      rig.type(`app.history([{ power: { value: 1, time: ${TIME} } }])`);
      assert.deepEqual(params(`${THING}event/property/history/post`), [{
        identity: { productKey: "a1X2bEnP82z", deviceName: "lamp-1" },
        properties: [{ power: { value: 1, time: TIME } }], events: [],
      }]);
    });
  });

  it("sets, asks for and deletes tags", () => {
    rig.online();
    rig.type("app.setTags({ place: 'hall', floor: '2' }, app.tell)");
    assert.deepEqual(params(`${THING}deviceinfo/update`), [
      { attrKey: "place", attrValue: "hall" }, { attrKey: "floor", attrValue: "2" },
    ]);
    reply(rig, `${THING}deviceinfo/update`, {});
    rig.type("app.getTags(['place'], app.tell)");
    assert.deepEqual(params(`${THING}deviceinfo/get`), { attrKeys: ["place"] });
    reply(rig, `${THING}deviceinfo/get`, [{ attrKey: "place", attrValue: "hall" }]);
    rig.type("app.deleteTags(['place'])");
    assert.deepEqual(params(`${THING}deviceinfo/delete`), [{ attrKey: "place" }]);
    assert.equal(rig.said("APP told 0 {}"), 1);
    assert.equal(rig.said('APP told 0 [{"attrKey":"place","attrValue":"hall"}]'), 1);
  });

  describe("and follows desired properties", () => {
    it("asks when it comes online, carries out, reports, and deletes that version", () => {
      rig.online();
      rig.platform.cut();
      rig.toCode(S_ONLINE).run(1);
      assert.deepEqual(params(`${DESIRED}get`), ["power", "mute"]);
      reply(rig, `${DESIRED}get`, { power: { value: 7, version: 4 } });
      assert.deepEqual(params(POST), { power: 7 });
      assert.deepEqual(params(`${DESIRED}delete`), { power: { version: 4 } });
    });

    it("deletes what was carried out of a property that has nothing to report, too", () => {
      rig.toCode(S_ONLINE).run(1);
      reply(rig, `${DESIRED}get`, { mute: { value: 1, version: 2 } });
      assert.equal(rig.said("APP mute 1"), 1);
      assert.deepEqual(params(`${DESIRED}delete`), { mute: { version: 2 } });
    });

    it("leaves what the app refuses or does not have, and carries out the rest", () => {
      rig.toCode(S_ONLINE).run(1);
      reply(rig, `${DESIRED}get`, { power: { value: 101, version: 4 }, other: { value: 1, version: 1 } });
      assert.equal(rig.count(E_APP_THREW), 1);
      assert.equal(messagesOn(rig, `${DESIRED}delete`).length, 0);
      assert.ok(rig.platform.online);
    });

    it("can also be asked, and deletes whatever there is without a version", () => {
      rig.online();
      rig.type("app.getDesired(['power', 'heat'], app.tell)");
      reply(rig, `${DESIRED}get`, {});
      rig.type("app.deleteDesired({ power: 3, heat: 0 }, app.tell)");
      assert.deepEqual(params(`${DESIRED}delete`), { power: { version: 3 }, heat: {} });
      assert.equal(rig.said("APP told 0 {}"), 1);
    });
  });

  describe("and has a log", () => {
    const SWITCH = `${THING}config/log/`;
    const line = "print('code ' + app.log('ERROR', 'pump stuck', 'pump', 12))";

    it("sends nothing and says 519 while the platform does not want it", () => {
      rig.online();
      rig.type(line);
      assert.equal(rig.said(`code ${E_LOG_OFF}`), 1);
      assert.equal(messagesOn(rig, `${THING}log/post`).length, 0);
    });

    it("asks for the switch when it comes online, and sends lines with time, level and place", () => {
      rig.toCode(S_ONLINE).run(1);
      assert.deepEqual(params(`${SWITCH}get`), { configScope: "device", getType: "content" });
      reply(rig, `${SWITCH}get`, { getType: "content", content: { mode: 1 } });
      rig.type(line);
      assert.equal(rig.said("code 0"), 1);
      const [entry] = params(`${THING}log/post`);
      const { utcTime, ...rest } = entry;
      assert.deepEqual(rest, { logLevel: "ERROR", module: "pump", code: "12", logContent: "pump stuck" });
      assert.equal(Math.abs(Date.parse(utcTime) - rig.platform.nowMs) < 5000, true, utcTime);
    });

    it("follows the switch when the platform turns it", () => {
      rig.online();
      send(rig, `${SWITCH}push`, { id: 1, params: { getType: "content", content: { mode: 1 } } });
      rig.type(line);
      send(rig, `${SWITCH}push`, { id: 2, params: { getType: "content", content: { mode: 0 } } });
      rig.type(line);
      send(rig, `${SWITCH}push`, "no JSON");
      assert.equal(rig.said("code 0"), 1);
      assert.equal(rig.said(`code ${E_LOG_OFF}`), 1);
    });
  });

  it("asks the time when it comes online, and sets a clock that is off (mistake 38)", async () => {
    rig.platform.time = () => {
      const asked = JSON.parse(rig.platform.published.at(-1)!.payload);
      return JSON.stringify({ ...asked, serverRecvTime: `${TIME + 9e9}`, serverSendTime: `${TIME + 9e9}` });
    };
    rig.toCode(S_ONLINE).run(1);
    rig.type("print('year ' + new Date(app.now()).getFullYear())");
    assert.equal(rig.said(`year ${new Date(TIME + 9e9).getUTCFullYear()}`), 1);
    assert.equal(rig.platform.published.find(({ topic }) => topic === `/ext/ntp/${DEVICE}/request`)!.qos, 0);
  });
});
