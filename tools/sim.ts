// `linkino sim`: runs a board on this computer, on the simulated board or with --interpreter on the real Espruino that
// ESPRUINO names, and explains the codes it says. The same image and the same flash file serve both.
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { MEMORY_ERROR_PERCENT, type MemoryEstimate } from "../bench/board/memory.ts";
import { CODES, E_BOARD_CRASHED, E_FLASH_BLANK, E_FLASH_MISSING, Failure, S_ONLINE } from "../lib/codes.ts";
import { pick } from "./output.ts";

const ONLINE_MS = 2000;

interface Options {
  fresh?: boolean;
  board?: string;
  dir: string;
  settings?: string;
  interpreter?: boolean;
}

export function register(program: Command): void {
  program
    .command("sim")
    .description(pick("run a board on this computer", "在本机运行开发板"))
    .option("--fresh", pick("build, erase the flash and provision it first", "先构建、擦除闪存并写入"))
    .option("--board <id>", pick("the board: a name in boards/", "开发板：boards/ 中的文件名"))
    .option("--dir <folder>", pick("where the boards' flash files are", "闪存文件所在目录"), ".linkino/boards")
    .option("--settings <file>", pick("the settings (default: linkino.json)", "设置文件（默认 linkino.json）"))
    .option("--interpreter", pick("run on the Espruino that ESPRUINO names", "在 ESPRUINO 指定的解释器上运行"))
    .addHelpText("after", `\n${pick("Examples:", "示例：")}\n  linkino sim --fresh\n  linkino sim --fresh --interpreter`)
    .action(runSim);
}

/** A line of the board's console with the meaning of the code it begins with. */
export function explainLine(line: string): string {
  const code = /^LK (\d+)(.*)$/.exec(line);
  const text = code && CODES[Number(code[1])];
  return text ? `LK${code[1]}${code[2]}  ${pick(text.cause, text.causeZh)}` : line;
}

/** The estimate of a simulated board's memory as a line, with its honest error. */
export function memoryLine({ used, total }: MemoryEstimate): string {
  return pick(
    `memory: about ${used} of ${total} JsVars (within ${MEMORY_ERROR_PERCENT} %, TLS not counted)`,
    `内存：约 ${used} / ${total} JsVar（误差 ${MEMORY_ERROR_PERCENT}% 以内，不含 TLS）`,
  );
}

async function runSim(options: Options): Promise<void> {
  const { SimBoard, FLASH_NAME } = await import("../bench/board/index.ts");
  const { RealBoard } = await import("../bench/interpreter.ts");
  const { buildImage, loadBoard } = await import("./build/index.ts");
  const { isBootable, makeFresh, wifiOf } = await import("./board-folder.ts");
  const { fromSettings, tellRoots } = await import("./build.ts");
  const { loadConfig } = await import("./config.ts");
  const { loadSecrets } = await import("./secrets.ts");

  const config = loadConfig(options.settings);
  const secrets = loadSecrets(config.folder);
  const board = loadBoard(options.interpreter ? "linux" : options.board ?? config.board ?? "esp32-wrover");
  const dir = join(options.dir, board.id);
  const print = (text: string): void => void process.stdout.write(`${text}\n`);
  if (options.fresh) {
    const built = await buildImage({ ...fromSettings(config), board, loader: true });
    const { version, size, hash } = built.manifest;
    makeFresh(dir, board, built, config, secrets);
    if (config.tls === "verified") {
      const { lines, warnings } = tellRoots(config);
      for (const line of lines) print(line);
      for (const warning of warnings) print(`${pick("warning", "警告")}: ${warning}`);
    }
    print(pick(
      `image ${version}, ${size} bytes, sha256 ${hash}\nflash ${join(dir, FLASH_NAME)}`,
      `镜像 ${version}，${size} 字节，sha256 ${hash}\n闪存 ${join(dir, FLASH_NAME)}`,
    ));
  } else if (!existsSync(join(dir, FLASH_NAME))) throw new Failure(E_FLASH_MISSING, join(dir, FLASH_NAME));
  else if (!isBootable(dir, board)) throw new Failure(E_FLASH_BLANK, join(dir, FLASH_NAME));
  const device = options.interpreter
    ? new RealBoard({ dir, board })
    : new SimBoard({ dir, board, wifi: wifiOf(secrets) });
  const tellMemory = (): void => {
    const estimate = device instanceof SimBoard ? device.memory() : undefined;
    if (estimate) print(memoryLine(estimate));
  };
  device.on("console", (line: string) => {
    if (line) print(explainLine(line));
    // Once what follows a login is done.
    if (line === `LK ${S_ONLINE}`) setTimeout(tellMemory, ONLINE_MS).unref();
  });
  await new Promise<void>((resolve, reject) => {
    device.on("error", reject);
    device.on("off", (reason: string) => {
      print(pick(`board off: ${reason}`, `开发板已关闭：${reason}`));
      if (reason === "crash") reject(new Failure(E_BOARD_CRASHED, board.id));
      else if (reason !== "reboot") resolve();
    });
    const stop = (): void => {
      tellMemory();
      device.powerOff();
    };
    process.once("SIGINT", stop).once("SIGTERM", stop);
    device.boot();
  }).finally(() => device.close());
}
