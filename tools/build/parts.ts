// Which source takes how many bytes of an image, read from the source map of the finished image: every byte
// belongs to the source of the mapping before it.

import { relative, resolve, sep } from "node:path";
import { readMappings } from "./mappings.ts";
import { PROJECT_DIR } from "./paths.ts";

/** Bytes by part name, largest first; `runtime` is what no source line stands behind. */
export type Parts = Record<string, number>;

/**
 * Measures an image whose map names sources relative to `root`; parts are paths in the project, or `app`
 * outside it.
 */
export function measureParts(image: string, map: string, root: string): Parts {
  const { mappings, sources } = JSON.parse(map) as { mappings: string; sources: string[] };
  const sums = new Map<string, number>();
  const lines = image.split("\n");
  let source = 0;
  readMappings(mappings).forEach((segments, row) => {
    const text = lines[row] ?? "";
    let column = 0;
    let owner: string | undefined;
    const credit = (until: number) => {
      const name = owner ?? "runtime";
      if (until > column) sums.set(name, (sums.get(name) ?? 0) + until - column);
      column = Math.max(column, until);
    };
    for (const segment of segments) {
      credit(segment.column);
      const [step] = segment.rest;
      if (step !== undefined) source += step;
      owner = step === undefined ? undefined : partName(sources[source], root);
    }
    // The line break after the last line is not part of the image.
    credit(text.length + (row < lines.length - 1 ? 1 : 0));
  });
  return Object.fromEntries([...sums].sort((a, b) => b[1] - a[1]));
}

function partName(source: string | undefined, root: string): string {
  if (!source) return "runtime";
  const path = relative(PROJECT_DIR, resolve(root, decodeURI(source)));
  return path.startsWith("..") ? "app" : path.split(sep).join("/");
}
