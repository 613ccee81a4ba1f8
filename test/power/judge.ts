// What must be true of a device after a power cut, whatever was damaged: it comes online by itself with the
// identity it has, nothing is lost, and it says nothing that a start without a cut would not say.
import assert from "node:assert/strict";
import { Storage } from "../../bench/board/storage.ts";
import { isSound } from "../../bench/board/storage-scan.ts";
import {
  E_CLOCK_UNSET, E_CONSOLE_OPEN, E_JOURNAL_DEGRADED, E_LINK_UNVERIFIED, E_RESTART_MEMORY, S_ADDRESS, S_BOOT, S_CONNECTING,
  S_ONLINE, S_REGISTERING, S_STORED, S_WIFI,
} from "../../lib/codes.ts";
import { SLOT_A, SLOT_CONFIRMED_AT } from "../../lib/flash/slot.ts";
import { BOARD } from "../firmware/images.ts";
import { type Done, type Phase, goOnline } from "./phases.ts";
import { readKept } from "./records.ts";
import type { Life, Operation, Scene, World } from "./world.ts";

const SAID = new Set([
  E_CLOCK_UNSET, E_CONSOLE_OPEN, E_LINK_UNVERIFIED, E_RESTART_MEMORY, S_ADDRESS, S_BOOT, S_CONNECTING, S_ONLINE,
  S_REGISTERING, S_STORED, S_WIFI,
]);

/** How often a secret may be read for a doubtful bit to show itself. */
const READINGS = 6;

/** What may be found after a cut. */
export interface Expected {
  /** As texts. */
  settings: string[];
  /** A secret was stored before: nobody registers any more. */
  stored: boolean;
  /** It may say that there is one copy only. */
  isWorn: boolean;
}

/** What may be found after a cut anywhere in a phase. */
export function expect({ scene, settings, isWorn }: Phase): Expected {
  const kept = readKept(scene.flash);
  return {
    settings: [kept.settings, ...settings.map((each) => JSON.stringify(each))],
    stored: kept.secret !== undefined,
    isWorn,
  };
}

/** What may be found after a cut at an operation of a life. */
export function expectAt(expected: Expected, { operations, codes }: Pick<Done, "operations" | "codes">, at: number): Expected {
  const { said } = operations[at]!;
  return { ...expected, stored: expected.stored || codes.slice(0, said).includes(S_STORED) };
}

/** Starts the board after a cut; throws what is wrong. The life that it had is returned. */
export function judge(world: World, scene: Scene, expected: Expected): Life {
  checkStorage(scene);
  const life = world.live(scene, goOnline(world));
  const said = life.lines.join("\n");
  const { flash, device } = life;
  assert.ok(life.reports > 0, `never came online; it said:\n${said}`);
  checkOperations(life.operations, scene);
  const strange = life.codes.filter((code) => !SAID.has(code) && !(expected.isWorn && code === E_JOURNAL_DEGRADED));
  assert.deepEqual(strange, [], `codes; it said:\n${said}`);
  assert.ok(!/corrupt|compact|uncaught/i.test(said), said);
  assert.ok(life.ends.slice(0, -1).every((end) => end === "reboot") && life.ends.length <= 2, life.ends.join(" "));
  const registrations = life.logins.filter((login) => /^reg/.test(login)).length;
  assert.ok(!life.logins.includes("refused"), life.logins.join(" "));
  assert.ok(registrations <= (expected.stored ? 0 : 1), `registers again; it said:\n${said}`);
  const secrets = [device.deviceSecret, ...device.tokens.map(({ deviceToken }) => deviceToken)];
  for (let reading = 0; reading < READINGS; reading++) {
    const { secret, settings } = readKept(flash);
    assert.ok(secret && secrets.includes(secret), "the stored secret is the platform's");
    assert.ok(expected.settings.includes(settings), `settings ${settings}`);
  }
  checkStorage({ flash, device });
  return life;
}

/** The interpreter would not take Storage for corrupt, and no file was moved or deleted. */
export function checkStorage({ flash }: Scene): void {
  assert.ok(isSound(flash), "Storage is sound");
  assert.equal(new Storage(flash, BOARD).getStats().trashCount, 0);
}

/** Of all that a device writes, nothing is in Storage but the state of the slot it runs from: no compaction. */
export function checkOperations(operations: readonly Operation[], { flash }: Scene): void {
  const { storageStart, storageEnd } = flash.map;
  const inside = operations.filter(({ addr }) => addr >= storageStart && addr < storageEnd);
  if (inside.length === 0) return;
  const state = new Storage(flash, BOARD).find(SLOT_A)!.addr + SLOT_CONFIRMED_AT;
  for (const { addr, bytes } of inside) {
    assert.ok(bytes && addr >= state && addr < state + 4, `writes Storage at 0x${addr.toString(16)}`);
  }
}
