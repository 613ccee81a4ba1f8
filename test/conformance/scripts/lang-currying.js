// 20 ms, standard
const curry =
  (f, ...got) =>
  (...more) => {
    const all = [...got, ...more];
    return all.length >= 3 ? f(...all) : curry(f, ...all);
  };
const add3 = (a, b, c) => a + b + c;
print(curry(add3)(1)(2)(3), curry(add3)(1, 2)(3), curry(add3, 1)(2, 3), curry(add3)(1, 2, 3));
const compose =
  (...fs) =>
  (x) =>
    fs.reduce((v, f) => f(v), x);
print(
  compose(
    (x) => x + 1,
    (x) => x * 2,
  )(5),
  compose()(7),
);
function logger(...prefix) {
  return function (...parts) {
    return [...prefix, ...parts].join(" ") + ":" + prefix.length + parts.length;
  };
}
print(logger("a", "b")("c"), logger()("x", "y"), logger("p")());
const memo = (f) => {
  const seen = {};
  return (...args) => {
    const key = args.join("|");
    if (!(key in seen)) seen[key] = f(...args);
    return seen[key];
  };
};
let runs = 0;
const slow = memo((a, b) => (runs++, a * b));
print(slow(2, 3), slow(2, 3), slow(3, 2), runs);
class Emitter {
  #all = {};
  listen(name, f) {
    (this.#all[name] ??= []).push(f);
  }
  fire(name, ...args) {
    return (this.#all[name] ?? []).map((f) => f.call(this, ...args)).join();
  }
  wrap(name, ...first) {
    return (...rest) => this.fire(name, ...first, ...rest);
  }
}
const e = new Emitter();
e.listen("x", (...a) => a.length);
e.listen("x", function (a, ...b) {
  return a + b.length;
});
print(e.fire("x", 1, 2), e.wrap("x", "w")(1, 2), e.fire("none", 1));
const partialRight = (f, ...tail) =>
  function (...head) {
    return f.apply(this, [...head, ...tail]);
  };
print(partialRight((a, b, c) => a + b + c, "y", "z")("x"), partialRight((...l) => l.length, 1)(2, 3));
const pipeline = (...stages) => ({
  run: (...input) => stages.reduce((v, [f, ...opts]) => f(v, ...opts), input),
});
print(pipeline([(l, n) => l.map((x) => x * n), 10], [(l, sep) => l.join(sep), "-"]).run(1, 2, 3));
const args = function () {
  const inner = function () {
    return arguments.length;
  };
  return arguments.length + ":" + inner(1, 2, 3) + ":" + (() => arguments[0])();
};
print(args("a", "b"), args("z"));
print(
  ((a, b = a, ...c) => [a, b, c.length].join())(1),
  ((a, b = a, ...c) => [a, b, c.length].join())(1, 2, 3, 4),
);
const variadicMax = (first, ...others) => others.reduce((m, x) => (x > m ? x : m), first);
print(variadicMax(3, 9, 2), variadicMax(5), [[1, 2], [3]].map((l) => variadicMax(...l)).join());
// prints:
// | 6 6 6 6
// | 12 7
// | a b c:21 x y:02 p:10
// | 6 6 6 2
// = "2,2 3,w2 "
// | xyz 3
// | 10-20-30
// | 2:3:a 1:3:z
// | 1,1,0 1,2,2
// | 9 5 2,3
