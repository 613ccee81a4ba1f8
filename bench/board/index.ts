// The simulated board: runs the image that a real board runs, from the same flash file, in a world that has
// what Espruino has and nothing else. Power can be cut at any flash write; time, network and chance can be
// replaced.

import { randomBytes } from "node:crypto";
import { EventEmitter } from "node:events";
import { join } from "node:path";
import { type Census, census } from "./census.ts";
import { type Clock, realClock } from "./clock.ts";
import { type BoardFacts, isLinux } from "./facts.ts";
import { type CutOptions, FlashFile } from "./flash.ts";
import type { End, Hardware } from "./hardware.ts";
import { Machine } from "./machine.ts";
import { type MemoryEstimate, estimateMemory } from "./memory.ts";
import type { Net } from "./net.ts";
import { seededWords } from "./prng.ts";
import { RealNet } from "./real-net.ts";
import { Terminal } from "./terminal.ts";
import { fromBytes, toBytes } from "./text.ts";
import { type AccessPoint, WifiRadio } from "./wifi-radio.ts";

export { MEMORY_ERROR_PERCENT, type MemoryEstimate } from "./memory.ts";

/** Name of the flash file in a board's folder; the real interpreter calls it so too. */
export const FLASH_NAME = "espruino.flash";

/** What a simulated board is made of; only `board` and one of `dir` and `flash` are needed. */
export interface SimOptions {
  /** Folder with the flash file, which must exist. */
  dir?: string;
  /** Flash in place of a folder's, e.g. in memory. */
  flash?: FlashFile;
  board: BoardFacts;
  net?: Net;
  clock?: Clock;
  /** Makes the random register repeatable; without it every boot draws real randomness. */
  seed?: number;
  wifi?: Partial<AccessPoint>;
}

/**
 * A simulated board. Events: "console" (a line of text), "off" (reason: "cut", "reboot", "stopped" or
 * "crash"). After "reboot" it boots again by itself, on the next turn.
 */
export class SimBoard extends EventEmitter {
  /** The air: the access point, its reach and its password. */
  readonly wifi: WifiRadio;
  readonly flash: FlashFile;
  private readonly hardware: Hardware;
  private machine: Machine | undefined;
  private readonly terminal = new Terminal((line) => this.emit("console", line));
  private isClosed = false;
  /** In real time Node would end the process while the board waits for nothing but the network. */
  private readonly staysAlive: boolean;
  private keepAlive: NodeJS.Timeout | undefined;

  constructor({ dir, flash, board, net, clock: givenClock, seed, wifi }: SimOptions) {
    super();
    const clock = givenClock ?? realClock();
    this.staysAlive = givenClock === undefined;
    if (!flash && dir === undefined) throw new TypeError("a simulated board needs a folder or a flash");
    this.flash = flash ?? FlashFile.open(join(dir!, FLASH_NAME), board);
    this.wifi = new WifiRadio(wifi);
    const words = seed === undefined ? () => randomBytes(4).readUInt32LE(0) : seededWords(seed);
    this.hardware = {
      facts: board,
      flash: this.flash,
      clock,
      net: net ?? new RealNet(),
      wifi: this.wifi,
      isDiscoverable: false,
      // A chip wakes up in 1970, a PC knows the time.
      offsetUs: isLinux(board) ? 0 : -clock.nowUs(),
      randomWord: words,
      print: (text) => this.terminal.take(fromBytes(toBytes(text))),
    };
  }

  /** True while it runs. */
  get isOn(): boolean {
    return this.machine !== undefined;
  }

  /** True while Bluetooth offers a console to anybody near. */
  get isDiscoverable(): boolean {
    return this.isOn && this.hardware.isDiscoverable;
  }

  /** Power on: checks Storage, runs the boot files, then goes on by itself. */
  boot(): void {
    if (this.machine || this.isClosed) return;
    this.flash.powerOn();
    this.hardware.isDiscoverable = !isLinux(this.hardware.facts);
    if (this.staysAlive) this.keepAlive ??= setInterval(() => {}, 0x7fffffff);
    const machine = new Machine(this.hardware, (reason) => this.end(reason));
    this.follow(machine);
    machine.boot(true);
  }

  /**
   * The JsVars that the program takes now, estimated to within MEMORY_ERROR_PERCENT; undefined while the
   * board is off.
   */
  memory(): MemoryEstimate | undefined {
    return this.machine && estimateMemory(this.machine);
  }

  /** Power off, at once; peers are told nothing. */
  powerOff(): void {
    this.machine?.die("stopped");
  }

  /** Power will be lost at the n-th flash operation from now (a word written or a page erased). */
  cutPowerAt(n: number, options: CutOptions = {}): void {
    this.flash.cutAt(n, options);
  }

  /** Somebody types at the console; lines end with "\n". */
  input(text: string): void {
    this.machine?.input.type(text);
  }

  /**
   * The clock jumps, forwards or back, as when SNTP sets it behind the interpreter's back: timers are not
   * told.
   */
  jumpClock(ms: number): void {
    this.hardware.offsetUs += ms * 1000;
    this.machine?.jumpTime(ms * 1000);
  }

  /** What it holds now; undefined while it is off. */
  census(): Census | undefined {
    return this.machine && census(this.machine);
  }

  /** Power off, and everything is released. */
  close(): void {
    this.isClosed = true;
    this.powerOff();
    this.hardware.net.close();
    this.flash.close();
  }

  private follow(machine: Machine): void {
    this.machine = machine;
    machine.onRestart = (next) => this.follow(next);
  }

  private end(reason: End): void {
    this.machine = undefined;
    this.wifi.leave();
    this.terminal.finish();
    if (!isLinux(this.hardware.facts) && reason !== "reboot")
      this.hardware.offsetUs = -this.hardware.clock.nowUs();
    clearInterval(this.keepAlive);
    this.keepAlive = undefined;
    this.emit("off", reason);
    if (reason === "reboot" && !this.isClosed) this.hardware.clock.wake(0, () => this.boot());
  }
}
