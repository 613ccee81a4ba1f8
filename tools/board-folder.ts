// The folder of a board on this computer: one flash file, made from a build, settings and secrets, that boots on the
// simulated board and on a real interpreter alike.
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isLinux } from "../bench/board/facts.ts";
import { FlashFile } from "../bench/board/flash.ts";
import { FLASH_NAME } from "../bench/board/index.ts";
import { Storage } from "../bench/board/storage.ts";
import { WIFI_MODULE, WIFI_MODULE_NAME } from "../bench/board/wifi-module.ts";
import type { Identity } from "../lib/register.ts";
import type { Board } from "./build/board.ts";
import type { Built } from "./build/index.ts";
import { type Config, toRecord } from "./config.ts";
import { hasLoader, provision, readIdentity } from "./provision.ts";
import { loadRoots, packTrust } from "./roots.ts";
import { type Secrets, requireSecrets } from "./secrets.ts";

/** What a simulated access point is called and takes where the secrets name no other. */
export const SIMULATED_WIFI = { ssid: "linkino", password: "simulated" };

/** The version of an image as the number that slots are compared by: 10 bits each for minor and patch. */
export function versionNumber(version: string): number {
  const parts = version.split(".").map((part) => parseInt(part, 10) || 0);
  return (parts[0] ?? 0) * 1048576 + ((parts[1] ?? 0) & 1023) * 1024 + ((parts[2] ?? 0) & 1023);
}

/** Erases the flash of the board in `dir` and provisions it. Throws E_SECRET_MISSING, E_ROOTS_MISSING and what `provision` throws. */
export function makeFresh(dir: string, board: Board, built: Built, config: Config, secrets: Secrets): void {
  requireSecrets(config, secrets);
  const roots = config.tls === "verified" ? packTrust(loadRoots(config)) : undefined;
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const file = join(dir, FLASH_NAME);
  rmSync(file, { force: true });
  const flash = FlashFile.open(file, board, { create: true });
  try {
    const settings = toRecord(config);
    const { productSecret, deviceSecret, consolePassword } = secrets;
    provision(flash, board, {
      loader: built.loader,
      image: built.image,
      imageVersion: versionNumber(built.manifest.version),
      roots,
      settings,
      // A board that has its own secret gets nothing that other boards share.
      productSecret: config.device.auth === "secret" ? undefined : productSecret,
      identity: config.device.auth === "secret" && deviceSecret
        ? { productKey: settings.pk, deviceName: settings.dn, secret: deviceSecret, clientId: "" }
        : undefined,
      wifi: wifiOf(secrets),
      consolePassword,
    });
    if (isLinux(board)) new Storage(flash, board).write(WIFI_MODULE_NAME, WIFI_MODULE);
  } finally {
    flash.close();
  }
}

/** Whether the flash of the board in `dir` has a whole boot loader; nothing is written. The interpreter erases what
 *  it takes for a damaged Storage, and a file that somebody may want to look at would be gone. */
export function isBootable(dir: string, board: Board): boolean {
  const flash = FlashFile.open(join(dir, FLASH_NAME), board);
  try {
    return hasLoader(flash, board);
  } finally {
    flash.close();
  }
}

/** The network that the board joins. */
export function wifiOf(secrets: Secrets): { ssid: string; password: string } {
  return secrets.wifiSsid === undefined
    ? SIMULATED_WIFI
    : { ssid: secrets.wifiSsid, password: secrets.wifiPassword ?? "" };
}

/** The identity in the flash file of the board in `dir`, as it is on the disk now. */
export function readStored(dir: string, board: Board): Identity | undefined {
  const flash = FlashFile.open(join(dir, FLASH_NAME), board);
  try {
    return readIdentity(flash, board);
  } finally {
    flash.close();
  }
}
