// Espruino finds a part in a text that only ends with the part's beginning (measured on Espruino 2v29): a blank behind
// the text keeps it from that.

/** Other than 0 when what is thrown, reported or listed names `part`, which does not begin with a blank. */
export function has(text: unknown, part: string): number {
  return ~(text + " ").indexOf(part);
}
