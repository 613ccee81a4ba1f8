// 20 ms
const tell = (f) => {
  try {
    print(f());
  } catch (e) {
    print("! " + (e.message || e));
  }
};
const show = (v) => tell(() => JSON.stringify(v));
for (const v of [
  0,
  -0,
  1.5,
  1e21,
  123456789012,
  NaN,
  Infinity,
  true,
  null,
  undefined,
  "",
  "a",
  'q"q',
  "\\",
  "\n\r\t\b\f",
  "\x01\x1f\x7f",
  "/",
])
  show(v);
for (const v of [
  [],
  [1, [2, [3]]],
  [undefined],
  [null],
  [NaN],
  [() => 1],
  {},
  { a: 1 },
  { a: undefined },
  { a: null, b: NaN },
  { f: () => 1 },
  { "a b": 1, "5x": 2 },
  { n: { m: {} } },
])
  show(v);
show(new Date(0));
show({ d: new Date(1700000000123) });
show(new Uint8Array([1, 2]));
show(new Float32Array([0.5]));
show(new ArrayBuffer(2));
show(/x/g);
show(new Error("e").message);
show({ toJSON: () => "custom" });
show({ n: { toJSON: () => ({ deep: 1 }) } });
show(
  new (class A {
    constructor() {
      this.x = 1;
    }
    m() {}
  })(),
);
show(Object.create({ inherited: 1 }));
const loop = { a: 1 };
loop.self = loop;
show(loop);
const shared = { s: 1 };
show([shared, shared]);
print(JSON.stringify({ a: 1, b: [1, 2], c: { d: [] } }, null, 2));
print(
  JSON.stringify([1, { a: 2 }], null, "--"),
  JSON.stringify({}, null, 2),
  JSON.stringify([], null, 2),
  JSON.stringify(5, null, 2),
  JSON.stringify("x", null, "\t"),
);
print(
  JSON.stringify({ a: [] }, null, 0),
  JSON.stringify({ a: 1 }, null, ""),
  JSON.stringify([[1]], null, 1),
  JSON.stringify({ a: 1 }, null, 20).length,
);
const message = {
  id: "1",
  version: "1.0",
  params: { Temperature: 21.5, Switch: 1, Name: "cafe" },
  method: "thing.event.property.post",
};
const text = JSON.stringify(message);
print(text, JSON.parse(text).params.Temperature, JSON.stringify(JSON.parse(text)) === text);
// prints:
// | 0
// | 0
// | 1.5
// | 10e+20
// | 123456789012
// | null
// | null
// | true
// | null
// | null
// | ""
// | "a"
// | "q\"q"
// | "\\"
// | "\n\r\t\b\f"
// | "\u0001\u001F\u007F"
// | "/"
// | []
// | [1,[2,[3]]]
// | [null]
// | [null]
// | [null]
// | [undefined]
// | {}
// | {"a":1}
// | {}
// | {"a":null,"b":null}
// | {}
// | {"a b":1,"5x":2}
// | {"n":{"m":{}}}
// | "1970-01-01T00:00:00.000Z"
// | {"d":"2023-11-14T22:13:20.123Z"}
// | [1,2]
// | [0.5]
// | [0,0]
// | {"source":"x","flags":"g","lastIndex":0}
// | "e"
// | "custom"
// | {"n":{"deep":1}}
// | {"x":1}
// | {}
// | {"a":1,"self": ... }
// | [{"s":1},{"s":1}]
// = "{ "
// = "  \"a\": 1, "
// = "  \"b\": [ "
// = "    1, "
// |     2
// = "   ], "
// = "  \"c\": { "
// |     "d": [  ]
// |    }
// |  }
// = "[ "
// = "--1, "
// = "--{ "
// | ----"a": 2
// | -- }
// |  ] {  } [  ] 5 "x"
// = "{\"a\":[]} {\"a\":1} [ "
// = " [ "
// |   1
// |   ]
// |  ] 22
// | {"id":"1","version":"1.0","params":{"Temperature":21.5,"Switch":1,"Name":"cafe"},"method":"thing.event.property.post"} 21.5 true
