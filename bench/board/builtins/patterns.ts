// What the interpreter's regular expressions can't do, or do otherwise than V8's. The build refuses it in
// literals; a pattern that a program puts together is looked at when it is made.

const UNLIKE: Array<[RegExp, string]> = [
  [/\(\?/, "(?"],
  [/\?/, "?"],
  [/\{\d+(?:,\d*)?\}/, "{n}"],
  [/\\[bBkpP1-9]/, "\\b, \\1 and their like"],
  [/\)[*+]/, "a repeated group"],
  [/\([^)]*\(/, "a group inside a group"],
  [/\([^)]*\|/, "a choice inside a group"],
];

/** What in a pattern goes wrong on Espruino; undefined for a pattern that is all right. */
export function unlikePattern(pattern: string): string | undefined {
  const bare = pattern.replace(/\\[^bBkpP1-9]|\[(?:\\[^]|[^\]\\])*\]/g, "x");
  return UNLIKE.find(([sign]) => sign.test(bare))?.[1];
}
