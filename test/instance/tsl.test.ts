// What strict and weak validation say of values, in the platform's codes and texts, and which files are refused.

import assert from "node:assert/strict";
import { Failure } from "../../lib/codes.ts";
import { faultOf, faultsOfEvent, faultsOfInput, faultsOfOutput, parseTsl } from "../../bench/instance/tsl.ts";
import type { Json } from "../../bench/instance/json.ts";
import { addDevice, cleanUp, login, start } from "./fixture.ts";
import { RawClient } from "./raw-client.ts";

const struct = [
  { identifier: "x", dataType: { type: "int", specs: { min: "0", max: "9" } } },
  { identifier: "name", dataType: { type: "text", specs: { length: "4" } } },
];
const TYPES: Record<string, object> = {
  level: { type: "int", specs: { min: "-5", max: "100", step: "1", unit: "%", unitName: "百分比" } },
  whole: { type: "int", specs: {} },
  heat: { type: "float", specs: { min: "-10.5", max: "60", step: "0.1" } },
  free: { type: "float" },
  far: { type: "double", specs: {} },
  on: { type: "bool", specs: { 0: "关", 1: "开" } },
  mode: { type: "enum", specs: { 1: "WGS_84", "-2": "GCJ_02" } },
  note: { type: "text", specs: { length: "6" } },
  at: { type: "date", specs: {} },
  point: { type: "struct", specs: struct },
  list: { type: "array", specs: { size: "2", item: { type: "int" } } },
  points: { type: "array", specs: { size: "2", item: { type: "struct", specs: struct } } },
};
const parameters = Object.entries(TYPES).map(([identifier, dataType]) => ({ identifier, name: identifier, dataType }));
const set = { identifier: "set", method: "thing.service.property.set", inputData: parameters, outputData: [] };
const get = { identifier: "get", method: "thing.service.property.get", inputData: Object.keys(TYPES), outputData: parameters };
const module = {
  functionBlockId: "lamp",
  properties: [{ identifier: "on", accessMode: "rw", dataType: { type: "bool" } }],
  events: [{ identifier: "broken", outputData: [parameters[0]] }],
  services: [{ identifier: "blink", inputData: [parameters[0]], outputData: [parameters[5]] }],
};
const CONTENT = {
  schema: "https://iotx-tsl.oss-ap-southeast-1.aliyuncs.com/schema.json",
  profile: { productKey: "a1X2bEnP82z", version: "1.0" },
  properties: parameters.map((each) => ({ ...each, accessMode: "rw", required: false })),
  events: [
    { identifier: "post", method: "thing.event.property.post", outputData: parameters },
    { identifier: "alarm", type: "alert", method: "thing.event.alarm.post", outputData: [parameters[0]] },
  ],
  services: [set, get, { identifier: "turn", inputData: [parameters[0]], outputData: [parameters[5]] }],
};
const TSL = parseTsl(JSON.stringify({ ...CONTENT, functionBlocks: [module] }));

// By property: what strict validation takes, and what it says of the rest.
const TABLE: [string, Json[], [Json, number, string][]][] = [
  ["level", [-5, 0, -0, 100], [
    [101, 6306, "int value is bigger than max 100 -> level"],
    [-6, 6306, "int value is less than min -5 -> level"],
    [1.5, 6306, "data type is not int -> level"],
  ]],
  ["whole", [-(2 ** 31), 2 ** 31 - 1], [[2 ** 31, 6306, "data type is not int -> whole"]]],
  ["heat", [-10.5, 60], [
    [60.1, 6307, "float value is bigger than max 60 -> heat"],
    [-10.6, 6307, "float value is less than min -10.5 -> heat"],
    ["1", 6307, "data type is not float -> heat"],
  ]],
  ["free", [3.4e38], [[3.5e38, 6307, "float value is bigger than max 3.4028234663852886e+38 -> free"]]],
  ["far", [1.7e308], [[true, 6322, "data type is not double -> far"]]],
  ["on", [0, 1], [[2, 6308, "value of bool type must be int -> on"], [true, 6308, "value of bool type must be int -> on"]]],
  ["mode", [1, -2], [[0, 6309, "value is not defined in enum specs -> mode"], ["1", 6309, "value of enum type must be int -> mode"]]],
  ["note", ["", "中文", "abcdef"], [
    ["中文a", 6310, "text length is bigger than 6 -> note"],
    [5, 6310, "data type is not string -> note"],
  ]],
  ["at", ["0", "9223372036854775807"], [
    ["9223372036854775808", 6311, "date type must be a string of long(UTC ms) -> at"],
    [1524448722000, 6311, "date type must be a string of long(UTC ms) -> at"],
  ]],
  ["point", [{}, { x: 1 }, { x: 1, name: "😀" }], [
    [[], 6312, "struct type must be json -> point"],
    [{ x: 10 }, 6306, "int value is bigger than max 9 -> point.x"],
    [{ y: 1 }, 6304, "params not exist -> point.y"],
  ]],
  ["list", [[], [1, 2]], [
    [{}, 6328, "data type is not array -> list"],
    [[1, 2, 3], 6324, "array size is bigger than 2 -> list"],
    [[1, "2"], 6306, "data type is not int -> list[1]"],
  ]],
  ["points", [[{ x: 1 }, {}]], [[[{}, { name: "中文" }], 6310, "text length is bigger than 4 -> points[1].name"]]],
];

describe("instance: thing model", () => {
  for (const [name, good, bad] of TABLE) {
    it(`holds ${name} against all that its specs say, strictly`, () => {
      for (const value of good) assert.equal(faultOf(TSL, name, value, true), undefined, JSON.stringify(value));
      for (const [value, code, text] of bad)
        assert.deepEqual(faultOf(TSL, name, value, true), { code, text: `tsl parse: ${text}` });
    });
  }

  it("holds values against identifier and type alone, weakly", () => {
    const within: [string, Json][] = [["level", 101], ["mode", 0], ["note", "中文a"], ["point", { y: 1 }], ["list", ["a", 2, 3]]];
    for (const [name, value] of within) assert.equal(faultOf(TSL, name, value), undefined, name);
    assert.deepEqual(faultOf(TSL, "Level", 1), { code: 6304, text: "tsl parse: params not exist" });
  });

  it("holds events, calls and answers against their parameters, in modules too", () => {
    for (const [event, service] of [["alarm", "turn"], ["lamp:broken", "lamp:blink"]]) {
      assert.equal(faultsOfEvent(TSL, event, { level: 5 }, true), undefined);
      assert.equal(faultsOfEvent(TSL, event, {}, true), undefined);
      assert.equal(faultsOfEvent(TSL, event, { level: 101 }, true)!.code, 6306);
      assert.equal(faultsOfEvent(TSL, event, { on: 1 })!.text, "tsl parse: params not exist -> on");
      assert.equal(faultsOfEvent(TSL, event, [])!.code, 6301);
      assert.equal(faultsOfInput(TSL, service, { level: 5 }, true), undefined);
      assert.equal(faultsOfInput(TSL, service, { level: "5" })!.code, 6306);
      assert.equal(faultsOfOutput(TSL, service, { on: 1 }, true), undefined);
      assert.equal(faultsOfOutput(TSL, service, { level: 1 })!.code, 6304);
    }
    assert.equal(faultOf(TSL, "lamp:on", 1, true), undefined);
    assert.equal(faultOf(TSL, "lamp:level", 1)!.code, 6304);
    assert.equal(faultsOfEvent(TSL, "broken", {})!.code, 5160);
    assert.equal(faultsOfEvent(TSL, "post", {})!.code, 5160, "what the platform generates is no event of the product");
    assert.equal(faultsOfInput(TSL, "get", {})!.code, 5161);
    assert.equal(faultsOfOutput(TSL, "none", {})!.code, 5161);
  });

  it("takes a file that is a module itself", () => {
    assert.equal(faultOf(parseTsl(JSON.stringify(module)), "lamp:on", 0, true), undefined);
  });

  const one = (dataType: object, more: object = {}) => ({ properties: [{ identifier: "a", dataType }], ...more });
  const ill: [string, object, RegExp][] = [
    ["an unknown type", one({ type: "long" }), /properties\.0\.dataType\.type: /],
    ["a bound that is no number", one({ type: "int", specs: { min: "x" } }), /specs\.min: is no number/],
    ["bounds in the wrong order", one({ type: "float", specs: { min: "3", max: "1" } }), /specs: min is above max/],
    ["a text that is too long", one({ type: "text", specs: { length: "10241" } }), /specs\.length: must be 1 to 10240/],
    ["an enum of names", one({ type: "enum", specs: { on: "1" } }), /specs: has a key that is no integer/],
    ["a struct within a struct", one({ type: "struct", specs: [{ identifier: "b", dataType: { type: "struct" } }] }), /specs\.0\.dataType\.type/],
    ["a member twice", one({ type: "struct", specs: [struct[0], struct[0]] }), /specs\.1\.identifier: x comes twice/],
    ["a list of lists", one({ type: "array", specs: { item: { type: "array" } } }), /specs\.item\.type: /],
    ["a list of bools", one({ type: "array", specs: { item: { type: "bool" } } }), /specs\.item: is not for the items/],
    ["a list that is too long", one({ type: "array", specs: { size: "513" } }), /specs\.size: must be 1 to 512/],
    ["an identifier with a blank", { properties: [{ identifier: "a b", dataType: { type: "int" } }] }, /properties\.0\.identifier: /],
    ["an event of a wrong type", one({ type: "int" }, { events: [{ identifier: "e", outputData: [{ identifier: "o", dataType: { type: "?" } }] }] }), /events\.0\.outputData\.0\.dataType\.type/],
    ["a property twice", { properties: [parameters[0], parameters[0]] }, /properties\.1\.identifier: level comes twice/],
    ["a fault in a module", { functionBlocks: [{ functionBlockId: "m", properties: [{ identifier: "a" }] }] }, /functionBlocks\.0\.properties\.0\.dataType/],
  ];
  for (const [what, content, reason] of ill) {
    it(`refuses a file with ${what}, naming the place and the reason`, () => {
      assert.throws(() => parseTsl(JSON.stringify(content)), (error: Failure) => reason.test(error.detail) || assert.fail(error.detail));
    });
  }

  it("judges reports of a product strictly where it says so", async () => {
    const instance = await start({});
    const device = addDevice(instance, { tsl: TSL, validation: "strict" });
    const { client } = await RawClient.connect(instance, login(device, { tail: "securemode=2,signmethod=hmacsha256,_ss=1" }));
    const topic = `/sys/${device.productKey}/device1/thing/event/property/post`;
    await client.publish(topic, JSON.stringify({ id: "1", params: { level: 101, mode: 1 } }));
    const { payload } = await client.next("publish");
    const { code, data } = JSON.parse(payload.toString());
    assert.deepEqual([code, data], [200, { level: "tsl parse: int value is bigger than max 100 -> level" }]);
    await cleanUp();
  });
});
