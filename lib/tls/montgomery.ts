// The RSA operation with a public key (RFC 8017 sections 5.1.1 and 5.2.2) in small steps: Montgomery's product without
// comparisons (P. L. Montgomery, "Modular multiplication without trial division", 1985), by columns, each of which is one
// native convolution. Memory while an operation is under way: three arrays of 8 bytes for every 22 bits of the modulus
// (2,256 bytes in all for 2,048 bits, 4,488 for 4,096); nothing afterwards.
import { native, toBytes } from "./native.ts";

/** `_n` is the modulus, big-endian, without a leading zero byte; `_e` the exponent. */
export interface RsaKey {
  _n: string;
  _e: number;
}

const LIMB_BITS = 22;

// The steps of an operation: two products, in two halves each, and four that are none.
const SQUARE = 0;
const MULTIPLY = 1;
const SHIFT = 2;
const SET_FACTOR = 3;
const PUT_INPUT = 4;
const REDUCE = 5;

/** Begins `input`^e mod n; `key` is one that isRsaKey takes. Each call of the result is one piece of work, half a product at
 *  most: it returns "" while that goes on, at last the bytes, as many as the modulus has, and is not to be called again.
 *  An input of another length, or not below the modulus, gives the modulus, which is nobody's signature: such a one is invalid
 *  (sections 5.2.2, 8.2.2). */
export function startRsa(key: RsaKey, input: string): () => string {
  // Limbs have 22 bits: a column of 4,096 bits adds 2 * 187 products of two limbs and a carry to less than 2^53, so that
  // doubles are exact; with 23 bits it would not. As constants these two would be written out at a dozen places.
  let base = 4194304;
  let mask = 4194303;
  let modulus = key._n;
  const lenBytes = modulus.length;
  if (input.length != lenBytes || input >= modulus) return () => modulus;
  // At least two bits more than the modulus has: products of numbers below twice the modulus are below it again.
  const limbs = ((lenBytes * 8 + 23) / LIMB_BITS) | 0;
  const size = limbs * 2;
  // Two numbers share each array, so that one convolution has both sums of a column. `low` has the power at even places
  // and the multiples of the modulus to add at odd ones, lowest limb first; `high` has the power once more, or `factor`
  // another factor, at even places and the modulus at odd ones, highest limb first.
  const low = new Int32Array(size);
  const high = new Int32Array(size);

  function put(numbers: Int32Array, at: number, bytes: string): void {
    // Four bytes before it, for reading the highest limb.
    const all = native.toUint8Array("\0\0\0\0", bytes);
    for (let bit = 0; at >= 0; bit += LIMB_BITS) {
      const from = lenBytes - (bit >> 3);
      const word = (all[from] << 24) | (all[from + 1] << 16) | (all[from + 2] << 8) | all[from + 3];
      numbers[at] = (word >>> (bit & 7)) & mask;
      at -= 2;
    }
  }

  // In base 2. A method of numbers would leave something behind in the interpreter for good; so do views of other kinds
  // than these, and dates.
  function bits(number: number): string {
    let digits = "";
    for (; number; number >>= 1) digits = (number & 1) + digits;
    return digits;
  }

  // Takes `times` the modulus from the power, after moving it up by a limb when `isShift`. Not 0 when the difference is
  // negative; all limbs are those of its complement then.
  function subtract(times: number, isShift?: boolean): number {
    let carry = 0;
    let below = 0;
    let limb = 0;
    for (let i = size; i; ) {
      limb = low[size - i];
      carry += (isShift ? below : limb) - times * high[--i];
      below = limb;
      limb = carry & mask;
      low[size - 1 - i] = high[--i] = limb;
      carry = (carry - limb) / base;
    }
    return carry;
  }

  // The three highest limbs of the power (0) or the modulus (1).
  function top(at: number): number {
    return (high[at] * base + high[at + 2]) * base + high[at + 4];
  }

  put(high, size - 1, modulus);
  const factor = new Int32Array(high);
  // -1 / modulus modulo `base`, by Newton's iteration from 3 right bits.
  const lowest = high[size - 1];
  let inverse = -lowest;
  for (let i = 3; i--; ) inverse = (inverse * ((lowest * inverse + 2) & mask)) & mask;

  // R is base ^ limbs, and the Montgomery form of a number R times it. The power begins as base ^ (limbs - 1); every shift
  // after the first makes it the Montgomery form of the next power of base, up to that of R: the factor that brings the
  // input into Montgomery form. The last factor is not in this form, which brings the result out of it.
  low[size - 2] = high[0] = 1;
  const steps = `${PUT_INPUT}${SHIFT}` + `${SHIFT}`.repeat(limbs >> 4) +
    bits(limbs).slice(-4).replace(/1/g, `${SQUARE}${SHIFT}`) + `${MULTIPLY}${SET_FACTOR}` +
    bits(key._e).slice(1, -1).replace(/1/g, `${SQUARE}${MULTIPLY}`) + `${SQUARE}${PUT_INPUT}${MULTIPLY}${REDUCE}`;
  // Freed as long as the operation goes on.
  key = 0 as never;
  modulus = "";
  let step = 0;
  let isUpper = false;
  let carried = 0;

  return () => {
    const what = +steps[step];
    if (what < SHIFT) {
      // Names of this function are found sooner than those of the one around it.
      let limb = 0;
      let i = size;
      let sum = carried;
      const last = i - 1;
      const its = low;
      const other = what ? factor : high;
      const mirrored = high;
      const convolve = native.convolve;
      if (isUpper) {
        while (i) {
          sum += convolve(its.subarray(last + 3 - i), other, 0);
          limb = sum & mask;
          sum = (sum - limb) / base;
          its[last + 1 - i] = mirrored[i -= 2] = limb;
        }
      } else {
        while (i) {
          sum += convolve(other.subarray(i -= 2, last), its, 0);
          limb = its[last - i] = ((sum & mask) * inverse) & mask;
          sum = (sum + limb * lowest) / base;
        }
      }
      carried = sum;
      if ((isUpper = !isUpper)) return "";
    } else if (what == SHIFT) subtract(((top(0) / top(1)) * base - 0.1) | 0, true);
    else if (what == SET_FACTOR) factor.set(high);
    else if (what == PUT_INPUT) put(factor, size - 2, input);
    else if (what == REDUCE) {
      if (subtract(1)) subtract(-1);
    } else {
      factor.fill(0);
      const view = new DataView(factor.buffer);
      for (let i = 0, bit = 0; i < size; i += 2) {
        const at = lenBytes - (bit >> 3);
        view.setUint32(at, view.getUint32(at) | (low[i] << (bit & 7)));
        bit += LIMB_BITS;
      }
      return toBytes(new Uint8Array(factor.buffer, 4, lenBytes));
    }
    step++;
    return "";
  };
}
