// The cases of the language test: programs that go through the language steps of the build. One that `runs` must
// print the same on Node before the build, and on Node and the real interpreter after it; one that is `refused`
// must be refused with that code at that line and column.

export type Case = { name: string; source: string } & (
  { refused?: undefined } | { refused: [number, number, number] }
);

export function runs(name: string, source: string): Case {
  return { name, source };
}

/** The place is that of the mark `@@`, which is taken out of the source. */
export function refused(name: string, code: number, marked: string): Case {
  const before = marked.slice(0, marked.indexOf("@@")).split("\n");
  return {
    name,
    source: marked.replace("@@", ""),
    refused: [code, before.length, before.at(-1)!.length + 1],
  };
}
