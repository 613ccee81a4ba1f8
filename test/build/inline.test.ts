import assert from "node:assert/strict";
import { compact, movedAlone, printedByNode } from "./compact.ts";

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
    "looks at what it is given once and first": [`for (const i of [0, 1]) print(first(next())); function first(x) { return x * next() }`, ["20", "42"]],
    "is given what another one gives": [`for (const i of [0, 1]) print(outer(inner(next()))); function outer(x) { return x * n } function inner(y) { return y - 1 }`,
      ["12", "20"]],
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
    "looks at what it may be given in vain": [
      `for (const o of [{ v: 5 }, undefined]) try { print(maybe(o, o.v)) } catch { print("none") } function maybe(x, y) { return x ? y : n }`, ["5", "none"]],
    "is given members behind which there are functions": [
      `const o = { get a() { return n++ }, get b() { return n * 10 } }; for (const i of [0, 1]) print(swapped(o.a, o.b)); function swapped(x, y) { return y - x }`,
      ["37", "46"]],
    "is given what is another number each time": [
      `const o = { v: 1, valueOf() { return this.v++ } }; for (const i of [0, 1]) print(twice(-o)); function twice(x) { return x + x }`, ["-2", "-4"]],
    "looks for a type where there may be no such name": [
      `for (const i of [0, 1]) try { print(kind(unknown)) } catch { print("none") } function kind(x) { return typeof x }`, ["none", "none"]],
    "calls what its argument changes": [
      `let to = (x) => x; const other = (x) => x + 90; for (const i of [0, 1]) print(on((to = other, i))); function on(x) { return to(x) }`, ["90", "91"]],
    "gives a method that is called at once": [
      `const o = { v: 5, m() { return this && this.v } }; for (const i of [0, 1]) print(pick()(i)); function pick() { return o.m }`, ["undefined", "undefined"]],
    "is given a text that grows before it is added to": [
      `let s = "a"; for (const i of [0, 1]) print(late(s)); function late(x) { return x + grow() } function grow() { s += "b"; return s }`, ["aab", "ababb"]],
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

  it("stays a function where it only makes another one, in a loop", async () => {
    const code = await compact(`${STATE} const all = []; const hold = (x) => () => x + n; for (const i of [0, 1]) all.push(hold(i));
      for (const each of all) print(each());`, ["3", "3", "4"]);
    assert.equal(functions(code), 2, code);
  });

  it("is not put where something inside of its functions would be taken for another, whoever gave the names", async () => {
    const source = `let n = 1; n++; const make = (x) => ({ get() { return n + x } }); const bare = () => n; const own = () => n++;
      for (let i = 0; i < 2; i++) { let n = 40 + i; print(make(i).get(), bare(), own(), n) }`;
    assert.deepEqual(await printedByNode(movedAlone(source)), ["2 2 2 40", "4 3 3 41"], movedAlone(source));
  });

  it("is not put where a name of its own, or of an argument, would be taken for another", () =>
    compact(`${STATE} const a = 4; function show(b, c) { const a = b; n = a + c; { const c = b; n += c } }
      for (let i = 0; i < 2; i++) { const c = 20; show(a, i); print(n + c) }
      function turn(b) { const f = (a) => a + b + n; return f }
      for (let i = 0; i < 2; i++) { const b = 30; const f = turn(a); print(f(b)) }`, ["3", "28", "29", "43", "43"]));

  it("keeps the brackets round commas that the interpreter needs", () =>
    compact(`let i = 0; const a = [5, [6, 7]], f = (x) => [x, 9]; function own(x) { i += x; return i }
      print(a[(i++, i)].join(), a[(i, 1)][(i--, i)], f(8)[(own(1), 1)], [3][[(i, 0)][0]]);
      switch (2) { case (own(1), i): print(i); break; case (i++, 7): print(7) }
      a[(i = 0, "x")] = { y: [(i, 4)] }; print(a.x.y[(i, 0)]++ + i, a.x.y[0])`, ["6,7 6 9 3", "2", "4 5"]));
});
