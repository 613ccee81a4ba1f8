// Runs a piece of TypeScript that imports from lib/ on the real interpreter (ESPRUINO=…), through the steps
// of a build.

import { build } from "esbuild";
import { REQUIRE_NAME } from "../../tools/build/bundle.ts";
import { lowerScript } from "../../tools/build/index.ts";
import { printedBy } from "../build/interpreter.ts";

/** The lines that `source` prints; its imports are relative to test/lib/. Another interpreter than
 *  ESPRUINO may be named. */
export async function printedOnInterpreter(source: string, interpreter?: string): Promise<string[]> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname, loader: "ts" },
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    define: { require: REQUIRE_NAME },
    logLevel: "silent",
  });
  return printedBy(await lowerScript(outputFiles[0].text, "script.js"), interpreter);
}
