// Every limit the instance keeps, in one place, each with the page that states it (pages of help.aliyun.com).
// Limits: 30527 "Limits"; Connect: 73742 "MQTT-TCP connections"; Register: 132111 "MQTT-based dynamic
// registration". What happens beyond a limit is on those pages only in part; "our choice" marks where the
// instance had to decide. `--limits off` lifts quotas, rates and sizes; the rules of CONNECT (keepalive,
// clientId) and of registration stay.

/** Shortest and longest keepalive of CONNECT, seconds; outside: CONNACK 2. Connect. */
export const KEEPALIVE_MIN_SEC = 30;
export const KEEPALIVE_MAX_SEC = 1200;

/** A silent connection is cut after this multiple of its keepalive, seen at the next check. Connect. */
export const KEEPALIVE_GRACE = 1.5;
export const KEEPALIVE_CHECK_MS = 30_000;

/** Longest clientId, characters before the first `|`; longer: CONNACK 2. Connect. */
export const CLIENT_ID_MAX_CHARS = 64;

/** Connects of one device in a minute. Limits. The sixth gets CONNACK 3: our choice. */
export const CONNECTS_PER_MINUTE = 5;

/** Connects of all devices in a second. Limits. The next gets CONNACK 3: our choice. */
export const CONNECTS_PER_SECOND = 500;

/** Messages from one device in a second, by QoS; more are acknowledged and dropped. Limits. */
export const UPLINK_QOS0_PER_SECOND = 30;
export const UPLINK_QOS1_PER_SECOND = 10;

/** Messages to one device in a second; more are dropped. Limits. */
export const DOWNLINK_PER_SECOND = 50;

/** Bytes of MQTT packets from one connection in a second. Limits. Messages beyond are dropped: our choice. */
export const UPLINK_BYTES_PER_SECOND = 1024 * 1024;

/**
 * QoS 1 messages of one device that wait for their PUBACK; more are neither taken nor acknowledged. Limits.
 */
export const UNACKED_QOS1 = 100;

/** Longest payload, bytes; longer messages are dropped. Limits. */
export const PAYLOAD_MAX_BYTES = 256 * 1024;

/**
 * Longest MQTT packet the instance reads at all, bytes; the connection that sends more is cut. Our choice.
 */
export const PACKET_MAX_BYTES = 1024 * 1024;

/**
 * Longest topic, bytes of UTF-8, and the most slashes of a custom topic; others are dropped or get SUBACK
 * 0x80. Limits.
 */
export const TOPIC_MAX_BYTES = 128;
export const TOPIC_MAX_SLASHES = 7;

/** Topics in one SUBSCRIBE. Limits. The ninth and later get SUBACK 0x80: our choice. */
export const TOPICS_PER_SUBSCRIBE = 8;

/** Topics a device is subscribed to; more get SUBACK 0x80. Limits. */
export const TOPICS_PER_DEVICE = 100;

/** How late a subscription may take effect. Limits. The instance is prompt unless a fault delays it. */
export const SUBSCRIPTION_EFFECTIVE_MS = 10_000;

/** How long a QoS 1 message waits for a device with clean session 0. Limits. */
export const OFFLINE_KEPT_MS = 7 * 24 * 3600 * 1000;

/** Custom topic classes of one product. Limits. */
export const TOPIC_CLASSES_PER_PRODUCT = 50;

/** Products and devices of a new public instance. Limits; 147356 "Endpoints". */
export const PRODUCTS_PER_INSTANCE = 1000;
export const DEVICES_PER_INSTANCE = 500;

/** What an enterprise instance is bought with more of. */
export interface Capacity {
  devices: number;
  /** Connects of all devices in a second. */
  connectsPerSecond: number;
}

/** The capacity of a public instance. */
export const PUBLIC_CAPACITY: Capacity = {
  devices: DEVICES_PER_INSTANCE,
  connectsPerSecond: CONNECTS_PER_SECOND,
};

/** How long the platform waits for the answer to an RRPC or a property set. Limits (RRPC). */
export const REPLY_WAIT_MS = 8_000;

/** Properties in one report; more: code 6106. 120329 "Error codes". */
export const PROPERTIES_PER_REPORT = 200;

/** Events in one batch; more: code 6356. 120329 "Error codes". */
export const EVENTS_PER_REPORT = 200;

/**
 * What is kept of one device: values of one property, events, lines of its log, and bytes of JSON of each kind. The platform keeps 30 days:
 * our choice.
 */
export const HISTORY_PER_PROPERTY = 100;
export const EVENTS_KEPT = 200;
export const LOGS_KEPT = 200;
export const KEPT_BYTES = 64 * 1024;

/** Properties in one request for desired values; more: code 6104. 120329 "Error codes". */
export const DESIRED_PER_REQUEST = 200;

/** Tags: longest key and value, tags of a device, tags in a message, keys in a get. Device tags. */
export const TAG_KEY_MAX_BYTES = 100;
export const TAG_VALUE_MAX_CHARS = 128;
export const TAGS_PER_DEVICE = 100;
export const TAGS_PER_MESSAGE = 200;
export const TAGS_PER_GET = 10;

/** A shadow: bytes of JSON, levels, properties, requests in a second. Limits. */
export const SHADOW_MAX_BYTES = 16 * 1024;
export const SHADOW_MAX_LEVELS = 5;
export const SHADOW_MAX_PROPERTIES = 128;
export const SHADOW_PER_SECOND = 20;

/** Bytes of a remote configuration. Limits. */
export const CONFIG_MAX_BYTES = 64 * 1024;

/** A broadcast: bytes of Base64, and how many a minute. Limits. */
export const BROADCAST_MAX_BYTES = 64 * 1024;
export const BROADCAST_PER_MINUTE = 1;

/** A registration connection is closed after this long. Register. */
export const REGISTRATION_OPEN_MS = 15_000;

/** Longest body of an HTTPS request, bytes; longer: code 10001. 58034 "HTTPS connections". */
export const HTTP_BODY_MAX_BYTES = 128 * 1024;

/** How far a timestamp sent to `/auth` may be from the platform's time. HTTPS connections. */
export const HTTP_TIMESTAMP_MS = 15 * 60_000;

/** How long a token of `/auth` is taken. HTTPS connections. */
export const HTTP_TOKEN_MS = 7 * 24 * 3600 * 1000;

/** Tokens of one device that are remembered, the latest: our choice, the page does not say what becomes of the others. */
export const HTTP_TOKENS_PER_DEVICE = 5;

/** Calls of `/auth` by one device in a minute; more: code 40000. Our choice, as many as connects. */
export const HTTP_AUTHS_PER_MINUTE = 5;

/** Reports of one device in a second; more: code 40000. Our choice, as many as QoS 1 messages. */
export const HTTP_REPORTS_PER_SECOND = 10;

/** How long the address of a file is good for. OTA documents: 24 hours. */
export const FILE_URL_MS = 24 * 3600 * 1000;

/** clientId/deviceToken pairs of one name. 74006 "Unique-certificate-per-product". */
export const TOKENS_PER_DEVICE = 5;
