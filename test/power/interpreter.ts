// Lives of a device on the real interpreter, each of them one process: ended by SIGKILL at a given time, or at the
// n-th write to its flash file by strace (Debian's package of that name), which lets the process run until it makes
// that system call.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { FLASH_NAME } from "../../bench/board/index.ts";

/** Longest life: a machine may be busy. */
const PATIENCE_MS = 30000;

/** How a life went. */
export interface Ending {
  lines: string[];
  /** What `isOver` waited for has come. */
  done: boolean;
  /** The process was killed, by strace or by time. */
  killed: boolean;
  /** From the start of the process to its end, milliseconds. */
  lastedMs: number;
}

export interface LifeOptions {
  /** The life is over and is ended when this says so; asked when a line is printed and every few milliseconds. */
  isOver: (lines: string[]) => boolean;
  /** Typed when the lines ask for it; each text once. */
  type?: (lines: string[]) => string | undefined;
  /** strace ends the process at the n-th write to the flash file, counted from 1. */
  killAtWrite?: number;
  /** Counts the writes into this file of strace's. */
  countInto?: string;
  killAfterMs?: number;
}

/** Why there is no strace, or nothing: it has to be there and must be allowed to trace. */
export function straceMissing(): string | undefined {
  try {
    execFileSync("strace", ["-o", "/dev/null", "true"], { stdio: "ignore" });
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT"
      ? "strace is not installed (Debian: apt-get install strace)"
      : "strace may not trace here";
  }
}

/** One life, from power on until it is over or was ended. E.reboot ends a process: it goes on in the next one. */
export async function live(dir: string, options: LifeOptions): Promise<Ending> {
  const lines: string[] = [];
  const started = Date.now();
  for (;;) {
    const end = await runProcess(dir, lines, options);
    const { done, killed } = end;
    const rebooted = end.status === 1 && lines.at(-1) === "Not implemented";
    if (done || killed || !rebooted) return { lines, done, killed, lastedMs: Date.now() - started };
  }
}

/** The writes that strace has counted. */
export function writesIn(log: string): number {
  return existsSync(log) ? (readFileSync(log, "utf8").match(/^(?:\d+ +)?p?write/gm) ?? []).length : 0;
}

interface End {
  done: boolean;
  killed: boolean;
  status: number | null;
}

function runProcess(dir: string, lines: string[], options: LifeOptions): Promise<End> {
  const [program, ...args] = commandOf(dir, options);
  // Standard input stays open: at its end the interpreter makes up input for ever.
  const stdio: ["pipe", "pipe", "ignore"] = ["pipe", "pipe", "ignore"];
  const child = spawn(program!, args, { cwd: dir, stdio, detached: true });
  const killAll = (): void => killGroup(child);
  process.once("exit", killAll);
  let done = false;
  let killed = false;
  let typed = "";
  let rest = "";
  const look = (): void => {
    if (done || killed) return;
    const text = options.type?.(lines);
    if (text !== undefined && text !== typed) child.stdin.write(`${(typed = text)}\n`);
    if (!options.isOver(lines)) return;
    done = true;
    killAll();
  };
  child.stdin.on("error", () => {});
  child.stdout.setEncoding("latin1").on("data", (text: string) => {
    const parts = (rest + text).split("\n");
    rest = parts.pop()!;
    lines.push(...parts.map((line) => line.replace(/\r|\x1b\[[0-9;]*[A-Za-z]/g, "")).filter((line) => line));
    look();
  });
  const looking = setInterval(look, 5);
  const patience = setTimeout(killAll, PATIENCE_MS);
  const kill = options.killAfterMs === undefined ? undefined : setTimeout(() => {
    if (done) return;
    killed = true;
    killAll();
  }, options.killAfterMs);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status, signal) => {
      clearInterval(looking);
      clearTimeout(patience);
      clearTimeout(kill);
      process.off("exit", killAll);
      // strace ends as the traced process did.
      const byStrace = !done && options.killAtWrite !== undefined && (signal === "SIGKILL" || status === 137);
      resolve({ done, killed: killed || byStrace, status });
    });
  });
}

function commandOf(dir: string, { killAtWrite, countInto }: LifeOptions): string[] {
  const interpreter = process.env.ESPRUINO!;
  if (killAtWrite === undefined && countInto === undefined) return [interpreter];
  const flash = realpathSync(join(dir, FLASH_NAME));
  const log = countInto ?? join(dir, "strace.log");
  rmSync(log, { force: true });
  const calls = "write,pwrite64,writev,pwritev";
  const inject = killAtWrite === undefined ? [] : ["-e", `inject=${calls}:signal=SIGKILL:when=${killAtWrite}`];
  return ["strace", "-f", "--seccomp-bpf", "-qq", "-o", log, "-P", flash, "-e", `trace=${calls}`, ...inject, interpreter];
}

/** The process and, where it is strace, what it traces. */
function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  } catch {
    // Gone already.
  }
}
