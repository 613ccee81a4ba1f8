// Where the build finds the project's own parts.

import { fileURLToPath } from "node:url";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export const PROJECT_DIR = here("../../");
export const FIRMWARE_DIR = here("../../firmware");
export const LIB_DIR = here("../../lib");
/** The life of a device on MQTT: nothing of it is needed where it is not started. */
export const DEVICE_FILE = here("../../firmware/device.ts");
export const MODULES_DIR = here("../../node_modules");
