// The root certificates that a board trusts: a file in its Storage, read in place from flash. Provisioning makes it of PEM
// files. Version u8 (1), then the roots, each
//   seconds since 1970 of its end u32 · exponent u32 · 1 bit for a common name, 15 bits length of the name, u16 length of
//   the modulus · name (content of the subject's SEQUENCE) · modulus
// Numbers have their high byte first. The bit is set where a server's certificate without alternative names may name it
// by its common name.
import { E_ROOTS } from "../codes.ts";
import { packWord, unpackWord } from "../flash/word.ts";
import { type RsaKey, isRsaKey } from "./rsa.ts";

/** The file in Storage. */
export const ROOTS_FILE = "lk.ca";

/** Where the first root is in it. */
export const FIRST_ROOT = 1;

export interface Root {
  /** Content of the SEQUENCE that its subject is. */
  _name: string;
  _key: RsaKey;
  /** Last second of its validity since 1970, 2106 for any later one. */
  _to: number;
  _commonName: boolean;
}

/** Reads the root at `at` in the file's content, and tells where it ends. Throws E_ROOTS when it is none. */
export function readRoot(roots: string, at: number): Root & { _end: number } {
  const lengths = unpackWord(roots, at + 8);
  const nameEnd = at + 12 + ((lengths >>> 16) & 32767);
  const end = nameEnd + (lengths & 65535);
  const key = { _n: roots.substring(nameEnd, end), _e: unpackWord(roots, at + 4) };
  if (roots[0] != "\x01" || end > roots.length || !isRsaKey(key)) throw E_ROOTS;
  return {
    _name: roots.substring(at + 12, nameEnd), _key: key, _to: unpackWord(roots, at), _commonName: lengths > 2147483647,
    _end: end,
  };
}

/** The content of the file for these roots. */
export function packRoots(roots: Root[]): string {
  return "\x01" + roots.map((root) => {
    const { _n: modulus, _e: exponent } = root._key;
    const lengths = packWord((+root._commonName * 32768 + root._name.length) * 65536 + modulus.length);
    return packWord(Math.min(root._to, 0xffffffff)) + packWord(exponent) + lengths + root._name + modulus;
  }).join("");
}
