// Which chains of certificates are taken, and what each other one is refused for.
import assert from "node:assert/strict";
import {
  E_CERT_ALGORITHM, E_CERT_CONSTRAINTS, E_CERT_CRITICAL, E_CERT_EARLY, E_CERT_EXPIRED, E_CERT_ISSUER, E_CERT_KEY, E_CERT_LONG,
  E_CERT_MALFORMED, E_CERT_NAME, E_CERT_ROOT, E_CERT_SIGNATURE, E_CERT_USAGE, E_ROOTS,
} from "../../lib/codes.ts";
import { type Chain, startChain } from "../../lib/tls/chain.ts";
import { useNative } from "../../lib/tls/native.ts";
import {
  CLIENT_AUTH, ENCIPHERS_KEYS, NOW, type Pieces, SERVER_AUTH, SIGNS_CERTIFICATES, address,
  alternativeNames, bodyOf, bytes, constraints, der, dnsName, extendedUsage, extension, generalized, keyOf, keyUsage,
  makeCertificate, nameOf, rsaAlgorithm, rsaInfo, rootsOf, sequence, text, utc,
} from "./certificates.ts";
import { nodeCrypto, nodeNative } from "./node-native.ts";

const HOST = "lamp.example.com";
const NAMES = alternativeNames(dnsName(HOST));
const AUTHORITY = [constraints(true), keyUsage(SIGNS_CERTIFICATES)];
/** More steps than the longest way through as many keys as are tried. */
const MOST_STEPS = 8000;

interface Judged {
  code: number;
  steps: number;
  chain: Chain;
}

function judge(body: Uint8Array, roots = rootsOf(keyOf("root")), more: {
  name?: string; nowSec?: number; floorSec?: number; known?: string;
} = {}): Judged {
  const { name = HOST, nowSec = NOW, floorSec = 0, known = "" } = more;
  // As in a transcript: something before it and behind it.
  const list = new Uint8Array(body.length + 9);
  list.fill(0x30);
  list.set(body, 4);
  const chain = startChain(list, 4, 4 + body.length, roots, name, nowSec, floorSec, known);
  for (let steps = 1; ; steps++) {
    const code = chain._step();
    assert.equal(typeof code, "number");
    if (code) return { code, steps, chain };
    assert.ok(steps < MOST_STEPS, "it goes on for ever");
  }
}

const server = (pieces: Pieces = {}, issuer = keyOf("root")): Buffer =>
  makeCertificate(keyOf("server"), issuer, { extensions: [NAMES], ...pieces });

/** A certificate for signing others, by the root when `issuer` is left out. */
const authority = (name: string, issuer = "root", pieces: Pieces = {}): Buffer =>
  makeCertificate(keyOf(name), keyOf(issuer), {
    subject: nameOf(name), issuer: nameOf(issuer), extensions: AUTHORITY, ...pieces,
  });

/** A server's certificate under the authority of this name. */
const under = (name: string, pieces: Pieces = {}): Buffer => server({ issuer: nameOf(name), ...pieces }, keyOf(name));

describe("a chain of certificates", () => {
  before(() => useNative(nodeNative, nodeCrypto));

  describe("is taken", () => {
    const good: [string, () => Judged][] = [
      ["from the root itself", () => judge(bodyOf(server()))],
      ["with one between", () => judge(bodyOf(under("a"), authority("a")))],
      ["with two between, in the wrong order", () => judge(bodyOf(under("a"), authority("b"), authority("a", "b")))],
      ["with three between", () =>
        judge(bodyOf(under("a"), authority("a", "b"), authority("b", "d"), authority("d")))],
      ["with a root of 4,096 bits and SHA-384 (mistake 54)", () => {
        const root = keyOf("large", 4096);
        const middle = makeCertificate(keyOf("a"), root, {
          subject: nameOf("a"), issuer: nameOf("large"), extensions: AUTHORITY, algorithm: rsaAlgorithm(12), hash: "sha384",
        });
        return judge(bodyOf(under("a"), middle), rootsOf(root, nameOf("large")));
      }],
      ["with SHA-512 (mistake 54)", () => judge(bodyOf(server({ algorithm: rsaAlgorithm(13), hash: "sha512" })))],
      ["with the exponent 3", () => judge(bodyOf(under("three"), authority("three")))],
      ["with certificates that have nothing to do with it", () =>
        judge(bodyOf(under("a"), authority("z", "y"), authority("a"), authority("b", "y")))],
      ["with a key of elliptic curves in one that has nothing to do with it", () =>
        judge(bodyOf(under("a"), makeCertificate(keyOf("ec"), keyOf("root"), { subject: nameOf("ec") }), authority("a")))],
      ["with the root sent too, which SHA-1 has signed", () =>
        judge(bodyOf(server(), authority("root", "root", { algorithm: rsaAlgorithm(5), hash: "sha1" })))],
      ["by a root that another has signed too", () =>
        judge(bodyOf(server(), authority("root", "older"), authority("older", "older")))],
      ["by the second certificate of one issuer, where the first leads nowhere", () =>
        judge(bodyOf(under("a"), authority("a", "older"), authority("a")))],
      ["by the second certificate of one issuer, where the first has expired", () =>
        judge(bodyOf(under("a"), authority("a", "root", { to: utc("260101000000Z") }), authority("a")))],
      ["by the second of two keys of one name", () =>
        judge(bodyOf(under("a"), authority("b", "root", { subject: nameOf("a") }), authority("a")))],
      ["by the second of two roots of one name", () =>
        judge(bodyOf(server()), rootsOf(keyOf("a")) + rootsOf(keyOf("root")).slice(1))],
      ["by a root that is the server's own certificate", () =>
        judge(bodyOf(server({ subject: nameOf("server"), issuer: nameOf("server") }, keyOf("server"))),
          rootsOf(keyOf("server"), nameOf("server")))],
      ["with names beside the host's", () =>
        judge(bodyOf(server({ extensions: [alternativeNames(address(10, 0, 0, 1), text(0x81, "a@b"), dnsName("x"), dnsName(HOST))] })))],
      ["with the host's name in other letters", () => judge(bodyOf(server()), undefined, { name: "LAMP.Example.com" })],
      ["with the host's address", () =>
        judge(bodyOf(server({ extensions: [alternativeNames(address(192, 168, 1, 9))] })), undefined, { name: "192.168.1.9" })],
      ["with usages that suit", () =>
        judge(bodyOf(
          under("a", { extensions: [NAMES, keyUsage(ENCIPHERS_KEYS), extendedUsage(CLIENT_AUTH, SERVER_AUTH), constraints(false)] }),
          authority("a", "root", { extensions: [...AUTHORITY, extendedUsage(SERVER_AUTH)] }),
        ))],
      ["with a path length that just suffices", () => judge(bodyOf(
        under("a"), authority("a", "b", { extensions: [constraints(true, 0)] }), authority("b", "root", { extensions: [constraints(true, 1)] }),
      ))],
      ["with an extension that nobody knows", () =>
        judge(bodyOf(server({ extensions: [NAMES, extension("2a 03", bytes(5, ""))] })))],
      ["with a common name alone, by a root that has it so", () =>
        judge(bodyOf(server({ subject: nameOf(HOST, "Example"), extensions: [] })), rootsOf(keyOf("root"), undefined, { commonName: true }))],
    ];
    for (const [name, run] of good) {
      it(name, () => {
        keyOf("three", 2048, 3);
        const { code, chain } = run();
        assert.equal(code, 1);
        assert.equal(chain._key._n, Buffer.from(keyOf("server").export({ format: "jwk" }).n!, "base64url").toString("latin1"));
        assert.equal(chain._key._e, 65537);
      });
    }
  });

  describe("is refused", () => {
    const altered = (certificate: Buffer, at: number): Buffer => {
      const its = Buffer.from(certificate);
      its[at < 0 ? its.length + at : at]! ^= 1;
      return its;
    };
    const withServer = (pieces: Pieces) => (): Judged => judge(bodyOf(server(pieces)));
    const withMore = (...extensions: Buffer[]) => withServer({ extensions: [NAMES, ...extensions] });
    const withIssuer = (pieces: Pieces) => (): Judged => judge(bodyOf(under("a"), authority("a", "root", pieces)));
    const keyInfo = (lenBytes: number, last: number, e: string): Buffer => {
      const n = Buffer.alloc(lenBytes, 0xc5);
      n[lenBytes - 1] = last;
      return rsaInfo(n, Buffer.from(e, "hex"));
    };
    const bad: [string, number, () => Judged][] = [
      ["by another root", E_CERT_ROOT, () => judge(bodyOf(server({ issuer: nameOf("other") }, keyOf("a"))))],
      ["by another root that was sent", E_CERT_ROOT, () => judge(bodyOf(under("a"), authority("a", "a")))],
      ["signed by itself", E_CERT_ROOT, () => judge(bodyOf(under("server")))],
      ["by two that have issued each other", E_CERT_LONG, () => judge(bodyOf(under("a"), authority("a", "b"), authority("b", "a")))],
      ["without the one between", E_CERT_ROOT, () => judge(bodyOf(under("a")))],
      ["by another root of the same name", E_CERT_SIGNATURE, () => judge(bodyOf(server({}, keyOf("a"))))],
      ["by another issuer of the same name", E_CERT_SIGNATURE, () => judge(bodyOf(server({ issuer: nameOf("a") }, keyOf("b")), authority("a")))],
      ["with an altered signature", E_CERT_SIGNATURE, () => judge(bodyOf(altered(server(), -1)))],
      ["with altered content", E_CERT_SIGNATURE, () => judge(bodyOf(altered(server(), 16)))],
      ["with an altered signature of the one between", E_CERT_SIGNATURE, () => judge(bodyOf(under("a"), altered(authority("a"), -9)))],
      ["with a signature of another length", E_CERT_SIGNATURE, () => judge(bodyOf(server({}, keyOf("large", 4096))))],
      ["signed with another hash than it says", E_CERT_SIGNATURE, withServer({ hash: "sha512" })],
      ["for another host", E_CERT_NAME, withServer({ extensions: [alternativeNames(dnsName("other.example.com"))] })],
      ["for no host", E_CERT_NAME, withServer({ extensions: [alternativeNames(text(0x81, HOST))] })],
      ["with the host as its common name", E_CERT_NAME, withServer({ subject: nameOf(HOST), extensions: [] })],
      ["with another host as its common name, by a root that has it so", E_CERT_NAME, () =>
        judge(bodyOf(server({ subject: nameOf("other"), extensions: [] })), rootsOf(keyOf("root"), undefined, { commonName: true }))],
      ["with the host as its common name beside other names, by a root that has it so", E_CERT_NAME, () =>
        judge(bodyOf(server({ subject: nameOf(HOST), extensions: [alternativeNames(address(10, 0, 0, 1))] })),
          rootsOf(keyOf("root"), undefined, { commonName: true }))],
      ["with an address written as a name", E_CERT_NAME, () =>
        judge(bodyOf(server({ extensions: [alternativeNames(dnsName("10.0.0.1"))] })), undefined, { name: "10.0.0.1" })],
      ["with an address as its common name, by a root that has it so", E_CERT_NAME, () =>
        judge(bodyOf(server({ subject: nameOf("10.0.0.1"), extensions: [] })),
          rootsOf(keyOf("root"), undefined, { commonName: true }), { name: "10.0.0.1" })],
      ["with another address", E_CERT_NAME, () =>
        judge(bodyOf(server({ extensions: [alternativeNames(address(10, 0, 0, 2))] })), undefined, { name: "10.0.0.1" })],
      ["with an address of 16 bytes", E_CERT_NAME, () =>
        judge(bodyOf(server({ extensions: [alternativeNames(address(10, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))] })), undefined, { name: "10.0.0.1" })],
      ["after its end", E_CERT_EXPIRED, withServer({ to: utc("260531235959Z") })],
      ["after the end of the one between", E_CERT_EXPIRED, withIssuer({ to: utc("260531235959Z") })],
      ["after the end of the root", E_CERT_EXPIRED, () => judge(bodyOf(server()), rootsOf(keyOf("root"), undefined, { to: NOW - 1 }))],
      ["before its beginning", E_CERT_EARLY, withServer({ from: utc("260601000001Z") })],
      ["before the beginning of the one between", E_CERT_EARLY, withIssuer({ from: utc("260601000001Z") })],
      ["after its end by the floor, while the clock is unset", E_CERT_EXPIRED, () =>
        judge(bodyOf(server()), undefined, { nowSec: 0, floorSec: Date.UTC(2035, 0, 1) / 1000 + 1 })],
      ["after its end by the floor, while the clock is behind it", E_CERT_EXPIRED, () =>
        judge(bodyOf(server()), undefined, { floorSec: Date.UTC(2035, 0, 1) / 1000 + 1 })],
      ["with a key of elliptic curves", E_CERT_KEY, () =>
        judge(bodyOf(makeCertificate(keyOf("ec"), keyOf("root"), { extensions: [NAMES] })))],
      ["with a key of 2,040 bits", E_CERT_KEY, withServer({ keyInfo: keyInfo(255, 0xc5, "010001") })],
      ["with a key of 4,104 bits", E_CERT_KEY, withServer({ keyInfo: keyInfo(513, 0xc5, "010001") })],
      ["with an even modulus", E_CERT_KEY, withServer({ keyInfo: keyInfo(256, 0xc4, "010001") })],
      ["with an even exponent", E_CERT_KEY, withServer({ keyInfo: keyInfo(256, 0xc5, "010000") })],
      ["with the exponent 1", E_CERT_KEY, withServer({ keyInfo: keyInfo(256, 0xc5, "01") })],
      ["with an exponent of 33 bits", E_CERT_KEY, withServer({ keyInfo: keyInfo(256, 0xc5, "0100000001") })],
      ["with a key of 1,024 bits between", E_CERT_KEY, () => judge(bodyOf(
        server({ issuer: nameOf("small") }, keyOf("small", 1024)), authority("small"),
      ))],
      ["signed with SHA-1", E_CERT_ALGORITHM, withServer({ algorithm: rsaAlgorithm(5), hash: "sha1" })],
      ["signed with SHA-1 between", E_CERT_ALGORITHM, withIssuer({ algorithm: rsaAlgorithm(5), hash: "sha1" })],
      ["signed with MD5", E_CERT_ALGORITHM, withServer({ algorithm: rsaAlgorithm(4), hash: "md5" })],
      ["signed with RSA-PSS", E_CERT_ALGORITHM, withServer({ algorithm: rsaAlgorithm(10) })],
      ["signed with ECDSA", E_CERT_ALGORITHM, () =>
        judge(bodyOf(makeCertificate(keyOf("server"), keyOf("ec"), { algorithm: sequence(bytes(6, "2a 86 48 ce 3d 04 03 02")), extensions: [NAMES] })))],
      ["with another algorithm outside", E_CERT_ALGORITHM, withServer({ outer: rsaAlgorithm(12) })],
      ["with an algorithm that has parameters", E_CERT_ALGORITHM, withServer({
        algorithm: sequence(bytes(6, "2a 86 48 86 f7 0d 01 01 0b"), bytes(4, "00")),
      })],
      ["with an algorithm that lacks NULL", E_CERT_ALGORITHM, withServer({ algorithm: sequence(bytes(6, "2a 86 48 86 f7 0d 01 01 0b")) })],
      ["by one that is no authority", E_CERT_ISSUER, withIssuer({ extensions: [keyUsage(SIGNS_CERTIFICATES)] })],
      ["by one that says it is none", E_CERT_ISSUER, withIssuer({ extensions: [constraints(false)] })],
      ["by one of version 1", E_CERT_MALFORMED, withIssuer({ version: new Uint8Array(), extensions: [] })],
      ["by another server's certificate", E_CERT_ISSUER, () =>
        judge(bodyOf(server({ issuer: nameOf("server") }, keyOf("b")), makeCertificate(keyOf("b"), keyOf("root"), { extensions: [NAMES] })))],
      ["with a path that is longer than one allows", E_CERT_ISSUER, () => judge(bodyOf(
        under("a"), authority("a", "b"), authority("b", "root", { extensions: [constraints(true, 0)] }),
      ))],
      ["with a path length for one that is no authority", E_CERT_ISSUER, withIssuer({ extensions: [constraints(false, 3)] })],
      ["for signatures alone", E_CERT_USAGE, withMore(keyUsage("07 80"))],
      ["for no use at all", E_CERT_USAGE, withMore(extension("55 1d 0f", bytes(3, "00"), true))],
      ["by one that may sign lists of revocation alone", E_CERT_USAGE, withIssuer({ extensions: [constraints(true), keyUsage("01 02")] })],
      ["for clients", E_CERT_USAGE, withMore(extendedUsage(CLIENT_AUTH))],
      ["for any use", E_CERT_USAGE, withMore(extendedUsage("55 1d 25 00"))],
      ["by one for clients", E_CERT_USAGE, withIssuer({ extensions: [...AUTHORITY, extendedUsage(CLIENT_AUTH)] })],
      ["with a critical extension that nobody knows", E_CERT_CRITICAL, withMore(extension("2a 03", bytes(5, ""), true))],
      ["with a critical policy", E_CERT_CRITICAL, withMore(extension("55 1d 20", sequence(), true))],
      ["by one with a critical extension that nobody knows", E_CERT_CRITICAL, withIssuer({
        extensions: [...AUTHORITY, extension("55 1d 24", sequence(), true)],
      })],
      ["by one that restricts names", E_CERT_CONSTRAINTS, withIssuer({ extensions: [...AUTHORITY, extension("55 1d 1e", sequence(), true)] })],
      ["by one that restricts names without being critical", E_CERT_CONSTRAINTS, withIssuer({
        extensions: [...AUTHORITY, extension("55 1d 1e", sequence())],
      })],
      ["with four between", E_CERT_LONG, () =>
        judge(bodyOf(under("a"), authority("a", "b"), authority("b", "d"), authority("d", "y"), authority("y")))],
      ["with nine certificates", E_CERT_LONG, () => judge(bodyOf(server(), ...Array<Buffer>(8).fill(authority("a"))))],
      ["with nine keys of one name", E_CERT_LONG, () => judge(
        bodyOf(under("a"), ...Array<Buffer>(7).fill(authority("b", "root", { subject: nameOf("a") }))),
        rootsOf(keyOf("b"), nameOf("a")) + rootsOf(keyOf("y"), nameOf("a")).slice(1),
      )],
      ["without any certificate", E_CERT_MALFORMED, () => judge(new Uint8Array([0, 0, 0]))],
      ["with an empty certificate", E_CERT_MALFORMED, () => judge(bodyOf(Buffer.alloc(0)))],
      ["of version 2", E_CERT_MALFORMED, withServer({ version: bytes(0xa0, "02 01 01") })],
      ["of version 4", E_CERT_MALFORMED, withServer({ version: bytes(0xa0, "02 01 03") })],
      ["of version 1", E_CERT_MALFORMED, withServer({ version: new Uint8Array() })],
      ["with an extension twice", E_CERT_MALFORMED, withMore(NAMES)],
      ["with usages twice", E_CERT_MALFORMED, withMore(extendedUsage(SERVER_AUTH), extendedUsage(SERVER_AUTH))],
      ["with TRUE in another form", E_CERT_MALFORMED, withMore(sequence(bytes(6, "2a 03"), bytes(1, "01"), bytes(4, "")))],
      ["with something behind the extensions", E_CERT_MALFORMED, withServer({ more: bytes(5, "") })],
      ["with something behind the signature", E_CERT_MALFORMED, withServer({ tail: bytes(5, "") })],
      ["with a negative modulus", E_CERT_MALFORMED, withServer({
        keyInfo: sequence(rsaAlgorithm(1), der(3, Buffer.from([0]), sequence(bytes(2, "c5".repeat(256)), bytes(2, "010001")))),
      })],
      ["with a zero too many before the exponent", E_CERT_MALFORMED, withServer({
        keyInfo: sequence(rsaAlgorithm(1), der(3, Buffer.from([0]), sequence(bytes(2, "00" + "c5".repeat(256)), bytes(2, "00010001")))),
      })],
      ["with bits left over in the key", E_CERT_MALFORMED, withServer({
        keyInfo: sequence(rsaAlgorithm(1), der(3, Buffer.from([1]), sequence(bytes(2, "00" + "c5".repeat(256)), bytes(2, "010001")))),
      })],
      ["with a length of an indefinite form", E_CERT_MALFORMED, withServer({ serial: Buffer.from([2, 0x80, 1, 0, 0]) })],
      ["with a length in more bytes than it takes", E_CERT_MALFORMED, withServer({ serial: Buffer.from([2, 0x81, 1, 7]) })],
      ["with a length in three bytes", E_CERT_MALFORMED, withServer({ serial: Buffer.from([2, 0x83, 0, 0, 1, 7]) })],
    ];
    for (const [name, expected, run] of bad) {
      it(`${name}: ${expected}`, () => assert.equal(run().code, expected));
    }
  });

  describe("names the host", () => {
    const names: [string, string, boolean][] = [
      ["*.example.com", "lamp.example.com", true],
      ["*.EXAMPLE.com", "lamp.example.com", true],
      ["*.example.com", "example.com", false],
      ["*.example.com", ".example.com", false],
      ["*.example.com", "a.lamp.example.com", false],
      ["*.example.com", "lampexample.com", false],
      ["*.com", "example.com", false],
      ["*", "example", false],
      ["*.", "example.", false],
      ["*", "example.com", false],
      ["l*.example.com", "lamp.example.com", false],
      ["*p.example.com", "lamp.example.com", false],
      ["lamp.*.com", "lamp.example.com", false],
      ["*.*.com", "lamp.example.com", false],
      ["*lamp.example.com", "lamp.example.com", false],
      ["lamp.example.com\0.evil.com", "lamp.example.com", false],
      ["lamp.example.com.", "lamp.example.com", false],
      ["", "lamp.example.com", false],
      ["*.0.0.1", "10.0.0.1", false],
    ];
    for (const [name, host, isNamed] of names) {
      it(`${host} by ${JSON.stringify(name)}: ${isNamed}`, () => {
        const certificate = server({ extensions: [alternativeNames(dnsName(name))] });
        assert.equal(judge(bodyOf(certificate), undefined, { name: host }).code, isNamed ? 1 : E_CERT_NAME);
      });
    }
  });

  describe("reads times", () => {
    const times: [Buffer, number | undefined][] = [
      [utc("491231235959Z"), Date.UTC(2049, 11, 31, 23, 59, 59)],
      [utc("320229120000Z"), Date.UTC(2032, 1, 29, 12)],
      [utc("320301000000Z"), Date.UTC(2032, 2, 1)],
      [generalized("20530704063658Z"), Date.UTC(2053, 6, 4, 6, 36, 58)],
      [generalized("21000301000000Z"), Date.UTC(2100, 2, 1)],
      [generalized("99991231235959Z"), Date.UTC(9999, 11, 31, 23, 59, 59)],
      [utc("3201010000Z"), undefined],
      [utc("1e300101000000Z"), undefined],
      [utc("320101000000+0000"), undefined],
      [utc("320101000000"), undefined],
      [utc("320101000000z"), undefined],
      [utc("320001000000Z"), undefined],
      [utc("321301000000Z"), undefined],
      [utc("320100000000Z"), undefined],
      [utc("320132000000Z"), undefined],
      [utc("320431000000Z"), undefined],
      [utc("320230000000Z"), undefined],
      [utc("320101240000Z"), undefined],
      [utc("320101006000Z"), undefined],
      [utc("320101000060Z"), undefined],
      [utc("32010100 000Z"), undefined],
      [utc("32010-000000Z"), undefined],
      [generalized("2053070406365Z"), undefined],
      [generalized("20530704063658.5Z"), undefined],
      [generalized("20530704063658"), undefined],
      [text(12, "320101000000Z"), undefined],
    ];
    for (const [time, expected] of times) {
      it(`${time.subarray(2).toString()} as ${expected ? new Date(expected).toISOString() : "none"}`, () => {
        const { code, chain } = judge(bodyOf(server({ to: time })), rootsOf(keyOf("root"), undefined, { to: Infinity }));
        assert.equal(code, expected ? 1 : E_CERT_MALFORMED);
        if (expected) assert.equal(chain._to, Math.min(expected / 1000, 0xffffffff));
      });
    }

    it("of the last century", () => {
      const { chain } = judge(bodyOf(server({ from: utc("980901120000Z") })));
      assert.equal(chain._from, Date.UTC(1998, 8, 1, 12) / 1000);
    });

    it("day by day as the calendar has them", () => {
      for (let day = Date.UTC(2027, 0, 1); day < Date.UTC(2033, 0, 1); day += 86400000 * 13) {
        const { chain } = judge(bodyOf(server({ from: generalized(new Date(day).toISOString().replace(/\D/g, "").slice(0, 14) + "Z") })),
          undefined, { nowSec: day / 1000, known: "" });
        assert.equal(chain._from, day / 1000);
      }
    });
  });

  it("is valid between the latest beginning and the earliest end of its path", () => {
    const middle = authority("a", "root", { from: utc("260301000000Z"), to: utc("340101000000Z") });
    const { chain } = judge(bodyOf(under("a"), middle, authority("z", "z", { to: utc("300101000000Z") })));
    assert.deepEqual([chain._from, chain._to], [Date.UTC(2026, 2, 1) / 1000, Date.UTC(2034, 0, 1) / 1000]);
    const short = judge(bodyOf(under("a"), middle), rootsOf(keyOf("root"), undefined, { to: NOW + 9 }));
    assert.equal(short.chain._to, NOW + 9);
  });

  it("is taken while the clock is unset, however early it begins", () => {
    assert.equal(judge(bodyOf(server({ from: utc("340101000000Z") })), undefined, { nowSec: 0 }).code, 1);
  });

  describe("that was taken once", () => {
    const body = (): Uint8Array => bodyOf(under("a"), authority("a"));

    it("needs no RSA the next time", () => {
      const first = judge(body());
      assert.equal(first.chain._known.length, 64);
      const again = judge(body(), undefined, { known: first.chain._known });
      assert.equal(again.code, 1);
      assert.equal(again.chain._known, first.chain._known);
      assert.ok(again.steps < 8 && first.steps > 50, `${first.steps} ${again.steps}`);
    });

    it("is judged for everything else again", () => {
      const { _known: known } = judge(body()).chain;
      assert.equal(judge(body(), undefined, { known, name: "other.example.com" }).code, E_CERT_NAME);
      assert.equal(judge(body(), undefined, { known, nowSec: NOW * 2 }).code, E_CERT_EXPIRED);
      assert.equal(judge(body(), rootsOf(keyOf("b")), { known }).code, E_CERT_SIGNATURE);
      assert.equal(judge(body(), rootsOf(keyOf("root"), nameOf("b")), { known }).code, E_CERT_ROOT);
      assert.equal(judge(body(), rootsOf(keyOf("root"), undefined, { to: NOW - 1 }), { known }).code, E_CERT_EXPIRED);
    });

    it("does not stand for one with another signature, or with another key", () => {
      const { _known: known } = judge(body()).chain;
      const other = body();
      other[other.length - 1]! ^= 1;
      assert.equal(judge(other, undefined, { known }).code, E_CERT_SIGNATURE);
    });

    it("remembers the checks of its path alone, 4 at most", () => {
      const long = bodyOf(under("a"), authority("a", "older"), authority("a", "b"), authority("b", "d"), authority("d"));
      const { code, chain } = judge(long);
      assert.deepEqual([code, chain._known.length], [1, 128]);
    });
  });

  describe("with roots", () => {
    const good = (): string => rootsOf(keyOf("a")) + rootsOf(keyOf("root")).slice(1);
    const bad: [string, () => string][] = [
      ["that are missing", () => ""],
      ["of which there is none", () => "\x01"],
      ["of another version", () => "\x02" + good().slice(1)],
      ["that are erased flash", () => "\xff".repeat(500)],
      ["that are zeros", () => "\0".repeat(500)],
      ["that are no RSA keys", () => good().slice(0, -1) + "\0"],
    ];
    for (const [name, make] of bad) {
      it(`${name} says 433`, () => assert.equal(judge(bodyOf(server()), make()).code, E_ROOTS));
    }

    it("that are cut off anywhere never takes more than was whole", () => {
      const roots = good();
      for (let length = 0; length < roots.length; length++) {
        const { code } = judge(bodyOf(server()), roots.slice(0, length));
        // The first one alone is whole.
        assert.equal(code, length === rootsOf(keyOf("a")).length ? E_CERT_SIGNATURE : E_ROOTS, `${length}`);
      }
    });
  });
});
