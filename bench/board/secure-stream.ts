// TLS as the stock firmware has it, on top of any stream: version 1.2, no server name, nobody is verified.
// The handshake goes on while the socket already counts as connected. How the peer ends matters to scripts: a
// close_notify is an error -30848, a plain end is none, so the records that come in are watched for the
// alert.

import { X509Certificate, createPrivateKey } from "node:crypto";
import { Duplex } from "node:stream";
import { type TLSSocket, connect } from "node:tls";
import { type BoardFacts, isLinux } from "./facts.ts";
import type { Stream } from "./net.ts";

/**
 * A TLS that could not start, or that ended; `code` is set where the interpreter reports it as a socket
 * error.
 */
export class TlsFailure extends Error {
  readonly code: number | undefined;

  constructor(message: string, code?: number) {
    super(message);
    this.name = "TlsFailure";
    this.code = code;
  }
}

const PEER_CLOSE_NOTIFY = -30848;
const ALERT_RECORD = 21;
const RECORD_HEADER_BYTES = 5;
/** As much as the interpreter's native code would have buffered. */
const MAX_UNSENT_BYTES = 16384;

/** Suites of the Linux build; the chips have the same and those with elliptic curves. */
const RSA_SUITES = [
  "AES256-GCM-SHA384:AES128-GCM-SHA256:AES256-CCM:AES128-CCM:AES256-CCM8:AES128-CCM8",
  "AES256-SHA256:AES128-SHA256:AES256-SHA:AES128-SHA",
  "DHE-RSA-AES256-GCM-SHA384:DHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES256-SHA:DHE-RSA-AES128-SHA",
];
const CURVE_SUITES = [
  "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384",
  "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256",
];

/** A stream with TLS on it. */
export class SecureStream implements Stream {
  onChange: () => void = () => {};
  private readonly raw: Stream;
  private readonly wire = this.createWire();
  private readonly socket: TLSSocket;
  private readonly records = new RecordWatch();
  private received: Buffer[] = [];
  private unsent = Buffer.alloc(0);
  private unsentDone: (() => void) | undefined;
  private isOpen = false;
  private hasEnded = false;
  private failure: TlsFailure | undefined;

  /** Certificates are DER; throws TlsFailure with the interpreter's text for what is none. */
  constructor(raw: Stream, board: BoardFacts, certificates: { ca?: Buffer; cert?: Buffer; key?: Buffer }) {
    this.raw = raw;
    for (const name of ["ca", "cert"] as const) checkCertificate(name, certificates[name]);
    const { cert, key } = certificates;
    checkKey(key);
    this.socket = connect({
      socket: this.wire,
      rejectUnauthorized: false,
      minVersion: "TLSv1.2",
      maxVersion: "TLSv1.2",
      // Level 0: the board takes old certificates and short keys as they come.
      ciphers: [...(isLinux(board) ? [] : CURVE_SUITES), ...RSA_SUITES, "@SECLEVEL=0"].join(":"),
      cert: cert && toPem("CERTIFICATE", cert),
      key: key && toPem("RSA PRIVATE KEY", key),
    });
    this.socket.on("secureConnect", () => {
      this.isOpen = true;
      this.onChange();
    });
    this.socket.on("data", (data: Buffer) => {
      this.received.push(data);
      this.onChange();
    });
    this.socket.on("drain", () => this.onChange());
    this.socket.on("end", () => this.end());
    this.socket.on("close", () => this.end());
    this.socket.on("error", (error: NodeJS.ErrnoException) => this.fail(error));
    raw.onChange = () => this.pump();
    this.pump();
  }

  read(most: number): Buffer | undefined {
    const first = this.received[0];
    if (first) {
      if (first.length > most) this.received[0] = first.subarray(most);
      else this.received.shift();
      return first.subarray(0, most);
    }
    if (this.failure) throw this.failure;
    if (!this.hasEnded) return Buffer.alloc(0);
    if (this.records.sawAlert) throw new TlsFailure("peer closed", PEER_CLOSE_NOTIFY);
    return undefined;
  }

  write(bytes: Buffer): number | undefined {
    if (this.failure) throw this.failure;
    if (this.hasEnded) return undefined;
    if (!this.isOpen || this.socket.writableLength > MAX_UNSENT_BYTES) return 0;
    this.socket.write(bytes);
    return bytes.length;
  }

  close(): void {
    this.socket.end();
    this.pump();
    this.socket.destroy();
    this.raw.close();
  }

  abandon(): void {
    this.raw.onChange = () => {};
    this.socket.destroy();
    this.raw.abandon();
  }

  /** The stream below, as Node's TLS wants it. */
  private createWire(): Duplex {
    return new Duplex({
      read: () => this.pump(),
      write: (bytes: Buffer, _encoding, done) => {
        this.unsent = Buffer.concat([this.unsent, bytes]);
        this.unsentDone = done;
        this.flush();
      },
      final: (done) => done(),
    });
  }

  private flush(): void {
    while (this.unsent.length > 0) {
      const sent = this.raw.write(this.unsent);
      if (sent === 0) return;
      this.unsent = sent === undefined ? Buffer.alloc(0) : this.unsent.subarray(sent);
    }
    const done = this.unsentDone;
    this.unsentDone = undefined;
    done?.();
  }

  /** Moves what the stream below has to TLS, and what TLS has to it. */
  private pump(): void {
    const { wire } = this;
    if (wire.destroyed) return;
    for (;;) {
      const bytes = this.raw.read(16384);
      if (bytes === undefined) {
        wire.push(null);
        this.end();
        break;
      }
      if (bytes.length === 0) break;
      this.records.add(bytes);
      wire.push(bytes);
    }
    this.flush();
  }

  private end(): void {
    if (this.hasEnded) return;
    if (!this.isOpen && !this.failure) this.failure = new TlsFailure("mbedtls_ssl_handshake returned -0x1");
    this.hasEnded = true;
    this.onChange();
  }

  private fail(error: NodeJS.ErrnoException): void {
    if (!this.isOpen && !this.failure) {
      const isAlert = this.records.sawAlert || /alert/i.test(error.message);
      this.failure = new TlsFailure(`mbedtls_ssl_handshake returned ${isAlert ? "-0x7780" : "-0x1"}`);
    }
    this.end();
  }
}

/**
 * Follows the record headers of what comes in: an alert in clear or hidden, after which the peer sends
 * nothing.
 */
class RecordWatch {
  sawAlert = false;
  private header = Buffer.alloc(0);
  private bodyBytes = 0;

  add(bytes: Buffer): void {
    for (let at = 0; at < bytes.length;) {
      if (this.bodyBytes > 0) {
        const count = Math.min(this.bodyBytes, bytes.length - at);
        this.bodyBytes -= count;
        at += count;
        continue;
      }
      const part = bytes.subarray(at, at + RECORD_HEADER_BYTES - this.header.length);
      this.header = Buffer.concat([this.header, part]);
      at += part.length;
      if (this.header.length < RECORD_HEADER_BYTES) return;
      this.sawAlert = this.header[0] === ALERT_RECORD;
      this.bodyBytes = this.header.readUInt16BE(3);
      this.header = Buffer.alloc(0);
    }
  }
}

function checkKey(der: Buffer | undefined): void {
  if (!der) return;
  try {
    createPrivateKey(toPem("RSA PRIVATE KEY", der));
  } catch {
    throw new TlsFailure("HTTPS init failed! mbedtls_pk_parse_key: Invalid format");
  }
}

function checkCertificate(name: string, der: Buffer | undefined): void {
  if (!der) return;
  try {
    if (der[0] !== 0x30) throw new Error("not DER");
    new X509Certificate(der);
  } catch {
    throw new TlsFailure(`HTTPS init failed! mbedtls_x509_crt_parse of '${name}': Invalid format`);
  }
}

function toPem(kind: string, der: Buffer): string {
  return `-----BEGIN ${kind}-----\n${der.toString("base64")}\n-----END ${kind}-----\n`;
}
