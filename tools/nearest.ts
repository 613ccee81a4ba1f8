// "Did you mean": the name among those known that a mistyped one is nearest to.

/**
 * The nearest of `known`, upper and lower case being equal; undefined when nothing is near enough to be
 * meant.
 */
export function nearest(typed: string, known: readonly string[]): string | undefined {
  const word = typed.toLowerCase();
  let best: string | undefined;
  // One slip in three characters, but two in a short name too: "dn" is no name for "tls", "atuh" is one for
  // "auth".
  let bestSlips = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const name of known) {
    const slips = countSlips(word, name.toLowerCase());
    if (slips < bestSlips && slips < name.length) {
      best = name;
      bestSlips = slips;
    }
  }
  return best;
}

// Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours.
function countSlips(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let slips = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        slips = Math.min(slips, before[j - 2]! + 1);
      row.push(slips);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}
