// What TLS of our own costs on a board: the bytes that it adds to the smallest device, the JsVars of a device that is online
// and idle, and what a full handshake takes: one with a chain of three certificates as long as those of public authorities,
// under a root of 4,096 bits. JsVars and stack on an ESP32-like interpreter (ESPRUINO32=…).
import assert from "node:assert/strict";
import { TLSSocket } from "node:tls";
import { fileURLToPath } from "node:url";
import { type Built, buildImage } from "../../tools/build/index.ts";
import { longChain } from "../tls/server-chain.ts";
import { ESP32_LIKE, LikeBoard, Peer } from "./like.ts";

const entry = fileURLToPath(new URL("core.ts", import.meta.url));

const TLS_BYTES = 12000;
const IDLE_JSVARS = 300;
const PEAK_JSVARS = 1500;
/** Of the task that runs the interpreter, bytes. */
const STACKS = { ESP32: 25000, "ESP32-C3": 15000 };

const build = (tls: "verified" | "plain"): Promise<Built> => buildImage({ entry, board: ESP32_LIKE, tls, loader: true });

describe("TLS of our own", function () {
  this.timeout(120000);
  let verified: Built;
  let plain: Built;
  let idle: number | undefined;

  before(async () => {
    [verified, plain] = await Promise.all([build("verified"), build("plain")]);
  });

  it(`adds at most ${TLS_BYTES} bytes to an image`, () => {
    const bytes = verified.image.length - plain.image.length;
    assert.ok(bytes > 0 && bytes <= TLS_BYTES, `${bytes} bytes`);
  });

  it(`takes at most ${IDLE_JSVARS} JsVars more than plain TCP while the device is online and idle`, async function () {
    if (!process.env.ESPRUINO32) return this.skip();
    const bare = await online(plain);
    idle = (await online(verified)).jsVars;
    assert.ok(idle - bare.jsVars <= IDLE_JSVARS, `${idle - bare.jsVars} JsVars above ${bare.jsVars}`);
  });

  for (const [name, stack] of Object.entries(STACKS)) {
    it(`takes at most ${PEAK_JSVARS} JsVars more than idle for a full handshake, and the stack of an ${name}`, async function () {
      if (!process.env.ESPRUINO32) return this.skip();
      idle ??= (await online(verified)).jsVars;
      const { resumed } = await online(verified, { ESPR_VARS: `${idle + PEAK_JSVARS}`, ESPR_STACK: `${stack}` });
      // Registration, then the login.
      assert.deepEqual(resumed, [false, true]);
    });
  }
});

/** Brings a new device online, whose first report must be answered: JsVars in use at rest, and which of its connections
 *  resumed a session. */
async function online(built: Built, env: Record<string, string> = {}): Promise<{ jsVars: number; resumed: boolean[] }> {
  const chain = built.manifest.features.tls === "verified" ? longChain() : undefined;
  const peer = await Peer.start(
    chain && { cert: chain.certPem, key: chain.keyPem, ciphers: "AES128-SHA256", maxVersion: "TLSv1.2" },
  );
  const resumed: boolean[] = [];
  peer.on("socket", (socket) => socket instanceof TLSSocket && resumed.push(socket.isSessionReused()));
  const board = new LikeBoard(built, peer.port, { chain, env });
  try {
    await board.line("LK 556");
    while (peer.published.length === 0) await new Promise((resolve) => peer.once("publish", resolve));
    // The console keeps the first question; the platform's answers and the tick leave something for a moment.
    await board.jsVars();
    const figures: number[] = [];
    for (let ask = 0; ask < 20; ask++) figures.push(await board.jsVars());
    return { jsVars: Math.min(...figures), resumed };
  } finally {
    board.close();
    peer.close();
  }
}
