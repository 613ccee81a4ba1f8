// The network as a simulated board reaches it. The default is the one of this machine (real-net.ts); tests
// put another in its place, e.g. a stream in memory that runs in virtual time.

/** A connection as the interpreter's native code sees a socket: polled once a pass, never waiting. */
export interface Stream {
  /**
   * Up to `most` bytes that have arrived; empty when there are none yet, undefined when the peer has closed
   * and all is read.
   */
  read(most: number): Buffer | undefined;
  /**
   * Sends what fits and tells how many bytes those were (0: no room now); undefined when the connection is
   * gone.
   */
  write(bytes: Buffer): number | undefined;
  /** Closes it in an orderly way. */
  close(): void;
  /** Lets it go without a word, as a board does that loses power: the peer notices nothing by itself. */
  abandon(): void;
  /** Called when there may be something to read, or room to write; set by the board. */
  onChange: () => void;
}

/** What a stream is opened for. */
export interface Target {
  host: string;
  port: number;
  /**
   * True for `require("tls")`. A net may give a stream that is already secured, or secure it itself
   * (secure-stream.ts).
   */
  secure: boolean;
}

/** Error numbers of the system that the interpreter prints when it can't connect. */
export const REFUSED = 111;
export const TIMED_OUT = 110;
export const UNREACHABLE = 113;

/** Thrown by `connect`: there is no such name (`errno` 0), or there is no connection to be had. */
export class ConnectFailure extends Error {
  readonly errno: number;

  constructor(errno: number) {
    super(errno === 0 ? "Unable to locate host" : "Unable to create socket");
    this.name = "ConnectFailure";
    this.errno = errno;
  }
}

/** A network. */
export interface Net {
  /**
   * Opens a connection and returns when it stands: as on the board, nothing else runs meanwhile. Throws
   * ConnectFailure. The result may be a secured stream when `secure` was asked for; otherwise the board puts
   * TLS on top.
   */
  connect(target: Target): Stream & { secured?: boolean };
  /** Releases what the network holds. */
  close(): void;
}
