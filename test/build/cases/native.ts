// What the interpreter runs as Node does.

import { runs, type Case } from "./case.ts";

/** What the interpreter runs as Node does: the build must not break it. */
export const NATIVE: Case[] = [
  runs("let, const and blocks", "let a = 1; { let a = 2; const b = a; print(a, b) } print(a)"),
  runs(
    "closures",
    "function counter() { let n = 0; return { up: () => ++n, get value() { return n } } } const c = " +
      "counter(); c.up(); c.up(); print(c.value)",
  ),
  runs(
    "simple classes",
    "class A { constructor(x) { this.x = x } get d() { return this.x * 2 } set d(v) { this.x = v } " +
      "static make(x) { return new A(x) } toString() { return 'A' + this.x } } const a = A.make(3); a.d " +
      "= 5; print(a.d, `${a}`, a instanceof A)",
  ),
  runs("nullish operator", "print(null ?? 1, 0 ?? 2, undefined ?? null ?? 3)"),
  runs(
    "try and finally with jumps",
    "let r = 0; function f(x) { for (;;) { try { if (x) return 'r'; break } finally { if (x > 1) r++ } } " +
      "return 'b' } print(f(0), f(1), f(2), r)",
  ),
  runs(
    "loops",
    "let r = ''; for (const c of 'abc') r += c + '.'; for (const i of [1, 2]) r += i; let n = 3; while " +
      "(n--) { if (n == 1) continue; r += n } do { r += '!' } while (r.length < 12); print(r)",
  ),
  runs(
    "switch",
    "function f(x) { switch (x) { case 1: case 2: return 'low'; case 'a': { return 'text' } default: " +
      "return 'other' } } print(f(1), f(2), f('a'), f(9))",
  ),
  runs(
    "regular expressions",
    "print('k=v'.match(/(\\w+)=(\\w+)/)[2], 'a1b22'.replace(/\\d+/g, (d) => '<' + d + '>'), " +
      "/^[a-z]+$/i.test('aB'), 'x,y;z'.split(/[,;]/).join())",
  ),
  runs(
    "array methods",
    "print([3, 1, 2].sort((a, b) => a - b).join(), [1, 2, 3].filter((x) => x > 1).reduce((a, b) => a + " +
      "b, 0), [1, 2].includes(2), [1, 2, 3].find((x) => x > 1), [4, 5].indexOf(5), [1, 2, 3, " +
      "4].splice(1, 2).join())",
  ),
  runs(
    "string methods",
    "print('abc'.slice(-2), 'a-b'.split('-').length, ' x '.trim(), 'ab'.padStart(4, '.'), " +
      "'abc'.startsWith('ab'), 'aXb'.toLowerCase(), 'abcabc'.lastIndexOf('b'))",
  ),
  runs(
    "numbers",
    "print(0xff, 0b101, 0o17, 1_000, 5 % 3, -7 >> 1, -1 >>> 28, 7 & 3 | 8, ~5, parseInt('12px'), " +
      "(255).toString(16), 1e3)",
  ),
  runs(
    "getters in objects",
    "const o = { a: 2, get b() { return this.a * 2 }, set b(v) { this.a = v }, 'c-d': 5, 7: 8 }; o.b = " +
      "10; print(o.b, o['c-d'], o[7])",
  ),
  runs(
    "bytes in strings",
    "const s = '\\xff\\x00\\x80A'; print(s.length, s.charCodeAt(0), s.charCodeAt(1), s.charCodeAt(2), " +
      "s.indexOf('A'))",
  ),
  runs(
    "control characters in strings",
    "const s = '\\x01\\x03\\x04\\t\\x7f\\b\\v\\f\\0'; let r = 0; for (let i = 0; i < s.length; i++) r " +
      "= r * 3 % 1000003 + s.charCodeAt(i); print(s.length, r)",
  ),
  runs(
    "typed arrays",
    "const a = new Uint8Array(4); a[0] = 300; a.set([1, 2], 1); const v = new DataView(a.buffer); " +
      "print(a[0], a.join(), v.getUint16(1), new Int16Array([70000])[0])",
  ),
  runs(
    "promises",
    "Promise.resolve(1).then((v) => { print(v); throw new Error('x') }).catch((e) => { " +
      "print(e.message); return Promise.all([1, Promise.resolve(2)]) }).then((l) => print(l.join()))",
  ),
  runs(
    "JSON",
    "print(JSON.stringify({ a: [1, 'x', null, true], b: { c: 2 } }), " +
      'JSON.parse(\'{"q":[1,{"w":2}]}\').q[1].w)',
  ),
];
