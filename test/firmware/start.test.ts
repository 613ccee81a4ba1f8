// What the image finds in its flash at the start: settings, seed, passwords; what it says when something is
// missing, and that it then connects to nobody.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import {
  E_BAD_SETTINGS, E_CLOCK_UNSET, E_CONSOLE_OPEN, E_LINK_OTHER, E_LINK_UNVERIFIED, E_NO_SETTINGS, E_PLAIN_PUBLIC,
  E_RESTART_MEMORY, E_RESTART_STACK, E_WEAK_RANDOM, S_BOOT, S_REGISTERING, S_ONLINE,
} from "../../lib/codes.ts";
import { RECORD_SETTINGS } from "../../lib/flash/records.ts";
import { buildImage } from "../../tools/build/index.ts";
import { BOARD, buildAll, goodSettings, putRecord } from "./images.ts";
import { Rig, cleanUp } from "./rig.ts";

describe("a start", () => {
  before(async function () {
    this.timeout(60000);
    await buildAll();
  });
  afterEach(cleanUp);

  const stops = (rig: Rig, code: number): void => {
    rig.boot().run(100);
    assert.equal(rig.codes.at(-1), code);
    assert.deepEqual(rig.platform.connects, []);
    assert.equal(rig.ends.length, 0);
  };

  it("says version, unverified link, unset clock and open console, each once", async () => {
    const rig = await Rig.make();
    rig.toCode(S_ONLINE);
    rig.board.powerOff();
    const before = rig.lines.length;
    rig.toCode(S_ONLINE);
    assert.deepEqual(rig.lines.slice(before, before + 4), [
      `LK ${S_BOOT} 1.2.3`, `LK ${E_LINK_UNVERIFIED}`, `LK ${E_CLOCK_UNSET}`, `LK ${E_CONSOLE_OPEN}`,
    ]);
  });

  it("takes Bluetooth's console from the air, at each one", async () => {
    const rig = await Rig.make();
    const { board } = rig.toCode(S_ONLINE);
    assert.equal(board.isDiscoverable, false);
    rig.type("NRF.wake()");
    assert.equal(board.isDiscoverable, true, "as Espruino does by itself");
    rig.type("E.reboot()").toCode(S_ONLINE);
    assert.equal(board.isDiscoverable, false);
    assert.deepEqual(rig.ends, ["reboot"]);
  });

  describe("with settings", () => {
    const withSettings = async (text: string): Promise<Rig> => {
      const rig = await Rig.make();
      putRecord(rig.board.flash, RECORD_SETTINGS, text);
      return rig;
    };

    it("that are missing says 308", async () => {
      stops(await withSettings(""), E_NO_SETTINGS);
    });

    const bad: Array<[string, string]> = [
      ["are garbage", "\x01\x02\xff garbage"],
      ["are no JSON any more", JSON.stringify(goodSettings()).slice(0, -1)],
      ["are null", "null"],
      ["are a number", "1"],
      ["are a list", "[]"],
      ["are of another version", JSON.stringify({ ...goodSettings(), v: 2 })],
      ["are of no version", JSON.stringify({ ...goodSettings(), v: undefined })],
      ...(["pk", "dn", "host", "port"] as const).map((key): [string, string] => [
        `lack ${key}`, JSON.stringify({ ...goodSettings(), [key]: undefined }),
      ]),
    ];
    for (const [what, text] of bad) {
      it(`that ${what} says 309`, async () => stops(await withSettings(text), E_BAD_SETTINGS));
    }

    for (const tls of ["verified", "plain"]) {
      it(`for the link "${tls}" says 411 on an image with another one`, async () => {
        const rig = await Rig.make({ settings: { tls } });
        rig.boot().run(100);
        assert.deepEqual(rig.details(E_LINK_OTHER), [tls]);
        assert.deepEqual(rig.platform.connects, []);
      });
    }

    describe("for a link without encryption", () => {
      const withHost = async (host: string): Promise<Rig> => {
        const image = await buildImage({
          entry: fileURLToPath(new URL("fixtures/app.ts", import.meta.url)), board: BOARD, tls: "plain", loader: true,
        });
        return Rig.make({ image, settings: { tls: "plain", host } });
      };

      it("say 434 where the host is not in a private network", async () => {
        const rig = await withHost("iot.example");
        stops(rig, E_PLAIN_PUBLIC);
        assert.deepEqual(rig.details(E_PLAIN_PUBLIC), ["iot.example"]);
      });

      it("are used where it is", async () => {
        (await withHost("192.168.1.9")).toCode(S_REGISTERING);
      });
    });

    it("that no start can use keeps the console locked, once it was to be locked", async () => {
      const settings = { con: "password", tls: "plain" };
      const rig = await Rig.make({ settings, what: { consolePassword: "open sesame" } });
      rig.boot().run(2).type("print('in')");
      assert.ok(!rig.lines.includes("in"));
    });
  });

  describe("and randomness", () => {
    const noRng = { ...BOARD, rng: null };

    it("says 486 on a board without random register, and goes on with its clock", async () => {
      const rig = await Rig.make({ board: noRng });
      rig.toCode(S_ONLINE);
      assert.ok(rig.codes.includes(E_WEAK_RANDOM));
    });

    it("draws other numbers at each start", async () => {
      const rig = await Rig.make();
      rig.platform.connack = 4;
      const randoms = new Set<string>();
      for (let start = 0; start < 4; start++) {
        const { length } = rig.platform.seen;
        rig.boot().until(() => rig.platform.seen.length > length);
        randoms.add(/random=(\d+)/.exec(rig.platform.seen[length]!.clientId)![1]!);
        rig.board.powerOff();
      }
      assert.equal(randoms.size, 4);
    });
  });

  describe("with a console password", () => {
    it("locks the console, and opens it for the password", async () => {
      const rig = await Rig.make({ settings: { con: "password" }, what: { consolePassword: "open sesame" } });
      rig.toCode(S_ONLINE);
      assert.ok(!rig.codes.includes(E_CONSOLE_OPEN));
      rig.type("print('in')");
      assert.ok(!rig.lines.includes("in"));
      rig.type("open").type("print('in')");
      assert.ok(!rig.lines.includes("in"));
      rig.type("open sesame").type("print('in')");
      assert.ok(rig.lines.includes("in"));
    });

    it("that is missing locks the console for everybody", async () => {
      const rig = await Rig.make({ settings: { con: "password" } });
      rig.toCode(S_ONLINE);
      for (const guess of ["", "undefined", "null", "print('in')"]) rig.type(guess);
      rig.type("print('in')");
      assert.ok(!rig.lines.includes("in"));
    });

    it("is locked in safe mode too", async () => {
      const rig = await Rig.make({ settings: { con: "password" }, what: { consolePassword: "open sesame" } });
      rig.platform.road = "refused";
      for (let start = 0; start < 5; start++) rig.boot().run(5).board.powerOff();
      rig.boot().run(5).type("print('in')");
      assert.ok(!rig.lines.includes("in"));
    });
  });

  describe("after an error of the interpreter", () => {
    it("is made because memory was full, and tells so each time until it is online", async () => {
      const rig = await Rig.make({ kind: "secret" });
      rig.toCode(S_ONLINE).run(1);
      rig.platform.road = "refused";
      // Espruino has a way to raise the flag only by running out of memory; the hook is called as it would.
      rig.type("E.emit('errorFlag', ['MEMORY'])");
      assert.equal(rig.count(E_RESTART_MEMORY), 1);
      rig.run(5);
      assert.equal(rig.ends.at(-1), "reboot");
      assert.equal(rig.count(E_RESTART_MEMORY), 2);
      rig.board.powerOff();
      rig.platform.road = "open";
      rig.toCode(S_ONLINE).run(1);
      assert.equal(rig.count(E_RESTART_MEMORY), 3);
      rig.board.powerOff();
      rig.toCode(S_ONLINE);
      assert.equal(rig.count(E_RESTART_MEMORY), 3);
    });

    it("is made because the stack overflowed in a handler", async () => {
      const rig = await Rig.make({ kind: "secret" });
      rig.toCode(S_ONLINE).run(1);
      rig.type("function deep() { return deep() + 1; } setTimeout(deep, 1)").run(5);
      assert.equal(rig.ends.at(-1), "reboot");
      assert.equal(rig.count(E_RESTART_STACK), 2);
      assert.equal(rig.count(S_ONLINE), 2);
    });

    it("is made by the watchdog when the device no longer lives", async () => {
      const rig = await Rig.make({ kind: "secret" });
      rig.toCode(S_ONLINE).run(1);
      const ends = rig.ends.length;
      rig.type("clearInterval()").run(130);
      assert.deepEqual(rig.ends.slice(ends), ["reboot"]);
      assert.equal(rig.count(S_ONLINE), 2);
    });
  });
});
