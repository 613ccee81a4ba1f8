// Out of memory and out of stack on an ESP32-like interpreter (ESPRUINO32=/path), in every callback of the app and,
// with memory full to the brim, around the device's own: the board comes back by itself, every time.
// Two boards at a time: most of what they do is waiting.
import assert from "node:assert/strict";
import {
  E_RESTART_MEMORY, E_RESTART_STACK, E_SAFE_MODE, S_BOOT, S_ONLINE, S_WAITING,
} from "../../lib/codes.ts";
import { ESP32_LIKE, Peer, USER } from "../size/like.ts";
import { Bed } from "./bed.ts";
import { RealDevice, buildHungry } from "./device.ts";

const KINDS = [["memory", E_RESTART_MEMORY], ["stack", E_RESTART_STACK]] as const;

/** What makes a place of the app run. */
const EVENTS: Record<string, (bed: Bed) => void> = {
  setter: (bed) => bed.set({ power: 5 }),
  getter: (bed) => bed.set({ power: 5 }),
  listener: (bed) => bed.set({ nothing: 5 }),
  handler: ({ peer }) => peer.send([`${USER}in`, "x"]),
  pieces: ({ peer }) => peer.send([`${USER}pieces`, "x".repeat(3000)]),
  reply: ({ device }) => device.type("report()"),
  done: ({ device }) => device.type("message()"),
  timeout: ({ device }) => device.type("timeout()"),
  interval: ({ device }) => device.type("interval()"),
};

describe("a board that runs out of memory or of stack", function () {
  this.timeout(180000);
  let beds: Bed[] = [];

  before(async function () {
    const interpreter = process.env.ESPRUINO32;
    if (!interpreter) return this.skip();
    const built = await buildHungry(ESP32_LIKE);
    beds = await Promise.all(KINDS.map(async () => {
      const peer = await Peer.start();
      return new Bed(peer, new RealDevice({ built, port: peer.port, board: ESP32_LIKE, interpreter }));
    }));
    for (const { device } of beds) await device.code(S_ONLINE);
  });
  after(() => {
    for (const bed of beds) bed.close();
  });

  /** Both kinds, each on a board of its own. */
  const both = (test: (bed: Bed, kind: string, code: number) => Promise<void>) => (): Promise<unknown> =>
    Promise.all(KINDS.map(([kind, code], index) => test(beds[index]!, kind, code)));

  for (const [place, happen] of Object.entries(EVENTS)) {
    it(`in the ${place} of the app says so, starts again and is online`, both(async (bed, kind, code) => {
      const { device } = bed;
      device.forget();
      await device.ask(`spoil("${place}","${kind}")`);
      happen(bed);
      await device.line(`SPOIL ${place} ${kind}`);
      await device.code(S_BOOT);
      await device.code(S_ONLINE);
      await bed.works();
      const { codes } = device;
      assert.ok(codes.indexOf(code) < codes.indexOf(S_BOOT), "said at once");
      // By the loader, before anything else.
      assert.ok(codes.lastIndexOf(code) > codes.indexOf(code), "and at the start");
    }));
  }

  it("in what the app starts with, once, starts again and is online", both(async (bed, kind, code) => {
    await bed.device.restart(`main ${kind} once`);
    await bed.device.line(`SPOIL main ${kind}`);
    await bed.device.code(S_BOOT, 2);
    await bed.device.code(S_ONLINE);
    await bed.works();
    assert.ok(bed.device.codes.includes(code));
  }));

  it("in what the app starts with, each time, runs without the app in the end, and is online",
    both(async (bed, kind) => {
      await bed.device.restart(`main ${kind} always`);
      await bed.device.code(E_SAFE_MODE);
      await bed.device.code(S_ONLINE);
      await bed.works();
      await bed.device.ask(`require("Storage").erase("marker")`);
      await bed.device.restart();
      await bed.device.code(S_ONLINE);
    }));

  for (const free of [400, 200, 120, 80, 40, 10]) {
    it(`with ${free} JsVars left when it connects, or when messages come and go, works again`, async () => {
      const [one, other] = beds as [Bed, Bed];
      const connects = async ({ device }: Bed): Promise<void> => {
        await device.restart(`${free} brim once`);
        await device.code(S_ONLINE);
      };
      const listens = async (bed: Bed): Promise<void> => {
        const { device, peer } = bed;
        device.forget();
        device.type(`brim(${free})`);
        device.type("message()");
        for (let count = 0; count < 4; count++) bed.set({ power: count, nothing: count });
        peer.send([`${USER}in`, "x".repeat(2000)], [`${USER}pieces`, "x".repeat(2000)]);
        await bed.works();
        if (!device.codes.includes(S_BOOT)) device.type("held=0");
      };
      await Promise.all([connects(one), listens(other)]);
      await Promise.all([one.works(), other.works()]);
    });
  }

  it("with 60 JsVars left when its peer closes comes back by itself", async () => {
    const { device, peer } = beds[0]!;
    await device.restart();
    await device.code(S_ONLINE);
    await device.ask("brim(60)");
    peer.hangUp();
    await device.until(() => device.codes.includes(S_WAITING) || device.codes.filter((code) => code === S_BOOT).length > 1);
    await device.code(S_ONLINE, 2);
    await beds[0]!.works();
  });
});
