// 50 ms, standard
var v = "global";
let l = "outer";
function f() {
  var v = "function";
  if (true) {
    var v = "same function";
    let l = "block";
    print(v, l);
  }
  print(v, l);
}
f();
print(v, l);
const funcs = [];
{
  let l = "in a bare block";
  funcs.push(() => l);
  l += "!";
}
print(funcs[0](), l);
for (let i = 0; i < 2; i++) {
  let i2 = i * 10;
  {
    let i2 = "inner" + i;
    funcs.push(() => i2);
  }
  funcs.push(() => i2);
}
print(
  funcs
    .slice(1)
    .map((g) => g())
    .join(),
);
const fact = (n) => (n < 2 ? 1 : n * fact(n - 1));
print(fact(6), ((l) => l * 2)(21), l);
function outer() {
  const hidden = "h";
  function middle() {
    function inner() {
      return hidden + l + v;
    }
    const l = "m";
    return inner();
  }
  return middle();
}
print(outer());
switch (1) {
  case 1: {
    let l = "case";
    print(l);
  }
}
try {
  let l = "try";
  throw l;
} catch (v) {
  print(v, l);
  var fromCatch = v;
}
print(fromCatch, v);
let n = 0;
const next = () => {
  let local = n++;
  return local;
};
print(next() + next() + next(), n);
if (n) {
  function declaredInBlock() {
    return "block function";
  }
  print(declaredInBlock());
}
const self = {
  l: "property",
  get() {
    return l;
  },
};
print(self.get());
const chain = (
  (a) => (b) => (c) =>
    [a, b, c, l].join()
)(1)(2)(3);
print(chain);
for (var k = 0, inside = []; k < 3; k++)
  inside.push(
    (
      (k) => () =>
        k
    )(k),
  );
print(inside.map((g) => g()).join(), k);
setTimeout(() => print("later", l, v), 5);
l = "changed";
v += "!";
// prints:
// | same function block
// | same function outer
// | global outer
// | in a bare block! outer
// | inner0,0,inner1,10
// | 720 42 outer
// | hmglobal
// | case
// | try outer
// | try global
// | 3 3
// | block function
// | outer
// | 1,2,3,outer
// | 0,1,2 3
// | later changed global!
