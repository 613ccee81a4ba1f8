// The doors of an instance: TLS 1.2 with its own certificate, and plain TCP when asked for. The suites are
// those the official C SDK is built with (RSA key exchange, AES-CBC, SHA-1 and SHA-256), their GCM forms, and
// ECDHE for ordinary clients.

import * as net from "node:net";
import * as tls from "node:tls";
import { E_PORT_REFUSED, E_PORT_TAKEN, Failure } from "../../lib/codes.ts";
import type { Certificates } from "./certs.ts";
import type { Transport } from "./gate.ts";

const SUITES = [
  "ECDHE-RSA-AES128-GCM-SHA256",
  "ECDHE-RSA-AES256-GCM-SHA384",
  "AES128-GCM-SHA256",
  "AES256-GCM-SHA384",
  "AES128-SHA256",
  "AES256-SHA256",
  "AES128-SHA",
  "AES256-SHA",
].join(":");

/** What TLS the platform speaks. */
export const TLS_OPTIONS: tls.TlsOptions = {
  minVersion: "TLSv1.2",
  maxVersion: "TLSv1.2",
  ciphers: SUITES,
  honorCipherOrder: true,
};

export interface Listener {
  port: number;
  close(): Promise<void>;
}

/** What a listener calls for each connection, and for each handshake that came to nothing. */
export interface Doorman {
  accept(socket: net.Socket, transport: Transport): void;
  broken(reason: string): void;
}

/**
 * Listens for TLS; with `requireSni` a client that names no host is cut. Fails with E_PORT_TAKEN or
 * E_PORT_REFUSED.
 */
export function listenTls(
  certificates: Certificates,
  host: string,
  port: number,
  doorman: Doorman,
  requireSni: boolean,
): Promise<Listener> {
  const server = tls.createServer({
    cert: certificates.certPem,
    key: certificates.keyPem,
    ...TLS_OPTIONS,
  });
  server.on("secureConnection", (socket) => {
    if (requireSni && !socket.servername) {
      doorman.broken("no SNI");
      socket.destroySoon();
    } else doorman.accept(socket, "tls");
  });
  server.on("tlsClientError", (error) => doorman.broken(error.message));
  return listen(server, host, port);
}

/** Listens for plain TCP, which only old instances still offer. Fails likewise. */
export function listenPlain(host: string, port: number, doorman: Doorman): Promise<Listener> {
  return listen(
    net.createServer((socket) => doorman.accept(socket, "plain")),
    host,
    port,
  );
}

function listen(server: net.Server, host: string, port: number): Promise<Listener> {
  const sockets = new Set<net.Socket>();
  // Sockets in the middle of a handshake would keep a closing server open.
  server.on("connection", (socket: net.Socket) => {
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const code = error.code === "EADDRINUSE" ? E_PORT_TAKEN : E_PORT_REFUSED;
      reject(new Failure(code, `${host}:${port}${code === E_PORT_REFUSED ? ` (${error.code})` : ""}`));
    });
    server.listen(port, host, () => {
      resolve({
        port: (server.address() as net.AddressInfo).port,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            for (const socket of sockets) socket.destroySoon();
          }),
      });
    });
  });
}
