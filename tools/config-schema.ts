// The keys of linkino.json and of linkino.secrets.json, each with what it may hold.
// tools/config.schema.json is made from this file, for editors; a test says when it is no longer current.

import { z } from "zod";
import { pick } from "./output.ts";

const rule = (en: string, zh: string) => ({ error: () => pick(en, zh) });

const HOST =
  /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$/;
const hostRule = rule(
  "must be a host name or an IPv4 address alone, without scheme, port or path",
  "只能是主机名或 IPv4 地址，不带协议、端口和路径",
);
const keepAliveRule = rule(
  "must be from 30 to 1200 seconds: the platform refuses others",
  "须为 30 到 1200 秒，超出会被平台拒绝",
);

const product = z
  .strictObject({
    productKey: z
      .string()
      .regex(/^[A-Za-z0-9]{1,20}$/, rule("must be 1 to 20 letters and digits", "须为 1 到 20 个字母或数字"))
      .describe("ProductKey, as the console of the platform shows it"),
  })
  .describe("The product the device belongs to");

const device = z
  .strictObject({
    deviceName: z
      .string()
      .regex(
        /^[A-Za-z0-9_@.:-]{4,32}$/,
        rule(
          "must be 4 to 32 of the characters A-Z a-z 0-9 - _ @ . :",
          "须为 4 到 32 个字符，可用 A-Z a-z 0-9 - _ @ . :",
        ),
      )
      .describe("DeviceName, unique inside the product"),
    auth: z
      .enum(["secret", "register", "regnwl"])
      .describe(
        "secret: the board carries its own DeviceSecret. register: it asks for one with the ProductSecret; " +
          "its name was created before. regnwl: the same, but its name need not exist",
      ),
    sign: z
      .enum(["hmacmd5", "hmacsha1", "hmacsha256"])
      .default("hmacsha256")
      .describe("How the login is signed"),
    clientId: z
      .string()
      .refine(
        (text) => isByteLength(text, 1, 64) && !/[|\p{Cc}]/u.test(text),
        rule("must be 1 to 64 bytes without |", "长度须为 1 到 64 字节，且不含 |"),
      )
      .optional()
      .describe("What the device calls itself in a connection; <productKey>.<deviceName> when left out"),
    timestamp: z
      .int()
      .min(0, rule("must not be negative", "不能为负数"))
      .optional()
      .describe("Milliseconds since 1970 that are sent and signed; the platform compares them with no clock"),
    keepAliveSec: z
      .int()
      .min(30, keepAliveRule)
      .max(1200, keepAliveRule)
      .default(300)
      .describe("Keepalive of MQTT in seconds"),
    keepSession: z
      .boolean()
      .default(false)
      .describe("true: the platform keeps QoS 1 messages while the device is offline (CleanSession 0)"),
    registerAgain: z
      .boolean()
      .default(false)
      .describe("true: a device whose stored secret was refused three times registers again"),
    commandMaxAgeSec: z
      .int()
      .min(1, rule("must be at least 1 second", "至少为 1 秒"))
      .optional()
      .describe("Commands older than this are refused; all ages are taken when left out"),
  })
  .describe("The device and how it logs in");

const instance = z
  .strictObject({
    kind: z
      .enum(["old", "new", "local"])
      .describe(
        "old: public instance without an id. new: public or Enterprise instance with an id. " +
          "local: `linkino instance`",
      ),
    id: z
      .string()
      .regex(
        /^[A-Za-z0-9_-]{1,63}$/,
        rule(
          "must be letters, digits and hyphens, as iot-06z00abc",
          "只能含字母、数字和连字符，如 iot-06z00abc",
        ),
      )
      .optional()
      .describe("Instance id, as the console shows it"),
    region: z
      .string()
      .regex(/^[a-z]{2}-[a-z]+(-\d+)?$/, rule("must look like cn-shanghai", "格式须如 cn-shanghai"))
      .default("cn-shanghai")
      .describe("Region of the instance"),
    host: z
      .string()
      .regex(HOST, hostRule)
      .optional()
      .describe("MQTT host; made from kind, id, product and region when left out"),
    port: z
      .int()
      .min(1, rule("must be from 1 to 65535", "须为 1 到 65535"))
      .max(65535, rule("must be from 1 to 65535", "须为 1 到 65535"))
      .default(8883)
      .describe("MQTT port"),
    httpHost: z
      .string()
      .regex(HOST, hostRule)
      .optional()
      .describe("HTTPS host, for apps that report by HTTPS; made from kind, id and region when left out"),
    httpPort: z
      .int()
      .min(1, rule("must be from 1 to 65535", "须为 1 到 65535"))
      .max(65535, rule("must be from 1 to 65535", "须为 1 到 65535"))
      .optional()
      .describe('HTTPS port; 443 when left out, for kind "local" 8443'),
    registerHost: z
      .string()
      .regex(HOST, hostRule)
      .optional()
      .describe("Host that registers devices by HTTPS, where it is not httpHost; made from kind and region when left out"),
    ca: z
      .string()
      .optional()
      .describe("File with the root certificates (PEM) that are trusted, from this file's folder"),
    sni: z
      .string()
      .regex(HOST, hostRule)
      .optional()
      .describe("Server name in the TLS handshake; the host when left out"),
    psk: z
      .boolean()
      .optional()
      .describe(
        "true: verified TLS logs in by a key made of the DeviceSecret (TLS-PSK) and takes the certificate only to " +
          'register. Left out: true for kind "local" and for an old public instance in cn-shanghai on port 1883',
      ),
  })
  .describe("The instance of the platform that the device connects to");

/** What linkino.json may hold. */
export const CONFIG = z
  .strictObject({
    $schema: z.string().optional().describe("Where this schema is, for editors"),
    product,
    device,
    instance,
    tls: z
      .enum(["verified", "native", "plain"])
      .default("verified")
      .describe(
        "verified: the server proves who it is. native: encrypted, but nobody is verified. " +
          "plain: TCP without encryption, to hosts on loopback and private networks only",
      ),
    console: z
      .enum(["open", "password"])
      .default("password")
      .describe("Who may use the USB console: everybody (development only), or who knows the password"),
    board: z.string().optional().describe("Id of the board: the name of its file in boards/"),
    entry: z.string().default("main.ts").describe("The app, from this file's folder"),
    version: z
      .string()
      .regex(
        /^[A-Za-z0-9._-]{1,64}$/,
        rule("must be 1 to 64 of A-Z a-z 0-9 . _ -", "须为 1 到 64 个字符，可用 A-Z a-z 0-9 . _ -"),
      )
      .default("0.0.0")
      .describe("Version of the app, as the platform shows it"),
  })
  .describe("Settings of Linkino for one device");

/** The settings as the file gives them, defaults filled in. */
export type Given = z.output<typeof CONFIG>;

const secret = () =>
  z
    .string()
    .regex(
      /^[\x21-\x7e]{1,64}$/,
      rule("must be 1 to 64 characters without blanks", "须为 1 到 64 个字符，不含空格"),
    )
    .optional();

/** What linkino.secrets.json may hold; the same keys come from the environment. */
export const SECRETS = z.strictObject({
  productSecret: secret(),
  deviceSecret: secret(),
  wifiSsid: z
    .string()
    .refine((text) => isByteLength(text, 1, 32), rule("must be 1 to 32 bytes long", "长度须为 1 到 32 字节"))
    .optional(),
  wifiPassword: z
    .string()
    .refine(
      (text) => text === "" || isByteLength(text, 8, 63) || /^[0-9A-Fa-f]{64}$/.test(text),
      rule(
        "must be 8 to 63 bytes long, or empty for an open network",
        "长度须为 8 到 63 字节；开放网络则留空",
      ),
    )
    .optional(),
  consolePassword: z
    .string()
    .regex(
      /^[\x21-\x7e]{8,64}$/,
      rule("must be 8 to 64 characters without blanks", "须为 8 到 64 个字符，不含空格"),
    )
    .optional(),
});

function isByteLength(text: string, least: number, most: number): boolean {
  const bytes = Buffer.byteLength(text);
  return bytes >= least && bytes <= most;
}

/** The text of tools/config.schema.json. */
export function formatSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(CONFIG, { io: "input" }), null, 2)}\n`;
}
