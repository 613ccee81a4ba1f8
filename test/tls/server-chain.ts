// What the servers of the tests show: a certificate, one between, and above them a root with a key of 4,096 bits. The keys
// are fixed and stand beside this file, because making them takes seconds.
import { type KeyObject, createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import {
  type Pieces, SIGNS_CERTIFICATES, ENCIPHERS_KEYS, SERVER_AUTH, address, alternativeNames, constraints, dnsName,
  extendedUsage, extension, generalized, keyUsage, makeCertificate, nameOf, rootsOf, text, utc,
} from "./certificates.ts";

/** A key beside this file: `root` has 4,096 bits, the others 2,048. */
export type KeyName = "root" | "other-root" | "intermediate" | "leaf";

/** The name that the server's certificate bears. */
export const SERVER_NAME = "a1x2bep82z.test.example";

/** The seconds at which all chains here are valid. */
export const NOW_SEC = Date.UTC(2026, 10, 1) / 1000;

export interface ServerChain {
  /** The server's certificate and what is above it, in DER, without the root. */
  list: Buffer[];
  /** The same as one text in PEM, the server's key, and the root that clients trust. */
  certPem: string;
  keyPem: string;
  rootPem: string;
  /** The root as a board has it. */
  roots: string;
}

const pems = new Map<KeyName, string>();

function keyPemOf(name: KeyName): string {
  let pem = pems.get(name);
  if (pem === undefined) {
    const text = readFileSync(path.join(import.meta.dirname, "keys", `${name}.pem`), "utf8");
    pems.set(name, (pem = text.slice(text.indexOf("-----BEGIN"))));
  }
  return pem;
}

/** The private key. */
export function fixedKey(name: KeyName): KeyObject {
  return createPrivateKey(keyPemOf(name));
}

export function pemOf(der: Buffer): string {
  const lines = der.toString("base64").replace(/.{64}/g, "$&\n").trimEnd();
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

const VALIDITY = { from: utc("260101000000Z"), to: generalized("20600101000000Z") };
const AUTHORITY = [constraints(true), keyUsage(SIGNS_CERTIFICATES)];
const SERVER = [
  constraints(false), keyUsage(ENCIPHERS_KEYS), extendedUsage(SERVER_AUTH),
  alternativeNames(dnsName(SERVER_NAME), address(127, 0, 0, 1)),
];
const ROOT = nameOf("Linkino test root");
const INTERMEDIATE = nameOf("Linkino test intermediate");

/** A certificate of the fixed keys; what is left out is as in a good server's, right below the root. */
export function certificateOf(key: KeyName, issuer: KeyName, pieces: Pieces): Buffer {
  return makeCertificate(fixedKey(key), fixedKey(issuer), { issuer: ROOT, ...VALIDITY, extensions: SERVER, ...pieces });
}

const above = { subject: INTERMEDIATE, extensions: [constraints(true, 0), keyUsage(SIGNS_CERTIFICATES)] };

/** A chain whose server's certificate has these pieces; with `more` in the list, between the others. */
export function chainWith(pieces: Pieces, more: Buffer[] = [], issuer: KeyName = "intermediate"): ServerChain {
  const list = [
    certificateOf("leaf", issuer, { issuer: INTERMEDIATE, ...pieces }),
    ...more,
    certificateOf("intermediate", "root", above),
  ];
  return {
    list,
    certPem: list.map(pemOf).join(""),
    keyPem: keyPemOf("leaf"),
    rootPem: pemOf(certificateOf("root", "root", { subject: ROOT, extensions: AUTHORITY })),
    roots: rootsOf(fixedKey("root"), ROOT),
  };
}

/** A chain of three certificates as long as those of public authorities: about 4.4 kB. What makes them longer than the
 *  others here is an extension that nobody knows. */
export function longChain(): ServerChain {
  const more = (lenBytes: number): Buffer => extension("2b 06 01 04 01 82 37 0a", text(4, "x".repeat(lenBytes)));
  const issuer = nameOf("Linkino test issuer", "Linkino");
  const usage = keyUsage(SIGNS_CERTIFICATES);
  const list = [
    certificateOf("leaf", "other-root", { issuer, extensions: [...SERVER, more(1000)] }),
    certificateOf("other-root", "intermediate", {
      issuer: INTERMEDIATE, subject: issuer, extensions: [constraints(true, 0), usage, more(350)],
    }),
    certificateOf("intermediate", "root", {
      subject: INTERMEDIATE, extensions: [constraints(true, 1), usage, more(350)],
    }),
  ];
  return { ...chainWith({}), list, certPem: list.map(pemOf).join("") };
}

let good: ServerChain | undefined;

/** The chain of a good server. */
export function goodChain(): ServerChain {
  return (good ??= chainWith({}));
}
