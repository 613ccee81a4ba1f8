// A bad road between a board and the platform, in virtual time: it cuts what passes into pieces or glues it
// together, holds it back, stops taking, falls silent or ends at a given byte. What it does is set by a test; left
// alone it passes everything on.
import type { Net, Stream, Target } from "../../bench/board/net.ts";
import type { Platform } from "../firmware/platform.ts";

/** Something that happens to one connection once so many bytes have passed in one direction, seen from the board. */
export interface Fault {
  way: "in" | "out";
  /** So many bytes pass, and not one more. */
  at: number;
  /** The peer closes; nothing is heard of it any more, nor does it hear; the board's bytes are no longer taken; or
   *  both ways are shut and nothing is lost. */
  then: "close" | "silence" | "clog" | "stall";
}

/** One connection. */
export class Line implements Stream {
  readonly secured: boolean;
  onChange: () => void = () => {};
  /** Bytes that have passed. */
  readonly passed = { in: 0, out: 0 };
  fault: Fault | undefined;
  /** The fault has happened. */
  isHit = false;
  /** The board has let it go. */
  isOver = false;
  private isEnded = false;
  private isSilent = false;
  private isClogged = false;
  private heldUntilUs = -1;
  private readonly wire: Wire;
  private readonly inner: Stream;

  constructor(wire: Wire, inner: Stream & { secured?: boolean }, fault: Fault | undefined) {
    this.wire = wire;
    this.inner = inner;
    this.secured = inner.secured ?? false;
    this.fault = fault;
    inner.onChange = () => this.arrive();
  }

  read(most: number): Buffer | undefined {
    this.check("in");
    if (this.isEnded) return undefined;
    if (this.isSilent || this.wire.clock.nowUs() < this.heldUntilUs) return Buffer.alloc(0);
    let room = Math.min(most, this.wire.piece(), this.left("in"));
    const parts: Buffer[] = [];
    while (room > 0) {
      const part = this.inner.read(room);
      if (part === undefined && parts.length === 0) return undefined;
      if (!part || part.length === 0) break;
      parts.push(part);
      room -= part.length;
    }
    const bytes = Buffer.concat(parts);
    this.passed.in += bytes.length;
    return bytes;
  }

  write(bytes: Buffer): number | undefined {
    this.check("out");
    if (this.isEnded) return undefined;
    if (this.isClogged) return 0;
    if (this.isSilent) return bytes.length;
    const some = bytes.subarray(0, Math.min(this.wire.piece(), this.left("out")));
    const sent = this.inner.write(some);
    if (sent) this.passed.out += sent;
    this.check("out");
    return sent;
  }

  close(): void {
    this.isOver = true;
    this.inner.close();
  }

  abandon(): void {
    this.isOver = true;
    this.inner.abandon();
  }

  /** It happens now: as a fault does, or for a while. */
  strike(then: Fault["then"]): void {
    this.isHit = true;
    if (then === "clog" || then === "stall") this.isClogged = true;
    if (then === "silence" || then === "stall") this.isSilent = true;
    if (then === "close") {
      this.isEnded = true;
      this.inner.close();
    }
    this.onChange();
  }

  /** Silence, or what else stood in the way, is over: what was sent to the board meanwhile arrives. */
  recover(): void {
    this.isSilent = this.isClogged = false;
    this.onChange();
  }

  private left(way: "in" | "out"): number {
    return this.fault?.way === way ? this.fault.at - this.passed[way] : Infinity;
  }

  private check(way: "in" | "out"): void {
    if (!this.isHit && this.fault && this.left(way) <= 0) this.strike(this.fault.then);
  }

  private arrive(): void {
    const { holdMs, clock } = this.wire;
    if (!holdMs) return this.onChange();
    const nowUs = clock.nowUs();
    if (nowUs < this.heldUntilUs) return;
    this.heldUntilUs = nowUs + holdMs * 1000;
    clock.wake(holdMs * 1000, () => this.onChange());
  }
}

/** The road itself, in front of a platform. */
export class Wire implements Net {
  readonly lines: Line[] = [];
  /** For the next connection only. */
  next: Fault | undefined;
  /** How many bytes pass at most at a time, asked each time. */
  piece: () => number = () => Infinity;
  /** What arrives for the board waits so long for more, and comes with it as one. */
  holdMs = 0;
  private readonly platform: Platform;

  constructor(platform: Platform) {
    this.platform = platform;
  }

  get clock(): Platform["clock"] {
    return this.platform.clock;
  }

  /** The latest connection. */
  get last(): Line {
    return this.lines.at(-1)!;
  }

  /** Connections that the board has not let go. */
  get open(): number {
    return this.lines.filter(({ isOver }) => !isOver).length;
  }

  connect(target: Target): Line {
    void target;
    const line = new Line(this, this.platform.connect(), this.next);
    this.next = undefined;
    this.lines.push(line);
    return line;
  }

  close(): void {}
}
