// What happens to a verified link, in the midst of its handshake and in the course of days: the device comes back within
// what its back-off promises, and nothing of a connection that is lost lives on.
import assert from "node:assert/strict";
import { E_CLOSED, E_TLS, E_WIFI_LOST, S_CONNECTING, S_ONLINE } from "../../lib/codes.ts";
import { MAX_WAIT_MS } from "../../lib/mqtt/backoff.ts";
import { nameOf, utc } from "../tls/certificates.ts";
import { seeded } from "../tls/pair.ts";
import { type Rig, cleanUp } from "./rig.ts";
import { type TlsFront, makeVerified, shortChain, verifiedImage } from "./tls-front.ts";

const DAY_SEC = 86400;
const YEARS_MS = 10 * 365.25 * DAY_SEC * 1000;
/** The longest wait, a handshake that never ended, Wi-Fi that is joined anew, and a login. */
const BACK_SEC = MAX_WAIT_MS / 1000 + 30 + 70 + 10;

describe("a verified link", () => {
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
    cleanUp();
    assert.deepEqual(front.faults, []);
  });

  /** How far a handshake is, in small steps of time. */
  const goOnUntil = (isSo: () => boolean): void => {
    for (let steps = 0; !isSo(); steps++) {
      assert.ok(steps < 100000, "never so far");
      rig.run(0.0005);
    }
  };

  const close = (): void => {
    // It is heard of 5 ms later.
    rig.platform.cut();
    rig.run(1);
    assert.ok(rig.codes.some((code) => code === E_TLS || code === E_CLOSED));
  };
  const faults: [string, () => void][] = [
    ["the peer closes", close],
    ["Wi-Fi is lost", () => {
      rig.board.wifi.setReach(false);
      rig.toCode(E_WIFI_LOST, 5).run(30);
      rig.board.wifi.setReach(true);
    }],
    ["power is lost", () => {
      rig.board.powerOff();
      rig.run(30).boot();
    }],
  ];
  /** Messages that it has sent, and how long ago. */
  const moments: [string, number, number][] = [
    ["behind its hello", 1, 0], ["while it looks at the certificate", 1, 0.006], ["behind its Finished", 4, 0],
  ];
  for (const [what, spoil] of faults) {
    for (const [when, messages, moreSec] of moments) {
      it(`is made anew where ${what} ${when}`, async () => {
        await make();
        rig.boot();
        goOnUntil(() => front.servers.length > 0 && front.last.seen.order.length >= messages);
        rig.run(spoil === close ? moreSec / 6 : moreSec);
        const { seen } = front.last;
        const sent = seen.order.filter((each) => each !== "Alert").length;
        assert.equal(sent, messages);
        spoil();
        rig.toCode(S_ONLINE, 120).goesOn();
        if (spoil !== close) {
          assert.equal(seen.order.filter((each) => each !== "Alert").length, sent, "goes on after its end");
        }
        // Behind its Finished the server was done. A client that has seen that it was may come back by that session.
        if (spoil !== close || messages === 1) {
          assert.deepEqual(front.ways.slice(messages > 1 ? 1 : 0), ["certificate", "session"]);
        }
        assert.equal(rig.platform.openConnections, 1);
      });
    }
  }

  it("is made anew where the server closes in the midst of a session's handshake", async () => {
    await make();
    rig.toCode(S_ONLINE).run(100);
    for (const bytes of [1, 80, 150]) {
      front.cutAfter = bytes;
      rig.platform.cut();
      rig.toCode(E_TLS, 20);
      front.cutAfter = Infinity;
      rig.toCode(S_ONLINE, 60).run(100);
    }
    assert.deepEqual(new Set(front.ways.slice(1)), new Set(["session"]));
  });

  for (const seed of [1, 2]) {
    it(`is there again after each fault of a long day (${seed})`, async () => {
      const random = seeded(seed);
      const below = (most: number): number => ((random(1).charCodeAt(0) * 256 + random(1).charCodeAt(0)) * most) >>> 16;
      await make({ settings: { psk: seed === 2 ? 1 : undefined } });
      if (seed === 2) front.takesKeys();
      const good = { ...front.script };
      rig.toCode(S_ONLINE);
      const bad = [
        { chain: shortChain({ to: utc("261031000000Z") }) }, { chain: shortChain({ issuer: nameOf("Another root") }) },
        { suite: 0x002f, ems: false, tickets: false }, { hello: { version: 0x0302 } }, { suite: 0x003d, etm: false },
      ];
      for (let passed = 0; passed < DAY_SEC; ) {
        const lastsSec = 1 + below(below(4) ? 100 : 2000);
        const kind = below(9);
        if (kind === 0) front.isSilent = true;
        else if (kind === 1) Object.assign(front.script, bad[below(bad.length)]);
        else if (kind === 2) rig.board.wifi.setReach(false);
        else if (kind === 3) rig.board.jumpClock(YEARS_MS);
        else if (kind === 4) rig.board.jumpClock(-YEARS_MS);
        else if (kind === 5) front.cutAfter = below(150);
        else if (kind === 6) rig.platform.isDeaf = true;
        else if (kind === 7) front.sessions.clear();
        else rig.board.powerOff();
        if (below(2)) rig.platform.cut();
        rig.run(lastsSec);
        Object.assign(front, { isSilent: false, cutAfter: Infinity });
        for (const key of Object.keys(front.script)) delete (front.script as any)[key];
        Object.assign(front.script, good);
        rig.board.wifi.setReach(true);
        rig.platform.isDeaf = false;
        if (!rig.board.isOn) rig.boot();
        // A dead peer is found out by the keepalive alone.
        const before = rig.clock.nowUs();
        rig.run(90);
        if (!rig.platform.online) rig.toCode(S_ONLINE, BACK_SEC);
        // Connections that end sooner look like those of a twin, for which it waits an hour.
        rig.run(70 + below(600));
        passed += (rig.clock.nowUs() - before) / 1000000 + lastsSec;
      }
      rig.goesOn();
      assert.ok(rig.count(S_CONNECTING) > 50);
    });
  }
});
