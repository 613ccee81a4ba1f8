// What the core needs from outside: each port is one small thing that firmware and tests provide in their own
// way. Strings that carry bytes have characters 0 to 255 only.

/**
 * Raw NOR flash: writing can only turn bits from 1 to 0, erasing sets all bits of a page. None of the calls
 * reports a failure.
 */
export interface FlashPort {
  /** The `lenBytes` bytes at `addr`. */
  _read(addr: number, lenBytes: number): string;
  /** `addr` and the length of `data` are multiples of 4. */
  _write(addr: number, data: string): void;
  /** Erases the page that holds `addr`. */
  _erase(addr: number): void;
}

/** CRC-32 of ISO 3309 (as in zip and Ethernet) of a byte string, 0 to 2^32 - 1. */
export type Crc32 = (data: string) => number;
