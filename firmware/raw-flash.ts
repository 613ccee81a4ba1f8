// Raw flash of the board as the flash port (Espruino's module `Flash`; addresses come from the board's facts).
import type { FlashPort } from "../lib/ports.ts";

/** Made for each use: it is seldom needed. */
export function rawFlash(): FlashPort {
  const module = require("Flash");
  return {
    _read: (addr, lenBytes) => E.toString(module.read(lenBytes, addr)) as string,
    _write: (addr, data) => module.write(data, addr),
    _erase: (addr) => module.erasePage(addr),
  };
}
