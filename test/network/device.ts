// A device on a real interpreter, in a folder of its own: what it says, waited for, and what is typed at its console.
// Where the interpreter itself crashes, as it may without memory, it is started again, as a chip resets itself; and so it
// is where an app that tells when it feeds the watchdog does so no longer.
import { EventEmitter, once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { FlashFile } from "../../bench/board/flash.ts";
import { FLASH_NAME } from "../../bench/board/index.ts";
import { Storage } from "../../bench/board/storage.ts";
import { RealBoard } from "../../bench/interpreter.ts";
import { type Board, type Built, buildImage } from "../../tools/build/index.ts";
import { provision } from "../../tools/provision.ts";

const PATIENCE_MS = 30000;
/** A chip's waits two minutes. */
const WATCHDOG_MS = 10000;

/** The image of the app in fixtures/hungry.ts, or another one there, for a plain connection. */
export function buildHungry(board: Board, app = "hungry"): Promise<Built> {
  const entry = fileURLToPath(new URL(`fixtures/${app}.ts`, import.meta.url));
  const defines = { __AUTH__: "register", __SIGN__: "hmacsha256" };
  return buildImage({ entry, board, tls: "plain", version: "1.0.0", loader: true, defines });
}

export interface DeviceOptions {
  built: Built;
  /** Port of its peer on the loopback. */
  port: number;
  board: Board;
  interpreter: string;
  env?: Record<string, string>;
  /** For an app that brings a module of its own for it. */
  wifi?: { ssid: string; password: string };
}

export class RealDevice {
  readonly lines: string[] = [];
  /** Ends of the interpreter that nobody asked for. */
  crashes = 0;
  /** When its watchdog was fed, or set; 0 where the app does not tell. */
  private fedMs = 0;
  /** By its watchdog. */
  private isBitten = false;
  private readonly dir = mkdtempSync(join(tmpdir(), "linkino-hungry-"));
  private readonly facts: Board;
  private readonly board: RealBoard;
  /** Tells of everything that is new. */
  private readonly news = new EventEmitter();

  constructor({ built, port, board, interpreter, env = {}, wifi }: DeviceOptions) {
    this.facts = board;
    const flash = FlashFile.open(join(this.dir, FLASH_NAME), board, { create: true });
    provision(flash, board, {
      loader: built.loader, image: built.image, imageVersion: 1, productSecret: "7jluWm1zql7bt8qK", wifi,
      settings: { v: 1, pk: "a1X2bEnP82z", dn: "lamp-1", host: "127.0.0.1", port, tls: "plain", con: "open" },
    });
    flash.close();
    this.board = new RealBoard({ dir: this.dir, board, interpreter, env });
    this.board.on("console", (line: string) => {
      const text = line.replace(/^>+/, "");
      if (text === "FED") this.fedMs = Date.now();
      else this.lines.push(text);
      this.news.emit("news");
    });
    this.board.on("off", (reason: string) => {
      if (this.fedMs) this.fedMs = Date.now();
      if (reason === "crash") this.crashes++;
      if (reason === "crash" || this.isBitten) this.board.boot();
      this.isBitten = false;
      this.news.emit("news");
    });
    this.board.boot();
  }

  /** The codes that it has said since it was told to forget. */
  get codes(): number[] {
    return this.lines.filter((line) => /^LK \d/.test(line)).map((line) => Number(line.split(" ")[1]));
  }

  /** What it has said is over. */
  forget(): void {
    this.lines.length = 0;
  }

  /** Waits until something is so; meanwhile, and at first, `again` is done every half second. */
  async until(isSo: () => boolean, again: () => void = () => {}): Promise<void> {
    const timer = setInterval(() => {
      again();
      if (this.fedMs && this.board.isOn && Date.now() - this.fedMs > WATCHDOG_MS) {
        this.isBitten = true;
        this.board.powerOff();
      }
      this.news.emit("news");
    }, 500);
    const deadline = Date.now() + PATIENCE_MS;
    again();
    try {
      while (!isSo()) {
        await once(this.news, "news");
        if (Date.now() > deadline) throw new Error(`not in time; the board said:\n${this.lines.join("\n")}`);
      }
    } finally {
      clearInterval(timer);
    }
  }

  /** Waits for a line that begins like this. */
  async line(start: string): Promise<string> {
    await this.until(() => this.lines.some((line) => line.startsWith(start)));
    return this.lines.findLast((line) => line.startsWith(start))!;
  }

  /** Waits for a code that was said so often. */
  code(code: number, times = 1): Promise<void> {
    return this.until(() => this.codes.filter((each) => each === code).length >= times);
  }

  type(line: string): void {
    this.board.input(`${line}\n`);
  }

  /** The value of an expression at the console, as it prints. */
  async ask(expression: string): Promise<string> {
    const head = `#${Math.random()} `;
    this.type(`print("${head}"+(${expression}))`);
    return (await this.line(head)).slice(head.length);
  }

  /** Power off and on, with a marker for the app in its Storage. */
  async restart(marker = ""): Promise<void> {
    if (this.board.isOn) {
      const off = once(this.board, "off");
      this.board.powerOff();
      await off;
    }
    const flash = FlashFile.open(join(this.dir, FLASH_NAME), this.facts);
    const storage = new Storage(flash, this.facts);
    if (marker) storage.write("marker", marker);
    flash.close();
    this.forget();
    this.board.boot();
  }

  close(): void {
    this.board.close();
    rmSync(this.dir, { recursive: true, force: true });
  }
}
