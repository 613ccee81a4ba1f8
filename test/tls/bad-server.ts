// A TLS 1.2 server in memory, made of node:crypto alone, that does everything right unless its script says otherwise:
// any message left out, doubled, moved, changed or forged, and any record sealed wrongly. It looks closely at the client
// and writes down what that one does, right or wrong. It does RSA and PSK key exchange with AES-CBC (RFC 5246, 4279),
// extended master secret (7627), encrypt-then-MAC (7366), small fragments (6066), and sessions by id and ticket (5077).

import { constants, createPrivateKey, privateDecrypt, randomBytes } from "node:crypto";
import {
  ENCRYPT_THEN_MAC, EXTENDED_MASTER_SECRET, MAX_FRAGMENT, RENEGOTIATION_INFO, SESSION_TICKET, readClientHello,
} from "./client-hello.ts";
import { PSK_IDENTITY, PSK_KEY } from "./peers.ts";
import { type ServerChain, goodChain } from "./server-chain.ts";
import {
  ALERT, CHANGE, DATA, HANDSHAKE, type How, type Keys, SUITE_PARTS, makeKeys, makeRecord, openRecord, prf, sha256, uint,
  vector,
} from "./server-records.ts";
import {
  type Flight, MESSAGES, type MessageName, type Script, type Seen, type Session, type Step, messageOf,
} from "./server-script.ts";

export class BadServer {
  readonly seen: Seen = {
    hello: undefined, order: [], alerts: [], data: "", faults: [], largest: 0, ivs: new Set(), identity: "", resumed: false,
  };
  /** The handshake is done for the server. */
  open = false;
  /** What the connection has agreed on. */
  suite = 0;
  ems = false;
  etm = false;
  limit = 0;
  private readonly _script: Script;
  private readonly _out: (bytes: Buffer) => void;
  private _in: Buffer = Buffer.alloc(0);
  private _messages: Buffer = Buffer.alloc(0);
  private _transcript: Buffer[] = [];
  private _random: Buffer = randomBytes(32);
  private _sessionId: Buffer = Buffer.alloc(0);
  private _ticketed = false;
  private readonly _ownTicket: Buffer = randomBytes(180);
  private _master: Buffer = Buffer.alloc(0);
  /** The server has given up, or cannot follow. */
  private _over = false;
  private _keys: { client: Keys; server: Keys } | undefined;
  private _reader: Keys | undefined;
  private _writer: Keys | undefined;

  /** `out` takes the bytes for the client. */
  constructor(script: Script, out: (bytes: Buffer) => void) {
    this._script = script;
    this._out = out;
  }

  /** Takes bytes of the client, any number. */
  feed(bytes: Buffer): void {
    this._in = Buffer.concat([this._in, bytes]);
    while (!this._over && this._in.length >= 5 && this._in.length >= 5 + this._in.readUInt16BE(3)) {
      const [type, version, lenBytes] = [this._in[0]!, this._in.readUInt16BE(1), this._in.readUInt16BE(3)];
      const body = this._in.subarray(5, 5 + lenBytes);
      this._in = this._in.subarray(5 + lenBytes);
      this._takeRecord(type, version, body);
    }
  }

  /** Sends a record of any kind, sealed when it is time for it. */
  send(type: number, bytes: Buffer | string, how?: How): void {
    this._out(makeRecord(type, Buffer.from(bytes), this._writer, how));
  }

  private _note(is: boolean, fault: string): void {
    if (!is) this.seen.faults.push(fault);
  }

  private _takeRecord(type: number, version: number, body: Buffer): void {
    this._note(version === 0x0303 || (version === 0x0301 && this.seen.hello === undefined), `record of version ${version}`);
    let text = body;
    if (this._reader !== undefined) {
      const opened = openRecord(type, version, body, this._reader);
      if (opened.fault !== undefined) return void this.seen.faults.push(`record: ${opened.fault}`);
      this._note(!this.seen.ivs.has(opened.iv), "an IV again");
      this.seen.ivs.add(opened.iv);
      text = opened.text;
    }
    this.seen.largest = Math.max(this.seen.largest, text.length);
    this._note(this.limit === 0 || text.length <= this.limit, `record of ${text.length} bytes`);
    if (type === HANDSHAKE) {
      this._messages = Buffer.concat([this._messages, text]);
      while (this._messages.length >= 4 && this._messages.length >= 4 + this._messages.readUIntBE(1, 3)) {
        const message = this._messages.subarray(0, 4 + this._messages.readUIntBE(1, 3));
        this._messages = this._messages.subarray(message.length);
        this._takeMessage(message);
      }
    } else if (type === CHANGE) {
      this.seen.order.push("ChangeCipherSpec");
      this._note(text.equals(Buffer.from([1])) && this._messages.length === 0, "ChangeCipherSpec");
      this._note(this._keys !== undefined && this._reader === undefined, "ChangeCipherSpec out of its place");
      this._reader = this._keys?.client;
      if (!this._script.blind) return;
      this._over = true;
      this._end();
    } else if (type === ALERT) {
      this.seen.order.push("Alert");
      this._note(text.length === 2, "alert");
      this.seen.alerts.push({ level: text[0]!, description: text[1]! });
    } else if (type === DATA) {
      this.seen.order.push("Data");
      this._note(this.open, "data before the end of the handshake");
      this.seen.data += text.toString("latin1");
    } else this.seen.faults.push(`record of type ${type}`);
  }

  private _takeMessage(message: Buffer): void {
    const name = Object.keys(MESSAGES).find((each) => MESSAGES[each as MessageName] === message[0]) ?? `${message[0]}`;
    const body = message.subarray(4);
    const before = this._transcript;
    this._transcript = [...before, message];
    this.seen.order.push(name);
    if (name === "ClientHello") this._hello(body);
    else if (name === "Certificate") this._note(body.equals(Buffer.alloc(3)), "a certificate that is not empty");
    else if (name === "ClientKeyExchange") this._exchange(body);
    else if (name === "Finished") {
      this._note(this._reader !== undefined, "Finished without ChangeCipherSpec");
      const right = prf(this._master, "client finished", sha256(...before), 12);
      this._note(body.equals(right), "a wrong Finished");
      if (!this.seen.resumed) this._end();
      this.open = true;
    } else this.seen.faults.push(`message ${name}`);
  }

  private _end(): void {
    const ticket = this._ticketed ? (["NewSessionTicket"] as const) : [];
    this._sendFlight([...ticket, "ChangeCipherSpec", "Finished"], "end");
  }

  private _hello(body: Buffer): void {
    this._note(this.seen.hello === undefined, "a second ClientHello");
    const hello = (this.seen.hello = readClientHello(body));
    const { sessions = new Map<string, Session>() } = this._script;
    const has = (type: number, answer: boolean | "always" | undefined): boolean =>
      answer === "always" || (answer !== false && hello.extensions.has(type));
    this.suite = this._script.suite ?? hello.suites.find((suite) => SUITE_PARTS[suite] !== undefined) ?? 0x003c;
    this.ems = has(EXTENDED_MASTER_SECRET, this._script.ems);
    this.etm = has(ENCRYPT_THEN_MAC, this._script.etm);
    const fragment = hello.extensions.get(MAX_FRAGMENT);
    if (fragment !== undefined && this._script.fragment !== false) this.limit = 256 << fragment[0]!;
    const ticket = hello.extensions.get(SESSION_TICKET) ?? Buffer.alloc(0);
    const session =
      (this._script.tickets !== false ? sessions.get(ticket.toString("hex")) : undefined) ??
      (this._script.ids !== false ? sessions.get(hello.sessionId.toString("hex")) : undefined);
    const fits = session !== undefined && session.ems === this.ems && hello.suites.includes(session.suite);
    if (session !== undefined && (fits || this._script.resumesAnyway)) {
      this.seen.resumed = true;
      this._sessionId = hello.sessionId;
      this._master = session.master;
      if (!this._script.resumesAnyway) this.suite = session.suite;
      return this._sendFlight(["ServerHello", "ChangeCipherSpec", "Finished"], "resumed");
    }
    this._ticketed = has(SESSION_TICKET, this._script.tickets);
    if (this._script.ids !== false && !this._ticketed) this._sessionId = randomBytes(32);
    const { psk } = SUITE_PARTS[this.suite]!;
    this._sendFlight(
      [
        "ServerHello",
        ...(psk ? [] : (["Certificate"] as const)),
        ...(this._script.hint !== undefined ? (["ServerKeyExchange"] as const) : []),
        ...(this._script.requestsCertificate ? (["CertificateRequest"] as const) : []),
        "ServerHelloDone",
      ],
      "hello",
    );
  }

  // What is in the session is what the client used; the premaster is as RFC 5246 section 7.4.7.1 and RFC 4279 have it.
  private _exchange(body: Buffer): void {
    this._note(body.readUInt16BE(0) === body.length - 2, "ClientKeyExchange");
    const sent = body.subarray(2);
    let premaster: Buffer;
    if (SUITE_PARTS[this.suite]!.psk) {
      this.seen.identity = sent.toString("latin1");
      const { keyOf = (identity) => (identity === PSK_IDENTITY ? PSK_KEY : undefined) } = this._script;
      const key = keyOf(this.seen.identity);
      if (key === undefined) {
        this._over = true;
        return this.send(ALERT, Buffer.from([2, 115]));
      }
      premaster = Buffer.concat([vector(2, Buffer.alloc(key.length)), vector(2, Buffer.from(key))]);
    } else if (this._script.blind) premaster = Buffer.alloc(48);
    else {
      const key = createPrivateKey(this._chain.keyPem);
      const block = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, sent);
      const end = block.length - 49;
      this._note(block[0] === 0 && block[1] === 2 && block[end] === 0, "padding of the premaster");
      this._note(!block.subarray(2, end).includes(0), "a zero in the padding of the premaster");
      premaster = block.subarray(-48);
      this._note(premaster.readUInt16BE(0) === this.seen.hello!.version, "version of the premaster");
    }
    const randoms = Buffer.concat([this.seen.hello!.random, this._random]);
    this._master = this.ems
      ? prf(premaster, "extended master secret", sha256(...this._transcript), 48)
      : prf(premaster, "master secret", randoms, 48);
    this._makeKeys();
    const session = { suite: this.suite, master: this._master, ems: this.ems };
    if (this._sessionId.length > 0) this._script.sessions?.set(this._sessionId.toString("hex"), session);
    if (this._ticketed) this._script.sessions?.set(this._ticket.toString("hex"), session);
  }

  private get _chain(): ServerChain {
    return this._script.chain ?? goodChain();
  }

  private get _ticket(): Buffer {
    return this._script.ticket ?? this._ownTicket;
  }

  private _makeKeys(): void {
    const randoms = { client: this.seen.hello!.random, server: this._random };
    this._keys = makeKeys(this.suite, this._master, randoms, this.etm);
  }

  // Messages are hashed as they are sent, so that only what a script wants wrong is wrong.
  private _sendFlight(steps: Step[], flight: Flight): void {
    const { plan = (all) => all, bytes = (all) => all, recordBytes, how = {} } = this._script;
    const records: Buffer[] = [];
    let waiting: Buffer[] = [];
    const flush = (its?: How): void => {
      const text = Buffer.concat(waiting);
      const most = recordBytes ?? (this.limit || 16384);
      for (let at = 0; at < text.length; at += most) {
        records.push(makeRecord(HANDSHAKE, text.subarray(at, at + most), this._writer, its));
      }
      waiting = [];
    };
    for (const step of plan(steps, flight)) {
      if (typeof step === "object") {
        flush();
        if (step.type === HANDSHAKE) this._transcript.push(step.bytes);
        records.push(makeRecord(step.type, step.bytes, this._writer, step.how));
      } else if (step === "ChangeCipherSpec") {
        flush();
        records.push(makeRecord(CHANGE, Buffer.from([1]), this._writer, how.ChangeCipherSpec));
        if (this._keys === undefined) this._makeKeys();
        this._writer = this._keys!.server;
      } else {
        const message = this._make(step);
        // HelloRequest is in no hash (RFC 5246 section 7.4.1.1).
        if (step !== "HelloRequest") this._transcript.push(message);
        waiting.push(message);
        if (recordBytes === undefined) flush(how[step]);
      }
    }
    flush();
    this._out(bytes(Buffer.concat(records), flight));
  }

  private _make(name: MessageName): Buffer {
    const body = this._bodyOf(name);
    return messageOf(name, this._script.alter?.[name]?.(body) ?? body);
  }

  private _bodyOf(name: MessageName): Buffer {
    switch (name) {
      case "ServerHello":
        return this._serverHello();
      case "Certificate":
        return vector(3, ...this._chain.list.map((der) => vector(3, der)));
      case "ServerKeyExchange":
        return vector(2, Buffer.from(this._script.hint ?? ""));
      case "CertificateRequest":
        return Buffer.concat([vector(1, Buffer.from([1])), vector(2, Buffer.from([4, 1])), vector(2)]);
      case "NewSessionTicket":
        return Buffer.concat([uint(this._script.lifetimeSec ?? 7200, 4), vector(2, this._ticket)]);
      case "Finished":
        return prf(this._master, "server finished", sha256(...this._transcript), 12);
      default:
        return Buffer.alloc(0);
    }
  }

  private _serverHello(): Buffer {
    const { hello: bent = {} } = this._script;
    const offered = this.seen.hello!.extensions;
    const hasInfo = offered.has(RENEGOTIATION_INFO) || this.seen.hello!.suites.includes(0xff);
    const fragment = offered.get(MAX_FRAGMENT);
    const none = Buffer.alloc(0);
    const list: [number, Buffer][] = [];
    if (hasInfo && this._script.renegotiationInfo !== false) list.push([RENEGOTIATION_INFO, Buffer.from([0])]);
    if (this.limit > 0) list.push([MAX_FRAGMENT, fragment!]);
    if (this.ems) list.push([EXTENDED_MASTER_SECRET, none]);
    if (this.etm) list.push([ENCRYPT_THEN_MAC, none]);
    if (this._ticketed) list.push([SESSION_TICKET, none]);
    this._random = bent.random ?? this._random;
    const extensions = (bent.extensions?.(list) ?? list).map(([type, data]) => [uint(type, 2), vector(2, data)]).flat();
    return Buffer.concat([
      uint(bent.version ?? 0x0303, 2),
      this._random,
      vector(1, bent.sessionId ?? this._sessionId),
      uint(bent.suite ?? this.suite, 2),
      uint(bent.compression ?? 0, 1),
      ...(extensions.length > 0 ? [vector(2, ...extensions)] : []),
    ]);
  }
}

