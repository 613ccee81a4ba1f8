// The most important cases over real sockets, with real TLS and against the local instance: on the simulated
// board in real time, and on the real interpreter (ESPRUINO=…), with the same image and the same flash.
import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import * as net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as tls from "node:tls";
import { openCertificates } from "../../bench/instance/certs.ts";
import { type Instance, startInstance } from "../../bench/instance/index.ts";
import { RealBoard } from "../../bench/interpreter.ts";
import { FlashFile } from "../../bench/board/flash.ts";
import { FLASH_NAME, SimBoard } from "../../bench/board/index.ts";
import { Storage } from "../../bench/board/storage.ts";
import {
  E_BAD_SETTINGS, E_BOOT_FILE, E_CLOSED, E_CONNACK_DENIED, E_NO_IMAGE, E_NO_SETTINGS, E_OTHER_IDENTITY,
  E_REFUSED, E_REGISTER_REFUSED, E_SAFE_MODE, E_TLS, S_CONNECTING, S_ONLINE, S_REGISTERING,
} from "../../lib/codes.ts";
import { RECORD_SETTINGS } from "../../lib/flash/records.ts";
import { SLOT_A, SLOT_CONFIRMED_AT, SLOT_HEADER_BYTES } from "../../lib/flash/slot.ts";
import type { Settings } from "../../lib/settings.ts";
import { loadBoard } from "../../tools/build/index.ts";
import { type Provision, readIdentity } from "../../tools/provision.ts";
import { cleanUp, listen } from "./http-rig.ts";
import { BOARD, type Kind, WIFI, buildAll, goodSettings, imageOf, makeFlash, putRecord } from "./images.ts";

const LINUX = loadBoard("linux");
const PATIENCE_MS = 12000;

interface Board extends EventEmitter {
  boot(): void;
  powerOff(): void;
  close(): void;
  input(text: string): void;
  readonly isOn: boolean;
}

for (const [where, facts, makeBoard] of [
  ["the simulated board", BOARD, (dir: string): Board => new SimBoard({ dir, board: BOARD, wifi: WIFI })],
  ["the real interpreter", LINUX, (dir: string): Board => new RealBoard({ dir, board: LINUX })],
] as const) {
  describe(`a device on ${where}`, function () {
    this.timeout(20000);
    // What virtual time shows as well is left to it.
    const itOnReal: (name: string, test: () => Promise<void>) => unknown = facts === LINUX ? it : () => {};
    const undo: (() => unknown)[] = [];
    let instance: Instance;
    let keys: string;
    let productKey: string;
    let dir: string;
    let board: Board;
    let lines: string[];
    let names = 0;

    before(async function () {
      this.timeout(60000);
      if (where === "the real interpreter" && !process.env.ESPRUINO) return this.skip();
      await buildAll();
      keys = mkdtempSync(join(tmpdir(), "linkino-device-"));
      instance = await startInstance({ dir: keys });
      productKey = instance.addProduct({ dynamicRegistration: true }).productKey;
    });
    after(async () => {
      await instance?.close();
      if (keys) rmSync(keys, { recursive: true, force: true });
    });
    afterEach(async () => {
      for (const each of undo.splice(0).reverse()) await each();
      await cleanUp();
    });

    const codes = (): number[] =>
      lines.filter((line) => /^LK \d/.test(line)).map((line) => Number(line.split(" ")[1]));

    /** Provisions a new board for a new device; `more` changes settings, `what` the rest. */
    async function make(
      more: Partial<Settings> = {}, what: Partial<Provision> = {}, kind: Kind = "register",
    ): Promise<Settings> {
      const settings = goodSettings({
        pk: productKey, dn: `real-${++names}`, host: "127.0.0.1", port: instance.port,
        iid: instance.instanceId, ...more,
      });
      dir = mkdtempSync(join(tmpdir(), "linkino-device-"));
      undo.push(() => rmSync(dir, { recursive: true, force: true }));
      const { productSecret } = instance.products()[0]!;
      const flash = FlashFile.open(join(dir, FLASH_NAME), facts, { create: true });
      makeFlash(await imageOf(kind), { settings, productSecret, ...what }, facts, flash);
      flash.close();
      lines = [];
      return settings;
    }

    /** Looks at the flash of the board, which is off, or changes it. */
    function open<T>(use: (flash: FlashFile) => T): T {
      const flash = FlashFile.open(join(dir, FLASH_NAME), facts);
      try {
        return use(flash);
      } finally {
        flash.close();
      }
    }

    function boot(): void {
      board = makeBoard(dir);
      undo.push(() => off());
      board.on("console", (line: string) => lines.push(line));
      board.boot();
    }

    async function off(): Promise<void> {
      if (board.isOn) {
        const ended = once(board, "off");
        board.powerOff();
        await ended;
      }
      board.close();
    }

    /** Resolves when the board has said the code, now or before. */
    async function said(code: number, times = 1): Promise<void> {
      const deadline = Date.now() + PATIENCE_MS;
      while (codes().filter((each) => each === code).length < times) {
        const left = deadline - Date.now();
        if (left <= 0) throw new Error(`no ${code}; the board said:\n${lines.join("\n")}`);
        await Promise.race([once(board, "console"), new Promise((done) => setTimeout(done, left).unref())]);
      }
    }

    it("registers without a pre-created name, and logs in with its token after a power cut", async () => {
      const { dn } = await make({}, {}, "regnwl");
      boot();
      await said(S_ONLINE);
      await off();
      const [token] = instance.find(productKey, dn)!.tokens;
      assert.equal(open((flash) => readIdentity(flash, facts))!.secret, token!.deviceToken);
      boot();
      await said(S_ONLINE, 2);
      assert.equal(codes().filter((code) => code === S_REGISTERING).length, 1);
    });

    /** A board with the secret of its own device. */
    async function makeWithSecret(): Promise<Settings> {
      const deviceName = `real-${++names}`;
      const { deviceSecret } = instance.addDevice({ productKey, deviceName });
      const identity = { productKey, deviceName, secret: deviceSecret, clientId: "" };
      return make({ dn: deviceName }, { identity, productSecret: undefined }, "secret");
    }

    it("logs in with its own secret, and finds its slot marked in place at the next start", async () => {
      await makeWithSecret();
      const before = open((flash) => new Storage(flash, facts).find(SLOT_A)!.addr);
      // The report follows the mark; the code of being online is said before it.
      const reported = once(instance, "property");
      boot();
      await reported;
      await off();
      open((flash) => {
        const storage = new Storage(flash, facts);
        assert.equal(storage.find(SLOT_A)!.addr, before);
        assert.equal(storage.read(SLOT_A, 0, SLOT_HEADER_BYTES)![SLOT_CONFIRMED_AT], 0);
        assert.equal(storage.getStats().trashCount, 0);
      });
      boot();
      await said(S_ONLINE, 2);
    });

    itOnReal("says 300 when the ProductSecret is wrong", async () => {
      const { dn } = await make({}, { productSecret: "of another product" });
      instance.addDevice({ productKey, deviceName: dn });
      boot();
      await said(E_REGISTER_REFUSED);
    });

    itOnReal("says 355 when it was disabled", async () => {
      const { dn } = await makeWithSecret();
      instance.disable(productKey, dn);
      boot();
      await said(E_CONNACK_DENIED);
    });

    itOnReal("says 406 when the port takes no connection", async () => {
      const server = net.createServer();
      const port = await listen(server);
      await new Promise((done) => server.close(done));
      await make({ port });
      boot();
      await said(E_REFUSED);
    });

    it("says 407 when the peer does not speak TLS", async () => {
      await make({ port: await listen(net.createServer((socket) => socket.end("SSH-2.0-OpenSSH_9.6\r\n"))) });
      boot();
      await said(E_TLS);
    });

    itOnReal("says 407 when the peer closes before the handshake", async () => {
      await make({ port: await listen(net.createServer((socket) => socket.destroy())) });
      boot();
      await said(E_TLS);
    });

    it("says 358 when the peer takes the login and closes", async () => {
      const { certPem, keyPem } = await openCertificates(keys, "127.0.0.1");
      const server = tls.createServer({ cert: certPem, key: keyPem, maxVersion: "TLSv1.2" });
      server.on("secureConnection", (socket) => socket.once("data", () => socket.end()));
      await make({ port: await listen(server) });
      boot();
      await said(E_CLOSED);
      assert.ok(!codes().includes(E_TLS));
    });

    itOnReal("says 310 for the identity of another device, and registers under its own name", async () => {
      const identity = { productKey, deviceName: "another", secret: "f".repeat(32), clientId: "" };
      const { dn } = await make({}, { identity });
      instance.addDevice({ productKey, deviceName: dn });
      boot();
      await said(S_ONLINE);
      assert.ok(codes().includes(E_OTHER_IDENTITY));
    });

    itOnReal("says 480, 481, 308, 309 for what is wrong in its flash, and connects to nobody", async () => {
      for (const [code, spoil] of [
        [E_BOOT_FILE, (flash: FlashFile) => new Storage(flash, facts).write(".boot1", "1")],
        [E_NO_IMAGE, (flash: FlashFile) => new Storage(flash, facts).erase(SLOT_A)],
        [E_NO_SETTINGS, (flash: FlashFile) => putRecord(flash, RECORD_SETTINGS, "")],
        [E_BAD_SETTINGS, (flash: FlashFile) => putRecord(flash, RECORD_SETTINGS, "null")],
      ] as const) {
        await make();
        open<unknown>(spoil);
        boot();
        await said(code);
        assert.ok(!codes().includes(S_REGISTERING));
        await off();
      }
    });

    itOnReal("says 482 after three starts without the platform, and runs without the app", async () => {
      await make({ port: 1 });
      for (let start = 1; start <= 3; start++) {
        boot();
        await said(S_REGISTERING, start);
        await off();
      }
      const apps = lines.filter((line) => line === "APP main").length;
      assert.ok(apps > 0);
      boot();
      await said(E_SAFE_MODE);
      await said(S_REGISTERING, 4);
      assert.equal(lines.filter((line) => line === "APP main").length, apps);
      assert.ok(!codes().includes(S_CONNECTING));
    });

    it("says 516 when a handler throws, and goes on", async () => {
      const { dn } = await make();
      instance.addDevice({ productKey, deviceName: dn });
      // What it reports at first follows its subscriptions.
      const reported = once(instance, "property");
      boot();
      await reported;
      assert.equal((await instance.setProperty(productKey, dn, { stuck: 1 })).code, 460);
      assert.equal((await instance.setProperty(productKey, dn, { power: 3 })).code, 200);
      assert.ok(lines.includes("APP power 3"));
      assert.ok(codes().includes(516));
    });
  });
}
