import assert from "node:assert/strict";
import { compact, topNames } from "./compact.ts";

describe("constants of the top level", () => {
  it("take their names' places: numbers, short texts, booleans, and what never has a value", async () => {
    const code = await compact(`
      let begun = [].length;
      const LIMIT = 1234, BELOW = -5, UNIT = "s", ON = true, OFF = false;
      let never;
      const show = (v) => print(v + LIMIT, v - BELOW, UNIT, ON, OFF, never, typeof never);
      show(begun); show({ LIMIT }.LIMIT);`, [
      "1234 5 s true false undefined undefined",
      "2468 1239 s true false undefined undefined",
    ]);
    assert.equal(topNames(code), 2, code);
  });

  it("leave alone what a function or a block calls the same", async () => {
    await compact(`
      let never; const N = 1;
      function f(N, undefined) { { let never = N; N = never + 1 } return N + (undefined === never) }
      print(f(5, 3), N, never);`, ["6 1 undefined"]);
  });

  it("keep their names where a statement or a function above may look at them first", async () => {
    await compact(`
      print(direct, called(), (() => within)());
      function called() { return "" + later + within }
      var direct = 1, later = 2, within = 3;
      print(direct, called(), (() => within)());`, ["undefined undefinedundefined undefined", "1 23 3"]);
  });

  it("keep their names where they get another value", async () => {
    await compact(`
      var a = 1, b; let c = 2;
      function set() { b = 3; ({ c } = { c: 4 }) }
      var a = 5; set();
      for (b of [6]) print(a, b, c);`, ["5 6 4"]);
  });
});
