// What single pieces of code cost in JsVars, run from Storage at the top level of a program that has used the
// common built-ins already; the variable's own name is part of the cost. In the order in which they run.

const LETTERS = "abcdefghijklmnopqrstuvwxyz".repeat(20);
const text = (chars: number): string => JSON.stringify(LETTERS.slice(0, chars));

/** Brings the prototypes of the common built-ins to life. */
export const WARM_UP =
  "[].slice;''.slice;(5).toFixed;Math;JSON;E;Date;new Date();new Uint8Array(1);new ArrayBuffer(1);/x/;" +
  "new Promise(function(a){global.keep=a});new DataView(new ArrayBuffer(1));keep=0;new Error('');" +
  "new Float32Array(1);new Uint32Array(1);";

/** What it is, the code, its cost. */
export const CASES: readonly [string, string, number][] = [
  ["a variable without a value", "var a1", 1],
  ["small whole numbers are kept in the name", "var a2=8191", 1],
  ["down to", "var a3=-8192", 1],
  ["larger ones are not", "var a4=8192", 2],
  ["nor smaller ones", "var a5=-8193", 2],
  ["a fraction", "var a6=1.5", 2],
  ["a truth value", "var a7=true", 2],
  ["null", "var a8=null", 2],
  ["a name of 4 characters", "var a_09=1", 1],
  ["of 5", "var a__10=1", 2],
  ["of 14", "var a___________11=1", 2],
  ["of 15", "var a____________12=1", 3],

  ["an empty text", 'var b1=""', 2],
  ["a text of 9 characters", `var b2=${text(9)}`, 2],
  ["of 10", `var b3=${text(10)}`, 3],
  ["of 19", `var b4=${text(19)}`, 3],
  ["of 20", `var b5=${text(20)}`, 4],
  ["of 100", `var b6=${text(100)}`, 12],
  ["of 200", `var b7=${text(200)}`, 22],
  ["the same text again costs nothing but its name", "var b8=b7", 1],
  ["a text that E.toString made, of 21", `var b9=E.toString(${text(20)},"y")`, 4],
  ["of 101", `var c1=E.toString(${text(100)},"y")`, 10],
  ["a file stays in flash", "var c2=S.read('c2')", 2],

  ["an empty object", "var d1={}", 2],
  ["a property", "var d2={a:1}", 3],
  ["with a fraction", "var d3={a:1,b:2.5}", 5],
  ["with a longer name", "var d4={abcde:1}", 4],
  ["a truth value, null and undefined", "var d5={a:true,b:null,c:undefined}", 7],
  ["an object in an object", "var d6={a:{b:1}}", 5],
  ["an empty list", "var e1=[]", 2],
  ["five small numbers", "var e2=[1,2,3,4,5]", 7],
  ["two fractions", "var e3=[1.5,2.5]", 6],
  ["two truth values", "var e4=[true,false]", 4],
  ["two texts", "var e5=['x','y']", 6],
  ["two objects", "var e6=[{},{}]", 6],
  ["a list of 50 holes", "var e7=new Array(50)", 2],

  ["20 bytes", "var f1=new Uint8Array(20)", 6],
  ["21 bytes", "var f2=new Uint8Array(21)", 6],
  ["100 bytes", "var f3=new Uint8Array(100)", 12],
  ["200 bytes", "var f4=new Uint8Array(200)", 19],
  ["25 fractions of 4 bytes", "var f5=new Float32Array(25)", 12],
  ["200 numbers of 4 bytes", "var f6=new Uint32Array(200)", 62],
  ["a buffer", "var f7=new ArrayBuffer(100)", 11],
  ["another view of it", "var f8=new Uint8Array(f7)", 2],
  ["a DataView of it", "var f9=new DataView(f7)", 10],

  ["an empty function", "var g1=function(){}", 2],
  ["a function, its code in flash", "var g2=function(){return 1}", 4],
  ["three parameters", "var g3=function(a,b,c){return a}", 7],
  ["a parameter of 4 characters", "var g4=function(abcd){return abcd}", 6],
  ["a declared function", "function g5(){return 1}", 4],
  ["a function that knows its name", "var g6=function g(){return 1}", 6],
  ["an arrow function", "var g7=()=>1", 4],
  ["that keeps this", "var g8=()=>this", 5],
  ["a function with functions inside that nobody has called", "var g9=function(){return[()=>1,()=>2]}", 4],
  ["code in RAM", `var h1=eval("(function(){"+${text(24)}+"=0})")`, 6],
  ["a function of the firmware", "var h2=print", 2],
  ["a library has its place already", "var h3=S", 1],

  ["a scope around a function", "var i1=(function(x){return function(){return x}})(1)", 7],
  ["with variables that the function does not use", "var i2=(function(){var a=1,b=2,c;return()=>1})()", 9],
  ["with two functions", "var i3=(function(x){return[()=>x,()=>1]})(1)", 14],
  ["two scopes", "var i4=(function(x){return(function(y){return()=>x})(2)})(1)", 12],
  ["three", "var i5=(function(x){return(function(y){return(function(z){return()=>x})(3)})(2)})(1)", 15],
  ["a block with a variable", "var i6=(function(){if(1){let a=1;return function(){return a}}})()", 11],
  ["a function that has returned leaves nothing", "(function(){var a=[1,2,3],b='text'})()", 0],

  ["a class", "var j1=class{}", 7],
  ["with a constructor", "var j2=class{constructor(){this.a=1}}", 9],
  ["with methods", "var j3=class{m(){return 1}n(x){return x}}", 16],
  ["that extends another", "var j4=class extends j2{constructor(){super()}}", 11],
  ["with a static and an accessor", "var j5=class{static s(){}get g(){return 1}}", 15],
  ["an instance", "var j6=new j2()", 5],
  ["another", "var j7=new j3()", 4],
  ["a getter and a setter", "var j8={get a(){return 1},set a(v){this.b=v}}", 13],
  ["a method", "var j9={m(){return 1}}", 6],

  ["a date", "var k1=new Date(1e12)", 6],
  ["a pattern", "var k2=/abc/", 9],
  ["with flags", "var k3=/abc/g", 12],
  ["a listener", "d1.on('x',function(){return 1})", 6],
  ["another one", "d1.on('x',function(){return 2})", 4],
  ["a timeout", "setTimeout(function(){return 1},100000)", 8],
  ["an interval", "setInterval(function(){return 1},100000)", 10],
  ["with an argument", "setInterval(function(){return 1},100000,1)", 13],
  ["a promise that waits", "var l1=new Promise(function(done){l2=done})", 10],
  ["somebody who waits for it", "l1.then(function(){return 1})", 22],
  ["deleted is gone", "delete d6.a", -3],
];
