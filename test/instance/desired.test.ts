// Desired properties (help: Alink protocol): versions, the push to a device that is online, get and delete.

import assert from "node:assert/strict";
import { E_DEVICE_UNKNOWN, E_MODEL_REFUSED, E_QUOTA, E_VERSION_OTHER } from "../../lib/codes.ts";
import type { JsonObject } from "../../bench/instance/json.ts";
import { cleanUp, FakeClock, start, tempFolder } from "./fixture.ts";
import { modelOf, Online } from "./online.ts";

const MODEL = modelOf({ properties: { light: "bool", color: "int" } });
const GET = "thing/property/desired/get";
const DELETE = "thing/property/desired/delete";

function set(online: Online, values: JsonObject, versions?: Record<string, number>): Record<string, number> {
  return online.instance.setDesired(online.pk, online.dn, values, versions);
}

describe("instance: desired properties", () => {
  afterEach(cleanUp);

  it("are stored with a version that grows, and pushed to a device that is online", async () => {
    const clock = new FakeClock();
    const online = await Online.start({ tsl: MODEL }, { clock });
    assert.deepEqual(set(online, { light: 1, color: 5 }), { light: 1, color: 1 });
    const { topic, qos, message } = await online.hear();
    assert.deepEqual([topic, qos], [online.topic("thing/service/property/set"), 1]);
    assert.deepEqual(message.params, { light: 1, color: 5 });
    assert.deepEqual(set(online, { light: 0 }), { light: 2 });
    assert.deepEqual(online.instance.desired(online.pk, online.dn), {
      light: { value: 0, version: 2, time: clock.now() },
      color: { value: 5, version: 1, time: clock.now() },
    });
    assert.deepEqual(online.instance.properties(online.pk, online.dn), {}, "only a post changes what is stored");
  });

  it("wait in the store for a device that is away, whatever its session; it asks for them", async () => {
    const online = await Online.start();
    await online.logIn("", false);
    assert.equal((await online.recorder.wait("disconnect")).reason, "kicked");
    await online.client.end();
    await online.recorder.wait("disconnect");
    set(online, { light: 1 });
    await online.logIn("", false);
    assert.ok(await online.hearsNothing());
    assert.deepEqual((await online.ask(GET, ["light", "none"])).data, { light: { value: 1, version: 1 } });
  });

  it("are deleted by the version, or without one whatever it is; the version counts on", async () => {
    const online = await Online.start({}, { tail: "" });
    set(online, { light: 1, color: 1, third: 1 });
    set(online, { light: 0 });
    const reply = await online.ask(DELETE, { light: { version: 1 }, color: {}, third: { version: "1" }, none: {} });
    assert.deepEqual([reply.code, reply.data], [200, {}]);
    assert.deepEqual((await online.ask(GET, ["light", "color", "third"])).data, { light: { value: 0, version: 2 } });
    const events = online.recorder.of("desired");
    assert.deepEqual(events.at(-1)!.cleared, ["color", "third"]);
    assert.deepEqual(set(online, { color: 9 }), { color: 2 });
  });

  it("with a version are set only where it is still the one", async () => {
    const online = await Online.start();
    assert.deepEqual(set(online, { light: 1 }, { light: 0 }), { light: 1 });
    for (const version of [0, 2])
      assert.throws(() => set(online, { color: 1, light: 0 }, { light: version }), { code: E_VERSION_OTHER });
    assert.deepEqual(Object.keys(online.instance.desired(online.pk, online.dn)), ["light"]);
    assert.deepEqual(set(online, { light: 0 }, { light: 1 }), { light: 2 });
  });

  it("are held against the model, counted, and refused for a device that there is not", async () => {
    const online = await Online.start({ tsl: MODEL });
    assert.throws(() => set(online, { light: 1, color: "red" }), { code: E_MODEL_REFUSED });
    assert.throws(() => set(online, { other: 1 }), { code: E_MODEL_REFUSED });
    assert.throws(() => online.instance.setDesired(online.pk, "device2", {}), { code: E_DEVICE_UNKNOWN });
    const loose = online.instance.setProduct(online.pk, { validation: "none" });
    assert.equal(loose.validation, "none");
    const many = Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`p${i}`, i]));
    assert.throws(() => set(online, many), { code: E_QUOTA });
    assert.equal((await online.ask(GET, Object.keys(many))).code, 6104);
    assert.equal((await online.ask(DELETE, many)).code, 6104);
    for (const params of [undefined, {}, [], [1], "light"]) assert.equal((await online.ask(GET, params)).code, 460);
    for (const params of [undefined, {}, [], "light"]) assert.equal((await online.ask(DELETE, params)).code, 460);
    assert.deepEqual(online.instance.desired(online.pk, online.dn), {});
  });

  it("are there again after a restart", async () => {
    const dir = await tempFolder();
    const online = await Online.start({}, { dir });
    set(online, { light: 1, color: 1 });
    await online.ask(DELETE, { color: {} });
    const before = online.instance.desired(online.pk, online.dn);
    await online.instance.close();
    assert.deepEqual((await start({ dir })).desired(online.pk, online.dn), before);
  });
});
