// The functions that lowered code may call. Each is part of an image only when something in it needs it.
// They run on the board and, since the simulated board runs the same image, in Node.

/** Native error classes that a program may extend. */
const NATIVE_ERRORS = ["Error", "TypeError", "SyntaxError", "ReferenceError"] as const;
export type NativeError = (typeof NATIVE_ERRORS)[number];

export function isNativeError(name: string): name is NativeError {
  return (NATIVE_ERRORS as readonly string[]).includes(name);
}

export type HelperName = "pow" | "rest" | "isError" | "has" | "async" | "errorClass" | NativeError;

interface Helper {
  code: string;
  needs?: HelperName[];
}

// Squaring keeps integer powers exact; the native Math.pow(2, 32) is 4294967295.99999666.
const POW = `
function $pow(base, exponent) {
  var count = exponent < 0 ? -exponent : exponent, result = 1;
  if (count > 1023 || count != (count | 0)) return Math.pow(base, exponent);
  for (; count; count >>= 1) {
    if (count & 1) result *= base;
    base *= base;
  }
  return exponent < 0 ? 1 / result : result;
}`;

// For a function whose rest parameter others inside of it must not see as `arguments`: `body` gets the list
// in place of the arguments from `count` on.
const REST = `
function $rest(body, count) {
  return function () {
    var given = [].slice.call(arguments), list = given.splice(count, given.length);
    while (given.length < count) given.push(undefined);
    given.push(list);
    return body.apply(this, given);
  };
}`;

// A native subclass is no instance of Error on the board. InternalError exists on the board alone.
const IS_ERROR = `
function $isError(value) {
  return value instanceof Error || value instanceof TypeError || value instanceof SyntaxError ||
    value instanceof ReferenceError || typeof InternalError != "undefined" && value instanceof InternalError;
}`;

// The operator itself is a syntax error at the head of a for statement, where the minifier may put it.
const HAS = `
function $has(key, object) { return key in object; }`;

// The base of a program's own errors: what super(message) of a native error would have done.
const ERROR_CLASS = `
function $errorClass(Native, name) {
  class Base {
    constructor(message) { this.message = message; }
    toString() { return this.name + ": " + this.message; }
  }
  Base.prototype.name = name;
  Base.prototype.__proto__ = Native.prototype;
  return Base;
}`;

// Runs the state machine that the regenerator transform makes of an async function. In \`state\`, \`n\` is
// the place to go on at, \`p\` the place last entered (which tells the try blocks around it), \`v\` what
// was awaited or caught. A row of \`tries\` is [first place of the block, of its catch, of its finally,
// after all], then what the finally holds up. Ways to leave a place: 1 throw, 2 return, 3 jump; a finally
// that ends resumes what it held up.
const ASYNC = `
function $async(run, outer, self, tries) {
  return new Promise(function (resolve, reject) {
    var LEFT = {}, left = 0, value, state = { p: 0, n: 0 };
    function leave(kind, what) {
      left = kind;
      value = what;
      for (var i = 0; tries && i < tries.length; i++) {
        var row = tries[i], last = row[2];
        if (row[0] > state.p) continue;
        if (left == 1 && row[1] && state.p < row[1]) {
          state.v = value;
          state.n = row[1];
          left = 0;
          break;
        }
        if (last && state.p < last && (left < 3 || value < row[0] || value > last)) {
          row[4] = left;
          row[5] = value;
          state.n = last;
          left = 0;
          break;
        }
      }
      if (left == 3) {
        state.n = value;
        left = 0;
      }
      return LEFT;
    }
    state.a = leave;
    state.f = function (last) {
      for (var i = 0; i < tries.length; i++) if (tries[i][2] == last) {
        var row = tries[i], kind = row[4];
        row[4] = 0;
        if (kind) return leave(kind, row[5]);
        state.n = row[3];
      }
      return LEFT;
    };
    function go(kind, what) {
      if (kind) leave(kind, what);
      else state.v = what;
      while (!left) {
        try {
          var result = run.call(self, state);
          if (result !== LEFT) {
            Promise.resolve(result).then(function (v) { go(0, v); }, function (e) { go(1, e); });
            return;
          }
        } catch (e) {
          leave(1, e);
        }
      }
      if (left == 1) reject(value);
      else resolve(value);
    }
    go(0);
  });
}`;

/** The text of each helper; its global name is the key with a \`$\` in front. */
export const HELPERS: Record<HelperName, Helper> = {
  pow: { code: POW },
  rest: { code: REST },
  isError: { code: IS_ERROR },
  has: { code: HAS },
  async: { code: ASYNC },
  errorClass: { code: ERROR_CLASS },
  Error: nativeBase("Error"),
  TypeError: nativeBase("TypeError"),
  SyntaxError: nativeBase("SyntaxError"),
  ReferenceError: nativeBase("ReferenceError"),
};

function nativeBase(name: NativeError): Helper {
  return { code: `var $${name} = $errorClass(${name}, "${name}");`, needs: ["errorClass"] };
}
