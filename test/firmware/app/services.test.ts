// Services and RRPC as an app sees them: every form of a call, and what is wrong with one.
import assert from "node:assert/strict";
import {
  E_APP_THREW, E_COMMAND_REPEATED, E_JSON_DEEP, E_JSON_SYNTAX, E_JSON_VALUE, E_MESSAGE_WRONG, E_SERVICE_UNKNOWN,
} from "../../../lib/codes.ts";
import { imageOf } from "../images.ts";
import { type Rig, cleanUp } from "../rig.ts";
import { DEVICE, THING, makeRig, messagesOn, send, sentOn } from "./features.ts";

const ADD = `${THING}service/add`;
const MESSAGE_ID = "1234567890123456789";

describe("an app with services", () => {
  let rig: Rig;

  before(async function () {
    this.timeout(60000);
    await imageOf("secret", "native", "features");
  });
  beforeEach(async () => {
    rig = await makeRig();
    rig.online();
  });
  afterEach(cleanUp);

  const call = (identifier: string, params: unknown, id: unknown = "7"): object =>
    ({ method: `thing.service.${identifier}`, id, params, version: "1.0" });

  it("says that it takes RRPC on any topic, and system topics without SUBSCRIBE", () => {
    assert.match(rig.platform.seen[0]!.clientId, /,ext=1,_ss=1/);
  });

  it("answers an asynchronous call on the topic that ends in _reply, with QoS 1 (mistake 34)", () => {
    send(rig, ADD, call("add", { a: 2, b: 3 }), 1);
    assert.deepEqual(messagesOn(rig, `${ADD}_reply`), [{ id: "7", code: 200, data: { sum: 5 } }]);
  });

  it("carries out once what comes twice with QoS 1 (mistake 28)", () => {
    send(rig, ADD, call("add", { a: 2, b: 3 }), 1);
    send(rig, ADD, call("add", { a: 2, b: 3 }), 1);
    assert.equal(messagesOn(rig, `${ADD}_reply`).length, 1);
    assert.deepEqual(rig.details(E_COMMAND_REPEATED), ["7"]);
  });

  for (const [form, topic, answer] of [
    ["with ext", `/ext/rrpc/${MESSAGE_ID}/sys/${DEVICE}/thing/service/add`, ""],
    ["without ext", `/sys/${DEVICE}/rrpc/request/${MESSAGE_ID}`, `/sys/${DEVICE}/rrpc/response/${MESSAGE_ID}`],
  ]) {
    it(`answers a synchronous call ${form} where it is waited for, with QoS 0 (mistakes 29 and 33)`, () => {
      send(rig, topic!, call("add", { a: 2, b: 3 }));
      assert.deepEqual(messagesOn(rig, answer || topic!), [{ id: "7", code: 200, data: { sum: 5 } }]);
      assert.equal(rig.platform.published.at(-1)!.qos, 0);
    });

    it(`answers a synchronous call ${form} of a service that is not there with 6313, and says 518`, () => {
      send(rig, topic!.replace(/add$/, "none"), call("none", {}));
      if (form === "with ext") return assert.equal(rig.platform.published.length, 0, "nobody asked for that topic");
      assert.deepEqual(messagesOn(rig, answer!), [{ id: "7", code: 6313, data: {} }]);
      assert.deepEqual(rig.details(E_SERVICE_UNKNOWN), ["none"]);
    });
  }

  it("has no services by the names that objects inherit", () => {
    for (const name of ["toString", "constructor", "__proto__", "hasOwnProperty"]) {
      send(rig, `/sys/${DEVICE}/rrpc/request/9`, call(name, {}));
      assert.equal(messagesOn(rig, `/sys/${DEVICE}/rrpc/response/9`).at(-1).code, 6313, name);
    }
    assert.equal(rig.count(E_SERVICE_UNKNOWN), 4);
  });

  it("answers {} for a service without outputs, and for a call without inputs", () => {
    send(rig, `${THING}service/nothing`, { id: 9, method: "thing.service.nothing" }, 1);
    assert.deepEqual(messagesOn(rig, `${THING}service/nothing_reply`), [{ id: "9", code: 200, data: {} }]);
  });

  it("answers when a promise is fulfilled", () => {
    send(rig, `${THING}service/slow`, call("slow", {}), 1);
    assert.equal(rig.platform.published.length, 0);
    rig.type("app.finish()").run(1);
    assert.deepEqual(messagesOn(rig, `${THING}service/slow_reply`), [{ id: "7", code: 200, data: { at: "last" } }]);
  });

  for (const identifier of ["throws", "fails"]) {
    it(`answers 460 and says 516 when a service ${identifier}`, () => {
      send(rig, `${THING}service/${identifier}`, call(identifier, {}), 1);
      assert.deepEqual(messagesOn(rig, `${THING}service/${identifier}_reply`), [{ id: "7", code: 460, data: {} }]);
      assert.equal(rig.count(E_APP_THREW), 1);
    });
  }

  it("answers 460 and says 508 when the outputs are nothing that JSON has", () => {
    send(rig, `${THING}service/odd`, call("odd", {}), 1);
    assert.deepEqual(messagesOn(rig, `${THING}service/odd_reply`), [{ id: "7", code: 460, data: {} }]);
    assert.deepEqual(rig.details(E_JSON_VALUE), ["odd"]);
  });

  for (const [what, payload, code] of [
    ["no JSON", "{", E_JSON_SYNTAX],
    ["too deep", "[".repeat(250), E_JSON_DEEP],
    ["null", "null", E_MESSAGE_WRONG],
    ["without an id", '{"params":{}}', E_MESSAGE_WRONG],
    ["with an object for an id", '{"id":{},"params":{}}', E_MESSAGE_WRONG],
  ] as const) {
    it(`says ${code} for a call that is ${what}, and goes on`, () => {
      send(rig, ADD, payload, 1);
      assert.equal(rig.count(code), 1);
      send(rig, ADD, call("add", { a: 1, b: 1 }), 1);
      assert.equal(messagesOn(rig, `${ADD}_reply`).at(-1).data.sum, 2);
    });
  }

  describe("and RRPC", () => {
    it("answers on the system's topics with any bytes", () => {
      send(rig, `/sys/${DEVICE}/rrpc/request/${MESSAGE_ID}`, "hello");
      assert.deepEqual(sentOn(rig, `/sys/${DEVICE}/rrpc/response/${MESSAGE_ID}`), ["system hello"]);
    });

    it("has questions whose method is no text, and those of other methods", () => {
      const others = ['{"method":{"toString":1,"valueOf":1}}', '{"method":"a.thing.service.add"}', '{"method":"thing.service."}', "[]", "null"];
      for (const other of others) {
        send(rig, `/sys/${DEVICE}/rrpc/request/8`, other);
        assert.deepEqual(sentOn(rig, `/sys/${DEVICE}/rrpc/response/8`).at(-1), `system ${other}`);
      }
      assert.equal(rig.count(E_APP_THREW), 0);
    });

    it("answers on a custom topic, there itself, with a 64-bit id kept whole (mistake 29)", () => {
      const topic = `/ext/rrpc/${MESSAGE_ID}/${DEVICE}/user/ask`;
      send(rig, topic, "hello");
      send(rig, topic, "?");
      assert.deepEqual(sentOn(rig, topic), ["custom hello", "later"]);
    });

    it("does not take a topic that only looks like it", () => {
      send(rig, `/ext/rrpc/1/a1X2bEnP82z/lamp-2/user/ask`, "hello");
      send(rig, `/ext/rrpc/${DEVICE}/user/ask`, "hello");
      assert.deepEqual(rig.platform.published, []);
    });
  });
});
