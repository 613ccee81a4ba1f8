// The root certificates that boards are given: which they are, that they end, and how they lie in flash.
import assert from "node:assert/strict";
import { X509Certificate, createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { rootCertificates } from "node:tls";
import { FlashFile } from "../../bench/board/flash.ts";
import { Storage } from "../../bench/board/storage.ts";
import { openCertificates } from "../../bench/instance/certs.ts";
import { E_CERT_ROOT, E_ROOTS, E_ROOTS_MISSING, Failure } from "../../lib/codes.ts";
import { startChain } from "../../lib/tls/chain.ts";
import { useNative } from "../../lib/tls/native.ts";
import { FIRST_ROOT, ROOTS_FILE, readRoot } from "../../lib/tls/roots.ts";
import { loadBoard } from "../../tools/build/index.ts";
import { provision } from "../../tools/provision.ts";
import { PLATFORM_ROOTS, describeRoots, faultsOfRoots, loadRoots, packTrust } from "../../tools/roots.ts";
import {
  bodyOf, constraints, der, extension, generalized, keyOf, makeCertificate, nameOf, rsaAlgorithm, sequence, text, utc,
} from "../tls/certificates.ts";
import { nodeCrypto, nodeNative } from "../tls/node-native.ts";
import { useFolder, useLanguage } from "./folder.ts";

const read = (name: string): X509Certificate =>
  new X509Certificate(readFileSync(new URL(`../../tools/roots/${name}`, import.meta.url)));
const instance = (its: object) => ({ instance: its }) as Parameters<typeof loadRoots>[0];
const PLATFORM = instance({ kind: "new" });
const pem = (certificate: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${certificate.toString("base64").replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`;

describe("the platform's root certificates", () => {
  for (const [name, fingerprint] of Object.entries(PLATFORM_ROOTS)) {
    it(`are what they were: ${name} (mistakes 52 and 58)`, () => {
      const root = read(name);
      assert.equal(root.fingerprint256.replaceAll(":", ""), fingerprint);
      assert.ok(root.ca && root.verify(root.publicKey));
    });
  }

  it("are those that Node trusts too, as far as it has them", () => {
    const known = new Set(rootCertificates.map((each) => new X509Certificate(each).fingerprint256));
    for (const name of ["globalsign-r3.pem", "globalsign-r6.pem", "globalsign-r46.pem"]) {
      assert.ok(known.has(read(name).fingerprint256), name);
    }
  });

  it("lie in flash with name, key and end, and only the one of Aliyun IoT goes by common names (mistake 53)", () => {
    const packed = packTrust(loadRoots(PLATFORM));
    const roots = [];
    for (let at = FIRST_ROOT; at < packed.length; at = roots.at(-1)!._end) roots.push(readRoot(packed, at));
    assert.deepEqual(roots.map((root) => root._commonName), [true, false, false, false, false]);
    assert.deepEqual(roots.map((root) => root._key._n.length), [256, 256, 256, 512, 512]);
    for (const [i, name] of Object.keys(PLATFORM_ROOTS).entries()) {
      const certificate = read(name);
      assert.ok(certificate.raw.includes(Buffer.from(roots[i]!._name, "latin1")));
      assert.ok(certificate.raw.includes(Buffer.from(roots[i]!._key._n, "latin1")));
      assert.deepEqual([roots[i]!._key._e, roots[i]!._to], [65537, Date.parse(certificate.validTo) / 1000]);
    }
    assert.ok(packed.length < 2600, `${packed.length} bytes`);
  });
});

describe("what is said of root certificates", () => {
  useLanguage("en");

  it("is when they end, and a warning in their last year and later", () => {
    const at = (date: string) => describeRoots(loadRoots(PLATFORM), new Date(date));
    assert.deepEqual(at("2026-11-27").warnings, []);
    assert.deepEqual(at("2026-11-27").lines[0], "root Aliyun IoT Root CA, until 2053-07-04");
    assert.deepEqual(at("2027-06-01").warnings, ["the root GlobalSign Root CA ends in 241 days (2028-01-28)"]);
    assert.deepEqual(at("2028-06-01").warnings, [
      "the root GlobalSign Root CA has expired (2028-01-28)", "the root GlobalSign Root CA - R3 ends in 290 days (2029-03-18)",
    ]);
  });
});

describe("a file of root certificates", () => {
  useLanguage("en");
  const folder = useFolder();
  const root = (pieces: object = {}, key = "root"): string =>
    pem(makeCertificate(keyOf(key), keyOf(key), { subject: nameOf("root"), extensions: [constraints(true)], ...pieces }));

  const bad: [string, () => string, RegExp][] = [
    ["of no certificate", () => "no certificate", /holds no certificate/],
    ["of a damaged one", () => pem(Buffer.from("no certificate")), /is damaged/],
    ["with a key that is not RSA", () =>
      pem(makeCertificate(keyOf("ec"), keyOf("root"), {
        keyInfo: createPublicKey(keyOf("ec")).export({ type: "spki", format: "der" }), extensions: [constraints(true)],
      })), /is not RSA: server/],
    ["with a key of 1,024 bits", () => root({}, keyOf("small", 1024) && "small"), /a key of 1024 bits, .*: root/],
    ["of one that is no authority", () => root({ extensions: [] }), /not of an authority \(CA\): root/],
    ["with name constraints", () =>
      root({ extensions: [constraints(true), extension("55 1d 1e", sequence(der(0xa0, sequence(text(0x82, "example")))), true)] }),
    /name constraints/],
    ["that has expired", () => root({ to: utc("260101000000Z") }), /has expired \(Jan {2}1 00:00:00 2026 GMT\): root/],
    ["of one that can be used and one that can't", () => root() + root({ extensions: [] }), /not of an authority/],
    ["of seventeen", () => root().repeat(17), /more roots than the 16/],
  ];
  for (const [name, make, message] of bad) {
    it(`${name} is refused, and says why`, () => {
      const file = folder.write("ca.pem", make());
      const faults = faultsOfRoots(file);
      assert.match(faults.map(([en]) => en).join(), message);
      assert.ok(faults.every(([, zh]) => /\p{Script=Han}/u.test(zh)));
      assert.throws(() => loadRoots(instance({ kind: "new", ca: file })), (error: Failure) => error.code === E_ROOTS_MISSING);
    });
  }

  it("that is not there is refused", () => {
    assert.throws(() => loadRoots(instance({ kind: "new", ca: `${folder.path}/none.pem` })), { code: E_ROOTS_MISSING });
  });

  it("takes the place of the platform's", () => {
    const file = folder.write("ca.pem", root({ to: generalized("21990101000000Z"), algorithm: rsaAlgorithm(12), hash: "sha384" }));
    const packed = packTrust(loadRoots(instance({ kind: "new", ca: file })));
    const its = readRoot(packed, FIRST_ROOT);
    assert.deepEqual([its._end, its._to, its._commonName], [packed.length, 0xffffffff, false]);
  });

  it("is in the Storage of a board that was provisioned with it", () => {
    const board = loadBoard("esp32");
    const flash = FlashFile.inMemory(board);
    const roots = packTrust(loadRoots(PLATFORM));
    provision(flash, board, {
      loader: Buffer.from("0"), image: Buffer.from("0"), imageVersion: 1, roots,
      settings: { v: 1, pk: "p", dn: "d", host: "h", port: 1, tls: "verified", con: "open" },
    });
    assert.equal(new Storage(flash, board).read(ROOTS_FILE)!.toString("latin1"), roots);
  });

  it("of the local instance lets a board know that instance by name and by address, and nobody else", async function () {
    this.timeout(60000);
    useNative(nodeNative, nodeCrypto);
    const { caFile, certPem } = await openCertificates(folder.path, "127.0.0.1");
    const trust = packTrust(loadRoots(instance({ kind: "local", ca: caFile })));
    const body = bodyOf(new X509Certificate(certPem).raw);
    const judge = (roots: string, name: string): number => {
      const chain = startChain(body, 0, body.length, roots, name, Date.now() / 1000, 0, "");
      for (;;) {
        const code = chain._step();
        if (code) return code;
      }
    };
    for (const name of ["localhost", "127.0.0.1", "iot-06z00abc.mqtt.iothub.aliyuncs.com"]) assert.equal(judge(trust, name), 1);
    assert.equal(judge(packTrust(loadRoots(PLATFORM)), "localhost"), E_CERT_ROOT);
    assert.equal(judge("", "localhost"), E_ROOTS);
  });
});
