// `linkino explain [code]`: what a code means and what to do, without a network. Without a code: all of them.

import type { Command } from "commander";
import * as codes from "../lib/codes.ts";
import { pick } from "./output.ts";

interface Entry extends codes.CodeText {
  code: number;
  /** Name of the constant in lib/codes.ts: E_ for a failure or warning, S_ for a state of the device. */
  name: string;
  part: string;
}

export function register(program: Command): void {
  program
    .command("explain")
    .description(pick("say what a code means and what to do next", "说明一个代码的含义和下一步操作"))
    .argument(
      "[code]",
      pick("the code, as LK354 or 354; all codes when left out", "代码，如 LK354 或 354；省略则列出全部"),
    )
    .option("--json", pick("print JSON, in both languages", "以 JSON 输出（中英双语）"))
    .addHelpText(
      "after",
      `\n${pick("Examples:", "示例：")}\n  linkino explain LK354\n  linkino explain --json`,
    )
    .action((code: string | undefined, options: { json?: boolean }) => {
      const found = code === undefined ? listEntries() : findEntry(code);
      const text = Array.isArray(found) ? formatList(found) : formatEntry(found);
      process.stdout.write(options.json ? `${JSON.stringify(found, null, 2)}\n` : text);
    });
}

function listEntries(): Entry[] {
  const entries: Entry[] = [];
  for (const [name, code] of Object.entries(codes)) {
    if (typeof code === "number") entries.push({ code, name, part: partOf(code), ...codes.CODES[code]! });
  }
  return entries.sort((a, b) => a.code - b.code);
}

function findEntry(asked: string): Entry {
  const name = asked.toUpperCase();
  const number = Number(name.replace(/^LK/, ""));
  const entry = listEntries().find((each) => each.code === number || each.name === name);
  if (!entry) throw new codes.Failure(codes.E_CODE_UNKNOWN, asked);
  return entry;
}

function partOf(code: number): string {
  const range = codes.RANGES.find(({ from, to }) => code >= from && code <= to)!;
  return pick(range.name, range.nameZh);
}

function formatEntry(entry: Entry): string {
  return (
    `LK${entry.code} ${entry.name} (${entry.part})\n` +
    `  ${pick(`cause: ${entry.cause}`, `原因：${entry.causeZh}`)}\n` +
    `  ${pick(`next:  ${entry.next}`, `下一步：${entry.nextZh}`)}\n`
  );
}

function formatList(entries: Entry[]): string {
  let text = "";
  let part = "";
  for (const entry of entries) {
    if (entry.part !== part) text += `${text ? "\n" : ""}${(part = entry.part)}\n`;
    text += `  LK${entry.code}  ${pick(entry.cause, entry.causeZh)}\n`;
  }
  return text;
}
