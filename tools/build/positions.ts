// From a place in the bundled code back to the file, line and column that a person wrote.

import { SourceMap } from "node:module";
import { resolve } from "node:path";
import type { CarriedText } from "./text-bytes.ts";

/** A place in a source file; line and column count from 1. */
export interface Place {
  file: string;
  line: number;
  column: number;
}

/** Looks places up in the source map of the bundle. */
export class SourcePositions {
  private readonly _map: SourceMap;
  private readonly _root: string;
  private readonly _carried: Map<string, CarriedText>;

  constructor(map: string, root: string, carried: Map<string, CarriedText>) {
    this._map = new SourceMap(JSON.parse(map));
    this._root = root;
    this._carried = carried;
  }

  /** The source place of a bundle place; `line` counts from 1, `column` from 0, as in a syntax tree. */
  find(line: number, column: number): Place {
    const entry = this._map.findEntry(line - 1, column);
    if (!("originalSource" in entry)) return { file: "bundle", line, column: column + 1 };
    const file = decodeURI(entry.originalSource);
    const carried = this._carried.get(resolve(this._root, file));
    const original =
      carried?.originalColumn(entry.originalLine + 1, entry.originalColumn) ?? entry.originalColumn;
    return { file, line: entry.originalLine + 1, column: original + 1 };
  }
}
