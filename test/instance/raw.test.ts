// Raw data up and down (help: TSL message passthrough; Submit a message parsing script).

import assert from "node:assert/strict";
import * as path from "node:path";
import { E_ANSWER_WRONG, E_SCRIPT_FAILED } from "../../lib/codes.ts";
import { StateLog } from "../../bench/instance/log.ts";
import { cleanUp, tempFolder, start } from "./fixture.ts";
import { modelOf, Online } from "./online.ts";

// First byte: 0 post of a property, 1 event, 2 set, 3 answer, 4 service, 6 answer to a set; then the id and a value.
const SCRIPT = `
  function rawDataToProtocol(bytes) {
    var id = String(bytes[1]);
    if (bytes[0] === 0) return { method: "thing.event.property.post", id: id, version: "1.0", params: { power: bytes[2] } };
    if (bytes[0] === 1) return { method: "thing.event.alarm.post", id: id, params: { level: bytes[2] } };
    if (bytes[0] === 6) return { id: String(((bytes[1] * 256 + bytes[2]) * 256 + bytes[3]) * 256 + bytes[4]), code: 200, data: {} };
    if (bytes[0] === 3) return { id: id, code: 200, data: bytes.length > 2 ? { done: bytes[2] } : {} };
    if (bytes[0] === 9) while (true);
    if (bytes[0] === 8) return "text";
    if (bytes[0] === 7) return null;
    return { id: id };
  }
  function protocolToRawData(json) {
    if (json.method === "thing.service.property.set")
      return [2, json.id >>> 24, (json.id >>> 16) & 255, (json.id >>> 8) & 255, json.id & 255, json.params.power];
    if (json.method === "thing.service.act") return [4, json.id % 256, json.params.value];
    if (json.code !== undefined) return [3, +json.id, json.code === 200 ? 0 : 1];
    return [];
  }
`;
const MODEL = modelOf({
  properties: { power: "int" },
  events: { alarm: { level: "int" } },
  services: { act: { callType: "sync", input: { value: "int" }, output: { done: "bool" } } },
});

async function up(online: Online, ...bytes: number[]): Promise<number[]> {
  await online.client.publish(online.topic("thing/model/up_raw"), Buffer.from(bytes));
  const { topic, payload } = await online.hear();
  assert.equal(topic, online.topic("thing/model/up_raw_reply"));
  return [...payload];
}

describe("instance: raw data of a product with a script", () => {
  afterEach(cleanUp);

  it("is a report once the script has read it, and so is its answer", async () => {
    const online = await Online.start({ tsl: MODEL, script: SCRIPT });
    assert.deepEqual(await up(online, 0, 7, 42), [3, 7, 0]);
    assert.equal(online.instance.properties(online.pk, online.dn).power.value, 42);
    assert.deepEqual(await up(online, 1, 8, 3), [3, 8, 0]);
    assert.deepEqual(online.instance.events(online.pk, online.dn)[0].value, { level: 3 });
    const { direction, message, payload } = await online.recorder.wait("raw");
    assert.deepEqual([direction, message.params, [...payload]], ["up", { power: 42 }, [0, 7, 42]]);
  });

  it("goes down as bytes, and what comes back is the answer", async () => {
    const online = await Online.start({ tsl: MODEL, script: SCRIPT });
    const set = online.instance.setProperty(online.pk, online.dn, { power: 5 });
    const { topic, payload } = await online.hear();
    assert.equal(topic, online.topic("thing/model/down_raw"));
    assert.deepEqual([payload[0], payload[5]], [2, 5]);
    const reply = Buffer.from([6, ...payload.subarray(1, 5)]);
    await online.client.publish(online.topic("thing/model/down_raw_reply"), reply);
    assert.equal((await set).code, 200);
    assert.equal((await online.recorder.wait("raw")).direction, "down_reply");
  });

  for (const [tail, form] of [
    [",ext=1", /^\/ext\/rrpc\/\d+\/sys\/.*\/thing\/model\/down_raw$/],
    ["", /\/rrpc\/request\/\d+$/],
  ] as const) {
    it(`answers a sync service with bytes, with "${tail}" in the clientId`, async () => {
      const online = await Online.start({ tsl: MODEL, script: SCRIPT }, { tail });
      await online.client.subscribe(online.topic("rrpc/request/+"));
      for (const [done, outcome] of [
        [1, "fulfilled"],
        [2, "rejected"],
      ] as const) {
        const call = online.instance.callService(online.pk, online.dn, "act", { value: 6 });
        const { topic, payload } = await online.hear();
        assert.match(topic, form);
        assert.deepEqual([payload[0], payload[2]], [4, 6]);
        const answer = Buffer.from([3, payload[1], done]);
        await online.client.publish(topic.replace("rrpc/request", "rrpc/response"), answer);
        const [result] = await Promise.allSettled([call]);
        assert.equal(result.status, outcome);
        if (result.status === "fulfilled") assert.deepEqual(result.value.data, { done: 1 });
        else assert.equal(result.reason.code, E_ANSWER_WRONG);
      }
    });
  }

  for (const [what, script, bytes, code] of [
    ["empty", " ", [0, 1, 1], 26001],
    ["with an error", "function (", [0, 1, 1], 26002],
    ["that throws", "function rawDataToProtocol() { throw new Error('no') }", [0, 1, 1], 26002],
    ["that does not end", SCRIPT, [9, 1], 26002],
    ["without the function", "var a = 1", [0, 1, 1], 26006],
    ["with a result that is no object", SCRIPT, [8, 1], 26007],
    ["without a result", SCRIPT, [7, 1], 6201],
    ["whose output lacks a method", SCRIPT, [5, 1], 6450],
  ] as const) {
    it(`is refused with ${code} by a script ${what}`, async () => {
      const online = await Online.start({ script });
      const answer = Buffer.from(await up(online, ...bytes));
      // A script that can write makes bytes of the answer; otherwise it is the platform's JSON.
      if (script === SCRIPT) assert.deepEqual([...answer], [3, 0, 1]);
      else assert.equal(JSON.parse(answer.toString()).code, code);
      assert.equal((await online.recorder.wait("raw")).failed.code, code);
      assert.deepEqual(online.instance.properties(online.pk, online.dn), {});
    });
  }

  it("has a script that reaches nothing of this process", async () => {
    const script = `
      function rawDataToProtocol(bytes) {
        var found = [];
        ["process", "require", "global", "Buffer", "fetch"].forEach(function (name) {
          if (new Function("return typeof " + name)() !== "undefined") found.push(name);
        });
        try { found.push(this.constructor.constructor("return typeof process")()); } catch (e) {}
        return { method: "thing.event.property.post", id: "1", params: { found: found.join() } };
      }`;
    const online = await Online.start({ script });
    await up(online, 0);
    const found = String(online.instance.properties(online.pk, online.dn).found.value);
    assert.match(found, /^(undefined)?$/);
  });

  it("fails to send what the script makes no bytes of", async () => {
    for (const made of ["'x'", "[256]", "[1.5]", "{}", "null", "(function () { throw 1 })()"]) {
      const online = await Online.start({ script: `function protocolToRawData() { return ${made} }` });
      await assert.rejects(online.instance.setProperty(online.pk, online.dn, {}), { code: E_SCRIPT_FAILED });
      assert.ok(await online.hearsNothing());
    }
  });

  it("keeps its script after a restart", async () => {
    const dir = await tempFolder();
    const online = await Online.start({ script: SCRIPT }, { dir });
    await online.instance.close();
    assert.equal((await start({ dir })).products()[0].script, SCRIPT);
  });

  it("has none when it was stored before there were scripts", async () => {
    const dir = await tempFolder();
    const instance = await start({ dir });
    const { script: _none, ...product } = instance.addProduct();
    await instance.close();
    const { log } = StateLog.open<object>(path.join(dir, "state.log"));
    log.append({ t: "product", product });
    await log.close();
    assert.equal((await start({ dir })).products()[0].script, null);
  });
});

describe("instance: raw data of a product without a script", () => {
  afterEach(cleanUp);

  it("is evidence, up and down", async () => {
    const online = await Online.start();
    await online.client.publish(online.topic("thing/model/up_raw"), Buffer.from([0, 255]));
    const raw = await online.recorder.wait("raw");
    assert.deepEqual([raw.direction, [...raw.payload], raw.failed], ["up", [0, 255], undefined]);
    assert.equal(await online.instance.sendRaw(online.pk, online.dn, Buffer.from([1, 2])), undefined);
    const { topic, payload } = await online.hear();
    assert.deepEqual([topic, [...payload]], [online.topic("thing/model/down_raw"), [1, 2]]);
    await online.client.publish(`${topic}_reply`, Buffer.from([3]));
    assert.equal((await online.recorder.wait("raw")).direction, "down_reply");
  });

  it("is answered in step by RRPC", async () => {
    const online = await Online.start({}, { tail: ",ext=1" });
    const asked = online.instance.sendRaw(online.pk, online.dn, Buffer.from([1]), { sync: true });
    const { topic } = await online.hear();
    assert.match(topic, /^\/ext\/rrpc\/\d+\/sys\/.*\/thing\/model\/down_raw$/);
    await online.client.publish(topic, Buffer.from([9]));
    assert.deepEqual([...(await asked)!], [9]);
  });
});
