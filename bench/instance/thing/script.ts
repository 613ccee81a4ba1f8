// The data parsing script of a product (help: Submit a message parsing script): JavaScript with `rawDataToProtocol(bytes)`
// and `protocolToRawData(json)`. It runs in a context of its own with nothing in it, for a short time.

import { runInNewContext } from "node:vm";
import { isObject, type Json, type JsonObject } from "../json.ts";

const SCRIPT_MS = 500;

/** Why a script came to no result, with the platform's code. */
export class ScriptFault extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** What the script makes of a device's bytes; fails with a ScriptFault. */
export function toProtocol(script: string, bytes: Buffer): JsonObject {
  const result = run(script, "rawDataToProtocol", [...bytes]);
  if (result === undefined) throw new ScriptFault(6201, "script result empty");
  if (!isObject(result)) throw new ScriptFault(26007, "script result is no object");
  return result;
}

/** What the script makes of a message for a device; fails with a ScriptFault. */
export function toRaw(script: string, message: object): Buffer {
  const result = run(script, "protocolToRawData", message);
  if (result === undefined) throw new ScriptFault(6201, "script result empty");
  const isByte = (item: Json) => Number.isInteger(item) && (item as number) >= -128 && (item as number) < 256;
  if (!Array.isArray(result) || !result.every(isByte)) throw new ScriptFault(26007, "script result is no list of bytes");
  return Buffer.from(result as number[]);
}

// Values cross the border as text, and the global object has no ancestor here, so that nothing of this process is in
// the script's reach.
function run(script: string, name: string, input: unknown): Json | undefined {
  if (script.trim() === "") throw new ScriptFault(26001, "script is empty");
  const call = `${script}\n;typeof ${name} === "function" ? JSON.stringify({ result: ${name}(JSON.parse(input)) }) : "";`;
  let text: string;
  try {
    const nothing = Object.assign(Object.create(null), { input: JSON.stringify(input) });
    text = String(runInNewContext(call, nothing, { timeout: SCRIPT_MS, filename: "script" }));
  } catch (error) {
    throw new ScriptFault(26002, `script failed: ${(error as Error).message}`);
  }
  if (text === "") throw new ScriptFault(26006, `script has no function ${name}`);
  return (JSON.parse(text) as { result?: Json }).result ?? undefined;
}
