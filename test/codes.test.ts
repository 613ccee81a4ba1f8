// The one file of codes: every number explains itself in two languages, and the texts stay on the host.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as codes from "../lib/codes.ts";
import { buildImage, loadBoard } from "../tools/build/index.ts";

const root = new URL("../", import.meta.url);
const numbers = Object.entries(codes).filter(([, code]) => typeof code === "number") as [string, number][];
const source = read("lib/codes.ts");

function read(file: string): string {
  return readFileSync(new URL(file, root), "utf8");
}

function listSources(...folders: string[]): string[] {
  const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", ...folders], {
    cwd: root,
    encoding: "utf8",
  });
  return files.split("\n").filter((file) => /\.(ts|mjs|sh)$/.test(file));
}

describe("codes", () => {
  it("have a cause and a next step in English and in Chinese, each on one line", () => {
    for (const [name, code] of numbers) {
      const text = codes.CODES[code];
      assert.ok(text, name);
      for (const each of [text.cause, text.next]) assert.match(each, /^[\x20-\x7e]{6,}$/, name);
      for (const each of [text.causeZh, text.nextZh])
        assert.match(each, /^[^\n]*\p{Script=Han}[^\n]*$/u, name);
    }
  });

  it("are phrases, since a detail may follow: no full stop at the end", () => {
    for (const [name, code] of numbers) {
      for (const each of Object.values(codes.CODES[code]!)) assert.doesNotMatch(each, /[.。]$/, name);
    }
  });

  it("are each used for one thing: no number and no text twice", () => {
    assert.equal(new Set(numbers.map(([, code]) => code)).size, numbers.length);
    const keys = source.match(/^ {2}\[[ES]_\w+\]: \{$/gm) ?? [];
    assert.deepEqual(keys.map((key) => key.trim()).sort(), numbers.map(([name]) => `[${name}]: {`).sort());
  });

  it("stand inside the range of their part", () => {
    const parts = source
      .slice(0, source.indexOf("export const CODES"))
      .split(/^\/\/ (?=\d{3} )/m)
      .slice(1);
    const inParts = parts.flatMap((part) => {
      const range = codes.RANGES.find(({ from }) => from === Number(part.slice(0, 3)));
      assert.ok(range, part.split("\n")[0]);
      const own = [...part.matchAll(/^export const ([ES]_\w+) = (\d+);/gm)];
      for (const [, name, code] of own)
        assert.ok(Number(code) >= range.from && Number(code) <= range.to, name);
      return own;
    });
    assert.equal(inParts.length, numbers.length);
    codes.RANGES.forEach((range, i) => assert.ok(i === 0 || range.from > codes.RANGES[i - 1]!.to));
  });

  it("that are written as a number somewhere exist", () => {
    for (const file of listSources("lib", "firmware", "bench", "tools", "build.sh")) {
      for (const [, code] of read(file).matchAll(/\bLK(\d{3})\b|new Failure\((\d+)/g)) {
        if (code) assert.ok(codes.CODES[Number(code)], `${file}: LK${code}`);
      }
    }
  });

  it("are the same in the two files that must speak before lib/codes.ts can be read", () => {
    const said: Record<string, number[]> = {
      "tools/linkino.mjs": [codes.E_NODE_OLD, codes.E_PACKAGES_MISSING],
      "build.sh": [
        codes.E_NODE_OLD,
        codes.E_NODE_MISSING,
        codes.E_GIT_MISSING,
        codes.E_REGISTRY_UNREACHABLE,
        codes.E_INSTALL_FAILED,
      ],
    };
    for (const [file, list] of Object.entries(said)) {
      const text = read(file);
      for (const code of list) {
        assert.match(text, new RegExp(`\\b${code}\\b`), file);
        for (const each of Object.values(codes.CODES[code]!))
          assert.ok(text.includes(`"${each}"`), `${file}: ${each}`);
      }
    }
  });

  it("leave their texts on the host: an image that names a code holds the number alone", async () => {
    const built = await esbuild.build({
      stdin: {
        contents: 'import { E_TWIN } from "./lib/codes.ts"; print(E_TWIN);',
        resolveDir: fileURLToPath(root),
      },
      bundle: true,
      minify: true,
      format: "esm",
      write: false,
    });
    assert.match(built.outputFiles[0]!.text, /^var \w+=359;print\(\w+\);\n$|^print\(359\);\n$/);
  });

  it("leave their texts on the host: neither the sample app nor the loader holds one", async () => {
    const built = await buildImage({
      entry: fileURLToPath(new URL("firmware/main.ts", root)),
      board: loadBoard("esp32"),
      tls: "native",
      loader: true,
    });
    const code = `${built.image}${built.loader}`;
    assert.ok(built.loader.length > 0);
    for (const text of Object.values(codes.CODES)) {
      for (const each of [text.cause, text.next, text.causeZh, text.nextZh]) {
        const bytes = [...Buffer.from(each)];
        const escaped = bytes.map((byte) =>
          byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16)}`,
        );
        // A word like "online" may stand in an image for reasons of its own; a sentence may not.
        if (bytes.length > 12) assert.ok(!code.toLowerCase().includes(escaped.join("").toLowerCase()), each);
      }
    }
  });

  it("make a Failure that says code, cause and detail", () => {
    const failure = new codes.Failure(codes.E_GIT_MISSING, "git");
    assert.equal(failure.message, "LK172 git is not installed: git");
    assert.equal(failure.code, 172);
  });
});
