// 50 ms
print({}, [], { a: 1 }, { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7 }, { s: "x", n: null, u: undefined });
print(
  [1, 2, 3],
  [1, , 3],
  ["a", "b"],
  [[1, 2], [3]],
  [{ a: 1 }, { b: [1] }],
  [[]],
  [{}],
  [null, undefined, true],
);
print({ deep: { deeper: { deepest: [1, { x: "y" }] } } });
const named = [1, 2];
named.extra = "e";
print(named, named.length);
class Animal {
  constructor(n) {
    this.name = n;
  }
  speak() {
    return 1;
  }
}
class Loud {
  constructor() {
    this.v = 1;
  }
  toString() {
    return "LOUD";
  }
}
print(new Animal("x"), [new Animal("y")], new Loud(), [new Loud()], { l: new Loud() });
print(new Error("bad"), [new TypeError("worse")], /re/g, new Date(0), [new Date(1500)]);
print(Math.sin, [print], JSON.stringify, { f: Math.abs });
print(true, false, null, undefined, "text", "", NaN, [true], [""]);
const circular = { me: null, list: [] };
circular.me = circular;
circular.list.push(circular);
print(circular);
print(new Uint8Array([1, 2]), new Uint8Array(4), new ArrayBuffer(2), { t: new Int8Array([-1]) }, [
  new Float32Array([0.5]),
]);
console.log("log", 1, [2]);
console.error("error");
console.warn("warn");
console.info("info");
console.debug("debug");
// prints:
// = "{  } [  ] { \"a\": 1 } { \"a\": 1, \"b\": 2, \"c\": 3, \"d\": 4, "
// = "  \"e\": 5, \"f\": 6, \"g\": 7 } { "
// = "  \"s\": \"x\", "
// |   "n": null, "u": undefined }
// = "[ 1, 2, 3 ] [ 1, undefined, 3 ] [ "
// = "  \"a\", "
// |   "b"
// = " ] [ "
// = "  [ 1, 2 ], "
// |   [ 3 ]
// = " ] [ "
// = "  { \"a\": 1 }, "
// = "  { "
// |     "b": [ 1 ]
// |    }
// = " ] [ "
// |   [  ]
// = " ] [ "
// |   {  }
// |  ] [ null, undefined, true ]
// = "{ "
// = "  \"deep\": { "
// = "    \"deeper\": { "
// = "      \"deepest\": [ 1, "
// = "        { "
// |           "x": "y"
// |          }
// |        ]
// |      }
// |    }
// |  }
// = "[ 1, 2, "
// |   "extra": "e" ] 2
// = "d: { "
// |   "name": "x"
// = " } [ "
// = "  d: { "
// |     "name": "y"
// |    }
// = " ] c: LOUD [ "
// |   c: LOUD
// = " ] { "
// |   "l": c: LOUD
// |  }
// = "Error: Error: bad [ "
// |   TypeError: TypeError: worse
// = " ] RegExp: { "
// = "  \"source\": \"re\", "
// = "  \"flags\": \"g\", "
// = "  \"lastIndex\": 0 } Date: Thu Jan 1 1970 00:00:00 GMT+0000 [ "
// |   Date: Thu Jan 1 1970 00:00:01 GMT+0000
// |  ]
// = "function () { [native code] } [ "
// |   function () { [native code] }
// = " ] function () { [native code] } { "
// |   "f": function () { [native code] }
// |  }
// = "true false null undefined text  NaN [ true ] [ "
// |   ""
// |  ]
// = "{ "
// = "  \"me\":  ... , "
// = "  \"list\": [ "
// = "     ... "
// |    ]
// |  }
// = "new Uint8Array([1, 2]) new Uint8Array(4) new ArrayBuffer(2) { "
// |   "t": new Int8Array([-1])
// = " } [ "
// |   new Float32Array([0.5])
// |  ]
// | log 1 [ 2 ]
// | error
// | warn
// | info
// | debug
