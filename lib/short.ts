// Functions of the interpreter under names of our own, which the build shortens: theirs are written out in an image at
// every use.

/** `String.fromCharCode` for codes 0 to 255. */
export const chr = String.fromCharCode;

/** `Array.isArray`. */
export const isArray = Array.isArray;

/** `Object.keys`. */
export const keys = Object.keys;

/** `Math.min`. */
export const min = Math.min;
