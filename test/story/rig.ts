// A story on a stage that a test can spoil: an instance, a board in memory, and the image of a given app.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { FlashFile } from "../../bench/board/flash.ts";
import { SimBoard } from "../../bench/board/index.ts";
import { type Instance, startInstance } from "../../bench/instance/index.ts";
import { type Stage, tellStory } from "../../bench/story.ts";
import { type Built, buildImage, loadBoard } from "../../tools/build/index.ts";
import type { Settings } from "../../lib/settings.ts";
import type { Config } from "../../tools/config.ts";
import { provision, readIdentity } from "../../tools/provision.ts";
import { loadRoots, packTrust } from "../../tools/roots.ts";

const SAMPLE = resolve(import.meta.dirname, "../../firmware/main.ts");
const board = loadBoard("esp32-wrover");

/** Everything a test may put its hands on. */
export interface Rig {
  instance: Instance;
  device: SimBoard;
  productKey: string;
  deviceName: string;
  stage: Stage;
}

/** The image of an app, given as TypeScript. */
export async function buildApp(source?: string, tls: "verified" | "native" = "native"): Promise<Built> {
  if (source === undefined) return buildImage({ entry: SAMPLE, board, tls, loader: true, version: "1.0.0" });
  // Inside the project, where the compiler finds its types.
  const dir = mkdtempSync(join(import.meta.dirname, "app-"));
  try {
    writeFileSync(join(dir, "main.ts"), source);
    return await buildImage({ entry: join(dir, "main.ts"), board, tls, loader: true, version: "1.0.0" });
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** Runs the story once, after `spoil`, over the interpreter's own TLS unless `settings` say else; resolves with its lines, or fails as the story does. */
export async function runStory(
  built: Built, spoil: (rig: Rig) => void = () => undefined, settings: Partial<Settings> = {},
): Promise<string[]> {
  const dir = mkdtempSync(join(tmpdir(), "linkino-story-"));
  const instance = await startInstance({ dir });
  const deviceName = "story-1";
  const { productKey, productSecret } = instance.addProduct({ name: "story", dynamicRegistration: true });
  instance.addDevice({ productKey, deviceName });
  const flash = FlashFile.inMemory(board);
  const wifi = { ssid: "linkino", password: "simulated" };
  provision(flash, board, {
    loader: built.loader,
    image: built.image,
    imageVersion: 1,
    productSecret,
    wifi,
    roots: packTrust(loadRoots({ instance: { ca: instance.caFile } } as Config)),
    settings: {
      v: 1, pk: productKey, dn: deviceName, host: "127.0.0.1", port: instance.port, iid: instance.instanceId,
      tls: "native", con: "open", ...settings,
    },
  });
  const device = new SimBoard({ flash, board, wifi });
  const lines: string[] = [];
  const stage: Stage = {
    board: device,
    instance,
    productKey,
    deviceName,
    image: "image",
    storedSecret: () => readIdentity(flash, board)?.secret,
    knownSecret: () => instance.find(productKey, deviceName)?.deviceSecret,
    setProperties: (params) => instance.setProperty(productKey, deviceName, params as never),
    cutAtNextWrite: () => {
      device.cutPowerAt(2);
      return true;
    },
    tell: (what, evidence) => lines.push(`${what}: ${evidence}`),
    patienceMs: 8000,
  };
  try {
    spoil({ instance, device, productKey, deviceName, stage });
    await tellStory(stage);
    return lines;
  } finally {
    device.close();
    await instance.close();
    rmSync(dir, { recursive: true, force: true });
  }
}
