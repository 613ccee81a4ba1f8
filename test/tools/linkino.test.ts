import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { linkino, ROOT, run } from "./run.ts";
import { useFolder } from "./folder.ts";

const { version } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"));

/** Node options that make the process take itself for an older one. */
function asNode(old: string): string[] {
  const code = `Object.defineProperty(process.versions, "node", { value: "${old}" })`;
  return ["--import", `data:text/javascript,${encodeURIComponent(code)}`];
}

describe("the command linkino", () => {
  it("explains a code without a network, in any spelling of it", async () => {
    for (const code of ["LK172", "172", "lk172", "E_GIT_MISSING"]) {
      const { code: exit, stdout, stderr } = await linkino(["explain", code]);
      assert.equal(stderr, "");
      assert.match(
        stdout,
        /^LK172 E_GIT_MISSING .*\n {2}cause: git is not installed\n {2}next: {2}install git /,
      );
      assert.equal(exit, 0);
    }
  });

  it("speaks Chinese when LINKINO_LANG, LC_ALL or LANG says so, the first that is set", async () => {
    assert.match(
      (await linkino(["explain", "172"], { LANG: "zh_CN.UTF-8" })).stdout,
      /原因：没有安装 git\n {2}下一步：/,
    );
    assert.match(
      (await linkino(["nope"], { LC_ALL: "zh_CN", LANG: "C" })).stderr,
      /^LK150 没有这个子命令：nope\n {2}下一步：/,
    );
    assert.match(
      (await linkino(["explain", "172"], { LINKINO_LANG: "en", LC_ALL: "zh_CN" })).stdout,
      /cause: git/,
    );
    assert.match((await linkino(["--help"], { LINKINO_LANG: "zh" })).stdout, /用法：[^]*子命令：/);
  });

  for (const words of [
    "",
    "build",
    "explain",
    "bench",
    "sim",
    "instance",
    "instance product",
    "instance product add",
    "instance device",
    "instance device set",
    "model",
    "model pull",
    "model gen",
  ]) {
    it(`speaks Chinese throughout in the help of: linkino ${words}`, async () => {
      const line = [...words.split(" ").filter(Boolean), "--help"];
      const { stdout } = await linkino(line, { LINKINO_LANG: "zh" });
      assert.match(stdout, /^用法：[^]*\n选项：\n[^]*-h, --help +显示本帮助\n/);
      assert.doesNotMatch(stdout, /^[A-Z][A-Za-z ]*:|\((default|choices): |display help/m);
      // What stands behind an option or a subcommand is a text, and a text has a Chinese character in it.
      for (const [line] of stdout.matchAll(/^ {2}\S.*? {2,}(\S.*)$/gm)) assert.match(line, /\p{Script=Han}/u);
    });
  }

  it("tells choices and defaults in the help, in either language", async () => {
    const help = async (lang: string) =>
      (await linkino(["instance", "device", "--help"], { LINKINO_LANG: lang })).stdout;
    assert.match(await help("zh"), /全局选项：\n[^]*--kind .*（可选：new、old；默认：new）\n/);
    assert.match(await help("zh"), /help \[command\] +显示子命令的帮助\n/);
    assert.match(
      await help("en"),
      /Global Options:\n[^]*--kind .*\(choices: "new", "old", default: "new"\)\n/,
    );
  });

  it("says in the help which option shows secrets, and where they go", async () => {
    for (const words of ["product add", "product list", "device add", "device list"]) {
      assert.match(
        (await linkino(["instance", ...words.split(" "), "--help"], { LINKINO_LANG: "en" })).stdout,
        /--show-secrets +print secrets in full, as linkino\.secrets\.json/,
      );
    }
  });

  it("lists all codes, and prints them as JSON in both languages", async () => {
    assert.match((await linkino(["explain"])).stdout, /build[^]*LK150 {2}there is no such verb[^]*LK172/);
    const list = JSON.parse((await linkino(["explain", "--json"])).stdout) as {
      code: number;
      causeZh: string;
    }[];
    assert.equal(list.find(({ code }) => code === 172)?.causeZh, "没有安装 git");
    assert.equal(JSON.parse((await linkino(["explain", "172", "--json"])).stdout).name, "E_GIT_MISSING");
  });

  it("answers a mistake on its line with a code, the nearest name, and exit code 2", async () => {
    const mistakes: [string[], RegExp][] = [
      [["exlpain"], /^LK150 there is no such verb: exlpain; did you mean explain\?\n {2}next: /],
      [["explain", "--jsn"], /^LK151 there is no such option: --jsn; did you mean --json\?\n {2}next: /],
      [["explain", "1", "2"], /^LK152 .*too many arguments.*\n {2}next: /],
      [["explain", "999"], /^LK153 there is no such code: 999\n {2}next: /],
    ];
    for (const [words, expected] of mistakes) {
      const { code, stdout, stderr } = await linkino(words);
      assert.match(stderr, expected);
      assert.equal(stdout, "");
      assert.equal(code, 2);
    }
  });

  it("shows its help when asked, and also, with exit code 2, when given nothing to do", async () => {
    const asked = await linkino(["--help"]);
    assert.equal(asked.code, 0);
    assert.match(asked.stdout, /explain/);
    const idle = await linkino([]);
    assert.equal(idle.code, 2);
    assert.equal(idle.stdout, asked.stdout);
    assert.deepEqual(await linkino(["--version"]), { code: 0, stdout: `${version}\n`, stderr: "" });
  });

  it("writes no colour into a pipe", async () => {
    assert.doesNotMatch((await linkino(["nope"])).stderr, /\u001b/);
  });

  it("ends in peace when the reader of its output leaves early", async () => {
    const entry = path.join(ROOT, "tools/linkino.mjs");
    const { code, stderr } = await run("sh", [
      "-c",
      `"${process.execPath}" "${entry}" explain --json | true`,
    ]);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
  });

  for (const old of ["10.24.1", "18.20.8", "20.18.3", "21.7.3", "22.11.0"]) {
    it(`refuses Node ${old} before anything else`, async () => {
      const result = await run(process.execPath, [
        ...asNode(old),
        path.join(ROOT, "tools/linkino.mjs"),
        "explain",
      ]);
      assert.equal(result.code, 1);
      assert.equal(result.stdout, "");
      assert.match(
        result.stderr,
        new RegExp(`^LK170 this Node.js is too old: ${old}\n  next: install Node.js 20.19`),
      );
    });
  }

  for (const fine of ["20.19.0", "22.12.0", "24.0.0"]) {
    it(`takes Node ${fine}`, async () => {
      const entry = path.join(ROOT, "tools/linkino.mjs");
      assert.equal(
        (await run(process.execPath, [...asNode(fine), entry, "--version"])).stdout,
        `${version}\n`,
      );
    });
  }
});

describe("the command linkino without its packages", () => {
  const folder = useFolder();

  it("says so, and how to install them", async () => {
    mkdirSync(path.join(folder.path, "tools"));
    for (const file of ["package.json", "tools/linkino.mjs", "tools/start.mjs"]) {
      cpSync(path.join(ROOT, file), path.join(folder.path, file));
    }
    const result = await run(process.execPath, [path.join(folder.path, "tools/linkino.mjs"), "explain"]);
    assert.equal(result.code, 1);
    assert.match(
      result.stderr,
      /^LK173 the packages of Linkino are not installed: tsx\n {2}next: run `npm ci`/,
    );
  });

  it("does not read the tsconfig.json of the folder it is used in", async () => {
    folder.write("tsconfig.json", { compilerOptions: { paths: { commander: ["./other.ts"] } } });
    folder.write("other.ts", "export class Command {}");
    assert.deepEqual(await linkino(["--version"], {}, folder.path), {
      code: 0,
      stdout: `${version}\n`,
      stderr: "",
    });
  });
});
