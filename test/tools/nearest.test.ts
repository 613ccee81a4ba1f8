import assert from "node:assert/strict";
import { nearest } from "../../tools/nearest.ts";

const KEYS = ["auth", "sign", "tls", "deviceName", "keepAliveSec", "board", "build", "bench"];

describe("the nearest name", () => {
  for (const [typed, meant] of [
    ["atuh", "auth"],
    ["devicename", "deviceName"],
    ["device_name", "deviceName"],
    ["keepaliveSecs", "keepAliveSec"],
    ["tsl", "tls"],
    ["bord", "board"],
    ["biuld", "build"],
    ["benhc", "bench"],
  ]) {
    it(`to ${typed} is ${meant}`, () => assert.equal(nearest(typed!, KEYS), meant));
  }

  it("counts two neighbours that changed places as one slip", () => {
    assert.equal(nearest("biuld", ["bold", "build"]), "build");
  });

  it("is none when nothing is near", () => {
    assert.equal(nearest("colour", KEYS), undefined);
    assert.equal(nearest("x", KEYS), undefined);
    assert.equal(nearest("auth", []), undefined);
  });
});
