// How a second command reaches a running instance: one line of JSON there, one back, over loopback, with a
// token from a file that only the owner of the folder can read. Without a running instance the same calls
// work on the folder itself.

import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as net from "node:net";
import * as path from "node:path";
import { E_INSTANCE_ABSENT, E_INSTANCE_SILENT, Failure } from "../../lib/codes.ts";
import { type Folder, openFolder } from "./folder.ts";
import type { Instance } from "./index.ts";
import { holderOf } from "./lock.ts";
import { writeWhole } from "./log.ts";
import { AtRest } from "./operations.ts";
import { isSame } from "./signature.ts";

// Longer than the instance itself waits for a device.
const ANSWER_MS = 10_000;
const QUESTION_MAX_CHARS = 1024 * 1024;

/** What can be asked of an instance, running or at rest. */
const CALLS = [
  "addProduct",
  "setProduct",
  "products",
  "addDevice",
  "devices",
  "find",
  "reset",
  "disable",
  "enable",
  "delete",
  "properties",
  "history",
  "events",
  "setProperty",
  "getProperty",
  "callService",
  "desired",
  "setDesired",
  "tags",
  "setTags",
  "shadow",
  "setShadow",
  "deviceLog",
  "setDeviceLog",
  "config",
  "setConfig",
  "pushConfig",
  "broadcast",
] as const;
/** Those that need a device to be connected. */
const LIVE: readonly string[] = ["setProperty", "getProperty", "callService", "pushConfig", "broadcast"];
type Call = (typeof CALLS)[number];

/** The calls, each a promise; see Instance. */
export type Manager = {
  [C in Call]: (...args: Parameters<Instance[C]>) => Promise<Awaited<ReturnType<Instance[C]>>>;
};

/** Opens the door for commands and writes its address into the folder. */
export async function openControl(dir: string, instance: Instance): Promise<{ close(): Promise<void> }> {
  const token = randomBytes(16).toString("hex");
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    readLine(
      socket,
      QUESTION_MAX_CHARS,
      (line) => void answer(instance, token, line).then((text) => socket.end(text)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const file = controlFile(dir);
  writeWhole(file, JSON.stringify({ port: (server.address() as net.AddressInfo).port, token }), 0o600);
  return {
    close: () =>
      new Promise((done) => {
        fs.rmSync(file, { force: true });
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/**
 * Runs `work` on the instance that holds the folder, or on the folder when nobody does; what it changed is
 * then durable. The folder is opened, and made when there is none, at the first call that can be done there.
 */
export async function manage<T>(
  dir: string,
  { limits, devices }: { limits: boolean; devices?: number },
  work: (manager: Manager) => Promise<T>,
): Promise<T> {
  if (holderOf(dir) !== undefined) return work(managerOf((call, args) => ask(dir, call, args)));
  let folder: Folder | undefined;
  try {
    const result = await work(
      managerOf(async (call, args) => {
        // Nobody is connected to a folder.
        if (LIVE.includes(call)) throw new Failure(E_INSTANCE_ABSENT, dir);
        folder ??= openFolder(dir);
        return perform(new AtRest(folder.state, limits, devices), call, args);
      }),
    );
    await folder?.state.sync();
    return result;
  } finally {
    await folder?.close();
  }
}

function managerOf(run: (call: Call, args: unknown[]) => Promise<unknown>): Manager {
  return Object.fromEntries(CALLS.map((call) => [call, (...args: unknown[]) => run(call, args)])) as Manager;
}

function perform(target: object, call: Call, args: unknown[]): unknown {
  return (target as Record<Call, (...args: unknown[]) => unknown>)[call](...args);
}

async function answer(instance: Instance, token: string, line: string): Promise<string> {
  try {
    const asked = JSON.parse(line) as { token: string; call: Call; args: unknown[] };
    if (!isSame(String(asked.token), token) || !CALLS.includes(asked.call)) return "";
    // JSON has no undefined: an argument left out arrives as null.
    const args = asked.args.map((each) => each ?? undefined);
    const result = await perform(instance, asked.call, args);
    await instance.sync();
    return JSON.stringify({ result: result ?? null }) + "\n";
  } catch (error) {
    if (error instanceof Failure) return JSON.stringify({ code: error.code, detail: error.detail }) + "\n";
    return "";
  }
}

async function ask(dir: string, call: Call, args: unknown[]): Promise<unknown> {
  const line = await new Promise<string>((resolve, reject) => {
    const silent = (why: string) => reject(new Failure(E_INSTANCE_SILENT, `${dir} (${why})`));
    let door: { port: number; token: string };
    try {
      door = JSON.parse(fs.readFileSync(controlFile(dir), "utf8"));
    } catch {
      return silent("it has no door for commands");
    }
    const socket = net.connect(door.port, "127.0.0.1");
    socket.setTimeout(ANSWER_MS, () => socket.destroy());
    socket.on("error", (error) => silent(error.message));
    socket.on("close", () => silent("no answer"));
    readLine(socket, Infinity, resolve);
    socket.write(JSON.stringify({ token: door.token, call, args }) + "\n");
  });
  const answer = JSON.parse(line) as { result?: unknown; code?: number; detail?: string };
  if (answer.code !== undefined) throw new Failure(answer.code, answer.detail);
  return answer.result ?? undefined;
}

function readLine(socket: net.Socket, most: number, take: (line: string) => void): void {
  let text = "";
  socket.setEncoding("utf8");
  socket.on("data", (chunk: string) => {
    text += chunk;
    const end = text.indexOf("\n");
    if (end < 0 && text.length <= most) return;
    socket.removeAllListeners("data");
    if (end >= 0) take(text.slice(0, end));
    else socket.destroy();
  });
}

function controlFile(dir: string): string {
  return path.join(dir, "control.json");
}
