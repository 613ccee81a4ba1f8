// The command line: finds the verb, loads its file, and turns whatever goes wrong into a code with a next
// step. A verb's file exports `register(program)`; what is heavy it imports when the verb runs, so that help
// comes fast.

import { readFileSync } from "node:fs";
import { type Argument, Command, CommanderError, type HelpConfiguration, type Option } from "commander";
import { E_ARGUMENT_WRONG, E_OPTION_UNKNOWN, E_VERB_UNKNOWN, Failure } from "../lib/codes.ts";
import { complain, language, pick } from "./output.ts";

const VERBS: Record<string, () => Promise<{ register(program: Command): void }>> = {
  build: () => import("./build.ts"),
  explain: () => import("./explain.ts"),
  bench: () => import("./bench.ts"),
  instance: () => import("./instance.ts"),
  model: () => import("./model.ts"),
  sim: () => import("./sim.ts"),
};

const TITLES_ZH: Record<string, string> = {
  "Usage:": "用法：",
  "Arguments:": "参数：",
  "Options:": "选项：",
  "Global Options:": "全局选项：",
  "Commands:": "子命令：",
};

const HELP_ZH: HelpConfiguration = {
  styleTitle: (title) => TITLES_ZH[title] ?? title,
  optionDescription: (option) => describeZh(option, option.required || option.optional),
  argumentDescription: (argument) => describeZh(argument, true),
};

/** Runs the command with the words behind its name, and sets the exit code of the process. */
export async function main(words: string[]): Promise<void> {
  // The reader of a pipe may leave early (`linkino explain | head`): that is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  // Thrown outside any await: what still runs cannot be trusted to end.
  process.on("uncaughtException", (error) => process.exit(complain(error)));
  try {
    await run(words);
  } catch (error) {
    process.exitCode = complain(error);
  }
}

async function run(words: string[]): Promise<void> {
  const program = createProgram();
  const chosen = VERBS[words[0] ?? ""];
  for (const load of chosen ? [chosen] : Object.values(VERBS)) (await load()).register(program);
  if (!words.length) {
    program.outputHelp();
    process.exitCode = 2;
    return;
  }
  try {
    await program.parseAsync(words, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === "commander.help") process.exitCode = 2;
    else if (error.exitCode) throw toFailure(error);
  }
}

function createProgram(): Command {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  return new Command("linkino")
    .description(
      pick(
        "An ESP32 board running Espruino, on Alibaba Cloud IoT",
        "把运行 Espruino 的 ESP32 开发板接入阿里云物联网平台",
      ),
    )
    .version(version, "-V, --version", pick("show the version", "显示版本号"))
    .helpOption("-h, --help", pick("show this text", "显示本帮助"))
    // The name and the text are for subcommands that have subcommands; this one has --help alone.
    .helpCommand("help [command]", pick("show the help of a command", "显示子命令的帮助"))
    .helpCommand(false)
    .configureHelp(language() === "zh" ? HELP_ZH : {})
    .configureOutput({ outputError: () => undefined })
    .exitOverride();
}

function describeZh(item: Option | Argument, takesValue: boolean): string {
  const { description, argChoices, defaultValue } = item;
  const notes: string[] = [];
  if (argChoices) notes.push(`可选：${argChoices.join("、")}`);
  if (takesValue && defaultValue !== undefined) notes.push(`默认：${defaultValue}`);
  return notes.length ? `${description}（${notes.join("；")}）` : description;
}

// Commander's messages look like: error: unknown option '--bord' <line end> (Did you mean --board?)
function toFailure({ code, message }: CommanderError): Failure {
  const said = message.replace(/^error: /, "").split("\n")[0]!;
  const name = /'([^']*)'/.exec(said)?.[1] ?? "";
  const meant = /\(Did you mean (?:one of )?(.*)\?\)/.exec(message)?.[1];
  const hint = meant ? pick(`; did you mean ${meant}?`, `；是不是想用 ${meant}？`) : "";
  if (code === "commander.unknownCommand") return new Failure(E_VERB_UNKNOWN, name + hint);
  if (code === "commander.unknownOption") return new Failure(E_OPTION_UNKNOWN, name + hint);
  return new Failure(E_ARGUMENT_WRONG, said);
}
