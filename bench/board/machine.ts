// One life of a simulated board: from a boot to power-off, reboot or crash. It owns the realm of the scripts
// and runs Espruino's idle loop over it: timers, sockets, queued events, then the report of what went wrong;
// nothing else runs.

import { isStackOverflow, reshapeError } from "./builtins/errors.ts";
import { installBuiltins } from "./builtins/install.ts";
import { ConsoleInput } from "./console-input.ts";
import { Events } from "./events.ts";
import { PowerCut } from "./flash.ts";
import type { End, Hardware } from "./hardware.ts";
import { Inspector } from "./inspect.ts";
import { Frames } from "./memory-frames.ts";
import { Texts } from "./memory-texts.ts";
import type { Surroundings } from "./memory-marks.ts";
import { MemoryWatch } from "./memory-watch.ts";
import { Random } from "./random.ts";
import { Gone, Realm, Unlike } from "./realm.ts";
import { Reports } from "./reports.ts";
import { Scripts } from "./scripts.ts";
import { Sockets } from "./sockets.ts";
import { Storage } from "./storage.ts";
import { fromBytes } from "./text.ts";
import { Timers } from "./timers.ts";
import { Watchdog } from "./watchdog.ts";

/**
 * A pass of the idle loop takes at least this long on the real board: "in 0 ms" is due at the next pass, not
 * in this one.
 */
const PASS_US = 120;
/**
 * A busy board is not charged for this machine being slow, up to so much; it keeps short timers in their
 * order.
 */
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
  private readonly scripts: Scripts;
  readonly frames: Frames;
  readonly texts = new Texts();
  readonly memory: MemoryWatch;
  /** The global object's properties before any script has run. */
  readonly builtins: ReadonlyMap<string, PropertyDescriptor>;
  /** Modules that `require` gave out. */
  readonly modules = new Map<string, unknown>();
  readonly reports = new Reports(this);
  readonly watchdog = new Watchdog();
  zoneMin = 0;
  /** False after echo(0). */
  echo = true;
  private restart: { file?: string; reset: boolean } | undefined;
  private slept = false;
  /** The board's time as far as scripts and timers have seen it; never goes backwards by itself. */
  private seenUs = 0;
  private cancelWake = (): void => {};
  private wakesNow = false;
  private running = 0;
  private ending: End | undefined;
  private readonly onEnd: (reason: End) => void;

  constructor(hardware: Hardware, onEnd: (reason: End) => void) {
    this.hardware = hardware;
    this.memory = new MemoryWatch(this);
    this.onEnd = onEnd;
    this.inspector = new Inspector(this.realm);
    this.realm.toText = (value) => this.inspector.asText(value);
    this.realm.onThrow = (error) => this.noteFatal(error);
    this.scripts = new Scripts(hardware.facts.unicode);
    this.realm.locate = (script, line, column) => this.scripts.locate(script, line, column);
    this.events = new Events((callback, thisArg, args) => this.callListener(callback, thisArg, args));
    this.timers = new Timers({
      events: this.events,
      nowUs: () => this.seenUs,
      reportCallback: (message) => this.reports.reportCallback(message),
    });
    this.storage = new Storage(hardware.flash, hardware.facts);
    this.storage.log = (text) => this.print(text);
    this.sockets = new Sockets(this);
    this.input = new ConsoleInput(this);
    installBuiltins(this);
    this.frames = new Frames(this);
    this.realm.sourceOf = (made) => this.frames.unitOf(made)?.text;
    this.builtins = new Map(Object.entries(Object.getOwnPropertyDescriptors(this.realm.global)));
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
      this.reports.tell();
      const { onInit } = this.realm.global;
      if (onInit !== undefined) this.events.call(undefined, onInit, []);
      this.reports.tell();
      if (this.echo) this.print("\n");
      if (load?.file) this.runFile(load.file);
      this.memory.check();
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

  /**
   * `load()` and `reset()`: at the end of this pass everything starts again from flash, without a power-on.
   */
  requestRestart(reset: boolean, file?: string): void {
    this.restart = { reset, file };
  }

  /** Runs code of a file, a module or the console at the top level. */
  evaluate(code: string, name: string, inFlash = this.texts.isInFlash(code)): unknown {
    return this.realm.evaluate(this.prepare(code, name, undefined, inFlash), name);
  }

  /** Code as V8 has to run it; `around` is where an `eval` stands. */
  prepare(
    code: string,
    name: string,
    around?: Surroundings,
    inFlash = this.texts.isInFlash(code),
  ): string {
    const { clock } = this.hardware;
    const start = clock.nowUs();
    const { code: prepared, units } = this.scripts.prepare(code, name, around);
    this.frames.add(units, !inFlash);
    // The board is not charged for work that it does not do.
    this.hardware.offsetUs -= clock.nowUs() - start;
    return prepared;
  }

  /** The clock was set to a time in microseconds by the script: timers are not disturbed. */
  setTime(us: number): void {
    this.hardware.offsetUs = us - this.hardware.clock.nowUs();
    this.seenUs = us;
    this.timers.clockSet(us);
  }

  /** The clock has jumped, in either direction, and the timers were not told. */
  jumpTime(us: number): void {
    this.seenUs += us;
  }

  /**
   * Runs something of the board from outside: what it throws for good ends the life, then the end is told.
   */
  run(action: () => void): void {
    if (this.running++ === 0) this.frames.reset();
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
    this.guard(() =>
      this.evaluate(this.hardware.facts.unicode ? code.toString("utf8") : fromBytes(code), name, true),
    );
    this.reports.tell();
  }

  /**
   * True when the error ends the life of the board: power cut, no such flash, or a thing that is not
   * simulated.
   */
  private noteFatal(error: unknown): void {
    if (!this.realm.isAlive) return;
    if (error instanceof PowerCut) this.die("cut");
    else if (
      error instanceof Unlike ||
      (error instanceof RangeError && /^no flash at /.test(error.message))
    ) {
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
      this.frames.reset();
      this.noteFatal(error);
      if (!this.realm.isAlive || error instanceof Gone) throw new Gone();
      const overflow = isStackOverflow(error);
      const told = overflow ? this.realm.makeError("Error", STACK_OVERFLOW) : reshapeError(this.realm, error);
      this.reports.setException(told);
      this.reports.isInterrupted ||= overflow;
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
      if (!this.reports.isInterrupted) this.events.run();
      if (this.restart) return this.startAgain(this.restart);
      if (this.watchdog.isAuto) this.watchdog.kick(this.hardware.clock.nowUs());
      this.reports.tell();
      this.memory.pass(!busy);
      if (busy) this.wakeNow();
      else if (!this.wakesNow) this.sleep();
    });
  }

  private sleep(): void {
    this.slept = true;
    const { clock } = this.hardware;
    const wait = Math.max(0, this.timers.untilNext());
    const left = this.watchdog.leftUs(clock.nowUs());
    if (left === Infinity && wait === Infinity) return;
    if (wait < left) this.wakeAfter(wait);
    else if (this.watchdog.isAuto) this.wakeAfter(left / 2);
    else this.cancelWake = clock.wake(left, () => this.bite());
  }

  /** The watchdog may not have been kicked in time. */
  private bite(): void {
    if (this.watchdog.leftUs(this.hardware.clock.nowUs()) > 0) return this.wakeNow();
    this.print("Task watchdog got triggered.\n");
    this.die("reboot");
  }

  private wakeAfter(us: number): void {
    this.cancelWake();
    if (this.realm.isAlive) this.cancelWake = this.hardware.clock.wake(us, () => this.pass());
  }

  private startAgain(load: { file?: string; reset: boolean }): void {
    this.events.callFor(this.realm.global.E as object, "kill", []);
    this.reports.tell();
    this.realm.kill();
    this.cancelWake();
    this.sockets.closeAll();
    const next = new Machine(this.hardware, this.onEnd);
    this.onRestart(next);
    next.boot(false, load);
  }

  /** Set by the board: it follows to the next life. */
  onRestart: (next: Machine) => void = () => {};
}
