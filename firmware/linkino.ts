// The app API: what a user's main.ts imports from "linkino".
import { run } from "./device.ts";

export { post, property } from "./app/properties.ts";
export * from "./model-types.ts";
export { useModel } from "./model.ts";
export { onCode } from "./say.ts";
export { publish, subscribe } from "./app/topics.ts";

/** Starts the device. `main` is what the app does besides (timers, sensors); safe mode leaves it out. */
export function start(main?: () => void): void {
  run(main);
}
