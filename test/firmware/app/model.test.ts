// An app with a thing model: values that it forbids leave the device as little as they reach the app.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { E_APP_THREW, E_VALUE_FORBIDDEN } from "../../../lib/codes.ts";
import { type Built, buildImage } from "../../../tools/build/index.ts";
import { BOARD } from "../images.ts";
import { makeApp } from "../model-app.ts";
import { Rig, cleanUp } from "../rig.ts";
import { THING, messagesOn, send } from "./features.ts";

// What a test wants of the app, it types at the console: there no compiler stands before the model.
const MAIN = `import "./model.ts";
import { event, post, property, report, service, start } from "linkino";
const own: any = { power: 0, level: 5, note: "", mode: 1, spot: {}, trace: [], since: "0", heat: 1.5 };
const keep = (name: string) => (value: any) => { own[name] = value; print("APP " + name + " " + JSON.stringify(value)); };
property("power", () => own.power, keep("power"));
property("level", () => own.level);
property("note", () => own.note, keep("note"));
property("mode", () => own.mode, keep("mode"));
property("spot", () => own.spot, keep("spot"));
property("trace", () => own.trace, keep("trace"));
property("since", () => own.since, keep("since"));
property("heat", () => own.heat, keep("heat"));
(property as any)("stray", () => 1, keep("stray"));
service("turn", (input) => { print("APP turn " + input.to); return own.answer || { done: 1 }; });
(global as any).app = { event, own, post, report };
start();
`;

describe("an app with a thing model, on a board,", () => {
  let main = "";
  let image: Built;
  let rig: Rig;

  before(async function () {
    this.timeout(60000);
    main = makeApp(MAIN);
    image = await buildImage({ entry: main, board: BOARD, tls: "native", version: "1.2.3", loader: true, defines: { __AUTH__: "secret", __SIGN__: "hmacmd5" } });
  });
  after(() => rmSync(dirname(main), { recursive: true, force: true }));
  beforeEach(async () => {
    rig = await Rig.make({ kind: "secret", image });
  });
  afterEach(cleanUp);

  const replies = (): any[] => rig.platform.reports("property/set_reply");
  /** What an expression at the console gives. */
  const ask = (expression: string): string => {
    rig.type(`print("ASK " + (${expression}))`);
    return rig.lines.filter((line) => line.startsWith("ASK ")).at(-1)!.slice(4);
  };

  it("reports what fits when it comes online, leaves out the rest and says which", () => {
    rig.boot();
    rig.type("app.own.level = 101; app.own.heat = NaN");
    rig.until(() => rig.platform.reports().length > 0);
    const [{ params }] = rig.platform.reports();
    assert.deepEqual(Object.keys(params).sort(), ["mode", "note", "power", "since", "spot", "trace"]);
    assert.deepEqual(rig.details(E_VALUE_FORBIDDEN), ["level 6306", "heat 6307", "stray 6304"]);
  });

  const wrong: [string, string, number][] = [
    ["power", "true", 6308], ["power", "2", 6308], ["level", "101", 6306], ["level", "1.5", 6306], ["level", '"5"', 6306], ["level", "-6", 6306],
    ["mode", "3", 6309], ["mode", '"fast"', 6309], ["note", '"\\xe4\\xb8\\xad\\xe6\\x96\\x87a"', 6310], ["note", "5", 6310],
    ["since", "1524448722000", 6311], ["since", '"9223372036854775808"', 6311], ["heat", "60.2", 6307], ["heat", "1/0", 6307],
    ["spot", "[]", 6312], ["spot", "{x:101}", 6306], ["spot", "{y:1}", 6304], ["trace", "{}", 6328], ["trace", "[{},{},{}]", 6324],
    ["trace", '[{name:"1234567"}]', 6310], ["stray", "1", 6304],
  ];
  it("does not send a named report with a value that the model forbids, and gives the platform's code (mistake 30)", () => {
    rig.online();
    for (const [name, value, code] of wrong) {
      rig.type(`app.own.${name} = ${value}`);
      assert.equal(ask(`app.post(["${name}", "${name === "power" ? "level" : "power"}"])`), String(code), `${name} ${value}`);
      assert.equal(rig.details(E_VALUE_FORBIDDEN).at(-1), `${name} ${code}`);
      rig.type('app.own.power = 0; app.own.level = 5');
    }
    rig.run(1);
    assert.deepEqual(rig.platform.reports(), []);
    rig.type('app.own.note = "\\xe4\\xb8\\xad\\xe6\\x96\\x87"; app.own.heat = 60.1; app.own.spot = {x: -5}');
    assert.equal(ask('app.post(["note", "heat", "spot"])'), "0");
    rig.run(1);
    assert.deepEqual(rig.platform.reports()[0].params, { note: "中文", heat: 60.1, spot: { x: -5 } });
  });

  it("takes no setting that the model forbids: the platform gets its own code, and the app keeps what it had", () => {
    rig.online();
    rig.set({ mode: 3, note: "abc" });
    assert.deepEqual(replies().map(({ code }) => code), [6309]);
    assert.deepEqual([rig.said("APP mode 3"), rig.said('APP note "abc"')], [0, 1]);
    assert.equal(rig.details(E_VALUE_FORBIDDEN).at(-1), "mode 6309");
    assert.equal(rig.count(E_APP_THREW), 0);
    assert.deepEqual(rig.platform.reports()[0].params, { note: "abc" });
    rig.set({ spot: { x: 1, y: 2 } }, { id: "42" });
    rig.set({ power: true }, { id: "43" });
    rig.set({ trace: [{ x: 1 }, { x: 101 }] }, { id: "44" });
    rig.set({ trace: [{ x: 1 }, { name: "中文" }] }, { id: "45" });
    assert.deepEqual(replies().map(({ code }) => code), [6309, 6304, 6308, 6306, 200]);
    assert.equal(rig.lines.filter((line) => line.startsWith("APP")).length, 2, rig.lines.join("\n"));
  });

  it("sends no event that the model forbids", () => {
    rig.online();
    assert.equal(ask('app.event("alarm", {mode: 3})'), "6309");
    assert.equal(ask('app.event("alarm", {spot: {name: "1234567"}})'), "6310");
    assert.equal(ask('app.event("alarm", {colour: 1})'), "6304");
    assert.equal(ask('app.event("alarm", [])'), "6312");
    assert.equal(ask('app.event("none", {})'), "5160");
    assert.deepEqual(messagesOn(rig, `${THING}event/alarm/post`), []);
    assert.equal(ask('app.event("alarm", {mode: 9})'), "0");
    rig.run(1);
    assert.equal(messagesOn(rig, `${THING}event/alarm/post`)[0].params.value.mode, 9);
  });

  it("runs no service with what the model forbids, and answers nothing that it forbids", () => {
    rig.online();
    const call = (params: unknown, id: string) => send(rig, `${THING}service/turn`, { method: "thing.service.turn", id, params, version: "1.0" });
    call({ to: 101 }, "1");
    call({ too: 1 }, "2");
    assert.deepEqual(rig.lines.filter((line) => line.startsWith("APP turn")), []);
    call({ to: 7 }, "3");
    rig.type("app.own.answer = {done: 2}");
    call({ to: 8 }, "4");
    assert.deepEqual(messagesOn(rig, `${THING}service/turn_reply`).map(({ code, data }) => [code, data]), [
      [6306, {}], [6304, {}], [200, { done: 1 }], [6308, {}],
    ]);
  });
});
