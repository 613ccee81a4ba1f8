// Power is lost while a blank board is provisioned, at every word: what is left says a code, on its console or
// where it is started, or it works; and it can be provisioned again.
import assert from "node:assert/strict";
import { FlashFile } from "../../bench/board/flash.ts";
import {
  E_BAD_SETTINGS, E_BOOT_FILE, E_FLASH_BLANK, E_NO_BOARD, E_NO_IMAGE, E_NO_SECRET, E_NO_SETTINGS, S_ONLINE,
} from "../../lib/codes.ts";
import { hasLoader, provision } from "../../tools/provision.ts";
import { BOARD, buildAll } from "../firmware/images.ts";
import { Replay, allCuts, oneCut } from "./cut.ts";
import { byHost, goOnline } from "./phases.ts";
import { readKept } from "./records.ts";
import { type Life, type Operation, type Scene, World } from "./world.ts";

/** Codes with which a board stops until somebody does something. */
const STOPS = [E_BOOT_FILE, E_NO_BOARD, E_NO_IMAGE, E_NO_SECRET, E_NO_SETTINGS, E_BAD_SETTINGS];

describe("power lost while a board is provisioned", function () {
  this.timeout(900000);
  let world: World;
  let operations: Operation[];
  let replay: Replay;
  /** Where the text of the image lies, which is most of what is written. */
  let isImage: (at: number) => boolean;

  before(async () => {
    await buildAll();
    world = await World.make("register");
    const blank = { flash: FlashFile.inMemory(BOARD), device: world.device };
    operations = byHost(blank, (flash) => provision(flash, BOARD, world.what)).operations;
    replay = new Replay(blank, operations);
    const { length } = world.what.image;
    const from = operations.findIndex(({ bytes }) => bytes?.equals(world.what.image.subarray(0, 4)));
    assert.ok(from > 0);
    isImage = (at) => at >= from && at < from + (length >> 2);
  });
  after(() => world.close());

  /** What the board, or the tool in its place, says in the end. */
  function outcome(scene: Scene): number {
    let life: Life;
    if (!hasLoader(scene.flash, BOARD)) {
      // The tool does not start it; an interpreter that somebody starts all the same has nothing to run.
      life = world.live(scene, () => world.clock.advance(1000000));
      assert.equal(world.platform.connects.length, 0);
      assert.ok(life.codes.every((code) => code === E_NO_IMAGE), life.codes.join(" "));
    } else {
      life = world.live(scene, (life) => {
        if (!life.codes.some((code) => STOPS.includes(code))) goOnline(world)(life);
      });
    }
    assert.ok(life.ends.length <= 2 && !life.ends.includes("crash"), life.ends.join(" "));
    const { codes } = life;
    if (!hasLoader(scene.flash, BOARD)) return E_FLASH_BLANK;
    if (!STOPS.includes(codes.at(-1)!)) assert.ok(life.reports > 0, life.lines.join("\n"));
    return STOPS.includes(codes.at(-1)!) ? codes.at(-1)! : S_ONLINE;
  }

  it("at any word leaves one that says what is missing, or works", async () => {
    const outcomes = new Map<number, number>();
    for (let at = 0; at < operations.length; at++) {
      const cuts = isImage(at) ? [oneCut(operations, at, at)] : [...allCuts(operations, at)];
      for (const cut of cuts) {
        let code: number;
        try {
          code = outcome(replay.after(cut));
        } catch (error) {
          const place = `operation ${at + 1} of ${operations.length}, ${JSON.stringify(cut.damage)}`;
          throw new Error(`${place}: ${(error as Error).message}`, { cause: error });
        }
        outcomes.set(code, (outcomes.get(code) ?? 0) + 1);
        await world.breathe();
      }
    }
    const seen = [...outcomes.keys()].sort((one, other) => one - other);
    assert.deepEqual(seen, [E_FLASH_BLANK, E_NO_SETTINGS, E_NO_IMAGE, S_ONLINE]);
    console.log(`      ${operations.length} words and pages: ${JSON.stringify(Object.fromEntries(outcomes))}`);
  });

  it("leaves one that can be provisioned from the start", () => {
    for (let at = 0; at < operations.length; at += 397) {
      const { flash, device } = replay.after(oneCut(operations, at, at));
      const { base, end, pageBytes } = flash.map;
      for (let page = base; page < end; page += pageBytes) flash.erase(page);
      provision(flash, BOARD, world.what);
      assert.equal(outcome({ flash, device }), S_ONLINE);
    }
  });

  it("keeps the identity when Storage is provisioned anew beside the records", () => {
    const online = world.live(world.provisioned(), goOnline(world));
    const { flash } = online.board;
    const { storageStart, storageEnd, pageBytes } = flash.map;
    for (let page = storageStart; page < storageEnd; page += pageBytes) flash.erase(page);
    provision(flash, BOARD, world.what);
    const again = world.live({ flash, device: online.device }, goOnline(world));
    assert.deepEqual(again.logins, ["login"]);
    assert.equal(readKept(again.board.flash).secret, online.device.deviceSecret);
  });
});
