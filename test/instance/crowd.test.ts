// Two hundred devices on one instance at once, all checks on: each keeps its connection, its reports and its
// messages to itself. How many more it holds, and what they cost, is for `npm run benchmark:instance`.

import assert from "node:assert/strict";
import type { Device, Instance } from "../../bench/instance/index.ts";
import { cleanUp, login, Recorder, start } from "./fixture.ts";
import { RawClient } from "./raw-client.ts";

const DEVICES = 200;
const AT_ONCE = 20;

/** A device and its connection. */
interface Member {
  device: Device;
  number: number;
  client: RawClient;
}

describe("instance: two hundred devices at once", () => {
  afterEach(cleanUp);

  it("are all online, and what they report and are sent does not mix", async () => {
    const { instance, recorder, members, topicOf } = await gather();
    assert.ok(members.every(({ device }) => instance.isOnline(device.productKey, device.deviceName)));
    await Promise.all(
      members.map(async ({ device, number, client }) => {
        const { productKey, deviceName } = device;
        await client.subscribe(topicOf(device));
        const post = `/sys/${productKey}/${deviceName}/thing/event/property/post`;
        for (const value of [0, number]) {
          await client.publish(post, JSON.stringify({ id: "1", params: { value } }), 1);
          await client.publish(topicOf(device), `own ${number}`);
        }
        await client.ping();
        await instance.publish(device, topicOf(device), `for ${number}`, 1);
        const got = [];
        while (got.length < 3) got.push((await client.next("publish")).payload.toString());
        assert.deepEqual(got, [`own ${number}`, `own ${number}`, `for ${number}`]);
        await client.ping();
        assert.deepEqual(client.take("publish"), []);
      }),
    );
    for (const { device, number } of members) {
      assert.equal(instance.properties(device.productKey, device.deviceName).value.value, number);
    }
    assert.deepEqual([...recorder.of("drop"), ...recorder.of("refused"), ...recorder.of("failure")], []);
  });

  it("that go at once are all told to be gone, and leave nothing behind", async () => {
    const { instance, recorder, members } = await gather();
    for (const { client } of members) client.socket.destroy();
    for (let i = 0; i < DEVICES; i++) await recorder.wait("disconnect");
    assert.ok(members.every(({ device }) => !instance.isOnline(device.productKey, device.deviceName)));
  });

  async function gather() {
    const instance = await start();
    const recorder = new Recorder(instance);
    const { productKey } = instance.addProduct({ topics: [{ name: "user/data", access: "both" }] });
    const members: Member[] = [];
    for (let first = 0; first < DEVICES; first += AT_ONCE) {
      const numbers = Array.from({ length: AT_ONCE }, (_, i) => first + i);
      members.push(...(await Promise.all(numbers.map((number) => join(instance, productKey, number)))));
    }
    const topicOf = ({ deviceName }: Device) => `/${productKey}/${deviceName}/user/data`;
    return { instance, recorder, members, topicOf };
  }

  async function join(instance: Instance, productKey: string, number: number): Promise<Member> {
    const device = instance.addDevice({ productKey, deviceName: `device${number}` });
    const { client, code } = await RawClient.connect(instance, login(device));
    assert.equal(code, 0);
    return { device, number, client };
  }
});
