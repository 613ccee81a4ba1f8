// Chains on the real interpreters, ESPRUINO=… and ESPRUINO32=…: the answers are those on Node, and what a chain takes is
// freed with it.
import assert from "node:assert/strict";
import { type KeyObject, createHash } from "node:crypto";
import { startChain } from "../../lib/tls/chain.ts";
import { useNative } from "../../lib/tls/native.ts";
import { ESPRUINO } from "../build/interpreter.ts";
import { printedOnInterpreter } from "../lib/interpreter.ts";
import {
  ENCIPHERS_KEYS, NOW, SERVER_AUTH, SIGNS_CERTIFICATES, alternativeNames, bodyOf, constraints, dnsName, extendedUsage, keyOf,
  keyUsage, makeCertificate, nameOf, publicOf, rsaAlgorithm, rootsOf, utc,
} from "./certificates.ts";
import { nodeCrypto, nodeNative } from "./node-native.ts";

const HOST = "iot-06z00abc.mqtt.iothub.example.com";
/** JsVars of the ESP32 that a chain may take beside the message: half of it is text of functions, which a board has in
 *  flash. */
const MOST_VARS = 1400;

interface Case {
  body: Uint8Array;
  name: string;
  known: string;
}

/** A server under two others and a root of 4,096 bits, and what can be wrong with that. */
function makeCases(): { roots: string; cases: Case[] } {
  const large = keyOf("large", 4096);
  const server = (pieces: object = {}): Buffer =>
    makeCertificate(keyOf("server"), keyOf("a"), {
      issuer: nameOf("a"), subject: nameOf("*.mqtt.iothub.example.com", "Example"),
      extensions: [
        alternativeNames(dnsName("*.iot-as-mqtt.example.com"), dnsName("*.mqtt.iothub.example.com")), keyUsage(ENCIPHERS_KEYS),
        extendedUsage(SERVER_AUTH),
      ],
      ...pieces,
    });
  const extensions = [constraints(true), keyUsage(SIGNS_CERTIFICATES)];
  const first = makeCertificate(keyOf("a"), keyOf("b"), { issuer: nameOf("b"), subject: nameOf("a"), extensions });
  const second = makeCertificate(keyOf("b"), large, {
    issuer: nameOf("large"), subject: nameOf("b"), extensions, algorithm: rsaAlgorithm(12), hash: "sha384",
  });
  const altered = Buffer.from(first);
  altered[altered.length - 5]! ^= 4;
  const leaf = server();
  const bodies = [
    bodyOf(leaf, first, second), bodyOf(leaf, second, first), bodyOf(leaf, altered, second),
    bodyOf(server({ to: utc("260101000000Z") }), first, second), bodyOf(server({ extensions: [] }), first, second),
    bodyOf(server({ serial: Buffer.from([2, 0x80]) }), first, second), bodyOf(server(), first), bodyOf(server()),
    bodyOf(server(), first, second).subarray(0, 2000),
    // What the interpreter's numbers, or its calendar, would make something of.
    ...["1e300101000000Z", "0x30010100000Z", "320101 10000Z", "3201010000-1Z", "320230000000Z", "320001000000Z", "321301000000Z"]
      .map((to) => bodyOf(server({ to: utc(to) }), first, second)),
    // The last day of a month that has it.
    bodyOf(server({ to: utc("320229000000Z") }), first, second),
  ];
  const cases = bodies.map((body) => ({ body, name: HOST, known: "" }));
  cases.push(
    { body: bodies[0]!, name: "mqtt.iothub.example.com", known: "" }, { body: bodies[0]!, name: "10.0.0.1", known: "" },
    // What is known ends with the beginning of what the altered certificate would be known by.
    ...[1, 31].map((n) => ({
      body: bodies[2]!, name: HOST,
      known: checkOf(leaf, keyOf("a")) + "k".repeat(32 - n) + checkOf(altered, keyOf("b")).slice(0, n),
    })),
  );
  return { roots: rootsOf(keyOf("root")) + rootsOf(large, nameOf("large")).slice(1), cases };
}

/** How a good signature of `certificate` by `issuer` is remembered. */
function checkOf(certificate: Buffer, issuer: KeyObject): string {
  const { n, e } = publicOf(issuer);
  const hash = (data: Buffer): Buffer => createHash("sha256").update(data).digest();
  return hash(Buffer.concat([hash(certificate), Buffer.from(`${e}`), n])).toString("latin1");
}

const literal = (bytes: string | Uint8Array): string =>
  `atob(${JSON.stringify(Buffer.from(bytes as string, "latin1").toString("base64"))})`;

for (const interpreter of [ESPRUINO, process.env.ESPRUINO32]) {
  (interpreter ? describe : describe.skip)(`a chain on the interpreter ${interpreter ?? "(ESPRUINO, ESPRUINO32)"}`, () => {
    // The whole program is in RAM here.
    const before32 = process.env.ESPR_VARS;
    before(() => void (process.env.ESPR_VARS = "6000"));
    after(() => {
      process.env.ESPR_VARS = before32;
      if (before32 === undefined) delete process.env.ESPR_VARS;
    });

    it("is judged as on Node, and leaves nothing", async function () {
      this.timeout(240000);
      useNative(nodeNative, nodeCrypto);
      const { roots, cases } = makeCases();
      const expected = cases.map(({ body, name, known }) => {
        const chain = startChain(body, 0, body.length, roots, name, NOW, 0, known);
        for (;;) {
          const code = chain._step();
          if (code) return code === 1 ? `1 ${chain._from} ${chain._to} ${chain._known.length} ${chain._key._n.length}` : `${code}`;
        }
      });
      assert.equal(new Set(expected).size, 7, expected.join());

      // One program for each, so that none is too long for a small interpreter.
      for (const [i, { body, name, known }] of cases.entries()) {
        const lines = await printedOnInterpreter(
          `
          import { startChain } from "../../lib/tls/chain.ts";
          import { useNative } from "../../lib/tls/native.ts";
          declare const E: any, process: any, print: any, atob: any;
          useNative(E, require("crypto"));
          let list = E.toUint8Array(${literal(body)});
          const roots = E.toString(${literal(roots)});
          const used = () => process.memory().usage;
          const left = [0, 0];
          let most = 0;
          let answer: any = 0;
          const run = () => {
            const before = used();
            const chain = startChain(list, 0, list.length, roots, ${JSON.stringify(name)}, ${NOW}, 0, E.toString(${literal(known)}));
            for (;;) {
              const code = chain._step();
              most = Math.max(most, used() - before);
              if (code) {
                answer = code == 1 ? [1, chain._from, chain._to, chain._known.length, chain._key._n.length].join(" ") : code;
                return;
              }
            }
          };
          for (let i = 0; i < 2; i++) {
            run();
            left[i] = used();
          }
          print(answer);
          print(left[1] - left[0]);
          print(most);
          `,
          interpreter,
        );
        const [code, left, vars] = lines;
        assert.deepEqual([code, left], [expected[i], "0"], lines.join());
        if (interpreter !== ESPRUINO) assert.ok(Number(vars) < MOST_VARS, lines.join());
      }
    });
  });
}
