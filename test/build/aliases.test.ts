import assert from "node:assert/strict";
import { compact } from "./compact.ts";

const count = (code: string, part: RegExp): number => code.match(part)?.length ?? 0;

describe("names that are used often", () => {
  it("stand once, for methods and functions of the interpreter, and mean the same", async () => {
    const uses = Array.from({ length: 8 }, (_one, index) => `s.charCodeAt(${index})`).join(" + ");
    const code = await compact(`
      const s = "abcdefgh".repeat(2);
      print(${uses});
      print([new Uint8Array(3), new Uint8Array([1, 2]), new Uint8Array(s.length).fill(7), new Uint8Array(1), new Uint8Array(2)].join());`,
    ["804", `0,0,0,1,2,${"7,".repeat(16)}0,0,0`]);
    assert.equal(count(code, /charCodeAt/g), 1, code);
    assert.equal(count(code, /Uint8Array/g), 1, code);
  });

  it("stand where they are used when only a cold function does", async () => {
    const code = await compact(`
      let n = 0;
      function cold(s) { "cold"; n++; return s.charCodeAt(0) + s.charCodeAt(1) + s.charCodeAt(2) + n }
      print(cold("abc"), cold("abd"));`, ["295 297"]);
    assert.equal(count(code, /charCodeAt/g), 1, code);
    assert.match(code, /\{let \w="charCodeAt"/);
  });

  it("stay where they are few, are no methods, or are a length that an app asks a number for", async () => {
    const code = await compact(`
      const length = (value) => value.length || "none" + !value.length + !value.length + !value.length + !value.length + !value.length;
      const o = { substr: 1, more: { substr: 2 } };
      print(length("abc"), length(5), o.substr + o.more.substr + o.substr + o.substr + o.substr + o.substr + o.substr);
      print("abc".substr(1));`, ["3 nonetruetruetruetruetrue 8", "bc"]);
    assert.doesNotMatch(code, /"(length|substr)"/);
  });
});
