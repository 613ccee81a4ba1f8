// `linkino build [main.ts]`: the image for a board, in dist/<board>/, and what it weighs. How the image logs
// in and how far its link is trusted comes from linkino.json; without one it is a trial build.

import { existsSync } from "node:fs";
import type { Command } from "commander";
import { E_ARGUMENT_WRONG, Failure } from "../lib/codes.ts";
import type { BuildOptions } from "./build/index.ts";
import type { Config } from "./config.ts";
import { pick } from "./output.ts";
import { describeRoots, loadRoots } from "./roots.ts";

interface Options {
  board?: string;
  out: string;
  settings?: string;
  json?: boolean;
}

export function register(program: Command): void {
  program
    .command("build")
    .description(
      pick("build the image for a board, and say what it weighs", "为一种开发板构建镜像，并列出各部分大小"),
    )
    .argument(
      "[main.ts]",
      pick("the app; the entry of the settings when left out", "应用入口；省略时取设置中的 entry"),
    )
    .option("--board <id>", pick("the board: a name in boards/", "开发板：boards/ 中的文件名"))
    .option(
      "--out <folder>",
      pick("where the folder of the board is made", "输出目录，板名为其子目录"),
      "dist",
    )
    .option(
      "--settings <file>",
      pick("the settings (default: linkino.json)", "设置文件（默认 linkino.json）"),
    )
    .option("--json", pick("print the manifest and the warnings as JSON", "以 JSON 输出清单与警告"))
    .addHelpText(
      "after",
      `\n${pick("Examples:", "示例：")}\n` +
        "  linkino build --board esp32\n" +
        "  linkino build firmware/main.ts --board esp32c3 --json",
    )
    .action(runBuild);
}

/** What the settings decide about an image. */
export function fromSettings(config: Config): Pick<BuildOptions, "entry" | "tls" | "defines" | "version"> {
  const { entry, tls, version, device } = config;
  return { entry, tls, version, defines: { __AUTH__: device.auth, __SIGN__: device.sign } };
}

/** What is to be said of the roots that a board with these settings gets. That they are not there yet keeps from no build. */
export function tellRoots(config: Config): { lines: string[]; warnings: string[] } {
  try {
    return describeRoots(loadRoots(config));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { lines: [], warnings: [error.message] };
  }
}

async function runBuild(entry: string | undefined, options: Options): Promise<void> {
  // Here and not at the top: help and the other verbs need none of the compilers.
  const { boardIds, buildImage, formatReport, loadBoard } = await import("./build/index.ts");
  const { loadConfig } = await import("./config.ts");
  const config = options.settings || existsSync("linkino.json") ? loadConfig(options.settings) : undefined;
  const id = options.board ?? config?.board;
  if (!id) throw new Failure(E_ARGUMENT_WRONG, `--board <id>: ${boardIds().join(", ")}`);
  const chosen = config ? fromSettings(config) : { entry: "main.ts" };
  const { manifest, warnings } = await buildImage({
    ...chosen,
    entry: entry ?? chosen.entry,
    board: loadBoard(id),
    outDir: options.out,
    loader: true,
  });
  const roots = config?.tls === "verified" ? tellRoots(config) : { lines: [], warnings: [] };
  const all = [...warnings, ...roots.warnings];
  const text = options.json
    ? JSON.stringify({ ...manifest, warnings: all }, null, 2)
    : formatReport(manifest, all, roots.lines);
  process.stdout.write(`${text}\n`);
}
