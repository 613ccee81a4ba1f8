// The packet parser of the device in the terms of the independent codec, so that the two can be compared.
import assert from "node:assert/strict";
import { generate, parser as newParser } from "mqtt-packet";
import type { Packet } from "mqtt-packet";
import { CONNACK, PINGRESP, PUBACK, SUBACK, UNSUBACK } from "../../../lib/mqtt/packet.ts";
import { Parser } from "../../../lib/mqtt/parser.ts";
import type { Sink } from "../../../lib/mqtt/parser.ts";

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

/** Collects what the parser of the device finds, as packets of the independent codec. */
export class Collector implements Sink {
  parser = new Parser(this);
  packets: Packet[] = [];
  malformed = 0;
  /** Called in the middle of every finding. */
  inside = (): void => {};

  #open: { topic: string; flags: number; id: number; lenBytes: number; payload: string } | undefined;

  _onPacket(type: number, flags: number, body: string): void {
    assert.equal(flags, 0);
    assert.equal(this.#open, undefined, "a packet inside a payload");
    const codes = [...body].map((char) => char.charCodeAt(0));
    const messageId = codes[0] * 256 + codes[1];
    if (type == CONNACK) {
      this.packets.push({ cmd: "connack", sessionPresent: codes[0] == 1, returnCode: codes[1] });
    } else if (type == PUBACK) this.packets.push({ cmd: "puback", messageId });
    else if (type == SUBACK) this.packets.push({ cmd: "suback", messageId, granted: codes.slice(2) });
    else if (type == UNSUBACK) this.packets.push({ cmd: "unsuback", messageId } as Packet);
    else if (type == PINGRESP) this.packets.push({ cmd: "pingresp" });
    else assert.fail(`type ${type}`);
    this.inside();
  }

  _onPublish(topic: string, flags: number, id: number, lenBytes: number): void {
    assert.equal(this.#open, undefined, "a PUBLISH inside a payload");
    this.#open = { topic, flags, id, lenBytes, payload: "" };
    this.inside();
  }

  _onPayload(piece: string, left: number): void {
    const open = this.#open;
    assert.ok(open, "a payload without PUBLISH");
    open.payload += piece;
    assert.equal(open.payload.length + left, open.lenBytes);
    if (left == 0) {
      this.#open = undefined;
      const qos = (open.flags >> 1 & 3) as 0 | 1;
      this.packets.push({
        cmd: "publish", qos, dup: (open.flags & 8) != 0, retain: (open.flags & 1) != 0,
        topic: Buffer.from(open.topic, "latin1").toString(), payload: Buffer.from(open.payload, "latin1"),
        ...(qos ? { messageId: open.id } : {}),
      });
    }
    this.inside();
  }

  _onMalformed(): void {
    this.malformed++;
  }
}
