// What a test tells the server of bad-server.ts to do, and what that one writes down about its client.

import type { ClientHello } from "./client-hello.ts";
import type { ServerChain } from "./server-chain.ts";
import { type How, uint, vector } from "./server-records.ts";

/** Types of handshake messages. */
export const MESSAGES = {
  HelloRequest: 0,
  ClientHello: 1,
  ServerHello: 2,
  NewSessionTicket: 4,
  Certificate: 11,
  ServerKeyExchange: 12,
  CertificateRequest: 13,
  ServerHelloDone: 14,
  CertificateVerify: 15,
  ClientKeyExchange: 16,
  Finished: 20,
} as const;
export type MessageName = keyof typeof MESSAGES;

/** Something that the server sends: a message that it makes itself, or bytes of the test's. */
export type Step =
  | MessageName
  | "ChangeCipherSpec"
  | {
      type: number;
      bytes: Buffer;
      how?: How;
    };

/** Which part of a handshake is sent: up to ServerHelloDone, the end of a full one, or all of a resumed one. */
export type Flight = "hello" | "end" | "resumed";

export interface Session {
  suite: number;
  master: Buffer;
  ems: boolean;
}

/** What the server does; what is left out is as a good server with all it can do. */
export interface Script {
  suite?: number;
  chain?: ServerChain;
  /** Taken when offered, unless false; "always": also unasked. */
  ems?: boolean | "always";
  etm?: boolean | "always";
  fragment?: boolean;
  renegotiationInfo?: boolean;
  tickets?: boolean;
  ids?: boolean;
  /** Sessions that can be resumed, by hex of their id or ticket: shared by the servers of one test. */
  sessions?: Map<string, Session>;
  /** Resumes although suite or extended master secret are not those of the session. */
  resumesAnyway?: boolean;
  hint?: string;
  /** The key of an identity, in place of the one that peers.ts has. */
  keyOf?(identity: string): string | undefined;
  requestsCertificate?: boolean;
  /** Has only copied its certificate: it cannot read the secret, and goes on as if it could. */
  blind?: boolean;
  /** Number and length of seconds of the ticket. */
  ticket?: Buffer;
  lifetimeSec?: number;
  /** Changes the order of what is sent. */
  plan?(steps: Step[], flight: Flight): Step[];
  /** Changes the body of a message; both sides hash what was sent. */
  alter?: Partial<Record<MessageName, (body: Buffer) => Buffer>>;
  /** Changes fields of ServerHello. */
  hello?: {
    version?: number;
    random?: Buffer;
    sessionId?: Buffer;
    suite?: number;
    compression?: number;
    extensions?(list: [number, Buffer][]): [number, Buffer][];
  };
  /** How a message, or ChangeCipherSpec, is put into its record. */
  how?: Partial<Record<MessageName | "ChangeCipherSpec", How>>;
  /** Handshake messages next to each other are one text, cut into records of so many bytes; else one record each. */
  recordBytes?: number;
  /** Changes the bytes of a flight as they go out. */
  bytes?(bytes: Buffer, flight: Flight): Buffer;
}

/** What the client did. */
export interface Seen {
  hello: ClientHello | undefined;
  /** Messages and changes in their order, and "Data" and "Alert". */
  order: string[];
  alerts: { level: number; description: number }[];
  data: string;
  /** What is wrong with it. */
  faults: string[];
  /** Length of the largest text of a record. */
  largest: number;
  ivs: Set<string>;
  identity: string;
  resumed: boolean;
}

/** A handshake message. */
export function messageOf(name: MessageName, body: Uint8Array = Buffer.alloc(0)): Buffer {
  return Buffer.concat([uint(MESSAGES[name], 1), vector(3, body)]);
}
