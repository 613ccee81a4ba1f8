// One test for each row of the platform's table of MQTT behaviour and limits (help: MQTT specification;
// MQTT-TCP connections; Limits), the first half: versions, packets, QoS, keepalive, sessions. The second half
// is limits.test.ts.

import assert from "node:assert/strict";
import { addDevice, cleanUp, FakeClock, login, Recorder, start } from "./fixture.ts";
import { connectPacket, RawClient } from "./raw-client.ts";

const DAY_MS = 24 * 3600 * 1000;
const data = { name: "user/data", access: "both" } as const;

describe("instance: MQTT behaviour", () => {
  afterEach(cleanUp);

  it("Versions: 3.1 and 3.1.1 are accepted, 5 is refused with CONNACK 1", async () => {
    const instance = await start();
    const device = addDevice(instance);
    const codes = [];
    for (const protocolVersion of [3, 4, 5] as const) {
      codes.push((await RawClient.connect(instance, login(device, { protocolVersion }))).code);
    }
    assert.deepEqual(codes, [0, 0, 1]);
  });

  it("Packets: PUBLISH, SUBSCRIBE, UNSUBSCRIBE, PING and DISCONNECT do as MQTT says", async () => {
    const instance = await start();
    const recorder = new Recorder(instance);
    const device = addDevice(instance, { topics: [data] });
    const topic = `/${device.productKey}/device1/user/data`;
    const { client } = await RawClient.connect(instance, login(device));
    assert.deepEqual(await client.subscribe(topic), [1]);
    await client.publish(topic, "here", 1);
    assert.equal((await client.next("publish")).payload.toString(), "here");
    await client.unsubscribe(topic);
    await client.publish(topic, "not here", 1);
    await client.ping();
    assert.deepEqual(client.take("publish"), []);
    await client.end();
    assert.equal((await recorder.wait("disconnect")).reason, "client");
  });

  it("Packets: PUBACKs come in the order of the PUBLISHes, state changed or not", async () => {
    const instance = await start();
    const device = addDevice(instance, { topics: [data] });
    const own = `/${device.productKey}/device1/user/data`;
    const post = `/sys/${device.productKey}/device1/thing/event/property/post`;
    const { client } = await RawClient.connect(instance, login(device));
    const topics = [own, post, own, post, own, own, post, own];
    const messages = topics.map((topic, i) => client.message(topic, `{"params":{"count":${i}}}`, 1));
    for (const message of messages) client.send(message);
    const order = [];
    while (order.length < topics.length) order.push((await client.next("puback")).messageId);
    assert.deepEqual(
      order,
      messages.map(({ messageId }) => messageId),
    );
  });

  it("Packets: a report is acknowledged when it is on the disk, what came after no earlier", async () => {
    const instance = await start();
    const device = addDevice(instance, { topics: [data] });
    const { client } = await RawClient.connect(instance, login(device));
    let release = () => {};
    instance.faults.slow = new Promise((resolve) => (release = resolve));
    const post = `/sys/${device.productKey}/device1/thing/event/property/post`;
    client.send(client.message(post, '{"params":{"a":1}}', 1));
    client.send(client.message(`/${device.productKey}/device1/user/data`, "changes nothing", 1));
    await client.ping();
    assert.deepEqual(client.take("puback"), []);
    instance.faults.slow = undefined;
    release();
    assert.equal((await client.next("puback")).messageId, 1);
    assert.equal((await client.next("puback")).messageId, 2);
  });

  it("Packets: a message of any length arrives whole, also where the length takes a byte more", async () => {
    const instance = await start({ limits: false });
    const device = addDevice(instance, { topics: [data] });
    const topic = `/${device.productKey}/device1/user/data`;
    const { client } = await RawClient.connect(instance, login(device));
    await client.subscribe(topic);
    const head = 2 + topic.length;
    for (const bytes of [head, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152]) {
      const payload = Buffer.alloc(bytes - head, "abc");
      for (const qos of [0, 1] as const) {
        await instance.publish(device, topic, payload, qos);
        const packet = await client.next("publish");
        assert.deepEqual([packet.topic, packet.qos], [topic, qos]);
        assert.ok(payload.equals(packet.payload as Buffer), `${bytes} bytes, QoS ${qos}`);
      }
    }
  });

  it("Packets: what is sent while a session comes up arrives behind its CONNACK, once", async () => {
    const instance = await start();
    const recorder = new Recorder(instance);
    const device = addDevice(instance, { topics: [data] });
    const topic = `/${device.productKey}/device1/user/data`;
    const before = await RawClient.connect(instance, login(device, { clean: false }));
    await before.client.subscribe(topic);
    await before.client.end();
    await recorder.wait("disconnect");
    instance.once("connect", () => {
      for (const qos of [0, 1] as const) void instance.publish(device, topic, `QoS ${qos}`, qos);
    });
    const client = await RawClient.open(instance);
    client.send(connectPacket(login(device, { clean: false })));
    await client.next("connack");
    await client.ping();
    assert.deepEqual(
      client.take("publish").map((packet) => String((packet as { payload: Buffer }).payload)).sort(),
      ["QoS 0", "QoS 1"],
    );
    assert.equal(client.chunks[0][0], 0x20, "CONNACK is first");
  });

  it("Not supported: will and retain are ignored, QoS 2 cuts the connection (mistake 19)", async () => {
    const instance = await start();
    const recorder = new Recorder(instance);
    const device = addDevice(instance, { topics: [data] });
    const topic = `/${device.productKey}/device1/user/data`;
    const first = await RawClient.connect(
      instance,
      login(device, { will: { topic, payload: "will" }, clean: false }),
    );
    await first.client.subscribe(topic);
    first.client.send(first.client.message(topic, "kept?", 1, { retain: true }));
    const echo = await first.client.next("publish");
    assert.equal(echo.retain, false);
    first.client.ack(echo);
    await first.client.ping();
    await first.client.drop();
    await recorder.wait("disconnect");
    const { client } = await RawClient.connect(instance, login(device));
    await client.subscribe(topic);
    await client.ping();
    assert.deepEqual(client.take("publish"), []);
    client.send(client.message(topic, "twice", 2));
    await client.closed;
    assert.deepEqual(
      recorder.of("ignored").map(({ what }) => what),
      ["will", "retain"],
    );
    assert.equal((await recorder.wait("drop")).reason, "QoS 2");
    assert.equal((await recorder.wait("disconnect")).reason, "protocol");
  });

  it("QoS: what is delivered has the publisher's QoS, whatever the subscription asked for", async () => {
    const instance = await start();
    const device = addDevice(instance, { topics: [data, { name: "user/low", access: "both" }] });
    const { client } = await RawClient.connect(instance, login(device));
    const base = `/${device.productKey}/device1/user/`;
    assert.deepEqual(await client.subscribeQos(0, base + "low"), [0]);
    assert.deepEqual(await client.subscribeQos(1, base + "data"), [1]);
    const seen = [];
    for (const [name, qos] of [
      ["low", 0],
      ["low", 1],
      ["data", 0],
      ["data", 1],
    ] as const) {
      await client.publish(base + name, "x", qos);
      seen.push((await client.next("publish")).qos);
    }
    assert.deepEqual(seen, [0, 1, 0, 1]);
  });

  it("Keepalive: 30 to 1200 s; outside CONNACK 2 (mistake 18)", async () => {
    const instance = await start();
    const device = addDevice(instance);
    const codes = [];
    for (const keepalive of [0, 29, 30, 1200, 1201]) {
      codes.push((await RawClient.connect(instance, login(device, { keepalive }))).code);
    }
    assert.deepEqual(codes, [2, 2, 0, 0, 2]);
  });

  describe("Keepalive timer", () => {
    it("cuts a silent connection at the first check after 1.5 times its keepalive", async () => {
      const clock = new FakeClock();
      const instance = await start({ clock });
      const recorder = new Recorder(instance);
      const { client } = await RawClient.connect(instance, login(addDevice(instance), { keepalive: 50 }));
      clock.advance(89_999);
      await client.ping();
      clock.advance(75_000);
      await client.ping();
      clock.advance(75_000);
      assert.equal(recorder.of("disconnect").length, 0);
      clock.advance(1);
      await client.closed;
      assert.equal((await recorder.wait("disconnect")).reason, "keepalive");
    });

    it("starts anew with PUBLISH, SUBSCRIBE, PING and PUBACK, and with nothing else", async () => {
      const clock = new FakeClock();
      const instance = await start({ clock, keepaliveCheckMs: 1000 });
      const recorder = new Recorder(instance);
      const device = addDevice(instance, { topics: [data] });
      const topic = `/${device.productKey}/device1/user/data`;
      const { client } = await RawClient.connect(instance, login(device, { keepalive: 30 }));
      const signs = [
        () => client.subscribe(topic),
        () => client.publish(topic, "x", 1),
        async () => {
          client.ack(await client.next("publish"));
          await client.unsubscribe("nothing");
        },
        () => client.ping(),
      ];
      for (const sign of signs) {
        clock.advance(40_000);
        await sign();
      }
      clock.advance(40_000);
      await client.unsubscribe("nothing");
      clock.advance(7_000);
      await client.closed;
      assert.equal((await recorder.wait("disconnect")).reason, "keepalive");
    });

    it("can be looked at more often than every 30 s", async () => {
      const clock = new FakeClock();
      const instance = await start({ clock, keepaliveCheckMs: 1000 });
      const { client } = await RawClient.connect(instance, login(addDevice(instance), { keepalive: 30 }));
      clock.advance(46_000);
      await client.closed;
    });
  });

  describe("Clean session", () => {
    it("0 keeps subscriptions and QoS 1 messages while the device is away, 1 keeps neither (mistake 27)", async () => {
      const instance = await start();
      const recorder = new Recorder(instance);
      const device = addDevice(instance);
      const topic = `/${device.productKey}/device1/user/get`;
      for (const clean of [false, true]) {
        const { client, present } = await RawClient.connect(instance, login(device, { clean }));
        assert.equal(present, false);
        await client.subscribe(topic);
        await client.end();
        await recorder.wait("disconnect");
        const kept = clean ? "offline" : "queued";
        assert.equal(await instance.publish(device, topic, "zero", 0), "offline");
        assert.equal(await instance.publish(device, topic, "one", 1), kept);
        assert.equal(await instance.publish(device, topic, "two", 1), kept);
        const again = await RawClient.connect(instance, login(device, { clean }));
        assert.equal(again.present, !clean);
        if (!clean) {
          for (const expected of ["one", "two"]) {
            const packet = await again.client.next("publish");
            assert.deepEqual([packet.payload.toString(), packet.qos], [expected, 1]);
            again.client.ack(packet);
          }
        }
        await again.client.ping();
        assert.deepEqual(again.client.take("publish"), []);
        await again.client.end();
        await recorder.wait("disconnect");
      }
    });

    it("0 sends again, as a duplicate, what was not acknowledged (mistake 28)", async () => {
      const instance = await start();
      const recorder = new Recorder(instance);
      const device = addDevice(instance);
      const topic = `/${device.productKey}/device1/user/get`;
      const first = await RawClient.connect(instance, login(device, { clean: false }));
      await first.client.subscribe(topic);
      await instance.publish(device, topic, "command", 1);
      const before = await first.client.next("publish");
      await first.client.drop();
      await recorder.wait("disconnect");
      const { client } = await RawClient.connect(instance, login(device, { clean: false }));
      const packet = await client.next("publish");
      assert.deepEqual([before.dup, packet.dup], [false, true]);
      assert.equal(packet.messageId, before.messageId);
      client.ack(packet);
      await client.end();
      await recorder.wait("disconnect");
      const last = await RawClient.connect(instance, login(device, { clean: false }));
      await last.client.ping();
      assert.deepEqual(last.client.take("publish"), []);
    });

    it("1 also forgets what an earlier session with 0 had kept", async () => {
      const instance = await start();
      const recorder = new Recorder(instance);
      const device = addDevice(instance);
      const topic = `/${device.productKey}/device1/user/get`;
      const first = await RawClient.connect(instance, login(device, { clean: false }));
      await first.client.subscribe(topic);
      await first.client.end();
      await recorder.wait("disconnect");
      await instance.publish(device, topic, "old", 1);
      for (const clean of [true, false]) {
        const { client, present } = await RawClient.connect(instance, login(device, { clean }));
        assert.equal(present, false);
        await client.ping();
        assert.deepEqual(client.take("publish"), []);
        await client.end();
        await recorder.wait("disconnect");
      }
    });
  });

  it("Offline storage: QoS 1 messages wait seven days and no longer", async () => {
    const clock = new FakeClock();
    const instance = await start({ clock });
    const recorder = new Recorder(instance);
    const device = addDevice(instance);
    const topic = `/${device.productKey}/device1/user/get`;
    const first = await RawClient.connect(instance, login(device, { clean: false }));
    await first.client.subscribe(topic);
    await first.client.end();
    await recorder.wait("disconnect");
    await instance.publish(device, topic, "too old", 1);
    clock.advance(1);
    await instance.publish(device, topic, "just kept", 1);
    clock.advance(7 * DAY_MS);
    const { client } = await RawClient.connect(instance, login(device, { clean: false }));
    assert.equal((await client.next("publish")).payload.toString(), "just kept");
    await client.ping();
    assert.deepEqual(client.take("publish"), []);
  });

  it("Subscriptions persist: with clean session 0 until UNSUBSCRIBE, over restarts too", async () => {
    const first = await start();
    const dir = first.caFile.replace(/\/[^/]*$/, "");
    const device = addDevice(first);
    const topics = ["user/get", "user/get2"].map((name) => `/${device.productKey}/device1/${name}`);
    first.setProduct(device.productKey, {
      topics: [
        { name: "user/get", access: "sub" },
        { name: "user/get2", access: "sub" },
      ],
    });
    const before = await RawClient.connect(first, login(device, { clean: false }));
    assert.deepEqual(await before.client.subscribe(...topics), [1, 1]);
    await before.client.unsubscribe(topics[1]);
    await before.client.end();
    await first.publish(device, topics[0], "kept", 1);
    await first.close();
    const second = await start({ dir });
    const { client, present } = await RawClient.connect(second, login(device, { clean: false }));
    assert.equal(present, true);
    assert.equal((await client.next("publish")).payload.toString(), "kept");
    assert.equal(await second.publish(device, topics[0], "live"), "sent");
    assert.equal((await client.next("publish")).payload.toString(), "live");
    assert.equal(await second.publish(device, topics[1], "gone"), "not subscribed");
  });
});
