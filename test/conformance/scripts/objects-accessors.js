// 20 ms
let log = "";
const o = {
  _v: 1,
  get v() {
    log += "g";
    return this._v;
  },
  set v(value) {
    log += "s";
    this._v = value * 2;
  },
};
const show = (what) => {
  print(what, log);
  log = "";
};
o.v = 5;
show("assignment reads back");
o.v += 2;
show("sum");
o.v++;
show("increment");
const old = o.v++;
show("postfix " + old);
const next = ++o.v;
show("prefix " + next);
const chained = (o.v = 3);
show("the value of an assignment is what the getter gives: " + chained);
o["v"] = 4;
show("by name");
Object.assign(o, { v: 9 });
show("Object.assign " + o.v);
print(Object.keys(o), JSON.stringify(o), o.v);
const d = Object.getOwnPropertyDescriptor(
  {
    get x() {
      return 1;
    },
  },
  "x",
);
print(typeof d.get, typeof d.set);
const fixed = {};
Object.defineProperty(fixed, "c", { value: [1], writable: false });
try {
  fixed.c = 2;
} catch (e) {
  print(e.message, e instanceof TypeError);
}
print(
  fixed,
  fixed.c,
  JSON.stringify(fixed),
  Object.keys(fixed),
  Object.getOwnPropertyDescriptor(fixed, "c").writable,
);
Object.defineProperty(fixed, "c", { value: 3 });
Object.defineProperty(fixed, "hidden?", { value: 4, enumerable: false });
for (const k in fixed) print(k, fixed[k]);
for (const bad of [() => Object.defineProperty(5, "x", {}), () => Object.defineProperty({}, "x", 5)]) {
  try {
    bad();
  } catch (e) {
    print(e.message);
  }
}
for (const bad of [[1], "ab", 5, () => 1]) {
  try {
    print(Object.assign({}, bad));
  } catch (e) {
    print(e.message);
  }
}
print(Object.assign({ a: 1 }, null, undefined, { b: 2 }));
const f = function (...rest) {
  return this.n + rest.join();
};
print(f.bind({ n: "a" }, 1).bind({ n: "b" }, 2)(3));
class Loose {
  self() {
    return this === global;
  }
  inner() {
    return [1].map(function () {
      return this === global || this === undefined;
    });
  }
}
const { self, inner } = new Loose();
print(self(), inner());
// prints:
// | assignment reads back sg
// | sum gsg
// | increment gs
// | postfix 50 gs
// | prefix 206 gsg
// | the value of an assignment is what the getter gives: 6 sg
// | by name sg
// = "Object.assign 9 "
// = "[ "
// = "  \"_v\", "
// |   "v"
// |  ] {"_v":8,"v":9} 9
// | function undefined
// | Assignment to a constant true
// = "{ "
// |   "c": [ 1 ]
// = " } [ 1 ] {\"c\":[1]} [ "
// |   "c"
// |  ] false
// | c 3
// | hidden? 4
// | First argument must be Object, Function or Array, got Number
// | Property description must be Object, got Number
// | Expecting Object, got Array
// | Expecting Object, got String
// | Expecting Object, got Number
// | Expecting Object, got Function
// | { "a": 1, "b": 2 }
// | b1,2,3
// | true [ true ]
