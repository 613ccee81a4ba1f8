// A temporary folder for the tests of one file, and settings to begin with.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

/** Makes a folder before each test and removes it afterwards; call it inside a describe. */
export function useFolder(): { readonly path: string; write(name: string, content: unknown): string } {
  let folder = "";
  beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), "linkino test "))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return {
    get path() {
      return folder;
    },
    /** Writes text as it is and everything else as JSON; returns the path. */
    write(name, content) {
      const file = path.join(folder, name);
      writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content, null, 2), {
        mode: 0o600,
      });
      return file;
    },
  };
}

/** The tests of a describe speak this language, whatever the environment says. */
export function useLanguage(language: "en" | "zh"): void {
  let before: string | undefined;
  beforeEach(() => {
    before = process.env.LINKINO_LANG;
    process.env.LINKINO_LANG = language;
  });
  afterEach(() => {
    if (before === undefined) delete process.env.LINKINO_LANG;
    else process.env.LINKINO_LANG = before;
  });
}

/** Settings without a fault; each call makes new ones to spoil. */
export function goodSettings() {
  return {
    product: { productKey: "a1X2bEnP82z" },
    device: { deviceName: "lamp-1", auth: "register" } as Record<string, unknown>,
    instance: { kind: "new", id: "iot-06z00abc" } as Record<string, unknown>,
  };
}
