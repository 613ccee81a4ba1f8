import assert from "node:assert/strict";
import { FlashFile } from "../../bench/board/flash.ts";
import { Storage } from "../../bench/board/storage.ts";
import { CHIP, LINUX } from "./linux.ts";
import { makeBoard, runCode } from "./make-board.ts";

describe("the simulated board", () => {
  it("runs the boot files in Espruino's order, then init and onInit", () => {
    const { sim, lines } = makeBoard({
      ".bootcde": "print('cde');E.on('init',function(){print('init')});onInit=function(){print('onInit')}",
      ".boot1": "print('boot1');echo(0)",
      ".boot0": "print('boot0')",
      ".bootPowerOn": "print('power')",
    });
    sim.boot();
    sim.close();
    assert.deepEqual(lines, ["power", "boot0", "boot1", "cde", "init", "onInit"]);
  });

  it("prefers .bootrst, goes on after an error in one boot file, and says where it was", () => {
    const { sim, lines } = makeBoard({
      ".bootcde": "print('never')",
      ".bootrst": "print('rst')",
      ".boot0": "echo(0);print('a');\nnope();print('b')",
    });
    sim.boot();
    sim.close();
    assert.deepEqual(lines, [
      "a",
      'Uncaught ReferenceError: "nope" is not defined',
      "    at [raw] (.boot0:2:1)",
      "rst",
    ]);
  });

  it("erases a Storage that it finds corrupt, and says so", () => {
    const flash = FlashFile.inMemory(CHIP);
    flash.write(0x320000 + 4096, Buffer.from("garbage"));
    const { sim, lines } = makeBoard({}, { flash });
    sim.boot();
    sim.close();
    assert.deepEqual(lines.slice(0, 3), [
      "Storage is corrupt.",
      "Erasing Storage Area...",
      "Erase complete.",
    ]);
  });

  it("starts again after load() and reset(), without a power-on", () => {
    const { sim, clock, lines } = makeBoard({
      ".bootPowerOn": "echo(0);print('power on')",
      ".boot0": "echo(0)",
      ".bootcde":
        "var n=(global.n||0)+1,S=require('Storage');print('run '+n);" +
        "if(!S.read('once')){S.write('once','1');load()}",
      other: "print('other, '+typeof n)",
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

  it("is dead from the cut on: no catch, finally, timer or promise of the script has an effect", () => {
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
    const { sim, clock, ends, flash } = makeBoard({
      ".bootcde": "setTimeout(function(){require('Storage').write('secret','abcd')},5)",
    });
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
      ".bootcde":
        "echo(0);var outside=1;eval(require('Storage').read('app.a',4,1000));print(later(),typeof inside)",
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
    assert.deepEqual(runCode("print('\\xe6\\xb8\\xa9\\xe5\\xba\\xa6','\\xe9')").lines, [
      "\xe6\xb8\xa9\xe5\xba\xa6 \xe9",
    ]);
    assert.deepEqual(runCode("print('\\xe6\\xb8\\xa9\\xe5\\xba\\xa6')").lines, ["温度"]);
  });

  it("gives random words at the register of the board and nowhere else", () => {
    const { lines, ends } = runCode(
      "print(peek32(0x3FF75144)!==peek32(0x3FF75144),peek32(0x3FF75144)>=0);peek32(0x1000)",
    );
    assert.equal(lines[0], "true true");
    assert.match(lines[1]!, /nothing to peek at 0x1000/);
    assert.deepEqual(ends, ["crash"]);
  });

  it("lets the stack overflow of a listener cost it its interval, and catches it nowhere", () => {
    const { lines } = runCode(
      "process.on('uncaughtException',function(e){print('uncaught',e.message)});" +
        "E.on('errorFlag',function(f){print('flag',f)});" +
        "setInterval(function(){function deep(){return 1+deep()}try{deep()}catch(e){print('caught')}},100)",
    );
    assert.deepEqual(lines, [
      "ERROR: Ctrl-C while processing interval - removing it.",
      "Execution Interrupted during event processing.",
      "uncaught Too much recursion - the stack is about to overflow",
      "flag [ ",
      '  "CALLBACK"',
      " ]",
      "New interpreter error: CALLBACK",
    ]);
  });

  it("reboots when nobody kicks the watchdog, and not when somebody does", () => {
    const kicked = makeBoard({
      ".bootcde": "echo(0);E.enableWatchdog(2,false);setInterval(function(){E.kickWatchdog()},1000)",
    });
    kicked.sim.boot();
    kicked.clock.advance(20000000);
    assert.deepEqual(kicked.ends, []);
    kicked.sim.close();
    const left = makeBoard({
      ".bootcde": "echo(0);print('boot');E.enableWatchdog(2,false);setInterval(function(){},500)",
    });
    left.sim.boot();
    left.clock.advance(3000000);
    assert.deepEqual(left.ends, ["reboot"]);
    assert.deepEqual(left.lines, ["boot", "Task watchdog got triggered.", "boot"]);
    left.sim.close();
  });

  it("wakes up in 1970, keeps timers through setTime, and runs wild when the clock jumps", () => {
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

  it("lets no timer run while the clock has jumped back", () => {
    const code = "echo(0);var n=0;setInterval(function(){n++},1000)";
    const { sim, clock, lines } = makeBoard({ ".bootcde": code });
    sim.boot();
    clock.advance(5500000);
    sim.jumpClock(-100000);
    clock.advance(90000000);
    sim.input("print(n,getTime()<0)\n");
    clock.advance(1000);
    assert.equal(lines[0], "5 true");
    clock.advance(20000000);
    sim.input("print(n>5)\n");
    clock.advance(1000);
    assert.equal(lines[2], "true");
    sim.close();
  });

  it("locks the console with a password", () => {
    const { sim, clock, lines } = makeBoard({ ".bootcde": "echo(0);E.setPassword('open');E.lockConsole()" });
    sim.boot();
    for (const typed of ["print('secret')\n", "wrong\n", "open\n", "1+1\n", "print('shown')\n"]) {
      sim.input(typed);
      clock.advance(1000);
    }
    assert.deepEqual(
      lines.filter((line) => line !== ""),
      [
        "  Invalid password",
        "password>",
        "  Invalid password",
        "password>",
        "  Logged in.",
        "=2",
        "shown",
        "=undefined",
      ],
    );
    sim.close();
  });
});
