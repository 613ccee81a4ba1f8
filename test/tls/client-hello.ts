// What the first message of a TLS 1.2 client says (RFC 5246 section 7.4.1.2; RFC 6066).

export interface ClientHello {
  version: number;
  random: Buffer;
  sessionId: Buffer;
  suites: number[];
  compressions: number[];
  /** By their number, in the order of the message. */
  extensions: Map<number, Buffer>;
  /** Of the server name extension. */
  serverName: string | undefined;
}

export const SERVER_NAME_TYPE = 0;
export const MAX_FRAGMENT = 1;
export const SIGNATURE_ALGORITHMS = 13;
export const ENCRYPT_THEN_MAC = 22;
export const EXTENDED_MASTER_SECRET = 23;
export const SESSION_TICKET = 35;
export const RENEGOTIATION_INFO = 0xff01;

/** Reads the body of a ClientHello; throws RangeError when it is none to the last byte. */
export function readClientHello(body: Buffer): ClientHello {
  let at = 0;
  const number = (lenBytes: number): number => {
    at += lenBytes;
    return body.readUIntBE(at - lenBytes, lenBytes);
  };
  const bytes = (lenBytes: number): Buffer => {
    if (at + lenBytes > body.length) throw new RangeError("a ClientHello that is too short");
    at += lenBytes;
    return body.subarray(at - lenBytes, at);
  };
  const version = number(2);
  const random = bytes(32);
  const sessionId = bytes(number(1));
  const suiteBytes = bytes(number(2));
  const suites = [...suiteBytes.keys()].filter((i) => i % 2 === 0).map((i) => suiteBytes.readUInt16BE(i));
  const compressions = [...bytes(number(1))];
  const extensions = new Map<number, Buffer>();
  if (at < body.length) {
    if (number(2) !== body.length - at) throw new RangeError("a ClientHello with a wrong length of its extensions");
    while (at < body.length) {
      const type = number(2);
      if (extensions.has(type)) throw new RangeError(`extension ${type} twice`);
      extensions.set(type, bytes(number(2)));
    }
  }
  const serverName = extensions.get(SERVER_NAME_TYPE)?.toString("latin1", 5);
  return { version, random, sessionId, suites, compressions, extensions, serverName };
}
