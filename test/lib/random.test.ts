import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import fc from "fast-check";
import { collect, instantiate, random } from "../../lib/random.ts";
import { toHex } from "../../lib/sign/hmac.ts";
import { useNative } from "../../lib/tls/native.ts";
import { nodeCrypto, nodeNative } from "../tls/node-native.ts";
import { numbers } from "./flash/nor.ts";
import { printedOnInterpreter } from "./interpreter.ts";

useNative(nodeNative, nodeCrypto);
const fromHex = (hex: string) => Buffer.from(hex, "hex").toString("latin1");

/** NIST CAVP, drbgtestvectors: HMAC_DRBG with SHA-256; the second request of 128 bytes is the one returned. */
const CAVP = [
  {
    name: "without reseed, count 0",
    entropy: "ca851911349384bffe89de1cbdc46e6831e44d34a4fb935ee285dd14b71a7488",
    nonce: "659ba96c601dc69fc902940805ec0ca8",
    personalization: "",
    reseed: "",
    bits:
      "e528e9abf2dece54d47c7e75e5fe302149f817ea9fb4bee6f4199697d04d5b89d54fbb978a15b5c443c9ec21036d2460" +
      "b6f73ebad0dc2aba6e624abf07745bc107694bb7547bb0995f70de25d6b29e2d3011bb19d27676c07162c8b5ccde0668" +
      "961df86803482cb37ed6d5c0bb8d50cf1f50d476aa0458bdaba806f48be9dcb8",
  },
  {
    name: "without reseed, count 1",
    entropy: "79737479ba4e7642a221fcfd1b820b134e9e3540a35bb48ffae29c20f5418ea3",
    nonce: "3593259c092bef4129bc2c6c9e19f343",
    personalization: "",
    reseed: "",
    bits:
      "cf5ad5984f9e43917aa9087380dac46e410ddc8a7731859c84e9d0f31bd43655b924159413e2293b17610f211e09f770" +
      "f172b8fb693a35b85d3b9e5e63b1dc252ac0e115002e9bedfb4b5b6fd43f33b8e0eafb2d072e1a6fee1f159df9b51e6c" +
      "8da737e60d5032dd30544ec51558c6f080bdbdab1de8a939e961e06b5f1aca37",
  },
  {
    name: "without reseed, count 2",
    entropy: "b340907445b97a8b589264de4a17c0bea11bb53ad72f9f33297f05d2879d898d",
    nonce: "65cb27735d83c0708f72684ea58f7ee5",
    personalization: "",
    reseed: "",
    bits:
      "75183aaaf3574bc68003352ad655d0e9ce9dd17552723b47fab0e84ef903694a32987eeddbdc48efd24195dbdac8a46b" +
      "a2d972f5808f23a869e71343140361f58b243e62722088fe10a98e43372d252b144e00c89c215a76a121734bdc485486" +
      "f65c0b16b8963524a3a70e6f38f169c12f6cbdd169dd48fe4421a235847a23ff",
  },
  {
    name: "with a personalization string, count 0",
    entropy: "5cacc68165a2e2ee20812f35ec73a79dbf30fd475476ac0c44fc6174cdac2b55",
    nonce: "6f885496c1e63af620becd9e71ecb824",
    personalization: "e72dd8590d4ed5295515c35ed6199e9d211b8f069b3058caa6670b96ef1208d0",
    reseed: "",
    bits:
      "f1012cf543f94533df27fedfbf58e5b79a3dc517a9c402bdbfc9a0c0f721f9d53faf4aafdc4b8f7a1b580fcaa52338d4" +
      "bd95f58966a243cdcd3f446ed4bc546d9f607b190dd69954450d16cd0e2d6437067d8b44d19a6af7a7cfa8794e5fbd72" +
      "8e8fb2f2e8db5dd4ff1aa275f35886098e80ff844886060da8b1e7137846b23b",
  },
  {
    name: "with a reseed, count 0",
    entropy: "06032cd5eed33f39265f49ecb142c511da9aff2af71203bffaf34a9ca5bd9c0d",
    nonce: "0e66f71edc43e42a45ad3c6fc6cdc4df",
    personalization: "",
    reseed: "01920a4e669ed3a85ae8a33b35a74ad7fb2a6bb4cf395ce00334a9c9a5a5d552",
    bits:
      "76fc79fe9b50beccc991a11b5635783a83536add03c157fb30645e611c2898bb2b1bc215000209208cd506cb28da2a51" +
      "bdb03826aaf2bd2335d576d519160842e7158ad0949d1a9ec3e66ea1b1a064b005de914eac2e9d4f2d72a8616a802254" +
      "22918250ff66a41bd2f864a6a38cc5b6499dc43f7f2bd09e1e0f8f5885935124",
  },
  {
    name: "with a reseed, count 1",
    entropy: "aadcf337788bb8ac01976640726bc51635d417777fe6939eded9ccc8a378c76a",
    nonce: "9ccc9d80c89ac55a8cfe0f99942f5a4d",
    personalization: "",
    reseed: "03a57792547e0c98ea1776e4ba80c007346296a56a270a35fd9ea2845c7e81e2",
    bits:
      "17d09f40a43771f4a2f0db327df637dea972bfff30c98ebc8842dc7a9e3d681c61902f71bffaf5093607fbfba9674a70" +
      "d048e562ee88f027f630a78522ec6f706bb44ae130e05c8d7eac668bf6980d99b4c0242946452399cb032cc6f9fd9628" +
      "4709bd2fa565b9eb9f2004be6c9ea9ff9128c3f93b60dc30c5fc8587a10de68c",
  },
  {
    name: "with a reseed, count 2",
    entropy: "62cda441dd802c7652c00b99cac3652a64fc75388dc9adcf763530ac31df9214",
    nonce: "5fdc897a0c1c482204ef07e0805c014b",
    personalization: "",
    reseed: "bd9bbf717467bf4b5db2aa344dd0d90997c8201b2265f4451270128f5ac05a1a",
    bits:
      "7e41f9647a5e6750eb8acf13a02f23f3be77611e51992cedb6602c314531aff2a6e4c557da0777d4e85faefcb143f1a9" +
      "2e0dbac8de8b885ced62a124f0b10620f1409ae87e228994b830eca638ccdceedd3fcd07d024b646704f44d5d9c4c3a7" +
      "b705f37104b45b9cfc2d933ae43c12f53e3e6f798c51be5f640115d45cf919a4",
  },
];

/** The same generator written from the standard with node:crypto and buffers: what comes out of a script of steps. */
function byTheStandard(seed: Buffer, steps: { reseed?: Buffer; bytes?: number }[]): string[] {
  let key = Buffer.alloc(32);
  let value = Buffer.alloc(32, 1);
  const mac = (...parts: Uint8Array[]) => createHmac("sha256", key).update(Buffer.concat(parts)).digest();
  const update = (data: Buffer) => {
    key = mac(value, Buffer.from([0]), data);
    value = mac(value);
    if (!data.length) return;
    key = mac(value, Buffer.from([1]), data);
    value = mac(value);
  };
  update(seed);
  const out: string[] = [];
  for (const { reseed, bytes = 0 } of steps) {
    if (reseed) {
      update(reseed);
      continue;
    }
    const blocks: Buffer[] = [];
    for (let i = 0; i < Math.ceil(bytes / 32); i++) blocks.push((value = mac(value)));
    update(Buffer.alloc(0));
    out.push(Buffer.concat(blocks).subarray(0, bytes).toString("hex"));
  }
  return out;
}

describe("random bytes", () => {
  for (const vector of CAVP) {
    it(`are those of NIST ${vector.name}`, () => {
      instantiate(fromHex(vector.entropy + vector.nonce + vector.personalization));
      if (vector.reseed) random(0, fromHex(vector.reseed));
      random(128);
      assert.equal(toHex(random(128)), vector.bits);
    });
  }

  it("are those of the standard for any seed and any order of requests and reseeds", () => {
    const bytes = (minLength: number) =>
      fc.uint8Array({ minLength, maxLength: 80 }).map((array) => Buffer.from(array));
    const step = fc.oneof(
      fc.record({ bytes: fc.integer({ min: 0, max: 200 }) }),
      fc.record({ reseed: bytes(32) }),
    );
    fc.assert(
      fc.property(bytes(32), fc.array(step), (material, steps) => {
        const all: { reseed?: Buffer; bytes?: number }[] = steps;
        instantiate(material.toString("latin1"));
        const out: string[] = [];
        for (const { reseed: entropy, bytes: count } of all) {
          if (entropy) random(0, entropy.toString("latin1"));
          else out.push(toHex(random(count!)));
        }
        assert.deepEqual(out, byTheStandard(material, all));
      }),
    );
  });

  it("come in the number asked for, never twice the same", () => {
    instantiate("e".repeat(32));
    for (const bytes of [0, 1, 31, 32, 33, 1000]) assert.equal(random(bytes).length, bytes);
    const seen = new Set(Array.from({ length: 200 }, () => random(16)));
    assert.equal(seen.size, 200);
    instantiate("f".repeat(32));
    assert.ok(!seen.has(random(16)));
  });

  for (const name of ["ESPRUINO", "ESPRUINO32"]) {
    it(`are the same on the real interpreter, ${name}`, async function () {
      const interpreter = process.env[name];
      if (!interpreter) return this.skip();
      const lines = await printedOnInterpreter(`
        import { collect, instantiate, random } from "../../lib/random.ts";
        import { toHex } from "../../lib/sign/hmac.ts";
        import { useNative } from "../../lib/tls/native.ts";
        useNative(E, require("crypto"));
        const bytes = (text) => {
          let out = "";
          for (let i = 0; i < text.length; i += 2) out += String.fromCharCode(parseInt(text.substr(i, 2), 16));
          return out;
        };
        ${JSON.stringify(CAVP)}.forEach((vector) => {
          instantiate(bytes(vector.entropy + vector.nonce + vector.personalization));
          if (vector.reseed) random(0, bytes(vector.reseed));
          random(128);
          print(toHex(random(128)));
        });
        let count = 0;
        print(collect(() => 4294967295 - count++ * 65537).length, collect(() => 4294967295).length);
      `, interpreter);
      assert.deepEqual(lines, [...CAVP.map(({ bits }) => bits), "256 0"]);
    });
  }
});

describe("entropy", () => {
  /** Words of 32 bits from a seed. */
  const goodSource = (seed: number) => numbers(seed);

  it("is the first 64 words of a good source, of which 512 were tested", () => {
    for (let seed = 0; seed < 3000; seed++) {
      const read = goodSource(seed);
      let reads = 0;
      const entropy = collect(() => (reads++, read()));
      assert.equal(reads, 512);
      const again = goodSource(seed);
      const words = Buffer.alloc(256);
      for (let i = 0; i < 64; i++) words.writeUInt32BE(again(), 4 * i);
      assert.equal(entropy, words.toString("latin1"));
    }
  });

  it("is not taken from a source whose word stands still, from wherever on", () => {
    for (const word of [0, 1, 0x80000000, 0xffffffff, 0xdeadbeef]) {
      for (let from = 0; from <= 506; from++) {
        const read = goodSource(from);
        let reads = 0;
        assert.equal(collect(() => (reads++ < from ? read() : word)), "", `${word} from ${from}`);
        assert.equal(reads, from + 6, "the sixth in a row ends it");
      }
    }
  });

  it("is not taken from a source that goes round in few words, or prefers its first", () => {
    for (let period = 2; period <= 26; period++) {
      let reads = 0;
      assert.equal(collect(() => 0xa5a50000 + (reads++ % period)), "", `${period} words in turn`);
    }
    for (let seed = 0; seed < 500; seed++) {
      const read = goodSource(seed);
      let reads = 0;
      // One word in eight is the first: three bits of min-entropy at most.
      assert.equal(collect(() => (reads++ && read() % 8 ? read() : 0x12345678)), "", `seed ${seed}`);
    }
  });
});
