// What an app sees of the API, and what the device does when the app or the platform does something wrong.
import assert from "node:assert/strict";
import {
  E_APP_THREW, E_COMMAND_OLD, E_COMMAND_REPEATED, E_JSON_SYNTAX, E_MESSAGE_WRONG, E_NO_REPLY, E_OFFLINE, E_POST_PARTLY,
  E_POST_REFUSED, E_PROPERTY_UNKNOWN, E_QUEUE_FULL, E_TOO_LARGE, S_ONLINE,
} from "../../lib/codes.ts";
import { buildAll } from "./images.ts";
import { Rig, cleanUp } from "./rig.ts";

const SET = "/sys/a1X2bEnP82z/lamp-1/thing/service/property/set";
const USER = "/a1X2bEnP82z/lamp-1/user/";

describe("an app", () => {
  let rig: Rig;

  before(async function () {
    this.timeout(60000);
    await buildAll();
  });
  beforeEach(async () => {
    rig = await Rig.make({ kind: "secret" });
  });
  afterEach(cleanUp);

  /** Online, with what it reports at first out of the way. */
  const online = (): void => {
    rig.toCode(S_ONLINE).run(1);
    rig.platform.published.length = 0;
  };
  const set = (params: object, more: object = {}): void => {
    const message = { method: "thing.service.property.set", id: "41", version: "1.0", params, ...more };
    rig.platform.send(SET, message);
    rig.run(1);
  };
  const replies = (): any[] => rig.platform.reports("property/set_reply");
  const said = (line: string): number => rig.lines.filter((each) => each === line).length;
  /** True as long as the device does its work: it is online and carries out a setting. */
  const goesOn = (): void => {
    assert.ok(rig.platform.online, "is online");
    set({ power: 77 }, { id: "999" });
    assert.equal(said("APP power 77"), 1);
  };

  describe("and its properties", () => {
    it("reports all of them when it comes online, each time", () => {
      rig.toCode(S_ONLINE).run(1);
      rig.platform.cut();
      rig.toCode(S_ONLINE).run(1);
      assert.deepEqual(rig.platform.reports().map(({ params }) => params), [
        { power: 0, note: "idle" }, { power: 0, note: "idle" },
      ]);
    });

    it("takes a setting, answers it and reports what it has now", () => {
      online();
      set({ power: 5, note: "灯" });
      assert.deepEqual(replies(), [{ id: "41", code: 200, data: {} }]);
      assert.deepEqual(rig.platform.reports().map(({ params }) => params), [{ power: 5, note: "灯" }]);
    });

    it("says 513 for a property it does not have, and takes the others", () => {
      online();
      set({ colour: 3, power: 6 });
      assert.deepEqual(rig.details(E_PROPERTY_UNKNOWN), ["colour"]);
      assert.equal(said("APP power 6"), 1);
      assert.equal(replies()[0].code, 5092);
      goesOn();
    });

    it("says 516 when its handler throws, refuses the value, and goes on", () => {
      online();
      set({ stuck: 1 });
      assert.match(rig.details(E_APP_THREW)[0]!, /does not move/);
      assert.equal(replies()[0].code, 460);
      goesOn();
    });

    for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty", "on"]) {
      it(`takes "${name}" for a property it does not have`, () => {
        online();
        rig.platform.send(SET, `{"method":"thing.service.property.set","id":"41","version":"1.0","params":{"${name}":1}}`);
        rig.run(1);
        assert.equal(rig.count(E_APP_THREW), 0, rig.lines.join("\n"));
        goesOn();
      });
    }

    it("says 514 when a command comes again, and carries it out once", () => {
      online();
      for (let time = 0; time < 3; time++) set({ power: 7 });
      assert.equal(said("APP power 7"), 1);
      assert.deepEqual(rig.details(E_COMMAND_REPEATED), ["41", "41"]);
    });

    it("knows a repeated command also after a new connection", () => {
      online();
      set({ power: 7 });
      rig.platform.cut();
      rig.toCode(S_ONLINE).run(1);
      set({ power: 7 });
      assert.equal(said("APP power 7"), 1);
    });

    it("says 515 for a command that is too old, once it knows the time", async () => {
      cleanUp();
      rig = await Rig.make({ kind: "secret", settings: { age: 60 } });
      online();
      set({ power: 8 }, { id: "1", time: 1000 });
      assert.equal(said("APP power 8"), 1, "the clock is unset");
      rig.type("setTime(1800000000)");
      set({ power: 9 }, { id: "2", time: 1799999000000 });
      set({ power: 10 }, { id: "3", time: 1799999999000 });
      assert.deepEqual(rig.details(E_COMMAND_OLD), ["2"]);
      assert.equal(said("APP power 9"), 0);
      assert.equal(said("APP power 10"), 1);
    });

    for (const [what, payload, code] of [
      ["no JSON", "{\"id\":", E_JSON_SYNTAX],
      ["nothing", "", E_JSON_SYNTAX],
      ["null", "null", E_MESSAGE_WRONG],
      ["a list", "[1]", E_MESSAGE_WRONG],
      ["without an id", "{\"params\":{\"power\":1}}", E_MESSAGE_WRONG],
      ["without params", "{\"id\":\"5\"}", E_MESSAGE_WRONG],
      ["with a list for params", "{\"id\":\"5\",\"params\":[1]}", E_MESSAGE_WRONG],
      ["nested 250 levels deep", "[".repeat(250), 502],
    ] as const) {
      it(`says ${code} when a command is ${what}, and goes on`, () => {
        online();
        rig.platform.send(SET, payload);
        rig.run(1);
        assert.equal(rig.codes.at(-1), code);
        goesOn();
      });
    }
  });

  describe("that posts", () => {
    const post = (call: string): void => void rig.type(`print("code " + app.post(${call}, function(c, d) { print("reply " + c + " " + d) }))`);

    it("hears 0 when the platform has taken the report", () => {
      online();
      post(`["power"]`);
      rig.run(1);
      assert.equal(said("code 0"), 1);
      assert.equal(rig.lines.filter((line) => line.startsWith("reply 0")).length, 1);
      assert.deepEqual(rig.platform.reports().map(({ params }) => params), [{ power: 0 }]);
    });

    it("hears 511 with the platform's code when it is refused", () => {
      online();
      rig.platform.postReply = (id) => ({ code: 460, data: {}, id, message: "request parameter error" });
      post(`["power"]`);
      rig.run(1);
      assert.equal(said(`reply ${E_POST_REFUSED} 460`), 1);
      assert.deepEqual(rig.details(E_POST_REFUSED), ["460"]);
    });

    it("hears 512 with what was dropped when some of it was", () => {
      online();
      rig.platform.postReply = (id) => ({ code: 200, data: { power: "property is not of the type" }, id });
      post("undefined");
      rig.run(1);
      assert.equal(said(`reply ${E_POST_PARTLY} {"power":"property is not of the type"}`), 1);
    });

    it("hears 510 when no reply comes", () => {
      online();
      rig.platform.postReply = () => undefined;
      post(`["power"]`);
      rig.run(30);
      assert.equal(rig.lines.filter((line) => line.startsWith(`reply ${E_NO_REPLY}`)).length, 1);
    });

    it("gets 513 at once for a property it does not have, and for one that nothing can be read of", () => {
      online();
      post(`["colour"]`);
      post(`["stuck"]`);
      assert.equal(said(`code ${E_PROPERTY_UNKNOWN}`), 2);
      assert.deepEqual(rig.platform.reports(), []);
    });

    it("gets 361 at once when eight reports wait for their reply", () => {
      online();
      rig.platform.postReply = () => undefined;
      for (let time = 0; time < 9; time++) post(`["power"]`);
      assert.equal(said("code 0"), 8);
      assert.equal(said(`code ${E_QUEUE_FULL}`), 1);
    });

    it("says 516 when the handler of the reply throws, and goes on", () => {
      online();
      rig.type(`app.post(["power"], function() { throw new Error("in reply") })`).run(1);
      assert.match(rig.details(E_APP_THREW)[0]!, /in reply/);
      goesOn();
    });

    it("says 516 when a value can't be read, also while it comes online, and goes on", () => {
      online();
      rig.type(`app.property("sick", function() { throw new Error("no sensor") })`);
      rig.platform.cut();
      rig.toCode(S_ONLINE).run(1);
      assert.match(rig.details(E_APP_THREW)[0]!, /no sensor/);
      assert.ok(rig.platform.online);
    });
  });

  describe("with topics of its own", () => {
    it("hears what comes on the topics it subscribed to before the start", () => {
      online();
      assert.ok(rig.platform.online!.topics.has(`${USER}in`));
      rig.platform.send(`${USER}in`, "hello");
      rig.run(1);
      assert.equal(said("APP in hello"), 1);
    });

    it("subscribes at once while online, and again after a new connection", () => {
      online();
      rig.type(`app.subscribe("late", function(p) { print("late " + p) })`).run(1);
      assert.ok(rig.platform.online!.topics.has(`${USER}late`));
      rig.platform.cut();
      rig.toCode(S_ONLINE).run(1);
      assert.ok(rig.platform.online!.topics.has(`${USER}late`));
      rig.platform.send(`${USER}late`, "x");
      rig.run(1);
      assert.equal(said("late x"), 1);
    });

    it("says 516 when a handler throws, acknowledges the message all the same, and goes on", () => {
      online();
      rig.platform.send(`${USER}fragile`, "x");
      rig.run(1);
      assert.match(rig.details(E_APP_THREW)[0]!, /broke/);
      goesOn();
    });

    it("is not troubled by topics that nobody asked for", () => {
      online();
      for (const topic of [`${USER}other`, `${USER}constructor`, "/sys/a1X2bEnP82z/lamp-1/thing/none", "/ext/register", "x"]) {
        rig.platform.send(topic, "x");
      }
      rig.run(1);
      assert.equal(rig.count(E_APP_THREW), 0, rig.lines.join("\n"));
      goesOn();
    });

    it("publishes with QoS 0 while online, and gets 362 while offline", () => {
      online();
      rig.type(`print("code " + app.publish("out", "one"))`);
      rig.platform.road = "refused";
      rig.platform.cut();
      rig.run(1).type(`print("code " + app.publish("out", "two"))`);
      assert.deepEqual(rig.platform.published.map(({ topic, payload, qos }) => [topic, payload, qos]), [[`${USER}out`, "one", 0]]);
      assert.equal(said(`code ${E_OFFLINE}`), 1);
    });

    it("publishes with QoS 1 while offline: it waits, and arrives after the reconnect, once, in order", () => {
      online();
      rig.platform.road = "refused";
      rig.platform.cut();
      rig.run(1);
      for (const name of ["one", "two", "three"]) {
        rig.type(`app.publish("out", "${name}", 1, function(code) { print("${name} " + code) })`);
      }
      rig.run(100);
      assert.equal(said("one 0"), 0);
      rig.platform.road = "open";
      rig.toCode(S_ONLINE, 400).run(3);
      const out = rig.platform.published.filter(({ topic }) => topic === `${USER}out`);
      assert.deepEqual(out.map(({ payload, qos }) => `${payload} ${qos}`), ["one 1", "two 1", "three 1"]);
      for (const name of ["one", "two", "three"]) assert.equal(said(`${name} 0`), 1);
    });

    it("publishes with QoS 1 again when the acknowledgement was lost with the connection", () => {
      online();
      rig.platform.acknowledges = false;
      rig.type(`app.publish("out", "x", 1, function(code) { print("done " + code) })`).run(1);
      rig.platform.acknowledges = true;
      rig.platform.cut();
      rig.toCode(S_ONLINE).run(3);
      const out = rig.platform.published.filter(({ topic }) => topic === `${USER}out`);
      assert.deepEqual(out.map(({ dup }) => dup), [false, true]);
      assert.equal(said("done 0"), 1);
    });

    it("gets 363 for a topic or payload that is too large, and 361 when twenty messages wait", () => {
      rig.boot().run(0.1);
      rig.toCode(S_ONLINE).run(1);
      rig.platform.road = "refused";
      rig.platform.cut();
      rig.run(1);
      rig.type(`print("code " + app.publish("${"t".repeat(120)}", "x", 1))`);
      rig.type(`print("code " + app.publish("out", new Array(24578).join("x"), 1))`);
      assert.equal(said(`code ${E_TOO_LARGE}`), 2);
      rig.type(`for (var i = 0; i < 30; i++) print("code " + app.publish("out", "x", 1))`);
      assert.ok(said("code 0") >= 15 && said("code 0") <= 20);
      assert.equal(said("code 0") + said(`code ${E_QUEUE_FULL}`), 30);
    });

    it("sends and takes 20 kB", () => {
      online();
      rig.type(`app.subscribe("big", function(p) { print("big " + p.length + " " + E.CRC32(p)) })`).run(1);
      rig.platform.send(`${USER}big`, "0123456789".repeat(2000));
      rig.run(3);
      assert.ok(rig.lines.some((line) => line.startsWith("big 20000 ")));
      rig.type(`app.publish("out", new Array(20001).join("y"), 1, function(c) { print("sent " + c) })`).run(5);
      assert.equal(rig.platform.published.at(-1)!.payload.length, 20000);
      assert.equal(said("sent 0"), 1);
    });
  });

  describe("that listens to codes", () => {
    it("hears each with its detail", () => {
      online();
      rig.type(`app.onCode(function(c, d) { print("heard " + c + " " + d) })`);
      set({ colour: 1 });
      assert.equal(said(`heard ${E_PROPERTY_UNKNOWN} colour`), 1);
    });

    it("and throws is told 516, and the device goes on", () => {
      online();
      rig.type(`app.onCode(function() { throw new Error("in listener") })`);
      rig.platform.cut();
      rig.toCode(S_ONLINE).run(1);
      assert.ok(rig.details(E_APP_THREW).length >= 2);
      assert.match(rig.details(E_APP_THREW)[0]!, /in listener/);
      goesOn();
    });
  });
});
