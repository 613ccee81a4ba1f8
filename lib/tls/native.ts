// What TLS needs of the interpreter, in the interpreter's own shapes, so that its objects are the port as they are: the
// object `E` and the module `crypto` (Espruino 2v29). Byte strings have characters 0 to 255.

/** Bytes as the native functions take them. A view of a flat Uint8Array is read in place; a string, or an array of pieces,
 *  is copied to the stack of the task first, which is 15,000 to 25,000 bytes on a board. */
export type Bytes = string | ArrayBuffer | Uint8Array | Bytes[];

/** Of the object `E`. */
export interface Native {
  /** Pieces joined to a byte string. */
  toString(...pieces: Bytes[]): string;
  toUint8Array(...pieces: Bytes[]): Uint8Array;
  /** The sum of `a[i] * b[(i + offset) mod b.length]` in double precision. */
  convolve(a: ArrayLike<number>, b: ArrayLike<number>, offset: number): number;
}

/** Options of AES: `iv` has 16 bytes, `mode` is "CBC" when left out. */
interface AesOptions {
  iv?: Bytes;
  mode?: string;
}

/** Of the module `crypto`. AES takes whole blocks of 16 bytes, and keys of 16 or 32 bytes. */
export interface Crypto {
  SHA1(data: Bytes): ArrayBuffer;
  SHA256(data: Bytes): ArrayBuffer;
  SHA384(data: Bytes): ArrayBuffer;
  SHA512(data: Bytes): ArrayBuffer;
  AES: {
    encrypt(data: Bytes, key: Bytes, options: AesOptions): ArrayBuffer;
    decrypt(data: Bytes, key: Bytes, options: AesOptions): ArrayBuffer;
  };
}

export let native: Native;
/** Its `toString`: what is used most has a name of its own, which takes less code and is found sooner. */
export let toBytes: Native["toString"];
export let crypto: Crypto;

/** Gives TLS the interpreter; once, before anything else of it is used. */
export function useNative(its: Native, module: Crypto): void {
  native = its;
  toBytes = its.toString;
  crypto = module;
}

/** The hash as a byte string. */
export function sha256(data: Bytes): string {
  return toBytes(crypto.SHA256(data));
}
