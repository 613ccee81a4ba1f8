// 20 ms, standard
print(declared(), typeof later, typeof notYet);
function declared() {
  return helper() + "!";
  function helper() {
    return "inner hoisted";
  }
}
var later = 1;
var notYet = () => 2;
(function () {
  print(typeof x, x === undefined);
  if (true) {
    var x = 5;
  }
  print(x);
  for (var i = 0; i < 2; i++) var last = i;
  print(i, last);
})();
function order() {
  const parts = [first(), second()];
  return parts.join();
  function first() {
    return "1" + second();
  }
  function second() {
    return "2";
  }
}
print(order());
let value = "outer";
{
  let value = "block";
  value += "!";
  {
    const value = "deeper";
    print(value);
  }
  print(value);
}
print(value);
try {
  print(tdz);
  let tdz = 1;
} catch (e) {
  print("used too early", e instanceof ReferenceError);
}
const evenOdd = {
  even: (n) => (n === 0 ? true : evenOdd.odd(n - 1)),
  odd: (n) => (n === 0 ? false : evenOdd.even(n - 1)),
};
function isEven(n) {
  return n === 0 || isOdd(n - 1);
}
function isOdd(n) {
  return n !== 0 && isEven(n - 1);
}
print(evenOdd.even(10), isEven(7), isOdd(7));
var twice = 1;
var twice = 2;
function dup() {
  return "first";
}
print(twice, dup());
const fe = function fact(n) {
  return n < 2 ? 1 : n * fact(n - 1);
};
print(fe(5), typeof fact);
var shadowed = "global";
function readsShadow() {
  var before = shadowed;
  var shadowed = "local";
  return before + " " + shadowed;
}
print(readsShadow());
if (later) {
  var fromIf = "visible";
}
print(fromIf);
(() => {
  a();
  function a() {
    print("a before b");
    b();
  }
  var b = () => print("b");
  b();
}).call === undefined || print("callable");
try {
  early();
  var early = () => 1;
} catch (e) {
  print("not a function yet", e instanceof TypeError || e instanceof Error);
}
// prints:
// | inner hoisted! undefined undefined
// | undefined true
// | 5
// | 2 1
// | 12,2
// | deeper
// | block!
// | outer
// | used too early true
// | true false true
// | 2 first
// | 120 undefined
// | undefined local
// | visible
// | callable
// | not a function yet true
