// Dynamic registration over MQTT, both kinds (help: MQTT-based dynamic registration;
// Unique-certificate-per-product): answers, pushes, and the rules of who may register when.

import assert from "node:assert/strict";
import type { Instance, Product } from "../../bench/instance/index.ts";
import { cleanUp, FakeClock, login, Recorder, registration, start } from "./fixture.ts";
import { RawClient, type RawOptions } from "./raw-client.ts";

interface Pushed {
  topic: string;
  productKey: string;
  deviceName: string;
  deviceSecret: string;
  clientId: string;
  deviceToken: string;
}

async function attempt(instance: Instance, options: RawOptions): Promise<{ code: number; pushed?: Pushed }> {
  const { client, code } = await RawClient.connect(instance, options);
  if (code !== 0) {
    await client.closed;
    return { code };
  }
  const packet = await client.next("publish");
  assert.equal(packet.qos, 0);
  await client.end();
  return { code, pushed: { topic: packet.topic, ...JSON.parse(packet.payload.toString()) } };
}

async function product(options: Parameters<typeof start>[0] = {}, settings: Partial<Product> = {}) {
  const instance = await start({ clock: new FakeClock(), ...options });
  const product = instance.addProduct({ dynamicRegistration: true, ...settings });
  const { productKey } = product;
  const device = instance.addDevice({ productKey, deviceName: "dev1" });
  return { instance, product, productKey, device, clock: options.clock as FakeClock };
}

/** The login of a device that registered without a list. */
function tokenLogin(pushed: Pushed, more: RawOptions & { tail?: string } = {}): RawOptions {
  const { tail = "securemode=-2,authType=connwl", ...options } = more;
  return {
    clientId: `${pushed.clientId}|${tail}|`,
    username: `${pushed.deviceName}&${pushed.productKey}`,
    password: pushed.deviceToken,
    keepalive: 60,
    clean: true,
    ...options,
  };
}

describe("instance: registration", () => {
  afterEach(cleanUp);

  it("pushes the secret without any SUBSCRIBE, and the secret logs in", async () => {
    const { instance, product: owner, productKey } = await product();
    const recorder = new Recorder(instance);
    const { code, pushed } = await attempt(instance, registration("register", owner, "dev1"));
    assert.equal(code, 0);
    assert.deepEqual(Object.keys(pushed!), ["topic", "productKey", "deviceName", "deviceSecret"]);
    assert.equal(pushed!.topic, "/ext/register");
    assert.match(pushed!.deviceSecret, /^[0-9a-f]{32}$/);
    assert.equal((await recorder.wait("registered")).kind, "register");
    assert.equal(instance.find(productKey, "dev1")!.active, false, "a registration does not activate");
    assert.equal((await RawClient.connect(instance, login(pushed as never))).code, 0);
    assert.equal(instance.find(productKey, "dev1")!.active, true);
  });

  it("sends CONNACK and push in one piece (mistake 12)", async () => {
    const { instance, product: owner } = await product();
    const { client } = await RawClient.connect(instance, registration("register", owner, "dev1"));
    await client.next("publish");
    assert.equal(client.chunks.length, 1);
  });

  it("pushes a clientId and a token to a name that was not created, and these log in (mistakes 9, 13)", async () => {
    const { instance, product: owner, productKey } = await product();
    const { code, pushed } = await attempt(instance, registration("regnwl", owner, "fresh1"));
    assert.equal(code, 0);
    assert.deepEqual(Object.keys(pushed!), ["topic", "productKey", "deviceName", "clientId", "deviceToken"]);
    assert.equal(pushed!.topic, "/ext/regnwl");
    assert.equal(instance.find(productKey, "fresh1")!.active, false);
    const { client, code: connack } = await RawClient.connect(instance, tokenLogin(pushed!));
    assert.equal(connack, 0);
    await client.ping();
    assert.equal(instance.find(productKey, "fresh1")!.active, true);
  });

  it("takes more pairs in the tail of a token login, and none of its parts changed", async () => {
    const { instance, product: owner } = await product({ limits: false });
    const pushed = (await attempt(instance, registration("regnwl", owner, "fresh1"))).pushed!;
    const codes = [];
    for (const options of [
      tokenLogin(pushed, { tail: "_ss=1,ext=3,_v=sdk-c-4.2.0,securemode=-2,authType=connwl" }),
      tokenLogin({ ...pushed, clientId: "mine" }),
      tokenLogin({ ...pushed, deviceToken: "0".repeat(32) }),
      tokenLogin({ ...pushed, deviceToken: pushed.deviceToken.toUpperCase() }),
      tokenLogin({ ...pushed, deviceName: "dev1" }),
      tokenLogin(pushed, { tail: "securemode=2,authType=connwl" }),
      tokenLogin(pushed, { keepalive: 20 }),
    ]) {
      codes.push((await RawClient.connect(instance, options)).code);
    }
    assert.deepEqual(codes, [0, 4, 4, 4, 4, 2, 2]);
  });

  it("closes the connection after 15 s when the device does not (mistake 15)", async () => {
    const clock = new FakeClock();
    const { instance, product: owner } = await product({ clock });
    const recorder = new Recorder(instance);
    const { client } = await RawClient.connect(instance, registration("register", owner, "dev1"));
    await client.next("publish");
    await recorder.wait("registered");
    clock.advance(14_999);
    await client.ping();
    clock.advance(1);
    await client.closed;
    assert.equal((await recorder.wait("disconnect")).reason, "registered");
  });

  it("gives no session: SUBSCRIBE gets 0x80, messages go nowhere", async () => {
    const { instance, product: owner, productKey } = await product();
    const fresh = (await attempt(instance, registration("regnwl", owner, "fresh1"))).pushed!;
    const session = { owner: fresh, ...(await RawClient.connect(instance, tokenLogin(fresh))) };
    await session.client.subscribe(`/${productKey}/fresh1/user/get`);
    const recorder = new Recorder(instance);
    const { client } = await RawClient.connect(instance, registration("regnwl", owner, "fresh1"));
    assert.deepEqual(await client.subscribe("/ext/regnwl"), [0x80]);
    await client.publish(
      `/sys/${productKey}/fresh1/thing/event/property/post`,
      '{"id":"1","params":{"a":1}}',
      1,
    );
    await session.client.ping();
    await instance.publish(session.owner, `/${productKey}/fresh1/user/get`, "in flight", 1);
    const packet = await session.client.next("publish");
    await client.drop();
    await recorder.wait("disconnect");
    session.client.ack(packet);
    assert.equal((await recorder.wait("puback")).topic, packet.topic);
    assert.deepEqual(recorder.of("publish"), []);
    assert.deepEqual(instance.properties(productKey, "fresh1"), {});
  });

  describe("verifies the signature of", () => {
    const vectors = [
      {
        name: "a published session, hmacsha256",
        pk: "a1ExpAkj9Hi",
        dn: "Example_dyn1",
        ps: "ffFnFlKQW3HYjjPR",
        method: "hmacsha256",
        random: "7y4Jg5xdKCy9W2i",
        password: "d3b560d5be0c9c19749470e85d912b65685fa4b20edcbd179ccfe98fcca23d5e",
      },
      {
        name: "a second published session",
        pk: "a1csED27mp7",
        dn: "AdvExample_dyn1",
        ps: "VuULINCrtTAzCSzp",
        method: "hmacsha256",
        random: "2HyP9O70q5t9VuX",
        password: "9bba3312eb8d62ab11baaf910ad617ac052b31defc35a10446277a9e0aab2556",
      },
      {
        name: "a module's session, HmacMD5",
        pk: "k1hipglLdjU",
        dn: "868488076506128",
        ps: "8LQwOYSZMwp3DFBd",
        method: "HmacMD5",
        random: "123456",
        password: "20558baadb2a0b04847767980f0ee67b",
      },
      {
        name: "the seed's example, hmacsha1",
        pk: "xxx",
        dn: "device1",
        ps: "Rhkkj6K6BhlhyUW7",
        method: "hmacsha1",
        random: "789",
        password: "99203ea68d6f0a1efe161365f163d8ad04328a0a",
      },
      {
        name: "the seed's user name",
        pk: "ggrycEBOq8u",
        dn: "hello",
        ps: "Rhkkj6K6BhlhyUW7",
        method: "hmacsha1",
        random: "789",
        password: "4ff8f92a79ac48b876354d629afe28307bfe735f",
      },
      {
        name: "a computed value, hmacmd5",
        pk: "a1X2bEnP82z",
        dn: "example1",
        ps: "7jluWm1zql7bt8qK",
        method: "hmacmd5",
        random: "789",
        password: "28f62132beaf1a1fa8e3d095d7802094",
      },
      {
        name: "a computed value, hmacsha1",
        pk: "a1X2bEnP82z",
        dn: "example1",
        ps: "7jluWm1zql7bt8qK",
        method: "hmacsha1",
        random: "789",
        password: "2d7d498ae1c5e1e122b22bc387090cd4aea5a80d",
      },
      {
        name: "a computed value, hmacsha256",
        pk: "a1X2bEnP82z",
        dn: "example1",
        ps: "7jluWm1zql7bt8qK",
        method: "hmacsha256",
        random: "789",
        password: "d062e8a1cb2802b6de2a71270209b42eabb73005453fe333c689d61d7900b581",
      },
    ];
    for (const { name, pk, dn, ps, method, random, password } of vectors) {
      it(`${name}, and refuses another random`, async () => {
        const instance = await start();
        const { productKey } = instance.addProduct({
          productKey: pk,
          productSecret: ps,
          dynamicRegistration: true,
        });
        instance.addDevice({ productKey, deviceName: dn });
        const clientId = (r: string) =>
          `${dn}.${pk}|random=${r},authType=register,securemode=2,signmethod=${method}|`;
        const options = { username: `${dn}&${pk}`, password, keepalive: 0, clean: true };
        assert.equal((await attempt(instance, { ...options, clientId: clientId(random) })).code, 0);
        assert.equal((await attempt(instance, { ...options, clientId: clientId(random + "0") })).code, 4);
      });
    }

    it("a published regnwl script, whose instance id only an instance that has one looks at", async () => {
      const [pk, dn] = ["i6faWL8wiwH", "yixingyimi13"];
      const codes = [];
      for (const kind of ["old", "new"] as const) {
        const instance = await start({ kind });
        instance.addProduct({ productKey: pk, productSecret: "Yr0iF3HIgNkwiaPj", dynamicRegistration: true });
        const tail =
          "random=Test2,authType=regnwl,securemode=2,signmethod=hmacsha256,instanceId=iot-06z009y9rnab11u";
        codes.push(
          (
            await attempt(instance, {
              clientId: `${dn}.${pk}|${tail}|`,
              username: `${dn}&${pk}`,
              keepalive: 0,
              password: "c3e3aa4863518244419bae4a91d11d01d9fd1c0d7d13059c9c3b5b398fdb2681",
            })
          ).code,
        );
      }
      assert.deepEqual(codes, [0, 2]);
    });
  });

  it("answers CONNACK 2 to what is malformed, 4 to what is not authentic, and says why (mistake 16)", async () => {
    const { instance, product: owner, productKey } = await product({ limits: false });
    const recorder = new Recorder(instance);
    const tail = "securemode=2,authType=register";
    const cases: [RawOptions, number, string][] = [
      [
        registration("register", owner, "dev1", { tail: `${tail},signmethod=hmacsha256` }),
        2,
        "random missing",
      ],
      [
        registration("register", owner, "dev1", { tail: `${tail},random=789,signmethod=sha256` }),
        2,
        "signmethod unknown",
      ],
      [
        registration("register", owner, "dev1", { tail: "securemode=-2,authType=register,random=789" }),
        2,
        "securemode wrong",
      ],
      [registration("regnwl", owner, "x"), 2, "DeviceName malformed"],
      [registration("regnwl", owner, "a name with blanks"), 2, "DeviceName malformed"],
      [registration("register", { ...owner, productKey: "a1nobody" }, "dev1"), 4, "product unknown"],
      [registration("register", { ...owner, productSecret: "wrong" }, "dev1"), 4, "sign wrong"],
      [{ ...registration("register", owner, "dev1"), username: `dev2&${productKey}` }, 4, "sign wrong"],
    ];
    for (const [options, expected, reason] of cases) {
      assert.equal((await attempt(instance, options)).code, expected, reason);
      assert.equal((await recorder.wait("refused")).reason, reason);
    }
    const withDefault = registration("register", owner, "dev1", {
      tail: `${tail},random=789`,
      method: "hmacmd5",
    });
    assert.equal((await attempt(instance, withDefault)).code, 0, "signmethod left out: hmacmd5");
  });

  it("is refused over plain TCP with CONNACK 2", async () => {
    const { instance, product: owner } = await product({ plainPort: 0 });
    const client = await RawClient.openPlain(instance);
    assert.equal((await client.connect(registration("register", owner, "dev1"))).code, 2);
  });

  it("takes any keepalive", async () => {
    const { instance, product: owner } = await product();
    for (const keepalive of [0, 5, 65535]) {
      assert.equal((await attempt(instance, registration("register", owner, "dev1", { keepalive }))).code, 0);
    }
  });

  it("takes securemode 2 and -2 for regnwl; a strict new instance -2 with its id alone", async () => {
    const codes = [];
    for (const strict of [false, true]) {
      const { instance, product: owner } = await product({ strict });
      for (const mode of [2, -2]) {
        for (const id of ["", `,instanceId=${instance.instanceId}`]) {
          const tail = `securemode=${mode},authType=regnwl,random=789,signmethod=hmacsha256${id}`;
          codes.push((await attempt(instance, registration("regnwl", owner, "fresh1", { tail }))).code);
        }
      }
    }
    assert.deepEqual(codes, [0, 0, 0, 0, 2, 2, 2, 0]);
  });

  describe("activation rules, register", () => {
    const ask = (instance: Instance, owner: Product, name = "dev1") =>
      attempt(instance, registration("register", owner, name));

    it("name pre-created, never activated: the secret is returned", async () => {
      const { instance, product: owner } = await product();
      assert.equal((await ask(instance, owner)).code, 0);
    });

    it("name unknown: refused with CONNACK 4", async () => {
      const { instance, product: owner, productKey } = await product();
      assert.equal((await ask(instance, owner, "nobody")).code, 4);
      assert.equal(instance.find(productKey, "nobody"), undefined);
    });

    it("asked again before the first login: a new secret each time, the last one logs in", async () => {
      const { instance, product: owner, device } = await product();
      const first = (await ask(instance, owner)).pushed!;
      const second = (await ask(instance, owner)).pushed!;
      assert.equal(new Set([device.deviceSecret, first.deviceSecret, second.deviceSecret]).size, 3);
      assert.equal((await RawClient.connect(instance, login(first as never))).code, 4);
      assert.equal((await RawClient.connect(instance, login(second as never))).code, 0);
    });

    it("asked again, policy fixed: the secret of the device's creation each time", async () => {
      const { instance, product: owner, device } = await product({}, { secretPolicy: "fixed" });
      for (let i = 0; i < 2; i++)
        assert.equal((await ask(instance, owner)).pushed!.deviceSecret, device.deviceSecret);
    });

    it("asked after activation: refused with CONNACK 4, the old secret stays good (mistake 14)", async () => {
      const { instance, product: owner } = await product();
      const recorder = new Recorder(instance);
      const pushed = (await ask(instance, owner)).pushed!;
      assert.equal((await RawClient.connect(instance, login(pushed as never))).code, 0);
      assert.equal((await ask(instance, owner)).code, 4);
      assert.equal((await recorder.wait("refused")).reason, "device already active");
      assert.equal((await RawClient.connect(instance, login(pushed as never))).code, 0);
    });

    it("after ResetThing: registers again; the secret was unchanged until then", async () => {
      const { instance, product: owner, productKey } = await product();
      const pushed = (await ask(instance, owner)).pushed!;
      await RawClient.connect(instance, login(pushed as never));
      instance.reset(productKey, "dev1");
      assert.equal(instance.find(productKey, "dev1")!.deviceSecret, pushed.deviceSecret);
      assert.equal((await ask(instance, owner)).code, 0);
    });

    it("after deletion and creation anew: registers again", async () => {
      const { instance, product: owner, productKey } = await product();
      await RawClient.connect(instance, login((await ask(instance, owner)).pushed as never));
      instance.delete(productKey, "dev1");
      instance.addDevice({ productKey, deviceName: "dev1" });
      assert.equal((await ask(instance, owner)).code, 0);
    });

    it("product switch off: refused with CONNACK 4; active devices keep logging in", async () => {
      const { instance, product: owner, productKey } = await product();
      const pushed = (await ask(instance, owner)).pushed!;
      await RawClient.connect(instance, login(pushed as never));
      instance.addDevice({ productKey, deviceName: "dev2" });
      instance.setDynamicRegistration(productKey, false);
      assert.equal((await ask(instance, owner, "dev2")).code, 4);
      assert.equal((await RawClient.connect(instance, login(pushed as never))).code, 0);
    });
  });

  describe("activation rules, regnwl", () => {
    const ask = (instance: Instance, owner: Product, name = "fresh1") =>
      attempt(instance, registration("regnwl", owner, name));

    it("name unknown: created on the fly; name pre-created: taken as it is", async () => {
      const { instance, product: owner, productKey } = await product();
      for (const name of ["fresh1", "dev1"]) assert.equal((await ask(instance, owner, name)).code, 0);
      assert.deepEqual(
        instance.devices(productKey).map(({ deviceName }) => deviceName),
        ["dev1", "fresh1"],
      );
    });

    it("asked again: a new pair each time, five at most; all of them log in", async () => {
      const clock = new FakeClock();
      const { instance, product: owner, productKey } = await product({ clock });
      const pairs = [];
      for (let i = 0; i < 5; i++) {
        pairs.push((await ask(instance, owner)).pushed!);
        if (i === 1) assert.equal((await RawClient.connect(instance, tokenLogin(pairs[0]))).code, 0);
        clock.advance(60_000);
      }
      assert.equal(new Set(pairs.flatMap(({ clientId, deviceToken }) => [clientId, deviceToken])).size, 10);
      assert.equal((await ask(instance, owner)).code, 4);
      for (const pair of pairs) assert.equal((await RawClient.connect(instance, tokenLogin(pair))).code, 0);
      clock.advance(60_000);
      instance.reset(productKey, "fresh1");
      assert.equal(
        (await RawClient.connect(instance, tokenLogin(pairs[0]))).code,
        4,
        "cleared in the console",
      );
      assert.equal((await ask(instance, owner)).code, 0);
    });

    it("product switch off: refused with CONNACK 4 for a name never active", async () => {
      const { instance, product: owner, productKey } = await product({}, { dynamicRegistration: false });
      assert.equal((await ask(instance, owner)).code, 4);
      assert.equal(instance.find(productKey, "fresh1"), undefined);
    });
  });

  it("is refused to a disabled device", async () => {
    const { instance, product: owner, productKey } = await product();
    instance.disable(productKey, "dev1");
    for (const kind of ["register", "regnwl"] as const) {
      assert.equal((await attempt(instance, registration(kind, owner, "dev1"))).code, 4);
    }
  });

  it("counts among the five connects a minute", async () => {
    const { instance, product: owner } = await product();
    const codes = [];
    for (let i = 0; i < 6; i++)
      codes.push((await attempt(instance, registration("register", owner, "dev1"))).code);
    assert.deepEqual(codes, [0, 0, 0, 0, 0, 3]);
  });

  it("creates no more than 500 devices", async () => {
    const { instance, product: owner, productKey } = await product();
    for (let i = 1; i < 500; i++) instance.addDevice({ productKey, deviceName: `many${i}` });
    assert.equal((await attempt(instance, registration("regnwl", owner, "fresh1"))).code, 4);
  });
});
