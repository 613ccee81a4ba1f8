// What HMAC-SHA1 (lib/sign/hmac.ts, RFC 2104) costs on the real interpreter above the two hashes that it is made of.
// Ratios of medians: rounds of the three are interleaved, each so short that a busy machine seldom cuts in, and each
// begins with its memory swept (process.memory), because the native hash searches the free variables for room in a row.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { build } from "esbuild";
import { REQUIRE_NAME } from "../../tools/build/bundle.ts";
import { lowerScript } from "../../tools/build/index.ts";
import { printedBy } from "../build/interpreter.ts";

const ROUNDS = 31;
const KEY = "7jluWm1zql7bt8qK";
const MESSAGE = "m".repeat(60);

// The two native calls have what they hash ready, and make byte strings of the digests, as HMAC must of its own.
const SCRIPT = `
import { prepareHmac } from "../../lib/sign/hmac.ts";
import { hexOf, signHash } from "../../firmware/hash.ts";
const crypto = require("crypto");
const message = ${JSON.stringify(MESSAGE)};
const inside = "i".repeat(64) + message;
const outside = "o".repeat(84);
const digest = prepareHmac(signHash(), ${JSON.stringify(KEY)});
const runs = [
  () => { E.toString(crypto.SHA1(inside)); E.toString(crypto.SHA1(outside)); },
  () => E.toString(digest(message)),
  () => hexOf(digest(message)),
];
const times = runs.map(() => new Float32Array(${ROUNDS}));
for (let round = 0; round < ${ROUNDS}; round++) {
  runs.forEach((run, which) => {
    process.memory();
    const start = getTime();
    for (let i = 0; i < 4; i++) run();
    times[which][round] = getTime() - start;
  });
}
const medians = times.map((some) => some.sort((a, b) => a - b)[${ROUNDS >> 1}]);
print(hexOf(digest(message)));
print(medians[1] / medians[0]);
print(medians[2] / medians[0]);
`;

describe("HMAC-SHA1 of 60 bytes with a prepared key", function () {
  this.timeout(60000);
  for (const name of ["ESPRUINO", "ESPRUINO32"]) {
    it(`takes little more than its two native hashes, on ${name}`, async function () {
      const interpreter = process.env[name];
      if (!interpreter) return this.skip();
      const [hex, raw, inHex] = await printedBy(await scriptOf(SCRIPT), interpreter);
      assert.equal(hex, createHmac("sha1", KEY).update(MESSAGE).digest("hex"));
      assert.ok(Number(raw) > 0.1 && Number(raw) <= 1.25, `raw: ${raw} times`);
      assert.ok(Number(inHex) > 0.1 && Number(inHex) <= 2.5, `hex: ${inHex} times`);
    });
  }
});

/** A script through the steps of a build, for a board that has the hash. */
async function scriptOf(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname, loader: "ts" },
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    minifySyntax: true,
    define: {
      require: REQUIRE_NAME, __SIGN__: '"hmacsha1"', __NATIVE_SHA1__: "true", __NATIVE_SHA256__: "true",
    },
    logLevel: "silent",
  });
  return lowerScript(outputFiles[0].text, "script.js");
}
