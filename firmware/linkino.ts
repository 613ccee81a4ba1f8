// The app API: what a user's main.ts imports from "linkino".
import { app, run } from "./device.ts";
import { listener } from "./say.ts";

export { post, property } from "./properties.ts";
export { publish, subscribe } from "./topics.ts";

/** Hears every code that the device says: states (550 to 599), refusals and errors. */
export function onCode(run: (code: number, detail?: unknown) => void): void {
  listener._run = run;
}

/** Starts the device. `main` is what the app does besides (timers, sensors); safe mode leaves it out. */
export function start(main?: () => void): void {
  app._main = main;
  run();
}
