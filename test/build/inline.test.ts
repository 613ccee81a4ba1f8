import assert from "node:assert/strict";
import { compact } from "./compact.ts";

/** A variable with a state, so that nothing around it is known before it runs. */
const STATE = "let n = 1; const next = () => ++n; next(); print(next());";

/** How many functions a script still has, without the one of STATE. */
const functions = (code: string): number => (code.match(/=>|function/g) ?? []).length - 1;

describe("a function that is called at one place", () => {
  const gone: Record<string, [source: string, expected: string[]]> = {
    "gives a value": [`for (const i of [0, 1]) print(sum(i) + n); function sum(x) { return x + n + x }`, ["6", "8"]],
    "does something": [`for (const i of [0, 1]) { add(i); print(n) } function add(x) { n += x + x }`, ["3", "5"]],
    "does something only sometimes": [`for (let i = 0; i < 3; i++) { i > 1 && set(i + n); print(n) } function set(x) { n = x }`, ["3", "3", "5"]],
    "has variables of its own": [`let x = next(); for (const i of [0, 1]) both(i); print(x); function both(y) { let x = y + 1; n += x; if (x > 1) { let x = 9; n += x } print(n) }`,
      ["5", "16", "4"]],
    "calls another one": [`for (const i of [0, 1]) print(outer(i)); function outer(x) { return inner(x) + 1 } function inner(y) { return y * n }`, ["1", "4"]],
    "is given less than it takes": [`for (const i of [0, 1]) print(given(i)); function given(x, y) { return y === undefined ? x : n }`, ["0", "1"]],
    "looks at what it is given once and first": [`for (const i of [0, 1]) print(first(next())); function first(x) { return x + next() }`, ["9", "13"]],
  };
  for (const [what, [source, expected]] of Object.entries(gone)) {
    it(`is no function any more: one that ${what}`, async () => {
      const code = await compact(STATE + source, ["3", ...expected]);
      assert.equal(functions(code), 0, code);
    });
  }

  const left: Record<string, [source: string, expected: string[]]> = {
    "is given what changes before it looks": [`for (let i = 0; i < 2; i++) print(late(n)); function late(x) { return next() + x }`, ["7", "9"]],
    "looks twice at what is made for it": [`for (let i = 0; i < 2; i++) print(twice(next())); function twice(x) { return x + x }`, ["8", "10"]],
    "changes what it is given": [`for (let i = 0; i < 2; i++) print(changed(i)); function changed(x) { x += n; return x + x }`, ["6", "8"]],
    "is called with arguments in another order than it looks": [
      `for (let i = 0; i < 2; i++) print(swapped(next(), next())); function swapped(a, b) { return b * 10 + a }`, ["54", "76"]],
    "leaves in the middle": [`for (let i = 0; i < 3; i++) leaves(i); function leaves(x) { if (x > 1) return; n += x; print(n) }`, ["3", "4"]],
    "calls itself": [`for (let i = 1; i < 3; i++) print(self(i)); function self(x) { return x ? x * self(x - 1) : 1 }`, ["1", "2"]],
    "is called at two places": [`for (let i = 0; i < 2; i++) print(two(i) + two(n)); function two(x) { return x * next() }`, ["20", "48"]],
    "looks later, when what it was given is another": [
      `for (let i = 0; i < 2; i++) { const f = later(n); n = 50 + i; print(f()) } function later(x) { return () => x }`, ["3", "50"]],
    "gets its arguments by name": [`for (let i = 0; i < 2; i++) print(own(i)); function own(x) { return arguments.length + x + n }`, ["4", "5"]],
  };
  for (const [what, [source, expected]] of Object.entries(left)) {
    it(`stays a function: one that ${what}`, async () => {
      const code = await compact(STATE + source, ["3", ...expected]);
      assert.ok(functions(code) > 0, code);
    });
  }

  it("keeps apart what closures of one loop hold", () =>
    compact(`${STATE} const all = []; for (let i = 0; i < 3; i++) all.push(hold(i)); function hold(x) { const y = x * 2; return () => x + y + n }
      print(all.map((f) => f()).join());`, ["3", "3,6,9"]));

  it("is not put where a name of its own, or of an argument, would be taken for another", () =>
    compact(`${STATE} const a = 4; function show(b, c) { const a = b; n = a + c; { const c = b; n += c } }
      for (let i = 0; i < 2; i++) { const c = 20; show(a, i); print(n + c) }
      function turn(b) { const f = (a) => a + b + n; return f }
      for (let i = 0; i < 2; i++) { const b = 30; const f = turn(a); print(f(b)) }`, ["3", "28", "29", "43", "43"]));
});
