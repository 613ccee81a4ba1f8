// The door of the estimate: what a script and its owner see of the memory, without any interpreter.
import assert from "node:assert/strict";
import { MEMORY_ERROR_PERCENT } from "../../bench/board/index.ts";
import { E_SIM_MEMORY } from "../../lib/codes.ts";
import { explainLine, memoryLine } from "../../tools/sim.ts";
import type { Stream } from "../../bench/board/net.ts";
import { CHIP } from "./linux.ts";
import { makeBoard, runCode } from "./make-board.ts";
import { ESP32_LIKE } from "./memory-programs.ts";

/** The numbers that a script prints, one a line. */
const numbersOf = (code: string): number[] => runCode(code).lines.map(Number);

const USED = "var used=function(){return process.memory().usage};";

describe("the memory of a simulated board", () => {
  it("is told to scripts in the interpreter's shape, and to the owner with its parts", () => {
    const { sim, clock, lines } = makeBoard({
      ".bootcde":
        "echo(0);var m=process.memory();print(Object.keys(m).join());" +
        "print(m.free+m.usage,m.total,m.blocksize)",
    });
    assert.equal(sim.memory(), undefined);
    sim.boot();
    clock.advance(1000);
    const { used, total, parts } = sim.memory()!;
    sim.close();
    assert.deepEqual(lines, [
      "free,usage,total,history,gc,gctime,blocksize,rx,tx",
      `${CHIP.jsVars} ${CHIP.jsVars} 14`,
    ]);
    assert.equal(total, CHIP.jsVars);
    assert.equal(used, Object.values(parts).reduce((sum, part) => sum + part, 0));
    assert.ok(parts.interpreter > 0 && parts.data > 0);
  });

  it("grows with what a program holds and falls when it lets go", () => {
    const [before, held, after] = numbersOf(
      `${USED}var a;print(used());a=new Uint8Array(1400);print(used());a=undefined;print(used())`,
    );
    assert.equal(held! - before!, 103);
    assert.equal(after, before);
  });

  it("has all variables of a scope that a closure holds, used or not", () => {
    const program = (unused: string): number[] =>
      numbersOf(
        `${USED}function f(){var text=${unused},x=1;return function(){return x}}var g=f();print(used())`,
      );
    const [short] = program('"a".repeat(9)');
    const [long] = program('"a".repeat(1009)');
    assert.equal(long! - short!, 100);
  });

  it("has what calls hold that have not returned", () => {
    const [inside, outside] = numbersOf(
      `${USED}function f(text){var copy=text.substr(1);g();return copy.length}` +
        `function g(){print(used())}f("a".repeat(2010));print(used())`,
    );
    assert.ok(inside! - outside! > 400, `${inside} inside, ${outside} outside`);
  });

  it("takes code from RAM for its text, and code from Storage for next to nothing", () => {
    const body = `function(){return "${"x".repeat(300)}"}`;
    const [fromFlash] = numbersOf(`${USED}var f=${body};print(used())`);
    const [fromRam] = numbersOf(`${USED}var f=eval('('+'${body.replace(/"/g, '\\"')}'+')');print(used())`);
    assert.ok(fromRam! - fromFlash! > 20, `${fromRam} from RAM, ${fromFlash} from flash`);
  });

  it("knows a function's text as it was written", () => {
    assert.deepEqual(runCode("var f=function(a){return a};print(f)").lines, ["function (a) {return a}"]);
  });

  it("is said to be too small, once, with a code that is explained", () => {
    const { lines } = runCode(
      "var a=[];setInterval(function(){a.push('some text of more than ten characters '+a.length)},1);",
      { board: { ...CHIP, jsVars: 300 } },
    );
    const said = lines.filter((line) => line.startsWith(`LK ${E_SIM_MEMORY} `));
    assert.equal(said.length, 1);
    assert.match(said[0]!, /^LK \d+ (\d+) of 300$/);
    assert.match(explainLine(said[0]!), /memory/);
  });

  it("is said to be too small for a message that is only there while it is handled", () => {
    const code = (handled: string): string =>
      "echo(0);var text='';function take(text){return look(text.substr(1))}" +
      `function look(text){return ${handled}}` +
      "require('net').connect({host:'127.0.0.1',port:1}).on('data',function(d){" +
      "text+=d;if(text.length>=3000){take(text);text=''}});";
    const saidFor = (handled: string): string[] => {
      const pieces = Array.from({ length: 6 }, () => Buffer.alloc(500, "a"));
      const stream: Stream = {
        onChange: () => {},
        read: () => pieces.shift() ?? Buffer.alloc(0),
        write: (bytes) => bytes.length,
        close: () => {},
        abandon: () => {},
      };
      const net = { connect: () => stream, close: () => {} };
      const board = { ...ESP32_LIKE, jsVars: 900 };
      const { sim, clock, lines } = makeBoard({ ".bootcde": code(handled) }, { board, net });
      sim.boot();
      clock.advance(1000000);
      sim.close();
      return lines.filter((line) => line.startsWith(`LK ${E_SIM_MEMORY} `));
    };
    assert.equal(saidFor("text.length").length, 0);
    assert.equal(saidFor("(function(copy){return copy.length})(text.substr(2))").length, 1);
  });

  it("is said to be too small for what runs at the first start", () => {
    const { lines } = runCode("var a=new Uint8Array(7000);", { board: { ...CHIP, jsVars: 500 } });
    assert.equal(lines.filter((line) => line.startsWith(`LK ${E_SIM_MEMORY} `)).length, 1);
  });

  it("is printed with its error", () => {
    const line = memoryLine({ used: 950, total: 3000, parts: {} as never });
    assert.match(line, new RegExp(`950 .*3000 .*${MEMORY_ERROR_PERCENT} ?%`));
  });
});
