// The two builds of Espruino that the scripts run on: the one for a PC, and one that is as an ESP32 has it
// (32-bit, strings of bytes, pages of 4,096 bytes), also built for a PC.

import { readFileSync } from "node:fs";
import type { BoardFacts } from "../../bench/board/facts.ts";

/** A build: how it is simulated and where the real one is. */
export interface Build {
  name: string;
  facts: BoardFacts;
  /** Path of the real interpreter, or undefined. */
  interpreter: string | undefined;
  env: Record<string, string>;
}

export const LINUX_BOARD = JSON.parse(
  readFileSync(new URL("../../boards/linux.json", import.meta.url), "utf8"),
) as BoardFacts;

const STORAGE = { addr: "0x10000000", bytes: 917504, page: 4096 };

export const LINUX: Build = {
  name: "linux",
  facts: LINUX_BOARD,
  interpreter: process.env.ESPRUINO,
  env: {},
};

/** Its TLS sits in the JsVars, hence more of them than a board has. */
export const ESP32_LIKE: Build = {
  name: "esp32-like",
  facts: {
    ...LINUX_BOARD,
    unicode: false,
    flash: { storage: STORAGE, journal: { addr: "0x100D0000", pages: 16, page: 4096 } },
  },
  interpreter: process.env.ESPRUINO32,
  env: { ESPR_VARS: "16000" },
};
