// What Linkino costs on a board: the bytes of the smallest device and of the boot loader, and the JsVars of a device that
// is online and idle. The latter on an ESP32-like interpreter (ESPRUINO32=…), over plain TCP: stock TLS has its buffers
// outside the JsVars on an ESP32.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { type Built, buildImage, loadBoard } from "../../tools/build/index.ts";
import { ESP32_LIKE, LikeBoard, Peer } from "./like.ts";

const entry = fileURLToPath(new URL("core.ts", import.meta.url));

const IMAGE_BYTES = 12000;
const LOADER_BYTES = 1500;
const IDLE_JSVARS = 700;

describe("the smallest device", function () {
  this.timeout(60000);

  it(`has an image of at most ${IMAGE_BYTES} bytes and a boot loader of at most ${LOADER_BYTES}`, async () => {
    const { image, loader } = await buildImage({ entry, board: loadBoard("esp32"), tls: "native", loader: true });
    assert.ok(image.length <= IMAGE_BYTES, `image: ${image.length} bytes`);
    assert.ok(loader.length <= LOADER_BYTES, `loader: ${loader.length} bytes`);
  });

  it(`takes at most ${IDLE_JSVARS} JsVars while it is online and idle`, async function () {
    if (!process.env.ESPRUINO32) return this.skip();
    const built = await buildImage({ entry, board: ESP32_LIKE, tls: "plain", loader: true });
    const bare = await jsVarsOf();
    const online = await jsVarsOf(built);
    assert.ok(bare > 0 && online - bare <= IDLE_JSVARS, `${online - bare} JsVars above the bare interpreter's ${bare}`);
  });
});

/** JsVars in use: by the bare interpreter, or by a device whose first report was answered. */
async function jsVarsOf(built?: Built): Promise<number> {
  const peer = await Peer.start();
  const board = new LikeBoard(built, peer.port);
  try {
    if (built) {
      await board.line("LK 556");
      while (peer.published.length === 0) await new Promise((resolve) => peer.once("publish", resolve));
    }
    // The console keeps the first question; the platform's answers and the tick leave something for a moment.
    await board.jsVars();
    const figures: number[] = [];
    for (let ask = 0; ask < 20; ask++) figures.push(await board.jsVars());
    return Math.min(...figures);
  } finally {
    board.close();
    peer.close();
  }
}
