import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { startInstance } from "../../bench/instance/index.ts";
import { E_FOLDER_IN_USE, E_PORT_TAKEN, E_STORY_BOOT, E_TYPES } from "../../lib/codes.ts";

const COMMAND = resolve(import.meta.dirname, "../../tools/linkino.mjs");

/** What a run of the command printed, and how it ended. */
interface Run {
  status: number;
  out: string;
  errors: string;
  seconds: number;
}

const run = (...words: string[]): Promise<Run> => runWith({}, ...words);

async function runWith(env: NodeJS.ProcessEnv, ...words: string[]): Promise<Run> {
  const began = Date.now();
  const child = spawn(process.execPath, [COMMAND, ...words], { env: { ...process.env, LINKINO_LANG: "en", ...env } });
  let out = "";
  let errors = "";
  child.stdout.on("data", (text) => (out += text));
  child.stderr.on("data", (text) => (errors += text));
  const [status] = await once(child, "close");
  return { status, out, errors, seconds: (Date.now() - began) / 1000 };
}

const hashIn = (text: string): string | undefined => /sha256 ([0-9a-f]{12})/.exec(text)?.[1];

describe("linkino bench", function () {
  this.timeout(60000);
  let dir: string;
  let simulated: Run;

  before(async () => {
    dir = mkdtempSync(join(tmpdir(), "linkino-bench-"));
    simulated = await run("bench", "--dir", join(dir, "simulated"));
  });
  after(() => rmSync(dir, { recursive: true, force: true }));

  it("tells the whole story in less than 30 seconds and says what to try next", () => {
    assert.equal(simulated.status, 0, simulated.errors);
    assert.match(simulated.out, /boots again and is online .*same secret …[0-9a-f]{4}, no second registration/);
    assert.match(simulated.out, /npx linkino sim --fresh/);
    assert.ok(simulated.seconds < 30, `${simulated.seconds} s`);
  });

  it("says that this is a local instance, with its limits on", () => {
    assert.match(simulated.out, /local instance of the platform, not Alibaba Cloud; its limits are on/);
  });

  it("tells the same story, with the same image, on the real interpreter", async function () {
    if (!process.env.ESPRUINO) this.skip();
    const real = await run("bench", "--interpreter", "--dir", join(dir, "real"));
    assert.equal(real.status, 0, real.errors);
    assert.match(real.out, /boots again and is online/);
    assert.equal(hashIn(real.out), hashIn(simulated.out));
  });

  it("says which port is taken, before anything else, and ends with 1", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    const { status, out, errors } = await run("bench", "--dir", join(dir, "taken"), "--port", String(port));
    server.close();
    assert.equal(status, 1);
    assert.equal(out, "");
    assert.match(errors, new RegExp(`^LK${E_PORT_TAKEN} .*${port}.*\n  next: `));
  });

  it("looks at what it needs before it starts anything", async () => {
    const where = ["--dir", join(dir, "early")];
    const refusals: [string[], RegExp, number][] = [
      [["--interpreter"], /^LK254 /, 1],
      [["none.ts"], /^LK106 .*none\.ts/, 1],
      [["--port", "abc"], /^LK152 .*abc/, 2],
      [["--board", "esp23"], /^LK112 .*esp32/, 1],
    ];
    for (const [words, expected, exit] of refusals) {
      const { status, out, errors } = await runWith({ ESPRUINO: "" }, "bench", ...words, ...where);
      assert.match(errors, expected);
      assert.equal(out, "");
      assert.equal(status, exit);
    }
    assert.ok(!existsSync(join(dir, "early")));
  });

  it("leaves what it finds in its folder, and an instance that runs there", async () => {
    const folder = join(dir, "shared");
    mkdirSync(folder);
    writeFileSync(join(folder, "mine.txt"), "mine");
    const instance = await startInstance({ dir: join(folder, "instance") });
    const { status, errors } = await run("bench", "--dir", folder);
    assert.match(errors, new RegExp(`^LK${E_FOLDER_IN_USE} `));
    assert.equal(status, 1);
    await instance.close();
    assert.equal((await run("bench", "--dir", folder)).status, 0);
    assert.equal((await run("bench", "--dir", folder)).status, 0, "and again");
    assert.equal(readFileSync(join(folder, "mine.txt"), "utf8"), "mine");
  });

  it("ends with the code, the cause and the next step of the step that failed", async () => {
    const app = join(dir, "silent.ts");
    writeFileSync(app, 'print("nothing of Linkino");\n');
    const { status, errors } = await run("bench", app, "--dir", join(dir, "silent"));
    assert.equal(status, 1);
    assert.match(errors, new RegExp(`LK${E_STORY_BOOT} the board did not start: the board said nothing\n  next: `));
  });

  it("ends with file, line and column of a mistake in the app", async () => {
    const app = join(dir, "wrong.ts");
    writeFileSync(app, 'import { start } from "linkino";\nstart(7);\n');
    const { status, errors } = await run("bench", app, "--dir", join(dir, "wrong"));
    assert.equal(status, 1);
    assert.match(errors, new RegExp(`^LK${E_TYPES} [^]*wrong.ts:2:7`));
  });
});
