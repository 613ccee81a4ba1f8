// One build of an image, from the user's main.ts to the files that are installed. Type check and language
// steps run side by side; the faults of both are reported together.

import { mkdir, stat, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { E_APP_THREW, E_ENTRY, E_IMAGE_TOO_BIG, Failure } from "../../lib/codes.ts";
import type { Board } from "./board.ts";
import { bundle } from "./bundle.ts";
import { guard } from "./guard.ts";
import { lower } from "./lower.ts";
import { describe, requireTls, warningsFor, type Manifest, type Tls } from "./manifest.ts";
import { minify } from "./minify.ts";
import { measureParts } from "./parts.ts";
import { FIRMWARE_DIR, LIB_DIR, LIVES } from "./paths.ts";
import { BuildFailure, throwProblems, type Problem } from "./problem.ts";
import { checkTypes } from "./type-check.ts";

export interface BuildOptions {
  /** The user's main.ts. */
  entry: string;
  board: Board;
  /** Files are written to a folder of the board's name in here; without it nothing is written. */
  outDir?: string;
  /** How the device connects; "verified", the default, is refused for boards whose interpreter lacks what it needs. */
  tls?: Tls;
  /** Build-time constants in place of the defaults, and further ones. */
  defines?: Record<string, string | number | boolean>;
  /** Whether to build the boot loader too; off by default. */
  loader?: boolean;
  /** Version of the image, `0.0.0` when there is none. */
  version?: string;
}

export interface Built {
  image: Buffer;
  /** Empty unless asked for. */
  loader: Buffer;
  manifest: Manifest;
  map: string;
  warnings: string[];
}

/** Builds an image; throws BuildFailure for faults in the program and Failure for everything else. */
export async function buildImage(options: BuildOptions): Promise<Built> {
  const { board, tls = "verified", version = "0.0.0" } = options;
  requireTls(board, tls);
  const entry = resolve(options.entry);
  if (!(await stat(entry).catch(() => undefined))?.isFile()) throw new Failure(E_ENTRY, options.entry);
  const defines = { ...defaultDefines(board, tls, version), ...options.defines };
  const root = process.cwd();
  const [types, image, loader] = await Promise.all([
    checkTypes(entry, root),
    settle(makeCode(entry, defines, root)),
    options.loader ? settle(makeLoader(defines, root)) : undefined,
  ]);
  throwProblems(mergeFaults(types, image, loader));
  const { code, map } = image as Code;
  const built: Built = {
    image: Buffer.from(code, "latin1"),
    loader: Buffer.from(loader ? (loader as Code).code : "", "latin1"),
    manifest: undefined as unknown as Manifest,
    map,
    warnings: warningsFor(board, tls),
  };
  const parts = measureParts(code, map, root);
  built.manifest = describe(built.image, built.loader, board, version, features(defines), parts);
  if (built.manifest.slot.free < 0) throw new Failure(E_IMAGE_TOO_BIG, tooBig(built.manifest));
  if (options.outDir) await writeFiles(join(options.outDir, board.id), built);
  return built;
}

interface Code {
  code: string;
  map: string;
}

async function makeCode(
  entry: string,
  defines: Record<string, string | number | boolean>,
  root: string,
): Promise<Code> {
  const aliases = { linkino: join(FIRMWARE_DIR, "linkino.ts") };
  const bundled = await bundle({ entry }, { defines, aliases, pureFolders: [LIB_DIR, ...LIVES], root });
  const lowered = lower(bundled, true);
  const result = await minify(lowered, { mangle: true, rename: true });
  guard(result.code);
  return result;
}

// The loader works in a scope of its own, because its names would get in the way of the image's; the image
// is then run in the global one.
async function makeLoader(defines: Record<string, string | number | boolean>, root: string): Promise<Code> {
  const { code, map } = await makeCode(join(FIRMWARE_DIR, "loader.ts"), defines, root);
  // An app that throws before it starts the device must not keep the device from starting: it can still be updated.
  return { code: `(()=>{${code}})();if(LK.code){try{eval(LK.code)}catch(e){print("LK ${E_APP_THREW} "+e);LK.bad=1;LK.run&&LK.run()}}`, map };
}

function defaultDefines(board: Board, tls: Tls, version: string): Record<string, string | number | boolean> {
  return {
    __AUTH__: "register",
    __SIGN__: "hmacsha256",
    __TLS__: tls,
    __NATIVE_SHA1__: board.crypto.includes("sha1"),
    __NATIVE_SHA256__: board.crypto.includes("sha256"),
    __VERSION__: version,
  };
}

// `__NATIVE_SHA1__` becomes `nativeSha1`.
function features(defines: Record<string, string | number | boolean>): Manifest["features"] {
  const camel = (name: string) =>
    name
      .replace(/^_+|_+$/g, "")
      .toLowerCase()
      .replace(/_(.)/g, (_all, letter: string) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(defines).map(([name, value]) => [camel(name), value]));
}

// Faults in the program become values, so that those of all steps can be shown together.
function settle(work: Promise<Code>): Promise<Code | BuildFailure> {
  return work.catch((error: unknown) => {
    if (error instanceof BuildFailure) return error;
    throw error;
  });
}

// A missing built-in is mostly a type error as well: one line for one place is enough.
function mergeFaults(types: Problem[], ...results: Array<Code | BuildFailure | undefined>): Problem[] {
  const place = (problem: Problem) => `${problem.file}:${problem.line}`;
  const found = results.flatMap((result) => (result instanceof BuildFailure ? result.problems : []));
  const refused = new Set(found.map(place));
  return [...found, ...types.filter((problem) => !refused.has(place(problem)))];
}

function tooBig(manifest: Manifest): string {
  const [largest] = Object.entries(manifest.parts);
  return `${manifest.size} bytes are ${-manifest.slot.free} too many for ${manifest.board}; largest part: ${largest.join(" ")}`;
}

async function writeFiles(folder: string, built: Built): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "app.js"), built.image);
  if (built.loader.length > 0) await writeFile(join(folder, "loader.js"), built.loader);
  await writeFile(join(folder, "manifest.json"), `${JSON.stringify(built.manifest, null, 2)}\n`);
  await writeFile(join(folder, "app.js.map"), withRelativeSources(built.map, folder));
}

function withRelativeSources(map: string, folder: string): string {
  const parsed = JSON.parse(map) as { sources: string[] };
  const sources = parsed.sources.map((source) => relative(folder, resolve(decodeURI(source))));
  return JSON.stringify({ ...parsed, sources });
}
