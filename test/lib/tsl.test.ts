// Three that know nothing of one another say the same of a value: the device by the table of `linkino model gen`, the
// instance by the TSL file, strictly, and a JSON schema.

import assert from "node:assert/strict";
import { transformSync } from "esbuild";
import type { Json } from "../../bench/instance/json.ts";
import { faultOf, parseTsl } from "../../bench/instance/tsl.ts";
import { type Spec, type Specs, checkValue, specOf } from "../../lib/tsl.ts";
import { generate } from "../../tools/model/generate.ts";
import { readModel } from "../../tools/model/read.ts";
import { printedOnInterpreter } from "./interpreter.ts";
import { Draws, type Drawn, oracle, tslOf } from "./tsl-draws.ts";

const FILES = 10;
const PROPERTIES = 200;
const VALUES = 50;

/** The table of the properties, from the file that gen writes. */
function tableOf(tsl: string): Specs {
  const { code } = transformSync(generate(readModel(tsl, "tsl.json"), ""), { loader: "ts" });
  let table: Specs = {};
  new Function("useModel", code.replace(/^import .*$/m, ""))((of: (part: number) => Specs) => (table = of(0)));
  return table;
}

/** A value as the device has it: text is bytes there, names too. */
function inBytes(value: unknown): unknown {
  if (typeof value === "string") return Buffer.from(value).toString("latin1");
  if (Array.isArray(value)) return value.map(inBytes);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [inBytes(name), inBytes(each)]));
}

function draw(seed: number, count: number, longest?: number) {
  const draws = new Draws(seed, longest);
  const properties = Array.from({ length: count }, (_, i) => draws.property(`p${i}`));
  const text = JSON.stringify(tslOf(properties));
  return { properties, text, table: tableOf(text) };
}

function show({ dataType }: Drawn, value: unknown): string {
  return `${JSON.stringify(dataType)} and ${Object.is(value, -0) ? "-0" : typeof value === "object" ? JSON.stringify(value) : String(value)}`;
}

describe("a value and its thing model", () => {
  it(`are judged alike by device, instance and JSON schema, ${FILES * PROPERTIES * VALUES} times`, () => {
    let good = 0;
    for (let seed = 1; seed <= FILES; seed++) {
      const { properties, text, table } = draw(seed, PROPERTIES);
      const tsl = parseTsl(text);
      const compile = oracle();
      for (const property of properties) {
        const fits = compile(property.schema);
        const spec = specOf(table, property.identifier) as Spec;
        for (let i = 0; i < VALUES; i++) {
          const value = property.value();
          const isGood = fits(value);
          const device = checkValue(spec, inBytes(value));
          const instance = faultOf(tsl, property.identifier, value as Json, true)?.code ?? 0;
          if (isGood !== (device === 0) || device !== instance)
            assert.fail(`schema ${isGood}, device ${device}, instance ${instance}: ${show(property, value)}`);
          if (isGood) good++;
        }
      }
    }
    const share = good / (FILES * PROPERTIES * VALUES);
    assert.ok(share > 0.3 && share < 0.7, `${share} of the values are good: the draw is lopsided`);
  });

  // Pieces of scripts that also an ESP32's memory takes.
  const PIECES = 12;
  const IN_A_PIECE = 50;

  for (const name of ["ESPRUINO", "ESPRUINO32"]) {
    it(`are judged alike on the interpreter named by ${name}, ${PIECES * IN_A_PIECE} times`, async function () {
      const interpreter = process.env[name];
      if (!interpreter) return this.skip();
      for (let piece = 0; piece < PIECES; piece++) {
        const { properties, table } = draw(1000 + piece, IN_A_PIECE, 12);
        const pairs = properties.map((property) => {
          const value = property.value();
          return { property, value, spec: specOf(table, property.identifier) as Spec };
        });
        const calls = pairs.map(({ value, spec }) => `t(${literal(spec)},${literal(inBytes(value))});`);
        const script = `import { checkValue } from "../../lib/tsl.ts";\nconst t = (a: any, b: any) => print(checkValue(a, b));\n${calls.join("\n")}`;
        const printed: number[] = (await printedOnInterpreter(script, interpreter)).map(Number);
        assert.equal(printed.length, pairs.length);
        pairs.forEach(({ property, value, spec }, i) =>
          assert.equal(printed[i], checkValue(spec, inBytes(value)), show(property, value)));
      }
    }).timeout(60_000);
  }
});

/** As it stands in a script of the device. */
function literal(value: unknown): string {
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value === "string") return JSON.stringify(value).replace(/[\u007f-\u00ff]/g, (char) => `\\x${char.charCodeAt(0).toString(16)}`);
  if (Array.isArray(value)) return `[${value.map(literal).join(",")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  return `{${Object.entries(value).map(([name, each]) => `${literal(name)}:${literal(each)}`).join(",")}}`;
}
