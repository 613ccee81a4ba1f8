// What the instance promised before kill -9, under load: a registered device stays, a report whose PUBACK
// came is in the property store, a QoS 1 message taken for a device with clean session 0 reaches it. One
// folder lives through several kills, each at a moment drawn by a seed; INSTANCE_KILLS=100 tries as many.

import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as path from "node:path";
import { createInterface } from "node:readline";
import type { Device } from "../../bench/instance/index.ts";
import { cleanUp, later, login, registration, tempFolder } from "./fixture.ts";
import { RawClient, type RawOptions } from "./raw-client.ts";

const CHILD = path.join(import.meta.dirname, "kill-child.ts");
const KILLS = Number(process.env.INSTANCE_KILLS ?? 4);
const POSTING = 8;
const AWAY = 3;
const REGISTERING = 2;
// Makes the state file grow fast, so that kills also fall into its being written anew.
const PADDING = "x".repeat(10_000);

/** What a child said of itself at its start. */
interface Said {
  port: number;
  caPem: string;
  productKey: string;
  productSecret: string;
  devices: Device[];
  counts: Record<string, number>;
  tornBytes: number;
}

/** What devices and platform were promised, over all lives. */
class Promises {
  /** Names that registered, with the clientId and deviceToken they were given. */
  readonly tokens = new Map<string, { clientId: string; deviceToken: string }>();
  /** Last count whose PUBACK came, by device. */
  readonly acked = new Map<string, number>();
  /** Last message that publish() took, by device. */
  readonly taken = new Map<string, number>();
  /** Last message that was acknowledged by the device. */
  readonly got = new Map<string, number>();
  made = 0;
}

describe("instance: killed again and again under load", () => {
  afterEach(cleanUp);

  it("keeps what it promised to devices and to callers", async function () {
    this.timeout(20_000 + KILLS * 20_000);
    const dir = await tempFolder();
    const promises = new Promises();
    const random = drawFrom(20_261_123);
    const seen = { tornBytes: 0, livesWithRewrite: 0, cutInRewrite: 0 };
    const inode = () => fs.statSync(path.join(dir, "state.log")).ino;
    for (let kills = 0; ; kills++) {
      const { child, said } = await spawnChild(dir);
      seen.tornBytes += said.tornBytes;
      check(said, promises);
      await fetchMessages(said, promises);
      if (kills === KILLS) {
        await checkRegistered(said, promises);
        break;
      }
      const before = inode();
      await loadAndKill(child, said, promises, 30 + (random() % 400));
      if (inode() !== before) seen.livesWithRewrite++;
      if (fs.existsSync(path.join(dir, "state.log.new"))) seen.cutInRewrite++;
      assert.ok(promises.tokens.size > kills && promises.taken.size === AWAY, "there was load");
    }
    if (process.env.INSTANCE_KILLS !== undefined) console.log(KILLS, "kills:", summaryOf(promises), seen);
  });
});

async function spawnChild(dir: string): Promise<{ child: ChildProcess; said: Said }> {
  const child = spawn(process.execPath, ["--import", "tsx", CHILD, dir, `${POSTING}`, `${AWAY}`], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  later(() => void child.kill("SIGKILL"));
  const lines = createInterface(child.stdout!);
  const [line] = await once(lines, "line");
  return { child, said: JSON.parse(line) };
}

function check(said: Said, promises: Promises): void {
  const known = new Map(said.devices.map((device) => [device.deviceName, device]));
  for (const [name, token] of promises.tokens) assert.deepEqual(known.get(name)?.tokens, [token]);
  for (const [name, count] of promises.acked) {
    assert.ok(said.counts[name] >= count, `${name}: ${said.counts[name]} stored, ${count} acknowledged`);
  }
}

// Connects the devices that were away, checks that all messages taken for them come, in their order, and
// acknowledges them.
async function fetchMessages(said: Said, promises: Promises): Promise<void> {
  for (let i = 0; i < AWAY; i++) {
    const device = said.devices.find(({ deviceName }) => deviceName === `away${i}`)!;
    const { client, code } = await RawClient.connect(said, login(device, { clean: false }));
    assert.equal(code, 0);
    const { deviceName } = device;
    const taken = promises.taken.get(deviceName);
    if (taken === undefined) {
      await client.subscribe(`/${said.productKey}/${deviceName}/user/get`);
    } else {
      let last = promises.got.get(deviceName) ?? 0;
      while (last < taken) {
        const packet = await client.next("publish");
        const number = Number(packet.payload.toString());
        // What was acknowledged last may come once more when the acknowledgement was lost with the process.
        assert.ok(number <= last + 1, `${deviceName}: ${number} after ${last}`);
        last = Math.max(last, number);
        client.ack(packet);
      }
      await client.ping();
      // The one whose publish() had not yet resolved may have been stored as well.
      for (const packet of client.take("publish")) {
        last = Math.max(last, Number((packet as { payload: Buffer }).payload.toString()));
        client.ack(packet as Parameters<RawClient["ack"]>[0]);
      }
      await client.ping();
      promises.got.set(deviceName, last);
    }
    // The first stays connected and acknowledges nothing any more; to the others messages come while offline.
    if (i > 0) await client.end();
  }
}

// Lets devices post and register and messages be sent to devices that are away; kills the child as soon as it
// made so many promises, and takes in what it had still said.
async function loadAndKill(child: ChildProcess, said: Said, promises: Promises, most: number): Promise<void> {
  const end = promises.made + most;
  const made = () => {
    if (++promises.made >= end) child.kill("SIGKILL");
  };
  const out = createInterface(child.stdout!);
  out.on("line", (line) => {
    const { deviceName, number } = JSON.parse(line);
    promises.taken.set(deviceName, number);
    made();
  });
  const working: Promise<void>[] = [];
  for (const device of said.devices) {
    if (device.deviceName.startsWith("posting")) working.push(post(said, device, promises, made));
  }
  for (let i = 0; i < REGISTERING; i++) working.push(register(i, said, promises, made));
  const first = Math.max(0, ...promises.taken.values(), ...promises.got.values()) + 1;
  for (let i = 0; i < AWAY; i++) promises.got.set(`away${i}`, first - 1);
  child.stdin!.write(`go ${first}\n`);
  const exited = child.exitCode ?? child.signalCode ?? (await once(child, "close"));
  assert.ok(exited);
  await Promise.all(working);
}

async function post(said: Said, device: Device, promises: Promises, made: () => void): Promise<void> {
  const { deviceName } = device;
  const topic = `/sys/${said.productKey}/${deviceName}/thing/event/property/post`;
  await untilClosed(async () => {
    const { client, code } = await RawClient.connect(said, login(device, { clean: true }));
    assert.ok(code <= 0);
    for (let count = said.counts[deviceName] + 1; ; count++) {
      const params = { count, padding: PADDING };
      await client.publish(topic, JSON.stringify({ id: `${count}`, version: "1.0", params }), 1);
      promises.acked.set(deviceName, count);
      made();
    }
  });
}

async function register(
  loop: number,
  said: Said,
  promises: Promises,
  made: () => void): Promise<void> {
  await untilClosed(async () => {
    for (let i = promises.tokens.size; ; i++) {
      // A name whose answer was lost is not tried again: the platform gave it a token nobody heard of.
      const name = `new${loop}-${promises.made}-${i}`;
      const client = await RawClient.open(said);
      await client.connect(registration("regnwl", said, name));
      const push = await client.next("publish");
      const { clientId, deviceToken } = JSON.parse(push.payload.toString());
      promises.tokens.set(name, { clientId, deviceToken });
      made();
      await client.drop();
    }
  });
}

async function checkRegistered(said: Said, promises: Promises): Promise<void> {
  for (const [name, { clientId, deviceToken }] of [...promises.tokens].slice(-3)) {
    const options: RawOptions = {
      clientId: `${clientId}|securemode=-2,authType=connwl|`,
      username: `${name}&${said.productKey}`,
      password: deviceToken,
      keepalive: 60,
    };
    assert.equal((await RawClient.connect(said, options)).code, 0, `${name} logs in with its deviceToken`);
  }
}

// Work against a child ends with the child: the connection is closed or refused in the middle of it.
async function untilClosed(work: () => Promise<void>): Promise<void> {
  await work().catch((error: NodeJS.ErrnoException) => {
    if (error.code === undefined && !/^closed before/.test(error.message)) throw error;
    if (error.code === "ERR_ASSERTION") throw error;
  });
}

function summaryOf({ tokens, acked, taken, made }: Promises): object {
  const sum = (counts: Map<string, number>) => [...counts.values()].reduce((a, b) => a + b, 0);
  return { made, registered: tokens.size, acknowledged: sum(acked), taken: sum(taken) };
}

// mulberry32: whole numbers, the same in every run.
function drawFrom(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
}
