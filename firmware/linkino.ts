// The app API: what a user's main.ts imports from "linkino". What it does not import costs nothing.
import { run } from "./device.ts";

export { broadcast } from "./app/broadcast.ts";
export { now, useTime } from "./app/clock.ts";
export { getConfig, onConfig } from "./app/config.ts";
export { deleteDesired, followDesired, getDesired } from "./app/desired.ts";
export { event } from "./app/events.ts";
export { reportHttp, sendHttp, startHttp } from "./app/http-link.ts";
export { log, useLog } from "./app/log.ts";
export { post, property } from "./app/properties.ts";
export { onRaw, sendRaw } from "./app/raw.ts";
export { keep, useReadings } from "./app/readings.ts";
export { batch, history, report } from "./app/reports.ts";
export { rrpc } from "./app/rrpc.ts";
export { service } from "./app/services.ts";
export { deleteShadow, getShadow, onShadow, updateShadow } from "./app/shadow.ts";
export { deleteTags, getTags, setTags } from "./app/tags.ts";
export { publish, subscribe } from "./app/topics.ts";
export * from "./model-types.ts";
export { useModel } from "./model.ts";
export { onCode } from "./say.ts";

/** Starts the device. `main` is what the app does besides (timers, sensors); safe mode leaves it out. */
export function start(main?: () => void): void {
  run(main);
}
