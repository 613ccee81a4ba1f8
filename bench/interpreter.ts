// A board that is the real interpreter: Espruino built for Linux, run as a child process on a board's folder.
// It has the same face as the simulated board, so that a story or a test runs on both. Power off is SIGKILL,
// as it should be.

import { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter } from "node:events";
import { accessSync, constants, statSync } from "node:fs";
import { join } from "node:path";
import { type BoardFacts, isLinux } from "./board/facts.ts";
import { FlashFile } from "./board/flash.ts";
import { FLASH_NAME } from "./board/index.ts";
import { Terminal } from "./board/terminal.ts";
import {
  E_INTERPRETER_BOARD, E_INTERPRETER_DIED, E_INTERPRETER_MISSING, E_INTERPRETER_STARTED, Failure,
} from "../lib/codes.ts";

/** The end-of-transmission byte ends the interpreter's process; it is never passed on. */
const EOT = "\x04";
const NO_REBOOT = "Not implemented";

/** Where the folder is, and which interpreter; the default is the one that ESPRUINO names. */
export interface RealOptions {
  dir: string;
  board: BoardFacts;
  interpreter?: string | undefined;
  /** Environment of the process, besides this one's. */
  env?: Record<string, string>;
}

/**
 * The interpreter on a folder. Events: "console" (a line of text), "off" (reason: "reboot", "stopped" or
 * "crash"). E.reboot ends the process of this build with status 1: it is then started again, as a power
 * supply would.
 */
export class RealBoard extends EventEmitter {
  private readonly dir: string;
  private readonly interpreter: string;
  private readonly env: Record<string, string>;
  private child: ChildProcess | undefined;
  private readonly terminal = new Terminal((line) => this.receive(line));
  private lastLine = "";
  private isStopping = false;
  private readonly killOnExit = (): void => void this.child?.kill("SIGKILL");

  /**
   * Throws Failure: E_INTERPRETER_MISSING, E_INTERPRETER_STARTED, E_INTERPRETER_BOARD, and those of the flash
   * file.
   */
  constructor({ dir, board, interpreter = process.env.ESPRUINO ?? "", env = {} }: RealOptions) {
    super();
    if (!isLinux(board)) throw new Failure(E_INTERPRETER_BOARD, board.name);
    checkInterpreter(interpreter);
    FlashFile.open(join(dir, FLASH_NAME), board).close();
    this.dir = dir;
    this.interpreter = interpreter;
    this.env = env;
  }

  /** True while the process runs. */
  get isOn(): boolean {
    return this.child !== undefined;
  }

  /** Power on. */
  boot(): void {
    if (this.child) return;
    this.isStopping = false;
    // Standard input stays open: at its end the interpreter makes up input for ever.
    const child = spawn(this.interpreter, [], {
      cwd: this.dir,
      stdio: ["pipe", "pipe", "ignore"],
      env: { ...process.env, ...this.env },
    });
    this.child = child;
    process.once("exit", this.killOnExit);
    child.stdin.on("error", () => {});
    child.stdout.setEncoding("latin1").on("data", (text: string) => this.terminal.take(text));
    child.on("error", (error) =>
      this.fail(child, new Failure(E_INTERPRETER_STARTED, `${this.interpreter}, ${error.message}`)),
    );
    child.on("close", (status) => this.end(child, status));
  }

  /** Power off: the process is killed, wherever it is. */
  powerOff(): void {
    this.isStopping = true;
    this.child?.kill("SIGKILL");
  }

  /** Somebody types at the console; lines end with "\n". */
  input(text: string): void {
    this.child?.stdin?.write(text.replaceAll(EOT, ""), "latin1");
  }

  /** Power off. */
  close(): void {
    this.powerOff();
  }

  private receive(line: string): void {
    this.lastLine = line;
    this.emit("console", line);
  }

  private end(child: ChildProcess, status: number | null): void {
    if (child !== this.child) return;
    this.release();
    const rebooted = !this.isStopping && status === 1 && this.lastLine.endsWith(NO_REBOOT);
    const reason = this.isStopping ? "stopped" : rebooted ? "reboot" : status === 0 ? "stopped" : "crash";
    this.emit("off", reason);
    if (rebooted) setImmediate(() => this.boot());
    else if (reason === "crash" && this.listenerCount("error") > 0) {
      this.emit("error", new Failure(E_INTERPRETER_DIED, `status ${status}, last line: ${this.lastLine}`));
    }
  }

  private fail(child: ChildProcess, failure: Failure): void {
    if (child !== this.child) return;
    this.release();
    this.emit("off", "crash");
    if (this.listenerCount("error") > 0) this.emit("error", failure);
  }

  private release(): void {
    this.terminal.finish();
    this.child = undefined;
    process.off("exit", this.killOnExit);
  }
}

/** Throws E_INTERPRETER_MISSING or E_INTERPRETER_STARTED where `path` is no program that can be run. */
export function checkInterpreter(path: string): void {
  try {
    if (path === "" || !statSync(path).isFile()) throw new Failure(E_INTERPRETER_MISSING, path);
  } catch {
    throw new Failure(E_INTERPRETER_MISSING, path || "ESPRUINO is not set");
  }
  try {
    accessSync(path, constants.X_OK);
  } catch {
    throw new Failure(E_INTERPRETER_STARTED, path);
  }
}
