// Every packet that a device sends: what makes the session send it, the same as an object of an independent
// codec (mqtt-packet), and annotated bytes written by hand from OASIS MQTT 3.1.1, chapter 3.
import type { IPublishPacket, Packet, QoS } from "mqtt-packet";
import type { Tape } from "./tape.ts";

/** A packet in its two forms. */
export interface Row {
  name: string;
  packet: Packet;
  bytes: string;
}

/** A packet that a device sends. */
export interface SentRow extends Row {
  /** Makes the session of a new tape send this and, since the tape was last cleared, nothing else. */
  send: (tape: Tape) => void;
}

/** The byte string of annotated hexadecimal: `78*5` is five times 78, what stands behind `;` is a note. */
export function unhex(annotated: string): string {
  return annotated.split("\n").flatMap((line) => line.split(";")[0].trim().split(/\s+/)).filter(Boolean)
    .map((token) => {
      const [pair, times] = token.split("*");
      return String.fromCharCode(parseInt(pair, 16)).repeat(Number(times ?? 1));
    }).join("");
}

/** A PUBLISH of the independent codec. */
export function published(
  topic: string, payload: string, qos: QoS = 0, messageId?: number, flags: { dup?: boolean; retain?: boolean } = {},
): IPublishPacket {
  return {
    cmd: "publish", topic: Buffer.from(topic, "latin1").toString(), payload: Buffer.from(payload, "latin1"), qos,
    dup: false, retain: false, ...flags, ...(qos ? { messageId } : {}),
  };
}

const connect = (clientId: string, keepalive: number, clean: boolean): Packet => ({
  cmd: "connect", protocolId: "MQTT", protocolVersion: 4, clean, keepalive, clientId, username: "d&p",
  password: Buffer.from("AB12"),
});

const publishes = (topic: string, payload: string, qos: number) => (tape: Tape): void => {
  tape.connect();
  tape.session._publish(topic, payload, qos);
};

const subscribes = (topics: string[], id = 1) => (tape: Tape): void => {
  tape.connect();
  tape.advance(id);
  tape.session._subscribe(topics);
};

const acknowledges = (id: string) => (tape: Tape): void => {
  tape.connect();
  tape.session._feed("\x32\x05\0\x01t" + id);
};

/** A PUBLISH with QoS 0 whose Remaining Length is `lenBytes`, written so. */
const long = (lenBytes: number, length: string): SentRow => ({
  name: `PUBLISH with a Remaining Length of ${lenBytes}`,
  packet: published("t", "x".repeat(lenBytes - 3)),
  send: publishes("t", "x".repeat(lenBytes - 3), 0),
  bytes: `
    30 ${length}      ; PUBLISH, ${lenBytes} bytes
    00 01 74          ; topic "t"
    78*${lenBytes - 3}`,
});

/** A CONNECT whose Remaining Length is `lenBytes`, written so. */
const login = (lenBytes: number, length: string): SentRow => ({
  name: `CONNECT with a Remaining Length of ${lenBytes}`,
  packet: connect("c".repeat(lenBytes - 23), 1200, true),
  send: (tape) => tape.session._open("c".repeat(lenBytes - 23), "d&p", "AB12", 1200, true),
  bytes: `
    10 ${length}       ; CONNECT, ${lenBytes} bytes
    00 04 4d 51 54 54  ; "MQTT"
    04 c2  04 b0       ; 3.1.1; user name, password, clean session; keepalive 1,200 s
    00 ${(lenBytes - 23).toString(16)} 63*${lenBytes - 23}  ; clientId
    00 03 64 26 70     ; user name "d&p"
    00 04 41 42 31 32  ; password "AB12"`,
});

export const SENT: SentRow[] = [
  {
    name: "CONNECT with a clean session",
    packet: connect("c|s=2|", 300, true),
    send: (tape) => tape.session._open("c|s=2|", "d&p", "AB12", 300, true),
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
    packet: connect("c", 0, false),
    send: (tape) => tape.session._open("c", "d&p", "AB12", 0, false),
    bytes: `
      10 18              ; CONNECT, 24 bytes
      00 04 4d 51 54 54  ; "MQTT"
      04 c0              ; 3.1.1; user name, password
      00 00              ; no keepalive
      00 01 63           ; clientId "c"
      00 03 64 26 70     ; user name "d&p"
      00 04 41 42 31 32  ; password "AB12"`,
  },
  login(127, "7f"), login(128, "80 01"),
  {
    name: "SUBSCRIBE for one topic",
    packet: { cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "a/b", qos: 1 }] },
    send: subscribes(["a/b"]),
    bytes: `
      82 08           ; SUBSCRIBE, 8 bytes
      00 01           ; packet id 1
      00 03 61 2f 62  ; topic filter "a/b"
      01              ; QoS 1`,
  },
  {
    name: "SUBSCRIBE for eight topics, the last of nine asked later",
    packet: {
      cmd: "subscribe", messageId: 65535, subscriptions: [..."abcdefgh"].map((topic) => ({ topic, qos: 1 as const })),
    },
    send: subscribes([..."abcdefghi"], 65535),
    bytes: `
      82 22                    ; SUBSCRIBE, 34 bytes
      ff ff                    ; packet id 65535
      00 01 61 01  00 01 62 01 ; "a" and "b", QoS 1
      00 01 63 01  00 01 64 01
      00 01 65 01  00 01 66 01
      00 01 67 01  00 01 68 01`,
  },
  {
    name: "SUBSCRIBE for the longest topic",
    packet: { cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "a".repeat(128), qos: 1 }] },
    send: subscribes(["a".repeat(128)]),
    bytes: `
      82 85 01      ; SUBSCRIBE, 133 bytes
      00 01         ; packet id 1
      00 80 61*128  ; topic filter of 128 bytes
      01            ; QoS 1`,
  },
  {
    name: "PUBLISH with QoS 0",
    packet: published("/p/d/user/x", "on"),
    send: publishes("/p/d/user/x", "on", 0),
    bytes: `
      30 0f  ; PUBLISH, 15 bytes
      00 0b 2f 70 2f 64 2f 75 73 65 72 2f 78  ; topic "/p/d/user/x"
      6f 6e  ; payload "on"`,
  },
  {
    name: "PUBLISH with QoS 0 and no payload",
    packet: published("t", ""),
    send: publishes("t", "", 0),
    bytes: `
      30 03     ; PUBLISH, 3 bytes
      00 01 74  ; topic "t"`,
  },
  {
    name: "PUBLISH with QoS 1 and bytes of every kind",
    packet: published("\xe4\xb8\xad", "\x00\n\r\x7f\x80\xff", 1, 1),
    send: publishes("\xe4\xb8\xad", "\x00\n\r\x7f\x80\xff", 1),
    bytes: `
      32 0d              ; PUBLISH, QoS 1, 13 bytes
      00 03 e4 b8 ad     ; topic, one character in UTF-8
      00 01              ; packet id 1
      00 0a 0d 7f 80 ff  ; payload`,
  },
  {
    name: "PUBLISH with QoS 1, no payload and the last packet id",
    packet: published("t", "", 1, 65535),
    send: (tape) => {
      tape.connect();
      tape.advance(65535);
      tape.publish("t", "");
    },
    bytes: `
      32 05     ; PUBLISH, QoS 1, 5 bytes
      00 01 74  ; topic "t"
      ff ff     ; packet id 65535`,
  },
  {
    name: "PUBLISH with QoS 1, a repetition",
    packet: published("t", "x", 1, 1, { dup: true }),
    send: (tape) => {
      tape.connect();
      tape.publish("t", "x");
      tape.session._lost(0);
      tape.open();
      tape.session._feed("\x20\x02\0\0");
    },
    bytes: `
      3a 06     ; PUBLISH, DUP, QoS 1, 6 bytes
      00 01 74  ; topic "t"
      00 01     ; packet id 1
      78        ; payload "x"`,
  },
  {
    name: "PUBLISH with the longest topic",
    packet: published("t".repeat(128), "x"),
    send: publishes("t".repeat(128), "x", 0),
    bytes: `
      30 83 01      ; PUBLISH, 131 bytes
      00 80 74*128  ; topic of 128 bytes
      78            ; payload "x"`,
  },
  long(127, "7f"), long(128, "80 01"), long(16383, "ff 7f"), long(16384, "80 80 01"), long(262147, "83 80 10"),
  long(2097151, "ff ff 7f"),
  {
    name: "PUBACK",
    packet: { cmd: "puback", messageId: 1 },
    send: acknowledges("\x00\x01"),
    bytes: `
      40 02  ; PUBACK, 2 bytes
      00 01  ; packet id 1`,
  },
  {
    name: "PUBACK with the last packet id",
    packet: { cmd: "puback", messageId: 65535 },
    send: acknowledges("\xff\xff"),
    bytes: `
      40 02  ; PUBACK, 2 bytes
      ff ff  ; packet id 65535`,
  },
  {
    name: "PINGREQ",
    packet: { cmd: "pingreq" },
    send: (tape) => {
      tape.connect();
      tape.session._tick(60000);
    },
    bytes: "c0 00  ; PINGREQ, no bytes",
  },
  {
    name: "DISCONNECT",
    packet: { cmd: "disconnect" },
    send: (tape) => {
      tape.connect();
      tape.session._close();
    },
    bytes: "e0 00  ; DISCONNECT, no bytes",
  },
];
