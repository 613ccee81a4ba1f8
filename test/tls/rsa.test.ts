// RSA with a public key against BigInt, node:crypto, Project Wycheproof's cases (rsa-wycheproof.json tells where they are
// from) and forgeries made here, on Node; a sample and the JsVars on the real interpreters, ESPRUINO=… and ESPRUINO32=….
import assert from "node:assert/strict";
import { constants, createHash, generateKeyPairSync, privateDecrypt, sign } from "node:crypto";
import { build } from "esbuild";
import {
  RSA_SHA256, RSA_SHA384, RSA_SHA512, isRsaKey, premasterBlock, signatureBlock, startRsa,
} from "../../lib/tls/rsa.ts";
import type { RsaKey, SignatureHash } from "../../lib/tls/rsa.ts";
import { useNative } from "../../lib/tls/native.ts";
import { REQUIRE_NAME } from "../../tools/build/bundle.ts";
import { lowerScript } from "../../tools/build/index.ts";
import { printedBy } from "../build/interpreter.ts";
import { nodeCrypto, nodeNative } from "./node-native.ts";
import wycheproof from "./rsa-wycheproof.json" with { type: "json" };

const HASHES: Record<string, SignatureHash> = { sha256: RSA_SHA256, sha384: RSA_SHA384, sha512: RSA_SHA512 };
// What is before the digest with SHA-1, which no certificate may use, but Wycheproof's cases for exponent 65,537 do.
const SHA1_INFO = "\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14";
const E_3 = 3;
const F_4 = 65537;
// The most JsVars of 14 bytes that an operation takes at any moment, by the bits of its modulus; key and input are not among
// them.
const JSVARS: Record<number, number> = { 2048: 350, 3072: 425, 4096: 500 };

/** Any odd modulus will do for arithmetic: nobody needs its factors. */
function oddOf(bits: number, random: () => number): bigint {
  let n = 1n;
  while (n < 1n << BigInt(bits - 1)) n = (n << 1n) | (random() < 0.5 ? 1n : 0n);
  return n | 1n;
}

function seeded(seed: number): () => number {
  return () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 4294967296;
  };
}

const bytesOf = (value: bigint, lenBytes: number): string =>
  Buffer.from(value.toString(16).padStart(lenBytes * 2, "0"), "hex").toString("latin1");
const toBigInt = (bytes: string): bigint => BigInt(`0x${Buffer.from(bytes, "latin1").toString("hex")}`);
const fromBase64 = (text: string): string => Buffer.from(text, "base64").toString("latin1");
const hashOf = (name: string, data: Buffer): string => createHash(name).update(data).digest().toString("latin1");
const keyOf = (n: bigint, e: number): RsaKey => ({ _n: bytesOf(n, Math.ceil(n.toString(2).length / 8)), _e: e });

function powerOf(base: bigint, exponent: number, n: bigint): bigint {
  let power = 1n;
  for (const bit of exponent.toString(2)) power = (((power * power) % n) * (bit === "1" ? base : 1n)) % n;
  return power;
}

function rsa(key: RsaKey, input: string): string {
  const next = startRsa(key, input);
  for (let step = 0; step < 500; step++) {
    const result = next();
    if (result) return result;
  }
  throw new Error("the operation goes on and on");
}

function blockOf(lenBytes: number, hash: string, digest: string): string {
  if (hash !== "sha1") return signatureBlock(lenBytes, HASHES[hash], digest);
  return `\0\x01${"\xff".repeat(lenBytes - SHA1_INFO.length - digest.length - 3)}\0${SHA1_INFO}${digest}`;
}

const isValid = (key: RsaKey, signature: string, hash: string, digest: string): boolean =>
  rsa(key, signature) === blockOf(key._n.length, hash, digest);

/** The largest number whose cube is not above `cube`. */
function cubeRoot(cube: bigint): bigint {
  let root = 0n;
  for (let bit = 1n << 1400n; bit; bit >>= 1n) if ((root | bit) ** 3n <= cube) root |= bit;
  return root;
}

before(() => useNative(nodeNative, nodeCrypto));

describe("the RSA operation", () => {
  for (const bits of [2048, 2049, 2055, 2056, 2059, 2060, 2105, 2500, 3071, 3072, 3073, 4088, 4095, 4096]) {
    it(`gives what BigInt does for a modulus of ${bits} bits`, () => {
      const random = seeded(bits);
      const n = oddOf(bits, random);
      for (const e of [E_3, F_4, 17, 35, ((random() * 2147483648) | 1) >>> 0]) {
        const key = keyOf(n, e);
        assert.ok(isRsaKey(key));
        for (const x of [0n, 1n, 2n, n - 1n, oddOf(bits, random) % n, (oddOf(bits, random) - 1n) % n]) {
          const result = rsa(key, bytesOf(x, key._n.length));
          assert.equal(result.length, key._n.length);
          assert.equal(toBigInt(result), powerOf(x, e, n), `${x} to the power of ${e}`);
        }
      }
    });
  }

  it("is right at the ends: moduli and inputs of ones and zeros alone, the largest exponent", () => {
    for (const bits of [2048n, 2105n, 2200n, 4096n]) {
      for (const n of [(1n << bits) - 1n, (1n << (bits - 1n)) + 1n, (1n << bits) - (1n << (bits / 2n)) + 1n]) {
        for (const e of [E_3, 2147483647]) {
          const key = keyOf(n, e);
          for (const x of [n >> 1n, n - 2n, 1n << (bits - 2n), (1n << (bits - 2n)) - 1n]) {
            assert.equal(toBigInt(rsa(key, bytesOf(x, key._n.length))), powerOf(x, e, n), `${x} mod ${n}`);
          }
        }
      }
    }
  });

  it("reduces a result that is small, whatever the input", () => {
    // Of (2^k)^3 mod 2^(3k) - 5 nothing is left but 5.
    for (const k of [683n, 700n, 1365n]) {
      const n = (1n << (3n * k)) - 5n;
      const key = keyOf(n, E_3);
      assert.equal(toBigInt(rsa(key, bytesOf(1n << k, key._n.length))), 5n);
      assert.equal(toBigInt(rsa(key, bytesOf(n - (1n << k), key._n.length))), n - 5n);
    }
  });

  it("refuses an input of another length, and one that is not below the modulus", () => {
    const n = oddOf(2048, seeded(1));
    const key = keyOf(n, E_3);
    const one = bytesOf(1n, 256);
    for (const input of ["", one.slice(1), `\0${one}`, bytesOf(n, 256), bytesOf(n + 1n, 256), "\xff".repeat(256)]) {
      assert.equal(startRsa(key, input)(), key._n);
    }
    assert.equal(rsa(key, one), one);
  });

  it("takes keys of 2,048 to 4,096 bits with odd exponents from 3 to 2^31 - 1, and no others", () => {
    const bytes = (first: string, lenBytes: number, last: string): string => first + "\x55".repeat(lenBytes - 2) + last;
    const good = bytes("\x80", 256, "\x01");
    for (const n of [good, bytes("\x01", 257, "\x03"), bytes("\xff", 512, "\xff")]) assert.ok(isRsaKey({ _n: n, _e: 3 }));
    for (const n of [
      "", "\x03", bytes("\x7f", 256, "\x01"), bytes("\xff", 255, "\x01"), bytes("\x80", 256, "\x02"),
      bytes("\xff", 513, "\x01"), bytes("\0", 257, "\x01"), bytes("\xff", 512, "\0"), bytes("\xff", 1024, "\x01"),
    ]) assert.ok(!isRsaKey({ _n: n, _e: F_4 }));
    for (const e of [3, 5, F_4, 2147483647]) assert.ok(isRsaKey({ _n: good, _e: e }));
    for (const e of [0, 1, 2, 4, 65536, -3, 2147483649, 4294967295, NaN, Infinity]) assert.ok(!isRsaKey({ _n: good, _e: e }));
  });
});

describe("RSA signatures", function () {
  this.timeout(60000);

  for (const { file, hash, n, e, tests } of wycheproof.groups) {
    it(`are judged as Wycheproof does: ${file}, ${hash}, exponent ${e}, ${tests.length} cases`, () => {
      const key = { _n: fromBase64(n), _e: e };
      assert.ok(isRsaKey(key));
      for (const [id, message, signature, valid] of tests as [number, string, string, number][]) {
        const digest = hashOf(hash, Buffer.from(message, "hex"));
        assert.equal(isValid(key, fromBase64(signature), hash, digest), valid === 1, `tcId ${id}`);
      }
    });
  }

  it("made by node:crypto are valid, and not those of another hash, digest or length", () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const n = Buffer.from(publicKey.export({ format: "jwk" }).n!, "base64url").toString("latin1");
    const key = { _n: n, _e: F_4 };
    const message = Buffer.from("a certificate to be signed");
    for (const name of Object.keys(HASHES)) {
      const signature = sign(name, message, privateKey).toString("latin1");
      const digest = hashOf(name, message);
      assert.ok(isValid(key, signature, name, digest));
      assert.ok(!isValid(key, signature.slice(1), name, digest));
      assert.ok(!isValid(key, `${signature}\0`, name, digest));
      assert.ok(!isValid(key, signature, name, hashOf(name, Buffer.from("another"))));
      for (const other of [...Object.keys(HASHES), "sha1"]) {
        if (other !== name) assert.ok(!isValid(key, signature, other, digest));
      }
    }
  });

  // D. Bleichenbacher's forgery of 2006 and its relatives need no private key where the exponent is 3.
  for (const bits of [2048, 3072, 4096]) {
    it(`with exponent 3 and ${bits} bits can't be forged by a cube root`, () => {
      const lenBytes = bits / 8;
      const key = keyOf(oddOf(bits, seeded(bits)), E_3);
      // Only odd numbers have cube roots modulo 2^k, and this digest is odd.
      const digest = hashOf("sha256", Buffer.from("forged 0"));
      const block = signatureBlock(lenBytes, RSA_SHA256, digest);
      const info = block.slice(block.indexOf("\0", 1));
      const forge = (head: string): bigint => cubeRoot(toBigInt(head + "\xff".repeat(lenBytes - head.length)));

      // Short padding, then the digest, then garbage.
      for (const lenPadding of [0, 1, 8, 20]) {
        const head = `\0\x01${"\xff".repeat(lenPadding)}${info}`;
        const signature = bytesOf(forge(head), lenBytes);
        const power = rsa(key, signature);
        assert.ok(power.startsWith(head), "a lax reader would take it");
        assert.notEqual(power, block);
      }

      // Garbage inside the padding, with the right end: the cube root modulo 2^k gives the low bits.
      const k = BigInt(info.length * 8);
      let low = 1n;
      for (let bit = 1n; bit < k; bit++) {
        if ((low ** 3n - toBigInt(info)) & ((1n << (bit + 1n)) - 1n)) low |= 1n << bit;
      }
      const head = `\0\x01${"\xff".repeat(8)}`;
      const power = rsa(key, bytesOf(((forge(`${head}\x80`) >> k) << k) | low, lenBytes));
      assert.ok(power.startsWith(head) && power.endsWith(info), "a lax reader would take it");
      assert.notEqual(power, block);
    });
  }
});

describe("the block of a premaster secret", () => {
  it("is read back by node:crypto after the operation", () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const n = Buffer.from(publicKey.export({ format: "jwk" }).n!, "base64url").toString("latin1");
    const premaster = `\x03\x03${"p".repeat(46)}`;
    const random = seeded(3);
    const block = premasterBlock(256, premaster, (lenBytes) =>
      String.fromCharCode(...Array.from({ length: lenBytes }, () => random() * 256)));
    const encrypted = Buffer.from(rsa({ _n: n, _e: F_4 }, block), "latin1");
    const plain = privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, encrypted).toString("latin1");
    assert.equal(plain, block);
    assert.match(plain, /^\0\x02[^\0]{205}\0\x03\x03p{46}$/);
  });

  it("has the random bytes in their order without those that are 0, and comes to nothing when most are 0", () => {
    const given = (zeros: number) => (lenBytes: number) =>
      "\0".repeat(zeros) + Array.from({ length: lenBytes - zeros }, (_, i) => String.fromCharCode(1 + (i % 255))).join("");
    const padding = Array.from({ length: 205 }, (_, i) => String.fromCharCode(1 + i)).join("");
    for (const zeros of [0, 1, 51]) {
      assert.equal(premasterBlock(256, "p".repeat(48), given(zeros)), `\0\x02${padding}\0${"p".repeat(48)}`);
    }
    for (const zeros of [52, 256]) assert.equal(premasterBlock(256, "p".repeat(48), given(zeros)), "");
  });
});

for (const board of ["ESPRUINO", "ESPRUINO32"]) {
  describe(`RSA on the real interpreter (${board})`, function () {
    this.timeout(60000);
    const interpreter = process.env[board];
    const sample: [bits: number, e: number][] = [
      [2048, E_3], [2048, F_4], [3072, E_3], [4096, 35],
    ];

    it("gives what BigInt does, in 500 JsVars at most, all of which are free afterwards", async function () {
      if (!interpreter) return this.skip();
      const random = seeded(9);
      const cases = sample.map(([bits, e]) => {
        const n = oddOf(bits, random);
        const key = keyOf(n, e);
        const x = oddOf(bits, random) % n;
        return { bits, n: btoa(key._n), e, x: btoa(bytesOf(x, key._n.length)), power: btoa(bytesOf(powerOf(x, e, n), key._n.length)) };
      });
      const lines = await printedFromFlash(`
        import { startRsa } from "../../lib/tls/rsa.ts";
        import { useNative } from "../../lib/tls/native.ts";
        let most = 0;
        const note = (value) => { most = Math.max(most, process.memory().usage); return value; };
        const noting = {
          toString: (bytes) => note(E.toString(bytes)),
          toUint8Array: (pad, bytes) => note(E.toUint8Array(pad, bytes)),
          convolve: E.convolve,
        };
        useNative(noting, require("crypto"));
        const run = (n, e, x, power) => {
          const key = { _n: n, _e: e };
          const before = process.memory().usage;
          let longest = 0, next = startRsa(key, x), result = "";
          most = 0;
          while (!result) {
            const start = getTime();
            result = next();
            longest = Math.max(longest, getTime() - start);
            note();
          }
          next = 0;
          const isRight = result == power;
          result = "";
          return [isRight, most - before, Math.ceil(longest * 1000)].join();
        };
        const told = (text) => { print(text + "," + process.memory().usage); };
        ${cases.map(({ n, e, x, power }) => `told(run(atob("${n}"), ${e}, atob("${x}"), atob("${power}")));`).join("\n")}
      `, interpreter);
      assert.equal(lines.length, cases.length, lines.join("\n"));
      const usages = lines.map((line) => line.split(",")[3]);
      lines.forEach((line, i) => {
        const { bits, e } = cases[i];
        const [isRight, most, longestMs] = line.split(",");
        console.log(`        ${bits} bits, exponent ${e}: ${most} JsVars, ${longestMs} ms the longest step`);
        assert.equal(isRight, "true", `${bits} bits`);
        // The first one leaves what the interpreter makes of its own functions at their first use.
        if (i === 0) return;
        assert.equal(usages[i], usages[1], "JsVars in use afterwards");
        if (board === "ESPRUINO32") assert.ok(Number(most) <= JSVARS[bits], `${bits} bits: ${most} JsVars`);
      });
    });

    it("judges signatures as Wycheproof does, and makes the same blocks", async function () {
      if (!interpreter) return this.skip();
      const wanted: string[] = [];
      const calls = wycheproof.groups.flatMap(({ hash, n, e, tests }) => {
        if (e !== E_3 && hash !== "sha1") return [];
        return (tests as [number, string, string, number][]).slice(0, 2).map(([, message, signature, valid]) => {
          const digest = hashOf(hash, Buffer.from(message, "hex"));
          wanted.push(String(valid === 1), "false");
          return `judge("${n}", ${e}, "${signature}", ${HASHES[hash] || 0}, "${btoa(
            hash === "sha1" ? blockOf(fromBase64(n).length, hash, digest) : digest,
          )}");`;
        });
      });
      const lines = await printedFromFlash(`
        import { isRsaKey, premasterBlock, signatureBlock, startRsa } from "../../lib/tls/rsa.ts";
        import { useNative } from "../../lib/tls/native.ts";
        useNative(E, require("crypto"));
        const judge = (n, e, signature, hash, digest) => {
          const key = { _n: atob(n), _e: e };
          let power = "";
          for (let next = startRsa(key, atob(signature)); !power; ) power = next();
          print(power == (hash ? signatureBlock(key._n.length, hash, atob(digest)) : atob(digest)));
          print(startRsa(key, key._n)() != key._n || !isRsaKey(key));
        };
        ${calls.join("\n")}
        print(btoa(premasterBlock(256, "p".repeat(48), (lenBytes) => "\0\xff\x80".repeat(100).substr(0, lenBytes))) == "");
        print(btoa(premasterBlock(256, "p".repeat(48), (lenBytes) => "\0" + "\xff".repeat(lenBytes - 1))));
      `, interpreter);
      const block = `\0\x02${"\xff".repeat(205)}\0${"p".repeat(48)}`;
      assert.deepEqual(lines, [...wanted, "true", btoa(block)]);
    });
  });
}

/** The lines that `source` prints when it is built and run from flash, as an image is; its imports are relative to test/tls/. */
async function printedFromFlash(source: string, interpreter: string): Promise<string[]> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname, loader: "ts" },
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    minifySyntax: true,
    define: { require: REQUIRE_NAME },
    logLevel: "silent",
  });
  const code = JSON.stringify(await lowerScript(outputFiles[0].text, "script.js", true));
  return printedBy(`require("Storage").write("script",${code});eval(require("Storage").read("script"));`, interpreter);
}
