// How many files, sockets among them, the system lets this process open. Node raises its own limit to the
// most it may have, so what is read here is the hard limit (getrlimit(2), proc(5)).

import * as fs from "node:fs";
import { E_FILES_FEW, Failure } from "../../lib/codes.ts";

// Beside its devices an instance needs files of its own, and room for connections that are on their way in or
// out.
const RESERVE = 100;

/** Fails with E_FILES_FEW unless `devices` devices can be connected to this process. */
export function checkOpenFiles(devices: number): void {
  const most = openFilesMost();
  if (most < devices + RESERVE) throw new Failure(E_FILES_FEW, `${most}, needed: ${devices + RESERVE}`);
}

function openFilesMost(): number {
  try {
    const line = /^Max open files +(\d+)/m.exec(fs.readFileSync("/proc/self/limits", "latin1"));
    return line === null ? Infinity : Number(line[1]);
  } catch {
    // Elsewhere than on Linux the system speaks when it is too late.
    return Infinity;
  }
}
