// 20 ms, standard
const a = 1;
const b = "two";
const o = {
  a,
  b,
  ["c" + a]: 3,
  "quoted-key": 4,
  method() {
    return this.a;
  },
  arrow: () => typeof this,
  nested: { deep: [1, { x: 2 }] },
};
print(o.a, o.b, o.c1, o["quoted-key"], o.method(), o.nested.deep[1].x);
o.added = true;
o["with space"] = 1;
const { a: renamed, ...rest } = o;
print(renamed, Object.keys(rest).length, "a" in rest, delete o.added, o.added);
const copy = { ...o, a: 2 };
const shared = Object.assign({}, o);
copy.nested.deep[0] = "changed";
print(o.nested.deep[0], shared.nested === o.nested, copy.a, o.a);
print(
  Object.keys({ z: 1, y: 2, x: 3 }).join(),
  Object.values({ z: 1, y: 2 }).join(),
  Object.entries({ z: 1 }).join("|"),
);
const counts = {};
for (const word of "the cat the dog the end".split(" ")) counts[word] = (counts[word] || 0) + 1;
print(JSON.stringify(counts));
const grouped = [1, 2, 3, 4].reduce((g, n) => ((g[n % 2 ? "odd" : "even"] ||= []).push(n), g), {});
print(JSON.stringify(grouped));
const proto = {
  greet() {
    return "hi " + this.name;
  },
};
const child = Object.create(proto);
child.name = "child";
print(
  child.greet(),
  Object.getPrototypeOf(child) === proto,
  child.hasOwnProperty("greet"),
  Object.keys(child).join(),
);
Object.setPrototypeOf(child, {
  greet() {
    return "other " + this.name;
  },
});
print(child.greet());
const sealed = Object.fromEntries([
  ["k", 1],
  ["l", [2]],
]);
print(
  JSON.stringify(sealed),
  JSON.stringify(Object.fromEntries(Object.entries(sealed).map(([k, v]) => [k + k, v]))),
);
const table = { on: () => "switched on", off: () => "switched off" };
print(["on", "off", "x"].map((cmd) => (table[cmd] ? table[cmd]() : "unknown " + cmd)).join());
const chainy = {
  v: 0,
  add(n) {
    this.v += n;
    return this;
  },
  get double() {
    return this.v * 2;
  },
};
print(chainy.add(1).add(2).double);
const keyOrder = {};
keyOrder.second = 1;
keyOrder.first = 2;
delete keyOrder.second;
keyOrder.second = 3;
print(Object.keys(keyOrder).join(), JSON.stringify(keyOrder));
print(
  JSON.stringify({ undefined: 1, null: 2, true: 3 }),
  {}.toString(),
  `${{}}`,
  Object.keys({}).length,
  !!{},
);
const symbolFree = {
  toString() {
    return "custom";
  },
};
print(symbolFree + "", `${symbolFree}`, String(symbolFree), [symbolFree, symbolFree].join("-"));
const getPath = (obj, path) => path.split(".").reduce((v, k) => (v == null ? undefined : v[k]), obj);
print(getPath(o, "nested.deep.1.x"), getPath(o, "nested.missing.x"), getPath({}, "a"));
// prints:
// | 1 two 3 4 1 2
// | 1 8 false true undefined
// | changed true 2 1
// | z,y,x 1,2 z,1
// | {"the":3,"cat":1,"dog":1,"end":1}
// | {"odd":[1,3],"even":[2,4]}
// | hi child true false name
// | other child
// | {"k":1,"l":[2]} {"kk":1,"ll":[2]}
// | switched on,switched off,unknown x
// | 6
// | first,second {"first":2,"second":3}
// | {"undefined":1,"null":2,"true":3} [object Object] [object Object] 0 true
// | custom custom custom custom-custom
// | 2 undefined undefined
