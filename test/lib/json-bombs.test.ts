// JSON from an enemy: deep, long, cut and spoiled texts. Each ends with a code or with the value that
// JSON.parse gives.

import assert from "node:assert/strict";
import { E_JSON_DEEP, E_JSON_LONG, E_JSON_SYNTAX, E_JSON_TEXT } from "../../lib/codes.ts";
import { parseJson, toJson } from "../../lib/json.ts";
import { printedOnInterpreter } from "./interpreter.ts";
import { assertClose, inBytes, show, thrownBy } from "./json-values.ts";

const MOST = 20480;

/** As many of `piece` as fit into a message, between `start` and `end`. */
function fill(start: string, piece: string, end = ""): string {
  return start + piece.repeat(Math.floor((MOST - start.length - end.length) / piece.length)) + end;
}

const keys = (count: number) => Array.from({ length: count }, (_, i) => `"k${i}":${i}`).join();

/** A text that fills a message, and the code that it ends with. */
const BOMBS: [text: string, code: number][] = [
  [fill("", "["), E_JSON_DEEP],
  [fill("", '{"a":'), E_JSON_DEEP],
  [fill("", '[{"":'), E_JSON_DEEP],
  [fill("[", "[[[[[[[]]]]]]],"), E_JSON_SYNTAX],
  [fill("", "[[[[[[[[]]]]]]]]"), E_JSON_SYNTAX],
  [fill("[[[[[[[[", "]"), E_JSON_SYNTAX],
  [fill("", "]"), E_JSON_SYNTAX],
  [fill("", '"'), E_JSON_SYNTAX],
  [fill("[", '"",'), E_JSON_SYNTAX],
  [fill('"', "\\"), E_JSON_TEXT],
  [fill('"', '\\"'), E_JSON_TEXT],
  [fill('"', "\\u", '"'), E_JSON_TEXT],
  [fill('"', "\\u4e2d"), E_JSON_TEXT],
  [fill('"', "\\ud83d", '"'), E_JSON_TEXT],
  [fill('"', "\\ude00", '"'), E_JSON_TEXT],
  [fill('"', "\\ud83d\\ude00", '\\ud83d"'), E_JSON_TEXT],
  [fill('"', "x", "\n\""), E_JSON_TEXT],
  [fill("", "1"), E_JSON_SYNTAX],
  [fill("0.", "1"), E_JSON_SYNTAX],
  [fill("1e", "1"), E_JSON_SYNTAX],
  [fill("[", "1e999,"), E_JSON_SYNTAX],
  [fill("[", "1e9999999999,"), E_JSON_SYNTAX],
  [fill("[", "1,"), E_JSON_SYNTAX],
  [fill("{", '"a":1,'), E_JSON_SYNTAX],
  [`{${keys(1500)},"k1499":1}`, E_JSON_SYNTAX],
  [`{${keys(1500)},"\\u006b0":1}`, E_JSON_SYNTAX],
  [fill("", " "), E_JSON_SYNTAX],
  [fill("[", "\n"), E_JSON_SYNTAX],
  [`${fill("", "[")}[`, E_JSON_LONG],
];

/** What fills a message and is good. */
const FULL: [text: string, check: (value: any) => boolean][] = [
  [fill('"', "\\\\", '"'), (text) => text === "\\".repeat(MOST / 2 - 1)],
  [fill('"', '\\"', '"'), (text) => text === '"'.repeat(MOST / 2 - 1)],
  [fill('"', "\\u4e2d", '"'), (text) => text === inBytes("中").repeat(3413)],
  [fill('"', "\\ud83d\\ude00", '"'), (text) => text === inBytes("😀").repeat(1706)],
  [fill("[0", ",1", "]"), (list) => list.length === MOST / 2 - 1],
  [fill("[0", ",[[]]", "]"), (list) => list.length === 4096],
  [`{${keys(1500)}}`, (object) => Object.keys(object).length === 1500 && object.k1499 === 1499],
  [fill("", " ", "0"), (value) => value === 0],
];

const MESSAGES = [
  '{"id":"123","version":"1.0","params":{"温度":25.5,"list":[1,-2.5e3,true,false,null],"s":{"a":"b"}}}',
  ' {"method" : "thing.property.set", "id":1234567890123456789, "params":{"\\u6e29\\u5ea6":"\\ud83d\\ude00"}} ',
  '[0,-1,10,0.5,1e5,1E-7,-12.25e+2,123456789012345,0.000001,9007199254740993]\r\n',
  '{"a":{"b":{"c":[[[]]]}},"q":"\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000","":{}}',
  '"二十度 \\u00e9 x"',
].map(inBytes);

/** Numbers from 0 to `below` that are the same in each run. */
function seeded(seed: number): (below: number) => number {
  return (below) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 0x100000000) * below);
  };
}

/** The text with one to three faults. */
function spoil(text: string, random: (below: number) => number): string {
  const pieces = '{}[],:"\\ 019.eE+-nul\n\x01\xe4';
  for (let faults = 1 + random(3); faults > 0; faults--) {
    const at = random(text.length), length = random(6);
    const kind = random(5);
    const other = kind === 0 ? "" : kind === 1 ? pieces[random(pieces.length)] : kind === 2
      ? String.fromCharCode(random(256)) : text.substr(random(text.length), length);
    text = text.slice(0, at) + other + text.slice(at + (kind === 3 ? 0 : kind === 4 ? length : 1));
  }
  return text;
}

// For JSON.parse a byte from 0x80 on becomes a character that no message has, to be told from an escape.
const MARK = 0xf000;
const mark = (text: string) =>
  text.replace(/[\x80-\xff]/g, (byte) => String.fromCharCode(MARK + byte.charCodeAt(0)));
const unmark = (text: string) =>
  Array.from(text, (char) => char.charCodeAt(0) >> 8 === MARK >> 8
    ? String.fromCharCode(char.charCodeAt(0) & 255) : inBytes(char)).join("");

/** Why the codec refuses what JSON.parse takes, or undefined when it should not. */
function whyRefused(text: string): number | undefined {
  const tokens = text.match(/"(\\.|[^"\\])*"|[-+.\w]+|[{}[\]:,]/g)!;
  const open: string[][] = [];
  let why: number | undefined;
  tokens.forEach((token, i) => {
    if (token === "{" || token === "[") open.push([]);
    else if (token === "}" || token === "]") open.pop();
    else if (tokens[i + 1] === ":") {
      const key = JSON.parse(mark(token));
      if (open.at(-1)!.includes(key) || key === "__proto__") why ??= E_JSON_SYNTAX;
      open.at(-1)!.push(key);
    }
    if (open.length > 8) why ??= E_JSON_DEEP;
    if (token[0] === '"' && /\p{Surrogate}/u.test(JSON.parse(mark(token)))) why ??= E_JSON_TEXT;
    const long = token.length > 60 || /e([-+]\d|\d\d)\d{3}/i.test(token);
    if (/^[-\d]/.test(token) && (long || !isFinite(Number(token)))) why ??= E_JSON_SYNTAX;
  });
  return why;
}

/** The value of JSON.parse as the codec gives it: texts in bytes, long integers as their digits. */
function expectedOf(text: string): unknown {
  const digits = text.replace(/"(\\.|[^"\\])*"|[-+.\w]+/g, (token) =>
    /^-?\d+$/.test(token) && Math.abs(Number(token)) > Number.MAX_SAFE_INTEGER ? `"${token}"` : token);
  return JSON.parse(mark(digits), (_, value) => {
    if (typeof value === "string") return unmark(value);
    if (!value || typeof value !== "object" || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [unmark(key), member]));
  });
}

describe("JSON bombs", () => {
  for (const [text, code] of BOMBS) {
    it(`end with ${code}: ${show(text)}`, () => assert.equal(thrownBy(() => parseJson(text)), code));
  }

  for (const [text, check] of FULL) {
    it(`are taken when they are good: ${show(text)}`, () => {
      assert.ok(text.length <= MOST);
      assert.ok(check(parseJson(text)));
    });
  }

  it("end with a code at every cut of a message", () => {
    for (const message of MESSAGES) {
      const end = message.trimEnd().length;
      for (let length = 0; length < end; length++) {
        const code = thrownBy(() => parseJson(message.slice(0, length)));
        // A number goes on, and so has a shorter one before it; only the last message is one whole text.
        assert.equal(typeof code, "number", `${length} bytes of ${message}`);
      }
    }
  });

  it("give what JSON.parse gives, or are refused for a reason, in 20,000 spoiled messages", () => {
    const random = seeded(1);
    let taken = 0, refused = 0, ours = 0;
    for (let i = 0; i < 20_000; i++) {
      const text = spoil(MESSAGES[i % MESSAGES.length], random);
      let value: unknown;
      const code = thrownBy(() => (value = parseJson(text)));
      const other = thrownBy(() => JSON.parse(text));
      if (other !== "nothing") {
        assert.equal(typeof code, "number", text);
        refused++;
        continue;
      }
      const why = whyRefused(text);
      if (why !== undefined) {
        // Of two faults the first one counts, whichever it is.
        assert.equal(typeof code, "number", text);
        ours++;
        continue;
      }
      assert.equal(code, "nothing", text);
      assertClose(value, expectedOf(text), text);
      assertClose(JSON.parse(toJson(value)), value, text);
      taken++;
    }
    // All three ways were walked.
    assert.ok(taken > 1000 && refused > 5000 && ours > 20, `${taken}, ${refused}, ${ours} by rule`);
  });
});

for (const board of ["ESPRUINO", "ESPRUINO32"]) {
  describe(`JSON bombs on the real interpreter (${board})`, () => {
    const interpreter = process.env[board];

    it("end with the codes of Node", async function () {
      if (!interpreter) return this.skip();
      const pieces: [start: string, piece: string, end: string][] = [
        ["", "[", ""], ["", '{"a":', ""], ["", '"', ""], ['"', "\\", ""], ['"', "\\u", '"'],
        ['"', "\\ud83d", '"'],
        ["", "1", ""], ["[", "1e9999999999,", ""], ["{", '"a":1,', ""], ["", "]", ""], ["[[[[[[[[", "]", ""],
      ];
      // With 3,000 JsVars there is no room for 20 kB and the copy that making them needs.
      const size = 8000;
      const lines = await printedOnInterpreter(`
        import { parseJson } from "../../lib/json.ts";
        ${JSON.stringify(pieces)}.forEach((each) => {
          const count = Math.floor((${size} - each[0].length - each[2].length) / each[1].length);
          try {
            parseJson(each[0] + each[1].repeat(count) + each[2]);
          } catch (error) {
            print(error);
          }
        });
      `, interpreter);
      assert.deepEqual(lines, pieces.map((each) => String(thrownBy(() => parseJson(fill(...each))))));
    });

    it("take and refuse spoiled messages as Node does", async function () {
      if (!interpreter) return this.skip();
      const random = seeded(2);
      const texts = Array.from({ length: 100 }, (_, i) => spoil(MESSAGES[i % MESSAGES.length], random));
      const lines = await printedOnInterpreter(`
        import { parseJson, toJson } from "../../lib/json.ts";
        ${JSON.stringify(texts.map((text) => btoa(text)))}.forEach((text) => {
          try {
            print(btoa(toJson(parseJson(atob(text)))));
          } catch (error) {
            print(error);
          }
        });
      `, interpreter);
      assert.equal(lines.length, texts.length);
      texts.forEach((text, i) => {
        let value: unknown;
        const code = thrownBy(() => (value = parseJson(text)));
        if (code !== "nothing") return assert.equal(lines[i], String(code), text);
        assertClose(JSON.parse(Buffer.from(lines[i], "base64").toString("latin1")), value, text);
      });
    });
  });
}
