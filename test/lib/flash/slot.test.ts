// Slot header and key file: every field there and back, later versions, and everything that is none.

import assert from "node:assert/strict";
import {
  packKey, packSlotHeader, SLOT_HEADER_BYTES, type SlotHeader, unpackKey, unpackSlotHeader,
} from "../../../lib/flash/slot.ts";
import { packWord, unpackWord } from "../../../lib/flash/word.ts";
import { crc } from "./area.ts";

const HEADER: SlotHeader = {
  headerBytes: 36,
  flags: 0x8001,
  codeBytes: 11999,
  version: 0xfffffffe,
  crc: 0xcbf43926,
  keyId: 0x80000001,
  signatureBytes: 0x0140,
  signatureType: 2,
  confirmed: false,
  rejected: false,
};

describe("slot header", () => {
  it("has the bytes that boards hold", () => {
    const expected = "4c4b494d 01 24 8001 00002edf fffffffe cbf43926 80000001 0140 02 00".replaceAll(" ", "");
    const packed = packSlotHeader(HEADER, crc);
    assert.equal(Buffer.from(packed, "latin1").toString("hex").slice(0, 56), expected);
    assert.equal(packed.length, SLOT_HEADER_BYTES);
    assert.deepEqual(unpackSlotHeader(packed, crc), HEADER);
    assert.deepEqual(unpackSlotHeader(`${packed}code`, crc), HEADER);
  });

  it("of the next version, longer, is read: its code begins where it says", () => {
    const head = `LKIM\x02\x2d${packSlotHeader(HEADER, crc).slice(6, 28)}`;
    const next = `${head + packWord(crc(head))}\0\xff\xff\xfffields...the code`;
    const header = unpackSlotHeader(next, crc);
    assert.deepEqual(header, { ...HEADER, headerBytes: 45, confirmed: true });
    assert.equal(next.slice(header!.headerBytes), "the code");
  });

  it("is refused with any byte wrong, cut short, erased, or too short by its own word", () => {
    const packed = packSlotHeader(HEADER, crc);
    for (let at = 0; at < 32; at++) {
      const wrong = packed.slice(0, at) + String.fromCharCode(packed.charCodeAt(at) ^ 4) + packed.slice(at + 1);
      assert.equal(unpackSlotHeader(wrong, crc), undefined, `byte ${at}`);
      assert.equal(unpackSlotHeader(packed.slice(0, at), crc), undefined);
    }
    assert.equal(unpackSlotHeader("\xff".repeat(32), crc), undefined);
    const short = `LKIM\x01\x23${packed.slice(6, 28)}`;
    assert.equal(unpackSlotHeader(short + packWord(crc(short)), crc), undefined);
  });
});

describe("slot state", () => {
  it("turns with any bit of its byte, so that a cut write counts", () => {
    const packed = packSlotHeader(HEADER, crc);
    for (let bit = 0; bit < 8; bit++) {
      const byte = String.fromCharCode(255 - 2 ** bit);
      const confirmed = unpackSlotHeader(packed.slice(0, 32) + byte + packed.slice(33), crc);
      assert.deepEqual(confirmed, { ...HEADER, confirmed: true });
      const rejected = unpackSlotHeader(packed.slice(0, 33) + byte + packed.slice(34), crc);
      assert.deepEqual(rejected, { ...HEADER, rejected: true });
    }
  });
});

describe("key file", () => {
  it("gives back type and key, of a later version too", () => {
    assert.equal(packKey(3, "\0key"), "\x01\x03\0key");
    assert.deepEqual(unpackKey(packKey(3, "\0key")), { type: 3, key: "\0key" });
    assert.deepEqual(unpackKey("\x02\x03\0key"), { type: 3, key: "\0key" });
  });

  it("is none when empty, erased or without a key", () => {
    for (const bytes of ["", "\x01", "\x01\x03", "\0\0\0", "\xff\xff\xff"]) assert.equal(unpackKey(bytes), undefined);
  });
});

describe("words", () => {
  it("are four bytes, high byte first, for all 32-bit numbers", () => {
    for (const value of [0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 0x01020304]) {
      assert.equal(Buffer.from(packWord(value), "latin1").readUInt32BE(), value);
      assert.equal(unpackWord(`x${packWord(value)}`, 1), value);
    }
    assert.equal(unpackWord("", 0), 0);
  });
});
