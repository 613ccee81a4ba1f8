// Board files: what a board is, checked when it is read. The shape below is the one source;
// boards/board.schema.json, which gives editors completion, is made from it and compared by a test.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { E_BOARD_INVALID, E_BOARD_UNKNOWN, Failure } from "../../lib/codes.ts";
import { nearest } from "../nearest.ts";

const BOARDS_DIR = fileURLToPath(new URL("../../boards/", import.meta.url));

const address = z.string().regex(/^0x[0-9A-F]+$/, "must be a hexadecimal number in capitals, as 0x3FF75144");
const bytes = z.int().positive();
const pin = z.string().regex(/^D\d+$/, "must be a pin of Espruino, as D4");
const usbId = z.string().regex(/^[0-9a-f]{4}$/, "must be four hexadecimal digits in small letters");

/** The shape of a board file. */
export const boardShape = z.strictObject({
  $schema: z.string().optional().describe("For the editor: ./board.schema.json."),
  name: z.string().min(1).describe("The name on the box."),
  build: z
    .string()
    .min(1)
    .describe("The Espruino build that runs on it (a file name in Espruino's boards/ without .py)."),
  jsVars: z
    .int()
    .min(500)
    .describe("JsVars to plan with; the interpreter counts the real number at each boot."),
  jsVarBytes: z.int().min(12).max(32).describe("Bytes a JsVar."),
  stackBytes: bytes.describe("Stack of the task that runs JavaScript."),
  nativeHeapBytes: bytes.describe("Heap outside the JsVars that is left for TLS before it starts."),
  psram: z.boolean().describe("Whether external RAM serves that heap."),
  tls: z.strictObject({
    native: z.boolean().describe("Whether the build contains TLS."),
    starts: z.boolean().describe("Whether the heap is large enough for one connection."),
    verifies: z.boolean().describe("Whether the TLS of the build checks the server's certificate."),
    inJsVars: z
      .boolean()
      .optional()
      .describe("Whether it takes its buffers from the JsVars instead of the native heap."),
  }),
  crypto: z
    .array(z.enum(["sha1", "sha224", "sha256", "sha384", "sha512", "aes", "aes-ccm", "pbkdf2"]))
    .describe('What require("crypto") of the build has; empty when there is no such module.'),
  unicode: z.boolean().describe("Whether strings hold characters instead of bytes."),
  flash: z.strictObject({
    storage: z
      .strictObject({ addr: address, bytes, page: bytes })
      .describe('The area of require("Storage").'),
    journal: z
      .strictObject({ addr: address, pages: z.int().min(4), page: bytes })
      .describe("The area of the records."),
  }),
  rng: address
    .nullable()
    .describe("Address of the hardware random register for peek32; null where there is none."),
  slotBytes: bytes.describe("Bytes of one slot for an image; the Storage holds two."),
  uarts: z.array(
    z.strictObject({
      name: z.string().describe("Name in Espruino."),
      tx: pin.describe("Default transmit pin."),
      rx: pin.describe("Default receive pin."),
      note: z.string().optional(),
    }),
  ),
  pins: z.strictObject({
    named: z.record(z.string(), pin).describe("Lamps and buttons soldered on."),
    usable: z.array(pin).describe("Free for an app, in and out."),
    inputOnly: z.array(pin),
    strapping: z.array(pin).describe("Read by the chip at reset: usable with care."),
    reserved: z.array(pin).describe("Taken by flash, PSRAM or the console."),
  }),
  console: z.string().describe("Where the console is."),
  usb: z
    .array(z.strictObject({ vid: usbId, pid: usbId, name: z.string() }))
    .describe("USB devices it appears as."),
  notes: z.array(z.string()).describe("Where each fact comes from, and what is an estimate."),
});

/** A board as read from its file; `id` is the file's name. */
export type Board = z.infer<typeof boardShape> & { id: string };

/** The ids of all boards, in alphabetical order. */
export function boardIds(dir = BOARDS_DIR): string[] {
  const files = readdirSync(dir).filter((file) => file.endsWith(".json") && file !== "board.schema.json");
  return files.map((file) => file.slice(0, -".json".length)).sort();
}

/** Reads and checks a board; throws E_BOARD_UNKNOWN, or E_BOARD_INVALID with every fault of the file. */
export function loadBoard(id: string, dir = BOARDS_DIR): Board {
  const ids = boardIds(dir);
  if (!ids.includes(id)) {
    const close = nearest(id, ids);
    throw new Failure(
      E_BOARD_UNKNOWN,
      `${id}${close ? `, did you mean ${close}?` : ""} (there are ${ids.join(", ")})`,
    );
  }
  const text = readFileSync(join(dir, `${id}.json`), "utf8");
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new Failure(E_BOARD_INVALID, `boards/${id}.json: ${(error as Error).message}`);
  }
  const result = boardShape.safeParse(content);
  const faults = result.success ? areaFaults(result.data) : result.error.issues.flatMap(faultLines);
  if (faults.length > 0) throw new Failure(E_BOARD_INVALID, `boards/${id}.json\n  ${faults.join("\n  ")}`);
  return { ...result.data!, id };
}

/** The JSON schema of board files. */
export function boardJsonSchema(): object {
  return { ...z.toJSONSchema(boardShape), title: "A board of Linkino" };
}

function faultLines(issue: z.core.$ZodIssue): string[] {
  const place = issue.path.join(".");
  if (issue.code !== "unrecognized_keys") return [`${place || "the file"}: ${issue.message}`];
  const known = knownKeys(issue.path);
  return issue.keys.map((key) => {
    const close = nearest(key, known);
    return `${[place, key].filter(Boolean).join(".")}: unknown key${close ? `, did you mean ${close}?` : ""}`;
  });
}

// The keys that the shape knows at a place in the file.
function knownKeys(path: PropertyKey[]): string[] {
  let schema: unknown = z.toJSONSchema(boardShape);
  for (const key of path) {
    const { properties, items } = schema as { properties?: Record<string, unknown>; items?: unknown };
    schema = typeof key === "number" ? items : properties?.[String(key)];
  }
  return Object.keys((schema as { properties?: object } | undefined)?.properties ?? {});
}

function areaFaults(board: z.infer<typeof boardShape>): string[] {
  const { storage, journal } = board.flash;
  const faults: string[] = [];
  const journalAt = parseInt(journal.addr, 16);
  const storageAt = parseInt(storage.addr, 16);
  const journalEnd = journalAt + journal.pages * journal.page;
  const storageEnd = storageAt + storage.bytes;
  if (storage.bytes % storage.page !== 0) faults.push("flash.storage.bytes: must be whole pages");
  if (storageAt % storage.page !== 0) faults.push("flash.storage.addr: must be the start of a page");
  if (journalAt % journal.page !== 0) faults.push("flash.journal.addr: must be the start of a page");
  const overlaps = journalAt < storageEnd && journalEnd > storageAt;
  if (overlaps && journalEnd !== storageEnd) {
    faults.push("flash.journal: must lie outside the Storage or be its last pages");
  }
  const room = storage.bytes - (overlaps ? journal.pages * journal.page : 0);
  if (2 * board.slotBytes > room)
    faults.push(`slotBytes: two slots do not fit into ${room} bytes of Storage`);
  return faults;
}
