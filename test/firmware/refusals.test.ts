// Every way in which the platform turns a device away: the code that the board says, and that it never asks
// more often than five times a minute.
import assert from "node:assert/strict";
import {
  E_CLOSED, E_CONNACK_BUSY, E_CONNACK_DENIED, E_CONNACK_ID, E_CONNACK_LOGIN, E_CONNACK_TIMEOUT,
  E_CONNACK_VERSION, E_NO_SECRET, E_PROTOCOL, E_REGISTER_BUSY, E_REGISTER_FORM, E_REGISTER_REFUSED,
  E_SECRET_REFUSED, E_TWIN, S_ONLINE, S_REGISTERING, S_STORED, S_WAITING,
} from "../../lib/codes.ts";
import { buildAll } from "./images.ts";
import { Rig, cleanUp } from "./rig.ts";

describe("a device that is turned away", () => {
  before(async function () {
    this.timeout(60000);
    await buildAll();
  });

  let rig: Rig;
  const make = async (...args: Parameters<typeof Rig.make>): Promise<Rig> => (rig = await Rig.make(...args));

  afterEach(() => {
    const busiest = rig.platform.busiestMinute;
    cleanUp();
    assert.ok(busiest <= 5, `${busiest} connects in a minute`);
  });

  describe("while it registers", () => {
    const refused = async (spoil: () => void): Promise<void> => {
      spoil();
      rig.toCode(E_REGISTER_REFUSED).run(600);
      assert.equal(rig.stored, undefined);
      assert.equal(rig.count(S_ONLINE), 0);
      assert.ok(rig.count(E_REGISTER_REFUSED) >= 4, "goes on asking");
      const answers = rig.platform.seen.map(({ code, auth }) => `${code} ${auth}`);
      assert.deepEqual(new Set(answers), new Set(["4 undefined"]));
    };

    it("says 300 when the ProductSecret is wrong", async () => {
      await make({ what: { productSecret: "not this one at all" } });
      await refused(() => {});
      assert.equal(rig.platform.seen[0]!.reason, "sign wrong");
    });

    it("says 300 when its name is unknown", async () => {
      await make({ ready: false });
      await refused(() => rig.platform.registry.setDynamicRegistration(rig.settings.pk, true));
      assert.equal(rig.platform.seen[0]!.reason, "device unknown");
    });

    it("says 300 when it is active already", async () => {
      await make();
      const { device, platform } = rig;
      await refused(() => platform.state.putDevice({ ...device!, active: true }));
      assert.equal(platform.seen[0]!.reason, "device already active");
    });

    it("says 300 when the switch of the product is off, and registers when it is turned on", async () => {
      await make();
      const { settings, platform } = rig;
      await refused(() => platform.registry.setDynamicRegistration(settings.pk, false));
      assert.equal(platform.seen[0]!.reason, "dynamic registration off");
      platform.registry.setDynamicRegistration(settings.pk, true);
      rig.toCode(S_ONLINE, 400);
    });

    it("says 300 when it was disabled", async () => {
      await make();
      const { settings, platform } = rig;
      await refused(() => platform.registry.disable(settings.pk, settings.dn));
    });

    it("says 300 when CONNACK is 5", async () => {
      await make();
      rig.platform.connack = 5;
      rig.toCode(E_REGISTER_REFUSED);
    });

    it("says 301 when the clientId is malformed", async () => {
      await make({ settings: { cid: "x".repeat(65) } });
      rig.toCode(E_REGISTER_FORM).run(120);
      assert.equal(rig.platform.seen[0]!.reason, "clientId too long");
    });

    it("says 301 when the instance id is that of another instance", async () => {
      await make({ settings: { iid: "iot-another" } });
      rig.toCode(E_REGISTER_FORM);
    });

    it("says 302 when the platform is busy, and registers when it no longer is", async () => {
      await make();
      rig.platform.connack = 3;
      rig.toCode(E_REGISTER_BUSY).run(300);
      rig.platform.connack = undefined;
      rig.toCode(S_ONLINE, 400);
    });

    it("says 306 when it has no secret of any kind, and connects to nobody", async () => {
      await make({ what: { productSecret: undefined } });
      rig.toCode(E_NO_SECRET).run(3500);
      assert.deepEqual(rig.platform.connects, []);
    });

    it("says 306 when it is built for a DeviceSecret and has a ProductSecret only", async () => {
      await make({ kind: "secret", what: {} });
      rig.toCode(E_NO_SECRET).run(3500);
      assert.deepEqual(rig.platform.connects, []);
    });
  });

  describe("when it logs in", () => {
    it("says 352 when the clientId is too long", async () => {
      await make({ kind: "secret", settings: { cid: "x".repeat(65) } });
      rig.toCode(E_CONNACK_ID).run(300);
      assert.equal(rig.count(S_ONLINE), 0);
    });

    for (const ka of [29, 1201]) {
      it(`says 352 when the keepalive is ${ka} s`, async () => {
        await make({ kind: "secret", settings: { ka } });
        rig.toCode(E_CONNACK_ID);
        assert.equal(rig.platform.seen[0]!.reason, "keepalive out of range");
      });
    }

    for (const ka of [30, 1200]) {
      it(`is let in with a keepalive of ${ka} s`, async () => {
        await make({ kind: "secret", settings: { ka } });
        rig.toCode(S_ONLINE);
        assert.equal(rig.platform.seen[0]!.keepalive, ka);
      });
    }

    it("says 353 when the platform is busy, and is online when it no longer is", async () => {
      await make({ kind: "secret" });
      rig.platform.connack = 3;
      rig.toCode(E_CONNACK_BUSY).run(300);
      rig.platform.connack = undefined;
      rig.toCode(S_ONLINE, 400);
      assert.equal(rig.count(E_SECRET_REFUSED), 0);
    });

    it("says 351 when the platform does not speak MQTT 3.1.1: codes go by the numbers of CONNACK (mistake 20)", async () => {
      await make({ kind: "secret" });
      rig.platform.connack = 1;
      rig.toCode(E_CONNACK_VERSION);
    });

    it("says 355 when it was disabled, and is online again after it is enabled", async () => {
      await make({ kind: "secret" });
      rig.toCode(S_ONLINE);
      rig.platform.registry.disable(rig.settings.pk, rig.settings.dn);
      rig.platform.cut();
      rig.toCode(E_CONNACK_DENIED).run(60);
      rig.platform.registry.enable(rig.settings.pk, rig.settings.dn);
      rig.toCode(S_ONLINE, 4000);
    });

    it("says 354 when its secret is wrong, three times, then 307, and waits an hour", async () => {
      await make({ kind: "secret" });
      rig.platform.state.putDevice({ ...rig.device!, deviceSecret: "f".repeat(32) });
      rig.toCode(E_SECRET_REFUSED, 150);
      assert.equal(rig.count(E_CONNACK_LOGIN), 3);
      const [first, second, third] = rig.platform.connects as [number, number, number];
      assert.ok(third - second > second - first, `${first} ${second} ${third}`);
      assert.equal(rig.details(S_WAITING).at(-1), "3600");
      rig.run(3500);
      assert.equal(rig.platform.connects.length, 3);
    });

    it("does not register again when its settings do not allow it", async () => {
      await make();
      rig.toCode(S_ONLINE);
      const { stored } = rig;
      rig.platform.state.putDevice({ ...rig.device!, deviceSecret: "f".repeat(32), active: false });
      rig.platform.cut();
      rig.toCode(E_SECRET_REFUSED, 150).run(4 * 3600);
      assert.equal(rig.count(S_REGISTERING), 1);
      assert.equal(rig.stored, stored);
    });

    it("registers again where its settings allow it, keeping the old secret till the new one is kept", async () => {
      await make({ settings: { re: 1 } });
      rig.toCode(S_ONLINE);
      const { stored, platform } = rig;
      platform.state.putDevice({ ...rig.device!, deviceSecret: "f".repeat(32), active: false });
      platform.cut();
      platform.beforePush = () => {
        assert.equal(rig.stored, stored);
      };
      rig.toCode(E_SECRET_REFUSED, 150).toCode(S_STORED, 200);
      assert.notEqual(rig.stored, stored);
      rig.toCode(S_ONLINE);
      assert.equal(rig.stored, rig.device!.deviceSecret);
    });

    it("goes back to its old secret when it may not register again", async () => {
      await make({ settings: { re: 1 } });
      rig.toCode(S_ONLINE);
      const { stored, platform } = rig;
      const before = rig.device!;
      platform.state.putDevice({ ...before, deviceSecret: "f".repeat(32) });
      platform.cut();
      rig.toCode(E_SECRET_REFUSED, 150).toCode(E_REGISTER_REFUSED, 400);
      platform.state.putDevice(before);
      rig.toCode(S_ONLINE, 900);
      assert.equal(rig.stored, stored);
    });

    it("says 356 when nobody answers the login", async () => {
      await make({ kind: "secret" });
      rig.platform.isDeaf = true;
      rig.toCode(E_CONNACK_TIMEOUT);
      rig.platform.isDeaf = false;
      rig.toCode(S_ONLINE);
    });

    it("says 358 when the peer closes instead of answering the login", async () => {
      await make({ kind: "secret" });
      rig.platform.road = "closed after login";
      rig.boot().until(() => rig.platform.seen.length > 0).run(1);
      assert.equal(rig.codes.at(-2), E_CLOSED);
      assert.equal(rig.codes.at(-1), S_WAITING);
    });

    it("says 360 when the peer does not speak MQTT", async () => {
      await make({ kind: "secret" });
      rig.platform.greeting = `HTTP/1.1 400 Bad Request\r\n${"X-Reason: this is no MQTT\r\n".repeat(4)}\r\n`;
      rig.toCode(E_PROTOCOL);
    });
  });

  describe("by a twin", () => {
    it("says 359 after three kicks and slows down, up to an hour between two tries (mistakes 25 and 26)", async () => {
      await make({ kind: "secret" });
      rig.boot();
      const { platform } = rig;
      // The other board logs in a second after this one, each time.
      for (let kick = 0; kick < 3; kick++) {
        const before = rig.count(S_ONLINE);
        rig.until(() => rig.count(S_ONLINE) > before, 300).run(1);
        platform.cut();
        rig.run(0.5);
      }
      assert.equal(rig.count(E_TWIN), 1);
      assert.ok(Number(rig.details(S_WAITING).at(-1)) >= 300, rig.details(S_WAITING).join());
      for (let kick = 0; kick < 6; kick++) {
        const before = rig.count(S_ONLINE);
        rig.until(() => rig.count(S_ONLINE) > before, 4600).run(1);
        platform.cut();
        rig.run(0.5);
      }
      assert.ok(Number(rig.details(S_WAITING).at(-1)) >= 3600, rig.details(S_WAITING).join());
      assert.equal(rig.count(E_TWIN), 1, "is said once");
    });

    it("takes kicks that come hours apart for what they are", async () => {
      await make({ kind: "secret" });
      rig.toCode(S_ONLINE);
      for (let kick = 0; kick < 5; kick++) {
        rig.run(600);
        rig.platform.cut();
        rig.toCode(S_ONLINE, 10);
      }
      assert.equal(rig.count(E_TWIN), 0);
    });

    it("is another board with the same secret: both get their turn, neither exceeds the limit", async () => {
      await make({ kind: "secret" });
      rig.boot();
      const { platform } = rig;
      const twin = Rig.twin(rig);
      twin.boot();
      rig.run(1800);
      const last = platform.connects.filter((at) => at > platform.nowMs / 1000 - 900);
      platform.connects.length = 0;
      assert.ok(rig.count(E_TWIN) + twin.count(E_TWIN) >= 1);
      assert.ok(last.length <= 8, `${last.length} connects in the last quarter of an hour`);
    });
  });
});
