// `npm run benchmark:tls`: how fast TLS of our own is on the real interpreter (ESPRUINO=…, and ESPRUINO32=…), as ratios to
// the interpreter's native TLS with the same suite and server: from connecting to the first byte that comes back, and MQTT
// messages a second. Kinds take turns, medians of the rounds are printed as a table of Markdown. The longest turn is in
// milliseconds of this machine, and the least of all rounds, because others use it too.
import { spawn } from "node:child_process";
import { constants } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Server, type TLSSocket, type TlsOptions, createServer } from "node:tls";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { buildImage, loadBoard } from "../../tools/build/index.ts";
import { PSK_IDENTITY, PSK_KEY } from "../tls/peers.ts";
import { NOW_SEC, SERVER_NAME, longChain } from "../tls/server-chain.ts";
import { type Task, latin1, run } from "./device-run.ts";
import { median } from "./median.ts";

const { values } = parseArgs({ options: { rounds: { type: "string", default: "5" } } });
const ROUNDS = Number(values.rounds);
const COUNT = 300;
const PATIENCE_MS = 60000;
/** Of an ESP32-like interpreter: with room for native TLS, which an ESP32 has elsewhere. */
const JS_VARS = "16000";
const KINDS = {
  full: "full, three certificates, RSA-4096 root", known: "full, signatures known", ticket: "resumed by ticket",
  id: "resumed by id", psk: "pre-shared key", native: "native TLS, verifies nothing",
};
/** Messages a turn: one burst fits the session's queue of 8 kB. */
const PACES = { burst: 30, "10 a turn": 10 };

const chain = longChain();
const OPTIONS: TlsOptions = {
  cert: chain.certPem, key: chain.keyPem, ciphers: "AES128-SHA256", maxVersion: "TLSv1.2",
};
const entryOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

const interpreters = ["ESPRUINO", "ESPRUINO32"].filter((name) => process.env[name]);
if (interpreters.length === 0) {
  console.log("nothing was measured: neither ESPRUINO nor ESPRUINO32 names an interpreter");
}
for (const name of interpreters) {
  await handshakes(name);
  await messages(name);
}

async function handshakes(name: string): Promise<void> {
  const servers = [await serve(), await serve({ secureOptions: constants.SSL_OP_NO_TICKET }), await serve({
    ciphers: "PSK-AES128-CBC-SHA256",
    pskCallback: (_socket: TLSSocket, identity: string) => (identity === PSK_IDENTITY ? Buffer.from(PSK_KEY) : null),
  })];
  try {
    const [tickets, ids, psk] = servers.map((server) => (server.address() as AddressInfo).port);
    const strings = Object.entries({ name: SERVER_NAME, roots: chain.roots, identity: PSK_IDENTITY, key: PSK_KEY })
      .map(([key, its]) => `${key}:${latin1(its)}`);
    const { image } = await buildImage({ entry: entryOf("device-tls.ts"), board: loadBoard("linux"), tls: "verified" });
    const task = `var TASK={tickets:${tickets},ids:${ids},psk:${psk},nowSec:${NOW_SEC},${strings}};${image.toString("latin1")}`;
    const all = new Map(Object.keys(KINDS).map((kind) => [kind, { ms: [] as number[], turn: [] as number[] }]));
    for (let round = 0; round < ROUNDS; round++) {
      for (const [kind, ms, turn] of await roundOf(process.env[name]!, task)) {
        all.get(kind)?.ms.push(Number(ms));
        all.get(kind)?.turn.push(Number(turn));
      }
    }
    const native = median(all.get("native")!.ms);
    console.log(`\n| ${name}, medians of ${ROUNDS} | time to native | longest turn |\n| --- | ---: | ---: |`);
    for (const [kind, { ms, turn }] of all) {
      const longest = kind === "native" ? "" : `${Math.min(...turn).toFixed(0)} ms`;
      console.log(`| ${KINDS[kind as keyof typeof KINDS]} | ${(median(ms) / native).toFixed(2)} | ${longest} |`);
    }
  } finally {
    for (const server of servers) server.close();
  }
}

/** A server that sends back what comes. */
async function serve(more: TlsOptions = {}): Promise<Server> {
  const sessions = new Map<string, Buffer>();
  const server = createServer({ ...OPTIONS, ...more }, (socket) => {
    socket.on("error", () => socket.destroy());
    socket.pipe(socket.setNoDelay(true));
  });
  server.on("newSession", (id: Buffer, its: Buffer, done: () => void) => {
    sessions.set(id.toString("hex"), its);
    done();
  });
  server.on("resumeSession", (id: Buffer, done: (error: null, its: Buffer | null) => void) => {
    done(null, sessions.get(id.toString("hex")) ?? null);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

/** What one round prints: kinds, milliseconds, longest turns. */
async function roundOf(interpreter: string, task: string): Promise<string[][]> {
  const dir = mkdtempSync(join(tmpdir(), "linkino-benchmark-"));
  const script = join(dir, "run.js");
  const write = `require("Storage").write("run",${latin1(task)});`;
  writeFileSync(script, `echo(0);require("Storage").eraseAll();${write}eval(require("Storage").read("run"));`, "latin1");
  // Standard input stays open: at its end the interpreter makes up input for ever.
  const child = spawn(interpreter, [script], {
    cwd: dir, stdio: ["pipe", "pipe", "ignore"], env: { ...process.env, ESPR_VARS: JS_VARS },
  });
  try {
    return await new Promise((resolve, reject) => {
      let out = "";
      const fail = (): void => reject(new Error(`a round did not end; the interpreter said: ${out.replaceAll(/[^\n -~]/g, "").slice(0, 1000)}`));
      const timer = setTimeout(fail, PATIENCE_MS);
      child.on("error", reject);
      child.stdout.setEncoding("latin1").on("data", (text: string) => {
        out += text;
        // Its source may be in there too.
        const isClosed = /closed \w+ \d/.test(out);
        if (!isClosed && !/round psk \S+ \S+\s/.test(out)) return;
        clearTimeout(timer);
        if (isClosed) fail();
        else resolve([...out.matchAll(/round (\w+) ([\d.e-]+) ([\d.e-]+)/g)].map((found) => found.slice(1)));
      });
    });
  } finally {
    child.kill("SIGKILL");
    rmSync(dir, { recursive: true, force: true });
  }
}

async function messages(name: string): Promise<void> {
  const server = `var CLIENT=exports,SERVER={roots:${latin1(chain.roots)},name:${latin1(SERVER_NAME)}};`;
  const clients = await Promise.all((["verified", "native"] as const).map(async (tls) => {
    const { image } = await buildImage({ entry: entryOf("device-session.ts"), board: loadBoard("linux"), tls });
    return server + image.toString("latin1");
  }));
  console.log(`\n| ${name}, 100 bytes, QoS 0, ${COUNT} messages | rate to native |\n| --- | ---: |`);
  for (const [pace, batch] of Object.entries(PACES)) {
    const task: Task = { send: true, qos: 0, bytes: 100, batch, count: COUNT };
    const times: number[][] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      for (const [which, client] of clients.entries()) {
        times[which]!.push(await run(process.env[name]!, client, task, OPTIONS));
      }
    }
    console.log(`| ${pace} | ${(median(times[1]!) / median(times[0]!)).toFixed(2)} |`);
  }
}
