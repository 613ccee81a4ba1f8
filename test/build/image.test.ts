import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { SourceMap } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  E_BUILTIN,
  E_ENTRY,
  E_IMAGE_TOO_BIG,
  E_IMPORT,
  E_TLS_VERIFIED,
  E_TYPES,
  Failure,
} from "../../lib/codes.ts";
import { BuildFailure, buildImage, formatReport, loadBoard, type Built } from "../../tools/build/index.ts";
import { ESPRUINO, printedBy } from "./interpreter.ts";

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
const esp32 = loadBoard("esp32");

describe("an image", () => {
  let folder: string;
  let built: Built;
  let code: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "linkino-image-"));
    built = await buildImage({
      entry: fixture("app.ts"),
      board: esp32,
      tls: "native",
      outDir: folder,
      version: "1.2.3",
    });
    code = built.image.toString("latin1");
  });

  after(() => rm(folder, { recursive: true, force: true }));

  it("is ASCII on one line, with text as the bytes of its UTF-8 form", () => {
    assert.match(code, /^[\x20-\x7e]+$/);
    assert.match(code, /\\xE6\\xB8\\xA9\\xE5\\xBA\\xA6/);
  });

  it("has no bytes of what is not used, of untaken branches, and of private names", () => {
    assert.doesNotMatch(code, /marker-of-unused-code|in the clear|must vanish|_values/);
  });

  it("has no variables for numbers that have names", async () => {
    const entry = join(folder, "named.ts");
    const unit = "let begun = false;\nconst UNIT_MS = 1234;\nsetInterval(() => print(begun = !begun), UNIT_MS);\n";
    await writeFile(entry, unit);
    const { image } = await buildImage({ entry, board: esp32, tls: "native" });
    assert.match(image.toString(), /,1234\)/);
  });

  it("runs on the real interpreter", async function () {
    if (!ESPRUINO) this.skip();
    const expected = ["温度 3 195 nothing", "by the interpreter's TLS", "later"];
    assert.deepEqual(
      (await printedBy(code)).map((line) => Buffer.from(line, "latin1").toString("utf8")),
      expected,
    );
  });

  it("is written with its manifest and its source map", async () => {
    const at = (name: string) => readFile(join(folder, "esp32", name));
    assert.deepEqual(await at("app.js"), built.image);
    const manifest = JSON.parse((await at("manifest.json")).toString()) as Built["manifest"];
    assert.deepEqual(manifest, built.manifest);
    assert.equal(manifest.hash, createHash("sha256").update(built.image).digest("hex"));
    assert.deepEqual(manifest.features, {
      auth: "register",
      sign: "hmacsha256",
      tls: "native",
      nativeSha1: true,
      nativeSha256: true,
      version: "1.2.3",
    });
    assert.equal(manifest.version, "1.2.3");
    assert.equal(manifest.size, built.image.length);
    assert.ok(manifest.slot.free < manifest.slot.bytes - manifest.size);
    JSON.parse((await at("app.js.map")).toString());
  });

  it("leads back to its sources by the map", () => {
    const column = code.indexOf("TLS") - 20;
    const entry = new SourceMap(JSON.parse(built.map)).findEntry(0, code.lastIndexOf("print(", column + 20));
    assert.ok("originalSource" in entry && entry.originalSource.endsWith("test/build/fixtures/app.ts"));
    assert.equal(entry.originalLine + 1, 23);
  });

  it("is the sum of its parts", () => {
    const { parts, size } = built.manifest;
    assert.equal(
      Object.values(parts).reduce((sum, bytes) => sum + bytes, 0),
      size,
    );
    assert.ok(parts["test/build/fixtures/app.ts"] > 100);
    assert.ok(parts["test/build/fixtures/parts.ts"] > 30);
  });

  it("is reported with its size, its parts, the room left and what the board can't do", () => {
    const report = formatReport(built.manifest, built.warnings);
    assert.match(report, /image for esp32, version 1\.2\.3/);
    assert.match(
      report,
      new RegExp(`${built.image.length} bytes, sha256 ${built.manifest.hash.slice(0, 16)}`),
    );
    assert.match(report, /test\/build\/fixtures\/app\.ts/);
    assert.match(report, /bytes free in a slot of 65,536/);
    assert.match(report, /warning: .*needs over 32 kB of native heap, 29 kB are left, no PSRAM/);
    assert.match(report, /warning: .*does not verify the server/);
  });

  it("comes out the same from the same sources", async () => {
    const again = await buildImage({
      entry: fixture("app.ts"),
      board: esp32,
      tls: "native",
      version: "1.2.3",
    });
    assert.equal(again.manifest.hash, built.manifest.hash);
  });

  it("takes build-time constants of its caller", async () => {
    const plain = await buildImage({
      entry: fixture("app.ts"),
      board: esp32,
      tls: "plain",
      defines: { __VERSION__: "never" },
    });
    assert.match(plain.image.toString(), /in the clear.*must vanish/);
    assert.deepEqual(plain.warnings, ["the connection is not encrypted: for tests on a bench only"]);
  });
});

describe("a build that can't be", () => {
  const fails = async (options: Parameters<typeof buildImage>[0], code: number): Promise<Failure> => {
    const error = await buildImage(options).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof Failure, String(error));
    assert.equal(error.code, code, error.message);
    return error;
  };

  it("names type errors and missing built-ins together, each once", async () => {
    const error = (await fails(
      { entry: fixture("wrong-types.ts"), board: esp32, tls: "native" },
      E_TYPES,
    )) as BuildFailure;
    const seen = error.problems.map(({ code, file, line, column, what }) => [
      code,
      file,
      line,
      column,
      what.split(" ")[0],
    ]);
    const file = "test/build/fixtures/wrong-types.ts";
    assert.deepEqual(seen, [
      [E_TYPES, file, 1, 7, "TS2322"],
      [E_BUILTIN, file, 3, 19, "Map"],
      [E_BUILTIN, file, 4, 18, ".flat()"],
    ]);
    assert.match(error.message, /wrong-types\.ts:3:19 Map; use an object with string keys/);
  });

  it("names imports that do not exist, and modules of the interpreter", async () => {
    const error = (await fails(
      { entry: fixture("wrong-import.ts"), board: esp32, tls: "native" },
      E_IMPORT,
    )) as BuildFailure;
    const imports = error.problems
      .filter(({ code }) => code === E_IMPORT)
      .map(({ line, instead }) => [line, instead]);
    assert.deepEqual(imports, [
      [1, ""],
      [2, 'write const x = require("net")'],
    ]);
  });

  it("is refused when there is no such file", async () => {
    await fails({ entry: fixture("nowhere.ts"), board: esp32, tls: "native" }, E_ENTRY);
  });

  it("is refused when the image is larger than a slot", async () => {
    const small = { ...esp32, slotBytes: 300 };
    const error = await fails({ entry: fixture("app.ts"), board: small, tls: "native" }, E_IMAGE_TOO_BIG);
    assert.match(error.message, /too many for esp32; largest part: test\/build\/fixtures\/app\.ts \d+/);
  });

  it("is refused for verified TLS, which is the default, on an interpreter that lacks what it needs", async () => {
    const board = { ...esp32, crypto: esp32.crypto.filter((name) => name !== "sha384" && name !== "aes") };
    const error = await fails({ entry: fixture("app.ts"), board }, E_TLS_VERIFIED);
    assert.equal(error.detail, "esp32: sha384, aes");
  });

  it("gives places in lines that hold text beyond ASCII", async () => {
    const folder = await mkdtemp(join(tmpdir(), "linkino-image-"));
    try {
      const entry = join(folder, "main.ts");
      await writeFile(entry, 'const name = "设备"; print(name, new Set([1]));\n');
      const error = (await fails({ entry, board: esp32, tls: "native" }, E_BUILTIN)) as BuildFailure;
      assert.deepEqual([error.problems[0].line, error.problems[0].column], [1, 36]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
