// The time of a device that verifies its platform: it wakes up in 1970, judges certificates by what it was told at its
// provisioning or learned since, asks the platform whose certificate it has checked, and judges once more.
import assert from "node:assert/strict";
import { E_CERT_EARLY, E_CERT_EXPIRED, E_CLOCK_UNSET, S_ONLINE } from "../../lib/codes.ts";
import { RECORD_SESSION, RECORD_TIME } from "../../lib/flash/records.ts";
import { unpackWord } from "../../lib/flash/word.ts";
import { utc } from "../tls/certificates.ts";
import { NOW_SEC } from "../tls/server-chain.ts";
import { getRecord, imageOf } from "./images.ts";
import { Rig, cleanUp } from "./rig.ts";
import { type TlsFront, makeVerified, shortChain, verifiedImage } from "./tls-front.ts";

const DAY_SEC = 86400;
const WAIT_SEC = 400;
/** Until it asks once more. */
const ASK_SEC = 22;

describe("the time of a device that verifies the platform", () => {
  before(async function () {
    this.timeout(60000);
    await verifiedImage();
  });

  let rig: Rig;
  let front: TlsFront;
  const make = async (...args: Parameters<typeof makeVerified>): Promise<void> => {
    ({ rig, front } = await makeVerified(...args));
  };
  const asked = (): number => rig.platform.published.filter(({ topic }) => topic.startsWith("/ext/ntp/")).length;
  /** Seconds since 1970 by the board's clock. */
  const boardSec = (): number => {
    rig.type("print('TIME', getTime())");
    return Number(rig.lines.findLast((line) => line.startsWith("TIME "))!.slice(5));
  };
  const isSet = (): boolean => Math.abs(boardSec() - rig.platform.nowMs / 1000) < 2;

  afterEach(cleanUp);

  it("is asked for until there is an answer, once it is online, and set", async () => {
    await make();
    rig.platform.time = () => undefined;
    rig.toCode(S_ONLINE).run(100);
    assert.ok(rig.codes.includes(E_CLOCK_UNSET));
    assert.ok(asked() >= 4 && asked() <= 6, `${asked()}`);
    assert.ok(boardSec() < DAY_SEC);
    rig.platform.time = () => JSON.stringify({ serverSendTime: rig.platform.nowMs });
    rig.run(ASK_SEC);
    assert.ok(isSet());
    const before = asked();
    rig.run(600);
    assert.equal(asked(), before);
    rig.goesOn();
  });

  it("is the least that the next start goes by, where it is days later than the one of before", async () => {
    await make({ settings: { at: NOW_SEC - 30 * DAY_SEC } });
    rig.toCode(S_ONLINE).run(5);
    const sec = unpackWord(getRecord(rig.board.flash, RECORD_TIME, true), 0);
    assert.ok(Math.abs(sec - NOW_SEC) < 60);
    rig.board.powerOff();
    front.script.chain = shortChain({ to: utc("261030000000Z") });
    front.sessions.clear();
    rig.run(60).toCode(E_CERT_EXPIRED);
  });

  it("does not go by what it is not sure of: a certificate that is over since provisioning is refused (mistake 44)", async () => {
    await make({ settings: { at: NOW_SEC } }, { chain: shortChain({ to: utc("261031235900Z") }) });
    rig.toCode(E_CERT_EXPIRED);
    assert.deepEqual(rig.platform.seen, []);
  });

  for (const [what, code, pieces] of [
    ["over", E_CERT_EXPIRED, { to: utc("261031235900Z") }], ["not yet valid", E_CERT_EARLY, { from: utc("261201000000Z") }],
  ] as const) {
    it(`shows a certificate that is ${what}: it says ${code}, forgets the session, and stays with another alone`, async () => {
      await make({ settings: { at: NOW_SEC - 3600 } }, { chain: shortChain(pieces) });
      rig.toCode(S_ONLINE);
      assert.ok(getRecord(rig.board.flash, RECORD_SESSION, true));
      for (let round = 0; round < 4; round++) {
        rig.toCode(code, WAIT_SEC + ASK_SEC);
        assert.equal(getRecord(rig.board.flash, RECORD_SESSION, true), "");
        assert.equal(rig.platform.online, undefined);
      }
      // A time that does not fit is not believed: nothing is locked out for ever.
      assert.ok(boardSec() < DAY_SEC);
      front.script.chain = shortChain();
      rig.toCode(S_ONLINE, WAIT_SEC).run(ASK_SEC);
      assert.ok(isSet());
      rig.goesOn();
      assert.deepEqual(front.ways.filter((way) => way === "session").length, 1);
    });
  }

  it("is not set by an answer that cannot be right", async () => {
    await make();
    rig.platform.time = () => undefined;
    rig.toCode(S_ONLINE).run(5);
    const year = (its: number): string => JSON.stringify({ serverSendTime: `${Date.UTC(its, 0)}` });
    const answers = [
      "", "{", "null", "[]", "17", '"now"', "{}", '{"serverSendTime":null}', '{"serverSendTime":"soon"}',
      '{"serverSendTime":""}', '{"serverSendTime":{}}', '{"serverSendTime":[]}', '{"serverSendTime":true}',
      '{"serverSendTime":-1793491200000}', '{"serverSendTime":1e999}', '{"serverSendTime":"0x7fffffffffff"}', "\0\0\0\0",
      "x".repeat(3000), year(1970), year(1969), year(2025), year(2107), year(2200), year(9999),
    ];
    for (const answer of answers) {
      const before = asked();
      rig.platform.time = () => answer;
      rig.run(ASK_SEC);
      assert.ok(asked() > before, `asks again after ${answer}`);
      assert.ok(boardSec() < DAY_SEC, answer);
    }
    assert.equal(getRecord(rig.board.flash, RECORD_TIME, true), "");
    assert.equal(rig.platform.connects.length, 2);
    rig.platform.time = () => JSON.stringify({ serverSendTime: `${rig.platform.nowMs}` });
    rig.run(ASK_SEC);
    assert.ok(isSet());
    rig.goesOn();
  });

  it("counts no longer when the clock has jumped: it is asked for, by a certificate that the floor finds good", async () => {
    await make({}, { chain: shortChain({ to: utc("271101000000Z") }) });
    rig.toCode(S_ONLINE).run(70);
    for (const years of [10, -10, -40]) {
      rig.board.jumpClock(years * 365 * DAY_SEC * 1000);
      front.sessions.clear();
      rig.run(5).platform.cut();
      // Timers stop where it jumps back, and the watchdog starts the board again.
      rig.toCode(S_ONLINE, 400).run(70);
      assert.ok(isSet(), `${years} years`);
    }
    rig.goesOn();
  });

  it("is taken from its own topic alone", async () => {
    await make();
    rig.platform.time = () => undefined;
    rig.toCode(S_ONLINE).run(5);
    const answer = { serverSendTime: rig.platform.nowMs };
    rig.platform.send("/a1X2bEnP82z/lamp-1/user/in", answer);
    rig.platform.send("/sys/a1X2bEnP82z/lamp-1/thing/service/property/set", answer);
    rig.run(2);
    assert.ok(boardSec() < DAY_SEC);
  });

  for (const [tls, host] of [["native", "iot.example"], ["plain", "192.168.1.7"]] as const) {
    it(`is not asked for over a ${tls} link, nor taken`, async () => {
      rig = await Rig.make({ kind: "secret", image: await imageOf("secret", tls), settings: { tls, host } });
      if (tls === "plain") rig.platform.transport = "plain";
      rig.toCode(S_ONLINE).run(100);
      rig.platform.send("/ext/ntp/a1X2bEnP82z/lamp-1/response", { serverSendTime: `${rig.platform.nowMs}` });
      rig.run(2);
      assert.equal(asked(), 0);
      assert.ok(boardSec() < DAY_SEC);
    });
  }
});
