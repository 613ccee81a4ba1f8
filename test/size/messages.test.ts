// What long messages cost in JsVars while the app has them in hand, on an ESP32-like interpreter (ESPRUINO32=…) with the
// 3,000 JsVars of a small board, and what becomes of one that does not fit.
import assert from "node:assert/strict";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { buildImage } from "../../tools/build/index.ts";
import { ESP32_LIKE, LikeBoard, Peer, SET, USER } from "./like.ts";

const entry = fileURLToPath(new URL("messages.ts", import.meta.url));

const WHOLE_JSVARS = 600;
const SET_JSVARS = 1300;
const PIECE_JSVARS = 300;

describe("a long message", function () {
  this.timeout(60000);
  let peer: Peer;
  let board: LikeBoard;
  let idle: number;

  before(async function () {
    if (!process.env.ESPRUINO32) return this.skip();
    const built = await buildImage({ entry, board: ESP32_LIKE, tls: "plain", loader: true });
    peer = await Peer.start();
    board = new LikeBoard(built, peer.port);
    await board.line("LK 556");
    while (peer.published.length === 0) await once(peer, "publish");
    // The console keeps the first question.
    await board.jsVars();
    idle = await lowest();
  });
  after(() => {
    board?.close();
    peer?.close();
  });

  it(`of 4 kB takes at most ${WHOLE_JSVARS} JsVars more than idle while it is in the handler`, async () => {
    const [used, length] = await handed("whole", [USER + "whole", "m".repeat(4096)]);
    assert.equal(length, 4096);
    assert.ok(used - idle <= WHOLE_JSVARS, `${used - idle} JsVars above ${idle}`);
  });

  it(`of 4 kB that sets a property takes at most ${SET_JSVARS} JsVars more than idle`, async () => {
    const params = { note: "n".repeat(4000) };
    const message = JSON.stringify({ id: "1", version: "1.0", params, method: "thing.service.property.set" });
    const [used, length] = await handed("set", [SET, message]);
    assert.equal(length, 4000);
    assert.ok(used - idle <= SET_JSVARS, `${used - idle} JsVars above ${idle}`);
  });

  it(`of 20 kB that comes in pieces takes at most ${PIECE_JSVARS} JsVars more than idle at each piece`, async () => {
    const after = board.lines.length;
    peer.send([USER + "pieces", "p".repeat(20480)]);
    const pieces: number[][] = [];
    for (let left = 1; left > 0; left = pieces.at(-1)![1]) {
      pieces.push(numbersIn(await board.line("piece", after + pieces.length)));
    }
    assert.ok(pieces.length > 10, `${pieces.length} pieces`);
    const used = Math.max(...pieces.map(([jsVars]) => jsVars));
    assert.ok(used - idle <= PIECE_JSVARS, `${used - idle} JsVars above ${idle}`);
  });

  it("of 20 kB that does not fit is refused with code 363, and the device goes on", async () => {
    await board.ask("(fill=new Uint8Array(process.memory().free*7)).length");
    const after = board.lines.length;
    peer.send([USER + "whole", "w".repeat(20480)]);
    assert.match(await board.line("LK 363", after), /user\/whole$/);
    assert.deepEqual((await handed("whole", [USER + "whole", "short"]))[1], 5);
    const said = board.lines.slice(after).join("\n");
    assert.doesNotMatch(said, /LK 48[45]/);
    await board.ask("delete global.fill");
    assert.equal((await handed("whole", [USER + "whole", "m".repeat(4096)]))[1], 4096);
    // The console keeps the two lines that were typed here.
    const now = await lowest();
    assert.ok(now - idle <= 30, `${now} JsVars, ${idle} before`);
  });

  /** JsVars in use at rest: answers under way and the tick leave something for a moment. */
  async function lowest(): Promise<number> {
    const figures: number[] = [];
    for (let ask = 0; ask < 20; ask++) figures.push(await board.jsVars());
    return Math.min(...figures);
  }

  /** What a handler says of a message: JsVars in use, and its length. */
  async function handed(what: string, message: [string, string]): Promise<number[]> {
    const after = board.lines.length;
    peer.send(message);
    return numbersIn(await board.line(what, after));
  }
});

function numbersIn(line: string): number[] {
  return line.split(" ").slice(1).map(Number);
}
