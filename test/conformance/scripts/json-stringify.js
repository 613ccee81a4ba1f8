// 50 ms, x87
print(JSON.stringify({ a: 1, b: "x", c: [1, "2", null, true], d: { e: {} }, f: [] }));
print(
  JSON.stringify([undefined, null, NaN, 1 / 0, () => 1]),
  JSON.stringify({ u: undefined, f() {}, n: null, x: NaN }),
);
print(
  JSON.stringify('quote" back\\ slash/ tab\t nl\n \x01\x1f\x7f\x80\xff'),
  JSON.stringify(""),
  JSON.stringify(undefined),
  JSON.stringify(null),
);
print(
  JSON.stringify(0.1 + 0.2),
  JSON.stringify(1e21),
  JSON.stringify(1e-7),
  JSON.stringify(-0),
  JSON.stringify(123456789012345),
  JSON.stringify(1 / 3),
);
print(
  JSON.stringify({ toJSON: () => ({ z: 1 }) }),
  JSON.stringify({ d: new Date(0) }),
  JSON.stringify({ k: { toJSON: (key) => "K" + key } }),
);
print(JSON.stringify([1, { a: 2 }], null, 2));
print(JSON.stringify({ a: { b: [] } }, null, "--"), JSON.stringify([], null, 2), JSON.stringify({}, null, 2));
const loop = { name: "loop" };
loop.self = loop;
print(
  JSON.stringify(loop),
  JSON.stringify([new Uint8Array([1, 2]), new Float32Array(1)]),
  JSON.stringify(new ArrayBuffer(2)),
);
class Point {
  constructor() {
    this.x = 1;
  }
  get y() {
    return 2;
  }
}
print(
  JSON.stringify(new Point()),
  JSON.stringify({
    get g() {
      return 1;
    },
    v: 2,
  }),
  JSON.stringify(new Error("bad")).slice(0, 33),
);
// prints:
// | {"a":1,"b":"x","c":[1,"2",null,true],"d":{"e":{}},"f":[]}
// | [null,null,null,null,undefined] {"n":null,"x":null}
// | "quote\" back\\ slash/ tab\t nl\n \u0001\u001F\u007F\u0080\u00FF" "" null null
// | 0.3 10e+20 1e-7 0 123456789012345 0.33333333333
// | {"z":1} {"d":"1970-01-01T00:00:00.000Z"} {"k":"Kk"}
// = "[ "
// = "  1, "
// = "  { "
// |     "a": 2
// |    }
// |  ]
// = "{ "
// = "--\"a\": { "
// | ----"b": [  ]
// | -- }
// |  } [  ] {  }
// | {"name":"loop","self": ... } [[1,2],[0]] [0,0]
// | {"x":1} {"v":2} {"message":"bad","type":"Error","
