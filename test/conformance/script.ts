// A conformance script as a file: its first line says how it runs, its last lines what the real interpreters
// print. First line: `// 100 ms`, the time it takes at most, then any of
//   network   it talks to a peer, in real time, and ends with `done()`
//   standard  the source, as it is, prints the same on Node: what it shows is the language's own rule
//   x87       its digits differ on the 32-bit build, whose processor counts with 80 bits, as no board does
//   bytes     it is about text as bytes, which the build with Unicode keeps otherwise: on the other one alone
//   asserts   a build with assertions, as the one for a PC is, stops at it: on the other one alone
//   ram       it runs from memory, because it erases the flash that it would run from
// What is printed follows `// prints:`, line by line, and `// prints on esp32-like:` where that differs.

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER = new URL("./scripts/", import.meta.url);
const HEAD = /^\/\/ (\d+) ms((?:, (?:network|standard|x87|bytes|asserts|ram))*)\n/;
const PRINTS = /^\/\/ prints(?: on ([\w-]+))?:$/;

/** One script. */
export interface Script {
  name: string;
  path: string;
  source: string;
  runMs: number;
  flags: string[];
  /** Lines by the name of the build; the key "" is for all others. */
  printed: Map<string, string[]>;
}

/** The names of all scripts, without extension. */
export function scriptNames(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith(".js"))
    .map((name) => name.slice(0, -3));
}

/** Reads a script; throws when its first line does not say how it runs. */
export function readScript(name: string): Script {
  const path = fileURLToPath(new URL(`${name}.js`, FOLDER));
  const text = readFileSync(path, "utf8");
  const head = HEAD.exec(text);
  if (!head) throw new Error(`${name} must begin with its time, as "// 100 ms"`);
  const lines = text.split("\n");
  const end = lines.findIndex((line) => PRINTS.test(line));
  const printed = new Map<string, string[]>();
  let block: string[] = [];
  for (const line of end < 0 ? [] : lines.slice(end)) {
    const start = PRINTS.exec(line);
    if (start) printed.set(start[1] ?? "", (block = []));
    else if (line !== "")
      block.push(line.startsWith("// = ") ? (JSON.parse(line.slice(5)) as string) : line.slice(5));
  }
  const source = (end < 0 ? lines : lines.slice(0, end)).join("\n");
  return { name, path, source, runMs: Number(head[1]), flags: head[2]!.split(", ").slice(1), printed };
}

/** What a build prints, as the file says. */
export function printedOn({ printed }: Script, build: string): string[] {
  return printed.get(build) ?? printed.get("") ?? [];
}

/** Puts what the builds print into the file; the first build's is the one for all. */
export function record(script: Script, results: Array<[build: string, lines: string[]]>): void {
  let text = script.source.trimEnd() + "\n";
  const [, all] = results[0]!;
  for (const [build, lines] of results) {
    if (lines === all) text += "// prints:\n";
    else if (JSON.stringify(lines) === JSON.stringify(all)) continue;
    else text += `// prints on ${build}:\n`;
    for (const line of lines) text += `// ${isPlain(line) ? `| ${line}` : `= ${JSON.stringify(line)}`}\n`;
  }
  writeFileSync(script.path, text);
}

function isPlain(line: string): boolean {
  return /^[\x20-\x7e\u00a1-\uffff]*$/.test(line) && !line.endsWith(" ") && line !== "";
}
