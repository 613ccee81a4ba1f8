// The state file when its writer is killed at every single file operation, before it, after it and, for a
// write, in the middle of it: what a call has returned for is there at the next start, the call that was cut
// is there or not, and nothing else.

import assert from "node:assert/strict";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { type Device, type PropertyValue, State } from "../../bench/instance/state.ts";
import { cleanUp, tempFolder } from "./fixture.ts";

const OPERATIONS = [
  "openSync",
  "writeSync",
  "fsyncSync",
  "renameSync",
  "ftruncateSync",
  "closeSync",
] as const;
const KEY = "device1&a1";
const DEVICE: Device = {
  productKey: "a1",
  deviceName: "device1",
  deviceSecret: "s",
  active: true,
  enabled: true,
  tokens: [],
};

/** What a device is owed, in the words of a state. */
interface Known {
  devices: string[];
  count: number;
  queue: number[];
  filters: string[];
}

/** Which operation is cut, and how much of it is done. */
interface Cut {
  at: number;
  part: "before" | "half" | "nearly" | "after";
}

const real = Object.fromEntries(OPERATIONS.map((name) => [name, fs[name]]));

// Runs `work` with file operations counted; from the one that is cut on none is done, as if the process were
// gone. False when `work` came to its end before that.
function isCut(cut: Cut, work: () => void): boolean {
  let count = 0;
  let dead = false;
  const gone = () => Object.assign(new Error("killed"), { code: "KILLED" });
  for (const name of OPERATIONS) {
    const run = real[name] as (...args: unknown[]) => unknown;
    const counted = (...args: unknown[]): unknown => {
      if (dead) throw gone();
      if (count++ !== cut.at) return run(...args);
      dead = true;
      const [fd, bytes, from, length, at] = args as [number, Buffer, number, number, number];
      if (cut.part === "after") run(...args);
      else if (name === "writeSync" && cut.part === "half") run(fd, bytes, from, length >> 1, at);
      else if (name === "writeSync" && cut.part === "nearly") run(fd, bytes, from, length - 1, at);
      throw gone();
    };
    Object.assign(fs, { [name]: counted });
  }
  syncBuiltinESMExports();
  try {
    work();
  } catch (error) {
    if (!dead) throw error;
  } finally {
    Object.assign(fs, real);
    syncBuiltinESMExports();
  }
  return dead;
}

/** Something an instance does, and what it leaves behind. */
interface Step {
  run(state: State): void;
  leave(known: Known): void;
}

// The padding makes the file be written anew in the middle of it.
const STEPS: Step[] = [
  { run: (state) => state.putDevice(DEVICE), leave: ({ devices }) => devices.push("device1") },
  { run: (state) => state.keepSession(KEY, false), leave: () => undefined },
  { run: (state) => state.putFilter(KEY, "/a/#", 1), leave: ({ filters }) => filters.push("/a/#") },
  ...[1, 2, 3, 4, 5].flatMap((i): Step[] => [
    { run: (state) => state.queue(KEY, "/a/b", Buffer.from(`${i}`), 5), leave: ({ queue }) => queue.push(i) },
    { run: (state) => state.putValues(KEY, valuesOf(i)), leave: (known) => (known.count = i) },
    {
      run: (state) => i % 2 === 0 && state.dropQueued(KEY, state.sessions.get(KEY)!.queue.at(-1)!.seq),
      leave: ({ queue }) => i % 2 === 0 && queue.pop(),
    },
    {
      run: (state) => state.putDevice({ ...DEVICE, deviceName: `more${i}` }),
      leave: ({ devices }) => devices.push(`more${i}`),
    },
  ]),
];

function valuesOf(count: number): Record<string, PropertyValue> {
  return { count: { value: count, time: count }, padding: { value: "x".repeat(300_000), time: 1 } };
}

function knownOf(state: State): Known {
  const session = state.sessions.get(KEY);
  return {
    devices: [...state.devices.values()].map(({ deviceName }) => deviceName),
    count: (state.data(KEY).values.get("count")?.value as number | undefined) ?? 0,
    queue: session?.queue.map(({ payload }) => Number(payload.toString())) ?? [],
    filters: [...(session?.filters.keys() ?? [])],
  };
}

describe("instance: the state file, its writer killed at every file operation", () => {
  afterEach(cleanUp);

  it("holds all that was stored before, whole or not at all what was cut, and goes on", async () => {
    let cuts = 0;
    for (const part of ["before", "half", "nearly", "after"] as const) {
      for (let at = 0; await tryCut({ at, part }); at++) cuts++;
    }
    assert.ok(cuts >= 4 * (STEPS.length + 10), `${cuts} cuts`);
  });

  async function tryCut(cut: Cut): Promise<boolean> {
    const dir = await tempFolder(false);
    const sure: Known = { devices: [], count: 0, queue: [], filters: [] };
    let maybe = structuredClone(sure);
    const wasCut = isCut(cut, () => {
      const state = new State(dir);
      for (const { run, leave } of STEPS) {
        leave((maybe = structuredClone(sure)));
        run(state);
        leave(sure);
      }
    });
    const state = new State(dir);
    const found = knownOf(state);
    const words = JSON.stringify({ cut, sure, maybe, found });
    assert.ok([sure, maybe].some((each) => JSON.stringify(each) === JSON.stringify(found)), words);
    state.putDevice({ ...DEVICE, deviceName: "later" });
    await state.close();
    const again = new State(dir);
    assert.deepEqual(knownOf(again), { ...found, devices: [...found.devices, "later"] }, words);
    await again.close();
    return wasCut;
  }
});
