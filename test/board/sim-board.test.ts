import assert from "node:assert/strict";
import { FlashFile } from "../../bench/board/flash.ts";
import { type SimOptions, SimBoard } from "../../bench/board/index.ts";
import { Storage } from "../../bench/board/storage.ts";
import { VirtualClock } from "../../bench/board/virtual-clock.ts";
import { CHIP, LINUX } from "./linux.ts";

/** A chip in virtual time with these files in Storage, and what it says. */
function makeBoard(files: Record<string, string>, options: Partial<SimOptions> = {}) {
  const board = options.board ?? CHIP;
  const flash = options.flash ?? FlashFile.inMemory(board);
  const storage = new Storage(flash, board);
  for (const [name, content] of Object.entries(files)) storage.write(name, content);
  const clock = new VirtualClock();
  const sim = new SimBoard({ flash, board, clock, seed: 1, ...options });
  const lines: string[] = [];
  const ends: string[] = [];
  sim.on("console", (line: string) => lines.push(line));
  sim.on("off", (reason: string) => ends.push(reason));
  return { sim, clock, flash, lines, ends };
}

/** What a chip prints that boots with this code, within a second. */
function runCode(code: string, options: Partial<SimOptions> = {}): { lines: string[]; ends: string[] } {
  const made = makeBoard({ ".bootcde": `echo(0);${code}` }, options);
  made.sim.boot();
  made.clock.advance(1000000);
  made.sim.close();
  return made;
}

describe("the simulated board", () => {
  it("runs the boot files in Espruino's order, then init and onInit", () => {
    const { sim, lines } = makeBoard({
      ".bootcde": "print('cde');E.on('init',function(){print('init')});onInit=function(){print('onInit')}",
      ".boot1": "print('boot1');echo(0)", ".boot0": "print('boot0')", ".bootPowerOn": "print('power')",
    });
    sim.boot();
    sim.close();
    assert.deepEqual(lines, ["power", "boot0", "boot1", "cde", "init", "onInit"]);
  });

  it("prefers .bootrst, goes on after an error in one boot file, and says where it was", () => {
    const { sim, lines } = makeBoard({
      ".bootcde": "print('never')", ".bootrst": "print('rst')", ".boot0": "echo(0);print('a');\nnope();print('b')",
    });
    sim.boot();
    sim.close();
    assert.deepEqual(lines, ["a", 'Uncaught ReferenceError: "nope" is not defined', "    at [raw] (.boot0:2:1)", "rst"]);
  });

  it("erases a Storage that it finds corrupt, and says so", () => {
    const flash = FlashFile.inMemory(CHIP);
    flash.write(0x320000 + 4096, Buffer.from("garbage"));
    const { sim, lines } = makeBoard({}, { flash });
    sim.boot();
    sim.close();
    assert.deepEqual(lines.slice(0, 3), ["Storage is corrupt.", "Erasing Storage Area...", "Erase complete."]);
  });

  it("starts again after load() and reset(), without a power-on", () => {
    const { sim, clock, lines } = makeBoard({
      ".bootPowerOn": "echo(0);print('power on')", ".boot0": "echo(0)",
      ".bootcde": "var n=(global.n||0)+1;print('run '+n);if(!require('Storage').read('once')){require('Storage').write('once','1');load()}",
      "other": "print('other, '+typeof n)",
    });
    sim.boot();
    clock.advance(1000000);
    assert.deepEqual(lines, ["power on", "run 1", "run 1"]);
    sim.input("load('other')\n");
    clock.advance(1000000);
    assert.deepEqual(lines.slice(3), ["=undefined", "run 1", "other, number"]);
    sim.close();
  });

  it("boots again after E.reboot, which never returns to the script", () => {
    const { sim, clock, lines, ends } = makeBoard({
      ".bootcde":
        "echo(0);var S=require('Storage'),n=+(S.read('n')||0);S.write('n',''+(n+1));print('boot '+n);" +
        "if(n<2)try{E.reboot();print('never')}catch(e){print('never')}finally{print('never')}",
    });
    sim.boot();
    clock.advance(1000000);
    assert.deepEqual(lines, ["boot 0", "boot 1", "boot 2"]);
    assert.deepEqual(ends, ["reboot", "reboot"]);
    sim.close();
  });

  it("is dead from the cut on: no catch, no finally, no timer, no promise of the script has an effect", () => {
    const { sim, clock, flash, lines, ends } = makeBoard({
      ".bootcde":
        "echo(0);setInterval(function(){print('tick')},10);setTimeout(function(){" +
        "Promise.resolve().then(function(){print('promise')});" +
        "try{require('Flash').write('0123456789ab',0x310000);print('written')}" +
        "catch(e){print('caught');require('Flash').write('x',0x310800)}finally{print('finally')}},35)",
    });
    sim.boot();
    sim.cutPowerAt(2, { word: "none" });
    clock.advance(1000000);
    assert.deepEqual(lines, ["tick", "tick", "tick"]);
    assert.deepEqual(ends, ["cut"]);
    assert.equal(sim.isOn, false);
    flash.powerOn();
    assert.equal(flash.read(0x310000, 8).toString("latin1"), "0123\xff\xff\xff\xff");
    assert.equal(flash.read(0x310800, 1)[0], 0xff);
    lines.length = 0;
    sim.boot();
    clock.advance(15000);
    assert.deepEqual(lines, ["tick"]);
    sim.close();
  });

  it("counts the writes of the interpreter's own Storage, too", () => {
    const { sim, clock, ends, flash } = makeBoard({ ".bootcde": "setTimeout(function(){require('Storage').write('secret','abcd')},5)" });
    sim.boot();
    sim.cutPowerAt(9, { word: "none" });
    clock.advance(100000);
    assert.deepEqual(ends, ["cut"]);
    flash.powerOn();
    assert.equal(new Storage(flash, CHIP).read("secret")?.toString("latin1"), "\xff\xff\xff\xff");
    sim.close();
  });

  it("stops with a message when a script uses what exists on the board and is not simulated", () => {
    const { lines, ends } = runCode("try{print(typeof Map);require('http')}catch(e){print('caught')}");
    assert.deepEqual(lines, ["undefined", "simulated board: the module http is not simulated"]);
    assert.deepEqual(ends, ["crash"]);
  });

  it("crashes, as the board would, on flash that is not there", () => {
    const { lines, ends } = runCode("require('Flash').write('x',0x310000)", { board: LINUX });
    assert.match(lines[0]!, /^simulated board: no flash at 0x310000/);
    assert.deepEqual(ends, ["crash"]);
  });

  it("evaluates the image in place, with the loader's own variables in sight", () => {
    const image = "var inside=outside+1;function later(){return inside+1}print('image',inside,later())";
    const { sim, lines } = makeBoard({
      ".bootcde": "echo(0);var outside=1;eval(require('Storage').read('app.a',4,1000));print(later(),typeof inside)",
      "app.a": `HEAD${image}`,
    });
    sim.boot();
    sim.close();
    assert.deepEqual(lines, ["image 2 3", "3 number"]);
  });

  it("has byte strings where the build has no Unicode", () => {
    const { lines } = runCode(
      "print('\\u4e2d'.charCodeAt(0),JSON.parse('\"\\\\u4e2d\"'),JSON.parse('\"\\xe4\\xb8\\xad\"').length," +
      "JSON.stringify('\\xe4\\xb8\\xad'));try{E.asUTF8('x')}catch(e){print(e.message)}",
    );
    assert.deepEqual(lines, ['45 - 3 "\\u00E4\\u00B8\\u00AD"', "Unicode not supported on this build"]);
  });

  it("shows bytes on the console as the text that they are", () => {
    assert.deepEqual(runCode("print('\\xe6\\xb8\\xa9\\xe5\\xba\\xa6','\\xe9')").lines, ["\xe6\xb8\xa9\xe5\xba\xa6 \xe9"]);
    assert.deepEqual(runCode("print('\\xe6\\xb8\\xa9\\xe5\\xba\\xa6')").lines, ["温度"]);
  });

  it("gives random words at the register of the board and nowhere else", () => {
    const { lines, ends } = runCode("print(peek32(0x3FF75144)!==peek32(0x3FF75144),peek32(0x3FF75144)>=0);peek32(0x1000)");
    assert.equal(lines[0], "true true");
    assert.match(lines[1]!, /nothing to peek at 0x1000/);
    assert.deepEqual(ends, ["crash"]);
  });

  it("lets the stack overflow of a listener cost it its interval, and catches it nowhere", () => {
    const { lines } = runCode(
      "process.on('uncaughtException',function(e){print('uncaught',e.message)});E.on('errorFlag',function(f){print('flag',f)});" +
      "setInterval(function(){function deep(){return 1+deep()}try{deep()}catch(e){print('caught')}},100)",
    );
    assert.deepEqual(lines, [
      "ERROR: Ctrl-C while processing interval - removing it.",
      "Execution Interrupted during event processing.",
      "uncaught Too much recursion - the stack is about to overflow",
      'flag [ ', '  "CALLBACK"', " ]",
      "New interpreter error: CALLBACK",
    ]);
  });

  it("reboots when nobody kicks the watchdog, and not when somebody does", () => {
    const kicked = makeBoard({ ".bootcde": "echo(0);E.enableWatchdog(2,false);setInterval(function(){E.kickWatchdog()},1000)" });
    kicked.sim.boot();
    kicked.clock.advance(20000000);
    assert.deepEqual(kicked.ends, []);
    kicked.sim.close();
    const left = makeBoard({ ".bootcde": "echo(0);print('boot');E.enableWatchdog(2,false);setInterval(function(){},500)" });
    left.sim.boot();
    left.clock.advance(3000000);
    assert.deepEqual(left.ends, ["reboot"]);
    assert.deepEqual(left.lines, ["boot", "Task watchdog got triggered.", "boot"]);
    left.sim.close();
  });

  it("wakes up in 1970, keeps timers through setTime, and runs wild when the clock jumps behind its back", () => {
    const { sim, clock, lines } = makeBoard({
      ".bootcde":
        "echo(0);var n=0;print(Math.floor(getTime()));setInterval(function(){n++},1000);" +
        "setTimeout(function(){setTime(1700000000);print(Math.floor(getTime()),n)},2500);" +
        "setTimeout(function(){print('at six',n)},6000)",
    });
    sim.boot();
    clock.advance(6500000);
    assert.deepEqual(lines, ["0", "1700000000 2", "at six 6"]);
    sim.jumpClock(100000);
    clock.advance(2000000);
    sim.input("print(n>100)\n");
    clock.advance(100000);
    assert.equal(lines[3], "true");
    sim.close();
  });

  it("locks the console with a password", () => {
    const { sim, clock, lines } = makeBoard({ ".bootcde": "echo(0);E.setPassword('open');E.lockConsole()" });
    sim.boot();
    for (const typed of ["print('secret')\n", "wrong\n", "open\n", "1+1\n", "print('shown')\n"]) {
      sim.input(typed);
      clock.advance(1000);
    }
    assert.deepEqual(lines.filter((line) => line !== ""), [
      "  Invalid password", "password>", "  Invalid password", "password>", "  Logged in.", "=2", "shown", "=undefined",
    ]);
    sim.close();
  });
});

describe("the simulated board's Wi-Fi", () => {
  const join = (password: string): string =>
    "echo(0);var w=require('Wifi');['associated','connected','disconnected'].forEach(function(e){w.on(e,function(d){print(e,d.ip||d.msg||d.ssid)})});" +
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
    assert.deepEqual(lines.slice(0, 5), [...OFFLINE, "associated linkino", "callback null", "Unable to locate host"]);
    assert.equal(lines[5], "connected 192.168.4.2");
  });

  it("reports a wrong password, no access point, and stays without a word when it gets no address", () => {
    const failed = (reason: string): string[] => [...OFFLINE, `disconnected ${reason}`, `callback ${reason}`, "Unable to locate host"];
    assert.deepEqual(run("wrong").lines, failed("AUTH_FAIL"));
    assert.deepEqual(run("simulated", (sim) => sim.wifi.setReach(false)).lines, failed("NO_AP_FOUND"));
    const silent = run("simulated", (sim) => { sim.wifi.accessPoint.givesAddress = false; });
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
    assert.deepEqual(runCode("try{require('Wifi')}catch(e){print(e.message)}", { board: LINUX }).lines, ['Module "Wifi" not found']);
  });
});
