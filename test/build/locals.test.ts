import assert from "node:assert/strict";
import { compact } from "./compact.ts";

/** How many lists of variables are in the function of a script that ends with CALL, which has one. */
const lists = (code: string): number => (code.match(/\blet /g) ?? []).length - 1;

/** Called, and looked at in a way that leaves it a function. */
const CALL = "for (const i of [1, 2]) print(f(i)); print(typeof f);";

describe("a variable of a block", () => {
  const gone: Record<string, [source: string, expected: string[]]> = {
    "of a condition": ["function f(x) { let s = x; if (x > 1) { let y = x * 5; y += x; s += y + y } return s }", ["1", "26"]],
    "of a loop": ["function f(x) { let s = 0; for (let i = 0; i < 3; i++) { const y = s + i; s += y * x + y } return s }", ["10", "18"]],
    "of blocks beside each other": [
      "function f(x) { let s = x; if (x) { const y = s + 1; s += y * y } if (x > 1) { const z = s + 2; s += z * z } return s }", ["5", "180"]],
    "of blocks in each other": [
      "function f(x) { let s = x; for (let i = 0; i < 2; i++) { const y = s + i; for (let j = 0; j < 2; j++) { const z = y + j; s += z * y + z } s -= y } return s }",
      ["119", "560"]],
    "that walks": ["function f(x) { let s = ''; for (const y of [x, 5]) s += y + y; for (const k in { a: 1, b: 2 }) s += k + k; return s }", ["210aabb", "410aabb"]],
    "behind the first of its function": ["function f(x) { let s = 0; for (let i = x; i--;) s += i + 4; if (s > 7) return 'much'; let y = s + x; return y * y + s }", ["29", "much"]],
  };
  for (const [what, [source, expected]] of Object.entries(gone)) {
    it(`is one of its function: one ${what}`, async () => {
      const code = await compact(source + CALL, [...expected, "function"]);
      assert.equal(lists(code), 1, code);
    });
  }

  it("keeps apart what the turns of a loop make of it", () =>
    compact(`function f(x) { let all = [], s = x; for (let i = 0; i < 3; i++) { const y = i * x; all.push(() => y + y + s) } return all.map((g) => g()).join() } ${CALL}`,
      ["1,3,5", "2,6,10", "function"]));

  it("stays what it was for a function that is called after the block", () =>
    compact(`function f(x) { let s = 0, late; if (x) { let y = x + 1; y += x; late = () => y + y } if (x) { let z = x * 50; z += z; s += z } return late() + s } ${CALL}`,
      ["106", "210", "function"]));

  it("has no value in each turn of a loop where it is given none", () =>
    compact(`function f(x) { let s = ""; for (let i = 0; i < 3; i++) { let y; if (i == x) y = i; s += y + "," + y + ";" } return s } ${CALL}`,
      ["undefined,undefined;1,1;undefined,undefined;", "undefined,undefined;undefined,undefined;2,2;", "function"]));

  it("is another one in each call of a function that calls itself", () =>
    compact(`function f(x) { let s = x; if (x < 4) { const y = x + 1; s += f(y) + y } if (x > 1) { const z = s + 1; s += z * z } return s } ${CALL}`,
      ["1992334", "1992331", "function"]));

  it("is not taken for one of the same name around it", () =>
    compact(`function f(x) { let y = x; { let y = 7; y += x; print(y + y) } { const x = 9; print(x + x) } for (let y = 0; y < 1; y++) print(y + "!"); return y + x } ${CALL}`,
      ["16", "18", "0!", "2", "18", "18", "0!", "4", "function"]));

  it("does not hide what another block of the function takes from around the function", () =>
    compact(`let y = 40; function f(x) { if (x > 1) { let y = x; y += y; print(y) } else print(y); y++; return y } ${CALL}`, ["40", "41", "4", "42", "function"]));

  it("is declared before it is used, where the first list of its function comes later", () =>
    compact(`function f(x) { if (x > 1) { const y = x * 2; print(y + y) } for (const z of [x]) print(z + z); let late = x + 1; late += x; return late + late }
      ${CALL} print(typeof its, typeof _its);`, ["2", "6", "8", "4", "10", "function", "undefined undefined"]));

  it("keeps what it holds when the block is left by an error", () =>
    compact(`function f(x) { let s = 0; try { const y = x + 1; s = y * 2; if (y > 2) throw y + y; s += y } catch (e) { const z = e + s; s = z + z } return s } ${CALL}`,
      ["6", "24", "function"]));
});
