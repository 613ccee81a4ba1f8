// The root certificates that a board is given: those of the platform, from tools/roots/, that of the local instance, or
// those of a file of the user's own. Which roots the platform's servers come from: the trust stores of the C Link SDK 4.2.0 and of
// the Python SDK 1.2.13, and GlobalSign R3, which the platform's other services use.
import { X509Certificate } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { E_ROOTS_MISSING, Failure } from "../lib/codes.ts";
import { packRoots } from "../lib/tls/roots.ts";
import type { Config } from "./config.ts";
import { pick } from "./output.ts";

const FOLDER = join(import.meta.dirname, "roots");
/** The platform's roots and their SHA-256 fingerprints. */
export const PLATFORM_ROOTS: Record<string, string> = {
  "aliyun-iot.pem": "7CA438A3976B5242D231F861499822DA855831382735836B361E7E9715661676",
  "globalsign-r1.pem": "EBD41040E4BB3EC742C9E381D31EF2A41A48B6685C96E7CEF3C1DF6CD4331C99",
  "globalsign-r3.pem": "CBB522D7B7F127AD6A0113865BDF1CD4102E7D0759AF635A7CF4720DC963C53B",
  "globalsign-r6.pem": "2CABEAFE37D06CA22ABA7391C0033D25982952C453647349763A3AB5AD6CCF69",
  "globalsign-r46.pem": "4FA3126D8D3A11D1C4855A4F807CBAD6CF919D3A5A88B03BEA2C6372D93C40C9",
};
/** The root whose servers may be named by their common name alone. */
const COMMON_NAME_ROOT = PLATFORM_ROOTS["aliyun-iot.pem"];

/** Where `linkino instance` keeps its root unless it is told otherwise. */
const LOCAL_ROOT = ".linkino/instance/ca.pem";
/** Where nobody could look through them any more. */
const MOST_ROOTS = 16;
/** The identifier 2.5.29.30 in DER. */
const NAME_CONSTRAINTS = Buffer.from("0603551d1e", "hex");
const DAY_MS = 86400000;
const YEAR_DAYS = 365;

/** A root as a person sees it, and as the board has it. */
export interface TrustedRoot {
  name: string;
  ends: Date;
  der: Uint8Array;
  commonName: boolean;
}

/** The certificates in PEM form in `file`. */
function certificatesIn(file: string): string[] {
  return readFileSync(file, "latin1").match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
}

/** A sentence in English and in Chinese. */
type Sentence = [en: string, zh: string];

/** What keeps a board from using the roots in `file`; nothing when all of them can be used. */
export function faultsOfRoots(file: string, now = new Date()): Sentence[] {
  if (!existsSync(file)) return [["there is no such file", "没有这个文件"]];
  const pems = certificatesIn(file);
  if (!pems.length) return [["the file holds no certificate in PEM form", "文件里没有 PEM 格式的证书"]];
  if (pems.length > MOST_ROOTS) {
    return [[`more roots than the ${MOST_ROOTS} that a board takes`, `根证书超过开发板可用的 ${MOST_ROOTS} 个`]];
  }
  return pems.flatMap((pem) => {
    try {
      return faultOf(new X509Certificate(pem), now);
    } catch {
      return [["a certificate in the file is damaged", "文件里有损坏的证书"]];
    }
  });
}

function faultOf(certificate: X509Certificate, now: Date): Sentence[] {
  const { publicKey: key, ca, validTo } = certificate;
  const { modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
  const name = nameOf(certificate);
  const say = (en: string, zh: string): Sentence[] => [[`${en}: ${name}`, `${zh}：${name}`]];
  if (new Date(validTo) < now) return say(`a certificate has expired (${validTo})`, `证书已于 ${validTo} 过期`);
  if (key.asymmetricKeyType !== "rsa") return say("the key of a certificate is not RSA", "证书的密钥不是 RSA");
  if (modulusLength < 2048 || modulusLength > 4096) {
    const bits = modulusLength;
    return say(`a key of ${bits} bits, which must be 2048 to 4096`, `密钥长度 ${bits} 位，须为 2048 到 4096 位`);
  }
  if (publicExponent < 3n || publicExponent > 0x7fffffffn) {
    return say("a key with an exponent that a board can't use", "密钥的指数开发板不支持");
  }
  if (!ca) return say("a certificate that is not of an authority (CA)", "不是 CA 证书");
  // The board looks at no extension of a root.
  return certificate.raw.includes(NAME_CONSTRAINTS)
    ? say("a certificate with name constraints, which a board can't keep to", "证书含名称约束，开发板无法执行") : [];
}

function nameOf({ subject }: X509Certificate): string {
  const part = (key: string): string | undefined => new RegExp(`^${key}=(.*)$`, "m").exec(subject ?? "")?.[1];
  const [name, unit] = [part("CN") ?? part("O"), part("OU")];
  return name === "GlobalSign" && unit ? unit : name ?? unit ?? subject;
}

/** The files that a board with these settings gets its roots from. */
export function rootFiles({ instance }: Pick<Config, "instance">): string[] {
  if (instance.ca) return [instance.ca];
  return instance.kind === "local" ? [LOCAL_ROOT] : Object.keys(PLATFORM_ROOTS).map((name) => join(FOLDER, name));
}

/** The roots of a board with these settings. Throws E_ROOTS_MISSING when a file can't be used. */
export function loadRoots(config: Pick<Config, "instance">): TrustedRoot[] {
  return rootFiles(config).flatMap((file) => {
    // That one of the platform's has ended is no fault of the others: it is among the warnings.
    const faults = dirname(file) === FOLDER ? [] : faultsOfRoots(file);
    if (faults.length) throw new Failure(E_ROOTS_MISSING, `${file}: ${faults.map((fault) => pick(...fault)).join("; ")}`);
    return certificatesIn(file).map((pem) => {
      const certificate = new X509Certificate(pem);
      const commonName = certificate.fingerprint256.replaceAll(":", "") === COMMON_NAME_ROOT;
      return { name: nameOf(certificate), ends: new Date(certificate.validTo), der: certificate.raw, commonName };
    });
  });
}

/** A line for each root, and a warning for each that ends within a year or has ended. */
export function describeRoots(roots: TrustedRoot[], now = new Date()): { lines: string[]; warnings: string[] } {
  const day = (date: Date): string => date.toISOString().slice(0, 10);
  const lines = roots.map(({ name, ends }) =>
    pick(`root ${name}, until ${day(ends)}`, `根证书 ${name}，有效期至 ${day(ends)}`));
  const warnings = roots.flatMap(({ name, ends }) => {
    const days = Math.floor((ends.getTime() - now.getTime()) / DAY_MS);
    const end = day(ends);
    if (days < 0) return [pick(`the root ${name} has expired (${end})`, `根证书 ${name} 已过期（${end}）`)];
    if (days >= YEAR_DAYS) return [];
    return [pick(`the root ${name} ends in ${days} days (${end})`, `根证书 ${name} 将在 ${days} 天后到期（${end}）`)];
  });
  return { lines, warnings };
}

/** The content of the board's file of roots (ROOTS_FILE). */
export function packTrust(roots: TrustedRoot[]): string {
  return packRoots(roots.map(({ der, ends, commonName }) => {
    const { n = "", e = "" } = new X509Certificate(der).publicKey.export({ format: "jwk" });
    const exponent = Buffer.from(e, "base64url");
    return {
      _name: subjectOf(der).toString("latin1"),
      _key: { _n: Buffer.from(n, "base64url").toString("latin1"), _e: exponent.readUIntBE(0, exponent.length) },
      _to: ends.getTime() / 1000,
      _commonName: commonName,
    };
  }));
}

/** The content of the SEQUENCE that is the subject (RFC 5280 section 4.1); `der` was read by node:crypto before. */
function subjectOf(der: Uint8Array): Buffer {
  const bytes = Buffer.from(der);
  const element = (at: number): { from: number; to: number } => {
    const lengths = bytes[at + 1]! & 128 ? bytes[at + 1]! & 127 : 0;
    const from = at + 2 + lengths;
    return { from, to: from + (lengths ? bytes.readUIntBE(at + 2, lengths) : bytes[at + 1]!) };
  };
  let at = element(element(0).from).from;
  // Version 3 has its number first.
  for (let left = bytes[at] === 0xa0 ? 5 : 4; left > 0; left--) at = element(at).to;
  const { from, to } = element(at);
  return bytes.subarray(from, to);
}
