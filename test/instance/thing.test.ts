// Property post, its reply and its validation, property set and its reply (help: Alink protocol; Data
// formats), as a device sees them and as the operator of the instance does.

import assert from "node:assert/strict";
import * as fs from "node:fs";
import {
  E_DEVICE_OFFLINE,
  E_NOT_DELIVERED,
  E_NOT_SUBSCRIBED,
  E_REPLY_MISSING,
  E_STATE_DISK_FULL,
  E_TSL_WRONG,
} from "../../lib/codes.ts";
import { parseKindly } from "../../bench/instance/json.ts";
import { parseTsl } from "../../bench/instance/tsl.ts";
import { addDevice, cleanUp, FakeClock, login, Recorder, start } from "./fixture.ts";
import { RawClient } from "./raw-client.ts";

const TYPES = ["int", "float", "double", "bool", "enum", "text", "date", "struct", "array"];
const TSL = parseTsl(
  JSON.stringify({
    schema: "https://iotx-tsl.oss-ap-southeast-1.aliyuncs.com/schema.json",
    profile: { productKey: "a1X2bEnP82z" },
    properties: TYPES.map((type) => ({
      identifier: type,
      name: type,
      accessMode: "rw",
      required: false,
      dataType: { type, specs: {} },
    })),
  }),
);

async function online(
  options: Parameters<typeof start>[0] = {},
  product: Parameters<typeof addDevice>[1] = {},
) {
  const instance = await start(options);
  const recorder = new Recorder(instance);
  const device = addDevice(instance, product);
  const tail = "securemode=2,signmethod=hmacsha256,_ss=1";
  const { client } = await RawClient.connect(instance, login(device, { tail }));
  const thing = `/sys/${device.productKey}/device1/thing`;
  const post = async (message: string | object) => {
    await client.publish(
      `${thing}/event/property/post`,
      typeof message === "string" ? message : JSON.stringify(message),
    );
    await client.ping();
    const [reply] = client.take("publish") as { topic: string; payload: Buffer }[];
    if (reply === undefined) return undefined;
    assert.equal(reply.topic, `${thing}/event/property/post_reply`);
    return JSON.parse(reply.payload.toString());
  };
  const values = () =>
    Object.fromEntries(
      Object.entries(instance.properties(device.productKey, "device1")).map(([name, { value }]) => [
        name,
        value,
      ]),
    );
  return { instance, recorder, device, client, thing, post, values };
}

describe("instance: property post", () => {
  afterEach(cleanUp);

  it("is stored and answered as the platform answers", async () => {
    const clock = new FakeClock();
    const { instance, recorder, device, post } = await online({ clock });
    const reply = await post({
      id: "123",
      version: "1.0",
      params: { Power: "on", WF: { value: 23.6, time: 1524448722000 } },
    });
    assert.deepEqual(reply, {
      code: 200,
      data: {},
      id: "123",
      message: "success",
      method: "thing.event.property.post",
      version: "1.0",
    });
    assert.deepEqual(instance.properties(device.productKey, "device1"), {
      Power: { value: "on", time: clock.now() },
      WF: { value: 23.6, time: 1524448722000 },
    });
    const { params, failed, at } = await recorder.wait("property");
    assert.deepEqual([params, failed, at], [{ Power: "on", WF: 23.6 }, {}, clock.now()]);
  });

  it("echoes the id as text, whether it came as text or as a number of any length", async () => {
    const { post } = await online();
    const ids = [
      ['"7"', "7"],
      ["7", "7"],
      ["4294967295", "4294967295"],
      ["892687627916247040", "892687627916247040"],
    ];
    for (const [sent, expected] of [...ids, ['"guid|exp-topic|/sys"', "guid|exp-topic|/sys"]]) {
      assert.equal((await post(`{"id":${sent},"params":{"a":1}}`)).id, expected);
    }
  });

  it("is answered unless sys.ack is 0", async () => {
    const { post, values } = await online();
    assert.equal((await post({ id: "1", params: { a: 1 }, sys: { ack: 1 } })).code, 200);
    assert.equal((await post({ id: "2", params: { a: 2 }, sys: {} })).code, 200);
    assert.equal(await post({ id: "3", params: { a: 3 }, sys: { ack: 0 } }), undefined);
    assert.equal(await post({ params: { a: 4 } }), undefined, "no id: nothing to answer to");
    assert.deepEqual(values(), { a: 4 });
  });

  it("is answered with its own QoS, and the device's PUBACK for that is seen", async () => {
    for (const clean of [true, false]) {
      const { instance, recorder, device, thing } = await online();
      const tail = "securemode=2,signmethod=hmacsha256,_ss=1";
      const { client } = await RawClient.connect(instance, login(device, { tail, clean }));
      const ids = new Set();
      for (let i = 0; i < 2; i++) {
        await client.publish(`${thing}/event/property/post`, '{"id":"1","params":{"a":1}}', 1);
        const reply = await client.next("publish");
        assert.equal(reply.qos, 1);
        ids.add(reply.messageId);
        client.ack(reply);
        assert.equal((await recorder.wait("puback")).topic, `${thing}/event/property/post_reply`);
      }
      assert.equal(ids.size, 2);
      client.send({ cmd: "puback", messageId: 1 + Number([...ids][0]) });
      await client.ping();
    }
  });

  it("takes JSON as loosely as the platform does (mistakes 36, 63)", async () => {
    const { post, recorder, values } = await online();
    assert.equal(
      (await post('\ufeff{"id":5,"params":{"fileInfo":{"streamId":1,"fileId":2,},"list":[1,2,],},}')).code,
      200,
    );
    assert.deepEqual(values(), { fileInfo: { streamId: 1, fileId: 2 }, list: [1, 2] });
    for (const broken of [
      "",
      "{",
      "[1]",
      '"text"',
      '{"id":"1","params":{"a":}}',
      "[".repeat(100_000),
      '{"a":1}}',
    ]) {
      assert.equal(await post(broken), undefined);
      assert.equal((await recorder.wait("drop")).reason, "not JSON");
    }
  });

  it("keeps a Chinese text byte for byte", async () => {
    const { post, values } = await online();
    await post('{"id":"1","params":{"text":"温度\\u4e2d𠮷"}}');
    assert.deepEqual(values(), { text: "温度中𠮷" });
  });

  it("without params, or with over 200, is refused with a code", async () => {
    const { post, values } = await online();
    for (const params of [undefined, 1, "x", [1], null])
      assert.equal((await post({ id: "1", params })).code, 460);
    const many = Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`p${i}`, i]));
    assert.equal((await post({ id: "1", params: many })).code, 6106);
    assert.deepEqual(values(), {});
  });

  it("survives names that mean something to JavaScript", async () => {
    const { post, values } = await online();
    await post('{"id":"1","params":{"__proto__":{"a":1},"constructor":2,"toString":3}}');
    assert.deepEqual(values(), { constructor: 2, toString: 3 });
    assert.equal(({} as Record<string, unknown>).a, undefined);
  });

  describe("against a thing model", () => {
    it("stores what fits, drops the rest, names it in data, and is a success all the same (mistake 31)", async () => {
      const { post, recorder, values } = await online({}, { tsl: TSL });
      const reply = await post({
        id: "1",
        params: { int: 5, LightSwitch: 1, text: 7, bool: { value: true, time: 9 } },
      });
      assert.deepEqual([reply.code, reply.message], [200, "success"]);
      assert.deepEqual(reply.data, {
        LightSwitch: "tsl parse: params not exist",
        text: "tsl parse: data type is not string -> text",
        bool: "tsl parse: value of bool type must be int -> bool",
      });
      assert.deepEqual(values(), { int: 5 });
      const { failed } = await recorder.wait("property");
      assert.deepEqual(failed.bool, {
        code: 6308,
        message: "tsl parse: value of bool type must be int -> bool",
        value: true,
        time: 9,
      });
    });

    const good: Record<string, unknown[]> = {
      int: [0, -2147483648, 2147483647],
      float: [1, 1.5, -3e10],
      double: [0.1],
      bool: [0, 1],
      enum: [0, 7],
      text: ["", "温"],
      date: ["1524448722000"],
      struct: [{}, { a: 1 }],
      array: [[], [1, 2]],
    };
    const bad: Record<string, unknown[]> = {
      int: [1.5, "1", true, null, 4294967296],
      float: ["1.5", true],
      double: [null],
      bool: [true, "1", 2],
      enum: ["on", 1.5],
      text: [1, {}],
      date: [1524448722000, "yesterday"],
      struct: [1, "{}", [1]],
      array: [{}, "[]"],
    };
    for (const type of TYPES) {
      it(`of type ${type} is held against it (mistake 30)`, async () => {
        const { post } = await online({ limits: false }, { tsl: TSL });
        for (const value of good[type])
          assert.deepEqual((await post({ id: "1", params: { [type]: value } })).data, {});
        for (const value of bad[type]) {
          const { code, data } = await post({ id: "1", params: { [type]: value } });
          assert.equal(code, 200);
          assert.match(data[type], new RegExp(`^tsl parse: .* -> ${type}$`), JSON.stringify(value));
        }
      });
    }

    it("takes everything when the product says none", async () => {
      const { post, values } = await online({}, { tsl: TSL, validation: "none" });
      assert.deepEqual((await post({ id: "1", params: { int: "x", other: 1 } })).data, {});
      assert.deepEqual(values(), { int: "x", other: 1 });
    });
  });

  it("is a success to a device that posts with QoS 1 when it is on the disk, not earlier", async () => {
    const { instance, client, thing, values } = await online();
    let release = () => {};
    instance.faults.slow = new Promise((resolve) => (release = resolve));
    client.send(client.message(`${thing}/event/property/post`, '{"id":"1","params":{"a":1}}', 1));
    await client.ping();
    assert.deepEqual([values(), client.take("publish"), client.take("puback")], [{ a: 1 }, [], []]);
    instance.faults.slow = undefined;
    release();
    assert.equal(JSON.parse((await client.next("publish")).payload.toString()).code, 200);
    await client.next("puback");
  });

  it("is neither a success nor acknowledged when the disk fails to take it for good", async () => {
    const { instance, recorder, client, thing } = await online();
    const failing = Promise.reject(new Error("worn out"));
    failing.catch(() => undefined);
    instance.faults.slow = failing;
    client.send(client.message(`${thing}/event/property/post`, '{"id":"1","params":{"a":1}}', 1));
    await client.closed;
    instance.faults.slow = undefined;
    assert.deepEqual([client.take("publish"), client.take("puback")], [[], []]);
    assert.equal((await recorder.wait("disconnect")).reason, "store failed");
  });

  it("that cannot be stored is answered with 500, and with QoS 1 not acknowledged", async () => {
    const { instance, recorder, client, thing, post, values } = await online();
    instance.faults.full = true;
    assert.equal((await post({ id: "1", params: { a: 1 } })).code, 500);
    assert.equal((await recorder.wait("failure")).error.code, E_STATE_DISK_FULL);
    client.send(client.message(`${thing}/event/property/post`, '{"id":"2","params":{"a":1}}', 1));
    await client.closed;
    assert.deepEqual(client.take("puback"), []);
    assert.equal((await recorder.wait("disconnect")).reason, "store failed");
    assert.deepEqual(values(), {});
  });
});

describe("instance: property set", () => {
  afterEach(cleanUp);

  it("reaches the device as the platform sends it and resolves with what it answers, the stored value as it was (mistake 32)", async () => {
    const { instance, recorder, device, client, thing } = await online();
    const set = instance.setProperty(device.productKey, "device1", { temperature: 30.5 });
    const packet = await client.next("publish");
    const message = JSON.parse(packet.payload.toString());
    assert.equal(packet.topic, `${thing}/service/property/set`);
    assert.match(message.id, /^\d{1,10}$/);
    assert.deepEqual(message, {
      method: "thing.service.property.set",
      id: message.id,
      params: { temperature: 30.5 },
      version: "1.0",
    });
    await client.publish(`${thing}/service/property/set_reply`, `{"id":${message.id},"code":200,"data":{}}`);
    assert.deepEqual(await set, { id: message.id, code: 200, data: {} });
    const { id, code } = await recorder.wait("reply");
    assert.deepEqual([id, code], [message.id, 200]);
    assert.deepEqual(
      instance.properties(device.productKey, "device1"),
      {},
      "only a post changes what is stored",
    );
  });

  it("has another id each time, also after a restart", async () => {
    const ids = new Set<string>();
    for (let i = 0; i < 2; i++) {
      const { instance, device, client } = await online();
      for (let k = 0; k < 2; k++) {
        instance.setProperty(device.productKey, "device1", { a: k }).catch(() => undefined);
        ids.add(JSON.parse((await client.next("publish")).payload.toString()).id);
      }
    }
    assert.equal(ids.size, 4);
  });

  it("goes with QoS 1 unless asked otherwise", async () => {
    const { instance, device, client } = await online();
    for (const [options, qos] of [
      [undefined, 1],
      [{ qos: 0 }, 0],
    ] as const) {
      instance.setProperty(device.productKey, "device1", {}, options).catch(() => undefined);
      assert.equal((await client.next("publish")).qos, qos);
    }
  });

  it("fails with a code: offline, not subscribed, no answer in 8 s, over a limit", async () => {
    const clock = new FakeClock();
    const { instance, recorder, device, client } = await online({ clock });
    const pk = device.productKey;
    instance.addDevice({ productKey: pk, deviceName: "device2" });
    await assert.rejects(instance.setProperty(pk, "device2", {}), { code: E_DEVICE_OFFLINE });
    const unanswered = instance.setProperty(pk, "device1", {});
    await client.next("publish");
    clock.advance(8_000);
    await assert.rejects(unanswered, { code: E_REPLY_MISSING });
    await assert.rejects(instance.setProperty(pk, "device1", { long: "x".repeat(257 * 1024) }), {
      code: E_NOT_DELIVERED,
    });
    const deaf = await RawClient.connect(instance, login(device));
    await recorder.wait("kick");
    await assert.rejects(instance.setProperty(pk, "device1", {}), { code: E_NOT_SUBSCRIBED });
    await deaf.client.end();
  });

  it("fails when the instance is closed before the answer", async () => {
    const { instance, device, client } = await online();
    const set = instance.setProperty(device.productKey, "device1", {});
    await client.next("publish");
    const failed = assert.rejects(set, { code: E_DEVICE_OFFLINE });
    await instance.close();
    await failed;
  });

  it("waits for an offline device with clean session 0 and is answered when it is back", async () => {
    const { instance, recorder, device, thing, client: first } = await online();
    const tail = "securemode=2,signmethod=hmacsha256,_ss=1";
    const { client } = await RawClient.connect(instance, login(device, { tail, clean: false }));
    await first.closed;
    await recorder.wait("disconnect");
    await client.end();
    await recorder.wait("disconnect");
    const set = instance.setProperty(device.productKey, "device1", { a: 1 });
    const again = await RawClient.connect(instance, login(device, { tail, clean: false }));
    const packet = await again.client.next("publish");
    const { id } = JSON.parse(packet.payload.toString());
    await again.client.publish(
      `${thing}/service/property/set_reply`,
      JSON.stringify({ id, code: 200, data: {} }),
    );
    assert.equal((await set).code, 200);
  });
});

describe("instance: thing model file", () => {
  it("is refused with the place that is wrong", () => {
    for (const [text, detail] of [
      ["{", /JSON/],
      ['{"properties":1}', /^properties: /],
      [
        '{"properties":[{"identifier":"a","dataType":{"type":"integer"}}]}',
        /^properties\.0\.dataType\.type: /,
      ],
    ] as const) {
      assert.throws(
        () => parseTsl(text),
        (error: { code: number; detail: string }) => {
          return error.code === E_TSL_WRONG && detail.test(error.detail);
        },
      );
    }
  });
});

describe("instance: JSON reader", () => {
  it("reads what JSON.parse reads, the same", () => {
    const texts = [
      "0",
      "-1.5e3",
      '"a\\n\\u4e2d\\"b"',
      "true",
      "null",
      "[]",
      "{}",
      '[1,[2,{"a":[]}]]',
      ' { "a" : "b" , "c" : [ null ] } ',
      fs.readFileSync("package.json", "utf8"),
    ];
    for (const text of texts) assert.deepEqual(parseKindly(text), JSON.parse(text));
  });

  it("keeps integers beyond 2^53 as their digits", () => {
    assert.deepEqual(parseKindly('{"id":123456789012345678,"a":[1e30,0.5]}'), {
      id: "123456789012345678",
      a: [1e30, 0.5],
    });
    assert.deepEqual(parseKindly("[9007199254740991,9007199254740993,1e400]"), [
      9007199254740991,
      "9007199254740993",
      "1e400",
    ]);
  });

  it("takes 64 levels of nesting and no more", () => {
    const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
    parseKindly(nested(64));
    assert.throws(() => parseKindly(nested(66)), SyntaxError);
  });

  it("leaves out what would change the object itself", () => {
    for (const name of ["__proto__", "\\u005f_proto__", "_\\u005Fproto_\\u005f"]) {
      const value = parseKindly(`{"${name}":{"a":1},"b":2}`) as Record<string, unknown>;
      assert.deepEqual([Object.getPrototypeOf(value), value], [Object.prototype, { b: 2 }]);
    }
  });

  it("refuses the rest", () => {
    for (const text of [
      "",
      "[,]",
      "{,}",
      "[1,,2]",
      '{"a" 1}',
      "tru",
      "'a'",
      "01x",
      "1 2",
      '"\\x"',
      "{a:1}",
      "[".repeat(70),
    ]) {
      assert.throws(() => parseKindly(text), SyntaxError, text);
    }
  });
});
