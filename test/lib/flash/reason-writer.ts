// What the interpreter runs in interpreter.test.ts: it keeps a reason where memory has run out but for 60 JsVars, and
// says what the next start reads.

import { markAttempt } from "../../../lib/flash/marks.ts";
import { keepReason, readReason } from "../../../lib/flash/reason.ts";

declare const require: (name: string) => any;
declare const E: any;
declare const process: any;
declare const print: (...values: unknown[]) => void;

const ADDR = 0x100d0000;
const PAGE_BYTES = 4096;
const flash = require("Flash");
const port = {
  _read: (addr: number, lenBytes: number) => E.toString(flash.read(lenBytes, addr)),
  _write: (addr: number, data: string) => flash.write(data, addr),
  _erase: (addr: number) => flash.erasePage(addr),
};
const free = (): number => process.memory(false).free;
for (let boot = 0; boot < 40; boot++) markAttempt(port, ADDR, PAGE_BYTES);
const waste: number[] = [];
while (free() > 68) waste.push(waste.length + 0.5);
const left = free();
keepReason(port, ADDR, PAGE_BYTES, 484);
waste.splice(0, waste.length);
markAttempt(port, ADDR, PAGE_BYTES);
print(`reason ${readReason(port, ADDR, PAGE_BYTES)}, ${left} were left`);
setInterval(() => {}, 1000);
