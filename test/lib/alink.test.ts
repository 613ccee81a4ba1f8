import assert from "node:assert/strict";
import fc from "fast-check";
import type { Link, Values } from "../../lib/alink.ts";
import { createAlink } from "../../lib/alink.ts";
import {
  E_COMMAND_OLD, E_COMMAND_REPEATED, E_JSON_DEEP, E_JSON_LONG, E_JSON_SYNTAX,
  E_JSON_VALUE, E_MESSAGE_WRONG, E_NO_REPLY, E_OFFLINE, E_POST_PARTLY, E_POST_REFUSED, E_PROPERTY_UNKNOWN,
  E_QUEUE_FULL,
} from "../../lib/codes.ts";

const POST = "/sys/a1/dev/thing/event/property/post";
const POST_REPLY = "/sys/a1/dev/thing/event/property/post_reply";
const SET = "/sys/a1/dev/thing/service/property/set";
const SET_REPLY = "/sys/a1/dev/thing/service/property/set_reply";

/** A device that knows `lamp`, refuses every value of `stuck`, and writes down all that happens. */
class Device implements Link {
  log: unknown[][] = [];
  published: { topic: string; message: any }[] = [];
  publishCode = 0;
  nowMs = 0;
  topics: string[] = [];
  alink;

  constructor(maxAgeSec = 0) {
    this.alink = createAlink(
      "a1/dev", maxAgeSec, this, () => this.nowMs,
      (identifier, value) => this.set(identifier, value),
      (identifiers) => this.log.push(["onSet", ...identifiers]),
      (code, detail) => this.log.push(["error", code, detail]),
    );
  }

  _subscribe(topics: string[]): void {
    this.topics.push(...topics);
  }

  _publish(topic: string, payload: string, qos: number): number {
    assert.equal(qos, 1);
    if (this.publishCode) return this.publishCode;
    this.published.push({ topic, message: JSON.parse(payload) });
    this.log.push(["publish", topic.slice(topic.lastIndexOf("/") + 1)]);
    return 0;
  }

  private set(identifier: string, value: any): boolean {
    if (identifier == "stuck") throw new Error("stuck");
    if (identifier == "bounded") throw 6306;
    if (!identifier.startsWith("lamp")) return false;
    this.log.push(["set", identifier, value]);
    return true;
  }

  /** Reports, and keeps what comes of it. */
  post(values: Values = { lamp: 1 }): number {
    return this.alink._request("event/property/post", values, (code, data) => this.log.push(["reply", code, data]));
  }

  /** Takes a message; what happened. */
  take(topic: string, message: unknown): unknown[][] {
    this.log = [];
    const payload = typeof message == "string" ? message : JSON.stringify(message);
    this.alink._take(topic, payload);
    return this.log;
  }
}

const set = (id: unknown, params: unknown, more = {}): object =>
  ({ method: "thing.service.property.set", id, params, version: "1.0.0", ...more });

const reply = (id: unknown, code: unknown, data: unknown = {}): object =>
  ({ id, code, data, message: "success", method: "thing.event.property.post", version: "1.0" });

describe("alink", () => {
  it("subscribes to settings and to the replies of its reports", () => {
    assert.deepEqual(new Device().topics, [SET, POST_REPLY]);
  });

  describe("reports", () => {
    it("carry a new id as text, and the values", () => {
      const device = new Device();
      assert.equal(device.post({ lamp: 1, name: "\xe4\xb8\xad" }), 0);
      assert.equal(device.post({ lamp: { value: 0, time: 1524448722000 } }), 0);
      assert.deepEqual(device.published, [
        { topic: POST, message: {
          id: "1", version: "1.0", params: { lamp: 1, name: "\xe4\xb8\xad" },
        } },
        { topic: POST, message: {
          id: "2", version: "1.0", params: { lamp: { value: 0, time: 1524448722000 } },
        } },
      ]);
    });

    it("end with 0 when the platform took them, once, whatever the form of the id", () => {
      const device = new Device();
      device.post();
      device.post();
      device.post();
      assert.deepEqual(device.take(POST_REPLY, reply("2", 200)), [["reply", 0, "{}"]]);
      assert.deepEqual(device.take(POST_REPLY, reply("2", 200)), []);
      assert.deepEqual(device.take(POST_REPLY, reply(1, 200, null)), [["reply", 0, "{}"]]);
      assert.deepEqual(device.take(POST_REPLY, { id: "3", code: 200 }), [["reply", 0, "{}"]]);
      device.post();
      assert.deepEqual(device.take(POST_REPLY, reply("4", 200, "fine")), [["reply", 0, '"fine"']]);
    });

    it("end with a code and the names when the platform dropped some of the values", () => {
      const device = new Device();
      device.post();
      const dropped = { lamp: "tsl parse: params not exist" };
      const text = JSON.stringify(dropped);
      assert.deepEqual(device.take(POST_REPLY, reply("1", 200, dropped)), [
        ["error", E_POST_PARTLY, text], ["reply", E_POST_PARTLY, text],
      ]);
    });

    it("end with a code and the platform's when they are refused", () => {
      const device = new Device();
      for (const code of [460, 6106, "oops", null]) {
        device.post();
        assert.deepEqual(device.take(POST_REPLY, reply(device.published.at(-1)!.message.id, code)), [
          ["error", E_POST_REFUSED, code], ["reply", E_POST_REFUSED, code],
        ]);
      }
    });

    it("end with a code when no reply comes within 20 s", () => {
      const device = new Device();
      device.post();
      device.alink._tick(10000);
      device.post();
      device.log = [];
      device.alink._tick(10000);
      assert.deepEqual(device.log, []);
      device.alink._tick(1);
      assert.deepEqual(device.log, [["error", E_NO_REPLY, "1"], ["reply", E_NO_REPLY, "1"]]);
      assert.deepEqual(device.take(POST_REPLY, reply("1", 200)), []);
      assert.deepEqual(device.take(POST_REPLY, reply("2", 200)), [["reply", 0, "{}"]]);
      device.alink._tick(100000);
      assert.equal(device.log.length, 1);
    });

    it("are not taken when the link takes none, nor with a value that JSON does not have", () => {
      const device = new Device();
      device.publishCode = E_OFFLINE;
      assert.equal(device.post(), E_OFFLINE);
      device.publishCode = 0;
      for (const value of [undefined, NaN, Infinity, () => {}]) {
        assert.equal(device.post({ lamp: value }), E_JSON_VALUE);
      }
      device.alink._tick(100000);
      assert.deepEqual(device.log, []);
    });

    it("wait for their replies eight at a time", () => {
      const device = new Device();
      for (let index = 0; index < 8; index++) assert.equal(device.post(), 0);
      assert.equal(device.post(), E_QUEUE_FULL);
      assert.equal(device.published.length, 8);
      device.take(POST_REPLY, reply("5", 200));
      assert.equal(device.post(), 0);
      assert.equal(device.post(), E_QUEUE_FULL);
    });

    it("may be followed by another one in their reply, also when eight time out at once", () => {
      const device = new Device();
      let replies = 0;
      const again = (): void => {
        if (++replies < 20) assert.equal(device.alink._request("event/property/post", { lamp: replies }, again), 0);
      };
      for (let index = 0; index < 8; index++) device.alink._request("event/property/post", {}, again);
      device.alink._tick(20001);
      assert.equal(replies, 8);
      device.alink._tick(20001);
      assert.equal(replies, 16);
      assert.equal(device.post(), E_QUEUE_FULL, "eight wait");
    });

    it("whose reply handler throws end all the same", () => {
      const device = new Device();
      const thrown = new Error("app");
      const fail = (): never => {
        throw thrown;
      };
      for (let index = 0; index < 3; index++) device.alink._request("event/property/post", {}, fail);
      assert.deepEqual(device.take(POST_REPLY, reply("1", 200)), [["error", 0, thrown]]);
      device.log = [];
      device.alink._tick(20001);
      assert.equal(device.log.length, 4, "two of them, each with its exception");
      device.log = [];
      device.alink._tick(20001);
      assert.deepEqual(device.log, []);
    });
  });

  describe("settings", () => {
    it("are carried out, answered, and only then reported", () => {
      const device = new Device();
      assert.deepEqual(device.take(SET, set("77", { lamp: 1, lamp2: { r: [1, 2] } })), [
        ["set", "lamp", 1], ["set", "lamp2", { r: [1, 2] }],
        ["publish", "set_reply"], ["onSet", "lamp", "lamp2"],
      ]);
      assert.deepEqual(device.published, [{ topic: SET_REPLY, message: { id: "77", code: 200, data: {} } }]);
    });

    it("keep the id as it came: a number, a text, 64 bits, nothing but digits", () => {
      const device = new Device();
      const ids: [string, string][] = [
        ["1", "1"], ["4294967295", "4294967295"], ["9007199254740993", "9007199254740993"],
        ["18446744073709551615", "18446744073709551615"], ['"18446744073709551616"', "18446744073709551616"],
        ['"00"', "00"], ["0", "0"], ['"a\\"b"', 'a"b'],
      ];
      for (const [written, id] of ids) {
        device.published = [];
        device.take(SET, `{"id":${written},"params":{"lamp":1}}`);
        assert.equal(device.published[0].message.id, id);
      }
    });

    it("of an unknown property are answered with the platform's code, and the known ones carried out", () => {
      const device = new Device();
      assert.deepEqual(device.take(SET, set("1", { fan: 1, lamp: 2 })), [
        ["error", E_PROPERTY_UNKNOWN, "fan"], ["set", "lamp", 2], ["publish", "set_reply"], ["onSet", "lamp"],
      ]);
      assert.equal(device.published[0].message.code, 5092);
    });

    it("that the app refuses by throwing are answered so, and nothing is reported", () => {
      const device = new Device();
      const log = device.take(SET, set("1", { stuck: 1 }));
      assert.deepEqual(log.map((each) => each.slice(0, 2)), [["error", 0], ["publish", "set_reply"]]);
      assert.equal((log[0][2] as Error).message, "stuck");
      assert.equal(device.published[0].message.code, 460);
    });

    it("that the app refuses by throwing a number are answered with it, and nothing is said", () => {
      const device = new Device();
      assert.deepEqual(device.take(SET, set("1", { bounded: 1 })), [["publish", "set_reply"]]);
      assert.equal(device.published[0].message.code, 6306);
    });

    it("that come again are not carried out again, for the last 16 ids", () => {
      const device = new Device();
      device.take(SET, set(1, { lamp: 1 }));
      for (const id of [1, "1"]) {
        assert.deepEqual(device.take(SET, set(id, { lamp: 2 })), [["error", E_COMMAND_REPEATED, "1"]]);
      }
      for (let id = 2; id <= 16; id++) device.take(SET, set(id, { lamp: id }));
      for (let id = 1; id <= 16; id++) {
        assert.deepEqual(device.take(SET, set(id, { lamp: 0 })), [["error", E_COMMAND_REPEATED, `${id}`]]);
      }
      device.take(SET, set(17, { lamp: 17 }));
      assert.equal(device.take(SET, set(1, { lamp: 1 })).length, 3);
    });

    it("that are too old are refused when that is wished and the clock is set", () => {
      const nowMs = 1.8e12;
      const cases: [number, number, unknown, boolean][] = [
        [60, nowMs, nowMs - 60001, false], [60, nowMs, String(nowMs - 60001), false],
        [60, nowMs, nowMs - 60000, true], [60, nowMs, nowMs + 1e9, true], [60, nowMs, "yesterday", true],
        [60, nowMs, undefined, true], [60, 0, 5, true], [0, nowMs, 5, true],
      ];
      for (const [maxAgeSec, clockMs, time, carriedOut] of cases) {
        const device = new Device(maxAgeSec);
        device.nowMs = clockMs;
        const log = device.take(SET, set("1", { lamp: 1 }, { time }));
        if (carriedOut) assert.equal(log[0][0], "set");
        else assert.deepEqual(log, [["error", E_COMMAND_OLD, "1"], ["publish", "set_reply"]]);
        assert.equal(device.published[0].message.code, carriedOut ? 200 : 460);
      }
    });

    it("whose params are no object are answered as refused", () => {
      for (const params of [undefined, null, 5, "lamp", true, [], ["lamp"]]) {
        const device = new Device();
        const log = device.take(SET, set("9", params));
        assert.deepEqual(log, [["error", E_MESSAGE_WRONG, "9"], ["publish", "set_reply"]]);
        assert.deepEqual(device.published[0].message, { id: "9", code: 460, data: {} });
      }
    });

    it("without any property are answered and change nothing", () => {
      const device = new Device();
      assert.deepEqual(device.take(SET, set("1", {})), [["publish", "set_reply"]]);
    });

    it("whose answer does not fit into the queue say so, and are carried out", () => {
      const device = new Device();
      device.publishCode = E_QUEUE_FULL;
      assert.deepEqual(device.take(SET, set("1", { lamp: 1 })), [
        ["set", "lamp", 1], ["error", E_QUEUE_FULL, "1"], ["onSet", "lamp"],
      ]);
    });
  });

  describe("messages", () => {
    it("on other topics are left to others", () => {
      const device = new Device();
      for (const topic of [
        "", "/", "/ext/register", "/a1/dev/user/get", SET_REPLY, POST,
        SET + "/", SET + "x", SET.slice(1), SET.slice(0, -1), SET.replace("a1", "a2"),
        SET.replace("dev", "dev2"), SET.replace("/sys", ""), "/sys/a1/dev/thing/", "/sys/a1/dev/thing/service/",
      ]) device.alink._take(topic, JSON.stringify(set("1", { lamp: 1 })));
      assert.deepEqual(device.log, []);
    });

    const wrong: [string, string, number][] = [
      ["nothing", "", E_JSON_SYNTAX],
      ["no JSON", "hello", E_JSON_SYNTAX],
      ["half a message", '{"id":"1","params":{"lamp"', E_JSON_SYNTAX],
      ["an array", '[{"id":"1","params":{"lamp":1}}]', E_MESSAGE_WRONG],
      ["null", "null", E_MESSAGE_WRONG],
      ["a number", "5", E_MESSAGE_WRONG],
      ["a text", '"id"', E_MESSAGE_WRONG],
      ["true", "true", E_MESSAGE_WRONG],
      ["no id", '{"params":{"lamp":1}}', E_MESSAGE_WRONG],
      ["an empty id", '{"id":"","params":{"lamp":1}}', E_MESSAGE_WRONG],
      ["null as id", '{"id":null,"params":{"lamp":1}}', E_MESSAGE_WRONG],
      ["true as id", '{"id":true,"params":{"lamp":1}}', E_MESSAGE_WRONG],
      ["an object as id", '{"id":{"a":1},"params":{"lamp":1}}', E_MESSAGE_WRONG],
      ["an array as id", '{"id":["1"],"params":{"lamp":1}}', E_MESSAGE_WRONG],
      ["an id of 65 bytes", `{"id":"${"1".repeat(65)}","params":{"lamp":1}}`, E_MESSAGE_WRONG],
      ["__proto__", '{"id":"1","params":{"__proto__":{"lamp":1}}}', E_JSON_SYNTAX],
      ["an escaped __proto__", '{"id":"1","params":{"\\u005f_proto__":{"lamp":1}}}', E_JSON_SYNTAX],
      ["a key twice", '{"id":"1","id":"2","params":{"lamp":1}}', E_JSON_SYNTAX],
      ["a bomb", "[".repeat(5000), E_JSON_DEEP],
      ["a bomb as a value", `{"id":"1","params":{"lamp":${"[".repeat(100)}${"]".repeat(100)}}}`, E_JSON_DEEP],
      ["a flood", `{"id":"1","params":{"lamp":"${"x".repeat(30000)}"}}`, E_JSON_LONG],
    ];
    for (const [name, payload, code] of wrong) {
      it(`with ${name} are told and change nothing`, () => {
        for (const topic of [SET, POST_REPLY]) {
          const device = new Device();
          device.post();
          device.published = [];
          assert.deepEqual(device.take(topic, payload).map((each) => each.slice(0, 2)), [["error", code]]);
          assert.deepEqual(device.published, []);
          assert.equal(device.take(POST_REPLY, reply("1", 200)).length, 1, "the report still waits");
        }
      });
    }

    it("that name what every object has are unknown properties", () => {
      const device = new Device();
      for (const identifier of ["constructor", "toString", "hasOwnProperty", ""]) {
        const log = device.take(SET, set(identifier + "!", { [identifier]: 1 }));
        assert.deepEqual(log[0], ["error", E_PROPERTY_UNKNOWN, identifier]);
      }
    });

    it("of any JSON neither throw nor report what was not set", () => {
      const device = new Device();
      const json = (maxDepth: number) => fc.jsonValue({ maxDepth });
      const id = fc.oneof(fc.string({ maxLength: 5 }), fc.integer(), fc.constant(undefined), json(2));
      const member = fc.oneof(json(3), fc.record({ lamp: json(1) }));
      const code = fc.oneof(fc.constant(200), fc.integer());
      const message = fc.oneof(
        json(4), fc.record({ id, params: member, data: member, code, time: member }),
      );
      fc.assert(fc.property(fc.constantFrom(SET, POST_REPLY), message, (topic, value) => {
        device.post();
        const log = device.take(topic, Buffer.from(JSON.stringify(value)).toString("latin1"));
        const sets = log.filter(([what]) => what == "set").map((each) => each[1]);
        const reported = log.filter(([what]) => what == "onSet").flatMap((each) => each.slice(1));
        assert.deepEqual(reported, sets);
        device.published = [];
      }), { seed: 6, numRuns: 5000 });
    });
  });
});
