// Peers that mean harm or are broken: whatever bytes they send, before and after a login, the instance goes
// on serving the others.

import assert from "node:assert/strict";
import fc from "fast-check";
import { generate } from "mqtt-packet";
import type { Device, Instance } from "../../bench/instance/index.ts";
import { addDevice, cleanUp, login, start } from "./fixture.ts";
import { connectPacket, RawClient } from "./raw-client.ts";

const SEED = 20_260_101;

/** Packets a client might send, of which the generators below break one. */
function packets(device: Device): Buffer {
  const thing = `/sys/${device.productKey}/device1/thing`;
  return Buffer.concat([
    generate({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: `${thing}/#`, qos: 1 }] }),
    generate({
      cmd: "publish",
      topic: `${thing}/event/property/post`,
      messageId: 2,
      qos: 1,
      dup: false,
      retain: false,
      payload: '{"id":"1","params":{"a":{"value":1,"time":2}}}',
    }),
    generate({ cmd: "pingreq" }),
    generate({ cmd: "unsubscribe", messageId: 3, unsubscriptions: [`${thing}/#`] }),
    generate({ cmd: "disconnect" }),
  ]);
}

async function assertServes(instance: Instance): Promise<void> {
  const { productKey } = instance.products()[0];
  const other =
    instance.find(productKey, "other1") ?? instance.addDevice({ productKey, deviceName: "other1" });
  const { client, code } = await RawClient.connect(instance, login(other));
  assert.equal(code, 0);
  await client.publish(
    `/sys/${productKey}/other1/thing/event/property/post`,
    '{"id":"1","params":{"a":1}}',
    1,
  );
  await client.end();
}

describe("instance: a hostile peer", () => {
  afterEach(cleanUp);

  it("may send anything instead of CONNECT", async () => {
    const instance = await start({ limits: false });
    addDevice(instance);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), async (bytes) => {
        const client = await RawClient.open(instance);
        client.socket.end(Buffer.from(bytes));
        await client.closed;
      }),
      { seed: SEED, numRuns: 60 },
    );
    await assertServes(instance);
  });

  it("may send any CONNECT with one byte changed", async () => {
    const instance = await start({ limits: false });
    const device = addDevice(instance);
    const good = generate(connectPacket(login(device, { will: { topic: "a", payload: "b" } })));
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.nat(255), async (at, byte) => {
        const bytes = Buffer.from(good);
        bytes[at] = byte;
        const client = await RawClient.open(instance);
        client.socket.end(Buffer.concat([bytes, packets(device)]));
        await client.closed;
      }),
      { seed: SEED, numRuns: 60 },
    );
    await assertServes(instance);
  });

  it("may send anything after its login, cut anywhere", async () => {
    const instance = await start({ limits: false });
    const device = addDevice(instance);
    const connect = generate(connectPacket(login(device, { clean: false })));
    const good = packets(device);
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), async (at, byte, end) => {
        const bytes = Buffer.from(good);
        bytes[at] = byte;
        const client = await RawClient.open(instance);
        client.socket.end(Buffer.concat([connect, bytes.subarray(0, end)]));
        await client.closed;
      }),
      { seed: SEED, numRuns: 100 },
    );
    await assertServes(instance);
  });

  it("may vanish at any moment of its login, and leaves no session behind", async () => {
    const instance = await start({ limits: false });
    const device = addDevice(instance);
    const connect = generate(connectPacket(login(device)));
    for (let turns = 0; turns < 20; turns++) {
      const client = await RawClient.open(instance);
      client.socket.write(connect);
      for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve));
      await client.drop();
    }
    await assertServes(instance);
    const { client } = await RawClient.connect(instance, login(device));
    await client.ping();
    assert.equal(instance.isOnline(device.productKey, "device1"), true);
    instance.disable(device.productKey, "device1");
    await client.closed;
    assert.equal(instance.isOnline(device.productKey, "device1"), false);
  });

  it("may be many twins that log in at once: one of them stays", async () => {
    const instance = await start({ limits: false });
    const device = addDevice(instance);
    const twins = await Promise.all(Array.from({ length: 10 }, () => RawClient.open(instance)));
    await Promise.all(twins.map((twin) => twin.connect(login(device))));
    await assertServes(instance);
    const alive = twins.filter(({ isClosed }) => !isClosed);
    assert.equal(alive.length, 1);
    await alive[0].ping();
  });
});
