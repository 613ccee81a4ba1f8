// Messages made to break a device, at its door: on the topic of settings and as the answer to its registration.
// Each gets a code or an answer, and the device goes on. Text passes byte for byte, ids digit for digit.
import assert from "node:assert/strict";
import { seededWords } from "../../bench/board/prng.ts";
import {
  E_JSON_DEEP, E_JSON_LONG, E_JSON_SYNTAX, E_JSON_TEXT,
  E_MESSAGE_WRONG, E_PROPERTY_UNKNOWN, E_REGISTER_ANSWER, E_REGISTER_TIMEOUT, E_TOO_LARGE, S_ONLINE, S_REGISTERING,
} from "../../lib/codes.ts";
import { buildAll } from "../firmware/images.ts";
import { type Rig, SET, cleanUp } from "../firmware/rig.ts";
import { BACK_SEC, checkAlive, makeRoad, troubles } from "./online.ts";

const POST_REPLY = "/sys/a1X2bEnP82z/lamp-1/thing/event/property/post_reply";

describe("a hostile message", function () {
  this.timeout(120000);
  let rig: Rig;
  let restarts: string[];
  before(async function () {
    this.timeout(180000);
    await buildAll();
    ({ rig } = await makeRoad());
    rig.toCode(S_ONLINE);
    restarts = [...rig.ends];
  });
  after(cleanUp);

  interface Result {
    codes: number[];
    replies: Array<{ id: unknown; code: number }>;
    /** The text of the first report, and its bytes. */
    report: string;
    bytes: Buffer;
  }

  /** Sends it, and gives what came of it. */
  function send(payload: string | Buffer, topic = SET): Result {
    rig.lines.length = rig.codes.length = rig.platform.published.length = 0;
    rig.platform.send(topic, payload);
    rig.run(1);
    const reported = rig.platform.published.find((each) => each.topic.endsWith("property/post"));
    return {
      codes: troubles(rig), replies: rig.platform.reports("set_reply"),
      report: reported?.payload ?? "", bytes: reported?.bytes ?? Buffer.alloc(0),
    };
  }

  const nested = (depth: number, open = "[", close = "]"): string => open.repeat(depth) + "1" + close.repeat(depth);
  const setting = (note: string): string => `{"id":"1","params":{"note":${note}}}`;

  let ids = 0;
  const freshId = (): string => `"h${++ids}"`;
  const withId = (note: string): string => `{"id":${freshId()},"params":{"note":${note}}}`;

  describe("that is a bomb", () => {
    const BOMBS: Array<[string, string | Buffer, number]> = [
      ["nests 9 lists", nested(9), E_JSON_DEEP],
      ["nests 9 objects", nested(9, '{"a":', "}"), E_JSON_DEEP],
      ["nests 10,000 lists and ends there", "[".repeat(10000), E_JSON_DEEP],
      ["nests 4,000 objects and ends there", '{"a":'.repeat(4000), E_JSON_DEEP],
      ["nests lists in the value of a property", setting(nested(100)), E_JSON_DEEP],
      ["has a key twice", `{"id":"1","id":"2","params":{"power":1}}`, E_JSON_SYNTAX],
      ["has a property twice", `{"id":"1","params":{"power":1,"power":2}}`, E_JSON_SYNTAX],
      ["has a property twice, once in escapes", `{"id":"1","params":{"power":1,"\\u0070ower":2}}`, E_JSON_SYNTAX],
      ["brings a prototype", `{"__proto__":{"id":"1","params":{"power":1}}}`, E_JSON_SYNTAX],
      ["brings a prototype in its params", `{"id":"1","params":{"__proto__":{"power":1}}}`, E_JSON_SYNTAX],
      ["brings a prototype in escapes", `{"id":"1","params":{"\\u005f_proto__":1}}`, E_JSON_SYNTAX],
      ["brings a prototype in a value", setting('{"a":[{"__proto__":null}]}'), E_JSON_SYNTAX],
      ["is 20,480 blanks", " ".repeat(20480), E_JSON_SYNTAX],
      ["is 20,481 blanks", " ".repeat(20481), E_JSON_LONG],
      ["is 24,577 blanks", " ".repeat(24577), E_TOO_LARGE],
      ["has 256 kB", setting(`"${"x".repeat(262000)}"`), E_TOO_LARGE],
      ["is 20,000 quotes", '"'.repeat(20000), E_JSON_SYNTAX],
      ["is 20,000 backslashes in quotes", `"${"\\".repeat(20000)}`, E_JSON_TEXT],
      ["is a number of 20,000 digits", "9".repeat(20000), E_JSON_SYNTAX],
      ["is 1e400", setting("1e400"), E_JSON_SYNTAX],
      ["has a string without end", `{"id":"1","params":{"note":"`, E_JSON_TEXT],
      ["goes on behind its end", `{"id":"1","params":{}}{}`, E_JSON_SYNTAX],
      ["begins with a byte order mark", `\ufeff{"id":"1","params":{}}`, E_JSON_SYNTAX],
      ["has half a surrogate pair", setting('"\\ud83d"'), E_JSON_TEXT],
      ["has a surrogate pair the wrong way round", setting('"\\ude00\\ud83d"'), E_JSON_TEXT],
      ["has a control character in a string", setting('"a\nb"'), E_JSON_TEXT],
      ["has NUL bytes for JSON", "\0".repeat(500), E_JSON_SYNTAX],
      ["has a comment", `{"id":"1",/* */"params":{}}`, E_JSON_SYNTAX],
      ["has single quotes", `{'id':'1','params':{}}`, E_JSON_SYNTAX],
      ["has NaN", setting("NaN"), E_JSON_SYNTAX],
      ["has a number with a leading zero", setting("01"), E_JSON_SYNTAX],
      ["is empty", "", E_JSON_SYNTAX],
      ["is bytes that are no text", Buffer.from([0xff, 0xfe, 0x80, 0xc0, 0]), E_JSON_SYNTAX],
    ];
    for (const [what, payload, code] of BOMBS) {
      it(`since it ${what} says ${code}`, () => {
        const { codes, replies } = send(payload);
        assert.deepEqual(codes, [code]);
        assert.deepEqual(replies, []);
        checkAlive(rig);
      });
    }

    it("with a key of 19,000 characters says 513, and is answered", () => {
      const key = "k".repeat(19000);
      const { codes, replies } = send(`{"id":${freshId()},"params":{"${key}":1}}`);
      assert.deepEqual(codes, [E_PROPERTY_UNKNOWN]);
      assert.equal(replies[0]!.code, 5092);
      checkAlive(rig);
    });

    it("with 1,000 keys says 513 for each, and is answered once", () => {
      const params = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`key-${index}`, index]));
      const { codes, replies } = send(`{"id":${freshId()},"params":${JSON.stringify(params)}}`);
      assert.deepEqual(codes, Array(1000).fill(E_PROPERTY_UNKNOWN));
      assert.equal(replies.length, 1);
      checkAlive(rig);
    });

    it("as deep as is allowed is carried out, and its value reported", () => {
      const { codes, replies, report } = send(withId(nested(6)));
      assert.deepEqual(codes, []);
      assert.equal(replies[0]!.code, 200);
      assert.equal(JSON.stringify(JSON.parse(report).params.note), nested(6));
    });

    it("with 20 kB of blanks between its parts is carried out", () => {
      const blanks = " \t\r\n".repeat(5000);
      const { replies } = send(`{${blanks}"id":${freshId()},"params":{"note":7}}`);
      assert.equal(replies[0]!.code, 200);
    });
  });

  describe("with an id", () => {
    for (const [id, echoed] of [
      ["12345678901234567890", "12345678901234567890"],
      ["9007199254740993", "9007199254740993"],
      ["9007199254740991", "9007199254740991"],
      ["18446744073709551615", "18446744073709551615"],
      ["-9223372036854775808", "-9223372036854775808"],
      ['"9223372036854775807"', "9223372036854775807"],
      ["0", "0"],
      ["1.5", "1.5"],
      ['"a\\"b\\\\c\\/\\n\\t"', 'a"b\\c/\n\t'],
      ['"灯😀"', "灯😀"],
      ['"\\u706f\\ud83d\\ude01"', "灯😁"],
      ['"__proto__"', "__proto__"],
      ['"constructor"', "constructor"],
    ] as const) {
      it(`${id.slice(0, 30)} is answered with just that id, and carried out once`, () => {
        const { replies } = send(`{"id":${id},"params":{"power":${++ids}}}`);
        assert.deepEqual(replies, [{ id: echoed, code: 200, data: {} }]);
        assert.equal(rig.said(`APP power ${ids}`), 1);
        assert.deepEqual(send(`{"id":${id},"params":{"power":-1}}`).replies, []);
        assert.equal(rig.said("APP power -1"), 0);
      });
    }

    it("that differs from another in the last of 19 digits is another", () => {
      for (const last of [1, 2, 3]) {
        assert.equal(send(`{"id":123456789012345678${last},"params":{"power":1}}`).replies.length, 1);
      }
    });

    for (const id of ["null", "true", "[]", "{}", '""', `"${"x".repeat(65)}"`]) {
      it(`${id.slice(0, 30)} says 517 and is not carried out`, () => {
        assert.deepEqual(send(`{"id":${id},"params":{"power":-2}}`).codes, [E_MESSAGE_WRONG]);
        assert.equal(rig.said("APP power -2"), 0);
      });
    }
  });

  describe("with text", () => {
    for (const [what, sent] of [
      ["Chinese", "物联网平台"], ["emoji", "😀👩‍👩‍👧‍👦🇨🇳"], ["all of one, two, three and four bytes", "a\u07ff\uffff\u{10ffff}\u0080\u0800\u{10000}"],
      ["line separators and a byte order mark", "\u2028\u2029\ufeff"], ["quotes and backslashes", `"\\"\\\\/`],
      ["control characters", "\0\x01\x1f\x7f\b\f\n\r\t"], ["right to left", "مرحبا"],
    ] as const) {
      const escaped = [...sent.split("")].map((unit) => "\\u" + unit.charCodeAt(0).toString(16).padStart(4, "0")).join("");
      for (const [how, text] of [["as it is", JSON.stringify(sent)], ["in escapes", `"${escaped}"`]] as const) {
        it(`(${what}, ${how}) reaches the app and comes back`, () => {
          const { codes, replies, report } = send(withId(text));
          assert.deepEqual(codes, []);
          assert.equal(replies[0]!.code, 200);
          assert.equal(JSON.parse(report).params.note, sent);
        });
      }
    }

    it("that is no UTF-8 passes as it is, byte for byte", () => {
      const bytes = Buffer.from(Array.from({ length: 128 }, (_, index) => 255 - index));
      const { replies, bytes: reported } = send(Buffer.concat([
        Buffer.from(`{"id":${freshId()},"params":{"note":"`), bytes, Buffer.from(`"}}`),
      ]));
      assert.equal(replies[0]!.code, 200);
      assert.ok(reported.includes(bytes));
    });

    it("of 20 kB comes back whole", () => {
      const text = "灯".repeat(6700);
      const { report } = send(withId(JSON.stringify(text)));
      assert.equal(JSON.parse(report).params.note, text);
      checkAlive(rig);
    });
  });

  describe("with a wrong type", () => {
    const VALUES = ["null", "true", "false", "0", "-1", "1.5", "1e300", '""', '"x"', "[]", "[null]", "{}", '{"a":{}}'];
    const whole = { method: "m", id: "1", version: "1.0", params: { power: 1, note: "x" }, time: 1, sys: { ack: 1 } };

    it("anywhere in a setting gets a code or an answer, and the next one is carried out", () => {
      for (const key of Object.keys(whole)) {
        for (const value of VALUES) {
          const message: Record<string, string> = {};
          for (const [each, good] of Object.entries(whole)) message[each] = JSON.stringify(good);
          message.id = freshId();
          message[key] = value;
          if (key === "id" && value === '"x"') continue;
          const text = `{${Object.entries(message).map(([each, json]) => `"${each}":${json}`).join()}}`;
          const { codes, replies } = send(text);
          assert.ok(codes.length + replies.length > 0, text);
        }
      }
      checkAlive(rig);
      assert.deepEqual(rig.ends, restarts, "it was not started again");
    });

    it("anywhere in the reply to a report is heard or told, and ends the report", () => {
      const { platform } = rig;
      const usual = platform.postReply;
      for (const value of VALUES) {
        for (const key of ["code", "data", "message", "method", "version"]) {
          rig.lines.length = rig.codes.length = 0;
          platform.postReply = (id) => ({ id, code: 200, data: {}, message: "success", [key]: JSON.parse(value) });
          rig.type(`app.post(["power"],function(c){print("reply "+c)})`).run(25);
          assert.equal(rig.lines.filter((line) => line.startsWith("reply ")).length, 1, `${key} ${value}`);
        }
      }
      platform.postReply = usual;
      // One that nobody waits for any more concerns nobody.
      for (const value of VALUES) assert.equal(send(value, POST_REPLY).codes.length, 0, value);
      checkAlive(rig);
    });
  });

  it("made from a good one by chance gets a code or an answer, 1,500 times", () => {
    const random = seededWords(3);
    const good = Buffer.from('{"method":"m","id":"ID","version":"1.0","params":{"power":1,"note":"灯\\u706f","x":[1,{}]}}');
    for (let round = 0; round < 1500; round++) {
      const bytes = Buffer.from(good.toString().replace("ID", `m${round}`));
      for (let change = random() % 4; change >= 0; change--) bytes[random() % bytes.length] = random() % 256;
      const end = random() % 5 ? bytes.length : random() % bytes.length;
      const { codes, replies } = send(bytes.subarray(0, end));
      assert.ok(codes.length + replies.length > 0, bytes.toString("hex"));
    }
    checkAlive(rig);
    assert.deepEqual(rig.ends, restarts, "it was not started again");
  });
});

describe("a hostile answer to a registration", function () {
  this.timeout(120000);
  before(buildAll);
  afterEach(cleanUp);

  const good = { productKey: "a1X2bEnP82z", deviceName: "lamp-1", deviceSecret: "s".repeat(32) };
  const text = (more: object): string => JSON.stringify({ ...good, ...more });
  const ANSWERS: Array<[string, string | Buffer]> = [
    ["that nests 10,000 lists", "[".repeat(10000)],
    ["that is 20 kB of blanks", " ".repeat(20480)],
    ["that is too long", " ".repeat(30000)],
    ["that brings a prototype", `{"__proto__":${text({})}}`],
    ["with a key twice", `${text({}).slice(0, -1)},"deviceSecret":"x"}`],
    ["that is null", "null"], ["that is a list", "[]"], ["that is a text", `"${"x".repeat(32)}"`], ["that is empty", ""],
    ["of another product", text({ productKey: "another" })],
    ["of another device", text({ deviceName: "lamp-2" })],
    ["without a secret", text({ deviceSecret: undefined })],
    ...["", null, 0, 1, true, [], {}, ["x"]].map((deviceSecret): [string, string] =>
      [`whose secret is ${JSON.stringify(deviceSecret)}`, text({ deviceSecret })]),
    ["that is no text", Buffer.from([0xff, 0, 0x80])],
  ];

  it("is told, and the device registers when the right one comes", async () => {
    const { rig } = await makeRoad({ kind: "register" });
    let restarts: string[] | undefined;
    for (const [what, payload] of ANSWERS) {
      rig.platform.push = { topic: "/ext/register", payload };
      rig.codes.length = 0;
      rig.toCode(S_REGISTERING, BACK_SEC).run(15);
      restarts ??= [...rig.ends];
      assert.ok(rig.codes.includes(E_REGISTER_ANSWER) || rig.codes.includes(E_TOO_LARGE), `${what}: ${rig.codes}`);
      assert.ok(!rig.codes.includes(E_REGISTER_TIMEOUT) || rig.codes.includes(E_TOO_LARGE), what);
      assert.equal(rig.stored, undefined, what);
    }
    rig.platform.push = undefined;
    rig.toCode(S_ONLINE, BACK_SEC).run(1);
    assert.equal(rig.stored, rig.device!.deviceSecret);
    checkAlive(rig);
    assert.deepEqual(rig.ends, restarts, "it was not started again");
  });
});
