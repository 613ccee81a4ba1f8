// Reads linkino.json: one file says which device, which instance of the platform, and how far the link is
// trusted. Every fault is found before anything is done, contradictions between keys too; secrets are in
// secrets.ts.

import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import {
  E_SETTINGS_DOUBTFUL,
  E_SETTINGS_MISSING,
  E_SETTINGS_SYNTAX,
  E_SETTINGS_WRONG,
  Failure,
} from "../lib/codes.ts";
import type { Settings } from "../lib/settings.ts";
import { httpHosts, instanceIdOf, mqttHost } from "../lib/sign/host.ts";
import { findFaults, formatFaults, sortFaults } from "./config-faults.ts";
import { findContradictions, findDoubts } from "./config-rules.ts";
import { CONFIG, type Given, SECRETS } from "./config-schema.ts";
import { JsonFault, type JsonSource, parseJson } from "./json-source.ts";
import { warn } from "./output.ts";

/** Where `linkino instance` listens for HTTPS. */
const LOCAL_HTTP_PORT = 8443;

/** The settings, checked and complete. Paths are absolute. */
export interface Config extends Given {
  /** The file they come from. */
  file: string;
  /** The folder of that file, where the secrets are too. */
  folder: string;
  instance: Given["instance"] & { host: string };
}

/**
 * The settings in `file`. Throws Failure with E_SETTINGS_MISSING, E_SETTINGS_SYNTAX or E_SETTINGS_WRONG; what
 * is allowed but hardly meant goes to `say`, which prints it.
 */
export function loadConfig(
  file = "linkino.json",
  say: (code: number, detail: string) => void = warn,
): Config {
  const source = readSource(file);
  const folder = path.dirname(path.resolve(file));
  const faults = [
    ...findFaults(CONFIG, source, Object.keys(SECRETS.shape)),
    ...findContradictions(source, folder),
  ];
  if (faults.length) throw new Failure(E_SETTINGS_WRONG, formatFaults(file, sortFaults(faults)));
  const given = CONFIG.parse(source.value);
  const doubts = findDoubts(given, source);
  if (doubts.length) say(E_SETTINGS_DOUBTFUL, formatFaults(file, sortFaults(doubts)));
  return complete(given, path.resolve(file), folder);
}

/** The record that a board with these settings reads at its start. */
export function toRecord({ product, device, instance, tls, console }: Config): Settings {
  return {
    v: 1,
    pk: product.productKey,
    dn: device.deviceName,
    host: instance.host,
    port: instance.port,
    hh: instance.httpHost === instance.host ? undefined : instance.httpHost,
    hp: instance.httpPort === 443 ? undefined : instance.httpPort,
    rh: instance.registerHost === instance.httpHost ? undefined : instance.registerHost,
    iid: instance.id,
    cid: device.clientId,
    ts: device.timestamp?.toString(),
    ka: device.keepAliveSec,
    keep: device.keepSession ? 1 : undefined,
    re: device.registerAgain ? 1 : undefined,
    age: device.commandMaxAgeSec,
    tls,
    sni: instance.sni,
    psk: tls === "verified" && instance.psk ? 1 : undefined,
    at: tls === "verified" ? Math.floor(Date.now() / 1000) : undefined,
    con: console,
  };
}

/** The JSON in `file` with its places. Throws Failure with E_SETTINGS_MISSING or E_SETTINGS_SYNTAX. */
export function readSource(file: string): JsonSource {
  if (!existsSync(file)) throw new Failure(E_SETTINGS_MISSING, file);
  try {
    return parseJson(readFileSync(file, "utf8"));
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const { line, column } = error.place;
    throw new Failure(E_SETTINGS_SYNTAX, `${file}:${line}:${column} ${error.message}`);
  }
}

function complete(given: Given, file: string, folder: string): Config {
  const host = given.instance.host ?? makeHost(given);
  const id = given.instance.id ?? (instanceIdOf(host) || undefined);
  const ca = given.instance.ca && path.resolve(folder, given.instance.ca);
  const entry = path.resolve(folder, given.entry);
  const psk = given.instance.psk ?? offersPsk({ ...given.instance, host }, given.product.productKey);
  const http = completeHttp({ ...given.instance, host, id });
  return { ...given, file, folder, entry, instance: { ...given.instance, host, id, ca, psk, ...http } };
}

/** Where the instance has its HTTPS service: on this machine where it is a local one, else where the documents say. */
function completeHttp(its: Given["instance"] & { host: string }): Partial<Given["instance"]> {
  const { kind, id, region, host } = its;
  const known = kind === "local" || (kind === "new" && !id)
    ? { host, register: its.httpHost ?? host }
    : httpHosts(kind, { instanceId: id, region });
  const httpHost = its.httpHost ?? known.host;
  // A host that was chosen is taken for both, unless there is one for that.
  const registerHost = its.registerHost ?? (its.httpHost ? httpHost : known.register);
  return { httpHost, registerHost, httpPort: its.httpPort ?? (kind === "local" ? LOCAL_HTTP_PORT : 443) };
}

/** Where TLS-PSK is known to work: the local instance, and the two hosts that the C SDK 3.x manual names. */
function offersPsk({ kind, host, port }: Given["instance"] & { host: string }, productKey: string): boolean {
  if (kind !== "old") return kind === "local";
  const hosts = ["itls", "iot-as-mqtt"].map((service) => `${productKey}.${service}.cn-shanghai.aliyuncs.com`);
  return port === 1883 && hosts.some((each) => each.toLowerCase() === host.toLowerCase());
}

function makeHost({ product, instance }: Given): string {
  if (instance.kind === "local") return "127.0.0.1";
  return mqttHost(instance.kind, {
    productKey: product.productKey,
    instanceId: instance.id,
    region: instance.region,
  });
}
