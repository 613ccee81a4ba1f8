// Runs a program as a user does, in a child process with an environment of its own.

import { spawn } from "node:child_process";
import * as path from "node:path";

export const ROOT = path.resolve(import.meta.dirname, "../..");

export interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

/**
 * Runs `command` to its end; of our environment it has the search path and the home folder, and what `env`
 * adds.
 */
export function run(command: string, args: string[], env: NodeJS.ProcessEnv = {}, cwd = ROOT): Promise<Run> {
  const { PATH, HOME } = process.env;
  const child = spawn(command, args, { cwd, env: { PATH, HOME, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const result: Run = { code: null, stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (result.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (result.stderr += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ ...result, code }));
  });
}

/** Runs the command `linkino` with the words behind its name. */
export function linkino(words: string[], env: NodeJS.ProcessEnv = {}, cwd = ROOT): Promise<Run> {
  return run(process.execPath, [path.join(ROOT, "tools/linkino.mjs"), ...words], env, cwd);
}
