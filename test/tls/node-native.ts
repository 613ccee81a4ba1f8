// The port of lib/tls/native.ts on Node: the interpreter's object `E` and its module `crypto`, as far as TLS uses them.
import { createCipheriv, createDecipheriv, createHash } from "node:crypto";
import type { Bytes, Crypto, Native } from "../../lib/tls/native.ts";

function flat(data: Bytes): Buffer {
  if (typeof data === "string") return Buffer.from(data, "latin1");
  if (Array.isArray(data)) return Buffer.concat(data.map(flat));
  return data instanceof ArrayBuffer ? Buffer.from(data) : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
}

const own = (bytes: Buffer): ArrayBuffer => new Uint8Array(bytes).buffer;

const hash = (name: string) => (data: Bytes): ArrayBuffer => own(createHash(name).update(flat(data)).digest());

function crypt(encrypt: boolean) {
  return (data: Bytes, key: Bytes, { iv = "\0".repeat(16), mode = "CBC" }: { iv?: Bytes; mode?: string }): ArrayBuffer => {
    const bytes = flat(key);
    const name = `aes-${bytes.length * 8}-${mode.toLowerCase()}`;
    const cipher = (encrypt ? createCipheriv : createDecipheriv)(name, bytes, mode === "ECB" ? null : flat(iv));
    cipher.setAutoPadding(false);
    return own(Buffer.concat([cipher.update(flat(data)), cipher.final()]));
  };
}

/** `E` on Node. */
export const nodeNative: Native = {
  toString: (...pieces) => flat(pieces).toString("latin1"),
  toUint8Array: (...pieces) => new Uint8Array(flat(pieces)),
  convolve(a, b, offset) {
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum += a[i] * b[(i + offset) % b.length];
    return sum;
  },
};

/** The module `crypto` on Node. */
export const nodeCrypto: Crypto = {
  SHA1: hash("sha1"),
  SHA256: hash("sha256"),
  SHA384: hash("sha384"),
  SHA512: hash("sha512"),
  AES: { encrypt: crypt(true), decrypt: crypt(false) },
};
