// The good servers of peers.ts against node:tls as a client: that each is what its options say, so that a failure with
// ours is ours.

import assert from "node:assert/strict";
import { once } from "node:events";
import * as tls from "node:tls";
import { MAKES, type Peer, type PeerOptions, PSK_IDENTITY, PSK_KEY, type Suite, SUITES } from "./peers.ts";
import { goodChain, SERVER_NAME } from "./server-chain.ts";

/** What node:tls sees of a server. */
interface Seen {
  suite: string;
  resumed: boolean;
  ems: boolean;
  session: Buffer;
}

async function talk(peer: Peer, suite: Suite, session?: Buffer): Promise<Seen> {
  const socket = tls.connect({
    socket: peer.connect(),
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
  await once(socket, "secureConnect");
  socket.write("there and back\n");
  let text = "";
  while (!text.endsWith("\n")) text += (await once(socket, "data"))[0];
  assert.equal(text, "there and back\n");
  const der = socket.getSession()!;
  const seen = {
    suite: socket.getCipher().name,
    resumed: socket.isSessionReused(),
    // Flags have tag 13 in OpenSSL's SSL_SESSION; the lowest is the extended master secret.
    ems: der.toString("hex").includes("ad03020101"),
    session: der,
  };
  // Who leaves without a word loses the session.
  socket.end();
  await once(socket, "close");
  return seen;
}

describe("a good server", () => {
  const chain = goodChain();

  for (const make of MAKES) {
    describe(make.name, () => {
      before(function () {
        if (make.missing !== undefined) this.skip();
      });

      async function withPeer(options: Partial<PeerOptions> & { suite: Suite }, work: (peer: Peer) => Promise<void>) {
        const peer = await make.start({ chain, ...options });
        try {
          await work(peer);
        } finally {
          await peer.close();
        }
      }

      for (const suite of Object.keys(SUITES) as Suite[]) {
        it(`speaks ${suite}, and sends back what it hears`, () =>
          withPeer({ suite }, async (peer) => {
            const seen = await talk(peer, suite);
            assert.deepEqual([seen.suite, seen.resumed, seen.ems], [suite, false, true]);
            assert.equal((await talk(peer, suite, seen.session)).resumed, true);
          }));
      }

      for (const [options, resumed] of [
        [{ tickets: false }, true],
        [{ tickets: false, ids: false }, false],
        [{ ids: false }, true],
      ] as const) {
        it(`with ${JSON.stringify(options)} ${resumed ? "resumes" : "does not resume"}`, () =>
          withPeer({ suite: "AES128-SHA256", ...options }, async (peer) => {
            const { session } = await talk(peer, "AES128-SHA256");
            assert.equal((await talk(peer, "AES128-SHA256", session)).resumed, resumed);
          }));
      }

      it("does without extended master secret and encrypt-then-MAC, and gives a hint, where it is told so", async () => {
        await withPeer({ suite: "PSK-AES128-CBC-SHA", ems: false, etm: false, hint: "who" }, async (peer) => {
          assert.equal((await talk(peer, "PSK-AES128-CBC-SHA")).ems, false);
        });
      });
    });
  }
});
