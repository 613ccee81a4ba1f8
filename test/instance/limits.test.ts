// One test for each row of the platform's table of MQTT behaviour and limits, the second half: numbers,
// sizes, permissions. What happens beyond a number is silence: a message is acknowledged and goes nowhere,
// and only the instance's events tell.

import assert from "node:assert/strict";
import { Rate } from "../../bench/instance/clock.ts";
import { Gate } from "../../bench/instance/gate.ts";
import { SUBSCRIPTION_EFFECTIVE_MS } from "../../bench/instance/limits.ts";
import { State } from "../../bench/instance/state.ts";
import { E_QUOTA, E_REPLY_MISSING } from "../../lib/codes.ts";
import {
  addDevice,
  cleanUp,
  FakeClock,
  later,
  login,
  Recorder,
  registration,
  start,
  tempFolder,
} from "./fixture.ts";
import { RawClient } from "./raw-client.ts";

const data = { name: "user/data", access: "both" } as const;

async function online(options: Parameters<typeof start>[0] = {}, connect: Parameters<typeof login>[1] = {}) {
  const instance = await start(options);
  const recorder = new Recorder(instance);
  const device = addDevice(instance, { topics: [data] });
  const { client, code } = await RawClient.connect(instance, login(device, connect));
  assert.equal(code, 0);
  return { instance, recorder, device, client, topic: `/${device.productKey}/device1/user/data` };
}

describe("instance: limits", () => {
  afterEach(cleanUp);

  it("Topics per device: 100; the next gets SUBACK 0x80, one that is there already does not", async () => {
    const { instance, device, client } = await online();
    instance.setProduct(device.productKey, { topics: [{ name: "user/+", access: "sub" }] });
    const topics = Array.from({ length: 101 }, (_, i) => `/${device.productKey}/device1/user/t${i}`);
    const granted = [];
    for (let i = 0; i < 100; i += 5) granted.push(...(await client.subscribe(...topics.slice(i, i + 5))));
    assert.deepEqual(granted, Array(100).fill(1));
    assert.deepEqual(await client.subscribe(topics[100], topics[0]), [0x80, 1]);
    await client.unsubscribe(topics[5]);
    assert.deepEqual(await client.subscribe(topics[100]), [1]);
  });

  it("Own topics only: a class that is added or taken away counts at once for who is connected", async () => {
    const { instance, recorder, device, client } = await online();
    const topic = `/${device.productKey}/device1/user/more`;
    const fates = [];
    for (const topics of [[], [{ name: "user/more", access: "pub" }], []] as const) {
      instance.setProduct(device.productKey, { topics: [...topics] });
      await client.publish(topic, "more", 1);
      fates.push([recorder.of("publish").length, recorder.of("drop").length]);
    }
    assert.deepEqual(fates, [
      [0, 1],
      [1, 1],
      [1, 2],
    ]);
  });

  it("Rates: what counts is what happened in the last second, to the millisecond", () => {
    const rate = new Rate(100, 1000);
    let seen: { at: number; weight: number }[] = [];
    let now = 0;
    for (let i = 0; i < 5000; i++) {
      now += (i * 7919) % (i % 300 === 0 ? 1500 : 40);
      const weight = 1 + ((i * 31) % 11);
      seen = seen.filter(({ at }) => at > now - 1000);
      const fits = seen.reduce((sum, each) => sum + each.weight, weight) <= 100;
      assert.equal(rate.take(now, weight), fits, `at ${now}`);
      if (fits) seen.push({ at: now, weight });
    }
  });

  it("Topics per SUBSCRIBE: 8; the ninth gets SUBACK 0x80, two packets in one segment are two", async () => {
    const { instance, device, client } = await online();
    instance.setProduct(device.productKey, { topics: [{ name: "user/+", access: "sub" }] });
    const subscriptions = Array.from({ length: 18 }, (_, i) => ({
      topic: `/${device.productKey}/device1/user/t${i}`,
      qos: 1 as const,
    }));
    client.send(
      { cmd: "subscribe", messageId: 1, subscriptions: subscriptions.slice(0, 8) },
      { cmd: "subscribe", messageId: 2, subscriptions: subscriptions.slice(8, 17) },
    );
    assert.deepEqual((await client.next("suback")).granted, Array(8).fill(1));
    assert.deepEqual((await client.next("suback")).granted, [...Array(8).fill(1), 0x80]);
  });

  it("Subscription effective: within 10 s; at once, or as late as a switch says (mistake 22)", async () => {
    const clock = new FakeClock();
    const { instance, device, client, topic } = await online({
      clock,
      faults: { subscriptionDelayMs: SUBSCRIPTION_EFFECTIVE_MS },
    });
    assert.deepEqual(await client.subscribe(topic), [1]);
    clock.advance(9_999);
    assert.equal(await instance.publish(device, topic, "early"), "not subscribed");
    clock.advance(1);
    assert.equal(await instance.publish(device, topic, "late"), "sent");
    assert.equal((await client.next("publish")).payload.toString(), "late");
  });

  it("SUBACK: the QoS asked for, or 0x80 without permission (mistake 21)", async () => {
    const { client, topic } = await online();
    const codes = [];
    for (const qos of [0, 1, 2] as const) codes.push(...(await client.subscribeQos(qos, topic)));
    assert.deepEqual(codes, [0, 1, 2]);
    assert.deepEqual(await client.subscribe("/nobody/else/user/data", topic), [0x80, 1]);
  });

  it("Publish rate per device: 30/s with QoS 0, 10/s with QoS 1; more are dropped (mistake 23)", async () => {
    const clock = new FakeClock();
    const { recorder, client, topic } = await online({ clock });
    for (const [qos, most] of [
      [0, 30],
      [1, 10],
    ] as const) {
      for (let second = 0; second < 2; second++) {
        for (let i = 0; i < most + 2; i++) await client.publish(topic, String(i), qos);
        await client.ping();
        assert.equal(recorder.of("publish").length, most);
        assert.deepEqual(
          recorder.of("drop").map(({ reason }) => reason),
          Array(2).fill(`over ${most} a second`),
        );
        recorder.all.length = 0;
        clock.advance(1000);
      }
    }
    assert.equal(client.isClosed, false);
  });

  it("Downlink per device: 50/s; more are dropped", async () => {
    const clock = new FakeClock();
    const { instance, recorder, device, client, topic } = await online({ clock });
    await client.subscribe(topic);
    const fates = [];
    for (let i = 0; i < 52; i++) fates.push(await instance.publish(device, topic, String(i)));
    assert.deepEqual(fates, [...Array(50).fill("sent"), "dropped", "dropped"]);
    await client.ping();
    assert.equal(client.take("publish").length, 50);
    assert.equal((await recorder.wait("drop")).reason, "over 50 a second to the device");
    clock.advance(1000);
    assert.equal(await instance.publish(device, topic, "next second"), "sent");
  });

  it("Bandwidth per connection: 1024 KB/s; messages beyond are dropped", async () => {
    const clock = new FakeClock();
    const { recorder, client, topic } = await online({ clock });
    for (let i = 0; i < 5; i++) await client.publish(topic, Buffer.alloc(250 * 1024));
    await client.ping();
    assert.equal(recorder.of("publish").length, 4);
    assert.equal((await recorder.wait("drop")).reason, "over 1024 KB in a second");
    clock.advance(1000);
    await client.publish(topic, Buffer.alloc(250 * 1024), 1);
    assert.equal(recorder.of("publish").length, 5);
  });

  it("Unacked QoS 1 from device: 100; more are neither taken nor acknowledged", async () => {
    const clock = new FakeClock();
    let release = () => {};
    const slow = new Promise<void>((resolve) => (release = resolve));
    const { instance, recorder, device, client } = await online({ clock });
    const topic = `/sys/${device.productKey}/device1/thing/event/property/post`;
    instance.faults.slow = slow;
    for (let i = 0; i < 11; i++) {
      const posts = Array.from({ length: 10 }, (_, k) => `{"params":{"count":${10 * i + k}}}`);
      client.send(...posts.map((post) => client.message(topic, post, 1)));
      client.send({ cmd: "pingreq" });
      await client.next("pingresp");
      clock.advance(1000);
    }
    assert.equal(recorder.of("publish").length, 100);
    assert.equal(recorder.of("drop").length, 10);
    assert.equal(recorder.of("drop")[0].reason, "more than 100 unacknowledged");
    assert.deepEqual(client.take("puback"), []);
    instance.faults.slow = undefined;
    release();
    for (let i = 0; i < 100; i++) await client.next("puback");
    await client.publish(topic, "again", 1);
    assert.deepEqual(client.take("puback"), []);
  });

  it("Payload: 256 KB; a longer message is dropped and acknowledged", async () => {
    const { recorder, client, topic } = await online();
    await client.publish(topic, Buffer.alloc(256 * 1024), 1);
    await client.publish(topic, Buffer.alloc(256 * 1024 + 1), 1);
    assert.equal(recorder.of("publish").length, 1);
    assert.equal((await recorder.wait("drop")).reason, "payload over 256 KB");
  });

  it("Payload: a packet over 1 MB is not even read", async () => {
    const { recorder, client, topic } = await online();
    client.send(client.message(topic, Buffer.alloc(1100 * 1024)));
    await client.closed;
    assert.equal((await recorder.wait("disconnect")).reason, "protocol");
  });

  it("Connects: 5 a minute; the sixth gets CONNACK 3 and does not kick the fifth (mistake 24)", async () => {
    const clock = new FakeClock();
    const { instance, recorder, device } = await online({ clock });
    const codes = [];
    for (let i = 0; i < 5; i++) codes.push((await RawClient.connect(instance, login(device))).code);
    assert.deepEqual(codes, [0, 0, 0, 0, 3]);
    assert.equal((await recorder.wait("refused")).reason, "more than 5 connects in a minute");
    assert.equal(instance.isOnline(device.productKey, "device1"), true);
    clock.advance(60_000);
    assert.equal((await RawClient.connect(instance, login(device))).code, 0);
  });

  it("Connects: 500 a second for all devices together; the next gets CONNACK 3", async () => {
    const clock = new FakeClock();
    const state = new State(await tempFolder(false));
    later(() => state.close());
    const gate = new Gate(state, { kind: "new", strict: false, limits: true }, clock);
    const codes = [];
    for (let i = 0; i < 102; i++) {
      const device = {
        productKey: "a1",
        deviceName: `device${i}`,
        deviceSecret: "s",
        active: true,
        enabled: true,
        tokens: [],
      };
      state.putDevice(device);
      const { clientId, username, password } = login(device) as Required<ReturnType<typeof login>>;
      const connect = { clientId, username, password, keepaliveSec: 60, transport: "tls" } as const;
      for (let k = 0; k < 5; k++) codes.push(gate.judge(connect).code);
    }
    assert.deepEqual(codes, [...Array(500).fill(0), ...Array(10).fill(3)]);
  });

  it("Connects: as many a second, and as many devices, as the instance was given", async () => {
    const instance = await start({ clock: new FakeClock(), capacity: { devices: 3, connectsPerSecond: 3 } });
    const product = instance.addProduct({ dynamicRegistration: true });
    const codes = [];
    for (const name of ["device1", "device2", "device3", "device4"]) {
      codes.push((await RawClient.connect(instance, registration("regnwl", product, name))).code);
    }
    assert.deepEqual(codes, [0, 0, 0, 4], "the fourth device");
    const device = instance.find(product.productKey, "device1")!;
    assert.equal((await RawClient.connect(instance, login(device))).code, 3, "the fourth connect");
  });

  it("Connects: a login that fails counts for nothing", async () => {
    const instance = await start({ clock: new FakeClock() });
    const device = addDevice(instance);
    for (let i = 0; i < 6; i++)
      assert.equal((await RawClient.connect(instance, login(device, { password: "0" }))).code, 4);
    assert.equal((await RawClient.connect(instance, login(device))).code, 0);
  });

  it("Connections per triple: 1; a second login cuts the first, whatever its clientId (mistake 25)", async () => {
    const { instance, recorder, device, client } = await online();
    const second = await RawClient.connect(instance, login(device, { id: "quite another" }));
    assert.equal(second.code, 0);
    await client.closed;
    assert.deepEqual(client.take("disconnect"), []);
    assert.equal((await recorder.wait("kick")).deviceName, "device1");
    assert.equal((await recorder.wait("disconnect")).reason, "kicked");
    await second.client.ping();
    assert.equal(instance.isOnline(device.productKey, "device1"), true);
  });

  it("Connections per triple: a refused login kicks nobody", async () => {
    const { instance, device, client } = await online();
    assert.equal((await RawClient.connect(instance, login(device, { password: "0" }))).code, 4);
    await client.ping();
  });

  it("Topic: 128 bytes and 7 slashes at most; longer ones get SUBACK 0x80 and are dropped", async () => {
    const { instance, recorder, device, client } = await online();
    instance.setProduct(device.productKey, { topics: [{ name: "#", access: "sub" }] });
    const base = `/${device.productKey}/device1/`;
    const bytes128 = base + "数".repeat(30) + "x".repeat(128 - base.length - 90);
    assert.equal(Buffer.byteLength(bytes128), 128);
    assert.deepEqual(await client.subscribe(bytes128, bytes128 + "x"), [1, 0x80]);
    assert.deepEqual(await client.subscribe(base + "a/b/c/d/e", base + "a/b/c/d/e/f"), [1, 0x80]);
    await client.publish(base + "a/b/c/d/e/f", "x", 1);
    assert.equal((await recorder.wait("drop")).reason, "topic too long");
  });

  it("Custom topic classes per product: 50", async () => {
    const instance = await start();
    const topics = Array.from({ length: 51 }, (_, i) => ({ name: `user/t${i}`, access: "pub" as const }));
    const { productKey } = instance.addProduct({ topics: topics.slice(0, 47) });
    assert.equal(instance.products()[0].topics.length, 50);
    assert.throws(() => instance.setProduct(productKey, { topics }), { code: E_QUOTA });
  });

  it("RRPC answer: 8 s; a later one is too late", async () => {
    const clock = new FakeClock();
    const { instance, device, client } = await online({ clock });
    const base = `/sys/${device.productKey}/device1/rrpc`;
    await client.subscribe(`${base}/request/+`);
    const answered = instance.rrpc(device.productKey, "device1", "question");
    const request = await client.next("publish");
    assert.equal(request.qos, 0);
    assert.ok(BigInt(request.topic.split("/").at(-1)!) > 2n ** 53n, "the id does not fit a JS number");
    clock.advance(7_999);
    await client.publish(request.topic.replace("request", "response"), "answer");
    assert.equal((await answered).toString(), "answer");
    const missed = instance.rrpc(device.productKey, "device1", "question");
    await client.next("publish");
    clock.advance(8_000);
    await assert.rejects(missed, { code: E_REPLY_MISSING });
  });

  it("Own topics only: others get SUBACK 0x80, messages to them are acknowledged and dropped", async () => {
    const { instance, recorder, device, client } = await online();
    instance.addDevice({ productKey: device.productKey, deviceName: "device2" });
    const pk = device.productKey;
    const foreign = [
      `/${pk}/device2/user/data`,
      `/sys/${pk}/device2/thing/event/property/post`,
      `/sys/${pk}/+/#`,
      "#",
      "/sys/#",
      "$SYS/#",
      `/${pk}/+/user/data`,
      `/${pk}/device1/#`,
    ];
    assert.deepEqual(await client.subscribe(...foreign), Array(8).fill(0x80));
    const notUp = [
      foreign[0],
      foreign[1],
      `/sys/${pk}/device1/thing/service/property/set`,
      `/${pk}/device1/user/get`,
      "x",
    ];
    for (const topic of notUp) await client.publish(topic, "{}", 1);
    assert.deepEqual(recorder.of("publish"), []);
    assert.deepEqual(
      recorder.of("drop").map(({ reason }) => reason),
      Array(5).fill("no permission"),
    );
  });

  it("Own topics only: a filter is granted when a class covers all it can match", async () => {
    const { instance, device, client } = await online();
    instance.setProduct(device.productKey, {
      topics: ["a/+", "b/c", "d/#", "+/e"].map((name) => ({ name, access: "sub" })),
    });
    const granted: Record<string, number> = {};
    for (const name of [
      "a/x",
      "a/+",
      "a/#",
      "a",
      "+/x",
      "b/+",
      "b/c",
      "b/c/d",
      "d",
      "d/x/y",
      "d/+/#",
      "+/e",
      "#",
    ]) {
      [granted[name]] = await client.subscribe(`/${device.productKey}/device1/${name}`);
    }
    const yes = ["a/x", "a/+", "b/c", "d", "d/x/y", "d/+/#", "+/e"];
    assert.deepEqual(
      Object.keys(granted).filter((name) => granted[name] === 1),
      yes,
    );
  });

  it("Own topics only: a stored subscription without permission is not delivered to any more", async () => {
    const { instance, recorder, device, client, topic } = await online({}, { clean: false });
    await client.subscribe(topic);
    await client.end();
    await recorder.wait("disconnect");
    instance.setProduct(device.productKey, { topics: [] });
    await RawClient.connect(instance, login(device, { clean: false }));
    assert.equal(await instance.publish(device, topic, "x"), "not subscribed");
  });

  it("Topic: system topics may have more slashes than custom ones", async () => {
    const { recorder, device, client } = await online();
    const topic = `/sys/${device.productKey}/device1/thing/event/property/batch/post`;
    assert.deepEqual(await client.subscribe(topic + "_reply"), [1]);
    await client.publish(topic, "{}", 1);
    assert.equal((await recorder.wait("publish")).topic, topic);
  });

  it("Sub-devices: the topics of a gateway are granted, and its requests refused with a code", async () => {
    const { recorder, device, client } = await online();
    const base = `/sys/${device.productKey}/device1/thing`;
    assert.deepEqual(
      await client.subscribe(
        `${base}/topo/add_reply`,
        `${base}/topo/get_reply`,
        `${base}/sub/register_reply`,
        `/ext/session/${device.productKey}/device1/combine/login_reply`,
      ),
      [1, 1, 1, 1],
    );
    await client.publish(`${base}/topo/add`, '{"id":"1","params":[]}', 1);
    const { topic, payload } = await client.next("publish");
    assert.deepEqual([topic, JSON.parse(payload.toString()).code], [`${base}/topo/add_reply`, 403]);
    assert.equal((await recorder.wait("unsupported")).topic, `${base}/topo/add`);
  });

  it("are off with limits off, but for what a CONNECT must look like", async () => {
    const { instance, recorder, device, client, topic } = await online({
      limits: false,
      clock: new FakeClock(),
    });
    for (let i = 0; i < 40; i++)
      client.send(client.message(topic, Buffer.alloc(i === 0 ? 300 * 1024 : 1), (i % 2) as 0 | 1));
    await client.ping();
    assert.equal(recorder.of("publish").length, 40);
    for (let i = 0; i < 7; i++) assert.equal((await RawClient.connect(instance, login(device))).code, 0);
    assert.equal((await RawClient.connect(instance, login(device, { keepalive: 29 }))).code, 2);
    assert.equal(instance.limits, false);
  });
});

describe("instance: delivery of system topics", () => {
  afterEach(cleanUp);

  const tails = {
    with: "securemode=2,signmethod=hmacsha256,_ss=1",
    without: "securemode=2,signmethod=hmacsha256",
  };

  it("needs SUBSCRIBE, or _ss=1 in the clientId", async () => {
    for (const [kind, expected] of [
      ["with", "sent"],
      ["without", "not subscribed"],
    ] as const) {
      const { instance, device, client } = await online({}, { tail: tails[kind] });
      const base = `/sys/${device.productKey}/device1/thing`;
      for (const name of [
        "event/property/post_reply",
        "service/property/set",
        "service/blink",
        "config/push",
      ]) {
        assert.equal(await instance.publish(device, `${base}/${name}`, "{}"), expected, name);
      }
      const newer = [`${base}/deviceinfo/get_reply`, `${base}/event/property/batch/post_reply`];
      for (const topic of newer)
        assert.equal(await instance.publish(device, topic, "{}"), "not subscribed", topic);
      await client.subscribe(`${base}/#`);
      for (const topic of newer) assert.equal(await instance.publish(device, topic, "{}"), "sent", topic);
    }
  });

  it("comes once to a session that has both", async () => {
    const { instance, device, client } = await online({}, { tail: tails.with });
    const topic = `/sys/${device.productKey}/device1/thing/service/property/set`;
    await client.subscribe(topic, `/sys/${device.productKey}/device1/thing/#`);
    await instance.publish(device, topic, "{}", 1);
    await client.ping();
    assert.equal(client.take("publish").length, 1);
  });

  it("does not extend to custom topics", async () => {
    const { instance, device, topic } = await online({}, { tail: tails.with });
    assert.equal(await instance.publish(device, topic, "x"), "not subscribed");
  });

  it("waits for a session with clean session 0 that carried _ss=1", async () => {
    const { instance, recorder, device, client } = await online({}, { tail: tails.with, clean: false });
    await client.end();
    await recorder.wait("disconnect");
    const topic = `/sys/${device.productKey}/device1/thing/service/property/set`;
    assert.equal(await instance.publish(device, topic, "{}", 1), "queued");
    const again = await RawClient.connect(instance, login(device, { tail: tails.with, clean: false }));
    assert.equal((await again.client.next("publish")).topic, topic);
  });
});
