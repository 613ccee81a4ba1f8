// Bad servers, and what our TLS says to each: its own code, one fatal alert, no data before or after, and no session kept.
import assert from "node:assert/strict";
import * as codes from "../../lib/codes.ts";
import { RESUMED, ROWS, behind, message, raw, without } from "./bad-scripts.ts";
import { Pair, WITH_PSK } from "./pair.ts";
import { HANDSHAKE } from "./server-records.ts";
import type { Script, Session } from "./server-script.ts";

const UNEXPECTED = 10;

/** A handshake with a good server, for a session to resume. */
function first(script: Script): { _session: string; sessions: Map<string, Session> } {
  const sessions = new Map<string, Session>();
  const { told } = new Pair({ ...script, sessions }).run();
  return { _session: told.kept[0]!, sessions };
}

function check(pair: Pair, code: number, alert: number | undefined): void {
  const { told, server } = pair;
  pair.write("nobody may read this");
  assert.deepEqual([told.code, server.seen.faults], [code, []]);
  const fatal = server.seen.alerts.filter(({ level }) => level === 2).map(({ description }) => description);
  assert.deepEqual(fatal, alert === undefined ? [] : [alert]);
  assert.deepEqual([told.data, server.seen.data, told.kept.at(-1)], ["", "", ""]);
}

describe("a bad server", () => {
  for (const [where, rows] of Object.entries(ROWS)) {
    describe(where, () => {
      for (const [what, { wish, after, ...script }, code, alert] of rows) {
        it(what, () => {
          const pair = new Pair(script, wish).run();
          assert.equal(pair.told.open, after !== undefined);
          after?.(pair);
          check(pair.run(), code, alert);
        });
      }
    });
  }

  for (const tickets of [true, false]) {
    describe(`that resumes a session by ${tickets ? "ticket" : "id"}`, () => {
      for (const [what, good, bad, code, alert] of RESUMED) {
        it(what, () => {
          const { _session, sessions } = first({ tickets, ...good });
          const pair = new Pair({ tickets, ...bad, sessions }, { _session }).run();
          assert.deepEqual([pair.told.open, pair.server.seen.resumed], [false, true]);
          check(pair, code, alert);
        });
      }
    });
  }

  for (const [suite, wish] of [[0xae, WITH_PSK], [0x3c, {}]] as const) {
    it(`that says more before the client has answered is refused (suite ${suite})`, () => {
      for (const more of [message("ServerHelloDone"), raw(HANDSHAKE, [12, 0, 0]), "ServerHello" as const]) {
        const script = { suite, ...behind("hello", "ServerHelloDone", more) };
        check(new Pair(script, wish, { chunk: 1, hurry: true }).run(), codes.E_TLS_MESSAGE, UNEXPECTED);
      }
    });
  }

  it("gets to see nothing that is written before it has proved who it is", () => {
    for (const suite of [0xae, 0x3c]) {
      const pair = new Pair({ suite, ...without("end", "Finished") }, WITH_PSK);
      pair.write("too early").run();
      assert.deepEqual([pair.told.open, pair.server.seen.order.includes("Data")], [false, false]);
    }
  });

  it("gets every code that there is for one, but that of silence", () => {
    const names = Object.keys(codes).filter((name) => name.startsWith("E_TLS_"));
    const all = names.map((name) => codes[name as keyof typeof codes] as number).filter((code) => code > 400);
    const used = [...Object.values(ROWS).flat().map((row) => row[2]), ...RESUMED.map((row) => row[3])];
    assert.deepEqual(all.filter((code) => !used.includes(code)), [codes.E_TLS_TIMEOUT]);
  });
});
