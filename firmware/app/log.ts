// Log lines for the platform's console, when it has switched them on for this device (help: device logs).
import { E_CLOCK_UNSET, E_LOG_OFF } from "../../lib/codes.ts";
import { toJson } from "../../lib/json.ts";
import { THING } from "../../lib/topics.ts";
import { now } from "../tls.ts";
import { request } from "./request.ts";
import { complain, routeJson, send, whenUp } from "./routes.ts";

export type Level = "FATAL" | "ERROR" | "WARN" | "INFO" | "DEBUG";

/** What the platform's switch says. */
let isOn: unknown;
let lastId = 0;

function take(data: any): void {
  isOn = data && data.content && data.content.mode == 1;
}

/** Asks for the platform's switch each time the device comes online, and follows it. */
export function useLog(): void {
  routeJson(THING + "config/log/push", (message) => take(message.params));
  whenUp(ask);
}

function ask(): void {
  complain(request("config/log/get", { configScope: "device", getType: "content" }, (failed, data) => {
    if (!failed) take(data);
  }));
}

/** Sends a line: 0 when it is on its way, E_LOG_OFF while the switch is off, E_CLOCK_UNSET while there is no time to put
 *  on it, or another code. `module` names the part of your program, `code` the kind of line. */
export function log(level: Level, content: string, module?: string, code?: string | number): number {
  if (!isOn) return E_LOG_OFF;
  if (!now()) return E_CLOCK_UNSET;
  return send(THING + "log/post", toJson({
    id: "" + ++lastId, version: "1.0", sys: { ack: 0 }, method: "thing.log.post",
    params: [{
      utcTime: new Date(now()).toISOString().replace("Z", "+0000"), logLevel: level, module: module || "app",
      code: "" + (code || 0), logContent: content,
    }],
  }), 1);
}
