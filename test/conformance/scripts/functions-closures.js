// 50 ms
const counters = [];
for (let i = 0; i < 3; i++) counters.push(() => i);
print(counters.map((f) => f()).join(), hoisted(), typeof later);
function hoisted() {
  return "hoisted";
}
var later = 1;
const add = (a, b = 2, ...rest) => a + b + rest.length;
print(add(1), add(1, 1, 9, 9), add(...[1, 2, 3]), Math.max(...[4, 9, 2]));
function Outer() {
  this.v = 3;
  this.arrow = () => this.v;
}
print(
  new Outer().arrow(),
  (function () {
    return this === undefined || this === global;
  })(),
);
print(
  (function () {
    return arguments.length;
  })(1, 2, 3),
  function (a) {
    return a;
  }.call(null, 5),
  function (a, b) {
    return a + b;
  }.apply(null, [1, 2]),
);
const bound = function (a, b) {
  return this.k + a + b;
}.bind({ k: "k" }, "1");
print(
  bound("2"),
  add.length,
  hoisted.call(),
  [1, 2, 3].map(String),
  [[1, 2]].map(([x, y]) => x + y),
);
const fib = (n) => (n < 2 ? n : fib(n - 1) + fib(n - 2));
print(
  fib(10),
  (
    (x) => (y) =>
      x * y
  )(3)(4),
  new Function("a", "b", "return a*b")(3, 4),
);
const {
  x,
  y: [first, second = 8],
  ...others
} = { x: 1, y: [2], p: 3, q: 4 };
print(x, first, second, others);
let log = "";
outer: for (let i = 0; i < 3; i++) {
  for (let j = 0; j < 3; j++) {
    if (j === 1) continue outer;
    if (i === 2) break outer;
    log += i + "" + j + " ";
  }
}
print(log, null ?? "d", 0 || "o", "" && "n", undefined?.x, { a: { b: 1 } }.a?.b);
switch (3) {
  default:
    log = "default";
  case 1:
    log += "one";
    break;
  case 2:
    log += "two";
}
print(log);
// prints:
// | 0,1,2 hoisted undefined
// | 3 4 4 9
// | 3 true
// | 3 5 3
// = "k12 2 hoisted [ "
// = "  \"1\", "
// = "  \"2\", "
// |   "3"
// |  ] [ 3 ]
// | 55 12 12
// | 1 2 8 { "p": 3, "q": 4 }
// | 00 10  d o  undefined 1
// | defaultone
