// What somebody types at the console: lines are evaluated and answered with "=value", unless a password locks
// them out.

import type { Machine } from "./machine.ts";
import { PRINT } from "./inspect.ts";

/** The console's input side, for one life of the board. */
export class ConsoleInput {
  /** Set by E.setPassword. */
  password: string | undefined;
  private isLocked = false;
  private typed = "";
  private readonly machine: Machine;

  constructor(machine: Machine) {
    this.machine = machine;
  }

  /** `E.lockConsole()`: from now on the password is asked for, if there is one. */
  lock(): void {
    this.isLocked = this.password !== undefined;
  }

  /** Text as it comes; lines end with \r or \n. */
  type(text: string): void {
    this.typed += text;
    this.machine.wakeNow();
  }

  /** Evaluates the lines that are complete; true when there was one. */
  run(): boolean {
    const lines = this.typed.split(/\r\n|\r|\n/);
    this.typed = lines.pop()!;
    for (const line of lines) this.handle(line);
    return lines.length > 0;
  }

  private handle(line: string): void {
    const { machine } = this;
    if (this.isLocked) {
      this.isLocked = line !== this.password;
      machine.print(this.isLocked ? "\n  Invalid password\npassword>" : "\n  Logged in.\n");
      return;
    }
    if (line.trim() === "") return;
    machine.events.call(
      undefined,
      machine.realm.native("console", () => {
        const value = machine.evaluate(line, "console");
        machine.print(`=${machine.inspector.write(value, PRINT)}\n`);
      }),
      [],
    );
  }
}
