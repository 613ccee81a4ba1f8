// Wi-Fi and the way to the platform: each thing that fails has its code, the device comes back by itself,
// and whatever happens, it never connects more than five times a minute.
import assert from "node:assert/strict";
import {
  E_CLOSED, E_DEAD_PEER, E_DNS, E_REFUSED, E_SUB_REFUSED, E_SUB_TIMEOUT, E_TLS, E_WIFI_LOST,
  E_WIFI_NOT_FOUND, E_WIFI_NO_ADDRESS, E_WIFI_PASSWORD, S_ADDRESS, S_ONLINE, S_WIFI,
} from "../../lib/codes.ts";
import { BOARD, buildAll } from "./images.ts";
import { Rig, cleanUp } from "./rig.ts";

describe("a device and its network", () => {
  before(async function () {
    this.timeout(60000);
    await buildAll();
  });

  let rig: Rig;
  const make = async (options: Parameters<typeof Rig.make>[0] = {}): Promise<Rig> =>
    (rig = await Rig.make({ kind: "secret", ...options }));

  afterEach(() => {
    const busiest = rig.platform.busiestMinute;
    cleanUp();
    assert.ok(busiest <= 5, `${busiest} connects in a minute`);
  });

  describe("with Wi-Fi", () => {
    it("says that it joins, that it has an address, that it is online", async () => {
      await make();
      rig.toCode(S_ONLINE);
      assert.deepEqual(rig.codes.filter((code) => code >= 551 && code <= 552), [S_WIFI, S_ADDRESS]);
    });

    it("says 400 when the password is wrong, and joins once it is right", async () => {
      await make({ wifi: { password: "another one" } });
      rig.toCode(E_WIFI_PASSWORD).run(100);
      assert.ok(rig.count(E_WIFI_PASSWORD) >= 3);
      assert.deepEqual(rig.platform.connects, []);
      rig.board.wifi.accessPoint.password = "secret word";
      rig.toCode(S_ONLINE, 120);
    });

    it("says 401 when the network is not there, tries less often, and joins when it appears", async () => {
      await make();
      rig.board.wifi.setReach(false);
      rig.toCode(E_WIFI_NOT_FOUND).run(600);
      const tries = rig.count(E_WIFI_NOT_FOUND);
      assert.ok(tries >= 8 && tries <= 16, `${tries}`);
      assert.deepEqual(rig.platform.connects, []);
      rig.board.wifi.setReach(true);
      rig.toCode(S_ONLINE, 70);
    });

    it("says 402 when the network gives no address, and is online when it does", async () => {
      await make({ wifi: { givesAddress: false } });
      rig.toCode(E_WIFI_NO_ADDRESS).run(120);
      assert.deepEqual(rig.platform.connects, []);
      rig.board.wifi.accessPoint.givesAddress = true;
      rig.toCode(S_ONLINE, 120);
    });

    it("says 403 when it is lost, and is online again after it is back", async () => {
      await make();
      rig.toCode(S_ONLINE).run(100);
      rig.board.wifi.setReach(false);
      rig.toCode(E_WIFI_LOST, 5).run(300);
      rig.board.wifi.setReach(true);
      rig.toCode(S_ADDRESS, 70).toCode(S_ONLINE, 20);
      assert.equal(rig.platform.connects.length, 2);
    });

    it("that comes and goes keeps to the limit of connects and is online at the end", async () => {
      await make();
      rig.boot();
      for (let round = 0; round < 60; round++) {
        rig.run(3 + (round % 7));
        rig.board.wifi.setReach(false);
        rig.run(round % 3);
        rig.board.wifi.setReach(true);
      }
      assert.ok(rig.platform.connects.length >= 3);
      if (!rig.platform.online) rig.toCode(S_ONLINE, 400);
    });

    it("that is lost while it registers costs nothing: it registers after it is back", async () => {
      await make({ kind: "register" });
      rig.platform.beforePush = () => {
        rig.board.wifi.setReach(false);
        return false;
      };
      rig.toCode(E_WIFI_LOST).run(10);
      rig.platform.beforePush = () => {};
      rig.board.wifi.setReach(true);
      rig.toCode(S_ONLINE, 120);
    });
  });

  describe("on its way to the platform", () => {
    for (const [road, code, what] of [
      ["no host", E_DNS, "405 when the name of the host has no address"],
      ["refused", E_REFUSED, "406 when the port takes no connection"],
      ["cut", E_TLS, "407 when the peer closes during the handshake"],
      ["closed after login", E_CLOSED, "358 when the peer closes behind the handshake"],
    ] as const) {
      it(`says ${what}, at growing distance, and is online when that is over`, async () => {
        await make();
        rig.platform.road = road;
        rig.toCode(code).run(1000);
        assert.ok(rig.count(code) >= 6 && rig.count(code) < 14, `${rig.count(code)}`);
        rig.platform.road = "open";
        rig.toCode(S_ONLINE, 400);
      });
    }

    it("says 407 when the board has not the memory to start TLS", async () => {
      await make({ board: { ...BOARD, tls: { ...BOARD.tls, starts: false } } });
      rig.platform.road = "no TLS yet";
      rig.toCode(E_TLS);
    });

    it("says 358 when the peer closes, and is online again in 3 s after a long connection", async () => {
      await make();
      rig.toCode(S_ONLINE).run(3600);
      rig.platform.cut();
      rig.toCode(E_CLOSED, 1).toCode(S_ONLINE, 4);
    });

    it("says 357 within 90 s when the peer is gone without a word, and is online again", async () => {
      await make();
      rig.toCode(S_ONLINE).run(100);
      rig.platform.isDeaf = true;
      rig.toCode(E_DEAD_PEER, 90);
      rig.platform.isDeaf = false;
      rig.toCode(S_ONLINE, 400);
    });

    it("closes the connection of its registration, and the one whose peer is gone", async () => {
      await make({ kind: "register" });
      rig.toCode(S_ONLINE).run(2);
      assert.equal(rig.platform.connects.length, 2);
      assert.equal(rig.platform.openConnections, 1);
      rig.platform.isDeaf = true;
      rig.toCode(E_DEAD_PEER, 90).run(1);
      assert.equal(rig.platform.openConnections, 0);
    });

    for (const ka of [30, 1200]) {
      it(`stays online for hours where nothing happens, with a keepalive of ${ka} s`, async () => {
        await make({ settings: { ka } });
        rig.toCode(S_ONLINE).run(7200);
        assert.equal(rig.platform.connects.length, 1);
        assert.equal(rig.codes.at(-1), S_ONLINE);
      });
    }

    it("stays online when its clock jumps, and when an app sets it", async () => {
      await make();
      rig.toCode(S_ONLINE).run(10);
      rig.type("setTime(1700000000)").run(200);
      rig.type("setTime(1600000000)").run(200);
      assert.equal(rig.platform.connects.length, 1);
      rig.platform.isDeaf = true;
      rig.toCode(E_DEAD_PEER, 100);
    });

    it("says 366 with the topic that the platform refuses to send, and keeps the rest", async () => {
      await make();
      rig.platform.grant = (topic) => (topic.endsWith("/user/in") ? 128 : 1);
      rig.toCode(E_SUB_REFUSED).run(100);
      assert.deepEqual(rig.details(E_SUB_REFUSED), ["/a1X2bEnP82z/lamp-1/user/in"]);
      assert.ok(rig.platform.online);
    });

    it("says 367 when a subscription is never answered, and connects anew", async () => {
      await make();
      rig.platform.acknowledges = false;
      rig.toCode(E_SUB_TIMEOUT);
      rig.platform.acknowledges = true;
      rig.toCode(S_ONLINE).run(100);
      assert.ok(rig.platform.online);
    });
  });
});
