// A load generator of `npm run benchmark:instance`, in a process of its own: it plays a share of the devices
// against whichever target it is told.

import { Peer, type Topic } from "./instance-peer.ts";
import type { TargetReady } from "./instance-target.ts";

/** What a generator is told at its start. */
export interface LoadSettings {
  ports: number[];
  caPem: string;
  devices: TargetReady["devices"];
}

/** What a generator can be asked to do. */
export type Task =
  | { do: "connect"; target: number; resume: boolean; count: number }
  | { do: "hold"; target: number; from: number; to: number }
  | { do: "send"; target: number; topic: Topic; qos: 0 | 1; ms: number };

/** What came of it: how many were done in how many milliseconds, or why not. */
export interface Outcome {
  count: number;
  ms: number;
  error?: string;
}

const CONNECTING = 8;
const IN_FLIGHT = 100;
const PATIENCE_MS = 120_000;

let settings: LoadSettings;
let peers: Peer[][];
let next = 0;

process.on("disconnect", () => process.exit());
process.on("message", (message: LoadSettings | Task) => {
  if ("do" in message) void perform(message);
  else {
    settings = message;
    peers = settings.ports.map(() => settings.devices.map((device) => new Peer(device)));
    process.send!({ count: 0, ms: 0 });
  }
});

async function perform(task: Task): Promise<void> {
  const start = performance.now();
  let outcome: Outcome;
  const late = setTimeout(() => {
    process.send!({ count: 0, ms: 0, error: `${task.do} did not end` });
    process.exit();
  }, PATIENCE_MS);
  try {
    const done = task.do === "connect" ? connect(task) : task.do === "hold" ? hold(task) : send(task);
    const count = await done;
    outcome = { count, ms: performance.now() - start };
  } catch (error) {
    outcome = { count: 0, ms: 0, error: (error as Error).message };
  }
  clearTimeout(late);
  process.send!(outcome);
}

// Connects and drops devices, each in its turn, a few at a time.
async function connect({ target, resume, count }: Extract<Task, { do: "connect" }>): Promise<number> {
  const { ports, caPem } = settings;
  const mine = peers[target];
  let session: Buffer | undefined;
  if (resume) {
    const peer = mine[next++ % mine.length];
    session = await peer.connect(ports[target], caPem);
    await peer.drop();
  }
  let left = count;
  const work = async () => {
    while (left-- > 0) {
      const peer = mine[next++ % mine.length];
      await peer.connect(ports[target], caPem, session);
      await peer.drop();
    }
  };
  await Promise.all(Array.from({ length: CONNECTING }, work));
  return count;
}

// Connects devices that stay.
async function hold({ target, from, to }: Extract<Task, { do: "hold" }>): Promise<number> {
  let at = from;
  const work = async () => {
    while (at < to) {
      const peer = peers[target][at++];
      await peer.connect(settings.ports[target], settings.caPem);
      await peer.subscribe();
    }
  };
  await Promise.all(Array.from({ length: CONNECTING }, work));
  return to - from;
}

// Has devices send in turn, one message each at a time, so many at once.
async function send({ target, topic, qos, ms }: Extract<Task, { do: "send" }>): Promise<number> {
  const mine = peers[target];
  const end = performance.now() + ms;
  let at = 0;
  let count = 0;
  const free = [...mine];
  const work = async () => {
    while (performance.now() < end) {
      const peer = free[at++];
      await peer.send(topic, qos);
      free.push(peer);
      count++;
    }
  };
  await Promise.all(Array.from({ length: Math.min(IN_FLIGHT, mine.length) }, work));
  return count;
}
