// TSL files bent at random, from a seed: each is taken or refused with a place, and what `linkino model check` takes, the
// generator can write and the instance can hold reports against.

import assert from "node:assert/strict";
import { transformSync } from "esbuild";
import { parseTsl } from "../../bench/instance/tsl.ts";
import { E_MODEL_SYNTAX, E_MODEL_WRONG, E_TSL_WRONG, Failure } from "../../lib/codes.ts";
import { generate } from "../../tools/model/generate.ts";
import { readModel } from "../../tools/model/read.ts";
import { seeded } from "../lib/tsl-draws.ts";
import { SAMPLES } from "./tsl-samples.ts";

const FILES = 3000;
const JUNK = [
  null, true, 0, -1, 1e400, "", "0", "x", "a b", "中文", "__proto__", "constructor", [], {}, [[]], [null], { a: 1 }, "int", "struct", "array", "r", "rw",
  "thing.event.property.post", { type: "int" }, { type: "array", specs: { size: "1", item: { type: "text" } } }, "1e999", "9".repeat(60),
];

type Random = () => number;

/** A copy with something in it removed, replaced, doubled or renamed. */
function bend(value: unknown, random: Random): unknown {
  const copy = structuredClone(value) as any;
  const places: [any, string | number][] = [];
  const walk = (node: any): void => {
    if (typeof node !== "object" || node === null) return;
    for (const key of Object.keys(node)) {
      places.push([node, Array.isArray(node) ? Number(key) : key]);
      walk(node[key]);
    }
  };
  walk(copy);
  const [node, key] = places[Math.floor(random() * places.length)]!;
  const junk = structuredClone(JUNK[Math.floor(random() * JUNK.length)]);
  const way = Math.floor(random() * 5);
  if (way === 0) delete node[key];
  else if (way === 1 && Array.isArray(node)) node.push(structuredClone(node[key as number]));
  else if (way === 2 && !Array.isArray(node)) node[`${key}s`] = node[key];
  else if (way === 3) {
    const [, other] = places[Math.floor(random() * places.length)]!;
    node[other] = junk;
  } else node[key] = junk;
  return copy;
}

function failureOf(work: () => unknown): Failure | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

describe("TSL files that were bent", () => {
  it(`are taken or refused with a place, ${FILES} of them, alike by the command and the instance`, () => {
    const random = seeded(7);
    const samples = Object.values(SAMPLES);
    const ends = { taken: 0, refused: 0 };
    for (let i = 0; i < FILES; i++) {
      let tsl: unknown = samples[i % samples.length];
      for (let bends = 1 + Math.floor(random() * 3); bends--; ) tsl = bend(tsl, random);
      const text = JSON.stringify(tsl, null, 1);
      const failure = failureOf(() => {
        const model = readModel(text, "tsl.json");
        transformSync(generate(model, "a command"), { loader: "ts" });
      });
      const held = failureOf(() => parseTsl(text));
      if (held) assert.equal(held.code, E_TSL_WRONG);
      if (failure) {
        ends.refused++;
        assert.ok(failure.code === E_MODEL_WRONG || failure.code === E_MODEL_SYNTAX, text);
        assert.match(failure.detail, /tsl\.json:\d+:\d+ /);
      } else {
        ends.taken++;
        assert.equal(held, undefined, `${held?.message}\n${text}`);
      }
    }
    assert.ok(ends.taken > FILES / 10 && ends.refused > FILES / 3, JSON.stringify(ends));
  });

  it("are refused where the text itself is cut or garbled", () => {
    const random = seeded(8);
    const text = JSON.stringify(SAMPLES["the documents' table of types"]);
    for (let i = 0; i < 500; i++) {
      const at = Math.floor(random() * text.length);
      const cut = text.slice(0, at);
      assert.equal(failureOf(() => readModel(cut, "f"))!.code, E_MODEL_SYNTAX, cut);
      assert.equal(failureOf(() => parseTsl(cut))!.code, E_TSL_WRONG, cut);
    }
  });
});
