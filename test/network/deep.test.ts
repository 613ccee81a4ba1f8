// Out of stack on an ESP32-like interpreter (ESPRUINO32=/path) in each callback of the device itself: its tick, its
// socket's, Wi-Fi's, the alarms'. Each is called as deep as it goes, and then with so little of the stack left that it
// ends somewhere inside. The board comes back by itself and does everything again. Not on ESPRUINO: it takes most of a
// minute to tell the thousand calls on a stack of 1 MB.
import assert from "node:assert/strict";
import { E_RESTART_MEMORY, E_RESTART_STACK, S_BOOT, S_ONLINE } from "../../lib/codes.ts";
import { ESP32_LIKE, Peer } from "../size/like.ts";
import { Bed } from "./bed.ts";
import { RealDevice, buildHungry } from "./device.ts";

/** Enough for the trace that the interpreter makes of a stack that is full. */
const ENV = { ESPR_VARS: "6000" };
/** Calls that are left to a callback. */
const LEFT = [1, 3];
/** Where this one is lost, so is only what it should tell: the device, which did not fail, may carry on. */
const CARRIES_ON = "uncaughtException";

/** What makes a callback run. */
const EVENTS: Record<string, (bed: Bed) => void> = {
  tick: () => {},
  data: (bed) => bed.set({ power: 5 }),
  drain: (bed) => bed.set({ power: 5 }),
  close: ({ peer }) => peer.hangUp(),
  disconnected: ({ device }) => device.type('emit("disconnected")'),
  associated: ({ device }) => device.type('emit("associated")'),
  // The device joins again.
  joined: ({ device }) => device.type('emit("disconnected")'),
  errorFlag: ({ device }) => device.type("fill()"),
  uncaughtException: ({ device }) => device.type("overflow()"),
};

describe("a board whose own callbacks run out of stack", function () {
  this.timeout(240000);
  let bed: Bed;

  before(async function () {
    const interpreter = process.env.ESPRUINO32;
    if (!interpreter) return this.skip();
    const built = await buildHungry(ESP32_LIKE, "deep");
    const peer = await Peer.start();
    const wifi = { ssid: "home", password: "secret word" };
    bed = new Bed(peer, new RealDevice({ built, port: peer.port, board: ESP32_LIKE, interpreter, env: ENV, wifi }));
    await bed.device.code(S_ONLINE);
  });
  after(() => bed?.close());

  /** Has the callback come so deep; whether that ended in a restart. Levels that were told come into `told`. */
  async function goDeep(place: string, levels: number, told: string[] = []): Promise<boolean> {
    const { device } = bed;
    device.forget();
    await device.ask(`deepen("${place}",${levels})`);
    EVENTS[place]!(bed);
    await device.line(`DEEP ${place}`);
    await bed.works();
    told.push(...device.lines.filter((line) => line.startsWith("LEVEL ")));
    if (!device.codes.some((code) => code === E_RESTART_STACK || code === E_RESTART_MEMORY)) {
      device.forget();
      await device.ask('deepen("tick",0)');
      await device.line("DEEP tick");
      return false;
    }
    await device.code(S_BOOT);
    await device.until(() => device.codes.lastIndexOf(S_ONLINE) > device.codes.lastIndexOf(S_BOOT));
    await bed.works();
    return true;
  }

  for (const place of Object.keys(EVENTS)) {
    it(`in ${place} comes back by itself`, async () => {
      const lines: string[] = [];
      assert.ok(await goDeep(place, -1, lines) || place === CARRIES_ON, "restarts");
      const limit = Number(lines.at(-1)?.split(" ")[1]);
      assert.ok(limit > 10, `${limit} levels`);
      for (const left of LEFT) await goDeep(place, limit - left);
    });
  }
});
