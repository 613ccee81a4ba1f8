// The record layer and the secrets of a TLS 1.2 server for tests (RFC 5246 sections 5, 6 and 8.1; RFC 7366; RFC 7627), on
// node:crypto alone and apart from the code that it is held against. It can seal wrongly on purpose.

import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from "node:crypto";

/** Content types. */
export const CHANGE = 20;
export const ALERT = 21;
export const HANDSHAKE = 22;
export const DATA = 23;

/** What a suite of number `n` is made of. */
export interface SuiteParts {
  psk: boolean;
  keyBytes: number;
  hash: "sha1" | "sha256";
}

export const SUITE_PARTS: Record<number, SuiteParts> = {
  0x003c: { psk: false, keyBytes: 16, hash: "sha256" },
  0x003d: { psk: false, keyBytes: 32, hash: "sha256" },
  0x002f: { psk: false, keyBytes: 16, hash: "sha1" },
  0x0035: { psk: false, keyBytes: 32, hash: "sha1" },
  0x00ae: { psk: true, keyBytes: 16, hash: "sha256" },
  0x008c: { psk: true, keyBytes: 16, hash: "sha1" },
};

/** An integer of so many bytes. */
export function uint(value: number, lenBytes: number): Buffer {
  const bytes = Buffer.alloc(lenBytes);
  bytes.writeUIntBE(value, 0, lenBytes);
  return bytes;
}

/** Bytes behind their length, itself of so many bytes. */
export function vector(lenBytes: number, ...pieces: Uint8Array[]): Buffer {
  const body = Buffer.concat(pieces);
  return Buffer.concat([uint(body.length, lenBytes), body]);
}

export function sha256(...pieces: Uint8Array[]): Buffer {
  return createHash("sha256").update(Buffer.concat(pieces)).digest();
}

/** P_SHA256 (RFC 5246 section 5). */
export function prf(secret: Buffer, label: string, seed: Buffer, lenBytes: number): Buffer {
  const whole = Buffer.concat([Buffer.from(label), seed]);
  const blocks: Buffer[] = [];
  for (let a = whole, made = 0; made < lenBytes; made += 32) {
    a = createHmac("sha256", secret).update(a).digest();
    blocks.push(createHmac("sha256", secret).update(a).update(whole).digest());
  }
  return Buffer.concat(blocks).subarray(0, lenBytes);
}

/** What seals or opens records in one direction. */
export interface Keys {
  hash: "sha1" | "sha256";
  mac: Buffer;
  key: Buffer;
  etm: boolean;
  sequence: number;
}

/** The keys of both directions (section 6.3). */
export function makeKeys(
  suite: number, master: Buffer, randoms: { client: Buffer; server: Buffer }, etm: boolean,
): { client: Keys; server: Keys } {
  const { keyBytes, hash } = SUITE_PARTS[suite]!;
  const macBytes = hash === "sha1" ? 20 : 32;
  const seed = Buffer.concat([randoms.server, randoms.client]);
  const block = prf(master, "key expansion", seed, 2 * (macBytes + keyBytes));
  const keysAt = (first: number): Keys => ({
    hash,
    mac: block.subarray(first * macBytes, (first + 1) * macBytes),
    key: block.subarray(2 * macBytes + first * keyBytes).subarray(0, keyBytes),
    etm,
    sequence: 0,
  });
  return { client: keysAt(0), server: keysAt(1) };
}

/** How a record is sent; what is left out is as it should be. */
export interface How {
  /** Of the record. */
  version?: number;
  /** Not sealed although all is. */
  plain?: boolean;
  /** So many bytes of padding, the one with its length included: 1 to 256, whole blocks in all. */
  padBytes?: number;
  /** Changes the padded text before it is encrypted, or all behind the header. */
  alterText?(text: Buffer): Buffer;
  alterBody?(body: Buffer): Buffer;
  /** Changes what is authenticated. */
  alterMac?(mac: Buffer): Buffer;
}

function macOf(keys: Keys, type: number, version: number, bytes: Buffer, { alterMac = (mac) => mac }: How = {}): Buffer {
  const head = Buffer.concat([uint(0, 2), uint(keys.sequence, 6), uint(type, 1), uint(version, 2), uint(bytes.length, 2)]);
  return alterMac(createHmac(keys.hash, keys.mac).update(head).update(bytes).digest());
}

/** A whole record; sealed when there are keys. */
export function makeRecord(type: number, bytes: Buffer, keys: Keys | undefined, how: How = {}): Buffer {
  const { version = 0x0303, alterBody = (body) => body } = how;
  const body = keys === undefined || how.plain ? bytes : seal(type, bytes, keys, how);
  return Buffer.concat([uint(type, 1), uint(version, 2), vector(2, alterBody(body))]);
}

function seal(type: number, bytes: Buffer, keys: Keys, how: How): Buffer {
  const { version = 0x0303, alterText = (text) => text } = how;
  const plain = keys.etm ? bytes : Buffer.concat([bytes, macOf(keys, type, version, bytes, how)]);
  const padBytes = how.padBytes ?? 16 - (plain.length % 16);
  const text = alterText(Buffer.concat([plain, Buffer.alloc(padBytes, padBytes - 1)]));
  const iv = randomBytes(16);
  const cipher = createCipheriv(`aes-${keys.key.length * 8}-cbc`, keys.key, iv).setAutoPadding(false);
  const sealed = Buffer.concat([iv, cipher.update(text), cipher.final()]);
  const tail = keys.etm ? macOf(keys, type, version, sealed, how) : Buffer.alloc(0);
  keys.sequence++;
  return Buffer.concat([sealed, tail]);
}

/** A record of the client, opened; `fault` says what is wrong with it. */
export interface Opened {
  text: Buffer;
  iv: string;
  fault: string | undefined;
}

/** Opens the body of a record. */
export function openRecord(type: number, version: number, body: Buffer, keys: Keys): Opened {
  const macBytes = keys.mac.length;
  const faults: string[] = [];
  let sealed = body;
  if (keys.etm) {
    sealed = body.subarray(0, -macBytes);
    if (!macOf(keys, type, version, sealed).equals(body.subarray(-macBytes))) faults.push("MAC");
  }
  const iv = sealed.subarray(0, 16);
  const blocks = sealed.subarray(16);
  if (iv.length < 16 || blocks.length === 0 || blocks.length % 16 > 0) return { text: blocks, iv: "", fault: "length" };
  const cipher = createDecipheriv(`aes-${keys.key.length * 8}-cbc`, keys.key, iv).setAutoPadding(false);
  const padded = Buffer.concat([cipher.update(blocks), cipher.final()]);
  const padBytes = padded[padded.length - 1]! + 1;
  if (padded.subarray(-padBytes).some((byte) => byte !== padBytes - 1)) faults.push("padding");
  let text = padded.subarray(0, Math.max(0, padded.length - padBytes));
  if (!keys.etm) {
    const mac = text.subarray(-macBytes);
    text = text.subarray(0, Math.max(0, text.length - macBytes));
    if (!macOf(keys, type, version, text).equals(mac)) faults.push("MAC");
  }
  keys.sequence++;
  return { text, iv: iv.toString("hex"), fault: faults[0] };
}
