import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { Failure } from "../../lib/codes.ts";
import { loadConfig, toRecord } from "../../tools/config.ts";
import { formatSchema } from "../../tools/config-schema.ts";
import { goodSettings, useFolder, useLanguage } from "./folder.ts";

// The numbers are written out: they are what a user looks up, and must not move.
const MISSING = 154;
const SYNTAX = 155;
const WRONG = 156;
const DOUBTFUL = 157;

describe("settings", () => {
  useLanguage("en");
  const folder = useFolder();

  const load = (content: unknown, said: string[] = []) =>
    loadConfig(folder.write("linkino.json", content), (code, detail) => said.push(`${code} ${detail}`));

  /** The detail of the Failure, with the folder taken out. */
  const refusal = (content: unknown, expected = WRONG): string => {
    try {
      load(content);
    } catch (error) {
      assert.ok(error instanceof Failure, String(error));
      assert.equal(error.code, expected, error.message);
      return error.detail.replaceAll(folder.path + path.sep, "");
    }
    assert.fail("no fault was found");
  };

  it("come back complete: host, port, signing, keepalive, console and TLS have their defaults", () => {
    const config = load(goodSettings());
    assert.equal(config.instance.host, "iot-06z00abc.mqtt.iothub.aliyuncs.com");
    assert.equal(config.instance.port, 8883);
    assert.equal(config.device.sign, "hmacsha256");
    assert.equal(config.tls, "verified");
    assert.equal(config.console, "password");
    assert.equal(config.entry, path.join(folder.path, "main.ts"));
  });

  it("name the host of an old public instance by product and region", () => {
    const settings = goodSettings();
    settings.instance = { kind: "old", region: "us-west-1" };
    assert.equal(load(settings).instance.host, "a1X2bEnP82z.iot-as-mqtt.us-west-1.aliyuncs.com");
  });

  it("take the instance id from a host that names it, since registration needs it", () => {
    const settings = goodSettings();
    settings.instance = { kind: "new", host: "iot-06z00abc.mqtt.iothub.aliyuncs.com" };
    assert.equal(toRecord(load(settings)).iid, "iot-06z00abc");
  });

  it("become the record that the board reads at its start", () => {
    const settings = goodSettings();
    Object.assign(settings.device, {
      keepAliveSec: 60,
      timestamp: 2524608000000,
      registerAgain: true,
      keepSession: true,
    });
    Object.assign(settings.device, { clientId: "my lamp", commandMaxAgeSec: 30 });
    Object.assign(settings.instance, { sni: "mqtt.example", psk: true, httpPort: 444, registerHost: "auth.example" });
    const startSec = Math.floor(Date.now() / 1000);
    const { at, ...record } = toRecord(load({ ...settings, console: "open" }));
    // When it was made: no clock of the board is right that is behind it.
    assert.ok(at! >= startSec && at! <= Date.now() / 1000, `${at}`);
    assert.deepEqual(record, {
      v: 1,
      pk: "a1X2bEnP82z",
      dn: "lamp-1",
      host: "iot-06z00abc.mqtt.iothub.aliyuncs.com",
      port: 8883,
      hh: "iot-06z00abc.http.iothub.aliyuncs.com",
      hp: 444,
      rh: "auth.example",
      iid: "iot-06z00abc",
      cid: "my lamp",
      ts: "2524608000000",
      ka: 60,
      tls: "verified",
      keep: 1,
      re: 1,
      age: 30,
      con: "open",
      sni: "mqtt.example",
      psk: 1,
    });
  });

  const CN = "cn-shanghai.aliyuncs.com";
  const hostCases: [string, object, object][] = [
    ["an old instance", { kind: "old" }, { hh: `iot-as-http.${CN}`, rh: `iot-auth.${CN}` }],
    ["an old instance elsewhere", { kind: "old", region: "us-west-1" }, { hh: "iot-as-http.us-west-1.aliyuncs.com", rh: "iot-auth.us-west-1.aliyuncs.com" }],
    ["a new instance", { kind: "new", id: "iot-1" }, { hh: "iot-1.http.iothub.aliyuncs.com" }],
    ["a new instance known by its host", { kind: "new", host: "iot-1.mqtt.iothub.aliyuncs.com" }, { hh: "iot-1.http.iothub.aliyuncs.com" }],
    ["a new instance at a host of its own", { kind: "new", host: "mqtt.example" }, {}],
    ["a local instance", { kind: "local" }, { hp: 8443 }],
    ["a local instance elsewhere", { kind: "local", host: "192.168.1.5", httpPort: 9443 }, { hp: 9443 }],
    ["an instance whose host was chosen", { kind: "old", httpHost: "a.example" }, { hh: "a.example" }],
    ["an instance whose hosts were chosen", { kind: "old", httpHost: "a.example", registerHost: "b.example" }, { hh: "a.example", rh: "b.example" }],
  ];
  for (const [name, instance, expected] of hostCases) {
    it(`know where ${name} takes reports and registrations by HTTPS`, () => {
      const { hh, hp, rh } = toRecord(load({ ...goodSettings(), instance }));
      assert.deepEqual(JSON.parse(JSON.stringify({ hh, hp, rh })), expected);
    });
  }

  const pskCases: [string, object, boolean][] = [
    ["a new instance", { kind: "new", id: "iot-1", port: 1883 }, false],
    ["a local instance", { kind: "local" }, true],
    ["a local instance that is told not to", { kind: "local", psk: false }, false],
    ["an old instance on port 1883", { kind: "old", port: 1883 }, true],
    ["its host for TLS-PSK", { kind: "old", port: 1883, host: `a1X2bEnP82z.itls.${CN}` }, true],
    ["an old instance on port 8883", { kind: "old" }, false],
    ["an old instance in another region", { kind: "old", port: 1883, region: "us-west-1" }, false],
    ["an old instance at the host of another product", { kind: "old", port: 1883, host: `a.itls.${CN}` }, false],
  ];
  for (const [name, instance, psk] of pskCases) {
    it(`${psk ? "use" : "do not use"} TLS-PSK with ${name}`, () => {
      const config = load({ ...goodSettings(), instance });
      assert.equal(config.instance.psk, psk);
      assert.equal(toRecord(config).psk, psk ? 1 : undefined);
      assert.equal(toRecord({ ...config, tls: "native" }).psk, undefined);
    });
  }

  it("may not ask for plain HTTP to a public host", () => {
    for (const key of ["httpHost", "registerHost"]) {
      const instance = { kind: "local", [key]: "iot-as-http.cn-shanghai.aliyuncs.com" };
      const settings = { ...goodSettings(), instance, tls: "plain", device: { deviceName: "lamp-1", auth: "secret" } };
      assert.throws(() => load(settings), new RegExp(`instance.${key}: plain HTTP`));
    }
  });

  it("may ask for plain TCP to an address of a private network", () => {
    const settings = goodSettings();
    settings.device.auth = "secret";
    settings.instance = { kind: "local", host: "192.168.1.9" };
    assert.equal(load({ ...settings, tls: "plain" }).tls, "plain");
  });

  it("that are not there are said so", () => {
    assert.throws(() => loadConfig(path.join(folder.path, "none.json")), { code: MISSING });
  });

  it("that are not JSON are refused with line and column", () => {
    assert.match(refusal('{\n  "product": {},\n}', SYNTAX), /^linkino\.json:3:1 there is a comma/);
  });

  it("with a mistyped key are refused with the nearest name, at the key", () => {
    const text = JSON.stringify(goodSettings(), null, 2).replace('"deviceName"', '"devicename"');
    assert.match(
      refusal(text),
      /linkino\.json:6:5 device\.devicename: there is no such key; did you mean "deviceName"\?/,
    );
  });

  it("with a key in the wrong place are told the right one", () => {
    assert.match(refusal({ ...goodSettings(), region: "cn-shanghai" }), /it belongs inside "instance"/);
  });

  it("with a mistyped value are refused with the nearest value", () => {
    const settings = goodSettings();
    settings.device.sign = "hmacsha265";
    assert.match(refusal(settings), /device\.sign: must be one of .*; did you mean "hmacsha256"\?/);
  });

  it("with many faults show all of them at once, from the top of the file down", () => {
    const settings = goodSettings();
    settings.product.productKey = "with blank";
    settings.device = { deviceName: "abc", keepAliveSec: 29, auth: "register" };
    settings.instance = { kind: "new", port: 70000, host: "mqtts://host:8883" };
    const lines = refusal({ ...settings, tls: "plain", colour: 1 })
      .trim()
      .split("\n");
    const keys = lines.map((line) => line.trim().split(" ")[1]!.replace(":", ""));
    assert.deepEqual(keys, [
      "product.productKey",
      "device.deviceName",
      "device.keepAliveSec",
      "instance.port",
      "instance.host",
      "tls",
      "colour",
    ]);
  });

  it("that are no object at all are refused", () => {
    assert.match(refusal("[]"), /^linkino\.json:1:1 must be an object/);
  });

  it("that hold a secret are told where it belongs, and the secret is not repeated", () => {
    const detail = refusal({ ...goodSettings(), productSecret: "ZmZmZmZmZmZm1234" });
    assert.match(
      detail,
      /productSecret: a secret does not belong in this file; write it into linkino\.secrets\.json/,
    );
    assert.doesNotMatch(detail, /ZmZm/);
  });

  const contradictions: [string, object, object, RegExp][] = [
    ["a new instance without id and host", { kind: "new" }, {}, /instance: kind "new" needs the id/],
    [
      "an old instance with an id",
      { kind: "old", id: "iot-06z00abc" },
      {},
      /instance\.id: an old public instance has no id/,
    ],
    [
      "an old instance at a new host",
      { kind: "old", host: "iot-1.mqtt.iothub.aliyuncs.com" },
      {},
      /belongs to kind "new"/,
    ],
    [
      "a new instance at an old host",
      { kind: "new", host: "a.iot-as-mqtt.cn-shanghai.aliyuncs.com" },
      {},
      /kind "old"/,
    ],
    [
      "a local instance at the platform",
      { kind: "local", host: "iot-1.mqtt.iothub.aliyuncs.com" },
      {},
      /kind "new"/,
    ],
    [
      "the host of another id",
      { kind: "new", id: "iot-2", host: "iot-1.mqtt.iothub.aliyuncs.com" },
      {},
      /another id/,
    ],
    [
      "plain TCP to the platform",
      { kind: "new", id: "iot-1" },
      { tls: "plain" },
      /tls: plain TCP is for localhost and addresses of private networks only/,
    ],
    [
      "plain TCP to a name that may lead anywhere",
      { kind: "local", host: "lamp.local" },
      { tls: "plain" },
      /tls: plain TCP is for localhost and addresses of private networks only/,
    ],
    ["registration over plain TCP", { kind: "local" }, { tls: "plain" }, /tls: "register" goes over TLS only/],
    [
      "roots that are not there",
      { kind: "local", ca: "none.pem" },
      {},
      /instance\.ca: there is no such file/,
    ],
    [
      "roots that are none",
      { kind: "local", ca: "linkino.json" },
      {},
      /instance\.ca: the file holds no certificate/,
    ],
  ];
  for (const [name, instance, rest, message] of contradictions) {
    it(`with ${name} are refused`, () => {
      assert.match(refusal({ ...goodSettings(), instance, ...rest }), message);
    });
  }

  it("with roots that are damaged are refused", () => {
    folder.write("ca.pem", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
    assert.match(
      refusal({ ...goodSettings(), instance: { kind: "local", ca: "ca.pem" } }),
      /ca: a certificate .* damaged/,
    );
  });

  it("that the platform would hardly take are warned of, and loaded", () => {
    const settings = goodSettings();
    settings.device.auth = "regnwl";
    settings.instance.region = "cn-shangai";
    const said: string[] = [];
    load(settings, said);
    assert.equal(said.length, 1);
    assert.match(said[0]!, new RegExp(`^${DOUBTFUL} `));
    assert.match(said[0]!, /device\.auth: "regnwl" is offered in cn-shanghai only/);
    assert.match(said[0]!, /instance\.region: .*; did you mean "cn-shanghai"\?/);
  });

  it("without a doubt are loaded without a word", () => {
    const said: string[] = [];
    load(goodSettings(), said);
    assert.deepEqual(said, []);
  });

  it("have a schema for editors that is current", () => {
    const file = new URL("../../tools/config.schema.json", import.meta.url);
    const print = 'import("./tools/config-schema.ts").then((c) => process.stdout.write(c.formatSchema()))';
    assert.equal(
      readFileSync(file, "utf8"),
      formatSchema(),
      `make it anew: npx tsx -e '${print}' > tools/config.schema.json`,
    );
  });
});

describe("settings in Chinese", () => {
  useLanguage("zh");
  const folder = useFolder();

  it("have their faults in Chinese", () => {
    const file = folder.write("linkino.json", { ...goodSettings(), tsl: "native" });
    assert.throws(
      () => loadConfig(file),
      (error: Failure) => /tsl: 没有这个键；是不是“tls”？/.test(error.detail),
    );
  });
});
