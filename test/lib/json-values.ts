// How the tests of the JSON codec compare: texts as bytes, thrown codes, and numbers nearly.

import assert from "node:assert/strict";

/** UTF-8 bytes of a text, a character each. */
export const inBytes = (text: string) => Buffer.from(text, "utf8").toString("latin1");

/** A text cut to what a title bears. */
export const show = (text: string) => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** What `action` throws; the codec throws numbers. */
export function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return "nothing";
}

/** Equal, but for numbers, which may differ by units in the last place. */
export function assertClose(actual: any, expected: any, message: string): void {
  if (typeof expected == "number") {
    assert.equal(typeof actual, "number", message);
    const error = Math.abs(actual - expected);
    assert.ok(error <= Math.abs(expected) * 8e-15, `${message}: ${actual} for ${expected}`);
  } else if (expected && typeof expected == "object") {
    assert.deepEqual(Object.keys(actual), Object.keys(expected), message);
    for (const key of Object.keys(expected)) assertClose(actual[key], expected[key], message);
  } else assert.equal(actual, expected, message);
}
