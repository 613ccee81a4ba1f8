// A connection that ends, falls silent or takes no more at every single byte of every exchange, in both directions:
// registration, login, subscription, report and reply, setting and its answer, ping.
import assert from "node:assert/strict";
import { S_ONLINE, S_REGISTERING, S_STORED } from "../../lib/codes.ts";
import { buildAll } from "../firmware/images.ts";
import { type Rig, cleanUp } from "../firmware/rig.ts";
import { BACK_SEC, NOTICED_SEC, Order, Report, backOnline, checkAlive, makeRoad, troubles } from "./online.ts";
import type { Fault, Wire } from "./wire.ts";

/** Quiet time after which a backoff starts from its shortest wait; s. */
const GOOD_SEC = 61;

describe("a connection that breaks at any byte", function () {
  this.timeout(180000);
  before(buildAll);
  afterEach(cleanUp);

  /** One life of a connection, with everything that a device does in it, until its fault has struck and is made good;
   *  false when it came to nothing. */
  function play(rig: Rig, wire: Wire, fault: Fault): boolean {
    rig.platform.published.length = rig.lines.length = rig.codes.length = 0;
    const lines = wire.lines.length;
    wire.next = fault;
    rig.platform.cut();
    rig.until(() => wire.lines.length > lines, 5).run(0.1);
    const order = new Order(rig);
    const report = new Report(rig);
    order.send();
    // Long enough for a ping.
    for (let second = 0; second < 20 && !wire.last.isHit; second++) rig.run(1);
    if (!wire.last.isHit) {
      wire.last.fault = undefined;
      return false;
    }
    backOnline(rig, wire, lines + 1);
    // The connection before was closed, too.
    assert.ok(troubles(rig).length > 1, rig.lines.join("\n"));
    order.remind();
    rig.run(GOOD_SEC);
    assert.ok(order.isAnswered, "the order was answered");
    assert.equal(order.timesDone, 1, "the order was carried out");
    report.check();
    assert.equal(wire.open, 1);
    return true;
  }

  for (const then of ["close", "silence", "clog"] as const) {
    for (const way of ["in", "out"] as const) {
      if (then === "clog" && way === "in") continue;

      it(`is made good when it comes to ${then} ${way}bound`, async () => {
        const { rig, wire } = await makeRoad({ settings: { ka: 30 } });
        rig.toCode(S_ONLINE).run(GOOD_SEC);
        let at = 0;
        try {
          while (play(rig, wire, { way, at, then })) at++;
        } catch (error) {
          const said = rig.lines.join("\n");
          throw new Error(`${then} after ${at} bytes ${way}; the board said:\n${said}`, { cause: error });
        }
        assert.ok(at > (way === "in" ? 300 : 700), `${at} bytes`);
        checkAlive(rig);
        assert.ok(rig.platform.busiestMinute <= 5);
      });

      it(`is made good when it comes to ${then} ${way}bound while the device registers`, async () => {
        // What the platform hears when all is said is the same on every board: each goes on where the last one ended.
        for (let at = 0, isHit = true; isHit;) {
          const { rig, wire } = await makeRoad({ kind: "register", settings: { dn: "lamp-1" } });
          for (; !rig.codes.includes(S_STORED); at += then === "close" ? 1 : 7) {
            const said = rig.codes.length;
            const lines = wire.lines.length;
            wire.next = { way, at, then };
            rig.toCode(S_REGISTERING, BACK_SEC);
            rig.until(() => wire.lines.length > lines && (wire.last.isOver || wire.last.isHit), 60).run(NOTICED_SEC);
            isHit = wire.lines[lines]!.isHit;
            if (rig.codes.includes(S_STORED)) continue;
            assert.ok(rig.codes.slice(said).some((code) => code >= 300 && code < 550), rig.lines.join("\n"));
          }
          if (!rig.platform.online) rig.toCode(S_ONLINE, BACK_SEC);
          assert.equal(rig.stored, rig.device!.deviceSecret);
          checkAlive(rig);
          assert.ok(rig.platform.busiestMinute <= 5);
          if (!isHit) assert.ok(at > (way === "in" ? 120 : 200), `${at} bytes`);
          cleanUp();
        }
      });
    }
  }
});
