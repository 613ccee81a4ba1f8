// The server of bad-server.ts while it is good: that node:tls as a client finds nothing wrong with it, in every suite, so
// that what a client refuses of it is what a test bent.

import assert from "node:assert/strict";
import { once } from "node:events";
import { Duplex } from "node:stream";
import * as tls from "node:tls";
import { BadServer } from "./bad-server.ts";
import { PSK_IDENTITY, PSK_KEY, type Suite, SUITES } from "./peers.ts";
import { goodChain, SERVER_NAME } from "./server-chain.ts";
import { DATA } from "./server-records.ts";
import type { Script, Session } from "./server-script.ts";

/** node:tls as a client over memory; it sends a word, and hears it back. */
async function talk(script: Script, suite: Suite, session?: Buffer) {
  const wire = new Duplex({
    read: () => undefined,
    write(chunk: Buffer, _encoding, done) {
      server.feed(chunk);
      done();
    },
  });
  const server = new BadServer({ suite: SUITES[suite].number, ...script }, (bytes) => wire.push(bytes));
  const client = tls.connect({
    socket: wire,
    ca: goodChain().rootPem,
    servername: SERVER_NAME,
    ciphers: suite,
    maxVersion: "TLSv1.2",
    ...(session && { session }),
    ...(suite.startsWith("PSK") && {
      pskCallback: () => ({ identity: PSK_IDENTITY, psk: Buffer.from(PSK_KEY) }),
      checkServerIdentity: () => undefined,
    }),
  });
  await once(client, "secureConnect");
  await new Promise((done) => client.write("there and back", done));
  server.send(DATA, server.seen.data);
  assert.equal(String((await once(client, "data"))[0]), "there and back");
  const kept = client.getSession()!;
  assert.equal(client.isSessionReused(), server.seen.resumed);
  client.destroy();
  assert.deepEqual(server.seen.faults, []);
  return { server, kept };
}

const flipped = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 1));

describe("the bad server, while it is good,", () => {
  for (const suite of Object.keys(SUITES) as Suite[]) {
    for (const ems of [true, false]) {
      for (const etm of [true, false]) {
        const how = `${ems ? "with" : "without"} extended master secret, ${etm ? "with" : "without"} encrypt-then-MAC`;
        it(`speaks ${suite} ${how}, resuming by ticket and by id`, async () => {
          for (const tickets of [true, false]) {
            const script = { ems, etm, tickets, sessions: new Map<string, Session>() };
            const first = await talk(script, suite);
            assert.deepEqual([first.server.ems, first.server.etm, first.server.seen.resumed], [ems, etm, false]);
            assert.equal((await talk(script, suite, first.kept)).server.seen.resumed, true);
          }
        });
      }
    }
  }

  it("may ask for a certificate, give a hint, say all in one record, or each byte in one of its own", async () => {
    const { server } = await talk({ requestsCertificate: true }, "AES128-SHA");
    assert.deepEqual(server.seen.order.slice(0, 3), ["ClientHello", "Certificate", "ClientKeyExchange"]);
    assert.equal((await talk({ hint: "who" }, "PSK-AES128-CBC-SHA")).server.seen.identity, PSK_IDENTITY);
    await talk({ recordBytes: 16384 }, "AES256-SHA256");
    await talk({ recordBytes: 1 }, "PSK-AES128-CBC-SHA256");
  });

  it("sees what the client says", async () => {
    const { server } = await talk({}, "AES128-SHA256");
    const { hello, order, data } = server.seen;
    assert.deepEqual([hello!.version, hello!.serverName, data], [0x0303, SERVER_NAME, "there and back"]);
    assert.ok(hello!.suites.includes(0x003c));
    assert.deepEqual(order, ["ClientHello", "ClientKeyExchange", "ChangeCipherSpec", "Finished", "Data"]);
  });

  for (const [what, script, code] of [
    ["Finished", { alter: { Finished: flipped } }, "ERR_SSL_DIGEST_CHECK_FAILED"],
    ["a MAC", { how: { Finished: { alterMac: flipped } } }, "ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC"],
    ["an order", { plan: (steps) => steps.filter((each) => each !== "Certificate") }, "ERR_SSL_UNEXPECTED_MESSAGE"],
  ] as [string, Script, string][]) {
    it(`bends ${what} where it is told so`, async () => {
      await assert.rejects(talk(script, "AES128-SHA256"), { code });
    });
  }
});
