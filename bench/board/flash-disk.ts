// The file that keeps the flash of a board: raw bytes, as large as the board's areas, readable by its owner
// alone.

import {
  closeSync, fstatSync, mkdirSync, openSync, readSync, renameSync, rmSync, writeFileSync, writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { E_DISK_FULL, E_FLASH_ACCESS, E_FLASH_MISSING, E_FLASH_SIZE, Failure } from "../../lib/codes.ts";

/**
 * Opens the file and reads its `bytes` bytes; where there is none and `create` is set, an erased one is made.
 * Throws Failure: E_FLASH_MISSING, E_FLASH_SIZE, E_FLASH_ACCESS, E_DISK_FULL.
 */
export function openDisk(path: string, bytes: number, create: boolean): { fd: number; content: Buffer } {
  const fd = openFile(path, bytes, create);
  try {
    const found = fstatSync(fd).size;
    if (found !== bytes)
      throw new Failure(E_FLASH_SIZE, `${path} has ${found} bytes, this board needs ${bytes}`);
    const content = Buffer.alloc(bytes);
    for (let done = 0; done < bytes;) {
      const count = readSync(fd, content, done, bytes - done, done);
      if (count === 0) throw new Failure(E_FLASH_SIZE, path);
      done += count;
    }
    return { fd, content };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

/** Writes a part of the file. Throws Failure: E_FLASH_ACCESS, E_DISK_FULL. */
export function writeDisk(fd: number, from: number, bytes: Buffer): void {
  try {
    for (let done = 0; done < bytes.length;) {
      done += writeSync(fd, bytes, done, bytes.length - done, from + done);
    }
  } catch (error) {
    throw fileFailure(error, "flash file");
  }
}

function openFile(path: string, bytes: number, create: boolean): number {
  try {
    return openSync(path, "r+");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw fileFailure(error, path);
    if (!create) throw new Failure(E_FLASH_MISSING, path);
  }
  // Under another name first: a file that exists has its full size, whenever the process is killed.
  const unfinished = `${path}.new`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(unfinished, Buffer.alloc(bytes, 0xff), { mode: 0o600 });
    renameSync(unfinished, path);
    return openSync(path, "r+");
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw fileFailure(error, path);
  }
}

function fileFailure(error: unknown, path: string): Failure {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOSPC" || code === "EDQUOT") return new Failure(E_DISK_FULL, path);
  return new Failure(E_FLASH_ACCESS, `${path}, ${code ?? message}`);
}
