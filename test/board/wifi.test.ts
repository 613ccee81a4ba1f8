import assert from "node:assert/strict";
import type { SimBoard } from "../../bench/board/index.ts";
import { LINUX } from "./linux.ts";
import { makeBoard, runCode } from "./make-board.ts";

describe("the simulated board's Wi-Fi", () => {
  const join = (password: string): string =>
    "echo(0);var w=require('Wifi');['associated','connected','disconnected'].forEach(function(e){" +
    "w.on(e,function(d){print(e,d.ip||d.msg||d.ssid)})});" +
    `w.connect('linkino',{password:'${password}'},function(err){print('callback',err);` +
    "try{require('net').connect({host:'example.invalid',port:1})}catch(e){print(e.message)}});" +
    "try{require('net').connect({host:'10.0.0.1',port:1})}catch(e){print(e.message)}";

  const run = (password: string, prepare: (sim: SimBoard) => void = () => {}): { lines: string[] } => {
    const made = makeBoard({ ".bootcde": join(password) });
    prepare(made.sim);
    made.sim.boot();
    made.clock.advance(5000000);
    made.sim.close();
    return made;
  };
  const OFFLINE = ["ERROR: Connect failed (err 113)", "Unable to create socket"];

  it("connects with the events in the firmware's order; there is no network before", () => {
    const { lines } = run("simulated");
    assert.deepEqual(lines.slice(0, 5), [
      ...OFFLINE,
      "associated linkino",
      "callback null",
      "Unable to locate host",
    ]);
    assert.equal(lines[5], "connected 192.168.4.2");
  });

  it("reports a wrong password, no access point, and stays without a word when it gets no address", () => {
    const failed = (reason: string): string[] => [
      ...OFFLINE,
      `disconnected ${reason}`,
      `callback ${reason}`,
      "Unable to locate host",
    ];
    assert.deepEqual(run("wrong").lines, failed("AUTH_FAIL"));
    assert.deepEqual(run("simulated", (sim) => sim.wifi.setReach(false)).lines, failed("NO_AP_FOUND"));
    const silent = run("simulated", (sim) => {
      sim.wifi.accessPoint.givesAddress = false;
    });
    assert.deepEqual(silent.lines, [...OFFLINE, "associated linkino"]);
  });

  it("tells of a loss and does not come back by itself", () => {
    const { sim, clock, lines } = makeBoard({ ".bootcde": join("simulated") });
    sim.boot();
    clock.advance(2000000);
    lines.length = 0;
    sim.wifi.setReach(false);
    sim.wifi.setReach(true);
    clock.advance(60000000);
    assert.deepEqual(lines, ["disconnected BEACON_TIMEOUT"]);
    sim.close();
  });

  it("is missing in the Linux build, where a Storage file can stand for it", () => {
    assert.deepEqual(runCode("try{require('Wifi')}catch(e){print(e.message)}", { board: LINUX }).lines, [
      'Module "Wifi" not found',
    ]);
  });
});
