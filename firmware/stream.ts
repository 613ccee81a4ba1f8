// The byte stream to the platform: a socket of Espruino's modules `tls` or `net`.
// connect() blocks and throws; a `data` listener must be attached in the same turn; after a failed handshake there is
// only `close` (measured on Espruino 2v29). The stock TLS verifies nobody: what that means is said at every boot.
/** An open stream: Espruino's socket, with its events `data`, `drain` and `close`. */
export interface Stream {
  write(bytes: string): void;
  /** Sends what is queued and closes. */
  end(): void;
  /** Espruino's own mark on a socket: closed at the next pass, whatever is still queued. */
  clsNow?: number;
  on(event: string, listener: (bytes: string) => void): void;
}
