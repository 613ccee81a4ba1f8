// What the interpreter can't parse or run.

import { runs, type Case } from "./case.ts";

/** What the interpreter refuses, and the build lowers. */
export const LOWERED: Case[] = [
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
  runs(
    "await in loops, try, catch and finally",
    `
const wait = (v, bad) => new Promise((r, j) => setTimeout(() => (bad ? j(new Error(v)) : r(v)), 1));
async function f() {
  let s = "";
  for (let i = 0; i < 3; i++) { if (i == 1) continue; s += await wait(i); }
  for (const v of ["a", "b"]) { s += await wait(v); if (v == "b") break; }
  for (const k in { p: 1, q: 2 }) s += await wait(k);
  try { await wait("bad", true); } catch (e) { s += e.message; } finally { s += await wait("fin"); }
  try { return s + await wait("ret"); } finally { s += "unseen"; await wait(0); print("finally ran"); }
}
f().then(print)`,
  ),
  runs(
    "await of what methods return",
    "(async () => { const o = { async m(x) { return (await x) * 2 } }; print(await o.m(21), await 5); const f " +
      "= (a) => a.m(); print(f({ m() { return 1 } }), await f({ m() { return 2 } }), await (await (await 3))) })()",
  ),
  runs(
    "methods and accessors in an async function keep their own variables",
    "(async () => { const o = { k: 1, m(n) { const x = n; const r = n > 0 ? o.m(n - 1) : 0; return x + ':' + " +
      "r }, get g() { const y = this.k++; return () => y }, set s(v) { const w = v; this.k = w } }; const a = " +
      "o.g, b = o.g; o.s = 9; print(o.m(2), a(), b(), o.k, await 1) })()",
  ),
  runs(
    "classes in an async function",
    "(async () => { class P { async w(n) { await 0; return this.id + n } constructor(id) { this.id = id } } " +
      "class Q extends P { async w(n) { return 'q' + await super.w(n) } } const a = new P('a'), b = new Q('b'); " +
      "print((await Promise.all([a.w(1), b.w(2)])).join()) })()",
  ),
  runs(
    "await beside ??, ?. and assignments that may not happen",
    "(async () => { let a = null, b = 2, n = 0; const w = async (v) => { n++; return v }; a ??= await w(3); b ??= " +
      "await w(4); const o = { x: null, f(v) { return v + b } }; o.x ||= await w(7); o.x += await 1; print(a, b, n, " +
      "o.x, o.y ?? await 5, a ?? await w(6), o?.f?.(await 2), o.z?.(await w(8)), (await o)?.x, n) })()",
  ),
  runs(
    "await in nested try blocks",
    `
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
f(0).then(print); f(1).then(print); f(2).catch((e) => print("rejected", e.message))`,
  ),
  runs(
    "break out of try in an async loop",
    `
async function f() {
  let r = "";
  for (let i = 0; i < 5; i++) {
    try { if (i == 1) continue; if (i == 3) break; r += await i; } finally { r += "f"; }
  }
  return r;
}
f().then(print)`,
  ),
  runs(
    "async methods and arrows with this",
    `
class A { constructor() { this.v = 2; } async m(a) { await null; return this.v + a; } n() { return [1].map(async (x) => this.v + await x)[0]; } }
const a = new A(); a.m(5).then((v) => { print(v); return a.n(); }).then(print)`,
  ),
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
