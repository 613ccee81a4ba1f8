// The table of differences between the standard and Espruino, each with how it is settled and by which test:
//   lowered   the build writes it in a way that runs as the standard says
//   refused   the build says what to write instead
//   imitated  the simulated board does as the interpreter does
//   stopped   the simulated board says that it can't, and stops
// What Node and the interpreter print of each is recorded in differences.json. The first two kinds are the
// cases of the language tests (test/build/cases), which run the code before and after the build.

import { CORRECTED } from "../build/cases/corrected.ts";
import { LOWERED } from "../build/cases/lowered.ts";
import { REFUSED } from "../build/cases/refused.ts";

/** One row of the table. */
export interface Difference {
  what: string;
  code: string;
  settled: "lowered" | "refused" | "imitated" | "stopped";
  /** The test that shows it: a script of this folder, or the language test. */
  shown: string;
}

const LANGUAGE_TEST = "test/build/language.test.ts";

const imitated = (shown: string, what: string, code: string): Difference => ({
  what,
  code,
  settled: "imitated",
  shown,
});
const stopped = (shown: string, what: string, code: string): Difference => ({
  what,
  code,
  settled: "stopped",
  shown,
});

/** What a script of the table prints when it throws. */
const attempt = (code: string): string => `try { print(${code}) } catch (e) { print("! " + e.message) }`;

const BUILT_INS: Difference[] = [
  imitated(
    "objects-accessors",
    "an assignment through a setter reads back",
    'let s = ""; const o = { get v() { s += "g"; return 1 }, set v(x) { s += "s" } }; const r = (o.v = 5); print(s, r)',
  ),
  imitated(
    "objects-accessors",
    "Object.assign calls no setters",
    'let s = ""; Object.assign({ set v(x) { s += "set" } }, { v: 1 }); print(s)',
  ),
  imitated(
    "objects-accessors",
    "Object.assign of arrays and text",
    attempt('JSON.stringify(Object.assign({}, "ab"))'),
  ),
  imitated(
    "objects-accessors",
    "binding a bound function",
    "print(function () { return this.n }.bind({ n: 1 }).bind({ n: 2 })())",
  ),
  imitated(
    "objects-accessors",
    "methods without an object see the globals",
    "class A { m() { return typeof this } }; const m = new A().m; print(m())",
  ),
  imitated(
    "objects-accessors",
    "properties that are not enumerable are listed",
    'const o = {}; Object.defineProperty(o, "x", { value: 1 }); print(Object.keys(o).join())',
  ),
  imitated(
    "lang-for-in",
    "methods and what is behind an object show in for-in",
    'class A { m() {} }; let s = ""; for (const k in new A()) s += k; print(s)',
  ),
  imitated(
    "lang-loops",
    "for-in over a number",
    'try { for (const k in 5) print(k); print("none") } catch (e) { print(e.message) }',
  ),
  imitated("strings-cut", "text has no item -1", 'const s = "abc", k = -1;' + attempt("s[k]")),
  imitated(
    "typed-views",
    "typed arrays have no item -1",
    "const u = new Uint8Array(2), k = -1;" + attempt("u[k]"),
  ),
  imitated("strings-cut", "split looks inside of separators", 'print("aaa".split("aa").join("|"))'),
  imitated("strings-find", "a text that begins at an end is found", 'print("ab".indexOf("bc"))'),
  imitated("strings-search", "case changes in ASCII only", 'print("\\xe4".toUpperCase() === "\\xc4")'),
  imitated("strings-build", "fromCharCode takes bytes", "print(String.fromCharCode(321).charCodeAt(0))"),
  stopped("strings-cut", "padding with an empty text", 'print("a".padEnd(3, ""))'),
  imitated("numbers-text", "white space in numbers", 'print(Number(" 7 "), +"\\n")'),
  imitated("numbers-print", "digits of numbers", "print(String(0.1 + 0.2), String(1e21), String(1 / 3))"),
  imitated("lang-operators", "literals are read digit by digit", "print(0.3 === 0.1 + 0.2)"),
  imitated("math-functions", "the sign of no number", "print(Math.sign(NaN))"),
  imitated("numbers-format", "toFixed", "print((1e21).toFixed(2))"),
  imitated(
    "arrays-sort",
    "sort is not stable",
    "print([3, 1, 2, 0, 5, 4, 7, 6, 9, 8, 11, 10].sort((a, b) => (a & 1) - (b & 1)).join())",
  ),
  imitated(
    "arrays-mutation",
    "arguments is an array",
    "print((function () { return Array.isArray(arguments) })())",
  ),
  stopped(
    "arrays-mutation",
    "items that are removed while forEach walks",
    'let s = ""; const l = [1, 2, 3, 4]; l.forEach((v, i) => { s += v; if (i === 0) l.splice(1, 1) }); print(s)',
  ),
  stopped(
    "lang-for-in",
    "items that a function removes from a list that is walked",
    'let s = ""; const l = [1, 2, 3]; const drop = () => l.splice(0, 1); for (const v of l) { s += v; drop() } print(s)',
  ),
  imitated("typed-arrays", "slice of a typed array", "print(Array.isArray(new Uint8Array(2).slice()))"),
  imitated(
    "typed-views",
    "setting beyond the end",
    "const u = new Uint8Array(2);" + attempt("u.set([1, 2, 3], 1) || u.join()"),
  ),
  imitated("typed-views", "typed arrays of nothing", attempt("new Uint8Array().length")),
  imitated(
    "typed-dataview-more",
    "reading behind a DataView",
    attempt("new DataView(new ArrayBuffer(2)).getUint16(1)"),
  ),
  imitated(
    "typed-dataview-more",
    "the length of a DataView",
    "print(new DataView(new ArrayBuffer(8), 6).byteLength)",
  ),
  stopped(
    "typed-views",
    "a view longer than its buffer",
    attempt("new Uint8Array(new ArrayBuffer(4), 0, 9).length"),
  ),
  stopped("typed-numbers", "Uint8ClampedArray", "print(new Uint8ClampedArray([1.5])[0])"),
  imitated("json-parse", "single quotes in JSON", attempt(`JSON.parse("['a']")[0]`)),
  imitated("json-parse", "text behind JSON", attempt('JSON.parse("1 x")')),
  imitated("json-parse-values", "integers beyond 63 bits", attempt('JSON.parse("12345678901234567890")')),
  stopped(
    "json-parse",
    "repeated keys in JSON",
    `print(JSON.parse('{"a":1,"a":2}').a, Object.keys(JSON.parse('{"a":1,"a":2}')).length)`,
  ),
  imitated("json-stringify-values", "undefined in JSON", "print(typeof JSON.stringify(undefined))"),
  imitated(
    "json-stringify-values",
    "a loop in JSON",
    attempt("(() => { const o = {}; o.o = o; return JSON.stringify(o) })()"),
  ),
  imitated("json-stringify", "bytes in JSON", 'print(JSON.stringify("\\xe4").length)'),
  imitated("json-stringify-values", "typed arrays in JSON", "print(JSON.stringify(new Uint8Array([1])))"),
  imitated(
    "promises-misuse",
    "a promise without a function",
    attempt('(new Promise(5).catch(() => 0), "made")'),
  ),
  stopped("promises-all", "Promise.all of text", 'Promise.all("ab").then((l) => print(l.length))'),
  imitated("timers-arguments", "clearing undefined", attempt("clearTimeout(undefined)")),
  imitated(
    "timers-many",
    "numbers of timers",
    "const a = setTimeout(() => 0, 9); clearTimeout(a); const b = setTimeout(() => 0, 9); print(a === b)",
  ),
  imitated("dates-parse", "dates that can't be read", 'print(isNaN(new Date("garbage").getTime()))'),
  imitated("dates-fields", "years below 100", "print(new Date(99, 0).getFullYear())"),
  imitated("dates-fields", "Date as a function", "print(typeof Date())"),
  imitated("errors-objects", "errors have no name", 'print(new TypeError("x").name)'),
  imitated("errors-objects", "words of errors", attempt("undefined.x")),
  imitated("errors-objects", "in with text", attempt('"a" in "abc"')),
  imitated("objects-statics", "keys of text and patterns", "print(Object.keys(/x/).join())"),
  imitated("objects-statics", "length as a property of text", 'print("abc".hasOwnProperty("length"))'),
  imitated("objects-basic", "deleting nothing", "print(delete {}.x)"),
  imitated("functions-misc", "functions as text", "print(String((a) => a + 1))"),
  stopped(
    "functions-misc",
    "several names in one text of new Function",
    attempt('new Function("a,b", "return a - b")(3, 1)'),
  ),
  imitated("regex-replace", "patterns have no global", "print(/x/g['glo' + 'bal'])"),
  stopped(
    "regex-groups",
    "a pattern put together with what patterns can't do",
    'const n = 2; print(new RegExp("a{" + n + "}").test("aa"))',
  ),
  imitated(
    "objects-key-order",
    "the order of keys that are numbers",
    "print(Object.keys({ b: 1, 2: 1, a: 1, 1: 1 }).join())",
  ),
  imitated("strings-regex", "split drops captures", 'print("a1b".split(/([0-9])/).length)'),
  imitated("lang-types", "the type of Math", "print(typeof Math)"),
  imitated("lang-types", "constructors of values", "print([] instanceof Array, [].constructor === Array)"),
  imitated("e-base64", "characters that are no base64", attempt('atob("Y*Q=").length')),
  imitated("bytes-espruino", "encodeURIComponent of bytes", 'print(global["encodeURIComponent"]("\\xe4"))'),
];

/** Cases of the language test about what the build itself, or a build of Espruino with assertions, might break. */
const NO_DIFFERENCES = [
  "fields next to parameters of the same name",
  "templates that begin with values",
  "var in a loop head",
  "this in arrows inside arrows",
  "this in an arrow that is skipped",
  "this in arrows of a subclass constructor",
  "do with a single statement",
  "a variable called module",
  "private members",
];

/** All rows. */
export const DIFFERENCES: Difference[] = [
  ...[...LOWERED, ...CORRECTED]
    .filter(({ name }) => !NO_DIFFERENCES.includes(name))
    .map(({ name, source }) => row(name, source, "lowered")),
  ...REFUSED.map(({ name, source }) => row(name, source, "refused")),
  ...BUILT_INS,
];

function row(what: string, code: string, settled: "lowered" | "refused"): Difference {
  return { what, code, settled, shown: LANGUAGE_TEST };
}
