// What an instance answers by HTTPS: each endpoint with every code that its page names, and what devices get wrong
// (protocol notes, mistakes 45 to 51). Requests are sent by node:https, bodies of a wrong length by node:tls.

import assert from "node:assert/strict";
import { once } from "node:events";
import * as https from "node:https";
import { fileURLToPath } from "node:url";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as tls from "node:tls";
import type { Device, Instance, Product } from "../../bench/instance/index.ts";
import { cleanUp, FakeClock, later, Recorder, sign, start } from "./fixture.ts";
import {
  type Answer, auth, call, FORM, form, JSON_TYPE, login, register, report, tokenOf,
} from "./http-client.ts";

const DAY_MS = 24 * 3600 * 1000;

describe("an instance by HTTPS", () => {
  let clock: FakeClock;
  let instance: Instance;
  let recorder: Recorder;
  let product: Product;
  let device: Device;

  beforeEach(async () => {
    clock = new FakeClock();
    instance = await start({ clock });
    recorder = new Recorder(instance);
    product = instance.addProduct({ dynamicRegistration: true });
    device = instance.addDevice({ productKey: product.productKey, deviceName: "device1" });
  });
  afterEach(cleanUp);

  const secretIn = ({ text }: Answer): string => (JSON.parse(text) as any).data.deviceSecret;
  const base = (): string => `/${product.productKey}/device1`;
  const property = (): string => `/sys${base()}/thing/event/property/post`;

  describe("at /auth/register/device", () => {
    it("hands out the secret that the device then logs in with, and again until it did", async () => {
      const first = await register(instance, form(product));
      assert.deepEqual([first.status, first.code], [200, 200]);
      const again = await register(instance, form(product));
      assert.notEqual(secretIn(again), secretIn(first), "the policy is rotating");
      const renewed = instance.find(product.productKey, "device1")!;
      assert.equal(secretIn(again), renewed.deviceSecret);
      assert.equal((await auth(instance, login(renewed))).code, 0);
      assert.equal((await register(instance, form(product))).code, 6289);
      assert.deepEqual(recorder.of("registered").map(({ kind, transport }) => [kind, transport]), [
        ["register", "https"], ["register", "https"],
      ]);
    });

    for (const signMethod of ["hmacmd5", "hmacsha1", "hmacsha256", "HmacMD5"]) {
      it(`takes ${signMethod}, and a signature of any case`, async () => {
        const body = new URLSearchParams(form(product, "device1", { signMethod }));
        body.set("sign", body.get("sign")!.toUpperCase());
        assert.equal((await register(instance, body.toString())).code, 200);
      });
    }

    const refusals: [string, number, () => string][] = [
      ["a field is missing", 460, () => form(product, "device1", { random: undefined })],
      ["the method is spelled as for /auth", 460, () => form(product).replace("signMethod", "signmethod")],
      ["a field is empty", 460, () => form(product, "device1", { sign: "" })],
      ["a field comes twice", 460, () => `${form(product)}&random=790`],
      ["the body is empty", 460, () => ""],
      ["the name is malformed", 460, () => form(product, "dev")],
      ["the product is unknown", 6250, () => form({ ...product, productKey: "a1nowhere00" })],
      ["the method is not supported", 6292, () => form(product, "device1", { signMethod: "sha256" })],
      ["the signature is wrong", 6600, () => form({ ...product, productSecret: "another" })],
      ["the clientId was signed as for a login (mistake 5)", 6600, () => {
        const content = `clientIddevice1deviceNamedevice1productKey${product.productKey}random789`;
        return form(product, "device1", { sign: sign("hmacsha256", product.productSecret, content) });
      }],
      ["the name was not created", 6100, () => form(product, "device2")],
    ];
    for (const [when, code, body] of refusals) {
      it(`answers ${code} when ${when}`, async () => {
        const answer = await register(instance, body());
        assert.deepEqual([answer.status, answer.code], [200, code]);
        assert.equal(instance.find(product.productKey, "device1")!.deviceSecret, device.deviceSecret);
        assert.equal(recorder.of("refused")[0]!.code, code);
      });
    }

    it("answers 6288 when dynamic registration is off", async () => {
      instance.setDynamicRegistration(product.productKey, false);
      assert.equal((await register(instance, form(product))).code, 6288);
    });

    it("answers 460 when the form comes as JSON (mistake 46)", async () => {
      const json = JSON.stringify(Object.fromEntries(new URLSearchParams(form(product))));
      assert.equal((await register(instance, json, { headers: { "Content-Type": JSON_TYPE } })).code, 460);
      assert.equal((await register(instance, form(product), { headers: { "Content-Type": JSON_TYPE } })).code, 460);
    });

    it("takes a name with characters that a form has percent-encoded (mistake 10)", async () => {
      instance.addDevice({ productKey: product.productKey, deviceName: "a@b:c.d-e" });
      assert.match(form(product, "a@b:c.d-e"), /a%40b%3Ac/);
      assert.equal((await register(instance, form(product, "a@b:c.d-e"))).code, 200);
    });

    it("says success with 200, where /auth and /topic say 0 (mistake 17)", async () => {
      assert.equal((await register(instance, form(product))).code, 200);
      const { deviceSecret } = instance.find(product.productKey, "device1")!;
      assert.equal((await auth(instance, login({ ...device, deviceSecret }))).code, 0);
    });

    it("registers the official SDK, unmodified, which signs with SHA-1", async () => {
      const script = fileURLToPath(new URL("sdk-register.mjs", import.meta.url));
      const { stdout } = await promisify(execFile)(process.execPath, [script], {
        env: {
          ...process.env, NODE_EXTRA_CA_CERTS: instance.caFile, PRODUCT_KEY: product.productKey,
          PRODUCT_SECRET: product.productSecret, DEVICE_NAME: "device1",
          REGISTER_URL: `https://localhost:${instance.httpPort}/auth/register/device`,
        },
      });
      const answer = JSON.parse(stdout) as any;
      assert.equal(answer.code, 200);
      assert.equal(answer.data.deviceSecret, instance.find(product.productKey, "device1")!.deviceSecret);
    });
  });

  describe("at /auth", () => {
    for (const signmethod of ["hmacmd5", "hmacsha1", "hmacsha256"]) {
      it(`gives a token for a login signed with ${signmethod}`, async () => {
        const answer = await auth(instance, login(device, { signmethod }));
        assert.match(answer.text, /^\{"code":0,"info":\{"token":"[0-9a-f]{32}"\},"message":"success"\}$/);
        assert.ok(instance.find(product.productKey, "device1")!.active);
      });
    }

    it("tolerates a query, as the official C SDK sends one", async () => {
      const headers = { "Content-Type": JSON_TYPE };
      assert.equal((await call(instance, "/auth?_v=sdk-c-4.1.0", { body: login(device), headers })).code, 0);
    });

    const HOUR = 3600_000;
    for (const [what, ms, code] of [
      ["of now", 0, 0], ["14 minutes old", -14 * 60_000, 0], ["14 minutes early", 14 * 60_000, 0],
      ["16 minutes old", -16 * 60_000, 20000], ["16 minutes early", 16 * 60_000, 20000], ["of yesterday", -24 * HOUR, 20000],
    ] as const) {
      it(`answers ${code} to a timestamp ${what} (mistake 50)`, async () => {
        for (const timestamp of [String(clock.now() + ms), clock.now() + ms])
          assert.equal((await auth(instance, login(device, { timestamp }))).code, code, typeof timestamp);
      });
    }

    it("answers 20000 to the timestamp of an unset clock, where none is needed (mistake 50)", async () => {
      assert.equal((await auth(instance, login(device, { timestamp: "12345" }))).code, 20000);
      assert.equal((await auth(instance, login(device))).code, 0);
    });

    it("answers 20000 when a timestamp is sent and not signed, or signed and not sent (mistake 1)", async () => {
      const timestamp = String(clock.now());
      const signed = JSON.parse(login(device, { timestamp })) as object;
      const unsigned = JSON.parse(login(device)) as object;
      assert.equal((await auth(instance, JSON.stringify({ ...unsigned, timestamp }))).code, 20000);
      assert.equal((await auth(instance, JSON.stringify({ ...signed, timestamp: undefined }))).code, 20000);
    });

    it("answers 10001 when the body comes in chunks (mistake 45)", async () => {
      const answer = await auth(instance, login(device), { chunked: true });
      assert.deepEqual([answer.status, answer.code], [200, 10001]);
      assert.ok(!instance.find(product.productKey, "device1")!.active);
    });

    it("lets nobody in whose Content-Length is not that of the body (mistake 45)", async () => {
      const body = login(device);
      for (const length of [body.length - 1, body.length + 1, "none", "12x"]) {
        const heard = await raw(instance, [
          "POST /auth HTTP/1.1", "Host: localhost", `Content-Type: ${JSON_TYPE}`,
          ...(length === "none" ? [] : [`Content-Length: ${length}`]), "", body,
        ].join("\r\n"));
        assert.match(heard, /^HTTP\/1\.1 400 /, String(length));
      }
      assert.ok(!instance.find(product.productKey, "device1")!.active);
    });

    it("answers 10001 to a form (mistake 46)", async () => {
      const fields = new URLSearchParams(JSON.parse(login(device)) as Record<string, string>);
      assert.equal((await auth(instance, fields.toString(), { headers: { "Content-Type": FORM } })).code, 10001);
    });

    for (const [what, body] of [
      ["no JSON", "{"], ["a list", "[]"], ["null", "null"], ["nothing", ""], ["an object in a field", '{"productKey":{}}'],
    ]) {
      it(`answers 10001 to ${what}`, async () => assert.equal((await auth(instance, body!)).code, 10001));
    }

    for (const [what, code, more] of [
      ["without a sign", 10001, { sign: undefined }],
      ["without a clientId", 10001, { clientId: undefined }],
      ["with a clientId of 65 characters", 10001, { clientId: "c".repeat(65) }],
      ["of an unknown method", 10001, { sign: "00", signmethod: "hmacsha512" }],
      ["with a wrong sign", 20000, { sign: "00" }],
      ["of an unknown device", 20000, { deviceName: "device2" }],
    ] as const) {
      it(`answers ${code} to a login ${what}`, async () => {
        const body = { ...(JSON.parse(login(device)) as object), ...more };
        assert.equal((await auth(instance, JSON.stringify(body))).code, code);
      });
    }

    it("answers 20000 to a device that is disabled", async () => {
      instance.disable(product.productKey, "device1");
      assert.equal((await auth(instance, login(device))).code, 20000);
    });

    it("answers 40000 to the sixth login within a minute", async () => {
      for (let time = 0; time < 5; time++) assert.equal((await auth(instance, login(device))).code, 0);
      assert.equal((await auth(instance, login(device))).code, 40000);
      clock.advance(60_001);
      assert.equal((await auth(instance, login(device))).code, 0);
    });

    it("answers 20004 when the login can't be stored", async () => {
      instance.faults.full = true;
      assert.equal((await auth(instance, login(device))).code, 20004);
    });
  });

  describe("at /topic", () => {
    it("takes a report, which is in the store when the answer comes", async () => {
      const token = await tokenOf(instance, device);
      const answer = await report(instance, token, property(), '{"id":"1","params":{"Power":7},"version":"1.0"}');
      assert.deepEqual([answer.status, answer.code], [200, 0]);
      assert.equal(instance.properties(product.productKey, "device1").Power!.value, 7);
    });

    it("names each message by a number beyond 2^53, which JSON.parse would change (mistake 51)", async () => {
      const token = await tokenOf(instance, device);
      const ids = new Set<string>();
      for (let time = 0; time < 5; time++) {
        const { text } = await report(instance, token, `${base()}/user/update`, "x");
        const [, id] = /"messageId":(\d+)\}/.exec(text)!;
        assert.ok(BigInt(id!) > 2n ** 53n && BigInt(id!) < 2n ** 63n);
        ids.add(id!);
      }
      assert.equal(ids.size, 5);
      assert.deepEqual(recorder.of("publish").map(({ messageId }) => messageId), [...ids]);
      assert.notEqual(String(Number([...ids][0]) + 1), [...ids][1], "the next one, had it been a double");
    });

    it("takes bytes of any kind, up to 128 KB of them", async () => {
      const token = await tokenOf(instance, device);
      const bytes = Buffer.from(Array.from({ length: 128 * 1024 }, (_, i) => i & 255));
      assert.equal((await report(instance, token, `${base()}/user/update`, bytes)).code, 0);
      assert.deepEqual(recorder.of("publish")[0]!.payload, bytes);
      const more = Buffer.concat([bytes, Buffer.alloc(1)]);
      assert.equal((await report(instance, token, `${base()}/user/update`, more)).code, 10001);
    });

    it("finds no topic behind two slashes (mistake 47)", async () => {
      const token = await tokenOf(instance, device);
      assert.equal((await report(instance, token, `/${property()}`, "{}")).code, 30001);
    });

    it("knows the token by the header password alone, of any case (mistake 48)", async () => {
      const token = await tokenOf(instance, device);
      const send = async (headers: Record<string, string>): Promise<number> =>
        (await report(instance, undefined, `${base()}/user/update`, "x", { headers })).code;
      assert.equal(await send({ Authorization: token }), 20002);
      assert.equal(await send({ Authorization: `Bearer ${token}` }), 20002);
      assert.equal(await send({ Password: token }), 0);
    });

    it("answers 20001 when 7 days are over, and not a moment before (mistake 49)", async () => {
      const token = await tokenOf(instance, device);
      clock.advance(7 * DAY_MS);
      assert.equal((await report(instance, token, `${base()}/user/update`, "x")).code, 0);
      clock.advance(1);
      assert.equal((await report(instance, token, `${base()}/user/update`, "x")).code, 20001);
      assert.equal((await report(instance, await tokenOf(instance, device), `${base()}/user/update`, "x")).code, 0);
    });

    it("answers 20001 as soon as the tokens were expired, whatever their age (mistake 49)", async () => {
      const token = await tokenOf(instance, device);
      instance.expireTokens(product.productKey, "device1");
      assert.equal((await report(instance, token, `${base()}/user/update`, "x")).code, 20001);
    });

    it("answers 20003 to a token that it does not know, or of a device that is disabled or deleted", async () => {
      const token = await tokenOf(instance, device);
      assert.equal((await report(instance, "0".repeat(32), `${base()}/user/update`, "x")).code, 20003);
      instance.disable(product.productKey, "device1");
      assert.equal((await report(instance, token, `${base()}/user/update`, "x")).code, 20003);
      instance.delete(product.productKey, "device1");
      assert.equal((await report(instance, token, `${base()}/user/update`, "x")).code, 20003);
    });

    it("answers 10001 to JSON by its type (mistake 46), and to a query", async () => {
      const token = await tokenOf(instance, device);
      const asJson = { headers: { "Content-Type": JSON_TYPE } };
      assert.equal((await report(instance, token, `${base()}/user/update`, "{}", asJson)).code, 10001);
      assert.equal((await report(instance, token, `${base()}/user/update?a=1`, "{}")).code, 10001);
      assert.equal((await report(instance, token, `${base()}/user/update`, "x", { chunked: true })).code, 10001);
    });

    it("answers 30001 to topics that the device may not publish to", async () => {
      const token = await tokenOf(instance, device);
      instance.addDevice({ productKey: product.productKey, deviceName: "device2" });
      const other = property().replace("device1", "device2");
      for (const topic of [`${base()}/user/get`, other, "/", `${base()}/user/%zz`, `${base()}/${"a/".repeat(8)}b`])
        assert.equal((await report(instance, token, topic, "{}")).code, 30001, topic);
      assert.deepEqual(recorder.of("publish"), []);
    });

    it("answers 40000 to the eleventh report within a second", async () => {
      const token = await tokenOf(instance, device);
      for (let time = 0; time < 10; time++) assert.equal((await report(instance, token, `${base()}/user/update`, "x")).code, 0);
      assert.equal((await report(instance, token, `${base()}/user/update`, "x")).code, 40000);
      clock.advance(1001);
      assert.equal((await report(instance, token, `${base()}/user/update`, "x")).code, 0);
    });

    it("answers 30001 when the report can't be stored", async () => {
      const token = await tokenOf(instance, device);
      instance.faults.full = true;
      assert.equal((await report(instance, token, property(), '{"id":"1","params":{"Power":7}}')).code, 30001);
      assert.deepEqual(instance.properties(product.productKey, "device1"), {});
    });

    it("finds the topic of a name that a path has percent-encoded", async () => {
      const odd = instance.addDevice({ productKey: product.productKey, deviceName: "a@b:c" });
      const token = await tokenOf(instance, odd);
      const topic = `/${product.productKey}/${encodeURIComponent("a@b:c")}/user/update`;
      assert.equal((await report(instance, token, topic, "x")).code, 0);
      assert.equal(recorder.of("publish")[0]!.topic, `/${product.productKey}/a@b:c/user/update`);
    });
  });

  describe("on the hosts of the platform", () => {
    it("has the two kinds of paths of an old instance on two hosts, and both on that of a new one", async () => {
      const hosts = {
        "iot-auth.cn-shanghai.aliyuncs.com": [200, 404, 404],
        "iot-as-http.cn-shanghai.aliyuncs.com": [404, 200, 200],
        "iot-06z00abc.http.iothub.aliyuncs.com": [200, 200, 200],
        localhost: [200, 200, 200],
      };
      for (const [host, expected] of Object.entries(hosts)) {
        const answers = [
          await register(instance, "", { host }),
          await auth(instance, "", { host }),
          await report(instance, "", `${base()}/user/update`, "", { host }),
        ];
        assert.deepEqual(answers.map(({ status }) => status), expected, host);
      }
      assert.equal(recorder.of("request")[0]!.sni, "iot-auth.cn-shanghai.aliyuncs.com");
    });

    it("takes POST alone, and nothing under other paths", async () => {
      for (const method of ["GET", "PUT", "DELETE"]) assert.equal((await call(instance, "/auth", { method })).status, 405);
      for (const path of ["/", "/auth/", "/topic", "/auth/devicename"]) assert.equal((await call(instance, path)).status, 404);
    });

    it("keeps a connection for the next request", async () => {
      const agent = new https.Agent({ keepAlive: true, maxSockets: 1 });
      later(() => agent.destroy());
      for (let time = 0; time < 3; time++) assert.equal((await auth(instance, login(device), { agent })).code, 0);
      assert.deepEqual(recorder.of("request").map(({ resumed }) => resumed), [false, false, false]);
    });

    it("speaks plain HTTP where plain TCP is on, and registers nobody there", async () => {
      const open = await start({ plainPort: 0 });
      const owner = open.addProduct({ dynamicRegistration: true });
      const its = open.addDevice({ productKey: owner.productKey, deviceName: "device1" });
      assert.equal((await auth(open, login(its), { plain: true })).code, 0);
      assert.equal((await register(open, form(owner), { plain: true })).code, 460);
      assert.equal(instance.plainHttpPort, undefined);
    });
  });

  it("ends a request, lets it wait, or answers 40000 to all where a fault says so", async () => {
    instance.faults.http = "cut";
    await assert.rejects(auth(instance, login(device)), /socket hang up|ECONNRESET/);
    instance.faults.http = "busy";
    assert.equal((await auth(instance, login(device))).code, 40000);
    instance.faults.http = undefined;
    assert.equal((await auth(instance, login(device))).code, 0);
  });
});

/** Sends this text and closes its side; resolves with all that came. */
async function raw(instance: Instance, text: string): Promise<string> {
  const socket = tls.connect({ port: instance.httpPort, host: "127.0.0.1", ca: instance.caPem, checkServerIdentity: () => undefined });
  let heard = "";
  socket.setEncoding("utf8").on("data", (part: string) => (heard += part)).on("error", () => {});
  socket.end(text);
  await once(socket, "close");
  return heard;
}
