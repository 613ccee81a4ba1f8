// `linkino instance` and its subcommands, as a user types them: managing products and devices with the
// instance running and without, what is printed and what is not, and each way to fail.

import assert from "node:assert/strict";
import { once } from "node:events";
import * as fs from "node:fs";
import * as net from "node:net";
import * as path from "node:path";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { Command } from "commander";
import {
  E_ARGUMENT_WRONG,
  E_DEVICE_EXISTS,
  E_DEVICE_OFFLINE,
  E_DEVICE_UNKNOWN,
  E_INSTANCE_ABSENT,
  E_INSTANCE_SILENT,
  E_NAME_WRONG,
  E_PRODUCT_EXISTS,
  E_PRODUCT_UNKNOWN,
  E_QUOTA,
  E_SECRET_MISSING,
  E_TOPIC_CLASS_WRONG,
  E_TSL_WRONG,
} from "../../lib/codes.ts";
import { register } from "../../tools/instance.ts";
import { loadSecrets } from "../../tools/secrets.ts";
import { cleanUp, later, login, start, tempFolder } from "./fixture.ts";
import { RawClient } from "./raw-client.ts";

/**
 * Runs `linkino instance` with these words and returns what it printed; a failure is thrown as the command
 * sees it.
 */
async function instance(...words: string[]): Promise<string> {
  return (await screens(...words)).stdout;
}

/** The same with what went to either stream. */
async function screens(...words: string[]): Promise<{ stdout: string; stderr: string }> {
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  register(program);
  const before = { stdout: process.stdout.write, stderr: process.stderr.write };
  const text = { stdout: "", stderr: "" };
  process.stdout.write = (chunk: string | Uint8Array) => Boolean((text.stdout += chunk));
  process.stderr.write = (chunk: string | Uint8Array) => Boolean((text.stderr += chunk));
  try {
    await program.parseAsync(["instance", ...words], { from: "user" });
  } finally {
    process.stdout.write = before.stdout;
    process.stderr.write = before.stderr;
  }
  return text;
}

describe("linkino instance product and device", () => {
  let language: string | undefined;
  beforeEach(() => {
    language = process.env.LINKINO_LANG;
    process.env.LINKINO_LANG = "en";
  });
  afterEach(() => {
    if (language === undefined) delete process.env.LINKINO_LANG;
    else process.env.LINKINO_LANG = language;
  });
  afterEach(cleanUp);

  for (const running of [true, false]) {
    it(`manage an instance that is ${running ? "running" : "at rest"}, and hide secrets`, async () => {
      const dir = await tempFolder();
      if (running) await start({ dir });
      const json = async (...words: string[]) => {
        const printed = await instance(...words, "--dir", dir, "--json");
        assert.match(printed, /^.+\n$/);
        return JSON.parse(printed);
      };
      const product = await json(
        "product",
        "add",
        "--dynamic",
        "on",
        "--name",
        "lamp",
        "--topic",
        "user/data:both",
      );
      assert.deepEqual([product.name, product.dynamicRegistration], ["lamp", true]);
      assert.deepEqual(product.topics, [
        "user/update:pub",
        "user/update/error:pub",
        "user/get:sub",
        "user/data:both",
      ]);
      const key = product.productKey;
      const device = await json("device", "add", key, "device1");
      for (const secret of [product.productSecret, device.deviceSecret])
        assert.match(secret, /^\*\*\*\*.{4}$/);
      const shown = (await json("device", "list", key, "--show-secrets"))[0];
      assert.match(shown.deviceSecret, /^[0-9a-f]{32}$/);
      assert.equal((await json("product", "list", "--show-secrets"))[0].productSecret.length, 16);
      assert.equal((await json("device", "disable", key, "device1")).enabled, false);
      assert.equal((await json("device", "enable", key, "device1")).enabled, true);
      assert.equal((await json("device", "reset", key, "device1")).active, false);
      assert.deepEqual(await json("device", "get", key, "device1"), {});
      assert.equal((await json("product", "set", key, "--dynamic", "off")).dynamicRegistration, false);
      assert.equal((await json("device", "list")).length, 1);
      assert.equal((await json("device", "delete", key, "device1")).deleted, true);
      assert.deepEqual(await json("device", "list"), []);
      assert.match(await instance("product", "list", "--dir", dir), new RegExp(`^productKey: ${key}$`, "m"));
      assert.equal(await instance("device", "list", "--dir", dir), "none\n");
    });

    it(`fail with a code each, ${running ? "running" : "at rest"}`, async () => {
      const dir = await tempFolder();
      if (running) await start({ dir });
      const file = path.join(dir, "tsl.json");
      fs.writeFileSync(file, '{"properties":[{}]}');
      await instance("product", "add", "--key", "a1abc", "--dir", dir);
      await instance("device", "add", "a1abc", "device1", "--dir", dir);
      for (const [words, code] of [
        ["product add --key a1abc", E_PRODUCT_EXISTS],
        ["product add --key a-b", E_NAME_WRONG],
        ["product set a1nobody", E_PRODUCT_UNKNOWN],
        ["product add --topic user/+:pub", E_TOPIC_CLASS_WRONG],
        ["product add --topic user/data", E_TOPIC_CLASS_WRONG],
        [`product add --tsl ${file}`, E_TSL_WRONG],
        ["product add --tsl /nowhere/tsl.json", E_TSL_WRONG],
        ["product add --secret-env LINKINO_UNSET", E_SECRET_MISSING],
        ["device add a1nobody device1", E_PRODUCT_UNKNOWN],
        ["device add a1abc device1", E_DEVICE_EXISTS],
        ["device add a1abc abc", E_NAME_WRONG],
        ["device get a1abc nobody", E_DEVICE_UNKNOWN],
        ["device delete a1abc nobody", E_DEVICE_UNKNOWN],
        ["device delete a1nobody device1", E_PRODUCT_UNKNOWN],
        ["device set a1abc device1 {}", running ? E_DEVICE_OFFLINE : E_INSTANCE_ABSENT],
        ["device set a1abc nobody {}", running ? E_DEVICE_UNKNOWN : E_INSTANCE_ABSENT],
        ["device set a1nobody device1 {}", running ? E_PRODUCT_UNKNOWN : E_INSTANCE_ABSENT],
        ["device set a1abc device1 [1]", E_ARGUMENT_WRONG],
        ["device set a1abc device1 power=1", E_ARGUMENT_WRONG],
      ] as const) {
        await assert.rejects(instance(...words.split(" "), "--dir", dir), { code }, words);
      }
    });
  }

  it("take a secret from the environment, and never show it in a failure", async () => {
    const dir = await tempFolder();
    process.env.LINKINO_TEST_SECRET = "Rhkkj6K6BhlhyUW7";
    later(() => void delete process.env.LINKINO_TEST_SECRET);
    await instance("product", "add", "--key", "a1abc", "--secret-env", "LINKINO_TEST_SECRET", "--dir", dir);
    const [product] = JSON.parse(await instance("product", "list", "--show-secrets", "--json", "--dir", dir));
    assert.equal(product.productSecret, "Rhkkj6K6BhlhyUW7");
    process.env.LINKINO_TEST_SECRET = "not a secret of the platform";
    const wrong = instance(
      "device",
      "add",
      "a1abc",
      "dev1",
      "--secret-env",
      "LINKINO_TEST_SECRET",
      "--dir",
      dir,
    );
    await assert.rejects(wrong, (error: Error) => !error.message.includes("not a secret"));
  });

  it("give the secrets for linkino.secrets.json, when asked, and say how to ask", async () => {
    const dir = await tempFolder();
    const key = "a1abc";
    const masked = await screens("product", "add", "--key", key, "--dir", dir);
    assert.match(masked.stdout, /^productSecret: \*{4}.{4}$/m);
    const line = `linkino instance product list --show-secrets --dir "${dir}"`;
    assert.equal(masked.stderr, `the secret in full: ${line}\n`);
    assert.equal(
      (await screens("device", "add", key, "device1", "--dir", dir)).stderr,
      `the secret in full: linkino instance device list ${key} --show-secrets --dir "${dir}"\n`,
    );
    assert.equal((await screens("product", "add", "--dir", dir, "--json")).stderr, "");
    const shown = await screens("product", "add", "--show-secrets", "--dir", dir);
    assert.equal(shown.stderr, "");
    const [, productSecret] = /^productSecret: (.{16})$/m.exec(shown.stdout)!;
    const device = JSON.parse(
      await instance("device", "add", key, "device2", "--show-secrets", "--dir", dir, "--json"),
    );
    const folder = await tempFolder(false);
    const secrets = { productSecret, deviceSecret: device.deviceSecret };
    fs.writeFileSync(path.join(folder, "linkino.secrets.json"), JSON.stringify(secrets), { mode: 0o600 });
    assert.deepEqual(loadSecrets(folder, {}), secrets);
  });

  it("set a property of a device that is online and print its answer", async () => {
    const dir = await tempFolder();
    const running = await start({ dir });
    const { productKey } = running.addProduct();
    const device = running.addDevice({ productKey, deviceName: "device1" });
    const { client } = await RawClient.connect(
      running,
      login(device, { tail: "securemode=2,signmethod=hmacsha256,_ss=1" }),
    );
    const printed = instance("device", "set", productKey, "device1", '{"power":1}', "--dir", dir, "--json");
    const packet = await client.next("publish");
    const { id, params } = JSON.parse(packet.payload.toString());
    assert.deepEqual(params, { power: 1 });
    await client.publish(packet.topic + "_reply", JSON.stringify({ id, code: 200, data: {} }));
    assert.deepEqual(JSON.parse(await printed), { id, code: 200, data: {} });
    await client.publish(
      `/sys/${productKey}/device1/thing/event/property/post`,
      '{"id":"1","params":{"power":1}}',
      1,
    );
    assert.equal(
      JSON.parse(await instance("device", "get", productKey, "device1", "--dir", dir, "--json")).power.value,
      1,
    );
  });

  it("keep the platform's quota unless limits are off", async () => {
    const dir = await tempFolder();
    const running = await start({ dir });
    const { productKey } = running.addProduct();
    for (let i = 0; i < 500; i++) running.addDevice({ productKey, deviceName: `device${i}` });
    await assert.rejects(instance("device", "add", productKey, "onemore", "--dir", dir), { code: E_QUOTA });
    await running.close();
    await assert.rejects(instance("device", "add", productKey, "onemore", "--dir", dir), { code: E_QUOTA });
    await instance("device", "add", productKey, "onemore", "--dir", dir, "--limits", "off");
  });

  it("hold as many devices as they are told to", async () => {
    const dir = await tempFolder();
    const { productKey } = JSON.parse(await instance("product", "add", "--dir", dir, "--json"));
    const add = (name: string) => {
      return instance("device", "add", productKey, name, "--dir", dir, "--max-devices", "2");
    };
    await add("lamp1");
    await add("lamp2");
    await assert.rejects(add("lamp3"), { code: E_QUOTA, detail: "2 devices" });
  });

  it("say when the running instance does not answer, which it does only to its token", async () => {
    const dir = await tempFolder();
    await start({ dir });
    const file = path.join(dir, "control.json");
    const door = JSON.parse(fs.readFileSync(file, "utf8"));
    fs.writeFileSync(file, JSON.stringify({ ...door, token: "0".repeat(32) }));
    await assert.rejects(instance("product", "list", "--dir", dir), { code: E_INSTANCE_SILENT });
    const socket = net.connect(door.port, "127.0.0.1");
    socket.end("GET / HTTP/1.1\n");
    let answer = "";
    for await (const chunk of socket) answer += chunk;
    assert.equal(answer, "");
    fs.writeFileSync(file, JSON.stringify({ ...door, port: 1 }));
    await assert.rejects(instance("product", "list", "--dir", dir), { code: E_INSTANCE_SILENT });
    fs.rmSync(file);
    await assert.rejects(instance("product", "list", "--dir", dir), { code: E_INSTANCE_SILENT });
  });

  it("make no folder to say that no instance runs on it, or that an argument is wrong", async () => {
    const dir = path.join(await tempFolder(false), "none");
    for (const [words, code] of [
      ["device set a1abc device1 {}", E_INSTANCE_ABSENT],
      ["device set a1abc device1 power=1", E_ARGUMENT_WRONG],
      ["product add --secret-env LINKINO_UNSET", E_SECRET_MISSING],
    ] as const) {
      await assert.rejects(instance(...words.split(" "), "--dir", dir), { code }, words);
    }
    assert.equal(fs.existsSync(dir), false);
  });

  it("refuse what cannot be a port or a choice before anything is made", async () => {
    const dir = path.join(await tempFolder(false), "none");
    for (const words of [
      "--port 70000",
      "--port x",
      "--limits maybe",
      "--kind middle",
      "--psk maybe",
      "product add --dynamic 1",
    ]) {
      await assert.rejects(instance(...words.split(" "), "--dir", dir), {
        code: "commander.invalidArgument",
      });
    }
    assert.equal(fs.existsSync(dir), false);
  });
});

describe("linkino instance", () => {
  afterEach(cleanUp);

  async function spawnCommand(dir: string, ...words: string[]) {
    const main = path.join(import.meta.dirname, "../../tools/instance.ts");
    const script =
      `import { Command } from "commander"; import { register } from ${JSON.stringify(main)};` +
      `const program = new Command(); register(program);` +
      `await program.parseAsync(["instance", ...process.argv.slice(1)], { from: "user" });`;
    const options = ["--import", "tsx", "--input-type=module", "--eval", script];
    const child = spawn(process.execPath, [...options, "--", "--dir", dir, "--port", "0", ...words], {
      env: { ...process.env, LINKINO_LANG: "en" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    later(() => void child.kill("SIGKILL"));
    const lines: string[] = [];
    let wake = () => {};
    createInterface(child.stdout).on("line", (line) => {
      lines.push(line);
      wake();
    });
    const hear = async (pattern: RegExp): Promise<string> => {
      for (;;) {
        const line = lines.find((each) => pattern.test(each));
        if (line !== undefined) return line;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    };
    return { child, lines, hear };
  }

  it("says where it is and that limits are off, shows what happens, ends when told", async () => {
    const dir = await tempFolder();
    const { child, lines, hear } = await spawnCommand(dir, "--limits", "off");
    await hear(/Ctrl\+C/);
    const port = Number(/127\.0\.0\.1:(\d+)$/.exec(lines[0])![1]);
    assert.ok(lines.some((line) => /^limits off: /.test(line)));
    assert.ok(lines.some((line) => line === "add one: linkino instance product add --dynamic on"));
    const { productKey } = JSON.parse(await instance("product", "add", "--dir", dir, "--json"));
    await instance("device", "add", productKey, "device1", "--dir", dir);
    const [device] = JSON.parse(await instance("device", "list", "--show-secrets", "--json", "--dir", dir));
    const doors = { port, caPem: fs.readFileSync(path.join(dir, "ca.pem"), "utf8") };
    const { client } = await RawClient.connect(doors, login(device));
    await client.publish(
      `/sys/${productKey}/device1/thing/event/property/post`,
      '{"id":"1","params":{"a":1}}',
      1,
    );
    await hear(new RegExp(`^\\d\\d:\\d\\d:\\d\\d connect    ${productKey}/device1 auth=login `));
    await hear(/ property .* params=\{"a":1\}/);
    assert.equal(lines.join("\n").includes(device.deviceSecret), false);
    child.kill("SIGTERM");
    assert.deepEqual(await once(child, "exit"), [0, null]);
    await client.closed;
    assert.equal(fs.existsSync(path.join(dir, "lock")), false);
  });

  it("prints one JSON object a line when asked to", async () => {
    const dir = await tempFolder();
    const { child, lines, hear } = await spawnCommand(dir, "--json", "--psk", "off");
    await hear(/ready/);
    const ready = JSON.parse(lines[0]);
    assert.deepEqual(
      [ready.event, ready.host, ready.limits, ready.caFile],
      ["ready", "127.0.0.1", true, path.join(dir, "ca.pem")],
    );
    const doors = { port: ready.port, caPem: fs.readFileSync(ready.caFile, "utf8") };
    const byKey = {
      ciphers: "PSK-AES128-CBC-SHA",
      maxVersion: "TLSv1.2" as const,
      pskCallback: () => ({ identity: "me", psk: Buffer.from("secret") }),
    };
    await assert.rejects(RawClient.open(doors, byKey), { code: "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE" });
    await RawClient.connect(doors, { clientId: "x", username: "device1&a1abc" });
    const refused = JSON.parse(await hear(/refused/));
    assert.deepEqual(
      [refused.deviceName, refused.code, refused.reason],
      ["device1", 2, "clientId malformed"],
    );
    child.kill("SIGINT");
    assert.deepEqual(await once(child, "exit"), [0, null]);
  });
});
