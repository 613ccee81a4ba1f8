// One life of a simulated board: from a boot to power-off, reboot or crash. It owns the realm of the scripts and runs
// Espruino's idle loop over it: timers, sockets, queued events, then the report of what went wrong; nothing else runs.

import { reshapeError } from "./builtins/errors.ts";
import { installBuiltins } from "./builtins/install.ts";
import type { Clock } from "./clock.ts";
import { ConsoleInput } from "./console-input.ts";
import { Events } from "./events.ts";
import { type BoardFacts, isLinux } from "./facts.ts";
import { type FlashFile, PowerCut } from "./flash.ts";
import { Inspector } from "./inspect.ts";
import type { Net } from "./net.ts";
import { Random } from "./random.ts";
import { Gone, Realm, Unlike } from "./realm.ts";
import { type Rewritten, rewrite } from "./rewrite.ts";
import { Sockets } from "./sockets.ts";
import { Storage } from "./storage.ts";
import { fromBytes } from "./text.ts";
import { Timers } from "./timers.ts";
import type { WifiRadio } from "./wifi-radio.ts";

/** What the board is made of and what outlives a boot. */
export interface Hardware {
  facts: BoardFacts;
  flash: FlashFile;
  clock: Clock;
  net: Net;
  wifi: WifiRadio;
  /** The board's own time minus the clock's, in microseconds; changed by setTime and by clock jumps. */
  offsetUs: number;
  /** The next word of the hardware random register. */
  randomWord(): number;
  /** Console output, any piece of text. */
  print(text: string): void;
}

/** How a life ends. */
export type End = "cut" | "reboot" | "stopped" | "crash";

/** A pass of the idle loop takes at least this long on the real board: "in 0 ms" is due at the next pass, not in this one. */
const PASS_US = 120;
/** A busy board is not charged for this machine being slow, up to so much; it keeps short timers in their order. */
const LAG_US = 20000;
const STACK_OVERFLOW = "Too much recursion - the stack is about to overflow";

/** The running interpreter. */
export class Machine {
  readonly hardware: Hardware;
  readonly realm = new Realm();
  readonly inspector: Inspector;
  readonly events: Events;
  readonly timers: Timers;
  readonly storage: Storage;
  readonly sockets: Sockets;
  readonly random = new Random();
  readonly input: ConsoleInput;
  /** All code that runs, by the name that V8 knows it by. */
  private readonly scripts = new Map<string, Rewritten>();
  /** Modules that `require` gave out. */
  readonly modules = new Map<string, unknown>();
  /** Interpreter errors since the last `E.getErrorFlags`. */
  errorFlags = new Set<string>();
  zoneMin = 0;
  /** False after echo(0). */
  echo = true;
  private seenFlags = new Set<string>();
  /** The last error outside of any `try`, undefined once a promise has picked it up; and that there was one. */
  private exception: unknown;
  private hasException = false;
  private interrupted = false;
  private restart: { file?: string; reset: boolean } | undefined;
  private slept = false;
  private watchdog: { afterUs: number; auto: boolean; kickedUs: number } | undefined;
  /** The board's time as far as scripts and timers have seen it; never goes backwards by itself. */
  private seenUs = 0;
  private cancelWake = (): void => {};
  private wakesNow = false;
  private running = 0;
  private ending: End | undefined;
  private readonly onEnd: (reason: End) => void;

  constructor(hardware: Hardware, onEnd: (reason: End) => void) {
    this.hardware = hardware;
    this.onEnd = onEnd;
    this.inspector = new Inspector(this.realm);
    this.realm.toText = (value) => this.inspector.asText(value);
    this.realm.onThrow = (error) => this.noteFatal(error);
    this.realm.locate = (script, line, column) => {
      const place = this.scripts.get(script)?.locate(line, column);
      return place && { name: script.slice(0, script.lastIndexOf("#")), ...place };
    };
    this.events = new Events((callback, thisArg, args) => this.callListener(callback, thisArg, args));
    this.timers = new Timers({
      events: this.events,
      nowUs: () => this.seenUs,
      reportCallback: (message) => this.reportCallback(message),
    });
    this.storage = new Storage(hardware.flash, hardware.facts);
    this.storage.log = (text) => this.print(text);
    this.sockets = new Sockets(this);
    this.input = new ConsoleInput(this);
    installBuiltins(this);
  }

  /** Starts: checks Storage at power-on, runs the boot files, then the idle loop. */
  boot(atPowerOn: boolean, load?: { file?: string; reset: boolean }): void {
    this.seenUs = this.hardware.clock.nowUs() + this.hardware.offsetUs;
    this.timers.clockSet(this.seenUs);
    this.run(() => {
      if (atPowerOn && !this.storage.checkAtBoot()) {
        this.print("Storage is corrupt.\nErasing Storage Area...\nErase complete.\n");
      }
      if (this.storage.read(".varimg")) throw new Unlike("a saved image (.varimg) is not loaded");
      const files = [...(atPowerOn ? [".bootPowerOn"] : []), ".boot0", ".boot1", ".boot2", ".boot3"];
      files.push(load?.reset || this.storage.read(".bootrst") ? ".bootrst" : ".bootcde");
      for (const file of files) this.runFile(file);
      this.events.callFor(this.realm.global.E as object, "init", []);
      this.checkErrors();
      const { onInit } = this.realm.global;
      if (onInit !== undefined) this.events.call(undefined, onInit, []);
      this.checkErrors();
      if (this.echo) this.print("\n");
      if (load?.file) this.runFile(load.file);
      this.wakeNow();
    });
  }

  /** Reads the board's clock, in microseconds. */
  nowUs(): number {
    this.seenUs = Math.max(this.hardware.clock.nowUs() + this.hardware.offsetUs, this.seenUs);
    return this.seenUs;
  }

  /** Prints to the console. */
  print(text: string): void {
    if (this.realm.isAlive) this.hardware.print(text);
  }

  /** Something happened outside (data, room to write, input): the loop goes round soon. */
  wakeNow(): void {
    if (!this.wakesNow) this.wakeAfter(0);
    this.wakesNow = true;
  }

  /** Power is lost, or somebody ends it: nothing of this life runs any more. */
  die(reason: End): void {
    if (!this.realm.isAlive) return;
    this.realm.kill();
    this.cancelWake();
    this.events.clear();
    this.timers.clear();
    this.sockets.abandonAll();
    this.ending = reason;
    if (this.running === 0) this.finish();
  }

  /** `E.reboot` and what else never returns to the script. */
  dieInScript(reason: End): never {
    this.die(reason);
    throw new Gone();
  }

  /** `load()` and `reset()`: at the end of this pass everything starts again from flash, without a power-on. */
  requestRestart(reset: boolean, file?: string): void {
    this.restart = { reset, file };
  }

  /** Runs code of a file, a module or the console at the top level. */
  evaluate(code: string, name: string): unknown {
    return this.realm.evaluate(this.prepare(code, name), name);
  }

  /** Code as V8 has to run it; it knows itself by the name afterwards. */
  prepare(code: string, name: string): string {
    const { clock } = this.hardware;
    const start = clock.nowUs();
    const rewritten = rewrite(code, this.hardware.facts.unicode);
    // The board is not charged for work that it does not do.
    this.hardware.offsetUs -= clock.nowUs() - start;
    const script = `${name}#${this.scripts.size}`;
    this.scripts.set(script, rewritten);
    return `${rewritten.code}\n//# sourceURL=${script}`;
  }

  /** An error outside of any script's `try`: reported at the end of the pass, the last one only. */
  setException(value: unknown): void {
    this.exception = value;
    this.hasException = true;
  }

  /** The pending error, which is then forgotten: promises take for theirs what an event before them has thrown. */
  takeException(): unknown {
    const { exception } = this;
    this.exception = undefined;
    return exception;
  }

  /** Error line of the interpreter for a listener that was taken away. */
  reportCallback(message: string): void {
    this.print(`ERROR: ${message}\n`);
    this.errorFlags.add("CALLBACK");
  }

  /** Starts the watchdog; it reboots the board when nobody kicks it for so long. */
  startWatchdog(seconds: number, auto: boolean): void {
    if (isLinux(this.hardware.facts)) return;
    this.watchdog = { afterUs: Math.max(1, Math.round(seconds)) * 1000000, auto, kickedUs: this.hardware.clock.nowUs() };
  }

  /** Kicks it. */
  kickWatchdog(): void {
    if (this.watchdog) this.watchdog.kickedUs = this.hardware.clock.nowUs();
  }

  /** The clock was set to a time in microseconds by the script: timers are not disturbed. */
  setTime(us: number): void {
    this.hardware.offsetUs = us - this.hardware.clock.nowUs();
    this.seenUs = us;
    this.timers.clockSet(us);
  }

  /** Runs something of the board from outside: what it throws for good ends the life, then the end is told. */
  run(action: () => void): void {
    this.running++;
    try {
      if (this.realm.isAlive) action();
    } catch (error) {
      this.noteFatal(error);
      if (this.realm.isAlive && !(error instanceof Gone)) throw error;
    } finally {
      this.running--;
      if (this.ending && this.running === 0) this.finish();
    }
  }

  private finish(): void {
    const reason = this.ending!;
    this.ending = undefined;
    this.onEnd(reason);
  }

  private runFile(name: string): void {
    const code = this.storage.read(name);
    if (!code) return;
    this.guard(() => this.evaluate(this.hardware.facts.unicode ? code.toString("utf8") : fromBytes(code), name));
    this.checkErrors();
  }

  /** True when the error ends the life of the board: power cut, no such flash, or a thing that is not simulated. */
  private noteFatal(error: unknown): void {
    if (!this.realm.isAlive) return;
    if (error instanceof PowerCut) this.die("cut");
    else if (error instanceof Unlike || (error instanceof RangeError && /^no flash at /.test(error.message))) {
      this.print(`${error instanceof Unlike ? error.message : `simulated board: ${error.message}`}\n`);
      this.die("crash");
    }
  }

  private callListener(callback: unknown, thisArg: unknown, args: unknown[]): boolean {
    return this.guard(() => {
      if (typeof callback === "function") Reflect.apply(callback, thisArg, args);
      else if (typeof callback === "string") this.evaluate(callback, "event");
      else this.print("ERROR: Unknown type of callback in Event Queue\n");
    });
  }

  /** Runs a piece of script; false when it was interrupted by a stack overflow. */
  private guard(action: () => void): boolean {
    try {
      action();
    } catch (error) {
      this.noteFatal(error);
      if (!this.realm.isAlive || error instanceof Gone) throw new Gone();
      const overflow = isStackOverflow(error);
      this.setException(overflow ? this.realm.makeError("Error", STACK_OVERFLOW) : reshapeError(this.realm, error));
      if (overflow) this.interrupted = true;
      return !overflow;
    }
    return true;
  }

  /** One pass of the idle loop. */
  private pass(): void {
    this.wakesNow = false;
    this.run(() => {
      const clockUs = this.hardware.clock.nowUs() + this.hardware.offsetUs;
      this.seenUs = Math.max(this.slept ? clockUs : clockUs - LAG_US, this.seenUs + PASS_US);
      this.slept = false;
      let busy = this.input.run();
      busy = this.timers.run(this.seenUs) || busy;
      busy = this.sockets.idle() || busy;
      busy = !this.events.isEmpty || busy;
      if (!this.interrupted) this.events.run();
      if (this.restart) return this.startAgain(this.restart);
      if (this.watchdog?.auto) this.kickWatchdog();
      this.checkErrors();
      if (busy) this.wakeNow();
      else if (!this.wakesNow) this.sleep();
    });
  }

  private sleep(): void {
    this.slept = true;
    const wait = Math.max(0, this.timers.untilNext());
    const dog = this.watchdog;
    if (!dog) {
      if (wait < Infinity) this.wakeAfter(wait);
      return;
    }
    const left = dog.kickedUs + dog.afterUs - this.hardware.clock.nowUs();
    if (dog.auto || wait < left) return this.wakeAfter(Math.min(wait, dog.afterUs / 2));
    this.cancelWake = this.hardware.clock.wake(Math.max(left, 0), () => this.bite());
  }

  /** The watchdog was not kicked in time. */
  private bite(): void {
    const dog = this.watchdog!;
    if (this.hardware.clock.nowUs() < dog.kickedUs + dog.afterUs) return this.wakeNow();
    this.print("Task watchdog got triggered.\n");
    this.die("reboot");
  }

  private wakeAfter(us: number): void {
    this.cancelWake();
    if (this.realm.isAlive) this.cancelWake = this.hardware.clock.wake(us, () => this.pass());
  }

  private startAgain(load: { file?: string; reset: boolean }): void {
    this.events.callFor(this.realm.global.E as object, "kill", []);
    this.checkErrors();
    this.realm.kill();
    this.cancelWake();
    this.sockets.closeAll();
    const next = new Machine(this.hardware, this.onEnd);
    this.onRestart(next);
    next.boot(false, load);
  }

  /** Set by the board: it follows to the next life. */
  onRestart: (next: Machine) => void = () => {};

  /** Reports uncaught errors and new error flags, in the interpreter's order and words. */
  private checkErrors(): void {
    const interrupted = this.interrupted;
    if (interrupted) this.print("Execution Interrupted during event processing.\n");
    this.interrupted = false;
    let reported = this.hasException;
    let exception = this.takeException();
    const process = this.realm.global.process as object;
    if (reported && this.events.callFor(process, "uncaughtException", [exception])) {
      exception = this.takeException();
      reported = exception !== undefined;
    }
    this.hasException = false;
    if (reported) {
      this.print(`Uncaught ${this.inspector.asText(exception)}\n`);
      const stack = (exception as { stack?: unknown } | undefined | null)?.stack;
      if (typeof stack === "string") this.print(stack);
    }
    const fresh = [...this.errorFlags].filter((flag) => !this.seenFlags.has(flag));
    this.seenFlags = new Set(this.errorFlags);
    if (fresh.length === 0) return;
    this.events.callFor(this.realm.global.E as object, "errorFlag", [this.realm.array(fresh)]);
    this.print(`New interpreter error: ${fresh.join()}\n`);
  }
}

/** True for what V8 throws when its stack is full: on the board no script can catch that. */
export function isStackOverflow(error: unknown): boolean {
  return Object.prototype.toString.call(error) === "[object Error]" &&
    /^Maximum call stack size exceeded/.test((error as Error).message);
}
