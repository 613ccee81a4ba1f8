// One instance a folder: a lock file that names its holder by process id and start time, so that neither a
// killed holder nor a later process with the same id keeps the folder shut. It is made by a hard link, hence
// never half written.

import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { E_FOLDER_IN_USE, Failure } from "../../lib/codes.ts";
import { guard } from "./log.ts";

interface Holder {
  pid: number;
  started: string;
}

/**
 * Takes the folder and returns the function that gives it back; fails with E_FOLDER_IN_USE while its holder
 * lives.
 */
export function lockFolder(folder: string): () => void {
  const file = path.join(folder, "lock");
  const own = path.join(folder, `lock.${process.pid}.${randomBytes(4).toString("hex")}`);
  const text = JSON.stringify({ pid: process.pid, started: startOf(process.pid) ?? "" } satisfies Holder);
  guard(file, () => fs.writeFileSync(own, text, { mode: 0o600 }));
  try {
    while (!tryLink(own, file)) {
      const held = readHolder(file);
      if (held !== undefined && isAlive(held.holder)) {
        throw new Failure(E_FOLDER_IN_USE, `${folder}, process ${held.holder.pid}`);
      }
      if (held !== undefined) takeAway(file, held.text);
    }
  } finally {
    fs.rmSync(own, { force: true });
  }
  return () => {
    if (readHolder(file)?.text === text) fs.rmSync(file, { force: true });
  };
}

/** The process that holds the folder, or undefined when nobody alive does. */
export function holderOf(folder: string): number | undefined {
  const held = readHolder(path.join(folder, "lock"));
  return held !== undefined && isAlive(held.holder) ? held.holder.pid : undefined;
}

function tryLink(own: string, file: string): boolean {
  return guard(file, () => {
    try {
      fs.linkSync(own, file);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
      throw error;
    }
  });
}

// Two newcomers may find the same dead lock; a rename lets only one of them move it, and what it moved is
// looked at again, for the other may have put its own lock there in between.
function takeAway(file: string, dead: string): void {
  const aside = `${file}.${process.pid}.${randomBytes(4).toString("hex")}.dead`;
  try {
    fs.renameSync(file, aside);
    if (fs.readFileSync(aside, "utf8") !== dead) tryLink(aside, file);
    fs.rmSync(aside, { force: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

function readHolder(file: string): { holder: Holder; text: string } | undefined {
  let text: string;
  try {
    text = fs.readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
  try {
    const { pid, started } = JSON.parse(text) as Holder;
    if (Number.isInteger(pid) && typeof started === "string") return { holder: { pid, started }, text };
  } catch {
    // Not ours, or damaged: nobody stands behind it.
  }
  return { holder: { pid: 0, started: "" }, text };
}

function isAlive(holder: Holder): boolean {
  if (holder.pid <= 0) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const started = startOf(holder.pid);
  return started === undefined
    ? false
    : started === "" || holder.started === "" || started === holder.started;
}

// When a process started, as text to compare: from /proc on Linux, from ps elsewhere, "" where neither tells.
// undefined: there is no such process, or only the remains of one that its parent has not collected.
function startOf(pid: number): string | undefined {
  try {
    const boot = fs.readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? undefined : `${boot} ${fields[19]}`;
  } catch {
    if (fs.existsSync("/proc/self/stat")) return undefined;
  }
  const ps = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" });
  return ps.status === 0 ? ps.stdout.trim() : "";
}
