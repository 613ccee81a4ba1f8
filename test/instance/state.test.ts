// What the instance keeps in its folder: that nothing acknowledged is lost to kill -9 or a torn write, that
// damage is told and not guessed around, that nobody else may read the secrets, and that a folder has one
// instance.

import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as net from "node:net";
import * as path from "node:path";
import { createInterface } from "node:readline";
import {
  E_CERTIFICATE_UNUSABLE,
  E_FILES_FEW,
  E_FOLDER_IN_USE,
  E_FOLDER_UNUSABLE,
  E_PORT_REFUSED,
  E_PORT_TAKEN,
  E_STATE_CORRUPT,
  E_STATE_DISK_FULL,
  E_STATE_NEWER,
} from "../../lib/codes.ts";
import { startInstance } from "../../bench/instance/index.ts";
import { type DiskFaults, StateLog } from "../../bench/instance/log.ts";
import { type Device, State } from "../../bench/instance/state.ts";
import { addDevice, cleanUp, later, login, Recorder, registration, start, tempFolder } from "./fixture.ts";
import { RawClient } from "./raw-client.ts";

const CHILD = path.join(import.meta.dirname, "run-child.ts");

/** What the child instance said of itself; enough of an instance for RawClient. */
interface Said {
  port: number;
  caPem: string;
  productKey: string;
  productSecret: string;
  devices: Device[];
  code?: number;
}

async function spawnInstance(dir: string): Promise<{ child: ChildProcess; said: Said }> {
  const child = spawn(process.execPath, ["--import", "tsx", CHILD, dir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  later(() => void child.kill("SIGKILL"));
  const [line] = await once(createInterface(child.stdout!), "line");
  return { child, said: JSON.parse(line) };
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await once(child, "exit");
}

describe("instance: a folder after kill -9", () => {
  afterEach(cleanUp);

  it("still has the registered device, its session and every acknowledged report", async () => {
    const dir = await tempFolder();
    const { child, said } = await spawnInstance(dir);
    const registering = await RawClient.connect(said, registration("register", said, "device1"));
    const { deviceSecret } = JSON.parse((await registering.client.next("publish")).payload.toString());
    const device = { ...said.devices[0], deviceSecret };
    const { client } = await RawClient.connect(said, login(device, { clean: false }));
    const thing = `/sys/${said.productKey}/device1/thing`;
    assert.deepEqual(await client.subscribe(`/${said.productKey}/device1/user/get`), [1]);
    for (let i = 0; i < 5; i++) {
      await client.publish(`${thing}/event/property/post`, `{"id":"${i}","params":{"count":${i}}}`, 1);
    }
    await kill(child);

    const instance = await start({ dir });
    assert.deepEqual(instance.find(said.productKey, "device1"), { ...device, active: true });
    assert.equal(instance.properties(said.productKey, "device1").count.value, 4);
    const again = await RawClient.connect(instance, login(device, { clean: false }));
    assert.deepEqual([again.code, again.present], [0, true]);
    assert.equal(instance.caPem, said.caPem, "the root is the same");
  });

  it("still has the QoS 1 messages that wait for a device", async () => {
    const dir = await tempFolder();
    const first = await start({ dir });
    const recorder = new Recorder(first);
    const device = addDevice(first);
    const topic = `/${device.productKey}/device1/user/get`;
    const { client } = await RawClient.connect(first, login(device, { clean: false }));
    await client.subscribe(topic);
    await client.end();
    await recorder.wait("disconnect");
    await first.publish(device, topic, Buffer.from([0, 255, 128]), 1);
    const copy = await tempFolder(false);
    fs.cpSync(dir, copy, { recursive: true, filter: (file) => path.basename(file) !== "lock" });
    const second = await start({ dir: copy });
    const again = await RawClient.connect(second, login(device, { clean: false }));
    assert.deepEqual([...((await again.client.next("publish")).payload as Buffer)], [0, 255, 128]);
  });

  it("can be used at once, though the killed instance left its lock", async () => {
    const dir = await tempFolder();
    const { child } = await spawnInstance(dir);
    await kill(child);
    assert.ok(fs.existsSync(path.join(dir, "lock")));
    await start({ dir });
  });
});

describe("instance: two on one folder", () => {
  afterEach(cleanUp);

  it("the second is refused while the first runs, in another process or in this one", async () => {
    const dir = await tempFolder();
    const { child } = await spawnInstance(dir);
    await assert.rejects(startInstance({ dir }), {
      code: E_FOLDER_IN_USE,
      detail: `${dir}, process ${child.pid}`,
    });
    await kill(child);
    await start({ dir });
    await assert.rejects(startInstance({ dir }), { code: E_FOLDER_IN_USE });
    assert.equal((await spawnInstance(dir)).said.code, E_FOLDER_IN_USE);
  });

  it("a process that only got the number of a dead one does not hold it", async () => {
    const dir = await tempFolder();
    for (const lock of [
      JSON.stringify({ pid: process.pid, started: "another boot 123" }),
      JSON.stringify({ pid: 2 ** 22 + 1, started: "" }),
      "",
      "{",
    ]) {
      fs.writeFileSync(path.join(dir, "lock"), lock);
      await (await start({ dir })).close();
    }
    assert.deepEqual(
      fs.readdirSync(dir).filter((name) => name.startsWith("lock")),
      [],
    );
  });

  it("of ten that start at once over a dead lock, one gets it", async () => {
    const dir = await tempFolder();
    fs.writeFileSync(path.join(dir, "lock"), "dead");
    const starts = await Promise.allSettled(Array.from({ length: 10 }, () => start({ dir })));
    assert.equal(starts.filter(({ status }) => status === "fulfilled").length, 1);
  });
});

describe("instance: a state file", () => {
  afterEach(cleanUp);

  async function filled(): Promise<{ dir: string; file: string; device: Device }> {
    const dir = await tempFolder();
    const state = new State(dir);
    const device = {
      productKey: "a1",
      deviceName: "device1",
      deviceSecret: "s",
      active: true,
      enabled: true,
      tokens: [],
    };
    for (let i = 0; i < 10; i++) state.putDevice({ ...device, deviceName: `device${i}` });
    await state.close();
    return { dir, file: path.join(dir, "state.log"), device };
  }

  it("cut anywhere loses no more than the record the cut fell into, and is repaired", async () => {
    const { dir, file } = await filled();
    const whole = fs.readFileSync(file);
    const lineEnds = [...whole].flatMap((byte, i) => (byte === 10 ? [i + 1] : []));
    for (let length = whole.length - 1; length > whole.length - 400; length -= 7) {
      fs.writeFileSync(file, whole.subarray(0, length));
      const state = new State(dir);
      const left = lineEnds.filter((end) => end <= length);
      assert.equal(state.devices.size, left.length - 2, `cut at ${length}`);
      assert.equal(state.tornBytes, length - left.at(-1)!);
      state.putDevice({ ...state.devices.get("device0&a1")!, deviceName: "later" });
      await state.close();
      const again = new State(dir);
      assert.ok(again.devices.has("later&a1"));
      assert.equal(again.tornBytes, 0);
      await again.close();
    }
  });

  it("with noise behind the last record, as a power cut leaves it, is repaired", async () => {
    const { dir, file } = await filled();
    fs.appendFileSync(file, Buffer.concat([Buffer.alloc(300), Buffer.from("\n00000000 {}\nhalf a li")]));
    const state = new State(dir);
    assert.equal(state.devices.size, 10);
    assert.equal(state.tornBytes, 322);
    await state.close();
  });

  it("damaged in the middle is refused with the line, and left as it is", async () => {
    const { dir, file } = await filled();
    const whole = fs.readFileSync(file);
    for (const [at, line] of [
      [10, 1],
      [whole.indexOf("device4"), 7],
    ] as const) {
      const damaged = Buffer.from(whole);
      damaged[at] ^= 1;
      fs.writeFileSync(file, damaged);
      await assert.rejects(startInstance({ dir }), {
        code: E_STATE_CORRUPT,
        detail: `${file}, line ${line}`,
      });
      assert.deepEqual(fs.readFileSync(file), damaged);
      assert.equal(fs.existsSync(path.join(dir, "lock")), false);
    }
  });

  it("that is empty or something else is refused", async () => {
    for (const text of ["", "{}\n", "\0".repeat(4096)]) {
      const { dir, file } = await filled();
      fs.writeFileSync(file, text);
      await assert.rejects(startInstance({ dir }), { code: E_STATE_CORRUPT });
    }
  });

  it("of a newer version is refused with another code", async () => {
    const { dir, file } = await filled();
    const { crc32 } = await import("node:zlib");
    const header = '{"format":"linkino instance state","version":2}';
    fs.writeFileSync(file, `${crc32(header).toString(16).padStart(8, "0")} ${header}\n`);
    await assert.rejects(startInstance({ dir }), { code: E_STATE_NEWER, detail: `${file}, version 2` });
  });

  it("on a full disk takes nothing more, says so, and is whole", async () => {
    const faults = { full: false };
    const dir = await tempFolder();
    const instance = await start({ dir, faults });
    const recorder = new Recorder(instance);
    const device = addDevice(instance, { dynamicRegistration: true });
    const { productKey } = device;
    faults.full = true;
    assert.throws(() => instance.addDevice({ productKey, deviceName: "device2" }), {
      code: E_STATE_DISK_FULL,
    });
    const options = registration("register", instance.products()[0], "device1");
    assert.equal((await RawClient.connect(instance, options)).code, 3, "a registration is told to try again");
    assert.match((await recorder.wait("refused")).reason, /^LK206 the disk is full/);
    faults.full = false;
    assert.equal(instance.find(productKey, "device1")!.deviceSecret, device.deviceSecret);
    instance.addDevice({ productKey, deviceName: "device3" });
    await instance.close();
    const again = await start({ dir });
    assert.deepEqual(
      again.devices().map(({ deviceName }) => deviceName),
      ["device1", "device3"],
    );
  });

  it("on a slow disk: no secret is handed out before it is on the disk", async () => {
    const instance = await start();
    const product = instance.addProduct({ dynamicRegistration: true });
    const { deviceSecret } = instance.addDevice({ productKey: product.productKey, deviceName: "device1" });
    let release = () => {};
    instance.faults.slow = new Promise((resolve) => (release = resolve));
    const client = await RawClient.open(instance);
    const connected = client.connect(registration("register", product, "device1"));
    const isNew = () => instance.find(product.productKey, "device1")!.deviceSecret !== deviceSecret;
    while (!isNew()) await new Promise((resolve) => setImmediate(resolve));
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(client.chunks.length, 0);
    instance.faults.slow = undefined;
    release();
    assert.equal((await connected).code, 0);
    await client.next("publish");
  });

  it("cannot be begun on a full disk", async () => {
    const dir = await tempFolder();
    await assert.rejects(startInstance({ dir, faults: { full: true } }), { code: E_STATE_DISK_FULL });
    assert.equal(fs.existsSync(path.join(dir, "state.log")), false);
  });

  it("is written anew when it has grown, and then holds what counts", async () => {
    const dir = await tempFolder();
    const state = new State(dir);
    const device = {
      productKey: "a1",
      deviceName: "device1",
      deviceSecret: "s",
      active: true,
      enabled: true,
      tokens: [],
    };
    state.putDevice(device);
    state.keepSession("device1&a1", true);
    state.putFilter("device1&a1", "/a/#", 1);
    const kept = state.queue("device1&a1", "/a/b", Buffer.from("kept"), 5);
    for (let i = 0; i < 60; i++) {
      const { seq } = state.queue("device1&a1", "/a/b", Buffer.alloc(20_000), 5);
      state.dropQueued("device1&a1", seq);
      state.putValues("device1&a1", { count: { value: i, time: i } });
    }
    assert.ok(fs.statSync(path.join(dir, "state.log")).size < 1024 * 1024);
    const { instanceId } = state;
    await state.close();
    const again = new State(dir);
    assert.equal(again.instanceId, instanceId);
    assert.deepEqual(again.devices.get("device1&a1"), device);
    assert.deepEqual(again.data("device1&a1").values.get("count"), { value: 59, time: 59 });
    const { ss, filters, queue } = again.sessions.get("device1&a1")!;
    assert.deepEqual([ss, [...filters]], [true, [["/a/#", 1]]]);
    assert.deepEqual(
      queue.map(({ seq, payload }) => [seq, payload.toString()]),
      [[kept.seq, "kept"]],
    );
    assert.ok(again.queue("device1&a1", "/a/b", Buffer.from("next"), 6).seq > kept.seq);
    await again.close();
  });

  it("that a killed instance left large is written anew at the next start", async () => {
    const dir = await tempFolder();
    const { log } = StateLog.open<object>(path.join(dir, "state.log"));
    for (let i = 0; i < 60; i++) log.append({ t: "no-session", key: "x".repeat(20_000) });
    await log.close();
    await new State(dir).close();
    assert.ok(fs.statSync(path.join(dir, "state.log")).size < 1000);
  });

  it("may be written anew while a flush is under way", async () => {
    const dir = await tempFolder();
    const { log } = StateLog.open<object>(path.join(dir, "state.log"));
    for (let i = 0; i < 20; i++) {
      log.append({ i });
      const flushed = log.sync();
      await new Promise((resolve) => (i % 2 === 0 ? setImmediate(resolve) : process.nextTick(resolve)));
      log.rewrite([{ i }]);
      log.append({ after: i });
      await Promise.all([flushed, log.sync()]);
    }
    await log.close();
    const { log: again, records } = StateLog.open<object>(path.join(dir, "state.log"));
    assert.deepEqual(records, [{ i: 19 }, { after: 19 }]);
    await again.close();
  });

  it("is flushed once for all who wait", async () => {
    const dir = await tempFolder();
    const { log } = StateLog.open<object>(path.join(dir, "state.log"));
    log.append({ a: 1 });
    const [first, second] = [log.sync(), log.sync()];
    assert.equal(first, second);
    await first;
    await log.close();
  });

  it("is not flushed for who asks when nothing was added, but once by who opens it", async () => {
    const dir = await tempFolder();
    const faults: DiskFaults = {};
    const file = path.join(dir, "state.log");
    const { log } = StateLog.open<object>(file, faults);
    const isFlushed = async () => {
      let release = () => {};
      faults.slow = new Promise((resolve) => (release = resolve));
      let isDone = false;
      const synced = log.sync().then(() => void (isDone = true));
      for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
      const waited = !isDone;
      release();
      await synced;
      return waited;
    };
    assert.equal(await isFlushed(), true, "the last writer may have been killed before it flushed");
    assert.equal(await isFlushed(), false);
    log.append({ a: 1 });
    assert.equal(await isFlushed(), true);
    assert.equal(await isFlushed(), false);
    await log.close();
  });
});

describe("instance: start", () => {
  afterEach(cleanUp);

  it("makes its folder, its keys and its id, all for its owner only, and keeps them", async () => {
    const dir = path.join(await tempFolder(false), "new", "folder");
    const first = await start({ dir });
    addDevice(first);
    const modes = Object.fromEntries(
      fs.readdirSync(dir).map((name) => [name, fs.statSync(path.join(dir, name)).mode & 0o777]),
    );
    assert.equal(fs.statSync(dir).mode & 0o777, 0o700);
    assert.deepEqual(modes, {
      "ca.key": 0o600,
      "ca.pem": 0o644,
      "control.json": 0o600,
      lock: 0o600,
      "server.key": 0o600,
      "server.pem": 0o644,
      "state.log": 0o600,
    });
    assert.match(first.instanceId, /^iot-\d\dz[0-9a-z]{12}$/);
    const { instanceId, caPem } = first;
    await first.close();
    assert.deepEqual(fs.readdirSync(dir).sort(), [
      "ca.key",
      "ca.pem",
      "server.key",
      "server.pem",
      "state.log",
    ]);
    const second = await start({ dir });
    assert.deepEqual([second.instanceId, second.caPem], [instanceId, caPem]);
  });

  it("gives a listener on all addresses a certificate with each of them", async () => {
    const dir = await tempFolder();
    const before = fs.readFileSync(path.join(dir, "server.pem"), "utf8");
    const { X509Certificate } = await import("node:crypto");
    const { networkInterfaces } = await import("node:os");
    await start({ dir, host: "0.0.0.0" });
    const certificate = new X509Certificate(fs.readFileSync(path.join(dir, "server.pem")));
    for (const addresses of Object.values(networkInterfaces())) {
      for (const { address, family } of addresses!)
        if (family === "IPv4") assert.ok(certificate.checkIP(address), address);
    }
    assert.ok(new X509Certificate(before).checkIP("127.0.0.1"));
  });

  it("on a port that is taken fails with a code, and leaves the folder free", async () => {
    const server = net.createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    later(() => void server.close());
    const dir = await tempFolder();
    const { port } = server.address() as net.AddressInfo;
    await assert.rejects(startInstance({ dir, port }), { code: E_PORT_TAKEN, detail: `127.0.0.1:${port}` });
    await assert.rejects(startInstance({ dir, plainPort: port }), { code: E_PORT_TAKEN });
    await start({ dir });
  });

  it("on an address of another machine fails with a code", async () => {
    await assert.rejects(startInstance({ dir: await tempFolder(), host: "192.0.2.1" }), {
      code: E_PORT_REFUSED,
    });
  });

  it("in a folder that cannot be one fails with a code", async () => {
    const file = path.join(await tempFolder(false), "file");
    fs.writeFileSync(file, "");
    await assert.rejects(startInstance({ dir: path.join(file, "folder") }), { code: E_FOLDER_UNUSABLE });
    await assert.rejects(startInstance({ dir: file }), { code: E_FOLDER_UNUSABLE });
  });

  it("with a broken key or certificate names the file, and makes anew what is deleted", async () => {
    for (const name of ["ca.key", "ca.pem", "server.key", "server.pem"]) {
      const dir = await tempFolder();
      const file = path.join(dir, name);
      fs.writeFileSync(file, "not PEM");
      await assert.rejects(startInstance({ dir }), { code: E_CERTIFICATE_UNUSABLE, detail: file });
      fs.rmSync(file);
      const instance = await start({ dir });
      assert.equal((await RawClient.connect(instance, login(addDevice(instance)))).code, 0, name);
    }
  });

  it("where the system lets it open too few files for its devices says so", async () => {
    const dir = await tempFolder();
    for (const [files, code] of [
      [300, E_FILES_FEW],
      [600, undefined],
    ] as const) {
      const command = `ulimit -n ${files}; exec "${process.execPath}" --import tsx "${CHILD}" "${dir}"`;
      const child = spawn("sh", ["-c", command], { stdio: ["ignore", "pipe", "inherit"] });
      later(() => void child.kill("SIGKILL"));
      const [line] = await once(createInterface(child.stdout), "line");
      assert.equal(JSON.parse(line).code, code);
    }
  });

  it("with the certificate of another key fails with the file's name", async () => {
    const dir = await tempFolder();
    fs.copyFileSync(path.join(dir, "ca.pem"), path.join(dir, "server.pem"));
    await assert.rejects(startInstance({ dir }), { code: E_CERTIFICATE_UNUSABLE });
  });
});
