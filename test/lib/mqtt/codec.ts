// Packets as an independent codec (mqtt-packet) writes and reads them.
import assert from "node:assert/strict";
import { generate, parser as newParser } from "mqtt-packet";
import type { Packet } from "mqtt-packet";

/** A packet as the independent codec writes it, as a byte string. */
export function bytesOf(packet: Packet): string {
  return generate(packet).toString("latin1");
}

/** Packets that the independent codec reads in bytes given in these pieces. */
export function readIndependently(pieces: string[]): Packet[] {
  const packets: Packet[] = [];
  const parser = newParser({ protocolVersion: 4 });
  parser.on("packet", (packet) => packets.push(packet));
  parser.on("error", (error) => {
    throw error;
  });
  for (const piece of pieces) parser.parse(Buffer.from(piece, "latin1"));
  return packets;
}

/** The fields of `packet` that `wanted` names: the independent codec adds others. */
export function same(packet: Packet | undefined, wanted: Packet): void {
  assert.ok(packet, "no packet");
  const fields = packet as unknown as Record<string, unknown>;
  assert.deepEqual(Object.fromEntries(Object.keys(wanted).map((key) => [key, fields[key]])), wanted);
}
