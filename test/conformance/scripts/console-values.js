// 50 ms
print();
print("");
print(" spaced ");
print(1, "a", true, null, undefined, NaN, -0, 1.5, 1e21, Infinity);
print([], {}, [[]], [{}], { a: {} }, { a: [] });
print([1, 2, 3], ["a", "b"], [null, undefined, true], [1, "a", [2, ["b"]]]);
print({ a: 1 }, { a: 1, b: "x", c: [1, 2], d: { e: { f: "deep" } } });
print({
  f: () => 1,
  g(a, b) {
    return a + b;
  },
  h: function () {},
});
print(
  () => 1,
  function named(a) {
    return a;
  },
  print,
  Math.sin,
  E,
  JSON,
  Date,
  Array,
);
print(new Date(0), [new Date(0)], { d: new Date(0) });
print(/re/gi, [/x/], new Error("e"), [new TypeError("t")], { e: new Error("in") }.e.message);
print(
  new Uint8Array([1, 2]),
  new Uint8Array(5),
  [new Uint8Array(2)],
  new Float32Array([0.5, 1]),
  new ArrayBuffer(3),
  new Uint8Array([1]).buffer,
);
print('q"uote', ['q"uote', "nl\n", "\x00\x1b\xff", "back\\slash", "it's"], { k: "v\t" });
class A {
  constructor() {
    this.x = 1;
  }
  m() {}
}
class B extends A {
  constructor() {
    super();
    this.y = [1];
  }
  toString() {
    return "I am B";
  }
}
print(new A(), new B(), [new A()], String(new B()), { b: new B() });
print(Object.create({ inherited: 1 }), Object.create(null));
const loop = { n: 1 };
loop.self = loop;
loop.list = [loop];
print(loop);
print({
  get g() {
    return 1;
  },
  set s(v) {},
  plain: 2,
});
print({ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8 });
print([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20].map((x) => x * 1000));
console.log("log", 1, [2]);
console.info("info");
console.warn("warn", { a: 1 });
console.error("error");
console.debug("debug", undefined);
print("a\nb", "c\td");
print("%d %s", 5, "x");
print(Promise.resolve(1), require("net"), require("Storage"));
print(true && "x", [true, false], [[1, [2, [3, [4, [5]]]]]], { a: { b: { c: { d: { e: 1 } } } } });
// prints:
// = ""
// = ""
// = " spaced "
// | 1 a true null undefined NaN 0 1.5 10e+20 Infinity
// = "[  ] {  } [ "
// |   [  ]
// = " ] [ "
// |   {  }
// = " ] { "
// |   "a": {  }
// = " } { "
// |   "a": [  ]
// |  }
// = "[ 1, 2, 3 ] [ "
// = "  \"a\", "
// |   "b"
// = " ] [ null, undefined, true ] [ 1, "
// = "  \"a\", "
// = "  [ 2, "
// = "    [ "
// |       "b"
// |      ]
// |    ]
// |  ]
// = "{ \"a\": 1 } { \"a\": 1, "
// = "  \"b\": \"x\", "
// = "  \"c\": [ 1, 2 ], "
// = "  \"d\": { "
// = "    \"e\": { "
// |       "f": "deep"
// |      }
// |    }
// |  }
// = "{ "
// = "  \"f\": function () {return 1}, "
// = "  \"g\": function (a,b) {return a+b}, "
// |   "h": function () {}
// |  }
// | function () {return 1} function (a) {return a} function () { [native code] } function () { [native code] } function () { [native code] } function () { [native code] } function () { [native code] } function () { [native code] }
// = "Date: Thu Jan 1 1970 00:00:00 GMT+0000 [ "
// |   Date: Thu Jan 1 1970 00:00:00 GMT+0000
// = " ] { "
// |   "d": Date: Thu Jan 1 1970 00:00:00 GMT+0000
// |  }
// = "RegExp: { "
// = "  \"source\": \"re\", "
// = "  \"flags\": \"gi\", "
// = "  \"lastIndex\": 0 } [ "
// = "  RegExp: { "
// = "    \"source\": \"x\", "
// |     "lastIndex": 0 }
// = " ] Error: Error: e [ "
// |   TypeError: TypeError: t
// |  ] in
// = "new Uint8Array([1, 2]) new Uint8Array(5) [ "
// |   new Uint8Array(2)
// |  ] new Float32Array([0.5, 1]) new ArrayBuffer(3) new Uint8Array([1]).buffer
// = "q\"uote [ "
// = "  \"q\\\"uote\", "
// = "  \"nl\\n\", "
// = "  \"\\0\\x1B\\xFF\", "
// = "  \"back\\\\slash\", "
// |   "it's"
// = " ] { "
// |   "k": "v\t"
// |  }
// = "b: { \"x\": 1 } c: I am B [ "
// |   b: { "x": 1 }
// = " ] I am B { "
// |   "b": c: I am B
// |  }
// | {  } {  }
// = "{ \"n\": 1, "
// = "  \"self\":  ... , "
// = "  \"list\": [ "
// = "     ... "
// |    ]
// |  }
// | { "plain": 2 }
// = "{ \"a\": 1, \"b\": 2, \"c\": 3, \"d\": 4, "
// |   "e": 5, "f": 6, "g": 7, "h": 8 }
// | [ 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10000, 11000, 12000, 13000, 14000, 15000, 16000, 17000, 18000, 19000, 20000 ]
// | log 1 [ 2 ]
// | info
// | warn { "a": 1 }
// | error
// | debug undefined
// | a
// = "b c\td"
// | %d %s 5 x
// | Promise: { "state": 0 } function () { [native code] } function () { [native code] }
// = "x [ true, false ] [ "
// = "  [ 1, "
// = "    [ 2, "
// = "      [ 3, "
// = "        [ 4, "
// |           [ 5 ]
// |          ]
// |        ]
// |      ]
// |    ]
// = " ] { "
// = "  \"a\": { "
// = "    \"b\": { "
// = "      \"c\": { "
// |         "d": { "e": 1 }
// |        }
// |      }
// |    }
// |  }
