// What a build says about its image: written as manifest.json for tools, and as a report for people.

import { createHash } from "node:crypto";
import { E_TLS_ABSENT, E_TLS_VERIFIED, Failure } from "../../lib/codes.ts";
import { SLOT_HEADER_BYTES } from "../../lib/flash/slot.ts";
import type { Board } from "./board.ts";
import type { Parts } from "./parts.ts";

/** How the device may connect: verified TLS, the interpreter's own TLS, or plain TCP. */
export type Tls = "verified" | "native" | "plain";

/** The content of manifest.json. */
export interface Manifest {
  version: string;
  board: string;
  /** Bytes of the image. */
  size: number;
  /** SHA-256 of the image, in hexadecimal. */
  hash: string;
  /** The build-time choices the image was made with. */
  features: Record<string, string | number | boolean>;
  parts: Parts;
  /** Bytes of a slot, and how many are left beside the image and its header. */
  slot: { bytes: number; free: number };
  loader?: { size: number; hash: string };
}

/** Describes a finished image. */
export function describe(
  image: Buffer,
  loader: Buffer,
  board: Board,
  version: string,
  features: Manifest["features"],
  parts: Parts,
): Manifest {
  const free = board.slotBytes - SLOT_HEADER_BYTES - image.length;
  const manifest: Manifest = {
    version,
    board: board.id,
    size: image.length,
    hash: sha256(image),
    features,
    parts,
    slot: { bytes: board.slotBytes, free },
  };
  if (loader.length > 0) manifest.loader = { size: loader.length, hash: sha256(loader) };
  return manifest;
}

/** What TLS of our own needs of the interpreter's module `crypto` (lib/tls/native.ts). */
const TLS_NEEDS = ["sha1", "sha256", "sha384", "sha512", "aes"] as const;

/** Throws when the board can't connect in the way that is asked for. */
export function requireTls(board: Board, tls: Tls): void {
  const lacking = TLS_NEEDS.filter((name) => !board.crypto.includes(name));
  if (tls === "verified" && lacking.length) throw new Failure(E_TLS_VERIFIED, `${board.id}: ${lacking.join(", ")}`);
  if (tls === "native" && !board.tls.native) throw new Failure(E_TLS_ABSENT, board.id);
}

/** What the user should know about this board with this kind of TLS, one sentence each. */
export function warningsFor(board: Board, tls: Tls): string[] {
  if (tls === "plain") return ["the connection is not encrypted: for tests on a bench only"];
  // Of our own TLS there is nothing to warn of.
  if (tls === "verified") return [];
  const warnings: string[] = [];
  if (!board.tls.starts) {
    const heap = Math.floor(board.nativeHeapBytes / 1000);
    const psram = board.psram ? "" : ", no PSRAM";
    warnings.push(
      `the board's TLS can't start: it needs over 32 kB of native heap, ${heap} kB are left${psram}`,
    );
  }
  if (!board.tls.verifies) {
    warnings.push(
      "the board's TLS does not verify the server: neither a middleman nor a recording is kept out",
    );
  }
  return warnings;
}

/** The report that `linkino build` prints, with `more` lines before the warnings, without a final line break. */
export function formatReport(manifest: Manifest, warnings: string[], more: string[] = []): string {
  const { board, version, size, hash, loader, slot, parts } = manifest;
  const share = (bytes: number) => `${((100 * bytes) / size).toFixed(1).padStart(5)} %`;
  const number = (bytes: number) => bytes.toLocaleString("en").padStart(8);
  const lines = [
    `image for ${board}, version ${version}`,
    `${number(size)} bytes, sha256 ${hash.slice(0, 16)}…`,
    ...Object.entries(parts).map(([name, bytes]) => `${number(bytes)} ${share(bytes)}  ${name}`),
    `${number(slot.free)} bytes free in a slot of ${slot.bytes.toLocaleString("en")}`,
  ];
  if (loader) lines.push(`${number(loader.size)} bytes of loader (.bootcde)`);
  return [...lines, ...more, ...warnings.map((warning) => `warning: ${warning}`)].join("\n");
}

function sha256(data: Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}
