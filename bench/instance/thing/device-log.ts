// Logs of devices (help: Device local logs): what a device posts is kept within bounds, and whether it should post at all is
// a switch that it asks for and is told of.

import type { LogEntry } from "../device-data.ts";
import { isObject, type Json } from "../json.ts";
import { keyOf } from "../state.ts";
import type { Owner } from "../topics.ts";
import type { Desk } from "./desk.ts";
import { type Answer, type Request, type Routes, SUCCESS, WRONG_PARAMS } from "./mail.ts";

const LEVELS = ["FATAL", "ERROR", "WARN", "INFO", "DEBUG"];
const PARTS = ["utcTime", "logLevel", "module", "code", "traceContext", "logContent"] as const;

export class DeviceLogs {
  private readonly _desk: Desk;

  constructor(desk: Desk) {
    this._desk = desk;
  }

  routes(): Routes {
    const post = this._desk.asks((request) => this._post(request));
    return {
      "/sys/thing/log/post": post,
      "/sys/thing/config/log/post": post,
      "/sys/thing/config/log/get": this._desk.asks(({ key, params }) => {
        if (!isObject(params) || params.getType !== "content") return WRONG_PARAMS;
        return { ...SUCCESS, data: contentOf(this._desk.state.data(key).logs) };
      }),
      "/sys/thing/config/log/push_reply": this._desk.tells(() => undefined),
    };
  }

  /** Turns the posting of logs on or off, and tells a device that is online. */
  set(owner: Owner, on: boolean): void {
    const key = keyOf(owner.productKey, owner.deviceName);
    this._desk.state.putData({ t: "logs", key, on });
    if (this._desk.hub.isOnline(owner)) this._desk.tell(owner, "thing/config/log/push", contentOf(on), 1);
  }

  // A list with one entry that is none is refused whole.
  private _post({ owner, key, params }: Request): Answer {
    if (!Array.isArray(params) || params.length === 0) return WRONG_PARAMS;
    const entries: LogEntry[] = [];
    for (const each of params) {
      const entry = read(each);
      if (entry === undefined) return WRONG_PARAMS;
      entries.push(entry);
    }
    this._desk.state.putData({ t: "log", key, entries });
    this._desk.hub.report("log", owner, { entries });
    return SUCCESS;
  }
}

function read(item: Json): LogEntry | undefined {
  if (!isObject(item) || !LEVELS.includes(String(item.logLevel)) || typeof item.logContent !== "string") return undefined;
  const parts = PARTS.filter((part) => item[part] !== undefined).map((part) => [part, String(item[part])]);
  return Object.fromEntries(parts) as LogEntry;
}

function contentOf(on: boolean): object {
  return { getType: "content", content: { mode: on ? 1 : 0 } };
}
