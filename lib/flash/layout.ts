// The layout of a journal page (journal.ts says what it means). Numbers that boards hold in flash: never to
// be changed.
//   record = crc32 of the rest · sequence u32 · type u8 · version u8 · length u16 · data, padded to words ·
//   state word

/**
 * Format of the pages. A later one keeps the layout of records, so that this version can see that it must not
 * write.
 */
export const FORMAT = 1;

/** Bytes of a record before its data. */
export const HEAD_BYTES = 12;

/** Bytes of the word behind it. */
export const STATE_BYTES = 4;

/** The state word of a record that was written, was read back, was sealed, and has more behind it. */
export const WRITTEN = 0xffffffff;
export const VERIFIED = 0x00ffffff;
export const SEALED = 0x0000ffff;
export const CLOSED = 0;

/** Bytes of a record without data, such as the commit. */
export const COMMIT_BYTES = 16;

/** Half of the types whose superseded data is wiped (wipe.ts): 6 and 7. */
export const WIPED_TYPES = 3;

/** Bytes read at once to see that a page is erased; a page is a multiple of them. */
export const CHUNK_BYTES = 256;
