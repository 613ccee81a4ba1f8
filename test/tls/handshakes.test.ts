// Our TLS with good servers of three makes: every suite, with extended master secret and encrypt-then-MAC and without, with
// records of every size, in full and resumed by id and by ticket.
import assert from "node:assert/strict";
import { once } from "node:events";
import type { TlsConfig } from "../../lib/tls/handshake.ts";
import { closeTls, writeTls } from "../../lib/tls/link.ts";
import { Client, WITH_PSK } from "./pair.ts";
import { MAKES, type Peer, type Suite, SUITES } from "./peers.ts";
import { goodChain } from "./server-chain.ts";

/** Longer than the largest record but one, and no more than the largest that is taken. */
const TEXT = `${"0123456789abcdef".repeat(240)}\n`;

/** What a connection was: what it left to keep, and what was learned of the chain. */
interface Talked {
  kept: string | undefined;
  longest: number;
  /** The server changed keys right behind its hello. */
  resumed: boolean;
}

/** A connection over a socket: a handshake, a text there and back, and goodbye. */
async function talk(peer: Peer, wish: Partial<TlsConfig>): Promise<Talked> {
  const socket = peer.connect().setNoDelay();
  const client = new Client(wish);
  const { told } = client;
  const send = (): void => {
    while (client.turn());
    for (const bytes of client.sent.splice(0)) socket.write(bytes);
  };
  let resumed = true;
  await once(socket, "connect");
  send();
  await new Promise<void>((resolve, reject) => {
    socket.on("data", (bytes: Buffer) => {
      const before = told.open;
      // In pieces in which no two records of data end.
      for (let at = 0; at < bytes.length; at += 64) client.feed(bytes.subarray(at, at + 64));
      // Only in a full handshake the client has something to do before its end.
      if (client.steps.length > 0 && client.tls._shake) resumed = false;
      while (client.turn());
      if (told.open && !before) writeTls(client.tls, TEXT);
      send();
      if (told.code !== undefined || told.data.length >= TEXT.length) resolve();
    });
    socket.on("error", reject).on("close", () => reject(new Error("closed")));
  }).catch((error: Error) => assert.fail(`${error.message}, ${JSON.stringify(told)}`));
  assert.deepEqual([told.code, told.data], [undefined, TEXT]);
  closeTls(client.tls);
  send();
  socket.end();
  await once(socket, "close");
  return { kept: told.kept.at(-1), longest: told.longest, resumed };
}

describe("TLS with", () => {
  const chain = goodChain();

  for (const make of MAKES) {
    describe(make.name, () => {
      before(function () {
        if (make.missing !== undefined) this.skip();
      });

      let servers = 0;
      for (const suite of Object.keys(SUITES) as Suite[]) {
        const psk = suite.startsWith("PSK");
        for (const ems of [true, false]) {
          for (const etm of [true, false]) {
            it(`${suite}${ems ? "" : ", no extended master secret"}${etm ? "" : ", MAC first"}`, async () => {
              for (const tickets of [true, false]) {
                const peer = await make.start({ suite, chain, ems, etm, tickets });
                try {
                  // Each suite meets each size more than once.
                  for (const _fragment of [servers % 5, ++servers % 5]) {
                    const wish = { _fragment, ...(psk && WITH_PSK) };
                    const first = await talk(peer, wish);
                    assert.equal(first.resumed, false);
                    const most = _fragment && make.keepsSmall ? 256 << _fragment : 4096;
                    assert.ok(first.longest <= most, `${first.longest} bytes`);
                    assert.equal((await talk(peer, { ...wish, _session: first.kept! })).resumed, true);
                  }
                } finally {
                  await peer.close();
                }
              }
            });
          }
        }
      }
    });
  }
});
