// The session on the real interpreters: the packets of the tables, cut in two everywhere, as on Node.
import assert from "node:assert/strict";
import type { Session } from "../../../lib/mqtt/session.ts";
import { lowerScript } from "../../../tools/build/script.ts";
import { ESP32_LIKE, LINUX } from "../../conformance/boards.ts";
import { runOnNode, runReal } from "../../conformance/run.ts";
import { HEARD, MALFORMED, TAKEN } from "./table-heard.ts";
import { unhex } from "./table.ts";
import { Tape } from "./tape.ts";

/** A call of a session: its name and arguments. */
type Call = (string | number | boolean | string[])[];

/** The calls of the session that bring it to where a packet may come. */
function callsOf(before: (tape: Tape) => void): Call[] {
  const tape = new Tape();
  const calls: Call[] = [];
  tape.session = new Proxy(tape.session, {
    get(session, name: keyof Session) {
      const call = session[name] as (...args: unknown[]) => unknown;
      return (...args: unknown[]) => {
        calls.push([name, ...args.filter((arg) => typeof arg != "function")] as Call);
        return call(...args);
      };
    },
  });
  before(tape);
  return calls;
}

/** The value as source whose strings are the same bytes everywhere. */
function source(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(source).join()}]`;
  if (typeof value != "string") return String(value);
  return `"${[...value].map((char) => `\\x${Buffer.from(char, "latin1").toString("hex")}`).join("")}"`;
}

const PLAYER = `
function hex(bytes) {
  let out = "";
  for (let at = 0; at < bytes.length; at++) out += (256 + bytes.charCodeAt(at)).toString(16).substr(1);
  return out;
}
function play(calls, bytes, cut) {
  let log = "";
  const tell = (what) => (one, two) => {
    log += " " + what + (typeof one == "string" ? hex(one) : one) + (typeof two == "string" ? hex(two) : two);
    return 0;
  };
  const session = createSession({
    _send: tell("send"), _close: tell("close"), _up: tell("up"), _down: tell("down"), _message: tell("message"),
    _plan: tell("plan"), _piece: tell("piece"), _error: tell("error"),
  }, 1000000);
  calls.forEach((call) => {
    if (call[0] == "_publish") session._publish(call[1], call[2], call[3], tell("done"));
    else session[call[0]](call[1], call[2], call[3], call[4], call[5]);
  });
  log = "";
  session._feed(bytes.substr(0, cut));
  session._feed(bytes.substr(cut));
  return log + session._up;
}
CASES.forEach((each) => {
  const whole = play(each[1], each[2], 0);
  let others = 0;
  for (let cut = 1; cut < each[2].length; cut++) if (play(each[1], each[2], cut) != whole) others++;
  print(each[0], whole, others);
});
`;

describe("mqtt session on the real interpreter", () => {
  const connected = (tape: Tape): void => tape.connect();
  const cases: [string, Call[], string][] = [
    ...HEARD.map(({ name, before, bytes }) => [name, callsOf(before), unhex(bytes)] as [string, Call[], string]),
    ...MALFORMED.map(({ name, early, bytes }) =>
      [name, callsOf(early ? (tape) => tape.open() : connected), unhex(bytes)] as [string, Call[], string]),
    ...TAKEN.map(([name, bytes]) => [name, callsOf(connected), unhex(bytes)] as [string, Call[], string]),
  ].filter(([, calls, bytes]) => calls.length < 20 && bytes.length < 50);

  for (const build of [LINUX, ESP32_LIKE]) {
    it(`hears, answers and refuses on ${build.name} what it does on Node`, async function () {
      if (!build.interpreter) this.skip();
      this.timeout(30000);
      const script = `import { createSession } from "./lib/mqtt/session.ts";\nconst CASES = ${source(cases)};${PLAYER}`;
      const code = await lowerScript(script, "mqtt.js");
      const expected = await runOnNode(code);
      assert.equal(expected.length, cases.length);
      assert.ok(expected.every((line) => line.endsWith(" 0")), "a cut made a difference");
      assert.deepEqual(await runReal({ code, runMs: 1, usesNetwork: false }, build), expected);
    });
  }
});
