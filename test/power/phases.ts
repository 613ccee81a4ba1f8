// What a board may be doing when power is lost. Each phase begins with a scene and does one thing to it; where
// that thing erases a page only now and then, the scene is one that is about to.
import { type FlashFile, PowerCut } from "../../bench/board/flash.ts";
import { RECORD_BANKS } from "../../lib/flash/records.ts";
import type { Settings } from "../../lib/settings.ts";
import { putRecords } from "../../tools/provision.ts";
import { BOARD, type Kind } from "../firmware/images.ts";
import type { Cut } from "./cut.ts";
import { type Life, type Operation, type Scene, World, record } from "./world.ts";

/** What a phase did; `codes` are those that the board said meanwhile. */
export interface Done {
  scene: Scene;
  operations: Operation[];
  codes: number[];
}

export interface Phase {
  name: string;
  world: World;
  scene: Scene;
  /** Does it, in the scene of the phase or in another one, until the cut if there is one. */
  act: (scene: Scene, cut?: Cut) => Done;
  /** The settings that may be found afterwards, besides those of the scene. */
  settings: Settings[];
  /** One of the two banks of records takes no writes any more, so the other must do alone. */
  isWorn: boolean;
}

/** What a life takes until it is decided, in seconds; more than the longest pause between two tries at first. */
export const LIFE_SEC = 90;

/** From power on to the first report: the device is online, and what it writes on its way is written. */
export function goOnline(world: World): (life: Life) => void {
  return (life) => {
    const { reports } = life;
    world.until(() => life.reports > reports, LIFE_SEC);
  };
}

/** Online, then something is typed that restarts the board, then online again. */
function restart(world: World, line: string): (life: Life) => void {
  return (life) => {
    goOnline(world)(life);
    life.board.input(`${line}\n`);
    world.until(() => life.ends.length > 0 && life.board.isOn, LIFE_SEC);
    goOnline(world)(life);
  };
}

const REBOOT = "E.reboot()";
/** Espruino raises the flag only by running out of memory; the hook is called as it would. */
const OUT_OF_MEMORY = "E.emit('errorFlag', ['MEMORY'])";

const erases = ({ operations }: Done): boolean => operations.some(({ bytes }) => !bytes);

/** What `act` does to a board that is off. */
export function byHost(scene: Scene, act: (flash: FlashFile) => void, cut?: Cut): Done {
  const operations: Operation[] = [];
  const flash = scene.flash.fork();
  if (cut) flash.cutAt(cut.at + 1, cut.damage);
  record(flash, (operation) => void operations.push({ ...operation, device: scene.device, said: 0 }));
  try {
    act(flash);
  } catch (error) {
    if (!(error instanceof PowerCut)) throw error;
    flash.powerOn();
  }
  return { scene: { flash, device: scene.device }, operations, codes: [] };
}

/** The scene that a life leaves behind. */
export function after(world: World, scene: Scene, drive: (life: Life) => void, cut?: Cut): Done {
  const life = world.live(scene, drive, cut);
  return { scene: { flash: life.flash, device: life.device }, operations: life.operations, codes: life.codes };
}

/** The scene with a bank of records that takes no writes. */
function wear({ flash, device }: Scene, bank: number): Scene {
  const { journalStart, pageBytes } = flash.map;
  const worn = flash.fork();
  worn.wearOut({ addr: journalStart + 2 * bank * pageBytes, lenBytes: 2 * pageBytes, write: "none" });
  return { flash: worn, device };
}

/** Settings of their own for each number, shorter and longer: they differ in the clientId. */
export function settingsOf(world: World, number: number): Settings {
  return { ...world.settings, cid: `lamp-${"x".repeat(number % 24)}${number}` };
}

/** The error with the place of the cut at which it came up. */
export function note(error: unknown, { world, name }: Phase, operations: Operation[], ...cuts: Cut[]): Error {
  const places = cuts.map(({ at, damage }) => `operation ${at + 1}, ${JSON.stringify(damage)}`).join(", then ");
  const message = `${world.kind}, ${name} (${operations.length} operations), ${places}: ${(error as Error).message}`;
  return new Error(message, { cause: error });
}

/** The phases of one kind of login. */
export async function makePhases(kind: Kind): Promise<Phase[]> {
  const world = await World.make(kind);
  const phases: Phase[] = [];
  const add = (name: string, scene: Scene, drive: (life: Life) => void, isWorn = false): Done => {
    phases.push({ name, world, scene, settings: [], isWorn, act: (from, cut) => after(world, from, drive, cut) });
    return after(world, scene, drive);
  };
  const online = goOnline(world);
  const blank = world.provisioned();
  const change = (number: number) => (flash: FlashFile): void =>
    putRecords(flash, BOARD, { settings: settingsOf(world, number) });

  const settled = add("first start and registration", blank, online).scene;
  if (kind !== "register") return phases;

  let full = blank;
  const recordsEnd = blank.flash.map.journalStart + 2 * RECORD_BANKS * blank.flash.map.pageBytes;
  const movesRecords = ({ operations }: Done): boolean =>
    operations.some(({ addr, bytes }) => !bytes && addr < recordsEnd);
  for (let number = 0; number < 200 && !movesRecords(after(world, full, online)); number++) {
    full = byHost(full, change(number)).scene;
  }
  add("registration into a full page", full, online);
  add("registration with the second bank alone", wear(blank, 0), online, true);
  add("registration into a full page of the first bank alone", wear(full, 1), online, true);

  add("login", settled, online);
  add("reboot", settled, restart(world, REBOOT));
  add("restart after out of memory", settled, restart(world, OUT_OF_MEMORY));

  // A board of some age: scenes in which the next start erases a page, one for each page that starts erase.
  const seen = new Set<number>();
  let old = settled;
  for (let starts = 0; starts < 600; starts++) {
    const next = after(world, old, online);
    await world.breathe();
    const pages = next.operations.filter(({ bytes }) => !bytes).map(({ addr }) => addr);
    if (pages.some((page) => !seen.has(page))) add(`login that erases, after ${starts} starts`, old, online);
    for (const page of pages) seen.add(page);
    old = next.scene;
  }

  let changed = settled;
  for (let number = 0; number < 100; number++) {
    const next = byHost(changed, change(number));
    if (number === 0 || erases(next)) {
      phases.push({
        name: number ? "change of settings in a full page" : "change of settings", world, scene: changed,
        isWorn: false, act: (from, cut) => byHost(from, change(number), cut), settings: [settingsOf(world, number)],
      });
    }
    if (erases(next)) break;
    changed = next.scene;
  }
  return phases;
}
