// MQTT 3.1.1 packets that a device sends (OASIS MQTT 3.1.1, chapter 3), built as byte strings: every char is 0..255.
// Nothing here keeps memory. Lengths are bytes; a caller gives text that already is UTF-8 bytes.

export const CONNECT = 0x10;
export const CONNACK = 2;
export const PUBLISH = 3;
export const PUBACK = 4;
export const SUBACK = 9;
export const UNSUBACK = 11;
export const PINGRESP = 13;

/** The largest Remaining Length [MQTT-2.2.3]: 268,435,455 bytes. */
export const MAX_REMAINING = 268435455;

/** A 16-bit number, high byte first. */
export function word(value: number): string {
  return String.fromCharCode(value >> 8, value & 255);
}

/** A string with its 16-bit length in front [MQTT-1.5.3]; at most 65,535 bytes, which the caller has checked. */
export function text(bytes: string): string {
  return word(bytes.length) + bytes;
}

/** A fixed header: packet type with flags, then Remaining Length in 7-bit groups [MQTT-2.2.3]. */
export function header(typeAndFlags: number, lenBytes: number): string {
  let out = String.fromCharCode(typeAndFlags);
  while (lenBytes > 127) {
    out += String.fromCharCode((lenBytes & 127) | 128);
    lenBytes >>= 7;
  }
  return out + String.fromCharCode(lenBytes);
}

/** CONNECT with user name and password and never a will: the platform supports none. */
export function connect(
  clientId: string, username: string, password: string, keepAliveSec: number, clean: boolean,
): string {
  const body = "\0\x04MQTT\x04" + (clean ? "\xc2" : "\xc0") + word(keepAliveSec) +
    text(clientId) + text(username) + text(password);
  return header(CONNECT, body.length) + body;
}

/** PUBLISH up to its payload, which the caller sends behind it. `packetId` counts for QoS 1 only. */
export function publish(topic: string, qos: number, packetId: number, payloadBytes: number): string {
  const variable = text(topic) + (qos ? word(packetId) : "");
  return header(0x30 | (qos << 1), variable.length + payloadBytes) + variable;
}

/** SUBSCRIBE for topic filters of one QoS; the platform takes at most 8 in a packet. */
export function subscribe(packetId: number, topics: string[], qos: number): string {
  let body = word(packetId);
  for (let i = 0; i < topics.length; i++) body += text(topics[i]) + String.fromCharCode(qos);
  return header(0x82, body.length) + body;
}

/** UNSUBSCRIBE for one topic filter. */
export function unsubscribe(packetId: number, topic: string): string {
  return header(0xa2, topic.length + 4) + word(packetId) + text(topic);
}

/** PUBACK. */
export function puback(packetId: number): string {
  return "\x40\x02" + word(packetId);
}

export const PINGREQ = "\xc0\0";
export const DISCONNECT = "\xe0\0";
