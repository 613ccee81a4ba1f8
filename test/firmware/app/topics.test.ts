// Custom topics and the codes that an app listens to: what comes, what goes, what waits, and what happens
// when a handler throws.
import assert from "node:assert/strict";
import {
  E_APP_THREW, E_OFFLINE, E_PROPERTY_UNKNOWN, E_QUEUE_FULL, E_TOO_LARGE, S_ONLINE,
} from "../../../lib/codes.ts";
import { buildAll } from "../images.ts";
import { Rig, cleanUp } from "../rig.ts";

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

  describe("with topics of its own", () => {
    it("hears what comes on the topics it subscribed to before the start", () => {
      rig.online();
      assert.ok(rig.platform.online!.topics.has(`${USER}in`));
      rig.platform.send(`${USER}in`, "hello");
      rig.run(1);
      assert.equal(rig.said("APP in hello"), 1);
    });

    it("subscribes at once while online, and again after a new connection", () => {
      rig.online();
      rig.type(`app.subscribe("late", function(p) { print("late " + p) })`).run(1);
      assert.ok(rig.platform.online!.topics.has(`${USER}late`));
      rig.platform.cut();
      rig.toCode(S_ONLINE).run(1);
      assert.ok(rig.platform.online!.topics.has(`${USER}late`));
      rig.platform.send(`${USER}late`, "x");
      rig.run(1);
      assert.equal(rig.said("late x"), 1);
    });

    it("hands a handler the bytes and what is left of them, whatever it gives back", () => {
      rig.online();
      rig.type(`app.subscribe("first", function() { print("first " + [].slice.call(arguments).join()); return false })`).run(1);
      rig.platform.send(`${USER}first`, "x");
      rig.run(1);
      assert.equal(rig.said("first x,0"), 1);
    });

    it("says 516 when a handler throws, acknowledges the message all the same, and goes on", () => {
      rig.online();
      rig.platform.send(`${USER}fragile`, "x");
      rig.run(1);
      assert.match(rig.details(E_APP_THREW)[0]!, /broke/);
      rig.goesOn();
    });

    it("is not troubled by topics that nobody asked for", () => {
      rig.online();
      const ours = [`${USER}other`, `${USER}constructor`];
      for (const topic of [...ours, "/sys/a1X2bEnP82z/lamp-1/thing/none", "/ext/register", "x"]) {
        rig.platform.send(topic, "x");
      }
      rig.run(1);
      assert.equal(rig.count(E_APP_THREW), 0, rig.lines.join("\n"));
      rig.goesOn();
    });

    it("publishes with QoS 0 while online, and gets 362 while offline", () => {
      rig.online();
      rig.type(`print("code " + app.publish("out", "one"))`);
      rig.platform.road = "refused";
      rig.platform.cut();
      rig.run(1).type(`print("code " + app.publish("out", "two"))`);
      const sent = rig.platform.published.map(({ topic, payload, qos }) => [topic, payload, qos]);
      assert.deepEqual(sent, [[`${USER}out`, "one", 0]]);
      assert.equal(rig.said(`code ${E_OFFLINE}`), 1);
    });

    it("publishes with QoS 1 while offline: it waits, and arrives after the reconnect in order", () => {
      rig.online();
      rig.platform.road = "refused";
      rig.platform.cut();
      rig.run(1);
      for (const name of ["one", "two", "three"]) {
        rig.type(`app.publish("out", "${name}", 1, function(code) { print("${name} " + code) })`);
      }
      rig.run(100);
      assert.equal(rig.said("one 0"), 0);
      rig.platform.road = "open";
      rig.toCode(S_ONLINE, 400).run(3);
      const out = rig.platform.published.filter(({ topic }) => topic === `${USER}out`);
      assert.deepEqual(out.map(({ payload, qos }) => `${payload} ${qos}`), ["one 1", "two 1", "three 1"]);
      for (const name of ["one", "two", "three"]) assert.equal(rig.said(`${name} 0`), 1);
    });

    it("publishes with QoS 1 again when the acknowledgement was lost with the connection", () => {
      rig.online();
      rig.platform.acknowledges = false;
      rig.type(`app.publish("out", "x", 1, function(code) { print("done " + code) })`).run(1);
      rig.platform.acknowledges = true;
      rig.platform.cut();
      rig.toCode(S_ONLINE).run(3);
      const out = rig.platform.published.filter(({ topic }) => topic === `${USER}out`);
      assert.deepEqual(out.map(({ dup }) => dup), [false, true]);
      assert.equal(rig.said("done 0"), 1);
    });

    it("gets 363 for a topic or payload that is too large, and 361 when twenty messages wait", () => {
      rig.boot().run(0.1);
      rig.toCode(S_ONLINE).run(1);
      rig.platform.road = "refused";
      rig.platform.cut();
      rig.run(1);
      rig.type(`print("code " + app.publish("${"t".repeat(120)}", "x", 1))`);
      rig.type(`print("code " + app.publish("out", new Array(24578).join("x"), 1))`);
      assert.equal(rig.said(`code ${E_TOO_LARGE}`), 2);
      rig.type(`(function() { for (var i = 0; i < 30; i++) print("code " + app.publish("out", "x", 1)) })()`);
      assert.ok(rig.said("code 0") >= 15 && rig.said("code 0") <= 20);
      assert.equal(rig.said("code 0") + rig.said(`code ${E_QUEUE_FULL}`), 30);
    });

    it("sends and takes 20 kB", () => {
      rig.online();
      rig.type(`app.subscribe("big", function(p) { print("big " + p.length + " " + E.CRC32(p)) })`).run(1);
      rig.platform.send(`${USER}big`, "0123456789".repeat(2000));
      rig.run(3);
      assert.ok(rig.lines.some((line) => line.startsWith("big 20000 ")));
      rig.type(`app.publish("out", new Array(20001).join("y"), 1, function(c) { print("sent " + c) })`);
      rig.run(5);
      assert.equal(rig.platform.published.at(-1)!.payload.length, 20000);
      assert.equal(rig.said("sent 0"), 1);
    });
  });

  describe("that listens to codes", () => {
    it("hears each with its detail", () => {
      rig.online();
      rig.type(`app.onCode(function(c, d) { print("heard " + c + " " + d) })`);
      rig.set({ colour: 1 });
      assert.equal(rig.said(`heard ${E_PROPERTY_UNKNOWN} colour`), 1);
    });

    it("and throws is told 516, and the device goes on", () => {
      rig.online();
      rig.type(`app.onCode(function() { throw new Error("in listener") })`);
      rig.platform.cut();
      rig.toCode(S_ONLINE).run(1);
      assert.ok(rig.details(E_APP_THREW).length >= 2);
      assert.match(rig.details(E_APP_THREW)[0]!, /in listener/);
      rig.goesOn();
    });
  });
});
