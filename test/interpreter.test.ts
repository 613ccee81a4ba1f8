import assert from "node:assert/strict";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FlashFile } from "../bench/board/flash.ts";
import { FLASH_NAME } from "../bench/board/index.ts";
import { Storage } from "../bench/board/storage.ts";
import { WIFI_MODULE, WIFI_MODULE_NAME } from "../bench/board/wifi-module.ts";
import { RealBoard } from "../bench/interpreter.ts";
import {
  E_FLASH_MISSING, E_FLASH_SIZE, E_INTERPRETER_BOARD, E_INTERPRETER_MISSING, E_INTERPRETER_STARTED, Failure,
} from "../lib/codes.ts";
import { CHIP, LINUX } from "./board/linux.ts";

describe("the real interpreter as a board", () => {
  let dir = "";
  let board: RealBoard | undefined;
  beforeEach(() => (dir = mkdtempSync(join(tmpdir(), "linkino-real-"))));
  afterEach(() => {
    board?.close();
    board = undefined;
    rmSync(dir, { recursive: true, force: true });
  });

  const provision = (files: Record<string, string>): void => {
    const flash = FlashFile.open(join(dir, FLASH_NAME), LINUX, { create: true });
    const storage = new Storage(flash, LINUX);
    for (const [name, content] of Object.entries(files)) storage.write(name, content);
    flash.close();
  };
  const fails = (code: number, make: () => unknown): void => {
    assert.throws(make, (error) => error instanceof Failure && error.code === code);
  };

  it("refuses what it can't run, each with its code", () => {
    provision({ a: "x" });
    const make =
      (interpreter: string, facts = LINUX) =>
      () =>
        new RealBoard({ dir, board: facts, interpreter });
    fails(E_INTERPRETER_MISSING, make(join(dir, "none")));
    fails(E_INTERPRETER_MISSING, make(""));
    fails(E_INTERPRETER_MISSING, make(dir));
    fails(E_INTERPRETER_BOARD, make(process.execPath, CHIP));
    const file = join(dir, "not-executable");
    writeFileSync(file, "");
    chmodSync(file, 0o644);
    fails(E_INTERPRETER_STARTED, make(file));
    truncateSync(join(dir, FLASH_NAME), 5);
    fails(E_FLASH_SIZE, make(process.execPath));
    rmSync(join(dir, FLASH_NAME));
    fails(E_FLASH_MISSING, make(process.execPath));
  });

  it("says that a file can't be started", async () => {
    provision({ a: "x" });
    const file = join(dir, "no-program");
    writeFileSync(file, "#!/no/such/program\n", { mode: 0o755 });
    board = new RealBoard({ dir, board: LINUX, interpreter: file });
    board.boot();
    const [failure] = (await once(board, "error")) as [Failure];
    assert.equal(failure.code, E_INTERPRETER_STARTED);
  });

  describe("with ESPRUINO", function () {
    before(function () {
      if (!process.env.ESPRUINO) this.skip();
    });

    /** Boots and waits until that line comes; gives all lines up to it. */
    const bootUntil = async (last: string): Promise<string[]> => {
      const lines: string[] = [];
      board ??= new RealBoard({ dir, board: LINUX });
      await new Promise<void>((resolve) => {
        board!.on("console", (line: string) => {
          lines.push(line);
          if (line === last) resolve();
        });
        board!.boot();
      });
      return lines;
    };

    it("boots from the folder's flash and shows lines without prompt and cursor movements", async () => {
      provision({
        ".bootcde": "print('one');setTimeout(function(){print('two \\xe6\\xb8\\xa9');print('end')},50)",
      });
      assert.deepEqual(await bootUntil("end"), ["one", "", "two 温", "end"]);
    });

    it("keeps its flash over a power off, and tells why it went off", async () => {
      provision({
        ".bootcde":
          "echo(0);var S=require('Storage'),n=+(S.read('n')||0)+1;S.write('n',''+n);print('boot '+n)",
      });
      await bootUntil("boot 1");
      const off = once(board!, "off");
      board!.powerOff();
      assert.deepEqual(await off, ["stopped"]);
      assert.equal(board!.isOn, false);
      await bootUntil("boot 2");
    });

    it("is started again after E.reboot, and takes what is typed", async () => {
      provision({
        ".bootcde":
          "echo(0);var S=require('Storage'),n=+(S.read('n')||0)+1;S.write('n',''+n);print('boot '+n)",
      });
      await bootUntil("boot 1");
      const off = once(board!, "off");
      board!.input("E.reboot()\n");
      assert.deepEqual(await off, ["reboot"]);
      await new Promise<void>((resolve) =>
        board!.on("console", (line: string) => line === "boot 2" && resolve()),
      );
    });

    it("finds a module Wifi in Storage that connects at once", async () => {
      provision({
        [WIFI_MODULE_NAME]: WIFI_MODULE,
        ".bootcde":
          "echo(0);var w=require('Wifi');w.on('associated',function(d){print('associated',d.ssid)});" +
          "w.on('connected',function(d){print('connected',d.ip);print('end')});" +
          "w.connect('home',{password:'x'},function(e){print('callback',e)})",
      });
      assert.deepEqual(await bootUntil("end"), [
        "callback null",
        "associated home",
        "connected 127.0.0.1",
        "end",
      ]);
    });
  });
});
