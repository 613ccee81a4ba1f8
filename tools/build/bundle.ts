// First step of a build: esbuild joins the modules, strips the types, fills in build-time constants and
// drops what is not used. Nothing is lowered here, because lowered classes can no longer be recognised as
// unused. The result is flat code without a wrapper (a wrapper costs JsVars on the board, see README
// "Sizes").

import { readFile } from "node:fs/promises";
import { dirname, extname, resolve } from "node:path";
import { build, type BuildFailure as EsbuildFailure, type Loader, type Message, type Plugin } from "esbuild";
import { E_IMPORT, E_LANGUAGE, E_SYNTAX } from "../../lib/codes.ts";
import { SourcePositions } from "./positions.ts";
import { BuildFailure, type Problem } from "./problem.ts";
import { carryText, readable, type CarriedText } from "./text-bytes.ts";

/** `require` under the name it bears between bundling and lowering: esbuild would wrap the real one. */
export const REQUIRE_NAME = "$require";

/** What is bundled: a file with everything it imports, or the text of a script that stands alone. */
export type BundleInput = { entry: string } | { source: string; fileName: string };

export interface BundleOptions {
  /** Build-time constants: the value each global identifier stands for. */
  defines: Record<string, string | number | boolean>;
  /** Files that a bare module name stands for. */
  aliases: Record<string, string>;
  /** Folders, or files, whose modules only declare things, so that an unused import of them leaves nothing behind. */
  pureFolders: string[];
  /** Paths in messages, in the manifest and in the source map are relative to this folder. */
  root: string;
}

/** Flat modern JavaScript, and the way from it back to the sources. */
export interface Bundle {
  code: string;
  map: string;
  positions: SourcePositions;
}

const EXTENSIONS: Record<string, Loader> = {
  ".ts": "ts",
  ".mts": "ts",
  ".js": "js",
  ".mjs": "js",
  ".json": "json",
};

// Modules that the interpreter has built in. An `import` of them can't be resolved by a bundler.
const INTERPRETER_MODULES =
  /^(Storage|Flash|Wifi|net|tls|http|dgram|crypto|fs|heatshrink|neopixel|TelnetServer|NetworkJS|AT|ESP8266)$/;

/** Bundles one program; faults in it are thrown as a BuildFailure. */
export async function bundle(input: BundleInput, options: BundleOptions): Promise<Bundle> {
  const carried = new Map<string, CarriedText>();
  const define: Record<string, string> = { require: REQUIRE_NAME };
  for (const [name, value] of Object.entries(options.defines)) define[name] = JSON.stringify(value);
  try {
    const result = await build({
      ...source(input, options.root, carried),
      absWorkingDir: options.root,
      bundle: true,
      write: false,
      outfile: resolve(options.root, "image.js"),
      format: "esm",
      platform: "neutral",
      mainFields: ["module", "main"],
      target: "esnext",
      // Only esbuild lowers the last two, and the async transform knows neither.
      supported: { decorators: true, using: true, "logical-assignment": false, "optional-chain": false },
      charset: "utf8",
      minifySyntax: true,
      sourcemap: "external",
      sourcesContent: true,
      logLevel: "silent",
      define,
      alias: options.aliases,
      tsconfigRaw: { compilerOptions: { useDefineForClassFields: true, target: "esnext" } },
      plugins: [readSources(carried, options)],
    });
    const text = (suffix: string) => result.outputFiles.find((file) => file.path.endsWith(suffix))!.text;
    const map = text(".map");
    return { code: text("image.js"), map, positions: new SourcePositions(map, options.root, carried) };
  } catch (error) {
    const messages = (error as EsbuildFailure).errors;
    if (!messages) throw error;
    throw new BuildFailure(messages.map((message) => toProblem(message, carried, options.root)));
  }
}

function source(input: BundleInput, root: string, carried: Map<string, CarriedText>) {
  if ("entry" in input) {
    // The entry is imported, not named: its exports, which nobody can import, then vanish with what only
    // they need.
    return {
      stdin: { contents: `import ${JSON.stringify(input.entry)};`, resolveDir: root, sourcefile: "entry" },
    };
  }
  const text = carryText(input.source);
  carried.set(resolve(root, input.fileName), text);
  return {
    // A module even where it has a variable `module` or `exports`, which would make it CommonJS.
    stdin: { contents: `${text.text}\nexport {};`, resolveDir: root, sourcefile: input.fileName, loader: "ts" as const },
  };
}

function readSources(carried: Map<string, CarriedText>, options: BundleOptions): Plugin {
  return {
    name: "sources",
    setup(builder) {
      builder.onResolve({ filter: INTERPRETER_MODULES }, ({ path }) => ({
        errors: [
          {
            text: `"${path}" is a module of the interpreter; write const x = require("${path}")`,
            detail: E_IMPORT,
          },
        ],
      }));
      builder.onResolve({ filter: /./ }, ({ kind }) =>
        kind === "dynamic-import"
          ? {
              errors: [
                {
                  text: "import() at run time; import the module at the top of the file",
                  detail: E_LANGUAGE,
                },
              ],
            }
          : undefined,
      );
      builder.onResolve({ filter: /^\.\.?\// }, ({ path, importer }) => {
        const file = resolve(dirname(importer), path);
        const pure = extname(file) !== "" && options.pureFolders.some((folder) => file.startsWith(folder));
        return pure ? { path: file, sideEffects: false } : undefined;
      });
      builder.onLoad({ filter: /\.(?:m?[jt]s|json)$/ }, async ({ path }) => {
        const text = carryText(await readFile(path, "utf8"));
        carried.set(path, text);
        return { contents: text.text, loader: EXTENSIONS[extname(path)] };
      });
    },
  };
}

function toProblem(message: Message, carried: Map<string, CarriedText>, root: string): Problem {
  const { location } = message;
  const [what, instead = ""] = readable(message.text).split("; ");
  const problem = {
    code: codeOf(message),
    file: location?.file ?? "",
    line: location?.line ?? 1,
    column: 1,
    what,
    instead,
  };
  if (location) {
    const before = Buffer.from(location.lineText, "utf8")
      .subarray(0, location.column)
      .toString("utf8").length;
    const text = carried.get(resolve(root, location.file));
    problem.column = (text?.originalColumn(location.line, before) ?? before) + 1;
    if (/[\ue080-\ue0ff]/.test(location.lineText[before] ?? "")) {
      return {
        ...problem,
        code: E_LANGUAGE,
        what: "a name with letters beyond ASCII",
        instead: "use ASCII letters",
      };
    }
  }
  if (problem.code === E_LANGUAGE && /^With statements/.test(what)) {
    return { ...problem, what: "with", instead: "name the object in front of each property" };
  }
  return problem;
}

function codeOf(message: Message): number {
  if (typeof message.detail === "number") return message.detail;
  if (/^Could not resolve|^Could not read|^No matching export|^No loader/.test(message.text)) return E_IMPORT;
  return /^With statements/.test(message.text) ? E_LANGUAGE : E_SYNTAX;
}
