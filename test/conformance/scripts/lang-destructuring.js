// 20 ms, standard
const [a, , b = 5, ...rest] = [1, 2, undefined, 4, 5];
print(a, b, rest.join());
const {
  x,
  y: { z = 1, ...inner } = {},
  ["comp" + 1]: comp,
  ...others
} = { x: 9, y: { p: 2, q: 3 }, comp1: "c", m: 1 };
print(x, z, JSON.stringify(inner), comp, JSON.stringify(others));
let p = 1;
let q = 2;
[p, q] = [q, p];
print(p, q);
const o = {};
({ a: o.first, b: o["second"], ...o.more } = { a: 1, b: 2, c: 3 });
[o.list, ...o.tail] = [1, 2, 3];
print(JSON.stringify(o));
const f = ({ name, age = 18, tags: [first = "none"] = [] }, [m, n] = [7, 8], ...more) =>
  [name, age, first, m, n, more.length].join();
print(f({ name: "n" }), f({ name: "n", age: 0, tags: ["t"] }, [1], 2, 3));
const defaults = ({ host = "localhost", port = 1883, tls = port === 8883 } = {}) =>
  host + ":" + port + ":" + tls;
print(defaults(), defaults({ port: 8883 }), defaults({ host: undefined, port: null }));
let evaluated = 0;
const lazy = () => (evaluated++, "lazy");
const { g = lazy(), h = lazy() } = { g: 1 };
print(g, h, evaluated);
for (const { id, at: [lat, lon] = [0, 0] } of [{ id: 1, at: [3, 4] }, { id: 2 }]) print(id, lat, lon);
const entries = Object.entries({ k: 1, l: 2 }).map(([key, value]) => key + value);
print(entries.join());
const swap = ([l, r]) => [r, l];
print(swap(swap([1, 2])).join(), swap("ab").join());
const [c1, c2, c3 = "missing"] = "hi";
print(c1, c2, c3);
try {
  const { nope } = undefined;
  print(nope);
} catch (e) {
  print("refused undefined");
}
try {
  (({ nope }) => nope)(null);
} catch (e) {
  print("refused null");
}
const { length } = "four";
const { length: count, 0: head } = [5, 6];
print(length, count, head);
const { v: { w: { deep } = { deep: "default" } } = {} } = { v: {} };
print(deep);
const nullDefault = ({ a = 1 }) => a;
print(nullDefault({ a: null }), nullDefault({ a: undefined }), nullDefault({ a: 0 }));
function args({ type, payload: { id, ...data } }, cb = (t) => t) {
  return cb(type) + id + JSON.stringify(data);
}
print(
  args({ type: "T", payload: { id: 1, k: "v" } }),
  args({ type: "T", payload: { id: 1 } }, (t) => t + "!"),
);
const key = "dynamic";
const { [key]: value = "fallback" } = { dynamic: 3 };
const { [key + "X"]: value2 = "fallback" } = { dynamic: 3 };
print(value, value2);
// prints:
// | 1 5 4,5
// | 9 1 {"p":2,"q":3} c {"m":1}
// | 2 1
// | {"first":1,"second":2,"more":{"c":3},"list":1,"tail":[2,3]}
// | n,18,none,7,8,0 n,0,t,1,,2
// | localhost:1883:false localhost:8883:true localhost:null:false
// | 1 lazy 1
// | 1 3 4
// | 2 0 0
// | k1,l2
// | 1,2 b,a
// | h i missing
// | refused undefined
// | refused null
// | 4 2 5
// | default
// | null 1 0
// | T1{"k":"v"} T!1{}
// | 3 fallback
