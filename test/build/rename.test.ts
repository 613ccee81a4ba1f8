import assert from "node:assert/strict";
import { parseSync, types as t } from "@babel/core";
import { compact } from "./compact.ts";

/** Functions with a state of their own, so that they stay at the top, more of them than there are letters. */
const MANY = Array.from({ length: 70 }, (_one, index) => `let v${index} = ${index}; print(v${index}++ + v${index});`).join("");
const LINES = Array.from({ length: 70 }, (_one, index) => `${index + index + 1}`);

/** Of the names in a script: how often one of two letters or more stands in it that the script declares. */
function longNames(code: string): Map<string, number> {
  const found = new Map<string, number>();
  t.traverseFast(parseSync(code, { configFile: false, babelrc: false, sourceType: "script" })!, (node) => {
    if (t.isIdentifier(node) && node.name.length > 1) found.set(node.name, (found.get(node.name) ?? 0) + 1);
  });
  found.delete("print");
  return found;
}

describe("the names of an image", () => {
  it("have one letter where they are used most, inside of functions and at the top", async () => {
    const code = await compact(`${MANY}
      let n = 1;
      function often(first, second) { let sum = first + second + first + second + n; for (let i = 0; i < first; i++) sum += i; return sum + n + n }
      n = often(2, 3); n = often(n, n); print(n);`, [...LINES, "189"]);
    const long = longNames(code);
    // Seventy and two at the top do with 53 letters, and with two-letter names for those that are used least.
    assert.equal(long.size, 72 - 53, code);
    assert.deepEqual(new Set(long.values()), new Set([3]));
  });

  it("hide nobody who is looked for from inside", () =>
    compact(`${MANY}
      const make = (a) => { let b = a + v0; return (c) => { let d = c; return () => { b += c; let e = b + d + a; { let f = e; e = f + v1 } return e } } };
      const one = make(1)(2), two = make(3)(4);
      print(one() + " " + one() + " " + two() + " " + v0 + v1);`, [...LINES, "9 11 17 12"]));

  it("don't touch properties and methods, also where one stands for key and value", () =>
    compact(`${MANY}
      const pack = (width, height) => ({ width, height, area() { return this.width * this.height } });
      const it = pack(3, 4);
      print(it.width + it["height"] + it.area(), Object.keys(it).slice(0, 2).join());`, [...LINES, "19 width,height"]));
});
