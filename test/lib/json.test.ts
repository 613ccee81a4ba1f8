import assert from "node:assert/strict";
import fc from "fast-check";
import { E_JSON_DEEP, E_JSON_SYNTAX, E_JSON_VALUE } from "../../lib/codes.ts";
import { parseJson, toJson } from "../../lib/json.ts";
import { printedOnInterpreter } from "./interpreter.ts";
import { REFUSED, TAKEN } from "./json-cases.ts";
import { assertClose, inBytes, show, thrownBy } from "./json-values.ts";

const inHex = (text: string) => Buffer.from(text, "latin1").toString("hex");

/** Every text of a value as UTF-8 bytes. */
function valueInBytes(value: unknown): unknown {
  if (typeof value == "string") return inBytes(value);
  if (Array.isArray(value)) return value.map(valueInBytes);
  if (!value || typeof value != "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [inBytes(key), valueInBytes(member)]),
  );
}

const escaped = (json: string) =>
  json.replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

// Values as the codec promises to keep them: numbers whose digits it does not turn into text.
const number = fc.oneof(
  fc.maxSafeInteger(),
  fc
    .integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 })
    // A 0 at the end would leave fewer digits and a higher power.
    .map((digits) => (digits % 10 ? digits : digits + 1))
    .chain((digits) => fc.integer({ min: -22, max: 22 }).map((power) => Number(`${digits}e${power}`)))
    .filter((value) => !hasBigInteger(value)),
);
const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", maxDepth: 6 },
    fc.constantFrom(null, true, false),
    number,
    fc.string({ unit: "binary" }),
    fc.array(tie("value"), { maxLength: 6 }),
    fc.dictionary(
      fc.string({ unit: "binary" }).filter((key) => key !== "__proto__"),
      tie("value"),
      { maxKeys: 6 },
    ),
  ),
})).value;

function hasBigInteger(value: number): boolean {
  return /^-?\d{16,}$/.test(String(value));
}

const ALPHABET = "019.eE+-x";

/** All texts of one to `length` characters that numbers are made of, and one more. */
function wordsOf(length: number): string[] {
  const shorter = length > 1 ? wordsOf(length - 1) : [];
  const longest = length > 1 ? shorter.filter((word) => word.length === length - 1) : [""];
  return [...shorter, ...longest.flatMap((word) => Array.from(ALPHABET, (char) => word + char))];
}

/** A number by RFC 8259, of those that a double can hold. */
const isNumber = (text: string) =>
  /^-?(0|[1-9]\d*)(\.\d+)?(e[-+]?\d+)?$/i.test(text) && !/e\+?9\d\d/i.test(text);

/** Doubles that short decimals, 17 digits, or a carry between the halves of 18 digits make. */
const NUMBERS = [
  ...[0.1 + 0.2, 1 / 3, 25.3 * 1.8 + 32, 123456.789, 5e-7 / 3, 1e15 + 0.5, 1e21, 1e22, 2 ** 63, 2 ** 64],
  ...[1e-20, 1.1e-30, 1.23456789e-30, 1.5e-24, 1e-40, 2.5e40, 1e-290, 9e299],
];

describe("JSON read", () => {
  for (const [text, written] of TAKEN) {
    it(`takes ${show(text)}`, () => assert.equal(toJson(parseJson(text)), written));
  }

  for (const [text, code] of REFUSED) {
    it(`refuses ${show(text)} with ${code}`, () =>
      assert.equal(
        thrownBy(() => parseJson(text)),
        code,
      ));
  }

  it("gives the values of JSON.parse, with and without blanks, escaped and not", () => {
    fc.assert(
      fc.property(values, fc.constantFrom("", " ", "\t", "\r\n "), (value, space) => {
        const json = JSON.stringify(value, null, space).replace(/-0(?![\d.])/g, "0");
        const expected = valueInBytes(JSON.parse(json));
        assert.deepEqual(parseJson(inBytes(json)), expected);
        assert.deepEqual(parseJson(escaped(json)), expected);
      }),
    );
  });

  it("refuses every text that JSON.parse refuses", () => {
    const pieces = fc.constantFrom(
      ..."{}[],:\"\\ \n\t0123456789.eE+-'/utrafalsn\x01",
      "true",
      "null",
      '"a":',
      '"b"',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (list) => {
        const text = list.join("");
        const ours = thrownBy(() => parseJson(text));
        if (ours === "nothing") JSON.parse(text);
        else assert.equal(typeof ours, "number", String(ours));
      }),
      { numRuns: 5000 },
    );
  });

  it("takes the numbers of the grammar and no others, of all texts of five characters", () => {
    for (const text of wordsOf(5)) assert.equal(thrownBy(() => parseJson(text)) === "nothing", isNumber(text), text);
  });

  it("leaves the prototype of what it makes alone", () => {
    thrownBy(() => parseJson('{"__proto__":{"polluted":1}}'));
    const made = parseJson('{"constructor":{"prototype":{"polluted":1}}}');
    assert.equal(Object.getPrototypeOf(made), Object.prototype);
    assert.equal(({} as { polluted?: number }).polluted, undefined);
  });
});

describe("JSON written", () => {
  it("is read back as the same value, by itself and by JSON.parse", () => {
    fc.assert(
      fc.property(values, (value) => {
        const expected = JSON.parse(JSON.stringify(value));
        const json = toJson(valueInBytes(value));
        assert.deepEqual(JSON.parse(Buffer.from(json, "latin1").toString("utf8")), expected);
        assert.deepEqual(parseJson(json), valueInBytes(expected));
      }),
    );
  });

  it("has numbers that any reader takes for nearly the same", () => {
    for (const value of NUMBERS) {
      assertClose(JSON.parse(toJson(value)), value, String(value));
      assertClose(JSON.parse(toJson(-value)), -value, String(-value));
    }
  });

  it("keeps bytes from 0x80 on and escapes what JSON asks for", () => {
    const all = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).join("");
    const json = toJson(all);
    assert.doesNotMatch(json, /[\x00-\x1f]/);
    assert.equal(json.slice(-129, -1), all.slice(128));
    assert.equal(JSON.parse(json), all);
    assert.equal(parseJson(json), all);
  });

  it("does not exist for what JSON has no word for", () => {
    const wrong = [undefined, NaN, Infinity, -Infinity, 1e300, () => 1];
    for (const value of wrong) {
      for (const place of [value, [value], [1, value], { a: value }, { a: { b: [value] } }]) {
        assert.equal(
          thrownBy(() => toJson(place)),
          E_JSON_VALUE,
          String(value),
        );
      }
    }
  });

  it("stops at the depth, and so at a circle", () => {
    const circle: { next?: unknown } = {};
    circle.next = [circle];
    assert.equal(
      thrownBy(() => toJson(circle)),
      E_JSON_DEEP,
    );
    assert.equal(toJson([[[[[[[[]]]]]]]]), "[".repeat(8) + "]".repeat(8));
    assert.equal(
      thrownBy(() => toJson([[[[[[[[[]]]]]]]]])),
      E_JSON_DEEP,
    );
  });
});

for (const board of ["ESPRUINO", "ESPRUINO32"]) {
  describe(`JSON on the real interpreter (${board})`, () => {
    const interpreter = process.env[board];

    it("is taken, refused and written as on Node", async function () {
      if (!interpreter) return this.skip();
      // Long texts are made there: a piece and how often it comes.
      const short = [...TAKEN, ...REFUSED].map(([text]) => text).filter((text) => text.length <= 500);
      const bombs = ["[", "[[],", '[{"a":', "\\n", "1", " ", '"', "\\", "x", '{"a":1,', "\\u", '["'];
      const lines = await printedOnInterpreter(`
        import { parseJson, toJson } from "../../lib/json.ts";
        import { toHex } from "../../lib/sign/hmac.ts";
        const bytes = (text) => {
          let out = "";
          for (let i = 0; i < text.length; i += 2) out += String.fromCharCode(parseInt(text.substr(i, 2), 16));
          return out;
        };
        const check = (text) => {
          try {
            print(toHex(toJson(parseJson(text))));
          } catch (error) {
            print(error);
          }
        };
        ${JSON.stringify(short.map(inHex))}.forEach((text) => check(bytes(text)));
        ${JSON.stringify(bombs)}.forEach((piece) => {
          check(piece.repeat(1500 / piece.length));
          check('"' + piece.repeat(1500 / piece.length));
        });
      `, interpreter);
      const asked = [...short];
      for (const piece of bombs) {
        const bomb = piece.repeat(1500 / piece.length);
        asked.push(bomb, `"${bomb}`);
      }
      asked.forEach((text, i) => {
        const code = thrownBy(() => parseJson(text));
        if (code !== "nothing") return assert.equal(lines[i], String(code), show(text));
        assert.match(lines[i], /^([0-9a-f]{2})+$/, `${show(text)}: ${lines[i]}`);
        const written = Buffer.from(lines[i], "hex").toString("latin1");
        // The interpreters write the same value in other words: 10e-8 for 1e-7, \u001F for \u001f.
        assertClose(JSON.parse(written), parseJson(text), show(text));
      });
      assert.equal(lines.length, asked.length);
    });

    it("reads numbers of 15 digits to the last bit, others nearly, and writes eleven decimals", async function () {
      if (!interpreter) return this.skip();
      const all = fc.sample(number, { seed: 7, numRuns: 80 }).filter((value) => !Number.isInteger(value));
      const bits = (value: number) => Buffer.from(Float64Array.of(value).buffer).toString("hex");
      // Of these the interpreter writes 16 digits.
      all.push(98894.6416415274, -29048.5898032784);
      const doubles = [...all, ...NUMBERS];
      const texts = doubles.map((value) => value.toExponential());
      const lines = await printedOnInterpreter(`
        import { parseJson, toJson } from "../../lib/json.ts";
        import { toHex } from "../../lib/sign/hmac.ts";
        const number = new Float64Array(1);
        const bytes = new Uint8Array(number.buffer);
        ${JSON.stringify(texts)}.forEach((text) => {
          number[0] = parseJson(text);
          let hex = "";
          for (let i = 0; i < 8; i++) hex += toHex(String.fromCharCode(bytes[i]));
          print(hex);
        });
        ${JSON.stringify(doubles.map(bits))}.forEach((hex) => {
          for (let i = 0; i < 8; i++) bytes[i] = parseInt(hex.substr(2 * i, 2), 16);
          print(toJson(number[0]));
        });
      `, interpreter);
      doubles.forEach((value, i) => {
        const read = Buffer.from(lines[i], "hex").readDoubleLE();
        const written = Number(lines[doubles.length + i]);
        if (i < all.length) assert.equal(read, value, texts[i]);
        else assertClose(read, value, texts[i]);
        const size = Math.abs(value);
        // Eleven decimals, of the number itself or before its exponent.
        const bound = size < 1e-5 ? size * 1e-10 : 1e-11 + size * 1e-11;
        assert.ok(Math.abs(written - value) <= bound, `${written} for ${texts[i]}`);
      });
    });

    it("takes the numbers of the grammar and no others, of all texts of three characters", async function () {
      if (!interpreter) return this.skip();
      const lines = await printedOnInterpreter(`
        import { parseJson } from "../../lib/json.ts";
        ${JSON.stringify(wordsOf(3))}.forEach((text) => {
          try {
            parseJson(text);
            print(text);
          } catch (code) {
            if (code != ${E_JSON_SYNTAX}) print(text, code);
          }
        });
      `, interpreter);
      assert.deepEqual(lines, wordsOf(3).filter(isNumber));
    });

    it("takes no more memory for a value than the interpreter's own JSON", async function () {
      if (!interpreter) return this.skip();
      const params = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`property_${i}`,
        [i, i + 0.5, `text number ${i}`, { value: true, time: 1700000000000 + i }, [i, null]][i % 5]]));
      const lines = await printedOnInterpreter(`
        import { parseJson } from "../../lib/json.ts";
        const text = ${JSON.stringify(JSON.stringify(params))};
        const used = () => process.memory().usage;
        const measure = (parse) => {
          const before = used(), value = parse(text);
          return used() - before + (value ? 0 : 1);
        };
        measure(parseJson);
        print(measure(parseJson), measure(JSON.parse));
      `, interpreter);
      const [ours, native] = lines[0].split(" ").map(Number);
      assert.ok(native > 300 && ours <= native + 10, `${ours} JsVars, ${native} by the interpreter`);
    });
  });
}
