// Who may import whom, and which globals the core may touch: the table of the design, read from the sources
// themselves.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { parseSync, traverse } from "@babel/core";
import { transformSync } from "esbuild";

const root = path.resolve(import.meta.dirname, "..");

/**
 * What the bench shares with what it judges: numbers, names, and the forms of records that both must agree
 * on.
 */
const SHARED_WITH_BENCH = ["lib/codes.ts", "lib/topics.ts", "lib/flash/records.ts"];
const COMPUTED = "a computed name";

/**
 * What every JavaScript engine has, Espruino's among them; a clock, timers, randomness and a console come by
 * ports.
 */
const LANGUAGE = new Set(
  (
    "Array ArrayBuffer Boolean DataView Error Float32Array Float64Array Infinity Int16Array Int32Array " +
    "Int8Array JSON Math NaN Number Object RangeError RegExp String SyntaxError TypeError Uint16Array " +
    "Uint32Array Uint8Array Uint8ClampedArray arguments decodeURIComponent encodeURIComponent isFinite " +
    "isNaN parseFloat parseInt undefined"
  ).split(" "),
);

function parse(text: string) {
  return parseSync(text, {
    babelrc: false,
    configFile: false,
    sourceType: "module",
    parserOpts: { plugins: ["typescript"] },
  })!;
}

/** Every module that a file names: imports, types, re-exports, dynamic imports. */
function listImports(text: string): string[] {
  const names: string[] = [];
  const note = (node: unknown) => {
    const { type, value } = (node ?? {}) as { type?: string; value?: string };
    if (type === "StringLiteral") names.push(value!);
    else if (node) names.push(COMPUTED);
  };
  traverse(parse(text), {
    ImportDeclaration: ({ node }) => note(node.source),
    ExportNamedDeclaration: ({ node }) => note(node.source),
    ExportAllDeclaration: ({ node }) => note(node.source),
    TSImportType: ({ node }) => note(node.argument),
    CallExpression: ({ node }) => {
      if (node.callee.type === "Import") note(node.arguments[0]);
    },
  });
  return names;
}

/** Every name that a file uses and neither declares nor imports; types do not count. */
function listGlobals(text: string): string[] {
  let names: string[] = [];
  traverse(parse(transformSync(text, { loader: "ts", target: "esnext" }).code), {
    Program: (program) => {
      names = Object.keys((program.scope as unknown as { globals: object }).globals);
    },
    MemberExpression: (member) => {
      if (member.matchesPattern("Math.random")) names.push("Math.random");
    },
  });
  return names;
}

/** Why `file` may not import `name`; undefined when it may. Paths are from the root, with slashes. */
function refuseImport(file: string, name: string): string | undefined {
  const folder = file.split("/")[0]!;
  const target = /^\.\.?\//.test(name) ? path.posix.join(path.posix.dirname(file), name) : undefined;
  const to = target?.split("/")[0];
  if (name === COMPUTED && folder !== "test") return "what is loaded must stand in the source";
  if (target && !/^(lib|firmware|boards|bench|tools|test|package\.json)$/.test(to!))
    return "outside the tree";
  if (folder === "test") return undefined;
  if (to === "test") return "only tests know tests";
  switch (folder) {
    case "lib":
      return to === "lib" ? undefined : "lib/ imports lib/ only";
    case "firmware":
      if (name === "linkino") return undefined;
      return to === "lib" || to === "firmware" || to === "boards"
        ? undefined
        : "firmware/ imports lib/ and boards/ only";
    case "bench":
      if (!target || to === "bench" || to === "boards") return undefined;
      return SHARED_WITH_BENCH.includes(target) ? undefined : "bench/ must not know what it judges";
    case "tools":
      return to === "firmware" ? "firmware/ is a build entry, never imported" : undefined;
    default:
      return `no rule for ${folder}/`;
  }
}

/** All breaches in a tree, given as texts by path. */
function findBreaches(files: Map<string, string>): string[] {
  const breaches: string[] = [];
  for (const [file, text] of files) {
    for (const name of listImports(text)) {
      const reason = refuseImport(file, name);
      if (reason) breaches.push(`${file} imports ${name}: ${reason}`);
    }
    if (!file.startsWith("lib/")) continue;
    for (const name of listGlobals(text)) {
      if (!LANGUAGE.has(name)) breaches.push(`${file} uses the global ${name}`);
    }
  }
  return breaches;
}

/** A way round through the imports of `files` that ends where it began; empty when there is none. */
function findCycle(files: Map<string, string>): string[] {
  const done = new Set<string>();
  const visit = (file: string, trail: string[]): string[] => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file) || !files.has(file)) return [];
    for (const name of listImports(files.get(file)!)) {
      const cycle = visit(path.posix.join(path.posix.dirname(file), name), [...trail, file]);
      if (cycle.length) return cycle;
    }
    done.add(file);
    return [];
  };
  for (const file of files.keys()) {
    const cycle = visit(file, []);
    if (cycle.length) return cycle;
  }
  return [];
}

function readTree(...folders: string[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const folder of folders) {
    for (const name of readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })) {
      const file = `${folder}/${name.replaceAll(path.sep, "/")}`;
      if (/\.(ts|mjs)$/.test(file) && !file.endsWith(".d.ts"))
        files.set(file, readFileSync(path.join(root, file), "utf8"));
    }
  }
  return files;
}

describe("layers", () => {
  it("are kept by every file: nobody imports what the design does not allow", () => {
    assert.deepEqual(findBreaches(readTree("lib", "firmware", "bench", "tools")), []);
  });

  it("point one way inside lib/: no file comes back to itself", () => {
    assert.deepEqual(findCycle(readTree("lib")), []);
  });

  const breaches: [string, string, string][] = [
    ["a Node module in lib/", "lib/a.ts", 'import { createHash } from "node:crypto";'],
    ["a package in lib/", "lib/a.ts", 'import { z } from "zod";'],
    ["firmware in lib/", "lib/mqtt/a.ts", 'export * from "../../firmware/device.ts";'],
    [
      "a type of the bench in lib/",
      "lib/a.ts",
      'export type A = import("../bench/board/index.ts").SimBoard;',
    ],
    ["a Node global in lib/", "lib/a.ts", "export const a = (text: string) => Buffer.from(text);"],
    ["an Espruino global in lib/", "lib/a.ts", "export const a = () => E.getSizeOf(1);"],
    ["a module of Espruino in lib/", "lib/a.ts", 'export const a = () => require("Storage");'],
    ["a timer in lib/", "lib/a.ts", "export const a = (b: () => void) => setTimeout(b, 1);"],
    ["the clock in lib/", "lib/a.ts", "export const a = () => Date.now();"],
    ["randomness in lib/", "lib/a.ts", "export const a = () => Math.random();"],
    ["the bench in firmware/", "firmware/a.ts", 'import type { SimBoard } from "../bench/board/index.ts";'],
    ["a Node module in firmware/", "firmware/a.ts", 'import * as fs from "node:fs";'],
    ["signing in bench/", "bench/instance/a.ts", 'import { login } from "../../lib/sign/login.ts";'],
    [
      "MQTT of the device in bench/",
      "bench/board/a.ts",
      'const a = await import("../../lib/mqtt/session.ts");',
    ],
    ["a tool in bench/", "bench/a.ts", 'import { mask } from "../tools/output.ts";'],
    ["a computed import in bench/", "bench/a.ts", "const a = await import(name);"],
    ["firmware in tools/", "tools/a.ts", 'import "../firmware/main.ts";'],
    ["a test in tools/", "tools/a.ts", 'import { a } from "../test/a.ts";'],
    ["a file beside the tree", "tools/a.ts", 'import { a } from "../other/a.ts";'],
  ];
  for (const [name, file, text] of breaches) {
    it(`would be broken by ${name}`, () => assert.equal(findBreaches(new Map([[file, text]])).length, 1));
  }

  it("allow what the design allows", () => {
    const allowed = new Map([
      [
        "lib/mqtt/a.ts",
        'import type { B } from "../ports.ts"; export const a = (b: B) => Math.imul(b as never, 2);',
      ],
      ["firmware/main.ts", 'import { online } from "linkino"; online(() => require("Wifi"), E, setTimeout);'],
      [
        "bench/a.ts",
        'import { E_TWIN } from "../lib/codes.ts"; import aedes from "aedes"; import "node:net";',
      ],
      ["tools/a.ts", 'import "../lib/mqtt/session.ts"; import "../bench/instance/index.ts";'],
      ["test/a.test.ts", 'import "../firmware/device.ts";'],
    ]);
    assert.deepEqual(findBreaches(allowed), []);
  });

  it("would be broken by two files of lib/ that need each other", () => {
    const files = new Map([
      ["lib/a.ts", 'import "./b/c.ts";'],
      ["lib/b/c.ts", 'import "../a.ts";'],
    ]);
    assert.deepEqual(findCycle(files), ["lib/a.ts", "lib/b/c.ts", "lib/a.ts"]);
  });
});
