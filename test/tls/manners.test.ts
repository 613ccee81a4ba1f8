// What a server may do and hardly any does, what our TLS says to a server, and what it does with sessions.
import assert from "node:assert/strict";
import { unpackKept } from "../../lib/tls/kept.ts";
import { writeTls } from "../../lib/tls/link.ts";
import { MAX_FRAGMENT, SIGNATURE_ALGORITHMS, SESSION_TICKET } from "./client-hello.ts";
import { Pair, WITH_PSK } from "./pair.ts";
import { SUITES, type Suite } from "./peers.ts";
import { SERVER_NAME, certificateOf, chainWith } from "./server-chain.ts";
import { ALERT, DATA, HANDSHAKE } from "./server-records.ts";
import { type Script, type Session, messageOf } from "./server-script.ts";

const NO_RENEGOTIATION = 100;

/** The pair talks in both directions, and neither finds fault. */
function talk(pair: Pair): Pair {
  pair.write("up").server.send(DATA, "down");
  pair.run();
  assert.deepEqual(pair.server.seen.faults, []);
  assert.deepEqual([pair.told.code, pair.told.open, pair.told.data, pair.server.seen.data], [undefined, true, "down", "up"]);
  return pair;
}

const warning = (description: number) => ({ type: ALERT, bytes: Buffer.from([1, description]) });

const NOTHING = { type: HANDSHAKE, bytes: Buffer.alloc(0) };

describe("a server may", () => {
  const allowed: [string, Script][] = [
    ["ask for a certificate", { requestsCertificate: true }],
    ["say that it knows TLS 1.3", { hello: { random: Buffer.from(`${"00".repeat(24)}444f574e47524401`, "hex") } }],
    ["say nothing of renegotiation", { renegotiationInfo: false }],
    [
      "have no extensions at all",
      { renegotiationInfo: false, ems: false, etm: false, tickets: false, fragment: false },
    ],
    ["answer to the name", { hello: { extensions: (list) => [...list, [0, Buffer.alloc(0)]] } }],
    ["begin with records of TLS 1.0", { how: { ServerHello: { version: 0x0301 }, Certificate: { version: 0x0301 } } }],
    ["say all in one record", { recordBytes: 16384 }],
    ["say each byte in a record of its own", { recordBytes: 1 }],
    [
      "warn that it does not know the name",
      { plan: (steps, flight) => (flight === "hello" ? [warning(112), ...steps] : steps) },
    ],
    ["send nothing now and then", { plan: (steps) => steps.flatMap((each) => [NOTHING, each]) }],
    ["promise a ticket and send none", { plan: (steps) => steps.filter((each) => each !== "NewSessionTicket") }],
    [
      "show certificates of 8 kB",
      { chain: chainWith({}, Array.from({ length: 6 }, () => certificateOf("other-root", "root", {}))) },
    ],
    ["pad as much as it likes", { etm: false, how: { Finished: { padBytes: 256 } } }],
  ];
  for (const [what, script] of allowed) {
    it(what, () => {
      const { seen } = talk(new Pair(script).run()).server;
      assert.equal(seen.order.includes("Certificate"), script.requestsCertificate === true);
    });
  }

  it("take certificates from a device that has a key as well", () => {
    assert.equal(talk(new Pair({ suite: 0x3c }, WITH_PSK).run()).server.seen.identity, "");
  });

  it("give a hint to a device that has a key", () => {
    talk(new Pair({ suite: 0x8c, hint: "who are you?" }, WITH_PSK).run());
  });

  it("ask for a handshake in the midst of one, wherever, and is not heeded", () => {
    const { server } = talk(new Pair({ plan: (steps) => steps.flatMap((step) => ["HelloRequest", step]) }).run());
    assert.deepEqual(server.seen.alerts, []);
  });

  it("ask for a new handshake, and is told that there will be none", () => {
    const pair = new Pair().run();
    pair.server.send(HANDSHAKE, messageOf("HelloRequest"));
    talk(pair);
    assert.deepEqual(pair.server.seen.alerts, [{ level: 1, description: NO_RENEGOTIATION }]);
  });

  it("send records of 4,096 bytes though it was asked for smaller ones, empty ones, and padded ones", () => {
    const pair = new Pair({ fragment: false, etm: false }).run();
    const text = "x".repeat(4096);
    pair.server.send(DATA, text, { padBytes: 256 - (32 % 16) });
    for (let i = 0; i < 20; i++) {
      pair.server.send(DATA, "");
      pair.server.send(DATA, "y");
    }
    assert.equal(pair.run().told.data, text + "y".repeat(20));
  });

  it("say goodbye, and so may the client, which keeps the session", () => {
    const pair = new Pair().run();
    pair.server.send(ALERT, Buffer.from([1, 0]));
    assert.deepEqual([pair.run().told.code, pair.told.kept.includes("")], [0, false]);
    const { server, told } = new Pair().run().close();
    assert.deepEqual(server.seen.alerts, [{ level: 1, description: 0 }]);
    assert.deepEqual([told.code, told.kept.length, told.kept[0] !== ""], [undefined, 1, true]);
  });
});

describe("our TLS", () => {
  it("offers what it can do, in the order of its wishes", () => {
    const { hello } = new Pair({}, WITH_PSK).run().server.seen;
    assert.deepEqual(hello!.suites, [0xae, 0x8c, 0x3c, 0x3d, 0x2f, 0x35]);
    assert.deepEqual(new Pair().run().server.seen.hello!.suites, [0x3c, 0x3d, 0x2f, 0x35]);
    assert.deepEqual([hello!.version, hello!.serverName, hello!.compressions], [0x0303, SERVER_NAME, [0]]);
    assert.deepEqual([...hello!.extensions.keys()].sort((a, b) => a - b), [0, 1, 13, 22, 23, 35, 0xff01]);
    // rsa_pkcs1 with SHA-256, 384 and 512; SHA-1 is not offered.
    assert.equal(hello!.extensions.get(SIGNATURE_ALGORITHMS)!.toString("hex"), "0006040105010601");
  });

  it("sends no address as a name", () => {
    const { hello } = new Pair({}, { _name: "127.0.0.1" }).run().server.seen;
    assert.equal(hello!.extensions.has(0), false);
  });

  it("asks for small records where it is told so", () => {
    assert.equal(new Pair({}, { _fragment: 0 }).server.seen.hello, undefined);
    assert.equal(new Pair({}, { _fragment: 0 }).run().server.seen.hello!.extensions.has(MAX_FRAGMENT), false);
    assert.equal(new Pair({}, { _fragment: 4 }).run().server.seen.hello!.extensions.get(MAX_FRAGMENT)![0], 4);
  });

  for (const suite of Object.keys(SUITES) as Suite[]) {
    it(`comes through a byte at a time, in ${suite}`, () => {
      const script = { suite: SUITES[suite].number };
      talk(new Pair(script, suite.startsWith("PSK") ? WITH_PSK : {}, { chunk: 1 }).run());
    });
  }

  it("puts what is written in one turn into one record, and has a new IV for each", () => {
    const { client, server } = new Pair().run();
    for (let i = 0; i < 300; i++) {
      for (const text of ["one", "two", "three"]) writeTls(client.tls, text);
      while (client.turn());
    }
    assert.equal(client.sent.length, 300);
    for (const bytes of client.sent) server.feed(bytes);
    assert.deepEqual([server.seen.faults, server.seen.ivs.size, server.seen.data.length], [[], 301, 300 * 11]);
  });

  it("cuts what is long into records of the size that was agreed on", () => {
    for (const _fragment of [1, 2, 3, 4, 0]) {
      const { server } = new Pair({}, { _fragment }).run().write("x".repeat(5000));
      assert.deepEqual([server.seen.data.length, server.seen.faults], [5000, []]);
      assert.ok(server.seen.largest <= Math.min(1024, 256 << (_fragment || 2)));
    }
  });
});

describe("a session", () => {
  for (const tickets of [true, false]) {
    describe(`by ${tickets ? "ticket" : "id"}`, () => {
      const begin = () => {
        const script: Script = { tickets, sessions: new Map<string, Session>() };
        const { kept } = new Pair(script).run().told;
        assert.equal(kept.length, 1);
        return { script, _session: kept[0]! };
      };

      it("is resumed, without certificate or key, as often as one likes", () => {
        const { script, _session } = begin();
        for (let i = 0; i < 3; i++) {
          const { server, told } = talk(new Pair(script, { _session }).run());
          assert.deepEqual([server.seen.resumed, told.kept], [true, []]);
          assert.deepEqual(server.seen.order, ["ClientHello", "ChangeCipherSpec", "Finished", "Data"]);
        }
      });

      it("is resumed a byte at a time", () => {
        const { script, _session } = begin();
        assert.equal(talk(new Pair(script, { _session }, { chunk: 1 }).run()).server.seen.resumed, true);
      });

      it("is given up when the server has forgotten it, and a new one takes its place", () => {
        const { script, _session } = begin();
        script.sessions!.clear();
        for (const more of [{}, { suite: 0x35, ems: false }]) {
          const { server, told } = talk(new Pair({ ...script, ...more }, { _session }).run());
          assert.equal(server.seen.resumed, false);
          assert.equal(talk(new Pair({ ...script, ...more }, { _session: told.kept[0]! }).run()).server.seen.resumed, true);
        }
      });

      it("is told to a server that will not resume, and then is over", () => {
        const { script, _session } = begin();
        const { told } = new Pair({ ...script, ids: false, tickets: false }, { _session }).run();
        assert.deepEqual([told.open, told.kept], [true, [""]]);
      });

      it("says how long it is good for", () => {
        const script: Script = { tickets, sessions: new Map(), lifetimeSec: 300 };
        const session = unpackKept(new Pair(script).run().told.kept[0]!);
        assert.ok(session && session._lifeSec === (tickets ? 300 : 0));
        assert.equal(session._to, Date.UTC(2060, 0, 1) / 1000);
      });

      it("that is no session is not offered", () => {
        for (const _session of ["x", "\0".repeat(60), "\xff".repeat(100)]) {
          const { server } = talk(new Pair({ tickets }, { _session }).run());
          assert.equal(server.seen.hello!.sessionId.length + server.seen.hello!.extensions.get(SESSION_TICKET)!.length, 0);
        }
      });
    });
  }

  it("gets a new ticket from a server that renews it when it resumes", () => {
    const script: Script = { sessions: new Map() };
    const _session = new Pair(script).run().told.kept[0]!;
    const renewing: Script = {
      ...script,
      hello: { extensions: (list) => [...list, [SESSION_TICKET, Buffer.alloc(0)]] },
      plan: ([hello, ...others]) => [hello!, "NewSessionTicket", ...others],
      ticket: Buffer.from("another"),
    };
    const { server, told } = talk(new Pair(renewing, { _session }).run());
    assert.equal(server.seen.resumed, true);
    const session = unpackKept(told.kept[0]!);
    assert.equal(session && session._ticket, "another");
  });

  it("with a ticket of more than 1 kB, or of nothing, is not kept", () => {
    for (const lenBytes of [0, 1025]) {
      assert.deepEqual(talk(new Pair({ ids: false, ticket: Buffer.alloc(lenBytes, 1) }).run()).told.kept, [""]);
    }
    assert.notEqual(talk(new Pair({ ids: false, ticket: Buffer.alloc(1024, 1) }).run()).told.kept[0], "");
  });

  it("that a key has opened is kept too, and has no end of its own", () => {
    const script: Script = { suite: 0xae, sessions: new Map() };
    const { told } = talk(new Pair(script, WITH_PSK).run());
    assert.equal(unpackKept(told.kept[0]!)._to, 2 ** 32 - 1);
    const { server } = talk(new Pair(script, { ...WITH_PSK, _session: told.kept[0]! }).run());
    assert.equal(server.seen.resumed, true);
  });
});
