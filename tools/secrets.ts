// Where secrets come from: the environment, else linkino.secrets.json beside linkino.json. Never the command
// line, which other users of the computer can read, and never linkino.json, which is committed.

import { existsSync, statSync } from "node:fs";
import * as path from "node:path";
import type { z } from "zod";
import { E_SECRET_MISSING, E_SECRET_WRONG, E_SECRETS_OPEN, Failure } from "../lib/codes.ts";
import { readSource, type Config } from "./config.ts";
import { findFaults, formatFaults } from "./config-faults.ts";
import { SECRETS } from "./config-schema.ts";
import { parseJson } from "./json-source.ts";
import { hide, pick, warn } from "./output.ts";

export type Secrets = z.output<typeof SECRETS>;

/** The environment variable of each key. */
export const VARIABLES: Record<keyof Secrets, string> = {
  productSecret: "LINKINO_PRODUCT_SECRET",
  deviceSecret: "LINKINO_DEVICE_SECRET",
  wifiSsid: "LINKINO_WIFI_SSID",
  wifiPassword: "LINKINO_WIFI_PASSWORD",
  consolePassword: "LINKINO_CONSOLE_PASSWORD",
};

/**
 * The secrets beside the settings in `folder`; the environment goes before the file. From then on they are
 * masked in every failure that is printed. Throws Failure with E_SECRET_WRONG or E_SETTINGS_SYNTAX; a file
 * that others can read goes to `say`.
 */
export function loadSecrets(
  folder: string,
  env: NodeJS.ProcessEnv = process.env,
  say: (code: number, detail: string) => void = warn,
): Secrets {
  const given: Record<string, string> = {};
  for (const [key, name] of Object.entries(VARIABLES)) if (env[name] !== undefined) given[key] = env[name];
  const secrets = { ...readFile(path.join(folder, "linkino.secrets.json"), say), ...readVariables(given) };
  for (const [key, value] of Object.entries(secrets)) if (key !== "wifiSsid") hide(value);
  return secrets;
}

/**
 * Throws Failure with E_SECRET_MISSING, which names all that a board with these settings needs and `secrets`
 * lack.
 */
export function requireSecrets({ device, console }: Config, secrets: Secrets): void {
  const needed: (keyof Secrets)[] = [device.auth === "secret" ? "deviceSecret" : "productSecret"];
  if (console === "password") needed.push("consolePassword");
  if (secrets.wifiPassword !== undefined) needed.push("wifiSsid");
  const missing = needed.filter((key) => secrets[key] === undefined);
  if (!missing.length) return;
  const list = missing.map((key) => pick(`${key} (or ${VARIABLES[key]})`, `${key}（或 ${VARIABLES[key]}）`));
  throw new Failure(E_SECRET_MISSING, list.join(pick(", ", "、")));
}

function readFile(file: string, say: (code: number, detail: string) => void): Secrets {
  if (!existsSync(file)) return {};
  // Windows has no such mode: every file looks open there.
  if (process.platform !== "win32" && statSync(file).mode & 0o077) say(E_SECRETS_OPEN, `chmod 600 '${file}'`);
  const source = readSource(file);
  const faults = findFaults(SECRETS, source);
  if (faults.length) throw new Failure(E_SECRET_WRONG, formatFaults(file, faults));
  return SECRETS.parse(source.value);
}

function readVariables(given: Record<string, string>): Secrets {
  const faults = findFaults(SECRETS, parseJson(JSON.stringify(given)));
  if (!faults.length) return SECRETS.parse(given);
  const lines = faults.map(({ key, text }) => `${VARIABLES[key as keyof Secrets]} ${text}`);
  throw new Failure(
    E_SECRET_WRONG,
    lines.length === 1 ? lines[0]! : lines.map((line) => `\n  ${line}`).join(""),
  );
}
