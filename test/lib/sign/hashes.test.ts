import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import fc from "fast-check";
import { fitKey, hmac, joined, prepareHmac, toHex } from "../../../lib/sign/hmac.ts";
import { md5 } from "../../../lib/sign/md5.ts";
import { sha1 } from "../../../lib/sign/sha1.ts";
import { sha256 } from "../../../lib/sign/sha256.ts";
import { printedOnInterpreter } from "../interpreter.ts";
import { HASH_VECTORS, type Method, PLATFORM_VECTORS, RFC_VECTORS } from "./vectors.ts";

const METHODS: Method[] = ["md5", "sha1", "sha256"];
type TextHash = (data: string) => string;
const OURS: Record<Method, TextHash> = { md5, sha1, sha256 };
const HMAC_VECTORS = [...RFC_VECTORS, ...PLATFORM_VECTORS];

const nodeHash =
  (method: Method): TextHash =>
  (data) =>
    createHash(method).update(data, "latin1").digest("binary");

function hmacOf(hash: TextHash, key: string, data: string): string {
  const port = joined(hash);
  return hmac(port, fitKey(port, key), data);
}

/** How an implementation answers a vector, in hex. */
interface Answers {
  hash(method: Method, data: string): string | undefined;
  hmac(method: Method, key: string, data: string): string | undefined;
}

// An answer for every vector, on the interpreter: two lines a vector, ours and the interpreter's own ("-"
// where it has none).
const SCRIPT = `
import { fitKey, hmac, joined, toHex } from "../../lib/sign/hmac.ts";
import { md5 } from "../../lib/sign/md5.ts";
import { sha1 } from "../../lib/sign/sha1.ts";
import { sha256 } from "../../lib/sign/sha256.ts";
const ours = { md5, sha1, sha256 };
const crypto = require("crypto");
const own = {
  md5: undefined,
  sha1: (data) => E.toString(crypto.SHA1(data)),
  sha256: (data) => E.toString(crypto.SHA256(data)),
};
const tell = (method, answer) => {
  print(method + " " + toHex(answer(ours[method])));
  print(method + " " + (own[method] ? toHex(answer(own[method])) : "-"));
};
const hashes = ${JSON.stringify(HASH_VECTORS.map(({ data }) => data))};
const hmacs = ${JSON.stringify(HMAC_VECTORS.map(({ method, key, data }) => [method, key, data]))};
hashes.forEach((data) => ["md5", "sha1", "sha256"].forEach((method) => tell(method, (hash) => hash(data))));
hmacs.forEach((vector) => tell(vector[0], (hash) => {
  const port = joined(hash);
  return hmac(port, fitKey(port, vector[1]), vector[2]);
}));
`;

function readAnswers(lines: string[], offset: number): Answers {
  const own = lines.filter((_, i) => i % 2 == offset).map((line) => line.split(" ")[1]);
  const known = new Map<string, string>();
  for (const { data } of HASH_VECTORS)
    for (const method of METHODS) known.set(`${method} ${data}`, own.shift()!);
  for (const { method, key, data } of HMAC_VECTORS) known.set(`${method} ${key} ${data}`, own.shift()!);
  return {
    hash: (method, data) => known.get(`${method} ${data}`),
    hmac: (method, key, data) => known.get(`${method} ${key} ${data}`),
  };
}

function checkVectors(methods: Method[], answers: () => Answers): void {
  for (const vector of HASH_VECTORS) {
    for (const method of methods) {
      if (!vector[method]) continue;
      it(`gives the published ${method} of ${vector.name}`, () => {
        assert.equal(answers().hash(method, vector.data), vector[method]);
      });
    }
  }
  for (const { name, method, key, data, mac } of HMAC_VECTORS) {
    if (!methods.includes(method)) continue;
    it(`gives the published HMAC of ${name}`, () => assert.equal(answers().hmac(method, key, data), mac));
  }
}

describe("sign: our hashes on Node", () => {
  checkVectors(METHODS, () => ({
    hash: (method, data) => toHex(OURS[method](data)),
    hmac: (method, key, data) => toHex(hmacOf(OURS[method], key, data)),
  }));
});

describe("sign: node:crypto", () => {
  checkVectors(METHODS, () => ({
    hash: (method, data) => createHash(method).update(data, "latin1").digest("hex"),
    hmac: (method, key, data) =>
      createHmac(method, Buffer.from(key, "latin1")).update(data, "latin1").digest("hex"),
  }));
});

describe("sign: hashes on the real interpreter", () => {
  let lines: string[];
  before(async function () {
    if (!process.env.ESPRUINO) return this.skip();
    lines = await printedOnInterpreter(SCRIPT);
    const asked = HASH_VECTORS.length * METHODS.length + HMAC_VECTORS.length;
    assert.equal(lines.length, 2 * asked, lines.slice(-5).join("\n"));
  });
  describe("ours", () => checkVectors(METHODS, () => readAnswers(lines, 0)));
  describe("its own", () => checkVectors(["sha1", "sha256"], () => readAnswers(lines, 1)));
});

describe("sign: our hashes agree with node:crypto", () => {
  const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array).toString("latin1"));

  for (const method of METHODS) {
    it(`${method} at every length around the ends of blocks`, () => {
      for (let length = 0; length <= 200; length++) {
        const data = "\xff\0\x80z".repeat(50).slice(0, length);
        assert.equal(OURS[method](data), nodeHash(method)(data), `${length} bytes`);
      }
    });

    it(`${method} of any bytes`, () => {
      fc.assert(fc.property(bytes, (data) => assert.equal(OURS[method](data), nodeHash(method)(data))));
    });

    it(`HMAC with ${method} under any key`, () => {
      fc.assert(
        fc.property(bytes, bytes, (key, data) => {
          const expected = createHmac(method, Buffer.from(key, "latin1"))
            .update(data, "latin1")
            .digest("binary");
          assert.equal(hmacOf(OURS[method], key, data), expected);
        }),
      );
    });
  }

  it("HMAC under keys around the length of a block", () => {
    for (let length = 62; length <= 66; length++) {
      const key = "k\xff".repeat(40).slice(0, length);
      const expected = createHmac("sha256", Buffer.from(key, "latin1")).update("data").digest("hex");
      assert.equal(toHex(hmacOf(sha256, key, "data")), expected, `${length} bytes`);
    }
  });

  it("a prepared key signs again and again", () => {
    const sign = prepareHmac(joined(sha256), "key");
    assert.equal(sign("one"), hmacOf(sha256, "key", "one"));
    assert.equal(sign("two"), hmacOf(sha256, "key", "two"));
  });

  it("hex has two digits for every byte", () => {
    assert.equal(toHex("\0\x01\x0f\x10\x7f\x80\xff"), "00010f107f80ff");
    assert.equal(toHex(""), "");
  });
});
