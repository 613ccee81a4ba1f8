// Certificates for the tests of chains, made by hand so that each rule can be broken alone: DER (X.690) from tags and pieces,
// X.509 as RFC 5280 has it. The keys are made once in a run.
import { type KeyObject, createSign, generateKeyPairSync } from "node:crypto";
import { packRoots } from "../../lib/tls/roots.ts";

/** One element of DER; pieces are joined. */
export function der(tag: number, ...pieces: Uint8Array[]): Buffer {
  const content = Buffer.concat(pieces);
  const length: number[] = [];
  for (let rest = content.length; rest > 0; rest >>= 8) length.unshift(rest & 255);
  const isShort = content.length < 128;
  return Buffer.concat([Buffer.from(isShort ? [tag, content.length] : [tag, 128 + length.length, ...length]), content]);
}

export const sequence = (...pieces: Uint8Array[]): Buffer => der(0x30, ...pieces);
export const text = (tag: number, its: string): Buffer => der(tag, Buffer.from(its, "latin1"));
const hex = (digits: string): Buffer => Buffer.from(digits.replace(/ /g, ""), "hex");
export const bytes = (tag: number, digits: string): Buffer => der(tag, hex(digits));

/** The name of one common name, and perhaps an organization before it. */
export function nameOf(commonName: string, organization?: string): Buffer {
  const part = (arc: string, its: string): Buffer => der(0x31, sequence(bytes(6, arc), text(12, its)));
  return sequence(...(organization ? [part("55 04 0a", organization)] : []), part("55 04 03", commonName));
}

/** Identifier of the algorithm 1.2.840.113549.1.1.`arc`. */
export const rsaAlgorithm = (arc: number): Buffer =>
  sequence(bytes(6, `2a 86 48 86 f7 0d 01 01 ${arc.toString(16).padStart(2, "0")}`), bytes(5, ""));

export const extension = (id: string, value: Uint8Array, isCritical = false): Buffer =>
  sequence(bytes(6, id), ...(isCritical ? [bytes(1, "ff")] : []), der(4, value));
export const alternativeNames = (...names: Uint8Array[]): Buffer => extension("55 1d 11", sequence(...names));
export const dnsName = (name: string): Buffer => text(0x82, name);
export const address = (...numbers: number[]): Buffer => der(0x87, Buffer.from(numbers));
export const keyUsage = (bits: string): Buffer => extension("55 1d 0f", bytes(3, bits), true);
export const SIGNS_CERTIFICATES = "02 04";
export const ENCIPHERS_KEYS = "05 a0";
export const constraints = (isCa: boolean, length?: number): Buffer =>
  extension("55 1d 13", sequence(
    ...(isCa ? [bytes(1, "ff")] : []), ...(length === undefined ? [] : [der(2, Buffer.from([length]))]),
  ), true);
export const extendedUsage = (...ids: string[]): Buffer =>
  extension("55 1d 25", sequence(...ids.map((id) => bytes(6, id))));
export const SERVER_AUTH = "2b 06 01 05 05 07 03 01";
export const CLIENT_AUTH = "2b 06 01 05 05 07 03 02";

const keys = new Map<string, KeyObject>();

/** The private key of this name, RSA unless it is called "ec…"; made when it is asked for first. */
export function keyOf(name: string, modulusLength = 2048, publicExponent = 65537): KeyObject {
  let key = keys.get(name);
  if (!key) {
    key = name.startsWith("ec")
      ? generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey
      : generateKeyPairSync("rsa", { modulusLength, publicExponent }).privateKey;
    keys.set(name, key);
  }
  return key;
}

/** Modulus and exponent. */
export function publicOf(key: KeyObject): { n: Buffer; e: number } {
  const { n = "", e = "" } = key.export({ format: "jwk" });
  return { n: Buffer.from(n, "base64url"), e: parseInt(Buffer.from(e, "base64url").toString("hex"), 16) };
}

/** SubjectPublicKeyInfo of an RSA key; its numbers may be others than those of a key. */
export function rsaInfo(n: Uint8Array, e: Uint8Array): Buffer {
  const number = (its: Uint8Array): Buffer => der(2, its[0]! > 127 ? Buffer.from([0]) : Buffer.from([]), its);
  return sequence(rsaAlgorithm(1), der(3, Buffer.from([0]), sequence(number(n), number(e))));
}

/** What a certificate has besides what all have. All pieces are whole elements of DER. */
export interface Pieces {
  version?: Uint8Array;
  serial?: Uint8Array;
  issuer?: Uint8Array;
  from?: Uint8Array;
  to?: Uint8Array;
  subject?: Uint8Array;
  keyInfo?: Uint8Array;
  extensions?: Uint8Array[];
  /** Inner and outer identifier of the algorithm, and the hash that is really signed with. */
  algorithm?: Uint8Array;
  outer?: Uint8Array;
  hash?: string;
  /** Behind the extensions, and behind the signature. */
  more?: Uint8Array;
  tail?: Uint8Array;
}

export const utc = (its: string): Buffer => text(23, its);
export const generalized = (its: string): Buffer => text(24, its);
export const VALID_FROM = utc("250101000000Z");
export const VALID_TO = utc("350101000000Z");
/** A time inside them. */
export const NOW = Date.UTC(2026, 5, 1) / 1000;

/** A certificate of `subject` with its key, issued by `issuer` with that one's key. */
export function makeCertificate(subject: KeyObject, issuer: KeyObject, pieces: Pieces): Buffer {
  const algorithm = pieces.algorithm ?? rsaAlgorithm(11);
  const { extensions = [] } = pieces;
  const signed = sequence(
    pieces.version ?? bytes(0xa0, "02 01 02"), pieces.serial ?? bytes(2, "12 34"), algorithm,
    pieces.issuer ?? nameOf("root"), sequence(pieces.from ?? VALID_FROM, pieces.to ?? VALID_TO),
    pieces.subject ?? nameOf("server"), pieces.keyInfo ?? spkiOf(subject),
    ...(extensions.length ? [der(0xa3, sequence(...extensions))] : []), pieces.more ?? Buffer.from([]),
  );
  const signature = createSign(pieces.hash ?? "sha256").update(signed).sign(issuer);
  return sequence(signed, pieces.outer ?? algorithm, der(3, Buffer.from([0]), signature), pieces.tail ?? Buffer.from([]));
}

function spkiOf(key: KeyObject): Buffer {
  const { n, e } = publicOf(key);
  if (key.asymmetricKeyType === "rsa") return rsaInfo(n, hex(e.toString(16).padStart(6, "0").replace(/^(00)+/, "")));
  return sequence(sequence(bytes(6, "2a 86 48 ce 3d 02 01"), bytes(6, "2a 86 48 ce 3d 03 01 07")), bytes(3, "00 04"));
}

/** The content of the board's file with this one root. */
export function rootsOf(key: KeyObject, name = nameOf("root"), more: { to?: number; commonName?: boolean } = {}): string {
  const { n, e } = publicOf(key);
  return packRoots([{
    _name: name.subarray(2).toString("latin1"), _key: { _n: n.toString("latin1"), _e: e }, _to: more.to ?? NOW * 2,
    _commonName: more.commonName ?? false,
  }]);
}

/** The body of a Certificate message. */
export function bodyOf(...certificates: Uint8Array[]): Uint8Array {
  const length = (n: number): Buffer => Buffer.from([n >> 16, (n >> 8) & 255, n & 255]);
  const list = Buffer.concat(certificates.flatMap((its) => [length(its.length), its]));
  return new Uint8Array(Buffer.concat([length(list.length), list]));
}
