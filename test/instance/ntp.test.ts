// The time of the platform (help: NTP service), which a device asks for by a message and gets from the
// instance's clock.

import assert from "node:assert/strict";
import { addDevice, cleanUp, FakeClock, login, Recorder, start } from "./fixture.ts";
import { RawClient } from "./raw-client.ts";

describe("instance: the time", () => {
  afterEach(cleanUp);

  for (const [whom, ss] of [
    ["a session with _ss=1 that never subscribed", true],
    ["any other session that subscribed", false],
  ] as const) {
    it(`is told to ${whom}, in texts`, async () => {
      const clock = new FakeClock();
      const instance = await start({ clock });
      const device = addDevice(instance);
      const tail = `securemode=2,signmethod=hmacsha256${ss ? ",_ss=1" : ""}`;
      const { client } = await RawClient.connect(instance, login(device, { tail }));
      const topic = `/ext/ntp/${device.productKey}/device1`;
      if (!ss) await client.subscribe(`${topic}/response`);
      const now = String(clock.now());
      for (const sent of ['"1571724098000"', "1571724098000"]) {
        await client.publish(`${topic}/request`, `{"deviceSendTime":${sent}}`);
        const answer = await client.next("publish");
        assert.deepEqual([answer.topic, answer.qos], [`${topic}/response`, 0]);
        assert.deepEqual(JSON.parse(answer.payload.toString()), {
          deviceSendTime: "1571724098000",
          serverRecvTime: now,
          serverSendTime: now,
        });
      }
    });
  }

  it("is not told to a session that does not listen, nor for a message that is no JSON", async () => {
    const instance = await start();
    const recorder = new Recorder(instance);
    const device = addDevice(instance);
    const { client } = await RawClient.connect(instance, login(device));
    const topic = `/ext/ntp/${device.productKey}/device1`;
    await client.publish(`${topic}/request`, '{"deviceSendTime":"1"}');
    await client.ping();
    await client.subscribe(`${topic}/response`);
    await client.publish(`${topic}/request`, "now?");
    await client.ping();
    assert.deepEqual(client.take("publish"), []);
    assert.deepEqual(
      recorder.of("drop").map(({ reason }) => reason),
      ["not JSON"],
    );
  });
});
