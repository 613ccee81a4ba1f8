import assert from "node:assert/strict";
import { E_GUARD, Failure } from "../../lib/codes.ts";
import { guard } from "../../tools/build/guard.ts";

// What must never be shipped, however it came about.
const FORBIDDEN = [
  "a`x`",
  "print(`x`)",
  "f(...a)",
  "[a]=b",
  "({a}=b)",
  "function f(a=1){}",
  "function f(...a){}",
  "l:for(;;)break l",
  "a**b",
  "a?.b",
  "a??=b",
  "async function f(){}",
  "function*f(){}",
  "class A{x=1}",
  "class A{#x(){}}",
  "class A{static{}}",
  "x=class B{}",
  "class A extends b.C{}",
  "class A{delete(){}}",
  "({[a]:1})",
  "1n",
  "with(a)b",
  "new.target",
  "switch(a){default:case 1:}",
  "do if(a)b();while(c)",
  "x();function x(){}",
  "for(var i=('a'in b);;);",
  "()=>this",
  "/a?/",
  "/[/]/",
  "/a.b/",
  "print('\u4e2d')",
  "print('\\u4e2d')",
  "print('\\\n')",
  "print('\x04')",
  "if(a){b();function c(){}}",
  "debugger",
  "a[b,c]",
  "switch(a){case b,c:}",
];

describe("the guard over finished images", () => {
  for (const image of FORBIDDEN) {
    it(`refuses ${JSON.stringify(image)}`, () => {
      const wrapped = image === "new.target" ? `function f(){${image}}` : image;
      assert.throws(
        () => guard(wrapped),
        (error: unknown) => error instanceof Failure && error.code === E_GUARD,
      );
    });
  }

  it("lets pass what the interpreter runs", () => {
    guard(
      "function f(a){var b=a??1;return b}var c=class{constructor(x){this.x=x}get y(){return this.x}},d=/[^\\/]+/g;" +
        'for(let e of[1])switch(e){case 1:f("\\xE4\\\\u");default:}do f();while(0);print("in"in{},()=>1,{f,m(){return this}})',
    );
  });
});
