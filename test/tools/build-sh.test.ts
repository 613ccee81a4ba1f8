import assert from "node:assert/strict";
import { chmodSync, cpSync, mkdirSync, symlinkSync } from "node:fs";
import * as path from "node:path";
import { useFolder } from "./folder.ts";
import { ROOT, run } from "./run.ts";

describe("build.sh", function () {
  if (process.platform === "win32") return;
  const folder = useFolder();
  let script = "";

  /** Makes a program in a folder that stands first in the search path. */
  function fake(name: string, body: string): void {
    chmodSync(folder.write(path.join("bin", name), `#!/bin/sh\n${body}\n`), 0o755);
  }

  /**
   * Runs the copy of build.sh; `only` leaves nothing in the search path but our own programs and what sh
   * needs.
   */
  function build(words: string[], env: NodeJS.ProcessEnv = {}, only = false) {
    const bin = path.join(folder.path, "bin");
    return run(script, words, { PATH: only ? bin : `${bin}:${process.env.PATH}`, ...env }, "/");
  }

  beforeEach(() => {
    for (const name of ["bin", "tools", "node_modules"]) mkdirSync(path.join(folder.path, name));
    for (const name of ["build.sh", "package-lock.json"])
      cpSync(path.join(ROOT, name), path.join(folder.path, name));
    cpSync(path.join(ROOT, "package-lock.json"), path.join(folder.path, "node_modules/.linkino-lock.json"));
    folder.write("tools/linkino.mjs", "console.log(JSON.stringify(process.argv.slice(2)), process.cwd());");
    script = path.join(folder.path, "build.sh");
  });

  it("hands bench and its options to the command, from any folder and with blanks in the path", async () => {
    const { code, stdout } = await build(["bench", "--keep", "a b"]);
    assert.equal(stdout, `["bench","--keep","a b"] ${folder.path}\n`);
    assert.equal(code, 0);
  });

  it("passes on the exit code of what it runs", async () => {
    folder.write("tools/linkino.mjs", "process.exitCode = 7;");
    assert.equal((await build(["bench"])).code, 7);
  });

  it("runs the types and then all tests", async () => {
    folder.write("package.json", { scripts: { check: "echo checked" } });
    assert.equal((await build(["test"])).stdout, "checked\n");
  });

  it("shows its usage when called otherwise, with exit code 2", async () => {
    for (const words of [[], ["bnech"], ["test", "--fast"]]) {
      const { code, stderr } = await build(words);
      assert.match(stderr, /^usage: \.\/build\.sh bench/);
      assert.equal(code, 2);
    }
    assert.match((await build([], { LANG: "zh_CN.UTF-8" })).stderr, /^用法：/);
  });

  for (const old of ["0.10.48", "8.17.0", "18.20.8", "20.9.0", "20.18.3", "21.7.3", "22.11.0", "22.2.0"]) {
    it(`refuses Node ${old}`, async () => {
      fake("node", `echo ${old}`);
      const { code, stderr } = await build(["test"]);
      assert.match(stderr, new RegExp(`^LK170 this Node.js is too old: ${old}\n  next: `));
      assert.equal(code, 1);
    });
  }

  for (const fine of ["20.19.0", "20.20.2", "22.12.0", "22.20.1", "23.0.0", "24.11.0", "30.1.2"]) {
    it(`takes Node ${fine}`, async () => {
      fake("node", `echo ${fine}`);
      assert.deepEqual(await build(["bench"]), { code: 0, stdout: `${fine}\n`, stderr: "" });
    });
  }

  it("says that Node.js, npm or git is missing", async () => {
    for (const tool of ["dirname"]) symlinkSync(`/usr/bin/${tool}`, path.join(folder.path, "bin", tool));
    assert.match((await build(["test"], {}, true)).stderr, /^LK171 Node.js or npm is not installed: node\n/);
    fake("node", "echo 22.12.0");
    assert.match((await build(["test"], {}, true)).stderr, /^LK171 Node.js or npm is not installed: npm\n/);
    fake("npm", "true");
    assert.match((await build(["test"], {}, true)).stderr, /^LK172 git is not installed: git\n/);
    assert.match(
      (await build(["test"], { LINKINO_LANG: "zh" }, true)).stderr,
      /^LK172 没有安装 git：git\n {2}下一步：/,
    );
  });

  it("says that the registry cannot be reached, before it tries to install", async () => {
    folder.write("package-lock.json", "{}");
    folder.write("package.json", { name: "a" });
    const { code, stdout, stderr } = await build(["test"], { npm_config_registry: "http://127.0.0.1:1/" });
    assert.match(
      stderr,
      /LK174 the npm registry cannot be reached: http:\/\/127\.0\.0\.1:1\/ \(ECONNREFUSED\)\n {2}next: /,
    );
    assert.equal(stdout, "");
    assert.equal(code, 1);
  });

  it("installs when the lock file changed, once, and again after a broken installation", async () => {
    folder.write("package.json", { scripts: { check: "echo checked" } });
    fake("npm", 'echo "npm $1"; [ "$1" != ci ] || [ ! "$BREAK" ]');
    assert.equal((await build(["test"])).stdout, "npm run\n");
    folder.write("package-lock.json", "{}");
    const broken = await build(["test"], { BREAK: "1" });
    assert.match(broken.stderr, /^LK175 the packages could not be installed: npm ci\n {2}next: /);
    assert.equal(broken.code, 1);
    assert.equal((await build(["test"])).stdout, "npm ci\nnpm run\n");
    assert.equal((await build(["test"])).stdout, "npm run\n");
  });
});
