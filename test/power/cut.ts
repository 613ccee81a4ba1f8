// Power cuts without running a life again: the flash that a cut leaves is what was there before the life,
// the operations up to the cut, and the one that it hits, damaged.
import { type CutOptions, FlashFile, PowerCut } from "../../bench/board/flash.ts";
import { seededWords } from "../../bench/board/prng.ts";
import type { Operation, Scene } from "./world.ts";

/**
 * What a cut does to a word and to a page; which bits of it, the seed decides. A word that was written whole is
 * the same as none of the next one, so that is left out but for the last one.
 */
const WORD_DAMAGES: CutOptions[] = [
  { word: "none" }, { word: "some" }, { word: "some", marginal: false }, { word: "most" },
];
const PAGE_DAMAGES: CutOptions[] = (["any", "any", "some", "part", "zeros", "most", "most"] as const)
  .flatMap((page) => [{ page }, { page, marginal: false }])
  .concat([{ page: "none" }, { page: "all" }] as never);

/** A cut: at which operation, counted from 0, and what it does. */
export interface Cut {
  at: number;
  damage: CutOptions;
}

/** The damages that an operation can be left with. */
function damagesOf(operations: readonly Operation[], at: number): CutOptions[] {
  if (!operations[at]!.bytes) return PAGE_DAMAGES;
  return at === operations.length - 1 ? [...WORD_DAMAGES, { word: "all" }] : WORD_DAMAGES;
}

/** All cuts of a life, each with all damages; with `only` those at one place. */
export function* allCuts(operations: readonly Operation[], only?: number): Generator<Cut> {
  for (let at = only ?? 0; at < (only === undefined ? operations.length : only + 1); at++) {
    for (const [number, damage] of damagesOf(operations, at).entries()) {
      yield { at, damage: { ...damage, seed: at * 1009 + number * 31 + 1 } };
    }
  }
}

/** A cut at one place with one damage, which `seed` decides. */
export function oneCut(operations: readonly Operation[], at: number, seed: number): Cut {
  const damages = damagesOf(operations, at);
  const words = seededWords(seed);
  return { at, damage: { ...damages[words() % damages.length]!, seed: words() } };
}

/** The states of a flash in the course of one life. */
export class Replay {
  private readonly scene: Scene;
  readonly operations: readonly Operation[];
  private flash: FlashFile;
  private done = 0;

  constructor(scene: Scene, operations: readonly Operation[]) {
    this.scene = scene;
    this.operations = operations;
    this.flash = scene.flash.fork();
  }

  /** The cut at an operation with a damage that the state decides that it hits: what was equal is left equal. */
  cut(at: number): Cut {
    this.goTo(at);
    const seed = Number.parseInt(this.flash.digest().slice(0, 8), 16) ^ this.operations[at]!.addr;
    return oneCut(this.operations, at, seed);
  }

  /** What the cut leaves. Cheap when the cuts come in order. */
  after({ at, damage }: Cut): Scene {
    this.goTo(at);
    const flash = this.flash.fork();
    flash.cutAt(1, damage);
    try {
      perform(flash, this.operations[at]!);
      throw new Error("the cut did not come");
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
    }
    flash.powerOn();
    return { flash, device: this.operations[at]!.device };
  }

  private goTo(at: number): void {
    if (at < this.done) {
      this.flash = this.scene.flash.fork();
      this.done = 0;
    }
    while (this.done < at) perform(this.flash, this.operations[this.done++]!);
  }
}

function perform(flash: FlashFile, { addr, bytes }: Operation): void {
  if (bytes) flash.write(addr, bytes);
  else flash.erase(addr);
}
