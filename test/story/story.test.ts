import assert from "node:assert/strict";
import { mapFlash } from "../../bench/board/facts.ts";
import { Storage } from "../../bench/board/storage.ts";
import {
  E_STORY_AGAIN, E_STORY_BACK, E_STORY_BOOT, E_STORY_LOGIN, E_STORY_POST, E_STORY_POWER, E_STORY_REGISTER,
  E_STORY_REPLY, E_STORY_SET, E_STORY_STORE, Failure,
} from "../../lib/codes.ts";
import { loadBoard } from "../../tools/build/index.ts";
import { type Rig, buildApp, runStory } from "./rig.ts";

const board = loadBoard("esp32-wrover");
const { journalStart, pageBytes } = mapFlash(board);

const MUTE_APP = 'import { start } from "linkino";\nstart();\n';
const READ_ONLY_APP = 'import { property, start } from "linkino";\nproperty("power", () => 0);\nstart();\n';

/** What is done to the stage, and the code the story must end with. */
const SPOILED: { step: string; code: number; app?: string; spoil: (rig: Rig) => void }[] = [
  {
    step: "an image whose bytes were changed does not boot",
    code: E_STORY_BOOT,
    spoil: ({ device }) => {
      const found = new Storage(device.flash, board).find("app.a")!;
      device.flash.write(found.addr + 4000, Buffer.alloc(4));
    },
  },
  {
    step: "with dynamic registration switched off nobody registers",
    code: E_STORY_REGISTER,
    spoil: ({ instance, productKey }) => void instance.setDynamicRegistration(productKey, false),
  },
  {
    step: "in flash that takes no record no secret is stored",
    code: E_STORY_STORE,
    spoil: ({ instance, device }) => {
      const write = device.flash.write.bind(device.flash);
      instance.on("registered", () => {
        device.flash.write = (addr, bytes) => {
          if (addr < journalStart || addr >= journalStart + 4 * pageBytes) write(addr, bytes);
        };
      });
    },
  },
  {
    step: "a device that was disabled does not log in",
    code: E_STORY_LOGIN,
    spoil: ({ instance, productKey, deviceName }) => {
      instance.on("registered", () => void instance.disable(productKey, deviceName));
    },
  },
  { step: "an app without properties reports none", code: E_STORY_POST, app: MUTE_APP, spoil: () => undefined },
  {
    step: "a reply that is lost on its way is missed",
    code: E_STORY_REPLY,
    spoil: ({ instance }) => {
      const emit = instance.emit.bind(instance);
      instance.emit = (event: string, ...rest: unknown[]) => event === "puback" ? false : emit(event, ...rest);
    },
  },
  { step: "a property that takes no value can't be set", code: E_STORY_SET, app: READ_ONLY_APP, spoil: () => undefined },
  {
    step: "a board that keeps its power did not lose it",
    code: E_STORY_POWER,
    spoil: ({ device }) => {
      const off = device.powerOff.bind(device);
      const close = device.close.bind(device);
      device.powerOff = () => undefined;
      device.close = () => {
        device.powerOff = off;
        close();
      };
    },
  },
  {
    step: "a board that lost its secret registers again",
    code: E_STORY_AGAIN,
    spoil: ({ instance, device, productKey, deviceName }) => {
      device.on("off", (reason) => {
        if (reason !== "cut") return;
        instance.reset(productKey, deviceName);
        // The records of the identity, in both banks, by the device's name.
        device.flash.powerOn();
        for (let page = 0; page < 4; page++) spoilRecords(device, journalStart + page * pageBytes);
      });
    },
  },
  {
    step: "a board whose device was deleted does not come back",
    code: E_STORY_BACK,
    spoil: ({ instance, device, productKey, deviceName }) => {
      device.on("off", (reason) => {
        if (reason === "cut") instance.delete(productKey, deviceName);
      });
    },
  },
];

/** Clears the 32 hex digits of every secret in a page, which breaks the records that hold one. */
function spoilRecords(device: Rig["device"], page: number): void {
  const text = device.flash.read(page, pageBytes).toString("latin1");
  for (const match of text.matchAll(/[0-9a-f]{32}/g)) device.flash.write(page + (match.index & ~3), Buffer.alloc(4));
}

describe("the story", () => {
  let told: string[];
  /** How the device connected, where it verifies the server: with a key of its own after registration, or without. */
  const links: Record<string, string[]> = { psk: [], certificate: [] };
  const ends = new Map<string, unknown>();

  before(async function () {
    this.timeout(180000);
    const sample = await buildApp();
    const others = new Map<string, Awaited<ReturnType<typeof buildApp>>>();
    for (const app of [MUTE_APP, READ_ONLY_APP]) others.set(app, await buildApp(app));
    const spoiled = SPOILED.map(async ({ step, app, spoil }) => {
      ends.set(step, await runStory(app ? others.get(app)! : sample, spoil).catch((error: unknown) => error));
    });
    await Promise.all(spoiled);
    const verifying = await buildApp(undefined, "verified");
    const listen = (heard: string[]) => ({ instance }: Rig): void => {
      for (const event of ["registered", "connect"]) {
        instance.on(event, ({ psk, resumed, auth }: { psk?: boolean; resumed?: boolean; auth?: string }) => {
          if (auth !== "register") heard.push(`${event}${psk ? " by key" : ""}${resumed ? " resumed" : ""}`);
        });
      }
    };
    told = await runStory(verifying, listen(links.psk!), { tls: "verified", psk: 1 });
    await runStory(verifying, listen(links.certificate!), { tls: "verified" });
  });

  it("registers by certificate, then logs in by its own key where the instance takes that, else with the session of before", () => {
    assert.deepEqual(links.psk, ["registered", "connect by key", "connect by key"]);
    assert.deepEqual(links.certificate, ["registered", "connect resumed", "connect resumed"]);
  });

  it("is told to its end on the simulated board", () => {
    assert.deepEqual(told.map((line) => line.split(":")[0]), [
      "boots", "registers", "stores its secret", "logs in as itself", "reports its properties",
      "has the platform's reply", "carries out a setting", "loses power", "loses power again", "boots again and is online",
    ]);
  });

  for (const { step, code } of SPOILED) {
    it(`ends with code ${code} where ${step}`, () => {
      const end = ends.get(step);
      assert.ok(end instanceof Failure, `it ended with ${String(end)}`);
      assert.equal(end.code, code, end.message);
    });
  }
});
