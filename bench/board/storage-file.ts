// StorageFile, what `require("Storage").open` gives: a file in pieces of one page, named name+"\1", name+"\2"
// and so on, that can be appended to. The end is where the first 0xFF is. The state is plain data, since
// scripts can see it.

import { type Storage, StorageError } from "./storage.ts";
import { FLAG_STORAGE_FILE, HEADER_BYTES, NAME_BYTES, encodeName, sizeOf } from "./storage-scan.ts";

/** An open StorageFile: `mode` is the character code of r, w or a, or 0 when nothing more can be written. */
export interface OpenFile {
  name: string;
  chunk: number;
  offset: number;
  mode: number;
}

const READ = 0x72;
const WRITE = 0x77;
const APPEND = 0x61;
const MAX_CHUNK = 255;

/** Opens for "r" (reading), "w" (an old one is erased) or "a" (appending). */
export function openFile(storage: Storage, name: string, mode: "r" | "w" | "a"): OpenFile {
  const file: OpenFile = { name: name.slice(0, NAME_BYTES), chunk: 1, offset: 0, mode: 0 };
  if (mode === "w" && pieceOf(storage, file)) eraseFile(storage, file);
  if (mode === "a") {
    const end = findEnd(storage, file);
    file.chunk = end.chunk;
    file.offset = end.offset;
  }
  file.mode = mode.charCodeAt(0);
  return file;
}

/** Reads up to `lenBytes`; undefined at the end. */
export function readFile(storage: Storage, file: OpenFile, lenBytes: number): string | undefined {
  return readUntil(storage, file, Math.max(lenBytes, 0), -1);
}

/** Reads a line with its "\n"; undefined at the end. */
export function readLine(storage: Storage, file: OpenFile): string | undefined {
  return readUntil(storage, file, Infinity, 0x0a);
}

/** Length in bytes over all pieces. */
export function fileLength(storage: Storage, file: OpenFile): number {
  return findEnd(storage, { ...file, chunk: 1, offset: 0 }).before;
}

/** Appends; a new piece is begun when one is full. Throws StorageError. */
export function appendFile(storage: Storage, file: OpenFile, data: string): void {
  if (file.mode !== WRITE && file.mode !== APPEND) throw new StorageError("Can't write in this mode");
  if (data.length === 0) return;
  const piece = pieceOf(storage, file);
  if (!piece) return writePiece(storage, file, data);
  const left = sizeOf(piece.header) - file.offset;
  const now = data.length < left ? data : data.slice(0, left);
  if (now.length > 0) storage.flash.write(piece.addr + file.offset, Buffer.from(now, "latin1"));
  file.offset += now.length;
  if (data.length < left) return;
  if (file.chunk === MAX_CHUNK) throw new StorageError("File too big!");
  const next = { ...file, chunk: file.chunk + 1 };
  try {
    writePiece(storage, next, data.slice(left));
    file.chunk = next.chunk;
    file.offset = next.offset;
  } catch (error) {
    file.mode = 0;
    throw error;
  }
}

/** Deletes all pieces; nothing can be written afterwards. */
export function eraseFile(storage: Storage, file: OpenFile): void {
  for (let chunk = 1; storage.erase(pieceName(file.name, chunk)); chunk++);
  file.chunk = 1;
  file.offset = 0;
  file.mode = 0;
}

function pieceName(name: string, chunk: number): Buffer {
  const encoded = encodeName(Buffer.from(name, "latin1"));
  let end = NAME_BYTES - 1;
  while (end > 0 && encoded[end - 1] === 0) end--;
  encoded[end] = chunk;
  return encoded;
}

function pieceOf(storage: Storage, file: OpenFile) {
  return storage.find(pieceName(file.name, file.chunk));
}

function writePiece(storage: Storage, file: OpenFile, data: string): void {
  try {
    storage.write(
      pieceName(file.name, file.chunk),
      data,
      0,
      storage.flash.map.pageBytes - HEADER_BYTES,
      FLAG_STORAGE_FILE,
    );
    file.offset = data.length;
  } catch (error) {
    file.mode = 0;
    throw error;
  }
}

/** Where the next byte goes, and how many bytes come before it. */
function findEnd(storage: Storage, file: OpenFile): { chunk: number; offset: number; before: number } {
  let before = 0;
  for (let chunk = file.chunk; ; chunk++) {
    const piece = storage.find(pieceName(file.name, chunk));
    if (!piece) return { chunk, offset: 0, before };
    const bytes = storage.flash.read(piece.addr, sizeOf(piece.header));
    if (bytes[bytes.length - 1] === 0xff || chunk === MAX_CHUNK) {
      const end = bytes.indexOf(0xff);
      const offset = end < 0 ? bytes.length : end;
      return { chunk, offset, before: before + offset };
    }
    before += bytes.length;
  }
}

function readUntil(storage: Storage, file: OpenFile, lenBytes: number, stop: number): string | undefined {
  if (file.mode !== READ) throw new StorageError("Can't read in this mode");
  let text = "";
  for (let piece = pieceOf(storage, file); piece; piece = pieceOf(storage, file)) {
    const size = sizeOf(piece.header);
    const wanted = Math.min(lenBytes - text.length, size - file.offset);
    const bytes = storage.flash.read(piece.addr + file.offset, Math.max(wanted, 0));
    const end = bytes.findIndex((byte) => byte === 0xff || byte === stop);
    const count = end < 0 ? bytes.length : bytes[end] === 0xff ? end : end + 1;
    text += bytes.toString("latin1", 0, count);
    file.offset += count;
    if (end >= 0 || text.length >= lenBytes) break;
    if (file.chunk === MAX_CHUNK) {
      file.offset = 0;
      break;
    }
    file.chunk++;
    file.offset = 0;
  }
  return text.length > 0 ? text : undefined;
}
