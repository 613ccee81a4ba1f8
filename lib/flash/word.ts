// 32-bit numbers as four bytes, high byte first: the form of every number that is kept in flash.
import { chr } from "../short.ts";

/** Four bytes for 0 ≤ `value` < 2^32. */
export function packWord(value: number): string {
  return chr(value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255);
}

/** The number in the four bytes at `at`; NaN never: bytes that are not there count as 0. */
export function unpackWord(bytes: string, at: number): number {
  let value = 0;
  for (let i = 4; i--; ) value = value * 256 + (bytes.charCodeAt(at++) | 0);
  return value;
}
