// Programs that go through the language steps of the build. `runs` must print the same on Node before the build, and
// on Node and the real interpreter after it; `refused` must be refused with that code at that line and column.

import { E_BUILTIN, E_LANGUAGE, E_REGEX, E_SYNTAX } from "../../lib/codes.ts";

export type Case = { name: string; source: string } & ({ refused?: undefined } | { refused: [number, number, number] });

function runs(name: string, source: string): Case {
  return { name, source };
}

/** The place is that of the mark `@@`, which is taken out of the source. */
function refused(name: string, code: number, marked: string): Case {
  const before = marked.slice(0, marked.indexOf("@@")).split("\n");
  return { name, source: marked.replace("@@", ""), refused: [code, before.length, before.at(-1)!.length + 1] };
}

/** What the interpreter refuses, and the build lowers. */
const LOWERED: Case[] = [
  runs(
    "default parameters",
    "function f(a, b = a + 1) { return a + b } print(f(1), f(1, 5), f(1, undefined))",
  ),
  runs("default parameters of arrows", "const f = (a = 2, b = a * 2) => a + b; print(f(), f(1), f(1, 1))"),
  runs(
    "default parameters that see this",
    "const o = { v: 3, m(a = this.v) { return a } }; print(o.m(), o.m(1))",
  ),
  runs(
    "rest parameters",
    "function f(a, ...r) { return a + ':' + r.join() + r.length } print(f(1), f(1, 2, 3))",
  ),
  runs(
    "rest parameters of arrows",
    "const f = (...r) => r.length; print(f(), f(1, 2), [1, 2].map((...r) => r[1]).join())",
  ),
  runs(
    "rest parameters that are taken apart",
    "function f(...[a, b = 5]) { return a + b } print(f(1), f(1, 2))",
  ),
  runs(
    "spread in calls",
    "const a = [3, 9, 4]; print(Math.max(...a), Math.max(1, ...a, 20), String.fromCharCode(...[65, " +
      "66]))",
  ),
  runs(
    "spread in method calls",
    "const o = { n: 1, m(a, b) { return this.n + a + b } }; const p = () => o; print(o.m(...[2, 3]), " +
      "p().m(...[4, 5]))",
  ),
  runs(
    "spread in arrays",
    "const a = [1, 2]; print([0, ...a, 3, ...a].join(), [...a].length, [...'xy', 'z'].join(), [...new " +
      "Uint8Array([7, 8])].join())",
  ),
  runs("spread copies", "const a = [1]; const b = [...a]; b.push(2); print(a.length, b.length)"),
  runs(
    "destructuring of objects",
    "const { a, b: c, d = 4, e: { f } } = { a: 1, b: 2, e: { f: 3 } }; print(a, c, d, f)",
  ),
  runs(
    "destructuring of arrays",
    "const [a, , b = 9, ...c] = [1, 2, undefined, 4, 5]; print(a, b, c.join())",
  ),
  runs(
    "destructuring in assignments",
    "let a = 1, b = 2; [a, b] = [b, a]; const o = {}; ({ x: o.y } = { x: 5 }); print(a, b, o.y)",
  ),
  runs(
    "destructuring of parameters",
    "function f({ a, b = 2 }, [c] = [3]) { return a + b + c } print(f({ a: 1 }), f({ a: 1, b: 1 }, " +
      "[1]))",
  ),
  runs(
    "destructuring in for-of",
    "for (const [k, v] of Object.entries({ a: 1, b: 2 })) print(k, v); for (const { x } of [{ x: 5 }]) " +
      "print(x)",
  ),
  runs("destructuring in catch", "try { throw { code: 7 } } catch ({ code }) { print(code) }"),
  runs(
    "computed keys",
    "const k = 'a'; const o = { [k]: 1, [k + 'b']: 2, c: 3 }; print(o.a, o.ab, o.c, " +
      "Object.keys(o).join())",
  ),
  runs(
    "computed methods",
    "const k = 'm'; const o = { [k]() { return 4 } }; class A { [k + '2']() { return this.v } " +
      "constructor() { this.v = 6 } } print(o.m(), new A().m2())",
  ),
  runs(
    "labelled continue and break",
    "let r = ''; outer: for (let i = 0; i < 4; i++) { for (let j = 0; j < 4; j++) { if (j == 2) " +
      "continue outer; if (i == 2) break outer; r += i + '' + j + ' ' } } print(r)",
  ),
  runs(
    "labels through a switch and three loops",
    "let r = ''; a: while (true) { b: for (const x of [1, 2, 3]) { switch (x) { case 1: continue b; " +
      "case 2: for (;;) { r += 'x'; break b } default: r += 'never' } } for (const k in { p: 1 }) { do { " +
      "break a } while (0) } } print(r)",
  ),
  runs("a labelled block", "let r = 0; block: { r = 1; if (r) break block; r = 2 } print(r)"),
  runs(
    "default before a case",
    "function f(x) { let r = ''; switch (x) { case 1: r += 1; default: r += 'd'; case 2: r += 2; " +
      "break; case 3: r += 3 } return r } print(f(1), f(2), f(3), f(4))",
  ),
  runs(
    "continue before a case with an endless loop",
    "let r = ''; for (const a of [1, 2, 3]) { switch (a) { case 1: continue; case 2: for (;;) { r += " +
      "'x'; break } do { r += 'y' } while (0); default: r += 'd' } r += 'k' } print(r)",
  ),
  runs(
    "default before a case, in no block",
    "function f(a) { if (a) switch (a) { default: return 'd'; case 1: return 'one' } return 0 } " +
      "print(f(1), f(2), f(0))",
  ),
  runs(
    "default first, with strings",
    "function f(x) { switch (x) { default: return 'd'; case 'a': return 1; case 'b': return 2 } } " +
      "print(f('a'), f('b'), f('c'))",
  ),
  runs(
    "exponentiation",
    "let a = 3; a **= 2; print(2 ** 10, 2 ** 32, a, (-2) ** 3, 2 ** -1, 2 ** 0.5 > 1.414)",
  ),
  runs(
    "async and await",
    "const wait = (v) => new Promise((r) => setTimeout(() => r(v), 1)); async function f(a) { const x " +
      "= await wait(a); return x + 1 } f(4).then((v) => print(v))",
  ),
  runs("await in loops, try, catch and finally", `
const wait = (v, bad) => new Promise((r, j) => setTimeout(() => (bad ? j(new Error(v)) : r(v)), 1));
async function f() {
  let s = "";
  for (let i = 0; i < 3; i++) { if (i == 1) continue; s += await wait(i); }
  for (const v of ["a", "b"]) { s += await wait(v); if (v == "b") break; }
  for (const k in { p: 1, q: 2 }) s += await wait(k);
  try { await wait("bad", true); } catch (e) { s += e.message; } finally { s += await wait("fin"); }
  try { return s + await wait("ret"); } finally { s += "unseen"; await wait(0); print("finally ran"); }
}
f().then(print)`),
  runs("await in nested try blocks", `
async function f(n) {
  const log = [];
  try {
    try { if (n == 1) throw new Error("inner"); log.push(await n); }
    finally { log.push(await "f1"); }
    if (n == 2) throw new Error("outer");
    log.push("end");
  } catch (e) { log.push("caught " + e.message); if (n == 2) throw e; }
  finally { log.push("f2"); }
  return log.join();
}
f(0).then(print); f(1).then(print); f(2).catch((e) => print("rejected", e.message))`),
  runs("break out of try in an async loop", `
async function f() {
  let r = "";
  for (let i = 0; i < 5; i++) {
    try { if (i == 1) continue; if (i == 3) break; r += await i; } finally { r += "f"; }
  }
  return r;
}
f().then(print)`),
  runs("async methods and arrows with this", `
class A { constructor() { this.v = 2; } async m(a) { await null; return this.v + a; } n() { return [1].map(async (x) => this.v + await x)[0]; } }
const a = new A(); a.m(5).then((v) => { print(v); return a.n(); }).then(print)`),
  runs(
    "functions made in an async loop",
    "async function f() { const l = []; for (let i = 0; i < 3; i++) { const d = await i * 2; l.push(() " +
      "=> i + d) } return l.map((g) => g()).join() } f().then(print)",
  ),
  runs(
    "the same name in two blocks of an async function",
    "async function f(x) { let r = x; { let x = await 5; r += x } { let x = await 6; r += x } return r " +
      "+ x } f(1).then(print)",
  ),
  runs(
    "labels and switch in an async function",
    "async function f() { let r = ''; o: for (const a of [1, 2, 3]) { for (const b of [1, 2]) { switch " +
      "(await b) { case 2: continue o; default: r += a } if (a == 3) break o } } return r } " +
      "f().then(print)",
  ),
  runs(
    "awaits inside awaits",
    "async function g(x) { return x + 1 } async function f() { return await g(await g(await g(1)) + " +
      "await 5) } f().then(print)",
  ),
  runs(
    "parallel awaits",
    "async function g(x) { await null; return x * 2 } async function f() { const [a, b] = await " +
      "Promise.all([g(1), g(2)]); return a + b } f().then(print)",
  ),
  runs(
    "an async function that throws",
    "async function f() { throw new TypeError('no') } f().then(print, (e) => print(e.message, e " +
      "instanceof TypeError))",
  ),
  runs(
    "object spread",
    "const a = { x: 1, y: 2 }; const b = { ...a, y: 3, z: 4 }; print(JSON.stringify(b), " +
      "JSON.stringify({ ...null, ...undefined }), a.y)",
  ),
  runs(
    "object rest",
    "const { a, ...r } = { a: 1, b: 2, c: 3 }; print(a, JSON.stringify(r)); function f({ b, ...q }) { " +
      "return JSON.stringify(q) } print(f({ b: 1, d: 2 }))",
  ),
  runs(
    "optional chaining",
    "const o = { a: { b: 1, f() { return this.b } }, n: null }; print(o?.a?.b, o.n?.x, o.q?.r.s, " +
      "o.a.f?.(), o.g?.(), o.a?.['b'], delete o?.a)",
  ),
  runs(
    "logical assignment",
    "let a = null, b = 1, c = 0; const o = {}; a ??= 5; b &&= 7; c ||= 9; o.x ??= 4; o.x ||= 8; " +
      "print(a, b, c, o.x)",
  ),
  runs(
    "private members",
    "class A { #x = 1; static #n = 5; #m() { return this.#x } get v() { return this.#m() + A.#n } set " +
      "v(x) { this.#x = x } has(o) { return #x in o } } const a = new A(); a.v = 4; print(a.v, a.has(a), " +
      "a.has({}))",
  ),
  runs(
    "private names in parent and child",
    "class A { #x = 1; a() { return this.#x } } class B extends A { #x = 2; b() { return this.#x } } " +
      "const o = new B(); print(o.a(), o.b())",
  ),
  runs(
    "fields with and without a value",
    "class A { x = 1; y; z = this.x + 1 } const a = new A(); print(a.x, a.y, a.z)",
  ),
  runs(
    "fields next to parameters of the same name",
    "const v = 5; class A { x = v; constructor(v) { this.y = v } } const a = new A(2); print(a.x, a.y)",
  ),
  runs(
    "static fields and blocks",
    "class A { static n = 2; static m = A.n * 2; static { this.k = this.m + 1 } static f() { return " +
      "this.k } } print(A.n, A.m, A.k, A.f())",
  ),
  runs(
    "for-in over null",
    "let r = 'none'; for (const k in null) r = k; for (const k in undefined) r = k; for (const k in { " +
      "a: 1 }) r += k; print(r)",
  ),
  runs("code point escapes", "print('\\u{41}\\u{42}', 'a\\u{0}b'.length)"),
  runs("a slash in a class of a regex", "print('a/b'.replace(/[^/]+$/, 'x'), /[/]/.test('/'))"),
  runs("the name of", "const of = 3; let async = 1; for (const of2 of [of]) print(of2 + async)"),
  runs(
    "braces in strings inside templates",
    "const a = 1; print(`x${a + '}'}y`, `{${'{' + a}`, `${a}${'`'}`, `${`n${a}`}`)",
  ),
  runs(
    "templates that begin with values",
    "const a = 1, b = 2; print(`${a}${b}`, `${a + b}`, `${a},${b}`, `${null}${undefined}`, `${[1, 2]}`)",
  ),
  runs("line breaks in templates and strings", "print(`a\nb`.length, 'a\\\nb', \"x\\ny\".length)"),
  runs(
    "methods with names of keywords",
    "class A { get(k) { return k } set(k) { return k } delete(k) { return k } in() { return 4 } static " +
      "of() { return 5 } static() { return 6 } 'a b'() { return 7 } } const a = new A(); print(a.get(1), " +
      "a.set(2), a.delete(3), a.in(), A.of(), a.static(), a['a b']())",
  ),
  runs(
    "class expressions with a name",
    "const A = class B { static k = 4; m() { return B.k } static make() { return new B() } }; " +
      "print(A.make().m())",
  ),
  runs(
    "class expressions inside expressions",
    "const f = () => class { static n = 3; x = 4 }; const A = f(); print(A.n, new A().x, new (class { " +
      "y = 5 })().y)",
  ),
  runs(
    "in at the head of a for",
    "const o = { a: 1 }; let n = 0; for (let i = ('a' in o) ? 0 : 5; i < 3; i++) n++; const has = 'b' " +
      "in o; for (; n < 6; n++); print(n, has)",
  ),
];

/** What the interpreter runs wrongly, and the build puts right. */
const CORRECTED: Case[] = [
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
];

/** What the interpreter runs as Node does: the build must not break it. */
const NATIVE: Case[] = [
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
    "function f(x) { for (;;) { try { if (x) return 'r'; break } finally { if (x > 1) return 'f' } } " +
      "return 'b' } print(f(0), f(1), f(2))",
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
      "JSON.parse('{\"q\":[1,{\"w\":2}]}').q[1].w)",
  ),
];

/** What can't be built. */
const REFUSED: Case[] = [
  refused("generators", E_LANGUAGE, "let a = 1;\n@@function* g() { yield a }\nprint(g())"),
  refused("generator methods", E_LANGUAGE, "class A {\n  @@*g() { yield 1 }\n}\nprint(new A())"),
  refused("for await", E_LANGUAGE, "async function f(l) {\n  @@for await (const x of l) print(x);\n}\nf([])"),
  refused("await at the top", E_LANGUAGE, "print(1);\n@@await Promise.resolve(1);"),
  refused("new.target", E_LANGUAGE, "function F() {\n  print(@@new.target);\n}\nnew F()"),
  refused("import.meta", E_LANGUAGE, "print(@@import.meta.url)"),
  refused("tagged templates", E_LANGUAGE, "const t = (s) => s[0];\nprint(@@t`x`)"),
  refused("BigInt", E_LANGUAGE, "print(1, @@10n)"),
  refused("import()", E_LANGUAGE, "print(1);\nimport(@@'./x.ts').then(print)"),
  refused("with", E_LANGUAGE, "const o = { a: 1 };\n@@with (o) print(a)"),
  refused("names beyond ASCII", E_LANGUAGE, "const a = 1;\nconst @@温度 = a; print(温度)"),
  refused("names that are too long", E_LANGUAGE, "const o = {};\no.@@" + "a".repeat(64) + " = 1; print(o)"),
  refused("spread in new", E_LANGUAGE, "class A {}\nconst l = [1]; print(@@new A(...l))"),
  refused(
    "a constructor that returns a value",
    E_LANGUAGE,
    "class A {\n  constructor() {\n    @@return { a: 1 };\n  }\n}\nprint(new A().a)",
  ),
  refused("decorators", E_LANGUAGE, "const d = (v, c) => v;\n@@@d class A {}\nprint(new A())"),
  refused(
    "a loop variable that an inner function changes",
    E_LANGUAGE,
    "const l = [];\nfor (let i = 0; i < 3; i++) l.push(() => @@i++);\nprint(l.length)",
  ),
  refused(
    "extends with an expression",
    E_LANGUAGE,
    "const o = { A: class {} };\nclass B extends @@o.A {}\nprint(new B())",
  ),
  refused("extends Array", E_BUILTIN, "class L extends @@Array {}\nprint(new L().length)"),
  refused("broken syntax", E_SYNTAX, "let a = 1;\nlet b = @@;\nprint(a)"),
  refused("? in a regex", E_REGEX, "print(1);\nprint(@@/ab?c/.test('ac'))"),
  refused("{n} in a regex", E_REGEX, "print(@@/\\d{4}/.test('2026'))"),
  refused("lazy matching", E_REGEX, "print('a<b>c'.match(@@/<.*?>/)[0])"),
  refused("(?:) in a regex", E_REGEX, "print(@@/(?:a)b/.test('ab'))"),
  refused("repeated groups", E_REGEX, "print(@@/(ab)+/.test('abab'))"),
  refused("back references", E_REGEX, "print(@@/(a)\\1/.test('aa'))"),
  refused("look-around", E_REGEX, "print(@@/a(?=b)/.test('ab'))"),
  refused("\\b in a regex", E_REGEX, "print(@@/\\bx/.test('x'))"),
  refused("the flags s, u, y and m", E_REGEX, "print(@@/a/m.test('a'))"),
  refused("choices inside groups", E_REGEX, "print(@@/(a|b)c/.test('ac'))"),
  refused("text beyond ASCII in a regex", E_REGEX, "print(@@/中/.test('中'))"),
  refused("new RegExp with a fixed pattern", E_REGEX, "print(@@new RegExp('a?').test('a'))"),
  refused("Map", E_BUILTIN, "const a = 1;\nconst m = new @@Map(); print(m, a)"),
  refused("Set", E_BUILTIN, "print(new @@Set([1]))"),
  refused("WeakMap", E_BUILTIN, "print(new @@WeakMap())"),
  refused("Symbol", E_BUILTIN, "print(@@Symbol('a'))"),
  refused("Proxy", E_BUILTIN, "print(new @@Proxy({}, {}))"),
  refused("Reflect", E_BUILTIN, "print(@@Reflect.ownKeys({}))"),
  refused("BigInt as a function", E_BUILTIN, "print(@@BigInt(1))"),
  refused("RangeError", E_BUILTIN, "print(new @@RangeError('x').message)"),
  refused("queueMicrotask", E_BUILTIN, "@@queueMicrotask(() => print(1))"),
  refused("setImmediate", E_BUILTIN, "@@setImmediate(() => print(1))"),
  refused("structuredClone", E_BUILTIN, "print(@@structuredClone({}))"),
  refused("TextEncoder", E_BUILTIN, "print(new @@TextEncoder())"),
  refused("URL", E_BUILTIN, "print(new @@URL('http://a'))"),
  refused("escape", E_BUILTIN, "print(@@escape('a'))"),
  refused("encodeURI", E_BUILTIN, "print(@@encodeURI('a'))"),
  refused("encodeURIComponent", E_BUILTIN, "const x = 'é'; print(@@encodeURIComponent(x))"),
  refused("Intl", E_BUILTIN, "print(@@Intl.DateTimeFormat)"),
  refused("Array.from", E_BUILTIN, "print(@@Array.from('ab').join())"),
  refused("Array.of", E_BUILTIN, "print(@@Array.of(1).join())"),
  refused("flat", E_BUILTIN, "const a = [[1]];\nprint(a.@@flat().join())"),
  refused("flatMap", E_BUILTIN, "print([1].@@flatMap((x) => [x]).join())"),
  refused("at", E_BUILTIN, "print([1].@@at(-1))"),
  refused("keys of an array", E_BUILTIN, "print([1].@@keys())"),
  refused("reduceRight", E_BUILTIN, "print([1].@@reduceRight((a, b) => a + b))"),
  refused("findLast", E_BUILTIN, "print([1].@@findLast((x) => x))"),
  refused("toSorted", E_BUILTIN, "print([1].@@toSorted().join())"),
  refused("codePointAt", E_BUILTIN, "print('a'.@@codePointAt(0))"),
  refused("matchAll", E_BUILTIN, "print('a'.@@matchAll(/a/g))"),
  refused("search", E_BUILTIN, "print('a'.@@search(/a/))"),
  refused("trimStart", E_BUILTIN, "print(' a'.@@trimStart())"),
  refused("localeCompare", E_BUILTIN, "print('a'.@@localeCompare('b'))"),
  refused("normalize", E_BUILTIN, "print('a'.@@normalize())"),
  refused("Object.freeze", E_BUILTIN, "print(@@Object.freeze({}))"),
  refused("Object.is", E_BUILTIN, "const a = NaN; print(@@Object.is(a, a))"),
  refused("Object.hasOwn", E_BUILTIN, "print(@@Object.hasOwn({}, 'a'))"),
  refused("Number.isInteger", E_BUILTIN, "print(@@Number.isInteger(1))"),
  refused("Number.MAX_SAFE_INTEGER", E_BUILTIN, "print(@@Number.MAX_SAFE_INTEGER)"),
  refused("toPrecision", E_BUILTIN, "print((1).@@toPrecision(3))"),
  refused("Math.trunc", E_BUILTIN, "print(@@Math.trunc(1.5))"),
  refused("Math.imul", E_BUILTIN, "const a = 3; print(@@Math.imul(a, 2))"),
  refused("Math.clz32", E_BUILTIN, "const a = 3; print(@@Math.clz32(a))"),
  refused("Math.log2", E_BUILTIN, "const a = 3; print(@@Math.log2(a))"),
  refused("Math.hypot", E_BUILTIN, "const a = 3; print(@@Math.hypot(a, 2))"),
  refused("Promise.race", E_BUILTIN, "@@Promise.race([]).then(print)"),
  refused("Promise.allSettled", E_BUILTIN, "@@Promise.allSettled([]).then(print)"),
  refused("finally of a promise", E_BUILTIN, "Promise.resolve(1).@@finally(print)"),
  refused("instanceof Promise", E_BUILTIN, "const p = Promise.resolve(1);\nprint(@@p instanceof Promise)"),
  refused("Date.UTC", E_BUILTIN, "print(@@Date.UTC(2026, 1))"),
  refused("a replacer", E_BUILTIN, "print(JSON.stringify({}, @@['a']))"),
  refused("a reviver", E_BUILTIN, "print(JSON.parse('1', @@(k, v) => v))"),
  refused("$& in a replacement", E_BUILTIN, "print('a'.replace('a', @@'[$&]'))"),
  refused("assignment to length", E_BUILTIN, "const a = [1, 2];\n@@a.length = 0; print(a.join())"),
  refused("the name of a function", E_BUILTIN, "function f() {}\nprint(@@f.name)"),
  refused(
    "the name of a class through its instance",
    E_BUILTIN,
    "class A {}\nprint(@@new A().constructor.name)",
  ),
  refused("typed array statics", E_BUILTIN, "print(@@Uint8Array.from([1]).length, 0)"),
  refused("methods of the prototype of Function", E_BUILTIN, "print(@@Function.prototype.call.length)"),
  refused("once", E_BUILTIN, "const e = { on() {} };\ne.@@once('a', print)"),
];

export const CASES = { LOWERED, CORRECTED, NATIVE, REFUSED };
