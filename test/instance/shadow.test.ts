// The device shadow (help: Device shadow): versions, merging, errors 400 to 409 and the push of what is desired.

import assert from "node:assert/strict";
import { E_ARGUMENT_WRONG, E_VERSION_OTHER } from "../../lib/codes.ts";
import { cleanUp, FakeClock, start, tempFolder } from "./fixture.ts";
import { Online } from "./online.ts";

/** Writes to the shadow and returns the answer. */
async function write(online: Online, message: string | object): Promise<any> {
  const text = typeof message === "string" ? message : JSON.stringify(message);
  await online.client.publish(`/shadow/update/${online.pk}/${online.dn}`, text);
  const { topic, message: answer } = await online.hear();
  assert.equal(topic, `/shadow/get/${online.pk}/${online.dn}`);
  return answer;
}

const reported = (values: unknown, version: unknown) => ({ method: "update", state: { reported: values }, version });

describe("instance: a device's shadow", () => {
  afterEach(cleanUp);

  it("takes what is reported when the version grows, and tells it on get", async () => {
    const clock = new FakeClock();
    const online = await Online.start({}, { clock });
    const timestamp = clock.now() / 1000;
    assert.deepEqual(await write(online, reported({ color: "red" }, 1)), {
      method: "reply",
      payload: { status: "success", version: 1 },
      timestamp,
    });
    await write(online, reported({ size: 3 }, 1_700_000_000_000));
    assert.deepEqual(await write(online, { method: "get" }), {
      method: "reply",
      payload: {
        status: "success",
        state: { reported: { color: "red", size: 3 } },
        metadata: { reported: { color: { timestamp }, size: { timestamp } } },
      },
      version: 1_700_000_000_000,
      timestamp,
    });
  });

  it("deletes single values and all, written as the text null", async () => {
    const online = await Online.start();
    await write(online, reported({ color: "red", size: 3 }, 1));
    await write(online, { method: "delete", state: { reported: { color: "null" } }, version: 2 });
    assert.deepEqual(online.instance.shadow(online.pk, online.dn).reported, { size: 3 });
    await write(online, { method: "delete", state: { reported: "null" }, version: 3 });
    assert.deepEqual(online.instance.shadow(online.pk, online.dn).reported, {});
    assert.deepEqual((await write(online, { method: "get" })).payload, { status: "success", state: {}, metadata: {} });
  });

  it("pushes what is desired, and the device clears it", async () => {
    const clock = new FakeClock();
    const online = await Online.start({}, { clock });
    await write(online, reported({ color: "red" }, 4));
    assert.equal(online.instance.setShadow(online.pk, online.dn, { color: "blue" }).version, 5);
    const { topic, message } = await online.hear();
    assert.equal(topic, `/shadow/get/${online.pk}/${online.dn}`);
    const timestamp = clock.now() / 1000;
    const metadata = { color: { timestamp } };
    assert.deepEqual(message, {
      method: "control",
      payload: {
        status: "success",
        state: { reported: { color: "red" }, desired: { color: "blue" } },
        metadata: { reported: metadata, desired: metadata },
      },
      version: 5,
      timestamp,
    });
    await write(online, { method: "update", state: { desired: "null" }, version: 6 });
    assert.deepEqual(online.instance.shadow(online.pk, online.dn).desired, {});
    await write(online, { method: "update", state: { reported: { color: "blue" }, desired: "null" }, version: 7 });
    assert.deepEqual(online.instance.shadow(online.pk, online.dn).reported, { color: "blue" });
    assert.equal((await online.recorder.wait("shadow")).version, 4);
  });

  it("has a version that the operator must outdo too; -1 begins anew", async () => {
    const online = await Online.start();
    const set = (version?: number) => online.instance.setShadow(online.pk, online.dn, { a: 1 }, version).version;
    assert.equal(set(10), 10);
    assert.throws(() => set(10), { code: E_VERSION_OTHER });
    assert.equal(set(-1), 0);
    assert.equal(set(), 1);
    await online.client.ping();
    online.client.take("publish");
    assert.equal((await write(online, reported({ a: 1 }, -1))).payload.version, 0);
    assert.equal((await write(online, reported({ a: 1 }, 1))).payload.version, 1);
  });

  it("refuses with the codes of the platform and changes nothing", async () => {
    const online = await Online.start({}, { limits: true });
    await write(online, reported({ a: 1 }, 5));
    const nested = (levels: number): object => (levels === 0 ? {} : { a: nested(levels - 1) });
    const many = Object.fromEntries(Array.from({ length: 128 }, (_, i) => [`p${i}`, i]));
    for (const [message, code] of [
      ["{", 400],
      ["[]", 400],
      [{ state: { reported: { a: 1 } }, version: 6 }, 401],
      [{ method: "update", version: 6 }, 402],
      [reported({ a: 1 }, "six"), 403],
      [{ method: "update", state: { reported: { a: 1 } } }, 403],
      [{ method: "update", state: {}, version: 6 }, 404],
      [reported({}, 6), 405],
      [{ method: "erase", state: {}, version: 6 }, 406],
      ["", 407],
      [reported(many, 6), 408],
      [reported({ a: 2 }, 5), 409],
      [reported({ a: 2 }, 4), 409],
      [reported({ long: "x".repeat(16 * 1024) }, 6), 400],
      [reported(nested(6), 6), 400],
    ] as const) {
      const { method, payload } = await write(online, message);
      assert.deepEqual([method, payload.status], ["reply", "error"]);
      assert.equal(payload.content.errorcode, String(code), JSON.stringify(message).slice(0, 60));
      assert.match(payload.content.errormessage, /\w/);
    }
    const { reported: kept, version } = online.instance.shadow(online.pk, online.dn);
    assert.deepEqual([kept, version], [{ a: 1 }, 5]);
    const tooMuch = () => online.instance.setShadow(online.pk, online.dn, many);
    assert.throws(tooMuch, { code: E_ARGUMENT_WRONG });
  });

  it("takes 20 requests a second", async () => {
    const online = await Online.start({}, { clock: new FakeClock() });
    for (let i = 0; i < 20; i++) await write(online, { method: "get" });
    await online.client.publish(`/shadow/update/${online.pk}/${online.dn}`, '{"method":"get"}');
    assert.match((await online.recorder.wait("drop")).reason, /20 shadow requests/);
  });

  it("takes loose JSON, and is there again after a restart (mistake 36)", async () => {
    const dir = await tempFolder();
    const online = await Online.start({}, { dir });
    await online.client.publish(
      `/shadow/update/${online.pk}/${online.dn}`,
      '{"method":"update","state":{"reported":{"a":1,},},"version":"3",}',
      1,
    );
    assert.equal((await online.hear()).message.payload.version, 3);
    const before = online.instance.shadow(online.pk, online.dn);
    await online.instance.close();
    assert.deepEqual((await start({ dir })).shadow(online.pk, online.dn), before);
  });
});
