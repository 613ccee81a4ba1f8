// Espruino finds a part in a text that only ends with the part's beginning (measured on Espruino 2v29): a blank behind
// the text keeps it from that.

/** Whether what is thrown, reported or listed names `part`, which does not begin with a blank. */
export function has(text: unknown, part: string): boolean {
  return (text + " ").indexOf(part) >= 0;
}
