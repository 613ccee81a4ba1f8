// `npm run benchmark`: how fast our MQTT session publishes and receives on the real interpreter (ESPRUINO=…, and
// ESPRUINO32=…), as ratios to a loop that writes or reads the same bytes on the bare socket, with goals. With
// `--peer path.js` another client runs along, and ratios to it are printed too: a module with the four calls that
// device-run.ts describes, e.g. a few lines around stock MQTT.js. Clients take turns, medians of the rounds are printed,
// and every run checks that nothing is lost, doubled or out of order.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { buildImage, loadBoard } from "../../tools/build/index.ts";
import { type Task, run } from "./device-run.ts";
import { median } from "./median.ts";

const { values } = parseArgs({
  options: {
    peer: { type: "string", default: "" },
    rounds: { type: "string", default: "7" },
    count: { type: "string", default: "300" },
  },
});
const ROUNDS = Number(values.rounds);
const COUNT = Number(values.count);
/** Messages a turn of the timer, paced; a burst to the device comes in one write, one from it fits its queue of 8 kB. */
const PACED = 10;
const BURST = 30;
const NAME_WIDTH = 40;
const GOALS = { bareSend: 0.7, bareReceive: 0.1, peerSend: 1, peerReceive: 1.2, peerQos1: 1 };

const interpreters = ["ESPRUINO", "ESPRUINO32"].filter((name) => process.env[name]);
if (interpreters.length === 0) {
  console.log("nothing was measured: neither ESPRUINO nor ESPRUINO32 names an interpreter");
} else {
  const missed = await measureAll();
  console.log(missed ? `\n${missed} ratios below their goals` : "\nall ratios reach their goals");
  if (missed) process.exitCode = 1;
}

async function measureAll(): Promise<number> {
  if (values.peer && !existsSync(values.peer)) throw new Error(`there is no ${values.peer}`);
  const peer = values.peer && readFileSync(values.peer, "latin1");
  const entry = fileURLToPath(new URL("device-session.ts", import.meta.url));
  const { image } = await buildImage({ entry, board: loadBoard("linux"), tls: "plain" });
  const ours = `var CLIENT=exports;${image.toString("latin1")}`;
  const clients = [undefined, ours, ...(peer ? [peer] : [])];
  let missed = 0;
  for (const name of interpreters) {
    console.log(`\n${name}: ${COUNT} messages a run, medians of ${ROUNDS}; messages/s`);
    const heads = `${"bare".padStart(NAME_WIDTH + 8)}${"ours".padStart(8)}   ours/bare`;
    console.log(heads + (peer ? "    peer   ours/peer" : ""));
    for (const task of tasks()) missed += await compare(process.env[name]!, clients, task);
  }
  console.log("\nnothing was lost, doubled or out of order");
  return missed;
}

function tasks(): Task[] {
  const all: Task[] = [];
  for (const send of [true, false]) {
    for (const qos of [0, 1] as const) {
      for (const bytes of [100, 200]) {
        // With QoS 1 the device sends as acknowledgements come: there is one pace.
        for (const paced of send && qos ? [false] : [true, false]) {
          all.push({ send, qos, bytes, batch: paced ? PACED : send ? BURST : COUNT, count: COUNT });
        }
      }
    }
  }
  return all;
}

/** One line; the number of goals that it misses. */
async function compare(interpreter: string, clients: (string | undefined)[], task: Task): Promise<number> {
  const times: number[][] = clients.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [which, client] of clients.entries()) times[which].push(await run(interpreter, client, task));
  }
  const [bare, ours, peer] = times;
  const { send, qos, bytes, batch } = task;
  const pace = send && qos ? "5 in flight" : batch === PACED ? "paced" : "burst";
  const name = `${send ? "publish" : "receive"}, QoS ${qos}, ${bytes} bytes, ${pace}`;
  const rate = (some: number[]) => Math.round((COUNT / median(some)) * 1000).toString().padStart(8);
  // Of runs that stood beside each other: a machine that others slow down does so to both.
  const ratio = (its: number[]) => median(its.map((ms, round) => ms / ours[round]));
  const goals: [number, number][] = [[ratio(bare), send ? (qos ? 0 : GOALS.bareSend) : GOALS.bareReceive]];
  if (peer) goals.push([ratio(peer), qos ? GOALS.peerQos1 : send ? GOALS.peerSend : GOALS.peerReceive]);
  const ratios = goals.map(([ratio, goal]) => `${ratio.toFixed(2).padStart(9)} ${ratio < goal ? "<" : " "} `);
  console.log(`${name.padEnd(NAME_WIDTH)}${rate(bare)}${rate(ours)}${ratios[0]}${peer ? rate(peer) + ratios[1] : ""}`);
  return goals.filter(([ratio, goal]) => ratio < goal).length;
}
