// Where a simulated board gets its time from. The real clock is the default; tests put a virtual one in its
// place, and then nothing on the board knows a difference: all waiting goes through `wake`.

/** A source of time; all values are microseconds. */
export interface Clock {
  /** Time since 1970. Never goes backwards. */
  nowUs(): number;
  /**
   * Calls `call` once, `afterUs` from now or a little later, never before returning; gives a function that
   * calls it off.
   */
  wake(afterUs: number, call: () => void): () => void;
}

/** The clock of this machine. It keeps the process alive only while something waits. */
export function realClock(): Clock {
  const offsetUs = Date.now() * 1000 - performance.now() * 1000;
  return {
    nowUs: () => Math.floor(offsetUs + performance.now() * 1000),
    wake(afterUs, call) {
      if (afterUs <= 0) {
        const immediate = setImmediate(call);
        return () => clearImmediate(immediate);
      }
      // Longer waits than Node can count are cut; the loop looks at the time again and goes on waiting.
      const timer = setTimeout(call, Math.min(Math.ceil(afterUs / 1000), 0x7fffffff));
      return () => clearTimeout(timer);
    },
  };
}
