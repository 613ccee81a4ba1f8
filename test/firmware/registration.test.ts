// How a device comes by its secret, and how it logs in with it: every kind of login and signature, what the
// platform may answer wrongly, and flash that does not keep the secret.
import assert from "node:assert/strict";
import type { FlashFile } from "../../bench/board/flash.ts";
import { mapFlash } from "../../bench/board/facts.ts";
import {
  E_JOURNAL_DEGRADED, E_JOURNAL_WORN, E_NO_SECRET, E_OTHER_IDENTITY, E_REGISTER_ANSWER, E_REGISTER_FORM,
  E_REGISTER_TIMEOUT, E_SECRET_NOT_STORED, S_ONLINE, S_REGISTERING, S_STORED,
} from "../../lib/codes.ts";
import { RECORD_IDENTITY, packFields } from "../../lib/flash/records.ts";
import { BOARD, KINDS, type Kind, buildAll, putRecord } from "./images.ts";
import { Rig, cleanUp } from "./rig.ts";

const LAMP_1 = { productKey: "a1X2bEnP82z", deviceName: "lamp-1" };
const LAMP_9 = { productKey: "a1X2bEnP82z", deviceName: "lamp-9" };

const pairs = (clientId: string): string[] => clientId.slice(clientId.indexOf("|") + 1, -1).split(",");

/** From now on, until `mend`, writes to these pages of the journal do not stick. */
function wear(flash: FlashFile, pages: number[]): { mend(): void } {
  const { journalStart, pageBytes } = mapFlash(BOARD);
  const write = flash.write.bind(flash);
  flash.write = (addr, bytes) => {
    const page = Math.floor((addr - journalStart) / pageBytes);
    write(addr, pages.includes(page) ? Buffer.alloc(bytes.length, 0xff) : bytes);
  };
  return { mend: () => void (flash.write = write) };
}

describe("a device that has no secret yet", () => {
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

  for (const instance of ["old", "new"] as const) {
    it(`registers, stores its secret and logs in with it, one random text in tail and signature (${instance} instance, mistake 11)`, async () => {
      const isNew = instance === "new";
      await make({ instance, strict: isNew, settings: isNew ? {} : { iid: undefined } });
      rig.toCode(S_STORED);
      assert.equal(rig.stored, rig.device!.deviceSecret);
      assert.equal(rig.device!.active, false);
      rig.toCode(S_ONLINE);
      assert.equal(rig.device!.active, true);
      const [asked, loggedIn] = rig.platform.seen;
      assert.equal(asked!.auth, "register");
      assert.equal(asked!.keepalive, 0);
      assert.equal(pairs(asked!.clientId).includes(`instanceId=${rig.settings.iid}`), instance === "new");
      assert.equal(loggedIn!.auth, "login");
      assert.deepEqual(pairs(loggedIn!.clientId), ["securemode=2", "signmethod=hmacsha256", "ext=1", "_ss=1"]);
      assert.ok(!asked!.clientId.includes("ext=1"));
    });

    it(`registers without a pre-created name and logs in with its token (${instance} instance)`, async () => {
      await make({ kind: "regnwl", instance, ready: false, strict: instance === "new" });
      rig.platform.registry.setDynamicRegistration(rig.settings.pk, true);
      rig.toCode(S_ONLINE);
      const [asked, loggedIn] = rig.platform.seen;
      assert.equal(asked!.auth, "regnwl");
      assert.ok(pairs(asked!.clientId).includes("securemode=-2"));
      assert.equal(loggedIn!.auth, "connwl");
      assert.deepEqual(pairs(loggedIn!.clientId), ["securemode=-2", "authType=connwl", "ext=1", "_ss=1"]);
      const [clientId] = loggedIn!.clientId.split("|");
      assert.deepEqual(rig.device!.tokens, [{ clientId, deviceToken: rig.stored }]);
      rig.board.powerOff();
      rig.toCode(S_ONLINE);
      assert.equal(rig.device!.tokens.length, 1);
    });
  }

  it("takes the other securemode where a name that was not pre-created is refused for its form (mistake 8)", async () => {
    await make({ kind: "regnwl" });
    rig.platform.connack = (clientId) => (/securemode=-2,.*authType=regnwl/.test(clientId) ? 2 : undefined);
    rig.toCode(E_REGISTER_FORM).toCode(S_ONLINE);
    assert.deepEqual(rig.platform.seen.map(({ auth }) => auth), [undefined, "regnwl", "connwl"]);
    assert.ok(pairs(rig.platform.seen[1]!.clientId).includes("securemode=2"));
  });

  it("says 303 when no push comes in time, and asks again", async () => {
    await make();
    rig.platform.beforePush = () => false;
    rig.toCode(E_REGISTER_TIMEOUT);
    assert.equal(rig.stored, undefined);
    rig.platform.beforePush = () => {};
    rig.toCode(S_ONLINE);
  });

  it("asks again when the connection ends before the push", async () => {
    await make();
    rig.platform.beforePush = () => {
      rig.platform.cut();
      return false;
    };
    rig.toCode(S_REGISTERING).run(20);
    assert.equal(rig.count(S_STORED), 0);
    rig.platform.beforePush = () => {};
    rig.toCode(S_ONLINE);
  });

  const wrong: Array<[string, object | string]> = [
    ["is for another device", { ...LAMP_9, deviceSecret: "f".repeat(32) }],
    ["is for another product", { ...LAMP_1, productKey: "a1X2bEnP83z", deviceSecret: "f".repeat(32) }],
    ["has no secret", LAMP_1],
    ["has a token without its clientId", { ...LAMP_1, deviceToken: "f".repeat(32) }],
    ["has a number for a secret", { ...LAMP_1, deviceSecret: 1234567 }],
    ["is not JSON", "{"],
    ["is null", "null"],
    ["is empty", ""],
  ];
  for (const [what, payload] of wrong) {
    it(`says 304 when the push ${what}, stores nothing, and asks again`, async () => {
      await make();
      rig.platform.push = {
        topic: "/ext/register", payload: typeof payload === "string" ? payload : JSON.stringify(payload),
      };
      rig.toCode(E_REGISTER_ANSWER).run(1);
      assert.equal(rig.stored, undefined);
      assert.equal(rig.count(E_REGISTER_TIMEOUT), 0);
      rig.platform.push = undefined;
      rig.toCode(S_ONLINE);
    });
  }

  it("takes the secret also from the other one of the two topics", async () => {
    await make();
    const { pk, dn } = rig.settings;
    rig.platform.push = {
      topic: "/ext/regnwl",
      payload: JSON.stringify({ productKey: pk, deviceName: dn, deviceSecret: rig.device!.deviceSecret }),
    };
    rig.platform.registry.setProduct(pk, { secretPolicy: "fixed" });
    rig.toCode(S_ONLINE);
  });

  it("says 310 when the stored identity has another DeviceName, and registers under its own", async () => {
    const identity = { ...LAMP_9, secret: "f".repeat(32), clientId: "" };
    await make({ what: { identity } });
    rig.toCode(E_OTHER_IDENTITY).toCode(S_ONLINE);
    assert.equal(rig.stored, rig.device!.deviceSecret);
    assert.ok(rig.platform.seen.every(({ username }) => username.startsWith("lamp-1&")));
  });

  it("says 306 when its identity has another DeviceName and there is nothing to register with", async () => {
    const identity = { ...LAMP_9, secret: "f".repeat(32), clientId: "" };
    await make({ kind: "secret", what: { identity } });
    rig.toCode(E_NO_SECRET).run(1000);
    assert.ok(rig.codes.includes(E_OTHER_IDENTITY));
    assert.deepEqual(rig.platform.connects, []);
  });

  describe("and flash that is worn out", () => {
    it("says 305, never logs in, and registers at the next start on good flash", async () => {
      await make();
      let flash = { mend() {} };
      rig.platform.beforePush = () => {
        flash = wear(rig.board.flash, [0, 1, 2, 3]);
        rig.platform.beforePush = () => {};
      };
      rig.toCode(E_SECRET_NOT_STORED);
      assert.ok(rig.codes.includes(E_JOURNAL_WORN));
      rig.run(600);
      assert.equal(rig.count(S_STORED), 0);
      assert.equal(rig.count(E_REGISTER_TIMEOUT), 0);
      assert.deepEqual(new Set(rig.platform.seen.map(({ auth }) => auth)), new Set(["register"]));
      assert.equal(rig.device!.active, false);
      rig.board.powerOff();
      flash.mend();
      rig.toCode(S_ONLINE);
    });

    it("says 452 and logs in when one of the two places keeps the secret", async () => {
      await make();
      rig.platform.beforePush = () => void wear(rig.board.flash, [2, 3]);
      rig.toCode(E_JOURNAL_DEGRADED).toCode(S_ONLINE);
      assert.equal(rig.stored, rig.device!.deviceSecret);
      rig.board.powerOff();
      rig.toCode(S_ONLINE);
      assert.deepEqual(rig.platform.seen.map(({ auth }) => auth), ["register", "login", "login"]);
    });
  });
});

describe("a login", () => {
  before(async function () {
    this.timeout(60000);
    await buildAll();
  });
  afterEach(cleanUp);

  for (const kind of Object.keys(KINDS) as Kind[]) {
    it(`of the kind ${kind}, signed with ${KINDS[kind]}, is accepted by the platform, in the mode for TLS (mistake 7)`, async () => {
      const rig = await Rig.make({ kind });
      rig.toCode(S_ONLINE);
      const signed = rig.platform.seen[0]!;
      assert.equal(signed.code, 0);
      assert.ok(pairs(signed.clientId).includes(`signmethod=${KINDS[kind]}`));
      assert.ok(pairs(signed.clientId).includes(kind === "regnwl" ? "securemode=-2" : "securemode=2"));
      assert.equal(signed.password.length, { register: 64, secret: 32, regnwl: 40 }[kind]);
    });
  }

  it("carries the clientId and the timestamp of the settings, signed", async () => {
    const rig = await Rig.make({ kind: "secret", settings: { cid: "aa:bb:cc Küche", ts: "2524608000000" } });
    rig.toCode(S_ONLINE);
    const { clientId } = rig.platform.seen[0]!;
    assert.equal(clientId.split("|")[0], "aa:bb:cc Küche");
    assert.ok(pairs(clientId).includes("timestamp=2524608000000"));
  });

  it("asks for a new session, or for the kept one where the settings say so", async () => {
    for (const keep of [undefined, 1]) {
      const rig = await Rig.make({ kind: "secret", settings: { keep } });
      rig.toCode(S_ONLINE);
      assert.equal(rig.platform.seen[0]!.clean, !keep);
      cleanUp();
    }
  });

  it("of a board with its own secret is the first thing the platform hears", async () => {
    const rig = await Rig.make({ kind: "secret" });
    rig.toCode(S_ONLINE);
    assert.deepEqual(rig.platform.seen.map(({ auth }) => auth), ["login"]);
  });

  it("with a DeviceSecret from the factory works on an image that could register", async () => {
    const secret = "0123456789abcdef0123456789abcdef";
    const identity = { productKey: "a1X2bEnP82z", deviceName: "lamp-1", secret, clientId: "" };
    const rig = await Rig.make({ what: { identity } });
    rig.platform.state.putDevice({ ...rig.device!, deviceSecret: identity.secret });
    rig.toCode(S_ONLINE);
    assert.deepEqual(rig.platform.seen.map(({ auth }) => auth), ["login"]);
  });

  it("says that one bank of its records is gone for good, and goes on with the other", async () => {
    const rig = await Rig.make({ kind: "secret" });
    const { flash } = rig.board;
    const { journalStart, pageBytes } = mapFlash(BOARD);
    const pages = [2, 3];
    for (const page of pages) flash.erase(journalStart + page * pageBytes);
    wear(flash, pages);
    rig.toCode(E_JOURNAL_DEGRADED).toCode(S_ONLINE);
  });

  const foreign = {
    "that is no list of fields": "\xff\xff of a later version",
    "that has a token alone": packFields(["a1X2bEnP82z", "lamp-1", "", "client", "token"]),
  };
  for (const [what, record] of Object.entries(foreign)) {
    it(`is not tried with an identity ${what}, nor is a new one asked for in its place`, async () => {
      const rig = await Rig.make();
      putRecord(rig.board.flash, RECORD_IDENTITY, record);
      rig.toCode(E_NO_SECRET).run(100);
      assert.deepEqual(rig.platform.connects, []);
    });
  }
});
