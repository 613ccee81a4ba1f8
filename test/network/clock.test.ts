// A clock that jumps behind the interpreter's back, as SNTP sets it: timers are not told, and count the jump as time.
import assert from "node:assert/strict";
import { S_ONLINE } from "../../lib/codes.ts";
import { buildAll } from "../firmware/images.ts";
import { cleanUp } from "../firmware/rig.ts";
import { checkAlive, makeRoad } from "./online.ts";

const TEN_YEARS_MS = 10 * 365.25 * 86400000;

describe("a device whose clock jumps", () => {
  before(async function () {
    this.timeout(180000);
    await buildAll();
  });
  afterEach(cleanUp);

  for (const [what, ms] of [["a minute", 60000], ["an hour", 3600000], ["ten years", TEN_YEARS_MS]] as const) {
    it(`${what} forwards stays online, and is no busier than before`, async () => {
      const { rig } = await makeRoad();
      rig.toCode(S_ONLINE).run(100);
      const turns = (): number => {
        const before = rig.clock.calls;
        rig.run(300);
        return rig.clock.calls - before;
      };
      const usual = turns();
      rig.board.jumpClock(ms);
      assert.ok(turns() < usual * 1.1);
      assert.equal(rig.platform.connects.length, 1);
      checkAlive(rig);
    });
  }

  it("ten years back is started again by the watchdog, and is online within three minutes", async () => {
    const { rig } = await makeRoad();
    rig.toCode(S_ONLINE).run(100);
    const restarts = rig.ends.length;
    rig.board.jumpClock(-TEN_YEARS_MS);
    rig.toCode(S_ONLINE, 180).run(1);
    assert.deepEqual(rig.ends.slice(restarts), ["reboot"]);
    checkAlive(rig);
  });

  it("no more, because its tick fails each time, is started again by the watchdog, too", async () => {
    const { rig } = await makeRoad();
    rig.toCode(S_ONLINE).run(100);
    const restarts = rig.ends.length;
    rig.type("E.CRC32 = undefined");
    rig.platform.cut();
    rig.toCode(S_ONLINE, 180).run(1);
    assert.deepEqual(rig.ends.slice(restarts), ["reboot"]);
    checkAlive(rig);
  });

  it("back and forth for an hour is online at the end", async () => {
    const { rig } = await makeRoad();
    rig.toCode(S_ONLINE);
    for (let jump = 0; jump < 60; jump++) {
      rig.board.jumpClock(jump % 2 ? -TEN_YEARS_MS : TEN_YEARS_MS);
      rig.run(60);
    }
    rig.until(() => rig.codes.at(-1) === S_ONLINE, 180).run(1);
    checkAlive(rig);
  });
});
