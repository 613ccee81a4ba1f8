// What reaches our TLS is what the network gives: conversations that were recorded, cut at every byte, and tens of thousands
// of them bent and mixed with noise. Whatever comes, nothing but what the server wrote is handed on.
import assert from "node:assert/strict";
import { CODES } from "../../lib/codes.ts";
import type { TlsConfig } from "../../lib/tls/handshake.ts";
import { BadServer } from "./bad-server.ts";
import { Client, Pair, WITH_PSK, seeded } from "./pair.ts";
import { ALERT, DATA } from "./server-records.ts";
import type { Script } from "./server-script.ts";

/** What the server says when all is open, in two records, before it says goodbye. */
const DATA_SENT = ["what the server says,", " and goes on to say"];

/** One that a client can hear again: with the same random bytes it gives the same answers. */
interface Recording {
  wish: Partial<TlsConfig>;
  seed: number;
  /** Each comes when the client has done all it can do. */
  flights: Buffer[];
}

function record(script: Script, wish: Partial<TlsConfig>, seed: number): Recording {
  const flights: Buffer[] = [];
  const server = new BadServer(script, (bytes) => flights.push(bytes));
  const client = new Client(wish, seeded(seed));
  for (let heard = 0; ; heard++) {
    while (client.turn());
    for (const bytes of client.sent.splice(0)) server.feed(bytes);
    if (flights[heard] === undefined) break;
    client.feed(flights[heard]!);
  }
  assert.ok(client.told.open);
  const before = flights.length;
  for (const text of DATA_SENT) server.send(DATA, text);
  server.send(ALERT, Buffer.from([1, 0]));
  return { wish, seed, flights: [...flights.slice(0, before), Buffer.concat(flights.slice(before))] };
}

/** Feeds it, a flight a time, with at most so many steps behind each. */
function hear({ wish, seed }: Recording, flights: Buffer[], mostSteps = 5000): Client {
  const client = new Client(wish, seeded(seed));
  for (const flight of flights) {
    client.feed(flight);
    for (let steps = 0; steps < mostSteps && client.turn(); steps++);
  }
  return client;
}

/** Cuts the conversation behind so many bytes. */
function cut(flights: Buffer[], at: number): [before: Buffer[], rest: Buffer[]] {
  const before: Buffer[] = [];
  const rest: Buffer[] = [];
  for (const flight of flights) {
    if (at > 0) before.push(flight.subarray(0, at));
    if (at < flight.length) rest.push(flight.subarray(Math.max(0, at)));
    at -= flight.length;
  }
  return [before, rest];
}

/** The largest plain record, and its header. */
const MOST_WAITING = 16384 + 5;

/** Nothing is open, handed on or kept that should not be. */
function check({ told, tls }: Client, what: string): void {
  assert.ok(told.code === undefined || told.code === 0 || CODES[told.code] !== undefined, what);
  assert.ok(DATA_SENT.join("").startsWith(told.data), what);
  assert.ok(tls._rest.length < MOST_WAITING, what);
  if (told.code) assert.deepEqual([told.kept.at(-1), tls._writer, tls._rest, tls._shake], ["", 0, "", 0], what);
}

/** Bends a conversation in one to four places. */
function bend(flights: Buffer[], random: (most: number) => number): Buffer[] {
  const bent = flights.map((flight): Buffer => Buffer.from(flight));
  for (let times = 1 + random(4); times > 0; times--) {
    const which = random(bent.length);
    const bytes = bent[which]!;
    const at = random(bytes.length + 1);
    const size = random(40);
    const piece = bytes.subarray(random(bytes.length + 1)).subarray(0, size);
    const noise = Buffer.from(Array.from({ length: size }, () => random(256)));
    const ways: (() => Buffer | void)[] = [
      () => void (at < bytes.length && (bytes[at]! ^= 1 << random(8))),
      () => void (at < bytes.length && (bytes[at] = [0, 1, 255, 20, 22, 3][random(6)]!)),
      () => Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]),
      () => Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]),
      () => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + size)]),
      () => bytes.subarray(0, at),
      () => Buffer.concat([bytes, bytes]),
      () => Buffer.concat([bytes.subarray(0, at), Buffer.from([20 + random(4), 3, 3, random(70), random(256)]), noise]),
    ];
    bent[which] = ways[random(ways.length)]!() ?? bytes;
  }
  return bent;
}

describe("our TLS hears", () => {
  let byKey: Recording;
  let byKeyMacFirst: Recording;
  let byTicket: Recording;
  let byCertificate: Recording;

  before(() => {
    const sessions = new Map();
    const _session = new Pair({ sessions }).run().told.kept[0]!;
    byKey = record({ suite: 0xae, hint: "who?", requestsCertificate: false }, WITH_PSK, 1);
    byKeyMacFirst = record({ suite: 0x8c, etm: false, ems: false }, WITH_PSK, 2);
    byTicket = record({ sessions }, { _session }, 3);
    byCertificate = record({ requestsCertificate: true }, {}, 4);
  });

  it("a recording as it was, which the tests below rely on", () => {
    for (const each of [byKey, byKeyMacFirst, byTicket, byCertificate]) {
      const { told } = hear(each, each.flights);
      assert.deepEqual([told.open, told.data, told.code], [true, DATA_SENT.join(""), 0]);
    }
  });

  it("a conversation that ends at any byte, and goes on later", () => {
    for (const each of [byKeyMacFirst, byTicket]) {
      const length = Buffer.concat(each.flights).length;
      const opens = Buffer.concat(each.flights.slice(0, -1)).length;
      for (let at = 0; at < length; at++) {
        const [before, rest] = cut(each.flights, at);
        const client = hear(each, before);
        assert.deepEqual([client.told.code, client.told.open], [undefined, at >= opens], `${at}`);
        check(client, `${at}`);
        for (const flight of rest) {
          client.feed(flight);
          while (client.turn());
        }
        assert.deepEqual([client.told.data, client.told.code], [DATA_SENT.join(""), 0], `${at}`);
      }
    }
  });

  it("a hello with certificates that ends at any byte", () => {
    const [hello] = byCertificate.flights;
    for (let at = 0; at < hello!.length; at++) {
      const { told, steps } = hear(byCertificate, [hello!.subarray(0, at)]);
      assert.deepEqual([told.code, told.open, steps.length], [undefined, false, 0], `${at}`);
    }
  });

  // 50,000 in all.
  for (const [what, recording, count, flights, mostSteps] of [
    // The large numbers have tests of their own: two steps come as far as the parsing of certificates.
    ["beginnings with certificates", () => byCertificate, 17_000, 1, 2],
    ["beginnings with a key", () => byKey, 10_000, 1, 0],
    ["conversations with a key", () => byKey, 5_000, 3, 100],
    ["conversations with a key, MAC first", () => byKeyMacFirst, 8_000, 3, 100],
    ["conversations with a ticket", () => byTicket, 8_000, 2, 100],
  ] as const) {
    it(`${count} bent ${what}`, () => {
      const bytes = seeded(count);
      const random = (most: number) => Buffer.from(bytes(4), "latin1").readUInt32BE(0) % most;
      let opened = 0;
      let refused = 0;
      for (let i = 0; i < count; i++) {
        const its = recording();
        const client = hear(its, bend(its.flights.slice(0, flights), random), mostSteps);
        check(client, `${i}`);
        if (client.told.open) opened++;
        if (client.told.code) refused++;
      }
      // Some are bent only behind the handshake, or in a byte that says nothing.
      assert.ok(refused > count / 3 && (opened > 0 || flights === 1), `${opened} opened, ${refused} refused`);
    });
  }

  it("2,000 pieces of noise", () => {
    const bytes = seeded(7);
    for (let i = 0; i < 2000; i++) {
      const noise = Buffer.from(bytes(1 + (i % 300)), "latin1");
      if (i % 2) noise[0] = 20 + (i % 4);
      if (i % 2 && noise.length > 1) noise[1] = 3;
      const client = hear(byCertificate, [noise, noise]);
      check(client, `${i}`);
      assert.equal(client.told.open, false);
    }
  });
});
