// Lives of a device on the real interpreter, each of them one process: ended by SIGKILL when a test wants it, or at the
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
  /** To the flash file, as strace has counted them. */
  writes: number;
}

export interface LifeOptions {
  /** The life is over and is ended when this says so; asked when a line is printed and every few milliseconds. */
  isOver: (lines: string[]) => boolean;
  /** Typed when the lines ask for it; each text once. */
  type?: (lines: string[]) => string | undefined;
  /** strace counts the writes to the flash file and ends the process at the n-th, from 1; Infinity: at none. */
  killAtWrite?: number;
  /** Called at the start with what kills the process. */
  arm?: (kill: () => void) => void;
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
  const log = join(dir, "writes.log");
  const typed = new Set<string>();
  let writes = 0;
  for (;;) {
    const { done, killed, status } = await runProcess(dir, lines, typed, options, writes, log);
    if (options.killAtWrite) writes += countWrites(log);
    const rebooted = status === 1 && /Not implemented$/.test(lines.at(-1) ?? "");
    if (done || killed || !rebooted) return { lines, done, killed, writes, lastedMs: Date.now() - started };
  }
}

function countWrites(log: string): number {
  return existsSync(log) ? (readFileSync(log, "utf8").match(/^(?:\d+ +)?p?write/gm) ?? []).length : 0;
}

interface End {
  done: boolean;
  killed: boolean;
  status: number | null;
}

function runProcess(
  dir: string, lines: string[], typed: Set<string>, options: LifeOptions, writes: number, log: string,
): Promise<End> {
  const killAtWrite = options.killAtWrite && options.killAtWrite - writes;
  const [program, ...args] = commandOf(dir, killAtWrite, log);
  // Standard input stays open: at its end the interpreter makes up input for ever.
  const stdio: ["pipe", "pipe", "ignore"] = ["pipe", "pipe", "ignore"];
  const child = spawn(program!, args, { cwd: dir, stdio, detached: true });
  const killAll = (): void => killGroup(child);
  process.once("exit", killAll);
  let done = false;
  let killed = false;
  let ended = false;
  let rest = "";
  const look = (): void => {
    if (done || killed) return;
    const text = options.type?.(lines);
    if (text !== undefined && !typed.has(text)) {
      typed.add(text);
      child.stdin.write(`${text}\n`);
    }
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
  options.arm?.(() => {
    if (done || ended) return;
    killed = true;
    killAll();
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status, signal) => {
      ended = true;
      clearInterval(looking);
      clearTimeout(patience);
      process.off("exit", killAll);
      // strace ends as the traced process did.
      const byStrace = !done && killAtWrite !== undefined && (signal === "SIGKILL" || status === 137);
      resolve({ done, killed: killed || byStrace, status });
    });
  });
}

function commandOf(dir: string, killAtWrite: number | undefined, log: string): string[] {
  const interpreter = process.env.ESPRUINO!;
  if (killAtWrite === undefined) return [interpreter];
  rmSync(log, { force: true });
  const calls = "write,pwrite64,writev,pwritev";
  const inject = killAtWrite === Infinity ? [] : ["-e", `inject=${calls}:signal=SIGKILL:when=${killAtWrite}`];
  const flash = realpathSync(join(dir, FLASH_NAME));
  // Not with --seccomp-bpf, with which strace 6.1 leaves the signal out.
  return ["strace", "-f", "-qq", "-o", log, "-P", flash, "-e", `trace=${calls}`, ...inject, interpreter];
}

/** The process and, where it is strace, what it traces. */
function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  } catch {
    // Gone already.
  }
}
