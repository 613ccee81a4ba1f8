// The facts of the board that the real interpreter on a PC is, and of a chip, as far as these tests need
// them.

import type { BoardFacts } from "../../bench/board/facts.ts";

export const LINUX: BoardFacts = {
  name: "Espruino on Linux",
  build: "LINUX",
  unicode: true,
  crypto: ["sha1", "sha224", "sha256", "sha384", "sha512", "aes", "pbkdf2"],
  tls: { native: true, starts: true },
  flash: {
    storage: { addr: "0x10000000", bytes: 262144, page: 1024 },
    journal: { addr: "0x1003C000", pages: 16, page: 1024 },
  },
  rng: null,
};

export const CHIP: BoardFacts = {
  name: "ESP32 DevKitC",
  build: "ESP32",
  jsVars: 5000,
  unicode: false,
  crypto: ["sha1", "sha224", "sha256", "sha384", "sha512", "aes", "pbkdf2"],
  tls: { native: true, starts: false },
  flash: {
    storage: { addr: "0x320000", bytes: 917504, page: 4096 },
    journal: { addr: "0x310000", pages: 16, page: 4096 },
  },
  rng: "0x3FF75144",
};
