// Runs a script on the real interpreter named by ESPRUINO and returns what it prints.

import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The interpreter to test with, or undefined. */
export const ESPRUINO = process.env.ESPRUINO;

const TIMEOUT_MS = 10_000;

/**
 * The lines a script prints; the process ends 40 ms after the script, when its timers and promises have
 * run.
 */
export async function printedBy(code: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "linkino-script-"));
  try {
    const file = join(folder, "script.js");
    await writeFile(file, `echo(0);\n${code}\n;print("");setTimeout(quit,40);`, "latin1");
    return clean(await run(file, folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(file: string, cwd: string): Promise<string> {
  return new Promise((done, failed) => {
    // Standard input stays open: at its end the interpreter would run wild.
    const child = spawn(ESPRUINO!, [file], { cwd, stdio: ["pipe", "pipe", "pipe"] });
    const timer = setTimeout(() => child.kill("SIGKILL"), TIMEOUT_MS);
    let output = "";
    child.stdout.on("data", (data: Buffer) => (output += data.toString("latin1")));
    child.stderr.on("data", (data: Buffer) => (output += data.toString("latin1")));
    child.on("error", failed);
    child.on("close", () => {
      clearTimeout(timer);
      done(output);
    });
  });
}

// The banner ends with the address for donations; after it come only lines of the script.
function clean(output: string): string[] {
  const body = output.slice(output.indexOf("Donate") + "Donate".length);
  return body
    .replace(/\x1b\[\w/g, "")
    .split(/\r?\n/)
    .filter((line) => line !== "");
}
