// Remote configuration (help: Remote configuration): asked for and pushed, its digest and its address.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { E_ARGUMENT_WRONG, E_CONFIG_NONE, E_PRODUCT_UNKNOWN, E_QUOTA } from "../../lib/codes.ts";
import { cleanUp, start, tempFolder } from "./fixture.ts";
import { call } from "./http-client.ts";
import { Online } from "./online.ts";

const ASK = { configScope: "product", getType: "file" };
const CONTENT = '{"interval":60,"name":"温度"}';

describe("instance: remote configuration", () => {
  afterEach(cleanUp);

  it("is told with its size in bytes, SHA-256 and an address where it is fetched", async () => {
    const online = await Online.start();
    const { id } = online.instance.setConfig(online.pk, { content: CONTENT });
    const { code, data } = await online.ask("thing/config/get", ASK);
    const { url, ...others } = data;
    assert.deepEqual([code, others], [
      200,
      {
        configId: id,
        configSize: Buffer.byteLength(CONTENT),
        sign: createHash("sha256").update(CONTENT).digest("hex"),
        signMethod: "Sha256",
        getType: "file",
      },
    ]);
    assert.match(url, new RegExp(`^https://127.0.0.1:${online.instance.httpPort}/`));
    const path = url.replace(/^https:\/\/[^/]*/, "");
    assert.equal((await call(online.instance, path, { method: "GET" })).text, CONTENT);
    online.instance.configUrl = (owner, config) => `https://example.org/${owner.deviceName}/${config.id}`;
    assert.equal((await online.ask("thing/config/get", ASK)).data.url, `https://example.org/device1/${id}`);
  });

  it("is pushed to all devices that are online, and their answers are seen", async () => {
    const online = await Online.start();
    online.instance.addDevice({ productKey: online.pk, deviceName: "device2" });
    assert.throws(() => online.instance.pushConfig(online.pk), { code: E_CONFIG_NONE });
    online.instance.setConfig(online.pk, { content: CONTENT });
    assert.equal(online.instance.pushConfig(online.pk), 1);
    const { topic, message } = await online.hear();
    assert.deepEqual([topic, message.method], [online.topic("thing/config/push"), "thing.config.push"]);
    assert.equal(message.params.configSize, Buffer.byteLength(CONTENT));
    await online.answer(`${topic}_reply`, message.id);
    const { id, code } = await online.recorder.wait("config");
    assert.deepEqual([id, code], [message.id, 200]);
  });

  it("is refused with 6710 when there is none, 6713 when switched off, 460 when asked wrongly", async () => {
    const online = await Online.start();
    const ask = async (params: unknown) => (await online.ask("thing/config/get", params)).code;
    assert.equal(await ask(ASK), 6710);
    online.instance.setConfig(online.pk, { on: false });
    assert.equal(await ask(ASK), 6713);
    online.instance.setConfig(online.pk, { content: CONTENT });
    assert.equal(await ask(ASK), 6713, "the switch is one thing, the text another");
    assert.throws(() => online.instance.pushConfig(online.pk), { code: E_CONFIG_NONE });
    online.instance.setConfig(online.pk, { on: true });
    assert.equal(await ask(ASK), 200);
    for (const params of [undefined, {}, { ...ASK, configScope: "device" }, { ...ASK, getType: "text" }])
      assert.equal(await ask(params), 460);
  });

  it("is JSON of 64 KB at most, has a new id with each text, and is there after a restart", async () => {
    const dir = await tempFolder();
    const online = await Online.start({}, { dir });
    const set = (content: string) => online.instance.setConfig(online.pk, { content });
    assert.throws(() => set("{"), { code: E_ARGUMENT_WRONG });
    assert.throws(() => set(JSON.stringify("x".repeat(64 * 1024))), { code: E_QUOTA });
    assert.throws(() => online.instance.setConfig("none", {}), { code: E_PRODUCT_UNKNOWN });
    assert.equal(online.instance.config(online.pk), undefined);
    const first = set(CONTENT);
    const second = set("{}");
    assert.notEqual(first.id, second.id);
    await online.instance.close();
    assert.deepEqual((await start({ dir })).config(online.pk), second);
  });
});
