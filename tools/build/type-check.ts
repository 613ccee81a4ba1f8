// The type check of a build: the compiler of TypeScript 7 as a child process, since version 7 has no
// interface for programs. It runs against the types of the board, where Map and its kind do not exist.

import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { E_COMPILER, E_TYPES, Failure } from "../../lib/codes.ts";
import { FIRMWARE_DIR, MODULES_DIR } from "./paths.ts";
import type { Problem } from "./problem.ts";

const LINE = /^(.+?)\((\d+),(\d+)\): error (TS\d+): (.*)$/;

/** Checks a program and what it imports; the errors name files relative to `root`. */
export async function checkTypes(entry: string, root: string): Promise<Problem[]> {
  const folder = await mkdtemp(join(tmpdir(), "linkino-types-"));
  try {
    const project = join(folder, "tsconfig.json");
    await writeFile(project, JSON.stringify(projectFor(entry)));
    return parseErrors(await runCompiler(project, folder), folder, root);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function projectFor(entry: string): object {
  return {
    extends: join(FIRMWARE_DIR, "tsconfig.json"),
    compilerOptions: {
      typeRoots: [join(MODULES_DIR, "@types")],
      paths: { linkino: [join(FIRMWARE_DIR, "linkino.ts")] },
    },
    include: [],
    files: [join(FIRMWARE_DIR, "espruino.d.ts"), entry],
  };
}

function runCompiler(project: string, folder: string): Promise<string> {
  const require = createRequire(import.meta.url);
  const compiler = join(dirname(require.resolve("typescript/package.json")), "bin", "tsc");
  const args = [compiler, "-p", project, "--pretty", "false"];
  return new Promise((done, failed) => {
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 1 << 24 }, (error, stdout, stderr) => {
      // Exit codes 1 and 2 mean that errors were found; they stand on stdout.
      const ran =
        !error || (typeof error.code === "number" && error.code <= 2 && LINE.test(stdout.split("\n")[0]));
      if (ran) done(stdout);
      else failed(new Failure(E_COMPILER, (stderr || stdout || error.message).trim().split("\n")[0]));
    });
  });
}

function parseErrors(output: string, folder: string, root: string): Problem[] {
  const problems: Problem[] = [];
  for (const line of output.split("\n")) {
    const found = LINE.exec(line);
    if (found) {
      const [, path, row, column, code, text] = found;
      // The hint about `lib` would lead a user astray: the board has no other library.
      const what = `${code} ${text.replace(/ Do you need to (?:change|install)[^]*$/, "")}`;
      const file = relative(root, resolve(folder, path));
      problems.push({ code: E_TYPES, file, line: Number(row), column: Number(column), what, instead: "" });
    } else if (/^\s+\S/.test(line) && problems.length > 0) {
      problems.at(-1)!.what += ` ${line.trim()}`;
    }
  }
  return problems;
}
