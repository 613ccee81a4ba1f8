// What README says is held against the code: its samples, its settings, its sizes, the verbs it names.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { CODES } from "../lib/codes.ts";
import { boardIds, buildImage, loadBoard } from "../tools/build/index.ts";
import { loadConfig } from "../tools/config.ts";
import { makeApp } from "./firmware/model-app.ts";
import { event, exported, property, service } from "./tools/tsl-samples.ts";

const ROOT = resolve(import.meta.dirname, "..");
const README = readFileSync(join(ROOT, "README.md"), "utf8");

function fence(language: string): string {
  const found = new RegExp("```" + language + "\n([^]*?)```").exec(README);
  assert.ok(found, `README has a block of ${language}`);
  return found[1]!;
}

describe("README", () => {
  it("shows the sample app as it is", () => {
    const sample = readFileSync(join(ROOT, "firmware/main.ts"), "utf8");
    assert.equal(sample.slice(sample.indexOf("import")), fence("ts"));
  });

  it("shows an app that fits its product's model", async () => {
    const shown = [...README.matchAll(/```ts\n([^]*?)```/g)].map(([, text]) => text!).find((text) => text.includes("./model.ts"))!;
    const item = (identifier: string, dataType: object) => ({ identifier, name: identifier, dataType });
    const bool = { type: "bool", specs: { 0: "off", 1: "on" } };
    const percent = { type: "int", specs: { min: "0", max: "100", step: "1" } };
    const main = makeApp(shown, exported(
      [property("power", bool), property("level", percent, "r")],
      [event("alarm", item("reason", { type: "enum", specs: { 1: "cold", 2: "hot" } }))],
      [service("turn", [item("to", percent)], [item("done", bool)])],
    ));
    try {
      await buildImage({ entry: main, board: loadBoard("esp32") });
    } finally {
      rmSync(dirname(main), { recursive: true });
    }
  });

  it("shows settings that are taken without a fault or a doubt", () => {
    const dir = mkdtempSync(join(tmpdir(), "linkino-readme-"));
    try {
      const file = join(dir, "linkino.json");
      writeFileSync(file, fence("json"));
      const doubts: string[] = [];
      const config = loadConfig(file, (_code, detail) => void doubts.push(detail));
      assert.equal(config.instance.host, "iot-06z00abc.mqtt.iothub.aliyuncs.com");
      assert.deepEqual(doubts, []);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  it("states sizes that hold, and are not kept too high", async function () {
    this.timeout(180000);
    const board = loadBoard("esp32");
    const entry = join(ROOT, "firmware/main.ts");
    const { image, loader } = await buildImage({ entry, board, loader: true });
    const core = join(ROOT, "test/size/core.ts");
    const smallest = await buildImage({ entry: core, board });
    const native = await buildImage({ entry: core, board, tls: "native" });
    const http = join(ROOT, "test/size/http.ts");
    const onHttp = await buildImage({ entry: http, board });
    const onHttpNative = await buildImage({ entry: http, board: loadBoard("esp32-wrover"), tls: "native" });
    const stated = [...README.matchAll(/^\| .* \| ([\d,]+) \| .*(?:npx|same|json).* \|$/gm)].map((row) => Number(row[1]!.replaceAll(",", "")));
    const images = [image, smallest.image, native.image, onHttp.image, onHttpNative.image, loader];
    const measured = [...images.map(({ length }) => length), board.slotBytes];
    assert.equal(stated.length, measured.length);
    measured.forEach((bytes, i) => {
      assert.ok(bytes <= stated[i]! && bytes > stated[i]! * 0.97, `${bytes} bytes, README says ${stated[i]}`);
    });
  });

  it("names every board", () => {
    for (const id of boardIds()) assert.ok(README.includes(`| \`${id}\` |`), id);
  });

  it("names only codes and verbs that there are", () => {
    for (const [, code] of README.matchAll(/LK(\d+)/g)) assert.ok(CODES[Number(code)], `LK${code}`);
    const command = readFileSync(join(ROOT, "tools/linkino.ts"), "utf8");
    for (const [, verb] of README.matchAll(/npx linkino ([a-z]+)/g)) assert.match(command, new RegExp(`^  ${verb}: `, "m"));
  });
});
