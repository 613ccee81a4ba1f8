// Events, batches and reports of the past (help: Alink protocol), what is kept of them, and that it outlives the process.

import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { State } from "../../bench/instance/state.ts";
import { HISTORY_PER_PROPERTY, KEPT_BYTES } from "../../bench/instance/limits.ts";
import { cleanUp, FakeClock, start, tempFolder } from "./fixture.ts";
import { modelOf, Online } from "./online.ts";

const MODEL = modelOf({
  properties: { Power: "text", WF: "double" },
  events: { alarm: { Power: "text", WF: "int" }, quiet: {} },
});

describe("instance: event post", () => {
  afterEach(cleanUp);

  it("is stored and answered, with its time or without, its outputs wrapped or bare", async () => {
    const clock = new FakeClock();
    const online = await Online.start({ tsl: MODEL }, { clock });
    const { id: _id, ...reply } = await online.ask("thing/event/alarm/post", {
      value: { Power: "on", WF: 2 },
      time: 1524448722000,
    });
    assert.deepEqual(reply, {
      code: 200,
      data: {},
      message: "success",
      method: "thing.event.alarm.post",
      version: "1.0",
    });
    assert.equal((await online.ask("thing/event/alarm/post", { Power: "off" })).code, 200);
    assert.equal((await online.ask("thing/event/quiet/post", {})).code, 200);
    assert.deepEqual(online.instance.events(online.pk, online.dn), [
      { identifier: "alarm", value: { Power: "on", WF: 2 }, time: 1524448722000 },
      { identifier: "alarm", value: { Power: "off" }, time: clock.now() },
      { identifier: "quiet", value: {}, time: clock.now() },
    ]);
    const { identifier, value, failed } = await online.recorder.wait("event");
    assert.deepEqual([identifier, value, failed], ["alarm", { Power: "on", WF: 2 }, undefined]);
  });

  it("that the model does not have, or with a wrong output, is dropped and answered with a code", async () => {
    const online = await Online.start({ tsl: MODEL });
    for (const [name, value, code, text] of [
      ["Alarm", {}, 5160, /event not exist -> Alarm/],
      ["alarm", { WF: "2" }, 6306, /data type is not int -> WF/],
      ["alarm", { wf: 2 }, 6304, /params not exist -> wf/],
      ["alarm", { value: [1] }, 6301, /json/],
    ] as const) {
      const reply = await online.ask(`thing/event/${name}/post`, value);
      assert.equal(reply.code, code);
      assert.match(reply.message, text);
      assert.equal((await online.recorder.wait("event")).failed.code, code);
    }
    assert.equal((await online.ask("thing/event/alarm/post", "on")).code, 460);
    assert.deepEqual(online.instance.events(online.pk, online.dn), []);
  });

  it("of a module has the module's name before a colon, in the topic (mistake 35)", async () => {
    const tsl = { functionBlocks: [{ functionBlockId: "tower", ...MODEL }] } as never;
    const online = await Online.start({ tsl });
    const reply = await online.ask("thing/event/tower:alarm/post", { WF: 1 });
    assert.deepEqual([reply.code, reply.method], [200, "thing.event.tower:alarm.post"]);
    assert.equal((await online.ask("thing/event/tower.alarm/post", { WF: 1 })).code, 5160);
    assert.equal(online.instance.events(online.pk, online.dn)[0].identifier, "tower:alarm");
  });

  it("is taken as it comes without a model, or when the product does not validate", async () => {
    for (const product of [{}, { tsl: MODEL, validation: "none" as const }]) {
      const online = await Online.start(product);
      assert.equal((await online.ask("thing/event/Any/post", { x: "y" })).code, 200);
    }
  });

  it("has numeric ids, trailing commas and no method, and its sys.ack is heeded (mistake 36)", async () => {
    const online = await Online.start({ tsl: MODEL });
    const topic = online.topic("thing/event/alarm/post");
    await online.client.publish(topic, '{"id":5,"params":{"WF":1,},}');
    assert.equal((await online.hear()).message.id, "5");
    await online.client.publish(topic, '{"id":"6","params":{"WF":2},"sys":{"ack":0}}');
    assert.ok(await online.hearsNothing());
    assert.equal(online.instance.events(online.pk, online.dn).length, 2);
  });
});

// Their replies are not among the topics that come without SUBSCRIBE.
async function startBatch(...args: Parameters<typeof Online.start>): Promise<Online> {
  const online = await Online.start(...args);
  await online.client.subscribe(online.topic("thing/event/property/+/post_reply"));
  return online;
}

describe("instance: batch and history post", () => {
  afterEach(cleanUp);

  it("of a batch stores several values of one property and its events, the last value being the current one", async () => {
    const online = await startBatch({ tsl: MODEL });
    const reply = await online.ask("thing/event/property/batch/post", {
      properties: {
        Power: [
          { value: "on", time: 1 },
          { value: "off", time: 2 },
          { value: 3, time: 3 },
        ],
        WF: [{ value: 1.5, time: 1 }],
      },
      events: { alarm: [{ value: { WF: 1 }, time: 5 }, { value: { WF: 2 }, time: 6 }], none: [{ value: {}, time: 7 }] },
    });
    assert.equal(reply.code, 200);
    assert.deepEqual(Object.keys(reply.data), ["Power", "none"]);
    assert.deepEqual(online.instance.history(online.pk, online.dn, "Power"), [
      { value: "on", time: 1 },
      { value: "off", time: 2 },
    ]);
    assert.deepEqual(online.instance.properties(online.pk, online.dn).Power, { value: "off", time: 2 });
    assert.deepEqual(
      online.instance.events(online.pk, online.dn).map(({ time }) => time),
      [5, 6],
    );
  });

  it("of the past goes to the history, and does not overwrite a later value", async () => {
    const online = await startBatch({ tsl: MODEL });
    await online.ask("thing/event/property/post", { Power: { value: "now", time: 1000 } });
    const reply = await online.ask("thing/event/property/history/post", [
      {
        identity: { productKey: online.pk, deviceName: online.dn },
        properties: [{ Power: { value: "old", time: 10 }, WF: { value: 1, time: 10 } }, { Power: { value: "older", time: 5 } }],
        events: [{ alarm: { value: { WF: 1 }, time: 7 } }],
      },
    ]);
    assert.deepEqual([reply.code, reply.data], [200, {}]);
    assert.deepEqual(
      online.instance.history(online.pk, online.dn, "Power").map(({ value }) => value),
      ["now", "old", "older"],
    );
    const { Power, WF } = online.instance.properties(online.pk, online.dn);
    assert.deepEqual([Power.value, WF.value], ["now", 1]);
    assert.equal(online.instance.events(online.pk, online.dn)[0].time, 7);
  });

  it("of the past tells of the device itself alone", async () => {
    const online = await startBatch();
    const reply = await online.ask("thing/event/property/history/post", [
      { identity: { productKey: online.pk, deviceName: "device2" }, properties: [{ Power: { value: 1, time: 1 } }] },
    ]);
    assert.equal(reply.code, 6401);
    assert.deepEqual(online.instance.properties(online.pk, online.dn), {});
  });

  it("is refused when malformed or too long", async () => {
    const online = await startBatch();
    for (const params of [1, [], null, { properties: 1 }, { events: { a: [1] } }])
      assert.equal((await online.ask("thing/event/property/batch/post", params)).code, 460);
    for (const params of [1, {}, [1], [{ properties: [1] }]])
      assert.equal((await online.ask("thing/event/property/history/post", params)).code, 460);
    const values = Array.from({ length: 201 }, (_, i) => ({ value: i, time: i }));
    assert.equal((await online.ask("thing/event/property/batch/post", { properties: { a: values } })).code, 6106);
    assert.equal((await online.ask("thing/event/property/batch/post", { events: { a: values } })).code, 6356);
    assert.deepEqual(online.instance.properties(online.pk, online.dn), {});
  });
});

describe("instance: property post, once more", () => {
  afterEach(cleanUp);

  it("with identifiers of another case, or before there is a model of them, is dropped by name (mistake 37)", async () => {
    const online = await Online.start({ tsl: MODEL });
    const { code, data } = await online.ask("thing/event/property/post", { power: "on", LightSwitch: 1 });
    const text = "tsl parse: params not exist";
    assert.deepEqual([code, data], [200, { power: text, LightSwitch: text }]);
    assert.equal((await online.recorder.wait("property")).failed.power.code, 6304);
    assert.deepEqual(online.instance.properties(online.pk, online.dn), {});
  });

  it("is stored with the time that it carries, however wrong; without one with the time of arrival (mistake 38)", async () => {
    const clock = new FakeClock();
    const online = await Online.start({ tsl: MODEL }, { clock });
    for (const time of [0, 12_345, 4e12]) {
      await online.ask("thing/event/property/post", { Power: { value: "on", time } });
      assert.equal(online.instance.properties(online.pk, online.dn).Power.time, time);
    }
    await online.ask("thing/event/property/post", { Power: "on" });
    assert.equal(online.instance.properties(online.pk, online.dn).Power.time, clock.now());
  });
});

describe("instance: what is kept of reports", () => {
  afterEach(cleanUp);

  it("with QoS 1 is acknowledged when it is in the file, so that kill -9 costs nothing", async () => {
    const dir = await tempFolder();
    const online = await startBatch({}, { dir });
    const topic = (name: string) => online.topic(`thing/event/${name}/post`);
    await online.client.publish(topic("alarm"), '{"id":"1","params":{"WF":1}}', 1);
    const history = '[{"properties":[{"Power":{"value":"old","time":1}}]}]';
    await online.client.publish(topic("property/history"), `{"id":"2","params":${history}}`, 1);
    // What a killed process leaves: the file as it is now, and a lock that nobody holds.
    const copy = await tempFolder(false);
    fs.cpSync(dir, copy, { recursive: true, filter: (file) => path.basename(file) !== "lock" });
    const again = await start({ dir: copy });
    assert.equal(again.events(online.pk, online.dn)[0].identifier, "alarm");
    assert.deepEqual(again.history(online.pk, online.dn, "Power"), [{ value: "old", time: 1 }]);
  });

  it("is there again after a restart, and after the file was rewritten", async () => {
    const dir = await tempFolder();
    const online = await startBatch({ tsl: MODEL }, { dir, limits: false });
    await online.ask("thing/event/property/history/post", [{ properties: [{ Power: { value: "old", time: 10 } }] }]);
    for (let i = 0; i < 3; i++) await online.ask("thing/event/property/post", { Power: `p${i}` });
    await online.ask("thing/event/alarm/post", { WF: 1 });
    const before = [online.instance.history(online.pk, online.dn, "Power"), online.instance.events(online.pk, online.dn)];
    await online.instance.close();
    for (const rewrite of [false, true, false]) {
      const again = await start({ dir });
      assert.deepEqual([again.history(online.pk, online.dn, "Power"), again.events(online.pk, online.dn)], before);
      assert.equal(again.properties(online.pk, online.dn).Power.value, "p2");
      await again.close();
      if (!rewrite) continue;
      const state = new State(dir);
      state.rewrite();
      await state.close();
    }
  });

  it("has bounds: the oldest goes first, and a file that grew is rewritten within them", async () => {
    const dir = await tempFolder(false);
    const state = new State(dir);
    const value = "x".repeat(1000);
    for (let i = 0; i < 3000; i++) {
      state.putReport("d&p", { long: [{ value: value + i, time: i }], short: [{ value: i, time: i }] }, [
        { identifier: "e", value: { value }, time: i },
      ]);
    }
    const { history, events } = state.data("d&p");
    assert.equal(history.of("short").length, HISTORY_PER_PROPERTY);
    assert.equal(history.of("short").at(-1)!.time, 2999);
    const long = history.of("long");
    assert.ok(long.length > 40 && long.length < 66, `${long.length} long values`);
    assert.equal(long.at(-1)!.time, 2999);
    assert.equal(events.all().at(-1)!.time, 2999);
    assert.ok(JSON.stringify([long, history.of("short"), events.all()]).length < 2.5 * KEPT_BYTES);
    const kept = [long, events.all()];
    await state.close();
    const again = new State(dir);
    assert.deepEqual([again.data("d&p").history.of("long"), again.data("d&p").events.all()], kept);
    await again.close();
  });

  it("does not grow with properties of ever new names", async () => {
    const state = new State(await tempFolder(false));
    for (let i = 0; i < 5000; i++) state.putValues("d&p", { [`p${i}`]: { value: i, time: i } });
    assert.ok(state.data("d&p").history.names().length < 1500);
    await state.close();
  });
});
