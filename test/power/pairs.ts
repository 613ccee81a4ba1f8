// Two power cuts: one in a phase, the other in the life that follows it.
import { type Cut, Replay, oneCut } from "./cut.ts";
import { type Expected, expect, expectAt, judge } from "./judge.ts";
import { type Done, type Phase, note } from "./phases.ts";
import type { Operation } from "./world.ts";

/** A phase, what it did when no power was lost, and the states of its flash. */
export class Pairs {
  readonly phase: Phase;
  readonly done: Done;
  private readonly expected: Expected;
  private readonly replay: Replay;

  constructor(phase: Phase) {
    this.phase = phase;
    this.done = phase.act(phase.scene);
    this.expected = expect(phase);
    this.replay = new Replay(phase.scene, this.done.operations);
  }

  get operations(): Operation[] {
    return this.done.operations;
  }

  /**
   * Lives the life after the first cut, then cuts it at each place that `places` gives for the number of its
   * operations, and judges what follows. `failed` gets what is wrong; the count of pairs is returned.
   */
  async after(
    first: Cut, seed: number, places: (count: number) => Iterable<number>, failed: (error: Error) => void,
  ): Promise<number> {
    const { world } = this.phase;
    const scene = this.replay.after(first);
    const cuts = [first];
    let pairs = 0;
    try {
      const expected = expectAt(this.expected, this.done, first.at);
      const second = judge(world, scene, expected);
      const replay = new Replay(scene, second.operations);
      for (const at of places(second.operations.length)) {
        cuts[1] = oneCut(second.operations, at, seed * 131071 + at);
        pairs++;
        try {
          judge(world, replay.after(cuts[1]), expectAt(expected, second, at));
        } catch (error) {
          failed(note(error, this.phase, this.operations, ...cuts));
        }
        await world.breathe();
      }
    } catch (error) {
      failed(note(error, this.phase, this.operations, first));
    }
    await world.breathe();
    return pairs;
  }

  /** The cut at one of its operations, with a damage that the seed decides. */
  cut(at: number, seed: number): Cut {
    return oneCut(this.operations, at, seed);
  }
}
