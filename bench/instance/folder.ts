// The folder of an instance: made with rights for its owner only, held by a lock, with the state in it.

import * as fs from "node:fs";
import { lockFolder } from "./lock.ts";
import { type DiskFaults, guard } from "./log.ts";
import { State } from "./state.ts";

export interface Folder {
  state: State;
  /** Closes the state and gives the folder back. */
  close(): Promise<void>;
}

/** Takes a folder for this process and opens the state in it; fails with a code of 202 to 207. */
export function openFolder(dir: string, faults: DiskFaults = {}): Folder {
  guard(dir, () => fs.mkdirSync(dir, { recursive: true, mode: 0o700 }));
  const unlock = lockFolder(dir);
  try {
    const state = new State(dir, faults);
    return {
      state,
      async close() {
        await state.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}
