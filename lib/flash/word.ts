// 32-bit numbers as four bytes, high byte first: the form of every number that is kept in flash.

/** Four bytes for 0 ≤ `value` < 2^32. */
export function packWord(value: number): string {
  return String.fromCharCode(value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255);
}

/** The number in the four bytes at `at`; NaN never: bytes that are not there count as 0. */
export function unpackWord(bytes: string, at: number): number {
  // Not in a loop: a mount reads hundreds of words.
  return (
    ((bytes.charCodeAt(at) << 24) |
      (bytes.charCodeAt(at + 1) << 16) |
      (bytes.charCodeAt(at + 2) << 8) |
      bytes.charCodeAt(at + 3)) >>>
    0
  );
}
