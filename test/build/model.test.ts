// What the compiler says of an app whose product has a thing model, and what the model costs.

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { BuildFailure, buildImage, loadBoard } from "../../tools/build/index.ts";
import { makeApp } from "../firmware/model-app.ts";
import { linkino } from "../tools/run.ts";
import { exported, property } from "../tools/tsl-samples.ts";

const CHECKER_BYTES = 900;

const RIGHT = `import "./model.ts";
import { batch, event, history, post, property, report, service, start } from "linkino";
import type { EventOutput, PropertyValueOf, ServiceInput } from "linkino";

let power: PropertyValueOf<"power"> = 0;
let mode: PropertyValueOf<"mode"> = 9;
let note = "";
let spot: PropertyValueOf<"spot"> = { x: 1 };
property("power", () => power, (value) => { power = value; });
property("mode", () => mode, (value) => { mode = value; });
property("level", () => 5);
property("note", () => note, (value) => { note = value.substr(0, 3); });
property("code", undefined, (value) => { print(value.length); });
property("spot", () => spot, (value) => { spot = value; print(spot.name); });
property("trace", () => [spot, {}], (value) => { spot = value[0]; });
property("since", () => "1524448722000", (value) => { print(value); });
const alarm: EventOutput<"alarm"> = { mode: 2, spot };
const turned = (input: ServiceInput<"turn">): number => input.to || 0;
service("turn", (input) => ({ done: turned(input) > 5 ? 1 : 0 }));
service("stop", () => {});
start(() => {
  print(post(["power", "level"]), event("alarm", alarm), event("hello", {}), report({ level: 5 }));
  print(batch({ level: [{ value: 5, time: 1 }] }), history([{ level: { value: 5, time: 1 } }]));
});
`;

// Every line that ends in "wrong" is, and no other.
const WRONG = `import "./model.ts";
import { event, post, property, report, service, start } from "linkino";
import type { PropertyValueOf } from "linkino";

let power = 0;
property("powr", () => 0); // wrong
property("power", () => power, (value) => { power = value; }); // wrong
property("power", () => 1); // wrong
property("power", () => true, () => {}); // wrong
property("mode", () => 3, () => {}); // wrong
property("mode", () => 2, (value) => { const only: 1 | 2 = value; print(only); }); // wrong
property("level", () => 5, (value) => {}); // wrong
property("level", () => "5"); // wrong
property("code", () => "", (value) => {}); // wrong
property("since", () => 1524448722000, (value) => {}); // wrong
property("spot", () => ({ y: 1 }), () => {}); // wrong
property("trace", () => [1], () => {}); // wrong
const mode: PropertyValueOf<"mode"> = 3; // wrong
post(["power", "level"]);
post(["code"]); // wrong
post(["colour"]); // wrong
report({ level: "5" }); // wrong
event("alarm", { mode: 1, spot: {} });
event("alram", {}); // wrong
event("alarm", { mode: 3, spot: {} }); // wrong
event("alarm", { mode: 1 }); // wrong
event("hello", { mode: 1 }); // wrong
service("turn", (input) => ({ done: input.to ? 1 : 0 }));
service("tern", () => {}); // wrong
service("turn", (input) => ({ done: input.too })); // wrong
service("turn", () => ({ done: 2 })); // wrong
service("turn", (input) => { const to: string = input.to; }); // wrong
start(() => print(mode));
`;

const WITHOUT = `import { event, post, property, service, start } from "linkino";
let any = 1;
property("anything", () => any, (value) => { any = value; });
property("more");
service("any", (input) => ({ any: input.any }));
start(() => print(post(["what", "ever"]), event("any", { a: [1] })));
`;

describe("an app with a thing model", () => {
  const made: string[] = [];
  const app = (main: string, tsl?: object): string => {
    made.push(makeApp(main, tsl));
    return made.at(-1)!;
  };
  after(() => made.forEach((main) => rmSync(dirname(main), { recursive: true, force: true })));

  const build = (main: string) => linkino(["build", "main.ts", "--board", "esp32"], {}, dirname(main));

  it("is built when it fits the model", async () => {
    const { code, stderr } = await build(app(RIGHT));
    assert.equal(code, 0, stderr);
  });

  it("is refused at every line that does not fit: names, types, keys of enums, access, events, services", async () => {
    const { code, stderr } = await build(app(WRONG));
    assert.equal(code, 1);
    const found = new Set([...stderr.matchAll(/^ {2}main\.ts:(\d+):\d+ TS\d+ /gm)].map(([, line]) => Number(line)));
    const meant = WRONG.split("\n").flatMap((line, index) => (line.endsWith("// wrong") ? [index + 1] : []));
    assert.deepEqual([...found].sort((a, b) => a - b), meant, stderr);
    assert.doesNotMatch(stderr, /firmware\/\S+:\d/, "the firmware itself fits any model");
    assert.match(stderr, /"powr"' is not assignable/);
  });

  it("may use any name and value when it has no model", async () => {
    const { code, stderr } = await build(app(WITHOUT));
    assert.equal(code, 0, stderr);
  });

  const sizeOf = async (main: string): Promise<number> => {
    try {
      return (await buildImage({ entry: main, board: loadBoard("esp32"), tls: "native" })).image.length;
    } catch (error) {
      throw error instanceof BuildFailure ? new Error(error.message) : error;
    }
  };

  it(`takes at most ${CHECKER_BYTES} bytes more than without, its table not counted, and nothing where it has none`, async () => {
    const plain = app('import { property, start } from "linkino";\nproperty("a", () => 0, () => {});\nstart();\n');
    const none = await sizeOf(plain);
    const types = app('import type {} from "./model.ts";\nimport { property, start } from "linkino";\nproperty("a", () => 0, () => {});\nstart();\n', exported([property("a", { type: "int" })]));
    assert.equal(await sizeOf(types), none);
    const empty = app('import "./model.ts";\nimport { start } from "linkino";\nstart();\n', exported([]));
    const without = app('import { start } from "linkino";\nstart();\n');
    const bytes = (await sizeOf(empty)) - (await sizeOf(without));
    assert.ok(bytes > 0 && bytes <= CHECKER_BYTES, `${bytes} bytes`);
  });
});
