// Raw flash of the board as the flash port (Espruino's module `Flash`; addresses come from the board's facts).
import type { FlashPort } from "../lib/ports.ts";

export const flash: FlashPort = {
  _read: (addr, lenBytes) => E.toString(require("Flash").read(lenBytes, addr)) as string,
  _write: (addr, data) => require("Flash").write(data, addr),
  _erase: (addr) => require("Flash").erasePage(addr),
};
