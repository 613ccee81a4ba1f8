import assert from "node:assert/strict";
import { Failure } from "../../lib/codes.ts";
import { complain, hint } from "../../tools/output.ts";
import { useLanguage } from "./folder.ts";

describe("a failure or hint on the screen", () => {
  useLanguage("en");
  const write = process.stderr.write;
  let screen = "";
  beforeEach(() => {
    screen = "";
    process.stderr.write = (text) => Boolean((screen += text));
  });
  afterEach(() => void (process.stderr.write = write));

  const systemError = (code: string, path?: string) =>
    Object.assign(new Error(`${code}: of the system`), { code, path });

  it("has code, cause, detail and next step", () => {
    assert.equal(complain(new Failure(172, "git")), 1);
    assert.match(screen, /^LK172 git is not installed: git\n {2}next: install git .*\n$/);
  });

  it("leaves a hint on one line, dim on a terminal that has colours", () => {
    const { isTTY, hasColors } = process.stderr;
    try {
      Object.assign(process.stderr, { isTTY: false });
      hint("try --help");
      Object.assign(process.stderr, { isTTY: true, hasColors: () => true });
      hint("try --help");
    } finally {
      Object.assign(process.stderr, { isTTY, hasColors });
    }
    assert.equal(screen, "try --help\n\u001b[2mtry --help\u001b[22m\n");
  });

  it("ends with 2 when command line or settings are at fault, and with 1 otherwise", () => {
    assert.equal(complain(new Failure(150)), 2);
    assert.equal(complain(new Failure(158)), 2);
    assert.equal(complain(new Failure(170)), 1);
  });

  it("names a full disk and a refused file, wherever they are met", () => {
    assert.equal(complain(systemError("ENOSPC", "/data/state.json")), 1);
    assert.match(screen, /^LK176 no space is left on the disk: \/data\/state\.json\n/);
    screen = "";
    assert.equal(complain(systemError("EACCES", "/data/state.json")), 1);
    assert.match(screen, /^LK177 the system refuses access to a file: \/data\/state\.json\n/);
  });

  it("is our own fault when nobody foresaw it; the stack is shown to who asks for it", () => {
    const error = new TypeError("x is not a function");
    assert.equal(complain(error), 1);
    assert.match(
      screen,
      /^LK198 Linkino has a fault of its own: TypeError: x is not a function\n.*LINKINO_DEBUG=1.*\n$/,
    );
    process.env.LINKINO_DEBUG = "1";
    try {
      complain(error);
    } finally {
      delete process.env.LINKINO_DEBUG;
    }
    assert.match(screen, /output\.test\.ts:\d+/);
  });

  it("survives what is no error at all", () => {
    assert.equal(complain("text"), 1);
    assert.equal(complain(undefined), 1);
    assert.match(screen, /LK198 .*: text\n[^]*LK198 .*: undefined\n/);
  });
});
