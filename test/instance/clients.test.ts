// Clients nobody here wrote, unmodified, against the instance: the official Node device SDK in a process of
// its own, with the instance's root as its only addition; mqtt.js; and a client that offers no more than RSA
// key exchange, as the official C SDK.

import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { createInterface } from "node:readline";
import mqtt from "mqtt";
import { generate } from "mqtt-packet";
import type { Device, Instance } from "../../bench/instance/index.ts";
import { parseTsl } from "../../bench/instance/tsl.ts";
import { addDevice, cleanUp, later, login, Recorder, registration, start, tempFolder } from "./fixture.ts";
import { connectPacket, RawClient, type RawOptions } from "./raw-client.ts";

const CHILD = path.join(import.meta.dirname, "sdk-child.mjs");

/** The SDK's process, and what it says in order. */
class Sdk {
  private readonly _said: { what: string; value: any }[] = [];
  private readonly _child: ChildProcess;
  private _wake = () => {};
  private _ended = false;

  constructor(instance: Instance, device: Device, trusted: boolean) {
    const { NODE_EXTRA_CA_CERTS: _none, NODE_OPTIONS: _neither, ...env } = process.env;
    this._child = spawn(process.execPath, [CHILD], {
      env: {
        ...env,
        PRODUCT_KEY: device.productKey,
        DEVICE_NAME: device.deviceName,
        DEVICE_SECRET: device.deviceSecret,
        BROKER_URL: `mqtts://localhost:${instance.port}/`,
        ...(trusted && { NODE_EXTRA_CA_CERTS: instance.caFile }),
      },
      stdio: ["pipe", "pipe", "inherit"],
    });
    createInterface(this._child.stdout!).on("line", (line) => {
      this._said.push(JSON.parse(line));
      this._wake();
    });
    this._child.once("exit", () => {
      this._ended = true;
      this._wake();
    });
    later(() => void this._child.kill());
  }

  async hear(what: string): Promise<any> {
    for (;;) {
      const at = this._said.findIndex((each) => each.what === what);
      if (at >= 0) return this._said.splice(at, 1)[0].value;
      assert.ok(!this._ended, `the SDK ended before "${what}"`);
      await new Promise<void>((resolve) => (this._wake = resolve));
    }
  }

  end(): void {
    this._child.stdin!.write("end\n");
  }
}

describe("instance: the official Node SDK", () => {
  afterEach(cleanUp);

  it("works unmodified: TLS verified, custom topics, property post and reply, property set", async () => {
    const instance = await start();
    const recorder = new Recorder(instance);
    const tsl = parseTsl('{"properties":[{"identifier":"LightSwitch","dataType":{"type":"bool"}}]}');
    const device = addDevice(instance, { tsl, topics: [{ name: "user/data", access: "both" }] });
    const pk = device.productKey;
    const sdk = new Sdk(instance, device, true);
    assert.equal(await sdk.hear("connect"), "1.2.8");
    const { auth, clientId, clean, transport } = await recorder.wait("connect");
    assert.deepEqual([auth, clientId, clean, transport], ["login", `${pk}&device1`, false, "tls"]);

    const reply = await sdk.hear("reply");
    assert.deepEqual([reply.code, reply.data, reply.message], [200, {}, "success"]);
    assert.equal(instance.properties(pk, "device1").LightSwitch.value, 1);

    assert.deepEqual(await sdk.hear("granted"), [1, 1]);
    const messages = [];
    do messages.push(await sdk.hear("message"));
    while (messages.at(-1).topic !== `/${pk}/device1/user/data`);
    assert.equal(messages.at(-1).payload, "hello from the SDK");
    assert.equal(await instance.publish(device, `/${pk}/device1/user/get`, "hello to the SDK", 1), "sent");
    assert.deepEqual(await sdk.hear("message"), {
      topic: `/${pk}/device1/user/get`,
      payload: "hello to the SDK",
    });

    const set = await instance.setProperty(pk, "device1", { LightSwitch: 0 });
    assert.equal(set.code, 200);
    assert.deepEqual(await sdk.hear("props"), { LightSwitch: 0 });
    assert.equal((await sdk.hear("reply")).code, 200);
    assert.equal(instance.properties(pk, "device1").LightSwitch.value, 0);

    // Sixteen subscriptions of its own, those for a gateway among them: all granted, and nothing came of the
    // latter.
    const granted = recorder.of("subscribe");
    assert.equal(granted.length, 18);
    assert.ok(granted.every((event) => event.granted === 1));
    assert.ok(granted.some(({ topic }) => topic === `/ext/session/${pk}/device1/combine/login_reply`));
    const delivered = new Set(
      recorder.of("deliver").map(({ topic }) => topic.split("/").slice(-2).join("/")),
    );
    assert.deepEqual([...delivered].sort(), ["property/post_reply", "property/set", "user/data", "user/get"]);
    assert.deepEqual(recorder.of("drop"), []);
    sdk.end();
    assert.equal((await recorder.wait("disconnect")).reason, "client");
  });

  it("refuses the instance when it is not given the root", async () => {
    const instance = await start();
    const recorder = new Recorder(instance);
    const sdk = new Sdk(instance, addDevice(instance), false);
    assert.match(await sdk.hear("error"), /SELF_SIGNED|UNABLE_TO_VERIFY/);
    assert.equal((await recorder.wait("broken")).reason, "closed before CONNECT");
    assert.deepEqual(recorder.of("connect"), []);
  });
});

describe("instance: mqtt.js", () => {
  afterEach(cleanUp);

  it("works as with any broker, and comes back to its session", async () => {
    const instance = await start();
    const recorder = new Recorder(instance);
    const device = addDevice(instance, { topics: [{ name: "user/data", access: "both" }] });
    const topic = `/${device.productKey}/device1/user/data`;
    const options = {
      ...login(device, { clean: false }),
      ca: instance.caPem,
      host: "localhost",
      port: instance.port,
      protocol: "mqtts",
      reconnectPeriod: 0,
    } as mqtt.IClientOptions;
    const first = await mqtt.connectAsync(options);
    later(() => void first.end(true));
    assert.equal((await first.subscribeAsync(topic, { qos: 1 }))[0].qos, 1);
    const echo = new Promise<string>((resolve) =>
      first.once("message", (_topic, payload) => resolve(payload.toString())),
    );
    await first.publishAsync(topic, "x".repeat(20_000), { qos: 1 });
    assert.equal((await echo).length, 20_000);
    await first.endAsync();
    await recorder.wait("disconnect");
    assert.equal(await instance.publish(device, topic, "while away", 1), "queued");
    const second = mqtt.connect(options);
    later(() => void second.end(true));
    const kept = new Promise<string>((resolve) =>
      second.once("message", (_topic, payload) => resolve(payload.toString())),
    );
    assert.equal(await kept, "while away");
  });

  it("is told the CONNACK code", async () => {
    const instance = await start();
    const options = {
      ...login(addDevice(instance), { password: "0" }),
      ca: instance.caPem,
      host: "localhost",
      port: instance.port,
      protocol: "mqtts",
      reconnectPeriod: 0,
    } as mqtt.IClientOptions;
    await assert.rejects(mqtt.connectAsync(options), { code: 4 });
  });
});

describe("instance: TLS", () => {
  afterEach(cleanUp);

  for (const ciphers of ["AES128-SHA", "AES256-SHA", "AES128-SHA256", "AES256-SHA256", "AES128-GCM-SHA256"]) {
    it(`takes ${ciphers} with RSA key exchange, all that small clients have`, async () => {
      const instance = await start();
      const client = await RawClient.open(instance, { ciphers, maxVersion: "TLSv1.2" });
      assert.equal((await client.connect(login(addDevice(instance)))).code, 0);
    });
  }

  for (const [what, options] of [
    ["TLS 1.1", { minVersion: "TLSv1.1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" }],
    ["TLS 1.3 alone", { minVersion: "TLSv1.3" }],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const instance = await start();
      const recorder = new Recorder(instance);
      await assert.rejects(RawClient.open(instance, options));
      await recorder.wait("broken");
    });
  }

  it("is verified under the names of both kinds of instance, and under no other", async () => {
    const instance = await start();
    const names = [
      "localhost",
      "a1X2bEnP82z.iot-as-mqtt.cn-shanghai.aliyuncs.com",
      `${instance.instanceId}.mqtt.iothub.aliyuncs.com`,
    ];
    for (const servername of names) (await RawClient.open(instance, { servername })).socket.destroy();
    for (const servername of ["aliyuncs.com", "example.org"]) {
      await assert.rejects(RawClient.open(instance, { servername }), {
        code: "ERR_TLS_CERT_ALTNAME_INVALID",
      });
    }
  });

  it("can be made to ask for the server name (mistake 55)", async () => {
    const instance = await start({ requireSni: true });
    const device = addDevice(instance);
    const named = await RawClient.open(instance);
    assert.equal((await named.connect(login(device))).code, 0);
    const nameless = await RawClient.open(instance, { servername: "" });
    await nameless.closed;
  });

  it("hears MQTT in pieces of any size", async () => {
    const instance = await start();
    const device = addDevice(instance);
    const client = await RawClient.open(instance);
    const topic = `/sys/${device.productKey}/device1/thing/event/property/post`;
    const bytes = Buffer.concat([
      generate(connectPacket(login(device))),
      generate(client.message(topic, '{"id":"1","params":{"a":1}}', 1)),
      generate({ cmd: "pingreq" }),
    ]);
    for (let i = 0; i < bytes.length; i++) {
      client.socket.write(bytes.subarray(i, i + 1));
      if (i % 16 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await client.next("puback");
    await client.next("pingresp");
    assert.equal(instance.properties(device.productKey, "device1").a.value, 1);
  });
});

describe("instance: the real interpreter", () => {
  afterEach(cleanUp);

  it("connects by its stock TLS, registers, and logs in with the secret it was given", async function () {
    const espruino = process.env.ESPRUINO;
    if (espruino === undefined) return this.skip();
    const instance = await start();
    const recorder = new Recorder(instance);
    const product = instance.addProduct({ dynamicRegistration: true });
    instance.addDevice({ productKey: product.productKey, deviceName: "board1" });
    const registered = await speak(espruino, instance, registration("register", product, "board1"));
    assert.match(registered, /^20020000/, "CONNACK 0");
    const pushed = JSON.parse(/\{.*\}/.exec(Buffer.from(registered, "hex").toString())![0]);
    const answer = await speak(espruino, instance, login(pushed));
    assert.equal(answer, "20020000");
    assert.equal((await recorder.wait("registered")).deviceName, "board1");
    assert.equal((await recorder.wait("connect")).transport, "tls");
  });
});

// Has the interpreter send one CONNECT and returns what came back in the first piece, in hex.
async function speak(espruino: string, instance: Instance, connect: RawOptions): Promise<string> {
  const dir = await tempFolder(false);
  const file = path.join(dir, "connect.js");
  const packet = generate(connectPacket(connect)).toString("base64");
  const ca = instance.caPem.replace(/-----[^-]+-----|\s/g, "");
  fs.writeFileSync(
    file,
    `
    var socket = require("tls").connect({
      host: "127.0.0.1", port: ${instance.port}, ca: atob("${ca}")
    }, function () {
      socket.write(atob("${packet}"));
    });
    socket.on("data", function (data) {
      print("BASE64 " + btoa(data));
      quit();
    });
    setTimeout(function () { quit(); }, 5000);
  `,
  );
  const child = spawn(espruino, [file], { cwd: dir, stdio: ["pipe", "pipe", "inherit"] });
  later(() => void child.kill("SIGKILL"));
  let text = "";
  for await (const chunk of child.stdout) text += chunk;
  return Buffer.from(/BASE64 (\S+)/.exec(text)?.[1] ?? "", "base64").toString("hex");
}
