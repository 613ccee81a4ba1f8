import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { goodSettings, useFolder } from "./folder.ts";
import { linkino } from "./run.ts";

describe("linkino build", () => {
  const folder = useFolder();
  const build = (...words: string[]) => linkino(["build", ...words], {}, folder.path);

  beforeEach(() => folder.write("main.ts", "const start: number = Date.now();\nprint(start);\n"));

  it("writes the image for a board, its loader, manifest and map, and says what it weighs", async () => {
    const { code, stdout, stderr } = await build("--board", "esp32");
    assert.equal(stderr, "");
    assert.equal(code, 0);
    assert.match(stdout, /^image for esp32, version 0\.0\.0\n/);
    assert.doesNotMatch(stdout, /warning/);
    for (const name of ["app.js", "loader.js", "manifest.json", "app.js.map"]) {
      assert.ok(existsSync(path.join(folder.path, "dist/esp32", name)), name);
    }
  });

  it("prints the manifest as JSON, as it stands in its file, with the warnings", async () => {
    const { stdout } = await build("main.ts", "--board", "linux", "--out", "elsewhere", "--json");
    const { warnings, ...manifest } = JSON.parse(stdout);
    assert.deepEqual(warnings, []);
    const file = path.join(folder.path, "elsewhere/linux/manifest.json");
    assert.deepEqual(manifest, JSON.parse(readFileSync(file, "utf8")));
  });

  it("takes board, entry, version, login and TLS from the settings", async () => {
    folder.write("app.ts", "print(1);\n");
    const settings = { ...goodSettings(), board: "linux", entry: "app.ts", version: "1.2.3", tls: "native" };
    settings.device.sign = "hmacmd5";
    folder.write("linkino.json", settings);
    const manifest = JSON.parse((await build("--json")).stdout);
    assert.equal(manifest.board, "linux");
    assert.equal(manifest.version, "1.2.3");
    assert.equal(manifest.features.auth, "register");
    assert.equal(manifest.features.sign, "hmacmd5");
    assert.equal(manifest.features.tls, "native");
  });

  it("verifies the server unless the settings say otherwise, and shows by which roots", async () => {
    folder.write("linkino.json", goodSettings());
    const { code, stdout } = await build("--board", "esp32");
    assert.equal(code, 0);
    assert.match(stdout, /\nroot Aliyun IoT Root CA, until 2053-07-04\n/);
    assert.match(stdout, /\nroot GlobalSign Root R46, until 2046-03-20\n/);
    const file = path.join(folder.path, "dist/esp32/manifest.json");
    assert.equal(JSON.parse(readFileSync(file, "utf8")).features.tls, "verified");
  });

  it("says that the roots of a local instance are not there yet, and builds", async () => {
    folder.write("linkino.json", { ...goodSettings(), instance: { kind: "local" } });
    const { code, stdout } = await build("--board", "esp32");
    assert.equal(code, 0);
    assert.match(stdout, /\nwarning: LK161 .*ca\.pem: there is no such file/);
  });

  it("refuses what it can't build, each with its code", async () => {
    const refusals: [string[], RegExp, number][] = [
      [["main.ts"], /^LK152 .*--board <id>: .*esp32/, 2],
      [["main.ts", "--board", "esp23"], /^LK112 .*did you mean esp32/, 1],
      [["none.ts", "--board", "esp32"], /^LK106 .*none\.ts/, 1],
      [["main.ts", "--board", "esp32", "--settings", "none.json"], /^LK154 .*none\.json/, 2],
    ];
    for (const [words, expected, exit] of refusals) {
      const { code, stderr } = await build(...words);
      assert.match(stderr, expected);
      assert.equal(code, exit);
    }
  });

  it("names file, line and column of a program that is wrong", async () => {
    folder.write("main.ts", 'const a: number = "text";\nprint(a, new Map());\n');
    const { code, stderr } = await build("--board", "esp32");
    assert.match(stderr, /main\.ts:1:7 /);
    assert.match(stderr, /main\.ts:2:\d+ /);
    assert.match(stderr, /^LK1\d\d [^]*\n {2}next: /);
    assert.equal(code, 1);
  });
});
