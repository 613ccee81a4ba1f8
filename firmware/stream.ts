// The byte stream to the platform over Espruino's own sockets (modules `tls` and `net`).
// connect() blocks and throws; a `data` listener must be attached in the same turn; after a failed handshake there is
// only `close` (measured on Espruino 2v29). The stock TLS verifies nobody: what that means is said at every boot.
import { E_DNS, E_REFUSED, E_TLS } from "../lib/codes.ts";
import { has } from "./has.ts";

declare const __TLS__: string;
/** Of the board: TLS has its buffers among the JsVars. */
declare const LK: { d: number };

/** An open stream: Espruino's socket, with its events `data`, `drain` and `close`. */
export interface Stream {
  write(bytes: string): void;
  /** Sends what is queued and closes. */
  end(): void;
  /** Espruino's own mark on a socket: closed at the next pass, whatever is still queued. */
  clsNow?: boolean;
  on(event: string, listener: (bytes: string) => void): void;
}

/** Connects, or throws E_DNS, E_REFUSED, or E_TLS where the board has not the memory to start TLS. */
export function openStream(host: string, port: number): Stream {
  // Where TLS has its buffers among the variables it needs two runs of 16 kB.
  if (__TLS__ != "none" && LK.d) E.defrag();
  try {
    return require(__TLS__ == "none" ? "net" : "tls").connect({ host, port });
  } catch (thrown) {
    throw has(thrown, "locate") ? E_DNS : has(thrown, "mbedtls") ? E_TLS : E_REFUSED;
  }
}
