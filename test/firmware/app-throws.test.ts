// An app that throws before it has started the device: the device must stay reachable, and must not count as a good one.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { E_APP_THREW, E_SAFE_MODE, S_ONLINE } from "../../lib/codes.ts";
import { buildImage } from "../../tools/build/index.ts";
import { BOARD } from "./images.ts";
import { Rig, cleanUp } from "./rig.ts";

describe("an app that throws before it starts the device", () => {
  let rig: Rig;

  before(async function () {
    this.timeout(60000);
    const entry = fileURLToPath(new URL("fixtures/thrower.ts", import.meta.url));
    const image = await buildImage({ entry, board: BOARD, tls: "native", loader: true });
    rig = await Rig.make({ what: { loader: image.loader, image: image.image } });
  });
  after(cleanUp);

  it("says so, and the device comes online without it", () => {
    rig.toCode(S_ONLINE);
    assert.ok(rig.codes.includes(E_APP_THREW), rig.lines.join("\n"));
    assert.match(rig.lines.join("\n"), /no sensor/);
  });

  it("does not count as a good start: the fourth one is in safe mode", () => {
    for (let start = 0; start < 4; start++) {
      rig.board.powerOff();
      // More than five connects in a minute are refused.
      rig.clock.advance(60e6);
      rig.toCode(S_ONLINE);
    }
    assert.ok(rig.codes.includes(E_SAFE_MODE));
  });
});
