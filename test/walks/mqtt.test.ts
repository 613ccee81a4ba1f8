// The guide's walk by MQTT, in its order: a device registers with its product's secret, logs in with its own, reports to its
// topic and to its thing model, is set and called from the cloud; and then everything else that the platform has for a
// device. On the simulated board and on the real interpreter (ESPRUINO=…), over TLS of our own, before the local instance.
import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { type Instance, startInstance } from "../../bench/instance/index.ts";
import { S_CONNECTING, S_ONLINE, S_REGISTERING, S_STORED } from "../../lib/codes.ts";
import { BOARDS, HttpRig, cleanUp } from "../firmware/http-rig.ts";
import { imageOf } from "../firmware/images.ts";

const NAME = "device1";
const int = { type: "int", specs: { min: "-100", max: "100" } };
const TSL = {
  properties: [
    { identifier: "power", name: "power", accessMode: "rw", required: false, dataType: int },
    { identifier: "heat", name: "heat", accessMode: "r", required: false, dataType: { type: "double", specs: {} } },
  ],
  events: [{
    identifier: "alarm", name: "alarm", type: "alert", required: false, method: "thing.event.alarm.post",
    outputData: [{ identifier: "code", name: "code", dataType: int }],
  }],
  services: ["async", "sync"].map((callType) => ({
    identifier: callType === "sync" ? "add" : "slow", name: callType, callType, required: false,
    method: `thing.service.${callType === "sync" ? "add" : "slow"}`,
    inputData: callType === "sync" ? ["a", "b"].map((identifier) => ({ identifier, name: identifier, dataType: int })) : [],
    outputData: [callType === "sync"
      ? { identifier: "sum", name: "sum", dataType: int }
      : { identifier: "at", name: "at", dataType: { type: "text", specs: { length: "9" } } }],
  })),
};

for (const where of BOARDS) {
  describe(`the guide's walk by MQTT, on ${where}`, function () {
    this.timeout(40000);
    let dir: string;
    let instance: Instance;
    let pk: string;
    let rig: HttpRig;

    before(async function () {
      this.timeout(120000);
      if (where === "the real interpreter" && !process.env.ESPRUINO) return this.skip();
      dir = mkdtempSync(join(tmpdir(), "linkino-walk-"));
      instance = await startInstance({ dir });
      ({ productKey: pk } = instance.addProduct({
        dynamicRegistration: true, tsl: TSL, topics: [
          { name: "user/update", access: "pub" }, { name: "user/get", access: "sub" }, { name: "user/ask", access: "both" },
          { name: "user/twice", access: "sub" },
        ],
      }));
      instance.addDevice({ productKey: pk, deviceName: NAME });
      rig = await HttpRig.make({
        where, instance, deviceName: NAME, settings: { port: instance.port, iid: instance.instanceId },
        image: await imageOf("register", "verified", "features"),
      });
    });
    after(async () => {
      await cleanUp();
      await instance?.close();
      if (dir) rmSync(dir, { recursive: true, force: true });
    });

    /** Resolves with the instance's next event of a kind. */
    const next = async (event: string): Promise<any> => (await once(instance, event))[0];
    /** Types at the board's console, and resolves with the next event of a kind. */
    const typed = (line: string, event: string): Promise<any> => {
      const heard = next(event);
      rig.type(line);
      return heard;
    };
    /** Types a call of the API that hears its answer as `app.tell`; the line that it prints. */
    const told = async (line: string): Promise<string> => {
      const from = rig.lines.length;
      rig.type(line);
      return rig.line(/^APP told/, from);
    };

    it("1. registers with the ProductSecret, stores its secret, and logs in with it", async () => {
      const first = next("property");
      // The last topic that the app wants.
      const ready = new Promise<void>((done) => {
        instance.on("subscribe", ({ topic }) => topic.endsWith("/user/twice") && done());
      });
      rig.boot();
      await rig.said(S_ONLINE);
      assert.deepEqual(rig.codes.filter((code) => [S_REGISTERING, S_STORED, S_CONNECTING, S_ONLINE].includes(code)), [
        S_REGISTERING, S_STORED, S_CONNECTING, S_ONLINE,
      ]);
      assert.deepEqual((await first).params, { power: 0, heat: 21.5 });
      assert.equal(instance.properties(pk, NAME).heat!.value, 21.5);
      await ready;
    });

    it("2. talks on custom topics", async () => {
      // The device may ask for the time just then.
      const heard = new Promise<any>((done) => {
        instance.on("publish", (its) => !its.topic.startsWith("/ext/ntp/") && done(its));
      });
      rig.type("app.publish('update', 'hello', 1)");
      const { topic, payload } = await heard;
      assert.deepEqual([topic, String(payload)], [`/${pk}/${NAME}/user/update`, "hello"]);
      assert.equal(await instance.publish({ productKey: pk, deviceName: NAME }, `/${pk}/${NAME}/user/twice`, "x"), "sent");
      await rig.line(/^APP second/);
    });

    it("3. is set from the cloud, answers, and reports what it has then", async () => {
      const reported = next("property");
      assert.equal((await instance.setProperty(pk, NAME, { power: 5 })).code, 200);
      await reported;
      assert.equal(instance.properties(pk, NAME).power!.value, 5);
    });

    it("4. reports values with times, and hears what the platform has dropped", async () => {
      assert.match(await told("app.report({ power: { value: 6, time: 1700000000000 }, other: 1 }, app.tell)"), /^APP told 512 .*other/);
      assert.deepEqual(instance.properties(pk, NAME).power, { value: 6, time: 1700000000000 });
      assert.match(await told("app.batch({ power: [{ value: 7, time: 1700000001000 }, { value: 8, time: 1700000002000 }] }, {}, app.tell)"), /^APP told 0/);
      assert.equal(instance.properties(pk, NAME).power!.value, 8);
      assert.match(await told("app.history([{ power: { value: 1, time: 1600000000000 } }], [], app.tell)"), /^APP told 0/);
      assert.ok(instance.history(pk, NAME, "power").some(({ value, time }) => value === 1 && time === 1600000000000));
      assert.equal(instance.properties(pk, NAME).power!.value, 8);
    });

    it("5. reports events", async () => {
      assert.match(await told("app.event('alarm', { code: 3 }, app.tell)"), /^APP told 0/);
      const { identifier, value } = instance.events(pk, NAME).at(-1)!;
      assert.deepEqual([identifier, value], ["alarm", { code: 3 }]);
      assert.match(await told("app.event('none', {}, app.tell)"), /^APP told 511/);
    });

    it("6. is called: synchronously, asynchronously, and by RRPC of both kinds", async () => {
      assert.deepEqual((await (await instance.callService(pk, NAME, "add", { a: 2, b: 40 })).reply!).data, { sum: 42 });
      const { reply } = await instance.callService(pk, NAME, "slow");
      await rig.line(/^APP slow/);
      rig.type("app.finish()");
      assert.deepEqual((await reply!).data, { at: "last" });
      assert.equal(String(await instance.rrpc(pk, NAME, "one")), "system one");
      assert.equal(String(await instance.rrpc(pk, NAME, "two", { topic: `/${pk}/${NAME}/user/ask` })), "custom two");
    });

    it("7. takes and sends raw data", async () => {
      assert.deepEqual(await instance.sendRaw(pk, NAME, Buffer.from([1, 200]), { sync: true }), Buffer.from([0xaa, 1, 200]));
      const { direction, payload } = await typed("app.sendRaw('\\xff\\x00')", "raw");
      assert.deepEqual([direction, Buffer.from(payload)], ["up", Buffer.from([255, 0])]);
    });

    it("8. has tags", async () => {
      assert.match(await told("app.setTags({ place: 'hall' }, app.tell)"), /^APP told 0/);
      assert.deepEqual(instance.tags(pk, NAME), { place: "hall" });
      assert.match(await told("app.getTags(['place'], app.tell)"), /^APP told 0 .*hall/);
      assert.match(await told("app.deleteTags(['place'], app.tell)"), /^APP told 0/);
      assert.deepEqual(instance.tags(pk, NAME), {});
    });

    it("9. has a shadow", async () => {
      const { version } = await typed("app.updateShadow({ colour: 'red' })", "shadow");
      assert.deepEqual(instance.shadow(pk, NAME).reported, { colour: "red" });
      const from = rig.lines.length;
      instance.setShadow(pk, NAME, { colour: "blue" });
      await rig.line(/^APP shadow control success/, from);
      const again = await typed("app.updateShadow({ colour: 'blue' }, true)", "shadow");
      assert.ok(again.version > version);
      assert.deepEqual(instance.shadow(pk, NAME).reported, { colour: "blue" });
    });

    it("10. hears broadcasts", async () => {
      instance.broadcast(pk, "one", "news");
      await rig.line(/^APP some one/);
    });

    it("11. is handed a configuration, fetched over HTTPS and held against its digest", async () => {
      const content = JSON.stringify({ every: 60, note: "配置".repeat(500) });
      const { id } = instance.setConfig(pk, { content });
      assert.equal(instance.pushConfig(pk), 1);
      const bytes = Buffer.from(content);
      await rig.line(new RegExp(`^APP config ${id} ${bytes.length} ${crc32(bytes)}$`));
    });

    it("12. sends log lines when the platform wants them", async () => {
      rig.type("print('code ' + app.log('INFO', 'x'))");
      await rig.line(/^code 519/);
      const taken = next("puback");
      instance.setDeviceLog(pk, NAME, true);
      await taken;
      const { entries } = await typed("app.log('ERROR', 'pump stuck', 'pump', 12)", "log");
      assert.equal(entries[0].logContent, "pump stuck");
      assert.equal(instance.deviceLog(pk, NAME).length, 1);
    });

    it("13. comes back after a power cut, and carries out what is desired of it since", async () => {
      await rig.off();
      instance.setDesired(pk, NAME, { power: 9 });
      const cleared = new Promise<void>((done) => {
        instance.on("desired", (event) => event.cleared && done());
      });
      rig.boot();
      await rig.said(S_ONLINE, 2);
      await cleared;
      assert.equal(instance.properties(pk, NAME).power!.value, 9);
      assert.equal(rig.count(S_REGISTERING), 1);
    });
  });
}
