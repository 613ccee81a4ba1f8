// Tags, logs, the TSL file, notices, broadcasts and what is refused (help: Device tags; Device local logs; Alink protocol;
// Broadcast).

import assert from "node:assert/strict";
import { E_ARGUMENT_WRONG, E_QUOTA } from "../../lib/codes.ts";
import { KEPT_BYTES } from "../../bench/instance/limits.ts";
import { State } from "../../bench/instance/state.ts";
import { addDevice, cleanUp, FakeClock, login, Recorder, start, tempFolder } from "./fixture.ts";
import { modelOf, Online } from "./online.ts";
import { RawClient } from "./raw-client.ts";

describe("instance: tags", () => {
  afterEach(cleanUp);

  const UPDATE = "thing/deviceinfo/update";
  const tag = (attrKey: unknown, attrValue: unknown) => ({ attrKey, attrValue });

  it("are set, read back and deleted by the device, and seen by the operator", async () => {
    const online = await Online.start();
    await online.client.subscribe(online.topic("thing/deviceinfo/get_reply"));
    const reply = await online.ask(UPDATE, [tag("Temperature", "36.8"), { ...tag("SYS_LP_SDK_VERSION", "1"), domain: "SYSTEM" }]);
    assert.deepEqual([reply.code, reply.data, reply.method], [200, {}, "thing.deviceinfo.update"]);
    await online.ask(UPDATE, [tag("count", 5)]);
    assert.deepEqual(online.instance.tags(online.pk, online.dn), { Temperature: "36.8", SYS_LP_SDK_VERSION: "1", count: "5" });
    const got = await online.ask("thing/deviceinfo/get", { attrKeys: ["count", "none"] });
    assert.deepEqual(got.data, [tag("count", "5")]);
    assert.equal((await online.ask("thing/deviceinfo/delete", [{ attrKey: "count" }, { attrKey: "none" }])).code, 200);
    online.instance.setTags(online.pk, online.dn, { Temperature: null, room: "厨房" });
    assert.deepEqual(online.instance.tags(online.pk, online.dn), { SYS_LP_SDK_VERSION: "1", room: "厨房" });
    assert.deepEqual((await online.recorder.wait("tags")).tags, { Temperature: "36.8", SYS_LP_SDK_VERSION: "1" });
  });

  it("over a limit are refused whole", async () => {
    const online = await Online.start({}, { limits: true });
    const good = tag("a", "1");
    for (const params of [
      undefined,
      {},
      [],
      [good, tag("1a", "x")],
      [good, tag("a b", "x")],
      [good, tag("a".repeat(101), "x")],
      [good, tag("b", "温".repeat(129))],
      [good, tag("b", {})],
      [good, { attrKey: "b" }],
      Array.from({ length: 101 }, (_, i) => tag(`k${i}`, "x")),
      Array.from({ length: 201 }, () => good),
    ]) {
      assert.equal((await online.ask(UPDATE, params)).code, 460);
    }
    assert.deepEqual(online.instance.tags(online.pk, online.dn), {});
    assert.equal((await online.ask(UPDATE, [tag("a".repeat(100), "温".repeat(128)), tag("a.b-c", "x")])).code, 200);
    for (const params of [{}, [], [1], [{}]]) assert.equal((await online.ask("thing/deviceinfo/delete", params)).code, 460);
    const set = (tags: Record<string, string>) => online.instance.setTags(online.pk, online.dn, tags);
    assert.throws(() => set({ "1": "x" }), { code: E_ARGUMENT_WRONG });
    assert.throws(() => set(Object.fromEntries(Array.from({ length: 99 }, (_, i) => [`k${i}`, "x"]))), { code: E_QUOTA });
  });

  it("are there again after a restart", async () => {
    const dir = await tempFolder();
    const online = await Online.start({}, { dir });
    await online.ask(UPDATE, [tag("a", "1"), tag("b", "2")]);
    await online.ask("thing/deviceinfo/delete", [{ attrKey: "b" }]);
    await online.instance.close();
    assert.deepEqual((await start({ dir })).tags(online.pk, online.dn), { a: "1" });
  });
});

describe("instance: logs of devices", () => {
  afterEach(cleanUp);

  const entry = {
    utcTime: "2020-05-06T08:00:00.000+0800",
    logLevel: "ERROR",
    module: "ALK-LK",
    code: "-2",
    traceContext: "alink.123",
    logContent: "不能连接",
  };

  it("are taken on both topics and kept", async () => {
    const online = await Online.start();
    for (const name of ["thing/log/post", "thing/config/log/post"])
      assert.equal((await online.ask(name, [entry, { logLevel: "DEBUG", logContent: "x" }])).code, 200);
    assert.deepEqual(online.instance.deviceLog(online.pk, online.dn).slice(0, 2), [
      entry,
      { logLevel: "DEBUG", logContent: "x" },
    ]);
    assert.deepEqual((await online.recorder.wait("log")).entries[0], entry);
  });

  it("of another level, or without content, are refused whole", async () => {
    const online = await Online.start();
    for (const bad of [{ ...entry, logLevel: "error" }, { ...entry, logLevel: undefined }, { logLevel: "INFO" }, 1])
      assert.equal((await online.ask("thing/log/post", [entry, bad])).code, 460);
    for (const params of [undefined, {}, []]) assert.equal((await online.ask("thing/log/post", params)).code, 460);
    assert.deepEqual(online.instance.deviceLog(online.pk, online.dn), []);
  });

  it("are wanted or not by a switch, which the device asks for and is told of", async () => {
    const dir = await tempFolder();
    const online = await Online.start({}, { dir });
    const ask = async () => (await online.ask("thing/config/log/get", { configScope: "device", getType: "content" })).data;
    assert.deepEqual(await ask(), { getType: "content", content: { mode: 0 } });
    online.instance.setDeviceLog(online.pk, online.dn, true);
    const { topic, message } = await online.hear();
    assert.equal(topic, online.topic("thing/config/log/push"));
    assert.deepEqual([message.method, message.params.content], ["thing.config.log.push", { mode: 1 }]);
    assert.deepEqual(await ask(), { getType: "content", content: { mode: 1 } });
    assert.equal((await online.ask("thing/config/log/get", {})).code, 460);
    await online.ask("thing/log/post", [entry]);
    await online.instance.close();
    const again = await start({ dir });
    assert.deepEqual(again.deviceLog(online.pk, online.dn), [entry]);
  });

  it("take a bounded place", async () => {
    const state = new State(await tempFolder(false));
    for (let i = 0; i < 1000; i++)
      state.putData({ t: "log", key: "d&p", entries: [{ logLevel: "INFO", logContent: "x".repeat(1000) + i }] });
    const kept = state.data("d&p").log.all();
    assert.ok(JSON.stringify(kept).length <= KEPT_BYTES + kept.length);
    assert.ok(kept.at(-1)!.logContent.endsWith("x999"));
    await state.close();
  });
});

describe("instance: the TSL file", () => {
  afterEach(cleanUp);

  it("is given to the device that asks for it", async () => {
    const tsl = modelOf({ properties: { power: "bool" } });
    const online = await Online.start({ tsl });
    await online.client.subscribe(online.topic("thing/+/get_reply"));
    for (const name of ["thing/dsltemplate/get", "thing/dynamicTsl/get"])
      assert.deepEqual((await online.ask(name, {})).data, tsl);
    online.instance.setProduct(online.pk, { tsl: null });
    assert.equal((await online.ask("thing/dsltemplate/get", {})).code, 5159);
  });
});

describe("instance: notices", () => {
  afterEach(cleanUp);

  for (const what of ["disable", "delete"] as const) {
    it(`say "${what}" before the connection is cut`, async () => {
      const online = await Online.start();
      await online.client.ping();
      online.instance[what](online.pk, online.dn);
      const { topic, message } = await online.hear();
      assert.deepEqual([topic, message.method, message.params], [online.topic(`thing/${what}`), `thing.${what}`, {}]);
      await online.client.closed;
      assert.equal((await online.recorder.wait("disconnect")).reason, `${what}d`);
    });
  }

  it("are answered by the device", async () => {
    const online = await Online.start();
    await online.answer(online.topic("thing/disable_reply"), "1");
    const { what, code } = await online.recorder.wait("notice");
    assert.deepEqual([what, code], ["disable", 200]);
  });
});

describe("instance: broadcasts", () => {
  afterEach(cleanUp);

  it("by a name reach who subscribed, without one all that are online, subscribed to nothing", async () => {
    const clock = new FakeClock();
    const instance = await start({ clock });
    const recorder = new Recorder(instance);
    const device = addDevice(instance);
    const pk = device.productKey;
    const other = instance.addDevice({ productKey: pk, deviceName: "device2" });
    instance.addDevice({ productKey: pk, deviceName: "device3" });
    const [{ client: one }, { client: two }] = [
      await RawClient.connect(instance, login(device)),
      await RawClient.connect(instance, login(other)),
    ];
    for (let i = 0; i < 2; i++) await recorder.wait("connect");
    await one.subscribe(`/broadcast/${pk}/news`);
    assert.equal(instance.broadcast(pk, "hello", "news").devices, 1);
    const { topic, payload, qos } = await one.next("publish");
    assert.deepEqual([topic, payload.toString(), qos], [`/broadcast/${pk}/news`, "hello", 0]);
    clock.advance(60_000);
    const { messageId, devices } = instance.broadcast(pk, "all");
    assert.equal(devices, 2);
    assert.ok(BigInt(messageId) > 2n ** 53n, "an id that no JS number holds (mistake 29)");
    for (const [client, name] of [
      [one, "device1"],
      [two, "device2"],
    ] as const) {
      assert.equal((await client.next("publish")).topic, `/sys/${pk}/${name}/broadcast/request/${messageId}`);
    }
  });

  it("are 64 KB of Base64 at most, one a minute", async () => {
    const clock = new FakeClock();
    const online = await Online.start({}, { clock });
    const send = (bytes: number) => online.instance.broadcast(online.pk, Buffer.alloc(bytes));
    assert.throws(() => send(48 * 1024 + 1), { code: E_QUOTA });
    assert.equal(send(48 * 1024).devices, 1);
    assert.throws(() => send(1), { code: E_QUOTA });
    clock.advance(60_000);
    assert.equal(send(1).devices, 1);
  });
});

describe("instance: what it does not offer", () => {
  afterEach(cleanUp);

  it("is refused with a code and seen: gateways and sub-devices with 403, the rest with 6300", async () => {
    const online = await Online.start({}, { limits: false });
    await online.client.subscribe(online.topic("#"), `/ext/session/${online.pk}/${online.dn}/#`);
    const session = `/ext/session/${online.pk}/${online.dn}/combine`;
    for (const [name, code] of [
      ["thing/topo/add", 403],
      ["thing/topo/delete", 403],
      ["thing/topo/get", 403],
      ["thing/list/found", 403],
      ["thing/sub/register", 403],
      ["thing/proxy/provisioning/product_register", 403],
      ["thing/event/property/pack/post", 403],
      [`${session}/login`, 403],
      [`${session}/batch_login`, 403],
      [`${session}/logout`, 403],
      ["thing/job/get", 6300],
      ["codec/topic/update", 6300],
      ["thing/file/upload/mqtt/init", 6300],
    ] as const) {
      const reply = await online.ask(name, {});
      assert.equal(reply.code, code, name);
      const topic = name.startsWith("/") ? name : online.topic(name);
      assert.equal((await online.recorder.wait("unsupported")).topic, topic);
    }
  });

  it("is no update: a device that asks for one is told of none", async () => {
    const online = await Online.start();
    const { code, data } = await online.ask("thing/ota/firmware/get", {});
    assert.deepEqual([code, data], [200, {}]);
  });

  it("and has no route is ignored with a word", async () => {
    const online = await Online.start();
    const topic = `/ota/device/inform/${online.pk}/${online.dn}`;
    await online.client.publish(topic, "{}");
    assert.equal((await online.recorder.wait("ignored")).what, topic);
  });
});
