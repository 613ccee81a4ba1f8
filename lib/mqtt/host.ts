// How a session of MQTT and what is around it speak with each other. All strings are bytes: every char is 0..255.

/** What `_plan` answers: collect the message, hand it over in pieces, or skip it, which acknowledges it. */
export const WHOLE = 0;
export const PIECES = 1;
export const SKIP = 2;

/** What a session needs from outside, and what it tells. */
export interface SessionHost {
  /** Sends bytes to the peer, in order. */
  _send(bytes: string): void;
  /** Closes the connection; `_lost` need not be called for it any more. */
  _close(): void;
  /** The login was accepted (CONNACK 0); the subscriptions are on their way. */
  _up(): void;
  /** The connection ended: a code of 350 to 355 is the CONNACK code plus 350. */
  _down(code: number): void;
  /** A whole message, QoS 0 or 1. */
  _message(topic: string, payload: string): void;
  /** What to do with a message of more than 1,024 bytes: WHOLE, PIECES or SKIP, then the host has said why. */
  _plan(topic: string, lenBytes: number): number;
  /** The next bytes of a message in PIECES; `left` bytes are still to come. */
  _piece(piece: string, left: number): void;
  /** Something failed without ending the connection; `detail` is a topic, or an exception where `code` is 0. */
  _error(code: number, detail: unknown): void;
}

/** How a message ended: 0 when the platform acknowledged it, or a code. */
export type Done = (code: number) => void;

/** What a session can do. */
export interface Session {
  /** 1 while a login that was accepted stands, otherwise 0. */
  _up: number;
  /** Sends CONNECT on a connection just made, after the end of the last one. A PING goes out after a quiet half of
   *  `keepAliveSec`, 60 s at most. 0 is for a registration: no keepalive, and nothing but the login is sent. */
  _open(clientId: string, username: string, password: string, keepAliveSec: number, clean: boolean): void;
  /** The connection is gone; `code` says why. Messages and subscriptions wait for the next one. */
  _lost(code: number): void;
  /** Says goodbye and closes: the platform then sends no will and keeps no half-open connection. */
  _close(): void;
  /** Takes the next bytes from the peer, any number; not to be called from inside a handler. */
  _feed(bytes: string): void;
  /** The stream has sent all it was given; not to be called from inside `_send`. */
  _drained(): void;
  /** Publishes a message: 0, or the code why it was not taken. QoS 0 goes at once or not at all; QoS 1 waits for
   *  its turn, also while offline, and `done` is called once with 0 or a code; without `done` a code is an error. */
  _publish(topic: string, payload: string, qos: number, done?: Done): number;
  /** Subscribes with QoS 1, now and after every reconnect; a refusal comes as E_SUB_REFUSED with the topic. */
  _subscribe(topics: string[]): void;
  /** Time passes: `elapsedMs` since the last call, about once a second. */
  _tick(elapsedMs: number): void;
}
