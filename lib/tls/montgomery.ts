// Powers of large numbers modulo an odd one, in small steps: Montgomery's product without comparisons (P. L. Montgomery,
// "Modular multiplication without trial division", 1985), column by column, each column one native convolution. Memory
// while a power is under way: three arrays of 8 bytes for every 22 bits of the modulus (2,256 bytes in all for 2,048 bits,
// 4,488 for 4,096); nothing afterwards.
import { native } from "./native.ts";

// A column of 4,096 bits adds 2 * 187 products of two limbs and a carry to less than 2^53, so that doubles are exact; with
// limbs of 23 bits it would not.
const LIMB_BITS = 22;
const BASE = 4194304;
const MASK = 4194303;

// The steps of a power: two products, in two halves each, and three that are none.
const SQUARE = 0;
const MULTIPLY = 1;
const SHIFT = 2;
const SET_FACTOR = 3;
const PUT_INPUT = 4;

/** Begins `input`^`exponent` mod `modulus`, byte strings of one length (256 to 512) with `input` < `modulus`, which is odd;
 *  the exponent is odd, from 3 to 2^31 - 1. Each call of the result is one piece of work, half a product at most: it
 *  returns "" while that goes on, at last the power, as long as the modulus, and is not to be called again. */
export function startPower(modulus: string, exponent: number, input: string): () => string {
  const lenBytes = modulus.length;
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
    const view = new DataView(native.toUint8Array("\0\0\0\0", bytes).buffer);
    for (let bit = 0; at >= 0; bit += LIMB_BITS) {
      numbers[at] = (view.getUint32(lenBytes - (bit >> 3)) >>> (bit & 7)) & MASK;
      at -= 2;
    }
  }

  // Takes `times` the modulus from the power, after moving it up by a limb when `isShift`. Not 0 when the difference is
  // negative; all limbs are those of its complement then.
  function subtract(times: number, isShift?: boolean): number {
    let carry = 0;
    let below = 0;
    let limb = 0;
    for (let i = 0; i < size; i += 2) {
      limb = low[i];
      carry += (isShift ? below : limb) - times * high[size - 1 - i];
      below = limb;
      low[i] = high[size - 2 - i] = limb = carry & MASK;
      carry = (carry - limb) / BASE;
    }
    return carry;
  }

  // The three highest limbs of the power (0) or the modulus (1).
  function top(at: number): number {
    return (high[at] * BASE + high[at + 2]) * BASE + high[at + 4];
  }

  put(high, size - 1, modulus);
  const factor = new Int32Array(high);
  // -1 / modulus modulo BASE, by Newton's iteration from 3 right bits.
  const lowest = high[size - 1];
  let inverse = -lowest;
  for (let i = 3; i--; ) inverse = (inverse * ((lowest * inverse + 2) & MASK)) & MASK;

  // R is BASE^limbs, and the Montgomery form of a number R times it. The power begins as BASE^(limbs - 2); three shifts
  // later it is the Montgomery form of BASE, and that to the power of `limbs` is the one of R: the factor that brings the
  // input into Montgomery form. The last factor is not in this form, which brings the result out of it.
  low[size - 4] = high[2] = 1;
  const steps = `${PUT_INPUT}${SHIFT}${SHIFT}${SHIFT}` +
    limbs.toString(2).substr(1).replace(/1/g, `${SQUARE}${SHIFT}`) + `${MULTIPLY}${SET_FACTOR}` +
    exponent.toString(2).slice(1, -1).replace(/1/g, `${SQUARE}${MULTIPLY}`) + `${SQUARE}${PUT_INPUT}${MULTIPLY}`;
  let step = 0;
  let isUpper = false;
  let sum = 0;

  return () => {
    const what = +steps[step];
    if (what < SHIFT) {
      const convolve = native.convolve;
      const other = what == SQUARE ? high : factor;
      let limb = 0;
      for (let i = 0; i < size; i += 2) {
        if (isUpper) {
          sum += convolve(low.subarray(i + 2), other, 0);
          low[i] = high[size - 2 - i] = limb = sum & MASK;
          sum -= limb;
        } else {
          sum += convolve(other.subarray(size - 2 - i, size - 1), low, 0);
          low[i + 1] = limb = ((sum & MASK) * inverse) & MASK;
          sum += limb * lowest;
        }
        sum /= BASE;
      }
      if ((isUpper = !isUpper)) return "";
    } else if (what == SHIFT) subtract(((top(0) / top(1)) * BASE - 0.1) | 0, true);
    else if (what == SET_FACTOR) factor.set(high);
    else if (what == PUT_INPUT) put(factor, size - 2, input);
    else {
      if (subtract(1)) subtract(-1);
      const bytes = new Uint8Array(lenBytes);
      for (let i = 0; i < lenBytes; i++) {
        const bit = (i * 8) % LIMB_BITS;
        const at = (i * 8 - bit) / 11;
        bytes[lenBytes - 1 - i] = (low[at] >> bit) | (low[at + 2] << (LIMB_BITS - bit));
      }
      return native.toString(bytes);
    }
    step++;
    return "";
  };
}
