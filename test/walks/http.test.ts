// The guide's walk by HTTPS, in its order: a device registers, fetches a token with the secret that it was given, and reports
// to its topic and to its thing model. Once as the guide writes the requests down, to the hosts of an old instance, and once by a
// device of ours, on the simulated board and on the real interpreter (ESPRUINO=…).
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Instance, startInstance } from "../../bench/instance/index.ts";
import { S_ONLINE } from "../../lib/codes.ts";
import { BOARDS, cleanUp, HttpRig, httpImage } from "../firmware/http-rig.ts";
import { sign } from "../instance/fixture.ts";
import { type Answer, BYTES, call, FORM, JSON_TYPE } from "../instance/http-client.ts";

const DEVICE_NAME = "device1";
const TSL = {
  properties: [
    { identifier: "power", name: "power", accessMode: "rw", required: true, dataType: { type: "bool", specs: { 0: "off", 1: "on" } } },
  ],
  events: [],
  services: [],
};

describe("the guide's walk by HTTPS", () => {
  let dir: string;
  let instance: Instance;
  let productKey: string;
  let productSecret: string;
  let published: any[];

  before(async () => {
    dir = mkdtempSync(join(tmpdir(), "linkino-walk-"));
    instance = await startInstance({ dir, kind: "old" });
    instance.on("publish", (event) => published.push(event));
  });
  after(async () => {
    await instance.close();
    rmSync(dir, { recursive: true, force: true });
  });
  beforeEach(() => {
    published = [];
    ({ productKey, productSecret } = instance.addProduct({ dynamicRegistration: true, tsl: TSL }));
    instance.addDevice({ productKey, deviceName: DEVICE_NAME });
  });
  afterEach(cleanUp);

  /** Both reports have arrived, and the value is in the store. */
  const hasArrived = (text: string): void => {
    assert.deepEqual(published.map(({ topic }) => topic), [
      `/${productKey}/${DEVICE_NAME}/user/update`, `/sys/${productKey}/${DEVICE_NAME}/thing/event/property/post`,
    ]);
    assert.equal(String(published[0].payload), text);
    assert.equal(instance.properties(productKey, DEVICE_NAME).power!.value, 1);
  };

  it("is as the guide writes it down", async () => {
    const data = (answer: Answer): any => JSON.parse(answer.text);

    // 1. A registration: content and key of the signature are the product's.
    const random = "789";
    const content = `deviceName${DEVICE_NAME}productKey${productKey}random${random}`;
    const registered = await call(instance, "/auth/register/device", {
      host: "iot-auth.cn-shanghai.aliyuncs.com",
      headers: { "Content-Type": FORM },
      body: `productKey=${productKey}&deviceName=${DEVICE_NAME}&random=${random}` +
        `&sign=${sign("hmacsha1", productSecret, content)}&signMethod=HmacSHA1`,
    });
    assert.equal(registered.code, 200);
    const { deviceSecret } = data(registered).data;

    // 2. A token, with the DeviceSecret.
    const host = "iot-as-http.cn-shanghai.aliyuncs.com";
    const login = `clientId123456deviceName${DEVICE_NAME}productKey${productKey}`;
    const authorised = await call(instance, "/auth", {
      host,
      headers: { "Content-Type": JSON_TYPE },
      body: JSON.stringify({
        version: "default", clientId: "123456", signmethod: "hmacsha1", sign: sign("hmacsha1", deviceSecret, login),
        productKey, deviceName: DEVICE_NAME,
      }),
    });
    assert.equal(authorised.code, 0);
    const { token } = data(authorised).info;

    // 3. A report to a topic of the product, and 4. one of the thing model.
    const report = (topic: string, body: string): Promise<Answer> =>
      call(instance, `/topic${topic}`, { host, headers: { "Content-Type": BYTES, password: token }, body });
    assert.equal((await report(`/${productKey}/${DEVICE_NAME}/user/update`, "hello")).code, 0);
    const post = { id: "123", version: "1.0", params: { power: { value: 1 } }, method: "thing.event.property.post" };
    const posted = await report(`/sys/${productKey}/${DEVICE_NAME}/thing/event/property/post`, JSON.stringify(post));
    assert.match(posted.text, /"messageId":\d{18,19}\}/);
    hasArrived("hello");

    // 5. The name has been used: nobody registers under it again.
    const again = await call(instance, "/auth/register/device", {
      host: "iot-auth.cn-shanghai.aliyuncs.com",
      headers: { "Content-Type": FORM },
      body: `productKey=${productKey}&deviceName=${DEVICE_NAME}&random=${random}` +
        `&sign=${sign("hmacsha1", productSecret, content)}&signMethod=hmacsha1`,
    });
    assert.equal(again.text, '{"code":6289,"message":"device is already active"}');
  });

  for (const where of BOARDS) {
    it(`is walked by a device, on ${where}`, async function () {
      this.timeout(60000);
      if (where === "the real interpreter" && !process.env.ESPRUINO) return this.skip();
      await httpImage();
      const rig = await HttpRig.make({
        where, instance, deviceName: DEVICE_NAME, settings: { pk: productKey }, what: { productSecret },
      });
      rig.boot();
      await rig.said(S_ONLINE);
      const [, code, messageId] = (await rig.send("update", "hello")).split(" ");
      assert.equal(code, "0");
      assert.equal(messageId, published[0].messageId);
      assert.match(await rig.report({ power: 1 }), /^report 0 \d{18,19}$/);
      hasArrived("hello");
    });
  }
});
