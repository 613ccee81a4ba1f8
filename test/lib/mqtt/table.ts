// Every packet that a device sends or receives, as an object of an independent codec (mqtt-packet) and as
// annotated bytes, written by hand from OASIS MQTT 3.1.1, chapter 3: hexadecimal, then what they mean.
import type { Packet } from "mqtt-packet";

/** A packet in its two forms. */
export interface Row {
  name: string;
  packet: Packet;
  bytes: string;
  /** A device receives this packet. */
  received?: boolean;
}

/** The byte string of annotated hexadecimal: what stands behind `;` is a note. */
export function unhex(annotated: string): string {
  return annotated.split("\n").flatMap((line) => line.split(";")[0].trim().split(/\s+/)).filter(Boolean)
    .map((pair) => String.fromCharCode(parseInt(pair, 16))).join("");
}

const connack = (returnCode: number, sessionPresent: boolean): Row => ({
  name: `CONNACK ${returnCode}${sessionPresent ? ", session present" : ""}`,
  packet: { cmd: "connack", returnCode, sessionPresent },
  bytes: `
    20 02  ; CONNACK, 2 bytes
    0${sessionPresent ? 1 : 0} 0${returnCode}  ; session present, return code`,
  received: true,
});

export const TABLE: Row[] = [
  {
    name: "CONNECT with a clean session",
    packet: {
      cmd: "connect", protocolId: "MQTT", protocolVersion: 4, clean: true, keepalive: 300, clientId: "c|s=2|",
      username: "d&p", password: Buffer.from("AB12"),
    },
    bytes: `
      10 1d              ; CONNECT, 29 bytes
      00 04 4d 51 54 54  ; "MQTT"
      04 c2              ; 3.1.1; user name, password, clean session
      01 2c              ; keepalive 300 s
      00 06 63 7c 73 3d 32 7c  ; clientId "c|s=2|"
      00 03 64 26 70     ; user name "d&p"
      00 04 41 42 31 32  ; password "AB12"`,
  },
  {
    name: "CONNECT with a kept session and no keepalive",
    packet: {
      cmd: "connect", protocolId: "MQTT", protocolVersion: 4, clean: false, keepalive: 0, clientId: "c",
      username: "u", password: Buffer.from("p"),
    },
    bytes: `
      10 13              ; CONNECT, 19 bytes
      00 04 4d 51 54 54  ; "MQTT"
      04 c0              ; 3.1.1; user name, password
      00 00              ; no keepalive
      00 01 63           ; clientId "c"
      00 01 75           ; user name "u"
      00 01 70           ; password "p"`,
  },
  {
    name: "SUBSCRIBE for one topic with QoS 1",
    packet: { cmd: "subscribe", messageId: 10, subscriptions: [{ topic: "a/b", qos: 1 }] },
    bytes: `
      82 08           ; SUBSCRIBE, 8 bytes
      00 0a           ; packet id 10
      00 03 61 2f 62  ; topic filter "a/b"
      01              ; QoS 1`,
  },
  {
    name: "SUBSCRIBE for eight topics with QoS 0",
    packet: {
      cmd: "subscribe", messageId: 65535, subscriptions: [..."abcdefgh"].map((topic) => ({ topic, qos: 0 })),
    },
    bytes: `
      82 22                    ; SUBSCRIBE, 34 bytes
      ff ff                    ; packet id 65535
      00 01 61 00  00 01 62 00 ; "a" and "b", QoS 0
      00 01 63 00  00 01 64 00
      00 01 65 00  00 01 66 00
      00 01 67 00  00 01 68 00`,
  },
  {
    name: "PUBLISH with QoS 0",
    packet: {
      cmd: "publish", qos: 0, dup: false, retain: false, topic: "/p/d/user/x", payload: Buffer.from("on"),
    },
    received: true,
    bytes: `
      30 0f           ; PUBLISH, 15 bytes
      00 0b 2f 70 2f 64 2f 75 73 65 72 2f 78  ; topic "/p/d/user/x"
      6f 6e           ; payload "on"`,
  },
  {
    name: "PUBLISH with QoS 0 and no payload",
    packet: { cmd: "publish", qos: 0, dup: false, retain: false, topic: "t", payload: Buffer.alloc(0) },
    received: true,
    bytes: `
      30 03     ; PUBLISH, 3 bytes
      00 01 74  ; topic "t"`,
  },
  {
    name: "PUBLISH with QoS 1 and bytes of every kind",
    packet: {
      cmd: "publish", qos: 1, dup: false, retain: false, messageId: 513, topic: "中",
      payload: Buffer.from([0, 10, 13, 127, 128, 255]),
    },
    received: true,
    bytes: `
      32 0d              ; PUBLISH, QoS 1, 13 bytes
      00 03 e4 b8 ad     ; topic, one character in UTF-8
      02 01              ; packet id 513
      00 0a 0d 7f 80 ff  ; payload`,
  },
  {
    name: "PUBLISH with QoS 1 and no payload",
    packet: {
      cmd: "publish", qos: 1, dup: false, retain: false, messageId: 1, topic: "t", payload: Buffer.alloc(0),
    },
    received: true,
    bytes: `
      32 05     ; PUBLISH, QoS 1, 5 bytes
      00 01 74  ; topic "t"
      00 01     ; packet id 1`,
  },
  {
    name: "PUBLISH with QoS 1, a repetition",
    packet: {
      cmd: "publish", qos: 1, dup: true, retain: false, messageId: 7, topic: "t", payload: Buffer.from("x"),
    },
    received: true,
    bytes: `
      3a 06     ; PUBLISH, DUP, QoS 1, 6 bytes
      00 01 74  ; topic "t"
      00 07     ; packet id 7
      78        ; payload "x"`,
  },
  {
    name: "PUBLISH that was retained",
    packet: { cmd: "publish", qos: 0, dup: false, retain: true, topic: "t", payload: Buffer.from("x") },
    received: true,
    bytes: `
      31 04     ; PUBLISH, RETAIN, 4 bytes
      00 01 74  ; topic "t"
      78        ; payload "x"`,
  },
  {
    name: "PUBACK",
    packet: { cmd: "puback", messageId: 4660 },
    received: true,
    bytes: `
      40 02  ; PUBACK, 2 bytes
      12 34  ; packet id 4660`,
  },
  { name: "PINGREQ", packet: { cmd: "pingreq" }, bytes: "c0 00  ; PINGREQ" },
  {
    name: "DISCONNECT", packet: { cmd: "disconnect" },
    bytes: "e0 00  ; DISCONNECT",
  },
  connack(0, false), connack(0, true),
  connack(1, false), connack(2, false), connack(3, false), connack(4, false), connack(5, false),
  {
    name: "SUBACK for one topic",
    packet: { cmd: "suback", messageId: 10, granted: [1] },
    received: true,
    bytes: `
      90 03  ; SUBACK, 3 bytes
      00 0a  ; packet id 10
      01     ; granted with QoS 1`,
  },
  {
    name: "SUBACK for eight topics, two of them refused",
    packet: { cmd: "suback", messageId: 256, granted: [0, 1, 2, 128, 0, 1, 128, 0] },
    received: true,
    bytes: `
      90 0a                    ; SUBACK, 10 bytes
      01 00                    ; packet id 256
      00 01 02 80 00 01 80 00  ; granted, or 80 for refused`,
  },
  { name: "PINGRESP", packet: { cmd: "pingresp" }, received: true, bytes: "d0 00  ; PINGRESP" },
];
