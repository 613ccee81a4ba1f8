// What the smallest device costs that reports by HTTPS alone: the bytes of its image, in which there is no MQTT.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { buildImage, loadBoard } from "../../tools/build/index.ts";

const entry = fileURLToPath(new URL("http.ts", import.meta.url));

const IMAGE_BYTES = { verified: 22800, native: 10700 } as const;

describe("the smallest device on HTTPS", function () {
  this.timeout(60000);

  for (const tls of ["verified", "native"] as const) {
    it(`has an image of at most ${IMAGE_BYTES[tls]} bytes, without MQTT, where its link is ${tls}`, async () => {
      const { image } = await buildImage({ entry, board: loadBoard("esp32-wrover"), tls });
      assert.ok(image.length <= IMAGE_BYTES[tls], `${image.length} bytes`);
      assert.ok(!/MQTT|\/ext\//.test(image.toString("latin1")), "MQTT");
    });
  }
});
