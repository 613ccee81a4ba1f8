// A board that does nothing but start its random numbers: the firmware's own code (firmware/random.ts, firmware/flash.ts)
// on the session area of the flash model. Each start is a new world, as after power on; the board's name, its chip and its
// clock are always the same, so that nothing but seed, counter and register can tell two starts apart.
import { build } from "esbuild";
import { RECORD_RANDOM, RECORD_SESSION, SESSION_PAGE, packFields } from "../../lib/flash/records.ts";
import { REQUIRE_NAME } from "../../tools/build/bundle.ts";
import { lowerScript } from "../../tools/build/index.ts";
import { printedBy } from "../build/interpreter.ts";
import { crc, LINUX_AREA, open } from "../lib/flash/area.ts";
import { Nor, numbers } from "../lib/flash/nor.ts";
import { nodeCrypto, nodeNative } from "./node-native.ts";

/** What the script below exports. */
interface Code {
  startRandom(): number;
  random(lenBytes: number): string;
  keep(type: number, data: string): number;
}

const SOURCE = `
  import { useJournal } from "../../firmware/flash.ts";
  import { useNative } from "../../lib/tls/native.ts";
  export { random } from "../../lib/random.ts";
  import { startRandom as start } from "../../firmware/random.ts";
  useNative(E, require("crypto"));
  export const startRandom = () => start("a1X2bEnP82z/lamp-1");
  export const keep = (type, data) => useJournal((journal) => journal._put(type, data), true);
`;

let run: (...globals: unknown[]) => Code;

/** The firmware's code as one script that makes `code`; `require` under the given name. */
async function bundle(requireName: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: SOURCE, resolveDir: import.meta.dirname, loader: "ts" },
    bundle: true,
    write: false,
    format: "iife",
    globalName: "code",
    platform: "neutral",
    define: { __TLS__: '"verified"', __AUTH__: '"secret"', require: requireName },
    logLevel: "silent",
  });
  return outputFiles[0]!.text;
}

/** To be awaited before the first start. */
export async function bundleRandom(): Promise<void> {
  const globals = ["E", "LK", "need", "peek32", "getSerial", "getTime", "print"];
  run = new Function(...globals, `${await bundle("need")}; return code;`) as typeof run;
}

/**
 * What a script prints on an interpreter, or on the one that ESPRUINO names: `boot()` in it is a new start as below,
 * without a register, on the journal of a board.
 */
export async function printedByBoard(
  script: string, { addr, page }: { addr: string | number; page: number }, interpreter?: string,
): Promise<string[]> {
  const world = `
    var LK = { j: ${Number(addr)}, p: ${page}, r: 0 };
    global.getSerial = function() { return "0"; };
    global.getTime = function() { return 1; };
    // Storage that holds nothing would be erased at boot, and the journal with it.
    ${REQUIRE_NAME}("Storage").write("keep", "1");
    function boot() {
      ${await bundle(REQUIRE_NAME)}
      return code;
    }
    ${script}`;
  return printedBy(await lowerScript(world, "script.js"), interpreter);
}

/** A register: its words, one after another. */
export type Register = () => number;

/** A register as it should be. */
export function goodRegister(seed: number): Register {
  return numbers(seed);
}

/** A session area as provisioning leaves it. */
export function makeArea(seed: string, area: { addr: number; pageBytes: number } = LINUX_AREA): Nor {
  const nor = new Nor(area.addr + SESSION_PAGE * area.pageBytes, area.pageBytes, 2);
  const journal = open(nor);
  journal._mount();
  journal._put(RECORD_RANDOM, packFields([seed.padEnd(32, "."), "\0\0\0\0"]));
  return nor;
}

/** One start of the board, with what came of it. */
export class Start {
  /** The codes that it said. */
  readonly codes: number[] = [];
  private readonly code: Code;

  /** Without a register where none is given. */
  constructor(nor: Nor, register?: Register, timeSec = 1) {
    const { pageBytes } = nor;
    const flash = {
      read: (lenBytes: number, addr: number) => Buffer.from(nor._read(addr, lenBytes), "latin1"),
      write: (data: string, addr: number) => nor._write(addr, data),
      erasePage: (addr: number) => nor._erase(addr),
    };
    this.code = run(
      { ...nodeNative, CRC32: crc },
      { j: nor.addr - SESSION_PAGE * pageBytes, p: pageBytes, r: register ? 0x3ff75144 : 0 },
      (name: string) => (name === "Flash" ? flash : nodeCrypto),
      () => register!(),
      () => "0",
      () => timeSec,
      (line: string) => this.codes.push(Number(line.split(" ")[1])),
    );
  }

  /** As the device does it at its first connection; 0, or why it must not connect. */
  start(): number {
    return this.code.startRandom();
  }

  /** A client random. */
  draw(): string {
    return this.code.random(32);
  }

  /** Stores a session to resume; without data it is removed. */
  keepSession(session: string): number {
    return this.code.keep(RECORD_SESSION, session);
  }
}

/** What is drawn by a history of starts; each must be new. */
export class Drawn {
  private readonly seen: Set<string>;
  repeats = 0;

  constructor(before?: Drawn) {
    this.seen = new Set(before?.seen);
  }

  get count(): number {
    return this.seen.size;
  }

  add(random: string): void {
    if (this.seen.has(random)) this.repeats++;
    this.seen.add(random);
  }
}

/** Seed and session that the area holds now; read, not written. */
export function keptIn(nor: Nor): { seed: string; session: string } {
  const journal = open(nor);
  return { seed: journal._get(RECORD_RANDOM).substr(2, 32), session: journal._get(RECORD_SESSION) };
}

/** Whether any eight bytes of a secret, at a word, are still in flash. */
export function holds(nor: Nor, secret: string): boolean {
  const flash = Buffer.from(nor.bytes).toString("latin1");
  for (let at = 0; at + 8 <= secret.length; at += 4) if (flash.includes(secret.substr(at, 8))) return true;
  return false;
}
