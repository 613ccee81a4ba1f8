// Who may do what on which topic (help: Topic; Alink protocol). A device has the system topics of its own
// name and the custom topics its product defines; nothing else, and nothing of another device. The tables
// name what devices send and what reaches a session without SUBSCRIBE; a level `+` stands for any one level,
// `*x` for any level that ends in x.

import { E_TOPIC_CLASS_WRONG, Failure } from "../../lib/codes.ts";
import { TOPIC_MAX_SLASHES } from "./limits.ts";
import type { TopicClass } from "./state.ts";

/** What every product owns from its creation. */
export const DEFAULT_CLASSES: readonly TopicClass[] = [
  { name: "user/update", access: "pub" },
  { name: "user/update/error", access: "pub" },
  { name: "user/get", access: "sub" },
];

const UPLINK = [
  ...[
    "thing/event/+/post",
    "thing/event/property/batch/post",
    "thing/event/property/history/post",
    "thing/event/property/pack/post",
    "thing/service/*_reply",
    "thing/service/property/*_reply",
    "thing/property/desired/get",
    "thing/property/desired/delete",
    "thing/dsltemplate/get",
    "thing/dynamicTsl/get",
    "thing/model/up_raw",
    "thing/model/down_raw_reply",
    "thing/disable_reply",
    "thing/enable_reply",
    "thing/delete_reply",
    "rrpc/response/+",
    "thing/deviceinfo/update",
    "thing/deviceinfo/delete",
    "thing/deviceinfo/get",
    "thing/config/get",
    "thing/config/push_reply",
    "thing/config/log/get",
    "thing/config/log/post",
    "thing/config/log/push_reply",
    "thing/log/post",
    "thing/ota/firmware/get",
    "thing/file/download",
    "thing/file/upload/mqtt/+",
    "thing/job/get",
    "thing/job/update",
    "thing/job/notify_reply",
    "thing/bootstrap/notify_reply",
    "codec/topic/update",
    "_thing/diag/post",
    "thing/topo/add",
    "thing/topo/delete",
    "thing/topo/get",
    "thing/topo/add/notify_reply",
    "thing/topo/change_reply",
    "thing/list/found",
    "thing/sub/register",
    "thing/proxy/provisioning/product_register",
  ].map((name) => `/sys/{device}/${name}`),
  "/ext/ntp/{device}/request",
  "/ext/session/{device}/combine/+",
  "/shadow/update/{device}",
  "/ext/rrpc/+/sys/{device}/thing/service/+",
  "/ext/rrpc/+/sys/{device}/thing/model/down_raw",
  "/ota/device/inform/{device}",
  "/ota/device/progress/{device}",
  "/ota/device/request/{device}",
].map(levelsOf);

const AUTOMATIC = [
  ...[
    "thing/event/+/post_reply",
    "thing/service/property/set",
    "thing/service/property/get",
    "thing/service/+",
    "thing/model/up_raw_reply",
    "thing/model/down_raw",
    "thing/property/desired/*_reply",
    "thing/config/push",
    "thing/config/get_reply",
    "thing/config/log/*_reply",
    "thing/config/log/push",
    "thing/log/post_reply",
    "thing/deviceinfo/update_reply",
    "thing/deviceinfo/delete_reply",
    "thing/disable",
    "thing/enable",
    "thing/delete",
    "thing/ota/firmware/get_reply",
    "thing/topo/*_reply",
  ].map((name) => `/sys/{device}/${name}`),
  "/ext/rrpc/+/sys/{device}/thing/service/+",
  "/ext/rrpc/+/sys/{device}/thing/model/down_raw",
  "/ext/ntp/{device}/response",
  "/ext/session/{device}/combine/+",
  "/shadow/get/{device}",
  "/ota/device/upgrade/{device}",
].map(levelsOf);

// What reaches every session [C Link SDK, Android SDK].
const ALWAYS = ["/sys/{device}/broadcast/request/+"].map(levelsOf);

const SUBSCRIBABLE = [
  "/sys/{device}/#",
  "/ext/ntp/{device}/#",
  "/ext/session/{device}/#",
  "/ext/error/{device}",
  "/ext/rrpc/+/sys/{device}/#",
  "/shadow/get/{device}",
  "/ota/device/upgrade/{device}",
  "/broadcast/{product}/#",
].map(levelsOf);

/** Whose topics are meant. */
export interface Owner {
  productKey: string;
  deviceName: string;
}

/** True when the device may publish to `topic`. */
export function mayPublish(owner: Owner, classes: readonly TopicClass[], topic: string): boolean {
  const levels = topic.split("/");
  if (UPLINK.some((pattern) => fits(pattern, levels, owner))) return true;
  return hasClass(owner, classes, "sub", topic) || hasClass(owner, classes, undefined, rrpcOf(topic));
}

/** True when the device may subscribe to `filter`: every topic the filter can match must be its own. */
export function maySubscribe(owner: Owner, classes: readonly TopicClass[], filter: string): boolean {
  const levels = filter.split("/");
  if (SUBSCRIBABLE.some((pattern) => fits(pattern, levels, owner))) return true;
  return hasClass(owner, classes, "pub", filter) || hasClass(owner, classes, undefined, rrpcOf(filter));
}

/** True when a session receives `topic` without SUBSCRIBE; with `ss` it carried `_ss=1`. */
export function isAutomatic(owner: Owner, topic: string, ss: boolean): boolean {
  const levels = topic.split("/");
  const tables = ss ? [ALWAYS, AUTOMATIC] : [ALWAYS];
  return tables.some((table) => table.some((pattern) => fits(pattern, levels, owner)));
}

/**
 * True for a topic or filter the product defines, `/${productKey}/${deviceName}/…`: only these count slashes.
 */
export function isCustom(owner: Owner, topic: string): boolean {
  return (rrpcOf(topic) ?? topic).startsWith(`/${owner.productKey}/${owner.deviceName}/`);
}

/** True when `filter` matches `topic` [MQTT-4.7]. */
export function matches(filter: string, topic: string): boolean {
  return filter === topic || (isWild(filter) && covers(filter.split("/"), topic.split("/")));
}

/** Reads `name:access`, for example `user/data:both`; fails with E_TOPIC_CLASS_WRONG. */
export function parseClass(text: string): TopicClass {
  const colon = text.lastIndexOf(":");
  const topic = { name: text.slice(0, colon), access: text.slice(colon + 1) as TopicClass["access"] };
  checkClass(topic);
  return topic;
}

/** Fails with E_TOPIC_CLASS_WRONG unless the platform lets an owner define this class. */
export function checkClass(topic: TopicClass): void {
  const levels = topic.name.split("/");
  const wild = levels.some((level) => /[+#]/.test(level));
  const wellFormed = levels.every((level, i) => {
    return /^[A-Za-z0-9_\-.@:]+$/.test(level) || level === "+" || (level === "#" && i === levels.length - 1);
  });
  const sound =
    ["pub", "sub", "both"].includes(topic.access) && wellFormed && levels.length + 2 <= TOPIC_MAX_SLASHES;
  if (!sound || (wild && topic.access !== "sub")) {
    throw new Failure(E_TOPIC_CLASS_WRONG, `${topic.name}:${topic.access}`);
  }
}

function isWild(filter: string): boolean {
  return filter.includes("+") || filter.includes("#");
}

// RRPC on a custom topic carries that topic behind /ext/rrpc/${messageId}, both ways: whatever the class allows
// otherwise, question and answer pass.
function rrpcOf(topic: string): string | undefined {
  return /^\/ext\/rrpc\/[^/]+(\/.*)$/.exec(topic)?.[1];
}

function hasClass(
  owner: Owner,
  classes: readonly TopicClass[],
  unlessOnly: TopicClass["access"] | undefined,
  filter: string | undefined,
): boolean {
  const prefix = `/${owner.productKey}/${owner.deviceName}/`;
  if (!filter?.startsWith(prefix)) return false;
  const levels = filter.slice(prefix.length).split("/");
  return classes.some(({ name, access }) => access !== unlessOnly && covers(name.split("/"), levels));
}

// True when every topic that `inner` matches is matched by `outer` too; a topic is a filter without
// wildcards.
function covers(outer: string[], inner: string[]): boolean {
  for (let i = 0; i < outer.length; i++) {
    if (outer[i] === "#") return true;
    if (i >= inner.length || inner[i] === "#") return false;
    if (outer[i] !== "+" && outer[i] !== inner[i]) return false;
  }
  return outer.length === inner.length;
}

function levelsOf(pattern: string): string[] {
  return pattern.replace("{device}", "{product}/{name}").split("/");
}

function fits(pattern: string[], levels: string[], owner: Owner): boolean {
  for (let i = 0; i < pattern.length; i++) {
    const want = pattern[i];
    const level = levels[i];
    if (want === "#") return i < levels.length;
    if (level === undefined) return false;
    if (
      want === "{product}"
        ? level !== owner.productKey
        : want === "{name}"
          ? level !== owner.deviceName
          : !suits(want, level)
    ) {
      return false;
    }
  }
  return pattern.length === levels.length;
}

function suits(want: string, level: string): boolean {
  if (want === "+") return level !== "" && level !== "#";
  return want[0] === "*" ? level.endsWith(want.slice(1)) && level.length >= want.length : want === level;
}
