// The limits of a session: of the platform (protocol notes of Alibaba Cloud IoT), of the board's memory, of patience.
// The bundler puts the numbers where they are used, so that they cost nothing.

/** QoS 1 messages in each second, three times as many of QoS 0: two neighbouring seconds together stay within the
 *  platform's limit, so that no second does more, wherever it begins. */
export const RATE = 5;
/** The most QoS 1 messages that wait for their acknowledgement, their payload bytes, and those under way at once. */
export const MAX_QUEUE = 20;
export const MAX_QUEUE_BYTES = 24576;
export const WINDOW = 5;
/** The most bytes that may wait in the stream: beyond them QoS 0 is refused and QoS 1 waits. */
export const MAX_UNSENT = 8192;
/** A longer payload is written by itself: to join it to its header would copy it. */
export const MAX_JOINED = 512;
/** The host is asked about messages whose payload is longer. */
export const MAX_UNPLANNED = 1024;
export const MAX_TOPIC = 128;
export const TOPICS_A_PACKET = 8;
export const CONNACK_MS = 20000;
export const SUBACK_MS = 20000;
export const PING_MS = 15000;
/** The longest that a PINGRESP may take while other bytes come: in a stream that has lost its step they come for ever,
 *  as parts of a message that was never sent. */
export const PONG_MS = 180000;
export const STUCK_MS = 60000;
export const RESEND_MS = 10000;
export const SENDS = 4;

/** No control packet to a device is longer: SUBACK for 8 topics has 10 bytes, 100 are generous. */
export const MAX_CONTROL = 104;
/** The platform's topics have at most 128 bytes; a longer name than this is not from it. */
export const MAX_TOPIC_HEARD = 512;
/** Payloads of the platform have at most 256 KB. A length beyond that comes from a stream that lost its step, and
 *  would swallow everything for hours. */
export const MAX_PUBLISH = 262660;
