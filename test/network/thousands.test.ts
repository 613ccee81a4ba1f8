// Ten thousand messages in, hundreds out, and a connection lost on the way: the interpreter (ESPRUINO=/path,
// ESPRUINO32=/path) ends with the JsVars that it began with.
import assert from "node:assert/strict";
import { S_ONLINE } from "../../lib/codes.ts";
import { loadBoard } from "../../tools/build/index.ts";
import { ESP32_LIKE, Peer, SET, USER } from "../size/like.ts";
import { RealDevice, buildHungry } from "./device.ts";

const MESSAGES = 10000;
const AT_A_TIME = 100;
/** How often the device is asked in vain. */
const TIMES = 6;

const INTERPRETERS = [
  { interpreter: process.env.ESPRUINO, board: loadBoard("linux") },
  { interpreter: process.env.ESPRUINO32, board: ESP32_LIKE },
];

describe("ten thousand messages", function () {
  this.timeout(600000);

  /** Sends all, a hundred with each message that the device sends, and returns what the device then holds. */
  async function play(interpreter: string, board: typeof ESP32_LIKE): Promise<void> {
    const peer = await Peer.start();
    const built = await buildHungry(board);
    const device = new RealDevice({ built, port: peer.port, board, interpreter });
    try {
      await device.code(S_ONLINE);
      let next = 0;
      let orders = 0;
      const odd: string[] = [];
      const send = (): void => {
        const messages = Array.from({ length: AT_A_TIME }, (): [string, string, 0 | 1] =>
          [`${USER}in`, `${10000 + next++} ${"x".repeat((next * 7) % 200)}`, next % 2 ? 1 : 0]);
        if (next % 500 === 0) {
          messages.push([SET, JSON.stringify({ id: `o${10000 + orders++}`, params: { power: orders } }), 1]);
        }
        peer.send(...messages);
      };
      peer.on("publish", ({ topic, qos }) => {
        if (topic === `${USER}out` && !qos) send();
      });
      const tell = async (): Promise<number[]> => {
        odd.push(...device.lines.filter((line) => line.startsWith("APP not ")));
        device.forget();
        device.type("tell()");
        return (await device.line("USAGE ")).split(" ").slice(1).map(Number);
      };
      /** Waits until the device has heard everything, and holds as much as when it was asked before, `most` at most; or
       *  until it gets no further. */
      const settle = async (most = Infinity): Promise<number[]> => {
        let [last, lastHeard] = await tell();
        for (let vain = 0; ; ) {
          const [usage, heard] = await tell();
          const isSettled = heard === 10000 + next && Math.abs(usage! - last!) <= 2 && usage! <= most;
          vain = heard === lastHeard ? vain + 1 : 0;
          if (isSettled || vain === TIMES) return [usage!, heard!];
          [last, lastHeard] = [usage, heard];
        }
      };
      const talk = async (count: number): Promise<void> => {
        device.type(`chatter(${count})`);
        for (const from = next; next < from + count * AT_A_TIME;) {
          const before = next;
          await device.until(() => next > before);
        }
      };
      // Without echo the console keeps no history.
      device.type("echo(0)");
      // What is kept of the last commands and reports is full after some of them.
      for (let index = 0; index < 20; index++) {
        peer.send([SET, JSON.stringify({ id: `w${10000 + index}`, params: { power: index } })]);
        await device.line(`APP power ${index}`);
      }
      // The first thousand, after which no number that is kept is a small one.
      await talk(10);
      const [before] = await settle();
      const half = MESSAGES / AT_A_TIME / 2;
      await talk(half);
      await settle();
      device.forget();
      peer.hangUp();
      await device.code(S_ONLINE);
      await talk(half);
      const [after, heard] = await settle(before! + 2);
      assert.equal(device.crashes, 0);
      assert.equal(next, MESSAGES + 10 * AT_A_TIME);
      assert.equal(heard, 10000 + next, `heard in order\n${odd.join("\n")}`);
      // A small number is kept in its name and a larger one beside it: one or two counters may cross that line.
      assert.ok(Math.abs(after! - before!) <= 2, `JsVars: ${before} before, ${after} after`);
    } finally {
      device.close();
      peer.close();
    }
  }

  it("leave nothing behind on a real interpreter, and come whole and in order", async function () {
    const given = INTERPRETERS.filter(({ interpreter }) => interpreter);
    if (given.length === 0) return this.skip();
    await Promise.all(given.map(({ interpreter, board }) => play(interpreter!, board)));
  });
});
