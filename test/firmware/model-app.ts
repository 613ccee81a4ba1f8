// An app with a thing model: its files in a folder, the model as `linkino model gen` writes it.
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { event, exported, property, service } from "../tools/tsl-samples.ts";

const ROOT = join(import.meta.dirname, "../..");

const BOOL = { type: "bool", specs: { 0: "off", 1: "on" } };
const LEVEL = { type: "int", specs: { min: "-5", max: "100", step: "1" } };
const NOTE = { type: "text", specs: { length: "6" } };
const MODE = { type: "enum", specs: { 1: "slow", 2: "fast", 9: "stop" } };
const item = (identifier: string, dataType: object) => ({ identifier, name: identifier, dataType });
const SPOT = { type: "struct", specs: [item("x", LEVEL), item("name", NOTE)] };

/** Every kind of type and of access. */
export const TSL = exported(
  [
    property("power", BOOL), property("level", LEVEL, "r"), property("note", NOTE), property("mode", MODE), property("code", NOTE, "w"),
    property("spot", SPOT), property("trace", { type: "array", specs: { size: "2", item: SPOT } }), property("since", { type: "date", specs: {} }),
    property("heat", { type: "float", specs: { min: "-40.5", max: "60.1", step: "0.1" } }),
  ],
  [event("alarm", item("mode", MODE), item("spot", SPOT)), event("hello")],
  [service("turn", [item("to", LEVEL)], [item("done", BOOL)]), service("stop", [], [], "sync")],
);

/** A new folder with model.ts and the given main.ts; the path of the latter. */
export function makeApp(main: string, tsl: object = TSL): string {
  const folder = mkdtempSync(join(tmpdir(), "linkino-model-"));
  writeFileSync(join(folder, "tsl.json"), JSON.stringify(tsl));
  execFileSync(process.execPath, [join(ROOT, "tools/linkino.mjs"), "model", "gen", "tsl.json", "-o", "model.ts"], { cwd: folder });
  writeFileSync(join(folder, "main.ts"), main);
  return join(folder, "main.ts");
}
