// What the network scripts talk to: a server that does what it is told, on plain TCP and on TLS, and two that
// are no good.

import { createPrivateKey } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, type Server, type Socket, createServer } from "node:net";
import { type Server as TlsServer, type TLSSocket, createServer as createTlsServer } from "node:tls";
import "reflect-metadata";
import * as x509 from "@peculiar/x509";

/** A network as slow as a real one, also beside other work of this process: on loopback an answer can come in the very pass
 *  that asked, or not. */
const LATENCY_MS = 150;

/** Ports of the peers, as the scripts know them, and how to end them. */
export interface Peers {
  ports: Record<string, number>;
  close(): Promise<void>;
}

/** Starts all peers on loopback. */
export async function startPeers(): Promise<Peers> {
  const { key, cert } = await makeCertificate();
  const sockets = new Set<Socket>();
  const servers: Record<string, Server> = {
    TCP_PORT: createServer((socket) => serve(socket, socket)),
    TLS_PORT: slowly(createTlsServer({ key, cert }, (socket) => serve(socket, rawOf(socket)))),
    TLS13_PORT: slowly(
      createTlsServer({ key, cert, minVersion: "TLSv1.3" }, (socket) => serve(socket, rawOf(socket))),
    ),
    HANGUP_PORT: createServer((socket) =>
      socket.on("data", () => setTimeout(() => socket.destroy(), LATENCY_MS)),
    ),
  };
  const closed = createServer();
  await listen(closed);
  const ports: Record<string, number> = { CLOSED_PORT: portOf(closed) };
  closed.close();
  for (const [name, server] of Object.entries(servers)) {
    server.on("connection", (socket: Socket) => sockets.add(socket));
    await listen(server);
    ports[name] = portOf(server);
  }
  return {
    ports,
    async close() {
      for (const socket of sockets) socket.destroy();
      await Promise.all(
        Object.values(servers).map((server) => new Promise((resolve) => server.close(resolve))),
      );
    },
  };
}

/** Answers "big", "last", "close", "reset"; everything else is sent back. */
function serve(socket: Socket | TLSSocket, raw: Socket): void {
  socket.on("error", () => {});
  socket.on("data", (data: Buffer) => setTimeout(() => answer(socket, raw, data), LATENCY_MS));
}

function answer(socket: Socket | TLSSocket, raw: Socket, data: Buffer): void {
  const text = data.toString("latin1");
  if (text === "big") socket.write(Buffer.alloc(3000, "0123456789"));
  else if (text === "close") socket.end();
  else if (text === "last") socket.end("bye");
  else if (text === "reset") raw.resetAndDestroy();
  else socket.write(data);
}

/** A TCP server that hands its connections on after the latency. */
function slowly(server: TlsServer): Server {
  server.on("tlsClientError", () => {});
  return createServer((socket) => setTimeout(() => server.emit("connection", socket), LATENCY_MS));
}

function rawOf(socket: TLSSocket): Socket {
  return (socket as unknown as { _parent?: Socket })._parent ?? socket;
}

async function listen(server: Server): Promise<void> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** A key of RSA, which is all that the Linux build's TLS knows, and a certificate for it. */
async function makeCertificate(): Promise<{ key: string; cert: string }> {
  const algorithm = {
    name: "RSASSA-PKCS1-v1_5",
    hash: "SHA-256",
    publicExponent: new Uint8Array([1, 0, 1]),
    modulusLength: 2048,
  };
  const keys = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: "CN=peer",
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() - 86400000),
    notAfter: new Date(Date.now() + 86400000),
  });
  const der = Buffer.from(await crypto.subtle.exportKey("pkcs8", keys.privateKey));
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" }).export({
    format: "pem",
    type: "pkcs8",
  });
  return { key: key as string, cert: certificate.toString("pem") };
}
