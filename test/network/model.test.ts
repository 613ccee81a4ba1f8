// An app with a thing model on an ESP32-like interpreter (ESPRUINO32=/path): its checks keep within that stack and
// memory, with a list of structs, the deepest that a model has, among forty properties.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { E_VALUE_FORBIDDEN, S_ONLINE } from "../../lib/codes.ts";
import { buildImage } from "../../tools/build/index.ts";
import { TSL, makeApp } from "../firmware/model-app.ts";
import { ESP32_LIKE, Peer } from "../size/like.ts";
import { exported, property } from "../tools/tsl-samples.ts";
import { Bed } from "./bed.ts";
import { RealDevice } from "./device.ts";

const MORE = 40;

const MAIN = `import "./model.ts";
import { property, start } from "linkino";
let power: 0 | 1 = 0;
property("power", () => power, (value) => { power = value; });
property("trace", () => [], (value) => { print("APP " + value.length); });
start();
`;

describe("an app with a thing model on an ESP32-like interpreter", function () {
  this.timeout(120000);
  let main = "";
  let bed: Bed | undefined;

  after(() => {
    bed?.close();
    if (main) rmSync(dirname(main), { recursive: true, force: true });
  });

  it("takes the deepest value, refuses a wrong one, and never runs out of stack or memory", async function () {
    const interpreter = process.env.ESPRUINO32;
    if (!interpreter) return this.skip();
    const more = Array.from({ length: MORE }, (_, i) => property(`more_${i}`, { type: "int", specs: { min: "0", max: "99999" } }));
    main = makeApp(MAIN, exported([...TSL.properties, ...more]));
    const defines = { __AUTH__: "register", __SIGN__: "hmacsha256" };
    const built = await buildImage({ entry: main, board: ESP32_LIKE, tls: "plain", version: "1.0.0", loader: true, defines });
    const peer = await Peer.start();
    const device = new RealDevice({ built, port: peer.port, board: ESP32_LIKE, interpreter });
    bed = new Bed(peer, device);
    await device.code(S_ONLINE);
    // Each is sent again until there is an answer.
    const answersTo = async (params: object): Promise<string[]> => {
      const ids: string[] = [];
      const codes = (): string[] => peer.published.filter(({ topic }) => topic.endsWith("set_reply")).map(({ payload }) => JSON.parse(payload))
        .filter(({ id }) => ids.includes(id)).map(({ code }) => String(code));
      await device.until(() => codes().length > 0, () => void ids.push(bed!.set(params)));
      return codes();
    };
    assert.deepEqual(new Set(await answersTo({ trace: [{ x: 1, name: "abc" }, { x: -5 }] })), new Set(["200"]));
    await device.line("APP 2");
    assert.deepEqual(new Set(await answersTo({ trace: [{ x: 1 }, { x: 101 }] })), new Set(["6306"]));
    assert.match(await device.line(`LK ${E_VALUE_FORBIDDEN} `), /trace 6306/);
    assert.deepEqual([device.crashes, device.codes.filter((code) => code >= 484 && code <= 485)], [0, []]);
  });
});
