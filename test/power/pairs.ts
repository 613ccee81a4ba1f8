// Two power cuts: one in a phase, the other in the life that follows it. What a life makes of a state is decided by
// that state, so that of equal ones, and there are many, one is judged for all.
import { S_STORED } from "../../lib/codes.ts";
import { type Cut, Replay } from "./cut.ts";
import { type Expected, expect, expectAt, judge } from "./judge.ts";
import { type Done, type Phase, after, goOnline, note } from "./phases.ts";
import { type Life, type Operation, type Scene, type World, keyOf } from "./world.ts";

/** What became of a state: what the life in it has left, or what is wrong. */
export interface Verdict {
  end?: string | undefined;
  error?: Error;
}

/** A phase, what it did when no power was lost, and the states of its flash. */
export class Pairs {
  readonly phase: Phase;
  private readonly done: Done;
  private readonly expected: Expected;
  private readonly replay: Replay;
  private readonly verdicts: Map<string, Verdict>;

  /** `verdicts` are those of all states that were judged so far; they can be shared by phases. */
  constructor(phase: Phase, verdicts = new Map<string, Verdict>()) {
    this.phase = phase;
    this.done = phase.act(phase.scene);
    this.expected = expect(phase);
    this.replay = new Replay(phase.scene, this.done.operations);
    this.verdicts = verdicts;
  }

  get operations(): Operation[] {
    return this.done.operations;
  }

  /** The cut at one of its operations, with a damage that the state decides that it hits. */
  cut(at: number): Cut {
    return this.replay.cut(at);
  }

  /**
   * Lives the life after the first cut, then cuts it as `seconds` says, and judges what follows: `each` gets what
   * became of each pair. Throws what is wrong after the first cut alone.
   */
  async after(
    first: Cut, seconds: (life: Replay) => Iterable<Cut>, each: (second: Cut, verdict: Verdict) => void,
  ): Promise<void> {
    const { phase, operations } = this;
    const { world } = phase;
    const scene = this.replay.after(first);
    const expected = expectAt(this.expected, this.done, first.at);
    let life: Life;
    try {
      life = judge(world, scene, expected);
    } catch (error) {
      throw note(error, phase, operations, first);
    }
    this.verdicts.set(stateOf(scene, expected), { end: keyOf(life) });
    const replay = new Replay(scene, life.operations);
    for (const second of seconds(replay)) {
      const left = replay.after(second);
      const leftExpected = expectAt(expected, life, second.at);
      const state = stateOf(left, leftExpected);
      let verdict = this.verdicts.get(state);
      if (!verdict) {
        this.verdicts.set(state, (verdict = judged(world, left, leftExpected)));
        await world.breathe();
      }
      const { error } = verdict;
      each(second, error ? { error: note(error, phase, operations, first, second) } : verdict);
    }
    await world.breathe();
  }

  /** What becomes of a pair when nothing is replayed and nothing known: power is lost twice in the lives themselves. */
  fromScratch(first: Cut, second: Cut): Verdict {
    const { phase, operations, expected } = this;
    const { world } = phase;
    const one = phase.act(phase.scene, first);
    const two = after(world, one.scene, goOnline(world), second);
    const stored = expected.stored || [...one.codes, ...two.codes].includes(S_STORED);
    const { end, error } = judged(world, two.scene, { ...expected, stored });
    return error ? { error: note(error, phase, operations, first, second) } : { end };
  }
}

/** States that are equal in this are judged alike. */
function stateOf(scene: Scene, expected: Expected): string {
  return `${keyOf(scene)} ${JSON.stringify(expected)}`;
}

function judged(world: World, scene: Scene, expected: Expected): Verdict {
  try {
    return { end: keyOf(judge(world, scene, expected)) };
  } catch (error) {
    return { error: error as Error };
  }
}
