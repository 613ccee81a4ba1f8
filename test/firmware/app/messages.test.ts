// What comes to an app on topics of other kinds: raw bytes, broadcasts, the shadow.
import assert from "node:assert/strict";
import { E_JSON_SYNTAX, E_JSON_VALUE, E_MESSAGE_WRONG, S_ONLINE } from "../../../lib/codes.ts";
import { imageOf } from "../images.ts";
import { type Rig, cleanUp } from "../rig.ts";
import { DEVICE, THING, makeRig, messagesOn, send, sentOn } from "./features.ts";

const SHADOW = `/shadow/update/${DEVICE}`;

describe("an app that listens", () => {
  let rig: Rig;

  before(async function () {
    this.timeout(60000);
    await imageOf("secret", "native", "features");
  });
  beforeEach(async () => {
    rig = await makeRig();
  });
  afterEach(cleanUp);

  const every = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

  describe("to raw bytes", () => {
    beforeEach(() => rig.online());

    it("takes any bytes, and answers them on the topic that ends in _reply", () => {
      send(rig, `${THING}model/down_raw`, every, 1);
      assert.deepEqual(sentOn(rig, `${THING}model/down_raw_reply`), ["\xaa" + every.toString("latin1")]);
    });

    it("need not answer, unless the call is synchronous", () => {
      send(rig, `${THING}model/down_raw`, "quiet", 1);
      assert.deepEqual(rig.platform.published, []);
      const sync = `/ext/rrpc/9007199254740993/sys/${DEVICE}/thing/model/down_raw`;
      send(rig, sync, "quiet");
      send(rig, sync, "loud");
      assert.deepEqual(sentOn(rig, sync), ["", "\xaaloud"]);
    });

    it("sends bytes up with QoS 1, and hears what the script answers", () => {
      rig.type("app.sendRaw('\\xff\\x00\\x80', app.tell)").run(1);
      assert.deepEqual(sentOn(rig, `${THING}model/up_raw`), ["\xff\x00\x80"]);
      assert.equal(rig.lines.filter((line) => line.startsWith("APP told 0")).length, 1);
      send(rig, `${THING}model/up_raw_reply`, Buffer.from([200, 1]));
      assert.equal(rig.said("APP reply 200"), 1);
    });
  });

  it("hears broadcasts to all, and those of the name it listens to", () => {
    rig.online();
    assert.ok(rig.platform.online!.topics.has("/broadcast/a1X2bEnP82z/news"));
    send(rig, `/sys/${DEVICE}/broadcast/request/1234567890123456789`, "one");
    send(rig, "/broadcast/a1X2bEnP82z/news", "two");
    send(rig, "/broadcast/a1X2bEnP82z/other", "three");
    assert.deepEqual(rig.lines.filter((line) => /^APP (all|some)/.test(line)), ["APP all one", "APP some two"]);
  });

  it("has a later handler of a topic in place of an earlier one", () => {
    rig.online();
    send(rig, `/${DEVICE}/user/twice`, "x");
    assert.deepEqual([rig.said("APP first"), rig.said("APP second")], [0, 1]);
  });

  describe("to its shadow", () => {
    const answer = (payload: object, version: number): void => {
      send(rig, `/shadow/get/${DEVICE}`, { method: "reply", payload, version, timestamp: 1 });
    };

    it("asks for it when it comes online, and reports the version behind the newest", () => {
      rig.toCode(S_ONLINE).run(1);
      assert.deepEqual(messagesOn(rig, SHADOW), [{ method: "get" }]);
      answer({ status: "success", state: { reported: {} } }, 11);
      rig.type("app.updateShadow({ colour: 'red' })");
      assert.deepEqual(messagesOn(rig, SHADOW).at(-1), {
        method: "update", state: { reported: { colour: "red" } }, version: 12,
      });
      assert.equal(rig.said("APP shadow reply success"), 1);
    });

    it("hears what a server desires, and clears that with its report", () => {
      rig.online();
      send(rig, `/shadow/get/${DEVICE}`, {
        method: "control", payload: { status: "success", state: { desired: { colour: "blue" } } }, version: 5,
      });
      rig.type("app.updateShadow({ colour: 'blue' }, true)");
      assert.deepEqual(messagesOn(rig, SHADOW).at(-1), {
        method: "update", state: { reported: { colour: "blue" }, desired: "null" }, version: 6,
      });
    });

    it("hears that a version was taken, and asks for the newest", () => {
      rig.online();
      send(rig, `/shadow/get/${DEVICE}`, {
        method: "reply", payload: { status: "error", content: { errorcode: "409", errormessage: "conflict" } }, timestamp: 1,
      });
      assert.equal(rig.said("APP shadow reply error"), 1);
      assert.deepEqual(messagesOn(rig, SHADOW), [{ method: "get" }]);
      answer({ status: "success", state: { reported: {} } }, 30);
      rig.type("app.updateShadow({})");
      assert.equal(messagesOn(rig, SHADOW).at(-1).version, 31);
    });

    it("gets a code for a state that JSON does not have, and takes no version that is no number", () => {
      rig.online();
      rig.type("print('code ' + app.updateShadow({ a: undefined }))");
      assert.equal(rig.said(`code ${E_JSON_VALUE}`), 1);
      send(rig, `/shadow/get/${DEVICE}`, { method: "control", payload: { status: "success" }, version: "abc" });
      rig.type("app.updateShadow({})");
      assert.ok(messagesOn(rig, SHADOW).at(-1).version > 0);
    });

    it("deletes some of it, or all", () => {
      rig.online();
      rig.type("app.deleteShadow(['colour'])").type("app.deleteShadow()");
      assert.deepEqual(messagesOn(rig, SHADOW).map(({ state }) => state), [
        { reported: { colour: "null" } }, { reported: "null" },
      ]);
    });

    it("says what is wrong with a message, and goes on", () => {
      rig.online();
      send(rig, `/shadow/get/${DEVICE}`, "{");
      send(rig, `/shadow/get/${DEVICE}`, "null");
      send(rig, `/shadow/get/${DEVICE}`, "{}");
      assert.equal(rig.count(E_JSON_SYNTAX), 1);
      assert.equal(rig.count(E_MESSAGE_WRONG), 2);
      answer({ status: "success" }, 3);
      assert.equal(rig.said("APP shadow reply success"), 1);
    });
  });
});
