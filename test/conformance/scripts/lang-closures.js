// 50 ms, standard
const makeCounter = (start = 0, step = 1) => {
  let n = start;
  return {
    up: () => (n += step),
    down: () => (n -= step),
    get value() {
      return n;
    },
  };
};
const a = makeCounter();
const b = makeCounter(10, 5);
a.up();
a.up();
b.down();
print(a.value, b.value, a.up(), b.up());
const fs = [];
for (let i = 0; i < 3; i++) {
  let n = i * 10;
  fs.push(() => n++ + i);
}
print(fs.map((f) => f()).join(), fs.map((f) => f()).join());
const gs = [];
for (var j = 0; j < 3; j++) gs.push(() => j);
print(gs.map((f) => f()).join());
const hs = [];
for (const word of ["p", "q"]) {
  const upper = word.toUpperCase();
  hs.push((n) => word + upper + n);
}
print(hs.map((f, i) => f(i)).join());
const ks = [];
for (const k in { x: 1, y: 2 }) ks.push(() => k);
print(ks.map((f) => f()).join());
let w = 0;
const ws = [];
while (w < 3) {
  const at = w;
  let twice = at * 2;
  ws.push(() => at + ":" + twice++);
  w++;
}
print(ws.map((f) => f()).join(), ws[1](), ws[1]());
const curry = (f) => (x) => (y) => (z) => f(x, y, z);
print(curry((x, y, z) => x + y * z)(1)(2)(3));
const memo = (
  (cache) => (n) =>
    (cache[n] ??= n < 2 ? n : memo(n - 1) + memo(n - 2))
)({});
print(memo(9));
const once = (f) => {
  let done = false;
  let value;
  return (...args) => (done ? value : ((done = true), (value = f(...args))));
};
let calls = 0;
const first = once((x) => (calls++, x * 2));
print(first(4), first(5), calls);
const module = (function () {
  let state = "private";
  function set(s) {
    state = s;
    return api;
  }
  const api = { set, get: () => state };
  return api;
})();
print(module.get(), module.set("changed").get());
for (let t = 0; t < 3; t++) setTimeout(() => print("timer", t), t * 5);
function shadow(x) {
  const inner = (x) => x + 1;
  {
    let x = 100;
    x++;
  }
  return inner(x) + x;
}
print(shadow(1));
// prints:
// | 2 5 3 10
// | 0,11,22 1,12,23
// | 3,3,3
// | pP0,qQ1
// | x,y
// | 0:0,1:2,2:4 1:3 1:4
// | 7
// | 34
// | 8 8 1
// | private changed
// | 3
// | timer 0
// | timer 1
// | timer 2
