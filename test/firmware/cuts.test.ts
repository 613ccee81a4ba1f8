// Power is cut at every word that a registration writes, and at every word of a start: the device never logs
// in with a secret that its flash could lose, never loses one that the platform has activated, and comes
// back by itself.
import assert from "node:assert/strict";
import type { CutOptions } from "../../bench/board/flash.ts";
import { FlashFile } from "../../bench/board/flash.ts";
import { S_ONLINE, S_STORED } from "../../lib/codes.ts";
import { BOARD, buildAll } from "./images.ts";
import { Rig, cleanUp } from "./rig.ts";

/** What a cut leaves of the word it hits: nothing, all of it, or some bits, others reading by chance. */
const DAMAGES: CutOptions[] = [{ word: "none" }, { word: "all" }, { word: "some", seed: 7 }];

describe("power lost while a registration is stored", () => {
  before(async function () {
    this.timeout(60000);
    await buildAll();
  });
  afterEach(cleanUp);

  for (const kind of ["register", "regnwl"] as const) {
    it(`at any word leaves a device that is online after the next start (${kind})`, async function () {
      this.timeout(40000);
      // A board that has been started once, so that its first start is not repeated for each cut.
      const blank = await Rig.make({ kind });
      const { platform } = blank;
      platform.road = "refused";
      blank.boot().run(5);
      blank.board.powerOff();
      platform.road = "open";
      const content = blank.board.flash.snapshot();
      const never = blank.device!;
      const again = (): Rig => {
        platform.state.putDevice(never);
        platform.seen.length = 0;
        blank.run(60);
        return Rig.twin(blank, FlashFile.inMemory(BOARD, content));
      };

      const whole = again();
      let first = 0;
      platform.beforePush = () => void (first = whole.board.flash.ops);
      whole.toCode(S_STORED);
      const words = whole.board.flash.ops - first;
      whole.board.powerOff();
      assert.ok(words > 40, `${words} words`);
      const ways = new Set<string>();
      for (let word = 1; word <= words; word++) {
        for (const damage of kind === "register" ? DAMAGES : DAMAGES.slice(2)) {
          const note = `word ${word} of ${words}, ${JSON.stringify(damage)}`;
          const rig = again();
          platform.beforePush = () => rig.board.cutPowerAt(word, damage);
          rig.boot().until(() => !rig.board.isOn);
          assert.equal(rig.ends.at(-1), "cut", note);
          assert.deepEqual(platform.seen.map(({ auth }) => auth), [kind], note);
          platform.beforePush = () => {};
          rig.toCode(S_ONLINE);
          assert.ok(platform.seen.every(({ code }) => code === 0), note);
          const kinds = platform.seen.map(({ auth }) => auth).join(" ");
          ways.add(kinds);
          if (kind === "register") assert.equal(rig.stored, rig.device!.deviceSecret, note);
          else assert.equal(rig.stored, rig.device!.tokens.at(-1)!.deviceToken, note);
          rig.board.powerOff();
        }
      }
      const login = kind === "register" ? "login" : "connwl";
      assert.deepEqual(ways, new Set([`${kind} ${kind} ${login}`, `${kind} ${login}`]));
    });
  }

  it("between the stored secret and the first login leaves a device that logs in", async () => {
    const rig = await Rig.make();
    rig.toCode(S_STORED);
    rig.board.powerOff();
    rig.toCode(S_ONLINE);
    assert.deepEqual(rig.platform.seen.map(({ auth }) => auth), ["register", "login"]);
  });

  it("again and again, at every word of the next start, loses nothing", async function () {
    this.timeout(20000);
    const settled = await Rig.make();
    settled.toCode(S_ONLINE).run(2);
    settled.board.powerOff();
    const before = settled.board.flash.ops;
    const content = settled.board.flash.snapshot();
    settled.toCode(S_ONLINE).run(2);
    const words = settled.board.flash.ops - before;
    assert.ok(words > 0, `${words} words`);
    for (let word = 1; word <= words; word++) {
      for (const damage of DAMAGES) {
        const note = `word ${word} of ${words}, ${JSON.stringify(damage)}`;
        settled.board.powerOff();
        const rig = Rig.twin(settled, FlashFile.inMemory(BOARD, content));
        const seen = rig.platform.seen.length;
        rig.board.cutPowerAt(word, damage);
        rig.boot().until(() => !rig.board.isOn);
        rig.toCode(S_ONLINE);
        const later = rig.platform.seen.slice(seen);
        const reasons = later.map(({ reason }) => reason);
        assert.ok(later.every(({ auth }) => auth === "login"), `${note}: ${reasons}`);
        rig.board.powerOff();
        rig.clock.advance(60000000);
      }
    }
  });
});
