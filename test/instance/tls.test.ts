// The TLS of an instance: every suite that small devices speak, the keys of the devices in place of
// certificates (Link SDK C), and sessions that are resumed.

import assert from "node:assert/strict";
import type * as tls from "node:tls";
import { pskOf } from "../../bench/instance/psk.ts";
import type { Device, Instance, InstanceOptions } from "../../bench/instance/index.ts";
import type { State } from "../../bench/instance/state.ts";
import { addDevice, cleanUp, login, Recorder, registration, sign, start } from "./fixture.ts";
import { RawClient } from "./raw-client.ts";

const BY_KEY = ["PSK-AES128-CBC-SHA256", "PSK-AES128-CBC-SHA"];
const BY_CERTIFICATE = ["AES128-SHA256", "AES256-SHA256", "AES128-SHA", "AES256-SHA"];

const identityOf = ({ productKey, deviceName }: Device) =>
  `devicename|hmacsha256|${productKey}&${deviceName}|2524608000000`;

const keyFor = ({ productKey, deviceName, deviceSecret }: Device) =>
  sign("hmacsha256", deviceSecret, `id${productKey}&${deviceName}timestamp2524608000000`).toUpperCase();

function withPsk(identity: string, psk: string, suite = BY_KEY[0]): tls.ConnectionOptions {
  return {
    ciphers: suite,
    maxVersion: "TLSv1.2",
    pskCallback: () => ({ identity, psk: Buffer.from(psk) }),
    checkServerIdentity: () => undefined,
  };
}

const pskFor = (device: Device, suite?: string) => withPsk(identityOf(device), keyFor(device), suite);

async function begin(options: Partial<InstanceOptions> = {}) {
  const instance = await start(options);
  return { instance, recorder: new Recorder(instance), device: addDevice(instance) };
}

/** A login; returns what the instance says of its TLS. */
async function logIn(
  { instance, recorder, device }: { instance: Instance; recorder: Recorder; device: Device },
  options: tls.ConnectionOptions,
) {
  const client = await RawClient.open(instance, options);
  let session: Buffer | undefined;
  client.socket.on("session", (each: Buffer) => (session = each));
  assert.equal((await client.connect(login(device))).code, 0);
  session ??= (client.socket as tls.TLSSocket).getSession();
  await client.end();
  const { suite, resumed, psk } = await recorder.wait("connect");
  return { suite, resumed, psk, session };
}

describe("instance: TLS", () => {
  afterEach(cleanUp);

  it("takes a device's key or shows its certificate, on one port, in every suite", async () => {
    const world = await begin({ limits: false });
    for (const suite of BY_KEY) {
      const seen = await logIn(world, pskFor(world.device, suite));
      assert.deepEqual([seen.suite, seen.psk, seen.resumed], [suite, true, false]);
    }
    for (const suite of BY_CERTIFICATE) {
      const seen = await logIn(world, { ciphers: suite });
      assert.deepEqual([seen.suite, seen.psk, seen.resumed], [suite, false, false]);
    }
  });

  it("knows the key of a device, which is the text of its digits (mistake 57)", () => {
    const device = {
      productKey: "a1X2bEnP82z",
      deviceName: "example1",
      deviceSecret: "ga7XA6KdlEeiPXQPpRbAjOZXwG8ydgSe",
    } as Device;
    const state = { devices: new Map([["example1&a1X2bEnP82z", device]]) } as unknown as State;
    const text = "7CB647360E50AFA1E4C4B3556945A25D4970B94404DE1FBA159D1B2D37B0D23F";
    const identity = "devicename|hmacsha256|a1X2bEnP82z&example1|2524608000000";
    assert.equal(pskOf(state, identity)?.toString(), text);
    for (const wrong of [
      "",
      "example1&a1X2bEnP82z",
      identity.replace("example1", "example2"),
      identity.replace("sha256", "sha1"),
      identity.replace("2524608000000", "2524608000001"),
      identity.replace("&", ""),
      `${identity}|`,
    ]) {
      assert.equal(pskOf(state, wrong), null, wrong);
    }
  });

  it("does not know an identity of no device, and does not take a wrong key", async () => {
    const { instance, recorder, device } = await begin();
    for (const identity of [identityOf({ ...device, deviceName: "device2" }), "me"]) {
      const options = withPsk(identity, keyFor(device));
      await assert.rejects(RawClient.open(instance, options), {
        code: "ERR_SSL_TLSV1_ALERT_UNKNOWN_PSK_IDENTITY",
      });
      assert.match((await recorder.wait("broken")).reason, /psk identity not found/);
    }
    const options = withPsk(identityOf(device), keyFor(device).toLowerCase());
    await assert.rejects(RawClient.open(instance, options), { code: "ERR_SSL_SSLV3_ALERT_BAD_RECORD_MAC" });
    await recorder.wait("broken");
  });

  it("lets a key open the door for its own device alone, resumed or not", async () => {
    const world = await begin();
    const { instance, recorder, device } = world;
    const product = instance.setProduct(device.productKey, { dynamicRegistration: true });
    const other = instance.addDevice({ productKey: product.productKey, deviceName: "device2" });
    const { session } = await logIn(world, pskFor(device));
    for (const resumed of [undefined, session]) {
      for (const connect of [login(other), registration("register", product, "device2")]) {
        const client = await RawClient.open(instance, { ...pskFor(device), session: resumed });
        assert.equal((client.socket as tls.TLSSocket).isSessionReused(), resumed !== undefined);
        assert.equal((await client.connect(connect)).code, 5);
        assert.equal((await recorder.wait("refused")).reason, "PSK of another device");
      }
    }
  });

  for (const [how, options, resumes] of [
    ["by ticket", { sessionIds: false }, true],
    ["by id", { tickets: false }, true],
    ["not at all", { tickets: false, sessionIds: false }, false],
  ] as const) {
    it(`resumes sessions ${how} where it is told so`, async () => {
      const world = await begin(options);
      for (const how of [pskFor(world.device), { ciphers: BY_CERTIFICATE[0] }]) {
        const first = await logIn(world, how);
        const second = await logIn(world, { ...how, session: first.session });
        assert.deepEqual(second, { ...first, resumed: resumes, session: second.session });
      }
    });
  }

  it("can be made to know no keys, and goes on with certificates", async () => {
    const world = await begin({ psk: false });
    await assert.rejects(RawClient.open(world.instance, pskFor(world.device)), {
      code: "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE",
    });
    assert.equal((await logIn(world, { ciphers: BY_CERTIFICATE[0] })).psk, false);
  });
});
