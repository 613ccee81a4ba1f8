import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { type Instance, startInstance } from "../../bench/instance/index.ts";
import { goodSettings, useFolder } from "./folder.ts";
import { linkino, ROOT } from "./run.ts";

const APP = 'import { property, start } from "linkino";\nproperty("power", () => 1);\nstart();\n';

/** Runs `linkino sim` until its output fits, then ends it as Ctrl-C does; resolves with all it printed. */
async function simUntil(fits: RegExp, words: string[], cwd: string): Promise<{ out: string; status: number | null }> {
  const child = spawn(process.execPath, [path.join(ROOT, "tools/linkino.mjs"), "sim", ...words], {
    cwd,
    env: { ...process.env, LINKINO_LANG: "en" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let ended = false;
  const take = (text: Buffer): void => {
    out += text;
    if (ended || !fits.test(out)) return;
    ended = true;
    child.kill("SIGINT");
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  const [status] = await once(child, "close");
  return { out, status };
}

const hashIn = (text: string): string | undefined => /sha256 ([0-9a-f]{64})/.exec(text)?.[1];

describe("linkino sim", function () {
  this.timeout(120000);
  const folder = useFolder();
  let instance: Instance;
  let dir: string;

  before(async () => {
    dir = mkdtempSync(path.join(tmpdir(), "linkino-sim-"));
    instance = await startInstance({ dir });
  });
  after(async () => {
    await instance.close();
    rmSync(dir, { recursive: true, force: true });
  });

  /** Settings and secrets of a device that the instance knows, in the test's folder. */
  function provide(deviceName: string, secretSpoiled = false): void {
    const { productKey, productSecret } = instance.addProduct({ dynamicRegistration: true });
    instance.addDevice({ productKey, deviceName });
    folder.write("main.ts", APP);
    folder.write("linkino.json", {
      product: { productKey },
      device: { deviceName, auth: "register" },
      instance: { kind: "local", port: instance.port },
      tls: "native",
      console: "open",
    });
    folder.write("linkino.secrets.json", { productSecret: secretSpoiled ? "anotherSecret000" : productSecret });
  }

  it("makes a fresh board that comes online, and starts it again without registering", async () => {
    provide("lamp-1");
    const first = await simUntil(/LK556 .*online/, ["--fresh"], folder.path);
    assert.equal(first.status, 0, first.out);
    assert.match(first.out, /^image .* bytes, sha256 [0-9a-f]{64}\nflash .*espruino\.flash/);
    assert.match(first.out, /LK553 .*registering[^]*LK554 .*stored/);
    assert.match(first.out, /\nmemory: about \d+ of 16383 JsVars \(within 10 %, TLS not counted\)\n/);
    const second = await simUntil(/LK556/, [], folder.path);
    assert.equal(second.status, 0, second.out);
    assert.doesNotMatch(second.out, /LK553/);
  });

  it("runs the byte-identical image on the real interpreter", async function () {
    if (!process.env.ESPRUINO) this.skip();
    provide("lamp-2");
    const real = await simUntil(/LK556/, ["--fresh", "--interpreter"], folder.path);
    assert.equal(real.status, 0, real.out);
    provide("lamp-3");
    const simulated = await simUntil(/LK556/, ["--fresh"], folder.path);
    assert.ok(hashIn(real.out));
    assert.equal(hashIn(real.out), hashIn(simulated.out));
  });

  it("says what a refused registration may mean", async () => {
    provide("lamp-4", true);
    const { out } = await simUntil(/LK557/, ["--fresh"], folder.path);
    assert.match(out, /LK300 .*the platform refused the registration/);
  });

  it("refuses what it can't run, each with its code", async () => {
    provide("lamp-5");
    const refuse = async (expected: RegExp, exit: number, words: string[], env: NodeJS.ProcessEnv = {}): Promise<void> => {
      const { code, stderr } = await linkino(["sim", ...words], { LINKINO_LANG: "en", ...env }, folder.path);
      assert.match(stderr, expected);
      assert.match(stderr, /\n {2}next: /);
      assert.equal(code, exit, stderr);
    };
    await refuse(/^LK250 .*espruino\.flash/, 1, []);
    const made = await simUntil(/LK550/, ["--fresh", "--dir", "boards"], folder.path);
    assert.equal(made.status, 0, made.out);
    const file = path.join(folder.path, "boards/esp32-wrover/espruino.flash");
    const { size } = statSync(file);
    for (const fill of [0xff, 0, 0x5a]) {
      const damaged = Buffer.alloc(size, fill);
      writeFileSync(file, damaged);
      await refuse(/^LK259 .*espruino\.flash/, 1, ["--dir", "boards"]);
      assert.ok(readFileSync(file).equals(damaged), "the file is left as it was");
    }
    truncateSync(file, 1000);
    await refuse(/^LK251 .*1000/, 1, ["--dir", "boards"]);
    await refuse(/^LK254 .*nowhere/, 1, ["--fresh", "--interpreter"], { ESPRUINO: "/nowhere" });
    await refuse(/^LK154 /, 2, ["--settings", "none.json"]);
    folder.write("linkino.json", { ...goodSettings(), instance: { kind: "local" }, console: "open" });
    await refuse(/^LK161 .*ca\.pem/, 2, ["--fresh"]);
  });

  it("ends with a code when the board does what a simulated one can't", async () => {
    provide("lamp-7");
    folder.write("main.ts", `${APP}require("http").get("http://127.0.0.1/", () => {});\n`);
    const { out, status } = await simUntil(/never said/, ["--fresh"], folder.path);
    assert.match(out, /simulated board: .*http[^]*board off: crash\nLK258 /);
    assert.equal(status, 1);
  });

  it("runs the board that is a PC, simulated", async () => {
    provide("lamp-8");
    const { out, status } = await simUntil(/LK556/, ["--fresh", "--board", "linux"], folder.path);
    assert.equal(status, 0, out);
  });

  it("asks for the secrets that are missing by the names of their variables", async () => {
    provide("lamp-6");
    folder.write("linkino.secrets.json", {});
    const { code, stderr } = await linkino(["sim", "--fresh"], { LINKINO_LANG: "en" }, folder.path);
    assert.match(stderr, /^LK158 .*LINKINO_PRODUCT_SECRET/);
    assert.equal(code, 2);
  });
});
