// Runs one script on the real interpreter (ESPRUINO=…) in a folder of its own flash file, for comparisons.

import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const BEGIN = "--begin--";

/**
 * Runs the script in `dir` (whose flash file it uses) until it calls quit(); resolves to the lines it
 * printed.
 */
export function runReal(dir: string, script: string, timeoutMs = 30000): Promise<string[]> {
  const file = join(dir, "script.js");
  writeFileSync(file, `print("${BEGIN}");${script};quit();`, "latin1");
  // Standard input stays open: at its end the interpreter's input thread makes up bytes.
  const child = spawn(process.env.ESPRUINO!, [file], { cwd: dir, stdio: ["pipe", "pipe", "pipe"] });
  let text = "";
  child.stdout.setEncoding("latin1").on("data", (piece: string) => (text += piece));
  child.stderr.setEncoding("latin1").on("data", (piece: string) => (text += piece));
  const timer = setTimeout(() => child.kill("SIGKILL"), timeoutMs);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status, signal) => {
      clearTimeout(timer);
      const lines = text.split(/\r?\n/);
      const begin = lines.indexOf(BEGIN);
      if (signal || begin < 0)
        reject(new Error(`the interpreter ended with ${signal ?? status}: ${text.slice(-500)}`));
      else resolve(lines.slice(begin + 1));
    });
  });
}
