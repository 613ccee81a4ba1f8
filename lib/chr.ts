// The byte string of char codes. A name of its own: the interpreter's is written out in an image at every use.

/** `String.fromCharCode` for codes 0 to 255. */
export const chr = String.fromCharCode;
