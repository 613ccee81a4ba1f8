// Every packet that a device receives, as an object of an independent codec (mqtt-packet) and as annotated bytes,
// written by hand from OASIS MQTT 3.1.1, chapter 3; then what breaks the protocol, with the clause that says so.
import { E_SUB_REFUSED } from "../../../lib/codes.ts";
import { published } from "./table.ts";
import type { Row } from "./table.ts";
import type { Heard, Tape } from "./tape.ts";

/** A packet that a device receives. */
export interface HeardRow extends Row {
  /** Brings a new tape to where this packet may come. */
  before: (tape: Tape) => void;
  /** What the host is told. */
  heard: Heard[];
  /** What the session answers, as annotated bytes. */
  reply?: string;
  /** What else is different when the packet was heard; throws when it was not. */
  after?: (tape: Tape) => void;
}

const connected = (tape: Tape): void => tape.connect();

/** The session gave the message with the id `id` on its way. */
const waiting = (id: number) => (tape: Tape): void => {
  tape.connect();
  tape.advance(id);
  tape.publish("t", "x");
  tape.take();
};

const asking = (topics: string[], id = 1) => (tape: Tape): void => {
  tape.connect();
  tape.advance(id);
  tape.session._subscribe(topics);
  tape.take();
};

const connack = (returnCode: number, sessionPresent: boolean): HeardRow => ({
  name: `CONNACK ${returnCode}${sessionPresent ? ", session present" : ""}`,
  packet: { cmd: "connack", returnCode, sessionPresent },
  before: (tape) => tape.open(),
  heard: returnCode ? [["close"], ["down", 350 + returnCode]] : [["up"]],
  bytes: `
    20 02  ; CONNACK, 2 bytes
    0${sessionPresent ? 1 : 0} 0${returnCode}  ; session present, return code`,
});

const puback = (messageId: number, bytes: string): HeardRow => ({
  name: `PUBACK for the packet id ${messageId}`,
  packet: { cmd: "puback", messageId },
  before: waiting(messageId),
  heard: [["done", 0]],
  bytes,
});

const suback = (granted: number, hex: string): HeardRow => ({
  name: `SUBACK for one topic with ${hex}`,
  packet: { cmd: "suback", messageId: 1, granted: [granted] },
  before: (tape) => {
    asking(["a"])(tape);
    tape.session._subscribe(["b"]);
  },
  heard: granted > 2 ? [["error", E_SUB_REFUSED, "a"]] : [],
  reply: "82 06  00 02  00 01 62 01  ; SUBSCRIBE for the next topic",
  bytes: `
    90 03  ; SUBACK, 3 bytes
    00 01  ; packet id 1
    ${hex} ; granted with this QoS, or refused`,
});

/** A PUBLISH with QoS 1 whose Remaining Length is `lenBytes`, written so. */
const long = (lenBytes: number, length: string): HeardRow => {
  const payload = "x".repeat(lenBytes - 5);
  return {
    name: `PUBLISH with a Remaining Length of ${lenBytes}`,
    packet: published("t", payload, 1, 256),
    before: connected,
    heard: [...(payload.length > 1024 ? [["plan", "t", payload.length] as Heard] : []), ["message", "t", payload]],
    reply: "40 02 01 00",
    bytes: `
      32 ${length}      ; PUBLISH, ${lenBytes} bytes
      00 01 74  01 00   ; topic "t", packet id 256
      78*${lenBytes - 5}`,
  };
};

export const HEARD: HeardRow[] = [
  connack(0, false), connack(0, true),
  connack(1, false), connack(2, false), connack(3, false), connack(4, false), connack(5, false),
  puback(1, "40 02 00 01"), puback(255, "40 02 00 ff"), puback(256, "40 02 01 00"), puback(65535, "40 02 ff ff"),
  suback(0, "00"), suback(1, "01"), suback(2, "02"), suback(128, "80"),
  {
    name: "SUBACK for eight topics, three of them refused",
    packet: { cmd: "suback", messageId: 65535, granted: [0, 1, 2, 128, 0, 128, 1, 128] },
    before: asking([..."abcdefghi"], 65535),
    heard: [..."dfh"].map((topic) => ["error", E_SUB_REFUSED, topic]),
    reply: "82 06  00 01  00 01 69 01  ; SUBSCRIBE for the ninth topic",
    bytes: `
      90 0a                    ; SUBACK, 10 bytes
      ff ff                    ; packet id 65535
      00 01 02 80 00 80 01 80  ; granted, or 80 for refused`,
  },
  {
    name: "PINGRESP",
    packet: { cmd: "pingresp" },
    before: (tape) => {
      tape.connect();
      tape.session._tick(60000);
      tape.take();
    },
    heard: [],
    after: (tape) => {
      tape.session._tick(15001);
      if (!tape.session._up) throw new Error("the ping is not answered");
    },
    bytes: "d0 00  ; PINGRESP, no bytes",
  },
  {
    name: "PUBLISH with QoS 0",
    packet: published("/p/d/user/x", "on"),
    before: connected,
    heard: [["message", "/p/d/user/x", "on"]],
    bytes: `
      30 0f  ; PUBLISH, 15 bytes
      00 0b 2f 70 2f 64 2f 75 73 65 72 2f 78  ; topic "/p/d/user/x"
      6f 6e  ; payload "on"`,
  },
  {
    name: "PUBLISH with QoS 0 and no payload",
    packet: published("t", ""),
    before: connected,
    heard: [["message", "t", ""]],
    bytes: `
      30 03     ; PUBLISH, 3 bytes
      00 01 74  ; topic "t"`,
  },
  {
    name: "PUBLISH that was retained",
    packet: published("t", "x", 0, 0, { retain: true }),
    before: connected,
    heard: [["message", "t", "x"]],
    bytes: `
      31 04     ; PUBLISH, RETAIN, 4 bytes
      00 01 74  ; topic "t"
      78        ; payload "x"`,
  },
  {
    name: "PUBLISH with QoS 1 and bytes of every kind",
    packet: published("\xe4\xb8\xad", "\x00\n\r\x7f\x80\xff", 1, 513),
    before: connected,
    heard: [["message", "\xe4\xb8\xad", "\x00\n\r\x7f\x80\xff"]],
    reply: "40 02 02 01",
    bytes: `
      32 0d              ; PUBLISH, QoS 1, 13 bytes
      00 03 e4 b8 ad     ; topic, one character in UTF-8
      02 01              ; packet id 513
      00 0a 0d 7f 80 ff  ; payload`,
  },
  {
    name: "PUBLISH with QoS 1, no payload and the first packet id",
    packet: published("t", "", 1, 1),
    before: connected,
    heard: [["message", "t", ""]],
    reply: "40 02 00 01",
    bytes: `
      32 05     ; PUBLISH, QoS 1, 5 bytes
      00 01 74  ; topic "t"
      00 01     ; packet id 1`,
  },
  {
    name: "PUBLISH with QoS 1, retained and repeated, with the last packet id",
    packet: published("t", "x", 1, 65535, { dup: true, retain: true }),
    before: connected,
    heard: [["message", "t", "x"]],
    reply: "40 02 ff ff",
    bytes: `
      3b 06     ; PUBLISH, DUP, QoS 1, RETAIN, 6 bytes
      00 01 74  ; topic "t"
      ff ff     ; packet id 65535
      78        ; payload "x"`,
  },
  {
    name: "PUBLISH with the longest topic",
    packet: published("t".repeat(512), "x"),
    before: connected,
    heard: [["message", "t".repeat(512), "x"]],
    bytes: `
      30 83 04      ; PUBLISH, 515 bytes
      02 00 74*512  ; topic of 512 bytes
      78            ; payload "x"`,
  },
  long(127, "7f"), long(128, "80 01"), long(1029, "85 08"), long(1030, "86 08"), long(16383, "ff 7f"),
  long(16384, "80 80 01"),
];

/** Bytes that break the protocol: the last of them is the one that shows it. */
export interface Malformed {
  name: string;
  /** The clause of OASIS MQTT 3.1.1, or the limit of the platform. */
  clause: string;
  /** The login is not answered yet. */
  early?: boolean;
  bytes: string;
}

const bad = (clause: string, name: string, bytes: string): Malformed => ({ clause, name, bytes });
const first = (name: string, bytes: string): Malformed => ({ clause: "MQTT-3.2.0-1", name, early: true, bytes });

export const MALFORMED: Malformed[] = [
  bad("2.2.3", "a Remaining Length of five bytes", "d0 80 80 80 80"),
  bad("2.2.3", "a Remaining Length without an end", "30 ff ff ff ff"),
  bad("Table 2.1", "the reserved type 0", "00 00"),
  bad("Table 2.1", "the reserved type 15", "f0 00"),
  bad("Table 2.1", "CONNECT from the server", "10 00"),
  bad("Table 2.1", "SUBSCRIBE from the server", "82 06 00 01 00 01 74 01"),
  bad("Table 2.1", "UNSUBSCRIBE from the server", "a2 05 00 01 00 01 74"),
  bad("Table 2.1", "PINGREQ from the server", "c0 00"),
  bad("Table 2.1", "DISCONNECT from the server", "e0 00"),
  bad("3.4", "PUBREC, which answers QoS 2", "50 02 00 01"),
  bad("3.6", "PUBREL", "62 02 00 01"),
  bad("3.7", "PUBCOMP", "70 02 00 01"),
  bad("3.11", "UNSUBACK for nothing that was asked", "b0 02 00 01"),
  bad("MQTT-2.2.2-2", "CONNACK with reserved flags", "21 02 00 00"),
  bad("MQTT-2.2.2-2", "PUBACK with reserved flags", "41 02 00 01"),
  bad("MQTT-2.2.2-2", "SUBACK with reserved flags", "92 03 00 01 00"),
  bad("MQTT-2.2.2-2", "PINGRESP with reserved flags", "d8 00"),
  bad("3.2", "a second CONNACK", "20 02 00 00"),
  bad("3.4.1", "PUBACK of no bytes", "40 00"),
  bad("3.4.1", "PUBACK of one byte", "40 01 01"),
  bad("3.4.1", "PUBACK of three bytes", "40 03 00 01 00"),
  bad("3.9.3", "SUBACK without a return code", "90 02 00 01"),
  bad("MQTT-3.8.4-5", "SUBACK with a code too many", "90 04 00 01 01 01"),
  bad("3.13", "PINGRESP with a body", "d0 01 00"),
  bad("platform", "a control packet longer than any", "90 69"),
  bad("MQTT-3.3.1-4", "PUBLISH with QoS 3", "36 07"),
  bad("platform", "PUBLISH with QoS 2", "34 07"),
  bad("MQTT-2.3.1-1", "PUBLISH with the packet id 0", "32 06 00 01 74 00 00"),
  bad("MQTT-4.7.3-1", "PUBLISH with an empty topic", "30 04 00 00"),
  bad("3.3.2.1", "PUBLISH of no bytes", "30 00"),
  bad("3.3.2.1", "PUBLISH of one byte", "30 01"),
  bad("3.3.2.1", "PUBLISH of two bytes", "30 02"),
  bad("3.3.2.1", "PUBLISH shorter than its topic", "30 03 00 02"),
  bad("3.3.2.2", "PUBLISH with QoS 1 shorter than its packet id", "32 04 00 01"),
  bad("platform", "PUBLISH with a topic of 513 bytes", "30 ff 7f 02 01"),
  bad("platform", "PUBLISH of 262,661 bytes", "30 85 84 10"),
  first("PINGRESP before CONNACK", "d0 00"),
  first("PUBACK before CONNACK", "40 02 00 01"),
  first("SUBACK before CONNACK", "90 03 00 01 00"),
  first("PUBLISH before CONNACK", "30 04"),
  first("CONNACK with reserved flags", "22 02 00 00"),
  first("CONNACK of one byte", "20 01 00"),
  first("CONNACK of three bytes", "20 03 00 00 00"),
  { clause: "Table 3.1", name: "CONNACK with the reserved code 6", early: true, bytes: "20 02 00 06" },
  { clause: "Table 3.1", name: "CONNACK with the reserved code 255", early: true, bytes: "20 02 00 ff" },
];

/** Bytes that another codec would write otherwise and that are taken all the same. */
export const TAKEN: [name: string, bytes: string, heard: Heard[]][] = [
  ["a PINGRESP whose length has more bytes than it needs", "d0 80 80 80 00", []],
  ["a message whose length has more bytes than it needs", "30 84 80 80 00 00 01 74 78", [["message", "t", "x"]]],
  ["a repetition with QoS 0", "38 04 00 01 74 78", [["message", "t", "x"]]],
  ["PUBACK that nobody waits for", "40 02 12 34", []],
  ["SUBACK that nobody waits for", "90 03 12 34 80", []],
];
