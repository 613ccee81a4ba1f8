// The two official Node device SDKs of the platform, unmodified, each in a process of its own with the instance's root as its
// only addition: every function that they have.

import assert from "node:assert/strict";
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import * as path from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import type { Device, Instance } from "../../bench/instance/index.ts";
import { addDevice, cleanUp, later, Recorder, start } from "./fixture.ts";
import { modelOf } from "./online.ts";

const here = (name: string) => path.join(import.meta.dirname, name);

// The newer one has sync services, property set and pushes of its own; the older one leaves them to its user.
const SDKS = [
  { name: "alibabacloud-iot-device-sdk", version: "1.2.8", isNew: true },
  { name: "aliyun-iot-device-sdk", version: "1.0.1", isNew: false },
];

const MODEL = modelOf({
  properties: { light: "bool", level: "int" },
  events: { alarm: { code: "int" } },
  services: {
    act: { input: { a: "int" }, output: { b: "int" } },
    ask: { callType: "sync", input: { a: "int" }, output: { b: "int" } },
  },
});

function environmentOf(instance: Instance): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _none, ...env } = process.env;
  return { ...env, NODE_EXTRA_CA_CERTS: instance.caFile };
}

/** An SDK's process, and what it says. */
class Sdk {
  private readonly _said: { what: string; value: any }[] = [];
  private readonly _child: ChildProcess;
  private _wake = () => {};
  private _ended = false;

  constructor(instance: Instance, device: Device, name: string, kind: "device" | "gateway") {
    this._child = spawn(process.execPath, [here("sdk-functions.mjs")], {
      env: {
        ...environmentOf(instance),
        SDK: name,
        KIND: kind,
        PRODUCT_KEY: device.productKey,
        DEVICE_NAME: device.deviceName,
        DEVICE_SECRET: device.deviceSecret,
        BROKER_URL: `mqtts://localhost:${instance.port}/`,
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

  tell(...words: unknown[]): void {
    this._child.stdin!.write(JSON.stringify(words) + "\n");
  }

  async hear(what: string): Promise<any> {
    for (;;) {
      const at = this._said.findIndex((each) => each.what === what);
      if (at >= 0) return this._said.splice(at, 1)[0].value;
      assert.ok(!this._ended, `the SDK ended before "${what}"`);
      await new Promise<void>((resolve) => (this._wake = resolve));
    }
  }

  /** Calls a method of the SDK and returns what its callback was given. */
  async call(method: string, ...args: unknown[]): Promise<any> {
    this.tell(method, ...args);
    return this.hear(method);
  }
}

for (const { name, version, isNew } of SDKS) {
  describe(`instance: the official SDK ${name}`, () => {
    afterEach(cleanUp);

    async function online(kind: "device" | "gateway" = "device") {
      const instance = await start();
      const recorder = new Recorder(instance);
      const device = addDevice(instance, { tsl: MODEL });
      const sdk = new Sdk(instance, device, name, kind);
      await sdk.hear("connect");
      // Its own subscriptions are made once it is connected.
      const ready = isNew ? "rrpc/request/+" : "thing/sub/register_reply";
      while (!(await recorder.wait("subscribe")).topic.endsWith(ready));
      return { instance, recorder, device, sdk, pk: device.productKey, dn: device.deviceName };
    }

    it(`is ${version}, as it came`, async () => {
      const { default: found } = await import(`${name}/package.json`, { with: { type: "json" } });
      assert.equal(found.version, version);
    });

    it("reports properties and events, and has the answers", async () => {
      const { instance, sdk, pk, dn } = await online();
      const posted = await sdk.call("postProps", { light: 1, level: "high" });
      assert.deepEqual([posted.code, posted.data], [200, { level: "tsl parse: data type is not int -> level" }]);
      assert.equal(instance.properties(pk, dn).light.value, 1);
      sdk.tell("subscribe", "event/alarm/post_reply");
      await sdk.hear("subscribed");
      for (const [value, code] of [
        [{ code: 7 }, 200],
        [{ code: "7" }, 6306],
      ] as const) {
        assert.equal((await sdk.call("postEvent", "alarm", value)).code, code);
      }
      assert.deepEqual(
        instance.events(pk, dn).map(({ value }) => value),
        [{ code: 7 }],
      );
    });

    it("serves an async service", async () => {
      const { instance, recorder, sdk, pk, dn } = await online();
      sdk.tell("serve", "act", { b: 2 }, "async");
      await sdk.hear("serving");
      while (!(await recorder.wait("subscribe")).topic.endsWith("service/act"));
      const { reply } = await instance.callService(pk, dn, "act", { a: 1 });
      assert.deepEqual((await sdk.hear("service")).params, { a: 1 });
      assert.deepEqual((await reply).data, { b: 2 });
    });

    if (isNew) {
      it("serves a sync service by RRPC", async () => {
        const { instance, sdk, pk, dn } = await online();
        sdk.tell("serve", "ask", { b: 3 }, "sync");
        await sdk.hear("serving");
        const { code, data } = await instance.callService(pk, dn, "ask", { a: 1 });
        assert.deepEqual([code, data], [200, { b: 3 }]);
      });

      it("carries out a property set", async () => {
        const { instance, sdk, pk, dn } = await online();
        const set = instance.setProperty(pk, dn, { light: 0 });
        const { id, params } = await sdk.hear("props");
        assert.deepEqual(params, { light: 0 });
        sdk.tell("answer", "service/property/set_reply", id, {});
        assert.equal((await set).code, 200);
      });
    }

    it("sets and deletes tags", async () => {
      const { instance, sdk, pk, dn } = await online();
      const { SYS_LP_SDK_VERSION, SYS_SDK_LANGUAGE } = instance.tags(pk, dn);
      if (!isNew) assert.deepEqual([SYS_LP_SDK_VERSION, SYS_SDK_LANGUAGE], [version, "NodeJS"]);
      assert.equal((await sdk.call("postTags", [{ attrKey: "room", attrValue: "kitchen" }])).code, 200);
      assert.equal(instance.tags(pk, dn).room, "kitchen");
      assert.equal((await sdk.call("deleteTags", ["room"])).code, 200);
      assert.equal(instance.tags(pk, dn).room, undefined);
    });

    it("reads, writes and deletes its shadow, and hears what is desired", async () => {
      const { instance, sdk, pk, dn } = await online();
      sdk.tell("postShadow", { light: 1, level: 2 });
      assert.equal((await sdk.hear("shadow")).payload.status, "success");
      sdk.tell("getShadow");
      const { payload } = await sdk.hear("shadow");
      assert.deepEqual(payload.state, { reported: { light: 1, level: 2 } });
      for (const [keys, left] of [
        ["light", { level: 2 }],
        [["level"], {}],
      ] as const) {
        sdk.tell("deleteShadow", keys);
        assert.equal((await sdk.hear("shadow")).payload.status, "success");
        assert.deepEqual(instance.shadow(pk, dn).reported, left);
      }
      instance.setShadow(pk, dn, { light: 0 });
      const { method, payload: pushed } = await sdk.hear("shadow");
      assert.deepEqual([method, pushed.state.desired], ["control", { light: 0 }]);
    });

    it(`gets the remote configuration${isNew ? ", and hears when it is pushed" : ""}`, async () => {
      const { instance, sdk, pk } = await online();
      assert.equal((await sdk.call("getConfig")).code, 6710);
      instance.setConfig(pk, { content: '{"a":1}' });
      const sign = createHash("sha256").update('{"a":1}').digest("hex");
      const { code, data } = await sdk.call("getConfig");
      assert.deepEqual([code, data.sign, data.configSize], [200, sign, 7]);
      assert.equal(instance.pushConfig(pk), isNew ? 1 : 0);
      if (isNew) assert.equal((await sdk.hear("config")).params.sign, sign);
    });

    it("is refused as a gateway, with a code for each of its requests", async () => {
      const { instance, recorder, sdk, pk } = await online("gateway");
      const sub = instance.addDevice({ productKey: pk, deviceName: "sub1" });
      const { productKey, deviceName, deviceSecret } = sub;
      const triple = { productKey, deviceName, deviceSecret };
      assert.equal((await sdk.call("addTopo", [triple])).code, 403);
      assert.equal((await sdk.call("getTopo")).code, 403);
      assert.equal((await sdk.call("removeTopo", [{ productKey, deviceName }])).code, 403);
      assert.equal((await sdk.call("regiestSubDevice", [{ productKey, deviceName }])).code, 403);
      assert.equal((await sdk.call("logout", { productKey, deviceName })).code, 403);
      assert.equal((await sdk.call("login", triple)).code, 403);
      assert.equal(recorder.of("unsupported").length, 6);
    });

    it("registers by HTTPS", async () => {
      const instance = await start();
      const product = instance.addProduct({ dynamicRegistration: true });
      instance.addDevice({ productKey: product.productKey, deviceName: "device1" });
      const { stdout } = await promisify(execFile)(process.execPath, [here("sdk-register.mjs")], {
        env: {
          ...environmentOf(instance),
          SDK: name,
          PRODUCT_KEY: product.productKey,
          PRODUCT_SECRET: product.productSecret,
          DEVICE_NAME: "device1",
          REGISTER_URL: `https://localhost:${instance.httpPort}/auth/register/device`,
        },
      });
      const { code, data } = JSON.parse(stdout);
      assert.equal(code, 200);
      assert.equal(data.deviceSecret, instance.find(product.productKey, "device1")!.deviceSecret);
    });

    it("takes its leave", async () => {
      const { recorder, sdk } = await online();
      sdk.tell("end");
      assert.equal((await recorder.wait("disconnect")).reason, "client");
    });
  });
}
