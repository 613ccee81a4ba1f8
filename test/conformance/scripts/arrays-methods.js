// 20 ms
const tell = (f) => {
  try {
    print(f());
  } catch (e) {
    print("! " + (e.message || e));
  }
};
const a = [5, 3, 8, 1];
print(
  a.map((v, i) => v * i),
  a.filter((v) => v > 2),
  a.reduce((s, v) => s + v),
  a.reduce((s, v) => s + v, 100),
  a.find((v) => v > 5),
  a.findIndex((v) => v === 8),
  a.some((v) => v > 7),
  a.every((v) => v > 0),
);
print(
  a.indexOf(8),
  a.indexOf(9),
  a.indexOf(5, 1),
  a.includes(3),
  a.includes("3"),
  a.join(),
  a.join(""),
  a.join(" - "),
  [].join(),
  [null, undefined, 1].join(),
);
print(
  a.slice(),
  a.slice(1),
  a.slice(-2),
  a.slice(1, 3),
  a.slice(2, 1),
  a.slice(0, -1),
  a.slice(9),
  a.concat(),
  a.concat(1, [2, 3], [[4]]),
);
const b = a.slice();
print(b.push(9), b.push(1, 2), b.pop(), b.shift(), b.unshift(0), b.unshift("x", "y"), b, b.length);
print(
  b.splice(1, 2),
  b,
  b.splice(-1),
  b,
  b.splice(1, 0, "i", "j"),
  b,
  b.splice(2),
  b,
  b.splice(0, 1, "only"),
  b,
);
print(
  b.reverse(),
  [1, 2, 3].reverse(),
  [].reverse(),
  [1, 2, 3, 4].fill(0),
  [1, 2, 3, 4].fill(7, 1, 3),
  new Array(3).fill("z"),
  [].pop(),
  [].shift(),
);
print(
  [3, 1, 2].sort(),
  ["b", "a"].sort(),
  [10, 9, 1].sort(),
  [3, 1, 2].sort((x, y) => y - x),
  [
    [2, "b"],
    [1, "a"],
  ].sort((x, y) => x[0] - y[0]),
);
print(
  [1, [2, [3]]].toString(),
  String([1, 2]),
  [1, 2] + "",
  [] + "",
  [[]] + "",
  [null] + "",
  [undefined, 1] + "",
  [{}] + "",
);
print(
  a.forEach((v) => v),
  [1, 2, 3].map(String),
  ["1", "2", "3"].map(Number),
  ["1", "2", "3"].map((v) => parseInt(v)),
  [0, 1, "", "a"].filter(Boolean),
);
print(Array.isArray(a), a.length, a[10], a[-1], a["1"], a["x"], 1 in a, 9 in a, delete a[1], a, a.length);
print(new Array(2), new Array(2).length, Array(1, 2), new Array("2"));
tell(() => [].reduce((s, v) => s + v));
tell(() => [1].map());
tell(() => [1].forEach("x"));
tell(() => new Array(-1));
tell(() => new Array(1.5));
tell(() => [1, 2].find());
tell(() => [2, 1].sort("x"));
const grown = [];
grown[3] = "d";
print(
  grown,
  grown.length,
  grown.map((v) => v + "!"),
  grown.indexOf("d"),
  grown.filter(() => true),
);
grown.push("e");
print(grown.length, Object.keys(grown), grown.join());
const matrix = [
  [1, 2],
  [3, 4],
];
print(
  matrix[0].map((_, c) => matrix.map((r) => r[c])),
  matrix.reduce((all, r) => all.concat(r), []),
  JSON.stringify(matrix),
);
const self = [1];
self.push(self);
print(self, JSON.stringify(self));
// prints:
// | [ 0, 3, 16, 3 ] [ 5, 3, 8 ] 17 117 8 2 true true
// | 2 -1 -1 true false 5,3,8,1 5381 5 - 3 - 8 - 1  ,,1
// = "[ 5, 3, 8, 1 ] [ 3, 8, 1 ] [ 8, 1 ] [ 3, 8 ] [  ] [ 5, 3, 8 ] [  ] [ 5, 3, 8, 1 ] [ 5, 3, 8, 1, 1, 2, 3, "
// |   [ 4 ]
// |  ]
// = "5 7 2 5 6 8 [ "
// = "  \"x\", "
// = "  \"y\", "
// |   0, 3, 8, 1, 9, 1 ] 8
// = "[ "
// = "  \"y\", "
// = "  0 ] [ "
// = "  \"only\", "
// |   "i"
// = " ] [ 1 ] [ "
// = "  \"only\", "
// |   "i"
// = " ] [  ] [ "
// = "  \"only\", "
// |   "i"
// = " ] [ "
// = "  \"j\", "
// = "  3, 8, 1, 9 ] [ "
// = "  \"only\", "
// |   "i"
// = " ] [ "
// |   "x"
// = " ] [ "
// = "  \"only\", "
// |   "i"
// |  ]
// = "[ "
// = "  \"i\", "
// |   "only"
// = " ] [ 3, 2, 1 ] [  ] [ 0, 0, 0, 0 ] [ 1, 7, 7, 4 ] [ "
// = "  \"z\", "
// = "  \"z\", "
// |   "z"
// |  ] undefined undefined
// = "[ 1, 2, 3 ] [ "
// = "  \"a\", "
// |   "b"
// = " ] [ 1, 10, 9 ] [ 3, 2, 1 ] [ "
// = "  [ 1, "
// |     "a"
// = "   ], "
// = "  [ 2, "
// |     "b"
// |    ]
// |  ]
// | 1,2,3 1,2 1,2    ,1 [object Object]
// = "undefined [ "
// = "  \"1\", "
// = "  \"2\", "
// |   "3"
// = " ] [ 1, 2, 3 ] [ 1, 2, 3 ] [ 1, "
// |   "a"
// |  ]
// | true 4 undefined undefined 3 undefined true false true [ 5, undefined, 8, 1 ] 4
// = "[ undefined, undefined ] 2 [ 1, 2 ] [ "
// |   "2"
// |  ]
// | ! Used on empty array with no initial value
// | ! First argument must be a function
// | ! First argument must be a function
// | ! Invalid array length
// | ! Invalid array length
// | ! First argument must be a function
// | ! Expecting compare function, got String
// = "[ "
// = "  undefined, "
// = "  undefined, "
// = "  undefined, "
// |   "d"
// = " ] 4 [ "
// = "  undefined, "
// = "  undefined, "
// = "  undefined, "
// |   "d!"
// = " ] 3 [ "
// |   "d"
// |  ]
// = "5 [ "
// = "  \"3\", "
// |   "4"
// |  ] ,,,d,e
// = "[ "
// = "  [ 1, 3 ], "
// |   [ 2, 4 ]
// |  ] [ 1, 2, 3, 4 ] [[1,2],[3,4]]
// = "[ 1, "
// = "   ... "
// |  ] [1, ... ]
