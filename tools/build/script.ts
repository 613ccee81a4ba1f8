// The language steps of a build for one stand-alone script, without type check and without the firmware.

import { bundle } from "./bundle.ts";
import { guard } from "./guard.ts";
import { lower } from "./lower.ts";
import { minify } from "./minify.ts";

/** The script as the board can run it; faults are thrown as a BuildFailure with places in `fileName`. With `compact`
 *  functions are moved and rewritten as in an image. */
export async function lowerScript(source: string, fileName: string, compact = false): Promise<string> {
  const options = { defines: {}, aliases: {}, pureFolders: [], root: process.cwd() };
  const lowered = lower(await bundle({ source, fileName }, options), compact);
  const { code } = await minify(lowered, { mangle: false, rename: true });
  guard(code);
  return code;
}
