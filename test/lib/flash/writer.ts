// What the interpreter runs in interpreter.test.ts: it mounts the journal, says what it found, and counts up
// in it for ever.

import { openJournal } from "../../../lib/flash/journal.ts";

declare const require: (name: string) => any;
declare const E: any;
declare const print: (...values: unknown[]) => void;

// Storage that holds nothing would be erased at boot, and the journal with it.
require("Storage").write("keep", "1");
const flash = require("Flash");
const port = {
  _read: (addr: number, lenBytes: number) => E.toString(flash.read(lenBytes, addr)),
  _write: (addr: number, data: string) => flash.write(data, addr),
  _erase: (addr: number) => flash.erasePage(addr),
};
let journal = openJournal(port, E.CRC32, 0x1003c000, 1024, 2);
print(`mount ${journal._mount()} ${journal._get(1)}`);
let count = +(journal._get(1) || "0").split(".")[0];
setInterval(() => {
  for (let i = 0; i < 10; i++) {
    count++;
    const secret = `${count}.\xff\0\x80${"s".repeat(count % 90)}`;
    const status = journal._put(1, secret) || journal._put(2, `{"n":${count}}`);
    print(`put ${status} ${count}`);
  }
  journal = openJournal(port, E.CRC32, 0x1003c000, 1024, 2);
  const found = +(journal._get(1) || "0").split(".")[0];
  if (journal._mount() || found !== count) print("lost");
}, 1);
