// What MD5, SHA-1 and SHA-256 have in common: the message is padded to blocks of 64 bytes, and each block is
// mixed into a small state (RFC 1321 section 3, FIPS 180-4 section 5).
// Every machine that this runs on is little-endian, so a byte view of the words does without shifts. Memory:
// 80 words of scratch and the state, while a digest is computed.

/** Mixes one block, the first 16 of `words`, into the state; the other 64 words are free for it to use. */
export type Mix = (state: Int32Array, words: Int32Array) => void;

/** The digest of a byte string from the initial state; `flip` is 0 for little-endian words and 3 for
 *  big-endian ones. */
export function digest(data: string, state: Int32Array, mix: Mix, flip: number): string {
  const words = new Int32Array(80);
  const block = new Uint8Array(words.buffer);
  const bytes = data.length;
  const padded = (bytes + 72) & -64;
  for (let at = 0; at < padded; at += 64) {
    // Past the end charCodeAt gives NaN, which is stored as the padding's 0.
    for (let i = 0; i < 64; i++) block[i ^ flip] = data.charCodeAt(at + i);
    if (at == (bytes & -64)) block[(bytes & 63) ^ flip] = 128;
    // The length in bits; its upper word stays 0, as no string here has 2^29 bytes.
    if (at + 64 == padded) words[flip ? 15 : 14] = bytes << 3;
    mix(state, words);
  }
  const bytesOut = new Uint8Array(state.buffer);
  let out = "";
  for (let i = 0; i < bytesOut.length; i++) out += String.fromCharCode(bytesOut[i ^ flip]);
  return out;
}
