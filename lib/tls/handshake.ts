// The handshake of a TLS 1.2 client (RFC 5246 section 7): RSA key exchange with a verified chain, or a pre-shared key
// (RFC 4279), or an earlier session (by id, or by ticket: RFC 5077). Extensions: server name and maximum fragment length
// (RFC 6066), signature algorithms, extended master secret (RFC 7627), encrypt-then-MAC (RFC 7366), renegotiation
// indication (RFC 5746). What costs time is done in steps, each in a turn of its own.
// Memory: all messages in one Uint8Array, for their hash, which the interpreter makes in one piece; dropped at the end.
import {
  E_TLS_CHOICE, E_TLS_CIPHER_CHANGE, E_TLS_COMPRESSION, E_TLS_EXTENSION, E_TLS_FINISHED, E_TLS_FORM,
  E_TLS_KEY_EXCHANGE, E_TLS_LARGE, E_TLS_MESSAGE, E_TLS_RESUMED, E_TLS_VERSION,
} from "../codes.ts";
import { unpackWord } from "../flash/word.ts";
import { text, word } from "../mqtt/packet.ts";
import { chr, min } from "../short.ts";
import { padKey } from "../sign/hmac.ts";
import { isAddress } from "./certificate.ts";
import type { Chain } from "./chain.ts";
import { startChain } from "./chain.ts";
import { MAX_TICKET, packKept, unpackKept } from "./kept.ts";
import type { Handshake, Tls, TlsHost } from "./link.ts";
import { CHANGE, DECODE, DECRYPT, HANDSHAKE, UNEXPECTED, VERSION, failTls, sendTls } from "./link.ts";
import { native, sha256, toBytes } from "./native.ts";
import { prf } from "./prf.ts";
import type { Cipher } from "./record.ts";
import { premasterBlock, startRsa } from "./rsa.ts";

/** What the client wants, and whom it expects. */
export interface TlsConfig {
  /** The server's name, which its certificate must bear: a DNS name, or an IPv4 address, which is not sent. */
  _name: string;
  /** The roots (roots.ts). */
  _roots: string;
  /** Seconds since 1970, 0 while the clock is unset; and a time that is surely over. */
  _nowSec: number;
  _floorSec: number;
  /** What `_known` of the last chain was, or "". */
  _known: string;
  /** Identity and key where the server knows the device by a pre-shared key, else "". */
  _identity: string;
  _psk: string;
  /** A session to resume (kept.ts), or "". */
  _session: string;
  /** The largest record that is wanted: 1 to 4 for 512 to 4,096 bytes (RFC 6066 section 4), 0 for any. */
  _fragment: number;
}

// Types of messages (RFC 5246 section 7.4).
const CLIENT_HELLO = 1;
const SERVER_HELLO = 2;
const TICKET = 4;
const CERTIFICATE = 11;
const KEY_EXCHANGE = 12;
const REQUEST = 13;
const HELLO_DONE = 14;
const CLIENT_EXCHANGE = 16;
const FINISHED = 20;

// Alerts (section 7.2).
const BAD_CERTIFICATE = 42;
const ILLEGAL = 47;
const NO_EXTENSION = 110;

// Extensions.
const NAME = 0;
const FRAGMENT = 1;
const ALGORITHMS = 13;
const LATE_MAC = 22;
const EMS = 23;
const TICKETS = 35;
const RENEGOTIATION = 65281;

// The suites, the best last, by the low byte of their numbers; the high byte is 0: TLS_RSA_WITH_AES_256_CBC_SHA,
// AES_128_CBC_SHA, AES_256_CBC_SHA256, AES_128_CBC_SHA256, TLS_PSK_WITH_AES_128_CBC_SHA, PSK AES_128_CBC_SHA256. A session is
// kept with its place here.
const RSA_SUITES = "\x35\x2f\x3d\x3c";
const PSK_SUITES = "\x8c\xae";
const FIRST_PSK = 4;
/** Until then is valid what has no end, seconds since 1970: 2106. */
const NEVER = 0xffffffff;
/** A bit for each suite: HMAC-SHA1, AES-256. */
const WITH_SHA1 = 19;
const WITH_AES_256 = 5;

/** The longest message that is taken: a chain of certificates of 8 kB. */
const MAX_MESSAGE = 8195;
/** Behind the chain come messages of about so many bytes, and those of the client. */
const REST_BYTES = 700;
/** All messages together, bytes. */
const MAX_HEARD = 12288;
/** Text of the largest record that is sent, bytes; none is larger than what the server was asked for, since one that resumes
 *  a session may keep to that without saying so (GnuTLS). */
const OWN_LIMIT = 1024;

/** Begins a connection: says hello. */
export function startTls(host: TlsHost, config: TlsConfig): Tls {
  // The keys and the times come with the handshake.
  const its = {
    _host: host, _rest: "", _waiting: "", _limit: min(OWN_LIMIT, 256 << (config._fragment || 4)), _odd: 0, _quietMs: 0, _over: 0,
    _known: config._known,
  } as Tls;
  its._shake = startHandshake(its, config);
  return its;
}

function startHandshake(its: Tls, config: TlsConfig): Handshake {
  "cold";
  "apart";
  let heard = new Uint8Array(512);
  /** Bytes of messages, and where the one begins that is not worked off. */
  let end = 0;
  let at = 0;
  /** The message that must come next: its type; 0 while there is work to be done first. */
  let next = SERVER_HELLO;
  /** The server wants a certificate, or has given a hint for the choice of a key. */
  let wants = 0;
  let serverRandom = "";
  let suite = 0;
  let ems = 0;
  let resumes: unknown;
  let sessionId = "";
  let reader: Cipher | 0 = 0;
  let writer: Cipher;
  let chain: Chain;
  /** The session that comes about; before, the one that is offered. */
  let session = unpackKept(config._session);
  let news = 0;
  const random = its._host._random;
  const name = config._name;
  const suites = RSA_SUITES + (config._psk && PSK_SUITES);
  const fragment = config._fragment;
  /** Extensions that may be answered, by their numbers, with the answers; what was answered is taken out. */
  const answers: { [kind: number]: string | undefined } = {};
  let hello = "";

  function bytesOf(from: number, to: number): string {
    return toBytes(heard.subarray(from, to));
  }

  /** The hash of all messages so far. */
  function digest(): string {
    return sha256(heard.subarray(0, at));
  }

  function grow(lenBytes: number): void {
    const old = heard;
    if (lenBytes > old.length) {
      heard = new Uint8Array(lenBytes);
      heard.set(old);
    }
  }

  function append(bytes: string): void {
    grow(end + bytes.length);
    heard.set(native.toUint8Array(bytes), end);
    end += bytes.length;
  }

  /** A message of ours. */
  function add(type: number, body: string): string {
    body = chr(type, 0) + text(body);
    append(body);
    at = end;
    return body;
  }

  /** Puts an extension into the hello. */
  function extend(id: number, data: string, answer?: string): void {
    hello += word(id) + text(data);
    answers[id] = answer;
  }

  /** Ends the connection; always true. */
  function fail(code: number, alert: number, detail?: unknown): true {
    next = 0;
    failTls(its, code, alert, detail);
    return true;
  }

  /** Refuses messages behind one that must be the last for now. */
  function hasMore(): boolean {
    return at < end && fail(E_TLS_MESSAGE, UNEXPECTED, heard[at]);
  }

  /** Has `step` called in a turn of its own, unless the connection ends before. */
  function later(step: () => void): void {
    its._quietMs = 0;
    its._host._later(() => {
      if (!its._over) step();
    });
  }

  /** Makes the keys of the connection (RFC 5246 section 6.3). */
  function protect(): void {
    const macBytes = (WITH_SHA1 >> suite) & 1 ? 20 : 32;
    const keyBytes = (WITH_AES_256 >> suite) & 1 ? 32 : 16;
    const block = prf(session._master, "key expansion", serverRandom + clientRandom, 2 * (macBytes + keyBytes));
    const make = (first: number): Cipher => {
      const macKey = block.substr(first * macBytes, macBytes);
      return {
        _inner: padKey(macKey, 0x36), _outer: padKey(macKey, 0x5c), _macBytes: macBytes,
        _key: block.substr(2 * macBytes + first * keyBytes, keyBytes), _late: answers[LATE_MAC] == null, _sequence: 0,
      };
    };
    writer = make(0);
    writer._ivKey = random(16);
    reader = make(1);
    next = FINISHED;
  }

  function finished(label: string): string {
    return prf(session._master, label + " finished", digest(), 12);
  }

  function finish(): void {
    sendTls(its, CHANGE, "\x01");
    its._writer = writer;
    sendTls(its, HANDSHAKE, add(FINISHED, finished("client")));
  }

  function serverHello(body: string): unknown {
    const number = (index: number): number => unpackWord(body, index) >>> 16;
    const idBytes = body.charCodeAt(34);
    const id = body.substr(35, idBytes);
    serverRandom = body.substr(2, 32);
    let from = 38 + idBytes;
    suite = suites.indexOf(body.charAt(from - 2));
    if (number(0) != 0x303) return fail(E_TLS_VERSION, VERSION);
    if (body.charCodeAt(from - 3) || suite < 0) return fail(E_TLS_CHOICE, ILLEGAL);
    if (body.charCodeAt(from - 1)) return fail(E_TLS_COMPRESSION, ILLEGAL);
    // Behind the end there are zeros, and where there should be a length that is none.
    if (idBytes > 32 || (from != body.length && number(from) != body.length - from - 2)) return fail(E_TLS_FORM, DECODE);
    for (from += 2; from < body.length; ) {
      const kind = number(from);
      let right = answers[kind];
      if (right == null) return fail(E_TLS_EXTENSION, NO_EXTENSION, kind);
      right = text(right);
      if (body.substr(from += 2, right.length) != right) return fail(E_TLS_FORM, ILLEGAL);
      delete answers[kind];
      from += right.length;
    }
    ems = +(answers[EMS] == null);
    resumes = id && id == sessionId;
    if (resumes) {
      // RFC 5246 section 7.4.1.3, RFC 7627 section 5.3.
      if (suite != session._suite || ems != session._ems) return fail(E_TLS_RESUMED, ILLEGAL);
      protect();
    } else {
      session = {
        _suite: suite, _ems: ems, _id: id, _ticket: "", _from: 0, _to: NEVER, _lifeSec: 0, _master: "",
      };
      news = 1;
      next = suite < FIRST_PSK ? CERTIFICATE : HELLO_DONE;
    }
  }

  function judge(): void {
    const code = chain._step();
    if (!code) later(judge);
    else if (code != 1) fail(code, BAD_CERTIFICATE);
    else {
      session._from = chain._from;
      session._to = chain._to;
      its._known = chain._known;
      next = HELLO_DONE;
      work();
    }
  }

  /** The secret that both are to know goes to the server. */
  function exchange(): void {
    // RFC 4279 section 2: as many zeros as the key has bytes, then the key. Else it begins with the version that was
    // offered (RFC 5246 section 7.4.7.1).
    const psk = config._psk;
    let premaster = text("\0".repeat(psk.length)) + text(psk);
    let step = (): string => config._identity;
    if (suite < FIRST_PSK) {
      premaster = "\x03\x03" + random(46);
      step = startRsa(chain._key, premasterBlock(chain._key._n.length, premaster, random));
      // Memory is shortest from here on: what is no longer needed goes.
      (chain as unknown) = 0;
    }
    const go = (): void => {
      const sent = step();
      if (!sent) return later(go);
      (step as unknown) = 0;
      // Some may have come since.
      if (hasMore()) return;
      // An empty chain: there is no certificate to show.
      const flight = (wants && suite < FIRST_PSK ? add(CERTIFICATE, "\0\0\0") : "") + add(CLIENT_EXCHANGE, text(sent));
      session._master = prf(
        premaster, (ems ? "extended " : "") + "master secret", ems ? digest() : clientRandom + serverRandom, 48,
      );
      protect();
      sendTls(its, HANDSHAKE, flight);
      finish();
      work();
    };
    later(go);
  }

  function serverFinished(from: number, to: number): unknown {
    at = from - 4;
    const right = bytesOf(from, to) == finished("server");
    at = to;
    if (!right) return fail(E_TLS_FINISHED, DECRYPT);
    if (hasMore()) return;
    its._from = session._from;
    its._to = session._to;
    its._shake = 0;
    // Not from here: what it takes and what comes of it takes much of the stack.
    later(() => {
      if (resumes) finish();
      if (news) its._host._keep(session._id || session._ticket ? packKept(session) : "");
      its._host._open();
    });
  }

  /** Works off the messages that are whole. */
  function work(): unknown {
    while (next && end - at > 3) {
      const type = heard[at];
      const from = at + 4;
      const to = from + (unpackWord(bytesOf(at, from), 0) & 0xffffff);
      if (to - from > MAX_MESSAGE || to > MAX_HEARD) return fail(E_TLS_LARGE, ILLEGAL, type);
      if (to > end) return grow(to + REST_BYTES);
      at = to;
      if (type == next) {
        next = 0;
        if (type == SERVER_HELLO) serverHello(bytesOf(from, to));
        else if (type == CERTIFICATE) {
          chain = startChain(
            heard, from, to, config._roots, name, config._nowSec, config._floorSec, config._known,
          );
          later(judge);
        } else if (type == FINISHED) {
          if (reader) return fail(E_TLS_CIPHER_CHANGE, UNEXPECTED);
          serverFinished(from, to);
        } else if (to > from) fail(E_TLS_FORM, DECODE);
        else if (!hasMore()) exchange();
      // A request for a certificate, or with a pre-shared key a hint (RFC 4279 section 2).
      } else if (next == HELLO_DONE && type == (suite < FIRST_PSK ? REQUEST : KEY_EXCHANGE) && !wants) wants = 1;
      else if (type == KEY_EXCHANGE && suite < FIRST_PSK) fail(E_TLS_KEY_EXCHANGE, UNEXPECTED);
      else if (type == TICKET && reader && answers[TICKETS] == null) {
        // There is one at most.
        answers[TICKETS] = "";
        const body = bytesOf(from, to);
        const ticket = body.substr(6);
        if (text(ticket) != body.substr(4)) return fail(E_TLS_FORM, DECODE);
        session._ticket = ticket.length > MAX_TICKET ? "" : ticket;
        session._lifeSec = unpackWord(body, 0);
        news = 1;
      } else fail(E_TLS_MESSAGE, UNEXPECTED, type);
    }
  }

  if (session._master) sessionId = session._ticket ? random(32) : session._id;
  const clientRandom = random(32);
  // An address is not sent.
  if (!isAddress(name)) extend(NAME, text("\0" + text(name)), "");
  if (fragment) extend(FRAGMENT, chr(fragment), chr(fragment));
  extend(ALGORITHMS, text("\x04\x01\x05\x01\x06\x01"));
  extend(LATE_MAC, "", "");
  extend(EMS, "", "");
  extend(TICKETS, session._ticket, "");
  extend(RENEGOTIATION, "\0", "\0");
  // In small statements, because each of its brackets takes of the stack.
  hello = text("\0" + suites.split("").reverse().join("\0")) + "\x01\0" + text(hello);
  hello = "\x03\x03" + clientRandom + chr(sessionId.length) + sessionId + hello;
  sendTls(its, HANDSHAKE, add(CLIENT_HELLO, hello));
  return {
    _take(bytes, isRequest) {
      // Not where it may be a piece of a message.
      if (isRequest && (at == end || !next)) return false;
      if (end + bytes.length > MAX_HEARD) return fail(E_TLS_LARGE, ILLEGAL);
      append(bytes);
      work();
      return true;
    },
    _change() {
      const mine = reader;
      if (next != FINISHED || at < end) return 0;
      reader = 0;
      return mine;
    },
    _psk: config._psk,
  };
}
