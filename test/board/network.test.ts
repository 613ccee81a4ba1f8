import assert from "node:assert/strict";
import { FlashFile } from "../../bench/board/flash.ts";
import { SimBoard } from "../../bench/board/index.ts";
import { ConnectFailure, type Net, REFUSED, type Stream, type Target } from "../../bench/board/net.ts";
import { Storage } from "../../bench/board/storage.ts";
import { VirtualClock } from "../../bench/board/virtual-clock.ts";
import { CHIP } from "./linux.ts";

/** A network in memory: one peer, everything at once. */
class MemoryNet implements Net {
  readonly targets: Target[] = [];
  readonly sent: string[] = [];
  room = Infinity;
  toRead: Buffer[] = [];
  hasClosed = false;
  isAbandoned = false;
  isSecured = true;
  refuses = false;
  private stream: Stream | undefined;

  connect(target: Target): Stream & { secured?: boolean } {
    this.targets.push(target);
    if (this.refuses) throw new ConnectFailure(REFUSED);
    const net = this;
    const stream = {
      secured: this.isSecured,
      onChange: () => {},
      read: (most: number) => {
        const first = net.toRead.shift();
        if (!first) return net.hasClosed ? undefined : Buffer.alloc(0);
        if (first.length > most) net.toRead.unshift(first.subarray(most));
        return first.subarray(0, most);
      },
      write: (bytes: Buffer) => {
        const count = Math.min(bytes.length, net.room);
        net.room -= count;
        if (count > 0) net.sent.push(bytes.toString("latin1", 0, count));
        return count;
      },
      close: () => void (net.hasClosed = true),
      abandon: () => void (net.isAbandoned = true),
    };
    return (this.stream = stream);
  }

  close(): void {}

  /** The peer sends this. */
  give(text: string): void {
    this.toRead.push(Buffer.from(text, "latin1"));
    this.stream!.onChange();
  }
}

describe("the simulated board's sockets", () => {
  let net: MemoryNet;
  let clock: VirtualClock;
  let sim: SimBoard;
  let lines: string[];

  const boot = (code: string): void => {
    const flash = FlashFile.inMemory(CHIP);
    new Storage(flash, CHIP).write(
      ".bootcde",
      "echo(0);require('Wifi').connect('linkino',{password:'simulated'},function(){start()});" +
        "function open(m){var s=require(m).connect({host:'iot.example',port:1883});" +
        "s.on('data',function(d){print('data',d.length)});s.on('drain',function(){print('drain')});" +
        "s.on('close',function(e){print('close',e)});return s}" +
        code,
    );
    sim = new SimBoard({ flash, board: CHIP, net, clock });
    sim.on("console", (line: string) => lines.push(line));
    sim.boot();
    clock.advance(2000000);
  };
  beforeEach(() => {
    net = new MemoryNet();
    clock = new VirtualClock();
    lines = [];
  });
  afterEach(() => sim.close());

  it("send and receive at most 536 bytes a pass, over a stream in virtual time", () => {
    boot("function start(){open('net').write('x'.repeat(1200))}");
    assert.deepEqual(
      net.sent.map((piece) => piece.length),
      [536, 536, 128],
    );
    net.give("y".repeat(1000));
    clock.advance(10000);
    assert.deepEqual(lines, ["drain", "data 536", "data 464"]);
    assert.deepEqual(net.targets, [{ host: "iot.example", port: 1883, secure: false }]);
  });

  it("wait, as long as it takes, for a peer that does not read", () => {
    net.room = 600;
    boot("function start(){open('net').write('x'.repeat(1200))}");
    assert.deepEqual(
      net.sent.map((piece) => piece.length),
      [536, 64],
    );
    clock.advance(3600000000);
    assert.deepEqual(lines, []);
    net.room = 1000;
    net.give("go on");
    clock.advance(10000);
    assert.deepEqual(lines, ["data 5", "drain"]);
  });

  it("tell the peer nothing when the board loses power", () => {
    boot("function start(){open('net').write('hello')}");
    sim.powerOff();
    assert.equal(net.isAbandoned, true);
    assert.equal(net.hasClosed, false);
  });

  it("are closed in order by load()", () => {
    boot("function start(){open('net')}");
    sim.input("load()\n");
    clock.advance(1000);
    assert.equal(net.hasClosed, true);
  });

  it("throw what the interpreter throws when nobody answers", () => {
    net.refuses = true;
    boot("function start(){try{open('tls')}catch(e){print(e.toString())}}");
    assert.deepEqual(lines, ["ERROR: Connect failed (err 111)", "InternalError: Unable to create socket"]);
  });

  it("can't start TLS on a board whose heap is too small for it, unless the net brings its own", () => {
    net.isSecured = false;
    boot("function start(){try{open('tls')}catch(e){print(e.toString())}}");
    assert.deepEqual(lines, ["InternalError: mbedtls_ssl_setup: Not enough memory"]);
    sim.close();
    net.isSecured = true;
    lines = [];
    boot("function start(){open('tls').write('x')}");
    assert.deepEqual(lines, ["drain", "drain"]);
    assert.equal(net.targets.at(-1)!.secure, true);
  });
});
