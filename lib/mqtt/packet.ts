// MQTT 3.1.1 packets as byte strings (OASIS MQTT 3.1.1, chapters 2 and 3): every char is 0..255.
// Nothing here keeps memory. Lengths are bytes; a caller gives text that already is UTF-8 bytes.
import { chr } from "../short.ts";

export const CONNECT = 0x10;
export const CONNACK = 0x20;
export const PUBLISH = 0x30;
export const PUBACK = 0x40;
export const SUBSCRIBE = 0x82;
export const SUBACK = 0x90;
export const PINGRESP = 0xd0;
/** Flags in the first byte of a PUBLISH. */
export const DUP = 8;
export const QOS_1 = 2;

export const PINGREQ = "\xc0\0";
export const DISCONNECT = "\xe0\0";
/** PUBACK up to its packet id. */
export const PUBACK_OF = "\x40\x02";

/** A 16-bit number, high byte first. */
export function word(value: number): string {
  return chr(value >> 8, value & 255);
}

/** A string with its 16-bit length in front [MQTT-1.5.3]; at most 65,535 bytes, which the caller has checked. */
export function text(bytes: string): string {
  return word(bytes.length) + bytes;
}

/** The beginning of a packet: type with flags, the Remaining Length in 7-bit groups [MQTT-2.2.3], and the 16-bit number
 *  that the rest of each packet to the platform begins with. */
export function header(first: number, lenBytes: number, number: number): string {
  return lenBytes > 127 ? chr(first) + header((lenBytes & 127) | 128, lenBytes >> 7, number)
    : chr(first, lenBytes, number >> 8, number & 255);
}
