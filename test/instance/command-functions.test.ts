// The verbs of `linkino instance` that concern a device's functions, as a user types them.

import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { Command } from "commander";
import { E_ARGUMENT_WRONG, E_CONFIG_NONE, E_DEVICE_UNKNOWN, E_INSTANCE_ABSENT, E_PRODUCT_UNKNOWN } from "../../lib/codes.ts";
import { register } from "../../tools/instance.ts";
import { cleanUp, start, tempFolder } from "./fixture.ts";
import { modelOf, Online } from "./online.ts";

const MODEL = modelOf({
  properties: { power: "int" },
  services: { act: { input: { a: "int" }, output: { b: "int" } }, ask: { callType: "sync" } },
});

/** Runs `linkino instance` with `--json` and returns what it printed. */
async function instance(dir: string, ...words: string[]): Promise<any> {
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  register(program);
  const before = process.stdout.write;
  let text = "";
  process.stdout.write = (chunk: string | Uint8Array) => Boolean((text += chunk));
  try {
    await program.parseAsync(["instance", ...words, "--dir", dir, "--json"], { from: "user" });
  } finally {
    process.stdout.write = before;
  }
  return JSON.parse(text);
}

async function online(): Promise<{ online: Online; run: (words: string, ...more: string[]) => Promise<any> }> {
  const dir = await tempFolder();
  const online = await Online.start({ tsl: MODEL }, { dir });
  const run = (words: string, ...more: string[]) => {
    return instance(dir, ...words.replace("$", `${online.pk} ${online.dn}`).split(" "), ...more);
  };
  return { online, run };
}

describe("linkino instance device and product", () => {
  afterEach(cleanUp);

  it("call services, wait for them or not, and read properties", async () => {
    const { online: device, run } = await online();
    const { messageId, code } = await run("device call $ act", '{"a":1}');
    const sent = await device.hear();
    assert.deepEqual([sent.message.id, sent.message.params, code], [messageId, { a: 1 }, undefined]);
    const waited = run("device call $ act --wait");
    const { topic, message } = await device.hear();
    await device.answer(`${topic}_reply`, message.id, { b: 2 });
    assert.deepEqual((await waited).data, { b: 2 });
    await device.client.subscribe(device.topic("rrpc/request/+"));
    for (const words of ["device call $ ask", "device call $ act --sync"]) {
      const asked = run(words);
      const question = await device.hear();
      await device.answer(question.topic.replace("request", "response"), question.message.id);
      assert.equal((await asked).code, 200);
    }
    const read = run("device read $ power");
    const question = await device.hear();
    await device.answer(`${question.topic}_reply`, question.message.id, { power: 3 });
    assert.deepEqual((await read).data, { power: 3 });
  });

  it("show history, events and log", async () => {
    const { online: device, run } = await online();
    await device.ask("thing/event/property/post", { power: { value: 1, time: 5 } });
    device.instance.setProduct(device.pk, { validation: "none" });
    await device.ask("thing/event/alarm/post", { value: { a: 1 }, time: 6 });
    await device.ask("thing/log/post", [{ logLevel: "INFO", logContent: "x" }]);
    assert.deepEqual(await run("device history $ power"), [{ value: 1, time: 5 }]);
    assert.deepEqual(await run("device events $"), [{ identifier: "alarm", value: { a: 1 }, time: 6 }]);
    assert.deepEqual(await run("device log $ --switch on"), [{ logLevel: "INFO", logContent: "x" }]);
    assert.equal((await device.hear()).topic, device.topic("thing/config/log/push"));
  });

  it("push a remote configuration, and broadcast", async () => {
    const { online: device, run } = await online();
    const file = path.join(await tempFolder(false), "config.json");
    fs.writeFileSync(file, '{"interval":60}');
    const { content, on, devices } = await run(`product config ${device.pk} --push --file`, file);
    assert.deepEqual([content, on, devices], ['{"interval":60}', true, 1]);
    assert.equal((await device.hear()).topic, device.topic("thing/config/push"));
    assert.equal((await run(`broadcast ${device.pk} hello --name news`)).devices, 0);
    await assert.rejects(run(`product config ${device.pk} --switch off --push`), { code: E_CONFIG_NONE });
  });

  for (const running of [true, false]) {
    it(`set what is kept of a device, ${running ? "running" : "at rest"}`, async () => {
      const dir = await tempFolder();
      if (running) await start({ dir });
      const run = (words: string, ...more: string[]) => instance(dir, ...words.split(" "), ...more);
      await run("product add --key a1abc");
      await run("device add a1abc device1");
      assert.deepEqual(await run("device desired a1abc device1", '{"power":1}'), { power: 1 });
      assert.equal((await run("device desired a1abc device1")).power.value, 1);
      assert.deepEqual(await run("device tags a1abc device1", '{"room":"kitchen"}'), { room: "kitchen" });
      assert.deepEqual(await run("device tags a1abc device1", '{"room":null}'), {});
      assert.equal((await run("device shadow a1abc device1", '{"a":1}')).version, 1);
      assert.deepEqual((await run("device shadow a1abc device1")).desired, { a: 1 });
      assert.deepEqual(await run("device log a1abc device1 --switch off"), []);
      const script = path.join(dir, "script.js");
      fs.writeFileSync(script, "function rawDataToProtocol() {}");
      assert.match((await run(`product script a1abc ${script}`)).script, /rawDataToProtocol/);
      assert.equal((await run("product list"))[0].script, "yes");
      assert.equal((await run("product script a1abc --none")).script, null);
      assert.equal(await run("product config a1abc"), null);
      for (const [words, code] of [
        ["device desired a1abc nobody", E_DEVICE_UNKNOWN],
        ["device events a1abc nobody", E_DEVICE_UNKNOWN],
        ["device shadow a1nobody device1", E_PRODUCT_UNKNOWN],
        ["device tags a1abc device1 [1]", E_ARGUMENT_WRONG],
        ["product config a1abc --file /nowhere.json", E_ARGUMENT_WRONG],
        ["product script a1abc /nowhere.js", E_ARGUMENT_WRONG],
        ["product script a1nobody", E_PRODUCT_UNKNOWN],
        ["broadcast a1abc x --name a/b", E_ARGUMENT_WRONG],
        ...(running ? [] : ([["device call a1abc device1 act", E_INSTANCE_ABSENT]] as const)),
      ] as const) {
        await assert.rejects(run(words), { code }, words);
      }
    });
  }
});
