import assert from "node:assert/strict";
import { BuildFailure, lowerScript } from "../../tools/build/index.ts";
import { compact, topNames } from "./compact.ts";

describe("function declarations in an image", () => {
  it("become arrows in one list, inside of functions, too", async () => {
    const code = await compact(`
      print(first(2));
      function first(x) { return second(x) + inside(x); function inside(y) { return y > 0 ? y + inside(y - 1) : 0 } }
      function second(x) { return deep() + deep(); function deep() { return [x, x].map((y) => y + x)[1] } }
      print(second(0));`, ["11", "0"]);
    assert.doesNotMatch(code, /function/);
  });

  it("stay where they are more than called: this, arguments, new, prototype, instanceof, extends, a new value", async () => {
    const code = await compact(`
      function Own() { this.v = 1 }
      function count() { return arguments.length }
      function Old() {} Old.prototype.get = function () { return 2 };
      function Base() {} class Derived extends Base { get() { return 3 } }
      function Kind() {}
      function swap() { return 4 }
      print(new Own().v, count(1, 2), new Old().get(), new Derived().get(), ({}) instanceof Kind, swap());
      swap = () => 5;
      print(swap());`, ["1 2 2 3 false 4", "5"]);
    assert.equal(code.match(/function \w+\(/g)?.length, 6, code);
  });

  it("stay where any of them may be made with new under another name", async () => {
    await compact(`
      function Given() {}
      function Other() { return { v: 2 } }
      function make(kind) { return new kind() }
      print(typeof make(Given), make(Other).v);
      const list = [Given]; print(new list[0]() instanceof list[0]);`, ["object 2", "true"]);
  });

  it("stand where they are named, when that is at one place at the top level, and otherwise not", async () => {
    const one = await compact(`
      const all = [first, 2]; let n = 3;
      function first(x) { return x + n }
      function second(x) { print(x + n) }
      second(1); print(all[0](2));`, ["4", "5"]);
    assert.equal(topNames(one), 1, one);
    const other = await compact(`
      const all = []; let n = 3;
      for (let i = 0; i < 2; i++) all.push(looped);
      function looped() { return n }
      { let n = 4; all.push(hidden, () => n) }
      function hidden() { return n + 1 }
      const inside = () => deep() + n++; print(inside(), inside());
      function deep() { return n++ }
      print(all[0] == all[1], all[2](), all[3]());`, ["7 11", "true 8 4"]);
    assert.equal(topNames(other), 5, other);
  });

  it("have their values before anything runs, and those of a block only in it", async () => {
    await compact(`
      class C { static v = late(); m() { return late() + later() } }
      var shadow = "outer";
      { print(shadow()); function shadow() { return "inner" } }
      print(C.v, new C().m(), shadow);
      function late() { return 1 }
      for (let i = 0; i < 2; i++) { l(i); function l(x) { print(x + i) } }
      function later() { return 2 }`, ["inner", "1 3 outer", "0", "2"]);
  });
});

describe("a function with the directive \"once\"", () => {
  it("is forgotten by its first call, whether it becomes an arrow or not", async () => {
    const code = await compact(`
      function arrow(x) { "once"; const y = x + 1; return [y, y] }
      function own() { "once"; return arguments.length }
      function both() { return arrow(1).join() + " " + own(1, 2) }
      print(both()); print(both.length);`, ["2,2 2", "0"]);
    assert.equal(code.match(/=0[,;]/g)?.length, 2, code);
    assert.doesNotMatch(code, /"once"/);
  });

  it("is let be inside of another function", async () => {
    const code = await compact(`
      function outer() { function inner(x) { "once"; return x * 2 } return inner(1) + inner(2) }
      print(outer(), outer());`, ["6 6"]);
    assert.doesNotMatch(code, /=0|"once"/);
  });

  const twice: Record<string, string> = {
    "two calls": 'function f(x) { "once"; return x }\nprint(f(1), f(2))',
    "itself": 'function f(x) { "once"; return x > 0 ? f(x - 1) : 0 }\nprint(f(1))',
    "another value": 'function f(x) { "once"; return x }\nf = print; f(1)',
  };
  for (const [what, source] of Object.entries(twice)) {
    it(`is refused where it is named twice: ${what}`, async () => {
      await assert.rejects(lowerScript(source, "a.js", true), (error: BuildFailure) => {
        assert.equal(error.problems.length, 1);
        assert.match(error.message, /a\.js:1:1 a function with "once" that is named twice; take the directive away/);
        return true;
      });
    });
  }
});
