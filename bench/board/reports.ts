// What went wrong in a pass of the idle loop, and how the interpreter tells: there is one place for an error
// that nobody has caught, so the last one wins; error flags are told once; an interrupted listener is a line
// of its own.

import type { Machine } from "./machine.ts";

/** Errors and error flags of one boot. */
export class Reports {
  /** Interpreter errors since the last `E.getErrorFlags`. */
  readonly flags = new Set<string>();
  /** True when a stack overflow has ended a listener; nothing more runs in this pass. */
  isInterrupted = false;
  private told = new Set<string>();
  private exception: unknown;
  private hasException = false;
  private readonly machine: Machine;

  constructor(machine: Machine) {
    this.machine = machine;
  }

  /** An error outside of any script's `try`. */
  setException(value: unknown): void {
    this.exception = value;
    this.hasException = true;
  }

  /**
   * The pending error, which is then forgotten: a promise takes for its own what an event before it has
   * thrown.
   */
  takeException(): unknown {
    const { exception } = this;
    this.exception = undefined;
    return exception;
  }

  /** An error line of the interpreter for a listener that was taken away. */
  reportCallback(message: string): void {
    this.machine.print(`ERROR: ${message}\n`);
    this.flags.add("CALLBACK");
  }

  /** Tells everything, in the interpreter's order and words. */
  tell(): void {
    if (this.isInterrupted) this.machine.print("Execution Interrupted during event processing.\n");
    this.isInterrupted = false;
    this.tellException();
    this.tellFlags();
  }

  private tellException(): void {
    const { machine } = this;
    const { process } = machine.realm.global;
    let isUncaught = this.hasException;
    let exception = this.takeException();
    if (isUncaught && machine.events.callFor(process as object, "uncaughtException", [exception])) {
      exception = this.takeException();
      isUncaught = exception !== undefined;
    }
    this.hasException = false;
    if (!isUncaught) return;
    machine.print(`Uncaught ${machine.inspector.asText(exception)}\n`);
    const stack = (exception as { stack?: unknown } | undefined | null)?.stack;
    if (typeof stack === "string") machine.print(stack);
  }

  private tellFlags(): void {
    const { machine } = this;
    const fresh = [...this.flags].filter((flag) => !this.told.has(flag));
    this.told = new Set(this.flags);
    if (fresh.length === 0) return;
    machine.events.callFor(machine.realm.global.E as object, "errorFlag", [machine.realm.array(fresh)]);
    machine.print(`New interpreter error: ${fresh.join()}\n`);
  }
}
