// Where the build finds the project's own parts.

import { fileURLToPath } from "node:url";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export const PROJECT_DIR = here("../../");
export const FIRMWARE_DIR = here("../../firmware");
export const LIB_DIR = here("../../lib");
/** The life of a device on MQTT, and on HTTPS: nothing of either is needed where it is not started. */
export const LIVES = [here("../../firmware/device.ts"), here("../../firmware/app/http-link.ts")];
export const MODULES_DIR = here("../../node_modules");
