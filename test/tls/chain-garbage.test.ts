// Certificates that are garbage: real ones that were changed or cut, and noise. Each ends with a code, in few steps.
import assert from "node:assert/strict";
import { CODES } from "../../lib/codes.ts";
import { startChain } from "../../lib/tls/chain.ts";
import { useNative } from "../../lib/tls/native.ts";
import {
  ENCIPHERS_KEYS, NOW, SERVER_AUTH, SIGNS_CERTIFICATES, alternativeNames, bodyOf, constraints, dnsName, extendedUsage, keyOf,
  keyUsage, makeCertificate, nameOf, rootsOf,
} from "./certificates.ts";
import { nodeCrypto, nodeNative } from "./node-native.ts";

const HOST = "lamp.example.com";
const INPUTS = 50000;
/** Seconds for all of them: a single one that hangs takes longer. */
const PATIENCE_MS = 50000;

function seeded(seed: number): (below: number) => number {
  return (below) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 4294967296) * below);
  };
}

describe("garbage in place of certificates", () => {
  let good: Buffer[];
  let roots: string;

  before(() => {
    useNative(nodeNative, nodeCrypto);
    good = [
      makeCertificate(keyOf("server"), keyOf("a"), {
        issuer: nameOf("a"), subject: nameOf("server", "Example"),
        extensions: [alternativeNames(dnsName(HOST)), keyUsage(ENCIPHERS_KEYS), extendedUsage(SERVER_AUTH), constraints(false)],
      }),
      makeCertificate(keyOf("a"), keyOf("root"), {
        subject: nameOf("a"), extensions: [constraints(true, 1), keyUsage(SIGNS_CERTIFICATES)],
      }),
    ];
    roots = rootsOf(keyOf("root"));
  });

  /** How it ends; `known` of a good chain spares the arithmetic where nothing was changed. */
  function endOf(body: Uint8Array, known = "", its = roots): number {
    const list = new Uint8Array(body);
    const chain = startChain(list, 0, list.length, its, HOST, NOW, 0, known);
    for (let steps = 0; steps < 3000; steps++) {
      const code = chain._step();
      if (code) {
        assert.ok(code === 1 || CODES[code], `${code}`);
        return code;
      }
    }
    throw new Error("it goes on for ever");
  }

  it(`of ${INPUTS} kinds ends with a code`, function () {
    this.timeout(PATIENCE_MS);
    const random = seeded(4);
    // Nobody is sought above it: what is tried here is reading.
    const others = rootsOf(keyOf("root"), nameOf("nobody"));
    const codes = new Map<number, number>();
    for (let i = 0; i < INPUTS; i++) {
      let certificate: Buffer;
      if (i % 10 === 0) {
        certificate = Buffer.from(Array.from({ length: 1 + random(400) }, () => random(256)));
        if (random(2)) certificate[0] = 0x30;
      } else {
        certificate = Buffer.from(good[0]!);
        for (let times = 1 + random(3); times > 0; times--) {
          const at = random(certificate.length);
          const how = random(4);
          if (how === 0) certificate[at] = random(256);
          else if (how === 1) certificate[at]! ^= 1 << random(8);
          // Tags and lengths are what a reader stumbles over.
          else if (how === 2) certificate[at] = [0, 0x30, 0x80, 0x81, 0x82, 0x83, 0x84, 0xff, 2, 6][random(10)]!;
          else {
            const from = random(certificate.length);
            certificate.copy(certificate, at, from, from + random(40));
          }
        }
      }
      const code = endOf(bodyOf(certificate), "", others);
      assert.notEqual(code, 1);
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }
    // Many ways are gone, not one alone.
    assert.ok(codes.size > 6, JSON.stringify([...codes]));
  });

  it("of bodies without any form ends with a code", () => {
    const random = seeded(5);
    for (let i = 0; i < 3000; i++) {
      const body = Uint8Array.from({ length: random(60) }, () => (random(3) ? random(4) : random(256)));
      if (body.length > 3 && random(2)) body.set([0, 0, body.length - 3]);
      assert.notEqual(endOf(body), 1);
    }
  });

  it("cut at any byte is refused", () => {
    const whole = bodyOf(...good);
    const chain = startChain(whole, 0, whole.length, roots, HOST, NOW, 0, "");
    let code = 0;
    while (!code) code = chain._step();
    assert.equal(code, 1);
    for (let length = 0; length < whole.length; length++) {
      assert.notEqual(endOf(whole.subarray(0, length), chain._known), 1, `the message at ${length}`);
    }
    for (const [i, certificate] of good.entries()) {
      for (let length = 0; length < certificate.length; length++) {
        const cut = good.map((its, j) => (j === i ? its.subarray(0, length) : its));
        assert.notEqual(endOf(bodyOf(...cut), chain._known), 1, `certificate ${i} at ${length}`);
      }
    }
  });
});
