// The certificates of an instance: a root of its own, kept in its folder and given to the devices, and a
// server certificate under it. RSA 2048 with SHA-256 and PKCS#1 v1.5, the kind the platform's own root has
// ("Aliyun IoT Root CA") and the only kind a TLS client without elliptic curves can use.

import "reflect-metadata";
import { createPrivateKey, createPublicKey, randomBytes, webcrypto, X509Certificate } from "node:crypto";
import * as fs from "node:fs";
import { isIP } from "node:net";
import { networkInterfaces } from "node:os";
import * as path from "node:path";
import * as x509 from "@peculiar/x509";
import { E_CERTIFICATE_UNUSABLE, Failure } from "../../lib/codes.ts";
import { guard, writeWhole } from "./log.ts";

const ALGORITHM = {
  name: "RSASSA-PKCS1-v1_5",
  hash: "SHA-256",
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
};
const DAY_MS = 24 * 3600 * 1000;
const ROOT_DAYS = 30 * 365;
const SERVER_DAYS = 397;
const RENEW_DAYS = 30;

/**
 * Names both kinds of instance go by, for MQTT and for HTTPS: an old one by a label that is the ProductKey and by
 * two fixed names, a new one by a label that is the instance id.
 */
const PLATFORM_HOSTS = [
  "*.iot-as-mqtt.cn-shanghai.aliyuncs.com",
  "iot-as-http.cn-shanghai.aliyuncs.com",
  "iot-auth.cn-shanghai.aliyuncs.com",
  "*.mqtt.iothub.aliyuncs.com",
  "*.http.iothub.aliyuncs.com",
];

/** PEM texts for a TLS server, and the file of the root for its clients. */
export interface Certificates {
  caFile: string;
  caPem: string;
  certPem: string;
  keyPem: string;
}

/**
 * Reads the certificates in `folder` and makes what is missing; a server certificate that lacks a name for
 * `host`, is near its end, or is not of this root is made anew. Fails with E_CERTIFICATE_UNUSABLE when a file
 * cannot be used.
 */
export async function openCertificates(folder: string, host: string): Promise<Certificates> {
  x509.cryptoProvider.set(webcrypto);
  const caFile = path.join(folder, "ca.pem");
  const root = await openPair(caFile, path.join(folder, "ca.key"), async (keys) => {
    return x509.X509CertificateGenerator.createSelfSigned({
      serialNumber: newSerial(),
      name: "CN=Linkino local root, O=Linkino bench",
      ...validity(ROOT_DAYS),
      keys,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    });
  });
  const certFile = path.join(folder, "server.pem");
  const keyFile = path.join(folder, "server.key");
  const names = namesFor(host);
  const make = (keys: webcrypto.CryptoKeyPair) => issue(root, keys, names);
  let server = await openPair(certFile, keyFile, make);
  if (isStale(server.certPem, root.certPem, names)) {
    const certificate = await make(await importPair(server.keyPem));
    server = { ...server, certPem: certificate.toString("pem") + "\n" };
    writeWhole(certFile, server.certPem, 0o644);
  }
  return { caFile, caPem: root.certPem, certPem: server.certPem, keyPem: server.keyPem };
}

interface Pair {
  certPem: string;
  keyPem: string;
}

async function openPair(
  certFile: string,
  keyFile: string,
  make: (keys: webcrypto.CryptoKeyPair) => Promise<x509.X509Certificate>,
): Promise<Pair> {
  if (!fs.existsSync(keyFile)) {
    const keys = (await webcrypto.subtle.generateKey(ALGORITHM, true, [
      "sign",
      "verify",
    ])) as webcrypto.CryptoKeyPair;
    const der = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey));
    const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
    const keyPem = key.export({ format: "pem", type: "pkcs8" }) as string;
    const certPem = (await make(keys)).toString("pem") + "\n";
    writeWhole(certFile, certPem, 0o644);
    writeWhole(keyFile, keyPem, 0o600);
    return { certPem, keyPem };
  }
  const keyPem = readUsable(keyFile, createPrivateKey);
  if (!fs.existsSync(certFile)) {
    const certPem = (await make(await importPair(keyPem))).toString("pem") + "\n";
    writeWhole(certFile, certPem, 0o644);
    return { certPem, keyPem };
  }
  const certPem = readUsable(certFile, (text) => new X509Certificate(text));
  if (!new X509Certificate(certPem).checkPrivateKey(createPrivateKey(keyPem))) {
    throw new Failure(E_CERTIFICATE_UNUSABLE, `${certFile} (not of the key beside it)`);
  }
  return { certPem, keyPem };
}

function readUsable(file: string, parse: (text: string) => unknown): string {
  const text = guard(file, () => fs.readFileSync(file, "utf8"));
  try {
    parse(text);
    return text;
  } catch {
    throw new Failure(E_CERTIFICATE_UNUSABLE, file);
  }
}

async function importPair(keyPem: string): Promise<webcrypto.CryptoKeyPair> {
  const key = createPrivateKey(keyPem);
  const pkcs8 = key.export({ format: "der", type: "pkcs8" });
  const spki = createPublicKey(key).export({ format: "der", type: "spki" });
  return {
    privateKey: await webcrypto.subtle.importKey("pkcs8", pkcs8, ALGORITHM, true, ["sign"]),
    publicKey: await webcrypto.subtle.importKey("spki", spki, ALGORITHM, true, ["verify"]),
  } as webcrypto.CryptoKeyPair;
}

async function issue(
  root: Pair,
  keys: webcrypto.CryptoKeyPair,
  names: string[],
): Promise<x509.X509Certificate> {
  const rootKeys = await importPair(root.keyPem);
  const rootCertificate = new x509.X509Certificate(root.certPem);
  return x509.X509CertificateGenerator.create({
    serialNumber: newSerial(),
    subject: "CN=Linkino local instance, O=Linkino bench",
    issuer: rootCertificate.subject,
    ...validity(SERVER_DAYS),
    signingKey: rootKeys.privateKey,
    publicKey: keys.publicKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      // Key encipherment is what the plain RSA key exchange of small clients needs.
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment,
        true,
      ),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((name) => ({ type: isIP(name) ? "ip" : "dns", value: name })),
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(rootKeys.publicKey),
    ],
  });
}

// A board on the network reaches this machine by one of its addresses, so a listener on all of them is named
// by each.
function namesFor(host: string): string[] {
  const names = new Set(["localhost", "127.0.0.1", "::1", ...PLATFORM_HOSTS]);
  if (host !== "0.0.0.0" && host !== "::") names.add(host);
  else {
    for (const addresses of Object.values(networkInterfaces())) {
      for (const { address, family } of addresses ?? []) if (family === "IPv4") names.add(address);
    }
  }
  return [...names];
}

function isStale(certPem: string, rootPem: string, names: string[]): boolean {
  const certificate = new X509Certificate(certPem);
  if (!certificate.verify(new X509Certificate(rootPem).publicKey)) return true;
  if (Date.parse(certificate.validTo) < Date.now() + RENEW_DAYS * DAY_MS) return true;
  return names.some((name) => {
    const found = isIP(name) ? certificate.checkIP(name) : certificate.checkHost(name.replace("*", "any"));
    return found === undefined;
  });
}

// Begins a day early, for clients whose clock is a little behind.
function validity(days: number): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(Date.now() - DAY_MS), notAfter: new Date(Date.now() + days * DAY_MS) };
}

// RFC 5280 section 4.1.2.2: positive, at most 20 bytes.
function newSerial(): string {
  const serial = randomBytes(16);
  serial[0] = (serial[0] & 0x7f) | 0x01;
  return serial.toString("hex");
}
