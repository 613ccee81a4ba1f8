// Runs a script on the real interpreter named by ESPRUINO and returns what it prints.

import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The interpreter to test with, or undefined. */
export const ESPRUINO = process.env.ESPRUINO;

// Far more than any script needs on a busy machine, and less than what mocha allows a test.
const TIMEOUT_MS = 18_000;

// Ends the process once no timer is left but this one and intervals. A fixed time would be too short now and then:
// a process that has slept through it finds both this timer and those of the script due.
const END =
  'setTimeout(function end(){var l=global["\\xff"].timers,n=0;for(var i in l)if(!l[i].intr)n++;' +
  "n>1?setTimeout(end,5):quit()},20)";

/** The lines a script prints until its timers and promises have run; throws when it goes on for 18 s. */
export async function printedBy(code: string, interpreter = ESPRUINO): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "linkino-script-"));
  try {
    const file = join(folder, "script.js");
    await writeFile(file, `echo(0);\n${code}\n;print("");${END};`, "latin1");
    return clean(await run(interpreter!, file, folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(interpreter: string, file: string, cwd: string): Promise<string> {
  return new Promise((done, failed) => {
    // Standard input stays open: at its end the interpreter would run wild.
    const child = spawn(interpreter, [file], { cwd, stdio: ["pipe", "pipe", "pipe"] });
    let output = "";
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      failed(new Error(`the interpreter was not done after ${TIMEOUT_MS} ms; it printed:\n${output}`));
    }, TIMEOUT_MS);
    child.stdout.on("data", (data: Buffer) => (output += data.toString("latin1")));
    child.stderr.on("data", (data: Buffer) => (output += data.toString("latin1")));
    child.on("error", failed);
    child.on("close", (_code, signal) => {
      clearTimeout(timer);
      if (signal) failed(new Error(`the interpreter ended by ${signal}; it printed:\n${output}`));
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
