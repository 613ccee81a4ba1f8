// What the subcommands of `linkino instance` share: running work on the instance or its folder, printing what comes of it,
// and reading arguments.

import { readFileSync } from "node:fs";
import type { Command } from "commander";
import type { Manager } from "../bench/instance/control.ts";
import type { JsonObject } from "../bench/instance/json.ts";
import { E_ARGUMENT_WRONG, Failure } from "../lib/codes.ts";
import type { InstanceOptions } from "./instance.ts";
import { pick } from "./output.ts";

/** Runs `work` on the instance of the command's `--dir`, or on the folder at rest, and prints the result. */
export async function run(command: Command, work: (manager: Manager) => Promise<unknown>): Promise<void> {
  const { dir, limits, maxDevices, json } = command.optsWithGlobals<InstanceOptions>();
  const { manage } = await import("../bench/instance/control.ts");
  const result = await manage(dir, { limits: limits === "on", devices: maxDevices }, work);
  process.stdout.write(json ? JSON.stringify(result ?? null) + "\n" : tell(result));
}

/** The object in a JSON argument; fails with E_ARGUMENT_WRONG. */
export function parseObject(json: string): JsonObject {
  try {
    const value = JSON.parse(json);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Told below, like any other text that is no object.
  }
  throw new Failure(E_ARGUMENT_WRONG, pick(`not a JSON object: ${json}`, `不是 JSON 对象：${json}`));
}

/** The text of a file that an argument names; fails with `code`. */
export function readText(file: string, code: number): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Failure(code, `${file} (${(error as NodeJS.ErrnoException).code})`);
  }
}

function tell(result: unknown): string {
  const none = pick("none\n", "无\n");
  if (Array.isArray(result)) return result.map((each) => tell(each)).join("\n") || none;
  return Object.entries((result ?? {}) as object)
    .map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}\n`)
    .join("") || none;
}
