// What a simulated board is made of, apart from the interpreter: everything that outlives a boot.

import type { Clock } from "./clock.ts";
import type { BoardFacts } from "./facts.ts";
import type { FlashFile } from "./flash.ts";
import type { Net } from "./net.ts";
import type { WifiRadio } from "./wifi-radio.ts";

/** The parts of a board. */
export interface Hardware {
  facts: BoardFacts;
  flash: FlashFile;
  clock: Clock;
  net: Net;
  wifi: WifiRadio;
  /** Whether Bluetooth offers its console to anybody near. */
  isDiscoverable: boolean;
  /** The board's own time minus the clock's, in microseconds; changed by setTime and by clock jumps. */
  offsetUs: number;
  /** The next word of the hardware random register. */
  randomWord(): number;
  /** Console output, any piece of text. */
  print(text: string): void;
}

/** How a life ends. */
export type End = "cut" | "reboot" | "stopped" | "crash";
