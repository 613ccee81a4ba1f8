// The state of an instance on disk: one file of lines, each a CRC-32 and a JSON record, only ever appended
// to. A record is with the system when append() returns (it survives kill -9 of this process) and on the disk
// when the promise of sync() resolves. A line torn by the end of the file is what a killed writer leaves and
// is cut off; damage before that is refused.

import * as fs from "node:fs";
import * as path from "node:path";
import { crc32 } from "node:zlib";
import {
  E_FOLDER_UNUSABLE,
  E_STATE_CORRUPT,
  E_STATE_DISK_FULL,
  E_STATE_NEWER,
  E_STORE_FAILED,
  Failure,
} from "../../lib/codes.ts";

const FORMAT = "linkino instance state";
const VERSION = 1;
const PIECE_CHARS = 64 * 1024;

/** Switches that make the disk fail, for tests and rehearsals. */
export interface DiskFaults {
  /** Every write fails as on a full disk, after half of its bytes were written. */
  full?: boolean;
  /** Waited for before each flush to the disk. */
  slow?: Promise<void>;
}

const DONE = Promise.resolve();

export class StateLog<T> {
  /** Bytes of the file, and of the last rewrite of it. */
  bytes = 0;
  rewrittenBytes = 0;
  /** Bytes of a torn tail that were cut off when the file was opened. */
  tornBytes = 0;
  private readonly _path: string;
  private readonly _faults: DiskFaults;
  private _fd = -1;
  // Counts changes of the file: all (the last writer may have left some), those the last flush began with,
  // those known to be on the disk.
  private _changes = 1;
  private _flushing = 0;
  private _flushed = 0;
  private _running: Promise<void> = Promise.resolve();
  private _waiting: Promise<void> | undefined;

  private constructor(file: string, faults: DiskFaults) {
    this._path = file;
    this._faults = faults;
  }

  /**
   * Opens `file`, making it when there is none, and returns the log with the records in it.
   * Fails with E_STATE_CORRUPT, E_STATE_NEWER or a write failure.
   */
  static open<T>(file: string, faults: DiskFaults = {}): { log: StateLog<T>; records: T[] } {
    const log = new StateLog<T>(file, faults);
    const records: T[] = [];
    if (fs.existsSync(file)) {
      const text = guard(file, () => fs.readFileSync(file));
      const good = readLines(file, text, records);
      log._fd = guard(file, () => fs.openSync(file, "r+"));
      if (good < text.length) guard(file, () => fs.ftruncateSync(log._fd, good));
      log.bytes = log.rewrittenBytes = good;
      log.tornBytes = text.length - good;
    } else {
      log.rewrite([]);
    }
    return { log, records };
  }

  /** Adds a record; fails with E_STATE_DISK_FULL or E_STORE_FAILED and leaves the file as it was. */
  append(record: T): void {
    const line = Buffer.from(lineOf(record));
    try {
      this._write(this._fd, line, this.bytes);
      this.bytes += line.length;
      this._changes++;
    } catch (error) {
      try {
        fs.ftruncateSync(this._fd, this.bytes);
      } catch {
        // The half line stays; the next append overwrites it from the same place.
      }
      throw failureOf(error, this._path);
    }
  }

  /** Resolves when everything appended so far is on the disk; one flush serves all who wait for it. */
  sync(): Promise<void> {
    if (this._flushing === this._changes) return this._flushed === this._changes ? DONE : this._running;
    this._waiting ??= this._running
      .catch(() => undefined)
      .then(async () => {
        this._running = this._waiting!;
        this._waiting = undefined;
        await this._faults.slow;
        await this._flush();
      });
    return this._waiting;
  }

  private async _flush(): Promise<void> {
    const changes = (this._flushing = this._changes);
    try {
      await new Promise<void>((resolve, reject) => {
        fs.fdatasync(this._fd, (error) => (error ? reject(failureOf(error, this._path)) : resolve()));
      });
      this._flushed = changes;
    } catch (error) {
      this._flushing = -1;
      throw error;
    }
  }

  /**
   * Replaces the whole file by these records in one step: after a crash it is the old file or the new one.
   */
  rewrite(records: Iterable<T>): void {
    const fresh = this._path + ".new";
    let fd = -1;
    let size = 0;
    try {
      fd = fs.openSync(fresh, "w", 0o600);
      for (const piece of piecesOf(records)) {
        this._write(fd, piece, size);
        size += piece.length;
      }
      fs.fsyncSync(fd);
      fs.renameSync(fresh, this._path);
      syncFolder(path.dirname(this._path));
    } catch (error) {
      if (fd >= 0) fs.closeSync(fd);
      fs.rmSync(fresh, { force: true });
      throw failureOf(error, this._path);
    }
    const old = this._fd;
    // A flush that is under way still needs it.
    if (old >= 0) void this._running.catch(() => undefined).then(() => fs.closeSync(old));
    this._fd = fd;
    this.bytes = this.rewrittenBytes = size;
  }

  /** Flushes and closes the file. */
  async close(): Promise<void> {
    await this.sync().catch(() => undefined);
    await this._running.catch(() => undefined);
    fs.closeSync(this._fd);
    this._fd = -1;
  }

  private _write(fd: number, bytes: Buffer, at: number): void {
    const most = this._faults.full ? bytes.length >> 1 : bytes.length;
    let done = 0;
    while (done < most) done += fs.writeSync(fd, bytes, done, most - done, at + done);
    if (this._faults.full) throw Object.assign(new Error("no space left"), { code: "ENOSPC" });
  }
}

/** Writes a file whole or not at all, durable, with the mode given; fails as the log does. */
export function writeWhole(file: string, text: string, mode: number): void {
  const fresh = file + ".new";
  guard(file, () => {
    const fd = fs.openSync(fresh, "w", mode);
    try {
      fs.fchmodSync(fd, mode);
      fs.writeFileSync(fd, text);
      fs.fsyncSync(fd);
    } finally {
      fs.closeSync(fd);
    }
    fs.renameSync(fresh, file);
    syncFolder(path.dirname(file));
  });
}

/** Runs a file operation and turns what the system says into a Failure that names `file`. */
export function guard<R>(file: string, run: () => R): R {
  try {
    return run();
  } catch (error) {
    throw failureOf(error, file);
  }
}

function failureOf(error: unknown, file: string): Failure {
  if (error instanceof Failure) return error;
  const code = (error as NodeJS.ErrnoException).code ?? "";
  if (code === "ENOSPC" || code === "EDQUOT") return new Failure(E_STATE_DISK_FULL, file);
  if (["EACCES", "EPERM", "EROFS", "ENOTDIR", "ENOENT", "EISDIR", "EEXIST"].includes(code)) {
    return new Failure(E_FOLDER_UNUSABLE, `${file} (${code})`);
  }
  return new Failure(E_STORE_FAILED, `${file} (${code || (error as Error).message})`);
}

function lineOf(record: unknown): string {
  const json = JSON.stringify(record);
  return `${checksum(json)} ${json}\n`;
}

// A whole file: many lines at a time, so that neither a line costs a write nor a file its length in memory.
function* piecesOf(records: Iterable<unknown>): Generator<Buffer> {
  let piece = lineOf({ format: FORMAT, version: VERSION });
  for (const record of records) {
    piece += lineOf(record);
    if (piece.length < PIECE_CHARS) continue;
    yield Buffer.from(piece);
    piece = "";
  }
  yield Buffer.from(piece);
}

function checksum(bytes: Buffer | string): string {
  return crc32(bytes).toString(16).padStart(8, "0");
}

// Reads the records of `bytes` into `records`; returns where the last good line ends. What follows it is the
// torn tail of a write that was cut; a bad line with a good one behind it is damage.
function readLines<T>(file: string, bytes: Buffer, records: T[]): number {
  let good = 0;
  let bad = 0;
  for (let at = 0, number = 1; at < bytes.length; number++) {
    const end = bytes.indexOf(0x0a, at);
    const record = end < 0 ? undefined : recordOf(bytes.subarray(at, end));
    at = end < 0 ? bytes.length : end + 1;
    if (record === undefined) {
      bad ||= number;
      continue;
    }
    if (bad > 0) corrupt(file, bad);
    if (number === 1) checkHeader(file, record);
    else records.push(record as T);
    good = at;
  }
  return good > 0 ? good : corrupt(file, 1);
}

function recordOf(line: Buffer): unknown {
  const json = line.subarray(9);
  if (line.length < 10 || line[8] !== 0x20 || line.toString("latin1", 0, 8) !== checksum(json))
    return undefined;
  return JSON.parse(json.toString());
}

function checkHeader(file: string, record: unknown): void {
  const header = record as { format?: string; version?: number };
  if (header.format !== FORMAT || typeof header.version !== "number") corrupt(file, 1);
  if (header.version! > VERSION) throw new Failure(E_STATE_NEWER, `${file}, version ${header.version}`);
}

function corrupt(file: string, line: number): never {
  throw new Failure(E_STATE_CORRUPT, `${file}, line ${line}`);
}

// A rename is durable once its folder is; systems that cannot open a folder do not need it.
function syncFolder(folder: string): void {
  try {
    const fd = fs.openSync(folder, "r");
    fs.fsyncSync(fd);
    fs.closeSync(fd);
  } catch {
    return;
  }
}
