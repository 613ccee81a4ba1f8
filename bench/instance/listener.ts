// The doors of an instance: TLS 1.2 with its own certificate or a device's key, and plain TCP when asked for.
// The suites are those the official C SDK is built with (PSK and RSA key exchange, AES-CBC, SHA-1 and
// SHA-256), GCM forms, and ECDHE for ordinary clients. Sessions are resumed by id and by ticket (RFC 5077).

import { constants } from "node:crypto";
import * as net from "node:net";
import * as tls from "node:tls";
import { E_PORT_REFUSED, E_PORT_TAKEN, Failure } from "../../lib/codes.ts";
import type { Certificates } from "./certs.ts";
import type { Secure } from "./gate.ts";
import { PSK_SUITES, pskOwnerOf } from "./psk.ts";

const CERTIFICATE_SUITES = [
  "ECDHE-RSA-AES128-GCM-SHA256",
  "ECDHE-RSA-AES256-GCM-SHA384",
  "AES128-GCM-SHA256",
  "AES256-GCM-SHA384",
  "AES128-SHA256",
  "AES256-SHA256",
  "AES128-SHA",
  "AES256-SHA",
];

// How long a session may be resumed, and how many are remembered by their id. No page tells the platform's
// numbers: our choice.
const SESSION_SEC = 24 * 3600;
const SESSIONS_MOST = 10_000;

/** What TLS the platform speaks with certificates. */
export const TLS_OPTIONS: tls.TlsOptions = {
  minVersion: "TLSv1.2",
  maxVersion: "TLSv1.2",
  ciphers: CERTIFICATE_SUITES.join(":"),
  honorCipherOrder: true,
  sessionTimeout: SESSION_SEC,
};

export interface Listener {
  port: number;
  close(): Promise<void>;
}

/** What a listener calls for each connection, and for each handshake that came to nothing. */
export interface Doorman {
  /** `secure` is left out for plain TCP. */
  accept(socket: net.Socket, secure?: Secure): void;
  broken(reason: string): void;
  /** The key behind a PSK identity; null for an unknown one. */
  psk(identity: string): Buffer | null;
}

/** What the TLS of an instance does and demands; see startInstance. */
export interface TlsManners {
  requireSni: boolean;
  psk: boolean;
  tickets: boolean;
  sessionIds: boolean;
}

/** Listens for TLS. Fails with E_PORT_TAKEN or E_PORT_REFUSED. */
export function listenTls(
  certificates: Certificates,
  host: string,
  port: number,
  doorman: Doorman,
  manners: TlsManners,
): Promise<Listener> {
  const server = tls.createServer({
    cert: certificates.certPem,
    key: certificates.keyPem,
    ...TLS_OPTIONS,
    ...(manners.psk && {
      // Before the others: only a device that wants its key to be used offers these.
      ciphers: [...PSK_SUITES, ...CERTIFICATE_SUITES].join(":"),
      pskCallback: (_socket: tls.TLSSocket, identity: string) => doorman.psk(identity),
    }),
    secureOptions: manners.tickets ? 0 : constants.SSL_OP_NO_TICKET,
  });
  if (manners.sessionIds) rememberSessions(server);
  server.on("secureConnection", (socket) => {
    if (manners.requireSni && !socket.servername) {
      doorman.broken("no SNI");
      socket.destroySoon();
    } else {
      doorman.accept(socket, {
        suite: socket.getCipher().name,
        resumed: socket.isSessionReused(),
        psk: pskOwnerOf(socket.getSession()),
      });
    }
  });
  server.on("tlsClientError", (error) => doorman.broken(error.message));
  return listen(server, host, port);
}

// Node keeps no sessions by itself. OpenSSL looks at the age of one, the oldest are forgotten here.
export function rememberSessions(server: tls.Server): void {
  const sessions = new Map<string, Buffer>();
  server.on("newSession", (id: Buffer, session: Buffer, done: () => void) => {
    sessions.set(id.toString("hex"), session);
    if (sessions.size > SESSIONS_MOST) sessions.delete(sessions.keys().next().value!);
    done();
  });
  server.on("resumeSession", (id: Buffer, done: (error: null, session: Buffer | null) => void) => {
    done(null, sessions.get(id.toString("hex")) ?? null);
  });
}

/** Listens for plain TCP, which only old instances still offer. Fails likewise. */
export function listenPlain(host: string, port: number, doorman: Doorman): Promise<Listener> {
  return listen(
    net.createServer((socket) => doorman.accept(socket)),
    host,
    port,
  );
}

/** Has a server listen. Fails with E_PORT_TAKEN or E_PORT_REFUSED. */
export function listen(server: net.Server, host: string, port: number): Promise<Listener> {
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
