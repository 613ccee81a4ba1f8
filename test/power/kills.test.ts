// Power cuts on the real interpreter (ESPRUINO=…): its process is killed at every single write to its flash file
// (with strace) and at 200 random moments, while the device registers, logs in, restarts for want of memory, and
// logs in again. The device that comes up next has its identity, and registers only where none was stored.
import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { FlashFile } from "../../bench/board/flash.ts";
import { FLASH_NAME } from "../../bench/board/index.ts";
import { seededWords } from "../../bench/board/prng.ts";
import { isSound } from "../../bench/board/storage-scan.ts";
import { Storage } from "../../bench/board/storage.ts";
import { type Instance, type Product, startInstance } from "../../bench/instance/index.ts";
import { S_ONLINE } from "../../lib/codes.ts";
import { type Built, buildImage, loadBoard } from "../../tools/build/index.ts";
import { BOARD, goodSettings, makeFlash } from "../firmware/images.ts";
import { type Ending, type LifeOptions, live, straceMissing } from "./interpreter.ts";
import { isUnfinished, readKept } from "./records.ts";

const LINUX = loadBoard("linux");
const RANDOM_KILLS = 200;
/** From the registration at the platform until its secret is stored, as a rule. */
const STORING_MS = 40;
/** Boards at a time. */
const LANES = 2;

/** A board with a device of its own, in a folder of its own. */
interface Unit {
  dir: string;
  name: string;
  settings: string;
}

describe("a device on the real interpreter whose process is killed", function () {
  this.timeout(900000);
  let root: string;
  let instance: Instance;
  let product: Product;
  let image: Built;
  let names = 0;
  /** By device: how often it has registered, was refused, has reported. */
  const counts = new Map<string, { registered: number; refused: number; reports: number }>();
  const onRegistered = new Map<string, () => void>();
  const of = (name: string) => {
    if (!counts.has(name)) counts.set(name, { registered: 0, refused: 0, reports: 0 });
    return counts.get(name)!;
  };

  before(async function () {
    if (!process.env.ESPRUINO) return this.skip();
    root = mkdtempSync(join(tmpdir(), "linkino-kills-"));
    instance = await startInstance({ dir: join(root, "instance"), limits: false });
    product = instance.addProduct({ dynamicRegistration: true });
    instance.on("registered", ({ deviceName }) => {
      of(deviceName).registered++;
      onRegistered.get(deviceName)?.();
    });
    instance.on("refused", ({ deviceName }) => of(deviceName).refused++);
    instance.on("property", ({ deviceName }) => of(deviceName).reports++);
    const entry = fileURLToPath(new URL("fixtures/quick.ts", import.meta.url));
    const defines = { __AUTH__: "register", __SIGN__: "hmacsha256" };
    image = await buildImage({ entry, board: BOARD, tls: "native", version: "1.2.3", loader: true, defines });
  });
  after(async () => {
    await instance?.close();
    if (root) rmSync(root, { recursive: true, force: true });
  });

  /** A board that was provisioned and never started, or a copy of another one. */
  function makeUnit(like?: Unit): Unit {
    const dir = mkdtempSync(join(root, "board-"));
    if (like) {
      copyFileSync(join(like.dir, FLASH_NAME), join(dir, FLASH_NAME));
      return { ...like, dir };
    }
    const name = `killed-${++names}`;
    const { productKey, productSecret } = product;
    instance.addDevice({ productKey, deviceName: name });
    const settings = goodSettings({
      pk: productKey, dn: name, host: "127.0.0.1", port: instance.port, iid: instance.instanceId,
    });
    const flash = FlashFile.open(join(dir, FLASH_NAME), LINUX, { create: true });
    makeFlash(image, { settings, productSecret, wifi: undefined }, LINUX, flash);
    flash.close();
    return { dir, name, settings: JSON.stringify(settings) };
  }

  function look<T>({ dir }: Unit, use: (flash: FlashFile) => T): T {
    const flash = FlashFile.open(join(dir, FLASH_NAME), LINUX);
    try {
      return use(flash);
    } finally {
      flash.close();
    }
  }

  /** A life that is over when the device has reported and, in the phase that restarts, has done so again. */
  function lead(unit: Unit, restarts: boolean, options: Partial<LifeOptions> = {}): Promise<Ending> {
    const from = of(unit.name).reports;
    const online = (lines: string[]): number => lines.filter((line) => line.endsWith(`LK ${S_ONLINE}`)).length;
    return live(unit.dir, {
      isOver: (lines) => of(unit.name).reports > from + (restarts ? 1 : 0) && online(lines) > (restarts ? 1 : 0),
      type: () =>
        restarts && of(unit.name).reports === from + 1 ? "E.emit('errorFlag', ['MEMORY'])" : undefined,
      ...options,
    });
  }

  /** Checks what a kill has left, then what the next life makes of it. Returns whether a record was unfinished. */
  async function checkKilled(unit: Unit, note: string): Promise<boolean> {
    const device = instance.find(product.productKey, unit.name)!;
    const before = { ...of(unit.name) };
    const { unfinished, kept } = look(unit, (flash) => {
      assert.ok(isSound(flash), `${note}: Storage is sound`);
      assert.equal(new Storage(flash, LINUX).getStats().trashCount, 0, note);
      return { unfinished: isUnfinished(flash), kept: readKept(flash) };
    });
    if (device.active) assert.equal(kept.secret, device.deviceSecret, `${note}: an active device has its secret`);
    const next = await lead(unit, false);
    assert.ok(next.done, `${note}: the next life said\n${next.lines.slice(0, 40).join("\n")}`);
    assert.ok(!/corrupt|compact|uncaught|ASSERT/i.test(next.lines.join("\n")), `${note}:\n${next.lines.join("\n")}`);
    const now = of(unit.name);
    assert.equal(now.refused, 0, note);
    assert.ok(now.registered - before.registered <= (kept.secret ? 0 : 1), `${note}: registers again`);
    const after = look(unit, readKept);
    assert.equal(after.secret, instance.find(product.productKey, unit.name)!.deviceSecret, note);
    assert.equal(after.settings, unit.settings, note);
    return unfinished;
  }

  /** Does the jobs, on so many boards at a time. */
  async function inLanes(count: number, job: (number: number, lane: number) => Promise<void>): Promise<void> {
    let next = 0;
    await Promise.all(Array.from({ length: LANES }, async (_, lane) => {
      while (next < count) await job(next++, lane);
    }));
  }

  /** For each lane a board that is registered and was online. */
  async function settle(): Promise<Unit[]> {
    return Promise.all(Array.from({ length: LANES }, async () => {
      const unit = makeUnit();
      assert.ok((await lead(unit, false)).done);
      return unit;
    }));
  }

  it("at any single write to its flash file loses nothing", async function () {
    const missing = straceMissing();
    if (missing) {
      console.log(`      skipped: ${missing}`);
      return this.skip();
    }
    const settled = await settle();
    let kills = 0;
    let inside = 0;
    for (const [phase, restarts, from] of [
      ["registration and login", false, () => makeUnit()],
      ["restart for want of memory", true, (lane: number) => makeUnit(settled[lane])],
      ["login", false, (lane: number) => makeUnit(settled[lane])],
    ] as const) {
      const counted = from(0);
      const { done, lines, writes } = await lead(counted, restarts, { killAtWrite: Infinity });
      assert.ok(done && writes > 0, lines.slice(0, 40).join("\n"));
      await inLanes(writes, async (number, lane) => {
        const unit = from(lane);
        const note = `${phase}, write ${number + 1} of ${writes}`;
        const { killed, lines } = await lead(unit, restarts, { killAtWrite: number + 1 });
        assert.ok(killed, `${note}: was not killed; it said\n${lines.slice(0, 40).join("\n")}`);
        kills++;
        if (await checkKilled(unit, note)) inside++;
      });
      console.log(`      ${phase}: killed at each of ${writes} writes`);
    }
    console.log(`      ${kills} kills, ${inside} of them inside a record`);
    assert.ok(inside > 0);
  });

  it("at 200 random moments loses nothing", async () => {
    const words = seededWords(200);
    let lastedMs = 0;
    let inside = 0;
    let over = 0;
    await inLanes(RANDOM_KILLS + LANES, async (number) => {
      const unit = makeUnit();
      if (number < LANES) {
        const whole = await lead(unit, false);
        assert.ok(whole.done);
        lastedMs = Math.max(lastedMs, whole.lastedMs);
        return;
      }
      // Every other one while the secret arrives and is stored, which is a small part of a life.
      const near = number % 2 === 1;
      const afterMs = words() % (near ? STORING_MS : lastedMs);
      const arm = (kill: () => void): void => {
        const start = (): void => void setTimeout(kill, afterMs);
        if (near) onRegistered.set(unit.name, start);
        else start();
      };
      const { killed } = await lead(unit, false, { arm });
      if (!killed) over++;
      const note = `kill ${number - LANES + 1}, ${afterMs} ms after ${near ? "the registration" : "the start"}`;
      if (await checkKilled(unit, note)) inside++;
      rmSync(unit.dir, { recursive: true });
    });
    console.log(`      ${RANDOM_KILLS} kills within ${lastedMs} ms, ${inside} of them inside a record, ${over} too late`);
  });
});
