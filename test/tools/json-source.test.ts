import assert from "node:assert/strict";
import fc from "fast-check";
import { JsonFault, parseJson } from "../../tools/json-source.ts";
import { useLanguage } from "./folder.ts";

describe("JSON with places", () => {
  useLanguage("en");

  it("reads what JSON.parse reads", () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(3), (text, indent) => {
        const spaced = JSON.stringify(JSON.parse(text), null, indent);
        assert.deepEqual(parseJson(spaced).value, JSON.parse(text));
      }),
      { seed: 1 },
    );
  });

  it("refuses what JSON.parse refuses, whichever character is lost", () => {
    const text = '{ "a": [1, -2.5e3, true, null], "b": { "c": "x\\u4e2d\\"" } }';
    for (let i = 0; i < text.length; i++) {
      const spoiled = text.slice(0, i) + text.slice(i + 1);
      let expected: unknown;
      try {
        expected = JSON.parse(spoiled);
      } catch {
        assert.throws(() => parseJson(spoiled), JsonFault, spoiled);
        continue;
      }
      assert.deepEqual(parseJson(spoiled).value, expected);
    }
  });

  it("knows where keys and values stand, in characters and not in bytes", () => {
    const source = parseJson('\uFEFF{\r\n  "名": { "b": [10, 20] }\r\n}');
    assert.deepEqual(source.keyAt(["名"]), { line: 2, column: 3 });
    assert.deepEqual(source.keyAt(["名", "b"]), { line: 2, column: 10 });
    assert.deepEqual(source.valueAt(["名", "b", 1]), { line: 2, column: 20 });
    assert.deepEqual(source.valueAt(["名", "absent"]), { line: 2, column: 8 });
  });

  const faults: [string, string, number, number, RegExp][] = [
    ["a comma too many", '{\n  "a": 1,\n}', 3, 1, /comma before this \}/],
    ["a comma too few", '{ "a": 1\n  "b": 2 }', 2, 3, /comma or \} is expected/],
    ["a key without quotes", "{ a: 1 }", 1, 3, /key in double quotes/],
    ["a text in single quotes", "{ \"a\": 'b' }", 1, 8, /double quotes/],
    ["a text that is not closed", '{ "a": "b\n}', 1, 8, /not closed/],
    ["a wrong escape", '{ "a": "\\x41" }', 1, 8, /escape/],
    ["a comment", '{ // why\n "a": 1 }', 1, 3, /no comments/],
    ["a missing colon", '{ "a" 1 }', 1, 7, /colon/],
    ["a missing value", '{ "a": }', 1, 8, /value is missing/],
    ["a number as only programs write it", '{ "a": 0x10 }', 1, 8, /0x10 is no value/],
    ["a key that comes twice", '{ "a": 1,\n  "a": 2 }', 2, 3, /"a" comes twice/],
    ["something behind the end", "{} {}", 1, 4, /goes on/],
    ["an empty file", "", 1, 1, /value is missing/],
  ];
  for (const [name, text, line, column, message] of faults) {
    it(`names the place of ${name}`, () => {
      assert.throws(
        () => parseJson(text),
        (error: JsonFault) => {
          assert.deepEqual(error.place, { line, column });
          assert.match(error.message, message);
          return true;
        },
      );
    });
  }

  it("keeps a key named __proto__ a key", () => {
    const { value } = parseJson('{ "__proto__": { "a": 1 } }');
    assert.deepEqual(Object.keys(value as object), ["__proto__"]);
    assert.equal((value as { a?: number }).a, undefined);
  });
});
