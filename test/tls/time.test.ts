// What the device does with the time that a verified server tells (firmware/tls.ts): it is learned where it fits the
// server's certificates, and nothing of it stays where it does not.
import assert from "node:assert/strict";
import { build } from "esbuild";
import { E_CERT_EARLY, E_CERT_EXPIRED } from "../../lib/codes.ts";
import { RECORD_SESSION, RECORD_TIME, SESSION_PAGE, unpackFields } from "../../lib/flash/records.ts";
import { unpackWord } from "../../lib/flash/word.ts";
import { packKept } from "../../lib/tls/kept.ts";
import { LINUX_AREA, crc, open } from "../lib/flash/area.ts";
import { Nor } from "../lib/flash/nor.ts";
import { nodeCrypto, nodeNative } from "./node-native.ts";

const FROM = 1_790_000_000;
const TO = FROM + 90 * 86400;
const SETTINGS = { host: "iot.example", port: 1883, pk: "a1X2bEnP82z", dn: "lamp-1" };

interface Code {
  openTls(settings: typeof SETTINGS, secret: string, host: object): void;
  learnTime(sec: number): number;
  keepTls(session: string): void;
}

let script: string;

/** A board that has just come online at a server with a chain of 90 days, its clock unset. */
class Online {
  readonly nor = new Nor(LINUX_AREA.addr + SESSION_PAGE * LINUX_AREA.pageBytes, LINUX_AREA.pageBytes, 2);
  /** What the clock was set to. */
  clockSec = 0;
  private readonly code: Code;

  constructor() {
    open(this.nor)._mount();
    const { nor } = this;
    const flash = {
      read: (lenBytes: number, addr: number) => Buffer.from(nor._read(addr, lenBytes), "latin1"),
      write: (data: string, addr: number) => nor._write(addr, data),
      erasePage: (addr: number) => nor._erase(addr),
    };
    const modules: Record<string, object> = { Flash: flash, Storage: { read: () => "" }, crypto: nodeCrypto };
    const globals = {
      E: { ...nodeNative, CRC32: crc }, LK: { j: LINUX_AREA.addr, p: LINUX_AREA.pageBytes, r: 0 },
      need: (name: string) => modules[name], print: () => {}, getTime: () => this.clockSec + 1,
      setTime: (sec: number) => { this.clockSec = sec; }, connection: { _from: FROM, _to: TO, _known: "" },
    };
    this.code = new Function(...Object.keys(globals), `${script}; return code;`)(...Object.values(globals)) as Code;
    this.code.openTls(SETTINGS, "", {});
  }

  learn(sec: number): number {
    return this.code.learnTime(sec);
  }

  keep(session: string): void {
    this.code.keepTls(session);
  }

  /** The session that is kept, and since when. */
  get session(): [string, number] {
    const [, since = "", kept = ""] = unpackFields(open(this.nor)._get(RECORD_SESSION)) || [];
    return [kept, unpackWord(since, 0)];
  }

  /** What the next start takes for a time that is over. */
  get keptSec(): number {
    return unpackWord(open(this.nor)._get(RECORD_TIME), 0);
  }
}

describe("the time that a verified server tells", () => {
  before(async () => {
    const { outputFiles } = await build({
      stdin: {
        contents: 'export { openTls, learnTime, keepTls } from "../../firmware/tls.ts";', resolveDir: import.meta.dirname, loader: "ts",
      },
      bundle: true,
      write: false,
      format: "iife",
      globalName: "code",
      platform: "neutral",
      define: { __TLS__: '"verified"', __AUTH__: '"secret"', __SIGN__: '"hmacmd5"', __NATIVE_SHA256__: "true", require: "need" },
      plugins: [{
        name: "stub",
        setup({ onLoad }) {
          onLoad({ filter: /tls.handshake\.ts$/ }, () => ({ contents: "export const startTls = () => connection;" }));
        },
      }],
      logLevel: "silent",
    });
    script = outputFiles[0]!.text;
  });

  it("is learned, and known at the next start, while its certificates are valid", () => {
    const board = new Online();
    assert.deepEqual([board.learn(FROM + 86400), board.clockSec, board.keptSec], [0, FROM + 86400, FROM + 86400]);
  });

  it("is that of a session's first handshake, however often its ticket is renewed", () => {
    const board = new Online();
    const session = (secret: string, ticket: string): string =>
      packKept({ _suite: 0, _ems: 1, _from: FROM, _to: TO, _lifeSec: 0, _master: secret.repeat(48), _id: "", _ticket: ticket });
    for (const [secret, ticket, sec, since] of [
      ["a", "first", FROM, FROM + 1], ["a", "second", FROM + 86400, FROM + 1], ["b", "third", FROM + 172800, FROM + 172801],
    ] as const) {
      board.learn(sec);
      board.keep(session(secret, ticket));
      assert.deepEqual(board.session, [session(secret, ticket), since]);
    }
  });

  for (const [when, sec, code] of [
    ["after their end", TO + 1, E_CERT_EXPIRED], ["in 2105", 4_270_000_000, E_CERT_EXPIRED], ["before them", FROM - 1, E_CERT_EARLY],
  ] as const) {
    it(`ends the connection and leaves nothing behind when it is ${when}`, () => {
      const board = new Online();
      assert.deepEqual([board.learn(sec), board.clockSec, board.keptSec], [code, 0, 0]);
    });
  }
});
