// What the features take of a board (ESPRUINO32=…): JsVars of a device that listens on all of them, and the stack that their
// answers need. On the smaller boards the interpreter has 15,000 bytes of it.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { type Built, buildImage } from "../../tools/build/index.ts";
import { ESP32_LIKE, LikeBoard, Peer, SET, USER } from "./like.ts";

const STACK_BYTES = 15000;
const IDLE_JSVARS = 1850;
const DEVICE = "a1X2bEnP82z/lamp-1";
const THING = `/sys/${DEVICE}/thing/`;

describe("a device that listens on every feature", function () {
  this.timeout(60000);
  let built: Built;
  let peer: Peer;
  let board: LikeBoard;

  before(async function () {
    if (!process.env.ESPRUINO32) return this.skip();
    const entry = fileURLToPath(new URL("busy.ts", import.meta.url));
    built = await buildImage({ entry, board: ESP32_LIKE, tls: "plain", loader: true });
  });
  afterEach(() => {
    board?.close();
    peer?.close();
  });

  const published = async (topic: string): Promise<string> => {
    for (;;) {
      const found = peer.published.find((each) => each.topic === topic);
      if (found) return found.payload;
      await new Promise((resolve) => peer.once("publish", resolve));
    }
  };
  /** Online, with the last of what it asks at first behind it. */
  const online = async (env: Record<string, string> = {}): Promise<void> => {
    peer = await Peer.start();
    board = new LikeBoard(built, peer.port, { env });
    await published(`/ext/ntp/${DEVICE}/request`);
  };

  it(`takes at most ${IDLE_JSVARS} JsVars while it is online and idle`, async () => {
    await online();
    await board.jsVars();
    const figures: number[] = [];
    for (let ask = 0; ask < 20; ask++) figures.push(await board.jsVars());
    assert.ok(Math.min(...figures) <= IDLE_JSVARS, `${Math.min(...figures)} JsVars`);
  });

  // With each, memory is full at another point of the calls; too deep in them the interpreter has no stack to sweep it.
  for (const jsVars of [2600, 2800, 2950, 3000]) it(`answers all that comes within ${STACK_BYTES} bytes of stack, of ${jsVars} JsVars`, async () => {
    await online({ ESPR_STACK: `${STACK_BYTES}`, ESPR_VARS: `${jsVars}` });
    const call = JSON.stringify({
      id: "1", method: "thing.service.echo", params: { deep: [1, { a: [2] }], text: "x".repeat(200) }, version: "1.0",
    });
    const sync = `/ext/rrpc/1234567890123456789/sys/${DEVICE}/thing/service/echo`;
    const desired = { status: "success", state: { desired: { colour: "blue" } } };
    const messages: [asked: string, payload: string, answered: string][] = [
      [`${THING}service/echo`, call, `${THING}service/echo_reply`],
      [sync, call, sync],
      [`/sys/${DEVICE}/rrpc/request/5`, call, `/sys/${DEVICE}/rrpc/response/5`],
      [`/sys/${DEVICE}/rrpc/request/6`, "any bytes", `/sys/${DEVICE}/rrpc/response/6`],
      [`/ext/rrpc/7/${DEVICE}/user/ask`, "any bytes", `/ext/rrpc/7/${DEVICE}/user/ask`],
      [`${THING}model/down_raw`, "\x01\x02", `${THING}model/down_raw_reply`],
      [`/shadow/get/${DEVICE}`, JSON.stringify({ method: "control", payload: desired, version: 5 }), `/shadow/update/${DEVICE}`],
      [`${USER}get`, "any bytes", `${USER}heard`],
      [SET, JSON.stringify({ id: "9", params: { power: 1 } }), `${SET}_reply`],
    ];
    for (const [asked, payload, answered] of messages) {
      peer.published.length = 0;
      peer.send([asked, payload, 0]);
      await published(answered);
    }
    assert.deepEqual(board.lines.filter((line) => /^LK (484|485|516)/.test(line)), []);
  });
});
