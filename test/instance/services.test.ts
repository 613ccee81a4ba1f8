// Services and RRPC (help: Alink protocol; RRPC) from the call of the operator to the device's answer.

import assert from "node:assert/strict";
import {
  E_ANSWER_WRONG,
  E_DEVICE_OFFLINE,
  E_MODEL_REFUSED,
  E_NOT_SUBSCRIBED,
  E_REPLY_MISSING,
  E_RRPC_EXT,
} from "../../lib/codes.ts";
import { addDevice, cleanUp, FakeClock, login, Recorder, start } from "./fixture.ts";
import { modelOf, Online } from "./online.ts";
import { RawClient } from "./raw-client.ts";

const MODEL = modelOf({
  services: {
    reboot: { input: { delay: "int" }, output: { done: "bool" } },
    ask: { callType: "sync", input: { question: "text" }, output: { answer: "int" } },
  },
});

describe("instance: an async service", () => {
  afterEach(cleanUp);

  it("resolves with the message's id, and a second promise with the answer", async () => {
    const online = await Online.start({ tsl: MODEL });
    const called = await online.instance.callService(online.pk, online.dn, "reboot", { delay: 1 });
    const { topic, qos, message } = await online.hear();
    assert.deepEqual([topic, qos], [online.topic("thing/service/reboot"), 1]);
    assert.deepEqual(message, {
      method: "thing.service.reboot",
      id: called.messageId,
      params: { delay: 1 },
      version: "1.0",
    });
    assert.deepEqual(JSON.parse(JSON.stringify(called)), { messageId: called.messageId });
    await online.answer(`${topic}_reply`, message.id, { done: 1 });
    assert.deepEqual(await called.reply, { id: message.id, code: 200, data: { done: 1 } });
    const { identifier, id, data } = await online.recorder.wait("serviceReply");
    assert.deepEqual([identifier, id, data], ["reboot", message.id, { done: 1 }]);
  });

  it("is answered on …_reply, not on …/reply (mistake 34)", async () => {
    const online = await Online.start({ tsl: MODEL });
    await online.instance.callService(online.pk, online.dn, "reboot");
    const { topic, message } = await online.hear();
    await online.answer(`${topic}/reply`, message.id, {});
    assert.equal((await online.recorder.wait("drop")).reason, "no permission");
  });

  it("takes an answer with a numeric id and nothing but a code (mistake 36)", async () => {
    const online = await Online.start();
    const { messageId, reply } = await online.instance.callService(online.pk, online.dn, "any", { a: 1 });
    await online.client.publish(online.topic("thing/service/any_reply"), `{"id":${messageId},"code":200,}`);
    assert.deepEqual(await reply, { id: messageId, code: 200, data: {} });
  });

  it("is waited for when asked to, and says so when no answer comes", async () => {
    const clock = new FakeClock();
    const online = await Online.start({ tsl: MODEL }, { clock });
    const waiting = online.instance.callService(online.pk, online.dn, "reboot", {}, { wait: true });
    const { topic, message } = await online.hear();
    await online.answer(`${topic}_reply`, message.id, {}, 5161);
    const { code, messageId } = await waiting;
    assert.deepEqual([code, messageId], [5161, message.id]);
    const missed = online.instance.callService(online.pk, online.dn, "reboot", {}, { wait: true });
    await online.hear();
    clock.advance(8_000);
    await assert.rejects(missed, { code: E_REPLY_MISSING });
  });

  it("fails when the model does not allow the input, and its answer when it does not allow the output", async () => {
    const online = await Online.start({ tsl: MODEL });
    for (const [service, args, detail] of [
      ["reboot", { delay: "1" }, /^6306 .*delay/],
      ["reboot", { wait: 1 }, /^6304 .*wait/],
      ["other", {}, /^5161 .*other/],
    ] as const) {
      await assert.rejects(
        online.instance.callService(online.pk, online.dn, service, args),
        (error: { code: number; detail: string }) => error.code === E_MODEL_REFUSED && detail.test(error.detail),
      );
    }
    assert.ok(await online.hearsNothing());
    const { reply } = await online.instance.callService(online.pk, online.dn, "reboot");
    const { topic, message } = await online.hear();
    await online.answer(`${topic}_reply`, message.id, { done: true });
    await assert.rejects(reply, { code: E_ANSWER_WRONG });
    assert.equal((await online.recorder.wait("serviceReply")).failed.code, 6308);
  });

  it("waits for an offline device with clean session 0; to others it fails", async () => {
    const online = await Online.start();
    await online.client.end();
    await online.recorder.wait("disconnect");
    await assert.rejects(online.instance.callService(online.pk, online.dn, "x"), { code: E_DEVICE_OFFLINE });
    await online.logIn("", false);
    await online.client.end();
    await online.recorder.wait("disconnect");
    const { messageId } = await online.instance.callService(online.pk, online.dn, "x");
    await online.logIn("", false);
    assert.equal((await online.hear()).message.id, messageId);
  });
});

describe("instance: a sync service", () => {
  afterEach(cleanUp);

  for (const [tail, form] of [
    [",ext=1", "/ext/rrpc"],
    [",ext=3,", "/ext/rrpc"],
    [",ext=2", "rrpc/request"],
    [",ext=0", "rrpc/request"],
    ["", "rrpc/request"],
  ]) {
    it(`comes on ${form} with "${tail}" in the clientId, QoS 0, and its answer is returned (mistake 33)`, async () => {
      const online = await Online.start({ tsl: MODEL }, { tail });
      if (form !== "/ext/rrpc") await online.client.subscribe(online.topic("rrpc/request/+"));
      const call = online.instance.callService(online.pk, online.dn, "ask", { question: "?" });
      const { topic, qos, message } = await online.hear();
      const messageId = form === "/ext/rrpc" ? topic.split("/")[3] : topic.split("/").at(-1)!;
      assert.ok(BigInt(messageId) > 2n ** 53n, "an id that no JS number holds (mistake 29)");
      assert.equal(
        topic,
        form === "/ext/rrpc"
          ? `/ext/rrpc/${messageId}${online.topic("thing/service/ask")}`
          : online.topic(`rrpc/request/${messageId}`),
      );
      assert.equal(qos, 0);
      assert.deepEqual([message.method, message.params], ["thing.service.ask", { question: "?" }]);
      await online.answer(topic.replace("rrpc/request", "rrpc/response"), message.id, { answer: 42 });
      assert.deepEqual({ ...(await call) }, { messageId, code: 200, data: { answer: 42 } });
      assert.equal((await online.recorder.wait("serviceReply")).identifier, "ask");
    });
  }

  it("waits 8 s at most, whatever the caller would wait", async () => {
    const clock = new FakeClock();
    const online = await Online.start({ tsl: MODEL }, { clock, tail: ",ext=1" });
    const call = online.instance.callService(online.pk, online.dn, "ask", {}, { timeoutMs: 60_000 });
    const { topic, message } = await online.hear();
    clock.advance(8_000);
    await assert.rejects(call, { code: E_REPLY_MISSING });
    await online.answer(topic, message.id, { answer: 1 });
    await online.client.ping();
    assert.deepEqual(online.recorder.of("serviceReply"), [], "a late answer is nobody's");
  });

  it("fails when the device is away, does not listen, or answers nonsense", async () => {
    const online = await Online.start({ tsl: MODEL });
    const call = () => online.instance.callService(online.pk, online.dn, "ask");
    await assert.rejects(call(), { code: E_NOT_SUBSCRIBED });
    await online.client.subscribe(online.topic("rrpc/request/+"));
    for (const answer of ['{"code":200,"data":{"answer":"42"}}', "no"]) {
      const asked = call();
      const { topic } = await online.hear();
      await online.client.publish(topic.replace("request", "response"), answer);
      await assert.rejects(asked, { code: E_ANSWER_WRONG });
    }
    await online.client.end();
    await online.recorder.wait("disconnect");
    await assert.rejects(call(), { code: E_DEVICE_OFFLINE });
  });
});

describe("instance: RRPC on a custom topic", () => {
  afterEach(cleanUp);

  for (const name of ["user/data", "user/get", "user/update"]) {
    it(`goes to /ext/rrpc and is answered there, its id kept as text: ${name} (mistake 29)`, async () => {
      const online = await Online.start({ topics: [{ name: "user/data", access: "both" }] }, { tail: ",ext=1" });
      const topic = `/${online.pk}/${online.dn}/${name}`;
      assert.deepEqual(await online.client.subscribe(`/ext/rrpc/+${topic}`), [1]);
      const asked = online.instance.rrpc(online.pk, online.dn, Buffer.from([0, 255]), { topic });
      const packet = await online.hear();
      assert.match(packet.topic, new RegExp(`^/ext/rrpc/\\d{17,19}${topic}$`));
      assert.deepEqual([...packet.payload], [0, 255]);
      await online.client.publish(packet.topic, Buffer.from([1, 254]));
      assert.deepEqual([...(await asked)], [1, 254]);
    });
  }

  it("is for classes that the product has, and for the device's own", async () => {
    const online = await Online.start({}, { tail: ",ext=1" });
    const filters = [`/${online.pk}/${online.dn}/user/none`, `/${online.pk}/device2/user/get`];
    assert.deepEqual(await online.client.subscribe(...filters.map((each) => `/ext/rrpc/+${each}`)), [0x80, 0x80]);
    await online.client.publish(`/ext/rrpc/1${filters[0]}`, "x");
    assert.equal((await online.recorder.wait("drop")).reason, "no permission");
  });

  it("needs ext=1", async () => {
    const instance = await start();
    const recorder = new Recorder(instance);
    const device = addDevice(instance);
    const topic = `/${device.productKey}/device1/user/get`;
    const ask = () => instance.rrpc(device.productKey, "device1", "?", { topic });
    await assert.rejects(ask(), { code: E_DEVICE_OFFLINE });
    const { client } = await RawClient.connect(instance, login(device));
    await recorder.wait("connect");
    await client.subscribe(`/ext/rrpc/+${topic}`);
    await assert.rejects(ask(), { code: E_RRPC_EXT });
  });
});

describe("instance: property get", () => {
  afterEach(cleanUp);

  it("asks the device itself", async () => {
    const online = await Online.start();
    const get = online.instance.getProperty(online.pk, online.dn, ["power"]);
    const { topic, message } = await online.hear();
    assert.deepEqual([topic, message.params], [online.topic("thing/service/property/get"), ["power"]]);
    await online.answer(`${topic}_reply`, message.id, { power: 1 });
    assert.deepEqual((await get).data, { power: 1 });
  });
});
