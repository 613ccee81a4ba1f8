// The thing model as an app sees it: settings and reports, and what the device does when the app or the
// platform does something wrong.
import assert from "node:assert/strict";
import {
  E_APP_THREW, E_COMMAND_OLD, E_COMMAND_REPEATED, E_JSON_SYNTAX, E_MESSAGE_WRONG, E_NO_REPLY,
  E_POST_PARTLY, E_POST_REFUSED, E_PROPERTY_UNKNOWN, E_QUEUE_FULL, S_ONLINE,
} from "../../../lib/codes.ts";
import { buildAll } from "../images.ts";
import { Rig, SET, cleanUp } from "../rig.ts";

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

  const replies = (): any[] => rig.platform.reports("property/set_reply");

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
      rig.online();
      rig.set({ power: 5, note: "灯" });
      assert.deepEqual(replies(), [{ id: "41", code: 200, data: {} }]);
      assert.deepEqual(rig.platform.reports().map(({ params }) => params), [{ power: 5, note: "灯" }]);
    });

    it("says 513 for a property it does not have, and takes the others", () => {
      rig.online();
      rig.set({ colour: 3, power: 6 });
      assert.deepEqual(rig.details(E_PROPERTY_UNKNOWN), ["colour"]);
      assert.equal(rig.said("APP power 6"), 1);
      assert.equal(replies()[0].code, 5092);
      rig.goesOn();
    });

    it("says 516 when its handler throws, refuses the value, and goes on", () => {
      rig.online();
      rig.set({ stuck: 1 });
      assert.match(rig.details(E_APP_THREW)[0]!, /does not move/);
      assert.equal(replies()[0].code, 460);
      rig.goesOn();
    });

    for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty", "on"]) {
      it(`takes "${name}" for a property it does not have`, () => {
        rig.online();
        rig.platform.send(SET, `{"id":"41","version":"1.0","params":{"${name}":1}}`);
        rig.run(1);
        assert.equal(rig.count(E_APP_THREW), 0, rig.lines.join("\n"));
        rig.goesOn();
      });
    }

    it("says 514 when a command comes again, and carries it out once", () => {
      rig.online();
      for (let time = 0; time < 3; time++) rig.set({ power: 7 });
      assert.equal(rig.said("APP power 7"), 1);
      assert.deepEqual(rig.details(E_COMMAND_REPEATED), ["41", "41"]);
    });

    it("knows a repeated command also after a new connection", () => {
      rig.online();
      rig.set({ power: 7 });
      rig.platform.cut();
      rig.toCode(S_ONLINE).run(1);
      rig.set({ power: 7 });
      assert.equal(rig.said("APP power 7"), 1);
    });

    it("says 515 for a command that is too old, once it knows the time", async () => {
      cleanUp();
      rig = await Rig.make({ kind: "secret", settings: { age: 60 } });
      rig.online();
      rig.set({ power: 8 }, { id: "1", time: 1000 });
      assert.equal(rig.said("APP power 8"), 1, "the clock is unset");
      rig.type("setTime(1800000000)");
      rig.set({ power: 9 }, { id: "2", time: 1799999000000 });
      rig.set({ power: 10 }, { id: "3", time: 1799999999000 });
      assert.deepEqual(rig.details(E_COMMAND_OLD), ["2"]);
      assert.equal(rig.said("APP power 9"), 0);
      assert.equal(rig.said("APP power 10"), 1);
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
        rig.online();
        rig.platform.send(SET, payload);
        rig.run(1);
        assert.equal(rig.codes.at(-1), code);
        rig.goesOn();
      });
    }
  });

  describe("that posts", () => {
    const post = (call: string): void => {
      rig.type(`print("code " + app.post(${call}, function(c, d) { print("reply " + c + " " + d) }))`);
    };

    it("hears 0 when the platform has taken the report", () => {
      rig.online();
      post(`["power"]`);
      rig.run(1);
      assert.equal(rig.said("code 0"), 1);
      assert.equal(rig.lines.filter((line) => line.startsWith("reply 0")).length, 1);
      assert.deepEqual(rig.platform.reports().map(({ params }) => params), [{ power: 0 }]);
    });

    it("hears 511 with the platform's code when it is refused", () => {
      rig.online();
      rig.platform.postReply = (id) => ({ code: 460, data: {}, id, message: "request parameter error" });
      post(`["power"]`);
      rig.run(1);
      assert.equal(rig.said(`reply ${E_POST_REFUSED} 460`), 1);
      assert.deepEqual(rig.details(E_POST_REFUSED), ["460"]);
    });

    it("hears 512 with what was dropped when some of it was", () => {
      rig.online();
      rig.platform.postReply = (id) => ({ code: 200, data: { power: "property is not of the type" }, id });
      post("undefined");
      rig.run(1);
      assert.equal(rig.said(`reply ${E_POST_PARTLY} {"power":"property is not of the type"}`), 1);
    });

    it("hears 510 when no reply comes", () => {
      rig.online();
      rig.platform.postReply = () => undefined;
      post(`["power"]`);
      rig.run(30);
      assert.equal(rig.lines.filter((line) => line.startsWith(`reply ${E_NO_REPLY}`)).length, 1);
    });

    it("gets 513 at once for a property it does not have, and for one that nothing can be read of", () => {
      rig.online();
      post(`["colour"]`);
      post(`["stuck"]`);
      assert.equal(rig.said(`code ${E_PROPERTY_UNKNOWN}`), 2);
      assert.deepEqual(rig.platform.reports(), []);
    });

    it("gets 361 at once when eight reports wait for their reply", () => {
      rig.online();
      rig.platform.postReply = () => undefined;
      for (let time = 0; time < 9; time++) post(`["power"]`);
      assert.equal(rig.said("code 0"), 8);
      assert.equal(rig.said(`code ${E_QUEUE_FULL}`), 1);
    });

    it("says 516 when the handler of the reply throws, and goes on", () => {
      rig.online();
      rig.type(`app.post(["power"], function() { throw new Error("in reply") })`).run(1);
      assert.match(rig.details(E_APP_THREW)[0]!, /in reply/);
      rig.goesOn();
    });

    it("says 516 when a value can't be read, also while it comes online, and goes on", () => {
      rig.online();
      rig.type(`app.property("sick", function() { throw new Error("no sensor") })`);
      rig.platform.cut();
      rig.toCode(S_ONLINE).run(1);
      assert.match(rig.details(E_APP_THREW)[0]!, /no sensor/);
      assert.ok(rig.platform.online);
    });
  });
});
