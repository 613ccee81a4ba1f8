// The pseudo-random function of TLS 1.2: a published vector, node:crypto's HMAC in a loop of its own, and the real
// interpreter (ESPRUINO=…).
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import fc from "fast-check";
import { useNative } from "../../lib/tls/native.ts";
import { prf } from "../../lib/tls/prf.ts";
import { printedOnInterpreter } from "../lib/interpreter.ts";
import { nodeCrypto, nodeNative } from "./node-native.ts";

// "Generating 100 bytes of pseudo-randomness using TLS1.2PRF-SHA256", mailing list of the IETF's TLS working group.
const VECTOR = {
  secret: "9bbe436ba940f017b17652849a71db35",
  label: "test label",
  seed: "a0ba9f936cda311827a6f796ffd5198c",
  output:
    "e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a6b301791e90d35c9c9a46b4e14baf9af0fa022f7077def17" +
    "abfd3797c0564bab4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff70187347b66",
};

const bytes = (hex: string): string => Buffer.from(hex, "hex").toString("latin1");
const hex = (its: string): string => Buffer.from(its, "latin1").toString("hex");

/** P_SHA256 as RFC 5246 section 5 writes it down. */
function expected(secret: string, label: string, seed: string, lenBytes: number): string {
  const mac = (data: Buffer): Buffer => createHmac("sha256", Buffer.from(secret, "latin1")).update(data).digest();
  const start = Buffer.from(label + seed, "latin1");
  const out: Buffer[] = [];
  for (let a = mac(start); out.length * 32 < lenBytes; a = mac(a)) out.push(mac(Buffer.concat([a, start])));
  return Buffer.concat(out).subarray(0, lenBytes).toString("latin1");
}

describe("the pseudo-random function of TLS 1.2", () => {
  before(() => useNative(nodeNative, nodeCrypto));

  it("gives the published output", () => {
    assert.equal(hex(prf(bytes(VECTOR.secret), VECTOR.label, bytes(VECTOR.seed), 100)), VECTOR.output);
  });

  it("agrees with node:crypto for any secret, also one that is longer than a block of the hash", () => {
    const text = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array).toString("latin1"));
    fc.assert(fc.property(text(140), text(30), text(70), fc.integer({ min: 1, max: 150 }), (secret, label, seed, lenBytes) => {
      assert.equal(prf(secret, label, seed, lenBytes), expected(secret, label, seed, lenBytes));
    }));
  });

  it("gives the same on the real interpreter", async function () {
    if (!process.env.ESPRUINO) return this.skip();
    const long = "s".repeat(132);
    const lines = await printedOnInterpreter(`
      import { useNative } from "../../lib/tls/native.ts";
      import { prf } from "../../lib/tls/prf.ts";
      import { toHex } from "../../lib/sign/hmac.ts";
      useNative(E, require("crypto"));
      print(toHex(prf(atob(${JSON.stringify(btoa(bytes(VECTOR.secret)))}), "test label", atob(${JSON.stringify(btoa(bytes(VECTOR.seed)))}), 100)));
      print(toHex(prf(${JSON.stringify(long)}, "master secret", "x", 48)));
    `);
    assert.deepEqual(lines, [VECTOR.output, hex(expected(long, "master secret", "x", 48))]);
  });
});
