// 20 ms, standard
let made = 0;
const next = () => ++made;
const f = (a, b = a * 2, c = b + next()) => [a, b, c].join();
print(f(1), f(1, 5), f(1, 5, 0), f(1, undefined, null), made);
function g(a = 1, { b = 2, c } = { c: 3 }, [d = 4] = []) {
  return [a, b, c, d].join();
}
print(g(), g(0, {}), g(null, { b: 0, c: 0 }, [undefined]), g(undefined, undefined, [9]));
const h = (cb = () => "default callback", n = cb.length) => cb() + n;
print(
  h(),
  h((x) => "given"),
);
const outer = "outer";
const scoped = (outer2 = outer, inner = () => outer2) => {
  outer2 = "changed";
  return inner();
};
print(scoped());
class C {
  constructor(opts = {}) {
    const { retries = 3, name = "unnamed" } = opts;
    this.text = name + retries;
  }
  m(x = this.text) {
    return x;
  }
  static s(x = "static default") {
    return x;
  }
}
print(new C().m(), new C({ retries: 0 }).m(), new C({ name: "n" }).m("arg"), C.s(), C.s(undefined), C.s(""));
const o = {
  add(a, b = 10) {
    return a + b;
  },
};
print(o.add(1), o.add(1, 2), o.add("a"), o.add(1, NaN), o.add(1, false));
const required = (name) => {
  throw new Error(name + " is required");
};
const strict = (id = required("id")) => id;
try {
  strict();
} catch (e) {
  print(e.message, strict(5));
}
const fact = (n, acc = 1) => (n < 2 ? acc : fact(n - 1, acc * n));
print(fact(10), fact(1), fact(0, 7));
const list = (items = [], sep = ", ") => items.push("x") && items.join(sep);
print(list(), list(), list(["a"], "-"));
(function (a, b = "b") {
  print(arguments.length, arguments[0], arguments[1], a, b);
})("only");
const timeoutOf = ({ ms = 5000, unit = "ms" } = {}) => `${ms}${unit}`;
print(timeoutOf(), timeoutOf({ ms: 1, unit: "s" }), timeoutOf({ unit: undefined }));
// prints:
// | 1,2,3 1,5,7 1,5,0 1,2, 2
// | 1,2,3,4 0,2,,4 ,0,0,4 1,2,3,9
// | default callback0 given1
// | changed
// = "unnamed3 unnamed0 arg static default static default "
// | 11 3 a10 NaN 1
// | id is required 5
// | 3628800 1 7
// | x x a-x
// | 1 only undefined only b
// | 5000ms 1s 5000ms
