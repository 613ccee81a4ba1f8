// Good TLS 1.2 servers of three makes, on ports of this machine alone: node:tls, `openssl s_server` and `gnutls-serv`.
// Each sends back what it receives. What a make cannot do or switch is said at `Make`.

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { constants } from "node:crypto";
import { once } from "node:events";
import * as fs from "node:fs";
import * as net from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import * as tls from "node:tls";
import { type ServerChain, pemOf } from "./server-chain.ts";

/** The suites that a small device speaks, by OpenSSL's names: number and GnuTLS's algorithms. */
export const SUITES = {
  "AES128-SHA256": { number: 0x003c, gnutls: "+RSA:+AES-128-CBC:+SHA256" },
  "AES256-SHA256": { number: 0x003d, gnutls: "+RSA:+AES-256-CBC:+SHA256" },
  "AES128-SHA": { number: 0x002f, gnutls: "+RSA:+AES-128-CBC:+SHA1" },
  "AES256-SHA": { number: 0x0035, gnutls: "+RSA:+AES-256-CBC:+SHA1" },
  "PSK-AES128-CBC-SHA256": { number: 0x00ae, gnutls: "+PSK:+AES-128-CBC:+SHA256" },
  "PSK-AES128-CBC-SHA": { number: 0x008c, gnutls: "+PSK:+AES-128-CBC:+SHA1" },
} as const;
export type Suite = keyof typeof SUITES;

/** Identity and key that a server knows. */
export const PSK_IDENTITY = "devicename|hmacsha256|a1X2bEnP82z&example1|2524608000000";
export const PSK_KEY = "7CB647360E50AFA1E4C4B3556945A25D4970B94404DE1FBA159D1B2D37B0D23F";

export interface PeerOptions {
  suite: Suite;
  chain: ServerChain;
  /** Session tickets (RFC 5077), sessions by their id, extended master secret (RFC 7627), encrypt-then-MAC (RFC 7366):
   *  on unless false. */
  tickets?: boolean;
  ids?: boolean;
  ems?: boolean;
  etm?: boolean;
  /** A hint in ServerKeyExchange (RFC 4279), with a suite of PSK. */
  hint?: string;
}

export interface Peer {
  /** A new connection to it. */
  connect(): net.Socket;
  /** Ends the server; resolves when it is gone. */
  close(): Promise<void>;
}

export interface Make {
  name: "node" | "openssl" | "gnutls";
  /** Why it cannot be started here, or undefined. */
  missing: string | undefined;
  /** It keeps to the small records that it agreed to (RFC 6066). */
  keepsSmall: boolean;
  start(options: PeerOptions): Promise<Peer>;
}

// More connections than a test makes with one server.
const MOST_CONNECTIONS = 40;
// OpenSSL 3.0, ssl.h: bit 0.
const NO_EXTENDED_MASTER_SECRET = 1;
// RFC 7366; Node has no name for it.
const NO_ENCRYPT_THEN_MAC = 0x80000;

const isPsk = (suite: Suite): boolean => suite.startsWith("PSK");

/** node:tls: all options; small records can't be switched off. */
const node: Make = {
  name: "node",
  missing: undefined,
  keepsSmall: true,
  async start({ suite, chain, tickets, ids, ems, etm, hint }) {
    const sessions = new Map<string, Buffer>();
    const server = tls.createServer({
      cert: chain.certPem,
      key: chain.keyPem,
      ciphers: suite,
      maxVersion: "TLSv1.2",
      secureOptions:
        (tickets === false ? constants.SSL_OP_NO_TICKET : 0) |
        (ems === false ? NO_EXTENDED_MASTER_SECRET : 0) |
        (etm === false ? NO_ENCRYPT_THEN_MAC : 0),
      ...(isPsk(suite) && {
        pskCallback: (_socket: tls.TLSSocket, identity: string) =>
          identity === PSK_IDENTITY ? Buffer.from(PSK_KEY) : null,
        pskIdentityHint: hint,
      }),
    });
    if (ids !== false) {
      server.on("newSession", (id: Buffer, session: Buffer, done: () => void) => {
        sessions.set(id.toString("hex"), session);
        done();
      });
      server.on("resumeSession", (id: Buffer, done: (error: null, session: Buffer | null) => void) => {
        done(null, sessions.get(id.toString("hex")) ?? null);
      });
    }
    const sockets = new Set<net.Socket>();
    server.on("connection", (socket: net.Socket) => sockets.add(socket));
    server.on("secureConnection", (socket) => {
      socket.on("error", () => socket.destroy());
      socket.pipe(socket);
    });
    server.on("tlsClientError", () => undefined);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as net.AddressInfo;
    return {
      connect: () => net.connect(port, "127.0.0.1"),
      async close() {
        for (const socket of sockets) socket.destroy();
        server.close();
        await once(server, "close");
      },
    };
  },
};

/** `openssl s_server` on a socket in a folder of its own: likewise, and one connection after the other. */
const openssl: Make = {
  name: "openssl",
  missing: absent("openssl", ["version"], /^OpenSSL [3-9]/),
  keepsSmall: true,
  async start({ suite, chain, tickets, ids, ems, etm, hint }) {
    const folder = makeFolder(chain);
    // Only its configuration file can switch the extended master secret off.
    const config = path.join(folder, "openssl.cnf");
    const switches = ems === false ? "Options = -ExtendedMasterSecret\n" : "";
    fs.writeFileSync(
      config,
      `openssl_conf = all\n[all]\nssl_conf = ssl\n[ssl]\nsystem_default = tls\n[tls]\n${switches}`,
    );
    const socket = path.join(folder, "socket");
    const identity = ["-psk_identity", PSK_IDENTITY, "-psk", Buffer.from(PSK_KEY).toString("hex")];
    const child = spawn(
      "openssl",
      [
        ...["s_server", "-unix", socket, "-quiet", "-tls1_2", "-cipher", suite, "-naccept", String(MOST_CONNECTIONS)],
        ...["-cert", path.join(folder, "leaf.pem"), "-cert_chain", path.join(folder, "above.pem")],
        ...["-key", path.join(folder, "key.pem")],
        ...(tickets === false ? ["-no_ticket"] : []),
        ...(ids === false ? ["-no_cache"] : []),
        ...(etm === false ? ["-no_etm"] : []),
        ...(isPsk(suite) ? identity : []),
        ...(hint === undefined ? [] : ["-psk_hint", hint]),
      ],
      { env: { ...process.env, OPENSSL_CONF: config }, stdio: ["pipe", "pipe", "ignore"] },
    );
    // Without its chatter it writes what it hears and sends what it reads.
    child.stdin.on("error", () => undefined);
    child.stdout.pipe(child.stdin);
    while (!(await canConnect(socket))) if (child.exitCode !== null) throw new Error("openssl s_server ended");
    return peerOf(child, folder, socket);
  },
};

/** `gnutls-serv`: likewise; it agrees to small records, and sends data in large ones. It listens on every address. */
const gnutls: Make = {
  name: "gnutls",
  missing: absent("gnutls-serv", ["--version"], /gnutls-serv 3/),
  keepsSmall: false,
  async start({ suite, chain, tickets, ids, ems, etm, hint }) {
    const folder = makeFolder(chain);
    const passwords = path.join(folder, "psk");
    fs.writeFileSync(passwords, `${PSK_IDENTITY}:${Buffer.from(PSK_KEY).toString("hex")}\n`);
    const priority =
      `NONE:+VERS-TLS1.2:+COMP-NULL:+SIGN-RSA-SHA256:${SUITES[suite].gnutls}` +
      (ems === false ? ":%NO_SESSION_HASH" : "") +
      (etm === false ? ":%NO_ETM" : "");
    // Another program may take the port meanwhile.
    for (let port = await freePort(); ; port = await freePort()) {
      const child = spawn(
        "gnutls-serv",
        [
          ...["--echo", "--disable-client-cert", "--port", String(port), "--priority", priority],
          ...["--x509certfile", path.join(folder, "chain.pem"), "--x509keyfile", path.join(folder, "key.pem")],
          ...(tickets === false ? ["--noticket"] : []),
          ...(ids === false ? ["--nodb"] : []),
          ...(isPsk(suite) ? ["--pskpasswd", passwords] : []),
          ...(hint === undefined ? [] : ["--pskhint", hint]),
        ],
        { stdio: ["ignore", "ignore", "pipe"] },
      );
      if (await says(child, /IPv4.*done/)) return peerOf(child, folder, port);
    }
  },
};

export const MAKES: readonly Make[] = [node, openssl, gnutls];

// Why a program cannot be used, or undefined.
function absent(program: string, words: string[], expected: RegExp): string | undefined {
  const { stdout } = spawnSync(program, words, { encoding: "utf8" });
  return expected.test(stdout ?? "") ? undefined : `no ${program} here`;
}

function makeFolder({ list, certPem, keyPem }: ServerChain): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "linkino-tls-"));
  fs.writeFileSync(path.join(folder, "chain.pem"), certPem);
  fs.writeFileSync(path.join(folder, "leaf.pem"), pemOf(list[0]!));
  fs.writeFileSync(path.join(folder, "above.pem"), list.slice(1).map(pemOf).join(""));
  fs.writeFileSync(path.join(folder, "key.pem"), keyPem, { mode: 0o600 });
  return folder;
}

function peerOf(child: ChildProcess, folder: string, where: number | string): Peer {
  return {
    connect: () => (typeof where === "number" ? net.connect(where, "127.0.0.1") : net.connect(where)),
    async close() {
      if (child.exitCode === null && child.kill("SIGKILL")) await once(child, "exit");
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function canConnect(where: string): Promise<boolean> {
  const socket = net.connect(where);
  const answers = await once(socket, "connect").then(
    () => true,
    () => false,
  );
  socket.destroy();
  return answers;
}

// True when the program says so, false when it ends without.
function says(child: ChildProcess, expected: RegExp): Promise<boolean> {
  return new Promise((resolve) => {
    let text = "";
    child.stderr!.setEncoding("utf8").on("data", (chunk: string) => expected.test((text += chunk)) && resolve(true));
    child.once("exit", () => resolve(false));
  });
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
