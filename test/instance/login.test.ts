// The normal login as the platform judges it (help: MQTT-TCP connections): published vectors, the forms of
// the clientId that official SDKs send, signing variants, securemode, and every refusal with its CONNACK
// code.

import assert from "node:assert/strict";
import { addDevice, cleanUp, login, Recorder, registration, sign, start } from "./fixture.ts";
import { connectPacket, RawClient, type RawOptions } from "./raw-client.ts";
import type { Instance } from "../../bench/instance/index.ts";

const DS = "ga7XA6KdlEeiPXQPpRbAjOZXwG8ydgSe";

/** Published results of real devices and documents, and computed ones where none is published. */
const VECTORS = [
  {
    name: "the documentation's example, upper case",
    pk: "pk",
    dn: "device",
    ds: "secret",
    id: "12345",
    tail: "securemode=3,signmethod=hmacsha1,timestamp=789",
    password: "FAFD82A3D602B37FB0FA8B7892F24A477F851A14",
    plain: true,
  },
  {
    name: "a session of the C SDK 2",
    pk: "2UCRZpAbCGC",
    dn: "ExampleDev",
    ds: "fbh47lGBSayncmTHEjF1E5x4CZdeJTO9",
    id: "2UCRZpAbCGC.ExampleDev",
    tail: "securemode=2,signmethod=hmacsha1,timestamp=2524608000000",
    password: "326a4a6ed38b1bd5ddb6a5d11d27928bfb5a62d0",
  },
  {
    name: "a module's session, mode 3 inside TLS, no timestamp",
    pk: "k1hipglLdjU",
    dn: "868488076506128",
    ds: "fef32adf6dad46c2c7cbf335d3a7b021",
    id: "868488076506128",
    tail: "securemode=3,signmethod=hmacmd5",
    password: "0f655b12adf519b9a7a2b0a990f398b6",
  },
  {
    name: "a test of a Go SDK",
    pk: "testProduct",
    dn: "testDevice",
    ds: "testSecret",
    id: "testProduct.testDevice",
    tail: "securemode=2,signmethod=hmacsha256,timestamp=1700000000000",
    password: "cf010f6c3258ec9917e7cee0dad88c964d0fd125343140b6a78e715e87da3040",
  },
  {
    name: "a test of a Rust SDK",
    pk: "abcdefghijk",
    dn: "2".repeat(32),
    ds: "1".repeat(32),
    id: `abcdefghijk.${"2".repeat(32)}`,
    tail: "timestamp=2524608000000,securemode=2,signmethod=hmacsha1",
    password: "52a4f5b3a6f388b314ee1af6b386f983d0d020ac",
  },
  ...(
    [
      ["hmacmd5", "7e2c52953f3dcfbbc313de587ad83f74"],
      ["hmacsha1", "b2c9af96273c92315cc9eb431ed90573a6850105"],
      ["hmacsha256", "b8ce8f1d706dd3c61d13bfd9855def7e321b785084ca9c93f0169a2b46785dd2"],
    ] as const
  ).map(([method, password]) => ({
    name: `the C SDK 4's form, ${method}`,
    pk: "a1X2bEnP82z",
    dn: "example1",
    ds: DS,
    id: "a1X2bEnP82z.example1",
    tail: `timestamp=2524608000000,_ss=1,_v=sdk-c-4.2.0,securemode=2,signmethod=${method},ext=3,`,
    password,
  })),
  ...(
    [
      ["hmacmd5", "09392d6af76a1436ef699730f30396dd"],
      ["hmacsha1", "3dc1bf8d6bbfc2b0a4d21f771b8cbda19fd61e09"],
      ["hmacsha256", "bda258a8099c16a1c3f71db834558ff3ca7149ce7778a61525dde8b45d5b7a58"],
    ] as const
  ).map(([method, password]) => ({
    name: `without timestamp, ${method}`,
    pk: "a1X2bEnP82z",
    dn: "example1",
    ds: DS,
    id: "ailink",
    tail: `securemode=2,signmethod=${method}`,
    password,
  })),
];

async function code(instance: Instance, options: RawOptions): Promise<number> {
  return (await RawClient.connect(instance, options)).code;
}

describe("instance: login", () => {
  afterEach(cleanUp);

  for (const { name, pk, dn, ds, id, tail, password, ...vector } of VECTORS) {
    it(`accepts ${name}, and refuses it with one digit changed`, async () => {
      const instance = await start({ kind: "old", plainPort: 0 });
      const { productKey } = instance.addProduct({ productKey: pk });
      instance.addDevice({ productKey, deviceName: dn, deviceSecret: ds });
      const options = { clientId: `${id}|${tail}|`, username: `${dn}&${pk}`, keepalive: 60, clean: true };
      const open = () => ("plain" in vector ? RawClient.openPlain(instance) : RawClient.open(instance));
      assert.equal((await (await open()).connect({ ...options, password })).code, 0);
      const wrong = password.slice(0, -1) + (password.endsWith("0") ? "1" : "0");
      assert.equal((await (await open()).connect({ ...options, password: wrong })).code, 4);
    });
  }

  describe("reads the clientId of", () => {
    const forms = {
      "the Node SDK, with a bar in a value (mistake 11a)": [
        "|securemode=2,signmethod=hmacsha1,timestamp=7,lan=JS|Node,_v=1.2.8|",
        "hmacsha1",
      ],
      "a device that puts the value with the bar first": [
        "|lan=JS|Node,timestamp=7,securemode=2,signmethod=hmacsha1|",
        "hmacsha1",
      ],
      "the old Node SDK, with line breaks": [
        "|securemode=2,\n        signmethod=hmacsha1,\n        timestamp=7|\n      ",
        "hmacsha1",
      ],
      "the C SDK, with an empty pair at its end": [
        "|timestamp=7,securemode=2,signmethod=hmacsha256,ext=3,|",
        "hmacsha256",
      ],
      "a device that names no signmethod: hmacmd5": ["|securemode=2,timestamp=7|", "hmacmd5"],
      "a device with keys nobody knows": [
        "|a=b,securemode=2,,signmethod=hmacmd5,=,timestamp=7,c|",
        "hmacmd5",
      ],
    } as const;
    for (const [name, [tail, method]] of Object.entries(forms)) {
      it(name, async () => {
        const instance = await start();
        const device = addDevice(instance);
        const options = login(device, { id: "some id", method, timestamp: "7" });
        const before = name.includes("line breaks") ? "\n        " : "";
        assert.equal(await code(instance, { ...options, clientId: `${before}some id${tail}` }), 0);
      });
    }
  });

  it("signs the timestamp exactly when it is sent, whatever it says (mistake 1)", async () => {
    const instance = await start();
    const device = addDevice(instance);
    for (const timestamp of ["0", "1700000000", "2524608000000", "yesterday"]) {
      assert.equal(await code(instance, login(device, { timestamp })), 0, timestamp);
    }
    const tail = "securemode=2,signmethod=hmacsha256";
    assert.equal(await code(instance, login(device, { tail: `${tail},timestamp=7` })), 4, "sent, not signed");
    assert.equal(await code(instance, login(device, { tail, timestamp: "7" })), 4, "signed, not sent");
  });

  it("compares hex in either case, and takes no Base64 (mistake 4)", async () => {
    const instance = await start();
    const device = addDevice(instance);
    const options = login(device);
    assert.equal(await code(instance, { ...options, password: options.password!.toUpperCase() }), 0);
    const base64 = Buffer.from(options.password!, "hex").toString("base64");
    assert.equal(await code(instance, { ...options, password: base64 }), 4);
  });

  it("signs with the part before the first bar, not with the whole clientId (mistake 2)", async () => {
    const instance = await start();
    const device = addDevice(instance);
    const options = login(device);
    const content = `clientId${options.clientId}deviceNamedevice1productKey${device.productKey}`;
    assert.equal(
      await code(instance, { ...options, password: sign("hmacsha256", device.deviceSecret, content) }),
      4,
    );
  });

  it("refuses, each with its CONNACK code and a reason for the operator", async () => {
    const instance = await start({ limits: false });
    const recorder = new Recorder(instance);
    const device = addDevice(instance);
    const good = login(device);
    const cases: [RawOptions, number, string][] = [
      [{ ...good, clientId: "device1" }, 2, "clientId malformed"],
      [{ ...good, clientId: "device1|" }, 2, "clientId malformed"],
      [{ ...good, clientId: "" }, 2, "clientId malformed"],
      [{ ...good, clientId: "|securemode=2|" }, 2, "clientId malformed"],
      [login(device, { id: "x".repeat(65) }), 2, "clientId too long"],
      [login(device, { tail: "signmethod=hmacsha256" }), 2, "securemode wrong"],
      [login(device, { tail: "securemode=-2,signmethod=hmacsha256" }), 2, "securemode wrong"],
      [login(device, { tail: "securemode=3,signmethod=hmacsha256" }), 2, "securemode wrong"],
      [login(device, { tail: "securemode=2,signmethod=hmacsha512" }), 2, "signmethod unknown"],
      [login(device, { tail: "securemode=2,authType=magic" }), 2, "authType unknown"],
      [login(device, { keepalive: 10 }), 2, "keepalive out of range"],
      [{ ...good, username: "device1" }, 4, "user name malformed"],
      [{ ...good, username: undefined, password: undefined }, 4, "user name malformed"],
      [{ ...good, username: `device2&${device.productKey}` }, 4, "device unknown"],
      [{ ...good, username: "device1&a1nobody" }, 4, "device unknown"],
      [{ ...good, password: "" }, 4, "sign wrong"],
      [login({ ...device, deviceSecret: "another" }), 4, "sign wrong"],
    ];
    for (const [options, expected, reason] of cases) {
      assert.equal(await code(instance, options), expected, reason);
      const event = await recorder.wait("refused");
      assert.deepEqual([event.code, event.reason], [expected, reason]);
    }
    assert.equal(await code(instance, login(device, { id: "数".repeat(64) })), 0, "64 characters, not bytes");
  });

  it("refuses a disabled device with 5 and cuts its session, until it is enabled", async () => {
    const instance = await start();
    const recorder = new Recorder(instance);
    const device = addDevice(instance);
    const { client } = await RawClient.connect(instance, login(device));
    instance.disable(device.productKey, "device1");
    await client.closed;
    assert.equal((await recorder.wait("disconnect")).reason, "disabled");
    assert.equal(await code(instance, login(device)), 5);
    instance.enable(device.productKey, "device1");
    assert.equal(await code(instance, login(device)), 0);
  });

  it("refuses a deleted device like one that never was, and cuts its session", async () => {
    const instance = await start();
    const recorder = new Recorder(instance);
    const device = addDevice(instance);
    const { client } = await RawClient.connect(instance, login(device));
    instance.delete(device.productKey, "device1");
    await client.closed;
    assert.equal((await recorder.wait("disconnect")).reason, "deleted");
    assert.equal(await code(instance, login(device)), 4);
  });

  describe("takes securemode", () => {
    const tail = (mode: number) => `securemode=${mode},signmethod=hmacsha256`;
    const table = [
      { how: "on TLS of a new instance", options: {}, plain: false, codes: [0, 2] },
      { how: "on TLS of an old instance", options: { kind: "old" }, plain: false, codes: [0, 0] },
      {
        how: "on TLS of an old instance that is strict",
        options: { kind: "old", strict: true },
        plain: false,
        codes: [0, 2],
      },
      { how: "on plain TCP", options: { plainPort: 0 }, plain: true, codes: [2, 0] },
    ] as const;
    for (const { how, options, plain, codes } of table) {
      it(`2 or 3 ${how}: CONNACK ${codes.join(" and ")}`, async () => {
        const instance = await start(options);
        const device = addDevice(instance);
        for (const [i, mode] of [2, 3].entries()) {
          const client = await (plain ? RawClient.openPlain(instance) : RawClient.open(instance));
          assert.equal((await client.connect(login(device, { tail: tail(mode) }))).code, codes[i]);
        }
      });
    }

    it("and has no plain TCP unless it is asked for", async () => {
      assert.equal((await start()).plainPort, undefined);
    });
  });

  it("takes hmacSHA256 for hmacsha256 unless it is strict", async () => {
    for (const strict of [false, true]) {
      const instance = await start({ strict });
      const device = addDevice(instance);
      const options = login(device, { tail: "securemode=2,signmethod=HmacSHA256" });
      assert.equal(await code(instance, options), strict ? 2 : 0);
    }
  });

  it("hands over in order what arrives in one segment with CONNECT", async () => {
    const instance = await start();
    const device = addDevice(instance);
    const client = await RawClient.open(instance);
    const topic = `/sys/${device.productKey}/device1/thing/event/property/post`;
    client.send(
      connectPacket(login(device)),
      { cmd: "subscribe", messageId: 1, subscriptions: [{ topic: topic + "_reply", qos: 1 }] },
      client.message(topic, '{"id":"7","params":{"a":1}}', 1),
    );
    assert.equal((await client.next("connack")).returnCode, 0);
    assert.deepEqual((await client.next("suback")).granted, [1]);
    assert.equal(JSON.parse((await client.next("publish")).payload.toString()).id, "7");
    await client.next("puback");
  });

  it("lets nothing through that arrives in one segment with a CONNECT it refuses", async () => {
    const instance = await start();
    const recorder = new Recorder(instance);
    const device = addDevice(instance);
    const client = await RawClient.open(instance);
    const topic = `/sys/${device.productKey}/device1/thing/event/property/post`;
    const refused = connectPacket(login(device, { password: "0" }));
    client.send(refused, client.message(topic, '{"id":"7","params":{"a":1}}', 1));
    assert.equal((await client.next("connack")).returnCode, 4);
    await client.closed;
    assert.deepEqual(client.take("puback"), []);
    assert.deepEqual(recorder.of("publish"), []);
  });

  it("closes on what is not MQTT, on a second CONNECT, and on another packet first", async () => {
    const instance = await start();
    const device = addDevice(instance);
    const product = instance.addProduct();
    const noise = await RawClient.open(instance);
    noise.socket.write(
      "GET / HTTP/1.1\r\nHost: localhost\r\nUser-Agent: something that speaks another protocol\r\n\r\n",
    );
    await noise.closed;
    const early = await RawClient.open(instance);
    early.send({ cmd: "pingreq" });
    await early.closed;
    const { client } = await RawClient.connect(instance, login(device));
    await client.connect(registration("register", product, "device1"));
    await client.closed;
    const long = await RawClient.open(instance);
    long.socket.write(Buffer.from([0x10, 0xff, 0xff, 0xff, 0xff, 0x01]));
    await long.closed;
  });
});
