// `linkino model`: what it takes and refuses, what it writes, and what the compiler makes of that.

import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { useFolder } from "./folder.ts";
import { linkino } from "./run.ts";
import { SAMPLES, event, exported, property, service } from "./tsl-samples.ts";

const lamp = SAMPLES["the demonstration of the C SDK"];
const int = { type: "int", specs: { min: "0", max: "9" } };
const one = (dataType: object) => exported([property("a", dataType)]);

describe("linkino model check", () => {
  const folder = useFolder();

  it("takes what the console exports, and says how much it holds", async () => {
    const files = Object.values(SAMPLES).map((sample, index) => folder.write(`${index}.json`, sample));
    const { code, stdout, stderr } = await linkino(["model", "check", ...files]);
    assert.deepEqual([code, stderr], [0, ""]);
    const counts = ["2 properties, 1 event, 1 service", "6 properties, 1 event, 0 services", "2 properties, 0 events, 0 services"];
    assert.deepEqual(stdout.split("\n").slice(0, 3).map((line) => line.split(": ")[1]), counts);
  });

  it("takes what is written by hand without what the platform generates", async () => {
    const file = folder.write("tsl.json", { properties: [property("a", int)] });
    assert.equal((await linkino(["model", "check", file])).code, 0);
  });

  it("tells every fault at once: line, column, code, key, reason", async () => {
    const file = folder.write("tsl.json", `{
  "properties": [
    { "identifier": "a b", "accessMode": "rx", "dataType": { "type": "int", "specs": { "min": 0 } } }
  ]
}`);
    const { code, stdout, stderr } = await linkino(["model", "check", file]);
    assert.deepEqual([code, stdout], [1, ""]);
    assert.deepEqual(stderr.split("\n").slice(0, 4).map((line) => line.replace(file, "F").trim()), [
      "LK122 the thing model has faults:",
      'F:3:21 LK124 properties.0.identifier: "a b": letters, digits and underscores only',
      'F:3:42 LK123 properties.0.accessMode: must be one of "r", "w", "rw"; did you mean "rw"?',
      'F:3:95 LK125 properties.0.dataType.specs.min: numbers in specs are text: "0"',
    ]);
    assert.match(stderr, /^ {2}next: /m);
    const chinese = await linkino(["model", "check", file], { LINKINO_LANG: "zh" });
    assert.match(chinese.stderr, /LK122 物模型有误：[^]*只能含字母[^]*下一步：/);
  });

  const many = (count: number, make: (name: string) => unknown) => Array.from({ length: count }, (_, i) => make(`n${i}`));
  const item = (identifier: string, dataType: object = int) => ({ identifier, name: identifier, dataType });
  const changed = (change: (tsl: any) => void) => {
    const tsl = structuredClone(lamp);
    change(tsl);
    return tsl;
  };
  const bad: [string, unknown, RegExp][] = [
    ["text that is no JSON", '{"properties": [}', /LK121 .*:1:17 /],
    ["brackets without end", "[".repeat(200_000), /LK121 /],
    ["a list in place of a file", [], /LK122 .*\n.*:1:1 LK123 must be an object/],
    ["a key with a slip in it", { propertes: [] }, /LK123 propertes: .* "properties"/],
    ["an identifier of 51 characters", exported([property("a".repeat(51), int)]), /LK124 .*51 characters/],
    ["an identifier in Chinese", exported([property("温度", int)]), /LK124 properties\.0\.identifier/],
    ["a word of the platform", exported([property("time", int)]), /LK124 .*keeps "time"/],
    ["a name that JavaScript takes otherwise", exported([property("__proto__", int)]), /LK124 .*no device takes/],
    ["an identifier twice", exported([property("a", int), property("a", int)]), /LK124 properties\.1\.identifier: "a" comes twice/],
    ["an unknown type", one({ type: "long", specs: {} }), /LK125 .*\.type: must be one of "int"/],
    ["a bound that is no number", one({ type: "double", specs: { max: "much" } }), /LK125 .*specs\.max: "much" is no number/],
    ["bounds in the wrong order", one({ type: "float", specs: { min: "2", max: "1" } }), /LK125 .*specs\.min: 2 is above max 1/],
    ["an int beyond 32 bits", one({ type: "int", specs: { max: "2147483648" } }), /LK125 .*specs\.max/],
    ["a float beyond its range", one({ type: "float", specs: { max: "3.5e38" } }), /LK125 .*specs\.max/],
    ["a step of 0", one({ type: "int", specs: { step: "0" } }), /LK125 .*specs\.step/],
    ["a bool of three", one({ type: "bool", specs: { 0: "a", 1: "b", 2: "c" } }), /LK125 .*specs\.2/],
    ["a bool of one", one({ type: "bool", specs: { 0: "a" } }), /LK125 .*specs: a bool needs/],
    ["an enum of words", one({ type: "enum", specs: { on: "1" } }), /LK125 .*specs\.on: the key "on"/],
    ["an enum of 101", one({ type: "enum", specs: Object.fromEntries(many(101, (n) => [n.slice(1), n]) as []) }), /LK126 .*101 are too many/],
    ["a text that is too long", one({ type: "text", specs: { length: "10241" } }), /LK126 .*specs\.length/],
    ["a struct in a struct", one({ type: "struct", specs: [item("b", { type: "struct", specs: [item("c")] })] }), /LK125 .*struct may not stand within/],
    ["a struct of 51", one({ type: "struct", specs: many(51, (n) => item(n)) }), /LK126 .*specs: 51 are too many/],
    ["a list without a size", one({ type: "array", specs: { item: { type: "int" } } }), /LK125 .*specs\.size: is missing/],
    ["a list of 513", one({ type: "array", specs: { size: "513", item: { type: "int" } } }), /LK126 .*specs\.size/],
    ["a list of enums", one({ type: "array", specs: { size: "3", item: { type: "enum", specs: { 0: "a" } } } }), /LK125 .*enum is not for the items/],
    ["301 functions", exported(many(301, (n) => property(n, int)) as []), /LK126 301 functions/],
    ["101 parameters", exported([], [event("e", ...(many(101, (n) => item(n)) as []))]), /LK126 events\.1\.outputData: 101/],
    ["a file of over 512 kB", { properties: [], link: "x".repeat(600_000) }, /LK126 the file has 6\d+ bytes/],
    ["a kind of event that there is not", exported([], [{ ...event("e"), type: "warn" }]), /LK123 events\.1\.type/],
    ["a method of another event", exported([], [{ ...event("e"), method: "thing.event.f.post" }]), /LK123 .*must be "thing\.event\.e\.post"/],
    ["a service that is neither sync nor async", exported([], [], [service("s", [], [], "later")]), /LK123 services\.2\.callType/],
    ["a module with a blank", exported([], [], [], { functionBlockId: "a b" }), /LK124 functionBlockId/],
    ["a generated event that lacks a property", changed((tsl) => tsl.events[0].outputData.pop()), /LK127 events\.0\.outputData: the property "Runs" is missing/],
    ["a generated service that sets what is read only", changed((tsl) => tsl.services[0].inputData.push(tsl.services[1].outputData[1])), /LK127 services\.0\.inputData\.1: "Runs" can't be set/],
    ["a generated entry of another type", changed((tsl) => (tsl.services[1].outputData[1].dataType = int)), /LK127 .*another type than that of the property "Runs"/],
    ["a generated service with an unknown name", changed((tsl) => tsl.services[1].inputData.push("Rons")), /LK127 services\.1\.inputData\.2: "Rons" is no property/],
  ];
  it("refuses what the platform refuses, each fault by its code, place and reason, and goes on to the next file", async () => {
    const files = bad.map(([, content], index) => folder.write(`${index}.json`, content));
    const { code, stdout, stderr } = await linkino(["model", "check", ...files, folder.write("good.json", lamp)]);
    const said = stderr.split(/^(?=LK)/m);
    assert.deepEqual([code, said.length], [1, bad.length]);
    assert.match(stdout, /^[^\n]*good\.json: 2 properties[^\n]*\n$/);
    bad.forEach(([what, , reason], index) => {
      assert.ok(said[index]!.includes(files[index]!), what);
      assert.match(said[index]!, reason, what);
    });
  });

  it("refuses a file that is not there", async () => {
    assert.match((await linkino(["model", "check", join(folder.path, "none.json")])).stderr, /^LK120 .*none\.json \(ENOENT\)/);
  });
});

describe("linkino model gen", () => {
  const folder = useFolder();
  const gen = (...words: string[]) => linkino(["model", "gen", ...words], {}, folder.path);

  it("writes the same file for the same model, and says by which command", async () => {
    folder.write("tsl.json", lamp);
    const { code, stdout } = await gen("tsl.json", "-o", "src/model.ts");
    assert.deepEqual([code, stdout], [0, "src/model.ts: 2 properties, 1 event, 1 service\n"]);
    const text = readFileSync(join(folder.path, "src/model.ts"), "utf8");
    assert.match(text, /^\/\/ Made by `linkino model gen tsl\.json -o src\/model\.ts`/);
    assert.equal((await gen("tsl.json")).stdout.split("\n").slice(1).join("\n"), text.split("\n").slice(1).join("\n"));
  });

  it("with --check writes nothing and fails unless the file is up to date", async () => {
    folder.write("tsl.json", lamp);
    const checking = ["tsl.json", "-o", "model.ts", "--check"];
    assert.match((await gen(...checking)).stderr, /^LK128 .*model\.ts/);
    assert.equal(existsSync(join(folder.path, "model.ts")), false);
    await gen("tsl.json", "-o", "model.ts");
    assert.deepEqual([(await gen(...checking)).code, (await gen(...checking)).stdout], [0, "model.ts: up to date\n"]);
    writeFileSync(join(folder.path, "model.ts"), "", { flag: "a" });
    folder.write("tsl.json", SAMPLES["a sensor without anything to set"]);
    assert.match((await gen(...checking)).stderr, /^LK128 /);
    assert.match((await gen("tsl.json", "--check")).stderr, /^LK152 /);
  });

  it("takes modules from files of their own, but no identifier twice", async () => {
    folder.write("tsl.json", lamp);
    folder.write("extra.json", SAMPLES["a module"]);
    const { stdout } = await gen("tsl.json", "extra.json");
    assert.match(stdout, /"extra_block:NightLight": \{ value: 0 \| 1; access: "rw" \}/);
    assert.match(stdout, /"extra_block:Night": \[12, \{ on: \[8, 0, 1\] \}\]/);
    assert.match((await gen("tsl.json", "tsl.json")).stderr, /^LK122 .*"Relay" is in another file too/);
  });

  it("writes names from the file so that they end no comment", async () => {
    folder.write("tsl.json", exported([{ ...property("a", int), name: "x */ y\nz" }]));
    assert.match((await gen("tsl.json")).stdout, /\/\*\* x \* \/ y z: 0…9 \*\//);
  });
});

describe("linkino model pull", () => {
  const folder = useFolder();
  const on = (...words: string[]) => linkino(words, {}, folder.path);

  it("fetches what a product of the local instance was given, and gen takes it", async () => {
    folder.write("tsl.json", lamp);
    assert.match((await on("model", "pull")).stderr, /^LK218 /);
    await on("instance", "product", "add", "--key", "a1X2bEnP82z", "--tsl", "tsl.json");
    const { code, stdout } = await on("model", "pull", "-o", "pulled.json");
    assert.deepEqual([code, stdout], [0, "pulled.json\n"]);
    assert.deepEqual(JSON.parse(readFileSync(join(folder.path, "pulled.json"), "utf8")), lamp);
    assert.equal((await on("model", "gen", "pulled.json", "-o", "model.ts")).code, 0);
  }).timeout(30_000);

  it("says which product it takes when there are several, and what one lacks", async () => {
    await on("instance", "product", "add", "--key", "a1aaaaaaaaa");
    assert.match((await on("model", "pull")).stderr, /^LK129 .*a1aaaaaaaaa/);
    await on("instance", "product", "add", "--key", "a1bbbbbbbbb");
    assert.match((await on("model", "pull")).stderr, /^LK152 .*a1aaaaaaaaa, a1bbbbbbbbb/);
    assert.match((await on("model", "pull", "a1ccccccccc")).stderr, /^LK210 .*a1ccccccccc/);
  }).timeout(30_000);

  it("says what to do for a product on Alibaba Cloud", async () => {
    assert.match((await on("model", "pull", "--public")).stderr, /^LK130 [^]*console/);
    folder.write("linkino.json", { instance: { kind: "new", id: "iot-06z00abc" } });
    assert.match((await on("model", "pull")).stderr, /^LK130 /);
  });
});
