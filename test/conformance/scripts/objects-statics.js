// 20 ms
const tell = (f) => {
  try {
    print(f());
  } catch (e) {
    print("! " + (e.message || e));
  }
};
const o = { b: 1, a: [2], f() {} };
tell(() => Object.keys(o));
tell(() => Object.values(o).length);
tell(() => Object.entries({ x: 1, y: [2] }));
tell(() =>
  Object.fromEntries([
    ["k", 1],
    ["l", 2],
  ]),
);
tell(() => Object.fromEntries([]));
tell(() => Object.fromEntries(5));
for (const v of ["ab", 5, true, [7, 8], () => 1, new Uint8Array(2), new Date(5), /x/g])
  tell(() => Object.keys(v));
for (const v of ["ab", [7, 8]]) tell(() => Object.values(v));
for (const v of ["ab", [7, 8]]) tell(() => Object.entries(v));
const target = { a: 1 };
tell(() => Object.assign(target, { b: 2 }, { a: 3 }) === target);
tell(() => target);
tell(() => Object.create({ p: 1 }).p);
tell(() => Object.create(null));
tell(() => Object.getOwnPropertyNames({ z: 1, y: 2 }));
tell(() => Object.getOwnPropertyDescriptor({ v: 5 }, "v"));
tell(() => Object.getOwnPropertyDescriptor({}, "v"));
tell(() => Object.getPrototypeOf([]) === Object.getPrototypeOf([1]));
tell(() => Object.getPrototypeOf({}) === Object.prototype);
tell(() => Object.setPrototypeOf({}, { q: 4 }).q);
const d = {};
Object.defineProperties(d, { one: { value: 1 }, two: { get: () => "two" } });
tell(() => d.one + d.two);
tell(() => Object.defineProperty({}, "x", { value: 9, enumerable: false }));
tell(
  () =>
    ({ a: 1 }).hasOwnProperty("a") +
    " " +
    { a: 1 }.hasOwnProperty("b") +
    " " +
    [5].hasOwnProperty(0) +
    " " +
    "abc".hasOwnProperty("length"),
);
tell(() => ({ a: [1] }).clone());
tell(() => {
  const a = { n: { v: 1 } };
  const c = a.clone();
  c.n.v = 2;
  c.x = 1;
  return a;
});
tell(
  () =>
    ({}).toString() +
    [1, 2].toString() +
    (5).toString() +
    true.toString() +
    "s".toString() +
    (() => 1).toString(),
);
tell(() => ({ toString: () => "own" }) + "");
tell(() => ({ valueOf: () => 7 }) + 1);
tell(() => new Object());
tell(() => new Object({ a: 1 }));
tell(() => Object.prototype.hasOwnProperty.call({ z: 1 }, "z"));
tell(() => typeof Object.freeze + typeof Object.is + typeof Object.hasOwn);
// prints:
// = "[ "
// = "  \"b\", "
// = "  \"a\", "
// |   "f"
// |  ]
// | 3
// = "[ "
// = "  [ "
// = "    \"x\", "
// = "    1 ], "
// = "  [ "
// = "    \"y\", "
// |     [ 2 ]
// |    ]
// |  ]
// | { "k": 1, "l": 2 }
// | {  }
// | undefined
// = "[ "
// = "  \"0\", "
// |   "1"
// |  ]
// | [  ]
// | [  ]
// = "[ "
// = "  \"0\", "
// |   "1"
// |  ]
// | [  ]
// = "[ "
// = "  \"0\", "
// |   "1"
// |  ]
// = "[ "
// |   "ms"
// |  ]
// = "[ "
// = "  \"source\", "
// = "  \"flags\", "
// |   "lastIndex"
// |  ]
// = "[ "
// = "  \"a\", "
// |   "b"
// |  ]
// | [ 7, 8 ]
// = "[ "
// = "  [ "
// = "    \"0\", "
// |     "a"
// = "   ], "
// = "  [ "
// = "    \"1\", "
// |     "b"
// |    ]
// |  ]
// = "[ "
// = "  [ "
// = "    \"0\", "
// = "    7 ], "
// = "  [ "
// = "    \"1\", "
// |     8 ]
// |  ]
// | true
// | { "a": 3, "b": 2 }
// | 1
// | {  }
// = "[ "
// = "  \"z\", "
// |   "y"
// |  ]
// | { "writable": true, "enumerable": true, "configurable": true, "value": 5 }
// | undefined
// | true
// | true
// | 4
// | 1two
// | { "x": 9 }
// | true false true false
// = "{ "
// |   "a": [ 1 ]
// |  }
// = "{ "
// |   "n": { "v": 2 }
// |  }
// | [object Object]1,25truesfunction () {return 1}
// | own
// | 8
// | {  }
// | { "a": 1 }
// | true
// | undefinedundefinedundefined
