// Rules of linkino.json that concern more than one key, and what its values point to.
// Hosts and regions as in the platform's page on endpoints (查看实例终端节点).

import * as path from "node:path";
import { isPrivateHost } from "../lib/private-host.ts";
import { instanceIdOf } from "../lib/sign/host.ts";
import { boardIds } from "./build/board.ts";
import { type Fault, faultAt } from "./config-faults.ts";
import type { Given } from "./config-schema.ts";
import type { JsonSource } from "./json-source.ts";
import { nearest } from "./nearest.ts";
import { pick } from "./output.ts";
import { faultsOfRoots } from "./roots.ts";

const REGIONS = ["cn-shanghai", "ap-southeast-1", "ap-northeast-1", "us-west-1", "us-east-1", "eu-central-1"];
const ENTERPRISE_REGIONS = ["cn-beijing", "cn-shenzhen"];

/**
 * Keys that cannot stand together, and names of files and boards that do not exist. Works on the raw value,
 * which may have other faults too: what has the wrong type is passed over here. `folder` is where relative
 * paths begin.
 */
export function findContradictions(source: JsonSource, folder: string): Fault[] {
  const faults: Fault[] = [];
  const at = (place: string, en: string, zh: string) =>
    faults.push(faultAt(source, place.split("."), pick(en, zh)));
  const text = (place: string) => textAt(source.value, place.split("."));
  const kind = text("instance.kind");
  const id = text("instance.id");
  const host = text("instance.host");
  const auth = text("device.auth");
  const tls = text("tls");

  if (kind === "new" && !id && !host) {
    at(
      "instance",
      'kind "new" needs the id of the instance (or its host)',
      "kind 为“new”时须给出实例 id（或 host）",
    );
  }
  if (kind === "old" && id) {
    at(
      "instance.id",
      'an old public instance has no id; with an id, kind is "new"',
      "旧版公共实例没有 id；有 id 时 kind 应为“new”",
    );
  }
  if (host && kind && kindOfHost(host) && kindOfHost(host) !== kind) {
    at(
      "instance.host",
      `this host belongs to kind "${kindOfHost(host)}"`,
      `这个主机属于 kind“${kindOfHost(host)}”`,
    );
  } else if (host && id && instanceIdOf(host) && instanceIdOf(host) !== id) {
    at("instance.host", "this host belongs to an instance with another id", "这个主机属于另一个实例 id");
  }
  if (tls === "plain" && !(host ? isPrivateHost(host) : kind !== "new" && kind !== "old")) {
    at(
      "tls",
      "plain TCP is for localhost and addresses of private networks only",
      "明文 TCP 只能用于 localhost 和私有网络地址",
    );
  } else if (tls === "plain" && (auth === "register" || auth === "regnwl")) {
    at("tls", `"${auth}" goes over TLS only: a secret comes back on it`, `“${auth}”会下发密钥，只能走 TLS`);
  }
  for (const key of ["httpHost", "registerHost"]) {
    const its = text(`instance.${key}`);
    if (tls === "plain" && its && !isPrivateHost(its)) {
      at(
        `instance.${key}`,
        "plain HTTP is for localhost and addresses of private networks only",
        "明文 HTTP 只能用于 localhost 和私有网络地址",
      );
    }
  }
  checkBoard(text("board"), at);
  checkRoots(text("instance.ca"), folder, at);
  return faults;
}

type At = (place: string, en: string, zh: string) => void;

function checkBoard(board: string | undefined, at: At): void {
  if (board === undefined) return;
  const known = boardIds();
  if (known.includes(board)) return;
  const meant = nearest(board, known);
  const list = known.join(", ");
  at(
    "board",
    meant ? `there is no such board; did you mean "${meant}"?` : `there is no such board; there are ${list}`,
    meant ? `没有这种板子；是不是“${meant}”？` : `没有这种板子，可选 ${list}`,
  );
}

function checkRoots(ca: string | undefined, folder: string, at: At): void {
  if (ca === undefined) return;
  for (const [en, zh] of faultsOfRoots(path.resolve(folder, ca))) at("instance.ca", en, zh);
}

function kindOfHost(host: string): Given["instance"]["kind"] | undefined {
  if (instanceIdOf(host)) return "new";
  if (/\.iot-as-mqtt\.[a-z0-9-]+\.aliyuncs\.com$/i.test(host)) return "old";
  return undefined;
}

/** What the platform would hardly take, though it may: for a warning. */
export function findDoubts({ device, instance }: Given, source: JsonSource): Fault[] {
  const doubts: Fault[] = [];
  const doubt = (place: string, en: string, zh: string) =>
    doubts.push(faultAt(source, place.split("."), pick(en, zh)));
  const { kind, region } = instance;
  if (kind === "local") return doubts;
  if (![...REGIONS, ...ENTERPRISE_REGIONS].includes(region)) {
    const meant = nearest(region, [...REGIONS, ...ENTERPRISE_REGIONS]) ?? "";
    doubt(
      "instance.region",
      `no region of the platform is known by this name${meant && `; did you mean "${meant}"?`}`,
      `平台没有已知的同名地域${meant && `；是不是“${meant}”？`}`,
    );
  } else if (kind === "old" && ENTERPRISE_REGIONS.includes(region)) {
    doubt(
      "instance.region",
      'this region has Enterprise instances only (kind "new")',
      "该地域只有企业版实例（kind 应为“new”）",
    );
  }
  if (device.auth === "regnwl" && region !== "cn-shanghai") {
    doubt("device.auth", '"regnwl" is offered in cn-shanghai only', "“regnwl”只在 cn-shanghai 提供");
  }
  return doubts;
}

function textAt(value: unknown, keys: string[]): string | undefined {
  let inner = value;
  for (const key of keys) inner = (inner as Record<string, unknown> | null | undefined)?.[key];
  return typeof inner === "string" ? inner : undefined;
}
