// The module `crypto`: hashes, PBKDF2 and AES of the firmware, as far as the board's build has them. All
// results are ArrayBuffers. CTR ignores the initialisation vector and always counts from 0, as the native
// code does.

import { createCipheriv, createDecipheriv, createHash, pbkdf2Sync } from "node:crypto";
import { pointedBytes } from "../bytes.ts";
import type { Machine } from "../machine.ts";
import { type AnyFunction, Unlike } from "../realm.ts";

const BLOCK_BYTES = 16;

/** Makes the module; undefined where the build has none. */
export function createCrypto(machine: Machine): object | undefined {
  const { realm, inspector } = machine;
  const available = machine.hardware.facts.crypto;
  if (available.length === 0) return undefined;
  const bytes = (value: unknown): Buffer => {
    if (value === undefined) throw realm.makeError("Error", "Unsupported first argument of type undefined");
    return pointedBytes(realm, inspector, value);
  };
  const module = realm.library("crypto");

  for (const name of ["sha1", "sha224", "sha256", "sha384", "sha512"]) {
    if (!available.includes(name)) continue;
    realm.define(module, {
      [name.toUpperCase()]: (message) => realm.arrayBuffer(createHash(name).update(bytes(message)).digest()),
    });
  }

  if (available.includes("pbkdf2")) {
    realm.define(module, {
      PBKDF2(passphrase, salt, options) {
        const { keySize, iterations, hasher = "SHA1" } = (options ?? {}) as Record<string, unknown>;
        const hash = String(hasher).toLowerCase();
        if (!available.includes(hash)) throw realm.makeError("Error", `Unknown Hasher "${String(hasher)}"`);
        const words = Number(keySize) > 0 ? Math.trunc(Number(keySize)) : 4;
        const rounds = Number(iterations) >= 1 ? Math.trunc(Number(iterations)) : 1;
        return realm.arrayBuffer(pbkdf2Sync(bytes(passphrase), bytes(salt), rounds, words * 4, hash));
      },
    });
  }

  if (available.includes("aes")) {
    const crypt =
      (encrypt: boolean): AnyFunction =>
      (message, key, options) => {
        if (options !== undefined && (typeof options !== "object" || options === null)) {
          machine.print("ERROR: 'options' must be undefined, or an Object\n");
          return undefined;
        }
        const { iv, mode = "CBC" } = (options ?? {}) as Record<string, unknown>;
        const keyBytes = bytes(key);
        const data = bytes(message);
        const start = Buffer.alloc(BLOCK_BYTES);
        if (iv !== undefined) bytes(iv).copy(start);
        if (!encrypt && (mode === "CTR" || mode === "CFB")) {
          throw new Unlike(
            `AES.decrypt in mode ${mode} gives garbage on Espruino (in CTR, encrypt undoes itself)`,
          );
        }
        const failure = checkAes(String(mode), keyBytes, data);
        if (failure?.thrown) throw realm.makeError("Error", failure.text);
        if (failure) {
          machine.print(`ERROR: ${failure.text}\n`);
          return undefined;
        }
        return realm.arrayBuffer(runAes(String(mode), keyBytes, data, start, encrypt));
      };
    const aes = realm.library("AES");
    realm.define(aes, { encrypt: crypt(true), decrypt: crypt(false) });
    for (const name of ["ccmEncrypt", "ccmDecrypt"]) {
      if (!available.includes("aes-ccm")) continue;
      realm.define(aes, {
        [name]: () => {
          throw new Unlike(`AES.${name} is not simulated`);
        },
      });
    }
    Object.defineProperty(module, "AES", { value: aes, enumerable: false });
    Object.defineProperty(realm.global, "AES", {
      value: aes,
      enumerable: false,
      configurable: true,
      writable: true,
    });
  }
  return module;
}

function checkAes(mode: string, key: Buffer, data: Buffer): { text: string; thrown?: boolean } | undefined {
  if (!["CBC", "CFB", "CTR", "OFB", "ECB"].includes(mode))
    return { text: `Unknown Crypto mode "${mode}"`, thrown: true };
  if (![16, 24, 32].includes(key.length)) return { text: "Unknown error: -0x20" };
  if (mode === "OFB") return { text: "Feature unavailable" };
  if (mode === "CBC" && data.length % BLOCK_BYTES !== 0) return { text: "Invalid input length" };
  return undefined;
}

function runAes(mode: string, key: Buffer, data: Buffer, iv: Buffer, encrypt: boolean): Buffer {
  const bits = key.length * 8;
  const name = `aes-${bits}-${mode === "CFB" ? "cfb8" : mode.toLowerCase()}`;
  const start = mode === "ECB" ? null : mode === "CTR" ? Buffer.alloc(BLOCK_BYTES) : iv;
  const cipher = encrypt ? createCipheriv(name, key, start) : createDecipheriv(name, key, start);
  const whole = mode === "ECB" ? data.subarray(0, data.length - (data.length % BLOCK_BYTES)) : data;
  cipher.setAutoPadding(false);
  const done = Buffer.concat([cipher.update(whole), cipher.final()]);
  return Buffer.concat([done, Buffer.alloc(data.length - done.length)]);
}
