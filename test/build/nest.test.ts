import assert from "node:assert/strict";
import { compact, movedAlone, printedByNode, topNames } from "./compact.ts";

const TEXT = '"a text that is too long to stand twice"';

/** Checks what a script prints, by these passes alone and in an image, and how many names are left at its top level. */
async function leaves(names: number, source: string, expected: string[]): Promise<void> {
  assert.deepEqual(await printedByNode(movedAlone(source)), expected, movedAlone(source));
  const code = await compact(source, expected);
  assert.equal(topNames(code), names, code);
  assert.doesNotMatch(code, /"cold"/);
}

describe("what only a cold function uses", () => {
  it("moves into it, with what that uses: functions, texts and regexes", () =>
    leaves(1, `
      const TEXT = ${TEXT}; const DIGIT = /[0-9]/; const twice = (x) => TEXT.length + x + TEXT.length;
      function help(x) { return DIGIT.test(x) ? twice(x) : x }
      function cold(x) { "cold"; return help(x) + help(1) }
      print(cold(2), cold("a"));`, ["155 a77"]));

  it("moves when two of it call each other, or themselves", () =>
    leaves(1, `
      function even(n) { return n ? odd(n - 1) : "even" }
      function odd(n) { return n ? even(n - 1) : "odd" }
      function down(n) { return n > 0 ? n + down(n - 1) : 0 }
      function cold(n) { "cold"; return even(n) + odd(n) + down(n) }
      print(cold(3), cold(4));`, ["oddeven6 evenodd10"]));

  it("moves through a cold function into the one inside, and each keeps the names of its own", () =>
    leaves(2, `
      let n = 1;
      function next(by) { n += by; return n }
      function inner(y) { "cold"; return next(y) + y + next(1) }
      function outer(n) { "cold"; const y = n * 2; return inner(n) + inner(y) + n }
      print(outer(1), outer(2));
      print(n);`, ["20 52", "14"]));

  it("gives way to nobody: a parameter, a variable or a global of the interpreter called like it", () =>
    leaves(2, `
      let count = 5;
      function say(x) { return Math.abs(x) + count }
      function cold(say2, count, Math) { "cold"; let say3 = say(count); { const say = Math; say3 += say } return say3 + say2 }
      function warm(say) { return cold(say, 2, 3) }
      print(warm(1), warm(2), [7].map((say) => cold(say, 1, 1)).join());`, ["11 12 14"]));

  it("moves into a cold function that uses arguments, or this", () =>
    leaves(2, `
      function one(x) { return x + 1 }
      function cold(x, y) { "cold"; y = y || one(x); return arguments.length + x + y + (this && this.v || "") }
      const o = { v: 4, cold };
      print(cold(1), cold(1, 5), o.cold(2));`, ["4 8 10"]));

  it("moves into a cold arrow, and out of sight of a class in it", () =>
    leaves(1, `
      const half = (x) => x / 2;
      const cold = (x) => { "cold"; class C { get() { return half(x) } } return new C().get() + half(1) };
      print(cold(4), cold(6));`, ["2.5 3.5"]));

  it("moves into a cold async function", async () => {
    const code = await compact(`
      const TEXT = ${TEXT};
      async function cold(x) { "cold"; await 1; print(x + TEXT.length + TEXT[0]); return x }
      cold(1).then((x) => cold(x + 1));`, ["39a", "40a"]);
    assert.doesNotMatch(code, /"cold"/);
  });
});

describe("what stays at the top level", () => {
  it("is used by two cold functions", () =>
    leaves(3, `
      function help(x) { return x + x }
      function one(x) { "cold"; return help(x) + 1 }
      function two(x) { "cold"; return help(x) + 2 }
      print(one(1), two(2), one(0), two(0));`, ["3 6 1 2"]));

  it("has state: a variable, an object, a regex that goes on", () =>
    leaves(4, `
      let n = 0; const list = []; const A = /a/g;
      function cold(s) { "cold"; list.push(++n); return A.test(s) + "," + A.lastIndex + "," + list.length }
      print(cold("aa"), cold("aa"), cold("aa"));`, ["true,1,1 true,2,2 false,0,3"]));

  it("is handed over, made with new, or has properties", () =>
    leaves(5, `
      function Made(v) { this.v = v }
      function given(x) { return x * 2 }
      function counted() { return counted.n = (counted.n || 0) + 1 }
      function again() { return again.f ? given : (again.f = 1, again()) }
      function cold(x) { "cold"; return new Made(x).v + [x].map(given)[0] + counted() + again()(1) }
      print(cold(1), cold(2));`, ["6 10"]));

  it("makes what lives on, as its directive says", () =>
    leaves(3, `
      function twice(x) { return x * 2 }
      function counter(x) { "cold"; "apart"; let n = twice(x); return () => ++n }
      function cold(x) { "cold"; return counter(x + 1) }
      const next = cold(1);
      print(next(), next(), cold(2)(), counter(3)());`, ["5 6 7 7"]));

  it("may be looked at before it has its value", () =>
    leaves(4, `
      function kind() { "cold"; return typeof late }
      function call() { "cold"; return late ? late() + late() : "none" }
      print(kind(), call(), typeof last);
      var late = function () { return print.length }, last = function () {};
      print(kind(), call(), typeof last);`, ["undefined none undefined", "function 0 function"]));
});
