// 50 ms
const o = { b: 1, a: 2, nested: { c: [1] } };
print(
  Object.keys(o),
  Object.values({ x: 1 }),
  Object.entries({ x: 1, y: "z" }),
  "a" in o,
  "q" in o,
  o.hasOwnProperty("b"),
  o.q,
);
delete o.b;
o.z = undefined;
print(
  o,
  Object.keys(o).length,
  Object.assign({ p: 1 }, { q: 2 }, null, { p: 3 }),
  Object.fromEntries([["k", 1]]),
);
let keys = "";
for (const k in o) keys += k + ",";
print(
  keys,
  typeof o,
  typeof [],
  typeof null,
  typeof undefined,
  typeof print,
  typeof "",
  typeof 1,
  typeof true,
);
class Base {
  constructor(v) {
    this.v = v;
  }
  get twice() {
    return this.v * 2;
  }
  set twice(x) {
    this.v = x / 2;
  }
  static make() {
    return new Base(7);
  }
}
class Child extends Base {
  constructor() {
    super(4);
    this.own = 1;
  }
  describe() {
    return "child " + this.v;
  }
}
const c = new Child();
c.twice = 20;
print(
  c,
  c.describe(),
  c.twice,
  c instanceof Child,
  c instanceof Base,
  Base.make().v,
  Object.getPrototypeOf(c) === Child.prototype,
);
const made = Object.create({ inherited: 5 });
made.own = 1;
print(made.inherited, made, Object.keys(made));
const prop = {};
Object.defineProperty(prop, "fixed", { value: 1, writable: false });
Object.defineProperty(prop, "get", { get: () => 42 });
print(prop.fixed, prop.get, Object.getOwnPropertyNames({ m: 1 }));
print({}.toString(), String({}), { valueOf: () => 5 } + 1, { toString: () => "T" } + "!", [1, { a: 1 }] + "");
const copy = { ...{ d: 1 }, e: 2 };
const { d, ...rest } = copy;
print(copy, d, rest, JSON.stringify(o.clone()));
// prints:
// = "[ "
// = "  \"b\", "
// = "  \"a\", "
// |   "nested"
// = " ] [ 1 ] [ "
// = "  [ "
// = "    \"x\", "
// = "    1 ], "
// = "  [ "
// = "    \"y\", "
// |     "z"
// |    ]
// |  ] true false true undefined
// = "{ \"a\": 2, "
// = "  \"nested\": { "
// |     "c": [ 1 ]
// = "   }, "
// |   "z": undefined } 3 { "p": 3, "q": 2 } { "k": 1 }
// | a,nested,z, object object object undefined function string number boolean
// | d: { "v": 10, "own": 1 } child 10 20 true true 7 true
// = "5 { \"own\": 1 } [ "
// |   "own"
// |  ]
// = "1 42 [ "
// |   "m"
// |  ]
// | [object Object] [object Object] 6 T! 1,[object Object]
// | { "d": 1, "e": 2 } 1 { "e": 2 } {"a":2,"nested":{"c":[1]}}
