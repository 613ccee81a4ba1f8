// What the interpreter runs wrongly.

import { runs, type Case } from "./case.ts";

/** What the interpreter runs wrongly, and the build puts right. */
export const CORRECTED: Case[] = [
  runs(
    "functions used before their declaration",
    "print(f(1)); function f(a) { return g(a) + 1; function g(b) { return b * 2 } }",
  ),
  runs(
    "functions used before their declaration in a block",
    "if (true) { print(f()); function f() { return 3 } }",
  ),
  runs(
    "functions that call each other",
    "print(even(10), odd(7)); function even(n) { return n == 0 || odd(n - 1) } function odd(n) { " +
      "return n != 0 && even(n - 1) }",
  ),
  runs(
    "var read before its assignment",
    "function f() { const r = typeof x + (x === undefined); var x = 1; return r + x } print(f())",
  ),
  runs(
    "var in a block that did not run",
    "function f(a) { if (a) { var x = 1 } return x } print(f(false), f(true))",
  ),
  runs(
    "var that hides an outer variable",
    "var x = 'outer'; function f() { const r = x; var x = 'inner'; return r + x } print(f(), x)",
  ),
  runs(
    "several late variables",
    "function f() { const r = [a, b, c, i].join('-'); for (var i = 0, a = 1; i < 2; i++); if (r) { var " +
      "b = i, c; for (var k of [5]) c = k } return r + a + b + c + k } print(f())",
  ),
  runs(
    "super() joined with what follows",
    "class A { constructor() { this.a = 1 } } class B extends A { b = this.a + 1; constructor(x) { " +
      "super(); if (x) this.c = this.b; else this.f = () => this.a } } print(new B(1).c, new B(0).f())",
  ),
  runs(
    "var in a loop head",
    "function f() { for (var i = 0; i < 3; i++) { var last = i } return i + ':' + last } print(f())",
  ),
  runs(
    "functions made in a for loop",
    "const l = []; for (let i = 0; i < 3; i++) l.push(() => i); for (let i = 0, n = 2; i < n; i++) { " +
      "l.push(function () { return i + n }) } print(l.map((f) => f()).join())",
  ),
  runs(
    "functions made in a for loop that changes its variable",
    "const l = []; for (let i = 0; i < 9; i++) { l.push(() => i); i += 2; if (i > 4) i++; } " +
      "print(l.map((f) => f()).join())",
  ),
  runs(
    "functions made in for-of and for-in",
    "const l = []; for (const x of [1, 2]) l.push(() => x); for (let x of ['a', 'b']) { l.push(() => " +
      "x); x += '!' } for (const k in { p: 1, q: 2 }) l.push(() => k); print(l.map((f) => f()).join())",
  ),
  runs(
    "functions made in nested loops",
    "const l = []; for (let i = 0; i < 2; i++) for (let j = 0; j < 2; j++) l.push(() => i * 10 + j); " +
      "print(l.map((f) => f()).join())",
  ),
  runs(
    "continue in a loop whose variable is captured",
    "const l = []; for (let i = 0; i < 4; i++) { if (i % 2) continue; l.push(() => i) } " +
      "print(l.map((f) => f()).join())",
  ),
  runs(
    "classes that are skipped",
    "function f(x) { const B = x ? class { m() { return 1 } } : null; return B ? new B().m() : 0 } function g(x) { " +
      "switch (x) { case 1: class A { m() { return 2 } } return new A().m(); default: return 3 } } function h(x) { " +
      "let C; if (x) C = class { m() { return 4 } }; return C ? new C().m() : 5 } const T = f(0) && class {}; " +
      "print(f(0), f(1), g(1), g(2), h(0), h(1), T)",
  ),
  runs(
    "classes made by a function",
    "function make(n) { class A { static z = n; #p = n; get p() { return this.#p } self() { return new A().p } } " +
      "class B extends A { p2() { return super.self() + 1 } } return new B().p2() + A.z } print(make(2), make(5)); " +
      "for (const i of [1, 2]) { class L { v = i; m() { return () => this.v + i } } print(new L().m()()) }",
  ),
  runs(
    "fields of two instances",
    "class A { l = []; n = 0 } const a = new A(), b = new A(); a.l.push(1); a.n++; print(a.l.length, " +
      "b.l.length, b.n)",
  ),
  runs(
    "arrows in fields",
    "class A { v = 3; f = () => this.v; g = (x) => this.f() + x } const { g } = new A(); print(g(4))",
  ),
  runs(
    "super through four classes",
    "class A { m() { return 'a' } } class B extends A { m() { return super.m() + 'b' } } class C " +
      "extends B { m() { return super.m() + 'c' } } class D extends C { m() { return super.m() + 'd' } } " +
      "print(new D().m())",
  ),
  runs(
    "constructors through four classes",
    "class A { constructor(x) { this.r = 'a' + x } } class B extends A { constructor(x) { super(x); " +
      "this.r += 'b' } } class C extends B {} class D extends C { constructor(x, y) { super(x); this.r " +
      "+= 'd' + y } } class E extends D {} print(new E(1, 2).r, new C(3).r)",
  ),
  runs(
    "fields of parent and child",
    "class A { a = 1; constructor() { this.b = this.a + 1 } } class B extends A { c = this.b + 1 } " +
      "class C extends B { constructor() { super(); this.d = this.c + 1 } } const o = new C(); " +
      "print(o.a, o.b, o.c, o.d)",
  ),
  runs(
    "super in arrows, getters and statics",
    "class A { m() { return 2 } static s() { return 5 } get g() { return 7 } } class B extends A { m() " +
      "{ return [1].map(() => super.m() + 1)[0] } static s() { return super.s() + 1 } get g() { return " +
      "super.m() } } print(new B().m(), B.s(), new B().g)",
  ),
  runs(
    "errors of one's own",
    "class MyError extends Error { constructor(m, code) { super(m); this.code = code } } class Sub " +
      "extends MyError {} try { throw new Sub('bad', 4) } catch (e) { print(e.message, e.code, e " +
      "instanceof Sub, e instanceof MyError, e instanceof Error, String(e), e.name) }",
  ),
  runs(
    "errors that extend TypeError",
    "class E1 extends TypeError { info() { return this.message + '!' } } const e = new E1('x'); " +
      "print(e.info(), e instanceof TypeError, e instanceof Error, `${e}`)",
  ),
  runs(
    "inherited statics",
    "class A { static n = 1; static f() { return this.n + 1 } } class B extends A { static n = 5 } " +
      "class C extends B {} print(B.f(), C.f(), C.n)",
  ),
  runs(
    "native errors are errors",
    "const f = (e) => e instanceof Error; print(f(new TypeError('a')), f(new SyntaxError('a')), f(new " +
      "Error('a')), f('a')); try { nope() } catch (e) { print(f(e)) }",
  ),
  runs(
    "arguments of the outer function in an arrow",
    "function f() { return [0, 1].map((i) => arguments[i]).join() + (() => arguments.length)() } " +
      "print(f('a', 'b'))",
  ),
  runs(
    "this in arrows inside arrows",
    "class A { constructor() { this.v = 4 } m() { return [1, 2].map((x) => [3].map((y) => x + y + " +
      "this.v)[0]).join() } } print(new A().m())",
  ),
  runs(
    "this in an arrow that is skipped",
    "class A { constructor() { this.v = 4 } m(a) { const f = a ? () => this.v : () => -this.v; return " +
      "a && [1].map(() => this.v)[0] || f() } } print(new A().m(0), new A().m(1))",
  ),
  runs(
    "this in arrows of a subclass constructor",
    "class A {} class B extends A { constructor() { super(); this.v = 1; this.f = () => this.v } } " +
      "print(new B().f())",
  ),
  runs(
    "sums whose right side changes the left",
    "let s = 1; const f = () => { s = 5; return 2 }; s += f(); const o = { p: 1, n: 0, f() { this.p = " +
      "7; return 2 } }; o.p += o.f(); const l = [1, 2]; const g = () => { l[0] = 9; return 1 }; l[o.n++] " +
      "+= g(); let q = 'a'; q += (q = 'b'); print(s, o.p, l.join(), o.n, q)",
  ),
  runs(
    "strings that a call appends to",
    "let s = 'a'; const f = () => { s += 'b'; return 'c' }; const r = s + f(); s += f(); const o = { " +
      "t: 'x', g() { this.t += 'y'; return 'z' } }; const q = o.t + o.g(); o.t += o.g(); print(r, s, q, " +
      "o.t)",
  ),
  runs(
    "do with a single statement",
    "let r = ''; function f(w) { do { if (w > 8) throw 's' } while (--w > 0); do { try { r += w } catch (e) { r = e } " +
      "} while (w++ < 2); do { for (const x of [1, 2]) r += x } while (w-- > 2); do { if (w) continue; r += 'c' } " +
      "while (w-- > 0); do r += w; while (w++ < 0) } f(3); try { f(9) } catch (e) { r += e } print(r)",
  ),
  runs("return and a line break", "function f() { return\n 5 } print(f())"),
  runs("a line break before ++", "let a = 1, b = 2; a\n++b\nprint(a, b)"),
  runs("a backslash at the end of a line", "print('a\\\nb'.length)"),
  runs(
    "methods of native prototypes",
    "print(Array.prototype.slice.call([1, 2, 3], 1).join(), Array.prototype.map.call('ab', (x) => x + " +
      "x).join(), String.prototype.trim.call(' a '), Object.prototype.hasOwnProperty.call({ a: 1 }, 'a'))",
  ),
  runs(
    "powers",
    "print(Math.pow(2, 32), Math.pow(2, 31), Math.pow(10, 9), Math.pow(3, -1) < 0.34, Math.pow(-2, 5), " +
      "10 ** 15)",
  ),
  runs("rounding", "print(Math.round(-2.5), Math.round(2.5), Math.round(-0.6), Math.round(1.4))"),
  runs("the time in whole milliseconds", "const t = Date.now(); print(t === Math.floor(t), t > 1e12)"),
  runs(
    "clearing no timer",
    "let t; clearTimeout(t); clearInterval(undefined); const u = setTimeout(() => print('never'), 1); " +
      "clearTimeout(u); print('ok')",
  ),
  runs("split with a limit", "print('a,b,c'.split(',', 2).join('-'), 'a,b'.split(',').length)"),
  runs(
    "a dot does not match a line end",
    "print(/a.c/.test('a\\nc'), /a.c/.test('abc'), /^.*$/.exec('xy')[0])",
  ),
  runs(
    "text as bytes",
    "const s = '中é'; let r = []; for (let i = 0; i < s.length; i++) r.push(s.charCodeAt(i)); " +
      "print(r.join() == '228,184,173,195,169' || r.join() == '20013,233')",
  ),
  runs(
    "arguments are those that were given",
    "function f(a, b = 2) { a = 9; return arguments.length + ':' + arguments[0] + b } print(f(), f(1), f(1, 1, 1))",
  ),
  runs(
    "arguments in functions inside of one another",
    "const part = (f, ...b) => (...m) => f(...b, ...m); function g(...x) { return (...y) => x.concat(y).join() } " +
      "function h(a) { const i = function () { return arguments.length }; return arguments.length + i(1, 2) } " +
      "class A { m(a, ...x) { return (...y) => [a, ...x, ...y].join() } } const o = { m(...x) { return (...y) => y.concat(x) } };" +
      "print(part(Math.max, 1)(3, 2), g(1, 2)(3), h(5), new A().m(1, 2)(3), o.m(1)(2).join())",
  ),
  runs(
    "a switch evaluates cases up to the one that matches",
    "let n = 0; const f = (v) => (n++, v); switch (2) { case f(1): case f(2): break; case f(3): } " +
      "const g = (x) => { switch (x) { case undefined: return 'u'; default: return 'd' } }; print(n, g({}), g(), g(null))",
  ),
  runs(
    "private members",
    "class A { #x = 1; y = 2; get x() { return this.#x } set x(v) { this.#x = v } } const a = new A(); a.x += 4; " +
      "print(a.x, a.y)",
  ),
  runs(
    "static accessors, of the class and inherited",
    "class A { static n = 1; static get twice() { return this.n * 2 } static set twice(v) { this.n = v } } " +
      "class B extends A { static n = 5 } A.twice = 4; print(A.twice, B.twice, A.n, B.n)",
  ),
  runs("a field without a value", "class A { x; y = 1 } print('x' in new A(), Object.keys(new A()).join())"),
  runs(
    "keys that are deleted in a loop over them",
    "const o = { a: 1, b: 2, c: 3 }; for (const k in o) delete o[k]; print(Object.keys(o).length)",
  ),
  runs(
    "items that are removed in a loop over them",
    "const l = [1, 2, 3, 4]; let s = ''; for (const x of l) { s += x; if (x === 2) l.splice(1, 1) } print(s, l.join())",
  ),
  runs(
    "an accessor that is changed by an operator",
    "let s = ''; const o = { get v() { s += 'g'; return 1 }, set v(x) { s += x } }; (() => { s = ''; })(); o.v += 2; " +
      "print(s.slice(0, 2))",
  ),
  runs(
    "a var that is used in its own declaration",
    "var x = 'outer'; function f() { var y = x, x = 'inner'; return y + x } print(f())",
  ),
  runs("a variable called module", "const module = { exports: 1 }; print(module.exports)"),
  runs(
    "a finally without a catch, and a catch without a name, in async functions",
    "const w = () => Promise.resolve(1); const f = async () => { const g = async () => { try { await w() } finally { await w() } }; " +
      "try { await g(); throw 5 } catch { return 'caught' } }; f().then(print)",
  ),
];
