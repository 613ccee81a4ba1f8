// What bad servers do, as scripts of bad-server.ts, and what our TLS has to say to each: the code that its owner gets, and
// the alert that the server gets.
import assert from "node:assert/strict";
import {
  E_CERT_EARLY, E_CERT_EXPIRED, E_CERT_ISSUER, E_CERT_MALFORMED, E_CERT_NAME, E_CERT_ROOT, E_CERT_SIGNATURE, E_TLS_ALERT,
  E_TLS_CHOICE, E_TLS_CIPHER_CHANGE, E_TLS_COMPRESSION, E_TLS_EARLY, E_TLS_EXTENSION, E_TLS_FINISHED, E_TLS_FLOOD,
  E_TLS_FORM, E_TLS_KEY_EXCHANGE, E_TLS_LARGE, E_TLS_MESSAGE, E_TLS_PSK, E_TLS_RECORD, E_TLS_RESUMED, E_TLS_SUITE,
  E_TLS_VERSION,
} from "../../lib/codes.ts";
import type { TlsConfig } from "../../lib/tls/handshake.ts";
import type { BadServer } from "./bad-server.ts";
import { alternativeNames, constraints, dnsName, nameOf, utc } from "./certificates.ts";
import { type Client, type Pair, WITH_PSK } from "./pair.ts";
import { certificateOf, chainWith, goodChain } from "./server-chain.ts";
import { ALERT, CHANGE, DATA, HANDSHAKE, vector } from "./server-records.ts";
import { type Flight, type MessageName, type Script, type Step, messageOf } from "./server-script.ts";

// Alerts of RFC 5246 section 7.2.
const UNEXPECTED = 10;
const BAD_MAC = 20;
const OVERFLOW = 22;
const BAD_CERTIFICATE = 42;
const ILLEGAL = 47;
const DECODE = 50;
const DECRYPT = 51;
const VERSION = 70;
const NO_EXTENSION = 110;

export interface Bad extends Script {
  wish?: Partial<TlsConfig>;
  /** Done when the connection is open; left out: it never is. */
  after?(pair: Pair): void;
}

export type Row = [what: string, bad: Bad, code: number, alert: number | undefined];

export const raw = (type: number, bytes: string | Uint8Array | number[]): Step => ({
  type, bytes: Buffer.from(bytes as number[]),
});
export const message = (name: MessageName, body?: Uint8Array): Step => raw(HANDSHAKE, messageOf(name, body));
const change = raw(CHANGE, [1]);

/** A plan that changes one flight. */
const in_ = (its: Flight, plan: (steps: Step[]) => Step[]): Bad => ({
  plan: (steps, flight) => (flight === its ? plan(steps) : steps),
});
const before = (its: Flight, name: Step, ...more: Step[]): Bad =>
  in_(its, (steps) => steps.flatMap((each) => (each === name ? [...more, each] : [each])));
export const behind = (its: Flight, name: Step, ...more: Step[]): Bad =>
  in_(its, (steps) => steps.flatMap((each) => (each === name ? [each, ...more] : [each])));
/** A plan that leaves something out. */
export const without = (its: Flight, name: Step): Bad => in_(its, (steps) => steps.filter((each) => each !== name));
const instead = (its: Flight, ...steps: Step[]): Bad => in_(its, () => steps);

const flipped = (at: number) => (bytes: Buffer) => {
  const copy = Buffer.from(bytes);
  copy[at < 0 ? copy.length + at : at]! ^= 0x80;
  return copy;
};
const longer = (bytes: Buffer) => Buffer.concat([bytes, Buffer.from([0])]);
const extended = (...more: [number, Buffer][]): Bad => ({ hello: { extensions: (list) => [...list, ...more] } });
const none = Buffer.alloc(0);

/** Every record twice on the way. */
function sendTwice(server: BadServer, client: Client): void {
  const feed = client.feed.bind(client);
  client.feed = (bytes) => {
    feed(bytes);
    assert.equal(client.told.data, "once");
    client.told.data = "";
    feed(bytes);
  };
  server.send(DATA, "once");
}

/** By where the server does it. */
export const ROWS: Record<string, Row[]> = {
  "in its hello": [
    ...[0x0302, 0x0301, 0x0300, 0x0304].map((version): Row => [
      `chooses version ${version.toString(16)}`, { hello: { version } }, E_TLS_VERSION, VERSION,
    ]),
    ["chooses a suite of ECDHE", { hello: { suite: 0xc027 } }, E_TLS_CHOICE, ILLEGAL],
    ["chooses a suite of PSK without being asked", { hello: { suite: 0x00ae } }, E_TLS_CHOICE, ILLEGAL],
    ["chooses a suite whose lower half is one of ours", { hello: { suite: 0xc03c } }, E_TLS_CHOICE, ILLEGAL],
    ["chooses compression", { hello: { compression: 1 } }, E_TLS_COMPRESSION, ILLEGAL],
    ["has an extension that was not offered", extended([16, none]), E_TLS_EXTENSION, NO_EXTENSION],
    ["has an extension that nobody knows", extended([0x1234, none]), E_TLS_EXTENSION, NO_EXTENSION],
    ["has one extension twice", extended([23, none]), E_TLS_EXTENSION, NO_EXTENSION],
    [
      "keeps to small records unasked", { ...extended([1, Buffer.from([2])]), wish: { _fragment: 0 } },
      E_TLS_EXTENSION, NO_EXTENSION,
    ],
    [
      "answers to a name that was not sent", { ...extended([0, none]), wish: { _name: "127.0.0.1" } },
      E_TLS_EXTENSION, NO_EXTENSION,
    ],
    ["keeps to records of another size", { fragment: false, ...extended([1, Buffer.from([3])]) }, E_TLS_FORM, ILLEGAL],
    ["says something in an empty extension", { ems: false, ...extended([23, Buffer.from([0])]) }, E_TLS_FORM, ILLEGAL],
    [
      "knows an earlier handshake", { renegotiationInfo: false, ...extended([0xff01, vector(1, Buffer.alloc(12))]) },
      E_TLS_FORM, ILLEGAL,
    ],
    ["has an id of 33 bytes", { hello: { sessionId: Buffer.alloc(33) } }, E_TLS_FORM, DECODE],
    ["has a byte behind its extensions", { alter: { ServerHello: longer } }, E_TLS_FORM, DECODE],
    ["ends in the middle of its extensions", { alter: { ServerHello: (body) => body.subarray(0, -1) } }, E_TLS_FORM, DECODE],
    ["says nothing in it", { alter: { ServerHello: () => none } }, E_TLS_VERSION, VERSION],
  ],

  "in the order of things": [
    [
      "sends a key in a suite of RSA", behind("hello", "Certificate", message("ServerKeyExchange", Buffer.alloc(70))),
      E_TLS_KEY_EXCHANGE, UNEXPECTED,
    ],
    [
      "sends a key in place of its certificate",
      instead("hello", "ServerHello", message("ServerKeyExchange", Buffer.alloc(70))),
      E_TLS_KEY_EXCHANGE, UNEXPECTED,
    ],
    ["sends no certificate", without("hello", "Certificate"), E_TLS_MESSAGE, UNEXPECTED],
    [
      "sends its certificate first",
      instead("hello", "Certificate", "ServerHello", "ServerHelloDone"),
      E_TLS_MESSAGE, UNEXPECTED,
    ],
    ["says hello twice", behind("hello", "ServerHello", "ServerHello"), E_TLS_MESSAGE, UNEXPECTED],
    ["sends its certificate twice", behind("hello", "Certificate", "Certificate"), E_TLS_MESSAGE, UNEXPECTED],
    ["is done twice", behind("hello", "ServerHelloDone", "ServerHelloDone"), E_TLS_MESSAGE, UNEXPECTED],
    [
      "is done twice, in one record",
      { recordBytes: 9999, ...behind("hello", "ServerHelloDone", "ServerHelloDone") },
      E_TLS_MESSAGE, UNEXPECTED,
    ],
    [
      "sends a key when it is done", behind("hello", "ServerHelloDone", message("ServerKeyExchange", Buffer.alloc(70))),
      E_TLS_MESSAGE, UNEXPECTED,
    ],
    ["asks for a certificate first", before("hello", "Certificate", "CertificateRequest"), E_TLS_MESSAGE, UNEXPECTED],
    [
      "asks for a certificate twice",
      behind("hello", "Certificate", "CertificateRequest", "CertificateRequest"),
      E_TLS_MESSAGE, UNEXPECTED,
    ],
    [
      "asks for a certificate, with a key", { suite: 0xae, wish: WITH_PSK, requestsCertificate: true },
      E_TLS_MESSAGE, UNEXPECTED,
    ],
    [
      "shows a certificate, with a key",
      { suite: 0xae, wish: WITH_PSK, ...behind("hello", "ServerHello", "Certificate") },
      E_TLS_MESSAGE, UNEXPECTED,
    ],
    [
      "gives two hints",
      { suite: 0xae, wish: WITH_PSK, hint: "a", ...behind("hello", "ServerKeyExchange", "ServerKeyExchange") },
      E_TLS_MESSAGE, UNEXPECTED,
    ],
    ["is finished at once", behind("hello", "ServerHello", "Finished"), E_TLS_MESSAGE, UNEXPECTED],
    [
      "asks for a handshake in the midst of one, again and again",
      { plan: (steps) => steps.flatMap((step) => ["HelloRequest", "HelloRequest", "HelloRequest", step]) },
      E_TLS_FLOOD, UNEXPECTED,
    ],
    ["says hello as a client does", before("hello", "ServerHello", message("ClientHello")), E_TLS_MESSAGE, UNEXPECTED],
    [
      "sends a message of no known type",
      before("hello", "ServerHello", raw(HANDSHAKE, [99, 0, 0, 0])),
      E_TLS_MESSAGE, UNEXPECTED,
    ],
    ["is done with something in it", { alter: { ServerHelloDone: longer } }, E_TLS_FORM, DECODE],
  ],

  "with the change of keys": [
    ["makes it before its hello", before("hello", "ServerHello", change), E_TLS_CIPHER_CHANGE, UNEXPECTED],
    ["makes it behind its hello", behind("hello", "ServerHello", change), E_TLS_CIPHER_CHANGE, UNEXPECTED],
    ["makes it before it is done", before("hello", "ServerHelloDone", change), E_TLS_CIPHER_CHANGE, UNEXPECTED],
    ["makes it before the client does", behind("hello", "ServerHelloDone", change), E_TLS_CIPHER_CHANGE, UNEXPECTED],
    ["leaves it out", without("end", "ChangeCipherSpec"), E_TLS_CIPHER_CHANGE, UNEXPECTED],
    ["makes it twice", behind("end", "ChangeCipherSpec", change), E_TLS_CIPHER_CHANGE, UNEXPECTED],
    [
      "makes it in the middle of a message",
      before("end", "ChangeCipherSpec", raw(HANDSHAKE, [20, 0])),
      E_TLS_CIPHER_CHANGE, UNEXPECTED,
    ],
    ["says 2 in it", in_("end", ([ticket]) => [ticket!, raw(CHANGE, [2])]), E_TLS_CIPHER_CHANGE, UNEXPECTED],
    ["says it twice in a record", in_("end", ([ticket]) => [ticket!, raw(CHANGE, [1, 1])]), E_TLS_CIPHER_CHANGE, UNEXPECTED],
    [
      "makes it again later",
      { after: ({ server }) => server.send(CHANGE, Buffer.from([1])) },
      E_TLS_CIPHER_CHANGE, UNEXPECTED,
    ],
  ],

  "with data": [
    ["sends some before its hello", before("hello", "ServerHello", raw(DATA, "x")), E_TLS_EARLY, UNEXPECTED],
    ["sends some in the clear", before("hello", "ServerHelloDone", raw(DATA, "x")), E_TLS_EARLY, UNEXPECTED],
    ["sends some before the change of keys", before("end", "ChangeCipherSpec", raw(DATA, "x")), E_TLS_EARLY, UNEXPECTED],
    ["sends some before it is finished", before("end", "Finished", raw(DATA, "x")), E_TLS_EARLY, UNEXPECTED],
  ],

  "at the end": [
    ["has a wrong Finished", { alter: { Finished: flipped(0) } }, E_TLS_FINISHED, DECRYPT],
    ["has a Finished that is wrong in its last bit", { alter: { Finished: flipped(11) } }, E_TLS_FINISHED, DECRYPT],
    ["has a short Finished", { alter: { Finished: (body) => body.subarray(1) } }, E_TLS_FINISHED, DECRYPT],
    ["has an empty Finished", { alter: { Finished: () => none } }, E_TLS_FINISHED, DECRYPT],
    ["has a long Finished", { alter: { Finished: longer } }, E_TLS_FINISHED, DECRYPT],
    [
      "is finished twice",
      { after: ({ server }) => server.send(HANDSHAKE, messageOf("Finished", Buffer.alloc(12))) },
      E_TLS_MESSAGE, UNEXPECTED,
    ],
    [
      "sends a second message with it",
      { recordBytes: 999, ...behind("end", "Finished", "ServerHelloDone") },
      E_TLS_MESSAGE, UNEXPECTED,
    ],
  ],

  "with a ticket": [
    [
      "sends one unasked",
      { tickets: false, ...before("end", "ChangeCipherSpec", "NewSessionTicket") },
      E_TLS_MESSAGE, UNEXPECTED,
    ],
    ["sends two", before("end", "ChangeCipherSpec", "NewSessionTicket"), E_TLS_MESSAGE, UNEXPECTED],
    ["sends it too early", before("hello", "ServerHelloDone", "NewSessionTicket"), E_TLS_MESSAGE, UNEXPECTED],
    [
      "sends it behind the change of keys",
      in_("end", () => ["ChangeCipherSpec", "NewSessionTicket", "Finished"]), E_TLS_MESSAGE, UNEXPECTED,
    ],
    [
      "sends it when all is done",
      { after: ({ server }) => server.send(HANDSHAKE, messageOf("NewSessionTicket", Buffer.alloc(6))) },
      E_TLS_MESSAGE, UNEXPECTED,
    ],
    ["sends one with a wrong length", { alter: { NewSessionTicket: longer } }, E_TLS_FORM, DECODE],
    ["sends one without a length", { alter: { NewSessionTicket: () => Buffer.alloc(4) } }, E_TLS_FORM, DECODE],
  ],

  "with too much": [
    [
      "says hello in a record of 16,385 bytes",
      before("hello", "ServerHello", raw(ALERT, Buffer.alloc(16385))),
      E_TLS_LARGE, OVERFLOW,
    ],
    [
      "announces 8 kB behind certificates of 8 kB",
      {
        chain: chainWith({}, Array.from({ length: 6 }, () => certificateOf("other-root", "root", {}))),
        ...before("hello", "ServerHelloDone", raw(HANDSHAKE, [13, 0, 32, 0])),
      },
      E_TLS_LARGE, ILLEGAL,
    ],
    ["begins data of 3 bytes in the clear", before("hello", "ServerHello", raw(DATA, "xyz")), E_TLS_LARGE, OVERFLOW],
    [
      "sends a message of 8 kB and more",
      before("hello", "Certificate", message("Certificate", Buffer.alloc(8196))),
      E_TLS_LARGE, ILLEGAL,
    ],
    [
      "announces a message of 16 MB",
      before("hello", "Certificate", raw(HANDSHAKE, [11, 255, 255, 255])),
      E_TLS_LARGE, ILLEGAL,
    ],
    [
      "sends 4,097 bytes in a record",
      { after: ({ server }) => server.send(DATA, Buffer.alloc(4097)) },
      E_TLS_LARGE, OVERFLOW,
    ],
    [
      "sends 4,097 bytes in a record, MAC last",
      { etm: false, after: ({ server }) => server.send(DATA, Buffer.alloc(4097)) },
      E_TLS_LARGE, OVERFLOW,
    ],
    [
      "sends a record that is too large for any",
      { after: ({ server }) => server.send(DATA, Buffer.alloc(18433), { plain: true }) },
      E_TLS_LARGE, OVERFLOW,
    ],
    [
      "asks for a new handshake without end later",
      { after: ({ server }) => Array.from({ length: 99 }, () => server.send(HANDSHAKE, messageOf("HelloRequest"))) },
      E_TLS_FLOOD, UNEXPECTED,
    ],
    [
      "warns without end",
      before("hello", "ServerHello", ...Array<Step>(99).fill(raw(ALERT, [1, 112]))),
      E_TLS_FLOOD, UNEXPECTED,
    ],
    [
      "warns without end later",
      { after: ({ server }) => Array.from({ length: 99 }, () => server.send(ALERT, Buffer.from([1, 90]))) },
      E_TLS_FLOOD, UNEXPECTED,
    ],
    [
      "sends nothing, without end",
      { after: ({ server }) => Array.from({ length: 99 }, () => server.send(DATA, none)) }, E_TLS_FLOOD, UNEXPECTED,
    ],
    [
      "sends messages of nothing, without end",
      before("hello", "ServerHello", ...Array<Step>(99).fill(raw(HANDSHAKE, none))),
      E_TLS_FLOOD, UNEXPECTED,
    ],
    [
      "sends alerts of nothing, without end",
      before("hello", "ServerHello", ...Array<Step>(99).fill(raw(ALERT, none))),
      E_TLS_FLOOD, UNEXPECTED,
    ],
  ],

  "with records": [
    ...[true, false].flatMap((etm): Row[] => {
      const first = (how: NonNullable<Script["how"]>["Finished"]): Bad => ({ etm, how: { Finished: how } });
      const later = (how: NonNullable<Script["how"]>["Finished"]): Bad => ({
        etm, after: ({ server }) => server.send(DATA, "hello", how),
      });
      const order = etm ? "MAC last" : "MAC first";
      return [
        [`has a wrong MAC (${order})`, first({ alterMac: flipped(0) }), E_TLS_RECORD, BAD_MAC],
        [`has a wrong MAC later (${order})`, later({ alterMac: flipped(-1) }), E_TLS_RECORD, BAD_MAC],
        [`has one padding byte wrong (${order})`, later({ padBytes: 27, alterText: flipped(-9) }), E_TLS_RECORD, BAD_MAC],
        [`has padding longer than the record (${order})`, later({ alterText: flipped(-1) }), E_TLS_RECORD, BAD_MAC],
        [`has an altered text (${order})`, later({ alterBody: flipped(16) }), E_TLS_RECORD, BAD_MAC],
        [`has an altered IV (${order})`, later({ alterBody: flipped(0) }), E_TLS_RECORD, BAD_MAC],
        [`has no whole blocks (${order})`, later({ alterBody: longer }), E_TLS_RECORD, BAD_MAC],
        [`has an IV alone (${order})`, later({ alterBody: (body) => body.subarray(0, 16) }), E_TLS_RECORD, BAD_MAC],
        [`has nothing in it (${order})`, later({ alterBody: () => none }), E_TLS_RECORD, BAD_MAC],
        [`are not sealed (${order})`, later({ plain: true }), E_TLS_RECORD, BAD_MAC],
        [`are of version 3.1 (${order})`, later({ version: 0x0301 }), E_TLS_RECORD, BAD_MAC],
      ];
    }),
    ["come twice", { after: ({ server, client }) => sendTwice(server, client) }, E_TLS_RECORD, BAD_MAC],
    ["are of type 24", before("hello", "ServerHello", raw(24, "x")), E_TLS_FORM, DECODE],
    ["are of type 19", { after: ({ server }) => server.send(19, "x") }, E_TLS_FORM, DECODE],
    ["are of version 2.0", { how: { ServerHello: { version: 0x0200 } } }, E_TLS_FORM, DECODE],
    ["are none, but HTTP", { bytes: () => Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n") }, E_TLS_FORM, DECODE],
  ],

  "with alerts": [
    ["knows no suite of ours, as one with ECDHE alone (mistake 56)", instead("hello", raw(ALERT, [2, 40])), E_TLS_SUITE, undefined],
    ["knows no version of ours", instead("hello", raw(ALERT, [2, 70])), E_TLS_VERSION, undefined],
    ["knows no such name", instead("hello", raw(ALERT, [2, 112])), E_TLS_ALERT, undefined],
    ["has an internal error", { after: ({ server }) => server.send(ALERT, Buffer.from([2, 80])) }, E_TLS_ALERT, undefined],
    ["sends half of one", instead("hello", raw(ALERT, [2])), E_TLS_ALERT, undefined],
    ["does not know the identity", { suite: 0xae, wish: { ...WITH_PSK, _identity: "who?" } }, E_TLS_PSK, undefined],
    ...[20, 51, 115].map((alert): Row => [
      `does not know the key (${alert})`, { suite: 0x8c, wish: WITH_PSK, ...instead("end", raw(ALERT, [2, alert])) },
      E_TLS_PSK, undefined,
    ]),
    ["does not know an identity that was not told", instead("hello", raw(ALERT, [2, 115])), E_TLS_ALERT, undefined],
  ],

  "with its certificates": [
    ["shows none", { alter: { Certificate: () => vector(3) } }, E_CERT_MALFORMED, BAD_CERTIFICATE],
    ["shows nothing", { alter: { Certificate: () => none } }, E_CERT_MALFORMED, BAD_CERTIFICATE],
    [
      "is of another authority",
      { chain: { ...goodChain(), list: [certificateOf("leaf", "other-root", { issuer: nameOf("Other root") })] } },
      E_CERT_ROOT, BAD_CERTIFICATE,
    ],
    [
      "is of an authority that calls itself like ours",
      { chain: { ...goodChain(), list: [certificateOf("leaf", "other-root", {})] } }, E_CERT_SIGNATURE, BAD_CERTIFICATE,
    ],
    [
      "has signed itself",
      { chain: { ...goodChain(), list: [certificateOf("leaf", "leaf", { issuer: nameOf("server") })] } },
      E_CERT_ROOT, BAD_CERTIFICATE,
    ],
    ["is over", { chain: chainWith({ to: utc("260201000000Z") }) }, E_CERT_EXPIRED, BAD_CERTIFICATE],
    ["is not valid yet", { chain: chainWith({ from: utc("400101000000Z") }) }, E_CERT_EARLY, BAD_CERTIFICATE],
    [
      "is another",
      { chain: chainWith({ extensions: [alternativeNames(dnsName("other.example"))] }) },
      E_CERT_NAME, BAD_CERTIFICATE,
    ],
    ["is another address", { wish: { _name: "127.0.0.2" } }, E_CERT_NAME, BAD_CERTIFICATE],
    [
      "is all names of a level",
      { chain: chainWith({ extensions: [alternativeNames(dnsName("*.example"))] }) },
      E_CERT_NAME, BAD_CERTIFICATE,
    ],
    ["has an altered certificate", { alter: { Certificate: flipped(400) } }, E_CERT_SIGNATURE, BAD_CERTIFICATE],
    [
      "has an authority between that is none",
      {
        chain: {
          ...goodChain(),
          list: [
            certificateOf("leaf", "intermediate", { issuer: nameOf("a") }),
            certificateOf("intermediate", "root", { subject: nameOf("a"), extensions: [constraints(false)] }),
          ],
        },
      },
      E_CERT_ISSUER, BAD_CERTIFICATE,
    ],
    ["has copied its certificate, and has not its key", { blind: true }, E_TLS_RECORD, undefined],
  ],
};

/** By what the server does when it resumes a session: what it did in the first handshake, and what it does now. */
export const RESUMED: [what: string, first: Script, bad: Script, code: number, alert: number][] = [
  ["without its extended master secret", {}, { ems: false, resumesAnyway: true }, E_TLS_RESUMED, ILLEGAL],
  ["with extended master secret for the first time", { ems: false }, { resumesAnyway: true }, E_TLS_RESUMED, ILLEGAL],
  ["with another suite", { suite: 0x3c }, { suite: 0x2f, resumesAnyway: true }, E_TLS_RESUMED, ILLEGAL],
  ["with another id", {}, { hello: { sessionId: Buffer.alloc(32, 7) } }, E_TLS_CIPHER_CHANGE, UNEXPECTED],
  ["with no id", {}, { hello: { sessionId: none } }, E_TLS_CIPHER_CHANGE, UNEXPECTED],
  ["and goes on as if it did not", {}, in_("resumed", () => ["ServerHello", "Certificate"]), E_TLS_MESSAGE, UNEXPECTED],
  ["without changing keys", {}, without("resumed", "ChangeCipherSpec"), E_TLS_CIPHER_CHANGE, UNEXPECTED],
  ["with a wrong Finished", {}, { alter: { Finished: flipped(3) } }, E_TLS_FINISHED, DECRYPT],
  [
    "with a ticket that was not asked for",
    {}, before("resumed", "ChangeCipherSpec", "NewSessionTicket"),
    E_TLS_MESSAGE, UNEXPECTED,
  ],
  ["with a key", {}, before("resumed", "ChangeCipherSpec", message("ServerKeyExchange")), E_TLS_KEY_EXCHANGE, UNEXPECTED],
  ["in TLS 1.1", {}, { hello: { version: 0x0302 } }, E_TLS_VERSION, VERSION],
  ["with data first", {}, before("resumed", "Finished", raw(DATA, "x")), E_TLS_EARLY, UNEXPECTED],
];
