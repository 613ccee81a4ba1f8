// A device that verifies its platform: how it proves whom it talks to, what it keeps of that, and when it must not use
// it. On the simulated board, in virtual time, in front of the servers of tls-front.ts.
import assert from "node:assert/strict";
import { Storage } from "../../bench/board/storage.ts";
import {
  E_CERT_EXPIRED, E_CERT_NAME, E_CERT_ROOT, E_RANDOM_COUNTER, E_RANDOM_LOST, E_ROOTS, E_TLS, E_TLS_ALERT, E_TLS_PSK,
  E_TLS_TIMEOUT, E_TWIN, S_ONLINE, S_STORED,
} from "../../lib/codes.ts";
import { RECORD_RANDOM, RECORD_SESSION, SESSION_PAGE } from "../../lib/flash/records.ts";
import type { Settings } from "../../lib/settings.ts";
import { ROOTS_FILE } from "../../lib/tls/roots.ts";
import { putRecords } from "../../tools/provision.ts";
import { alternativeNames, dnsName, nameOf, rootsOf, utc } from "../tls/certificates.ts";
import { fixedKey, goodChain } from "../tls/server-chain.ts";
import { ALERT } from "../tls/server-records.ts";
import { BOARD, getRecord, putRecord } from "./images.ts";
import { type Rig, cleanUp } from "./rig.ts";
import { OTHER_NAME, ROOTS, type TlsFront, makeVerified, shortChain, verifiedImage } from "./tls-front.ts";

const DAY_SEC = 86400;
/** Longer than any wait between two connects (lib/mqtt/backoff.ts), and a handshake with it. */
const WAIT_SEC = 400;

describe("a device that verifies the platform", () => {
  before(async function () {
    this.timeout(60000);
    await verifiedImage();
  });

  let rig: Rig;
  let front: TlsFront;
  const make = async (...args: Parameters<typeof makeVerified>): Promise<void> => {
    ({ rig, front } = await makeVerified(...args));
  };

  afterEach(() => {
    const busiest = rig.platform.busiestMinute;
    cleanUp();
    assert.ok(busiest <= 5, `${busiest} connects in a minute`);
    assert.deepEqual(front.faults, []);
  });

  it("registers by a certificate, stores the secret and comes back with the session of before, also by a restart", async () => {
    await make({ what: { roots: goodChain().roots } }, { chain: goodChain() });
    rig.toCode(S_STORED).toCode(S_ONLINE).goesOn();
    assert.equal(rig.stored, rig.device!.deviceSecret);
    assert.deepEqual(front.ways, ["certificate", "session"]);
    rig.board.powerOff();
    rig.toCode(S_ONLINE);
    assert.deepEqual(front.ways, ["certificate", "session", "session"]);
  });

  it("shows the same random number to no two servers", async () => {
    await make();
    for (let start = 0; start < 5; start++) {
      rig.toCode(S_ONLINE).board.powerOff();
      rig.run(60);
    }
    const randoms = front.servers.map(({ seen }) => seen.hello!.random.toString("hex"));
    assert.equal(randoms.length, 6);
    assert.equal(new Set(randoms).size, randoms.length);
  });

  it("says 359 when the platform closes again and again, with or without a goodbye", async () => {
    for (const saysGoodbye of [true, false]) {
      await make();
      front.saysGoodbye = saysGoodbye;
      for (let round = 0; round < 3; round++) {
        rig.toCode(S_ONLINE, WAIT_SEC).run(5);
        rig.platform.cut();
      }
      rig.toCode(E_TWIN, 5);
    }
  });

  describe("and has a session of before", () => {
    /** Registered, online by a session, and off. */
    const makeOff = async (...args: Parameters<typeof makeVerified>): Promise<void> => {
      await make(...args);
      rig.toCode(S_ONLINE).run(2);
      assert.deepEqual(front.ways, ["certificate", "session"]);
      rig.board.powerOff();
      rig.run(60);
    };
    const provision = (more: Partial<Settings>): void =>
      putRecords(rig.board.flash, BOARD, { settings: { ...rig.settings, ...more } });
    /** The connection after this one is made so. */
    const comesBackBy = (way: string): void => {
      const before = front.servers.length;
      if (rig.board.isOn) rig.platform.cut();
      rig.toCode(S_ONLINE).run(1);
      const next = front.servers[before]!;
      assert.equal(next.seen.resumed ? "session" : "certificate", way);
      if (way === "certificate") assert.equal(next.seen.hello!.sessionId.length, 0, "offers a session");
      rig.run(60);
    };

    /** So many seconds pass, which the platform tells the board. */
    let aheadSec = 0;
    const pass = (sec: number): void => {
      aheadSec += sec;
      rig.platform.time = () => JSON.stringify({ serverSendTime: rig.platform.nowMs + aheadSec * 1000 });
      rig.board.jumpClock(sec * 1000);
      rig.run(25);
    };
    beforeEach(() => (aheadSec = 0));

    it("uses it with the settings of before", async () => {
      await makeOff();
      provision({ ka: 60, cid: "another" });
      comesBackBy("session");
    });

    it("does without where the server no longer knows it", async () => {
      await makeOff();
      front.sessions.clear();
      rig.toCode(S_ONLINE).goesOn();
      assert.deepEqual(front.ways.slice(2), ["certificate"]);
    });

    for (const [what, more] of [
      ["host", { host: "other.example" }], ["port", { port: 443 }], ["server name", { sni: OTHER_NAME }],
      ["device", { dn: "lamp-2" }],
    ] as const) {
      it(`does not use it for another ${what}`, async () => {
        await makeOff();
        rig.platform.registry.addDevice({ productKey: rig.settings.pk, deviceName: "lamp-2" });
        provision(more);
        comesBackBy("certificate");
      });
    }

    it("does not use it with other roots", async () => {
      await makeOff();
      const roots = ROOTS + rootsOf(fixedKey("other-root"), nameOf("other")).slice(1);
      new Storage(rig.board.flash, BOARD).write(ROOTS_FILE, Buffer.from(roots, "latin1"));
      comesBackBy("certificate");
    });

    it("does not use it when it is 7 days old", async () => {
      await makeOff({}, { lifetimeSec: 0 });
      rig.toCode(S_ONLINE).run(2);
      pass(6.9 * DAY_SEC);
      comesBackBy("session");
      pass(0.2 * DAY_SEC);
      comesBackBy("certificate");
    });

    it("does not use it when the lifetime of its ticket is over", async () => {
      await makeOff({}, { lifetimeSec: 7200 });
      rig.toCode(S_ONLINE).run(2);
      pass(6500);
      comesBackBy("session");
      pass(800);
      comesBackBy("certificate");
    });

    it("does not use it when the certificate of then is over", async () => {
      await makeOff({}, { chain: shortChain({ to: utc("261101001000Z") }) });
      front.script.chain = shortChain();
      rig.toCode(S_ONLINE).run(300);
      comesBackBy("session");
      rig.run(300);
      comesBackBy("certificate");
      assert.equal(rig.count(E_CERT_EXPIRED), 0);
    });

    it("does not use it after a fatal alert, and says 412", async () => {
      await makeOff();
      rig.toCode(S_ONLINE).run(100);
      front.last.send(ALERT, Buffer.from([2, 80]));
      rig.toCode(E_TLS_ALERT).toCode(S_ONLINE);
      assert.deepEqual(front.ways.slice(2), ["session", "certificate"]);
    });

    it("does not use it after it was given another secret", async () => {
      await makeOff({ settings: { re: 1 } });
      rig.platform.state.putDevice({ ...rig.device!, deviceSecret: "f".repeat(32), active: false });
      rig.toCode(S_STORED, WAIT_SEC);
      const before = front.servers.length;
      rig.toCode(S_ONLINE);
      assert.equal(front.servers[before]!.seen.resumed, false);
    });

    it("writes one into flash every 10 minutes at most", async () => {
      await make({}, { lifetimeSec: 0 });
      rig.boot();
      const written = new Set<string>();
      for (let round = 0; round < 36; round++) {
        rig.run(100);
        written.add(getRecord(rig.board.flash, RECORD_SESSION, true));
        front.sessions.clear();
        rig.platform.cut();
      }
      assert.equal(front.ways.filter((way) => way === "certificate").length, 36);
      assert.ok(written.size >= 5 && written.size <= 7, `${written.size} sessions`);
    });
  });

  describe("by a key of its own", () => {
    it("logs in with it once it has registered", async () => {
      await make({ settings: { psk: 1 } });
      front.takesKeys();
      rig.toCode(S_ONLINE).goesOn();
      rig.board.powerOff();
      rig.toCode(S_ONLINE);
      assert.deepEqual(front.ways, ["certificate", "key", "key"]);
    });

    it("does not offer it where the settings do not say so", async () => {
      await make();
      front.takesKeys();
      rig.toCode(S_ONLINE);
      assert.deepEqual(front.ways, ["certificate", "session"]);
    });

    it("says 442 where the server does not know it, and comes by the certificate next", async () => {
      await make({ settings: { psk: 1 } });
      front.takesKeys();
      front.script.keyOf = () => undefined;
      rig.toCode(E_TLS_PSK).toCode(S_ONLINE).goesOn();
      assert.deepEqual(front.ways[0], "certificate");
      assert.notEqual(front.ways[1], "key");
      assert.equal(front.servers.length, 3);
      assert.equal(rig.platform.seen.length, 2);
    });
  });

  describe("in front of a server", () => {
    const bad: [string, number, (front: TlsFront) => void][] = [
      ["under another root", E_CERT_ROOT, (its) => (its.script.chain = shortChain({ issuer: nameOf("Another root") }))],
      ["with another name", E_CERT_NAME, (its) => (
        its.script.chain = shortChain({ extensions: [alternativeNames(dnsName("c3.test.example"))] })
      )],
      ["that is expired", E_CERT_EXPIRED, (its) => (its.script.chain = shortChain({ to: utc("261031000000Z") }))],
      ["that says nothing", E_TLS_TIMEOUT, (its) => (its.isSilent = true)],
      ["that closes in the midst of its certificate", E_TLS, (its) => (its.cutAfter = 500)],
    ];
    for (const [what, code, spoil] of bad) {
      it(`${what} says ${code}, never logs in, and is online once that is over`, async () => {
        await make();
        const good = { ...front.script };
        spoil(front);
        rig.toCode(code).run(1000);
        assert.ok(rig.count(code) >= 6 && rig.count(code) < 14, `${rig.count(code)}`);
        assert.deepEqual(rig.platform.seen, []);
        Object.assign(front, { isSilent: false, cutAfter: Infinity });
        Object.assign(front.script, good);
        rig.toCode(S_ONLINE, WAIT_SEC).goesOn();
      });
    }
  });

  describe("without", () => {
    it("roots says 433 and logs in nowhere", async () => {
      await make({ what: { roots: undefined } });
      rig.toCode(E_ROOTS).run(1000);
      assert.ok(rig.count(E_ROOTS) < 14);
      assert.deepEqual(rig.platform.seen, []);
    });

    for (const [what, roots] of [
      ["text", "no roots at all"], ["a version of later", `\x02${ROOTS.slice(1)}`], ["a part of them", ROOTS.slice(0, -1)],
      ["a length too long", "\x01".padEnd(12, "\xff")], ["nothing behind the version", "\x01"],
    ] as const) {
      it(`roots, but ${what}, says a code and logs in nowhere`, async () => {
        await make({ what: { roots } });
        rig.toCode(E_ROOTS).run(1000);
        assert.ok(rig.count(E_ROOTS) < 14);
        assert.deepEqual(rig.platform.seen, []);
      });
    }

    it("a random register and a seed says 437 and never connects", async () => {
      await make({ board: { ...BOARD, rng: null } });
      putRecord(rig.board.flash, RECORD_RANDOM, "", true);
      rig.toCode(E_RANDOM_LOST).run(1000);
      assert.deepEqual(rig.platform.connects, []);
    });

    it("flash that keeps its counter says 436 and does not connect until it has some", async () => {
      await make();
      const { flash } = rig.board;
      const { journalStart, pageBytes } = flash.map;
      const write = flash.write.bind(flash);
      flash.write = (addr, bytes) => {
        const page = Math.floor((addr - journalStart) / pageBytes) - SESSION_PAGE;
        write(addr, page === 0 || page === 1 ? Buffer.alloc(bytes.length, 0xff) : bytes);
      };
      rig.toCode(E_RANDOM_COUNTER).run(1000);
      assert.deepEqual(rig.platform.connects, []);
      flash.write = write;
      rig.toCode(S_ONLINE, WAIT_SEC);
    });
  });
});
